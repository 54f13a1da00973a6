"""A file that somebody sent, as sheets of cells: XLSX and ODS by a process of its own, CSV here."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from events.collecting.workbook import refusing, unpacking
from events.collecting.workbook.cells import Cell
from events.collecting.workbook.refusing import Reason, Refused

# Seconds that the reading process gets, and bytes that it may answer.
TIMEOUT = 30
MOST_ANSWER = 40 * 1024 * 1024

PACKED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEPARATORS = ";,\t"


class Sheet(NamedTuple):
    """One sheet: its name, its rows from the first on, and the references of cells whose value the file does not keep."""

    name: str
    rows: list[list[Cell]]
    without_value: frozenset[str] = frozenset()


def read_file(content: bytes, file_name: str) -> list[Sheet]:
    """The sheets of a file called `file_name`. Raises Refused with one sentence for whatever cannot be read."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused(Reason.EMPTY)
    if len(content) > refusing.MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    ending = Path(file_name).suffix.lower()
    if ending in (".xlsm", ".xltm", ".xlsb", ".xlam"):
        raise Refused(Reason.MACROS)
    kind = kind_of(content)
    if kind is None:
        raise Refused(Reason.WRONG_ENDING if ending in (".xlsx", ".ods") and not content.startswith(PACKED) else Reason.NO_TABLE)
    expected = {".xlsx": "xlsx", ".xltx": "xlsx", ".ods": "ods", ".csv": "csv", ".txt": "csv", ".tsv": "csv"}.get(ending)
    if expected is None:
        raise Refused(Reason.NO_TABLE)
    if expected != kind:
        raise Refused(Reason.WRONG_ENDING)
    return [_read_text(content)] if kind == "csv" else _read_packed(content, kind)


def kind_of(content: bytes) -> str | None:
    """What the file is by what is in it: "xlsx", "ods" or "csv"; None for anything else. Raises Refused for the old format."""
    if content.startswith(OLD):
        raise Refused(Reason.OLD_FORMAT)
    if content.startswith(PACKED):
        return _packed_kind(content)
    start = content[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    if b"\x00" in content or start.startswith((b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8", b"{\\rtf")):
        return None
    return None if start.lstrip(b"\xef\xbb\xbf \r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml")) else "csv"


def _packed_kind(content: bytes) -> str | None:
    """What a packed file is by its members; of a damaged one by the names that stand in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return "ods" if b"opendocument" in content else "xlsx"
    if "[Content_Types].xml" in names or any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "ods" if "content.xml" in names else None


def _read_packed(content: bytes, kind: str) -> list[Sheet]:
    """XLSX or ODS, by `unpacking` in a process with limits."""
    limits = {
        "rows": refusing.MOST_ROWS,
        "columns": refusing.MOST_COLUMNS,
        "text": refusing.MOST_TEXT,
        "unpacked": refusing.MOST_UNPACKED,
        "ratio": refusing.MOST_RATIO,
        "members": refusing.MOST_MEMBERS,
    }
    command = [sys.executable, "-I", unpacking.__file__, kind, json.dumps(limits)]
    try:
        asked = subprocess.run(  # noqa: S603  our own program; the file is its input
            command, input=content, capture_output=True, timeout=TIMEOUT, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Reason.TOO_SLOW) from error
    if asked.returncode != 0 or len(asked.stdout) > MOST_ANSWER:
        raise Refused(Reason.BOMB if asked.returncode else Reason.TOO_MUCH_TEXT)
    answer = json.loads(asked.stdout)
    if "refused" in answer:
        raise Refused(Reason(answer["refused"]))
    return [
        Sheet(sheet["name"], [[_cell(cell) for cell in row] for row in sheet["rows"]], frozenset(sheet["without_value"]))
        for sheet in answer["sheets"]
        if not sheet["hidden"]
    ]


def _cell(cell: Any) -> Cell:
    """A cell as it was before it became JSON."""
    if not isinstance(cell, dict):
        return cell
    kind, value = next(iter(cell.items()))
    if kind == "span":
        return timedelta(seconds=value)
    reading: dict[str, Any] = {"moment": datetime, "day": date, "time": time}
    return reading[kind].fromisoformat(value)


def _read_text(content: bytes) -> Sheet:
    """CSV in UTF-8, UTF-16 or Windows-1252, separated by semicolons, commas or tabs."""
    text = _decoded(content)
    if len(text) > refusing.MOST_TEXT:
        raise Refused(Reason.TOO_MUCH_TEXT)
    first_line, _break, rest = text.partition("\n")
    separator = None
    if first_line.strip().lower().startswith("sep=") and len(first_line.strip()) == 5:
        separator, text = first_line.strip()[4], rest
    csv.field_size_limit(refusing.MOST_TEXT)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text)))
    except csv.Error as error:
        raise Refused(Reason.BROKEN) from error
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > refusing.MOST_ROWS:
        raise Refused(Reason.TOO_MANY_ROWS)
    if max((len(row) for row in rows), default=0) > refusing.MOST_COLUMNS:
        raise Refused(Reason.TOO_MANY_COLUMNS)
    return Sheet("", [[cell or None for cell in row] for row in rows])


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Reason.BROKEN)


def _separator(text: str) -> str:
    """The one that most lines at the beginning have most often, outside of quotation marks."""
    lines = text.split("\n")[:30]
    best, score = ";", 0
    for separator in SEPARATORS:
        counts = [len(next(csv.reader([line], delimiter=separator), [])) for line in lines if line.strip()]
        reached = max(counts, default=0)
        if reached > score:
            best, score = separator, reached
    return best
