"""The form of filters beside the results: rendered once for its address, filled with counts and choices for every query."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from clusterweek.common.dates import day_label
from clusterweek.common.fast import environment, render
from clusterweek.common.frames import Frame, slot
from clusterweek.common.languages import page_url
from events.programme.models import Edition
from events.programme.nearby import RADIUS
from events.programme.query import CHECKED, FADED, NOTHING, OPEN, Facet, Option, Query
from events.programme.reading import Choices
from events.programme.result import COUNTED, Result

TEMPLATE = "programme/event_filters.jinja"
TEXTS = ("q", "near", "radius", "date_from", "date_to")
# Under "More filters".
MORE = (
    *("date_from", "date_to", "audience", "language", "accessibility"),
    *("funding_programme", "is_free", "registration", "organizer"),
)


class DayOption(NamedTuple):
    """A day that can be ticked."""

    value: str
    weekday: str
    number: int
    label: Any
    count: Any
    checked: SafeString
    fade: SafeString


class Places(NamedTuple):
    """The slots of one value: how often it is found, whether it is ticked, and whether it finds nothing."""

    value: str
    number: str
    checked: str
    fade: str

    @classmethod
    def of(cls, name: str, value: str) -> "Places":
        """The slots of the `value` of the parameter `name`."""
        return cls(value, *(f"{name}={value}#{part}" for part in cls._fields[1:]))


@dataclass(frozen=True)
class OptionWithSlots:
    """A value of a facet before a query is known."""

    value: str
    label: str
    count: SafeString | None
    checked: SafeString
    fade: SafeString


class QueryWithSlots:
    """A query before it is known, with nothing wrong about it."""

    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels
        self.errors: dict[str, list[str]] = {}

    def text(self, name: str) -> SafeString:
        """The slot of a text field."""
        return slot(name)


def filters_html(result: Result, path: str) -> SafeString:
    """The form for `result` at the address `path`."""
    query = result.query
    if query.errors:
        return render(TEMPLATE, **_context(result, path))
    frame, places = result.lists.keep(("filters", path), lambda: _frame(result, path))
    return SafeString(frame.fill(**_values(result, places)))


def _context(result: Result, path: str) -> dict[str, Any]:
    """What the template is given for a query that is not right in all parts."""
    query = result.query
    return {
        "query": query,
        "facets": result.facets,
        "days_to_choose": day_options(result),
        "more_open": OPEN if asks_for_more(query) else NOTHING,
        "organizers": _organizers(query),
        "sort": _sort(query),
        "show_label": show_label(result.count),
        **_fixed(result.edition, path),
    }


def _fixed(edition: Edition, path: str) -> dict[str, Any]:
    return {"edition": edition, "path": path, "stands_url": page_url("edition_stands", edition=edition.slug)}


def _frame(result: Result, path: str) -> tuple[Frame, dict[str, list[Places]]]:
    """The form with slots, and the slots of all values by parameter."""
    query = result.query
    places = {name: [Places.of(name, value) for value in values] for name, values in query.choices.items()}
    places["day"] = [Places.of("day", day.isoformat()) for day in result.edition.days]
    html = render(
        TEMPLATE,
        query=QueryWithSlots(query.labels),
        facets={name: _facet_with_slots(name, query.labels[name], query.choices, places[name]) for name in query.choices},
        days_to_choose=[_day_with_slots(*pair) for pair in zip(result.edition.days, places["day"], strict=True)],
        more_open=slot("more_open"),
        organizers=slot("organizers"),
        sort=slot("sort_field"),
        show_label=slot("show_label"),
        **_fixed(result.edition, path),
    )
    return Frame(html), places


def _facet_with_slots(name: str, label: str, choices: Choices, places: list[Places]) -> Any:
    options: list[Any] = [
        OptionWithSlots(each.value, text, slot(each.number) if name in COUNTED else None, slot(each.checked), slot(each.fade))
        for each, text in zip(places, choices[name].values(), strict=True)
    ]
    return FacetWithSlots(name, label, options)


class FacetWithSlots(Facet):
    """A facet before a query is known."""

    @property
    def open(self) -> SafeString:
        """The slot of the attribute that unfolds it."""
        return slot(f"{self.name}#open")


def _day_with_slots(day: date, places: Places) -> DayOption:
    label = SafeString(f"{escape(day_label(day, weekday=True))}: {slot(f'{places.number}-label')}")
    return DayOption(*_leaf(day), label, slot(places.number), slot(places.checked), slot(places.fade))


def _leaf(day: date) -> tuple[str, str, int]:
    return day.isoformat(), format_date(day, "D"), day.day


def _values(result: Result, places: dict[str, list[Places]]) -> dict[str, str]:
    """What belongs into the slots."""
    query = result.query
    values: dict[str, str] = {name: escape(query.text(name)) for name in TEXTS}
    values["radius"] = query.text("radius") or str(RADIUS)
    for name in query.choices:
        chosen = query.cleaned.get(name, ())
        _fill(values, places[name], result.counts(name) if name in COUNTED else None, chosen)
        unfolds = chosen and any(each.value in chosen for each in Facet.unfolding_of(places[name]))
        values[f"{name}#open"] = OPEN if unfolds else NOTHING
    days = {day.isoformat(): count for day, count in result.counts_of_days().items()}
    _fill(values, places["day"], days, {day.isoformat() for day in result.asked.days})
    for each in places["day"]:
        values[f"{each.number}-label"] = count_label(days[each.value])
    values |= {
        "more_open": OPEN if asks_for_more(query) else NOTHING,
        "organizers": _organizers(query),
        "sort_field": _sort(query),
        "show_label": show_label(result.count),
    }
    return values


def _fill(values: dict[str, str], places: list[Places], counts: dict[str, int] | None, chosen: Any) -> None:
    """Put counts and ticks of one parameter into `values`."""
    for value, count, checked, fade in places:
        is_chosen = value in chosen
        values[checked] = CHECKED if is_chosen else NOTHING
        number = 1 if counts is None else counts.get(value, 0)
        values[count] = str(number)
        values[fade] = NOTHING if number or is_chosen else FADED


def _organizers(query: Query) -> SafeString:
    """Boxes of the organizers that are chosen: the others are in a list to choose from."""
    chosen = query.cleaned.get("organizer", ())
    options = [Option(value, query.choices["organizer"][value], True) for value in chosen]
    return SafeString(_macros().checks(Facet("organizer", query.labels["organizer"], options))) if chosen else NOTHING


def _sort(query: Query) -> SafeString:
    """The order that is chosen goes with the form."""
    chosen = query.cleaned.get("sort")
    return SafeString(f'<input type="hidden" name="sort" value="{chosen}">') if chosen else NOTHING


def _macros() -> Any:
    return environment.get_template("fast/filters.jinja").module


def day_options(result: Result) -> list[DayOption]:
    """Every day of the edition with the number of its events."""
    return [
        _day_option(Option(day.isoformat(), "", day in result.asked.days, count), day) for day, count in result.counts_of_days().items()
    ]


def _day_option(option: Option, day: date) -> DayOption:
    label = f"{day_label(day, weekday=True)}: {count_label(option.count or 0)}"
    return DayOption(*_leaf(day), label, option.count, option.checked, option.fade)


def show_label(count: int) -> str:
    """The button that leads from the filters to the results."""
    return ngettext("Show %(count)d event", "Show %(count)d events", count) % {"count": count}


def count_label(count: int) -> str:
    """The number of events in words."""
    return ngettext("%(count)d event", "%(count)d events", count) % {"count": count}


def asks_for_more(query: Query) -> bool:
    """Whether the query uses, rightly or wrongly, one of the parameters under "More filters"."""
    return any(name in query.cleaned or name in query.errors for name in MORE)
