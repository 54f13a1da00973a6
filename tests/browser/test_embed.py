"""The frame on somebody else's page, in a real browser: the code works as it is copied."""

import re
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.factories import PublishedEventFactory


@pytest.fixture
def programme(transactional_db, current_edition, settings, live_server):
    """Six events, three of them in Bayern."""
    settings.BASE_URL = live_server.url
    for number in range(6):
        PublishedEventFactory(title=f"Tagung {number}", state_id="BY" if number % 2 else "NW", dates=[date(2019, 4, 2 + number)])


@pytest.fixture
def host():
    """Gives the address of a page on another origin: `host(html)`."""

    class Page(BaseHTTPRequestHandler):
        html = ""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Land</title>{self.html}".encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()

    def make(html: str) -> str:
        Page.html = html
        return f"http://127.0.0.1:{server.server_port}/"

    yield make
    server.shutdown()
    server.server_close()


def test_the_copied_code_shows_the_events_in_full_height_and_leads_to_the_portal(programme, open_page, live_server, host) -> None:
    page = open_page("/einbetten/?state=BY&theme=dark", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Code kopieren").click()
    page.wait_for_selector("[data-copy-status]:text-is('Kopiert.')")
    code = page.evaluate("navigator.clipboard.readText()")

    page.goto(host(code))
    frame = page.frame_locator("iframe")
    frame.locator(".event-card").first.wait_for()
    page.wait_for_selector("iframe[style*=height]")
    inside = page.frames[1]
    background = inside.evaluate("getComputedStyle(document.body).backgroundColor")
    overflow = [inside.evaluate("document.documentElement.scrollHeight - innerHeight")]
    # The height is told again whenever it changes, such as when the fonts are there.
    while overflow[-1] > 0 and len(overflow) < 50:
        page.wait_for_timeout(100)
        overflow.append(inside.evaluate("document.documentElement.scrollHeight - innerHeight"))
    titles = frame.locator(".event-card__title").all_inner_texts()
    frame.locator(".event-card a").first.click()
    page.wait_for_url(f"{live_server.url}/2019/programm/**")

    assert titles == ["Tagung 1", "Tagung 3", "Tagung 5"]
    assert background == "rgb(12, 18, 38)"
    assert overflow[-1] <= 0
    assert page.context.cookies() == []


def test_choosing_filters_keeps_the_colours_and_changes_the_code(programme, open_page) -> None:
    page = open_page("/einbetten/?theme=light")
    page.locator("input[name=state][value=BY]").check()
    page.wait_for_url("**/einbetten/?*state=BY*")
    expect(page.locator("#embed-code")).to_have_value(re.compile("state=BY"))

    assert "theme=light" in page.input_value("#embed-code")
    assert page.frame_locator("iframe").locator(".event-card").first.inner_text().count("Tagung 1") == 1


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(programme, open_page, axe, width: int, scheme: str) -> None:
    page = open_page("/einbetten/", width=width, color_scheme=scheme)
    found = axe(page)
    for address in ("/programm/einbetten/", "/programm/einbetten/?theme=dark", "/en/programme/embed/?theme=light&q=nichts"):
        page.goto(address)
        found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert found == []
