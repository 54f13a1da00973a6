"""From a workbook with 40 rows of which 12 have errors to 40 submitted events, in the browser of a coordinator."""

import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page

from clusterweek.accounts.models import User
from events.models import Event
from events.programme.models import Edition
from tests.collecting.workbook.books import xlsx
from tests.factories import CoordinatorFactory, EditionFactory, EventFormatFactory

ROWS, FAULTY = 40, 12
HEADER, FIRST = 3, 5
TEN_MINUTES = 600

# Column, what somebody wrote there, and what it should have been.
SLIPS = [
    ("Erster Tag", "31.04.2027", "2.4."),
    ("Von", "25 Uhr", "9 Uhr"),
    ("Format", "Vortrg", "Vortrag"),
    ("Postleitzahl", "1099", "01099"),
    ("E-Mail-Adresse der Organisation", "info(at)example.org", "info@example.org"),
    ("Zielgruppen", "Fachpublikum; Quark", "Fachpublikum"),
    ("Plätze", "viele", 40),
    ("Land", "Sachsen", "Nordrhein-Westfalen"),
    ("Titel", None, "Jetzt mit Titel"),
    ("Kostenfrei", "vielleicht", "ja"),
    ("Website", "kein Link", "https://example.org"),
    ("Partnerländer", "Atlantis", "Bayern"),
]


@pytest.fixture
def edition(transactional_db) -> Edition:
    """An edition that collects."""
    EventFormatFactory()
    return EditionFactory(collecting=True)


@pytest.fixture
def nw(transactional_db) -> User:
    """The coordinator."""
    return CoordinatorFactory(email="nw@example.org")


class Filled:
    """The template as a coordinator fills it in."""

    def __init__(self, path: Path, edition: Edition) -> None:
        self.book = load_workbook(path)
        self.sheet: Worksheet = self.book["Veranstaltungen"]
        self.columns = {cell.value: cell.column for cell in self.sheet[HEADER]}
        for number in range(ROWS):
            day = edition.first_day + timedelta(days=number % 5)
            self.write(number, "Titel", f"Offene Halle Nummer {number + 1}")
            self.write(number, "Erster Tag", f"{day:%d.%m.%Y}")
            self.write(number, "Von", "10–17 Uhr")
            self.write(number, "Format", "Vortrag")
            self.write(number, "Weitere Veranstalter", "Beispiel e. V.")

    def write(self, number: int, column: str, value: object) -> None:
        """Fill in one cell of one event."""
        self.sheet.cell(FIRST + number, self.columns[column]).value = value

    def slip(self) -> "Filled":
        """Make the mistakes."""
        for number, (column, wrong, _right) in enumerate(SLIPS):
            self.write(number * 3, column, wrong)
        return self

    def correct(self) -> "Filled":
        """Correct them."""
        for number, (column, _wrong, right) in enumerate(SLIPS):
            self.write(number * 3, column, right)
        return self

    def file(self, name: str) -> dict[str, object]:
        """What the browser uploads."""
        content = BytesIO()
        self.book.save(content)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return {"name": name, "mimeType": kind, "buffer": content.getvalue()}


def numbers(page: Page) -> list[str]:
    """New, changed, unchanged, conflicts and errors of the dry run."""
    return page.locator(".import-numbers b").all_inner_texts()


def send(page: Page, file: dict[str, object]) -> None:
    """Choose a file and have it checked."""
    page.goto("/verwaltung/imports/")
    page.set_input_files("input[name=file]", file)
    page.get_by_role("button", name="Datei prüfen").click()
    page.wait_for_selector(".import-numbers")


def test_from_a_workbook_with_errors_to_forty_submitted_events(edition, nw, open_page, live_server, client, axe, tmp_path):
    begun, found = time.monotonic(), []
    client.force_login(nw)
    page = open_page("/konto/login/")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto("/verwaltung/")
    page.get_by_role("link", name="Excel").click()
    page.wait_for_url("**/verwaltung/imports/")
    found += axe(page, "target-size")
    with page.expect_download() as download:
        page.get_by_role("button", name="Leere Vorlage").click()
    download.value.save_as(tmp_path / "vorlage.xlsx")
    filled = Filled(tmp_path / "vorlage.xlsx", edition)

    send(page, filled.slip().file("sammlung.xlsx"))
    assert page.inner_text("h1") == f"Probelauf: {ROWS - FAULTY} Zeilen in Ordnung, {FAULTY} mit Fehlern"
    assert numbers(page) == ["28", "0", "0", "0", "12"]
    found += axe(page, "target-size")
    with page.expect_download() as download:
        page.get_by_role("link", name="Datei mit markierten Fehlern").click()
    download.value.save_as(tmp_path / "markiert.xlsx")
    marked = load_workbook(tmp_path / "markiert.xlsx")["Veranstaltungen"]
    assert sum(cell.comment is not None for row in marked.iter_rows(min_row=FIRST) for cell in row) == FAULTY

    page.get_by_role("button", name="Übernehmen").click()
    page.wait_for_selector("#submit-many")
    found += axe(page, "target-size")
    with page.expect_navigation():
        page.get_by_role("button", name="28 vollständige Einträge einreichen").click()
    assert Event.objects.filter(review_status="submitted").count() == ROWS - FAULTY

    send(page, filled.correct().file("sammlung.xlsx"))
    assert numbers(page) == ["12", "0", "28", "0", "0"]
    page.get_by_role("button", name="Übernehmen").click()
    with page.expect_navigation():
        page.get_by_role("button", name="12 vollständige Einträge einreichen").click()

    assert Event.objects.filter(review_status="submitted", state="NW", edition=edition).count() == ROWS
    assert time.monotonic() - begun < TEN_MINUTES
    assert found == []


@pytest.mark.parametrize("width", [320, 768])
def test_everything_works_on_a_narrow_screen_without_a_script(edition, nw, open_page, live_server, client, width):
    rows = [
        ["Titel", "Datum", "Raum"],
        ["Eins", "31.04.2027", "Ein sehr langer Name eines Raumes, der keinen Platz findet"],
        ["Zwei", "2.4.", None],
    ]
    client.force_login(nw)
    page = open_page("/konto/login/", width=width, java_script_enabled=False)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    widths = []

    def look() -> None:
        page.wait_for_load_state()
        widths.append(page.evaluate("document.documentElement.scrollWidth"))

    page.goto("/verwaltung/imports/")
    look()
    send(page, {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx(rows)})
    look()
    page.check("#take-all")
    page.get_by_role("button", name="Übernehmen").click()
    page.wait_for_selector("#submit-many")
    look()

    assert widths == [width] * 3
    assert sorted(Event.objects.values_list("title", flat=True)) == ["Eins", "Zwei"]
