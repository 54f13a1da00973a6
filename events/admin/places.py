"""Where in the form something is entered: the anchors and names of fields and rows."""

from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from clusterweek.editorial.readable import PARTNERS
from events.models import Event, Stand

Entry = Event | Stand


class FieldNote(NamedTuple):
    """A sentence about one field: its name for people, where it stands in the form, and the sentence."""

    label: str
    anchor: str
    text: str


def anchor(entry: Entry, name: str) -> str:
    """The anchor of a field, or of rows, in the form of `entry`."""
    rows = _rows(entry).get(name)
    return f"#{rows}-group" if rows else f"#id_{name}"


def label(entry: Entry, name: str) -> str:
    """What the field, or the rows, are called."""
    rows = _rows(entry).get(name)
    if rows:
        return capfirst(str(getattr(entry, rows).model._meta.verbose_name_plural))
    try:
        return capfirst(str(entry._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return name


def _rows(entry: Entry) -> dict[str, str]:
    """The rows of the form by the names that the content gives them."""
    return {entry.ROWS: entry.ROWS, PARTNERS: "partners"}


def field_notes(entry: Entry, notes: dict[str, str]) -> list[FieldNote]:
    """`notes` (field → sentence) with the names and places of their fields."""
    return [FieldNote(label(entry, name), anchor(entry, name), text) for name, text in notes.items()]
