"""The parameters of the programme and of the stands, declared and validated once for every format."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from clusterweek.geography.models import NATIONWIDE
from events.programme.lists import Lists
from events.programme.models import ACCESSIBILITY_FEATURES, EventContent, PublishedEvent, PublishedEventDate, PublishedStand

MAX_TEXT_LENGTH = 100
MAX_WORDS = 8
TEXT_FIELDS = (
    *("title", "title_en", "summary", "summary_en", "description", "description_en"),
    *("further_organizers", "venue", "city", "organizers__name", "organizers__name_en"),
)
STAND_TEXT_FIELDS = (
    *("title", "title_en", "exhibits", "exhibits_en", "description", "description_en"),
    *("main_exhibitor_text", "main_exhibitor__name", "main_exhibitor__name_en", "co_exhibitors__name", "co_exhibitors__cluster__name"),
)


class DaysField(forms.Field):
    """Several days (ISO 8601) of one parameter."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list:
        """The days as dates; raises ValidationError for anything that is no day."""
        day = forms.DateField(input_formats=["%Y-%m-%d"])
        return [day.clean(text) for text in value or () if text]


class ListFilter(django_filters.MultipleChoiceFilter):
    """A parameter that may be repeated; its values come from the lists when the filter is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, **kwargs)


class DaysFilter(django_filters.Filter):
    """Days, repeated to widen."""

    field_class = DaysField


def text_filter() -> django_filters.CharFilter:
    """The parameter `q`."""
    return django_filters.CharFilter(label=_("Search"), max_length=MAX_TEXT_LENGTH, method="by_text", strip=True)


class QueryForm(forms.Form):
    """The values of a query; checks what one field alone cannot tell."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values; errors land at the field that is to be changed."""
        super().clean()
        values = self.cleaned_data
        first, last = values.get("date_from"), values.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", ValidationError(_("The last day must not be before the first.")))
        if len(words(values.get("q", ""))) > MAX_WORDS:
            self.add_error("q", ValidationError(_("Please search for at most %(count)d words."), params={"count": MAX_WORDS}))
        return values


class QueryFilter(django_filters.FilterSet):
    """What programme and stands have in common: choices from the lists, search by words, the Land."""

    TEXT_FIELDS: ClassVar[tuple[str, ...]]

    def __init__(self, data: Any, *, lists: Lists, queryset: QuerySet) -> None:
        super().__init__(data, queryset=queryset)
        for name, choices in self.choices_from(lists).items():
            self.filters[name].extra["choices"] = choices

    def choices_from(self, lists: Lists) -> dict[str, list[tuple[str, Any]]]:
        """The choices of every list parameter: name → (value, label)."""
        raise TypeError(f"{type(self).__name__} has no choices.")

    def get_form_class(self) -> type[forms.Form]:
        """Our form instead of a plain one."""
        return type("Query", (QueryForm,), {name: bound.field for name, bound in self.filters.items()})

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Entries in which every word of `value` occurs."""
        for word in words(value):
            hit = Q()
            for field in self.TEXT_FIELDS:
                hit |= Q(**{f"{field}__iregex": re.escape(word)})
            queryset = queryset.filter(pk__in=queryset.model.objects.filter(hit).values("pk"))
        return queryset

    def by_state(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Entries of these Länder, as lead or as confirmed partner; DE is nationwide."""
        hit = Q(state__in=value) | Q(pk__in=linked(queryset, "partner_states", value))
        if NATIONWIDE in value:
            hit |= Q(state__isnull=True)
        return queryset.filter(hit)

    def by_technology_field(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Entries in one of these fields."""
        return queryset.filter(pk__in=linked(queryset, "technology_fields", value, key="slug"))


class ProgrammeFilter(QueryFilter):
    """Every parameter of the programme: values of one widen, parameters narrow."""

    TEXT_FIELDS = TEXT_FIELDS

    q = text_filter()
    state = ListFilter(label=_("Land"), method="by_state")
    format = ListFilter(label=_("Format"), field_name="format__slug")
    technology_field = ListFilter(label=_("Technology field"), method="by_technology_field")
    day = DaysFilter(label=_("Day"), method="by_dates")
    date_from = django_filters.DateFilter(label=_("From"), method="by_dates", input_formats=["%Y-%m-%d"])
    date_to = django_filters.DateFilter(label=_("To"), method="by_dates", input_formats=["%Y-%m-%d"])
    attendance_mode = ListFilter(label=_("Attendance"))
    audience = ListFilter(label=_("For whom"), method="by_audience")
    language = ListFilter(label=_("Language"), method="by_language")
    accessibility = ListFilter(label=_("Accessibility"), method="by_accessibility")
    funding_programme = ListFilter(label=_("Funding programme"), method="by_funding_programme")
    is_free = ListFilter(label=_("Costs"), method="by_is_free")
    registration = ListFilter(label=_("Registration"), field_name="registration_state")
    organizer = ListFilter(label=_("Organizer"), method="by_organizer")

    class Meta:
        model = PublishedEvent
        fields: ClassVar[list[str]] = []

    def choices_from(self, lists: Lists) -> dict[str, list[tuple[str, Any]]]:
        """The choices of every list parameter: name → (value, label)."""
        labels = {feature: EventContent._meta.get_field(name).verbose_name for name, feature in ACCESSIBILITY_FEATURES.items()}
        return {
            "state": state_choices(lists),
            "format": slugs(lists.formats.values()),
            "technology_field": slugs(lists.technology_fields.values()),
            "attendance_mode": list(EventContent.AttendanceMode.choices),
            "audience": slugs(lists.audiences.values()),
            "language": slugs(lists.languages.values()),
            "accessibility": list(labels.items()),
            "funding_programme": slugs(lists.funding_programmes.values()),
            "is_free": [("1", _("free of charge"))],
            "registration": [("open", _("registration open"))],
            "organizer": slugs(lists.clusters.values()),
        }

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The events that match, in the order of their first matching date."""
        values = self.form.cleaned_data
        narrowed = super().filter_queryset(queryset)
        dates = matching_dates(values)
        if any(values.get(name) for name in ("day", "date_from", "date_to")):
            narrowed = narrowed.filter(Exists(dates.filter(event=OuterRef("pk"))))
        start = min([*(values.get("day") or ()), *filter(None, [values.get("date_from")])], default=None)
        shown = dates.filter(event=OuterRef("pk")).annotate(shown=Greatest("first_day", Value(start)) if start else F("first_day"))
        shown = shown.order_by("shown", F("from_time").asc(nulls_last=True), "pk")
        return narrowed.annotate(
            shown_day=Subquery(shown.values("shown")[:1]), shown_time=Subquery(shown.values("from_time")[:1])
        ).order_by("shown_day", F("shown_time").asc(nulls_last=True), "pk")

    def by_dates(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Days are matched together in `filter_queryset`, because one date must fulfil them all."""
        return queryset

    def by_audience(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Events for one of these audiences."""
        return queryset.filter(pk__in=linked(queryset, "audiences", value, key="slug"))

    def by_language(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Events in one of these languages (ISO 639-1)."""
        return queryset.filter(pk__in=linked(queryset, "languages", value, key="slug"))

    def by_organizer(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Events of one of these clusters."""
        return queryset.filter(pk__in=linked(queryset, "organizers", value, key="slug"))

    def by_funding_programme(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Events of clusters in one of these programmes."""
        return queryset.filter(pk__in=linked(queryset, "organizers", value, key="funding_programmes__slug"))

    def by_accessibility(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Events with one of these features."""
        hit = Q()
        for field, feature in ACCESSIBILITY_FEATURES.items():
            if feature in value:
                hit |= Q(**{field: True})
        return queryset.filter(hit)

    def by_is_free(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Events that cost nothing."""
        return queryset.filter(is_free=True)


class StandFilter(QueryFilter):
    """Every parameter of the stands."""

    TEXT_FIELDS = STAND_TEXT_FIELDS

    q = text_filter()
    state = ListFilter(label=_("Land"), method="by_state")
    technology_field = ListFilter(label=_("Technology field"), method="by_technology_field")
    hall = ListFilter(label=_("Hall"), field_name="hall")
    fair = ListFilter(label=_("Trade fair"), field_name="fair__slug")
    organizer = ListFilter(label=_("Exhibitor"), method="by_organizer")

    class Meta:
        model = PublishedStand
        fields: ClassVar[list[str]] = []

    def __init__(self, data: Any, *, lists: Lists, queryset: QuerySet, halls: Iterable[str], fairs: Iterable[Any]) -> None:
        self.halls, self.fairs = halls, fairs
        super().__init__(data, lists=lists, queryset=queryset)

    def choices_from(self, lists: Lists) -> dict[str, list[tuple[str, Any]]]:
        """The choices of every list parameter: name → (value, label)."""
        return {
            "state": state_choices(lists),
            "technology_field": slugs(lists.technology_fields.values()),
            "hall": [(hall, _("Hall %(hall)s") % {"hall": hall}) for hall in self.halls],
            "fair": slugs(self.fairs),
            "organizer": slugs(lists.clusters.values()),
        }

    def by_organizer(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Stands at which one of these clusters exhibits, as main or as co-exhibitor."""
        hit = Q(main_exhibitor__slug__in=value) | Q(co_exhibitors__cluster__slug__in=value)
        return queryset.filter(pk__in=PublishedStand.objects.filter(hit).values("pk"))


def words(text: str) -> list[str]:
    """The words of a search text."""
    return text.split()


def slugs(entries: Iterable[Any]) -> list[tuple[str, Any]]:
    """(slug, name in the active language) of each entry."""
    return [(entry.slug, str(entry)) for entry in entries]


def state_choices(lists: Lists) -> list[tuple[str, Any]]:
    """The Länder and, last, nationwide."""
    return [*((state.pk, str(state)) for state in lists.states.values()), (NATIONWIDE, _("nationwide"))]


def linked(queryset: QuerySet, name: str, values: list[str], key: str = "pk") -> QuerySet:
    """The keys of all entries whose many-to-many field `name` holds a value whose `key` is in `values`."""
    field = queryset.model._meta.get_field(name)
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    return field.remote_field.through.objects.filter(**{f"{target}__{key}__in": values}).values(f"{source}_id")


def matching_dates(values: dict[str, Any]) -> QuerySet:
    """The date rows that fulfil `day` (one of them), `date_from` and `date_to`."""
    rows = PublishedEventDate.objects.all()
    days = values.get("day")
    if days:
        hit = Q()
        for day in days:
            hit |= Q(first_day__lte=day, last_day__gte=day)
        rows = rows.filter(hit)
    if values.get("date_from"):
        rows = rows.filter(last_day__gte=values["date_from"])
    if values.get("date_to"):
        rows = rows.filter(first_day__lte=values["date_to"])
    return rows
