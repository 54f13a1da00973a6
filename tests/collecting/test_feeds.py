"""A Land's own feed: read, mapped on real data, and brought in as drafts without overwriting anybody."""

import json
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterweek.editorial.models import SavedVersion
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import record_edit, submit
from events.binning import move_to_bin
from events.collecting.feeds.mapping import convert, guess, read_moment
from events.collecting.feeds.reading import MOST_RECORDS, UnreadableFeed, read
from events.collecting.feeds.tasks import due_feeds, fetch_feed
from events.collecting.feeds.updating import bring_in, update
from events.collecting.tasks import keep_up
from events.models import Event, Feed, FeedEntry
from events.publishing import approve
from tests.collecting.feed_server import content, serving
from tests.factories import CoordinatorFactory, EventFormatFactory, FeedFactory, OfficeFactory

ICS = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@example.org
SUMMARY:Offenes Labor
DTSTART:20190404T080000Z
DTEND:20190404T100000Z
LOCATION:Halle 2
URL:https://example.org/1
END:VEVENT
BEGIN:VEVENT
UID:2@example.org
SUMMARY:Messe
DTSTART;VALUE=DATE:20190405
DTEND;VALUE=DATE:20190407
END:VEVENT
BEGIN:VEVENT
UID:3@example.org
SUMMARY:Abgesagt
STATUS:CANCELLED
DTSTART:20190404T080000Z
END:VEVENT
END:VCALENDAR
"""
CSV = "Titel;Datum;Uhrzeit;PLZ;Ort\nÜbung;04.04.2019;10 Uhr;01069;Dresden\n;;;;\n".encode("cp1252")
JSON = json.dumps(
    {"data": {"events": [{"id": 7, "title": {"rendered": "A &amp; B"}, "start_date": "2019-04-04 18:30:00", "venue": {"venue": "Haus"}}]}}
).encode()


def feed(kind: str = "ics", **more: object) -> Feed:
    """A feed that is not stored."""
    return Feed(kind=kind, **more)


def first(kind: str, text: bytes, **more: object):
    """What the first record of `text` becomes with the guessed mapping."""
    records = read(feed(kind, **more), text)
    return convert(records[0], guess(records[0]))


def test_calendar_is_read_in_the_time_of_berlin():
    records = read(feed(), ICS)
    found = [convert(record, guess(record)) for record in records]

    assert [each.uid for each in found] == ["1@example.org", "2@example.org"]
    assert (found[0].values["title"], found[0].values["venue"], found[0].values["website"]) == (
        "Offenes Labor",
        "Halle 2",
        "https://example.org/1",
    )
    assert found[0].days == {"first_day": "2019-04-04", "last_day": "2019-04-04", "from_time": "10:00:00", "to_time": "12:00:00"}
    assert found[1].days == {"first_day": "2019-04-05", "last_day": "2019-04-06", "from_time": None, "to_time": None}


def test_table_in_the_old_code_page_is_read():
    found = first("csv", CSV)

    assert (found.values["title"], found.values["postal_code"], found.values["city"]) == ("Übung", "01069", "Dresden")
    assert (found.days["first_day"], found.days["from_time"], found.problems) == ("2019-04-04", "10:00:00", [])


def test_json_is_read_where_its_list_stands():
    found = first("json", JSON)

    assert (found.uid, found.values["title"], found.values["venue"]) == ("7", "A & B", "Haus")
    assert found.days["from_time"] == "18:30:00"
    assert first("json", JSON, items_at="data.events").uid == "7"
    with pytest.raises(UnreadableFeed):
        read(feed("json", items_at="data.nothing"), JSON)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2019-04-04", date(2019, 4, 4), None),
        ("2019-04-04T22:30:00Z", date(2019, 4, 5), time(0, 30)),
        ("2019-04-04T10:00:00+02:00", date(2019, 4, 4), time(10)),
        ("4.4.2019", date(2019, 4, 4), None),
        ("04.04.2019, 14.30 Uhr", date(2019, 4, 4), time(14, 30)),
        ("Do, 4. 4. 2019 14 Uhr", date(2019, 4, 4), time(14)),
        ("31.02.2019", None, None),
        ("demnächst", None, None),
    ],
)
def test_days_and_times_are_read_as_people_write_them(text, day, clock):
    assert read_moment(text) == (day, clock)


def test_what_a_field_refuses_stays_empty_with_a_sentence():
    record = {"t": "<b>Fett</b> &amp; gut", "p": "12", "w": "javascript:alert(1)", "d": "irgendwann", "m": "niemand"}
    mapping = {"title": "t", "postal_code": "p", "website": "w", "first_day": "d", "email": "m"}

    found = convert(record, mapping)

    assert (found.values["title"], found.values["postal_code"], found.values["website"], found.values["email"]) == (
        "Fett & gut",
        "",
        "",
        "",
    )
    assert len(found.problems) == 4


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ics", b""),
        ("ics", b"<html>"),
        ("ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\n"),
        ("ics", b"\xff\xfe\x00" * 100),
        ("ics", b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 200_000),
        ("csv", b""),
        ("csv", b"only a header"),
        ("json", b"[" * 100_000),
        ("json", b"{}"),
        ("json", b"7"),
        ("json", b"[1, 2]"),
        ("json", b"not json"),
        ("json", json.dumps([{"a": 1}] * (MOST_RECORDS + 1)).encode()),
    ],
)
def test_content_that_is_something_else_gets_one_sentence(kind, text):
    with pytest.raises(UnreadableFeed) as refusal:
        read(feed(kind), text)
    assert str(refusal.value)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["ics", "csv", "json"]))
def test_no_content_breaks_the_reader(text, kind):
    try:
        records = read(feed(kind), text)
    except UnreadableFeed:
        return
    for record in records:
        convert(record, dict(zip(("title", "first_day", "website"), record, strict=False)))


# Bringing in

MAPPING = {"uid": "id", "title": "title", "summary": "summary", "first_day": "day"}


@pytest.fixture
def stored(db) -> Feed:
    """A feed that is switched on."""
    return FeedFactory(kind="json", mapping=MAPPING, is_active=True)


@pytest.fixture
def record(stored) -> Callable[..., dict[str, str]]:
    """Makes a record on the first day of the week."""
    return lambda uid, title, **more: {"id": uid, "title": title, "day": stored.edition.first_day.isoformat(), **more}


def counted(report: dict[str, int]) -> dict[str, int]:
    """The numbers that are not 0."""
    return {name: number for name, number in report.items() if number}


def test_new_records_become_drafts_of_the_land_once(stored, record):
    records = [record("1", "One"), record("2", "Two"), record("2", "Again"), {"id": "3", "title": ""}]

    assert counted(bring_in(stored, records)) == {"new": 2, "left_out": 2}
    assert counted(bring_in(stored, records)) == {"unchanged": 2, "left_out": 2}

    event = Event.objects.get(title="One")
    assert (event.state_id, event.edition, event.review_status, event.dates.get().first_day) == (
        "NW",
        stored.edition,
        "draft",
        stored.edition.first_day,
    )
    assert stored.name in event.source


def test_only_what_takes_place_in_the_week_comes_in(stored, record):
    other = {**record("1", "Early"), "day": (stored.edition.first_day - timedelta(days=1)).isoformat()}

    assert counted(bring_in(stored, [other, {"id": "2", "title": "No day"}])) == {"left_out": 2}
    stored.only_in_week = False
    assert counted(bring_in(stored, [other])) == {"new": 1}


def test_change_of_the_feed_becomes_an_edit_with_its_former_version(stored, record):
    bring_in(stored, [record("1", "One")])
    day = stored.edition.first_day + timedelta(days=1)

    report = bring_in(stored, [{**record("1", "One, better"), "day": day.isoformat()}])

    event = Event.objects.get()
    assert counted(report) == {"changed": 1}
    assert (event.title, event.edit_revision, event.dates.get().first_day) == ("One, better", 2, day)
    assert SavedVersion.objects.of(event).get().content["title"] == "One"


def test_what_people_changed_is_not_overwritten_but_told(stored, record, signed_in):
    bring_in(stored, [record("1", "One", summary="Short")])
    coordinator, event = CoordinatorFactory(states=["NW"]), Event.objects.get()
    record_edit(event, by=coordinator, edit_revision=1)
    event.title = "Mine"
    event.save()

    report = bring_in(stored, [record("1", "Theirs", summary="Longer")])
    event.refresh_from_db()
    page = signed_in(coordinator).get(reverse("admin:events_event_change", args=[event.pk])).content.decode()

    assert counted(report) == {"differing": 1}
    assert (event.title, event.summary) == ("Mine", "Longer")
    assert FeedEntry.objects.get().differing == {"title": "Theirs"}
    assert "Theirs" in page


def test_submitted_entry_waits_and_approved_one_becomes_a_draft_again(stored, record):
    bring_in(stored, [record("1", "One")])
    coordinator, event = CoordinatorFactory(states=["NW"]), Event.objects.get()
    event.format, event.further_organizers = EventFormatFactory(), "X"
    event.save()
    event = submit(event, by=coordinator, edit_revision=1)

    assert counted(bring_in(stored, [record("1", "Two")])) == {"differing": 1}
    event = approve(Event.objects.get(), by=OfficeFactory(), edit_revision=1)
    bring_in(stored, [record("1", "Two")])

    event.refresh_from_db()
    assert (event.title, event.review_status, event.public.title) == ("Two", "draft", "One")


def test_vanished_record_is_a_hint_and_a_deleted_draft_stays_deleted(stored, record, signed_in):
    bring_in(stored, [record("1", "One"), record("2", "Two")])
    coordinator = CoordinatorFactory(states=["NW"])
    move_to_bin(Event.objects.get(title="Two"), by=coordinator)

    report = bring_in(stored, [record("3", "Three")])
    page = signed_in(coordinator).get(reverse("admin:events_event_change", args=[Event.objects.get(title="One").pk])).content.decode()

    assert counted(report) == {"new": 1, "vanished": 1}
    assert "Findet sie noch statt" in page
    assert counted(bring_in(stored, [record("1", "One"), record("2", "Two, new"), record("3", "Three")])) == {"unchanged": 3}
    assert not FeedEntry.objects.filter(vanished_at__isnull=False).exists()
    assert sorted(Event.objects.values_list("title", flat=True)) == ["One", "Three"]


def test_worker_fetches_what_is_due_and_tells_the_land(stored, record, settings):
    settings.FEEDS_ALLOW_LOOPBACK = True
    coordinator = CoordinatorFactory(states=["NW"])
    Feed.objects.update(next_at=timezone.now() - timedelta(minutes=1))

    with serving(content(json.dumps([record("1", "One")]).encode())) as address:
        Feed.objects.update(address=address)
        assert due_feeds() == [stored.pk]
        assert due_feeds() == []
        report = fetch_feed.call(stored.pk)

    stored.refresh_from_db()
    assert counted(report) == {"new": 1}
    assert stored.next_at > timezone.now() + timedelta(hours=23)
    assert coordinator in {message.recipient for message in Message.objects.filter(kind=Message.Kind.FEED)}


def test_worker_looks_again_and_again_for_feeds_that_are_due(stored):
    Feed.objects.update(next_at=timezone.now() - timedelta(minutes=1))

    keep_up.call()
    keep_up.call()

    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    assert waiting.filter(task_path=fetch_feed.module_path).count() == 1
    [again] = waiting.filter(task_path=keep_up.module_path)
    assert again.run_after > timezone.now() + timedelta(minutes=9)


def test_feed_that_cannot_be_read_changes_nothing_and_says_why(stored, record, settings):
    settings.FEEDS_ALLOW_LOOPBACK = True
    bring_in(stored, [record("1", "One")])

    for behave in (content(b"[]"), content(b"oops", status=503)):
        with serving(behave) as address:
            stored.address = address
            assert update(stored) == {}
        assert stored.error

    assert not FeedEntry.objects.filter(vanished_at__isnull=False).exists()


# In the back office


def test_coordinator_enters_maps_and_switches_on_a_feed(signed_in, collecting_edition, settings):
    settings.FEEDS_ALLOW_LOOPBACK = True
    desk = signed_in(CoordinatorFactory(states=["NW"]))
    given = {"name": "Ours", "state": "NW", "edition": collecting_edition.pk, "kind": "json", "every": "24", "only_in_week": "on"}
    refused = desk.post(reverse("admin:events_feed_add"), {**given, "address": "http://example.org/"})
    made = desk.post(reverse("admin:events_feed_add"), {**given, "address": "https://example.org/feed"})
    stored = Feed.objects.get()
    mapping = reverse("admin:events_feed_mapping", args=[stored.pk])
    day = collecting_edition.first_day.isoformat()

    early = desk.post(reverse("admin:events_feed_switch", args=[stored.pk]), follow=True).content.decode()
    with serving(content(json.dumps([{"nr": 1, "heading": "One", "when": day}]).encode())) as address:
        Feed.objects.update(address=address)
        fetch_feed.call(stored.pk)
        page = desk.get(mapping).content.decode()
        desk.post(mapping, {"uid": "nr", "title": "heading", "first_day": "when"})
        preview = desk.get(mapping).content.decode()
        desk.post(reverse("admin:events_feed_switch", args=[stored.pk]))
        fetch_feed.call(stored.pk)

    assert (refused.status_code, made.status_code, made["Location"]) == (200, 302, mapping)
    assert "Bitte geben Sie zuerst an" in early
    assert "heading" in page
    assert f"<td>{day}" in preview
    assert Event.objects.get().title == "One"


def test_another_address_is_mapped_anew(signed_in, stored):
    desk = signed_in(CoordinatorFactory(states=["NW"]))
    sent = {name: getattr(stored, name) for name in ("name", "kind", "every")} | {"state": "NW", "edition": stored.edition.pk}

    desk.post(reverse("admin:events_feed_change", args=[stored.pk]), {**sent, "address": "https://example.org/other"})

    stored.refresh_from_db()
    assert (stored.address, stored.is_active, stored.mapping) == ("https://example.org/other", False, {})
