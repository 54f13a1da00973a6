"""The pages that the office edits: preview before saving, news, whom to turn to, and what lacks its English."""

from datetime import date

import feedparser
import pytest
from django.urls import reverse

from clusterweek.contents.pages import load_pages
from clusterweek.pages.models import News, Page
from clusterweek.pages.translations import missing_translations
from contacts.models import ContactPerson
from events.programme.lists import current_lists
from tests.factories import ClusterFactory, ContactPersonFactory, EditionFactory, PublishedEventFactory


@pytest.fixture
def pages(current_edition):
    """The first content of the pages, in a portal with a current edition."""
    load_pages()


def test_preview_shows_what_is_typed_and_saves_nothing(pages, office, signed_in):
    page = Page.objects.get(key="help")
    before = page.text

    typed = {"title": "Hilfe!", "text": "Noch **nicht** gespeichert", "title_en": "Help!", "text_en": "Not saved", "language": "en"}
    address = reverse("admin:pages_page_preview", args=[page.pk])
    english, german = (signed_in(office).post(address, {**typed, "language": language}) for language in ("en", "de"))

    assert "Not saved" in english.content.decode()
    assert "Noch <strong>nicht</strong> gespeichert" in german.content.decode()
    assert (english["Content-Language"], "no-store" in german["Cache-Control"]) == ("en", True)
    page.refresh_from_db()
    assert page.text == before


def test_take_part_says_until_when_and_whom_to_turn_to(pages, client):
    coming = EditionFactory(collecting=True)
    ContactPersonFactory(role=ContactPerson.Role.COORDINATOR, state_id="NW", last_name="Zuse", expires_on=date(2099, 1, 1))

    without, mine, nobody = (client.get(f"/en/take-part/{query}").content.decode() for query in ("", "?state=NW", "?state=BY"))

    assert str(coming.submission_deadline.year) in without.partition('class="deadline"')[2].partition("</section>")[0]
    assert ("Zuse" in without, "Zuse" in mine, "Zuse" in nobody) == (False, True, False)
    assert "nobody is named here yet" in nobody
    assert 'href="/mitmachen/?state=NW"' in mine


def test_take_part_says_that_nothing_is_collected_now(pages, client):
    assert "At present no entries are collected" in client.get("/en/take-part/").content.decode()


def test_news_are_public_from_their_day_on(pages, client, clock):
    clock(2019, 4, 3, 10)
    News.objects.create(day=date(2019, 4, 3), title="Heute neu", text="Siehe [Programm](/programm/)")
    News.objects.create(day=date(2019, 4, 4), title="Erst morgen", text="Text")
    News.objects.create(day=date(2019, 4, 1), title="Verborgen", text="Text", is_public=False)

    for address in ("/presse/", "/"):
        html = client.get(address).content.decode()
        assert [title in html for title in ("Heute neu", "Erst morgen", "Verborgen")] == [True, False, False]
    assert '<span lang="de">Heute neu</span>' in client.get("/en/press/").content.decode()


def test_news_are_a_feed_in_each_language(pages, client, clock):
    clock(2019, 4, 3, 10)
    News.objects.create(day=date(2019, 4, 1), title="Das Programm ist da", title_en="The programme is there", text="**Alles** steht fest.")
    News.objects.create(day=date(2019, 4, 4), title="Erst morgen", text="Text")

    german, english = (client.get(address) for address in ("/presse.atom", "/en/press.atom"))
    entries = feedparser.parse(german.content).entries

    assert german["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [(entry.title, entry.summary) for entry in entries] == [("Das Programm ist da", "<p><strong>Alles</strong> steht fest.</p>")]
    assert (entries[0].published, entries[0].updated) == ("2019-04-01T00:00:00+02:00", "2019-04-03T08:00:00+00:00")
    assert entries[0].link.endswith(f"/presse/#news-{News.objects.earliest('day').pk}")
    assert "The programme is there" in english.content.decode()
    for address in ("/", "/presse/"):
        assert 'type="application/atom+xml"' in client.get(address).content.decode()


def test_feed_without_news_is_empty_and_valid(pages, client):
    feed = feedparser.parse(client.get("/presse.atom").content)

    assert (feed.bozo, feed.entries) == (False, [])


def test_press_page_offers_the_marks(pages, client):
    html = client.get("/presse/").content.decode()

    assert [f"press/clusterwoche-mark{kind}" in html for kind in (".svg", ".png", "-on-dark.svg", "-on-dark.png")] == [True] * 4


def test_office_sees_what_lacks_its_english(current_edition, office, signed_in):
    PublishedEventFactory(title="Nur deutsch", summary="Text", summary_en="Text")
    PublishedEventFactory(title="Beispiel", is_example=True)
    PublishedEventFactory(title="Beides", title_en="Both", summary="", description="")
    ClusterFactory(name="Netz", name_en="")
    Page.objects.create(key="help", title="Hilfe", title_en="Help", text="Text")

    found = {noun.key: {entry.title: entry.fields for entry in noun.entries} for noun in missing_translations(current_lists())}
    html = signed_in(office).get(reverse("admin:translations")).content.decode()

    assert found["publishedevent"] == {"Nur deutsch": ["Titel"]}
    assert found["page"] == {"Hilfe": ["Text"]}
    assert "Netz" in found["cluster"]
    assert "Nur deutsch" in html
