"""Calendars: one entry for each date under an id for good, in the words of calendars and of those who read them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from clusterweek.editorial.models import PublicRevision
from events.programme.models import Edition, PublishedEvent
from tests.factories import ClusterFactory, PublishedEventFactory, TechnologyFieldFactory

BERLIN = ZoneInfo("Europe/Berlin")
TEN = {"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12)}


def entries(client: Client, address: str = "/programm.ics") -> list:
    """The entries of a calendar, which must be without an error."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    calendar = Calendar.from_ical(response.content)
    found = calendar.walk("VEVENT")
    assert [each.errors for each in (calendar, *found) if each.errors] == []
    return found


def change(event: PublishedEvent, **values: object) -> None:
    """Change the public copy as an approval does: with a version and a public revision of its own."""
    with transaction.atomic():
        values = {"version": event.version + 1, "changed_at": event.changed_at + timedelta(hours=1), **values}
        PublishedEvent.objects.filter(pk=event.pk).update(**values, revision=PublicRevision.advance())
    event.refresh_from_db()


def withdraw(event: PublishedEvent, **values: object) -> None:
    """Withdraw the event now."""
    change(event, withdrawn_at=timezone.now(), **values)


@pytest.mark.django_db
def test_an_entry_says_what_calendars_ask_for(client: Client, current_edition: Edition):
    field = TechnologyFieldFactory(name="Licht, Farbe")
    event = PublishedEventFactory(
        slug="tag",
        title="Tag der offenen Tür",
        summary="Wie kommt das Muster auf den Chip?",
        venue="Werk Nord",
        room="Saal 1",
        street="Musterallee 1",
        postal_code="01109",
        city="Dresden",
        latitude="51.10000",
        longitude="13.70000",
        technology_fields=[field],
        organizers=[ClusterFactory(name="Netzwerk Optik")],
        further_organizers="",
        registration_state="open",
        registration_deadline=date(2019, 3, 29),
        registration_url="https://example.org/anmelden",
        version=3,
        dates=[TEN],
    )

    (entry,) = entries(client)

    assert entry["uid"] == str(event.dates.get().uid)
    assert (entry["sequence"], entry["status"], entry["summary"]) == (3, "CONFIRMED", "Tag der offenen Tür")
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (datetime(2019, 4, 2, 10, tzinfo=BERLIN), datetime(2019, 4, 2, 12, tzinfo=BERLIN))
    assert entry["dtstart"].params["TZID"] == "Europe/Berlin"
    assert entry["dtstamp"].dt == entry["last-modified"].dt == datetime(2019, 3, 1, 9, tzinfo=UTC)
    assert entry["location"] == "Werk Nord, Saal 1, Musterallee 1, 01109 Dresden"
    assert entry["geo"].to_ical() == "51.1;13.7"
    assert entry["categories"].cats == ["Vortrag", "Licht, Farbe"]
    assert entry["url"] == "http://testserver/2019/programm/tag/"
    assert entry["description"].split("\n\n") == [
        "Wie kommt das Muster auf den Chip?",
        "Veranstalter: Netzwerk Optik",
        "Anmeldung: offen\nAnmeldung bis 29. März 2019\nhttps://example.org/anmelden",
        "http://testserver/2019/programm/tag/",
    ]


@pytest.mark.django_db
def test_the_calendar_carries_name_edition_and_when_to_ask_again(client: Client, current_edition: Edition, settings):
    settings.BASE_URL = "https://www.example.org"

    calendar = Calendar.from_ical(client.get("/programm.ics?state=BY&utm_source=x").content)

    assert calendar["name"] == calendar["x-wr-calname"] == "Clusterwoche 2019: Bayern"
    assert (calendar["refresh-interval"].dt, calendar["x-published-ttl"]) == (timedelta(hours=1), "PT1H")
    assert calendar["source"] == "https://www.example.org/2019/programm.ics?state=BY"
    assert calendar["url"] == "https://www.example.org/2019/programm/?state=BY"


@pytest.mark.django_db
def test_the_bytes_stay_until_something_changes(client: Client, current_edition: Edition, time_machine):
    event = PublishedEventFactory(title="Vorher")
    time_machine.move_to(datetime(2019, 4, 1, 8, tzinfo=UTC))
    before = client.get("/programm.ics").content
    time_machine.move_to(datetime(2019, 4, 9, 20, tzinfo=UTC))
    with transaction.atomic():
        PublicRevision.advance()

    assert client.get("/programm.ics").content == before
    change(event, title="Nachher")
    assert client.get("/programm.ics").content != before


@pytest.mark.django_db
def test_lines_are_folded_by_octets(client: Client, current_edition: Edition):
    PublishedEventFactory(title="Äöü " * 40, summary="ß" * 300)

    lines = client.get("/programm.ics").content.split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines if line)


@pytest.mark.django_db
def test_the_time_zone_knows_every_change_of_the_year(client: Client, current_edition: Edition):
    PublishedEventFactory()

    zone = Calendar.from_ical(client.get("/programm.ics").content).walk("VTIMEZONE")[0]

    onsets = [
        (part.name, part["dtstart"].to_ical().decode(), part["tzoffsetfrom"].to_ical(), part["tzoffsetto"].to_ical())
        for part in zone.subcomponents
    ]
    assert onsets == [
        ("STANDARD", "20181028T030000", "+0200", "+0100"),
        ("DAYLIGHT", "20190331T020000", "+0100", "+0200"),
        ("STANDARD", "20191027T030000", "+0200", "+0100"),
    ]


@pytest.mark.django_db
def test_what_is_searched_for_stands_in_the_name_as_text(client: Client, current_edition: Edition):
    PublishedEventFactory(title="Licht")

    content = client.get("/programm.ics", {"q": "Licht, Farbe;\r\nBEGIN:VEVENT"}).content

    assert b"\r\nNAME:Clusterwoche 2019: \xe2\x80\x9eLicht\\, Farbe\\; BEGIN:VEVENT\xe2\x80\x9c\r\n" in content


# Dates


@pytest.mark.django_db
def test_every_date_has_an_entry_of_its_own(client: Client, current_edition: Edition):
    event = PublishedEventFactory(dates=[TEN, {**TEN, "first_day": date(2019, 4, 4)}])

    found = entries(client)

    assert [each["uid"] for each in found] == [str(row.uid) for row in event.dates.all()]
    assert len({each["uid"] for each in found}) == 2


@pytest.mark.django_db
def test_a_date_without_hours_is_a_day(client: Client, current_edition: Edition):
    PublishedEventFactory(dates=[{"first_day": date(2019, 4, 2), "last_day": date(2019, 4, 5)}])

    (entry,) = entries(client)

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2019, 4, 2), date(2019, 4, 6))
    assert (entry["dtstart"].to_ical(), entry["dtstart"].params["VALUE"]) == (b"20190402", "DATE")
    assert "rrule" not in entry


@pytest.mark.django_db
def test_hours_on_several_days_recur_daily(client: Client, current_edition: Edition):
    PublishedEventFactory(dates=[{**TEN, "last_day": date(2019, 4, 5)}])

    (entry,) = entries(client)

    assert entry["dtend"].dt == datetime(2019, 4, 2, 12, tzinfo=BERLIN)
    assert entry["rrule"].to_ical() == b"FREQ=DAILY;COUNT=4"


@pytest.mark.django_db
def test_what_ends_after_midnight_ends_on_the_next_day(client: Client, current_edition: Edition):
    PublishedEventFactory(dates=[{"first_day": date(2019, 4, 2), "from_time": time(22), "to_time": time(2)}])

    (entry,) = entries(client)

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (datetime(2019, 4, 2, 22, tzinfo=BERLIN), datetime(2019, 4, 3, 2, tzinfo=BERLIN))


@pytest.mark.django_db
def test_a_beginning_alone_has_no_invented_end(client: Client, current_edition: Edition):
    PublishedEventFactory(dates=[{"first_day": date(2019, 4, 2), "from_time": time(22)}])

    (entry,) = entries(client)

    assert "dtend" not in entry


@pytest.mark.django_db
def test_daily_hours_stay_the_same_across_the_change_of_the_clock(client: Client, current_edition: Edition):
    dates = [{**TEN, "first_day": date(2019, 3, 30), "last_day": date(2019, 4, 1)}]
    dates.append({"first_day": date(2019, 3, 31), "from_time": time(1), "to_time": time(4)})
    PublishedEventFactory(dates=dates)

    daily, night = sorted(entries(client), key=lambda each: each["dtstart"].dt)

    assert (daily["dtstart"].dt, daily["rrule"].to_ical()) == (datetime(2019, 3, 30, 10, tzinfo=BERLIN), b"FREQ=DAILY;COUNT=3")
    assert night["dtstart"].dt.astimezone(UTC) == datetime(2019, 3, 31, 0, tzinfo=UTC)
    assert night["dtend"].dt.astimezone(UTC) == datetime(2019, 3, 31, 2, tzinfo=UTC)


# What becomes of an event


@pytest.mark.parametrize(
    ("status", "in_calendars", "title", "english"),
    [
        ("cancelled", "CANCELLED", "ABGESAGT: Rundgang", "CANCELLED: Tour"),
        ("postponed", "TENTATIVE", "VERSCHOBEN: Rundgang", "POSTPONED: Tour"),
        ("rescheduled", "CONFIRMED", "Rundgang", "Tour"),
        ("moved_online", "CONFIRMED", "Rundgang", "Tour"),
    ],
)
@pytest.mark.django_db
def test_the_title_says_what_calendars_drop(client: Client, current_edition: Edition, status, in_calendars, title, english):
    PublishedEventFactory(title="Rundgang", title_en="Tour", event_status=status, status_note="Bitte beachten")

    (german,), (translated,) = entries(client), entries(client, "/en/programme.ics")

    assert (german["status"], german["summary"], translated["summary"]) == (in_calendars, title, english)
    assert german["description"].split("\n\n")[0].endswith(". Bitte beachten")
    assert translated["uid"] == german["uid"]


@pytest.mark.django_db
def test_a_changed_event_is_the_same_entry_in_a_later_version(client: Client, current_edition: Edition):
    event = PublishedEventFactory(title="Vorher", dates=[TEN])
    (before,) = entries(client)

    event.dates.update(first_day=date(2019, 4, 5), last_day=date(2019, 4, 5))
    change(event, title="Nachher", slug="nachher")

    (after,) = entries(client)
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert (after["summary"], after["dtstart"].dt) == ("Nachher", datetime(2019, 4, 5, 10, tzinfo=BERLIN))
    assert after["dtstamp"].dt > before["dtstamp"].dt


@pytest.mark.django_db
def test_an_online_event_sends_nobody_to_a_place(client: Client, current_edition: Edition):
    place = {"venue": "Werk", "city": "Köln", "latitude": "51.00000", "longitude": "7.00000", "online_address": "https://example.org/live"}
    PublishedEventFactory(event_status="moved_online", **place)

    (entry,) = entries(client)

    assert entry["location"] == "https://example.org/live"
    assert "geo" not in entry


@pytest.mark.django_db
def test_what_is_withdrawn_stays_as_cancelled_for_sixty_days(client: Client, current_edition: Edition, time_machine):
    time_machine.move_to(datetime(2019, 4, 1, 8, tzinfo=UTC), tick=False)
    event = PublishedEventFactory(title="Rundgang", slug="rundgang")
    before = entries(client)[0]

    withdraw(event)

    for address in ("/programm.ics", "/programm.ics?state=NW&q=Rundgang", "/2019/programm/rundgang.ics"):
        (entry,) = entries(client, address)
        assert (entry["uid"], entry["status"], entry["summary"]) == (before["uid"], "CANCELLED", "ABGESAGT: Rundgang")
        assert entry["sequence"] == before["sequence"] + 1
    assert entries(client, "/programm.ics?state=BY") == []
    assert entries(client, "/programm.ics?q=Wasserstoff") == []
    time_machine.move_to(datetime(2019, 5, 31, 8, tzinfo=UTC), tick=False)
    assert len(entries(client)) == 1
    time_machine.move_to(datetime(2019, 6, 1, 8, tzinfo=UTC), tick=False)
    assert entries(client) == []
    assert client.get("/2019/programm/rundgang.ics").status_code == 410


@pytest.mark.django_db
def test_what_is_withdrawn_for_legal_reasons_has_no_title(client: Client, current_edition: Edition):
    event = PublishedEventFactory(title="Verboten", slug="verboten", dates=[TEN])

    withdraw(event, title="", state=None, format=None, withdrawn_for_legal_reasons=True)

    for address in ("/programm.ics", "/programm.ics?day=2019-04-02", "/2019/programm/verboten.ics"):
        (entry,) = entries(client, address)
        assert (entry["status"], entry["summary"]) == ("CANCELLED", "ABGESAGT")
        assert "Verboten" not in client.get(address).content.decode().replace("/programm/verboten.ics", "")
    assert entries(client, "/programm.ics?state=DE") == []


@pytest.mark.django_db
def test_an_example_says_so_in_its_title(client: Client, current_edition: Edition):
    PublishedEventFactory(title="Rundgang", is_example=True, event_status="cancelled")

    assert entries(client)[0]["summary"] == "ABGESAGT: BEISPIEL: Rundgang"
    assert entries(client, "/en/programme.ics")[0]["summary"] == "CANCELLED: EXAMPLE: Rundgang"


# Addresses


@pytest.mark.django_db
def test_one_event_has_a_calendar_of_its_own(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="eins", title="Eins")
    PublishedEventFactory(slug="zwei")

    calendar = Calendar.from_ical(client.get("/2019/programm/eins.ics").content)

    assert [each["summary"] for each in calendar.walk("VEVENT")] == ["Eins"]
    assert (calendar["name"], calendar["source"]) == ("Eins", "http://testserver/2019/programm/eins.ics")


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.django_db
def test_a_calendar_takes_two_queries(client: Client, current_edition: Edition, count, django_assert_num_queries):
    for _number in range(count):
        PublishedEventFactory(organizers=[ClusterFactory()])
    client.get("/programm.ics?state=BY")

    with django_assert_num_queries(2):
        client.get("/programm.ics")
