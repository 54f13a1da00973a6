"""The steps of the review before anything becomes public."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import Incomplete, OutdatedRevision, ReviewError, record_edit, return_for_changes, submit, take_back
from events.models import DeadlineExtension, Event
from events.publishing import approve
from tests.factories import EventFactory

Status = Event.ReviewStatus


@pytest.fixture
def draft(collecting_edition) -> Event:
    """A complete draft of NW for an edition that collects."""
    return EventFactory(edition=collecting_edition, title="Draft")


@pytest.fixture
def submitted(draft, coordinator) -> Event:
    """The same, submitted by a coordinator of NW."""
    return submit(draft, by=coordinator("NW"), edit_revision=1)


def row(event: Event) -> Event:
    """What the database holds of `event` now."""
    return Event.objects.get(pk=event.pk)


# Editing


def test_record_edit_notes_who_and_raises_the_revision(draft, office):
    record_edit(draft, by=office, edit_revision=1)
    draft.save()

    assert (row(draft).edit_revision, row(draft).last_edited_by, row(draft).review_status) == (2, office, Status.DRAFT)


def test_an_edited_entry_leaves_approved(submitted, office, coordinator):
    approved = approve(submitted, by=office, edit_revision=1)

    record_edit(approved, by=coordinator("NW", "BE"), edit_revision=1)

    assert approved.review_status == Status.DRAFT


def test_a_changed_internal_note_leaves_an_entry_approved(submitted, office):
    approved = approve(submitted, by=office, edit_revision=1)

    record_edit(approved, by=office, edit_revision=1, content_changed=False)

    assert (approved.review_status, approved.edit_revision, approved.last_edited_by) == (Status.APPROVED, 2, None)


def test_an_edit_keeps_what_the_review_noted_meanwhile(submitted, office):
    stale = row(submitted)
    return_for_changes(submitted, by=office, edit_revision=1, note="Shorter, please.")

    record_edit(stale, by=office, edit_revision=1)

    assert (stale.review_status, stale.review_note) == (Status.RETURNED, "Shorter, please.")


def test_the_office_edits_what_is_submitted_and_it_stays_submitted(submitted, office):
    record_edit(submitted, by=office, edit_revision=1)

    assert submitted.review_status == Status.SUBMITTED


def test_a_coordinator_does_not_edit_what_is_submitted(submitted):
    with pytest.raises(PermissionDenied):
        record_edit(submitted, by=submitted.submitted_by, edit_revision=1)


def test_nobody_edits_what_belongs_to_another_land(draft, coordinator):
    with pytest.raises(PermissionDenied):
        record_edit(draft, by=coordinator("BY"), edit_revision=1)


def test_an_outdated_edit_is_refused(draft, office):
    with pytest.raises(OutdatedRevision):
        record_edit(draft, by=office, edit_revision=0)


# Submitting


def test_submitting_hands_the_entry_to_the_office(draft, coordinator):
    person, now = coordinator("NW"), timezone.now()

    entry = submit(draft, by=person, edit_revision=1, now=now)

    assert (entry.review_status, entry.submitted_by, entry.submitted_at, entry.first_submitted_at) == (Status.SUBMITTED, person, now, now)


def test_submitting_again_keeps_the_first_moment(submitted, office):
    first = submitted.first_submitted_at
    returned = return_for_changes(submitted, by=office, edit_revision=1, note="Shorter, please.")

    again = submit(returned, by=submitted.submitted_by, edit_revision=1)

    assert (again.first_submitted_at, again.submitted_at > first) == (first, True)


def test_an_incomplete_entry_says_what_is_missing(collecting_edition, office):
    event = EventFactory(edition=collecting_edition, format=None, dates=[], further_organizers="")

    with pytest.raises(Incomplete) as refusal:
        submit(event, by=office, edit_revision=1)

    assert set(refusal.value.problems) == {"format", "dates", "organizers"}
    assert row(event).review_status == Status.DRAFT


def test_only_the_own_land_and_the_office_submit(draft, coordinator):
    with pytest.raises(PermissionDenied):
        submit(draft, by=coordinator("BY"), edit_revision=1)


def test_a_submitted_entry_is_not_submitted_twice(submitted):
    with pytest.raises(ReviewError):
        submit(submitted, by=submitted.submitted_by, edit_revision=1)


def test_an_outdated_submission_is_refused(draft, office):
    with pytest.raises(OutdatedRevision):
        submit(draft, by=office, edit_revision=7)


def test_after_the_deadline_nothing_new_is_submitted(draft, office):
    late = draft.edition.submission_deadline + timedelta(seconds=1)

    with pytest.raises(ReviewError):
        submit(draft, by=office, edit_revision=1, now=late)


def test_what_was_submitted_in_time_is_submitted_again_after_the_deadline(submitted, office):
    returned = return_for_changes(submitted, by=office, edit_revision=1, note="Shorter, please.")
    late = returned.edition.submission_deadline + timedelta(days=1)

    assert submit(returned, by=submitted.submitted_by, edit_revision=1, now=late).review_status == Status.SUBMITTED


def test_a_deadline_is_extended_for_a_land(draft, office):
    late = draft.edition.submission_deadline + timedelta(hours=1)
    DeadlineExtension.objects.create(edition=draft.edition, state_id="NW", until=late, reason="Illness")

    assert submit(draft, by=office, edit_revision=1, now=late).review_status == Status.SUBMITTED


def test_a_deadline_is_extended_for_an_entry(draft, office):
    late = draft.edition.submission_deadline + timedelta(hours=1)
    Event.objects.filter(pk=draft.pk).update(deadline_extended_until=late, deadline_extension_reason="Illness")

    assert submit(draft, by=office, edit_revision=1, now=late).review_status == Status.SUBMITTED


def test_a_closed_edition_takes_nothing(draft, office):
    draft.edition.is_closed = True
    draft.edition.save()

    with pytest.raises(ReviewError):
        submit(draft, by=office, edit_revision=1)


# Taking back


def test_taking_back_makes_it_a_draft_again(submitted):
    assert take_back(submitted, by=submitted.submitted_by, edit_revision=1).review_status == Status.DRAFT


def test_only_a_submitted_entry_is_taken_back(draft, office):
    with pytest.raises(ReviewError):
        take_back(draft, by=office, edit_revision=1)


def test_another_land_takes_nothing_back(submitted, coordinator):
    with pytest.raises(PermissionDenied):
        take_back(submitted, by=coordinator("BY"), edit_revision=1)


# Returning


def test_returning_keeps_the_note_and_a_decision(submitted, office):
    returned = return_for_changes(submitted, by=office, edit_revision=1, note="  Shorter, please. ")

    decision = Decision.objects.get()
    assert (returned.review_status, returned.review_note) == (Status.RETURNED, "Shorter, please.")
    assert (decision.kind, decision.note, decision.decided_by, decision.submitted_by) == (
        Decision.Kind.RETURNED,
        "Shorter, please.",
        office,
        submitted.submitted_by,
    )
    assert (decision.entry, decision.edit_revision, decision.content["title"]) == (submitted, 1, "Draft")


def test_returning_needs_a_note(submitted, office):
    with pytest.raises(ReviewError):
        return_for_changes(submitted, by=office, edit_revision=1, note="  ")

    assert (row(submitted).review_status, Decision.objects.count()) == (Status.SUBMITTED, 0)


def test_coordinators_do_not_return(submitted):
    with pytest.raises(PermissionDenied):
        return_for_changes(submitted, by=submitted.submitted_by, edit_revision=1, note="No.")


def test_a_draft_is_not_returned(draft, office):
    with pytest.raises(ReviewError):
        return_for_changes(draft, by=office, edit_revision=1, note="No.")


def test_the_office_does_not_return_its_own(draft, office):
    submit(draft, by=office, edit_revision=1)

    with pytest.raises(ReviewError):
        return_for_changes(draft, by=office, edit_revision=1, note="No.")


# What the database keeps by itself


@pytest.mark.parametrize(
    "values",
    [
        {"review_status": "submitted"},
        {"review_status": "returned"},
        {"review_status": "approved"},
        {"title": ""},
        {"state": None},
        {"is_nationwide": True},
        {"deadline_extended_until": timezone.now()},
    ],
    ids=lambda values: next(iter(values)),
)
def test_the_database_refuses_what_cannot_be(draft, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=draft.pk).update(**values)
