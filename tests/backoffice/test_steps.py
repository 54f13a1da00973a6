"""Steps with a button of their own, and the private picture."""

from collections.abc import Callable

import pytest
from django.test import Client

from clusterweek.accounts.models import User
from clusterweek.editorial.review import submit
from events.models import Event
from events.publishing import approve
from tests.backoffice.forms import address, sentences
from tests.factories import StandFactory


@pytest.fixture
def submitted(draft, nw) -> Event:
    """The draft, submitted, with BY asked as a partner."""
    draft.partners.create(state_id="BY")
    return submit(draft, by=nw, edit_revision=1)


@pytest.fixture
def approved(submitted, office) -> Event:
    """The same, approved."""
    return approve(submitted, by=office, edit_revision=1)


@pytest.fixture
def bavaria(coordinator: Callable[..., User], signed_in) -> Client:
    """The browser of a coordinator of BY."""
    return signed_in(coordinator("BY"))


def stored(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def test_taking_back(desk, submitted):
    page = desk.post(address(submitted, "take_back"), {"edit_revision": "1"}, follow=True)

    assert (stored(submitted).review_status, page.context["has_change_permission"]) == ("draft", True)


@pytest.mark.parametrize("revision", ["7", "", "x"])
def test_an_outdated_step_is_refused(desk, submitted, revision):
    page = desk.post(address(submitted, "take_back"), {"edit_revision": revision}, follow=True)

    assert (stored(submitted).review_status, len(sentences(page))) == ("submitted", 1)


def test_withdrawing(desk, approved):
    page = desk.post(address(approved, "withdraw"), {"edit_revision": "1", "note": "Fell through"}, follow=True)

    assert (stored(approved).public.is_withdrawn, stored(approved).public.title) == (True, "Open day")
    assert b"Withdrawn on" in page.content


def test_the_office_withdraws_for_legal_reasons(office_desk, approved):
    office_desk.post(address(approved, "withdraw"), {"edit_revision": "1", "for_legal_reasons": "on"})

    assert stored(approved).public.title == ""


def test_a_coordinator_does_not_withdraw_for_legal_reasons(desk, approved):
    page = desk.post(address(approved, "withdraw"), {"edit_revision": "1", "for_legal_reasons": "on"}, follow=True)

    assert (stored(approved).public.is_withdrawn, sentences(page)) == (False, ["This step is not yours to take."])
    assert b"for_legal_reasons" not in page.content


@pytest.mark.parametrize(("answer", "partners"), [("confirm", ["BY"]), ("decline", [])])
def test_a_partner_land_answers(bavaria, approved, answer, partners):
    page = bavaria.get(address(approved))
    bavaria.post(address(approved, "answer"), {"state": "BY", "answer": answer})

    assert b"Confirm for Bavaria" in page.content
    assert [state.pk for state in stored(approved).public.partner_states.all()] == partners


def test_a_partner_land_reads_but_sees_nothing_internal(bavaria, approved):
    Event.objects.update(internal_note="Between us", source="A letter")

    page = bavaria.get(address(approved))

    assert (b"Open day" in page.content, page.context["has_change_permission"]) == (True, False)
    assert (b"Between us" in page.content, b"A letter" in page.content) == (False, False)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"state": "NW", "answer": "confirm"}, 404),
        ({"answer": "confirm"}, 404),
        ({"state": "BY"}, 400),
        ({"state": "BY", "answer": "maybe"}, 400),
    ],
)
def test_an_answer_names_the_own_land_and_a_decision(bavaria, approved, data, status):
    assert bavaria.post(address(approved, "answer"), data).status_code == status
    assert stored(approved).partners.get().answer == "asked"


def test_the_lead_land_does_not_answer_for_its_partner(desk, approved):
    assert desk.post(address(approved, "answer"), {"state": "BY", "answer": "confirm"}).status_code == 403


@pytest.mark.parametrize("name", ["take_back", "withdraw", "answer"])
def test_steps_are_taken_by_post_alone(desk, approved, name):
    assert desk.get(address(approved, name)).status_code == 405


def test_stands_have_the_same_steps(desk, nw, collecting_edition):
    stand = submit(StandFactory(fair__edition=collecting_edition), by=nw, edit_revision=1)

    desk.post(address(stand, "take_back"), {"edit_revision": "1"})

    stand.refresh_from_db()
    assert stand.review_status == "draft"
