"""Every kind of public page in a real browser: accessible, within its width, without errors, by keyboard."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from clusterweek.common.languages import LANGUAGES, language_of_path
from tests.browser.conftest import MISSING, addresses
from tests.looking import complaints


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_holds(full_programme, open_page, axe, nu_errors, live_server, client, language: str) -> None:
    page = open_page("/", reduced_motion="reduce")
    errors = listen(page, live_server.url)
    walked = dict.fromkeys((*addresses(language), *listed(client, language)))
    found: dict[str, list[str]] = {}
    answers = {}

    for address in walked:
        answers[address] = page.goto(address).text()
        found[address] = [*complaints(page, axe), *errors]
        errors.clear()

    assert {address: lines for address, lines in found.items() if lines} == {}
    assert nu_errors(answers) == []
    assert page.context.cookies() == []


def listen(page, portal: str) -> list[str]:
    """What the browser complains of from now on: scripts, the content security policy, foreign hosts."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if urlsplit(request.url).netloc != urlsplit(portal).netloc else None)
    return heard


def is_complaint(message) -> bool:
    """Whether the browser complains of more than of a page that is not there."""
    return message.type in ("error", "warning") and "status of 404" not in message.text


def listed(client, language: str) -> list[str]:
    """The addresses in the sitemap of kinds that are not among those of the routes: a new kind of page is walked by itself."""
    sitemap = client.get("/sitemap.xml").content.decode()
    paths = [urlsplit(found).path for found in re.findall("<loc>(.*?)</loc>", sitemap)]
    by_kind = {resolve(path).view_name: path for path in paths if language_of_path(path) == language}
    known = {resolve(urlsplit(address).path).view_name for address in addresses(language) if address != MISSING}
    return [path for kind, path in by_kind.items() if kind not in known]


FOCUSABLE = "a[href]:visible:not([tabindex='-1']), button:visible, input:not([type=hidden]):visible, select:visible, summary:visible"


# Where the focus is now: on nothing, on what had it before, on something that is not shown, or on something new.
STEP = """() => {
  const now = document.activeElement, before = window.focusedBefore;
  if ([document.body, document.documentElement, null].includes(now)) return "nothing";
  window.focusedBefore = now;
  return now === before ? "same" : now.getClientRects().length ? "new" : "hidden";
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_keyboard_reaches_everything_without_script(full_programme, open_page, width: int) -> None:
    page = open_page("/", width=width, java_script_enabled=False)
    unreached = {}

    for address in addresses("de"):
        page.goto(address)
        expected, reached = page.locator(FOCUSABLE).count(), 0
        page.keyboard.press("Tab")
        while reached <= expected and (step := page.evaluate(STEP)) != "nothing":
            assert step != "hidden", f"{address}: the focus is on something that is not shown"
            # The parts of a date field are steps, too, but one field.
            reached += step == "new"
            page.keyboard.press("Tab")
        if reached < expected:
            unreached[address] = (reached, expected)

    assert unreached == {}


def test_the_focus_is_seen_wherever_the_tab_key_leads(full_programme, open_page) -> None:
    page = open_page("/", reduced_motion="reduce")
    found: dict[str, list] = {}

    for address in addresses("de"):
        page.goto(address)
        page.keyboard.press("Tab")
        for _stop in range(400):
            lines = page.evaluate("document.activeElement === document.body ? null : looking.focused()")
            if lines is None:
                break
            if lines:
                found.setdefault(address, []).extend(lines)
            page.keyboard.press("Tab")

    assert found == {}


def test_skip_link_leads_to_the_content(full_programme, open_page) -> None:
    page = open_page("/programm/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/programm/#main")


def test_phone_menu_works_without_script(full_programme, open_page) -> None:
    page = open_page("/", width=390, java_script_enabled=False)
    link = page.locator("header a[href='/messestaende/']").first
    assert not link.is_visible()

    page.get_by_role("button", name="Menü").click()
    link.click()

    page.wait_for_url("**/messestaende/")


def test_filter_on_a_phone_without_script(full_programme, open_page) -> None:
    page = open_page("/programm/", width=390, java_script_enabled=False)

    page.get_by_role("button", name="Filter").click()
    page.get_by_label("Suche").fill("Nachtschicht")
    page.get_by_role("button", name="anzeigen").click()

    page.wait_for_url("**q=Nachtschicht**")
    assert page.locator(".event-card").count() == 1
