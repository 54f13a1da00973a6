"""Until when something may be submitted, and that a closed edition is read-only but for corrections of the office."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import ReviewError, record_edit, submit, take_back
from events.models import DeadlineExtension, Event, EventPartner, Stand
from events.publishing import answer_as_partner, approve, change_at_once, hand_over, withdraw
from tests.backoffice.forms import address, fields_of, save
from tests.factories import EventFactory, OfficeFactory, StandFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nw(coordinator):
    """A coordinator of NW."""
    return coordinator("NW")


@pytest.fixture
def late(collecting_edition):
    """An edition whose deadline passed yesterday."""
    collecting_edition.submission_deadline = timezone.now() - timedelta(days=1)
    collecting_edition.save()
    return collecting_edition


def close(edition) -> None:
    edition.is_closed = True
    edition.save()


def after_the_deadline(edition, event, by):
    """The deadline passes, then `by` submits."""
    edition.submission_deadline = timezone.now() - timedelta(seconds=1)
    edition.save()
    return submit(event, by=by, edit_revision=event.edit_revision)


@pytest.mark.parametrize("factory", [EventFactory, StandFactory])
def test_after_the_deadline_nothing_new_is_submitted(late, nw, factory):
    entry = factory(**({"edition": late} if factory is EventFactory else {"fair__edition": late, "fair__slug": "coming"}))

    with pytest.raises(ReviewError):
        submit(entry, by=nw, edit_revision=1)


def test_what_was_submitted_before_is_resubmitted_after_the_deadline(collecting_edition, nw):
    event = submit(EventFactory(edition=collecting_edition), by=nw, edit_revision=1)
    event = take_back(event, by=nw, edit_revision=1)

    assert after_the_deadline(collecting_edition, event, nw).review_status == Event.ReviewStatus.SUBMITTED


def test_an_approved_event_is_corrected_and_cancelled_after_the_deadline(collecting_edition, nw, office):
    event = approve(submit(EventFactory(edition=collecting_edition), by=nw, edit_revision=1), by=office, edit_revision=1)
    record_edit(event, by=nw, edit_revision=1)
    event.save()
    after_the_deadline(collecting_edition, event, nw)

    cancelled = change_at_once(event, by=nw, edit_revision=2, changes={"event_status": "cancelled"})

    assert cancelled.public.event_status == "cancelled"
    assert withdraw(event, by=nw, edit_revision=3).public.is_withdrawn


@pytest.mark.parametrize(("land", "allowed"), [("NW", True), ("BY", False)])
def test_an_extension_of_a_land_lets_that_land_submit(late, nw, land, allowed):
    DeadlineExtension.objects.create(edition=late, state_id=land, until=timezone.now() + timedelta(days=1), reason="Illness")
    event = EventFactory(edition=late)

    try:
        submitted = submit(event, by=nw, edit_revision=1).review_status == Event.ReviewStatus.SUBMITTED
    except ReviewError:
        submitted = False

    assert submitted == allowed


def test_an_extension_of_an_entry_lets_that_entry_be_submitted(late, nw):
    until = timezone.now() + timedelta(hours=1)
    event = EventFactory(edition=late, deadline_extended_until=until, deadline_extension_reason="Venue")

    assert submit(event, by=nw, edit_revision=1).first_submitted_at is not None


def test_an_extension_that_is_over_helps_nobody(late, nw):
    DeadlineExtension.objects.create(edition=late, state_id="NW", until=datetime(2019, 1, 1, tzinfo=UTC), reason="Illness")

    with pytest.raises(ReviewError):
        submit(EventFactory(edition=late), by=nw, edit_revision=1)


@pytest.fixture
def closed(current_edition, nw, office):
    """A public event of 2019, when the edition is closed; BE has confirmed to be a partner, BY is asked."""
    current_edition.submission_deadline = timezone.now() + timedelta(days=1)
    current_edition.save()
    event = approve(submit(EventFactory(partners=["BE", "BY"]), by=nw, edit_revision=1), by=office, edit_revision=1)
    answer_as_partner(EventPartner.objects.get(state="BE"), by=office, confirm=True)
    close(current_edition)
    return Event.objects.get(pk=event.pk)


def test_in_a_closed_edition_a_coordinator_changes_nothing(closed, nw, coordinator):
    draft = EventFactory(edition=closed.edition)
    waiting = EventFactory(edition=closed.edition, submitted=True)
    steps = [
        partial(record_edit, closed, by=nw, edit_revision=1, reason="A comma"),
        partial(submit, draft, by=nw, edit_revision=1),
        partial(take_back, waiting, by=nw, edit_revision=1),
        partial(withdraw, closed, by=nw, edit_revision=1, note="Ill"),
        partial(change_at_once, closed, by=nw, edit_revision=1, changes={"room": "7"}),
        partial(hand_over, closed, to="BE", by=nw, edit_revision=1),
        partial(answer_as_partner, EventPartner.objects.get(state="BY"), by=coordinator("BY"), confirm=True),
    ]
    before = list(Event.objects.order_by("pk").values())

    for step in steps:
        with pytest.raises((ReviewError, PermissionDenied)):
            step()

    assert list(Event.objects.order_by("pk").values()) == before
    assert draft.may_delete(nw) is False


def test_whose_entry_may_be_changed_says_the_list_too(closed, nw, office):
    StandFactory()
    StandFactory(fair__edition=None, fair__slug="alone", fair__name="Alone", fair__year=2019)

    for model in (Event, Stand):
        for user in (nw, office):
            mine = set(model.objects.open_to_change_by(user))
            assert {entry for entry in model.objects.all() if entry.may_change(user)} == mine


def test_the_office_corrects_a_closed_edition_with_a_reason(closed, office, office2):
    with pytest.raises(ReviewError):
        record_edit(closed, by=office, edit_revision=1)

    record_edit(closed, by=office, edit_revision=1, reason="Wrong name")
    closed.title = "Corrected"
    closed.save()
    approve(submit(closed, by=office, edit_revision=2), by=office2, edit_revision=2)

    assert Event.objects.get(pk=closed.pk).public.title == "Corrected"
    assert "Wrong name" in closed.history.values_list("history_change_reason", flat=True)


def test_the_office_withdraws_from_a_closed_edition_with_a_reason(closed, office):
    with pytest.raises(ReviewError):
        withdraw(closed, by=office, edit_revision=1)

    withdraw(closed, by=office, edit_revision=1, note="Court order")

    assert Decision.objects.of(closed).first().note == "Court order"


def test_the_office_changes_at_once_in_a_closed_edition_with_a_reason(closed, office):
    with pytest.raises(ReviewError):
        change_at_once(closed, by=office, edit_revision=1, changes={"room": "7"})

    changed = change_at_once(closed, by=office, edit_revision=1, changes={"room": "7"}, reason="Wrong room")

    assert (changed.public.room, Decision.objects.of(closed).first().note) == ("7", "Wrong room")
    assert closed.history.values_list("history_change_reason", flat=True).first() == "Wrong room"


def test_the_express_lane_of_a_closed_edition_asks_for_the_reason_and_keeps_what_was_typed(closed, office, signed_in):
    desk = signed_in(office)
    linked = address(closed, "express") in desk.get(address(closed)).content.decode()
    fields = fields_of(desk.get(address(closed, "express")), "express")

    refused = desk.post(address(closed, "express"), {**fields, "room": "7"}).content.decode()
    desk.post(address(closed, "express"), {**fields, "room": "7", "correction_reason": "Wrong room"})

    assert (linked, 'value="7"' in refused, "Grund" in refused) == (True, True, True)
    assert Event.objects.get(pk=closed.pk).public.room == "7"


def test_the_express_lane_of_an_open_edition_asks_for_no_reason(collecting_edition, nw, office, signed_in):
    event = approve(submit(EventFactory(edition=collecting_edition), by=nw, edit_revision=1), by=office, edit_revision=1)

    assert "correction_reason" not in signed_in(nw).get(address(event, "express")).content.decode()


def test_the_form_of_a_closed_edition_asks_the_office_for_the_reason(closed, office, signed_in):
    desk = signed_in(office)

    save(desk, closed, title="Without")
    save(desk, closed, title="With", correction_reason="Wrong name")

    assert Event.objects.get(pk=closed.pk).title == "With"
    assert closed.history.values_list("history_change_reason", "title").first() == ("Wrong name", "With")
    assert "Without" not in closed.history.values_list("title", flat=True)


def test_the_form_of_a_closed_edition_is_read_only_for_coordinators(closed, nw, signed_in):
    page = signed_in(nw).get(address(closed))

    assert 'name="title"' not in page.content.decode()
    assert 'name="_submit"' not in page.content.decode()


def test_the_form_of_an_open_edition_asks_for_no_reason(collecting_edition, signed_in):
    page = signed_in(OfficeFactory()).get(address(EventFactory(edition=collecting_edition)))

    assert "correction_reason" not in page.content.decode()
