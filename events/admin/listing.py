"""Columns and filters of the lists of events and stands."""

from datetime import datetime
from functools import cache, partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.exporting import Column
from clusterweek.accounts.models import User
from clusterweek.common.aggregates import gathered
from clusterweek.common.dates import day_label
from clusterweek.editorial.assigning import assignee
from clusterweek.editorial.models import WorkingCopy
from clusterweek.geography.models import NATIONWIDE, FederalState
from events.admin.reviewers import choices_for, narrowed
from events.models import Event, EventDate, EventPartner, PartnerState, Stand, StandPartner
from events.programme.models import Edition

Entry = Event | Stand


class StateFilter(admin.SimpleListFilter):
    """By Land: a coordinator is offered their own, the office all of them."""

    title = _("Land")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        if request.user.is_programme_office:
            return [(state.pk, str(state)) for state in FederalState.objects.all()] + [(NATIONWIDE, gettext("nationwide"))]
        return [(state.pk, str(state)) for state in FederalState.objects.filter(pk__in=request.user.state_codes)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(state=None if self.value() == NATIONWIDE else self.value())


class PublicFilter(admin.SimpleListFilter):
    """By what the public copy says."""

    title = _("public copy")
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("yes", gettext("approved")),
            ("counted", gettext("approved or submitted")),
            ("no", gettext("never approved")),
            ("withdrawn", gettext("withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "yes":
                return queryset.filter(public__isnull=False, public__withdrawn_at__isnull=True)
            case "counted":
                return queryset.approved_or_submitted()
            case "no":
                return queryset.filter(public__isnull=True)
            case "withdrawn":
                return queryset.filter(public__withdrawn_at__isnull=False)
        return queryset


class DayFilter(admin.SimpleListFilter):
    """By a day on which the event takes place; the days offered are those of the edition chosen beside it."""

    title = _("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        number = request.GET.get("edition__id__exact", "")
        edition = Edition.objects.filter(pk=number).first() if number.isdigit() else None
        return [(day.isoformat(), day_label(day, weekday=True)) for day in edition.days] if edition else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in {value for value, _label in self.lookup_choices}:
            return queryset
        that_day = EventDate.objects.filter(first_day__lte=self.value(), last_day__gte=self.value())
        return queryset.filter(pk__in=that_day.values("event"))


class ReviewerFilter(admin.SimpleListFilter):
    """By the person of the office who shall review; offered to the office alone."""

    title = _("who reviews")
    parameter_name = "reviewer"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return choices_for(request.user) if request.user.is_programme_office else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return narrowed(queryset, self.value()) if self.value() else queryset


def badge(kind: str, text: str) -> SafeString:
    """`text` in a coloured frame; the colour is that of `kind` and never tells anything alone."""
    return format_html('<span class="badge is-{}">{}</span>', kind, text)


def waits_since(entry: Entry) -> datetime | None:
    """Since when the entry has been with the office; None if it is not there."""
    return entry.submitted_at if entry.review_status == WorkingCopy.ReviewStatus.SUBMITTED else None


def _partner(told: str, names: dict[str, str]) -> str:
    """A partner Land, told as "HE asked", in words."""
    code, _space, answer = told.partition(" ")
    return f"{names[code]} ({PartnerState.Answer(answer).label})"


class EntryColumns:
    """What the lists of events and stands show of each entry, and their spreadsheets besides."""

    export_instead = {"status_badge": "review_status", "waiting_since": waits_since}
    internal_fields = ("source", "internal_note")

    def may_see_internal(self, user: User, entry: Entry) -> bool:
        return entry.may_edit(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the name of the person who shall review, for the office alone."""
        entries = super().get_queryset(request)
        return entries.annotate(assignee=assignee()) if request.user.is_programme_office else entries

    def more_columns(self, request: HttpRequest) -> list[Column]:
        """The partner Länder with their answers, and for the office who shall review."""
        names = {state.pk: str(state) for state in FederalState.objects.all()}
        partners = EventPartner if self.model is Event else StandPartner
        in_words = cache(partial(_partner, names=names))
        told = gathered(partners.objects.all(), partners.ENTRY, Concat("state_id", Value(" "), "answer", output_field=TextField()))
        who = Column("assignee", capfirst(gettext("who reviews")), lambda entry: entry.assignee or "")
        return [
            *([who] if request.user.is_programme_office else []),
            Column(
                "partners",
                capfirst(str(partners._meta.verbose_name_plural)),
                lambda entry: ", ".join(sorted(in_words(each) for each in entry.partners_told or ())),
                32,
                annotations={"partners_told": told},
            ),
        ]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Lists are narrowed by their filters alone: a lookup on any other field could ask after internal notes."""
        allowed: set[str] = set()
        for item in self.get_list_filter(request):
            if isinstance(item, str):
                allowed.update(f"{item}{suffix}" for suffix in ("__exact", "__id__exact", "__isnull"))
            else:
                allowed.add(item.parameter_name)
        return lookup in allowed

    def facts_of(self, entry: Entry) -> str:
        """The Land, and who acts next."""
        return f"{self.land(entry)} · {entry.get_review_status_display()}"

    @admin.display(description=_("Land"), ordering="state__name")
    def land(self, entry: Entry) -> str:
        """The lead Land."""
        return str(entry.state) if entry.state_id else gettext("nationwide")

    @admin.display(description=_("review status"), ordering="review_status")
    def status_badge(self, entry: Entry) -> SafeString:
        """Who acts next; the office also reads who of them."""
        status, reviewer = badge(entry.review_status, entry.get_review_status_display()), getattr(entry, "assignee", None)
        return format_html('{}<br><span class="quiet">{}</span>', status, reviewer) if reviewer else status

    @admin.display(description=_("public copy"))
    def public_badge(self, entry: Entry) -> SafeString | str:
        """Which version the public has, if any."""
        public, marks = entry.public, []
        if entry.is_example:
            marks.append(badge("example", gettext("example")))
        if public is not None and public.is_withdrawn:
            marks.append(badge("withdrawn", gettext("withdrawn")))
        elif public is not None:
            marks.append(badge("public", gettext("version %(version)d") % {"version": public.version}))
        return format_html(" ".join("{}" for _mark in marks), *marks) if marks else "–"

    @admin.display(description=_("waiting since"), ordering="submitted_at")
    def waiting_since(self, entry: Entry) -> str:
        """How long the entry has been with the office."""
        since = waits_since(entry)
        return timesince(since, depth=1) if since else "–"
