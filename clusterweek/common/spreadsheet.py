"""Spreadsheets (XLSX) written row by row: typed cells under a frozen head with filters, and no cell that could be a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What a cell holds at most, and the first characters with which a spreadsheet begins to calculate.
LONGEST = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "#")

FORMATS: dict[type, str] = {datetime: "DD.MM.YYYY HH:MM", date: "DD.MM.YYYY", time: "HH:MM"}


class Link(NamedTuple):
    """Text that leads to an address."""

    text: str
    address: str


class Heading(NamedTuple):
    """The head of a column, and how wide it is in characters."""

    text: str
    width: int = 18


class Sheet(NamedTuple):
    """One sheet of a spreadsheet: what its tab says, its heads, and its rows.

    Rows hold None, texts, Link, numbers, truth, days, times and moments (in local time).
    """

    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Any]]


def write_spreadsheet(title: str, headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A temporary file with one sheet, at its start."""
    return write_sheets(Sheet(title, headings, rows))


def write_sheets(*sheets: Sheet) -> IO[bytes]:
    """A temporary file with `sheets`, at its start.

    Rows are written as they come, so that a long list takes no more memory than a short one.
    """
    from clusterweek.common.xlsx import save  # a package of 25 MB, which most processes never need

    file = TemporaryFile()  # noqa: SIM115 who sends it closes it
    save(sheets, file)
    file.seek(0)
    return file


def spreadsheet_answer(name: str, *sheets: Sheet) -> FileResponse:
    """`sheets` as a file to keep, called `name` and the day."""
    filename = f"{slugify(name)}-{timezone.localdate()}.xlsx"
    return FileResponse(write_sheets(*sheets), as_attachment=True, filename=filename, content_type=XLSX)
