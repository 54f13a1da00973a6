"""The office corrects a comma and approves in one step."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import OutdatedRevision, ReviewError, submit
from events.correcting import correct_and_approve
from events.models import Event
from tests.factories import EventFactory, StandFactory


@pytest.fixture
def submitted(collecting_edition, coordinator) -> Event:
    event = EventFactory(edition=collecting_edition, title="Open dor", description="One\nTwo")
    return submit(event, by=coordinator("NW"), edit_revision=1)


def correct(event: Event, by, revision: int = 1, reason: str = "A letter", **texts: str) -> Event:
    return correct_and_approve(event, by=by, edit_revision=revision, texts=texts, single_handed_reason=reason)


def test_a_correction_is_public_and_kept_with_the_decision(submitted, office):
    event = correct(submitted, office, title="Open door")

    decision = Decision.objects.get()
    assert (event.review_status, event.public.title, event.edit_revision) == ("approved", "Open door", 2)
    assert (decision.kind, decision.corrections, decision.content["title"]) == ("approved", {"title": "Open dor"}, "Open door")
    assert (decision.single_handed_reason, decision.last_edited_by) == ("A letter", office)


def test_texts_that_stay_are_no_correction(submitted, office):
    event = correct(submitted, office, reason="", title="Open dor", description="One\r\nTwo ")

    assert (event.review_status, event.edit_revision, Decision.objects.get().corrections) == ("approved", 1, {})


def unchanged(event: Event) -> bool:
    stored = Event.objects.get(pk=event.pk)
    return (stored.title, stored.review_status, stored.edit_revision, Decision.objects.count()) == ("Open dor", "submitted", 1, 0)


def test_a_correction_needs_a_reason(submitted, office):
    with pytest.raises(ReviewError):
        correct(submitted, office, reason=" ", title="Open door")

    assert unchanged(submitted)


@pytest.mark.parametrize("title", ["", "x" * 161])
def test_a_text_that_does_not_fit_is_refused(submitted, office, title):
    with pytest.raises(ValidationError):
        correct(submitted, office, title=title)

    assert unchanged(submitted)


def test_an_outdated_correction_is_refused(submitted, office):
    with pytest.raises(OutdatedRevision):
        correct(submitted, office, revision=7, title="Open door")

    assert unchanged(submitted)


def test_only_texts_are_corrected(submitted, office):
    with pytest.raises(ReviewError):
        correct(submitted, office, city="Jena")

    assert unchanged(submitted)


def test_coordinators_do_not_correct(submitted):
    with pytest.raises(PermissionDenied):
        correct(submitted, submitted.submitted_by, title="Open door")

    assert unchanged(submitted)


def test_nobody_corrects_what_they_submitted(collecting_edition, office):
    event = submit(EventFactory(edition=collecting_edition, title="Open dor"), by=office, edit_revision=1)

    with pytest.raises(ReviewError):
        correct(event, office, title="Open door")

    assert unchanged(event)


def test_stands_are_corrected_alike(collecting_edition, coordinator, office):
    stand = submit(StandFactory(fair__edition=collecting_edition, exhibits="Lasr"), by=coordinator("NW"), edit_revision=1)

    stand = correct(stand, office, exhibits="Laser")

    assert (stand.public.exhibits, Decision.objects.get().corrections) == ("Laser", {"exhibits": "Lasr"})
