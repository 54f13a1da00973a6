"""Clusters, editions and vocabularies as the API tells them."""

from collections.abc import Iterable
from typing import Any

from clusters.models import Cluster
from clusterweek.common.languages import page_url
from events.programme.filter import ProgrammeFilter, state_choices
from events.programme.formats.records import number, told
from events.programme.formats.registry import FORMATS
from events.programme.formats.taken import absolute
from events.programme.formats.wording import address_of, say
from events.programme.lists import Lists
from events.programme.models import Edition, EventContent


def cluster_record(cluster: Cluster) -> dict[str, Any]:
    """A cluster with its lists loaded."""
    return {
        "slug": cluster.slug,
        "url": address_of(cluster),
        "name": str(cluster),
        "is_example": cluster.is_example,
        "description": say(cluster, "description"),
        "states": [state.pk for state in cluster.states.all()],
        "city": cluster.city,
        "latitude": number(cluster.latitude),
        "longitude": number(cluster.longitude),
        "technology_fields": [field.slug for field in cluster.technology_fields.all()],
        "funding_programmes": [programme.slug for programme in cluster.funding_programmes.all()],
        "website": cluster.website,
        "members": cluster.members,
        "email": cluster.email,
        "phone": cluster.phone,
    }


def edition_record(edition: Edition, lists: Lists) -> dict[str, Any]:
    """An edition; the programme in its formats once it has opened."""

    def formats(noun: str) -> dict[str, str]:
        return {each.extension: absolute(page_url(f"edition_{noun}_{each.extension}", edition=edition.slug)) for each in FORMATS[noun]}

    return {
        "slug": edition.slug,
        "number": edition.number,
        "title": str(edition),
        "url": address_of(edition),
        "first_day": told(edition.first_day),
        "last_day": told(edition.last_day),
        "opens_at": told(edition.opens_at),
        "phase": edition.phase.value,
        "is_current": edition == lists.current_edition,
        "programme": formats("programme") if edition.is_open else {},
        "stands": formats("stands") if edition.is_open else {},
    }


def vocabularies(lists: Lists) -> dict[str, Any]:
    """Parameter → its values with their labels in the active language; statuses are values of keys alone."""
    choices = ProgrammeFilter.choices_from(lists)
    return {
        "state": _values(state_choices(lists).items()),
        **{
            name: _values(choices[name].items())
            for name in ("format", "technology_field", "attendance_mode", "audience", "language", "accessibility", "funding_programme")
        },
        "event_status": _values(EventContent.EventStatus.choices),
        "registration_state": _values(EventContent.RegistrationState.choices),
    }


def _values(pairs: Iterable[tuple[Any, Any]]) -> list[dict[str, str]]:
    return [{"value": str(value), "label": str(label)} for value, label in pairs]
