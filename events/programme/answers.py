"""Answers of public pages: a tag that tells one state from another, for how long an answer holds, and the latest answers.

What a page says follows from the public revision, the build, the address with the parameters it knows, and how many
moments have passed at which something changes by itself: openings, and midnight in Berlin.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags

from events.programme.lists import Lists

# What is kept answers these methods alone.
READING = frozenset({"GET", "HEAD"})
# Seconds for which an answer is used without asking, and for how long more while one asks: together far below a minute.
FRESH, STALE = 10, 20
# Answers that are kept in this process, and bytes in all.
MOST_ANSWERS, MOST_BYTES = 400, 4 * 2**20
# What is larger would drive out too many others.
LARGEST = MOST_BYTES // 2
COMPRESSIBLE_FROM = 1024
# What is packed already gains nothing.
PACKED = frozenset({"application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
# Where a response notes what it follows from, and for how long it holds.
HOLDS_FOR = "holds_for"
# What a build is made of.
SOURCES = ("clusterweek", "clusters", "contacts", "events", "templates", "locale", "static")
SUFFIXES = frozenset({".py", ".html", ".jinja", ".po", ".css", ".js", ".svg", ".typ"})


class Answer(NamedTuple):
    """A page that has been made: its bytes, their type and their encoding, which is empty or br."""

    content: bytes
    content_type: str
    encoding: str


class HasContent(Protocol):
    """What is kept, with the bytes of its body."""

    @property
    def content(self) -> bytes:
        """The body."""


Kind = TypeVar("Kind", bound=HasContent)


class Kept(Generic[Kind]):
    """The latest answers of one public revision by a key; the oldest make room."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Kind] = {}
        self._bytes = 0

    def get(self, key: Hashable) -> Kind | None:
        """What is kept under `key`."""
        return self._answers.get(key)

    def put(self, key: Hashable, answer: Kind) -> None:
        """Keep `answer` under `key`, unless it is too large."""
        answers = self._answers
        if len(answer.content) > LARGEST:
            return
        if key not in answers:
            answers[key] = answer
            self._bytes += len(answer.content)
        while len(answers) > MOST_ANSWERS or self._bytes > MOST_BYTES:
            try:
                self._bytes -= len(answers.pop(next(iter(answers))).content)
            except (KeyError, StopIteration, RuntimeError):  # another thread made room at the same time
                return


@cache
def build() -> str:
    """A tag of the code, templates and translations that run; the same on every machine that runs them."""
    digest = blake2b(digest_size=8)
    for folder in SOURCES:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in SUFFIXES:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def tag_of(lists: Lists, now: datetime, *parts: Any) -> str:
    """The ETag (RFC 9110 §8.8.3, weak) of what follows from `lists`, the moment and `parts`."""
    state = (lists.revision, build(), moment(lists, now), parts)
    return f'W/"{blake2b(repr(state).encode(), digest_size=12).hexdigest()}"'


def moment(lists: Lists, now: datetime) -> tuple:
    """How many of the moments have passed at which something changes by itself."""
    return sum(edition.opens_at <= now for edition in lists.editions.values()), timezone.localdate(now)


def seconds_until_change(lists: Lists, now: datetime) -> int:
    """Whole seconds until something changes by itself, at least 0."""
    local = timezone.localtime(now)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [midnight, *(edition.opens_at for edition in lists.editions.values() if edition.opens_at > now)]
    return max(0, int((min(moments) - now).total_seconds()))


def cache_control(lists: Lists, now: datetime) -> str:
    """For how long an answer holds (RFC 9111, RFC 5861); neither part reaches across a moment at which something changes."""
    left = seconds_until_change(lists, now)
    fresh = min(FRESH, left)
    return f"public, max-age={fresh}, stale-while-revalidate={min(STALE, left - fresh)}"


def answer(request: HttpRequest, tag: str, lists: Lists, now: datetime, make: Callable[[], Any]) -> HttpResponse:
    """304 if the client has what `tag` stands for, else what `make` gives, kept for the next who ask; only made if it is not read."""
    if request.method not in READING:
        return make()
    if tag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        return _with_headers(HttpResponse(status=304), tag, lists, now)
    kept = lists.keep("answers", Kept)
    compressed = accepts_brotli(request.META)
    found = kept.get((tag, compressed))
    if found is None:
        response = make()
        if response.status_code != 200:
            return response
        if hasattr(response, "render"):
            response.render()
        found = Answer(response.content, response.headers["Content-Type"], "")
        if compressed and len(found.content) >= COMPRESSIBLE_FROM and found.content_type not in PACKED:
            found = found._replace(content=brotli.compress(found.content, quality=5), encoding="br")
        kept.put((tag, compressed), found)
    response = HttpResponse(found.content, content_type=found.content_type)
    if found.encoding:
        response.headers["Content-Encoding"] = found.encoding
    return _with_headers(response, tag, lists, now)


def accepts_brotli(environ: Mapping[str, Any]) -> bool:
    """Whether the client of a request with the WSGI variables `environ` reads Brotli (RFC 9110 §12.5.3)."""
    offered = environ.get("HTTP_ACCEPT_ENCODING", "")
    return "br" in offered and any(part.partition(";")[0].strip() == "br" and "q=0" not in part for part in offered.split(","))


def _with_headers(response: HttpResponse, tag: str, lists: Lists, now: datetime) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = cache_control(lists, now)
    response.headers["Vary"] = "Accept-Encoding"
    setattr(response, HOLDS_FOR, (lists, moment(lists, now), response.headers["Cache-Control"]))
    return response
