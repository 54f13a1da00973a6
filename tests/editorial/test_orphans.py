"""Files that nothing names any more go; what is shown, waits or may come back stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clusterweek.common.storage import WholeFileStorage
from clusterweek.editorial import images
from clusterweek.editorial.images import WIDTHS, rendition_name
from clusterweek.editorial.orphans import INTERVAL, PATIENCE, sweep, sweep_files
from events.models import Event
from tests.events.conftest import picture
from tests.factories import ClusterFactory, EventFactory, PublishedEventFactory, PublishedStandFactory


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty folders for public and private files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setitem(vars(images.private_storage()), "location", str(tmp_path / "private"))
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def renditions(name: str) -> list[str]:
    """Renditions of a picture as files; returns their names."""
    return sorted(default_storage.save(rendition_name(name, width), ContentFile(b"picture")) for width in WIDTHS)


@pytest.mark.parametrize("factory", [PublishedEventFactory, PublishedStandFactory])
def test_what_is_shown_stays_and_the_rest_goes_at_once(db, folders, factory):
    shown = renditions("images/shown.webp")
    renditions("images/orphan.webp")
    default_storage.save("images/shown-480.webp.part", ContentFile(b"half"))
    factory(image="images/shown.webp", image_alt="A hall", image_credit="Somebody", image_licence="cc0")

    deleted = sweep()

    assert (deleted, files(folders / "media")) == (4, shown)


def test_an_upload_whose_row_may_still_come_stays_for_a_while(db, folders):
    images.private_storage().save("images/upload.webp", ContentFile(b"picture"))

    assert (sweep(), files(folders / "private")) == (0, ["images/upload.webp"])
    assert (sweep(now=timezone.now() + 2 * PATIENCE), files(folders / "private")) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_pictures_of_former_versions_stay(folders):
    event, cluster = EventFactory(), ClusterFactory()
    for colour in ("navy", "red"):
        event.image.save("picture.webp", picture(colour), save=False)
        event.image_alt, event.image_credit, event.image_licence = "A hall", "Somebody", "cc0"
        event.save()
        cluster.logo.save("logo.webp", picture(colour), save=False)
        cluster.logo_alt = "A wheel"
        cluster.save()
    Event.objects.all().delete()

    assert (sweep(now=timezone.now() + 2 * PATIENCE), len(files(folders))) == (0, 4)


def test_what_others_have_put_there_stays(db, folders):
    default_storage.save("press/photo.jpg", ContentFile(b"picture"))

    assert (sweep(now=timezone.now() + 2 * PATIENCE), files(folders / "media")) == (0, ["press/photo.jpg"])


@pytest.mark.django_db(transaction=True)
def test_the_worker_sweeps_when_it_starts_and_then_every_hour(folders):
    renditions("images/orphan.webp")

    for _ in range(2):
        call_command("work", batch=True, verbosity=0)

    sweeps = DBTaskResult.objects.filter(task_path=sweep_files.module_path)
    waiting = sweeps.get(status="READY")
    assert (files(folders), sweeps.filter(status="SUCCESSFUL").count()) == ([], 2)
    assert abs(waiting.run_after - waiting.enqueued_at - INTERVAL) < timedelta(minutes=1)


# Writing


def test_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    storage = WholeFileStorage(location=tmp_path)

    class Killed(BaseException):
        pass

    def die(*args: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", die)
        with pytest.raises(Killed):
            storage.save("logo.webp", ContentFile(b"logo"))

    assert (storage.exists("logo.webp"), files(tmp_path)) == (False, ["logo.webp.part"])
    assert (storage.save("logo.webp", ContentFile(b"logo")), (tmp_path / "logo.webp").read_bytes()) == ("logo.webp", b"logo")


def test_a_file_never_takes_the_place_of_another(tmp_path):
    storage = WholeFileStorage(location=tmp_path)

    first, second = (storage.save("logo.webp", ContentFile(content)) for content in (b"first", b"second"))

    assert (first != second, (tmp_path / first).read_bytes(), (tmp_path / second).read_bytes()) == (True, b"first", b"second")
    assert len(files(tmp_path)) == 2
