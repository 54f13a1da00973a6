"""Pictures become public with the approval and go with what shows them."""

import pytest
from django.db import transaction

from clusterweek.editorial.images import WIDTHS, rendition_name
from clusterweek.editorial.orphans import sweep
from clusterweek.editorial.review import record_edit, submit
from events.models import Event, Stand
from events.programme.models import PublishedEvent
from events.publishing import approve, withdraw
from tests.events.conftest import picture
from tests.factories import EventFactory, StandFactory

CREDIT = {"image_alt": "A hall", "image_credit": "Somebody", "image_licence": "cc0"}


def illustrate(entry: Event | Stand, colour: str | None) -> None:
    """Give the working copy a picture, or take it away."""
    if colour:
        entry.image.save("picture.webp", picture(colour), save=False)
    else:
        entry.image = ""
    for name, value in CREDIT.items():
        setattr(entry, name, value if colour else "")
    entry.save()


@pytest.fixture
def line(media, nw, office, django_capture_on_commit_callbacks):
    """Submits and approves an entry with the callbacks that follow a transaction."""

    def approve_now(entry):
        with django_capture_on_commit_callbacks(execute=True):
            return approve(submit(entry, by=nw, edit_revision=entry.edit_revision), by=office, edit_revision=entry.edit_revision)

    return approve_now


def public_files(media) -> set[str]:
    return {path.relative_to(media).as_posix() for path in media.rglob("*.webp")}


def renditions(*entries) -> set[str]:
    return {rendition_name(entry.public.image.name, width) for entry in entries for width in WIDTHS}


@pytest.fixture
def shown(line, collecting_edition) -> Event:
    """An approved event with a picture."""
    event = EventFactory(edition=collecting_edition)
    illustrate(event, "navy")
    return line(event)


def change_picture(event: Event, colour: str | None, by) -> Event:
    record_edit(event, by=by, edit_revision=event.edit_revision)
    illustrate(event, colour)
    return event


def test_renditions_are_written_with_the_approval(shown, media):
    public = PublishedEvent.objects.get()

    assert public_files(media) == renditions(shown)
    assert (public.image_width, public.image_height, public.image_alt) == (60, 40, "A hall")


def test_a_picture_that_waits_is_not_public(shown, media, nw):
    change_picture(shown, "red", nw)

    assert (public_files(media), PublishedEvent.objects.get().image.name) == (renditions(shown), shown.public.image.name)


def test_a_replaced_picture_goes(shown, media, nw, line):
    former = renditions(shown)

    again = line(change_picture(shown, "red", nw))

    assert public_files(media) == renditions(again)
    assert not former & public_files(media)


def test_a_removed_picture_goes(shown, media, nw, line):
    again = line(change_picture(shown, None, nw))

    assert (public_files(media), bool(again.public.image)) == (set(), False)


def test_the_same_picture_stays_when_approved_again(shown, media, nw, line):
    line(change_picture(shown, "navy", nw))

    assert public_files(media) == renditions(shown)


@pytest.mark.parametrize("for_legal_reasons", [False, True])
def test_a_withdrawn_picture_goes(shown, media, office, django_capture_on_commit_callbacks, for_legal_reasons):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(shown, by=office, edit_revision=1, for_legal_reasons=for_legal_reasons)

    assert (public_files(media), bool(PublishedEvent.objects.get().image)) == (set(), False)


def test_a_picture_that_another_entry_shows_stays(shown, media, line, office, django_capture_on_commit_callbacks, collecting_edition):
    stand = StandFactory(fair__edition=collecting_edition)
    illustrate(stand, "navy")
    other = line(stand)

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(shown, by=office, edit_revision=1)

    assert public_files(media) == renditions(other)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_file_after_the_next_sweep(media, nw, office, collecting_edition):
    event = EventFactory(edition=collecting_edition)
    illustrate(event, "navy")
    submit(event, by=nw, edit_revision=1)

    with transaction.atomic():
        approve(event, by=office, edit_revision=1)
        transaction.set_rollback(True)
    sweep()

    assert (public_files(media), PublishedEvent.objects.count()) == (set(), 0)
