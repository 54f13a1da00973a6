"""Entries at each point of the review line."""

from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from clusterweek.accounts.models import User
from clusterweek.editorial.images import clean_upload
from clusterweek.editorial.review import submit
from events.models import Event, Stand
from events.publishing import approve
from tests.factories import EventFactory, StandFactory


@pytest.fixture
def nw(coordinator) -> User:
    """A coordinator of NW."""
    return coordinator("NW")


@pytest.fixture
def submitted(collecting_edition, nw) -> Event:
    """A submitted event of NW."""
    dates = [{"first_day": date(2027, 4, 2), "from_time": time(10), "to_time": time(12)}]
    return submit(EventFactory(edition=collecting_edition, title="Open day", partners=["BY"], dates=dates), by=nw, edit_revision=1)


@pytest.fixture
def approved(submitted, office) -> Event:
    """The same, approved."""
    return approve(submitted, by=office, edit_revision=1)


@pytest.fixture
def approved_stand(collecting_edition, nw, office) -> Stand:
    """An approved stand of NW."""
    stand = StandFactory(title="Joint stand", co_exhibitors=["Example Ltd"], fair__edition=collecting_edition)
    return approve(submit(stand, by=nw, edit_revision=1), by=office, edit_revision=1)


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """An empty folder for public files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(colour: str = "navy") -> ContentFile:
    """A cleaned picture of one colour."""
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return clean_upload(ContentFile(out.getvalue(), name="upload.png"))
