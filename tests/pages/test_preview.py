"""The preview of an edition before its release: what the signed link shows, and that nothing else shows it."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clusterweek.common.languages import page_url
from clusterweek.contents.pages import load_pages
from clusterweek.pages.urls import ROUTES as PAGES
from events.programme.models import CurrentEdition, Edition, PreviewLink
from events.programme.preview import give_preview_link, revoke_preview_link
from events.programme.urls import ROUTES as PROGRAMME
from tests.factories import ClusterFactory, PatronFactory, PublishedEventFactory, PublishedStandFactory

SECRETS = ("Geheimer Rundgang", "Geheimer Stand")


@pytest.fixture
def unreleased(current_edition, collecting_edition) -> Edition:
    """A coming edition with a greeting, an event and a stand, beside the current one of 2019."""
    load_pages()
    edition = collecting_edition
    edition.greeting_heading, edition.greeting_text = "Willkommen im Frühling", "Wir freuen uns."
    edition.save()
    PatronFactory(edition=edition)
    cluster = ClusterFactory(slug="netz")
    event = PublishedEventFactory(edition=edition, slug="rundgang", title=SECRETS[0], organizers=[cluster])
    PublishedStandFactory(
        fair__edition=edition, fair__slug="coming", slug="stand", title=SECRETS[1], main_exhibitor=cluster, events_at_stand=[event]
    )
    return edition


@pytest.fixture
def link(unreleased, office) -> str:
    """The path of the preview."""
    return path_of(give_preview_link(unreleased, note="Ministry", by=office))


def path_of(link: PreviewLink) -> str:
    return link.address.removeprefix("http://testserver")


def addresses(edition: Edition) -> list[str]:
    """Every public address that could show something of `edition`, in both languages, and those for machines."""
    given = {
        "event": {"edition": edition.slug, "slug": "rundgang"},
        "current_event": {"slug": "rundgang"},
        "stand": {"edition": edition.slug, "slug": "stand"},
        "edition_programme": {"edition": edition.slug},
        "edition_calendar": {"edition": edition.slug},
        "edition_map": {"edition": edition.slug},
        "edition_changes": {"edition": edition.slug},
        "edition_embed": {"edition": edition.slug},
        "edition_embedding": {"edition": edition.slug},
        "edition_stands": {"edition": edition.slug},
        "cluster": {"slug": "netz"},
        "state": {"code": "nw"},
    }
    names = [route.name for route in (*PROGRAMME, *PAGES)]
    pages = [page_url(name, language, **given.get(name, {})) for name in names for language in ("de", "en")]
    return [*pages, f"{page_url('edition_programme', edition=edition.slug)}?q=Geheimer", "/sitemap.xml", "/robots.txt"]


def shown(client: Client, address: str) -> bool:
    page = client.get(address, follow=True).content.decode()
    return any(secret in page for secret in SECRETS) or "/rundgang/" in page


@pytest.mark.parametrize("is_current", [False, True])
def test_nothing_unreleased_is_at_any_public_address(client, unreleased, link, is_current):
    if is_current:
        CurrentEdition.switch_to(unreleased)
    client.get(link)

    assert [address for address in addresses(unreleased) if shown(client, address)] == []


def test_at_the_opening_all_of_it_is_public_at_once(client, unreleased):
    address = page_url("edition_programme", edition=unreleased.slug)
    before = shown(client, address)

    unreleased.opens_at = timezone.now()
    unreleased.save()

    assert (before, shown(client, address), shown(client, "/sitemap.xml")) == (False, True, True)


def test_the_link_shows_home_greeting_programme_and_stands_as_at_the_opening(client, unreleased, link):
    home, greeting = client.get(link), client.get(f"{link}grusswort/")
    programme, event = client.get(f"{link}programm/"), client.get(f"{link}{unreleased.slug}/programm/rundgang/")
    stands = client.get(f"{link}en/stands/")

    assert [page.status_code for page in (home, greeting, programme, event, stands)] == [200] * 5
    assert (home.context["edition"], home.context["phase"]) == (unreleased, Edition.Phase.OPEN)
    assert "Willkommen im Frühling" in greeting.content.decode()
    assert SECRETS[0] in programme.content.decode()
    assert SECRETS[0] in event.content.decode()
    assert SECRETS[1] in stands.content.decode()
    assert stands.headers["Content-Language"] == "en"


@pytest.mark.parametrize("rest", ["", "en/", "programm/", "messestaende/", "grusswort/", "laender/nw/"])
def test_every_link_of_a_preview_keeps_the_token(client, link, rest):
    page = client.get(f"{link}{rest}").content.decode()

    own = [address for address in re.findall(r'(?:href|action)="(/[^"]*)"', page) if not address.startswith(("/static/", "/media/"))]
    assert own
    assert [address for address in own if not address.startswith(link)] == []
    assert {client.get(address).status_code for address in own} <= {200, 302}


def test_a_preview_is_marked_and_kept_by_nobody(client, link):
    page = client.get(f"{link}programm/")

    assert {name: page.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Referrer-Policy": "no-referrer",
    }
    assert not page.cookies
    assert "Vary" not in page.headers or "Cookie" not in page.headers["Vary"]
    assert 'role="note"' in page.content.decode()
    assert 'rel="canonical"' not in page.content.decode()


def test_a_preview_leaves_no_trace_in_the_next_request(client, unreleased, link):
    client.get(link)
    client.get(f"{link}programm/rundgang-gibt-es-nicht/")

    assert page_url("programme") == "/programm/"
    assert Edition.objects.get(pk=unreleased.pk).opens_at == unreleased.opens_at
    assert client.get("/").context["edition"] != unreleased


def test_a_link_expires_after_days_that_a_setting_names(client, unreleased, office, settings, time_machine):
    settings.PREVIEW_DAYS = 3
    link, start = path_of(give_preview_link(unreleased, note="Ministry", by=office)), timezone.now()
    found = []
    for days in (2, 3):
        time_machine.move_to(start + timedelta(days=days, minutes=1), tick=False)
        page = client.get(link)
        found.append((page.status_code, "Willkommen im Frühling" in page.content.decode()))

    assert found[0][0] == 200
    assert found[1] == (410, False)


def test_a_link_is_revoked_without_touching_the_others(client, unreleased, link, office):
    other = give_preview_link(unreleased, note="Printer", by=office)

    revoke_preview_link(other, by=office)

    assert [client.get(f"{path}{rest}").status_code for path in (link, path_of(other)) for rest in ("", "programm/")] == [
        200,
        200,
        410,
        410,
    ]


def test_a_link_of_an_earlier_release_of_the_portal_is_not_found(client, unreleased):
    token = signing.dumps(unreleased.slug, salt="events.programme.preview")

    assert client.get(f"/vorschau/{token}/").status_code == 404


def test_only_the_office_gives_and_revokes_links(unreleased, office, coordinator):
    link, nw = give_preview_link(unreleased, note="Ministry", by=office), coordinator("NW")

    with pytest.raises(PermissionDenied):
        give_preview_link(unreleased, note="Me", by=nw)
    with pytest.raises(PermissionDenied):
        revoke_preview_link(link, by=nw)
    assert [each.works for each in PreviewLink.objects.all()] == [True]


def test_a_forged_link_is_not_found(client, link):
    token = link.split("/")[2]

    assert client.get(link.replace(token, token[:-1] + ("A" if token[-1] != "A" else "B"))).status_code == 404
    assert client.get("/vorschau/2027/").status_code == 404


@pytest.mark.parametrize(
    "rest", ["verwaltung/", "konto/anmelden/", "sitemap.xml", "media/secret.webp", "healthz", "vorschau/x/", "nothing/"]
)
def test_a_link_leads_to_public_pages_alone(client, link, rest):
    assert client.get(f"{link}{rest}").status_code == 404


def test_nothing_can_be_posted_to_a_preview(client, link):
    assert client.post(link).status_code == 405


def test_after_the_opening_the_link_leads_to_the_programme(client, unreleased, link):
    unreleased.opens_at = timezone.now()
    unreleased.save()

    page = client.get(f"{link}grusswort/")

    assert (page.status_code, page.url) == (302, page_url("edition_programme", edition=unreleased.slug))


def test_another_unreleased_edition_stays_hidden_in_a_preview(client, unreleased, link):
    other = Edition.objects.get(pk=unreleased.pk)
    other.pk, other.slug, other.number = None, "2099", 99
    other.first_day, other.last_day = date(2099, 4, 1), date(2099, 4, 9)
    other.opens_at = timezone.now() + timedelta(days=99)
    other.save()
    PublishedEventFactory(edition=other, slug="later", title="Ganz geheim")

    assert client.get(f"{link}2099/programm/later/").status_code == 404
    assert "Ganz geheim" not in client.get(f"{link}2099/programm/").content.decode()


def test_the_office_finds_the_way_to_the_links_at_the_edition(office, signed_in, unreleased, current_edition):
    desk = signed_in(office)

    def page(edition: Edition) -> str:
        return desk.get(reverse("admin:programme_edition_change", args=[edition.pk])).content.decode()

    where = reverse("admin:edition_release", args=[unreleased.slug])
    assert (where in page(unreleased), "#preview" in page(current_edition)) == (True, False)


def test_the_office_gives_out_lists_and_revokes_links(client, office, signed_in, unreleased):
    desk, where = signed_in(office), reverse("admin:edition_release", args=[unreleased.slug])
    desk.post(reverse("admin:give_preview", args=[unreleased.slug]), {"note": " Ministry of Economics "})
    link = PreviewLink.objects.get()
    given = desk.get(where).content.decode()

    desk.post(reverse("admin:revoke_preview", args=[unreleased.slug, link.pk]))

    revoked = desk.get(where).content.decode()
    assert (link.note, link.given_by, link.address in given, link.address in revoked) == ("Ministry of Economics", office, True, False)
    assert (PreviewLink.objects.get().revoked_by, client.get(path_of(link)).status_code) == (office, 410)


def test_a_link_for_nobody_is_not_given_out(office, signed_in, unreleased):
    page = signed_in(office).post(reverse("admin:give_preview", args=[unreleased.slug]), {"note": "  "}, follow=True)

    assert (PreviewLink.objects.count(), len(list(page.context["messages"]))) == (0, 1)
