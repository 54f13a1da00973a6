"""Tables: one row for each entry, German headings, typed cells, nothing that a spreadsheet would calculate."""

import csv
from datetime import date, datetime, time
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from events.programme.models import Edition
from tests.factories import ClusterFactory, ContactPersonFactory, EventLanguageFactory, PublishedEventFactory, PublishedStandFactory

RUN = {"first_day": date(2019, 4, 2), "last_day": date(2019, 4, 4), "from_time": time(10), "to_time": time(12, 30)}


def table(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of a CSV by heading."""
    content = client.get(address).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def sheet(client: Client, address: str):
    """The sheet of a workbook."""
    return load_workbook(BytesIO(client.get(address).content)).active


def cells(client: Client, address: str) -> dict[str, object]:
    """The cells of the first row of a workbook by heading."""
    rows = list(sheet(client, address).iter_rows())
    return {head.value: cell for head, cell in zip(rows[0], rows[1], strict=True)}


@pytest.fixture
def event(current_edition: Edition):
    """An event with everything that a table has."""
    return PublishedEventFactory(
        title="Öffnung; „Halle 2“",
        slug="oeffnung",
        event_status="cancelled",
        status_note="Fällt aus",
        organizers=[ClusterFactory(name="Netzwerk Optik")],
        further_organizers="Beispiel e. V.",
        languages=[EventLanguageFactory()],
        email="post@example.org",
        phone="+49 30 4711",
        latitude="51.10000",
        longitude="13.70000",
        image="images/0/x.webp",
        image_alt="Halle",
        image_credit="Foto: Jemand",
        image_licence="cc-by-4.0",
        registration_deadline=date(2019, 3, 29),
        registration_places=30,
        is_free=True,
        dates=[RUN, date(2019, 4, 9)],
    )


@pytest.mark.django_db
def test_a_csv_row_tells_the_event(client: Client, event):
    (row,) = table(client, "/programm.csv")

    expected = {
        "Titel": "Öffnung; „Halle 2“",
        "Seite": "http://testserver/2019/programm/oeffnung/",
        "Beispiel": "nein",
        "Erster Tag": "2019-04-02",
        "Letzter Tag": "2019-04-09",
        "Von (Uhrzeit)": "10:00",
        "Bis (Uhrzeit)": "12:30",
        "Status": "Abgesagt",
        "Hinweis zum Status": "Fällt aus",
        "Land": "Nordrhein-Westfalen",
        "Geografische Breite": "51,10000",
        "Veranstalter": "Netzwerk Optik, Beispiel e. V.",
        "E-Mail-Adresse der Organisation": "post@example.org",
        "Telefon der Organisation": "'+49 30 4711",
        "Anmeldung bis": "2019-03-29",
        "Plätze": "30",
        "Kostenfrei": "ja",
        "Bildnachweis": "Foto: Jemand",
        "Öffentliche Kennung": str(event.uid),
    }
    assert {name: row[name] for name in expected} == expected
    assert row["Alle Termine"].splitlines()[1] == "Dienstag, 9. April 2019, Uhrzeit folgt"


@pytest.mark.django_db
def test_a_workbook_has_typed_cells_a_frozen_head_a_filter_and_links(client: Client, event):
    found, page = cells(client, "/programm.xlsx"), sheet(client, "/programm.xlsx")

    assert (found["Erster Tag"].value, found["Erster Tag"].number_format) == (datetime(2019, 4, 2), "DD.MM.YYYY")  # noqa: DTZ001
    assert found["Von (Uhrzeit)"].value == time(10)
    assert (found["Plätze"].value, float(found["Geografische Breite"].value)) == (30, 51.1)
    assert found["Seite"].hyperlink.target == "http://testserver/2019/programm/oeffnung/"
    assert found["E-Mail-Adresse der Organisation"].hyperlink.target == "mailto:post@example.org"
    assert (page.title, page.freeze_panes) == ("Programm 2019", "B2")
    assert page.auto_filter.ref.startswith("A1:")
    assert {page.column_dimensions[letter].width for letter in "ABC"} == {60, 32, 12}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "#"])
@pytest.mark.django_db
def test_no_text_becomes_a_formula(client: Client, current_edition: Edition, start):
    PublishedEventFactory(title=f"{start}cmd|' /C calc'!A0")

    assert table(client, "/programm.csv")[0]["Titel"] == f"'{start}cmd|' /C calc'!A0"
    title = cells(client, "/programm.xlsx")["Titel"]
    assert (title.data_type, title.value, title.quotePrefix) == ("s", f"{start}cmd|' /C calc'!A0", True)


@pytest.mark.django_db
def test_headings_follow_the_language_of_the_address(client: Client, event):
    (row,) = table(client, "/en/programme.csv")

    assert (row["First day"], row["Status"], row["Latitude"]) == ("2019-04-02", "Cancelled", "51.10000")


@pytest.mark.django_db
def test_an_example_says_so(client: Client, current_edition: Edition):
    PublishedEventFactory(title="Rundgang", is_example=True)
    PublishedStandFactory(title="Stand", is_example=True)

    for address, title in (("/programm", "BEISPIEL: Rundgang"), ("/messestaende", "BEISPIEL: Stand")):
        assert table(client, f"{address}.csv")[0]["Titel"] == title
        assert cells(client, f"{address}.xlsx")["Titel"].value == title
        assert cells(client, f"{address}.xlsx")["Beispiel"].value == "ja"


@pytest.mark.django_db
def test_no_contact_person_is_in_a_table(client: Client, current_edition: Edition):
    person = ContactPersonFactory(last_name="Geheim")
    PublishedEventFactory(contact_persons=[person])
    PublishedStandFactory(contact_persons=[person])

    assert "Geheim" not in str([table(client, "/programm.csv"), table(client, "/messestaende.csv")])


@pytest.mark.django_db
def test_stands_have_a_table_of_their_own(client: Client, current_edition: Edition):
    PublishedStandFactory(title="Gemeinschaftsstand", hall="16", stand_number="A10", co_exhibitors=["Firma GmbH", "Zweite AG"])

    (row,) = table(client, "/messestaende.csv")

    assert (row["Titel"], row["Halle"], row["Standnummer"]) == ("Gemeinschaftsstand", "16", "A10")
    assert (row["Hauptaussteller"], row["Mitaussteller"]) == ("Beispiel e. V.", "Firma GmbH, Zweite AG")
    assert cells(client, "/messestaende.xlsx")["Mitaussteller"].value == "Firma GmbH, Zweite AG"


@pytest.mark.django_db
def test_a_file_is_named_after_its_edition(client: Client, current_edition: Edition):
    assert client.get("/programm.xlsx").headers["Content-Disposition"] == 'attachment; filename="clusterwoche-2019-programm.xlsx"'
    assert client.get("/messestaende.csv").headers["Content-Disposition"] == 'attachment; filename="clusterwoche-2019-messestaende.csv"'
