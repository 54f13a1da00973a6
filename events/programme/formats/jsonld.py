"""What pages say to search engines (schema.org as JSON-LD): events, clusters, the way to the page.

Required and recommended properties: https://developers.google.com/search/docs/appearance/structured-data/event
"""

import json
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from clusters.models import Cluster
from clusterweek.common.languages import active_language, page_url
from events.programme.formats.moments import begin_of, end_of
from events.programme.formats.records import image_record, number, told
from events.programme.formats.taken import absolute
from events.programme.formats.wording import address_of, plain, say
from events.programme.models import Edition, EventContent, PublishedEvent, PublishedStand, TradeFair
from events.programme.templatetags.pictures import public_address

SCHEMA = "https://schema.org"
# Characters that would end the element, or that HTML takes for its own.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

Data = dict[str, Any]
Mode, Status, Registration = EventContent.AttendanceMode, EventContent.EventStatus, EventContent.RegistrationState
MODES = {Mode.ON_SITE: "Offline", Mode.ONLINE: "Online", Mode.HYBRID: "Mixed"}
STATUS = {
    Status.SCHEDULED: "EventScheduled",
    Status.CANCELLED: "EventCancelled",
    Status.POSTPONED: "EventPostponed",
    Status.RESCHEDULED: "EventRescheduled",
    Status.MOVED_ONLINE: "EventMovedOnline",
}


def as_element(data: Data | None) -> SafeString:
    """`data` as an element of a page, which no browser executes (HTML, "data block"); nothing for nothing."""
    if not data:
        return SafeString("")
    text = json.dumps({"@context": SCHEMA, **data}, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped above


def event_data(event: PublishedEvent) -> Data | None:
    """An event with its relations attached; nothing for an example."""
    rows = list(event.dates.all())
    if event.is_example or not rows:
        return None
    status = Status(event.event_status)
    described = say(event, "summary") or plain(event, "description")
    dated = [{"startDate": told(begin_of(row)), "endDate": told(end_of(row))} for row in rows]
    data: Data = {
        "@type": "Event",
        "@id": address_of(event),
        "identifier": str(event.uid),
        "url": address_of(event),
        "name": say(event, "title"),
        "description": described or say(event, "title"),
        "startDate": dated[0]["startDate"],
        "endDate": max(row["endDate"] for row in dated),
        "eventStatus": f"{SCHEMA}/{STATUS[status]}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[Mode(event.attendance_mode)]}EventAttendanceMode",
        "location": _location(event),
        "organizer": _organizers(event),
        "inLanguage": [language.slug for language in event.languages.all()] or None,
        "keywords": [str(field) for field in event.technology_fields.all()] or None,
        "isAccessibleForFree": event.is_free,
        "maximumAttendeeCapacity": event.registration_places,
        "offers": _offer(event),
        "superEvent": edition_data(event.edition),
    }
    if status == Status.RESCHEDULED and event.previous_dates:
        data["previousStartDate"] = event.previous_dates[0]["first_day"]
    if image := image_record(event):
        data["image"] = [image["url"]]
    if len(dated) > 1:
        common = {key: data[key] for key in ("name", "url", "location", "eventStatus", "eventAttendanceMode")}
        data["subEvent"] = [{"@type": "Event", **common, **row} for row in dated]
    return _without_gaps(data)


def edition_data(edition: Edition) -> Data:
    """The week to which an event belongs."""
    return {
        "@type": "Event",
        "name": str(edition),
        "startDate": told(edition.first_day),
        "endDate": told(edition.last_day),
        "url": address_of(edition),
        "location": {"@type": "Place", "name": _("Germany"), "address": {"@type": "PostalAddress", "addressCountry": "DE"}},
    }


def cluster_data(cluster: Cluster) -> Data | None:
    """A cluster as an organization; nothing for an example."""
    if cluster.is_example:
        return None
    states = [str(state) for state in cluster.states.all()]
    data: Data = {
        "@type": "Organization",
        "@id": address_of(cluster),
        "name": str(cluster),
        "url": cluster.website or address_of(cluster),
        "mainEntityOfPage": address_of(cluster),
        "description": plain(cluster, "description"),
        "email": cluster.email,
        "telephone": cluster.phone,
        "address": _without_gaps(
            {"@type": "PostalAddress", "addressLocality": cluster.city, "addressRegion": ", ".join(states), "addressCountry": "DE"}
        ),
        "logo": absolute(public_address(cluster.logo)) if cluster.logo else None,
        "knowsAbout": [str(field) for field in cluster.technology_fields.all()],
    }
    return _without_gaps(data)


def stand_data(stand: PublishedStand) -> Data | None:
    """Who exhibits, and at which fair; nothing for an example."""
    if stand.is_example:
        return None
    cluster = stand.main_exhibitor
    name = str(cluster) if cluster else stand.main_exhibitor_text or say(stand, "title")
    data: Data = {
        "@type": "Organization",
        "name": name,
        "url": absolute(cluster.get_absolute_url()) if cluster else stand.website or address_of(stand),
        "mainEntityOfPage": address_of(stand),
        "description": say(stand, "exhibits") or say(stand, "title"),
        "email": stand.email,
        "telephone": stand.phone,
        "event": _fair(stand.fair, stand) if stand.fair and stand.fair.first_day else None,
    }
    return _without_gaps(data)


def site_data() -> Data:
    """The portal itself, with its search."""
    programme = absolute(page_url("programme"))
    return {
        "@type": "WebSite",
        "name": _("Clusterwoche Deutschland"),
        "url": absolute(page_url("home")),
        "inLanguage": active_language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{programme}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_data(steps: list[tuple[str, str]], here: str) -> Data:
    """The way to a page: (label, path) of the pages above it, the first of them home, and its own label."""
    items: list[Data] = [
        {"@type": "ListItem", "position": position, "name": str(label), "item": absolute(path)}
        for position, (label, path) in enumerate(steps, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": here})
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _location(event: PublishedEvent) -> Any:
    """Where one goes, on the spot or in the net, or both; the Land where no place is known yet."""
    virtual = {"@type": "VirtualLocation", "url": event.online_address or address_of(event)}
    if event.attendance_mode == Mode.ONLINE or event.event_status == Status.MOVED_ONLINE:
        return virtual
    region = str(event.state) if event.state else ""
    address = {"streetAddress": event.street, "postalCode": event.postal_code, "addressLocality": event.city, "addressRegion": region}
    place = _without_gaps(
        {
            "@type": "Place",
            "name": event.venue or event.city or region or _("Germany"),
            "address": _without_gaps({"@type": "PostalAddress", **address, "addressCountry": "DE"}),
            "geo": None
            if event.latitude is None
            else {"@type": "GeoCoordinates", "latitude": number(event.latitude), "longitude": number(event.longitude)},
        }
    )
    return [place, virtual] if event.attendance_mode == Mode.HYBRID else place


def _organizers(event: PublishedEvent) -> list[Data]:
    found: list[Data] = [
        {"@type": "Organization", "name": str(cluster), "url": cluster.website or absolute(cluster.get_absolute_url())}
        for cluster in event.organizers.all()
    ]
    if event.further_organizers:
        found.append(_without_gaps({"@type": "Organization", "name": event.further_organizers, "url": event.website}))
    return found


def _offer(event: PublishedEvent) -> Data | None:
    """How one gets in; a price only where it is known to be none, because ours are texts."""
    if not (event.is_free or event.registration_url):
        return None
    full = event.registration_state == Registration.FULL
    return _without_gaps(
        {
            "@type": "Offer",
            "url": event.registration_url or address_of(event),
            "price": 0 if event.is_free else None,
            "priceCurrency": "EUR" if event.is_free else None,
            "availability": f"{SCHEMA}/{'SoldOut' if full else 'InStock'}",
            "validFrom": told(event.first_published_at),
            "validThrough": told(event.registration_deadline),
        }
    )


def _fair(fair: TradeFair, stand: PublishedStand) -> Data:
    first: date | None = stand.first_day or fair.first_day
    return _without_gaps(
        {
            "@type": "ExhibitionEvent",
            "name": str(fair),
            "startDate": told(first),
            "endDate": told(stand.last_day or fair.last_day),
            "url": fair.website,
            "location": {
                "@type": "Place",
                "name": fair.venue or fair.name,
                "address": {"@type": "PostalAddress", "addressCountry": "DE"},
            },
        }
    )


def _without_gaps(data: Data) -> Data:
    """`data` without what nobody has stated."""
    return {key: value for key, value in data.items() if value not in (None, "", [])}
