"""What else a visitor of one event may like: the same topics, and what is near at the same time."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils import timezone
from pyroaring import BitMap

from clusterweek.geography.distance import distance_km
from events.programme.index.days import Asked
from events.programme.index.entry import Entry
from events.programme.index.index import Index
from events.programme.models import Edition
from events.programme.result import Hit, walk
from events.programme.shown import ShownEvent

MOST = 3
NEAR_KM = 50
Shown = tuple[date, ShownEvent]


def related_by_topic(key: int, edition: Edition, index: Index) -> list[Shown]:
    """Up to three events that share most technology fields with the one with `key`, what is still to come first."""
    fields = [index.values["technology_field"].get(field, BitMap()) for field in index.entries[key].technology_fields]
    if not fields:
        return []
    others = BitMap([key])
    tiers = [BitMap.intersection(*fields) - others, BitMap.union(*fields) - BitMap.intersection(*fields) - others]
    return _shown(_coming_first(tiers, index), edition, index)


def related_by_place(key: int, edition: Edition, index: Index, *, but: Iterable[int] = ()) -> list[Shown]:
    """Up to three other events at most 50 km away, on the same days or the day before or after; none of those with the keys `but`."""
    entry = index.entries[key]
    if entry.position is None:
        return []
    around = BitMap.union(BitMap(), *(index.on(Asked((day,))) for day in _days_around(entry))) - BitMap([key, *but])
    near = sorted((distance_km(entry.position, point), point) for point in index.values["position"])
    tiers = [index.values["position"][point] & around for km, point in near if km <= NEAR_KM]
    return _shown(_coming_first([tier for tier in tiers if tier], index), edition, index)


def _days_around(entry: Entry) -> set[date]:
    first, last = min(row.first_day for row in entry.dates), max(row.last_day for row in entry.dates)
    return {first + timedelta(days=number) for number in range(-1, min(30, (last - first).days) + 2)}


def _coming_first(tiers: list[BitMap], index: Index) -> Iterator[Hit]:
    """The events of `tiers` that are still to come, then those that are over."""
    coming = index.plan(Asked(first=timezone.localdate()))
    yield from walk(tiers, coming, 0, MOST)
    yield from walk([tier - coming.events for tier in tiers], index.plan(Asked()), 0, MOST)


def _shown(hits: Iterator[Hit], edition: Edition, index: Index) -> list[Shown]:
    found = [hit for _number, hit in zip(range(MOST), hits, strict=False)]
    return [(hit.day, ShownEvent(index.entries[hit.pk], edition, index.lists)) for hit in found]
