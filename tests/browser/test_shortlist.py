"""The shortlist in a real browser: it stays there, goes along as a link, and works where nothing is kept."""

import shutil
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.test_finder import has_text
from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.factories import PublishedEventFactory, PublishedStandFactory

FIRST = date(2019, 4, 2)
STAR = ".event-card .star"
COUNT = "[data-shortlist-count]"


@pytest.fixture
def programme(transactional_db, current_edition):
    """Thirty events and a stand."""
    for number in range(30):
        row = {"first_day": FIRST + timedelta(days=number % 10), "from_time": time(10), "to_time": time(12)}
        PublishedEventFactory(title=f"Vortrag {number}", dates=[row])
    return PublishedStandFactory(title="Gemeinschaftsstand")


def star_all(page) -> None:
    """Star all events, page by page."""
    for address in ("/programm/", "/programm/?page=2"):
        page.goto(address)
        for star in page.locator(STAR).all():
            star.click()


def test_thirty_events_survive_closing_the_browser(programme, browser, live_server, tmp_path) -> None:
    def opened():
        path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
        return browser.browser_type.launch_persistent_context(
            str(tmp_path), executable_path=path, args=CHROMIUM_FLAGS, base_url=live_server.url, timezone_id="Europe/Berlin"
        )

    context = opened()
    star_all(context.pages[0])
    context.close()
    context = opened()
    page = context.pages[0]
    page.goto("/merkliste/")
    page.wait_for_url("**/merkliste/?event=**")

    assert page.locator(".event-card").count() == 30
    assert page.inner_text(COUNT).strip() == "(30)"
    assert page.locator("[data-shared]").is_hidden()
    assert context.cookies() == []
    context.close()


def test_a_star_is_a_button_that_tells_what_it_did(programme, open_page) -> None:
    page = open_page("/programm/")
    star = page.locator(STAR).first

    star.focus()
    page.keyboard.press("Space")
    has_text(page, "#star-status", "Steht jetzt auf der Merkliste.")
    pressed = star.get_attribute("aria-pressed"), page.inner_text(COUNT).strip()
    page.locator("input[name=q]").fill("Vortrag 0")
    page.wait_for_url("**q=Vortrag**")
    has_text(page, "#count", "1 Veranstaltung")
    after_filtering = page.locator(STAR).first.get_attribute("aria-pressed")
    page.locator(STAR).first.click()
    has_text(page, "#star-status", "Steht nicht mehr auf der Merkliste.")

    assert (pressed, after_filtering) == (("true", "(1)"), "true")
    assert page.locator(STAR).first.get_attribute("aria-pressed") == "false"
    assert "/programm/" in page.url


def own_list(open_page):
    """The list of a browser in which two events have been starred."""
    page = open_page("/programm/")
    for number in range(2):
        page.locator(STAR).nth(number).click()
    page.goto("/merkliste/")
    page.wait_for_url("**/merkliste/?event=**")
    return page


def test_on_the_list_itself_what_is_taken_off_disappears(programme, open_page) -> None:
    page = own_list(open_page)
    page.locator(f"{STAR}[aria-pressed=true]").first.click()

    page.wait_for_selector("#events:text-is('1 Veranstaltung')")
    expect(page.locator(".event-card")).to_have_count(1)
    expect(page.locator("#main")).to_be_focused()
    assert page.url.count("event=") == 1


def test_a_list_that_cannot_be_fetched_anew_is_loaded_anew(programme, open_page) -> None:
    page = own_list(open_page)
    page.route("**/merkliste/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_())

    page.locator(f"{STAR}[aria-pressed=true]").first.click()

    expect(page.locator(".event-card")).to_have_count(1)
    expect(page.locator("#events")).to_have_text("1 Veranstaltung")


def test_the_link_opens_the_same_list_elsewhere_and_can_be_adopted(programme, open_page) -> None:
    page = open_page("/programm/")
    for number in range(3):
        page.locator(STAR).nth(number).click()
    page.goto(programme.get_absolute_url())
    page.locator(".star--page").click()
    page.goto("/merkliste/")
    page.wait_for_url("**/merkliste/?event=**")
    link, titles = page.input_value("#shortlist-link"), page.locator(".event-card h4").all_inner_texts()

    elsewhere = open_page(link.replace("http://testserver", ""))
    seen = elsewhere.locator(".event-card h4").all_inner_texts()
    offered, before = elsewhere.locator("[data-shared]").is_visible(), elsewhere.inner_text(COUNT)
    elsewhere.locator("[data-adopt]").click()
    expect(elsewhere.locator("[data-shortlist-count]").first).to_have_text("(4)")

    assert (seen, offered, before) == (titles, True, "")
    # The list is opened anew, as one's own.
    expect(elsewhere.locator("[data-shared]")).to_be_hidden()


NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })"


def test_where_the_browser_keeps_nothing_the_address_does_and_a_hint_says_so(programme, open_page) -> None:
    page = open_page("/programm/")
    page.context.add_init_script(NO_STORAGE)
    page.goto("/programm/")

    page.locator(STAR).first.click()
    page.wait_for_url("**/merkliste/?event=*")

    assert page.locator("[data-no-storage]").is_visible()
    assert page.locator(".event-card").count() == 1


def test_without_script_stars_and_addresses_make_the_list(programme, open_page) -> None:
    page = open_page("/programm/", java_script_enabled=False)
    second = page.locator(".event-card a").nth(1).get_attribute("href")
    page.locator(STAR).first.click()
    page.fill("#shortlist-add", second)
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.locator(".event-card")).to_have_count(2)
    page.locator(".shortlist__off").first.click()

    expect(page.locator(".event-card")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(programme, open_page, axe, width: int) -> None:
    page = open_page("/programm/", width=width)
    for star in page.locator(STAR).all()[:6]:
        star.click()
    found = axe(page, "target-size")
    page.goto("/merkliste/")
    page.wait_for_url("**/merkliste/?event=**")
    found += axe(page, "target-size")
    page.goto("/merkliste/?event=1&stand=999&add=falsch")
    found += axe(page, "target-size")

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
