"""What helps where nothing matches: which filter to take away, and the nearest days and places with hits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.common.dates import day_label
from events.programme.nearby import MAX_RADIUS
from events.programme.query import Query
from events.programme.result import DAYS, Result

SHOWN = 3


@dataclass(frozen=True)
class Hint:
    """A query that has hits: what it is in words, its query string and the number of its hits."""

    label: str
    query_string: str
    count: int


class Hints(NamedTuple):
    """The ways out of an empty answer."""

    without: list[Hint]
    alone: list[Hint]
    days: list[Hint]
    places: list[Hint]


def hints_for(result: Result) -> Hints:
    """The ways out for a `result` without hits."""
    without = list(_without(result))
    return Hints(without, [] if without else list(_alone(result)), list(islice(_days(result), SHOWN)), list(islice(_places(result), SHOWN)))


def _without(result: Result) -> Iterator[Hint]:
    """For each parameter that narrows how many hits there are without it, the most first."""
    query, found = result.query, []
    for name in result.narrowing:
        count = len(result.without(name))
        string = query.string(**dict.fromkeys(DAYS, "")) if name == "day" else query.lessen(name)
        if count:
            found.append(Hint(_("without %(filter)s") % {"filter": _chosen(query, name)}, string, count))
    yield from sorted(found, key=lambda hint: -hint.count)


def _alone(result: Result) -> Iterator[Hint]:
    """For each parameter that narrows how many hits there are with it alone, the most first; none if it is the only one."""
    query, found = result.query, []
    for name, events in result.narrowing.items() if len(result.narrowing) > 1 else ():
        mine = DAYS if name == "day" else (name, "radius") if name == "near" else (name,)
        others = dict.fromkeys(set(query.cleaned).difference(mine), "")
        if events:
            found.append(Hint(_("only %(filter)s") % {"filter": _chosen(query, name)}, query.string(**others), len(events)))
    yield from sorted(found, key=lambda hint: -hint.count)


def _chosen(query: Query, name: str) -> str:
    """What is chosen for the parameter `name`, in words."""
    return ", ".join(chip.label for chip in query.chips if chip.name == name or (name == "day" and chip.name in DAYS))


def _days(result: Result) -> Iterator[Hint]:
    """The days with hits nearest to those that are asked for."""
    asked = [day for day in (*result.asked.days, result.asked.first, result.asked.last) if day]
    if not asked:
        return

    def away(day: date) -> int:
        return min(abs((day - other).days) for other in asked)

    counts = result.counts_of_days()
    for day in sorted((day for day in counts if counts[day]), key=away):
        string = result.query.string(**{**dict.fromkeys(DAYS, ""), "day": day.isoformat()})
        yield Hint(day_label(day, weekday=True, year=False), string, counts[day])


def _places(result: Result) -> Iterator[Hint]:
    """The nearest places with hits, each with the radius that reaches them."""
    if "near" not in result.query.cleaned:
        return
    base, seen = result.without("near"), set()
    for km, events in sorted(result.distances(MAX_RADIUS), key=lambda pair: pair[0]):
        here = events & base
        name = result.index.entries[here[0]].city if here else ""
        if name and name not in seen and km <= MAX_RADIUS:
            seen.add(name)
            label = ngettext("%(place)s, %(km)d km away", "%(place)s, %(km)d km away", round(km)) % {"place": name, "km": round(km)}
            yield Hint(label, result.query.string(radius=str(min(MAX_RADIUS, int(km) + 1)), sort=""), len(here))
