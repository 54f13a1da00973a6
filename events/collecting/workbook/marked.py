"""The uploaded workbook once more, with the faulty cells coloured and commented."""

import json
import subprocess
import sys
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string

from events.collecting.workbook import marking
from events.collecting.workbook.reading import Sheet, kind_of, read_file
from events.collecting.workbook.refusing import Reason, Refused
from events.collecting.workbook.template import cell

TIMEOUT = 90

# Row, letter of the column, and what is wrong there.
Mark = tuple[int, str, str]


def marked(content: bytes, file_name: str, sheet: str, marks: list[Mark]) -> bytes:
    """An XLSX file: what was uploaded as one keeps its looks, ODS and CSV become plain ones. Raises Refused."""
    if kind_of(content) == "xlsx":
        return _by_process(content, sheet, marks)
    found = next((each for each in read_file(content, file_name) if each.name == sheet), None)
    if found is None:
        raise Refused(Reason.BROKEN)
    return _plain(found, marks)


def _by_process(content: bytes, sheet: str, marks: list[Mark]) -> bytes:
    request = json.dumps({"sheet": sheet, "marks": marks}).encode()
    try:
        asked = subprocess.run(  # noqa: S603  our own program; the file is its input
            [sys.executable, "-I", marking.__file__],
            input=len(request).to_bytes(8, "big") + request + content,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Reason.TOO_SLOW) from error
    if asked.returncode != 0:
        raise Refused(Reason.BROKEN)
    return asked.stdout


def _plain(sheet: Sheet, marks: list[Mark]) -> bytes:
    """The rows as they were read."""
    book = Workbook(write_only=True)
    table = book.create_sheet(sheet.name or _("Table"))
    wrong = {(row, column_index_from_string(letter)): text for row, letter, text in marks}
    for number, row in enumerate(sheet.rows, 1):
        line = []
        for place in range(1, max([len(row), *(column for at, column in wrong if at == number)]) + 1):
            value = row[place - 1] if place <= len(row) else None
            text = wrong.get((number, place))
            line.append(None if value is None and text is None else cell(table, value, number_format=_format(value)))
            if text is not None:
                line[-1].fill, line[-1].font = PatternFill("solid", fgColor="FDE8E5"), Font(color="A3170F", bold=True)
                line[-1].comment = Comment(text, "Clusterwoche", height=120, width=320)
        table.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _format(value: object) -> str:
    from clusterweek.common.spreadsheet import FORMATS

    return FORMATS.get(type(value), "General")
