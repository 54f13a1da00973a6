"""Events in the back office."""

from collections.abc import Iterator
from datetime import date, time
from functools import cache
from typing import Any

from django.contrib import admin
from django.db.models import Max, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.exporting import Column
from clusterweek.accounts.model_admin import RowsInline
from clusterweek.common.aggregates import gathered
from events.admin.entry import INTERNAL, OFFICE, PICTURE, PICTURE_FIELDS, WHEN, WHO, EntryAdmin, PartnersInline, text_of
from events.admin.express import ExpressLane
from events.admin.forms import EventForm, PartnerFormSet
from events.admin.listing import DayFilter, PublicFilter, ReviewerFilter, StateFilter
from events.admin.outcomes import EventOutcomes, OutcomeFilter
from events.admin.queue import of_event
from events.models import Event, EventDate, EventPartner


class DatesInline(RowsInline):
    """The dates of an event; on a new one there is room for two without a script."""

    model = EventDate
    after = WHEN
    fields = ("first_day", "last_day", "from_time", "to_time")

    def get_extra(self, request: HttpRequest, obj: Event | None = None, **kwargs: object) -> int:
        return 1 if obj is not None and obj.dates.exists() else 2


class EventPartnersInline(PartnersInline):
    """The partner Länder of an event."""

    model = EventPartner
    formset = PartnerFormSet


def _parts(*names: str) -> Iterator[Any]:
    """The fields `names` as texts, with a space after each; "-" for what is empty."""
    for name in names:
        yield Coalesce(Cast(name, TextField()), Value("-", TextField()), output_field=TextField())
        yield Value(" ", TextField())


def _date(told: str) -> str:
    """A date, told as those parts, in words."""
    first, last, *times = told.split()
    from_time, to_time = (None if each == "-" else time.fromisoformat(each) for each in times)
    return str(EventDate(first_day=date.fromisoformat(first), last_day=date.fromisoformat(last), from_time=from_time, to_time=to_time))


@admin.register(Event)
class EventAdmin(ExpressLane, EventOutcomes, EntryAdmin):
    """Events: entered by the Länder, decided by the office."""

    menu = (Section.PROGRAMME, 10)
    form = EventForm
    inlines = (DatesInline, EventPartnersInline)
    edition_text, format_text = text_of("edition", _("edition")), text_of("format", _("format"))
    as_text = {**EntryAdmin.as_text, "edition": "edition_text", "format": "format_text"}
    autocomplete_fields = ("organizers", "contact_persons")
    list_display = ("title", "land", "edition_slug", "first_day", "format", "status_badge", "public_badge", "waiting_since")
    list_filter = (
        "review_status",
        StateFilter,
        "edition",
        DayFilter,
        "format",
        "technology_fields",
        PublicFilter,
        ReviewerFilter,
        OutcomeFilter,
    )
    list_select_related = ("state", "edition", "format", "public", "outcome")
    export_instead = {**EntryAdmin.export_instead, "first_day": "starts_on"}
    search_fields = ("title", "city", "further_organizers", "organizers__name")
    fieldsets = (
        (
            _("What"),
            {
                "fields": (
                    ("state", "is_nationwide"),
                    "edition",
                    "title",
                    "summary",
                    "description",
                    "format",
                    "technology_fields",
                    "audiences",
                    "languages",
                )
            },
        ),
        (WHEN, {"fields": ("opening_hours", ("event_status", "status_note"))}),
        (
            _("Where"),
            {
                "fields": (
                    "attendance_mode",
                    ("venue", "room"),
                    ("street", "postal_code", "city"),
                    "online_address",
                    ("latitude", "longitude"),
                )
            },
        ),
        (WHO, {"fields": ("organizers", "further_organizers", "contact_persons", ("email", "phone"), "website")}),
        (PICTURE, {"fields": PICTURE_FIELDS}),
        (
            _("Registration and costs"),
            {
                "fields": (
                    ("registration_state", "registration_deadline", "registration_places"),
                    "registration_url",
                    ("is_free", "price"),
                )
            },
        ),
        (
            _("Accessibility"),
            {
                "fields": (
                    ("step_free_access", "accessible_toilet", "hearing_loop"),
                    ("sign_language", "captions", "easy_language"),
                    "accessibility_note",
                    "accessibility_contact",
                )
            },
        ),
        (
            _("English"),
            {
                "fields": (
                    "title_en",
                    "summary_en",
                    "description_en",
                    "opening_hours_en",
                    "status_note_en",
                    "price_en",
                    "accessibility_note_en",
                    "image_alt_en",
                ),
                "classes": ("collapse",),
            },
        ),
        (INTERNAL, {"fields": ("source", "internal_note")}),
        (OFFICE, {"fields": ("is_example", "deadline_extended_until", "deadline_extension_reason")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the first day of each event."""
        first = EventDate.objects.filter(event=OuterRef("pk")).order_by("first_day").values("first_day")[:1]
        return super().get_queryset(request).annotate(starts_on=Subquery(first))

    def more_columns(self, request: HttpRequest) -> list[Column]:
        """Every date of the event, and the last day, which the list does not show."""
        dates = EventDate.objects.all()
        told = gathered(dates, "event", Concat(*_parts("first_day", "last_day", "from_time", "to_time"), output_field=TextField()))
        label, in_words = capfirst(str(EventDate._meta.verbose_name_plural)), cache(_date)
        return [
            Column("ends_on", gettext("Last day"), lambda event: event.ends_on, annotations={"ends_on": of_event(Max, "last_day")}),
            Column(
                "dates",
                label,
                lambda event: "; ".join(in_words(each) for each in sorted(event.dates_told or ())),
                40,
                annotations={"dates_told": told},
            ),
            *super().more_columns(request),
        ]

    @admin.display(description=_("edition"), ordering="edition__first_day")
    def edition_slug(self, event: Event) -> str:
        """The short name of the edition, such as 2019."""
        return event.edition.slug

    @admin.display(description=_("first day"), ordering="starts_on")
    def first_day(self, event: Event) -> str:
        """The first of the event's days."""
        starts_on: date | None = event.starts_on
        return date_format(starts_on, "SHORT_DATE_FORMAT") if starts_on else "–"
