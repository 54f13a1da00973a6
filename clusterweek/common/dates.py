"""Days, spans and times in words, in the active language."""

from datetime import date, time

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clusterweek.common.languages import active_language

EN_DASH = "–"


def day_label(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """A day: "2. April 2019" or "Dienstag, 2. April 2019"; in English "2 April 2019"."""
    pattern = "j. F" if active_language() == "de" else "j F"
    return format_date(day, f"{'l, ' if weekday else ''}{pattern}{' Y' if year else ''}")


def span_label(first: date, last: date, *, weekday: bool = False, year: bool = True) -> str:
    """A span of days, naming month and year once: "2.–11. April 2019"; one day if both are the same."""
    if first == last:
        return day_label(first, weekday=weekday, year=year)
    german = active_language() == "de"
    if weekday:
        return (
            f"{day_label(first, weekday=True, year=year and first.year != last.year)} {EN_DASH} {day_label(last, weekday=True, year=year)}"
        )
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{'.' if german else ''}{EN_DASH}{day_label(last, year=year)}"
    return f"{day_label(first, year=year and first.year != last.year)} {EN_DASH} {day_label(last, year=year)}"


def time_label(from_time: time | None, to_time: time | None) -> str:
    """The hours: "10:00–12:30 Uhr"; that the time will follow if it is not known."""
    if from_time is None:
        return _("Time to follow")
    start = f"{from_time:%H:%M}"
    hours = f"{start}{EN_DASH}{to_time:%H:%M}" if to_time else _("from %(time)s") % {"time": start}
    return pgettext("hours of the day", "%(hours)s") % {"hours": hours}
