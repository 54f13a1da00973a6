"""200 queries by chance: every format holds the same events, those that a naive list taken from the tables holds.

A new format needs a line in READERS, which says how to read the events out of it; without one the test fails.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable
from datetime import time, timedelta
from io import BytesIO, StringIO
from random import Random
from typing import Any
from urllib.parse import urlencode

import feedparser
import pymupdf
import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from clusterweek.geography.models import NATIONWIDE
from clusterweek.geography.places import Place, locate
from events.programme.formats import atom
from events.programme.formats.brochure import asked as asked_brochure
from events.programme.formats.brochure.typesetting import typeset
from events.programme.formats.registry import EVENT_FORMATS
from events.programme.models import CurrentEdition, PublishedEvent
from tests.factories import EditionFactory, PublishedEventFactory
from tests.programme.nearness import events_within
from tests.programme.test_filter_agrees import DAYS, World, matches

EVENTS, QUERIES, PAGE_SIZE = 26, 200, 20
WORDS = ("Quarzlinse", "Torfmoos", "Kaltplasma")
PLACES = {"Köln": ("50.93800", "6.95700"), "Dresden": ("51.05100", "13.73800")}
SLUG = re.compile(r"/2019/programm/([a-z0-9-]+)/")

Row = dict[str, Any]


# How the events are read out of an answer: their slugs, in the order of the answer


def from_ics(content: bytes) -> list[str]:
    """Those that stand; what was withdrawn has no page any more."""
    return list(dict.fromkeys(slug_of(str(entry["url"])) for entry in Calendar.from_ical(content).walk("VEVENT") if "url" in entry))


def from_atom(content: bytes) -> list[str]:
    return [slug_of(entry.link) for entry in feedparser.parse(content).entries]


def from_csv(content: bytes) -> list[str]:
    return [slug_of(row["Seite"]) for row in csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";")]


def from_xlsx(content: bytes) -> list[str]:
    rows = load_workbook(BytesIO(content), read_only=True).active.iter_rows(values_only=True)
    heads = next(rows)
    return [slug_of(row[heads.index("Seite")]) for row in rows]


def from_json(content: bytes) -> list[str]:
    told = json.loads(content)
    assert told["count"] == len(told["events"])
    return [event["slug"] for event in told["events"]]


def from_pdf(content: bytes) -> list[str]:
    """Those to whose pages the brochure leads; before the press it is JSON."""
    if content.startswith(b"%PDF"):
        with pymupdf.open(stream=content) as document:
            addresses = [str(link.get("uri")) for page in document for link in page.get_links()]
    else:
        addresses = re.findall(r'"(http://testserver/[^"]*)"', content.decode())
    return sorted({found[1] for address in addresses if (found := SLUG.search(address))})


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "ics": from_ics,
    "atom": from_atom,
    "csv": from_csv,
    "xlsx": from_xlsx,
    "json": from_json,
    "pdf": from_pdf,
}
# What a format holds of the list: all, but for a window that it says.
WINDOWS: dict[str, int] = {"atom": 10}
# Formats with an order of their own.
OTHERWISE_ORDERED = {"pdf"}
# One brochure of so many goes to the press, which takes its time.
PRESSED = 20


def slug_of(address: str) -> str:
    """The slug in the address of an event."""
    found = SLUG.search(address)
    assert found, address
    return found[1]


def pages(client: Client, query: str) -> list[str]:
    """The slugs on all pages of the list, whose number the first one tells."""
    html = client.get(f"/programm/?{query}").content.decode()
    told = re.search(r'<h2 id="count">([\d.]+)', html)
    count = int(told[1].replace(".", "")) if told else 0
    found: list[str] = []
    for number in range(1, max(1, -(-count // PAGE_SIZE)) + 1):
        page = client.get(f"/programm/?{query}&page={number}").content.decode()
        found += re.findall(r'event-card__title"><a href="/2019/programm/([a-z0-9-]+)/"', page)
    assert count == len(found), query
    return found


# The events and the queries


def made(world: World, chance: Random) -> list[PublishedEvent]:
    """Events with everything that queries ask for; the last two are withdrawn, and one belongs to another edition."""

    def some(values: list, most: int = 2) -> list:
        return chance.sample(values, chance.randint(0, min(most, len(values))))

    def row() -> Row:
        first = chance.choice(DAYS)
        last = min(DAYS[-1], first + timedelta(days=chance.choice([0, 0, 0, 1, 3])))
        return {"first_day": first, "last_day": last, "from_time": chance.choice([None, time(9), time(18)])}

    found = []
    for number in range(EVENTS):
        place = chance.choice([None, *PLACES.values()])
        found.append(
            PublishedEventFactory(
                edition=world.edition,
                slug=f"e-{number}",
                title=" ".join(["Ereignis", *some(list(WORDS))]),
                state_id=chance.choice([None, "NW", "BY", "BE"]),
                partner_states=some(["HE", "SN"]),
                format=chance.choice(list(world.formats.values())),
                technology_fields=some(world.fields),
                audiences=some(world.audiences),
                languages=some(world.languages),
                organizers=some(world.clusters),
                latitude=place and place[0],
                longitude=place and place[1],
                attendance_mode=chance.choice(["on_site", "online", "hybrid"]),
                event_status=chance.choice(["scheduled", "scheduled", "cancelled", "postponed"]),
                registration_state=chance.choice(["", "open", "full"]),
                is_free=chance.choice([None, True, False]),
                step_free_access=chance.choice([None, True, False]),
                is_example=chance.choice([True, False]),
                dates=[row() for _ in range(chance.choice([1, 1, 1, 2]))],
            )
        )
    PublishedEvent.objects.filter(pk__in=[event.pk for event in found[-2:]]).update(withdrawn_at=timezone.now())
    PublishedEventFactory(edition=EditionFactory(slug="2017"), title=" ".join(WORDS))
    return found


def asked(world: World, chance: Random) -> dict[str, list[str]]:
    """A query of one to three parameters, now and then of none."""
    days = [day.isoformat() for day in DAYS]
    values = {
        "state": ["NW", "BY", "BE", "HE", "SN", NATIONWIDE],
        "format": list(world.formats),
        "technology_field": [field.slug for field in world.fields],
        "day": days,
        "attendance_mode": ["on_site", "online", "hybrid"],
        "audience": [audience.slug for audience in world.audiences],
        "language": [language.slug for language in world.languages],
        "accessibility": ["step-free"],
        "organizer": [cluster.slug for cluster in world.clusters],
        "funding_programme": [programme.slug for programme in world.programmes],
        "is_free": ["1"],
        "registration": ["open"],
    }
    single = {"date_from": days[:6], "date_to": days[5:], "q": list(WORDS), "near": list(PLACES)}
    names = chance.sample([*values, *single], chance.choice([0, 1, 1, 2, 2, 3]))
    query = {name: chance.sample(values[name], min(len(values[name]), chance.choice([1, 1, 2]))) for name in names if name in values}
    return query | {name: [chance.choice(single[name])] for name in names if name in single}


def expected(events: Iterable[PublishedEvent], query: dict[str, list[str]]) -> set[str]:
    """The slugs of those events that fulfil `query`, told plainly."""
    found = [event for event in events if matches(event, query) and all(word in event.title for word in query.get("q", ()))]
    for name in query.get("near", ()):
        place = locate(name)
        assert isinstance(place, Place)
        found = [event for _km, event in events_within(found, place, 25)]
    return {event.slug for event in found}


@pytest.mark.django_db
def test_every_format_holds_the_events_of_the_query(client: Client, monkeypatch):
    assert set(READERS) == {each.extension for each in EVENT_FORMATS}, "Please add how the events of the new format are read to READERS."
    monkeypatch.setattr(atom, "WINDOW", WINDOWS["atom"])
    chance, world = Random(2019), World()  # noqa: S311
    CurrentEdition.switch_to(world.edition)
    everything = made(world, chance)
    standing = list(PublishedEvent.objects.filter(pk__in=[event.pk for event in everything[:-2]]))
    latest = {event.slug: (event.revision, event.pk) for event in standing}
    gone = list(PublishedEvent.objects.filter(pk__in=[event.pk for event in everything[-2:]]))
    sizes, cancelled = set(), 0

    for number in range(QUERIES):
        query = asked(world, chance)
        string = urlencode(query, doseq=True)
        wanted = expected(standing, query)
        shown = pages(client, string)
        assert set(shown) == wanted, string
        contents = {}
        press = typeset if number % PRESSED == 0 else lambda told, **_kwargs: json.dumps(told).encode()
        monkeypatch.setattr(asked_brochure, "typeset", press)
        for extension, read in READERS.items():
            content = contents[extension] = client.get(f"/programm.{extension}?{string}").content
            if extension in WINDOWS:
                newest = sorted(wanted, key=latest.__getitem__, reverse=True)[: WINDOWS[extension]]
                assert sorted(read(content)) == sorted(newest), (extension, string)
            elif extension in OTHERWISE_ORDERED:
                assert sorted(read(content)) == sorted(shown), (extension, string)
            else:
                assert read(content) == shown, (extension, string)
        entries = Calendar.from_ical(contents["ics"]).walk("VEVENT")
        withdrawn = {str(entry["uid"]) for entry in entries if "url" not in entry}
        missing = {str(row.uid) for event in gone if event.slug in expected([event], query) for row in event.dates.all()}
        assert withdrawn == missing, string
        sizes.add(len(wanted))
        cancelled += bool(withdrawn)

    # The queries were worth asking: of many sizes, over several pages, and some met what was withdrawn.
    assert len(sizes) > 10
    assert max(sizes) > PAGE_SIZE
    assert cancelled > 10
