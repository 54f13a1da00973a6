"""The form behind an organiser's link in a real browser: accessible, on a phone, by keyboard, without a script."""

from itertools import pairwise

import pytest

from clusterweek.contents.pages import load_pages
from events.models import Contribution, Event
from events.programme.models import CurrentEdition
from tests.factories import (
    AudienceFactory,
    EditionFactory,
    EventFormatFactory,
    OrganiserLinkFactory,
    TechnologyFieldFactory,
    TradeFairFactory,
)


@pytest.fixture
def link(transactional_db, monkeypatch):
    """A link for one event, in a portal with pages, lists and a current edition."""
    monkeypatch.setattr("clusterweek.common.stamped_forms.LEAST_SECONDS", -1)
    load_pages()
    CurrentEdition.switch_to(EditionFactory())
    for make in (EventFormatFactory, TechnologyFieldFactory, AudienceFactory):
        make()
    return OrganiserLinkFactory()


def pages_of(link, page) -> list[str]:
    """The form, the form with errors, a form for a stand, what was sent, and its preview; the first in English, too."""
    stand = OrganiserLinkFactory(noun="stand", edition=link.edition)
    TradeFairFactory(edition=link.edition)
    page.goto(link.path)
    page.get_by_label("Titel *").fill("Offenes Labor")
    page.get_by_label("Ihre E-Mail-Adresse *").fill("olga@example.org")
    page.get_by_role("button", name="senden").click()
    page.wait_for_url("**/mitmachen/eintrag/**")
    entry = Contribution.objects.get().path
    ended = OrganiserLinkFactory(edition=link.edition, expires_at="2001-01-01T00:00Z").path
    return [
        stand.path,
        stand.path.replace("/mitmachen/formular/", "/en/take-part/form/"),
        entry,
        f"{entry}?sent",
        f"{entry}vorschau/",
        ended,
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_every_page_is_accessible_and_fits(link, open_page, axe, width: int, scheme: str) -> None:
    page = open_page(link.path, width=width, color_scheme=scheme)
    found, wide, headings = {}, [], {}

    page.get_by_role("button", name="senden").click()
    page.locator("#problems").wait_for()
    found["errors"] = axe(page, "target-size")
    for path in pages_of(link, page):
        page.goto(path)
        found[path] = axe(page, "target-size")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
        if levels[:1] != [1] or any(after - before > 1 for before, after in pairwise(levels)):
            headings[path] = levels

    assert {path: findings for path, findings in found.items() if findings} == {}
    assert (wide, headings) == ([], {})
    assert page.context.cookies() == []


def tab_to(page, name: str) -> None:
    """Press the tabulator until the field `name` has the focus; the trap for programs never has it."""
    for _number in range(90):
        page.keyboard.press("Tab")
        # The button of a day field belongs to the browser.
        focus = page.locator(":focus").first.get_attribute("name") if page.locator(":focus").count() else ""
        assert focus != "second_website"
        if focus == name:
            return
    raise AssertionError(f"The tabulator never reaches {name}.")


def test_form_is_filled_in_by_keyboard_on_a_phone_without_script(link, open_page) -> None:
    page = open_page(link.path, width=390, java_script_enabled=False)
    day = link.edition.first_day

    page.get_by_label("Titel *").focus()
    page.keyboard.type("Offenes Labor")
    tab_to(page, "format")
    page.keyboard.press("ArrowDown")
    tab_to(page, "rows-0-first_day")
    page.keyboard.type(f"{day:%m%d%Y}")
    tab_to(page, "further_organizers")
    page.keyboard.type("Beispiel e. V.")
    tab_to(page, "sender_email")
    page.keyboard.type("olga@example.org")
    tab_to(page, "send")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Gesendet").wait_for()
    event = Event.objects.get()
    assert (event.title, event.missing()) == ("Offenes Labor", {})
    assert event.dates.get().first_day == day


def test_nu_checker_finds_no_error(link, client, nu_errors) -> None:
    stand = OrganiserLinkFactory(noun="stand", edition=link.edition)
    pages = {path: client.get(path).content.decode() for path in (link.path, stand.path)}
    pages["errors"] = client.post(link.path, {"postal_code": "1", "rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0"}).content.decode()

    assert nu_errors(pages) == []
