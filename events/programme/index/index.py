"""The index of one edition: a bitmap for every value of every facet, for every word, date and place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import Any

from pyroaring import BitMap

from clusterweek.geography.models import NATIONWIDE
from events.programme.index.days import Asked, Plan, plan
from events.programme.index.entry import Entry
from events.programme.index.loading import Loaded
from events.programme.lists import Lists
from events.programme.search import Hits, SearchQuery, Synonyms, TextIndex

Values = dict[Any, BitMap]
PLANS_KEPT = 24

# Facet → the values of an entry in it; relations by the keys of the lists.
FACETS: dict[str, Callable[[Entry], Iterable[Any]]] = {
    "state": lambda entry: {entry.state_id or NATIONWIDE, *entry.partner_states},
    "format": lambda entry: (entry.format_id,),
    "technology_field": lambda entry: entry.technology_fields,
    "attendance_mode": lambda entry: (entry.attendance_mode,),
    "audience": lambda entry: entry.audiences,
    "language": lambda entry: entry.languages,
    "accessibility": lambda entry: entry.accessibility,
    "is_free": lambda entry: ("1",) if entry.is_free else (),
    "registration": lambda entry: (entry.registration_state,),
    "organizer": lambda entry: entry.organizers,
    "dates": lambda entry: {row._replace(to_time=None) for row in entry.dates},
    "position": lambda entry: (entry.position,) if entry.position else (),
    "city": lambda entry: (entry.city,) if entry.city else (),
}
# Facets whose values are keys of a list → that list; queries name them by slug.
LISTS = {
    "format": "formats",
    "technology_field": "technology_fields",
    "audience": "audiences",
    "language": "languages",
    "organizer": "clusters",
}


class Index:
    """Immutable: `patched` gives another one, which shares what has not changed."""

    def __init__(
        self, *, lists: Lists, entries: dict[int, Entry], values: dict[str, Values], texts: dict[str, TextIndex], synonyms: Synonyms
    ) -> None:
        self.revision = lists.revision
        self.lists = lists
        self.entries = entries
        self.values = values
        self.texts = texts
        self.synonyms = synonyms
        self._plans: dict[Asked, Plan] = {}

    @classmethod
    def build(cls, lists: Lists, loaded: Iterable[Loaded], synonyms: Synonyms) -> Index:
        """The index of all `loaded` events."""
        entries: dict[int, Entry] = {}
        keys: dict[str, dict[Any, list[int]]] = {name: {} for name in FACETS}

        english: list[tuple[int, Any]] = []

        def german() -> Iterator[tuple[int, Any]]:
            for entry, texts, translated in loaded:
                entries[entry.pk] = entry
                for name, values_of in FACETS.items():
                    for value in values_of(entry):
                        keys[name].setdefault(value, []).append(entry.pk)
                if translated:
                    english.append((entry.pk, translated))
                yield entry.pk, texts

        texts = {"de": TextIndex.build("de", german(), synonyms)}
        texts["en"] = TextIndex.build("en", english, synonyms)
        values = {name: {value: BitMap(found) for value, found in facet.items()} for name, facet in keys.items()}
        return cls(lists=lists, entries=entries, values=values, texts=texts, synonyms=synonyms)

    def patched(self, lists: Lists, changed: Iterable[int], loaded: Iterable[Loaded], synonyms: Synonyms) -> Index:
        """The index after the events with the keys `changed` have become `loaded`; those that are not loaded are gone."""
        gone, fresh = BitMap(changed), list(loaded)
        entries = dict(self.entries)
        before = [entries.pop(key) for key in gone if key in entries]
        entries |= {each.entry.pk: each.entry for each in fresh}
        values = {name: _moved(self.values[name], values_of, before, [each.entry for each in fresh]) for name, values_of in FACETS.items()}
        texts = {
            "de": self.texts["de"].patched(gone, [(each.entry.pk, each.german) for each in fresh], synonyms),
            "en": self.texts["en"].patched(gone, [(each.entry.pk, each.english) for each in fresh if each.english], synonyms),
        }
        return Index(lists=lists, entries=entries, values=values, texts=texts, synonyms=synonyms)

    @classmethod
    def empty(cls, lists: Lists) -> Index:
        """An index of nothing."""
        return cls.build(lists, (), lists.synonyms)

    @property
    def dated(self) -> BitMap:
        """Every event: each has a date."""
        return self.plan(Asked()).events

    def search(self, query: SearchQuery, language: str) -> Hits:
        """What is found in the texts, for pages in `language`."""
        return search(self.texts, query, language)

    @cached_property
    def facets(self) -> dict[str, dict[str, BitMap]]:
        """Facet → value as a query names it → the events that have it."""
        named: dict[str, dict[str, BitMap]] = {}
        for name, values in self.values.items():
            if name in LISTS:
                entries = getattr(self.lists, LISTS[name])
                named[name] = {entries[key].slug: events for key, events in values.items() if key in entries}
            else:
                named[name] = values
        named["funding_programme"] = self._by_funding_programme()
        return named

    def _by_funding_programme(self) -> dict[str, BitMap]:
        """The events of clusters in each programme."""
        found: dict[str, BitMap] = {}
        for key, events in self.values["organizer"].items():
            cluster = self.lists.clusters.get(key)
            for programme in cluster.funding_programmes.all() if cluster else ():
                found[programme.slug] = found.get(programme.slug, BitMap()) | events
        return found

    def plan(self, asked: Asked) -> Plan:
        """The order of the events for the days that are `asked`; the latest plans are kept."""
        kept = self._plans.get(asked)
        if kept is None:
            kept = plan(self.values["dates"], asked)
            if len(self._plans) > PLANS_KEPT:
                self._plans.clear()
            self._plans[asked] = kept
        return kept

    @cached_property
    def _spans(self) -> dict[tuple[date, date], BitMap]:
        """(first day, last day) → the events with such a date."""
        found: dict[tuple[date, date], BitMap] = {}
        for row, events in self.values["dates"].items():
            span = row.first_day, row.last_day
            found[span] = found.get(span, BitMap()) | events
        return found

    def single(self, day: date) -> BitMap:
        """The events with a date on `day` alone."""
        return self._spans.get((day, day), BitMap())

    def spanning(self, asked: Asked) -> BitMap:
        """The events with a date over several days that fulfils `asked`."""
        return BitMap.union(
            BitMap(), *(events for (first, last), events in self._spans.items() if first < last and asked.matches(first, last))
        )

    @cached_property
    def _on(self) -> dict[Asked, BitMap]:
        return {}

    def on(self, asked: Asked) -> BitMap:
        """The events of which one date fulfils `asked`, in no order."""
        kept = self._on.get(asked)
        if kept is None:
            matching = [events for (first, last), events in self._spans.items() if asked.matches(first, last)]
            kept = BitMap.union(*matching) if matching else BitMap()
            if len(self._on) > 40 * PLANS_KEPT:
                self._on.clear()
            self._on[asked] = kept
        return kept


def search(texts: dict[str, TextIndex], query: SearchQuery, language: str) -> Hits:
    """What is found in German texts, on English pages (`language` en) in the English ones as well; `texts` has both."""
    german = texts["de"].search(query)
    if language == "de":
        return german
    english = texts["en"].search(query)
    tiers, seen = [], BitMap()
    for both in zip_longest(english.tiers, german.tiers, fillvalue=BitMap()):
        tiers.append(BitMap.union(*both) - seen)
        seen |= tiers[-1]
    return Hits(tiers, None if seen else english.correction or german.correction)


def _moved(values: Values, values_of: Callable[[Entry], Iterable[Any]], before: list[Entry], after: list[Entry]) -> Values:
    """`values` without the entries `before` and with those `after`; bitmaps that change are copied."""
    moved, touched = dict(values), set()

    def own(value: Any) -> BitMap:
        if value not in touched:
            touched.add(value)
            moved[value] = BitMap(moved.get(value, ()))
        return moved[value]

    for entry in before:
        for value in values_of(entry):
            own(value).discard(entry.pk)
    for entry in after:
        for value in values_of(entry):
            own(value).add(entry.pk)
    for value in touched:
        if not moved[value]:
            del moved[value]
    return moved
