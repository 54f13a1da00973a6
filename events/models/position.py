"""Where an event takes place on the map: given by the coordinator, or derived from its address."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.db.models import Q

from clusterweek.geography.places import position_of

ONLINE = "online"


def settle_position(event: Any) -> None:
    """Give `event` (unsaved changes included) the position of its postcode and place, unless somebody has given another.

    What was derived is noted in `derived_position`: it follows the address when that changes, and it goes with it.
    """
    is_given = event.latitude is not None and event.longitude is not None
    if is_given and as_text(event.latitude, event.longitude) != event.derived_position:
        event.derived_position = ""
        return
    if not is_given and (event.latitude, event.longitude) != (None, None):
        return  # Half a position is refused by the database.
    event.latitude, event.longitude = position_of_address(event)
    event.derived_position = "" if event.latitude is None else as_text(event.latitude, event.longitude)


def position_of_address(event: Any) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Latitude and longitude in degrees, from postcode, place and Land of `event`; nothing for what is online only."""
    if event.attendance_mode == ONLINE:
        return None, None
    position = position_of(event.postal_code, event.city, event.state_id)
    return (Decimal(f"{position.latitude:.5f}"), Decimal(f"{position.longitude:.5f}")) if position else (None, None)


def without_derived_position(content: dict[str, Any]) -> dict[str, Any]:
    """`content` (name of the field → JSON value) without the position if that follows from the address anyway."""
    if content.get("latitude") is None:
        return content
    derived = position_of_address(SimpleNamespace(**content))
    if derived[0] is None or as_text(*derived) != as_text(content["latitude"], content["longitude"]):
        return content
    return {name: value for name, value in content.items() if name not in {"latitude", "longitude"}}


def as_text(latitude: Any, longitude: Any) -> str:
    """A position as `derived_position` notes it: "52.32406 9.80490"."""
    return f"{Decimal(str(latitude)):.5f} {Decimal(str(longitude)):.5f}"


def fill_in_positions(events: Any, public_events: Any, revisions: Any) -> int:
    """Derive the positions that are missing in both copies; returns how many public copies changed.

    Takes the managers of Event, PublishedEvent and PublicRevision, so that a migration can hand in those of its time.
    The two copies of an approved event stay equal. Call it inside a transaction.
    """
    missing = Q(latitude__isnull=True) & ~Q(city="", postal_code="")
    for event in events.filter(missing):
        settle_position(event)
        events.filter(pk=event.pk).update(latitude=event.latitude, longitude=event.longitude, derived_position=event.derived_position)
    changed = []
    for public in public_events.filter(missing, withdrawn_for_legal_reasons=False):
        public.latitude, public.longitude = position_of_address(public)
        if public.latitude is not None:
            changed.append(public)
    if changed:
        number = revisions.values_list("number", flat=True).filter(pk=1).first() or 0
        for public in changed:
            public.revision = number + 1
        public_events.bulk_update(changed, ["latitude", "longitude", "revision"], batch_size=500)
        revisions.update_or_create(pk=1, defaults={"number": number + 1})
    return len(changed)
