"""Contents of entries as a browser sends them: fields and rows of a form, made from plain JSON values."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.http import QueryDict

Values = dict[str, list[str]]


class PostedRow(NamedTuple):
    """One row of a form: its key if it is stored already, and its fields."""

    key: int | None
    values: Values


def as_posted(field: forms.Field, model_field: Any, value: Any) -> list[str]:
    """What a browser sends for a form `field` that shows `value`, the plain JSON value of `model_field`; nothing for an unticked box."""
    widget: Any = getattr(field.widget, "widget", field.widget)
    if model_field.many_to_many:
        return [str(key) for key in value or ()]
    if isinstance(widget, forms.NullBooleanSelect):
        return [{True: "true", False: "false"}.get(value, "unknown")]
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    if value is None or model_field.many_to_one:
        return ["" if value is None else str(value)]
    shown = widget.format_value(field.prepare_value(model_field.to_python(value)))
    return [str(each) for each in shown] if isinstance(shown, list) else ["" if shown is None else str(shown)]


def row_as_posted(row_form: type[forms.BaseModelForm], row: Mapping[str, Any]) -> PostedRow:
    """A row of a content as the form of its rows sends it."""
    values = {}
    for name, field in row_form.base_fields.items():
        model_field: Any = _field(row_form._meta.model, name)
        if model_field is not None and model_field.attname in row:
            values[name] = as_posted(field, model_field, row[model_field.attname])
    return PostedRow(row.get("id"), values)


def posted_rows(data: QueryDict, prefix: str, names: Iterable[str]) -> list[PostedRow]:
    """The rows with the fields `names` that were sent, without those that are to be removed."""
    rows = []
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    for number in range(min(int(total), 1000) if total.isdecimal() else 0):
        start = f"{prefix}-{number}-"
        if f"{start}DELETE" not in data:
            key = data.get(f"{start}id", "")
            values = {name: data.getlist(start + name) for name in names if start + name in data}
            rows.append(PostedRow(int(key) if key.isdecimal() else None, values))
    return rows


def put_rows(data: QueryDict, prefix: str, rows: Iterable[PostedRow], *, removed: Iterable[int] = ()) -> None:
    """Have `data` send these rows, those that are stored first, and no others; the stored ones in `removed` are to be removed."""
    for name in [name for name in data if name.startswith(f"{prefix}-") and not name.endswith(("-MIN_NUM_FORMS", "-MAX_NUM_FORMS"))]:
        del data[name]
    every = [*rows, *(PostedRow(key, {"DELETE": ["on"]}) for key in removed)]
    stored, fresh = [row for row in every if row.key is not None], [row for row in every if row.key is None]
    for number, row in enumerate([*stored, *fresh]):
        if row.key is not None:
            data[f"{prefix}-{number}-id"] = str(row.key)
        for name, values in row.values.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(every)), str(len(stored))


def _field(model: type[models.Model], name: str) -> Any:
    """The field of the model behind a field of a form, if there is one that rows send."""
    found = next((field for field in model._meta.local_fields if field.name == name), None)
    return None if found is None or found.primary_key else found
