"""Line 2 of what must hold: messy cells, and what becomes of each."""

from datetime import date, datetime, time, timedelta

import pytest

from events.collecting.workbook.cells import Unreadable
from events.collecting.workbook.days import read_day, read_days
from events.collecting.workbook.hours import read_hours
from events.collecting.workbook.layout import Layout
from events.collecting.workbook.words import Choice, Choices, join, read_truth, split

AROUND = date(2019, 4, 2)
NO_DAY = "Kein Datum. Bitte einen Tag eintragen, zum Beispiel 02.04.2019."
SLASHES = "Mit Schrägstrichen ist unklar, was Tag und was Monat ist. Bitte einen Tag wie 02.04.2019 eintragen."

DAYS = [
    (date(2019, 4, 2), "02.04.2019"),
    (datetime(2019, 4, 2), "02.04.2019"),  # noqa: DTZ001  cells have no time zone
    (datetime(2019, 4, 2, 10, 30), "02.04.2019 10:30"),  # noqa: DTZ001  cells have no time zone
    (43557, "02.04.2019"),
    (43557.0, "02.04.2019"),
    (43557.4375, "02.04.2019 10:30"),
    ("43557", "02.04.2019"),
    ("20190402", "02.04.2019"),
    ("02.04.2019", "02.04.2019"),
    (" 2. 4. 2019 ", "02.04.2019"),
    ("02.04.19", "02.04.2019"),
    ("2.4.", "02.04.2019"),
    ("2. April", "02.04.2019"),
    ("2.\u00a0April 2019", "02.04.2019"),
    ("2 April 2019", "02.04.2019"),
    ("Di, 02.04.2019", "02.04.2019"),
    ("Dienstag, den 2. April 2019", "02.04.2019"),
    ("2019-04-02", "02.04.2019"),
    ("2019-04-02T10:00", "02.04.2019 10:00"),
    ("02.04.2019, 10–17 Uhr", "02.04.2019 10:00–17:00"),
    ("2.–11. April 2019", "02.04.2019–11.04.2019"),
    ("2. bis 11. April 2019", "02.04.2019–11.04.2019"),
    ("vom 2.4. bis zum 11.4.2019", "02.04.2019–11.04.2019"),
    ("02.04.2019 - 11.04.2019", "02.04.2019–11.04.2019"),
    ("30. März – 2. April 2019", "30.03.2019–02.04.2019"),
    ("30.12. bis 2.1.2019", "30.12.2018–02.01.2019"),
    ("2./3. April 2019", "02.04.2019–03.04.2019"),
    ("2. und 4. April 2019", "02.04.2019; 04.04.2019"),
    ("2.4.2019; 4.4.2019", "02.04.2019; 04.04.2019"),
    ("2.4.2019\n4.4.2019", "02.04.2019; 04.04.2019"),
    ("31.04.2019", "Diesen Tag gibt es nicht: Der April hat 30 Tage."),
    ("29.02.2019", "Diesen Tag gibt es nicht: Der Februar 2019 hat 28 Tage."),
    ("02.13.2019", "Einen Monat 13 gibt es nicht."),
    ("Mo., 02.04.2019", "Bitte prüfen: Der 2. April 2019 ist ein Dienstag."),
    ("11.04.2019 – 02.04.2019", "Der letzte Tag darf nicht vor dem ersten liegen."),
    ("02/04/2019", SLASHES),
    ("KW 16", NO_DAY),
    ("April 2019", NO_DAY),
    ("demnächst", NO_DAY),
    (True, NO_DAY),
    (time(10), NO_DAY),
    (2019, "Diese Zahl ist kein Datum. Bitte einen Tag wie 02.04.2019 eintragen."),
    ("01.01.0019", "Bitte prüfen Sie das Jahr: 19."),
]

NO_TIME = "Keine Uhrzeit. Bitte wie 14:30 eintragen; Wörter wie „nachmittags“ gehören in die Öffnungszeiten."
RANGE = "Keine Uhrzeit. Möglich ist 0:00 bis 23:59 Uhr."
HOURS = [
    (time(14, 30), "14:30"),
    (datetime(1899, 12, 31, 14, 30), "14:30"),  # noqa: DTZ001  cells have no time zone
    (timedelta(hours=9, minutes=15), "09:15"),
    (0.375, "09:00"),
    (0.99999, RANGE),
    (9, "09:00"),
    (9.0, "09:00"),
    (1430, "14:30"),
    (14.3, "Keine eindeutige Uhrzeit. Bitte wie 14:30 eintragen."),
    ("0,375", "09:00"),
    ("14:30", "14:30"),
    ("14.30", "14:30"),
    ("14.30 Uhr", "14:30"),
    ("9 Uhr", "09:00"),
    ("9h", "09:00"),
    ("9h30", "09:30"),
    ("0930", "09:30"),
    ("ab 10 Uhr", "10:00"),
    ("10–17 Uhr", "10:00–17:00"),
    ("10.00 - 17.30", "10:00–17:30"),
    ("von 10 bis 12.30 Uhr", "10:00–12:30"),
    ("25 Uhr", RANGE),
    ("10:75", RANGE),
    ("24 Uhr", "24:00 Uhr ist schon der nächste Tag. Bitte 23:59 eintragen oder die Zelle leer lassen."),
    ("vormittags", NO_TIME),
    ("?", NO_TIME),
]

NO_TRUTH = "Bitte „ja“ oder „nein“ eintragen oder die Zelle leer lassen."
TRUTHS = [
    (True, True),
    (1.0, True),
    ("Ja", True),
    ("x", True),
    ("WAHR", True),
    ("nein", False),
    (0, False),
    ("Nein.", False),
    ("k. A.", None),
    ("keine Angabe", None),
    ("vielleicht", NO_TRUTH),
    (2, NO_TRUTH),
]


def days_told(cell) -> str:
    """How the days in a cell are understood, or why not."""
    try:
        found = read_days(cell, around=AROUND)
    except Unreadable as refusal:
        return str(refusal)
    return "; ".join(
        f"{each.first:%d.%m.%Y}"
        + (f"–{each.last:%d.%m.%Y}" if each.last != each.first else "")
        + (f" {hours(each.hours)}" if each.hours else "")
        for each in found
    )


def hours(read) -> str:
    """Hours in words."""
    return f"{read.start:%H:%M}" + (f"–{read.end:%H:%M}" if read.end else "")


@pytest.mark.parametrize(("cell", "expected"), DAYS, ids=repr)
def test_days_are_read_as_people_write_them(cell, expected):
    assert days_told(cell) == expected


@pytest.mark.parametrize(("cell", "expected"), HOURS, ids=repr)
def test_times_are_read_as_people_write_them(cell, expected):
    try:
        found = hours(read_hours(cell))
    except Unreadable as refusal:
        found = str(refusal)

    assert found == expected


@pytest.mark.parametrize(("cell", "expected"), TRUTHS, ids=repr)
def test_yes_and_no_are_read_as_people_write_them(cell, expected):
    try:
        found = read_truth(cell)
    except Unreadable as refusal:
        found = str(refusal)

    assert found == expected


def test_a_single_day_is_no_span():
    with pytest.raises(Unreadable, match="Bitte einen einzelnen Tag eintragen"):
        read_day("2.–11. April 2019", around=AROUND)


@pytest.mark.parametrize("values", [["A; B", "C"], ['Sag "ja"', "x"], ["a,b", "c\nd"], ["", " x "], ['"'], [";"]])
def test_several_values_in_one_cell_come_back(values):
    assert split(join(values)) == values


LIST = Choices(
    [Choice(1, "Vortrag"), Choice(2, "Werkstatt, offen"), Choice(3, "Straße"), Choice(4, "Führung", ("tour",)), Choice(5, "Café")]
)
NAMES = [
    ("vortrag", [1]),
    (" VORTRAG ", [1]),
    ("strasse", [3]),
    ("Fuehrung", [4]),
    ("tour", [4]),
    ("cafe", [5]),
    ("Vortrag, Straße", [1, 3]),
    ("Vortrag; Führung\nCafé", [1, 4, 5]),
    ("Vortrag, Werkstatt, offen, Café", [1, 2, 5]),
    ("Vortrag; Vortrag", [1]),
    ("Vortrg", "„Vortrg“ steht nicht in der Liste. Meinten Sie „Vortrag“?"),
    ("Quark", "„Quark“ steht nicht in der Liste. Alle Werte stehen in der Vorlage auf dem Blatt „Listen“."),
    ("Vortrag, Quark", "„Quark“ steht nicht in der Liste. Alle Werte stehen in der Vorlage auf dem Blatt „Listen“."),
]


@pytest.mark.parametrize(("cell", "expected"), NAMES, ids=repr)
def test_names_are_found_in_a_list(cell, expected):
    keys, sentences = LIST.find_several(cell)

    assert (" ".join(sentences) or keys) == expected


def test_what_an_entry_had_already_is_found_and_suggested_to_nobody_else():
    choices = Choices([Choice(1, "Optik")], beyond=[Choice(2, "Geheimes Netz")])

    assert choices.find("Geheimes Netz", had=[2]) == 2
    with pytest.raises(Unreadable) as refusal:
        choices.find("Geheimes Netz")
    assert str(refusal.value) == "„Geheimes Netz“ steht nicht in der Liste. Alle Werte stehen in der Vorlage auf dem Blatt „Listen“."


LAENDER = [
    ("Sachsen", "SN"),
    ("SN", "SN"),
    ("sn", "SN"),
    ("DE-SN", "SN"),
    ("Freistaat Sachsen", "SN"),
    ("Saxony", "SN"),
    ("NRW", "NW"),
    ("Nordrhein Westfalen", "NW"),
    ("Thueringen", "TH"),
    ("Meck-Pomm", "MV"),
    ("bundesweit", None),
    ("Sachson", "„Sachson“ steht nicht in der Liste. Meinten Sie „Sachsen“?"),
]


@pytest.mark.parametrize(("cell", "expected"), LAENDER, ids=repr)
def test_laender_are_read_by_name_and_code(cell, expected, office, collecting_edition):
    reading = Layout("event", office, collecting_edition).columns["state"].read(cell, {})

    assert reading.problems.get("state", [reading.values.get("state_id")]) == [expected]


PLAIN = [
    ("postal_code", "01099", "01099"),
    ("postal_code", 10115.0, "10115"),
    ("postal_code", 1099.0, "Eine Postleitzahl hat fünf Ziffern. Meinten Sie 01099?"),
    ("registration_places", "40", 40),
    ("registration_places", 40.0, 40),
    ("registration_places", "1.200", 1200),
    ("registration_places", "ca. 40", "Bitte nur eine ganze Zahl eintragen, zum Beispiel 40."),
    ("registration_places", -5, "Bitte nur eine ganze Zahl eintragen, zum Beispiel 40."),
    ("latitude", "52,5°", "52.50000"),
    ("latitude", 52.324061, "52.32406"),
    ("latitude", "Nord", "Bitte Grad als Zahl eintragen, zum Beispiel 52,32406."),
    ("phone", 493012345.0, "493012345"),
    ("room", time(10), "10:00"),
    ("room", True, "WAHR"),
    ("is_free", "kostenlos", True),
    ("is_free", "kostenpflichtig", False),
    ("registration_state", "ausgebucht", "full"),
    ("attendance_mode", "Präsenz", "on_site"),
    ("event_status", "fällt aus", "cancelled"),
]


@pytest.mark.parametrize(("name", "cell", "expected"), PLAIN, ids=repr)
def test_other_cells_are_read_as_people_write_them(name, cell, expected, nw, collecting_edition):
    reading = Layout("event", nw, collecting_edition).columns[name].read(cell, {})

    assert reading.problems.get(name, [reading.values.get(name)]) == [expected]
