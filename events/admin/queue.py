"""What waits for the office, the longest first: events and stands in one row, with what to beware of."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import User
from clusterweek.editorial.assigning import assignee
from clusterweek.editorial.models import WorkingCopy
from clusterweek.geography.models import NATIONWIDE
from events.admin.reviewers import narrowed
from events.models import Event, EventDate, EventPartner, PartnerState, Stand, StandPartner

Entry = Event | Stand
Place = tuple[datetime, str, int]

NOUNS: dict[str, type[Entry]] = {"event": Event, "stand": Stand}

# Name of the annotation → what the office reads.
HINTS = {
    "asks_partner": _("A partner Land has not confirmed yet; it is shown once it does."),
    "is_outside": _("A day lies outside of the edition or the fair."),
    "registers_late": _("The registration ends after the event."),
    "has_no_picture": _("There is no picture."),
    "has_no_english": _("There is no English title."),
}


class Kind(models.TextChoices):
    """What the office has to look at."""

    NEW = "new", _("New")
    CHANGE = "change", _("Change")
    AGAIN = "again", _("Again")


class Waiting(NamedTuple):
    """An entry in the queue."""

    noun: str
    pk: int
    title: str
    edit_revision: int
    state: str | None
    submitted_at: datetime
    submitted_by: int
    kind: Kind
    first_day: date | None
    hints: tuple[str, ...]
    reviewer: str | None

    @property
    def key(self) -> str:
        """What a form sends to name the entry in the version that was looked at."""
        return f"{self.noun}-{self.pk}-{self.edit_revision}"


# The office clears the note when it approves: where there is one, the entry came back after a return.
KIND = Case(
    When(~Q(review_note=""), then=Value(Kind.AGAIN)),
    When(public__isnull=False, public__withdrawn_at__isnull=True, then=Value(Kind.CHANGE)),
    default=Value(Kind.NEW),
    output_field=models.CharField(),
)


def is_true(condition: Any) -> Case:
    """A condition as a column; what is unknown is not true."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=models.BooleanField())


def of_event(function: type[models.Aggregate], field: str) -> Subquery:
    """The first or last day of an event."""
    rows = EventDate.objects.filter(event=OuterRef("pk")).order_by().values("event")
    return Subquery(rows.annotate(found=function(field)).values("found"))


def hints_of(model: type[Entry]) -> dict[str, Any]:
    """The expression behind each of HINTS."""
    partners: Any = EventPartner if model is Event else StandPartner
    asked = partners.objects.filter(**{partners.ENTRY: OuterRef("pk")}, answer=PartnerState.Answer.ASKED)
    common = {"asks_partner": Exists(asked), "has_no_picture": is_true(Q(image="")), "has_no_english": is_true(Q(title_en=""))}
    if model is Event:
        beyond = Q(first_day__lt=OuterRef("edition__first_day")) | Q(last_day__gt=OuterRef("edition__last_day"))
        outside = Exists(EventDate.objects.filter(beyond, event=OuterRef("pk")))
        return {**common, "is_outside": outside, "registers_late": is_true(Q(registration_deadline__gt=of_event(Max, "last_day")))}
    beyond = Q(first_day__lt=F("fair__first_day")) | Q(last_day__gt=F("fair__last_day"))
    return {**common, "is_outside": is_true(beyond), "registers_late": Value(False)}


def details(model: type[Entry], keys: Iterable[int]) -> dict[int, Waiting]:
    """The entries of `model` with the `keys`, as the queue shows them; one query."""
    first_day = of_event(Min, "first_day") if model is Event else Coalesce("first_day", "fair__first_day")
    noun = str(model._meta.model_name)
    columns = ("pk", "title", "edit_revision", "state_id", "submitted_at", "submitted_by_id")
    rows = model.objects.filter(pk__in=list(keys)).order_by().annotate(kind=KIND, starts=first_day, reviewer=assignee(), **hints_of(model))
    return {
        row["pk"]: Waiting(
            noun=noun,
            pk=row["pk"],
            title=row["title"],
            edit_revision=row["edit_revision"],
            state=row["state_id"],
            submitted_at=row["submitted_at"],
            submitted_by=row["submitted_by_id"],
            kind=Kind(row["kind"]),
            first_day=row["starts"],
            hints=tuple(str(sentence) for name, sentence in HINTS.items() if row[name]),
            reviewer=row["reviewer"],
        )
        for row in rows.values(*columns, "kind", "starts", "reviewer", *HINTS)
    }


class Queue:
    """What waits, narrowed to a Land (its code, "DE" for nationwide), a Kind and who reviews (a key, "nobody"); "" means all."""

    def __init__(self, *, state: str = "", kind: str = "", reviewer: str = "") -> None:
        self.state, self.kind, self.reviewer = state, kind, reviewer

    def __len__(self) -> int:
        return self._places().count()

    def part(self, start: int, stop: int) -> list[Waiting]:
        """The entries from `start` up to, not including, `stop`; three queries at most."""
        return self._load(self._places()[start:stop])

    def first(self, *, besides: User, among: Iterable[Waiting] = ()) -> Waiting | None:
        """The entry that waits longest and was not submitted by `besides`; no query if it is `among` the first, already loaded."""
        for waiting in among:
            if waiting.submitted_by != besides.pk:
                return waiting
        return next(iter(self._load(self._places(besides=besides)[:1])), None)

    def after(self, entry: Entry, *, besides: User) -> Waiting | None:
        """The next entry that was not submitted by `besides`, whether or not `entry` still waits; from the end on to the first."""
        found = self._load(self._places(besides=besides, beyond=place_of(entry))[:1]) if entry.submitted_at else []
        return found[0] if found else self._other(self.first(besides=besides), entry)

    def before(self, entry: Entry, *, besides: User) -> Waiting | None:
        """The entry before it; from the start on to the last."""
        found = self._load(self._places(besides=besides, until=place_of(entry)).reverse()[:1]) if entry.submitted_at else []
        if not found:
            found = self._load(self._places(besides=besides).reverse()[:1])
        return self._other(next(iter(found), None), entry)

    def number_of(self, entry: Entry) -> int:
        """The place of a waiting entry, from 1."""
        return self._places(until=place_of(entry)).count() + 1

    @staticmethod
    def _other(found: Waiting | None, entry: Entry) -> Waiting | None:
        return None if found and (found.noun, found.pk) == (entry._meta.model_name, entry.pk) else found

    def _load(self, places: Iterable[Place]) -> list[Waiting]:
        wanted = list(places)
        loaded = {noun: details(model, keys) for noun, model in NOUNS.items() if (keys := [pk for _at, name, pk in wanted if name == noun])}
        return [loaded[noun][pk] for _at, noun, pk in wanted if pk in loaded[noun]]

    def _places(self, *, besides: User | None = None, beyond: Place | None = None, until: Place | None = None) -> QuerySet:
        """(when submitted, noun, key) of what waits, in order."""
        parts = []
        for noun, model in NOUNS.items():
            rows = model.objects.filter(review_status=WorkingCopy.ReviewStatus.SUBMITTED).order_by()
            if self.state:
                rows = rows.filter(state=None if self.state == NATIONWIDE else self.state)
            if self.kind:
                rows = rows.alias(kind=KIND).filter(kind=self.kind)
            if self.reviewer:
                rows = narrowed(rows, self.reviewer)
            if besides:
                rows = rows.exclude(submitted_by=besides)
            if beyond:
                rows = rows.filter(_is_on_one_side(noun, beyond, "gt"))
            if until:
                rows = rows.filter(_is_on_one_side(noun, until, "lt"))
            parts.append(rows.annotate(noun=Value(noun, output_field=models.CharField())).values_list("submitted_at", "noun", "id"))
        return parts[0].union(*parts[1:], all=True).order_by("submitted_at", "noun", "id")


def place_of(entry: Entry) -> Place:
    """Where an entry that was submitted once stands, or stood, in the queue."""
    return (entry.submitted_at, str(entry._meta.model_name), entry.pk)


def _is_on_one_side(noun: str, place: Place, side: str) -> Q:
    """Whether an entry of `noun` stands after (`gt`) or before (`lt`) `place`."""
    at, name, pk = place
    strictly = Q(**{f"submitted_at__{side}": at})
    if noun == name:
        return strictly | Q(submitted_at=at, **{f"pk__{side}": pk})
    same_time_too = noun > name if side == "gt" else noun < name
    return strictly | Q(submitted_at=at) if same_time_too else strictly
