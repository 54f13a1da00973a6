"""Writes sheets as XLSX with openpyxl; apart, so that the package is loaded only where a spreadsheet is written."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from clusterweek.common.spreadsheet import FORMATS, FORMULA_STARTS, LONGEST, Link, Sheet


def save(sheets: Iterable[Sheet], file: IO[bytes]) -> None:
    """Write `sheets` into `file`."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _Writer(book, sheet).write(sheet.rows)
    book.save(file)


class _Writer:
    """Writes one sheet; the looks of cells are looked up once, because that is what takes long."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.columns = len(sheet.headings)
        self.sheet = book.create_sheet(ILLEGAL_CHARACTERS_RE.sub("", sheet.title)[:31])
        self.sheet.freeze_panes = "B2"
        for number, heading in enumerate(sheet.headings, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = heading.width
        self.looks = {kind: self._look(number_format=pattern) for kind, pattern in FORMATS.items()}
        self.looks[Link] = self._look(font=Font(color="1F3F9F", underline="single"))
        head = self._look(
            font=Font(bold=True, color="FFFFFF"),
            fill=PatternFill("solid", fgColor="1F3F9F"),
            alignment=Alignment(vertical="top", wrap_text=True),
        )
        self.sheet.append([self._text(heading.text, head) for heading in sheet.headings])

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """All rows, and filters above them."""
        count = 1
        for row in rows:
            self.sheet.append([self._cell(value) for value in row])
            count += 1
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(self.columns)}{count}"

    def _look(self, **styles: Any) -> Any:
        cell = WriteOnlyCell(self.sheet)
        for name, style in styles.items():
            setattr(cell, name, style)
        return cell._style

    def _cell(self, value: Any) -> Any:
        """`value` as openpyxl takes it; plain texts and numbers go as they are, because that is quick."""
        if type(value) is str:
            return self._plain(value)
        if value is None:
            return None
        if isinstance(value, Link):
            cell = self._text(value.text, self.looks[Link])
            cell.hyperlink = value.address
            return cell
        if isinstance(value, bool | int | float | Decimal):
            return value
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.localtime(value).replace(tzinfo=None)
        if type(value) not in FORMATS:
            return self._plain(str(value))
        cell = WriteOnlyCell(self.sheet, value)
        cell._style = self.looks[type(value)]
        return cell

    def _plain(self, value: str) -> Any:
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
        return self._text(text) if text.startswith(FORMULA_STARTS) else text or None

    def _text(self, text: str, look: Any = None) -> Cell:
        """Text and nothing else, also after somebody has edited the cell."""
        cell = WriteOnlyCell(self.sheet, "")
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
        cell.data_type = "s"
        if look is not None:
            cell._style = copy(look)
        cell.quotePrefix = cell.value.startswith(FORMULA_STARTS)
        return cell
