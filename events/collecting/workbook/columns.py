"""The columns of a workbook, each with how its cells are read into a content and written from one.

A content maps names to plain JSON values, as `working_copy_as_json` of the models does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from clusterweek.geography.models import NATIONWIDE
from events.collecting.workbook.cells import Cell, Unreadable, as_text, plain, without_control
from events.collecting.workbook.days import read_day
from events.collecting.workbook.synonyms import MORE_NO, MORE_YES
from events.collecting.workbook.words import Choices, join, read_truth

Content = dict[str, Any]

# What a cell holds at most (ECMA-376), and what stands in place of a longer text, which an upload then leaves as it is.
LONGEST = 32_767
TOO_LONG = "(zu lang für eine Zelle: bleibt, wie es ist)"


@dataclass
class Reading:
    """What a cell, or some cells together, say: values by their names in the content, problems and interpretations by column."""

    values: Content = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)
    understood: dict[str, str] = field(default_factory=dict)

    def refuse(self, column: str, sentence: str) -> None:
        """Note what is wrong with the cell of `column`."""
        self.problems.setdefault(column, []).append(sentence)


@dataclass
class Column:
    """A column of texts, and the base of all others."""

    name: str
    label: str
    help: str = ""
    group: str = ""
    width: int = 24
    is_needed: bool = False
    is_hidden: bool = False
    # The name in the content, if it is another one.
    key: str = ""
    number_format: ClassVar[str] = "@"
    wraps: bool = False

    def __post_init__(self) -> None:
        self.key = self.key or self.name

    def read(self, cell: Cell, entry: Content) -> Reading:
        """What a cell that is not blank says; `entry` is what is stored, empty for a new entry."""
        try:
            value, understood = self.value(cell, entry)
        except Unreadable as refusal:
            return Reading(problems={self.name: [str(refusal)]})
        return Reading({self.key: value}, understood={self.name: understood} if understood else {})

    def blank(self) -> Content:
        """What a blank cell says."""
        return {self.key: ""}

    def value(self, cell: Cell, entry: Content) -> tuple[Any, str]:
        """The plain value of a cell, and how it was understood, if that is worth a word. Raises Unreadable."""
        text = as_text(cell)
        if self.name == "postal_code":
            check_postcode(text)
        return (entry.get(self.key, "") if text == TOO_LONG else text), ""

    def write(self, content: Content) -> Any:
        """What stands in the cell."""
        text = without_control(str(content.get(self.key) or ""))
        return TOO_LONG if len(text.replace("_x", "_x005F_x")) > LONGEST else text

    def options(self) -> list[str]:
        """The values of a drop-down; none for free text."""
        return []

    def load(self, contents: Iterable[Content]) -> None:
        """Look up whatever reading and writing need, for entries with these `contents`."""


def check_postcode(text: str) -> None:
    """Raise Unreadable for what is no postcode; spreadsheets drop a leading zero."""
    if len(text) == 4 and text.isdecimal():
        raise Unreadable(_("A postcode has five digits. Did you mean 0%(digits)s?") % {"digits": text})
    if text and not re.fullmatch(r"[0-9]{5}", text):
        raise Unreadable(_("A postcode has five digits."))


class TruthColumn(Column):
    """Yes, no, or nothing stated."""

    is_nullable = True
    width = 14

    def value(self, cell: Cell, entry: Content) -> tuple[bool | None, str]:
        truth = read_truth(cell, more_yes=MORE_YES.get(self.name, ()), more_no=MORE_NO.get(self.name, ()))
        return (truth if self.is_nullable else bool(truth)), ""

    def blank(self) -> Content:
        return {self.key: None if self.is_nullable else False}

    def write(self, content: Content) -> Any:
        truth = content.get(self.key)
        return None if truth is None or (truth is False and not self.is_nullable) else "ja" if truth else "nein"

    def options(self) -> list[str]:
        return ["ja", "nein"]


class PlainTruthColumn(TruthColumn):
    """Yes, or no."""

    is_nullable = False


class NumberColumn(Column):
    """A whole number."""

    number_format = "0"

    def value(self, cell: Cell, entry: Content) -> tuple[int, str]:
        text = plain(as_text(cell)).replace(" ", "")
        digits = text.replace(".", "") if text.count(".") == 1 and len(text.rpartition(".")[2]) == 3 else text
        if isinstance(cell, bool) or not digits.isascii() or not digits.isdecimal():
            raise Unreadable(_("Please write a whole number only, such as 40."))
        return int(digits), ""

    def blank(self) -> Content:
        return {self.key: None}

    def write(self, content: Content) -> Any:
        return content.get(self.key)


class DegreesColumn(Column):
    """A position in degrees, with five decimal places."""

    number_format = "0.00000"

    def value(self, cell: Cell, entry: Content) -> tuple[str, str]:
        text = plain(as_text(cell)).rstrip("° ").replace(",", ".")
        try:
            return f"{Decimal(text):.5f}", ""
        except (InvalidOperation, ValueError) as error:
            raise Unreadable(_("Please write degrees as a number, such as 52,32406.")) from error

    def blank(self) -> Content:
        return {self.key: None}

    def write(self, content: Content) -> Any:
        value = content.get(self.key)
        return None if value is None else float(value)


@dataclass
class DayColumn(Column):
    """A single day."""

    number_format: ClassVar[str] = "DD.MM.YYYY"
    around: date = date(2019, 4, 2)

    def value(self, cell: Cell, entry: Content) -> tuple[str, str]:
        days = read_day(cell, around=self.around)
        return days.first.isoformat(), "" if days.is_exact else f"{days.first:%d.%m.%Y}"

    def blank(self) -> Content:
        return {self.key: None}

    def write(self, content: Content) -> Any:
        value = content.get(self.key)
        return date.fromisoformat(value) if value else None


@dataclass
class ChoiceColumn(Column):
    """One of a few fixed values, with what a blank cell means."""

    choices: Choices = field(default_factory=lambda: Choices([]))
    default: Any = ""

    def value(self, cell: Cell, entry: Content) -> tuple[Any, str]:
        key = self.choices.find(as_text(cell))
        return key, "" if self.choices.is_called(key, as_text(cell)) else self.choices.label(key)

    def blank(self) -> Content:
        return {self.key: self.default}

    def write(self, content: Content) -> Any:
        value = content.get(self.key)
        return self.choices.label(value) if value else None

    def options(self) -> list[str]:
        return list(self.choices.labels.values())


@dataclass
class LandColumn(Column):
    """The Land, or that the entry is nationwide; `own` are the codes that this user may choose."""

    choices: Choices = field(default_factory=lambda: Choices([]))
    own: frozenset[str] = frozenset()
    default: str = ""

    def read(self, cell: Cell, entry: Content) -> Reading:
        reading = Reading()
        try:
            code = self.choices.find(as_text(cell))
        except Unreadable as refusal:
            reading.refuse(self.name, str(refusal))
            return reading
        if code not in self.own and code != entry.get("state_id"):
            reading.refuse(self.name, self._not_own(code))
            return reading
        reading.values = self._values(code)
        if plain(as_text(cell)) != plain(self.choices.label(code)):
            reading.understood[self.name] = self.choices.label(code)
        return reading

    def _not_own(self, code: str) -> str:
        own = ", ".join(self.choices.label(each) for each in sorted(self.own))
        if code == NATIONWIDE:
            return _("Only the programme office enters what is nationwide. You coordinate %(own)s.") % {"own": own}
        return _("You coordinate %(own)s. Please enter %(land)s as a partner Land.") % {"own": own, "land": self.choices.label(code)}

    def _values(self, code: str) -> Content:
        return {"state_id": None, "is_nationwide": True} if code == NATIONWIDE else {"state_id": code, "is_nationwide": False}

    def blank(self) -> Content:
        return self._values(self.default) if self.default else {"state_id": None, "is_nationwide": False}

    def write(self, content: Content) -> Any:
        return (
            self.choices.label(content.get("state_id") or NATIONWIDE) if content.get("state_id") or content.get("is_nationwide") else None
        )

    def options(self) -> list[str]:
        return [self.choices.label(code) for code in self.choices.labels if code in self.own]


@dataclass
class PartnersColumn(Column):
    """The Länder that are asked to be partners."""

    choices: Choices = field(default_factory=lambda: Choices([]))
    wraps: bool = True

    def read(self, cell: Cell, entry: Content) -> Reading:
        keys, sentences = self.choices.find_several(as_text(cell))
        if sentences:
            return Reading(problems={self.name: sentences})
        return Reading({"partner_states": [{"state_id": key} for key in keys]})

    def blank(self) -> Content:
        return {"partner_states": []}

    def write(self, content: Content) -> Any:
        return join(sorted(self.choices.label(row["state_id"]) for row in content.get("partner_states") or ()))
