"""Line 2 of what must hold: ten workbooks as a coordinator would get them, each with its exact report."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest
import time_machine
from openpyxl import Workbook

from events.models import Event
from events.programme.models import Edition
from tests.collecting.workbook.books import ods, told, upload, xlsx
from tests.collecting.workbook.books import text as csv_text
from tests.factories import ClusterFactory, EditionFactory, EventFactory, TradeFairFactory


@pytest.fixture
def edition(db) -> Edition:
    """The edition of 2019, which takes entries."""
    ClusterFactory(name="Silicon Saxony e. V.")
    ClusterFactory(name="Optik, Photonik und Licht")
    return EditionFactory()


def own_table() -> tuple[str, bytes]:
    """A table of one's own: title rows, synonyms in another order, blank rows and columns, trailing blanks."""
    rows = [
        ["Veranstaltungen der Clusterwoche", None, None, None, None],
        ["Stand: Januar", None, None, None, None],
        [],
        ["PLZ", "Ort ", "Name der Veranstaltung", "", "Datum", "Uhrzeit"],
        ["01099", "Dresden", "Chips aus Sachsen  ", None, "2.–11. April 2019", "10–17 Uhr"],
        [None, None, None, None, None, None],
        ["04109", "Leipzig ", "Batterien verstehen", None, date(2019, 4, 3), time(9, 30)],
        [None, "  ", None, None, None, None],
    ]
    return "liste.xlsx", xlsx(rows, merged=["A1:E1"])


OWN_TABLE = [
    "darüber [1, 2]",
    "leer [6]",
    "5 neu: Chips aus Sachsen",
    "  E „2.–11. April 2019“ als 02.04.2019–11.04.2019",
    "  F „10–17 Uhr“ als 10:00–17:00",
    "7 neu: Batterien verstehen",
]


def full_of_errors() -> tuple[str, bytes]:
    """Every kind of error, several in a row."""
    rows = [
        [
            "Titel",
            "Erster Tag",
            "Letzter Tag",
            "Von",
            "Bis",
            "Format",
            "Postleitzahl",
            "Veranstalter",
            "E-Mail",
            "Website",
            "Kostenfrei",
            "Preis",
        ],
        [
            "Eins",
            "31.04.2019",
            None,
            "25 Uhr",
            None,
            "Vortrg",
            1099,
            "Silicon Saxonie",
            "info(at)example.org",
            "kein Link",
            "vielleicht",
            None,
        ],
        ["Zwei", "02.04.2019", "01.04.2019", None, "12 Uhr", None, "1234567", None, None, None, "ja", "20 €"],
        [None, "02.04.2019", None, None, None, None, None, None, None, None, None, None],
        ["Vier", None, "02.04.2019", "10 Uhr", None, None, None, None, None, None, None, None],
        ["x" * 170, "02.04.2019", None, None, None, None, None, None, None, None, None, None],
    ]
    return "liste.xlsx", xlsx(rows)


FULL_OF_ERRORS = [
    "2 neu mit Fehlern: Eins",
    "  B „31.04.2019“: Diesen Tag gibt es nicht: Der April hat 30 Tage.",
    "  D „25 Uhr“: Keine Uhrzeit. Möglich ist 0:00 bis 23:59 Uhr.",
    "  F „Vortrg“: „Vortrg“ steht nicht in der Liste. Meinten Sie „Vortrag“?",
    "  G „1099“: Eine Postleitzahl hat fünf Ziffern. Meinten Sie 01099?",
    "  H „Silicon Saxonie“: „Silicon Saxonie“ steht nicht in der Liste. Meinten Sie „Silicon Saxony e. V.“?",
    "  I „info(at)example.org“: Bitte gültige E-Mail-Adresse eingeben.",
    "  J „kein Link“: Bitte eine gültige Adresse eingeben.",
    "  K „vielleicht“: Bitte „ja“ oder „nein“ eintragen oder die Zelle leer lassen.",
    "3 neu mit Fehlern: Zwei",
    "  C „01.04.2019“: Der letzte Tag darf nicht vor dem ersten liegen.",
    "  E „12 Uhr“: Bitte geben Sie auch die Anfangszeit an.",
    "  G „1234567“: Eine Postleitzahl hat fünf Ziffern.",
    "  L „20 €“: Was kostenfrei ist, hat keinen Preis.",
    "4 neu mit Fehlern, bleibt außen vor:",
    "  A „“: Der Titel fehlt. Ohne Titel kann kein Entwurf entstehen.",
    "5 neu mit Fehlern: Vier",
    "  B „“: Der erste Tag fehlt.",
    "  D „10 Uhr“ als 10:00",
    f"6 neu mit Fehlern, bleibt außen vor: {'x' * 170}",
    f"  A „{'x' * 170}“: Bitte sicherstellen, dass der Wert aus höchstens 160 Zeichen besteht. (Er besteht aus 170 Zeichen.)",
]


def from_elsewhere() -> tuple[str, bytes]:
    """Columns that the portal does not know, workflow among them, one twice, and values without a heading."""
    rows = [
        ["Titel", "Veranstalltungsort", "Review-Status", "Slug", "Titel", "öffentlich", None, "Wetter"],
        ["Eins", "Haus A", "approved", "eins", "Doppelt", "ja", "lose", None],
        ["Zwei", None, None, None, None, None, None, None],
    ]
    return "liste.xlsx", xlsx(rows)


FROM_ELSEWHERE = [
    "Spalte B „Veranstalltungsort“ nicht gelesen",
    "Spalte C „Review-Status“ nicht gelesen",
    "Spalte D „Slug“ nicht gelesen",
    "Spalte E „Titel“ nicht gelesen",
    "Spalte F „öffentlich“ nicht gelesen",
    "Spalte G „“ nicht gelesen",
    "Spalte H „Wetter“ nicht gelesen",
    "2 neu: Eins",
    "3 neu: Zwei",
]


def of_many_laender() -> tuple[str, bytes]:
    """A table with the Länder as everybody writes them; only some are one's own."""
    rows = [
        ["Titel", "Bundesland", "Partnerländer"],
        ["Eins", "NRW", "SN, Thüringen"],
        ["Zwei", "Nordrhein-Westfalen", "Bayern; Atlantis"],
        ["Drei", "Sachsen", None],
        ["Vier", "bundesweit", None],
        ["Fünf", None, "NW"],
        ["Sechs", "Sachson", None],
    ]
    return "laender.xlsx", xlsx(rows)


OF_MANY_LAENDER = [
    "2 neu: Eins",
    "  B „NRW“ als Nordrhein-Westfalen",
    "3 neu mit Fehlern: Zwei",
    "  C „Bayern; Atlantis“: „Atlantis“ steht nicht in der Liste. Alle Werte stehen in der Vorlage auf dem Blatt „Listen“.",
    "4 neu mit Fehlern, bleibt außen vor: Drei",
    "  B „Sachsen“: Sie koordinieren Nordrhein-Westfalen. Tragen Sie Sachsen als Partnerland ein.",
    "5 neu mit Fehlern, bleibt außen vor: Vier",
    "  B „bundesweit“: Bundesweite Einträge legt das Programmbüro an. Sie koordinieren Nordrhein-Westfalen.",
    "6 neu mit Fehlern: Fünf",
    "  C „NW“: Das Land, das den Eintrag führt, ist nicht sein eigener Partner.",
    "7 neu mit Fehlern, bleibt außen vor: Sechs",
    "  B „Sachson“: „Sachson“ steht nicht in der Liste. Meinten Sie „Sachsen“?",
]


def old_csv() -> tuple[str, bytes]:
    """CSV as German Excel saves it: Windows-1252 with semicolons, quotation marks, line breaks and a formula."""
    rows = [
        ["Titel", "Zielgruppe", "Beschreibung", "Telefon"],
        ["Führung; mit „Ausblick“ – Straße", "Fachpublikum, Studierende", "Zeile 1\nZeile 2", "0351 1234"],
        ["=2+3", "Schulen", "", "+49 351 1234"],
    ]
    return "liste.csv", csv_text(rows, encoding="cp1252")


OLD_CSV = ["2 neu: Führung; mit „Ausblick“ – Straße", "3 neu: =2+3"]


def tabs() -> tuple[str, bytes]:
    """Text with tabs in UTF-8 and a mark at the beginning; headings in English."""
    rows = [["Title", "Date", "Audiences", "Unknown"], ["One", "2.4.2019", "Schools", ""], ["", "", "", ""], ["Two", "soon", "Nobody", "?"]]
    return "list.txt", csv_text(rows, separator="\t", encoding="utf-8-sig")


TABS = [
    "Spalte D „Unknown“ nicht gelesen",
    "leer [3]",
    "2 neu: One",
    "4 neu mit Fehlern: Two",
    "  B „soon“: Kein Datum. Bitte einen Tag eintragen, zum Beispiel 02.04.2019.",
    "  C „Nobody“: „Nobody“ steht nicht in der Liste. Alle Werte stehen in der Vorlage auf dem Blatt „Listen“.",
]


def libre_office() -> tuple[str, bytes]:
    """An OpenDocument spreadsheet with typed cells and an example row."""
    rows = [
        ["Titel", "Erster Tag", "Von", "Bis", "Plätze"],
        ["BEISPIEL: Tag der offenen Tür", date(2019, 4, 2), time(10), time(17), 40],
        ["Labor von innen", date(2019, 4, 3), time(14, 30), None, 40],
        ["Mit Zeit", datetime(2019, 4, 3, 18, 0), None, None, 12.5],  # noqa: DTZ001  cells have no time zone
    ]
    return "mappe.ods", ods(rows)


LIBRE_OFFICE = [
    "Beispiel [2]",
    "3 neu: Labor von innen",
    "4 neu mit Fehlern: Mit Zeit",
    "  E „12,5“: Bitte nur eine ganze Zahl eintragen, zum Beispiel 40.",
    "  B „03.04.2019 18:00“ als 03.04.2019, 18:00",
]


def with_dates_all_over() -> tuple[str, bytes]:
    """Days and times in one cell, several days, serial numbers, and cells that contradict each other."""
    rows = [
        ["Titel", "Wann", "Ende", "Beginn Uhrzeit", "bis Uhr", "Weitere Termine"],
        ["Eins", "2. und 4. April 2019", None, "10 Uhr", "12 Uhr", None],
        ["Zwei", 43557, 43558, 0.5, None, "10.4.2019, 9–10 Uhr; 11.4.2019"],
        ["Drei", "2.–4. April 2019", "05.04.2019", None, None, None],
        ["Vier", "2.4.2019, 10 Uhr", None, "11 Uhr", None, "morgen"],
        ["Fünf", "2.4.", None, "10–12 Uhr", "13 Uhr", None],
    ]
    return "termine.xlsx", xlsx(rows)


WITH_DATES_ALL_OVER = [
    "2 neu: Eins",
    "  B „2. und 4. April 2019“ als 02.04.2019; 04.04.2019",
    "  D „10 Uhr“ als 10:00",
    "  E „12 Uhr“ als 12:00",
    "3 neu: Zwei",
    "  B „43557“ als 02.04.2019",
    "  C „43558“ als 03.04.2019",
    "  D „0,5“ als 12:00",
    "4 neu mit Fehlern: Drei",
    "  C „05.04.2019“: Das widerspricht der Spalte „Erster Tag“, in der mehr als ein Tag steht.",
    "  B „2.–4. April 2019“ als 02.04.2019–04.04.2019",
    "5 neu mit Fehlern: Vier",
    "  D „11 Uhr“: Das widerspricht der Uhrzeit, die beim Tag steht.",
    "  F „morgen“: Kein Datum. Bitte einen Tag eintragen, zum Beispiel 02.04.2019.",
    "  B „2.4.2019, 10 Uhr“ als 02.04.2019, 10:00",
    "6 neu mit Fehlern: Fünf",
    "  E „13 Uhr“: Das widerspricht der Spalte davor, in der auch ein Ende steht.",
    "  B „2.4.“ als 02.04.2019",
    "  D „10–12 Uhr“ als 10:00–12:00",
]


def with_references() -> tuple[str, bytes]:
    """One's own entry, twice; another Land's; one that never was; and no reference at all."""
    own, other = EventFactory(title="Eigene"), EventFactory(title="Fremde", state_id="SN")
    rows = [
        ["Referenz", "Bearbeitungsstand", "Titel"],
        [f"event-{own.pk}", 1, "Eigene, neu benannt"],
        [f"event-{own.pk}", 1, "Noch einmal"],
        [f"event-{other.pk}", 1, "Fremde"],
        ["event-99999999", 1, "Nie gewesen"],
        ["stand-1", 1, "Ein Stand"],
        ["kaputt", 1, "Kaputt"],
        [None, None, "Neu"],
    ]
    return "referenzen.xlsx", xlsx(rows)


NOT_YOURS = (
    "Einen solchen Eintrag haben Sie in dieser Ausgabe nicht. Leeren Sie die Referenz, wenn die Zeile ein neuer Eintrag werden soll."
)


def expected_references() -> list[str]:
    """What is said about them."""
    own, other = Event.objects.get(title="Eigene"), Event.objects.get(title="Fremde")
    twice = "Derselbe Eintrag steht schon in Zeile 2. Leeren Sie die Referenz, wenn dies ein anderer ist."
    return [
        "2 geändert: Eigene, neu benannt",
        "  title: 'Eigene' → 'Eigene, neu benannt'",
        "3 neu mit Fehlern, bleibt außen vor: Noch einmal",
        f"  A „event-{own.pk}“: {twice}",
        "4 neu mit Fehlern, bleibt außen vor: Fremde",
        f"  A „event-{other.pk}“: {NOT_YOURS}",
        "5 neu mit Fehlern, bleibt außen vor: Nie gewesen",
        f"  A „event-99999999“: {NOT_YOURS}",
        "6 neu mit Fehlern, bleibt außen vor: Ein Stand",
        f"  A „stand-1“: {NOT_YOURS}",
        "7 neu mit Fehlern, bleibt außen vor: Kaputt",
        f"  A „kaputt“: {NOT_YOURS}",
        "8 neu: Neu",
    ]


def no_table() -> tuple[str, bytes]:
    """A letter, not a table."""
    return "brief.xlsx", xlsx([["Sehr geehrte Damen und Herren,"], ["anbei unsere Veranstaltungen."], ["Vortrag am 2. April"]])


NO_TABLE = [
    "Es wurde keine Zeile mit bekannten Überschriften gefunden; mindestens die Spalte „Titel“ ist nötig. Bitte nutzen Sie die Vorlage."
]


BOOKS: list[tuple[Callable[[], tuple[str, bytes]], list[str] | Callable[[], list[str]]]] = [
    (own_table, OWN_TABLE),
    (full_of_errors, FULL_OF_ERRORS),
    (from_elsewhere, FROM_ELSEWHERE),
    (of_many_laender, OF_MANY_LAENDER),
    (old_csv, OLD_CSV),
    (tabs, TABS),
    (libre_office, LIBRE_OFFICE),
    (with_dates_all_over, WITH_DATES_ALL_OVER),
    (with_references, expected_references),
    (no_table, NO_TABLE),
]


@pytest.mark.parametrize(("make", "expected"), BOOKS, ids=lambda each: getattr(each, "__name__", ""))
def test_a_messy_workbook_gets_an_exact_report(make, expected, nw, edition):
    name, content = make()

    with time_machine.travel(datetime(2019, 1, 15, 9, tzinfo=UTC), tick=True):
        workbook = upload(content, by=nw, edition=edition, name=name)

    found = told(workbook)
    assert found == (expected() if callable(expected) else expected), "\n".join(found)


def test_a_second_sheet_with_a_table_is_named(nw, edition):
    book, file = Workbook(), BytesIO()
    book.active.append(["Titel", "Ort"])
    book.active.append(["Eins", "Dresden"])
    for name in ("Februar", "Listen", "Leer"):
        book.create_sheet(name)
    for name in ("Februar", "Listen"):
        book[name].append(["Titel"])
        book[name].append(["Zwei"])
    book.save(file)

    assert told(upload(file.getvalue(), by=nw, edition=edition)) == ["Blatt „Februar“ nicht gelesen", "2 neu: Eins"]


def test_a_messy_workbook_of_stands_gets_an_exact_report(nw, edition):
    TradeFairFactory(edition=edition)
    rows = [
        ["Standtitel", "Messe", "Halle", "Stand-Nr.", "Anwesend von", "Anwesend bis", "Aussteller", "Mitaussteller"],
        [
            "Licht",
            "Hannover Messe 2019",
            2,
            "A12",
            "01.04.2019",
            "05.04.2019",
            "Optik, Photonik und Licht",
            "Muster GmbH <https://example.org>; Silicon Saxony e. V.",
        ],
        ["Chips", "Hanover Messe 2019", "2", "A12", "05.04.2019", "01.04.2019", "Niemand", "Muster GmbH <kaputt>"],
    ]

    workbook = upload(xlsx(rows), by=nw, edition=edition, noun="stand")

    assert told(workbook) == [
        "2 neu: Licht",
        "3 neu mit Fehlern: Chips",
        "  B „Hanover Messe 2019“: „Hanover Messe 2019“ steht nicht in der Liste. Meinten Sie „Hannover Messe 2019“?",
        "  F „01.04.2019“: Der letzte Tag darf nicht vor dem ersten liegen.",
        "  G „Niemand“: „Niemand“ steht nicht in der Liste. Alle Werte stehen in der Vorlage auf dem Blatt „Listen“.",
        "  H „Muster GmbH <kaputt>“: „kaputt“ ist keine Adresse einer Website.",
    ]
