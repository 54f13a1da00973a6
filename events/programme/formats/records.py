"""Entries as JSON has them: names as in the model, values as the parameters take them, no person."""

from datetime import date, datetime, time
from typing import Any

from clusters.models import Cluster
from clusterweek.common.bilingual import in_language
from clusterweek.editorial.images import WIDTHS, rendition_name
from clusterweek.geography.models import NATIONWIDE
from events.programme.formats.moments import begin_of, end_of
from events.programme.formats.taken import absolute
from events.programme.formats.wording import address_of, say
from events.programme.models import ACCESSIBILITY_FEATURES, Edition, PublishedEvent, PublishedStand
from events.programme.templatetags.pictures import public_address


def event_record(event: PublishedEvent) -> dict[str, Any]:
    """An event with its relations attached; `start` and `end` are days, or moments where the hours are known."""
    rows = list(event.dates.all())
    return {
        **identity(event),
        "summary": say(event, "summary"),
        "description": say(event, "description"),
        "format": event.format.slug if event.format else None,
        **fields_and_states(event),
        "dates": [date_record(row) for row in rows],
        "start": told(begin_of(rows[0])) if rows else None,
        "end": max(told(end_of(row)) for row in rows) if rows else None,
        "opening_hours": say(event, "opening_hours"),
        "previous_dates": event.previous_dates,
        "attendance_mode": event.attendance_mode,
        "event_status": event.event_status,
        "status_note": say(event, "status_note"),
        "venue": event.venue,
        "street": event.street,
        "postal_code": event.postal_code,
        "city": event.city,
        "room": event.room,
        "latitude": number(event.latitude),
        "longitude": number(event.longitude),
        "online_address": event.online_address,
        "organizers": [cluster_link(cluster) for cluster in event.organizers.all()],
        "further_organizers": event.further_organizers,
        "email": event.email,
        "phone": event.phone,
        "website": event.website,
        "registration_state": event.registration_state or None,
        "registration_url": event.registration_url,
        "registration_deadline": told(event.registration_deadline),
        "registration_places": event.registration_places,
        "is_free": event.is_free,
        "price": say(event, "price"),
        "languages": [each.slug for each in event.languages.all()],
        "audiences": [each.slug for each in event.audiences.all()],
        "accessibility": {slug: getattr(event, name) for name, slug in ACCESSIBILITY_FEATURES.items()},
        "accessibility_note": say(event, "accessibility_note"),
        "accessibility_contact": event.accessibility_contact,
        "image": image_record(event),
    }


def stand_record(stand: PublishedStand) -> dict[str, Any]:
    """A stand with its relations attached and its co-exhibitors loaded."""
    exhibitor = stand.main_exhibitor
    return {
        **identity(stand),
        "fair": stand.fair.slug if stand.fair else None,
        "hall": stand.hall,
        "stand_number": stand.stand_number,
        "first_day": told(stand.first_day or (stand.fair.first_day if stand.fair else None)),
        "last_day": told(stand.last_day or (stand.fair.last_day if stand.fair else None)),
        "main_exhibitor": cluster_link(exhibitor) if exhibitor else {"slug": None, "name": stand.main_exhibitor_text, "url": None},
        "co_exhibitors": [
            cluster_link(row.cluster) if row.cluster else {"slug": None, "name": row.name, "url": row.website or None}
            for row in stand.co_exhibitors.all()
        ],
        **fields_and_states(stand),
        "exhibits": say(stand, "exhibits"),
        "description": say(stand, "description"),
        "email": stand.email,
        "phone": stand.phone,
        "website": stand.website,
        "image": image_record(stand),
    }


def identity(entry: PublishedEvent | PublishedStand) -> dict[str, Any]:
    """What tells an entry from all others, and one state of it from the next."""
    return {
        "id": str(entry.uid),
        "version": entry.version,
        "slug": entry.slug,
        "url": address_of(entry),
        "title": say(entry, "title"),
        "is_example": entry.is_example,
        "first_published_at": told(entry.first_published_at),
        "changed_at": told(entry.changed_at),
    }


def fields_and_states(entry: PublishedEvent | PublishedStand) -> dict[str, Any]:
    """Technology fields and Länder, as parameters name them."""
    return {
        "technology_fields": [field.slug for field in entry.technology_fields.all()],
        "state": entry.state_id or NATIONWIDE,
        "partner_states": [state.pk for state in entry.partner_states.all()],
    }


def date_record(row: Any) -> dict[str, str | None]:
    """One date: days in ISO 8601, hours as "10:00", None where they are not known."""
    return {
        "first_day": told(row.first_day),
        "last_day": told(row.last_day),
        "from": told(row.from_time),
        "to": told(row.to_time),
    }


def cluster_link(cluster: Cluster) -> dict[str, Any]:
    """A cluster where it is named."""
    return {"slug": cluster.slug, "name": str(cluster), "url": absolute(cluster.get_absolute_url())}


def image_record(entry: PublishedEvent | PublishedStand) -> dict[str, str] | None:
    """The largest rendition of the picture, with what must be said beside it."""
    if not entry.image:
        return None
    return {
        "url": absolute(public_address(rendition_name(str(entry.image), max(WIDTHS)))),
        "alt": "" if entry.image_is_decorative else in_language(entry, "image_alt")[0],
        "credit": entry.image_credit,
        "licence": entry.image_licence,
    }


def edition_record(edition: Edition) -> dict[str, Any]:
    """An edition where entries of it are listed."""
    return {
        "slug": edition.slug,
        "title": str(edition),
        "first_day": told(edition.first_day),
        "last_day": told(edition.last_day),
        "url": absolute(edition.get_absolute_url()),
    }


def told(value: date | datetime | time | None) -> Any:
    """A day, moment or hour in ISO 8601; moments with their offset."""
    if value is None:
        return None
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def number(value: Any) -> float | None:
    """A decimal as a number."""
    return None if value is None else float(value)
