"""What the card of an event says; everything is worked out here, because a list shows many of them."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusterweek.common.bilingual import in_language, marked
from clusterweek.common.fast import environment
from clusterweek.common.languages import active_language
from events.programme.models import PublishedEvent
from events.programme.shown import ShownEvent
from events.programme.wording import organizers_in_words, shown_date, when_in_words, where_in_words

# On narrow screens a card shows the first field alone.
FIELDS_SHOWN = 2
TAKES_NOT_PLACE = frozenset({PublishedEvent.EventStatus.CANCELLED, PublishedEvent.EventStatus.POSTPONED})
SCARCE = frozenset({PublishedEvent.RegistrationState.WAITING_LIST, PublishedEvent.RegistrationState.FULL})


class Leaf(NamedTuple):
    """A day as a leaf of a calendar."""

    iso: str
    weekday: str
    day: int
    month: str


def leaf(day: date) -> Leaf:
    """The leaf of `day` in the active language."""
    return _leaf(day, active_language())


@lru_cache(maxsize=400)
def _leaf(day: date, language: str) -> Leaf:
    return Leaf(day.isoformat(), format_date(day, "D"), day.day, format_date(day, "M"))


def event_card(event: PublishedEvent | ShownEvent, day: date | None = None, level: int = 3) -> dict[str, Any]:
    """What the card of `event` says under the day for which it stands; its title is a heading of `level`."""
    row = shown_date(event, day)
    shown_day = day or (row.first_day if row else None)
    fields = list(map(str, event.technology_fields.all()))
    title, language = in_language(event, "title")
    return {
        "level": level,
        "id": event.pk,
        "title": marked(title, language),
        "star": star_label(title),
        "url": event.get_absolute_url(),
        "leaf": leaf(shown_day) if shown_day else None,
        "when": when_in_words(event, row) if row else "",
        "where": where_in_words(event),
        "who": organizers_in_words(event),
        "status": "" if event.event_status == event.EventStatus.SCHEDULED else capfirst(event.get_event_status_display()),
        "is_off": event.event_status in TAKES_NOT_PLACE,
        "registration": capfirst(event.get_registration_state_display()) if event.registration_state in SCARCE else "",
        "format": str(event.format or ""),
        "fields": fields[:FIELDS_SHOWN],
        "not_narrow": max(0, len(fields) - 1),
        "not_wide": max(0, len(fields) - FIELDS_SHOWN),
        "is_example": event.is_example,
        "distance": "",
    }


def star_label(title: str) -> str:
    """The name of the button that puts the entry called `title` on the shortlist."""
    return _("Shortlist: %(title)s") % {"title": title}


def event_card_html(event: PublishedEvent | ShownEvent, day: date | None = None, level: int = 3) -> SafeString:
    """The card of `event` as HTML."""
    return card_html(event_card(event, day, level))


def card_html(card: dict[str, Any]) -> SafeString:
    """The card that says `card`, as HTML."""
    return SafeString(environment.get_template("fast/event_card.jinja").module.event_card(card))  # type: ignore[attr-defined]
