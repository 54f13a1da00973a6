"""Answers of partner Länder, which are public at once."""

import pytest
from django.core.exceptions import PermissionDenied

from clusterweek.editorial.models import PublicRevision
from clusterweek.editorial.review import ReviewError
from events.models import PartnerState
from events.programme.models import PublishedEvent
from events.publishing import answer_as_partner, withdraw


def partners() -> list[str]:
    """The codes of the partner Länder that the public sees."""
    return [state.pk for state in PublishedEvent.objects.get().partner_states.all()]


def test_an_answer_is_public_at_once(approved, coordinator):
    bavaria, before = coordinator("BY"), PublicRevision.current()
    row = approved.partners.get()

    answer_as_partner(row, by=bavaria, confirm=True)
    confirmed = partners()
    answer_as_partner(row, by=bavaria, confirm=False)

    row.refresh_from_db()
    assert (confirmed, partners()) == (["BY"], [])
    assert (row.answer, row.answered_by) == (PartnerState.Answer.DECLINED, bavaria)
    assert (PublishedEvent.objects.get().version, PublicRevision.current()) == (3, before + 2)


def test_an_answer_before_the_approval_makes_nothing_public(submitted, coordinator):
    answer_as_partner(submitted.partners.get(), by=coordinator("BY"), confirm=True)

    assert PublishedEvent.objects.count() == 0


def test_an_answer_to_something_withdrawn_leaves_the_tombstone(approved, coordinator, nw):
    withdraw(approved, by=nw, edit_revision=1)

    answer_as_partner(approved.partners.get(), by=coordinator("BY"), confirm=True)

    assert (partners(), PublishedEvent.objects.get().version) == ([], 2)


def test_the_office_may_answer_for_a_land(approved, office):
    answer_as_partner(approved.partners.get(), by=office, confirm=True)

    assert partners() == ["BY"]


@pytest.mark.parametrize("code", ["NW", "BE"])
def test_another_land_does_not_answer(approved, coordinator, nw, code):
    person = nw if code == "NW" else coordinator(code)

    with pytest.raises(PermissionDenied):
        answer_as_partner(approved.partners.get(), by=person, confirm=True)


def test_who_is_not_asked_any_more_does_not_answer(approved, coordinator):
    row = approved.partners.get()
    approved.partners.all().delete()

    with pytest.raises(ReviewError):
        answer_as_partner(row, by=coordinator("BY"), confirm=True)

    assert approved.partners.count() == 0


def test_partners_of_a_stand_answer_too(approved_stand, coordinator):
    row = approved_stand.partners.create(state_id="BY")

    answer_as_partner(row, by=coordinator("BY"), confirm=True)

    approved_stand.public.refresh_from_db()
    assert [state.pk for state in approved_stand.public.partner_states.all()] == ["BY"]
