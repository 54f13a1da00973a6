"""Cards of events, stands and clusters: everything is worked out here, because a list shows many of them."""

from datetime import date
from typing import Any

from django import template
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusters.models import Cluster
from clusterweek.common.bilingual import in_language, marked
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.wording import organizers_in_words, shown_date, states_in_words, when_in_words, where_in_words

register = template.Library()

# On narrow screens a card shows the first field alone.
FIELDS_SHOWN = 2
TAKES_NOT_PLACE = (PublishedEvent.EventStatus.CANCELLED, PublishedEvent.EventStatus.POSTPONED)
SCARCE = (PublishedEvent.RegistrationState.WAITING_LIST, PublishedEvent.RegistrationState.FULL)


@register.inclusion_tag("includes/date_block.html")
def date_block(day: date) -> dict[str, Any]:
    """A day as a leaf of a calendar."""
    return {"day": day, "weekday": format_date(day, "D"), "month": format_date(day, "M")}


@register.inclusion_tag("includes/event_card.html")
def event_card(event: PublishedEvent, day: date | None = None, level: int = 3) -> dict[str, Any]:
    """An event in a list, under the day it stands for; its title is a heading of `level`."""
    row = shown_date(event, day)
    shown_day = day or (row.first_day if row else None)
    fields = list(map(str, event.technology_fields.all()))
    return {
        "level": level,
        "title": marked(*in_language(event, "title")),
        "url": event.get_absolute_url(),
        "day": shown_day,
        "when": when_in_words(event, row) if row else "",
        "where": where_in_words(event),
        "who": organizers_in_words(event),
        "status": "" if event.event_status == event.EventStatus.SCHEDULED else capfirst(event.get_event_status_display()),
        "is_off": event.event_status in TAKES_NOT_PLACE,
        "registration": capfirst(event.get_registration_state_display()) if event.registration_state in SCARCE else "",
        "format": event.format,
        "fields": fields[:FIELDS_SHOWN],
        "not_narrow": max(0, len(fields) - 1),
        "not_wide": max(0, len(fields) - FIELDS_SHOWN),
        "is_example": event.is_example,
    }


@register.inclusion_tag("includes/stand_card.html")
def stand_card(stand: PublishedStand, level: int = 3) -> dict[str, Any]:
    """A stand in a list; its title is a heading of `level`."""
    return {
        "level": level,
        "title": marked(*in_language(stand, "title")),
        "url": stand.get_absolute_url(),
        "hall": stand.hall,
        "stand_number": stand.stand_number,
        "exhibits": marked(*in_language(stand, "exhibits")),
        "who": str(stand.main_exhibitor or stand.main_exhibitor_text),
        "where": states_in_words(stand),
        "fields": list(map(str, stand.technology_fields.all())),
        "is_example": stand.is_example,
    }


@register.inclusion_tag("includes/cluster_card.html")
def cluster_card(cluster: Cluster, level: int = 3) -> dict[str, Any]:
    """A cluster in a list; its title is a heading of `level`."""
    return {
        "level": level,
        "title": marked(*in_language(cluster, "name")),
        "url": cluster.get_absolute_url(),
        "where": home_of(cluster),
        "fields": list(map(str, cluster.technology_fields.all())),
        "funding_programmes": list(map(str, cluster.funding_programmes.all())),
        "is_example": cluster.is_example,
    }


@register.filter
def home_of(cluster: Cluster) -> str:
    """Place and Länder of a cluster; a city that is a Land is named once."""
    states = list(map(str, cluster.states.all()))
    return ", ".join(dict.fromkeys([*filter(None, [cluster.city]), *states])) or _("nationwide")
