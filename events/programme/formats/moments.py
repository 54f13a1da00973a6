"""When a date begins and ends: as a day where the hours are not known, else as a moment in Berlin."""

from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings

BERLIN = ZoneInfo(settings.TIME_ZONE)


class Row(Protocol):
    """A date of an event: of its public copy or of the index."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...
    @property
    def from_time(self) -> time | None: ...
    @property
    def to_time(self) -> time | None: ...


def begin_of(row: Row) -> date | datetime:
    """When the date begins for the first time."""
    return row.first_day if row.from_time is None else datetime.combine(row.first_day, row.from_time, BERLIN)


def end_of(row: Row) -> date | datetime:
    """When the date ends for the last time: a moment, or the last day where no end is known."""
    if row.from_time is None or row.to_time is None:
        return row.last_day
    return datetime.combine(row.last_day + timedelta(days=is_over_midnight(row)), row.to_time, BERLIN)


def is_over_midnight(row: Row) -> bool:
    """Whether it ends on the day after: at an hour before that of its beginning."""
    return bool(row.from_time and row.to_time and row.to_time < row.from_time)
