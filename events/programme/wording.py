"""When, where and by whom: what is said about an event in words, in the active language."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.common.bilingual import in_language
from clusterweek.common.dates import day_label, span_label, time_label
from events.programme.index.entry import Dates
from events.programme.models import PublishedEvent, PublishedEventDate, PublishedStand
from events.programme.shown import ShownEvent

FURTHER_DATES_NAMED = 3
ORGANIZERS_NAMED = 2


def shown_date(event: PublishedEvent | ShownEvent, day: date | None = None) -> Any:
    """The date of `event` that covers `day`, by default its first; None if it has no date."""
    rows = list(event.dates.all())
    return next((row for row in rows if day and row.first_day <= day <= row.last_day), rows[0] if rows else None)


def hours_in_words(event: PublishedEvent | ShownEvent, row: PublishedEventDate | Dates) -> str:
    """The hours of one date: "10:00–12:30", "daily 10:00–16:00"; the opening hours, or that the time will follow, if they are not known."""
    if row.from_time is None:
        return in_language(event, "opening_hours")[0] or time_label(None, None)
    hours = time_label(row.from_time, row.to_time)
    return hours if row.first_day == row.last_day else _("daily %(hours)s") % {"hours": hours}


def when_in_words(event: PublishedEvent | ShownEvent, row: PublishedEventDate | Dates) -> str:
    """One line about `row` and the other dates: "2–5 April, daily 10:00–16:00, also on 9 April"."""
    parts = [hours_in_words(event, row)]
    if row.first_day != row.last_day:
        parts.insert(0, span_label(row.first_day, row.last_day, year=False))
    others = [other for other in event.dates.all() if other != row]
    if len(others) > FURTHER_DATES_NAMED:
        parts.append(_("%(count)d further dates") % {"count": len(others)})
    elif others:
        days = dict.fromkeys(span_label(other.first_day, other.last_day, year=False) for other in others)
        parts.append(_("also on %(days)s") % {"days": ", ".join(days)})
    return ", ".join(parts)


def place_in_words(event: PublishedEvent | ShownEvent) -> str:
    """Where one goes: place, online, or that the place will be announced."""
    if event.attendance_mode == event.AttendanceMode.ONLINE or event.event_status == event.EventStatus.MOVED_ONLINE:
        return _("online")
    place = event.city or event.venue or _("Place will be announced")
    return _("%(place)s and online") % {"place": place} if event.attendance_mode == event.AttendanceMode.HYBRID else place


def states_in_words(entry: PublishedEvent | PublishedStand | ShownEvent) -> str:
    """The lead Land, or that it is nationwide, and the confirmed partners."""
    return ", ".join([str(entry.state) if entry.state else _("nationwide"), *map(str, entry.partner_states.all())])


def where_in_words(event: PublishedEvent | ShownEvent) -> str:
    """Place and Länder in one line; a city that is a Land is named once."""
    place, states = place_in_words(event), states_in_words(event)
    return states if states.split(", ")[0] == place else f"{place}, {states}"


def organizers_in_words(event: PublishedEvent | ShownEvent) -> str:
    """The organizers; of many the first two and how many more there are."""
    names = [*map(str, event.organizers.all()), *filter(None, [event.further_organizers])]
    further = len(names) - ORGANIZERS_NAMED
    named = ", ".join(names[:ORGANIZERS_NAMED])
    return (
        named
        if further < 1
        else ngettext("%(named)s and %(further)d more", "%(named)s and %(further)d more", further)
        % {
            "named": named,
            "further": further,
        }
    )


def previous_dates_in_words(event: PublishedEvent | ShownEvent) -> list[str]:
    """The days on which a rescheduled event was to take place."""
    days = [(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])) for row in event.previous_dates]
    return [day_label(first) if first == last else span_label(first, last) for first, last in days]
