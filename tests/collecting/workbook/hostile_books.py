"""Files that harm whoever reads them without care, made by the tests themselves."""

import io
import zipfile
from collections.abc import Callable

from tests.collecting.workbook.books import ods, xlsx

ROWS = [["Titel", "Erster Tag"], ["Eins", "02.04.2019"]]


def changed(content: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """A packed file with its members changed, left out (None) and added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = change(name, old.read(name))
            if member is not None:
                new.writestr(name, member)
        for name, member in (more or {}).items():
            new.writestr(name, member)
    return file.getvalue()


def same(name: str, member: bytes) -> bytes:
    """The member as it is."""
    return member


def with_macros() -> bytes:
    """A program in it."""
    return changed(xlsx(ROWS), same, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macros_by_type() -> bytes:
    """It calls itself a workbook with macros."""
    kinds = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
    return changed(xlsx(ROWS), lambda name, member: member.replace(*kinds) if name == "[Content_Types].xml" else member)


def ods_with_macros() -> bytes:
    """A program in an OpenDocument file."""
    return changed(ods(ROWS), same, {"Basic/Standard/Module1.xml": b"<module/>"})


def with_links() -> bytes:
    """It takes values from another file."""
    return changed(xlsx(ROWS), same, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def bomb() -> bytes:
    """A sheet that unpacks to 300 MB of blanks."""
    return changed(xlsx(ROWS), lambda name, member: member + b" " * (300 * 1024 * 1024) if name == "xl/worksheets/sheet1.xml" else member)


def lying_bomb() -> bytes:
    """The same, which says in its directory that it is small."""
    content, size = bomb(), 300 * 1024 * 1024
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    assert whole > size
    return content.replace(whole.to_bytes(4, "little"), (200_000).to_bytes(4, "little"))


def entities() -> bytes:
    """A billion laughs."""
    laughs = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'.encode()
    return changed(
        xlsx(ROWS),
        lambda name, member: member.replace(b"<worksheet", doctype + b"<worksheet", 1) if name.endswith("sheet1.xml") else member,
    )


def million_rows() -> bytes:
    """As many rows as a sheet can have, each with a number."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number) for number in range(3, 1_048_577))
    return changed(
        xlsx(ROWS), lambda name, member: member.replace(b"</sheetData>", rows + b"</sheetData>") if name.endswith("sheet1.xml") else member
    )


def far_cell() -> bytes:
    """One cell in the last corner of the sheet."""
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return changed(
        xlsx(ROWS), lambda name, member: member.replace(b"</sheetData>", row + b"</sheetData>") if name.endswith("sheet1.xml") else member
    )


def truncated() -> bytes:
    """Half of a file."""
    content = xlsx(ROWS)
    return content[: len(content) // 2]


def without_workbook() -> bytes:
    """The most important member is missing."""
    return changed(xlsx(ROWS), lambda name, member: None if name == "xl/workbook.xml" else member)


def broken_sheet() -> bytes:
    """XML that ends in the middle."""
    return changed(xlsx(ROWS), lambda name, member: member[:200] if name.endswith("sheet1.xml") else member)


def locked() -> bytes:
    """What Excel makes of a workbook with a password: an old container."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000


def wide() -> bytes:
    """More columns than anybody needs."""
    return xlsx([["Titel", *range(300)]])


def long_text() -> bytes:
    """CSV with too many rows."""
    return b"Titel\n" + b"Eins\n" * 6000


MACROS = "Die Datei enthält Makros; solche Dateien werden nicht angenommen. Bitte speichern Sie sie als .xlsx ohne Makros."
LINKS = "Die Datei verweist auf andere Dateien. Bitte entfernen Sie diese Verknüpfungen oder kopieren Sie die Werte in die Vorlage."
BOMB = "Die Datei wird beim Entpacken viel größer, als sie scheint, und wird zur Sicherheit nicht gelesen."
ENTITIES = "Die Datei enthält Definitionen, die keine Tabelle braucht, und wird zur Sicherheit nicht gelesen."
TOO_MANY = (
    "Die Datei hat mehr als 5000 Zeilen. Bitte löschen Sie, was unterhalb der Tabelle steht, oder teilen Sie sie auf mehrere Dateien auf."
)
BROKEN = "Die Datei ist beschädigt oder unvollständig. Bitte öffnen Sie sie in Ihrer Tabellenkalkulation und speichern Sie sie neu."
OLD = "Die Datei hat das alte Excel-Format oder ist mit einem Kennwort geschützt. Bitte speichern Sie sie als .xlsx ohne Kennwort."
ENDING = "Die Endung des Dateinamens passt nicht zum Inhalt. Bitte speichern Sie die Datei neu als .xlsx, .ods oder .csv."
NOTHING = "Die Datei ist keine Tabelle. Bitte laden Sie .xlsx, .ods oder .csv hoch."
WIDE = "Die Datei hat mehr als 200 Spalten. Bitte nutzen Sie die Vorlage."

# File name, how the file is made, and the sentence it gets.
FILES: list[tuple[str, Callable[[], bytes], str]] = [
    ("makros.xlsx", with_macros, MACROS),
    ("makros.xlsx", macros_by_type, MACROS),
    ("makros.xlsm", lambda: xlsx(ROWS), MACROS),
    ("makros.ods", ods_with_macros, MACROS),
    ("verweise.xlsx", with_links, LINKS),
    ("bombe.xlsx", bomb, BOMB),
    ("luege.xlsx", lying_bomb, BROKEN),
    ("entitaeten.xlsx", entities, ENTITIES),
    ("million.xlsx", million_rows, TOO_MANY),
    ("ecke.xlsx", far_cell, TOO_MANY),
    ("lang.csv", long_text, TOO_MANY),
    ("breit.xlsx", wide, WIDE),
    ("halb.xlsx", truncated, BROKEN),
    ("halb.ods", lambda: ods(ROWS)[:400], BROKEN),
    ("ohne.xlsx", without_workbook, BROKEN),
    ("kaputt.xlsx", broken_sheet, BROKEN),
    ("alt.xls", locked, OLD),
    ("kennwort.xlsx", locked, OLD),
    ("text.xlsx", lambda: b"Titel;Datum\nEins;2.4.\n", ENDING),
    ("mappe.csv", lambda: xlsx(ROWS), ENDING),
    ("mappe.ods", lambda: xlsx(ROWS), ENDING),
    ("brief.pdf", lambda: b"%PDF-1.7 \n%\xe2\xe3", NOTHING),
    ("bild.csv", lambda: b"\x89PNG\r\n\x1a\n\x00\x00", NOTHING),
    ("seite.csv", lambda: b"<html><table></table></html>", NOTHING),
    ("archiv.xlsx", lambda: changed(xlsx(ROWS), lambda name, member: None, {"a.txt": b"a"}), NOTHING),
    ("leer.xlsx", lambda: b"", "Die Datei ist leer."),
    ("leer.csv", lambda: b"\n\n  \n", "Die Datei ist leer."),
]
