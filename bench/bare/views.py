"""One indexed SQL that fetches 20 joined rows and a plain template; the same with four GROUP BYs."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Engine
from icalendar import Calendar, Event, Timezone

from events.programme.models import PublishedEventDate

PAGE_SIZE = 20
BERLIN = ZoneInfo("Europe/Berlin")
# As long as what the portal says at the same place on average.
FILLED = {"title": "x" * 10, "field": "y" * 34, "text": "z" * 178}
TEMPLATE = Engine(dirs=[str(Path(__file__).parent / "templates")], autoescape=True).get_template("bare.html")
# Facet → the column by which it is counted.
FACETS = {
    "state": "event__state",
    "format": "event__format__slug",
    "technology_field": "event__technology_fields__slug",
    "day": "first_day",
}


def matching(request: HttpRequest, *, without: str = "") -> QuerySet[PublishedEventDate]:
    """The dates of public events that match `state` and `format`, less the parameter `without`."""
    found = PublishedEventDate.objects.filter(event__withdrawn_at__isnull=True)
    for name, column in (("state", "event__state__in"), ("format", "event__format__slug__in")):
        values = request.GET.getlist(name)
        if values and name != without:
            found = found.filter(Q(**{column: values}))
    return found


def first_page(request: HttpRequest) -> list[PublishedEventDate]:
    """The first 20 by day and time, with event, Land and format; one query."""
    rows = matching(request).select_related("event__state", "event__format")
    return list(rows.order_by("first_day", "from_time", "event_id")[:PAGE_SIZE])


def counts(request: HttpRequest) -> dict[str, dict[str, int]]:
    """Facet → value → number of events, each facet counted without its own selection; four queries."""
    return {name: _count(request, name, column) for name, column in FACETS.items()}


def _count(request: HttpRequest, name: str, column: str) -> dict[str, int]:
    rows = matching(request, without=name).order_by().values_list(column).annotate(number=Count("event"))
    return {str(value): number for value, number in rows if value is not None}


def one(request: HttpRequest) -> HttpResponse:
    """The page with one query."""
    return HttpResponse(TEMPLATE.render(Context({"rows": first_page(request)})))


def groups(request: HttpRequest) -> HttpResponse:
    """The page with its rows and four facets; five queries."""
    return HttpResponse(TEMPLATE.render(Context({"rows": first_page(request), "facets": counts(request)})))


def calendar(request: HttpRequest) -> HttpResponse:
    """The events as a calendar: one query, then icalendar with as many properties and bytes as the portal writes, and nothing else."""
    made = Calendar()
    for name, value in (("prodid", "-//Bench//Bench//DE"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("x-wr-calname", "Bench")):
        made.add(name, value)
    made.add_component(Timezone.from_tzid(str(BERLIN), first_date=date(2019, 1, 1), last_date=date(2020, 1, 1)))
    for row in matching(request).select_related("event__format").order_by("first_day", "from_time", "event_id"):
        made.add_component(_entry(row))
    return HttpResponse(made.to_ical(sorted=False), content_type="text/calendar; charset=utf-8")


def _entry(row: PublishedEventDate) -> Event:
    event, made = row.event, Event()
    page = f"http://testserver/2019-bench/programm/{event.slug}/"
    made.add("uid", str(row.uid))
    made.add("dtstart", datetime.combine(row.first_day, row.from_time or time(), BERLIN))
    made.add("dtend", datetime.combine(row.last_day, row.to_time or time(), BERLIN))
    made.add("sequence", event.version)
    made.add("dtstamp", event.changed_at)
    made.add("created", event.first_published_at)
    made.add("last-modified", event.changed_at)
    made.add("status", "CONFIRMED")
    made.add("summary", event.title + FILLED["title"])
    made.add("location", f"{event.venue}, {event.city}")
    made.add("geo", (float(event.latitude or 0), float(event.longitude or 0)))
    made.add("categories", [event.format.name, FILLED["field"]])
    made.add("url", page)
    made.add("description", f"{event.summary}\n\n{FILLED['text']}\n\n{page}")
    return made


def check(request: HttpRequest) -> HttpResponse:
    """What the portal must find as well: the events of the first page in their order, their number, the counts."""
    answer: dict[str, Any] = {
        "slugs": [row.event.slug for row in first_page(request)],
        "number": matching(request).count(),
        "facets": counts(request),
    }
    return JsonResponse(answer)
