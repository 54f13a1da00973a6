"""The table in a file: the sheet with it, the row of headings, and the rows below."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from clusterweek.common.languages import in_every_language
from events.collecting.workbook.cells import Cell, as_text, folded, is_blank
from events.collecting.workbook.columns import Column
from events.collecting.workbook.layout import REFERENCE, Layout
from events.collecting.workbook.reading import Sheet
from events.collecting.workbook.refusing import no_header

# Headings stand in one of the first so many rows.
DEPTH = 40

# How a title begins in the example rows of the template.
EXAMPLE = "BEISPIEL:"


class Row(NamedTuple):
    """One row: its number in the sheet, its cells by column name, and the columns whose value the file does not keep."""

    number: int
    cells: dict[str, Cell]
    without_value: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What it is about."""
        return as_text(self.cells.get("title"))


class Unread(NamedTuple):
    """A column that is not read: its letter, its heading, the heading that it might mean, and whether it stands there twice."""

    letter: str
    heading: str
    alike: str = ""
    is_double: bool = False


class Table(NamedTuple):
    """What is to be imported from a file."""

    sheet: str
    header: int
    columns: dict[str, int]
    rows: list[Row]
    unread: list[Unread]
    blank: list[int]
    examples: list[int]
    above: list[int]
    other_sheets: list[str]

    def letter(self, name: str) -> str:
        """The letter of a column."""
        return letter_of(self.columns[name])


def letter_of(place: int) -> str:
    """The letter of the column at `place`, which counts from 0."""
    from openpyxl.utils import get_column_letter  # of a large package

    return get_column_letter(place + 1)


def find_table(sheets: list[Sheet], layout: Layout) -> Table:
    """The table with the most known headings, "title" among them. Raises Refused if there is none."""
    best: tuple[int, Sheet, int, dict[str, int]] | None = None
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:DEPTH]):
            columns = _known(row, layout)
            if "title" in columns and (best is None or len(columns) > best[0]):
                best = (len(columns), sheet, number, columns)
    if best is None:
        raise no_header()
    _count, sheet, header, columns = best
    own = {*in_every_language(_("Explanation")), *in_every_language(_("Lists"))}
    others = [each.name for each in sheets if each is not sheet and each.name not in own and _has_anything(each)]
    return _table(sheet, header, columns, layout)._replace(other_sheets=others)


def _has_anything(sheet: Sheet) -> bool:
    return any(not is_blank(cell) for row in sheet.rows for cell in row)


def _known(row: list[Cell], layout: Layout) -> dict[str, int]:
    """The columns that the headings in a row name, each where it stands first."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        column: Column | None = layout.find(as_text(cell)) if isinstance(cell, str) else None
        if column is not None:
            found.setdefault(column.name, place)
    return found


def _table(sheet: Sheet, header: int, columns: dict[str, int], layout: Layout) -> Table:
    rows, blank, examples = [], [], []
    last = max((number for number, row in enumerate(sheet.rows) if any(not is_blank(cell) for cell in row)), default=header)
    for place, values in enumerate(sheet.rows[header + 1 : last + 1], header + 1):
        number = place + 1
        without_value = frozenset(name for name, at in columns.items() if f"{letter_of(at)}{number}" in sheet.without_value)
        cells = {name: values[at] if at < len(values) else None for name, at in columns.items()}
        if all(is_blank(cell) for cell in values) and not without_value:
            blank.append(number)
        elif is_blank(cells.get(REFERENCE)) and as_text(cells.get("title")).startswith(EXAMPLE):
            examples.append(number)
        else:
            rows.append(Row(number, cells, without_value))
    above = [number + 1 for number, row in enumerate(sheet.rows[:header]) if any(not is_blank(cell) for cell in row)]
    return Table(sheet.name, header + 1, columns, rows, _unread(sheet, header, last, columns, layout), blank, examples, above, [])


def _unread(sheet: Sheet, header: int, last: int, columns: dict[str, int], layout: Layout) -> list[Unread]:
    """The columns in which something stands that nobody reads."""
    headings, below = sheet.rows[header], sheet.rows[header + 1 : last + 1]
    width = max((len(row) for row in sheet.rows[header : last + 1]), default=0)
    known, unread = set(columns.values()), []
    for place in range(width):
        heading = as_text(headings[place]) if place < len(headings) else ""
        is_used = any(place < len(row) and not is_blank(row[place]) for row in below)
        if place in known or not (heading or is_used):
            continue
        column = layout.find(heading) if heading else None
        alike = layout.alike(heading) if heading and folded(heading) and column is None else ""
        unread.append(Unread(letter_of(place), heading, alike, column is not None))
    return unread
