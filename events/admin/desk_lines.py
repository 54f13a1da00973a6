"""What stands on the desk of a coordinator: entries, requests of other Länder, comments and the deadline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from clusterweek.common.bilingual import named
from clusterweek.editorial.models import Comment
from events.admin.places import FieldNote
from events.models import DeadlineExtension, Event, PartnerState, Stand
from events.models.completeness import Completeness
from events.programme.models import Edition

Entry = Event | Stand


class OnDesk:
    """An entry on the desk, with the addresses of its form and its steps."""

    entry: Entry

    @property
    def noun(self) -> str:
        """How the entry's addresses begin: event or stand."""
        return str(self.entry._meta.model_name)

    @property
    def link(self) -> SafeString:
        """Its title, which leads to its form."""
        return format_html('<a href="{}">{}</a>', self.address, named(self.entry))

    @property
    def address(self) -> str:
        """Its form."""
        return self._step("change")

    @property
    def preview(self) -> str:
        """The page that the public would see."""
        return self._step("preview")

    def _step(self, name: str) -> str:
        return reverse(f"admin:events_{self.noun}_{name}", args=(self.entry.pk,))


@dataclass(frozen=True)
class Line(OnDesk):
    """An entry of the user's own Länder; an event comes with `starts_on` and `organizer_names`."""

    entry: Entry
    completeness: Completeness | None = None
    notes: tuple[FieldNote, ...] = ()

    @property
    def submit(self) -> str:
        return self._step("submit")

    @property
    def take_back(self) -> str:
        return self._step("take_back")

    @property
    def express(self) -> str:
        """The form of the express lane; events alone have it."""
        return self._step("express")

    @property
    def is_public(self) -> bool:
        """Whether the public has an earlier version."""
        return self.entry.public is not None and not self.entry.public.is_withdrawn

    @property
    def day(self) -> Any:
        """The first day of an event, if it is known."""
        return getattr(self.entry, "starts_on", None)

    @property
    def organizers(self) -> str:
        """Who holds it."""
        if isinstance(self.entry, Stand):
            return str(self.entry.main_exhibitor or self.entry.main_exhibitor_text)
        return ", ".join(filter(None, [*sorted(self.entry.organizer_names or ()), self.entry.further_organizers]))

    @property
    def days_waiting(self) -> int:
        """For how many days it has been with the office."""
        return (timezone.localdate() - timezone.localdate(self.entry.submitted_at)).days

    @property
    def is_submitted_again(self) -> bool:
        return self.entry.submitted_at != self.entry.first_submitted_at


@dataclass(frozen=True)
class Request(OnDesk):
    """An entry of another Land that asks one of the user's to be its partner."""

    partner: PartnerState

    @property
    def entry(self) -> Entry:
        """What the Land is asked about."""
        return getattr(self.partner, self.partner.ENTRY)

    @property
    def lead(self) -> str:
        """Who asks."""
        return str(self.entry.state or gettext("The programme office"))

    @property
    def answer(self) -> str:
        """Where the answer goes."""
        return self._step("answer")

    @property
    def key(self) -> str:
        """Tells the requests on the desk apart."""
        return f"{self.noun}-{self.partner.pk}"


@dataclass(frozen=True)
class Remark(OnDesk):
    """A comment on the desk, and what it is about."""

    comment: Comment
    entry: Entry


@dataclass(frozen=True)
class Deadline:
    """Until when new entries of `edition` may be submitted, and the extensions of the user's Länder."""

    edition: Edition
    extensions: list[DeadlineExtension]
    now: datetime
    several_states: bool

    @property
    def moment(self) -> datetime:
        """The end for the user: with the extension, if they have but one Land."""
        moments = [self.edition.submission_deadline]
        if not self.several_states:
            moments += [row.until for row in self.extensions]
        return max(moments)

    @property
    def has_passed(self) -> bool:
        return self.moment < self.now

    @property
    def days(self) -> int:
        """How many midnights are left."""
        return (timezone.localdate(self.moment) - timezone.localdate(self.now)).days


class Outcomes(NamedTuple):
    """Of how many events of an edition nothing is told yet, and where to tell it."""

    edition: Edition
    missing: int

    @property
    def address(self) -> str:
        """The table of those events."""
        return reverse("admin:events_event_outcomes", args=[self.edition.slug]) + "?missing=1"
