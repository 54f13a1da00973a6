"""The shortlist: a selection of entries that its address alone carries, with hints on what takes place at the same time."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.common.bilingual import in_language
from clusterweek.common.dates import day_label, time_label
from clusterweek.common.natural import natural_key
from events.programme.event_cards import TAKES_NOT_PLACE
from events.programme.lists import Lists
from events.programme.models import PublishedEvent, PublishedEventDate, PublishedStand, TradeFair
from events.programme.relations import attach_to_events, attach_to_stands
from events.programme.wording import shown_date

# Entries of one list: an address of some 1,200 characters, which every browser, mail and QR code carries.
MOST_ENTRIES = 100
OVERLAPS_NAMED = 2
NUMBER = re.compile(r"[1-9][0-9]{0,9}\Z")
# What the address of a page leads to, by the name of its route.
NOUNS: dict[str, type[PublishedEvent] | type[PublishedStand]] = {"event": PublishedEvent, "stand": PublishedStand}


class Ids(NamedTuple):
    """The public ids of a list, each noun in ascending order."""

    events: tuple[int, ...] = ()
    stands: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.events) + len(self.stands)

    @property
    def query_string(self) -> str:
        """The canonical query string with its "?", empty for an empty list: the same list has one address."""
        pairs = [*(("event", key) for key in self.events), *(("stand", key) for key in self.stands)]
        return f"?{urlencode(pairs)}" if pairs else ""

    def cut(self) -> "Ids":
        """At most MOST_ENTRIES of them."""
        events = self.events[:MOST_ENTRIES]
        return Ids(events, self.stands[: MOST_ENTRIES - len(events)])

    def __or__(self, other: "Ids") -> "Ids":
        """Those of both lists."""
        return Ids(_ascending([*self.events, *other.events]), _ascending([*self.stands, *other.stands]))

    def without(self, noun: str, key: int) -> "Ids":
        """The list without one entry; `noun` is "event" or "stand"."""
        return Ids(
            tuple(each for each in self.events if (noun, each) != ("event", key)),
            tuple(each for each in self.stands if (noun, each) != ("stand", key)),
        )


def _ascending(numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))


def ids_in(data: QueryDict) -> Ids:
    """The ids in the parameters `event` and `stand`; what is no number of at most ten digits is left out."""
    events, stands = ([int(text) for text in data.getlist(name) if NUMBER.match(text)] for name in NOUNS)
    return Ids(_ascending(events), _ascending(stands))


def ids_behind(address: str, lists: Lists) -> Ids | None:
    """The ids for the address of an event, a stand or another shortlist, as one copies it from a browser; None if it is none of these."""
    try:
        parts = urlsplit(address.strip())
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if match.url_name == "shortlist":
        return ids_in(QueryDict(parts.query))
    noun = str(match.url_name).removeprefix("current_")
    edition = lists.edition(match.kwargs.get("edition"))
    if noun not in NOUNS or edition is None or not edition.is_open:
        return None
    key = NOUNS[noun].objects.filter(edition=edition, slug=match.kwargs["slug"]).values_list("pk", flat=True).first()
    if key is None:
        return None
    return Ids(events=(key,)) if noun == "event" else Ids(stands=(key,))


class Planned(NamedTuple):
    """An event with the date under which it stands, the others at the same time, (title, hours), and the list without it."""

    event: PublishedEvent
    row: PublishedEventDate | None
    overlaps: list[tuple[str, str]]
    query_string: str

    @property
    def hint(self) -> str:
        """What it overlaps with in one sentence, of many the first two; empty if nothing."""
        named = ", ".join(f"„{title}“ ({hours})" for title, hours in self.overlaps[:OVERLAPS_NAMED])
        further = len(self.overlaps) - OVERLAPS_NAMED
        if further < 1:
            return _("Overlaps with %(named)s.") % {"named": named} if named else ""
        sentence = ngettext(
            "Overlaps with %(named)s and %(further)d more event.", "Overlaps with %(named)s and %(further)d more events.", further
        )
        return sentence % {"named": named, "further": further}


class Visited(NamedTuple):
    """A stand, and the list without it."""

    stand: PublishedStand
    query_string: str


class Withdrawn(NamedTuple):
    """What an entry that has been withdrawn was called ("" for legal reasons), and the list without it."""

    title: str
    query_string: str


class Shortlist:
    """The entries with `ids` in editions that are open: events by day, stands as one walks through the halls; four queries."""

    def __init__(self, ids: Ids, lists: Lists) -> None:
        self.ids = ids
        editions = [key for key, edition in lists.editions.items() if edition.is_open]
        events = list(PublishedEvent.objects.filter(pk__in=ids.events, edition__in=editions))
        stands = list(PublishedStand.objects.filter(pk__in=ids.stands, edition__in=editions).select_related("fair"))
        self.events = [event for event in events if not event.is_withdrawn]
        self.stands = sorted((stand for stand in stands if not stand.is_withdrawn), key=_on_the_walk)
        self.withdrawn = [
            Withdrawn(in_language(entry, "title")[0], ids.without(noun, entry.pk).query_string)
            for noun, entries in (("event", events), ("stand", stands))
            for entry in entries
            if entry.is_withdrawn
        ]
        self.known = Ids(_ascending([event.pk for event in events]), _ascending([stand.pk for stand in stands]))
        attach_to_events(self.events, lists)
        attach_to_stands(self.stands, lists)

    @property
    def count(self) -> int:
        """How many entries stand in it."""
        return len(self.events) + len(self.stands)

    @property
    def unknown(self) -> int:
        """How many ids belong to nothing that is public."""
        return self.ids.count - self.known.count

    @cached_property
    def planned(self) -> list[Planned]:
        """The events in the order of their dates, those without one last."""
        today = timezone.localdate()
        rows = {event.pk: next_date(event, today) for event in self.events}
        spans = {event.pk: span for event in self.events if (span := _span(event, rows[event.pk]))}
        events = sorted(self.events, key=lambda event: (_when(rows[event.pk]), event.pk))
        return [
            Planned(event, rows[event.pk], list(_overlaps(event, events, spans, rows)), self.ids.without("event", event.pk).query_string)
            for event in events
        ]

    @property
    def days(self) -> list[tuple[str, list[Planned]]]:
        """(day in words, its events); last those whose date is not known yet."""
        groups = groupby(self.planned, key=lambda item: item.row.first_day if item.row else None)
        return [(day_label(day, weekday=True) if day else _("Date to follow"), list(group)) for day, group in groups]

    @property
    def halls(self) -> list[tuple[TradeFair, str, list[Visited]]]:
        """(fair, hall, its stands) in walking order; "" is the hall that is not known yet."""
        return [
            (*place, [Visited(stand, self.ids.without("stand", stand.pk).query_string) for stand in group])
            for place, group in groupby(self.stands, key=lambda stand: (stand.fair, stand.hall))
        ]


def next_date(event: PublishedEvent, today: date) -> Any:
    """The first date of `event` that is not over, or its first if all are; None if it has none."""
    rows = list(event.dates.all())
    return next((row for row in rows if row.last_day >= today), shown_date(event))


def _when(row: PublishedEventDate | None) -> tuple:
    return (row.first_day, row.from_time or time.min) if row else (date.max, time.max)


def _span(event: PublishedEvent, row: PublishedEventDate | None) -> tuple[datetime, datetime] | None:
    """From when to when one is bound; None where that is not known, or on each of several days, of which one chooses."""
    if row is None or row.from_time is None or row.first_day != row.last_day or event.event_status in TAKES_NOT_PLACE:
        return None
    start = datetime.combine(row.first_day, row.from_time)
    end = datetime.combine(row.first_day, row.to_time) if row.to_time else start + timedelta(minutes=1)
    return start, end if end > start else end + timedelta(days=1)


def _overlaps(event: PublishedEvent, others: Sequence[PublishedEvent], spans: dict, rows: dict) -> Iterator[tuple[str, str]]:
    """Title and hours of those of `others` that take place while `event` does."""
    if event.pk not in spans:
        return
    start, end = spans[event.pk]
    for other in others:
        if other.pk != event.pk and other.pk in spans and spans[other.pk][0] < end and start < spans[other.pk][1]:
            row = rows[other.pk]
            yield in_language(other, "title")[0], time_label(row.from_time, row.to_time)


def _on_the_walk(stand: PublishedStand) -> tuple:
    """Fair by fair, hall by hall, stand by stand."""
    fair = stand.fair
    return (fair.first_day or date(fair.year, 1, 1), natural_key(fair.name), fair.pk, *stand.place_key) if fair else (date.max,)
