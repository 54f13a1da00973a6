"""The desk of a coordinator: what waits for them, what waits for the office, what is public, and how long there is time."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from clusterweek.accounts.desks import Desk, fill_desk
from clusterweek.accounts.models import User
from clusterweek.common.aggregates import gathered
from clusterweek.editorial.models import Comment, Decision, WorkingCopy
from clusterweek.geography.models import FederalState
from events.admin.desk_lines import Deadline, Entry, Line, Outcomes, Remark, Request
from events.admin.forms import all_editions, edition_for_new_entries
from events.admin.places import field_notes
from events.admin.queue import NOUNS, of_event
from events.models import DeadlineExtension, Event, EventPartner, PartnerState, Stand, StandPartner
from events.outcomes import TOLD, edition_to_tell_of, reportable_by

Status = WorkingCopy.ReviewStatus

# So many entries of each noun stand in a section; the lists have the others.
SHOWN = 20
COMMENTS_SHOWN = 5
DECLINED_SHOWN = 5

_RELATED = {Event: ("state", "edition", "format", "public"), Stand: ("state", "fair__edition", "main_exhibitor", "public")}
_TOLD = {
    Event: {
        "starts_on": of_event(Min, "first_day"),
        "organizer_names": gathered(Event.organizers.through.objects.all(), "event", "cluster__name"),
    },
    Stand: {},
}
# Among the numbers: events of the last edition of which nobody has told what became of them.
UNTOLD = "untold"

# Which entries of a status come first; `_moment` says the same of a loaded one.
_ORDER = {
    Status.RETURNED: F("submitted_at").desc(),
    Status.DRAFT: Coalesce("last_edited_at", "created_at").desc(),
    Status.SUBMITTED: F("submitted_at").asc(),
}


class CoordinatorDesk:
    """What the desk of `user` shows at `now`, in eight queries however many entries there are."""

    def __init__(self, user: User, now: datetime) -> None:
        self.user, self.now = user, now

    @property
    def states(self) -> list[FederalState]:
        """The user's Länder."""
        return self.user.coordinated_states

    @cached_property
    def deadline(self) -> Deadline | None:
        """The deadline of the edition that collects entries now."""
        edition = edition_for_new_entries(self._editions)
        if edition is None:
            return None
        extensions = DeadlineExtension.objects.filter(edition=edition, state__in=self.user.state_codes).select_related("state")
        return Deadline(edition, list(extensions), self.now, several_states=len(self.user.state_codes) > 1)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many entries are returned, joint, drafts, with the office and public, and how many at all; of how many nothing is told."""
        names = {Status.RETURNED: "returned", Status.DRAFT: "drafts", Status.SUBMITTED: "submitted"}
        parts = [
            self._own(model).order_by().values("review_status").annotate(n=Count("pk"), public=Count("pk", filter=self._is_public(model)))
            for model in (Event, Stand)
        ]
        counted = [part.values_list("review_status", "n", "public") for part in parts]
        if self._edition_to_tell_of:
            untold = reportable_by(self.user, self._edition_to_tell_of).filter(TOLD["missing"]).order_by().values("edition")
            counted.append(untold.annotate(what=Value(UNTOLD), n=Count("pk"), public=Value(0)).values_list("what", "n", "public"))
        asked = [
            rows.filter(answer=PartnerState.Answer.ASKED)
            .order_by()
            .values("answer")
            .annotate(n=Count("pk"))
            .values_list("answer", "n", Value(0))
            for rows in self._partners()
        ]
        found = {"joint": 0, UNTOLD: 0, **dict.fromkeys(names.values(), 0), "public": 0, "all": 0}
        for what, number, public in counted[0].union(*counted[1:], *asked, all=True):
            if what in (PartnerState.Answer.ASKED, UNTOLD):
                found["joint" if what == PartnerState.Answer.ASKED else UNTOLD] += number
                continue
            found["all"] += number
            found["public"] += public
            if what in names:
                found[names[what]] += number
        return found

    @cached_property
    def returned(self) -> list[Line]:
        """What the office gave back, the latest first, with its notes."""
        entries = self._in(Status.RETURNED)
        notes = latest_notes(entries)
        return [Line(entry, notes=tuple(field_notes(entry, notes.get((type(entry), entry.pk), {})))) for entry in entries]

    @cached_property
    def drafts(self) -> list[Line]:
        """What has not been submitted, the last edited first."""
        return [Line(entry, entry.completeness()) for entry in self._in(Status.DRAFT)]

    @cached_property
    def submitted(self) -> list[Line]:
        """What waits for the office, the longest waiting first."""
        return [Line(entry) for entry in self._in(Status.SUBMITTED)]

    @cached_property
    def public(self) -> list[Line]:
        """What the public has, or will have when the programme opens, the last changed first."""
        found = ([entry for entry in entries if self._shows(entry)] for entries in self._loaded)
        return [
            Line(entry) for entries in found for entry in sorted(entries, key=lambda entry: entry.public.changed_at, reverse=True)[:SHOWN]
        ]

    @cached_property
    def joint(self) -> list[Request]:
        """The requests to be a partner that one of the user's Länder has not answered."""
        return [Request(row) for row in self._answers if row.answer == PartnerState.Answer.ASKED]

    @cached_property
    def declined(self) -> list[PartnerState]:
        """What the user's Länder declined, the latest first, each with the title of that time as `title`: more they do not read."""
        return [row for row in self._answers if row.answer == PartnerState.Answer.DECLINED][:DECLINED_SHOWN]

    @cached_property
    def _answers(self) -> list[PartnerState]:
        """What the user's Länder are asked, then what they declined, the latest first; events and stands in one query."""
        mine = {state.pk: state for state in self.states}
        found: list[PartnerState] = []
        parts = [_told(rows) for rows in self._partners()]
        rows = parts[0].union(*parts[1:], all=True).order_by("answer", F("answered_at").desc(), "noun", "pk")
        for noun, key, answer, at, code, then, entry_key, now, now_en, email, name, *lead in rows[: 2 * SHOWN]:
            entry = NOUNS[noun](pk=entry_key, title=now, title_en=now_en, state=FederalState(*lead) if lead[0] else None)
            partners: Any = EventPartner if noun == EventPartner.ENTRY else StandPartner
            by = User(email=email, full_name=name) if email else None
            row = partners(pk=key, answer=answer, answered_at=at, answered_by=by, state=mine[code], **{noun: entry})
            row.title = then
            found.append(row)
        return found

    @cached_property
    def comments(self) -> list[Remark]:
        """The latest comments by others on what the user may see."""
        visible = Q()
        titles: dict[str, list[When]] = {"title": [], "title_en": []}
        models = {ContentType.objects.get_for_model(model).pk: model for model in (Event, Stand)}
        for key, model in models.items():
            visible |= Q(content_type=key, object_id__in=model.objects.viewable_by(self.user).values("pk"))
            about = model.objects.filter(pk=OuterRef("object_id"))
            for name, cases in titles.items():
                cases.append(When(content_type=key, then=Subquery(about.values(name))))
        found = Comment.objects.filter(visible).exclude(author=self.user).select_related("author").order_by("-written_at", "-pk")
        told = found.annotate(**{f"entry_{name}": Case(*cases) for name, cases in titles.items()})[:COMMENTS_SHOWN]
        return [
            Remark(
                comment, models[comment.content_type_id](pk=comment.object_id, title=comment.entry_title, title_en=comment.entry_title_en)
            )
            for comment in told
        ]

    @property
    def outcomes(self) -> Outcomes | None:
        """What is still to tell of the edition that ended last; None if there is nothing to tell."""
        edition, missing = self._edition_to_tell_of, self.numbers[UNTOLD]
        return Outcomes(edition, missing) if edition and missing else None

    @cached_property
    def _editions(self) -> list[Any]:
        return all_editions()

    @cached_property
    def _edition_to_tell_of(self) -> Any:
        return edition_to_tell_of(self._editions)

    def _own(self, model: type[Entry]) -> QuerySet:
        """The entries that the user's Länder lead."""
        return model.objects.editable_by(self.user)

    def _is_public(self, model: type[Entry]) -> Q:
        """Has a public copy in the edition that the desk is about, or in any if there is none."""
        standing = Q(public__isnull=False, public__withdrawn_at__isnull=True)
        return standing & Q(public__edition=self.deadline.edition) if self.deadline else standing

    def _partners(self) -> list[QuerySet]:
        """What the user's Länder are asked, and what they declined."""
        return [
            rows.objects.filter(state__in=self.user.state_codes).exclude(answer=PartnerState.Answer.CONFIRMED)
            for rows in (EventPartner, StandPartner)
        ]

    @cached_property
    def _loaded(self) -> list[list[Entry]]:
        """Events and stands: the first of each section, with all that their lines show."""
        return [list(self._first(model)) for model in (Event, Stand)]

    def _first(self, model: type[Entry]) -> QuerySet:
        own = self._own(model)
        parts = [own.filter(review_status=status).order_by(order, "pk") for status, order in _ORDER.items()]
        parts.append(own.filter(self._is_public(model)).order_by(F("public__changed_at").desc(), "pk"))
        chosen = Q()
        for part in parts:
            chosen |= Q(pk__in=part.values("pk")[:SHOWN])
        found = model.objects.filter(chosen).order_by("pk").select_related(*_RELATED[model])
        # There cannot be more; PostgreSQL, told so, does not prepare for thousands.
        return found.annotate(**_TOLD[model]).telling_what_is_there()[: len(parts) * SHOWN]

    def _in(self, status: Status) -> list[Entry]:
        """The first entries of each noun in `status`, in the order of their section."""
        is_reversed = status != Status.SUBMITTED
        found: list[Entry] = []
        for entries in self._loaded:
            found += sorted((entry for entry in entries if entry.review_status == status), key=_moment, reverse=is_reversed)[:SHOWN]
        return sorted(found, key=_moment, reverse=is_reversed)

    def _shows(self, entry: Entry) -> bool:
        """Says of a loaded entry what `_is_public` says."""
        if entry.public is None or entry.public.is_withdrawn:
            return False
        return self.deadline is None or entry.public.edition_id == self.deadline.edition.pk


def _told(partners: QuerySet) -> QuerySet:
    """What the desk reads of partner Länder: of a declined entry the title of that time, of its lead Land the name."""
    noun = partners.model.ENTRY
    entries: Any = NOUNS[noun]
    then = entries.history.filter(id=OuterRef(noun), history_date__lte=OuterRef("answered_at")).order_by("-history_date", "-history_id")
    told = partners.annotate(noun=Value(noun, output_field=CharField()), then=Subquery(then.values("title")[:1]))
    of_entry = (f"{noun}__{name}" for name in ("pk", "title", "title_en"))
    by, lead = ("answered_by__email", "answered_by__full_name"), (f"{noun}__state__{name}" for name in ("pk", "name", "name_en"))
    return told.order_by().values_list("noun", "pk", "answer", "answered_at", "state", "then", *of_entry, *by, *lead)


def _moment(entry: Entry) -> datetime:
    """By what entries of the same status are ordered."""
    return (entry.last_edited_at or entry.created_at) if entry.review_status == Status.DRAFT else entry.submitted_at


def latest_notes(entries: Iterable[Entry]) -> dict[tuple[type, int], dict[str, str]]:
    """The notes at fields of the latest return of each of `entries`, by noun and key; one query."""
    wanted = Q(pk__in=[])
    models = {ContentType.objects.get_for_model(model).pk: model for model in (Event, Stand)}
    for kind, model in models.items():
        wanted |= Q(content_type=kind, object_id__in=[entry.pk for entry in entries if isinstance(entry, model)])
    found = Decision.objects.filter(wanted, kind=Decision.Kind.RETURNED).order_by("decided_at", "pk")
    return {(models[decision.content_type_id], decision.object_id): decision.field_notes for decision in found.defer("content")}


def contents(request: HttpRequest) -> dict[str, Any]:
    """What the template of the desk is given."""
    return {"desk": CoordinatorDesk(request.user, timezone.now())}


fill_desk(Desk.COORDINATOR, contents)
