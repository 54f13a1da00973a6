"""The dates of invented events, spread over a week as real programmes are: full in its middle, thin at the weekend."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

from clusterweek.contents.demo.catalogue import names_in
from events.programme.models import Edition

# How busy each day of a ten-day edition from Tuesday to Thursday is; what takes place at a weekend says so itself.
BUSYNESS = (14, 20, 22, 11, 0, 0, 13, 20, 18, 12)
SHARE_WITH_SEVERAL_DATES = 0.12
SHARE_WITHOUT_TIMES = 0.07


def dates_of(cell: str, *, edition: Edition, profile: dict[str, Any], dice: Random) -> list[dict[str, Any]]:
    """The date rows of an event.

    `cell` counts the days of the edition from 1: "1-3; 8 @ 10:00-12:00". What it leaves open is drawn,
    the times from those that are usual for the format.
    """
    days, _separator, clock = cell.partition(" @ ")
    spans = [_span(part, edition) for part in names_in(days)] or _draw_spans(edition, dice)
    times = tuple(clock.split("-")) if clock else tuple(dice.choice(profile["times"]))
    if not clock and dice.random() < SHARE_WITHOUT_TIMES:
        return [{"first_day": first, "last_day": last} for first, last in spans]
    begin, end = map(time.fromisoformat, times)
    return [{"first_day": first, "last_day": last, "from_time": begin, "to_time": end} for first, last in spans]


def day_of(edition: Edition, number: int) -> date:
    """The `number`-th day of `edition`, counted from 1."""
    return edition.first_day + timedelta(days=number - 1)


def _span(part: str, edition: Edition) -> tuple[date, date]:
    first, _separator, last = part.partition("-")
    return day_of(edition, int(first)), day_of(edition, int(last or first))


def _draw_spans(edition: Edition, dice: Random) -> list[tuple[date, date]]:
    number = dice.choice((2, 3)) if dice.random() < SHARE_WITH_SEVERAL_DATES else 1
    drawn = sorted(set(dice.choices(range(1, len(BUSYNESS) + 1), weights=BUSYNESS, k=number)))
    return [(day_of(edition, day), day_of(edition, day)) for day in drawn]
