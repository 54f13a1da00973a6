"""Which events match the days of a query, and in what order: day by day, on each day timed events before spans."""

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from pyroaring import BitMap

from events.programme.index.entry import Dates


class Asked(NamedTuple):
    """The days of a query: one of `days`, and not before `first` nor after `last`; one date must fulfil them all."""

    days: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None

    def matches(self, first: date, last: date) -> bool:
        """Whether a date from `first` to `last` fulfils it."""
        if (self.first and last < self.first) or (self.last and first > self.last):
            return False
        return not self.days or any(first <= day <= last for day in self.days)

    def shown_day(self, row: Dates) -> date:
        """The day under which the matching `row` stands: the first that is asked for."""
        asked = [day for day in self.days if row.first_day <= day <= row.last_day]
        return max(filter(None, [min(asked, default=row.first_day), self.first]))


@dataclass(frozen=True, slots=True)
class Day:
    """The events that stand under one day: their union, and the parts in which they follow each other."""

    day: date
    events: BitMap
    parts: list[BitMap]


@dataclass(frozen=True, slots=True)
class Plan:
    """The days in their order; no event stands under two of them."""

    days: list[Day]
    events: BitMap


def rank(row: Dates) -> tuple[bool, bool, time]:
    """The place of a date within its day: single days by time, those without a time after them, then spans likewise."""
    return row.is_span, row.from_time is None, row.from_time or time()


def plan(dates: dict[Dates, BitMap], asked: Asked) -> Plan:
    """The order of all events for the days that are `asked`; `dates` tells which events have which date."""
    found: dict[date, dict[tuple, BitMap]] = {}
    for row, events in dates.items():
        if asked.matches(row.first_day, row.last_day):
            part = found.setdefault(asked.shown_day(row), {}).setdefault(rank(row), BitMap())
            part |= events
    seen, days = BitMap(), []
    for day in sorted(found):
        here, parts = BitMap(), []
        for _rank, events in sorted(found[day].items()):
            part = events - seen
            if part:
                parts.append(part)
                seen |= part
                here |= part
        if here:
            days.append(Day(day, here, parts))
    return Plan(days, seen)
