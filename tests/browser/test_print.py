"""Pages on paper: black on white whatever the device prefers, without navigation, with the addresses of links, entries whole."""

import pymupdf
import pytest

from clusterweek.common.languages import LANGUAGES
from tests.browser.conftest import addresses

SHOWN = """() => [...document.querySelectorAll("nav, button, form, .star, .site-footer, .breadcrumb, .pagination")]
  .filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 80))"""
DARK = """() => [...document.querySelectorAll("main, main *")].filter((each) => {
  const style = getComputedStyle(each), [red, green, blue, alpha = 1] = style.backgroundColor.match(/[0-9.]+/g).map(Number);
  return each.checkVisibility() && alpha && red + green + blue < 600 && !each.closest(".week__bar, .kern-icon, mark");
}).map((each) => each.className)"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_prints_navigation_or_dark_areas(full_programme, open_page, language: str) -> None:
    page = open_page("/", color_scheme="dark")
    wrong = {}

    for address in addresses(language):
        page.emulate_media(media="screen")
        page.goto(address)
        page.emulate_media(media="print")
        assert page.evaluate("matchMedia('print').matches")
        if found := [*page.evaluate(SHOWN), *page.evaluate(DARK)]:
            wrong[address] = found

    assert wrong == {}


def test_paper_tells_where_it_comes_from_and_where_links_lead(full_programme, open_page) -> None:
    page = open_page("/2019/programm/nachtschicht/")
    with pymupdf.open(stream=page.pdf(format="A4")) as document:
        event = " ".join(" ".join(sheet.get_text() for sheet in document).split())
    page.goto("/programm/")
    with pymupdf.open(stream=page.pdf(format="A4")) as document:
        sheets = [sheet.get_text() for sheet in document]

    assert "http://testserver/2019/programm/nachtschicht/" in event.replace(" ", "")
    assert "(https://example.org/anmelden)" in event
    assert "/2019/programm/vortrag-0/" in sheets[0]
    assert len(sheets) > 1
    assert f"1 / {len(sheets)}" in sheets[0]
