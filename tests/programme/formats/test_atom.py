"""Feeds of what is new and changed: their window, their entries, their edition."""

from datetime import UTC, datetime

import feedparser
import pytest
from django.test import Client

from events.programme.formats import atom
from events.programme.models import Edition
from tests.factories import ContactPersonFactory, PublishedEventFactory, PublishedStandFactory, TechnologyFieldFactory
from tests.programme.formats.test_ical import change


def feed(client: Client, address: str = "/programm.atom"):
    """The parsed feed, which must be without an error."""
    response = client.get(address)
    parsed = feedparser.parse(response.content)
    assert (response.status_code, parsed.bozo, parsed.version) == (200, False, "atom10"), parsed.get("bozo_exception")
    return parsed


@pytest.mark.django_db
def test_an_entry_tells_what_and_when(client: Client, current_edition: Edition):
    field = TechnologyFieldFactory(name="Optik & Photonik")
    event = PublishedEventFactory(title="Öffnung <1>", slug="auf", summary="Wie & warum", city="Jena", technology_fields=[field])
    change(event, event_status="cancelled", status_note="Krank")

    (entry,) = feed(client).entries

    assert (entry.title, entry.id) == ("ABGESAGT: Öffnung <1>", event.uid.urn)
    assert entry.link == "http://testserver/2019/programm/auf/"
    assert (entry.published, entry.updated) == ("2019-03-01T09:00:00+00:00", "2019-03-01T10:00:00+00:00")
    assert [tag.term for tag in entry.tags] == ["Optik & Photonik"]
    assert entry.summary == (
        "<p>Abgesagt. Krank</p><p>Dienstag, 2. April 2019, 10:00–12:00 Uhr</p><p>Jena, Nordrhein-Westfalen</p><p>Wie &amp; warum</p>"
    )


@pytest.mark.django_db
def test_the_feed_carries_its_edition(client: Client, current_edition: Edition, settings):
    settings.BASE_URL = "https://www.example.org"

    told = feed(client, "/en/programme.atom?state=BY").feed

    assert told.title == "Clusterwoche 2019: Bavaria"
    assert told.id == "https://www.example.org/en/2019/programme.atom?state=BY"
    assert [(link.rel, link.href) for link in told.links] == [
        ("alternate", "https://www.example.org/en/2019/programme/?state=BY"),
        ("self", "https://www.example.org/en/2019/programme.atom?state=BY"),
    ]
    assert (told.language, told.rights) == ("en", "https://www.govdata.de/dl-de/by-2-0")
    assert told.updated == "2019-03-15T09:00:00+00:00"


@pytest.mark.django_db
def test_the_window_holds_what_changed_last_and_says_so(client: Client, current_edition: Edition, monkeypatch):
    monkeypatch.setattr(atom, "WINDOW", 3)
    events = [PublishedEventFactory(title=f"Event {number}") for number in range(5)]
    for event in (events[1], events[0]):
        change(event, changed_at=datetime(2019, 3, 2 if event is events[1] else 3, tzinfo=UTC))

    parsed = feed(client)

    assert [entry.title for entry in parsed.entries] == ["Event 0", "Event 1", "Event 4"]
    assert parsed.feed.subtitle == "Die 3 Einträge, die zuletzt veröffentlicht oder geändert wurden, der neueste zuerst."


@pytest.mark.django_db
def test_examples_say_so_and_no_person_is_named(client: Client, current_edition: Edition):
    person = ContactPersonFactory(last_name="Geheim")
    PublishedEventFactory(title="Rundgang", is_example=True, contact_persons=[person])
    PublishedStandFactory(title="Stand", is_example=True, contact_persons=[person])

    assert feed(client).entries[0].title == "BEISPIEL: Rundgang"
    assert feed(client, "/en/stands.atom").entries[0].title == "EXAMPLE: Stand"
    assert b"Geheim" not in client.get("/programm.atom").content + client.get("/messestaende.atom").content


@pytest.mark.django_db
def test_stands_have_a_feed_of_their_own(client: Client, current_edition: Edition):
    stand = PublishedStandFactory(title="Gemeinschaftsstand", slug="stand", hall="16", stand_number="A10", exhibits="Ein Laser")

    parsed = feed(client, "/messestaende.atom?hall=16")

    (entry,) = parsed.entries
    assert (entry.title, entry.id, entry.link) == ("Gemeinschaftsstand", stand.uid.urn, "http://testserver/2019/messestaende/stand/")
    assert entry.summary == "<p>Hannover Messe 2019: Halle 16, Stand A10</p><p>Ein Laser</p>"
    assert parsed.feed.title == "Clusterwoche 2019, Messestände: Halle 16"
