"""Texts that try to break a format come out of each as the text they are."""

import csv
import json
from io import BytesIO, StringIO

import feedparser
import pytest
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook

from clusterweek.common.spreadsheet import FORMULA_STARTS
from events.programme.models import Edition
from tests.factories import ClusterFactory, PublishedEventFactory, PublishedStandFactory

HOSTILE = {
    "lines": "Eins\r\nEND:VEVENT\nBEGIN:VEVENT\rSUMMARY:falsch",
    "separators": 'a;b,c:d\\n"e";=1+1',
    "formula": "=cmd|' /C calc'!A0",
    "element": "</script><script>alert(1)</script><!--",
    "data": "]]><x>&amp;&#0;",
    "direction": "\u202eabgesagt\u202c \u200fRTL",
    "emoji": "👩‍🔬🇩🇪 🧪",
    "typst": '#set page(width: 1pt) #import "x" $x$ @label <label>',
    "json": '","is_example":false,"x":"',
    "long": "Ä" * 10_000,
}
# Texts that a column of the database does not hold whole.
SHORT = {name: text[:150] for name, text in HOSTILE.items()}


def plain(text: str) -> str:
    """Lines end alike everywhere."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.fixture(params=list(HOSTILE))
def text(request) -> str:
    """One hostile text after the other."""
    return request.param


@pytest.fixture
def entry(current_edition: Edition, text: str):
    """An event and a stand all of whose texts are hostile."""
    short, whole = SHORT[text], HOSTILE[text]
    cluster = ClusterFactory(name=f"Netz {text}", description=whole)
    texts = {"title": short, "description": whole}
    PublishedStandFactory(**texts, exhibits=whole, slug="stand", main_exhibitor=cluster, co_exhibitors=[short])
    return PublishedEventFactory(
        **texts, summary=short, status_note=short, venue=short, city=short[:90], further_organizers=short, slug="tag", organizers=[cluster]
    )


@pytest.mark.django_db
def test_in_a_calendar(client: Client, entry, text):
    content = client.get("/programm.ics").content

    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == plain(SHORT[text])
    assert plain(SHORT[text]) in str(event["description"])
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 1


@pytest.mark.django_db
def test_in_a_feed(client: Client, entry, text):
    for address in ("/programm.atom", "/messestaende.atom"):
        parsed = feedparser.parse(client.get(address).content, sanitize_html=False)

        (found,) = parsed.entries
        assert not parsed.bozo
        # A text has no line ends of its own in XML titles: whoever reads it makes spaces of them.
        assert " ".join(found.title.split()) == " ".join(plain(SHORT[text]).split())


@pytest.mark.django_db
def test_in_tables(client: Client, entry, text):
    for address in ("/programm", "/messestaende"):
        (row,) = csv.DictReader(StringIO(client.get(f"{address}.csv").content.decode("utf-8-sig"), newline=""), delimiter=";")
        sheet = load_workbook(BytesIO(client.get(f"{address}.xlsx").content)).active
        defused = f"'{SHORT[text]}" if SHORT[text].startswith(FORMULA_STARTS) else SHORT[text]

        assert row["Titel"] == plain(defused)
        assert plain(sheet["A2"].value) == plain(SHORT[text])
        assert sheet["A2"].data_type == "s"
        assert sheet.max_row == 2


@pytest.mark.django_db
def test_in_json_and_in_the_interface(client: Client, entry, text):
    event = json.loads(client.get("/programm.json").content)["events"][0]
    stand = client.get("/api/v1/stands").json()["stands"][0]

    assert (event["title"], event["description"], event["is_example"]) == (plain(SHORT[text]), plain(HOSTILE[text]), False)
    assert (stand["title"], stand["exhibits"]) == (plain(SHORT[text]), plain(HOSTILE[text]))
    assert client.get(f"/api/v1/events/{entry.uid}").json() == event


@pytest.mark.django_db
def test_on_pages(client: Client, entry, text):
    for address in ("/2019/programm/tag/", "/2019/messestaende/stand/", "/programm/", "/messestaende/", "/programm/neu/"):
        html = client.get(address).content.decode()

        assert "<script>alert" not in html
        assert html.rstrip().endswith("</html>")


@pytest.mark.django_db
def test_in_a_query(client: Client, entry, text):
    query = {"q": SHORT[text][:90]}

    for extension in ("ics", "atom", "csv", "xlsx", "json"):
        response = client.get(f"/programm.{extension}", query)
        assert response.status_code in (200, 400)
        if response.status_code == 400:
            assert [error["parameter"] for error in response.json()["errors"]] == ["q"]
