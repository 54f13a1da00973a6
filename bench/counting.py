"""Counts queries and bytes inside one process; no times, so that it can run anywhere."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from bench.agreeing import Found, disagreements, found_on
from bench.bare import views
from bench.queries import query, whole, with_text
from bench.texts import COMMON_WORD
from events.programme.models import PublishedEvent

# Far away from the numbers that the measuring uses.
FIRST_NUMBER = 800_000
PATH = "/programm/"
# So many events at most are asked for as a calendar.
CALENDAR_SIZE = 300


class Cost(NamedTuple):
    """What one answer took: queries, and bytes of its body."""

    sql: int
    bytes: int
    status: int


def portal(string: str, path: str = PATH, **headers: str) -> Any:
    """The page of the programme for a query string, or the same at `path`, through all of the portal's middleware."""
    return Client(headers={"host": "localhost", **headers}).get(f"{path}?{string}")


def bare(view: Callable[..., HttpResponse], string: str) -> HttpResponse:
    """The answer of a bare view for the same query string."""
    return view(RequestFactory().get(f"/?{string}"))


def cost(answer: Callable[[], Any]) -> Cost:
    """What `answer` takes."""
    with CaptureQueriesContext(connection) as queries:
        response = answer()
    return Cost(len(queries), len(response.content), response.status_code)


def count_all() -> dict[str, Any]:
    """Kind of answer → queries, bytes, status; the portal's page is warm but has never seen the query."""
    portal(query(FIRST_NUMBER))
    portal(query(FIRST_NUMBER), "/programm.ics")
    etag = portal(query(FIRST_NUMBER)).headers.get("ETag", "")
    kinds: dict[str, Callable[[], Any]] = {
        "page": lambda: portal(query(FIRST_NUMBER + 1)),
        "text": lambda: portal(with_text(FIRST_NUMBER + 2, COMMON_WORD)),
        "repeated": lambda: portal(query(FIRST_NUMBER)),
        "one": lambda: bare(views.one, query(FIRST_NUMBER)),
        "groups": lambda: bare(views.groups, query(FIRST_NUMBER)),
    }
    if PublishedEvent.objects.count() <= CALENDAR_SIZE:
        kinds["calendar"] = lambda: portal(whole(FIRST_NUMBER), "/programm.ics")
        kinds["bare_calendar"] = lambda: bare(views.calendar, "")
    if etag:
        kinds["unchanged"] = lambda: portal(query(FIRST_NUMBER), **{"if-none-match": etag})
    return {name: cost(answer)._asdict() for name, answer in kinds.items()}


def disagreements_in_process(number: int) -> list[str]:
    """What portal and bare view tell differently about the query with this number."""
    expected = json.loads(bare(views.check, query(number)).content)
    return disagreements(found_on(portal(query(number)).content.decode()), Found(**expected))
