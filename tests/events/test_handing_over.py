"""The lead of a joint entry goes from one Land to another, and what is public follows at once."""

import pytest
from django.core.exceptions import PermissionDenied

from clusterweek.editorial.models import Comment, Decision, PublicRevision
from clusterweek.editorial.review import OutdatedRevision, ReviewError
from events.models import Event
from events.publishing import answer_as_partner, hand_over, withdraw
from tests.factories import EventFactory


@pytest.fixture
def bavaria(coordinator):
    """A coordinator of BY."""
    return coordinator("BY")


@pytest.fixture
def joint(approved, bavaria) -> Event:
    """The approved event of NW, with BY as a confirmed partner."""
    answer_as_partner(approved.partners.get(), by=bavaria, confirm=True)
    return approved


def shares(entry: Event) -> tuple[str, list[tuple[str, str]]]:
    """The lead Land, and the partner Länder with their answers."""
    stored = type(entry).objects.get(pk=entry.pk)
    return stored.state_id, list(stored.partners.values_list("state_id", "answer"))


def test_handing_over_swaps_lead_and_partner_in_both_copies_at_once(joint, nw, bavaria):
    before = PublicRevision.current()

    event = hand_over(joint, to="BY", by=nw, edit_revision=1)

    public = event.public
    assert shares(event) == ("BY", [("NW", "confirmed")])
    assert (public.state_id, [state.pk for state in public.partner_states.all()]) == ("BY", ["NW"])
    assert (public.version, public.revision, PublicRevision.current()) == (3, before + 1, before + 1)
    assert (event.review_status, event.edit_revision) == ("approved", 2)
    assert (event.may_edit(bavaria), event.may_edit(nw), event.may_view(nw)) == (True, False, True)


def test_handing_over_is_kept_as_a_decision(joint, nw):
    hand_over(joint, to="BY", by=nw, edit_revision=1)

    decision = Decision.objects.first()
    assert (decision.kind, decision.decided_by, decision.content["state_id"]) == ("handover", nw, "BY")


def test_a_waiting_edit_keeps_waiting(joint, nw):
    Event.objects.update(title="Another title", review_status="draft")

    event = hand_over(joint, to="BY", by=nw, edit_revision=1)

    event.public.refresh_from_db()
    assert (event.review_status, event.title, event.public.title) == ("draft", "Another title", "Open day")


def test_an_answer_leaves_the_lead_of_the_public_copy_alone(joint, bavaria):
    Event.objects.update(state="BE")

    answer_as_partner(joint.partners.get(), by=bavaria, confirm=False)

    joint.public.refresh_from_db()
    assert joint.public.state_id == "NW"


def test_the_office_hands_over_what_is_nationwide(collecting_edition, office, bavaria):
    event = EventFactory(edition=collecting_edition, state_id=None, is_nationwide=True, partners=["BY"])
    answer_as_partner(event.partners.get(), by=bavaria, confirm=True)

    event = hand_over(event, to="BY", by=office, edit_revision=1)

    assert (shares(event), event.is_nationwide, event.public) == (("BY", []), False, None)


@pytest.mark.parametrize("answer", ["asked", "declined"])
def test_who_has_not_confirmed_does_not_take_the_lead(approved, nw, bavaria, answer):
    if answer == "declined":
        answer_as_partner(approved.partners.get(), by=bavaria, confirm=False)

    for code in ("BY", "BE", ""):
        with pytest.raises(ReviewError):
            hand_over(approved, to=code, by=nw, edit_revision=1)

    assert shares(approved) == ("NW", [("BY", answer)])


def test_a_partner_does_not_take_the_lead_by_itself(joint, bavaria, coordinator):
    for person in (bavaria, coordinator("BE")):
        with pytest.raises(PermissionDenied):
            hand_over(joint, to="BY", by=person, edit_revision=1)

    assert shares(joint) == ("NW", [("BY", "confirmed")])


def test_an_outdated_revision_is_refused(joint, nw):
    with pytest.raises(OutdatedRevision):
        hand_over(joint, to="BY", by=nw, edit_revision=7)

    assert shares(joint) == ("NW", [("BY", "confirmed")])


def test_a_tombstone_stays_as_it_is(joint, nw):
    withdraw(joint, by=nw, edit_revision=1)

    event = hand_over(joint, to="BY", by=nw, edit_revision=2)

    event.public.refresh_from_db()
    assert (event.public.state_id, event.public.version, event.state_id) == ("NW", 3, "BY")


def test_a_note_with_an_answer_becomes_a_comment(approved, bavaria):
    answer_as_partner(approved.partners.get(), by=bavaria, confirm=False, note=" We have no room that day. ")

    assert [(row.author, row.text) for row in Comment.objects.about(approved)] == [(bavaria, "We have no room that day.")]
