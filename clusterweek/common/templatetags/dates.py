"""Days and times in the language of the page."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from clusterweek.common.dates import day_label, span_label

register = template.Library()


@register.filter
def day(value: date) -> str:
    """A day: "2 April 2019"."""
    return day_label(value)


@register.filter
def date_of(moment: datetime) -> date:
    """The day in Berlin at `moment`."""
    return timezone.localdate(moment)


@register.filter
def weekday(value: date) -> str:
    """A day of a week whose year is known: "Tuesday, 2 April"."""
    return day_label(value, weekday=True, year=False)


@register.simple_tag
def span(first: date, last: date, *, year: bool = True) -> str:
    """A span of days: "2–11 April 2019"."""
    return span_label(first, last, year=year)
