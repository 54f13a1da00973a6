"""The links by which pages offer their content: for calendars, as files, for programs, with edition and query."""

import re
from datetime import date, time
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from events.programme.formats.registry import EVENT_FORMATS, STAND_FORMATS
from events.programme.models import Edition
from tests.factories import PublishedEventFactory, PublishedStandFactory


def links(client: Client, address: str) -> dict[str, str]:
    """Label → address of the links in the block that offers the page's content."""
    html = client.get(address).content.decode()
    block = re.search(r'<section class="take.*?</section>', html, re.DOTALL)
    assert block
    return {unescape(label): unescape(url) for url, label in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', block[0])}


def alternates(client: Client, address: str) -> dict[str, str]:
    """Type → address of the other formats in the head."""
    html = client.get(address).content.decode()
    return {kind: unescape(url) for kind, url in re.findall(r'<link rel="alternate" type="([^"]*)" title="[^"]*" href="([^"]*)">', html)}


@pytest.mark.parametrize("view", ["", "kalender/", "karte/"])
@pytest.mark.django_db
def test_every_view_of_a_result_offers_every_format_of_it(client: Client, current_edition: Edition, settings, view):
    settings.BASE_URL = "https://www.example.org"
    PublishedEventFactory(title="Tag & Nacht")

    found = links(client, f"/programm/{view}?q=Tag+%26+Nacht&state=NW&utm_source=x")

    query = "?q=Tag+%26+Nacht&state=NW"
    subscribed = f"https://www.example.org/2019/programm.ics{query}"
    assert found["Kalender-App"] == subscribed.replace("https://", "webcal://")
    assert parse_qs(urlsplit(found["Google"]).query) == {"cid": [subscribed.replace("https://", "webcal://")]}
    for name in ("Outlook.com", "Microsoft 365"):
        asked = {"url": [subscribed], "name": ["Clusterwoche 2019: „Tag & Nacht“, Nordrhein-Westfalen"]}
        assert parse_qs(urlsplit(found[name]).query) == asked
    assert set(found.values()) >= {f"/2019/programm.{each.extension}{query}" for each in EVENT_FORMATS}
    for each in EVENT_FORMATS:
        assert client.get(f"/2019/programm.{each.extension}{query}").status_code == 200


@pytest.mark.django_db
def test_stands_are_offered_in_their_formats(client: Client, current_edition: Edition):
    PublishedStandFactory(hall="16")

    found = links(client, "/en/stands/?hall=16")

    assert set(found.values()) == {f"/en/2019/stands.{each.extension}?hall=16" for each in STAND_FORMATS}


@pytest.mark.django_db
def test_the_head_names_calendar_feed_and_json(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="tag")
    there = "http://testserver/2019/programm"

    found = alternates(client, "/programm/?state=NW")

    assert {kind: found[kind] for kind in ("text/calendar", "application/atom+xml", "application/json")} == {
        "text/calendar": f"{there}.ics?state=NW",
        "application/atom+xml": f"{there}.atom?state=NW",
        "application/json": f"{there}.json?state=NW",
    }
    assert alternates(client, "/2019/programm/tag/") == {"text/calendar": f"{there}/tag.ics"}
    assert set(alternates(client, "/messestaende/?state=NW")) >= {"application/atom+xml", "application/json"}


@pytest.mark.django_db
def test_nothing_is_offered_before_the_opening_or_of_nothing(client: Client, current_edition: Edition, collecting_edition: Edition):
    assert alternates(client, f"/{collecting_edition.slug}/programm/") == {}
    assert 'class="take' not in client.get(f"/{collecting_edition.slug}/programm/").content.decode()
    assert 'class="take' not in client.get("/programm/").content.decode()


# One event


@pytest.mark.django_db
def test_an_event_goes_into_calendars_with_its_hours(client: Client, current_edition: Edition):
    dates = [{"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12)}]
    PublishedEventFactory(slug="tag", title="Tag & Nacht", city="Köln", summary="Worum es geht", dates=dates)

    found = links(client, "/2019/programm/tag/")

    assert found["Kalender-App"] == "webcal://testserver/2019/programm/tag.ics"
    assert found["Kalenderdatei (ICS)"] == "http://testserver/2019/programm/tag.ics"
    google = parse_qs(urlsplit(found["Google"]).query)
    assert (google["text"], google["dates"], google["location"]) == (["Tag & Nacht"], ["20190402T080000Z/20190402T100000Z"], ["Köln"])
    assert google["details"] == ["Worum es geht\n\nhttp://testserver/2019/programm/tag/"]
    outlook = parse_qs(urlsplit(found["Outlook.com"]).query)
    assert (outlook["startdt"], outlook["enddt"]) == (["2019-04-02T10:00:00+02:00"], ["2019-04-02T12:00:00+02:00"])


@pytest.mark.parametrize(
    ("row", "google", "outlook"),
    [
        ({}, "20190402/20190403", ("2019-04-02", "2019-04-03")),
        ({"from_time": time(10)}, "20190402T080000Z/20190402T080000Z", ("2019-04-02T10:00:00+02:00",) * 2),
        (
            {"last_day": date(2019, 4, 4), "from_time": time(22), "to_time": time(1)},
            "20190402T200000Z/20190402T230000Z",
            ("2019-04-02T22:00:00+02:00", "2019-04-03T01:00:00+02:00"),
        ),
    ],
)
@pytest.mark.django_db
def test_days_open_ends_and_nights_come_out_right(client: Client, current_edition: Edition, row, google, outlook):
    PublishedEventFactory(slug="tag", dates=[{"first_day": date(2019, 4, 2), **row}])

    found = links(client, "/2019/programm/tag/")

    assert parse_qs(urlsplit(found["Google"]).query)["dates"] == [google]
    asked = parse_qs(urlsplit(found["Microsoft 365"]).query)
    assert (asked["startdt"], asked["enddt"]) == ([outlook[0]], [outlook[1]])


@pytest.mark.django_db
def test_several_dates_are_subscribed_to(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="tag", title="Rundgang", dates=[date(2019, 4, 2), date(2019, 4, 4)])

    found = links(client, "/2019/programm/tag/")

    assert parse_qs(urlsplit(found["Google"]).query) == {"cid": ["webcal://testserver/2019/programm/tag.ics"]}
    asked = {"url": ["http://testserver/2019/programm/tag.ics"], "name": ["Rundgang"]}
    assert parse_qs(urlsplit(found["Outlook.com"]).query) == asked
