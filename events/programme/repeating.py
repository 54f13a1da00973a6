"""Says again what still holds, before Django begins: one query, and the bytes that it gave before.

`answer` notes on its responses for which lists and until which moment they hold. Whoever asks the same at the same address with the
same encoding gets them from here; anything else, and any doubt, is left to Django.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.http import parse_etags

from events.programme.answers import HOLDS_FOR, Kept, accepts_brotli, cache_control, moment
from events.programme.lists import Lists, current_lists, latest_lists

# Of these, a 304 has none (RFC 9110 §15.4.5).
OF_THE_BODY = frozenset({"Content-Type", "Content-Length", "Content-Encoding", "Content-Language"})


class Repeatable(NamedTuple):
    """An answer as it was sent, and what it follows from."""

    moment: tuple
    content: bytes
    headers: list[tuple[str, str]]
    etag: str


def repeating(application: WSGIApplication) -> WSGIApplication:
    """`application`, spared where its latest answer to the same question still holds."""

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        key = _key(environ)
        if key is None:
            return application(environ, start_response)
        found = _found(key)
        if found is not None:
            return _repeat(*found, environ, start_response)
        response = application(environ, start_response)
        _keep(key, response)
        return response

    return answered


def _key(environ: WSGIEnvironment) -> tuple | None:
    """All of a request that its answer can depend on; None for what is never repeated."""
    if environ["REQUEST_METHOD"] != "GET":
        return None
    names = ("HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
    return *map(environ.get, names), accepts_brotli(environ)


def _found(key: tuple) -> tuple[Repeatable, Lists] | None:
    """The answer to `key` if it holds at the present public revision, and the lists of that."""
    lists = latest_lists()
    kept: Repeatable | None = lists.keep("repeatable", Kept).get(key)
    if kept is None:
        return None
    close_old_connections()
    try:
        holds = current_lists() is lists and moment(lists, timezone.now()) == kept.moment
    except DatabaseError:
        return None
    finally:
        close_old_connections()
    return (kept, lists) if holds else None


def _repeat(kept: Repeatable, lists: Lists, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    headers = [*kept.headers, ("Cache-Control", cache_control(lists, timezone.now()))]
    if kept.etag in parse_etags(environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", [header for header in headers if header[0] not in OF_THE_BODY])
        return ()
    start_response("200 OK", headers)
    return (kept.content,)


def _keep(key: tuple, response: Any) -> None:
    """Keep `response` under `key`, if `answer` says for what it holds."""
    holds_for: tuple[Lists, tuple, str] | None = getattr(response, HOLDS_FOR, None)
    if holds_for is None or response.status_code != 200 or response.cookies:
        return
    lists, now, control = holds_for
    if response.headers.get("Cache-Control") != control:
        return
    headers = [header for header in response.items() if header[0] != "Cache-Control"]
    lists.keep("repeatable", Kept).put(key, Repeatable(now, response.content, headers, response.headers["ETag"]))
