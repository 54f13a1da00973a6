"""The desk of a coordinator: what waits for them, what waits for the office, what is public, and how long there is time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from clusterweek.accounts.desks import Desk, fill_desk
from clusterweek.accounts.models import User
from clusterweek.editorial.models import Comment, Decision, WorkingCopy
from events.admin.forms import edition_for_new_entries
from events.admin.places import FieldNote, field_notes
from events.models import DeadlineExtension, Event, EventPartner, PartnerState, Stand, StandPartner
from events.models.completeness import Completeness
from events.programme.models import Edition

Entry = Event | Stand
Status = WorkingCopy.ReviewStatus

# So many entries of each noun stand in a section; the lists have the others.
SHOWN = 20
COMMENTS_SHOWN = 5

_RELATED = {Event: ("state", "edition", "format", "public"), Stand: ("state", "fair__edition", "main_exhibitor", "public")}
_SHOWN_LISTS: dict[type, tuple[str, ...]] = {Event: ("dates", "organizers"), Stand: ()}
# What a draft's completeness asks for besides.
_COUNTED_LISTS = {Event: ("technology_fields", "audiences", "contact_persons"), Stand: ("technology_fields", "contact_persons")}


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
        return format_html('<a href="{}">{}</a>', self.address, self.entry)

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
    """An entry of the user's own Länder."""

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
        dates = list(self.entry.dates.all()) if isinstance(self.entry, Event) else []
        return dates[0].first_day if dates else None

    @property
    def organizers(self) -> str:
        """Who holds it."""
        if isinstance(self.entry, Stand):
            return str(self.entry.main_exhibitor or self.entry.main_exhibitor_text)
        return ", ".join(filter(None, [*map(str, self.entry.organizers.all()), self.entry.further_organizers]))

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
    """A comment on the desk."""

    comment: Comment

    @property
    def entry(self) -> Entry:
        """What it is about."""
        return self.comment.entry


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


class CoordinatorDesk:
    """What the desk of `user` shows at `now`; the number of queries does not depend on the number of entries."""

    def __init__(self, user: User, now: datetime) -> None:
        self.user, self.now = user, now

    @cached_property
    def states(self) -> list[Any]:
        """The user's Länder."""
        return list(self.user.states.all()) if self.user.state_codes else []

    @cached_property
    def deadline(self) -> Deadline | None:
        """The deadline of the edition that collects entries now."""
        edition = edition_for_new_entries()
        if edition is None:
            return None
        extensions = DeadlineExtension.objects.filter(edition=edition, state__in=self.user.state_codes).select_related("state")
        return Deadline(edition, list(extensions), self.now, several_states=len(self.user.state_codes) > 1)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many entries are returned, joint, drafts, with the office and public, and how many there are at all."""
        found = dict.fromkeys(("returned", "drafts", "submitted", "public", "all"), 0)
        for model in (Event, Stand):
            counted = self._own(model).aggregate(
                returned=Count("pk", filter=Q(review_status=Status.RETURNED)),
                drafts=Count("pk", filter=Q(review_status=Status.DRAFT)),
                submitted=Count("pk", filter=Q(review_status=Status.SUBMITTED)),
                public=Count("pk", filter=self._is_public(model)),
                all=Count("pk"),
            )
            found = {name: number + counted[name] for name, number in found.items()}
        return {**found, "joint": sum(rows.count() for rows in self._asked())}

    @cached_property
    def returned(self) -> list[Line]:
        """What the office gave back, the latest first, with its notes."""
        entries = self._latest(Status.RETURNED, "-submitted_at")
        notes = latest_notes(entries)
        return [Line(entry, notes=tuple(field_notes(entry, notes.get((type(entry), entry.pk), {})))) for entry in entries]

    @cached_property
    def drafts(self) -> list[Line]:
        """What has not been submitted, the last edited first."""
        entries = self._latest(Status.DRAFT, "-last_edited_at", are_counted=True)
        return [Line(entry, entry.completeness()) for entry in entries]

    @cached_property
    def submitted(self) -> list[Line]:
        """What waits for the office, the longest waiting first."""
        return [Line(entry) for entry in self._latest(Status.SUBMITTED, "submitted_at")]

    @cached_property
    def public(self) -> list[Line]:
        """What the public has, or will have when the programme opens, the last changed first."""
        found = (self._load(self._own(model).filter(self._is_public(model)), "-public__changed_at") for model in (Event, Stand))
        return [Line(entry) for entries in found for entry in entries]

    @cached_property
    def joint(self) -> list[Request]:
        """The requests to be a partner that one of the user's Länder has not answered."""
        return [Request(row) for rows in self._asked() for row in rows[:SHOWN]]

    @cached_property
    def comments(self) -> list[Remark]:
        """The latest comments by others on what the user may see."""
        visible = Q()
        for model in (Event, Stand):
            keys = model.objects.viewable_by(self.user).values("pk")
            visible |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)
        found = Comment.objects.filter(visible).exclude(author=self.user).select_related("author", "content_type")
        latest = found.order_by("-written_at", "-pk").prefetch_related("entry")[:COMMENTS_SHOWN]
        return [Remark(comment) for comment in latest]

    def _own(self, model: type[Entry]) -> QuerySet:
        """The entries that the user's Länder lead."""
        return model.objects.editable_by(self.user)

    def _is_public(self, model: type[Entry]) -> Q:
        """Has a public copy in the edition that the desk is about, or in any if there is none."""
        standing = Q(public__isnull=False, public__withdrawn_at__isnull=True)
        return standing & Q(public__edition=self.deadline.edition) if self.deadline else standing

    def _asked(self) -> Iterator[QuerySet]:
        for rows in (EventPartner, StandPartner):
            asked = rows.objects.filter(state__in=self.user.state_codes, answer=PartnerState.Answer.ASKED).order_by("pk")
            yield asked.select_related("state", rows.ENTRY, f"{rows.ENTRY}__state")

    def _latest(self, status: Status, order: str, *, are_counted: bool = False) -> list[Entry]:
        found: list[Entry] = []
        for model in (Event, Stand):
            found += self._load(self._own(model).filter(review_status=status), order, _COUNTED_LISTS[model] if are_counted else ())
        name = order.removeprefix("-")
        return sorted(found, key=lambda entry: getattr(entry, name) or entry.created_at, reverse=order.startswith("-"))

    def _load(self, entries: QuerySet, order: str, lists: tuple[str, ...] = ()) -> Iterable[Entry]:
        """The first of `entries` with what their lines show, and with `lists`."""
        by = F(order[1:]).desc(nulls_last=True) if order.startswith("-") else order
        model = entries.model
        return entries.order_by(by, "pk").select_related(*_RELATED[model]).prefetch_related(*_SHOWN_LISTS[model], *lists)[:SHOWN]


def latest_notes(entries: Iterable[Entry]) -> dict[tuple[type, int], dict[str, str]]:
    """The notes at fields of the latest return of each of `entries`, by noun and key; one query."""
    wanted = Q(pk__in=[])
    for model in (Event, Stand):
        keys = [entry.pk for entry in entries if isinstance(entry, model)]
        wanted |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)
    found = Decision.objects.filter(wanted, kind=Decision.Kind.RETURNED).order_by("decided_at", "pk")
    return {
        (decision.content_type.model_class(), decision.object_id): decision.field_notes
        for decision in found.select_related("content_type").defer("content")
    }


def contents(request: HttpRequest) -> dict[str, Any]:
    """What the template of the desk is given."""
    return {"desk": CoordinatorDesk(request.user, timezone.now())}


fill_desk(Desk.COORDINATOR, contents)
