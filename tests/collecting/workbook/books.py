"""Workbooks as tests make them: XLSX, ODS and CSV from rows of cells, and what an upload finds in them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from clusterweek.accounts.models import User
from events.collecting.importing.running import receive
from events.models import ImportedRow, WorkbookImport
from events.programme.models import Edition

Rows = Iterable[Sequence[Any]]


def xlsx(rows: Rows, *, sheet: str = "Tabelle1", merged: Sequence[str] = ()) -> bytes:
    """One sheet with those rows; `merged` names ranges such as "A1:F1"."""
    book = Workbook()
    table = book.active
    table.title = sheet
    for row in rows:
        table.append(list(row))
    for cells in merged:
        table.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(rows: Rows, *, sheet: str = "Tabelle1") -> bytes:
    """The least that is an OpenDocument spreadsheet."""
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{sheet}">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, datetime | date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, time):
        return f'<table:table-cell office:value-type="time" office:time-value="PT{value.hour:02}H{value.minute:02}M00S"/>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def text(rows: Rows, *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return file.getvalue().encode(encoding)


def upload(content: bytes, *, by: User, edition: Edition, noun: str = "event", name: str = "liste.xlsx", land: str = "") -> WorkbookImport:
    """What `by` gets for that file, read at once however large it is."""
    from events.collecting.importing.checking import check

    workbook = receive(content, name, noun=noun, edition=edition, by=by, land=land)
    if workbook.state == WorkbookImport.State.WAITING:
        check(workbook)
    return workbook


def told(workbook: WorkbookImport) -> list[str]:
    """The whole dry run in lines: what is skipped and not read, and each row with its problems and interpretations."""
    if workbook.state == WorkbookImport.State.REFUSED:
        return [workbook.refusal]
    report = workbook.report
    lines = [f"Spalte {column['letter']} „{column['heading']}“ nicht gelesen" for column in report["unread"]]
    lines += [f"Blatt „{name}“ nicht gelesen" for name in report["other_sheets"]]
    lines += [
        f"{word} {report[name]}" for name, word in (("above", "darüber"), ("blank", "leer"), ("examples", "Beispiel")) if report[name]
    ]
    for row in workbook.rows.all():
        lines.append(f"{row.number} {_kind(row)} {row.title}".rstrip())
        if row.kind in (ImportedRow.Kind.CHANGED, ImportedRow.Kind.CONFLICT):
            lines += [f"  {name}: {row.before[name]!r} → {value!r}" for name, value in sorted(row.content.items())]
        lines += [f"  {problem['letter']} „{problem['cell']}“: {problem['says']}" for problem in row.problems]
        lines += [f"  {cell['letter']} „{cell['cell']}“ als {cell['says']}" for cell in row.understood]
    return lines


def _kind(row: ImportedRow) -> str:
    return f"{row.get_kind_display()}{' mit Fehlern' if row.is_faulty else ''}{'' if row.is_takeable else ', bleibt außen vor'}:"
