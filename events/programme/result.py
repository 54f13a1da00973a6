"""The answer to a query: what every page and format is handed."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple

from pyroaring import BitMap

from clusterweek.geography.distance import distance_km
from events.programme.filter import Sort
from events.programme.index.days import Asked, Plan
from events.programme.index.index import Index
from events.programme.models import Edition, EventContent, PublishedEvent
from events.programme.nearby import RADIUS
from events.programme.query import Facet, Query
from events.programme.relations import attach_to_events
from events.programme.search import Hits, SearchQuery, parse
from events.programme.shown import ShownEvent

# A degree of latitude is nowhere shorter (km).
KM_PER_DEGREE = 110.5
# Parameters about days: one date must fulfil them together.
DAYS = ("day", "date_from", "date_to")
# Facets that the page counts.
COUNTED = (
    *("state", "format", "technology_field", "attendance_mode", "audience", "language"),
    *("accessibility", "funding_programme", "is_free", "registration"),
)


class Hit(NamedTuple):
    """A matching event, and the day under which it stands: the first that is asked for."""

    pk: int
    day: date


class Result:
    """The events of `edition` that match `query`, found in `index` without a query to the database."""

    def __init__(self, edition: Edition, query: Query, index: Index, language: str) -> None:
        self.edition = edition
        self.query = query
        self.index = index
        self.language = language
        self.lists = index.lists

    # What matches

    @cached_property
    def asked(self) -> Asked:
        """The days of the query."""
        return self._asked(*DAYS)

    def _asked(self, *names: str) -> Asked:
        """The days that those parameters among `names` ask for."""
        cleaned = {name: self.query.cleaned.get(name) for name in names}
        return Asked(tuple(cleaned.get("day") or ()), cleaned.get("date_from"), cleaned.get("date_to"))

    @cached_property
    def plan(self) -> Plan:
        """The days and their order."""
        return self.index.plan(self.asked)

    @cached_property
    def words(self) -> SearchQuery | None:
        """The words that are searched for."""
        return parse(self.query.cleaned["q"]) if "q" in self.query.cleaned else None

    @cached_property
    def _found(self) -> Hits:
        """What the words of the query find, and what was probably meant."""
        return self.index.search(self.words or parse(""), self.language)

    @cached_property
    def correction(self) -> str | None:
        """What was probably meant by the words of the query."""
        return self._found.correction if self.words is not None else None

    @cached_property
    def is_corrected(self) -> bool:
        """Whether the words found nothing anywhere, so that the correction is answered instead."""
        return bool(self.correction) and not any(self._found.tiers)

    @cached_property
    def searched(self) -> SearchQuery | None:
        """The words that are answered: those of the query, or what was probably meant."""
        return parse(str(self.correction)) if self.is_corrected else self.words

    @cached_property
    def tiers(self) -> list[BitMap]:
        """What the words find, best first; nothing without words."""
        if self.words is None:
            return []
        return self.index.search(self.searched or parse(""), self.language).tiers if self.is_corrected else self._found.tiers

    @cached_property
    def nearby(self) -> list[tuple[float, BitMap]]:
        """The distance in km and the events of each point within the radius, nearest first; empty without `near`."""
        place = self.query.cleaned.get("near")
        if place is None:
            return []
        radius = self.query.cleaned.get("radius", RADIUS)
        return sorted(((km, events) for km, events in self.distances(radius) if km <= radius), key=itemgetter(0))

    def distances(self, radius: float) -> Iterator[tuple[float, BitMap]]:
        """The distance in km from `near` and the events of all points that may lie within `radius` km."""
        origin = self.query.cleaned["near"].position
        height = radius / KM_PER_DEGREE
        for point, events in self.index.values["position"].items():
            if abs(point[0] - origin.latitude) <= height:
                yield distance_km(origin, point), events

    def distance_of(self, key: int) -> float | None:
        """How far an event is from `near`, in km; None without `near`, or where nobody knows its position."""
        place, position = self.query.cleaned.get("near"), self.index.entries[key].position
        return distance_km(place.position, position) if place and position else None

    @property
    def online(self) -> int:
        """How many online events, which are nowhere, match the query but for `near`."""
        online = self.index.values["attendance_mode"].get(EventContent.AttendanceMode.ONLINE, BitMap())
        return online.intersection_cardinality(self.without("near", "attendance_mode")) if "near" in self.query.cleaned else 0

    @cached_property
    def narrowing(self) -> dict[str, BitMap]:
        """Parameter → the events that fulfil it; the days, which belong together, are one."""
        narrowing: dict[str, BitMap] = {}
        for name, values in self.query.cleaned.items():
            facet = self.index.facets.get(name)
            if facet is not None:
                narrowing[name] = BitMap.union(BitMap(), *(facet[value] for value in values if value in facet))
        if self.asked != Asked():
            narrowing["day"] = self.plan.events
        if "near" in self.query.cleaned:
            narrowing["near"] = BitMap.union(BitMap(), *(events for _km, events in self.nearby))
        if self.words is not None:
            narrowing["q"] = BitMap.union(BitMap(), *self.tiers)
        return narrowing

    def without(self, *names: str) -> BitMap:
        """The events that would match without the parameters `names`."""
        others = [events for name, events in self.narrowing.items() if name not in names]
        return BitMap.intersection(self.index.dated, *others)

    @cached_property
    def events(self) -> BitMap:
        """The keys of all events that match."""
        return self.without()

    @property
    def count(self) -> int:
        """How many events match."""
        return len(self.events)

    # Counts

    def counts(self, name: str) -> dict[str, int]:
        """Value → number of hits for the facet `name`, counted without its own selection."""
        base = self.without(name) if name in self.narrowing else self.events
        return {value: events.intersection_cardinality(base) for value, events in self.index.facets[name].items()}

    def counts_of_days(self) -> dict[date, int]:
        """Day → number of hits on it, for every day of the edition, within `date_from` and `date_to`."""
        rest, base = self._asked("date_from", "date_to"), self.without("day")
        return {day: base.intersection_cardinality(self.index.on(rest._replace(days=(day,)))) for day in self.edition.days}

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """The list parameters by name, those that are counted with their counts."""
        return {name: self.query.facet(name, self.counts(name) if name in COUNTED else None) for name in self.query.choices}

    # Order

    @property
    def sort(self) -> str:
        """How the hits are ordered: as asked, else by distance or relevance where a place or words are asked for, else by date."""
        asked, near = self.query.cleaned.get("sort"), "near" in self.query.cleaned
        if asked in {Sort.DATE, Sort.DISTANCE} or (asked and self.words):
            return asked
        return Sort.DISTANCE if near else Sort.RELEVANCE if self.words else Sort.DATE

    def _stages(self) -> list[BitMap]:
        """The hits in parts that follow each other, each of them ordered by day."""
        if self.sort == Sort.DATE:
            return [self.events]
        parts = self.tiers if self.sort == Sort.RELEVANCE else [events for _km, events in self.nearby]
        return [stage for part in parts if (stage := part & self.events)]

    def slice(self, start: int = 0, stop: int | None = None) -> list[Hit]:
        """The hits from number `start` (0 is the first) up to but without `stop`, in their order."""
        return list(walk(self._stages(), self.plan, start, self.count if stop is None else stop))

    @property
    def hits(self) -> list[Hit]:
        """All hits in their order."""
        return self.slice()

    @property
    def hits_by_day(self) -> list[Hit]:
        """All hits by day and time, whatever order is asked for."""
        return sorted(walk([self.events], self.plan, 0, self.count), key=attrgetter("day"))

    def first_on(self, day: date, most: int) -> tuple[int, list[Hit]]:
        """How many hits have a date on `day` alone, and at most `most` of them by time."""
        here = self.index.single(day) & self.events
        return len(here), list(walk([here], self.index.plan(Asked((day,))), 0, most))

    def first_spans(self, most: int) -> tuple[int, list[Hit]]:
        """How many hits have a date over several days that fulfils the query, and at most `most` of them by their first day."""
        here = self.index.spanning(self.asked) & self.events
        return len(here), list(walk([here], self.plan, 0, most))

    # Events

    def show(self, hit: Hit) -> ShownEvent:
        """What a card shows of `hit`, from memory."""
        return ShownEvent(self.index.entries[hit.pk], self.edition, self.lists)

    def load(self, hits: Sequence[Hit]) -> list[PublishedEvent]:
        """The whole events of `hits`; three queries."""
        found = PublishedEvent.objects.in_bulk([hit.pk for hit in hits])
        events = [found[pk] for pk in map(attrgetter("pk"), hits) if pk in found]
        attach_to_events(events, self.lists)
        return events


def walk(stages: list[BitMap], plan: Plan, start: int, stop: int) -> Iterator[Hit]:
    """The events of `stages`, which follow each other, each in the order of `plan`: those from number `start` up to `stop`."""
    at = 0
    for stage in stages:
        for day in plan.days:
            here = stage & day.events
            size = len(here)
            if size and at + size > start:
                yield from _of_day(here, day.day, day.parts, start - at, stop - at)
            at += size
            if at >= stop:
                return


def _of_day(here: BitMap, day: date, parts: list[BitMap], start: int, stop: int) -> Iterator[Hit]:
    """The hits of one day from `start` to `stop`, counted within that day."""
    at = 0
    for part in parts:
        found = part & here
        size = len(found)
        if size and at + size > start:
            for key in found[max(0, start - at) : stop - at]:
                yield Hit(key, day)
        at += size
        if at >= stop:
            return
