"""The ways to take a result or an event along, as pages offer them: plain links, nothing is loaded from anywhere."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clusterweek.common.fast import render
from clusterweek.common.frames import Frame, slot
from clusterweek.common.languages import active_language, page_url
from events.programme.fair import StandResult
from events.programme.formats.moments import begin_of, end_of
from events.programme.formats.registry import FORMATS, Format
from events.programme.formats.taken import absolute, noun_of
from events.programme.formats.wording import headline, name_of, say
from events.programme.models import Edition, PublishedEvent
from events.programme.result import Result
from events.programme.wording import place_in_words

GOOGLE, OUTLOOK = "https://calendar.google.com/calendar", "https://outlook.live.com/calendar/0"
MICROSOFT = "https://outlook.office.com/calendar/0"


class Way(NamedTuple):
    """A link, and what it is in a word; `is_foreign`: it leads to somebody else's page."""

    label: str
    url: str
    is_foreign: bool = False


class Alternate(NamedTuple):
    """The same in another format, for the head of a page."""

    content_type: str
    label: str
    url: str


def take_along(result: Result | StandResult) -> SafeString:
    """The block that offers `result` in every format; made once for an edition and filled with the query."""
    key = ("take along", noun_of(result), result.edition.slug, active_language(), get_script_prefix())
    frame: Frame = result.lists.keep(key, lambda: _frame(result)) if isinstance(result, Result) else _frame(result)
    string = result.query.canonical
    return SafeString(frame.fill(query=conditional_escape(string), quoted=quote(string, safe=""), name=quote(name_of(result), safe="")))


def alternates(noun: str, edition: Edition, query: str) -> list[Alternate]:
    """The formats of `noun` (programme or stands) that programs look for in the head of a page; `query` begins with "?" or is empty."""
    return [
        Alternate(each.content_type.partition(";")[0], str(each.label), absolute(_path(noun, edition, each)) + query)
        for each in FORMATS[noun]
        if not each.is_file
    ]


def event_alternate(edition: str, slug: str) -> Alternate:
    """The calendar of one event for the head of its page."""
    return Alternate("text/calendar", _("Calendar"), absolute(page_url("event_ics", edition=edition, slug=slug)))


def event_ways(event: PublishedEvent) -> SafeString:
    """The block that offers one event as a calendar."""
    address = absolute(page_url("event_ics", edition=event.edition.slug, slug=event.slug))
    rows = list(event.dates.all())
    one = _compose(event, rows[0]) if len(rows) == 1 else _by_subscription(quote(address, safe=""), quote(headline(event), safe=""))
    calendar = [Way(_("Calendar app"), _webcal(address)), *one, Way(_("Calendar file (ICS)"), address)]
    return render("programme/take_event.jinja", calendar=calendar)


def _frame(result: Result | StandResult) -> Frame:
    noun, edition, query = noun_of(result), result.edition, slot("query")
    formats, subscription = FORMATS[noun], []
    if any(each.extension == "ics" for each in formats):
        address = absolute(page_url(f"edition_{noun}_ics", edition=edition.slug))
        foreign = _by_subscription(quote(address, safe="") + slot("quoted"), slot("name"))
        subscription = [Way(_("Calendar app"), _webcal(address) + query), *foreign]

    def ways(chosen: Iterable[Format]) -> list[Way]:
        return [Way(str(each.label), _path(noun, edition, each) + query) for each in chosen]

    data = ways(each for each in formats if each.is_data)
    if noun == "programme":
        data.append(Way(_("Embed on a website"), page_url("edition_embedding", edition=edition.slug) + query))
    return Frame(
        render(
            "programme/take_along.jinja",
            is_programme=noun == "programme",
            calendar=subscription,
            files=ways(each for each in formats if not each.is_data),
            data=[*_changes(noun, edition, query), *data],
        )
    )


def _changes(noun: str, edition: Edition, query: str) -> list[Way]:
    return [Way(_("New and changed"), page_url("edition_changes", edition=edition.slug) + query)] if noun == "programme" else []


def _path(noun: str, edition: Edition, each: Format) -> str:
    return page_url(f"edition_{noun}_{each.extension}", edition=edition.slug)


def _webcal(address: str) -> str:
    """The address under which calendar programs subscribe."""
    return "webcal://" + address.partition("://")[2]


def _by_subscription(address: str, name: str) -> list[Way]:
    """Subscribing in calendars of the web; both are quoted already."""
    return [
        Way("Google", f"{GOOGLE}/r?cid={address.replace('https%3A', 'webcal%3A', 1).replace('http%3A', 'webcal%3A', 1)}", is_foreign=True),
        Way("Outlook.com", f"{OUTLOOK}/addfromweb?url={address}&name={name}", is_foreign=True),
        Way("Microsoft 365", f"{MICROSOFT}/addfromweb?url={address}&name={name}", is_foreign=True),
    ]


def _compose(event: PublishedEvent, row: Any) -> list[Way]:
    """Entering the one date of an event by hand in calendars of the web."""
    begin, end = begin_of(row), end_of(row)
    if not isinstance(begin, datetime):
        end = row.last_day + timedelta(days=1)
    elif not isinstance(end, datetime):
        end = begin
    elif row.last_day > row.first_day:
        end -= timedelta(days=(row.last_day - row.first_day).days)
    text = "\n\n".join(filter(None, [say(event, "summary"), absolute(event.get_absolute_url())]))
    google = {"action": "TEMPLATE", "text": headline(event), "dates": f"{_basic(begin)}/{_basic(end)}", "details": text}
    if isinstance(begin, datetime) and row.last_day > row.first_day:
        google["recur"] = f"RRULE:FREQ=DAILY;COUNT={(row.last_day - row.first_day).days + 1}"
    outlook = {"path": "/calendar/action/compose", "rru": "addevent", "subject": headline(event), "body": text}
    outlook |= {"startdt": begin.isoformat(), "enddt": end.isoformat()}
    outlook |= {} if isinstance(begin, datetime) else {"allday": "true"}
    place = place_in_words(event)
    return [
        Way("Google", f"{GOOGLE}/render?{urlencode({**google, 'location': place})}", is_foreign=True),
        Way("Outlook.com", f"{OUTLOOK}/deeplink/compose?{urlencode({**outlook, 'location': place})}", is_foreign=True),
        Way("Microsoft 365", f"{MICROSOFT}/deeplink/compose?{urlencode({**outlook, 'location': place})}", is_foreign=True),
    ]


def _basic(moment: date | datetime) -> str:
    """A day or moment in ISO 8601's basic form, moments in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}"
