"""What the page of an event says about it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.utils.translation import gettext as _

from clusterweek.common.dates import span_label
from events.programme.models import ACCESSIBILITY_FEATURES, PublishedCoExhibitor, PublishedEvent
from events.programme.wording import hours_in_words, previous_dates_in_words, states_in_words

register = template.Library()


class DateLine(NamedTuple):
    """One date in words: its day or days, and its hours."""

    days: str
    hours: str


@register.filter
def date_lines(event: PublishedEvent) -> list[DateLine]:
    """Every date of the event; no hours where its opening hours, said once for all dates, stand for them."""
    return [
        DateLine(
            span_label(row.first_day, row.last_day, weekday=True),
            "" if row.from_time is None and event.opening_hours else hours_in_words(event, row),
        )
        for row in event.dates.all()
    ]


@register.filter
def previous_dates(event: PublishedEvent) -> list[str]:
    """The days on which the event was to take place before."""
    return previous_dates_in_words(event)


@register.filter
def states(entry: Any) -> str:
    """The Länder of an event or stand."""
    return states_in_words(entry)


@register.filter
def has_left_its_place(event: PublishedEvent) -> bool:
    """Whether the event was moved online: nobody must go where it was to take place."""
    return event.event_status == event.EventStatus.MOVED_ONLINE


@register.filter
def has_no_place_yet(event: PublishedEvent) -> bool:
    """Whether people must go somewhere that is not known yet."""
    is_online = event.attendance_mode == event.AttendanceMode.ONLINE or has_left_its_place(event)
    return not (is_online or event.venue or event.city)


@register.filter
def accessibility(event: PublishedEvent) -> list[tuple[str, str]]:
    """(feature, "yes" or "no") for what is stated; what nobody has stated is left out."""
    stated = [(PublishedEvent._meta.get_field(name).verbose_name, getattr(event, name)) for name in ACCESSIBILITY_FEATURES]
    return [(label, _("yes") if value else _("no")) for label, value in stated if value is not None]


@register.filter
def that_are_clusters(co_exhibitors: Iterable[PublishedCoExhibitor]) -> list[PublishedCoExhibitor]:
    """The co-exhibitors that are cluster initiatives."""
    return [row for row in co_exhibitors if row.cluster_id]


@register.filter
def that_are_companies(co_exhibitors: Iterable[PublishedCoExhibitor]) -> list[PublishedCoExhibitor]:
    """The co-exhibitors that are member companies."""
    return [row for row in co_exhibitors if not row.cluster_id]
