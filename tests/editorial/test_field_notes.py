"""Notes that point at a field, from the return until the next submission."""

import pytest

from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import ReviewError, field_notes_of, return_for_changes, submit
from events.models import Event
from tests.factories import EventFactory, StandFactory


@pytest.fixture
def submitted(collecting_edition, coordinator) -> Event:
    return submit(EventFactory(edition=collecting_edition), by=coordinator("NW"), edit_revision=1)


def test_notes_at_fields_are_kept_with_the_decision(submitted, office):
    notes = {"title": " Shorter, please. ", "summary": "  "}

    entry = return_for_changes(submitted, by=office, edit_revision=1, note="Nearly there.", field_notes=notes)

    assert Decision.objects.get().field_notes == field_notes_of(entry) == {"title": "Shorter, please."}


def test_a_note_at_a_field_is_enough(submitted, office):
    entry = return_for_changes(submitted, by=office, edit_revision=1, note="", field_notes={"title": "Shorter, please."})

    assert entry.review_status == "returned"
    assert entry.review_note != ""


def test_without_any_note_nothing_is_returned(submitted, office):
    with pytest.raises(ReviewError):
        return_for_changes(submitted, by=office, edit_revision=1, note=" ", field_notes={"title": " "})

    assert not Decision.objects.exists()


def test_notes_are_shown_until_the_next_submission(submitted, office, coordinator):
    land = submitted.submitted_by
    returned = return_for_changes(submitted, by=office, edit_revision=1, note="", field_notes={"title": "Shorter, please."})

    again = submit(returned, by=land, edit_revision=1)

    assert (field_notes_of(again), Decision.objects.get().field_notes) == ({}, {"title": "Shorter, please."})


def test_the_notes_are_those_of_the_entry_and_of_the_last_return(submitted, office):
    land = submitted.submitted_by
    # Numbers of events and stands meet: a decision is one about its own noun.
    StandFactory(pk=submitted.pk)
    returned = return_for_changes(submitted, by=office, edit_revision=1, note="", field_notes={"title": "First"})
    returned = return_for_changes(submit(returned, by=land, edit_revision=1), by=office, edit_revision=1, note="Second")

    assert field_notes_of(returned) == {}
