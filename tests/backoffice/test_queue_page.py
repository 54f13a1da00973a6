"""The review queue of the office, and one decision about many entries."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import submit
from events.models import Event
from tests.backoffice.forms import address, sentences
from tests.factories import EventFactory, StandFactory

QUEUE = reverse("admin:review_queue")


@pytest.fixture
def waiting(collecting_edition, nw) -> list[Event]:
    return [submit(EventFactory(edition=collecting_edition, title=title), by=nw, edit_revision=1) for title in ("First", "Second")]


def send(client, step: str, *keys: str, note: str = ""):
    return client.post(QUEUE, {"entry": keys, "step": step, "note": note}, follow=True)


def statuses() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("review_status", flat=True))


def test_the_queue_shows_what_waits_with_its_hints(office_desk, waiting):
    page = office_desk.get(QUEUE)

    assert [line["waiting"].title for line in page.context["lines"]] == ["First", "Second"]
    assert [word in page.content.decode() for word in (address(waiting[0], "review"), "There is no picture.", "New")] == [True] * 3


def test_a_narrowed_queue_leads_to_narrowed_reviews(office_desk, waiting):
    page = office_desk.get(f"{QUEUE}?state=NW&kind=new")

    assert f"{address(waiting[0], 'review')}?state=NW&amp;kind=new" in page.content.decode()
    assert office_desk.get(f"{QUEUE}?state=BY").context["lines"] == []


def test_an_empty_queue_says_so(office_desk):
    assert "Nothing waits" in office_desk.get(QUEUE).content.decode()


def test_several_entries_are_approved_at_once_with_a_line_for_each(office_desk, waiting):
    page = send(office_desk, "approve", *(f"event-{event.pk}-1" for event in waiting))

    assert (statuses(), sentences(page)) == (["approved", "approved"], ["First: approved", "Second: approved"])


def test_several_entries_are_returned_at_once(office_desk, waiting):
    page = send(office_desk, "return", *(f"event-{event.pk}-1" for event in waiting), note="Shorter")

    assert (statuses(), sentences(page)) == (["returned", "returned"], ["First: returned", "Second: returned"])
    assert set(Decision.objects.values_list("note", flat=True)) == {"Shorter"}


def test_what_is_refused_does_not_stop_the_others(office_desk, office, waiting):
    first, second = waiting
    own = submit(EventFactory(edition=first.edition, title="Own"), by=office, edit_revision=1)

    page = send(office_desk, "approve", f"event-{first.pk}-7", f"event-{own.pk}-1", "event-0-1", "page-1-1", "x", f"event-{second.pk}-1")

    assert statuses() == ["submitted", "approved", "submitted"]
    assert [message.tags for message in page.context["messages"]] == ["error"] * 5 + ["success"]


def test_a_return_needs_a_note(office_desk, waiting):
    send(office_desk, "return", f"event-{waiting[0].pk}-1")

    assert statuses() == ["submitted", "submitted"]


@pytest.mark.parametrize(("step", "ticked"), [("approve", False), ("delete", True), ("", True)])
def test_without_a_step_or_a_tick_nothing_happens(office_desk, waiting, step, ticked):
    page = send(office_desk, step, *([f"event-{waiting[0].pk}-1"] if ticked else []))

    assert (statuses(), len(sentences(page))) == (["submitted", "submitted"], 1)


def test_the_number_of_queries_does_not_grow(office_desk, nw, collecting_edition):
    office_desk.get(QUEUE)  # the first request of a session writes it
    counts = []
    for number in (1, 2):
        for _entry in range(number):
            submit(EventFactory(edition=collecting_edition, partners=["BY"]), by=nw, edit_revision=1)
            submit(StandFactory(fair__edition=collecting_edition), by=nw, edit_revision=1)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(QUEUE)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_pages_follow_each_other(office_desk, nw, collecting_edition, monkeypatch):
    monkeypatch.setattr("events.admin.queue_pages.PAGE_SIZE", 2)
    for number in range(3):
        submit(EventFactory(edition=collecting_edition, title=f"Event {number}"), by=nw, edit_revision=1)

    page = office_desk.get(f"{QUEUE}?kind=new&page=2")

    assert [line["waiting"].title for line in page.context["lines"]] == ["Event 2"]
    assert 'href="?kind=new&amp;page=1"' in page.content.decode()
