"""Whole entries for formats, in chunks, so that neither memory nor the number of queries grows with each entry."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db.models import prefetch_related_objects

from events.programme.models import PublishedEvent, PublishedStand
from events.programme.result import Result

T = TypeVar("T")
# Below what SQLite takes as parameters of one query.
CHUNK = 900


def events_of(result: Result) -> Iterator[PublishedEvent]:
    """Every event of `result` in its order, with its relations attached; three queries for every 900."""
    for hits in chunks(result.hits):
        yield from result.load(hits)


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """`values` in parts that one query can name."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def load_co_exhibitors(stands: Sequence[PublishedStand]) -> None:
    """Give `stands` their co-exhibitors with the clusters among them; two queries."""
    prefetch_related_objects(stands, "co_exhibitors__cluster")
