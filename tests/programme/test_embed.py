"""The programme in frames of others: there and nowhere else, with the query's filters, and the code for it."""

import re
from html import unescape

import pytest
from django.test import Client

from events.programme.embed import MOST_EVENTS
from events.programme.models import CurrentEdition, Edition
from tests.browser.conftest import addresses
from tests.factories import PublishedEventFactory

FRAME = "/2019/programm/einbetten/"


def policy(response) -> dict[str, str]:
    """The content security policy by directive."""
    parts = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/programm/einbetten/", FRAME, "/en/programme/embed/", f"{FRAME}?state=NW&theme=dark"])
def test_the_frame_may_stand_anywhere(client: Client, current_edition: Edition, address: str) -> None:
    PublishedEventFactory()

    for _time in range(2):
        response = client.get(address)
        assert policy(response)["frame-ancestors"] == "*"
        assert "X-Frame-Options" not in response.headers
        assert (policy(response)["script-src"], policy(response)["default-src"]) == ("'self'", "'none'")
        assert response.cookies == {}


@pytest.mark.django_db
def test_nothing_else_may_stand_in_a_frame(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(slug="nachtschicht")
    frames = {"/programm/einbetten/", FRAME, "/en/programme/embed/", "/en/2019/programme/embed/"}

    open_to_all = {
        address
        for language in ("de", "en")
        for address in addresses(language)
        if (response := client.get(address)).headers.get("X-Frame-Options") != "DENY" or policy(response)["frame-ancestors"] != "'none'"
    }

    assert open_to_all == frames


@pytest.mark.django_db
def test_the_frame_shows_what_the_query_finds_and_leads_out_of_itself(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="In Bayern", state_id="BY")
    PublishedEventFactory(title="In Sachsen", state_id="SN")

    html = client.get(f"{FRAME}?state=BY").content.decode()

    assert "In Bayern" in html
    assert "In Sachsen" not in html
    assert '<base target="_top">' in html
    assert 'href="http://testserver/2019/programm/?state=BY"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<nav" not in html


@pytest.mark.django_db
def test_a_frame_holds_the_first_events_and_names_how_many_there_are(client: Client, current_edition: Edition) -> None:
    for _number in range(MOST_EVENTS + 5):
        PublishedEventFactory()

    html = client.get(FRAME).content.decode()

    assert html.count("event-card__title") == MOST_EVENTS
    assert f"Alle {MOST_EVENTS + 5} Veranstaltungen im Portal ansehen" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("theme", "root", "sheet"),
    [
        ("", '<html lang="de">', 'dark.css" media="screen and (prefers-color-scheme: dark)"'),
        ("dark", '<html lang="de" class="embed-dark">', 'dark.css" media="screen">'),
        ("light", '<html lang="de" class="embed-light">', ""),
        ('"><script>', '<html lang="de">', 'dark.css" media="screen and (prefers-color-scheme: dark)"'),
    ],
)
def test_the_frame_has_the_colours_that_are_chosen(client: Client, current_edition: Edition, theme: str, root: str, sheet: str) -> None:
    html = client.get(FRAME, {"theme": theme}).content.decode()

    assert root in html
    assert sheet in html
    assert ("dark.css" in html) == bool(sheet)


@pytest.mark.django_db
def test_before_the_opening_a_frame_tells_when(client: Client, collecting_edition: Edition) -> None:
    CurrentEdition.switch_to(collecting_edition)
    PublishedEventFactory(title="Geheim", edition=collecting_edition)

    html = client.get("/programm/einbetten/").content.decode()

    assert "Geheim" not in html
    assert "Das Programm wird hier am" in html


@pytest.mark.django_db
def test_the_code_carries_query_colours_and_edition(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(state_id="BY")

    html = client.get("/einbetten/?state=BY&state=NW&theme=dark").content.decode()

    code = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1])
    address = "http://testserver/2019/programm/einbetten/?state=BY&amp;state=NW&amp;theme=dark"
    assert f'<iframe src="{address}"' in code
    assert 'event.origin === "http://testserver"' in code
    assert f'src="{address.removeprefix("http://testserver")}"' in html
    assert '<input type="hidden" form="filters" name="theme" value="dark">' in html
    assert 'href="/en/embed/?state=BY&amp;state=NW&amp;theme=dark"' in html


@pytest.mark.django_db
def test_the_page_that_composes_may_show_its_own_frame(client: Client, current_edition: Edition) -> None:
    response = client.get("/einbetten/")

    assert (policy(response)["frame-src"], policy(response)["frame-ancestors"]) == ("'self'", "'none'")
    assert response.headers["X-Frame-Options"] == "DENY"
