"""The desk of a coordinator: what waits for whom, and nothing of another Land."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from clusterweek.editorial.comments import comment
from clusterweek.editorial.review import return_for_changes, submit
from events.models import DeadlineExtension, Event, EventPartner, Stand, StandPartner
from events.publishing import approve, withdraw
from tests.backoffice.forms import address, save, sentences
from tests.factories import ClusterFactory, EventFactory, StandFactory

DESK = "/verwaltung/"


def titles(lines) -> list[str]:
    """The titles of what stands in a section of the desk."""
    return [line.entry.title for line in lines]


@pytest.fixture
def filled(collecting_edition, nw, office) -> dict[str, Event | Stand]:
    """An entry of NW in each status."""
    returned = submit(EventFactory(edition=collecting_edition, title="Returned"), by=nw, edit_revision=1)
    return_for_changes(returned, by=office, edit_revision=1, note="Which hour?")
    approved = submit(EventFactory(edition=collecting_edition, title="Approved"), by=nw, edit_revision=1)
    return {
        "returned": returned,
        "draft": EventFactory(edition=collecting_edition, title="Draft", format=None),
        "submitted": submit(StandFactory(fair__edition=collecting_edition, title="Submitted"), by=nw, edit_revision=1),
        "approved": approve(approved, by=office, edit_revision=1),
    }


def test_each_entry_stands_where_it_waits(desk, filled):
    page = desk.get(DESK)

    shown = page.context["desk"]
    assert [titles(lines) for lines in (shown.returned, shown.drafts, shown.submitted, shown.public)] == [
        ["Returned"],
        ["Draft"],
        ["Submitted"],
        ["Approved"],
    ]
    assert shown.numbers == {"returned": 1, "drafts": 1, "submitted": 1, "public": 1, "all": 4, "joint": 0, "untold": 0}


def test_the_desk_leads_to_every_step(desk, filled):
    html = desk.get(DESK).content.decode()

    for link in (
        f'href="{address(filled["returned"])}"',
        f'href="{address(filled["draft"])}?check=1"',
        f'href="{address(filled["draft"], "preview")}"',
        f'action="{address(filled["submitted"], "take_back")}"',
        f'href="{address(filled["approved"], "express")}"',
        'href="#desk-returned"',
        'href="/verwaltung/events/event/add/"',
    ):
        assert link in html, link
    assert ("Which hour?" in html, "Please choose a format." in html, "<strong>3</strong> of 16 details" in html) == (True, True, True)


def test_notes_stand_with_the_names_of_their_fields(desk, collecting_edition, nw, office):
    event = submit(EventFactory(edition=collecting_edition), by=nw, edit_revision=1)
    for note in ("Old", "New"):
        event = return_for_changes(event, by=office, edit_revision=1, note="See below", field_notes={"city": note, "dates": "Which hour?"})
        event = submit(event, by=nw, edit_revision=1) if note == "Old" else event

    (line,) = desk.get(DESK).context["desk"].returned

    assert [(note.label, note.anchor, note.text) for note in line.notes] == [
        ("Place", "#id_city", "New"),
        ("Dates", "#dates-group", "Which hour?"),
    ]


def test_a_complete_draft_is_submitted_on_the_desk(desk, draft):
    assert f'action="{address(draft, "submit")}"'.encode() in desk.get(DESK).content


def test_nothing_of_another_land_is_on_the_desk(signed_in, coordinator, filled, nw):
    comment(filled["draft"], by=nw, text="Between us")
    page = signed_in(coordinator("BY")).get(DESK)

    shown = page.context["desk"]
    assert [shown.returned, shown.drafts, shown.submitted, shown.public, shown.joint, shown.comments] == [[]] * 6
    assert set(shown.numbers.values()) == {0}
    for text in ("Returned</a>", "Draft</a>", "Submitted</a>", "Approved</a>", "Between us"):
        assert text not in page.content.decode(), text


def test_who_is_asked_finds_the_request_and_what_is_said(signed_in, coordinator, collecting_edition, nw, draft):
    draft.partners.create(state_id="BY")
    StandPartner.objects.create(stand=StandFactory(fair__edition=collecting_edition, title="Joint stand"), state_id="BY")
    comment(draft, by=nw, text="It is in Munich.")

    page = signed_in(coordinator("BY")).get(DESK)

    shown = page.context["desk"]
    assert (titles(shown.joint), shown.numbers["joint"]) == (["Open day", "Joint stand"], 2)
    assert [remark.comment.text for remark in shown.comments] == ["It is in Munich."]
    assert f'action="{address(draft, "answer")}"'.encode() in page.content
    assert b"North Rhine-Westphalia leads and asks Bavaria to be a partner." in page.content


@pytest.mark.parametrize("answer", ["confirm", "decline"])
def test_what_is_answered_on_the_desk_leaves_it(signed_in, coordinator, draft, answer):
    draft.partners.create(state_id="BY")
    bavaria = signed_in(coordinator("BY"))

    page = bavaria.post(address(draft, "answer"), {"state": "BY", "answer": answer, "from_desk": "1"}, follow=True)

    assert (page.redirect_chain[-1][0], page.context["desk"].joint) == (DESK, [])


def test_what_was_declined_is_kept_with_the_title_of_that_time_alone(signed_in, coordinator, desk, draft):
    draft.partners.create(state_id="BY")
    bavaria = signed_in(coordinator("BY"))
    bavaria.get(address(draft))
    bavaria.post(address(draft, "answer"), {"state": "BY", "answer": "decline", "note": "No room"})
    save(desk, draft, title="Open night")

    page = bavaria.get(DESK)

    assert [(row.title, row.state_id) for row in page.context["desk"].declined] == [("Open day", "BY")]
    assert ("Open night" in page.content.decode(), page.context["desk"].comments) == (False, [])
    assert bavaria.get(address(draft)).status_code == 404


def test_who_declines_in_the_form_comes_back_to_the_desk(signed_in, coordinator, draft):
    draft.partners.create(state_id="BY")

    page = signed_in(coordinator("BY")).post(address(draft, "answer"), {"state": "BY", "answer": "decline"}, follow=True)

    assert (page.redirect_chain, sentences(page)) == ([(DESK, 302)], ["Declined."])


def test_ones_own_comments_are_no_news(desk, draft, nw):
    comment(draft, by=nw, text="Mine")

    assert desk.get(DESK).context["desk"].comments == []


def test_what_is_withdrawn_is_not_public(desk, filled, nw):
    withdraw(filled["approved"], by=nw, edit_revision=1)

    shown = desk.get(DESK).context["desk"]
    assert (shown.public, titles(shown.drafts)) == ([], ["Draft", "Approved"])


def test_the_desk_tells_what_is_new_changed_and_submitted_again(desk, collecting_edition, nw, filled):
    submit(filled["returned"], by=nw, edit_revision=1)
    Event.objects.filter(pk=filled["approved"].pk).update(review_status="draft")
    submit(filled["approved"], by=nw, edit_revision=1)
    Event.objects.update(submitted_at=timezone.now() - timedelta(days=3))

    shown = desk.get(DESK).context["desk"].submitted

    found = {line.entry.title: (line.is_public, line.is_submitted_again, line.days_waiting) for line in shown}
    assert found == {"Returned": (False, True, 3), "Approved": (True, True, 3), "Submitted": (False, False, 0)}


def test_the_deadline_counts_down_with_its_extension(signed_in, nw, collecting_edition, clock):
    clock(2030, 1, 10, 12)
    desk = signed_in(nw)
    collecting_edition.collects_from = collecting_edition.first_day = datetime(2030, 1, 1, tzinfo=UTC).date()
    collecting_edition.last_day = datetime(2030, 5, 1, tzinfo=UTC).date()
    collecting_edition.submission_deadline = datetime(2030, 1, 15, 17, tzinfo=UTC)
    collecting_edition.opens_at = datetime(2030, 3, 1, tzinfo=UTC)
    collecting_edition.save()
    before = desk.get(DESK).context["desk"].deadline
    DeadlineExtension.objects.create(
        edition=collecting_edition, state_id="NW", until=datetime(2030, 1, 20, 17, tzinfo=UTC), reason="Holidays"
    )
    DeadlineExtension.objects.create(
        edition=collecting_edition, state_id="BY", until=datetime(2030, 2, 20, 17, tzinfo=UTC), reason="Of another Land"
    )

    page = desk.get(DESK)

    after = page.context["desk"].deadline
    assert (before.days, after.days, after.has_passed) == (5, 10, False)
    assert (b"Holidays" in page.content, b"Of another Land" in page.content) == (True, False)


def test_after_the_deadline_the_desk_says_what_still_works(desk, collecting_edition):
    collecting_edition.submission_deadline = timezone.now() - timedelta(days=1)
    collecting_edition.save()

    assert b"corrections and cancellations always work" in desk.get(DESK).content


def test_a_new_coordinator_reads_how_it_works(desk, collecting_edition):
    html = desk.get(DESK).content.decode()

    assert '<details class="sheet" open>' in html
    for sentence in ("Nothing has been returned to you.", "No drafts.", "Nothing waits for the office.", "Nothing is approved yet."):
        assert sentence in html, sentence


def test_the_desk_works_without_any_edition(desk):
    assert desk.get(DESK).context["desk"].deadline is None


def test_without_a_land_the_desk_says_whom_to_ask(signed_in, coordinator):
    page = signed_in(coordinator()).get(DESK)

    assert (b"Your account belongs to no Land yet." in page.content, b"desk-drafts" in page.content) == (True, False)


@pytest.mark.parametrize("count", [1, 4])
def test_the_number_of_queries_is_constant(desk, collecting_edition, nw, office, count, django_assert_num_queries):
    for number in range(count):
        for status in ("draft", "returned", "submitted", "approved"):
            event = EventFactory(edition=collecting_edition, title=f"{status} {number}", organizers=[ClusterFactory()])
            stand = StandFactory(fair__edition=collecting_edition, main_exhibitor=ClusterFactory())
            for entry in (event, stand):
                advance(entry, status, nw, office)
        asked = EventFactory(edition=collecting_edition, state_id="BY")
        EventPartner.objects.create(event=asked, state_id="NW")
        comment(asked, by=office, text="Hello")
    desk.get(DESK)  # what is looked up once in each process

    with django_assert_num_queries(12):
        desk.get(DESK)


def advance(entry: Event | Stand, status: str, nw, office) -> None:
    """Take a draft as far as `status`."""
    if status == "draft":
        return
    entry = submit(entry, by=nw, edit_revision=1)
    if status == "returned":
        return_for_changes(entry, by=office, edit_revision=1, note="Why?", field_notes={"title": "Shorter?"})
    elif status == "approved":
        approve(entry, by=office, edit_revision=1)
