"""The bench without times: portal and bare view tell the same, and a page takes no more queries than it may."""

from pathlib import Path

import pytest

from bench.agreeing import Found, disagreements, found_on
from bench.counting import FIRST_NUMBER, count_all, disagreements_in_process
from bench.filling import DAYS, FIELDS, FIRST_DAY, FORMATS, fill
from bench.queries import ALL, STATES, query, whole
from bench.queries import FORMATS as FORMAT_SLUGS
from bench.texts import COMMON_WORD, texts_of
from bench.workbooks import cost_of_workbooks
from clusterweek.editorial.images import private_storage
from events.models import Event, WorkbookImport
from events.programme.models import Edition, EventFormat, PublishedEvent, PublishedEventDate

EVENTS = 300


@pytest.fixture
def filled(db: None) -> None:
    """A database with the smallest number of events that the bench measures."""
    fill(EVENTS)


# The events


def test_texts_are_the_same_each_time_and_about_400_characters_long():
    lengths = [len(texts_of(number).description) for number in range(500)]

    assert texts_of(7) == texts_of(7)
    assert 350 < sum(lengths) / len(lengths) < 450


def test_every_second_event_has_the_common_word():
    assert sum(COMMON_WORD in texts_of(number).description for number in range(500)) == 250


def test_texts_are_as_varied_as_in_a_real_programme():
    words = {word for number in range(2000) for word in texts_of(number).description.split()}

    assert len(words) > 900


@pytest.mark.django_db
def test_events_are_spread_over_every_facet(filled):
    events = PublishedEvent.objects.all()

    assert events.count() == EVENTS
    assert {state for (state,) in events.values_list("state")} == set(STATES)
    assert len(set(events.values_list("format", flat=True))) == FORMATS
    assert len(set(events.values_list("technology_fields", flat=True))) == FIELDS
    days = set(PublishedEventDate.objects.values_list("first_day", flat=True))
    assert (min(days), len(days)) == (FIRST_DAY, DAYS)


@pytest.mark.django_db
def test_the_same_events_are_made_each_time(filled):
    event = PublishedEvent.objects.get(slug="veranstaltung-7")

    assert event.title == texts_of(7).title
    assert (event.state_id, event.format.slug, event.dates.get().first_day.isoformat()) == ("NW", "fachtagung", "2019-04-02")


# The queries


def test_no_query_is_asked_twice():
    strings = {query(number) for number in range(20_000)}

    assert len(strings) == 20_000
    assert ALL > FIRST_NUMBER


@pytest.mark.django_db
def test_queries_name_formats_that_exist():
    assert set(FORMAT_SLUGS) <= set(EventFormat.objects.values_list("slug", flat=True))
    assert list(EventFormat.objects.order_by("pk").values_list("slug", flat=True)[:FORMATS]) == list(FORMAT_SLUGS)


def test_all_events_can_be_asked_for_in_many_ways():
    strings = {whole(number) for number in range(2000)}

    assert len(strings) == 2000
    assert {frozenset(string.split("&")) for string in strings} == {frozenset(f"state={code}" for code in (*STATES, "DE"))}


# What the portal costs


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(5))
def test_portal_and_bare_view_agree(filled, number):
    assert disagreements_in_process(number) == []


@pytest.mark.django_db
def test_no_answer_takes_more_queries_or_bytes_than_it_may(filled):
    costs = count_all()

    assert {name: cost["status"] for name, cost in costs.items() if cost["status"] != 200} == {"unchanged": 304}
    assert costs["page"]["sql"] <= 3
    assert costs["text"]["sql"] <= 3
    assert costs["unchanged"]["sql"] <= 1
    assert (costs["calendar"]["sql"], costs["bare_calendar"]["sql"]) == (2, 1)
    # As many bytes of events, so that both can be compared.
    assert 0.97 < costs["calendar"]["bytes"] / costs["bare_calendar"]["bytes"] < 1.03
    assert (costs["one"]["sql"], costs["groups"]["sql"]) == (1, 5)
    assert costs["page"]["bytes"] < 62_000
    assert costs["unchanged"]["bytes"] == 0


@pytest.mark.django_db
def test_workbooks_are_measured_and_nothing_of_them_stays(filled):
    kept = files_kept()

    costs = cost_of_workbooks(6)

    assert costs.keys() == {"rows", "new_check", "new_take", "changed_check", "changed_take"}
    assert (Event.objects.count(), WorkbookImport.objects.count(), Edition.objects.count()) == (0, 0, 1)
    assert files_kept() == kept


def files_kept() -> set[Path]:
    """The uploaded files that nobody but their owners may read."""
    return {path for path in Path(private_storage().location).rglob("*") if path.is_file()}


# The reader


def test_what_differs_is_told():
    page = found_on(
        '<h2 id="count">1.234 Veranstaltungen</h2><input name="state" value="BW"> <span class="check__count">3</span>'
        '<input name="day" value="2019-04-02"><span>Di <b>2</b> <small>0</small></span>'
        '<h3 class="event-card__title"><a href="/2019/programm/tag/">Tag</a></h3>'
    )

    assert page == Found(["tag"], 1234, {"state": {"BW": 3}, "format": {}, "technology_field": {}, "day": {"2019-04-02": 0}})
    assert disagreements(page, page._replace(number=3)) == ["number: 1234 instead of 3"]
    assert disagreements(page, page._replace(slugs=[])) == ["events: ['tag'] instead of []"]
    assert disagreements(page, page._replace(facets={**page.facets, "state": {"BW": 4}})) == ["state: {'BW': 3} instead of {'BW': 4}"]
