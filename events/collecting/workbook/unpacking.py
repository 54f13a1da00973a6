"""A process of its own that reads a spreadsheet file: whatever the file does, it does not do it to the server.

`python unpacking.py KIND < file` writes the sheets as JSON to the standard output, or `{"refused": reason}`. It knows nothing
of the portal; limits on memory and time hold for it alone. Nothing is calculated: of a formula counts the result that the
file keeps. It looks into packed files before it lets anything unpack them.
"""

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

# Bytes of memory, and seconds of CPU.
MEMORY = 280 * 1024 * 1024
SECONDS = 20

CHUNK = 1 << 16
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b(?:\w+:)?id="([^"]*)"')
RELATION = re.compile(rb"<Relationship\b([^>]*)/?>")
DEFINITION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Refusal(Exception):
    """Why the file is not read."""


def main(kind: str, limits: dict[str, int]) -> None:
    """Read the standard input and write the answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer = read(sys.stdin.buffer.read(), kind, limits)
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "bomb"}
    sys.stdout.write(json.dumps(answer))


def read(content: bytes, kind: str, limits: dict[str, int]) -> dict[str, Any]:
    """The sheets of a file: their names, rows from the first on, and cells of which the value is not kept or an error."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            without_value = (check_xlsx if kind == "xlsx" else check_ods)(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError, OSError) as error:
        raise Refusal("broken") from error
    except RuntimeError as error:
        raise Refusal("locked") from error
    return {"sheets": list(sheets(content, without_value, limits))}


def sheets(content: bytes, without_value: dict[str, list[str]], limits: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Each sheet that is one, with its cells as JSON takes them."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        text = 0
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet or meta.visible == SheetVisibleEnum.VeryHidden:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height > limits["rows"]:
                raise Refusal("too-many-rows")
            if sheet.total_width > limits["columns"]:
                raise Refusal("too-many-columns")
            rows = [[as_json(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            text += sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
            if text > limits["text"]:
                raise Refusal("too-much-text")
            hidden = meta.visible != SheetVisibleEnum.Visible
            yield {"name": meta.name, "rows": rows, "hidden": hidden, "without_value": without_value.get(meta.name, [])}
    except PasswordError as error:
        raise Refusal("locked") from error
    except (CalamineError, ValueError, OverflowError) as error:
        raise Refusal("broken") from error


def as_json(cell: Any) -> Any:
    """A cell: text, number and truth as they are, blanks as null, days and times as {kind: ISO 8601}."""
    if cell == "":
        return None
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"span": cell.total_seconds()}
    return cell


# Looking before reading


def check_members(archive: zipfile.ZipFile, limits: dict[str, int]) -> None:
    """Raise Refusal for an archive that promises too much."""
    members = archive.infolist()
    if len(members) > limits["members"]:
        raise Refusal("bomb")
    total = 0
    for member in members:
        total += member.file_size
        if total > limits["unpacked"] or member.file_size > limits["ratio"] * max(member.compress_size, 1) + CHUNK * 16:
            raise Refusal("bomb")
        if member.flag_bits & 1:
            raise Refusal("locked")


def pieces(archive: zipfile.ZipFile, name: str, limits: dict[str, int]) -> Iterator[bytes]:
    """The content of a member, in pieces, as far as it may reach whatever the archive says about its size."""
    total = 0
    with archive.open(name) as member:
        while piece := member.read(CHUNK):
            total += len(piece)
            if total > limits["unpacked"]:
                raise Refusal("bomb")
            yield piece


def whole(archive: zipfile.ZipFile, name: str, limits: dict[str, int]) -> bytes:
    """A small member."""
    content = b""
    for piece in pieces(archive, name, limits):
        content += piece
        if len(content) > CHUNK * 64:
            raise Refusal("bomb")
    return content


def scan(archive: zipfile.ZipFile, name: str, limits: dict[str, int]) -> Iterator[bytes]:
    """A large member in pieces that overlap; raises Refusal where XML defines entities."""
    rest = b""
    for piece in pieces(archive, name, limits):
        window = rest + piece
        if DEFINITION.search(window):
            raise Refusal("entities")
        yield window
        rest = window[-12:]


def check_xlsx(archive: zipfile.ZipFile, limits: dict[str, int]) -> dict[str, list[str]]:
    """Raise Refusal for macros, links, bombs and too many rows; returns the cells without a kept value, by sheet."""
    names = archive.namelist()
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name.lower() for name in names):
        raise Refusal("macros")
    check_members(archive, limits)
    types = whole(archive, "[Content_Types].xml", limits)
    if b"macroEnabled" in types:
        raise Refusal("macros")
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        raise Refusal("links")
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            for _window in scan(archive, name, limits):
                pass
    return {sheet: check_sheet(archive, member, limits) for sheet, member in sheet_members(archive, limits).items()}


def sheet_members(archive: zipfile.ZipFile, limits: dict[str, int]) -> dict[str, str]:
    """The names of the sheets and the members that hold them."""
    from html import unescape

    targets = {}
    for relation in RELATION.findall(whole(archive, "xl/_rels/workbook.xml.rels", limits)):
        found = dict(re.findall(rb'(\w+)="([^"]*)"', relation))
        if b"Id" in found and b"Target" in found:
            target = found[b"Target"].decode()
            targets[found[b"Id"].decode()] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names = archive.namelist()
    sheets = SHEET.findall(whole(archive, "xl/workbook.xml", limits))
    found = {unescape(name.decode()): targets.get(key.decode(), "") for name, key in sheets}
    return {name: member for name, member in found.items() if member in names}


def check_sheet(archive: zipfile.ZipFile, name: str, limits: dict[str, int]) -> list[str]:
    """The cells of a sheet whose formula has no kept value, or whose value is an error."""
    found: list[str] = []
    rest = b""
    for piece in pieces(archive, name, limits):
        window = rest + piece
        rows = [int(number) for number in ROW.findall(window)]
        end = 0
        for cell in CELL.finditer(window):
            end = cell.end()
            reference = REFERENCE.search(cell[1])
            if reference is None or len(found) >= limits["rows"]:
                continue
            inner = cell[3] or b""
            is_error = b't="e"' in cell[1]
            if is_error or (re.search(rb"<(?:\w+:)?f\b", inner) and not re.search(rb"<(?:\w+:)?(v|is)>[^<]", inner)):
                found.append(reference[1].decode())
        if rows and max(rows) > limits["rows"] and re.search(rb"<(?:\w+:)?v>", window[_start_of_late_rows(window, limits["rows"]) :]):
            raise Refusal("too-many-rows")
        rest = window[max(end, len(window) - CHUNK) :]
    return found


def _start_of_late_rows(window: bytes, most: int) -> int:
    """Where the first row beyond the limit begins."""
    return next((row.start() for row in ROW.finditer(window) if int(row[1]) > most), len(window))


def check_ods(archive: zipfile.ZipFile, limits: dict[str, int]) -> dict[str, list[str]]:
    """Raise Refusal for macros, links and bombs."""
    names = [name.lower() for name in archive.namelist()]
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        raise Refusal("macros")
    check_members(archive, limits)
    for name in archive.namelist():
        if name.lower().endswith(".xml"):
            for window in scan(archive, name, limits):
                if name == "content.xml" and (b"table:cell-range-source" in window or b"<table:table-source" in window):
                    raise Refusal("links")
    return {}


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
