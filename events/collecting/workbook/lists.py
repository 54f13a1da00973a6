"""Columns whose values are names in a list of the portal: formats, fields, clusters, contacts, fairs, events."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.collecting.workbook.cells import Cell, as_text, plain, without_control
from events.collecting.workbook.columns import LONGEST, TOO_LONG, Column, Content, Reading
from events.collecting.workbook.words import Choice, Choices, join, split_quoted

# What rows of a list are called besides their name.
OTHER_NAMES = ("name", "name_en", "title_en", "slug")


@dataclass
class ListColumn(Column):
    """One value of a list that the office or the Länder edit."""

    queryset: QuerySet | None = None
    choices: Choices = field(default_factory=lambda: Choices([]))

    def load(self, contents: Iterable[Content]) -> None:
        """Look the list up, and what `contents` name that is not in it (any more)."""
        if self.queryset is not None:
            found = [choice_of(row) for row in self.queryset]
            named = {key for content in contents for key in self.keys(content)} - {choice.key for choice in found}
            beyond = self.queryset.model._default_manager.filter(pk__in=named) if named else ()
            self.choices = Choices(found, [choice_of(row) for row in beyond])

    def keys(self, content: Content) -> list[Any]:
        """What a content names."""
        value = content.get(self.key)
        return [] if value is None else [value]

    def value(self, cell: Cell, entry: Content) -> tuple[Any, str]:
        key = self.choices.find(as_text(cell), had=self.keys(entry))
        label = self.choices.label(key)
        return key, "" if plain(as_text(cell)) == plain(label) else label

    def blank(self) -> Content:
        return {self.key: None}

    def write(self, content: Content) -> Any:
        return "; ".join(without_control(self.choices.label(key)) for key in self.keys(content))

    def options(self) -> list[str]:
        return list(self.choices.labels.values())


@dataclass
class ManyColumn(ListColumn):
    """Several values of such a list."""

    wraps: bool = True

    def keys(self, content: Content) -> list[Any]:
        return list(content.get(self.key) or ())

    def read(self, cell: Cell, entry: Content) -> Reading:
        if as_text(cell) == TOO_LONG:
            return Reading({self.key: self.keys(entry)})
        keys, sentences = self.choices.find_several(as_text(cell), had=self.keys(entry))
        return Reading(problems={self.name: sentences}) if sentences else Reading({self.key: sorted(keys)})

    def blank(self) -> Content:
        return {self.key: []}

    def write(self, content: Content) -> Any:
        text = join(sorted(without_control(self.choices.label(key)) for key in self.keys(content)))
        return text if len(text.replace("_x", "_x005F_x")) <= LONGEST else TOO_LONG


# A company with its website, and what tells a company from a cluster of the same name.
_WITH_WEBSITE = re.compile(r"(.*?)\s*(?:<([^<>]*)>|\((https?://[^()\s]+)\))", re.DOTALL)
COMPANY = "Firma:"


@dataclass
class CoExhibitorsColumn(ManyColumn):
    """The co-exhibitors of a stand, clusters or companies, in their order: "Muster GmbH <https://example.org>"."""

    def keys(self, content: Content) -> list[Any]:
        return [row["cluster_id"] for row in content.get(self.key) or () if row["cluster_id"] is not None]

    def read(self, cell: Cell, entry: Content) -> Reading:
        if as_text(cell) == TOO_LONG:
            return Reading({self.key: entry.get(self.key, [])})
        reading, had = Reading(), self.keys(entry)
        rows: list[Content] = []
        for text, is_quoted in split_quoted(as_text(cell)):
            parts = [text] if is_quoted or "<" in text or self.choices.knows(text, had=had) else self._known_at_commas(text, had)
            for part in parts:
                row = self._row(part, had)
                row["order"] = len(rows) + 1
                if row["website"] and not _is_address(row["website"]):
                    reading.refuse(self.name, _("“%(value)s” is no address of a website.") % {"value": row["website"]})
                if len(row["name"]) > 200:
                    reading.refuse(self.name, _("A company's name has at most 200 characters: “%(value)s …”") % {"value": row["name"][:40]})
                rows.append(row)
        reading.values = {} if reading.problems else {self.key: rows}
        return reading

    def _known_at_commas(self, text: str, had: list[Any]) -> list[str]:
        """A list with commas, if each part of it is a cluster; a company may have commas in its name."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return parts if len(parts) > 1 and all(self.choices.knows(part, had=had) for part in parts) else [text]

    def _row(self, text: str, had: list[Any]) -> Content:
        found = _WITH_WEBSITE.fullmatch(text)
        name, website = (found[1], found[2] or found[3] or "") if found else (text, "")
        name = name.strip()
        if self.choices.knows(name, had=had):
            return {"cluster_id": self.choices.find(name, had=had), "name": "", "website": website.strip()}
        name = name.removeprefix(COMPANY).strip()
        return {"cluster_id": None, "name": name, "website": website.strip()}

    def write(self, content: Content) -> Any:
        text = join(self._in_words(row) for row in content.get(self.key) or ())
        return text if len(text.replace("_x", "_x005F_x")) <= LONGEST else TOO_LONG

    def _in_words(self, row: Content) -> str:
        is_company = row["cluster_id"] is None
        name = without_control(row["name"] if is_company else self.choices.label(row["cluster_id"]))
        if is_company and (name.startswith(COMPANY) or self.choices.knows(name, had=self.choices.all_labels)):
            name = f"{COMPANY} {name}"
        if row["website"]:
            return f"{name} <{row['website']}>"
        return f"{name} <>" if _WITH_WEBSITE.fullmatch(name) else name


def choice_of(row: Any) -> Choice:
    """A row of a list with all its names."""
    return Choice(row.pk, " ".join(without_control(str(row)).split()), tuple(str(getattr(row, name, "") or "") for name in OTHER_NAMES))


def _is_address(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return len(text) <= 500
