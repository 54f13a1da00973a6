"""What is new, moved, cancelled or otherwise changed in a result, since a day, the latest first."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from clusterweek.common.languages import page_url
from events.programme.formats.moments import BERLIN
from events.programme.formats.ways import alternates
from events.programme.formats.withdrawn import withdrawn_from
from events.programme.models import PublishedEvent
from events.programme.paging import page_of
from events.programme.programme import find, read
from events.programme.public_page import PublicPage
from events.programme.reading import given, one_day
from events.programme.relations import attach_to_events
from events.programme.result import Result

PAGE_SIZE = 40
Status = PublishedEvent.EventStatus
MOVED = frozenset({Status.RESCHEDULED, Status.POSTPONED, Status.MOVED_ONLINE})
ADDED, CHANGED = "added", "changed"


class Group(NamedTuple):
    """What happened to some events on a day, and those events; what was withdrawn has no page any more."""

    label: str
    events: list[PublishedEvent]
    withdrawn: list[PublishedEvent]


class Day(NamedTuple):
    """A day with what happened on it."""

    day: date
    groups: list[Group]


class ChangesView(PublicPage):
    """The page of changes; `since` names the first day, everything else is the query of the programme."""

    template_name = "programme/changes.html"
    section = "programme"

    @cached_property
    def result(self) -> Result:
        """The answer to the query."""
        result = find(self.edition_of_path(), self.request.GET, self.lists)
        result.query.beside = {"since": self.since.isoformat()} if self.since else {}
        return result

    @cached_property
    def since(self) -> date | None:
        """The first day that is asked for; None without one, or for something that is no day."""
        return one_day(self.given_since)

    @property
    def given_since(self) -> str:
        """What was typed as the first day."""
        return (given(self.request.GET, "since") or [""])[-1]

    def canonical_query(self) -> str:
        return f"{read(self.request.GET, self.lists).key(self.request.GET.get('page', ''))} since {self.given_since}"

    def query_string(self) -> str:
        return self.result.query.string(**self.result.query.beside)

    def alternates(self) -> list[Any]:
        return alternates("programme", self.edition_of_path(), self.result.query.canonical)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open:
            raise Http404
        page = page_of(self.changed(), PAGE_SIZE, request.GET.get("page", "1"))
        context = {
            "edition": edition,
            "result": self.result,
            "since": self.since,
            "given_since": self.given_since,
            "page": page,
            "days": days(self.load(page.object_list), self.since),
        }
        return self.render_to_response(self.get_context_data(**context))

    def changed(self) -> list[int]:
        """The keys of what changed, the latest first, with the events that were withdrawn."""
        _index, gone = withdrawn_from(self.result)
        wanted = {*self.result.events, *gone}
        rows = PublishedEvent.objects.filter(edition=self.result.edition).exclude(title="").order_by("-changed_at", "-pk")
        if self.since:
            rows = rows.filter(changed_at__gte=datetime.combine(self.since, time(), BERLIN))
        return [key for key in rows.values_list("pk", flat=True) if key in wanted]

    def load(self, keys: Sequence[int]) -> list[PublishedEvent]:
        """The events with `keys`, in that order; a fixed number of queries."""
        found = PublishedEvent.objects.in_bulk(keys)
        events = [found[key] for key in keys if key in found]
        attach_to_events(events, self.lists)
        return events

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the programme of the edition."""
        return [(_("Programme"), page_url("edition_programme", edition=self.edition_of_path().slug))]


def days(events: Iterable[PublishedEvent], since: date | None) -> list[Day]:
    """`events`, the latest first, by the day of their change and by what happened."""
    found = []
    for day, on_day in groupby(events, key=lambda event: localdate(event.changed_at)):
        by_kind: dict[str, list[PublishedEvent]] = {}
        for event in on_day:
            by_kind.setdefault(kind_of(event, since), []).append(event)
        groups = [_group(label, by_kind[kind]) for kind, label in labels().items() if kind in by_kind]
        found.append(Day(day, groups))
    return found


def kind_of(event: PublishedEvent, since: date | None) -> str:
    """What happened to `event`: cancelled or moved as it stands now, else added since the day or in its only version."""
    if event.is_withdrawn or event.event_status == Status.CANCELLED:
        return Status.CANCELLED
    if event.event_status in MOVED:
        return Status.RESCHEDULED
    is_new = localdate(event.first_published_at) >= since if since else event.version == 1
    return ADDED if is_new else CHANGED


def labels() -> dict[str, str]:
    """What can happen, in the order in which a day shows it."""
    return {
        Status.CANCELLED: _("Cancelled"),
        Status.RESCHEDULED: _("Moved"),
        ADDED: _("New in the programme"),
        CHANGED: _("Changed"),
    }


def _group(label: str, events: list[PublishedEvent]) -> Group:
    return Group(label, [event for event in events if not event.is_withdrawn], [event for event in events if event.is_withdrawn])
