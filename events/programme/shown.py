"""An event as cards show it: an entry of the index with its relations, which reads like a PublishedEvent."""

from typing import Any

from django.urls import get_script_prefix

from clusterweek.common.languages import active_language, page_url
from events.programme.index.entry import Entry
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedEvent


class Related(list):
    """Values of a relation, already there."""

    def all(self) -> list:
        """The values."""
        return self


class ShownEvent:
    """What a card needs of an event; everything else is on its page."""

    AttendanceMode = PublishedEvent.AttendanceMode
    EventStatus = PublishedEvent.EventStatus
    RegistrationState = PublishedEvent.RegistrationState

    def __init__(self, entry: Entry, edition: Edition, lists: Lists) -> None:
        self.entry, self.edition, self._lists = entry, edition, lists
        self.state = lists.states.get(entry.state_id or "")
        self.format = lists.formats.get(entry.format_id or 0)
        self.dates = Related(entry.dates)
        self.technology_fields = Related(lists.chosen("technology_fields", entry.technology_fields))
        self.organizers = Related(lists.chosen("clusters", entry.organizers))
        self.partner_states = Related(lists.chosen("states", entry.partner_states))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.entry, name)

    def get_absolute_url(self) -> str:
        """The address of its page in the active language."""
        before, after = self._lists.keep(("event", self.edition.slug, active_language(), get_script_prefix()), self._address)
        return f"{before}{self.entry.slug}{after}"

    def _address(self) -> tuple[str, str]:
        """What stands before and after the slug in the addresses of all events of the edition."""
        before, _slug, after = page_url("event", edition=self.edition.slug, slug="slug-of-an-event").partition("slug-of-an-event")
        return before, after

    def get_event_status_display(self) -> str:
        """The status in words."""
        return str(self.EventStatus(self.entry.event_status).label)

    def get_registration_state_display(self) -> str:
        """The state of the registration in words."""
        return str(self.RegistrationState(self.entry.registration_state).label)
