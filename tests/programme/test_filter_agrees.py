"""Every combination of parameters gives exactly what a naive filter over all public copies gives."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusters.models import Cluster, FundingProgramme, TechnologyField
from clusterweek.geography.models import NATIONWIDE, FederalState
from events.programme.lists import current_lists, forget_lists
from events.programme.models import (
    ACCESSIBILITY_FEATURES,
    Audience,
    EventFormat,
    EventLanguage,
    PublishedEvent,
)
from events.programme.programme import find, read
from events.programme.result import COUNTED, Result
from tests.factories import ClusterFactory, EditionFactory, PublishedEventFactory

FIRST_DAY = date(2019, 4, 2)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(10)]
STATES = ["NW", "BY", "BE"]
TEXTS = [
    "",
    "Wasserstoff trifft Öl",
    "Künstliche Intelligenz",
    "50 % mehr",
    "axb cxd",
    "Messe (Halle) Straße",
    "a_b c.d",
]


def some(values: list) -> st.SearchStrategy[list]:
    """A few of `values`, none twice."""
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


def rows() -> st.SearchStrategy[list[dict]]:
    """One to three dates of up to five days, with and without times."""
    row = st.builds(
        lambda start, length, hour: {
            "first_day": DAYS[start],
            "last_day": DAYS[min(9, start + length)],
            "from_time": hour and time(hour),
        },
        st.integers(0, 9),
        st.integers(0, 4),
        st.sampled_from([None, 9, 18]),
    )
    return st.lists(row, min_size=1, max_size=3)


EVENT = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TEXTS[1:]),
        "summary": st.sampled_from(TEXTS),
        "city": st.sampled_from(["", "Öhringen", "Köln"]),
        "state_id": st.sampled_from([None, *STATES]),
        "partner_states": some(STATES),
        "format": st.sampled_from(["vortrag", "workshop", "ausstellung"]),
        "technology_fields": some([0, 1, 2]),
        "audiences": some([0, 1]),
        "languages": some([0, 1]),
        "organizers": some([0, 1]),
        "attendance_mode": st.sampled_from(["on_site", "online", "hybrid"]),
        "registration_state": st.sampled_from(["", "open", "full"]),
        "is_free": st.sampled_from([None, True, False]),
        "step_free_access": st.sampled_from([None, True, False]),
        "captions": st.sampled_from([None, True, False]),
        "dates": rows(),
    }
)
PARAMETERS = {
    "state": some([*STATES, NATIONWIDE]),
    "format": some(["vortrag", "workshop", "ausstellung"]),
    "technology_field": some([0, 1, 2]),
    "day": some([day.isoformat() for day in DAYS]),
    "date_from": st.lists(st.sampled_from([day.isoformat() for day in DAYS[:6]]), max_size=1),
    "date_to": st.lists(st.sampled_from([day.isoformat() for day in DAYS[5:]]), max_size=1),
    "attendance_mode": some(["on_site", "online", "hybrid"]),
    "audience": some([0, 1]),
    "language": some([0, 1]),
    "accessibility": some(["step-free", "captions"]),
    "funding_programme": some([0, 1]),
    "organizer": some([0, 1]),
    "is_free": some(["1"]),
    "registration": some(["open"]),
}
# Most queries are short; some use everything.
QUERIES = st.sets(st.sampled_from(list(PARAMETERS)), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: PARAMETERS[name] for name in names or PARAMETERS})
)


class World:
    """The lists from which events and queries are drawn."""

    def __init__(self) -> None:
        self.edition = EditionFactory()
        self.formats = {
            slug: EventFormat.objects.get_or_create(slug=slug, defaults={"name": slug})[0]
            for slug in ("vortrag", "workshop", "ausstellung")
        }
        self.fields = list(TechnologyField.objects.all()[:3])
        self.audiences = list(Audience.objects.all()[:2])
        self.languages = list(EventLanguage.objects.all()[:2])
        self.programmes = list(FundingProgramme.objects.all()[:2])
        self.clusters = [
            ClusterFactory(
                name="Öl-Cluster Köln",
                slug="oel",
                funding_programmes=self.programmes[:1],
            ),
            ClusterFactory(name="Netzwerk (Halle)", slug="netz", funding_programmes=self.programmes),
        ]

    def add(self, event: dict[str, Any]) -> PublishedEvent:
        """A public event as drawn."""
        return PublishedEventFactory(
            **{
                **event,
                "edition": self.edition,
                "format": self.formats[event["format"]],
                "technology_fields": [self.fields[number] for number in event["technology_fields"]],
                "audiences": [self.audiences[number] for number in event["audiences"]],
                "languages": [self.languages[number] for number in event["languages"]],
                "organizers": [self.clusters[number] for number in event["organizers"]],
            }
        )

    def query(self, drawn: dict[str, list]) -> dict[str, list[str]]:
        """The parameters as drawn, with slugs in place of numbers."""
        slugs = {
            "technology_field": self.fields,
            "audience": self.audiences,
            "language": self.languages,
            "organizer": self.clusters,
            "funding_programme": self.programmes,
        }
        return {name: [slugs[name][value].slug if name in slugs else value for value in values] for name, values in drawn.items()}


def matches(event: PublishedEvent, query: dict[str, list[str]]) -> bool:
    """Whether `event` fulfils `query`, spelled out."""

    def any_of(name: str, values: set[str]) -> bool:
        return not query.get(name) or bool(values & set(query[name]))

    organizers = list(event.organizers.all())
    states = {event.state_id or NATIONWIDE} | {state.pk for state in event.partner_states.all()}
    return (
        any_of("state", states)
        and any_of("format", {event.format.slug})
        and any_of("technology_field", {field.slug for field in event.technology_fields.all()})
        and any_of("attendance_mode", {event.attendance_mode})
        and any_of("audience", {audience.slug for audience in event.audiences.all()})
        and any_of("language", {language.slug for language in event.languages.all()})
        and any_of(
            "accessibility",
            {slug for name, slug in ACCESSIBILITY_FEATURES.items() if getattr(event, name)},
        )
        and any_of(
            "funding_programme",
            {programme.slug for cluster in organizers for programme in cluster.funding_programmes.all()},
        )
        and any_of("organizer", {cluster.slug for cluster in organizers})
        and any_of("is_free", {"1"} if event.is_free else set())
        and any_of("registration", {event.registration_state})
        and bool(matching_rows(event, query))
    )


def matching_rows(event: PublishedEvent, query: dict[str, list[str]]) -> list:
    """The dates of `event` that fulfil the days in `query`."""
    days = [date.fromisoformat(day) for day in query.get("day", [])]
    first = [date.fromisoformat(day) for day in query.get("date_from", [])]
    last = [date.fromisoformat(day) for day in query.get("date_to", [])]
    return [
        row
        for row in event.dates.all()
        if (not days or any(row.first_day <= day <= row.last_day for day in days))
        and all(row.last_day >= day for day in first)
        and all(row.first_day <= day for day in last)
    ]


def place_in_order(event: PublishedEvent, query: dict[str, list[str]]) -> tuple:
    """Sorts by the first day that is asked for, then single days by time, unknown times after them, then spans likewise."""
    days = sorted(date.fromisoformat(day) for day in query.get("day", []))
    first = max([date.fromisoformat(day) for day in query.get("date_from", [])], default=date.min)

    def rank(row: Any) -> tuple:
        asked = [day for day in days if row.first_day <= day <= row.last_day]
        shown = max(asked[0] if asked else row.first_day, first)
        return shown, row.last_day > row.first_day, row.from_time is None, row.from_time or time()

    return (*min(map(rank, matching_rows(event, query))), event.pk)


def counted(events: list[PublishedEvent], query: dict[str, list[str]], name: str, values: list[str]) -> dict[str, int]:
    """How many events there are for each value of a facet, whatever else is chosen in it."""
    others = [event for event in events if matches(event, {**query, name: []})]
    return {value: sum(matches(event, {**query, name: [value]}) for event in others) for value in values}


def options(result: Result, name: str) -> list[str]:
    """The values of a facet."""
    return [option.value for option in result.query.facet(name).options]


def positive(counts: dict[str, int]) -> dict[str, int]:
    """The counts that are not 0, of values that can be chosen."""
    return {value: count for value, count in counts.items() if count and value not in {"", "full"}}


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=st.lists(EVENT, max_size=6), queries=st.lists(QUERIES, min_size=1, max_size=4))
def test_programme_gives_what_a_naive_filter_gives(drawn: list[dict], queries: list[dict]) -> None:
    with transaction.atomic():
        world = World()
        for event in drawn:
            world.add(event)
        everything = list(PublishedEvent.objects.all())
        forget_lists()
        lists = current_lists()

        for query in map(world.query, queries):
            data = QueryDict(mutable=True)
            for name, values in query.items():
                data.setlist(name, values)

            result = find(world.edition, data, lists)
            in_sql = read(data, lists).narrow(PublishedEvent.objects.of(world.edition))

            expected = sorted(
                (event for event in everything if matches(event, query)),
                key=lambda event: place_in_order(event, query),
            )
            assert result.query.errors == {}
            assert [hit.pk for hit in result.hits] == [event.pk for event in expected], query
            assert list(in_sql.values_list("pk", "shown_day")) == [tuple(hit) for hit in result.hits], query
            assert result.count == len(expected)
            for start in range(0, len(expected), 2):
                assert result.slice(start, start + 2) == result.hits[start : start + 2]
            for name in COUNTED:
                assert positive(result.counts(name)) == positive(counted(everything, query, name, options(result, name))), (name, query)
            days = counted(everything, query, "day", [day.isoformat() for day in world.edition.days])
            assert {day.isoformat(): count for day, count in result.counts_of_days().items()} == days
        transaction.set_rollback(True)
    forget_lists()


@pytest.mark.django_db
def test_lists_are_there_to_draw_from() -> None:
    assert FederalState.objects.filter(pk__in=STATES).count() == len(STATES)
    assert TechnologyField.objects.count() >= 3
    assert Cluster.objects.count() == 0
