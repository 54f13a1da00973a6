"""The main jobs by keyboard alone, with what a screen reader is told at each step: read from the accessibility tree."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import submit
from events.models import Event
from tests.browser.test_finder import has_text
from tests.factories import (
    PASSWORD,
    CoordinatorFactory,
    EditionFactory,
    EventFactory,
    EventFormatFactory,
    OfficeFactory,
    PublishedEventFactory,
)

# So many stops nobody wants to pass before the next thing.
MOST_STOPS = 90


@pytest.fixture
def programme(transactional_db, current_edition) -> None:
    """Three events, two of them in Bavaria."""
    PublishedEventFactory(title="Photonik in Jena", slug="photonik", state_id="BY", dates=[date(2019, 4, 2)])
    PublishedEventFactory(title="Leichtbau in Stade", slug="stade", state_id="BE", dates=[date(2019, 4, 3)])
    PublishedEventFactory(title="Leichtbau in Jena", slug="jena", state_id="BY", dates=[date(2019, 4, 4)])


@pytest.fixture
def collected(transactional_db) -> Event:
    """A draft of NW that lacks its format, in an edition that collects, and a format to choose; and one in the review queue."""
    edition = EditionFactory(collecting=True)
    land, _office = CoordinatorFactory(email="land@example.org"), OfficeFactory(email="office@example.org")
    submit(EventFactory(edition=edition, title="Chips zum Anfassen"), by=land, edit_revision=1)
    EventFormatFactory(slug="workshop", name="Workshop")
    return EventFactory(edition=edition, title="Offene Werkstatt", format=None)


def heard(page) -> str:
    """What a screen reader says about what has the focus: its role, its name, its state; nothing at the end of the page."""
    if not page.locator(":focus").count():
        return ""
    return page.locator(":focus").aria_snapshot().partition("\n")[0].removeprefix("- ").strip("':")


def tab_to(page, beginning: str, *, most: int = MOST_STOPS) -> str:
    """Press Tab until what is heard begins with `beginning`; returns all of it."""
    passed = []
    for _stop in range(most):
        page.keyboard.press("Tab")
        passed.append(heard(page))
        if passed[-1].startswith(beginning):
            return passed[-1]
    pytest.fail(f"Not reached: {beginning}; passed: {passed}")


def there(page, selector: str) -> None:
    """Wait until the page with `selector` is there, to its end."""
    page.wait_for_selector(selector)
    page.wait_for_load_state()


def test_find_and_subscribe(programme, open_page) -> None:
    page = open_page("/programm/")

    tab_to(page, 'link "Zum Inhalt springen"')
    page.keyboard.press("Enter")
    tab_to(page, 'searchbox "Suche"')
    page.keyboard.type("Leichtbau")
    page.wait_for_url("**/programm/?q=Leichtbau")
    has_text(page, "#finder-status", "2 Veranstaltungen")
    results = page.locator("#results").aria_snapshot()
    tab_to(page, 'link "Leichtbau in Stade"')
    tab_to(page, 'link "Kalender-App"')

    assert '- heading "2 Veranstaltungen" [level=2]' in results
    assert '- heading "Leichtbau in Stade" [level=3]' in results
    assert page.locator(":focus").get_attribute("href").startswith("webcal://")
    assert page.locator(":focus").get_attribute("href").endswith("/2019/programm.ics?q=Leichtbau")


def test_put_on_the_shortlist_and_share_it(programme, open_page) -> None:
    page = open_page("/programm/")

    before = tab_to(page, 'button "Merken: Photonik in Jena"')
    page.keyboard.press("Space")
    has_text(page, "#star-status", "Steht jetzt auf der Merkliste.")
    after = heard(page)
    page.get_by_role("link", name="Merkliste (1)").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/merkliste/?event=**")
    listed = page.locator("main").aria_snapshot()
    shared = tab_to(page, 'textbox "Der Link zu dieser Liste"')

    assert (before, after) == ('button "Merken: Photonik in Jena"', 'button "Merken: Photonik in Jena" [pressed]')
    assert '- heading "Merkliste" [level=1]' in listed
    assert '- heading "1 Veranstaltung" [level=2]' in listed
    assert "Leichtbau" not in listed
    assert shared.endswith(urlsplit(page.url).path + "?" + urlsplit(page.url).query)


def test_filter_on_a_phone(programme, open_page) -> None:
    page = open_page("/programm/", width=390, height=800)

    tab_to(page, 'button "Filter')
    page.keyboard.press("Enter")
    first_in_sheet = tab_to(page, 'searchbox "Suche"')
    land = tab_to(page, 'checkbox "Bayern')
    page.keyboard.press("Space")
    has_text(page, "#finder-status", "2 Veranstaltungen")
    chosen = heard(page)
    tab_to(page, 'button "2 Veranstaltungen anzeigen"')
    page.keyboard.press("Enter")
    # The new results have the focus once they stand there.
    expect(page.locator("#results")).to_be_focused()

    expect(page.locator("#filters")).not_to_be_visible()
    assert first_in_sheet == 'searchbox "Suche"'
    assert (land, chosen) == ('checkbox "Bayern 2"', 'checkbox "Bayern 2" [checked]')
    expect(page.locator("#results")).to_match_aria_snapshot('- heading "2 Veranstaltungen" [level=2]')


def test_report_an_error_and_put_right_what_is_missing(programme, open_page, monkeypatch) -> None:
    monkeypatch.setattr("clusterweek.common.stamped_forms.LEAST_SECONDS", -1)
    page = open_page("/2019/programm/jena/")

    tab_to(page, 'link "Fehler in diesem Eintrag melden"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/fehler-melden/")
    tab_to(page, 'textbox "Ihre E-Mail-Adresse (freiwillig)"')
    page.keyboard.type("ich@example.org")
    tab_to(page, 'button "Meldung senden"')
    page.keyboard.press("Enter")
    there(page, "#problems")
    problems = page.locator("#problems").aria_snapshot()
    tab_to(page, 'link "Was stimmt nicht?"')
    page.keyboard.press("Enter")
    at_the_field = heard(page)
    described = page.locator(":focus").evaluate("field => document.getElementById(field.id + '_error').innerText")
    page.keyboard.type("Der Raum ist 12.")
    tab_to(page, 'button "Meldung senden"')
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?sent"))

    assert "- alert" in problems
    assert at_the_field.startswith('textbox "Was stimmt nicht? *"')
    assert described
    assert '- heading "Vielen Dank für Ihre Meldung" [level=1]' in page.locator("main").aria_snapshot()


def sign_in(page, email: str) -> None:
    """From the door of the back office to the desk."""
    page.goto("/verwaltung/")
    tab_to(page, 'textbox "E-Mail')
    page.keyboard.type(email)
    tab_to(page, 'textbox "Passwort')
    page.keyboard.type(PASSWORD)
    tab_to(page, 'button "Anmelden"')
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_sign_in_and_submit(collected, open_page) -> None:
    page = open_page("/konto/login/")
    door = page.locator("main").aria_snapshot()

    sign_in(page, "land@example.org")
    desk = page.locator("main").aria_snapshot()
    colours = tab_to(page, 'button "Design wechseln')
    tab_to(page, 'link "Zum Inhalt springen"')
    page.keyboard.press("Enter")
    tab_to(page, 'link "Ausfüllen : Offene Werkstatt"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/?check=1")
    form = page.locator("main").aria_snapshot()
    tab_to(page, 'link "Bitte wählen Sie ein Format."')
    page.keyboard.press("Enter")
    at_the_field = heard(page)
    page.keyboard.type("Workshop")
    tab_to(page, 'button "Speichern und einreichen"', most=200)
    page.keyboard.press("Enter")
    there(page, ".messagelist")

    assert '- heading "Anmelden" [level=1]' in door
    assert '- heading "Entwürfe" [level=2]' in desk
    assert colours == 'button "Design wechseln (aktuelles Design: automatisch)"'
    assert '- heading "Offene Werkstatt" [level=1]' in form
    assert at_the_field.startswith('combobox "Format')
    assert "- status" in page.locator("main").aria_snapshot()
    collected.refresh_from_db()
    assert (collected.review_status, str(collected.format)) == ("submitted", "Workshop")


def test_review_and_return(collected, open_page) -> None:
    page = open_page("/konto/login/")
    sign_in(page, "office@example.org")

    tab_to(page, 'link "Zum Inhalt springen"')
    page.keyboard.press("Enter")
    tab_to(page, 'link "Der Reihe nach prüfen"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/**")
    entry = page.locator("main").aria_snapshot()
    tab_to(page, 'button "Zurückgeben"', most=200)
    page.keyboard.press("Enter")
    there(page, ".errornote")
    refused = page.locator("main").aria_snapshot()
    tab_to(page, 'textbox "Notiz an das Land"', most=200)
    described = page.locator(":focus").evaluate("field => document.getElementById(field.getAttribute('aria-describedby')).innerText")
    page.keyboard.type("Bitte nennen Sie den Raum.")
    tab_to(page, 'button "Zurückgeben"')
    page.keyboard.press("Enter")
    there(page, ".messagelist")

    assert '- heading "Chips zum Anfassen" [level=1]' in entry
    assert '- heading "Entscheidung" [level=2]' in entry
    assert "- alert" in refused
    assert described
    assert "- status" in page.locator("main").aria_snapshot()
    assert list(Decision.objects.values_list("kind", "note")) == [("returned", "Bitte nennen Sie den Raum.")]
