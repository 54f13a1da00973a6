"""What holds on every public page: no cookie, no session, strict CSP, few queries, both languages."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client

from clusterweek.common.languages import LANGUAGES, page_url
from clusterweek.contents.pages import load_pages
from clusterweek.editorial.models import PublicRevision
from clusterweek.pages.models import Page
from clusterweek.pages.urls import ROUTES as PAGES
from contacts.models import ContactPerson
from events.programme.index.keeping import index_of
from events.programme.lists import current_lists, forget_lists
from events.programme.models import Edition
from events.programme.urls import ROUTES as PROGRAMME
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    PatronFactory,
    PublishedEventFactory,
    PublishedStandFactory,
    TechnologyFieldFactory,
)

MAX_QUERIES = 6


def populate(edition: Edition, count: int) -> dict[str, dict[str, str]]:
    """`count` of everything, all related; returns the arguments of the addresses that need some."""
    load_pages()
    PatronFactory(edition=edition)
    field = TechnologyFieldFactory()
    for number in range(count):
        person = ContactPersonFactory()
        ContactPersonFactory(role=ContactPerson.Role.COORDINATOR, state_id="NW", expires_on=date(2099, 1, 1))
        cluster = ClusterFactory(technology_fields=[field], slug=f"netz-{number}")
        event = PublishedEventFactory(
            edition=edition,
            slug=f"tag-{number}",
            organizers=[cluster],
            technology_fields=[field],
            contact_persons=[person],
            partner_states=["BY"],
            dates=[date(2019, 4, 2), date(2019, 4, 5)],
        )
        PublishedStandFactory(
            fair__edition=edition,
            slug=f"stand-{number}",
            main_exhibitor=cluster,
            co_exhibitors=["Firma"],
            technology_fields=[field],
            contact_persons=[person],
            events_at_stand=[event],
        )
    edition.opening_event = event
    edition.closing_event = event
    edition.save()
    in_edition = {"edition": edition.slug}
    return {
        "edition_programme": in_edition,
        "edition_calendar": in_edition,
        "edition_map": in_edition,
        "edition_changes": in_edition,
        "edition_embed": in_edition,
        "edition_embedding": in_edition,
        "edition_stands": in_edition,
        "event": {**in_edition, "slug": "tag-0"},
        "stand": {**in_edition, "slug": "stand-0"},
        "current_event": {"slug": "tag-0"},
        "cluster": {"slug": "netz-0"},
        "state": {"code": "nw"},
    }


ROUTE_NAMES = [route.name for route in (*PROGRAMME, *PAGES)]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ROUTE_NAMES)
@pytest.mark.django_db
def test_page_needs_few_queries_however_much_there_is(
    client: Client, current_edition, name: str, count: int, django_assert_max_num_queries
) -> None:
    address = page_url(name, **populate(current_edition, count).get(name, {}))
    index_of(current_edition, current_lists())

    with django_assert_max_num_queries(MAX_QUERIES):
        response = client.get(address)

    assert response.status_code == (302 if name == "current_event" else 200)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ROUTE_NAMES)
@pytest.mark.django_db
def test_page_keeps_nothing_about_its_visitor(client: Client, current_edition, name: str, language: str) -> None:
    address = page_url(name, language, **populate(current_edition, 1).get(name, {}))

    response = client.get(address, follow=True)

    html = response.content.decode()
    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Accept-Language" not in response.headers.get("Vary", "")
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in html
    assert foreign_requests(html) == []
    # Data, which no browser runs, and code that is shown.
    html = re.sub(r'<script type="application/ld\+json">|<textarea.*?</textarea>|<code.*?</code>', "", html, flags=re.DOTALL)
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", html)
    assert len(re.findall(r"<h1[\s>]", html)) == 1


def foreign_requests(html: str) -> list[str]:
    """Whatever the page would load from another host."""
    loaded = re.findall(r'<(?:img|script|link rel="(?:stylesheet|preload|icon)"|source|iframe)[^>]*?(?:src|href|srcset)="([^"]+)"', html)
    return [address for address in loaded if urlsplit(address).netloc]


# What stands in a frame of another website has no address of its own to offer.
@pytest.mark.parametrize("name", [name for name in ROUTE_NAMES if name not in {"embed", "edition_embed"}])
@pytest.mark.django_db
def test_page_names_its_other_language(client: Client, current_edition, name: str) -> None:
    arguments = populate(current_edition, 1).get(name, {})

    html = client.get(page_url(name, "de", **arguments), follow=True).content.decode()

    shown = "event" if name == "current_event" else name
    if shown == "event":
        arguments = {"edition": "2019", "slug": "tag-0"}
    assert f'hreflang="en" href="http://testserver{page_url(shown, "en", **arguments)}"' in html
    assert f'<link rel="canonical" href="http://testserver{page_url(shown, "de", **arguments)}">' in html


@pytest.mark.django_db
def test_languages_of_a_query_keep_it(client: Client, current_edition) -> None:
    html = client.get("/programm/?state=NW&unknown=1&format=vortrag").content.decode()

    assert 'href="/en/programme/?state=NW&amp;format=vortrag"' in html
    assert "unknown" not in html


@pytest.mark.django_db
def test_home_without_any_edition_is_not_found(client: Client) -> None:
    assert client.get("/").status_code == 404


@pytest.mark.parametrize("key", Page.Key.values)
@pytest.mark.django_db
def test_text_page_shows_what_the_office_wrote(client: Client, current_edition, key: str) -> None:
    Page.objects.create(key=key, title="Titel", text="Ein **wichtiger** Satz.", title_en="Title", text_en="An *important* sentence.")

    assert "Ein <strong>wichtiger</strong> Satz." in client.get(page_url(key, "de")).content.decode()
    assert "An <em>important</em> sentence." in client.get(page_url(key, "en")).content.decode()


@pytest.mark.django_db
def test_english_text_falls_back_to_german_and_says_so(client: Client, current_edition) -> None:
    Page.objects.create(key=Page.Key.IMPRINT, title="Impressum", text="Ein Satz.")

    assert re.search(r'lang="de"[^>]*>\s*<p>Ein Satz', client.get("/en/imprint/").content.decode())


@pytest.mark.django_db
def test_robots_keep_out_of_the_back_office(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines == ["User-agent: *", "Disallow: /verwaltung/", "Disallow: /konto/", "Sitemap: http://testserver/sitemap.xml"]


@pytest.mark.django_db
def test_sitemap_lists_what_may_be_indexed(client: Client, current_edition, collecting_edition) -> None:
    PublishedEventFactory(edition=current_edition, slug="echt")
    PublishedEventFactory(edition=current_edition, slug="beispiel", is_example=True)
    PublishedEventFactory(edition=collecting_edition, slug="kommt")

    xml = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/2019/programm/echt/</loc>" in xml
    assert 'hreflang="en" href="http://testserver/en/2019/programme/echt/"' in xml
    assert "beispiel" not in xml
    assert "kommt" not in xml


@pytest.mark.django_db
def test_every_address_of_the_sitemap_answers(client: Client, current_edition) -> None:
    populate(current_edition, 1)

    addresses = re.findall(r"<loc>http://testserver([^<]+)</loc>", client.get("/sitemap.xml").content.decode())

    assert len(addresses) > 30
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.django_db
def test_security_contact_is_named(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()

    assert text.startswith("Contact: mailto:")
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", text, re.MULTILINE)


@pytest.mark.parametrize(
    "path", ["/gibt-es-nicht/", "/en/not-there/", "/programm/gibt-es-nicht/", "/2031/programm/", "/laender/xx/", "/laender/NW/"]
)
@pytest.mark.django_db
def test_unknown_address_leads_back_to_the_programme(client: Client, current_edition, path: str) -> None:
    response = client.get(path)

    language = "en" if path.startswith("/en/") else "de"
    assert response.status_code == 404
    assert f'href="{page_url("programme", language)}"' in response.content.decode()


@pytest.mark.django_db
def test_posting_to_a_public_page_is_refused(client: Client, current_edition) -> None:
    revision = PublicRevision.current()

    assert client.post("/programm/").status_code == 405
    assert PublicRevision.current() == revision


@pytest.mark.django_db
def test_official_bar_is_off_unless_switched_on(client: Client, current_edition, settings) -> None:
    mark: Callable[[], bool] = lambda: "kern-kopfzeile" in client.get("/").content.decode()  # noqa: E731

    assert not mark()
    forget_lists()
    settings.OFFICIAL_WEBSITE_BAR = True
    assert mark()
