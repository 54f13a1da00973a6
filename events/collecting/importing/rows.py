"""One row of a table: what its cells say together, and what is wrong with them."""

from typing import Any

from django.utils.translation import gettext as _

from events.collecting.importing.contents import Content
from events.collecting.workbook.cells import as_text, is_blank
from events.collecting.workbook.columns import Reading
from events.collecting.workbook.dates import DATE_COLUMNS, FIRST, DatesReader
from events.collecting.workbook.layout import Layout
from events.collecting.workbook.table import Row, Table

SHOWN = 200


class RowReader:
    """Reads rows of one table."""

    def __init__(self, layout: Layout, table: Table) -> None:
        self.layout, self.table = layout, table
        self.dates = DatesReader(set(table.columns), layout.edition.first_day) if layout.noun == "event" else None
        together = set(DATE_COLUMNS) if self.dates else set()
        self.single = [layout.columns[name] for name in table.columns if not layout.columns[name].is_hidden and name not in together]

    def read(self, row: Row, entry: Content) -> Reading:
        """All that the row says, as far as it can be read; `entry` is what is stored, empty for a new entry."""
        reading = Reading()
        for column in self.single:
            if column.name in row.without_value:
                reading.refuse(column.name, _("A formula without a result, or with an error, stands here. Please enter the value itself."))
            elif is_blank(row.cells.get(column.name)):
                reading.values |= column.blank()
            else:
                self._add(reading, column.read(row.cells[column.name], entry))
        if self.dates and set(self.table.columns) & set(DATE_COLUMNS):
            for name in set(DATE_COLUMNS) & row.without_value:
                reading.refuse(name, _("A formula without a result, or with an error, stands here. Please enter the value itself."))
            dates = self.dates.read(row.cells, entry)
            if entry and (FIRST in dates.problems or FIRST in row.without_value):
                dates.values = {}
            self._add(reading, dates)
        if not entry and "state" not in self.table.columns:
            reading.values |= self.layout.columns["state"].blank()
        self._check_needed(reading)
        return reading

    def _add(self, reading: Reading, other: Reading) -> None:
        reading.values |= other.values
        reading.understood |= other.understood
        for name, sentences in other.problems.items():
            reading.problems.setdefault(name, []).extend(sentences)

    def _check_needed(self, reading: Reading) -> None:
        """A title and a Land every entry needs."""
        if not reading.values.get("title") and "title" not in reading.problems:
            reading.refuse("title", _("The title is missing. Without a title there can be no draft."))
        if "state_id" in reading.values and not (reading.values["state_id"] or reading.values["is_nationwide"]):
            words = _("Please enter one of your Länder: %(own)s.") % {"own": ", ".join(self.layout.columns["state"].options())}
            reading.refuse("state", words)

    def told(self, row: Row, sentences: dict[str, Any]) -> list[dict[str, Any]]:
        """Problems, or how cells were understood, each with where its cell is and what stands in it, in the order of the columns."""
        told = []
        for name in sorted(sentences, key=lambda each: self.table.columns.get(each, -1)):
            said = sentences[name]
            told.append(
                {
                    "column": name,
                    "letter": self.table.letter(name) if name in self.table.columns else "",
                    "label": self.layout.columns[name].label if name in self.layout.columns else "",
                    "cell": as_text(row.cells.get(name))[:SHOWN],
                    "says": said if isinstance(said, str) else " ".join(dict.fromkeys(said)),
                }
            )
        return told
