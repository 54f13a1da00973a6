"""From a record of a feed to what an event says: which column goes where, and how its text is read."""

import hashlib
import html
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.collecting.feeds.reading import Record
from events.models import Event

# Fields of an event that a feed can fill, besides its days.
FIELDS = (
    "title",
    "summary",
    "description",
    "venue",
    "room",
    "street",
    "postal_code",
    "city",
    "online_address",
    "further_organizers",
    "email",
    "phone",
    "website",
    "registration_url",
    "price",
    "opening_hours",
    "title_en",
    "summary_en",
    "description_en",
)
UID, FIRST, LAST, FROM, TO = "uid", "first_day", "last_day", "from_time", "to_time"
DAYS = {
    UID: gettext_lazy("lasting mark of the record"),
    FIRST: gettext_lazy("beginning (day, perhaps with a time)"),
    LAST: gettext_lazy("end (day, perhaps with a time)"),
    FROM: gettext_lazy("from, if it has a column of its own"),
    TO: gettext_lazy("to, if it has a column of its own"),
}

# Columns by names that feeds give them, in lower case.
KNOWN_NAMES = {
    UID: ("uid", "id", "guid", "identifier", "event_id"),
    FIRST: ("dtstart", "start", "startdate", "start_date", "begin", "beginn", "datum", "date", "von", "first_day"),
    LAST: ("dtend", "end", "enddate", "end_date", "ende", "bis", "last_day"),
    FROM: ("uhrzeit", "starttime", "start_time", "from"),
    TO: ("endtime", "end_time", "to"),
    "title": ("summary", "title", "titel", "name", "title.rendered", "veranstaltung"),
    "summary": ("abstract", "teaser", "excerpt", "kurztext", "zusammenfassung"),
    "description": ("description", "beschreibung", "text", "content", "content.rendered"),
    "venue": ("location", "location.name", "venue", "venue.venue", "veranstaltungsort", "place"),
    "street": ("location.address.streetaddress", "street", "strasse", "straße", "venue.address"),
    "postal_code": ("location.address.postalcode", "postal_code", "zip", "plz", "venue.zip"),
    "city": ("location.address.addresslocality", "city", "stadt", "ort", "venue.city"),
    "website": ("url", "link", "website", "webseite"),
    "further_organizers": ("organizer", "organizer.name", "organizer.0.organizer", "veranstalter"),
    "registration_url": ("registration_url", "anmeldung", "tickets"),
    "price": ("cost", "price", "preis", "kosten"),
    "email": ("email", "e-mail", "contact"),
    "phone": ("phone", "telefon"),
}

_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2})?|\s*(?=uhr|h\b))", re.IGNORECASE)
_BREAKS = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h\d)>")


class Converted(NamedTuple):
    """What a record says: its mark, the fields, the days (ISO texts or None by name), and what could not be read."""

    uid: str
    values: dict[str, str]
    days: dict[str, str | None]
    problems: list[str]


def guess(columns: Iterable[str]) -> dict[str, str]:
    """Which column probably goes into which field."""
    by_name = {column.lower(): column for column in reversed(list(columns))}
    return {field: by_name[name] for field, names in KNOWN_NAMES.items() for name in reversed(names) if name in by_name}


def label(field: str) -> str:
    """What a field of the mapping is called."""
    return capfirst(str(DAYS[field] if field in DAYS else Event._meta.get_field(field).verbose_name))


def convert(record: Record, mapping: dict[str, str]) -> Converted:
    """What `record` says by `mapping`; what cannot be read stays empty and is named among the problems."""
    problems: list[str] = []
    values = {name: _value(name, record.get(mapping.get(name, ""), ""), problems) for name in FIELDS}
    days = _days({name: record.get(mapping.get(name, ""), "") for name in (FIRST, LAST, FROM, TO)}, problems)
    if not values["title"]:
        problems.insert(0, _("It has no title."))
    uid = record.get(mapping.get(UID, ""), "")[:200]
    if not uid:
        uid = hashlib.sha256(f"{values['title']}|{days[FIRST]}".encode()).hexdigest()[:32]
    return Converted(uid, values, days, problems)


def _value(name: str, text: str, problems: list[str]) -> str:
    """`text` without markup, no longer than its field; empty with a problem if the field refuses it."""
    field: Any = Event._meta.get_field(name)
    text = html.unescape(nh3.clean(_BREAKS.sub("\n", text), tags=set()) if re.search("[<&]", text) else text).strip()
    if not isinstance(field, models.TextField):
        text = Truncator(" ".join(text.split())).chars(field.max_length)
    if text:
        try:
            field.run_validators(text)
        except ValidationError as refusal:
            problems.append(f"{label(name)}: {' '.join(refusal.messages)}")
            return ""
    return text


def _days(told: dict[str, str], problems: list[str]) -> dict[str, str | None]:
    found: dict[str, Any] = {FIRST: None, LAST: None, FROM: None, TO: None}
    for day, clock in ((FIRST, FROM), (LAST, TO)):
        if told[day]:
            found[day], found[clock] = read_moment(told[day])
            if found[day] is None:
                problems.append(f"{label(day)}: " + _("“%(text)s” is no day.") % {"text": told[day][:40]})
        if told[clock]:
            found[clock] = read_clock(told[clock])
    found[LAST] = found[LAST] or found[FIRST]
    if found[FIRST] is None or found[LAST] < found[FIRST]:
        if found[FIRST] is not None:
            problems.append(_("The last day must not be before the first."))
        found = dict.fromkeys(found)
    if found[FROM] is None:
        found[TO] = None
    return {name: value.isoformat() if value is not None else None for name, value in found.items()}


def read_moment(text: str) -> tuple[date | None, time | None]:
    """The day and the time in `text`: ISO 8601, with an offset in the time of Berlin, or “2.4.2019, 14 Uhr”; None for what is not there."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is not None:
        local = localtime(moment) if is_aware(moment) else moment
        has_time = len(text.strip()) > len("2019-04-02")
        return local.date(), local.time().replace(second=0, microsecond=0) if has_time else None
    found = _GERMAN_DAY.search(text)
    if not found:
        return None, None
    try:
        day = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None, None
    return day, read_clock(text[found.end() :])


def read_clock(text: str) -> time | None:
    """The first time of the clock in `text`: “14:30”, “14.30 Uhr”, “14 Uhr”; None if there is none."""
    found = _CLOCK.search(text)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None
