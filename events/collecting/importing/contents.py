"""Contents of many entries with a few queries, and a content back into an entry."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from clusterweek.editorial.merging import same
from events.collecting.workbook.cells import visible
from events.models import Event, Stand
from events.models.submittable import as_json, row_content

Entry = Event | Stand
Content = dict[str, Any]

PARTNERS = "partner_states"
OWN = ("is_nationwide", "source", "internal_note")


def contents_of(entries: Iterable[Entry]) -> dict[int, Content]:
    """The contents of entries of one noun, by key, as `working_copy_as_json` gives each; a query for each list and for the rows."""
    found = {entry.pk: entry for entry in entries}
    if not found:
        return {}
    model: Any = type(next(iter(found.values())))
    options = model.CONTENT._meta
    contents: dict[int, Content] = {
        key: {field.attname: field.value_from_object(entry) for field in options.local_fields}
        | {name: getattr(entry, name) for name in OWN}
        for key, entry in found.items()
    }
    for field in options.local_many_to_many:
        relation = model._meta.get_field(field.name)
        keys = _keys_by_entry(relation.remote_field.through, relation.m2m_field_name(), relation.m2m_reverse_field_name(), found)
        for key, content in contents.items():
            content[field.name] = sorted(keys[key])
    for name, relation, names in (
        (model.ROWS, model._meta.get_field(model.ROWS), None),
        (PARTNERS, model._meta.get_field("partners"), ["state_id", "answer"]),
    ):
        rows = _rows_by_entry(relation, names, found)
        for key, content in contents.items():
            content[name] = rows[key]
    return {key: as_json(content) for key, content in contents.items()}


def _keys_by_entry(through: type[models.Model], link: str, target: str, found: Iterable[int]) -> dict[int, list[Any]]:
    keys = defaultdict(list)
    for entry, key in through._default_manager.filter(**{f"{link}__in": list(found)}).values_list(f"{link}_id", f"{target}_id"):
        keys[entry].append(key)
    return keys


def _rows_by_entry(relation: Any, names: list[str] | None, found: Iterable[int]) -> dict[int, list[Content]]:
    model, link = relation.related_model, relation.field.attname
    columns = names or ["id", *(field.attname for field in row_content(model))]
    rows = defaultdict(list)
    for row in model._base_manager.filter(**{f"{link}__in": list(found)}).order_by(*model._meta.ordering).values(link, *columns):
        rows[row.pop(link)].append(row)
    return rows


def says_same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a content say the same; order numbers and keys of rows say nothing, texts are compared by their words."""
    if name == PARTNERS:
        return {row["state_id"] for row in one or ()} == {row["state_id"] for row in other or ()}
    if name == "co_exhibitors":
        return [_company(row) for row in one or ()] == [_company(row) for row in other or ()]
    if name == "dates":
        return sorted(map(_date, one or ())) == sorted(map(_date, other or ()))
    if isinstance(one, str) and isinstance(other, str):
        return one == other or same(visible(one), visible(other))
    return same(one, other)


def _company(row: Content) -> tuple[Any, ...]:
    return row["cluster_id"], " ".join(visible(row["name"]).split()), row["website"].strip()


def _date(row: Content) -> tuple[str, ...]:
    return tuple((row[name] or "")[:10] for name in ("first_day", "last_day", "from_time", "to_time"))


def blank_content(model: type[Entry]) -> Content:
    """What a new entry says before anybody has filled in anything."""
    options = model.CONTENT._meta
    entry = model()
    content = {field.attname: field.value_from_object(entry) for field in options.local_fields}
    content |= {field.name: [] for field in options.local_many_to_many} | {name: getattr(entry, name) for name in OWN}
    return as_json({**content, model.ROWS: [], PARTNERS: []})
