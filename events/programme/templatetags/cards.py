"""Cards of events, stands and clusters: everything is worked out here, because a list shows many of them."""

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clusters.models import Cluster
from clusterweek.common.bilingual import in_language, marked
from events.programme.event_cards import event_card_html, star_label
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.shown import ShownEvent
from events.programme.wording import states_in_words

register = template.Library()


@register.simple_tag
def event_card(event: PublishedEvent | ShownEvent, day: date | None = None, level: int = 3) -> SafeString:
    """An event in a list, under the day it stands for; its title is a heading of `level`."""
    return event_card_html(event, day, level)


@register.inclusion_tag("includes/stand_card.html")
def stand_card(stand: PublishedStand, level: int = 3) -> dict[str, Any]:
    """A stand in a list; its title is a heading of `level`."""
    title, language = in_language(stand, "title")
    return {
        "level": level,
        "id": stand.pk,
        "title": marked(title, language),
        "star": star_label(title),
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
