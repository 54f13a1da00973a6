"""The answer to a query: what every page and format is handed."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import cached_property

from clusterweek.common.dates import day_label
from events.programme.filter import QueryFilter
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedEvent
from events.programme.relations import attach_to_events


@dataclass(frozen=True)
class Option:
    """One value of a facet."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One parameter with the values one can choose."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Chip:
    """A chosen value and the query string that takes it away."""

    label: str
    without: str


class Query:
    """What somebody asked for: the parameters that are known and right, and messages for those that are wrong."""

    def __init__(self, filterset: QueryFilter, data: QueryDict) -> None:
        self.form = filterset.form
        self.errors: dict[str, list[str]] = {name: list(messages) for name, messages in self.form.errors.items()}
        self.values: list[tuple[str, str]] = [
            (name, value)
            for name in self.form.fields
            if name not in self.errors
            for value in dict.fromkeys(text.strip() for text in data.getlist(name))
            if value
        ]

    def string(self, *without: tuple[str, str]) -> str:
        """The canonical query string, with "?" if there is anything to ask, less the pairs in `without`."""
        data = QueryDict(mutable=True)
        for name, value in self.values:
            if (name, value) not in without:
                data.appendlist(name, value)
        return f"?{data.urlencode()}" if data else ""

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """The list parameters by name, each with all its values."""
        chosen = set(self.values)
        return {
            name: Facet(
                name, str(field.label), [Option(value, str(label), (name, value) in chosen) for value, label in field.choices if value]
            )
            for name, field in self.form.fields.items()
            if hasattr(field, "choices")
        }

    @cached_property
    def chips(self) -> list[Chip]:
        """The chosen values, each with the address without it."""
        return [Chip(self._label(name, value), self.string((name, value))) for name, value in self.values]

    def _label(self, name: str, value: str) -> str:
        if name in self.facets:
            return next((option.label for option in self.facets[name].options if option.value == value), value)
        if name == "q":
            return f"„{value}“"
        return f"{self.form.fields[name].label}: {day_label(date.fromisoformat(value))}"


class Hit(NamedTuple):
    """A matching event and the day under which it stands: its first date that matches."""

    pk: int
    day: date


@dataclass(frozen=True)
class Result:
    """The events that match a query in their order; `hits` names them all, a page loads its own."""

    edition: Edition
    query: Query
    hits: list[Hit]
    lists: Lists

    @property
    def count(self) -> int:
        """How many events match."""
        return len(self.hits)

    def load(self, hits: list[Hit]) -> list[PublishedEvent]:
        """The events of `hits` with everything a card shows; three queries."""
        found = PublishedEvent.objects.in_bulk([hit.pk for hit in hits])
        events = [found[hit.pk] for hit in hits if hit.pk in found]
        attach_to_events(events, self.lists)
        return events

    def load_days(self, hits: list[Hit]) -> list[tuple[date, list[PublishedEvent]]]:
        """The events of `hits` grouped by the day under which they stand."""
        events = {event.pk: event for event in self.load(hits)}
        grouped = groupby(hits, key=attrgetter("day"))
        return [(day, [events[hit.pk] for hit in group if hit.pk in events]) for day, group in grouped]
