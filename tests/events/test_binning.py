"""The bin: what lies in it is nowhere else, comes back as it was, and goes for good by the office alone."""

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from clusterweek.accounts.models import User
from clusterweek.editorial.comments import comment
from clusterweek.editorial.images import private_storage
from clusterweek.editorial.models import Comment, Decision, SavedVersion
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.review import ReviewError, record_edit, return_for_changes, submit
from events.binning import empty_bin, move_to_bin, take_out_of_bin
from events.models import Event, EventOutcome, EventPartner, Stand
from events.programme.models import PublishedEvent
from events.publishing import approve, withdraw
from tests.events.conftest import picture
from tests.factories import CoordinatorFactory, EditionFactory, EventFactory, StandFactory


@pytest.fixture
def event(collecting_edition) -> Event:
    return EventFactory(edition=collecting_edition, title="Open day", partners=["BY"])


@pytest.fixture
def withdrawn(event, nw, office) -> Event:
    """The event, approved and withdrawn."""
    approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1)
    return withdraw(event, by=nw, edit_revision=1)


def test_what_is_deleted_lies_in_the_bin_with_who_and_when(event, nw, clock):
    clock(2026, 11, 25, 12)

    binned = move_to_bin(event, by=nw)

    assert (list(Event.objects.all()), list(Event.everywhere.in_bin())) == ([], [event])
    assert (binned.binned_by, str(binned.binned_at)) == (nw, "2026-11-25 11:00:00+00:00")


@pytest.mark.parametrize("factory", [EventFactory, StandFactory])
def test_no_query_of_entries_finds_it(factory, nw, office, coordinator):
    entry = factory(partners=["BY"])
    model, partners = type(entry), entry.partners.model
    move_to_bin(entry, by=nw)

    found = [model.objects.approved_or_submitted(), partners.objects.all()]
    for user in (nw, office, coordinator("BY")):
        found += [model.objects.viewable_by(user), model.objects.editable_by(user), model.objects.open_to_change_by(user)]
    assert [list(rows) for rows in found] == [[]] * len(found)


def test_it_comes_back_as_it_was(event, nw):
    before = Event.objects.get().working_copy_as_json()

    take_out_of_bin(move_to_bin(event, by=nw), by=nw)

    event = Event.objects.get()
    assert (event.working_copy_as_json(), event.binned_at, event.binned_by, event.edit_revision) == (before, None, None, 1)


def test_a_colleague_of_the_land_and_the_office_take_it_out_and_nobody_else(event, nw, office, coordinator):
    move_to_bin(event, by=nw)

    with pytest.raises(PermissionDenied):
        take_out_of_bin(event, by=coordinator("BY"))
    take_out_of_bin(event, by=CoordinatorFactory(states=["NW"]))
    take_out_of_bin(move_to_bin(event, by=nw), by=office)

    assert list(Event.objects.all()) == [event]


def test_what_is_public_is_withdrawn_first(event, nw, office):
    approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1)

    with pytest.raises(ReviewError, match="zurück"):
        move_to_bin(event, by=nw)
    withdraw(event, by=nw, edit_revision=1)
    move_to_bin(event, by=nw)

    assert list(Event.everywhere.in_bin()) == [event]


def test_an_edit_of_what_is_public_is_not_deleted_either(event, nw, office):
    approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1)
    event = Event.objects.get()
    record_edit(event, by=nw, edit_revision=1)
    event.save()

    with pytest.raises(ReviewError):
        move_to_bin(event, by=nw)


def test_what_waits_for_the_office_is_taken_back_first(event, nw):
    submit(event, by=nw, edit_revision=1)

    with pytest.raises(ReviewError, match="Programmbüro"):
        move_to_bin(event, by=nw)


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_the_database_keeps_what_waits_out_of_the_bin(event, nw, office, status):
    submit(event, by=nw, edit_revision=1)
    if status == "approved":
        approve(event, by=office, edit_revision=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(binned_at="2026-11-25 12:00+00:00")


def test_nobody_deletes_what_is_not_theirs(event, coordinator):
    with pytest.raises(PermissionDenied):
        move_to_bin(event, by=coordinator("BY"))


def test_in_a_closed_edition_the_office_alone_deletes_and_takes_out(event, nw, office):
    event.edition.is_closed = True
    event.edition.save()

    with pytest.raises(PermissionDenied):
        move_to_bin(event, by=nw)
    move_to_bin(event, by=office)
    with pytest.raises(PermissionDenied):
        take_out_of_bin(event, by=nw)


@pytest.mark.parametrize("step", ["edit", "submit", "bin"])
def test_no_step_is_taken_in_the_bin(event, nw, step):
    move_to_bin(event, by=nw)
    steps = {
        "edit": lambda: record_edit(event, by=nw, edit_revision=1),
        "submit": lambda: submit(event, by=nw, edit_revision=1),
        "bin": lambda: move_to_bin(event, by=nw),
    }

    with pytest.raises(ReviewError, match="Papierkorb"):
        steps[step]()


def test_messages_that_wait_are_not_sent_any_more(event, nw, coordinator):
    coordinator("BY")
    other = EventFactory(edition=event.edition)
    for entry in (event, other):
        notify(Kind.PARTNER_ASKED, to="BY", by=nw, entry=entry)

    move_to_bin(event, by=nw)

    assert [message.subject for message in Message.objects.all()] == [other.title]


# For good


def test_the_office_empties_it_and_the_tombstone_stays(withdrawn, nw, office):
    move_to_bin(withdrawn, by=nw)

    assert empty_bin([withdrawn], by=office) == 1
    assert (Event.everywhere.count(), EventPartner.objects.count(), SavedVersion.objects.count()) == (0, 0, 0)
    assert (PublishedEvent.objects.get().is_withdrawn, Decision.objects.count()) == (True, 2)


SECRET = "Unpronounceable"


def every_text() -> str:
    """All that the database says, table by table."""
    rows = [model._base_manager.values_list() for model in apps.get_models(include_auto_created=True)]
    return "\n".join(str(row) for each in rows for row in each)


@pytest.fixture
def talkative(event, nw, office) -> Event:
    """The event with the secret word in all that can be written about it, and in a deleted version."""
    event.title = f"{SECRET} day"
    event.save()
    comment(event, by=office, text=f"{SECRET}?")
    return_for_changes(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1, note=SECRET, field_notes={"title": SECRET})
    event = Event.objects.get()
    record_edit(event, by=nw, edit_revision=1)
    event.save()
    Message.objects.update(state="sent", sent_at="2026-11-25 12:00+00:00")
    LogEntry.objects.log_actions(nw.pk, [event], 2, change_message="changed", single_object=True)
    return event


def test_of_what_was_never_public_no_word_is_left(talkative, nw, office):
    number = Message.objects.count()
    said = every_text().count(SECRET)
    move_to_bin(talkative, by=nw)

    empty_bin([Event.everywhere.get()], by=office)

    assert (said > 10, number > 0, every_text().count(SECRET), Message.objects.count()) == (True, True, 0, number)
    assert (Decision.objects.count(), Comment.objects.count(), Event.history.count()) == (0, 0, 0)
    assert {message.subject for message in Message.objects.all()} == {"Gelöschter Eintrag"}


@pytest.mark.parametrize(("legal", "kept"), [(False, ["approved", "withdrawn"]), (True, [])])
def test_of_what_was_public_the_decisions_stay_that_tell_what_the_public_read(talkative, nw, office, legal, kept):
    approve(submit(talkative, by=nw, edit_revision=2), by=office, edit_revision=2)
    withdraw(talkative, by=office, edit_revision=2, for_legal_reasons=legal)
    EventOutcome.objects.create(event=talkative, took_place=True, entered_by=nw)
    move_to_bin(Event.objects.get(), by=office)

    empty_bin([Event.everywhere.get()], by=office)

    assert sorted(Decision.objects.values_list("kind", flat=True)) == kept
    assert (Event.history.count(), EventOutcome.history.count(), Comment.objects.count(), SECRET in every_text()) == (0, 0, 0, not legal)


def test_what_is_said_of_others_stays(talkative, event, nw, office):
    other = EventFactory(edition=event.edition, title="Other")
    stand = StandFactory(pk=event.pk)
    for entry in (other, stand):
        comment(entry, by=office, text="Stays")
        notify(Kind.COMMENT, to="NW", by=office, entry=entry)
    before = Event.history.filter(id=other.pk).count()
    move_to_bin(talkative, by=nw)

    empty_bin([Event.everywhere.in_bin().get()], by=office)

    assert (Comment.objects.count(), Event.history.filter(id=other.pk).count(), Stand.history.filter(id=stand.pk).count()) == (2, before, 1)
    assert {"Other", stand.title} <= set(Message.objects.values_list("subject", flat=True))


def test_nobody_else_empties_it(event, nw):
    move_to_bin(event, by=nw)

    with pytest.raises(PermissionDenied):
        empty_bin([event], by=nw)


def test_what_is_not_in_the_bin_is_not_deleted_for_good(event, nw, office):
    binned = move_to_bin(EventFactory(edition=event.edition), by=nw)

    with pytest.raises(ReviewError):
        empty_bin([binned, event], by=office)

    assert Event.everywhere.count() == 2


def with_picture(event: Event, colour: str, by: User) -> str:
    """Give the event a picture, as an edit; returns its name."""
    record_edit(event, by=by, edit_revision=event.edit_revision)
    event.image_alt, event.image_credit, event.image_licence = "A hall", "Ada", "cc0"
    event.image.save("hall.webp", picture(colour), save=False)
    event.save()
    return event.image.name


def test_every_picture_file_goes_with_it(event, nw, office, django_capture_on_commit_callbacks):
    names = [with_picture(event, colour, nw) for colour in ("navy", "red")]
    move_to_bin(event, by=nw)
    kept = [private_storage().exists(name) for name in names]

    with django_capture_on_commit_callbacks(execute=True):
        empty_bin([event], by=office)

    assert (kept, [private_storage().exists(name) for name in names]) == ([True, True], [False, False])


def test_a_picture_that_another_entry_shows_stays(event, nw, office, django_capture_on_commit_callbacks):
    name = with_picture(event, "green", nw)
    Stand.objects.filter(pk=StandFactory(image_alt="A", image_credit="B", image_licence="cc0").pk).update(image=name)
    move_to_bin(event, by=nw)

    with django_capture_on_commit_callbacks(execute=True):
        empty_bin([event], by=office)

    assert private_storage().exists(name)


def test_a_copy_of_another_edition_is_no_obstacle(nw, office):
    event = EventFactory(edition=EditionFactory(slug="2031"))

    empty_bin([move_to_bin(event, by=nw)], by=office)

    assert Event.everywhere.count() == 0
