"""The changes that cannot wait, each with the few fields it needs: one tap on the desk, one here, one to send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.programme.models import PublishedEvent

Status = Event.EventStatus
NOTES = ("status_note", "status_note_en")


@dataclass(frozen=True)
class Change:
    """What is chosen by its `key`: the values it `sets` by itself, and the `fields` that are asked, the first of them at once."""

    key: str
    label: str | Promise
    explanation: str | Promise
    fields: tuple[str, ...]
    sets: Mapping[str, str] = field(default_factory=dict)
    asks_dates: bool = False

    def begins_with(self, public: PublishedEvent) -> dict[str, Any]:
        """What stands in the fields at first: what the public reads, but no note about another status."""
        is_new_status = self.sets.get("event_status", public.event_status) != public.event_status
        return {name: "" if is_new_status and name in NOTES else getattr(public, name) for name in self.fields}


CHANGES = (
    Change(
        "cancelled",
        _("Cancelled"),
        _("The event does not take place. It stays findable, marked as cancelled."),
        NOTES,
        {"event_status": Status.CANCELLED},
    ),
    Change(
        "postponed",
        _("Postponed"),
        _("The event takes place later, and the new date is not known yet."),
        NOTES,
        {"event_status": Status.POSTPONED},
    ),
    Change(
        "rescheduled",
        _("New date"),
        _("The event takes place at another time. The former date stays readable."),
        NOTES,
        {"event_status": Status.RESCHEDULED},
        asks_dates=True,
    ),
    Change(
        "moved_online",
        _("Moved online"),
        _("Nobody has to come any more. The place is struck out; if the online address is not known yet, add it later."),
        ("online_address", *NOTES),
        {"event_status": Status.MOVED_ONLINE},
    ),
    Change("room", _("Other room"), _("The event takes place in another room of the same venue."), ("room", *NOTES)),
    Change(
        "full",
        _("Fully booked"),
        _("No place is left. A waiting list can be named in the note."),
        NOTES,
        {"registration_state": Event.RegistrationState.FULL},
    ),
)
AS_PLANNED = Change(
    "scheduled",
    _("Takes place after all"),
    _("The event takes place as approved. The mark and its note disappear."),
    NOTES,
    {"event_status": Status.SCHEDULED},
)


def choices_for(public: PublishedEvent) -> list[Change]:
    """The changes that can be chosen for `public`, as it stands now."""
    return list(CHANGES) if public.event_status == Status.SCHEDULED else [*CHANGES, AS_PLANNED]


def chosen(key: str, public: PublishedEvent) -> Change | None:
    """The change with that key, or None if none is chosen."""
    return next((change for change in choices_for(public) if change.key == key), None)
