"""Comments, handing over, copying and submitting without the form, as they are posted."""

import pytest

from clusterweek.editorial.comments import comment
from clusterweek.editorial.models import Comment
from events.models import Event
from events.publishing import answer_as_partner
from tests.backoffice.forms import address, sentences
from tests.factories import EventFactory


@pytest.fixture
def bavaria(coordinator):
    """A coordinator of BY, which is asked to be a partner of the draft."""
    return coordinator("BY")


@pytest.fixture
def joint(draft) -> Event:
    """The draft, with BY asked as a partner."""
    draft.partners.create(state_id="BY")
    return draft


def test_a_partner_comments_and_the_lead_land_reads_it(desk, signed_in, bavaria, joint):
    page = signed_in(bavaria).post(address(joint, "comment"), {"text": "The room is <b>small</b>."}, follow=True)

    assert sentences(page) == ["Your comment has been added."]
    assert b"The room is &lt;b&gt;small&lt;/b&gt;." in desk.get(address(joint)).content


def test_the_office_reads_and_writes_comments(office_desk, joint, nw):
    comment(joint, by=nw, text="A question")

    page = office_desk.post(address(joint, "comment"), {"text": "An answer"}, follow=True)

    assert (b"A question" in page.content, b"An answer" in page.content) == (True, True)


def test_another_land_neither_reads_nor_writes(signed_in, coordinator, joint, nw):
    comment(joint, by=nw, text="A question")
    stranger = signed_in(coordinator("BE"))

    assert [stranger.get(address(joint)).status_code, stranger.post(address(joint, "comment"), {"text": "Hi"}).status_code] == [404, 404]
    assert Comment.objects.count() == 1


def test_an_empty_comment_is_refused_with_a_sentence(desk, joint):
    page = desk.post(address(joint, "comment"), {"text": "  "}, follow=True)

    assert (sentences(page), Comment.objects.count()) == (["Please write something first."], 0)


def test_comments_of_one_entry_stand_at_no_other(desk, joint, collecting_edition, nw):
    comment(joint, by=nw, text="Only here")

    assert b"Only here" not in desk.get(address(EventFactory(edition=collecting_edition))).content


def test_the_lead_is_offered_only_to_who_confirmed(desk, joint, bavaria):
    before = desk.get(address(joint)).content
    answer_as_partner(joint.partners.get(), by=bavaria, confirm=True)

    assert (b'id="hand-over-state"' in before, b'id="hand-over-state"' in desk.get(address(joint)).content) == (False, True)


def test_handing_over_by_the_form(desk, signed_in, joint, bavaria):
    answer_as_partner(joint.partners.get(), by=bavaria, confirm=True)

    page = desk.post(address(joint, "hand_over"), {"state": "BY", "edit_revision": "1"}, follow=True)

    joint.refresh_from_db()
    assert (joint.state_id, page.context["has_change_permission"]) == ("BY", False)
    assert signed_in(bavaria).get(address(joint)).context["has_change_permission"] is True


def test_a_partner_does_not_take_the_lead(signed_in, joint, bavaria):
    answer_as_partner(joint.partners.get(), by=bavaria, confirm=True)

    page = signed_in(bavaria).post(address(joint, "hand_over"), {"state": "BY", "edit_revision": "1"})

    joint.refresh_from_db()
    assert (page.status_code, joint.state_id) == (403, "NW")


def test_declining_with_a_note(signed_in, bavaria, joint):
    signed_in(bavaria).post(address(joint, "answer"), {"state": "BY", "answer": "decline", "note": "No room"})

    assert (joint.partners.get().answer, Comment.objects.about(joint).get().text) == ("declined", "No room")


def test_copying_leads_to_the_form_of_the_copy(desk, draft):
    page = desk.post(address(draft, "copy"), follow=True)

    copy = Event.objects.exclude(pk=draft.pk).get()
    assert (page.redirect_chain[-1][0], page.context["original"]) == (address(copy), copy)
    assert sentences(page) == ["Copied. Please enter the dates of the new entry."]


def test_submitting_from_the_desk_leads_back_to_it(desk, draft):
    page = desk.post(address(draft, "submit"), {"edit_revision": "1", "from_desk": "1"}, follow=True)

    draft.refresh_from_db()
    assert (draft.review_status, page.redirect_chain[-1][0], sentences(page)) == ("submitted", "/verwaltung/", ["Submitted."])


def test_what_is_incomplete_leads_to_its_form(desk, collecting_edition):
    event = EventFactory(edition=collecting_edition, format=None)

    page = desk.post(address(event, "submit"), {"edit_revision": "1", "from_desk": "1"}, follow=True)

    event.refresh_from_db()
    assert (event.review_status, page.redirect_chain[-1][0]) == ("draft", f"{address(event)}?check=1")


@pytest.mark.parametrize("name", ["submit", "comment", "hand_over", "copy"])
def test_steps_are_taken_by_post_alone(desk, draft, name):
    assert desk.get(address(draft, name)).status_code == 405


def test_the_form_lists_its_sections_with_what_is_missing(desk, collecting_edition):
    event = EventFactory(edition=collecting_edition, format=None, dates=[])

    page = desk.get(address(event))

    found = {str(section.name): (section.missing, section.helpful) for section in page.context["sections"]}
    assert (found["What"], found["When"], found["Internal"]) == ((1, 4), (1, 0), (0, 0))
    assert b"<strong>2</strong> of 16 details" in page.content
    assert all(f'id="{section.anchor[1:]}"'.encode() in page.content for section in page.context["sections"])
