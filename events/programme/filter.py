"""The parameters of the programme and of the stands, declared and validated once for every format."""

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Greatest
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from clusterweek.geography.models import NATIONWIDE
from clusterweek.geography.places import Place, locate
from events.programme.lists import Lists
from events.programme.models import ACCESSIBILITY_FEATURES, EventContent, PublishedEvent, PublishedEventDate, PublishedStand
from events.programme.nearby import MAX_RADIUS, NearField, RadiusField
from events.programme.reading import Choices, days, given, one_day
from events.programme.search import QueryTooLong, parse

MAX_TEXT_LENGTH = 100
# So many values of one parameter are read; nobody ticks more.
MAX_VALUES = 50


# How days are written (ISO 8601), and what is said to other ways.
ISO_DAY = "%Y-%m-%d"
NO_DAY = {"invalid": _("That is no day. Please write days like 2019-04-02.")}


class DaysField(forms.Field):
    """Several days (ISO 8601) of one parameter."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list:
        """The days as dates; raises ValidationError for anything that is no day."""
        day = forms.DateField(input_formats=[ISO_DAY], error_messages=NO_DAY)
        return sorted({day.clean(text) for text in value or () if text})


class ListFilter(django_filters.MultipleChoiceFilter):
    """A parameter that may be repeated; its values come from the lists when the filter is made."""

    def __init__(self, **kwargs: Any) -> None:
        unknown = {"invalid_choice": _("“%(value)s” is not one of the values to choose from.")}
        super().__init__(distinct=False, error_messages=unknown, **kwargs)


class DaysFilter(django_filters.Filter):
    """Days, repeated to widen."""

    field_class = DaysField


class NearFilter(django_filters.Filter):
    """A postcode or a place."""

    field_class = NearField


class RadiusFilter(django_filters.Filter):
    """How far around it."""

    field_class = RadiusField


class Sort(TextChoices):
    """The orders of the answer."""

    DATE = "date", _("by date")
    RELEVANCE = "relevance", _("by relevance")
    DISTANCE = "distance", _("by distance")


def text_filter() -> django_filters.CharFilter:
    """The parameter `q`."""
    return django_filters.CharFilter(label=_("Search"), max_length=MAX_TEXT_LENGTH, method="by_text", strip=True)


class QueryForm(forms.Form):
    """The values of a query; checks what one field alone cannot tell."""

    data: QueryDict

    def clean(self) -> dict[str, Any]:
        """The cleaned values; errors land at the field that is to be changed."""
        super().clean()
        values = self.cleaned_data
        for name in list(values):
            if len(set(self.data.getlist(name))) > MAX_VALUES:
                self.add_error(name, ValidationError(_("Please choose at most %(count)d values."), params={"count": MAX_VALUES}))
        first, last = values.get("date_from"), values.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", ValidationError(_("The last day must not be before the first.")))
        if values.get("sort") == Sort.DISTANCE and not values.get("near") and "near" not in self.errors:
            self.add_error("sort", ValidationError(_("To sort by distance, please enter a postcode or a place.")))
        try:
            parse(values.get("q", ""))
        except QueryTooLong as error:
            self.add_error("q", error)
        return values


class QueryFilter(django_filters.FilterSet):
    """What programme, stands and clusters have in common: choices from the lists, search by words, the Land."""

    def __init__(self, data: Any, *, choices: Choices, queryset: QuerySet, found: BitMap | None = None) -> None:
        super().__init__(data, queryset=queryset)
        self.found = found
        for name, values in choices.items():
            self.filters[name].extra["choices"] = list(values.items())

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The parameters in their order, each with its label in the active language."""
        return {name: str(each.label) for name, each in cls.base_filters.items()}

    @classmethod
    def quick_values(cls, data: QueryDict, choices: Choices) -> dict[str, Any] | None:
        """The values of `data` as the form would clean them, without its costs; None where the form has to look.

        A property-based test holds both together.
        """
        values: dict[str, Any] = {}
        for name in data:
            texts = given(data, name) if name in cls.base_filters else ()
            if texts:
                value = cls._quick_value(name, texts, choices)
                if value is None:
                    return None
                values[name] = value
        return values if cls.agree(values) else None

    @classmethod
    def _quick_value(cls, name: str, texts: list[str], choices: Choices) -> Any:
        kind = cls.base_filters[name]
        if len(texts) > MAX_VALUES:
            return None
        if isinstance(kind, ListFilter):
            return texts if all(text in choices[name] for text in texts) else None
        if isinstance(kind, DaysFilter):
            return days(texts)
        if isinstance(kind, django_filters.DateFilter):
            return one_day(texts[-1])
        return cls.quick_text(name, texts[-1])

    @classmethod
    def quick_text(cls, name: str, text: str) -> Any:
        """The value of a text field; None where the form has to look."""
        try:
            parse(text)
        except QueryTooLong:
            return None
        return text if text.isprintable() else None

    @classmethod
    def agree(cls, values: dict[str, Any]) -> bool:
        """Whether the parameters do not contradict each other."""
        first, last = values.get("date_from"), values.get("date_to")
        return not (first and last and last < first)

    def get_form_class(self) -> type[forms.Form]:
        """Our form instead of a plain one."""
        return type("Query", (QueryForm,), {name: bound.field for name, bound in self.filters.items()})

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Words are looked up in an index: entries with one of the keys in `found`."""
        return queryset if self.found is None else queryset.filter(pk__in=list(self.found))

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

    q = text_filter()
    state = ListFilter(label=_("Land"), method="by_state")
    format = ListFilter(label=_("Format"), field_name="format__slug")
    technology_field = ListFilter(label=_("Technology field"), method="by_technology_field")
    near = NearFilter(label=_("Postcode or place"), method="by_index")
    radius = RadiusFilter(label=_("Radius in km"), method="by_index")
    day = DaysFilter(label=_("Day"), method="by_dates")
    date_from = django_filters.DateFilter(label=_("From"), method="by_dates", input_formats=[ISO_DAY], error_messages=NO_DAY)
    date_to = django_filters.DateFilter(label=_("To"), method="by_dates", input_formats=[ISO_DAY], error_messages=NO_DAY)
    attendance_mode = ListFilter(label=_("Attendance"))
    audience = ListFilter(label=_("For whom"), method="by_audience")
    language = ListFilter(label=_("Language"), method="by_language")
    accessibility = ListFilter(label=_("Accessibility"), method="by_accessibility")
    funding_programme = ListFilter(label=_("Funding programme"), method="by_funding_programme")
    is_free = ListFilter(label=_("Costs"), method="by_is_free")
    registration = ListFilter(label=_("Registration"), field_name="registration_state")
    organizer = ListFilter(label=_("Organizer"), method="by_organizer")
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=Sort.choices, method="by_index")

    class Meta:
        model = PublishedEvent
        fields: ClassVar[list[str]] = []

    @classmethod
    def choices_from(cls, lists: Lists) -> Choices:
        """The choices of every list parameter in the active language."""
        labels = {feature: EventContent._meta.get_field(name).verbose_name for name, feature in ACCESSIBILITY_FEATURES.items()}
        return {
            "state": state_choices(lists),
            "format": slugs(lists.formats.values()),
            "technology_field": slugs(lists.technology_fields.values()),
            "attendance_mode": dict(EventContent.AttendanceMode.choices),
            "audience": slugs(lists.audiences.values()),
            "language": slugs(lists.languages.values()),
            "accessibility": labels,
            "funding_programme": slugs(lists.funding_programmes.values()),
            "is_free": {"1": _("free of charge")},
            "registration": {"open": _("registration open")},
            "organizer": slugs(lists.clusters.values()),
        }

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The events that match but for `q` and `near`, day by day, on each day single days by time before spans.

        The index answers the public; this says in SQL what it must answer.
        """
        values = self.form.cleaned_data
        asked, first = sorted(values.get("day") or ()), values.get("date_from")
        rows = matching_dates(values).filter(event=OuterRef("pk"))
        shown: Any = F("first_day")
        if asked:
            whens = [When(first_day__lte=day, last_day__gte=day, then=Value(day)) for day in asked]
            shown = Case(*whens, output_field=DateField())
        if first:
            shown = Greatest(shown, Value(first))
        ranks = {
            "shown_day": shown,
            "shown_span": Case(When(last_day__gt=F("first_day"), then=1), default=0, output_field=IntegerField()),
            "shown_time": F("from_time"),
        }
        order = ("shown_day", "shown_span", F("shown_time").asc(nulls_last=True))
        best = rows.annotate(**ranks).order_by(*order)
        narrowed = super().filter_queryset(queryset).filter(Exists(rows))
        return narrowed.annotate(**{name: Subquery(best.values(name)[:1]) for name in ranks}).order_by(*order, "pk")

    def by_index(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Distance and order are the index's as well."""
        return queryset

    @classmethod
    def quick_text(cls, name: str, text: str) -> Any:
        """The value of a text field; None where the form has to look."""
        if name == "near":
            found = locate(text) if len(text) <= MAX_TEXT_LENGTH and text.isprintable() else None
            return found if isinstance(found, Place) else None
        if name == "radius":
            return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MAX_RADIUS else None
        if name == "sort":
            return text if text in Sort else None
        return super().quick_text(name, text)

    @classmethod
    def agree(cls, values: dict[str, Any]) -> bool:
        """Whether the parameters do not contradict each other."""
        return super().agree(values) and (values.get("sort") != Sort.DISTANCE or "near" in values)

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

    q = text_filter()
    state = ListFilter(label=_("Land"), method="by_state")
    technology_field = ListFilter(label=_("Technology field"), method="by_technology_field")
    hall = ListFilter(label=_("Hall"), field_name="hall")
    fair = ListFilter(label=_("Trade fair"), field_name="fair__slug")
    organizer = ListFilter(label=_("Exhibitor"), method="by_organizer")

    class Meta:
        model = PublishedStand
        fields: ClassVar[list[str]] = []

    @classmethod
    def choices_from(cls, lists: Lists, halls: Iterable[str], fairs: Iterable[Any]) -> Choices:
        """The choices of every list parameter in the active language."""
        return {
            "state": state_choices(lists),
            "technology_field": slugs(lists.technology_fields.values()),
            "hall": {hall: _("Hall %(hall)s") % {"hall": hall} for hall in halls},
            "fair": slugs(fairs),
            "organizer": slugs(lists.clusters.values()),
        }

    def by_organizer(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Stands at which one of these clusters exhibits, as main or as co-exhibitor."""
        hit = Q(main_exhibitor__slug__in=value) | Q(co_exhibitors__cluster__slug__in=value)
        return queryset.filter(pk__in=PublishedStand.objects.filter(hit).values("pk"))


def slugs(entries: Iterable[Any]) -> dict[str, str]:
    """Slug → name in the active language."""
    return {entry.slug: str(entry) for entry in entries}


def state_choices(lists: Lists) -> dict[str, Any]:
    """The Länder and, last, nationwide."""
    return {**{state.pk: str(state) for state in lists.states.values()}, NATIONWIDE: _("nationwide")}


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
