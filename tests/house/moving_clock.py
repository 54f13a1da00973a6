"""The portal with a clock that a test moves, for gunicorn: the seconds in the file CLOCK are added to the time."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

real_now = timezone.now


def moved_now() -> datetime:
    """The time that the test wants."""
    return real_now() + timedelta(seconds=float(Path(os.environ["CLOCK"]).read_text()))


timezone.now = moved_now

from clusterweek.wsgi import application  # noqa: E402, F401
