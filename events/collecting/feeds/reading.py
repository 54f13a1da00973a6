"""From the content of a feed to its records: each a flat mapping of column names to texts."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from events.models import Feed

MOST_RECORDS = 2000
DEEPEST = 4
# Longer texts than any field takes are cut off here already.
LONGEST = 20_000

Record = dict[str, str]

# What a broken calendar makes its parser raise.
BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)


class UnreadableFeed(Exception):
    """The content is not what it should be; `str()` of it is a sentence for people."""


def read(feed: Feed, content: bytes) -> list[Record]:
    """The records of `content`. Raises UnreadableFeed."""
    readers = {Feed.Kind.ICS: _read_ics, Feed.Kind.CSV: _read_csv, Feed.Kind.JSON: _read_json}
    records: list[Record] = []
    for record in readers[Feed.Kind(feed.kind)](feed, content):
        if len(records) >= MOST_RECORDS:
            raise _too_many()
        records.append({name[:100]: value.replace("\x00", "")[:LONGEST].strip() for name, value in record.items() if name})
    if not records:
        raise UnreadableFeed(_("There is no record in the feed."))
    return records


def _too_many() -> UnreadableFeed:
    return UnreadableFeed(_("The feed has more than %(most)d records.") % {"most": MOST_RECORDS})


def _read_ics(feed: Feed, content: bytes) -> Iterator[Record]:
    from icalendar import Calendar  # only where a calendar is read

    if content.upper().count(b"BEGIN:") > 2 * MOST_RECORDS:  # counted before the parser works on all of them
        raise _too_many()
    try:
        calendar = Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
        return iter([_of_event(event) for event in events if str(event.get("STATUS", "")).upper() != "CANCELLED"])
    except BROKEN as error:
        raise UnreadableFeed(_("This is no calendar in the format iCalendar (ICS).")) from error


def _of_event(event: Any) -> Record:
    record = {}
    for name, value in event.property_items(recursive=False):
        if name in ("BEGIN", "END") or name in record:
            continue
        moment = getattr(value, "dt", None)
        record[name] = _moment(moment) if isinstance(moment, date) else _text_of(value)
    if record.get("DTEND") and "T" not in record["DTEND"]:
        record["DTEND"] = _day_before(record["DTEND"])
    return record


def _text_of(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text_of(each) for each in value)
    cats = getattr(value, "cats", None)
    return ", ".join(map(str, cats)) if cats else str(value).removeprefix("mailto:")


def _moment(moment: date) -> str:
    """ISO 8601 in the time of Berlin, without an offset; a whole day without a time."""
    if isinstance(moment, datetime):
        return (localtime(moment) if is_aware(moment) else moment).replace(tzinfo=None).isoformat("T", "minutes")
    return moment.isoformat()


def _day_before(day: str) -> str:
    """RFC 5545 §3.6.1: the end of a whole day is the day after."""
    return date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()


def _read_csv(feed: Feed, content: bytes) -> Iterator[Record]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    header = text.partition("\n")[0]
    delimiter = max(";,\t", key=header.count)
    try:
        for row in csv.DictReader(io.StringIO(text.replace("\x00", "")), delimiter=delimiter):
            record = {
                str(name).strip(): value or "" for name, value in row.items() if isinstance(name, str) and isinstance(value, str | None)
            }
            if any(record.values()):
                yield record
    except csv.Error as error:
        raise UnreadableFeed(_("This is no table in the format CSV.")) from error


def _read_json(feed: Feed, content: bytes) -> Iterator[Record]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableFeed(_("This is no JSON.")) from error
    items = _at(found, feed.items_at) if feed.items_at else _first_list(found, DEEPEST)
    if not isinstance(items, list):
        raise UnreadableFeed(_("There is no list where it should stand in the JSON."))
    return (dict(_flat(item, "", DEEPEST)) for item in items if isinstance(item, dict))


def _at(found: Any, path: str) -> Any:
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _first_list(found: Any, depth: int) -> Any:
    if isinstance(found, list):
        return found
    if isinstance(found, dict) and depth:
        for value in found.values():
            if isinstance(inner := _first_list(value, depth - 1), list):
                return inner
    return None


def _flat(item: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """Names joined by dots and texts; of a list of objects the first three."""
    if isinstance(item, dict) and depth:
        for name, value in item.items():
            yield from _flat(value, f"{path}.{name}" if path else str(name), depth - 1)
    elif isinstance(item, list) and any(isinstance(each, dict) for each in item):
        for number, each in enumerate(item[:3]):
            yield from _flat(each, f"{path}.{number}", depth - 1 if depth else 0)
    elif isinstance(item, list):
        yield path, ", ".join(str(each) for each in item if each is not None)
    elif not isinstance(item, dict):
        yield path, "" if item is None else str(item)
