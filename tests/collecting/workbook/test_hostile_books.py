"""Line 4 of what must hold: broken and hostile files get one sentence each, within bounds of memory and time."""

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.collecting.workbook import refusing
from events.collecting.workbook.reading import read_file
from events.collecting.workbook.refusing import Refused
from events.models import WorkbookImport
from tests.collecting.workbook.books import told, upload, xlsx
from tests.collecting.workbook.hostile_books import FILES, ROWS, bomb, changed, million_rows
from tests.collecting.workbook.test_messy_books import own_table


@pytest.mark.parametrize(("name", "make", "sentence"), FILES, ids=lambda each: each if isinstance(each, str) and "." in each[:20] else "")
def test_a_broken_or_hostile_file_gets_one_sentence(name, make, sentence):
    with pytest.raises(Refused) as refusal:
        read_file(make(), name)

    assert str(refusal.value) == sentence


def test_the_sentence_stands_on_the_page(desk, collecting_edition):
    file = SimpleUploadedFile("kennwort.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    page = desk.post("/verwaltung/imports/", {"noun": "event", "edition": collecting_edition.slug, "file": file}, follow=True)

    assert WorkbookImport.objects.get().state == WorkbookImport.State.REFUSED
    assert "Die Datei hat das alte Excel-Format oder ist mit einem Kennwort geschützt." in page.content.decode()


def test_what_is_too_large_is_not_even_kept(desk, collecting_edition, monkeypatch):
    monkeypatch.setattr(refusing, "MOST_BYTES", 100)
    monkeypatch.setattr("events.admin.imports.MOST_BYTES", 100)
    file = SimpleUploadedFile("gross.xlsx", xlsx(ROWS))

    page = desk.post("/verwaltung/imports/", {"noun": "event", "edition": collecting_edition.slug, "file": file})

    assert not WorkbookImport.objects.exists()
    assert page.context["form"].errors["file"] == [
        "Die Datei ist größer als 0 MB. Bitte entfernen Sie Bilder oder teilen Sie sie auf mehrere Dateien auf."
    ]


@pytest.mark.parametrize("make", [bomb, million_rows], ids=lambda each: each.__name__)
def test_reading_stays_under_300_megabytes(make, tmp_path):
    (tmp_path / "datei.xlsx").write_bytes(make())

    asked = subprocess.run(
        [sys.executable, "-m", "tests.collecting.workbook.reading_process", str(tmp_path / "datei.xlsx")],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    found = json.loads(asked.stdout)
    assert found["refused"]
    assert max(found["server"], found["reader"]) < 300, found


def test_others_are_served_meanwhile():
    content, ticks = million_rows(), []

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.02)

    done = threading.Event()
    with ThreadPoolExecutor(1) as others:
        others.submit(tick)
        with pytest.raises(Refused):
            read_file(content, "million.xlsx")
        done.set()

    assert max(after - before for before, after in pairwise(ticks)) < 5


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr("events.collecting.workbook.reading.TIMEOUT", 0.01)

    with pytest.raises(Refused, match="Das Lesen der Datei dauert zu lange"):
        read_file(xlsx(ROWS), "datei.xlsx")


def test_formulas_are_never_calculated(nw, collecting_edition):
    rows = [["Titel", "Raum", "Telefon"], ["=1+1", "Raum 1", "=A1"], ["Zwei", "=1/0", None]]

    workbook = upload(xlsx(rows), by=nw, edition=collecting_edition)

    sentence = "Hier steht eine Formel ohne Ergebnis oder mit einem Fehler. Bitte tragen Sie den Wert selbst ein."
    assert told(workbook) == [
        "2 neu mit Fehlern, bleibt außen vor:",
        f"  A „“: {sentence}",
        f"  C „“: {sentence}",
        "3 neu mit Fehlern: Zwei",
        f"  B „“: {sentence}",
    ]


def test_of_a_formula_counts_the_result_that_the_file_keeps(nw, collecting_edition):
    plain = b"<f>1+1</f><v></v>"
    content = xlsx([["Titel", "Raum"], ["Eins", "=1+1"]])

    def with_result(name: str, member: bytes) -> bytes:
        return member.replace(plain, b"<f>1+1</f><v>2</v>").replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")

    workbook = upload(changed(content, with_result), by=nw, edition=collecting_edition)

    assert told(workbook) == ["2 neu: Eins"]
    assert workbook.rows.get().content["room"] == "2"


def test_an_error_of_a_spreadsheet_is_an_error(nw, collecting_edition):
    content = xlsx([["Titel", "Raum"], ["Eins", "#REF!"]])

    workbook = upload(content, by=nw, edition=collecting_edition)

    assert told(workbook)[0] == "2 neu mit Fehlern: Eins"


def test_a_good_file_is_read_after_all_that(nw, collecting_edition):
    name, content = own_table()

    assert upload(content, by=nw, edition=collecting_edition, name=name).state == WorkbookImport.State.CHECKED
