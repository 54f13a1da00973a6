"""Every kind of public page in a real browser: accessible, within its width, without errors, by keyboard."""

from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from clusterweek.common.languages import LANGUAGES
from tests.browser.conftest import addresses


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(full_programme, open_page, axe, language: str, width: int) -> None:
    page = open_page("/", width=width)
    found = {}

    for address in addresses(language):
        page.goto(address)
        found[address] = axe(page)

    assert {address: findings for address, findings in found.items() if findings} == {}


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_in_either_colour_scheme(full_programme, open_page, axe, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme)

    found = {}
    for address in ("/", "/programm/?state=NW&state=XX", "/2019/programm/nachtschicht/", "/messestaende/", "/kontakt/"):
        page.goto(address)
        found[address] = axe(page)

    assert {address: findings for address, findings in found.items() if findings} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_a_small_phone(full_programme, open_page, language: str) -> None:
    page = open_page("/", width=320)
    too_wide = []

    for address in addresses(language):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            too_wide.append(address)

    assert too_wide == []


def test_no_page_breaks_the_policy_or_asks_a_foreign_host(full_programme, open_page, live_server) -> None:
    page = open_page("/")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda request: problems.append(request.url) if urlsplit(request.url).netloc not in urlsplit(live_server.url).netloc else None,
    )

    for address in addresses("de"):
        page.goto(address)
    problems = [problem for problem in problems if "status of 404" not in problem]

    assert problems == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nu_checker_finds_no_error(full_programme, client, nu_errors, language: str) -> None:
    pages = {address: client.get(address).content.decode() for address in addresses(language)}

    assert nu_errors(pages) == []


def test_headings_are_in_order(full_programme, open_page) -> None:
    page = open_page("/")
    wrong = {}

    for address in addresses("de"):
        page.goto(address)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
        if levels[:1] != [1] or any(after - before > 1 for before, after in pairwise(levels)):
            wrong[address] = levels

    assert wrong == {}


FOCUSABLE = "a[href]:visible:not([tabindex='-1']), button:visible, input:not([type=hidden]):visible, select:visible, summary:visible"


@pytest.mark.parametrize("width", [1280, 390])
def test_keyboard_reaches_everything_without_script(full_programme, open_page, width: int) -> None:
    page = open_page("/", width=width, java_script_enabled=False)
    unreached = {}

    for address in addresses("de"):
        page.goto(address)
        expected, reached = page.locator(FOCUSABLE).count(), 0
        page.keyboard.press("Tab")
        while reached <= expected and page.locator(":focus").count():
            assert page.locator(":focus").bounding_box(), f"{address}: the focus is on something that is not shown"
            reached += 1
            page.keyboard.press("Tab")
        if reached < expected:
            unreached[address] = (reached, expected)

    assert unreached == {}


def test_skip_link_leads_to_the_content(full_programme, open_page) -> None:
    page = open_page("/programm/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#main"


def test_phone_menu_works_without_script(full_programme, open_page) -> None:
    page = open_page("/", width=390, java_script_enabled=False)
    link = page.locator("header a[href='/messestaende/']").first
    assert not link.is_visible()

    page.get_by_role("button", name="Menü").click()
    link.click()

    assert page.url.endswith("/messestaende/")


def test_filter_on_a_phone_without_script(full_programme, open_page) -> None:
    page = open_page("/programm/", width=390, java_script_enabled=False)

    page.get_by_role("button", name="Filter").click()
    page.get_by_label("Suche").fill("Nachtschicht")
    page.get_by_role("button", name="Ergebnisse anzeigen").click()

    assert "q=Nachtschicht" in page.url
    assert page.locator(".event-card").count() == 1
