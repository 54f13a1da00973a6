"""The page "new and changed": what happened since a day, by day and kind, within the query."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from events.programme.models import Edition, PublishedEvent
from tests.factories import PublishedEventFactory
from tests.programme.formats.test_ical import change


def shown(client: Client, address: str) -> list[tuple[str, str, list[str]]]:
    """(day, kind, titles) in the order of the page."""
    html = client.get(address).content.decode()
    found: list[tuple[str, str, list[str]]] = []
    day = ""
    pattern = r'day-heading">(.*?)</h2>|group-heading">(.*?)</h3>|card__title"><a[^>]*>(.*?)</a>|<s>(.*?)</s>'
    for heading, kind, title, gone in re.findall(pattern, html):
        if heading:
            day = heading
        elif kind:
            found.append((day, kind, []))
        else:
            found[-1][2].append(title or gone)
    return found


def at(day: int, month: int = 4) -> datetime:
    """The morning of a day in 2019."""
    return datetime(2019, month, day, 8, tzinfo=UTC)


@pytest.fixture
def programme(current_edition: Edition, time_machine) -> list[PublishedEvent]:
    """One event of every kind of change, on two days."""
    time_machine.move_to(at(5))
    events = [PublishedEventFactory(title=title) for title in ("Abgesagt", "Verlegt", "Geändert", "Weg", "Verboten")]
    change(events[0], event_status="cancelled", changed_at=at(4))
    change(events[1], event_status="rescheduled", changed_at=at(4))
    change(events[2], changed_at=at(3))
    change(events[3], withdrawn_at=at(4), changed_at=at(4))
    change(events[4], withdrawn_at=at(4), changed_at=at(4), title="", withdrawn_for_legal_reasons=True)
    PublishedEventFactory(title="Neu", first_published_at=at(4), changed_at=at(4), state_id="BY")
    return events


@pytest.mark.django_db
def test_changes_stand_under_their_day_and_kind(client: Client, programme):
    assert shown(client, "/programm/neu/") == [
        ("4. April 2019", "Abgesagt", ["Abgesagt", "Weg"]),
        ("4. April 2019", "Verlegt", ["Verlegt"]),
        ("4. April 2019", "Neu im Programm", ["Neu"]),
        ("3. April 2019", "Geändert", ["Geändert"]),
    ]


@pytest.mark.django_db
def test_nothing_before_the_day_is_shown(client: Client, programme):
    assert [kind for _day, kind, _titles in shown(client, "/programm/neu/?since=2019-04-04")] == ["Abgesagt", "Verlegt", "Neu im Programm"]
    assert shown(client, "/programm/neu/?since=2019-04-05") == []


@pytest.mark.django_db
def test_what_came_since_the_day_is_new_even_if_it_was_changed(client: Client, programme):
    change(programme[2], first_published_at=at(3), changed_at=at(4))

    assert ("4. April 2019", "Neu im Programm", ["Neu", "Geändert"]) in [
        (day, kind, sorted(titles, reverse=True)) for day, kind, titles in shown(client, "/programm/neu/?since=2019-04-03")
    ]


@pytest.mark.django_db
def test_the_query_narrows_and_stays(client: Client, programme):
    html = client.get("/en/2019/programme/new/?state=BY&since=2019-04-01").content.decode()

    assert shown(client, "/programm/neu/?state=BY") == [("4. April 2019", "Neu im Programm", ["Neu"])]
    assert '<input type="hidden" name="state" value="BY">' in html
    assert 'href="http://testserver/en/2019/programme.atom?state=BY"' in html
    assert 'value="2019-04-01"' in html


@pytest.mark.django_db
def test_a_wrong_day_is_said_at_its_field(client: Client, programme):
    html = client.get("/programm/neu/?since=gestern").content.decode()

    assert "Das ist kein Tag. Bitte wählen Sie einen aus." in html
    assert 'aria-describedby="error-since"' in html
    assert len(shown(client, "/programm/neu/?since=gestern")) == 4


@pytest.mark.django_db
def test_all_changes_are_shown_page_by_page(client: Client, current_edition: Edition, monkeypatch):
    monkeypatch.setattr("events.programme.changes_page.PAGE_SIZE", 3)
    made = {PublishedEventFactory(title=f"Tagung {number}", state_id="BY").title for number in range(7)}
    query = "?state=BY&since=2019-01-01"

    pages = [shown(client, f"/programm/neu/{query}&page={number}") for number in (1, 2, 3)]

    found = [[title for _day, _kind, titles in page for title in titles] for page in pages]
    assert [len(titles) for titles in found] == [3, 3, 1]
    assert {title for titles in found for title in titles} == made
    html = client.get(f"/programm/neu/{query}&page=2").content.decode()
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', html) == [
        ("prev", "/programm/neu/?state=BY&amp;since=2019-01-01"),
        ("next", "/programm/neu/?state=BY&amp;since=2019-01-01&amp;page=3"),
    ]
    assert client.get(f"/programm/neu/{query}&page=4").status_code == 404


@pytest.mark.django_db
def test_taking_a_filter_away_keeps_the_day(client: Client, programme):
    html = client.get("/programm/neu/?state=BY&q=Neu&since=2019-04-01&page=1").content.decode()

    assert re.findall(r'class="chip" href="([^"]*)"', html) == [
        "/programm/neu/?state=BY&amp;since=2019-04-01",
        "/programm/neu/?q=Neu&amp;since=2019-04-01",
    ]
    assert 'class="chips__reset" href="/programm/neu/?since=2019-04-01"' in html


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.django_db
def test_queries_do_not_grow(client: Client, current_edition: Edition, count, django_assert_num_queries):
    for _number in range(count):
        PublishedEventFactory()
    client.get("/programm.ics")

    with django_assert_num_queries(5):
        client.get("/programm/neu/?since=2019-01-01")
