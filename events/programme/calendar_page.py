"""The calendar of a query: the days of the week with their events, and what lasts several days as spans above them."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import ngettext

from clusterweek.common.bilingual import in_language, marked
from clusterweek.common.dates import day_label, span_label, time_label
from clusterweek.common.languages import page_url
from events.programme.event_cards import TAKES_NOT_PLACE
from events.programme.finder import count_label, with_days
from events.programme.index.entry import Dates
from events.programme.result import Hit, Result
from events.programme.wording import where_in_words

# So many events a day, and spans, are shown; the list shows them all.
MOST_A_DAY, MOST_SPANS = 25, 30


def calendar_context(result: Result) -> dict[str, Any]:
    """What the template is given beside the filters."""
    days = [day for day in result.edition.days if result.asked.matches(day, day)]
    list_url = page_url("edition_programme", edition=result.edition.slug)
    number, spans = result.first_spans(MOST_SPANS)
    return {
        "calendar": [_day(result, day, list_url) for day in days],
        "spans": [_span(result, hit) for hit in spans],
        "more_spans": more_label(number - MOST_SPANS),
        "list_url": list_url + result.query.string(),
    }


def _day(result: Result, day: date, list_url: str) -> dict[str, Any]:
    """One day: the events of that day alone in their order."""
    number, hits = result.first_on(day, MOST_A_DAY)
    return {
        "iso": day.isoformat(),
        "heading": day_label(day, weekday=True, year=False),
        "is_today": day == timezone.localdate(),
        "count_label": count_label(number),
        "entries": [_entry(result, hit) for hit in hits],
        "more": more_label(number - MOST_A_DAY),
        "url": list_url + with_days(result.query, [day]),
    }


def more_label(count: int) -> str:
    """How many more events there are; empty for none."""
    return ngettext("%(count)d more event", "%(count)d more events", count) % {"count": count} if count > 0 else ""


def _entry(result: Result, hit: Hit) -> dict[str, Any]:
    """An event in a day, in short."""
    event = result.show(hit)
    row = next((row for row in event.dates if row.first_day == hit.day == row.last_day), None)
    return {
        "time": time_label(row.from_time, row.to_time) if row and row.from_time else "",
        "title": marked(*in_language(event, "title")),
        "url": event.get_absolute_url(),
        "where": where_in_words(event),
        "status": "" if event.event_status == event.EventStatus.SCHEDULED else capfirst(event.get_event_status_display()),
        "is_off": event.event_status in TAKES_NOT_PLACE,
    }


def _span(result: Result, hit: Hit) -> dict[str, Any]:
    """An event over several days, with its place among the days of the edition."""
    event, days = result.show(hit), result.edition.days
    row: Dates = next(row for row in event.dates if row.is_span)
    inside = [number for number, day in enumerate(days) if row.first_day <= day <= row.last_day]
    return {
        **_entry(result, hit),
        "days": span_label(row.first_day, row.last_day, year=False),
        "of": len(days),
        "start": inside[0] if inside else 0,
        "length": len(inside),
    }
