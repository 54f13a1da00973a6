"""Loads what belongs to a page of entries in a fixed number of queries, however many entries there are."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast

from events.programme.lists import Lists
from events.programme.models import PublishedEvent, PublishedEventDate, PublishedStand

FEW_KEYS = 50

# Relation → the dictionary of Lists that holds its values.
EVENT_RELATIONS = {
    "technology_fields": "technology_fields",
    "organizers": "clusters",
    "partner_states": "states",
    "audiences": "audiences",
    "languages": "languages",
    "contact_persons": "contacts",
}
STAND_RELATIONS = {"technology_fields": "technology_fields", "partner_states": "states", "contact_persons": "contacts"}


def attach_to_events(events: Sequence[PublishedEvent], lists: Lists) -> None:
    """Give `events` their dates, lists, format, state and edition; two queries."""
    dates: dict[int, list[PublishedEventDate]] = {event.pk: [] for event in events}
    for row in PublishedEventDate.objects.filter(event__in=dates):
        dates[row.event_id].append(row)
    for event in events:
        event.edition = lists.editions[event.edition_id]
        event.format = lists.formats.get(event.format_id)
        event.state = lists.states.get(event.state_id)
        fill(event, "dates", dates[event.pk])
    _attach_lists(events, EVENT_RELATIONS, lists)


def attach_to_stands(stands: Sequence[PublishedStand], lists: Lists) -> None:
    """Give `stands` their lists, state, edition and main exhibitor; one query."""
    for stand in stands:
        stand.edition = lists.editions.get(stand.edition_id)
        stand.state = lists.states.get(stand.state_id)
        stand.main_exhibitor = lists.clusters.get(stand.main_exhibitor_id)
    _attach_lists(stands, STAND_RELATIONS, lists)


def _attach_lists(entries: Sequence[Model], relations: dict[str, str], lists: Lists) -> None:
    """Fill every many-to-many field in `relations` of all `entries` by one UNION query over the link tables."""
    if not entries:
        return
    chosen: dict[tuple[int, str], list] = {(entry.pk, name): [] for entry in entries for name in relations}
    for entry_id, name, key in links_of(type(entries[0]), [entry.pk for entry in entries], relations):
        chosen[entry_id, name].append(key)
    for entry in entries:
        for name, list_name in relations.items():
            keys = set(chosen[entry.pk, name])
            values = getattr(lists, list_name)
            fill(entry, name, [value for key, value in values.items() if str(key) in keys])


def links_of(model: type[Model], keys: Sequence[int], names: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """(entry, field name, key of the value) for all links of the entries `keys`."""
    parts = []
    for name in names:
        field = model._meta.get_field(name)
        through = field.remote_field.through
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        parts.append(
            through.objects.filter(**among(source, keys))
            .order_by()
            .values_list(f"{source}_id", Value(name, output_field=CharField()), Cast(f"{target}_id", CharField()))
        )
    wanted = set(keys)
    return (link for link in parts[0].union(*parts[1:], all=True) if link[0] in wanted)


def among(name: str, keys: Sequence[int]) -> dict[str, Any]:
    """The condition that the relation `name` leads to one of `keys`; where they lie close together, perhaps to one between them.

    A thousand keys cost more to write and to read than a few rows too many.
    """
    if len(keys) > FEW_KEYS and max(keys) - min(keys) < 2 * len(keys):
        return {f"{name}__gte": min(keys), f"{name}__lte": max(keys)}
    return {f"{name}__in": keys}


def fill(entry: Model, name: str, values: list) -> None:
    """Make `entry.<name>.all()` answer `values` without a query, as prefetch_related would."""
    nothing = _nothing_of(entry._meta.get_field(name).related_model)
    filled = type(nothing)(model=nothing.model, query=nothing.query)
    filled._result_cache = values
    filled._prefetch_done = True
    if not hasattr(entry, "_prefetched_objects_cache"):
        entry._prefetched_objects_cache = {}
    entry._prefetched_objects_cache[name] = filled


@cache
def _nothing_of(model: type[Model]) -> QuerySet:
    """An empty queryset, made once: making one costs more than all else here."""
    return model._default_manager.none()
