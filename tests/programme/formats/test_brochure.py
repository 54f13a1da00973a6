"""The brochure: complete, readable for everybody (PDF/UA-1), and unimpressed by whatever texts contain."""

import json
import re
from datetime import date, time

import pymupdf
import pytest
from django.test import Client
from outloud import check

from clusterweek.editorial.models import PublicRevision
from events.programme.formats.brochure import asked, content, fonts
from events.programme.formats.brochure.typesetting import BOX, Refused, _press, shown_text, typeset
from events.programme.models import Edition
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    PublishedEventFactory,
    PublishedStandFactory,
    TechnologyFieldFactory,
    TradeFairFactory,
)


@pytest.fixture
def programme(current_edition: Edition) -> Edition:
    """Events of two days and a stand, with all that an entry can have."""
    field, cluster = TechnologyFieldFactory(slug="optik", name="Optik und Photonik"), ClusterFactory(name="Netzwerk Optik")
    person = ContactPersonFactory(title="Dr.", phone="+49 30 000", phone_is_public=True)
    PublishedEventFactory(
        title="Nachtschicht im Reinraum",
        summary="Wie kommt das Muster auf den Chip?",
        description="Der Rundgang führt **am laufenden Betrieb** entlang.\n\n- Schuhe\n- Jacke",
        organizers=[cluster],
        technology_fields=[field],
        contact_persons=[person],
        partner_states=["BY"],
        email="kontakt@example.org",
        venue="Beispielwerk Nord",
        street="Musterallee 1",
        postal_code="01109",
        city="Dresden",
        registration_state="open",
        registration_url="https://example.org/anmelden",
        is_free=True,
        is_example=True,
        dates=[{"first_day": date(2019, 4, 2), "from_time": time(18), "to_time": time(20)}, date(2019, 4, 4)],
    )
    PublishedEventFactory(title="Abgesagte Tagung", event_status="cancelled", status_note="Wegen Sturm.", dates=[date(2019, 4, 3)])
    PublishedStandFactory(
        title="Gemeinschaftsstand",
        fair=TradeFairFactory(edition=current_edition),
        main_exhibitor=cluster,
        co_exhibitors=["Firma GmbH"],
        exhibits="Ein Exponat",
        technology_fields=[field],
        contact_persons=[person],
    )
    return current_edition


def pdf_at(client: Client, address: str) -> bytes:
    """The PDF at `address`."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    return response.content


def text_of(pdf: bytes) -> str:
    """All text of `pdf` in one line, without the places at which words may break."""
    with pymupdf.open(stream=pdf) as document:
        return " ".join("".join(page.get_text() for page in document).replace("\u200b", "").split())


def findings(pdf: bytes, tmp_path) -> list[str]:
    """What outloud finds wrong with `pdf` as PDF/UA-1, and links that are none."""
    path = tmp_path / "brochure.pdf"
    path.write_bytes(pdf)
    found = [each.to_dict() if hasattr(each, "to_dict") else vars(each) for each in check(str(path)).findings]
    return [str(each) for each in found if "error" in str(each.get("severity")).lower() or "LNK-010" in str(each)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/programm.pdf", "/en/programme.pdf", "/2019/programm.pdf?day=2019-04-02", "/programm.pdf?state=BY", "/messestaende.pdf"]
)
def test_every_brochure_is_accessible_and_asks_nobody(client: Client, programme: Edition, tmp_path, address: str) -> None:
    pdf = pdf_at(client, address)

    assert findings(pdf, tmp_path) == []
    assert b"/JavaScript" not in pdf


@pytest.mark.django_db
def test_it_tells_what_the_pages_tell(client: Client, programme: Edition) -> None:
    text = text_of(pdf_at(client, "/programm.pdf"))

    for part in (
        *("Clusterwoche 2019", "2.–11. April 2019", "2 Veranstaltungen", "Inhalt", "Dienstag, 2. April 2019"),
        *("BEISPIEL: Nachtschicht im Reinraum", "18:00–20:00 Uhr", "Musterallee 1, 01109 Dresden", "Netzwerk Optik"),
        *("am laufenden Betrieb entlang", "– Schuhe", "kostenfrei", "kontakt@example.org", "+49 30 000"),
        *("Abgesagt", "Wegen Sturm.", "Technologiefelder", "Optik und Photonik", "testserver/2019/programm/"),
    ):
        assert part in text, part
    assert "**" not in text


@pytest.mark.django_db
def test_registers_name_the_pages(client: Client, programme: Edition) -> None:
    with pymupdf.open(stream=pdf_at(client, "/programm.pdf")) as document:
        pages = [page.get_text() for page in document]

    page = next(number for number, text in enumerate(pages, 1) if "Musterallee" in text)
    register = next(text for text in pages if "Technologiefelder\n" in text and "Musterallee" not in text and "Inhalt" not in text)
    assert re.search(rf"BEISPIEL: Nachtschicht im Reinraum\s+{page}\b", register)


@pytest.mark.django_db
def test_one_day_is_ordered_by_land_and_all_days_by_day(client: Client, current_edition: Edition) -> None:
    for code in ("SN", "BY"):
        PublishedEventFactory(title=f"Tagung {code}", state_id=code, dates=[date(2019, 4, 2)])

    day = text_of(pdf_at(client, "/programm.pdf?day=2019-04-02"))

    assert "Bayern 1 Veranstaltung" in day
    assert day.index("Tagung BY") < day.index("Tagung SN")
    assert "Dienstag, 2. April 2019 2 Veranstaltungen" in text_of(pdf_at(client, "/programm.pdf"))


@pytest.mark.django_db
def test_days_are_ordered_by_time_whatever_the_words_are(client: Client, current_edition: Edition) -> None:
    for title, hour in (("Anderes mit Leichtbau", 9), ("Leichtbau", 18), ("Noch etwas über Leichtbau", 12)):
        PublishedEventFactory(title=title, dates=[{"first_day": date(2019, 4, 2), "from_time": time(hour), "to_time": time(hour + 1)}])

    text = text_of(pdf_at(client, "/programm.pdf?q=Leichtbau"))

    assert sorted(("09:00", "12:00", "18:00"), key=text.index) == ["09:00", "12:00", "18:00"]


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "begins_on"), [(1, {2}), (content.ENTRIES_OF_A_PAGE, {3, 4, 5, 6, 7, 8})])
def test_only_full_days_begin_on_a_page_of_their_own(client: Client, current_edition: Edition, count: int, begins_on: set) -> None:
    for number in range(count * 2):
        PublishedEventFactory(title=f"Tagung {number}", dates=[date(2019, 4, 2 + number % 2)])

    with pymupdf.open(stream=pdf_at(client, "/programm.pdf")) as document:
        pages = [page.get_text() for page in document]

    first = [number for number, text in enumerate(pages, 1) if f"\n{count} Veranstaltung" in text and "Clusterwoche 2019\n" not in text]
    assert len(set(first)) == min(count, 2)
    assert set(first) <= begins_on


@pytest.mark.django_db
def test_the_same_programme_gives_the_same_bytes(client: Client, programme: Edition) -> None:
    first = pdf_at(client, "/programm.pdf")
    PublicRevision.advance()

    assert pdf_at(client, "/programm.pdf") == first


HOSTILE = [
    "#set page(width: 1cm)",
    '#read("/etc/passwd")',
    "#{panic()} $x$ *fett* _kursiv_ `raw` <label> @ref \\u{1F600} // weg /* weg */ = Titel",
    '"); DROP TABLE',
    "=cmd|' /C calc'!A0",
    "</script><script>alert(1)</script>",
    "Zeile\\eins; zwei, drei",
    "\u202everkehrt\u202c richtig",
    "Emoji 🚀 mitten 👩‍🔬 im 🇩🇪 Text",
    "漢字 und かな, 한국어",
    "עברית العربية हिन्दी ไทย",
    "Дом и сад, Αθήνα",
    "e\u0301a\u0300c\u0327",
    "e\u0301 Zalgo\u0300\u0301\u0302\u0303\u0304",
    "\ue000 \ufffe \ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "Ω ≈ ç √ ∫ ˜ µ ≤ ≥ ÷ Ł ő ș",
]


@pytest.mark.django_db
def test_hostile_texts_come_out_as_text(client: Client, current_edition: Edition, tmp_path) -> None:
    for number, text in enumerate(HOSTILE):
        PublishedEventFactory(title=f"Anfang {number} {text} Ende {number}", summary=text, venue=text)
    PublishedEventFactory(title="Lang", description="x" * 10_000 + " " + "Wort " * 2000)

    pdf = pdf_at(client, "/programm.pdf")

    text = text_of(pdf)
    assert findings(pdf, tmp_path) == []
    for number in range(len(HOSTILE)):
        assert f"Anfang {number}" in text
        assert f"Ende {number}" in text
    for kept in (
        *("#set page(width: 1cm)", '#read("/etc/passwd")', "$x$ *fett* _kursiv_", "</script>", "=cmd|", "Ω ≈ ç √ ∫ ˜ µ ≤ ≥ ÷ Ł ő ș"),
        *("Emoji 🚀 mitten 👩‍🔬 im 🇩🇪 Text", "漢字 und かな, 한국어", "Дом и сад, Αθήνα", "éàç", "verkehrt richtig"),
    ):
        assert kept in text, kept
    assert text.count("x" * 20) > 100


@pytest.mark.django_db
def test_what_typst_refuses_is_set_in_plain_letters(monkeypatch: pytest.MonkeyPatch, client: Client, current_edition: Edition) -> None:
    monkeypatch.setattr("events.programme.formats.brochure.typesetting.has_glyph", lambda _character: True)
    PublishedEventFactory(title="Tagung ᚠᚢ für alle")

    assert "Tagung □□ für alle" in text_of(pdf_at(client, "/programm.pdf"))


def test_what_cannot_be_set_at_all_is_refused() -> None:
    with pytest.raises(Refused):
        typeset({"nothing": ""}, made_at=asked.midnight())


@pytest.mark.django_db
def test_all_characters_that_are_let_through_have_a_glyph(current_edition: Edition) -> None:
    some = [code for path in fonts.FILES for code in list(fonts._characters(path))[:: 1 + len(fonts._characters(path)) // 600]]
    letters = [chr(code) for code in some if shown_text(f"a{chr(code)}") != f"a{BOX}"]
    told = content._brochure(
        edition=current_edition, subtitle="", size="", scope=[" ".join(letters)], sections=[], address="http://testserver/", brief=False
    )

    assert _press(told, fonts.has_glyph, asked.midnight()).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain", "Plain"),
        ("Zeile\neins\tzwei", "Zeile eins zwei"),
        ("🚀 Start 🇩🇪", "🚀 Start 🇩🇪"),
        ("👩‍🔬 漢字 かな 한국어 עברית العربية", "👩‍🔬 漢字 かな 한국어 עברית العربية"),
        ("ᚠ und \ue000", "□ und □"),
        ("e\u0301", "é"),
        ("a" * 60, f"{'a' * 28}\u200b{'a' * 28}\u200b{'a' * 4}"),
        ("beispielnetzwerk-bodensee@example.org", "beispielnetzwerk-bodensee@\u200bexample.org"),
        ("www.example.org/2019/programm/tag-der-offenen-tuer/", "www.example.org/\u200b2019/\u200bprogramm/\u200btag-der-offenen-tuer/"),
        ("\u202eumgekehrt\u202c \u2067x\u2069", "umgekehrt x"),
        ("\ufeffAnfang\x07", "Anfang"),
    ],
)
def test_texts_are_made_showable(text: str, expected: str) -> None:
    assert shown_text(text) == expected


@pytest.mark.parametrize("path", fonts.FILES, ids=lambda path: path.name)
def test_every_typeface_is_installed(path) -> None:
    assert fonts._characters(path)


# The shortlist


@pytest.mark.django_db
def test_the_shortlist_goes_along_as_brochure_and_calendar(client: Client, programme: Edition, tmp_path) -> None:
    event, stand = PublishedEventFactory(title="Ausgewählt"), PublishedStandFactory(title="Stand auf der Liste")
    gone = PublishedEventFactory(title="Zurückgezogen", withdrawn_at=asked.timezone.now())
    PublicRevision.advance()
    query = f"?event={event.pk}&event={gone.pk}&stand={stand.pk}"

    pdf, calendar = pdf_at(client, f"/merkliste.pdf{query}"), client.get(f"/en/shortlist.ics{query}")

    text = text_of(pdf)
    assert all(part in text for part in ("Merkliste", "Ausgewählt", "Stand auf der Liste", "„Zurückgezogen“ wurde zurückgezogen"))
    assert "Nachtschicht" not in text
    assert findings(pdf, tmp_path) == []
    told = calendar.content.decode().replace("\r\n ", "")
    assert told.count("BEGIN:VEVENT") == 2
    assert "STATUS:CANCELLED" in told
    assert f"URL:http://testserver/en/shortlist/{query}" in told
    assert calendar.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/merkliste.pdf", "/merkliste.ics", "/merkliste.pdf?event=99", "/en/shortlist.ics?stand=7"])
def test_an_empty_shortlist_has_no_files(client: Client, current_edition: Edition, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_what_goes_to_the_press_is_json(client: Client, programme: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = []
    monkeypatch.setattr(
        "events.programme.formats.brochure.typesetting.subprocess.run",
        lambda command, **options: asked_for.append((command, options)) or type("Done", (), {"returncode": 0, "stdout": b"%PDF"})(),
    )

    client.get("/programm.pdf")

    command, options = asked_for[0]
    assert command[1] == "-I"
    assert set(json.loads(options["input"])) == {"template", "fonts", "told", "timestamp"}
    assert "Nachtschicht" not in json.loads(options["input"])["template"]
