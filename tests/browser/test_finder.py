"""Finding in a real browser: filters without loading the page anew, Back, errors, and all of it without script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import PublishedEventFactory

COUNT = "#count"
ANNOUNCED = "#finder-status"


@pytest.fixture
def programme(transactional_db, current_edition):
    """Three events of two Länder."""
    PublishedEventFactory(title="Photonik in Jena", state_id="BY", dates=[date(2019, 4, 2)])
    PublishedEventFactory(title="Leichtbau in Stade", state_id="BE", dates=[date(2019, 4, 3)])
    PublishedEventFactory(title="Leichtbau in Jena", state_id="BY", dates=[date(2019, 4, 4)])


@pytest.fixture
def page(programme, open_page):
    """The programme, which notes when it is loaded anew."""
    page = open_page("/programm/")
    page.evaluate("window.loadedOnce = true")
    return page


def loaded_once(page) -> bool:
    """Whether the page is still the one that was loaded first."""
    return page.evaluate("window.loadedOnce === true")


def has_text(page, selector: str, text: str) -> None:
    """Wait until exactly `text` stands at `selector`."""
    page.wait_for_selector(f"{selector}:text-is('{text}')", state="attached")


def test_a_filter_replaces_the_results_and_back_brings_them_again(page) -> None:
    page.locator("input[name=state][value=BY]").check()
    page.wait_for_url("**/programm/?state=BY")
    has_text(page, ANNOUNCED, "2 Veranstaltungen")
    narrowed = page.inner_text(COUNT), page.locator(".chip").count(), page.evaluate("document.activeElement.value")

    page.go_back()
    has_text(page, COUNT, "3 Veranstaltungen")

    assert narrowed == ("2 Veranstaltungen", 1, "BY")
    assert (loaded_once(page), page.url.endswith("/programm/"), page.locator(".chip").count()) == (True, True, 0)


def test_words_are_searched_while_typing_and_the_cursor_stays(page) -> None:
    page.locator("input[name=q]").press_sequentially("Leichtb", delay=30)
    has_text(page, COUNT, "2 Veranstaltungen")
    page.keyboard.type("au")
    page.wait_for_url("**/programm/?q=Leichtbau")

    assert (loaded_once(page), page.input_value("input[name=q]")) == (True, "Leichtbau")
    assert page.locator("mark").all_inner_texts() == ["Leichtbau", "Leichtbau"]


def test_whoever_is_faster_than_the_results_keeps_their_place(page) -> None:
    held = []
    page.route("**/programm/?q=**", lambda route, _request: held.append(route))

    def answered(words: str, *, while_at: str):
        """What has the focus once the answer to `words` is there, for which one did not wait."""
        with page.expect_request(f"**/programm/?q={words}"):
            page.fill("input[name=q]", words)
        page.get_by_role("link", name=while_at).focus()
        held.pop().continue_()
        page.wait_for_url(f"**/programm/?q={words}")
        return page.evaluate("document.activeElement.id || document.activeElement.innerText")

    assert answered("Leichtbau", while_at="Leichtbau in Stade") == "Leichtbau in Stade"
    assert answered("Jena", while_at="Leichtbau in Stade") == "results"


def test_a_chip_takes_its_filter_away(page) -> None:
    page.goto(page.url + "?state=BY&q=Jena")
    page.evaluate("window.loadedOnce = true")
    page.click(".chip >> text=Jena")
    page.wait_for_selector(".chips li:only-child")

    assert (loaded_once(page), page.url.split("?")[1], page.evaluate("document.activeElement.id")) == (True, "state=BY", "results")


def test_an_error_falls_back_to_loading_the_page(page) -> None:
    page.route("**/programm/?state=BY", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_())

    page.locator("input[name=state][value=BY]").check()
    page.wait_for_url("**/programm/?state=BY")
    page.wait_for_load_state()

    assert (loaded_once(page), page.inner_text(COUNT)) == (False, "2 Veranstaltungen")


def test_the_form_works_without_script(programme, open_page) -> None:
    page = open_page("/programm/", java_script_enabled=False)

    page.locator("input[name=state][value=BY]").check()
    page.fill("input[name=q]", "Leichtbau")
    page.click("form#filters button[type=submit]")
    page.wait_for_url("**q=Leichtbau**")

    assert (page.inner_text(COUNT), page.locator(".chip").count()) == ("1 Veranstaltung", 2)


def test_on_a_phone_the_sheet_tells_the_number_before_it_closes(programme, open_page) -> None:
    page = open_page("/programm/", width=390)
    page.click(".filter-button")
    page.locator("input[name=state][value=BY]").scroll_into_view_if_needed()
    page.locator("input[name=state][value=BY]").check()
    button = page.locator("form#filters button[type=submit]")
    has_text(page, "form#filters button[type=submit] .kern-label", "2 Veranstaltungen anzeigen")
    is_open = page.evaluate("document.querySelector('#filters').matches(':popover-open')")
    button.click()

    expect(page.locator("#results")).to_be_focused()
    expect(page.locator("#filters")).not_to_be_visible()
    assert is_open
    assert page.inner_text(COUNT) == "2 Veranstaltungen"


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_any_state_of_the_finder(programme, open_page, axe, width: int) -> None:
    page = open_page("/programm/", width=width)
    found = {}

    for address in (
        "/programm/?state=BY&state=BE&q=Leichtbau&day=2019-04-03&day=2019-04-04&is_free=1",
        "/programm/?q=Leichtbua",
        "/programm/?near=Frankfurt&radius=9999",
        "/programm/?near=Jena&radius=20",
        "/programm/kalender/",
        "/programm/karte/",
        "/programm/karte/?state=BY",
        "/en/programme/calendar/?state=XX",
    ):
        page.goto(address)
        found[address] = axe(page)

    assert {address: findings for address, findings in found.items() if findings} == {}
