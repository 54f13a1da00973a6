"""What a brochure says of an event and of a stand."""

import re
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.common.bilingual import in_language
from clusterweek.common.dates import day_label, span_label
from contacts.models import ContactPerson
from events.programme.formats.taken import absolute
from events.programme.formats.wording import plain, say
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.wording import hours_in_words, organizers_in_words, shown_date, states_in_words, where_in_words

# An entry of fewer characters stands on one page whole.
WHOLE = 1800
# What may mean something in Markdown; a text without it is plain already.
MARKED = re.compile(r"[*_`#<>\[\]&\\|~=]|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)


def part(entry: Any, field: str) -> dict[str, str]:
    """The text of a field with its language."""
    return {"text": say(entry, field), "lang": in_language(entry, field)[1]}


def title_part(entry: Any) -> dict[str, str]:
    """The title with its language; an example says so before it."""
    told = part(entry, "title")
    return {**told, "text": _("EXAMPLE: %(title)s") % {"title": told["text"]}} if entry.is_example else told


def paragraphs(entry: Any, field: str) -> list[dict[str, str]]:
    """The Markdown of a field, paragraph by paragraph."""
    text, language = in_language(entry, field)
    told = plain(entry, field) if MARKED.search(text) else text
    return [{"text": line, "lang": language} for line in told.splitlines() if line.strip()]


def fact(label: Any, text: str, url: str = "") -> dict[str, str]:
    """A line of small print."""
    return {"label": capfirst(str(label)), "text": text, "url": url}


def event_entry(event: PublishedEvent, day: date | None, *, brief: bool) -> dict[str, Any]:
    """An event under the `day` for which it stands; `brief` leaves out description and small print."""
    row = shown_date(event, day)
    texts = [part(event, "summary")] if event.summary else []
    if not brief:
        texts += paragraphs(event, "description")
    status = "" if event.event_status == event.EventStatus.SCHEDULED else capfirst(event.get_event_status_display())
    return _entry(
        event,
        left=_when(event, row) if row else [_("Date to follow")],
        status=status,
        line=" · ".join(filter(None, [_place(event), organizers_in_words(event)])),
        texts=([part(event, "status_note")] if event.status_note else []) + texts,
        facts=[] if brief else _event_facts(event),
        tags=[str(event.format)] * bool(event.format) + list(map(str, event.technology_fields.all())),
    )


def _entry(entry: Any, *, left: list[str], line: str, texts: list, facts: list, tags: list, status: str = "") -> dict[str, Any]:
    size = sum(len(each["text"]) for each in [*texts, *facts])
    return {
        "title": title_part(entry),
        "left": left,
        "status": status,
        "line": line,
        "texts": texts,
        "facts": facts,
        "tags": tags,
        "whole": size < WHOLE,
    }


def _when(event: PublishedEvent, row: Any) -> list[str]:
    """The hours, then the days of a span, and the other dates."""
    lines = [hours_in_words(event, row)]
    if row.first_day != row.last_day:
        lines.insert(0, span_label(row.first_day, row.last_day, year=False))
    others = dict.fromkeys(span_label(other.first_day, other.last_day, year=False) for other in event.dates.all() if other != row)
    return [*lines, _("also on %(days)s") % {"days": ", ".join(others)}] if others else lines


def _place(event: PublishedEvent) -> str:
    """Venue, street and place where one goes, else as on the card."""
    where = where_in_words(event)
    if event.attendance_mode == event.AttendanceMode.ONLINE or event.event_status == event.EventStatus.MOVED_ONLINE:
        return where
    town = f"{event.postal_code} {where}" if event.postal_code and where.startswith(event.city) else where
    venue = event.venue if event.venue != event.city else ""
    return ", ".join(filter(None, [venue, event.room, event.street, town]))


def _event_facts(event: PublishedEvent) -> list[dict[str, str]]:
    facts = []
    registration = []
    if event.registration_state:
        registration.append(capfirst(event.get_registration_state_display()))
    if event.registration_deadline:
        registration.append(_("until %(day)s") % {"day": day_label(event.registration_deadline)})
    places = event.registration_places
    if places:
        registration.append(ngettext("%(count)d place", "%(count)d places", places) % {"count": places})
    if registration or event.registration_url:
        facts.append(fact(_("Registration"), ", ".join(registration) or event.registration_url, event.registration_url))
    if event.is_free or event.price:
        facts.append(fact(_("Price"), _("free of charge") if event.is_free else say(event, "price")))
    return [*facts, *_contact_facts(event)]


def _contact_facts(entry: PublishedEvent | PublishedStand) -> list[dict[str, str]]:
    facts = [fact(_("Contact"), *_person(person)) for person in entry.contact_persons.all()]
    if entry.email:
        facts.append(fact(_("E-mail"), entry.email, f"mailto:{entry.email}"))
    if entry.phone:
        facts.append(fact(_("Phone"), entry.phone))
    address = absolute(entry.get_absolute_url())
    return [*facts, fact(_("More"), address.partition("://")[2], address)]


def _person(person: ContactPerson) -> tuple[str, str]:
    """What of a contact person is public, and where to write; contact persons stand in HTML and PDF alone."""
    told = ", ".join(filter(None, [person.full_name, person.organisation, person.public_phone, person.public_email]))
    return told, f"mailto:{person.public_email}" if person.public_email else ""


def stand_entry(stand: PublishedStand, *, brief: bool) -> dict[str, Any]:
    """A stand in its hall."""
    fair = stand.fair
    first, last = (stand.first_day, stand.last_day) if stand.first_day else (fair and fair.first_day, fair and fair.last_day)
    place = _("stand %(number)s") % {"number": stand.stand_number} if stand.stand_number else _("Stand to follow")
    facts = []
    others = [str(row) for row in stand.co_exhibitors.all()]
    if others and not brief:
        facts.append(fact(_("Co-exhibitors"), ", ".join(others)))
    return _entry(
        stand,
        left=[capfirst(place), *([span_label(first, last, year=False)] if first and last else [])],
        line=" · ".join(filter(None, [str(stand.main_exhibitor or stand.main_exhibitor_text), states_in_words(stand)])),
        texts=([part(stand, "exhibits")] if stand.exhibits else []) + ([] if brief else paragraphs(stand, "description")),
        facts=[] if brief else [*facts, *_contact_facts(stand)],
        tags=list(map(str, stand.technology_fields.all())),
    )
