"""Events as a calendar (RFC 5545, RFC 7986): one entry for each date, under an id that stays whatever changes.

The same bytes until something changes; what calendars do not know, such as "postponed", stands in the title as well.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from clusterweek.common.dates import day_label
from events.programme.formats.ical_zone import zone
from events.programme.formats.loading import chunks
from events.programme.formats.moments import BERLIN, begin_of, is_over_midnight
from events.programme.formats.taken import Taken, absolute
from events.programme.formats.withdrawn import withdrawn_from
from events.programme.formats.wording import clean, headline, name_of, plain, say
from events.programme.index.index import Index
from events.programme.models import Edition, EventContent, PublishedEventDate
from events.programme.result import Result
from events.programme.shown import ShownEvent
from events.programme.wording import previous_dates_in_words

PRODUCT = "-//Clusterwoche Deutschland//Programm//DE"
# How often calendars shall ask again; most ask more rarely.
REFRESH = timedelta(hours=1)
# How much of a description stands for a missing summary.
LONGEST = 1000

Status, Mode = EventContent.EventStatus, EventContent.AttendanceMode
STATUS: dict[str, str] = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}
COLUMNS = (
    *("version", "first_published_at", "changed_at", "withdrawn_at", "is_example", "title", "title_en", "summary", "summary_en"),
    *("description", "description_en", "event_status", "status_note", "status_note_en", "previous_dates", "attendance_mode"),
    *("venue", "room", "street", "postal_code", "city", "latitude", "longitude", "online_address"),
    *("registration_state", "registration_url", "registration_deadline"),
)


class Row(NamedTuple):
    """A date of an event with what the calendar tells of the event."""

    event_id: int
    uid: UUID
    first_day: date
    last_day: date
    from_time: time | None
    to_time: time | None
    version: int
    first_published_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None
    is_example: bool
    title: str
    title_en: str
    summary: str
    summary_en: str
    description: str
    description_en: str
    event_status: str
    status_note: str
    status_note_en: str
    previous_dates: list
    attendance_mode: str
    venue: str
    room: str
    street: str
    postal_code: str
    city: str
    latitude: float | None
    longitude: float | None
    online_address: str
    registration_state: str
    registration_url: str
    registration_deadline: date | None


def events(taken: Taken[Result]) -> bytes:
    """Every event of the result, and as cancelled what was withdrawn from it in the last 60 days."""
    result = taken.result
    index, gone = withdrawn_from(result)
    found = chain(entries([hit.pk for hit in result.hits], result.index, result.edition), entries(gone, index, result.edition))
    return calendar(found, name=name_of(result), source=taken.address("ics"), page=taken.page, edition=result.edition)


def one_event(key: int, index: Index, edition: Edition, address: str) -> bytes:
    """The event `key`, which `index` holds, alone; `address` is that of the calendar."""
    found = list(entries([key], index, edition))
    name = str(found[0].get("summary", edition)) if found else str(edition)
    page = absolute(ShownEvent(index.entries[key], edition, index.lists).get_absolute_url())
    return calendar(found, name=name, source=address, page=page, edition=edition)


def calendar(found: Iterable[Event], *, name: str, source: str, page: str, edition: Edition) -> bytes:
    """A calendar with the entries `found`, to be had at `source` and shown at `page`; each is written as it comes, to save memory."""
    years, written = {edition.first_day.year, edition.last_day.year}, []
    for each in found:
        years.add(each["dtstart"].dt.year)
        written.append(each.to_ical(sorted=False))
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        made.add(key, vText(name))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    made.add("source", source, parameters={"VALUE": "URI"})
    made.add("url", page)
    made.add_component(zone(min(years), max(years)))
    head, end, rest = made.to_ical(sorted=False).rpartition(b"END:VCALENDAR")
    return b"".join([head, *written, end, rest])


def entries(keys: Iterable[int], index: Index, edition: Edition) -> Iterator[Event]:
    """One entry for each date of the events with `keys`, which `index` holds; one query for every 900 events."""
    for part in chunks(list(keys)):
        rows: dict[int, list[Row]] = {}
        columns = ("event_id", "uid", "first_day", "last_day", "from_time", "to_time", *(f"event__{name}" for name in COLUMNS))
        dates = PublishedEventDate.objects.filter(event__in=part).order_by("first_day", "from_time", "pk")
        for values in dates.values_list(*columns):
            rows.setdefault(values[0], []).append(Row(*values))
        for key in part:
            event = ShownEvent(index.entries[key], edition, index.lists)
            common = _common(event, rows[key][0]) if key in rows else []
            for row in rows.get(key, ()):
                yield _entry(row, common)


Properties = list[tuple[str, object]]


def _entry(row: Row, common: Properties) -> Event:
    """The entry of one date."""
    made = Event()
    made.add("uid", str(row.uid))
    for name, value in (*_when(row), *common):
        made.add(name, value)
    return made


def _when(row: Row) -> Properties:
    """Begin and end: days where no hours are known, and daily hours as a recurrence (RFC 5545 §3.6.1)."""
    begin = begin_of(row)
    if row.from_time is None:
        return [("dtstart", begin), ("dtend", row.last_day + timedelta(days=1))]
    found: Properties = [("dtstart", begin)]
    if row.to_time is not None and row.to_time != row.from_time:
        day = row.first_day + timedelta(days=is_over_midnight(row))
        found.append(("dtend", datetime.combine(day, row.to_time, BERLIN)))
    if row.last_day > row.first_day:
        found.append(("rrule", {"FREQ": "DAILY", "COUNT": (row.last_day - row.first_day).days + 1}))
    return found


def _common(event: ShownEvent, row: Row) -> Properties:
    """What all dates of an event say alike."""
    is_off = row.withdrawn_at is not None or row.event_status in STATUS
    found: Properties = [
        ("sequence", row.version),
        ("dtstamp", row.changed_at),
        ("created", row.first_published_at),
        ("last-modified", row.changed_at),
        ("status", "CANCELLED" if row.withdrawn_at else STATUS.get(row.event_status, "CONFIRMED")),
        ("summary", headline(row)),
    ]
    if is_off:
        found.append(("transp", "TRANSPARENT"))
    if row.withdrawn_at:
        return found
    is_online = row.attendance_mode == Mode.ONLINE or row.event_status == Status.MOVED_ONLINE
    if place := _place(row, is_online):
        found.append(("location", place))
    if row.latitude is not None and not is_online:
        found.append(("geo", (float(row.latitude), float(row.longitude or 0))))
    if categories := [*([str(event.format)] if event.format else []), *map(str, event.technology_fields)]:
        found.append(("categories", categories))
    page = absolute(event.get_absolute_url())
    return [*found, ("url", page), ("description", "\n\n".join(filter(None, (*_told(event, row), page))))]


def _place(row: Row, is_online: bool) -> str:
    """Where one goes, in one line: venue, room and address, or the online address."""
    if is_online:
        return row.online_address or _("online")
    city = " ".join(filter(None, [row.postal_code, row.city]))
    return clean(", ".join(filter(None, [row.venue, row.room, row.street, city])))


def _told(event: ShownEvent, row: Row) -> Iterator[str]:
    """The paragraphs of the description."""
    if row.is_example:
        yield _("This entry is an invented example. It does not take place.")
    if row.event_status != Status.SCHEDULED:
        yield f"{capfirst(event.get_event_status_display())}." + (f" {say(row, 'status_note')}" if row.status_note else "")
        if former := previous_dates_in_words(row):  # type: ignore[arg-type]
            yield _("Former date: %(days)s") % {"days": ", ".join(former)}
    elif row.status_note:
        yield say(row, "status_note")
    yield say(row, "summary") or plain(row, "description")[:LONGEST]
    organizers = [*map(str, event.organizers), *filter(None, [event.further_organizers])]
    if organizers:
        yield clean(_("Organizers: %(names)s") % {"names": ", ".join(organizers)})
    yield from _registration(event, row)
    if row.attendance_mode == Mode.HYBRID and row.online_address:
        yield _("Online: %(address)s") % {"address": row.online_address}


def _registration(event: ShownEvent, row: Row) -> Iterator[str]:
    """Whether and until when one registers, and where."""
    if row.registration_state == EventContent.RegistrationState.NOT_NEEDED:
        yield _("No registration needed")
        return
    lines = [_("Registration: %(state)s") % {"state": event.get_registration_state_display()}] if row.registration_state else []
    if row.registration_deadline:
        lines.append(_("Register until %(day)s") % {"day": day_label(row.registration_deadline)})
    if row.registration_url:
        lines.append(row.registration_url)
    if lines:
        yield "\n".join(lines)
