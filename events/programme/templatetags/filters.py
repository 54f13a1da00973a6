"""The form that narrows a list."""

from typing import NamedTuple

from django import template
from django.utils.dateformat import format as format_date

from clusterweek.common.dates import day_label
from events.programme.models import Edition
from events.programme.result import Facet, Option, Query

register = template.Library()

SHOWN_AT_ONCE = 6
MORE = (
    *("date_from", "date_to", "audience", "language", "accessibility"),
    *("funding_programme", "is_free", "registration", "organizer"),
)


class DayOption(NamedTuple):
    """A day that can be ticked."""

    value: str
    weekday: str
    number: str
    label: str
    is_chosen: bool


@register.filter
def day_options(query: Query, edition: Edition) -> list[DayOption]:
    """Every day of the edition."""
    chosen = set(query.values)
    return [
        DayOption(
            day.isoformat(),
            format_date(day, "D"),
            str(day.day),
            day_label(day, weekday=True),
            ("day", day.isoformat()) in chosen,
        )
        for day in edition.days
    ]


@register.filter
def shown(facet: Facet) -> list[Option]:
    """The values that are shown at once: all of a short list."""
    return facet.options if len(facet.options) <= SHOWN_AT_ONCE + 1 else facet.options[:SHOWN_AT_ONCE]


@register.filter
def unfolding(facet: Facet) -> list[Option]:
    """The values that unfold."""
    return facet.options[len(shown(facet)) :]


@register.filter
def any_chosen(options: list[Option]) -> bool:
    """Whether one of `options` is chosen."""
    return any(option.is_chosen for option in options)


@register.filter
def chosen(options: list[Option]) -> list[Option]:
    """Those of `options` that are chosen."""
    return [option for option in options if option.is_chosen]


@register.filter
def asks_for_more(query: Query) -> bool:
    """Whether the query uses, rightly or wrongly, one of the parameters under "More filters"."""
    return any(name in MORE for name, _value in query.values) or any(name in MORE for name in query.errors)


@register.filter
def field_label(query: Query, name: str) -> str:
    """The label of the parameter `name`."""
    return str(query.form.fields[name].label)
