"""What is said again without Django: the same, as long as it holds, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from django.test import RequestFactory

from clusterweek.editorial.models import PublicRevision
from events.programme.models import Edition
from events.programme.repeating import repeating
from tests.factories import PublishedEventFactory


class Said(NamedTuple):
    """An answer as a server sends it."""

    status: str
    headers: dict[str, str]
    body: bytes


class Portal:
    """The portal as gunicorn sees it; it counts what reaches Django."""

    def __init__(self) -> None:
        self.django, self.reached = WSGIHandler(), 0
        self.application = repeating(self._django)

    def _django(self, environ: Any, start_response: Any) -> Any:
        self.reached += 1
        return self.django(environ, start_response)

    def get(self, path: str, method: str = "GET", **headers: Any) -> Said:
        """What it says at `path`."""
        told: list = []
        environ = RequestFactory().generic(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}).environ
        body = b"".join(self.application(environ, lambda status, found, _error=None: told.extend((status, dict(found)))))
        return Said(*told, body)


@pytest.fixture
def portal(current_edition: Edition, monkeypatch) -> Iterator[Portal]:
    """The portal with one event, whose programme somebody has read; the connection of the test is left open."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    monkeypatch.setattr("events.programme.repeating.close_old_connections", lambda: None)
    PublishedEventFactory(title="Leichtbau")
    portal = Portal()
    portal.get("/programm/?state=NW")
    portal.reached = 0
    yield portal
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
def test_the_same_question_gets_the_same_answer_for_one_query(portal: Portal, django_assert_num_queries) -> None:
    first = portal.get("/programm/")

    with django_assert_num_queries(1):
        again = portal.get("/programm/")

    assert (again, portal.reached) == (first, 1)
    assert {"Content-Security-Policy", "ETag", "Cache-Control", "X-Content-Type-Options"} <= set(again.headers)


@pytest.mark.django_db
def test_who_has_it_gets_304_without_what_describes_a_body(portal: Portal, django_assert_num_queries) -> None:
    known = portal.get("/programm/").headers["ETag"]

    with django_assert_num_queries(1):
        status, headers, body = portal.get("/programm/", if_none_match=f'"other", {known}')

    assert (status, body, headers["ETag"]) == ("304 Not Modified", b"", known)
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(headers)
    assert headers["Cache-Control"].startswith("public, max-age=")


@pytest.mark.django_db
def test_whatever_differs_reaches_django(portal: Portal) -> None:
    portal.get("/programm/")
    portal.reached = 0

    assert portal.get("/programm/?page=1").status == "200 OK"
    assert portal.get("/en/programme/").status == "200 OK"
    assert portal.get("/programm/", accept_encoding="br").headers["Content-Encoding"] == "br"
    assert portal.get("/programm/", method="HEAD").status == "200 OK"
    assert portal.get("/programm/", method="POST").status == "405 Method Not Allowed"
    assert portal.get("/programm/", host="evil.example").status == "400 Bad Request"
    assert portal.reached == 6


@pytest.mark.django_db
def test_a_change_is_seen_by_the_next_who_asks(portal: Portal) -> None:
    before = portal.get("/programm/")

    PublishedEventFactory(title="Wasserstoff")
    after = portal.get("/programm/")

    assert b"Wasserstoff" not in before.body
    assert b"Wasserstoff" in after.body


@pytest.mark.django_db
def test_what_opens_by_itself_is_seen_in_time(portal: Portal, current_edition: Edition, time_machine) -> None:
    time_machine.move_to(current_edition.opens_at - timedelta(seconds=2), tick=False)
    announced = [portal.get("/programm/") for _time in range(2)]
    time_machine.move_to(current_edition.opens_at, tick=False)

    opened = portal.get("/programm/")

    assert [b"Leichtbau" in said.body for said in (*announced, opened)] == [False, False, True]


@pytest.mark.django_db
def test_the_back_office_is_never_repeated(portal: Portal) -> None:
    for address in ("/konto/login/", "/verwaltung/login/", "/healthz", "/gibt-es-nicht/"):
        portal.reached = 0
        for _time in range(2):
            portal.get(address)
        assert (address, portal.reached) == (address, 2)


@pytest.mark.django_db
def test_without_a_database_django_says_so(portal: Portal, monkeypatch) -> None:
    portal.get("/programm/")

    def fails() -> int:
        raise OperationalError

    monkeypatch.setattr(PublicRevision, "current", fails)

    assert portal.get("/programm/").status == "503 Service Unavailable"
