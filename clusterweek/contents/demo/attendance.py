"""What an invented event says about taking part: place, registration, price and accessibility."""

from datetime import date, timedelta
from random import Random
from typing import Any

from clusters.models import Cluster
from clusterweek.common.slugs import german_slug
from clusterweek.contents.tables import document, rows
from events.models import Event

FAIR_FORMAT = "Messepräsentation"
FAIR_TOWN = {"city": "Hannover", "postal_code": "30521"}
SHARE_WITHOUT_PLACE = 0.05


def place(row: dict[str, str], *, profile: dict[str, Any], organizer: Cluster, dice: Random) -> dict[str, Any]:
    """Venue, address and online address, as the attendance mode asks for; what has no fixed day may have no place yet either."""
    fields = {}
    if row["attendance_mode"] != Event.AttendanceMode.ON_SITE:
        fields["online_address"] = f"https://konferenz.example.org/{german_slug(row['title'], max_length=40)}"
    is_told_later = not row["days"] and dice.random() < SHARE_WITHOUT_PLACE
    if row["attendance_mode"] == Event.AttendanceMode.ONLINE or is_told_later:
        return fields
    town = FAIR_TOWN if row["format"] == FAIR_FORMAT else _town(row["state"], organizer, dice)
    return {
        **fields,
        "venue": dice.choice(profile["venues"]),
        "street": "" if row["format"] == FAIR_FORMAT else dice.choice(document("examples/phrases")["streets"]),
        "city": town["city"],
        "postal_code": town["postal_code"],
        "room": dice.choice(profile["rooms"]) if profile["rooms"] and dice.random() < 0.6 else "",
    }


def registration(row: dict[str, str], *, profile: dict[str, Any], first_day: date, dice: Random) -> dict[str, Any]:
    """State, address, deadline and places of the registration."""
    state = dice.choice(profile["registration"])
    fields: dict[str, Any] = {"registration_state": state}
    if state and state != Event.RegistrationState.NOT_NEEDED and dice.random() < 0.7:
        fields["registration_places"] = dice.randint(*profile["places"]) // 5 * 5 or 8
    if state in (Event.RegistrationState.OPEN, Event.RegistrationState.WAITING_LIST):
        fields["registration_url"] = f"https://anmeldung.example.org/{german_slug(row['title'], max_length=40)}"
        fields["registration_deadline"] = first_day - timedelta(days=dice.randint(1, 12)) if dice.random() < 0.7 else None
    return fields


def price(profile: dict[str, Any], dice: Random) -> dict[str, Any]:
    """What it costs: a price, nothing, or not stated."""
    if profile["prices"] and dice.random() < 0.5:
        german, english = dice.choice(profile["prices"])
        return {"is_free": False, "price": german, "price_en": english}
    return {"is_free": True if dice.random() < 0.75 else None}


def accessibility(row: dict[str, str], *, profile: dict[str, Any], organizer: Cluster, dice: Random) -> dict[str, Any]:
    """What is stated about accessibility; two of five events state nothing."""
    if dice.random() < 0.4:
        return {}
    fields: dict[str, Any] = {"accessibility_contact": organizer.email if dice.random() < 0.5 else ""}
    if row["attendance_mode"] != Event.AttendanceMode.ON_SITE:
        fields["captions"] = dice.random() < 0.6
    if row["attendance_mode"] != Event.AttendanceMode.ONLINE:
        fields["step_free_access"] = dice.random() < 0.85
        fields["accessible_toilet"] = dice.choice((True, True, True, False, None))
        fields["hearing_loop"] = dice.choice((True, False, None, None))
        fields["sign_language"] = dice.choice((True, False, False, None, None, None))
        fields["easy_language"] = True if dice.random() < 0.06 else None
    if profile["rooms"] and fields.get("step_free_access") and dice.random() < 0.4:
        note, note_en = dice.choice(document("examples/phrases")["accessibility_notes"])
        fields |= {"accessibility_note": note, "accessibility_note_en": note_en}
    return fields


def _town(state: str, organizer: Cluster, dice: Random) -> dict[str, str]:
    """A town of the Land, at best the organizer's own."""
    towns = [row for row in rows("examples/towns") if row["state"] == state]
    own = [row for row in towns if row["city"] == organizer.city]
    return dice.choice(own if own and dice.random() < 0.6 else towns)
