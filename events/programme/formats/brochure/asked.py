"""The brochure of a result of the programme, and of stands."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.programme.formats.brochure.content import of_events, of_stands
from events.programme.formats.brochure.typesetting import typeset
from events.programme.formats.taken import Taken
from events.programme.result import Result


def midnight() -> datetime:
    """The beginning of today in Berlin: what dates a brochure, so that it is the same byte for byte all day."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def events(taken: Taken[Result]) -> bytes:
    """The brochure of a result of the programme."""
    return typeset(of_events(taken), made_at=midnight())


def stands(taken: Taken[Any]) -> bytes:
    """The brochure of stands, which are few."""
    return typeset(of_stands(taken), made_at=midnight())
