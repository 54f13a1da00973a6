"""The time zone of Berlin as calendars need it (RFC 5545 §3.6.5), with the changes of the clock of some years."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from events.programme.formats.moments import BERLIN

ZONE = str(BERLIN)


@lru_cache(maxsize=32)
def zone(first_year: int, last_year: int) -> Timezone:
    """VTIMEZONE with every change from the one before `first_year` to the end of `last_year`.

    An onset is told in the time before it (`icalendar.Timezone.from_tzinfo` tells that after it, an hour too late).
    """
    made = Timezone()
    made.add("tzid", ZONE)
    for moment in changes(date(first_year - 1, 7, 1), date(last_year, 12, 31)):
        before, after = ((moment + timedelta(hours=hours)).astimezone(BERLIN) for hours in (-1, 0))
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        part.add("dtstart", (before + timedelta(hours=1)).replace(tzinfo=None))
        part.add("tzoffsetfrom", before.utcoffset())
        part.add("tzoffsetto", after.utcoffset())
        part.add("tzname", after.tzname())
        made.add_component(part)
    return made


def changes(first: date, last: date) -> Iterator[datetime]:
    """The moments between two days at which the clock in Berlin changes, to the hour."""
    moment = datetime.combine(first, time(), UTC)
    end = datetime.combine(last, time(), UTC)
    while moment < end:
        day = moment + timedelta(days=1)
        if moment.astimezone(BERLIN).utcoffset() != day.astimezone(BERLIN).utcoffset():
            hours = (moment + timedelta(hours=hour) for hour in range(1, 25))
            yield next(
                each for each in hours if each.astimezone(BERLIN).utcoffset() != (each - timedelta(hours=1)).astimezone(BERLIN).utcoffset()
            )
        moment = day
