"""Editions, trade fairs and the lists of the programme in the back office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.lists import ListAdmin, SlugFromNameForm
from clusterweek.accounts.model_admin import BackOfficeAdmin, RowsInline
from clusterweek.accounts.models import User
from clusterweek.editorial.forms import PICTURE_INPUTS, check_picture
from events.programme.models import (
    Audience,
    CurrentEdition,
    Edition,
    EventFormat,
    EventLanguage,
    Highlight,
    Patron,
    PublishedEvent,
    Synonym,
    TradeFair,
)


@admin.register(EventFormat)
class EventFormatAdmin(ListAdmin):
    """Formats of events."""

    menu = (Section.LISTS, 10)


@admin.register(Audience)
class AudienceAdmin(ListAdmin):
    """Audiences of events."""

    menu = (Section.LISTS, 40)


@admin.register(EventLanguage)
class EventLanguageAdmin(ListAdmin):
    """Languages spoken at events."""

    menu = (Section.LISTS, 50)


@admin.register(Synonym)
class SynonymAdmin(RecordedAdmin):
    """Words that find each other in the search."""

    menu = (Section.LISTS, 60)
    list_display = ("words",)
    search_fields = ("words",)


class PatronInline(RowsInline):
    """The patrons of an edition."""

    model = Patron
    extra = 2


class HighlightInline(RowsInline):
    """The events that the home page puts forward."""

    model = Highlight
    extra = 2
    max_num = Highlight.MOST
    autocomplete_fields = ("event",)


class EditionForm(forms.ModelForm):
    """Pictures of an edition need a description, the portrait a credit, too."""

    class Meta:
        model = Edition
        fields = "__all__"  # noqa: DJ007 the fieldsets of the admin choose

    def clean(self) -> dict[str, Any]:
        """Asks at its field for what is missing beside a picture."""
        cleaned = super().clean()
        check_picture(self, "portrait", portrait_alt=_("Please describe the picture."), portrait_credit=_("Please enter the credit."))
        check_picture(self, "mark", mark_alt=_("Please describe the mark for people who cannot see it."))
        return cleaned


@admin.register(Edition)
class EditionAdmin(RecordedAdmin):
    """The Clusterwochen with their dates, hosts and greeting."""

    menu = (Section.PROGRAMME, 30)
    can_delete = False
    form = EditionForm
    readonly_fields = ("preview_link", "next_edition")
    formfield_overrides = {**RecordedAdmin.formfield_overrides, **PICTURE_INPUTS}
    inlines = (PatronInline, HighlightInline)
    autocomplete_fields = ("opening_event", "closing_event")
    list_display = ("title", "slug", "first_day", "last_day", "submission_deadline", "opens_at", "phase_label")
    search_fields = ("title", "slug")
    fieldsets = (
        (None, {"fields": ("number", "title", "slug", "hosts", "next_edition")}),
        (
            _("Dates"),
            {
                "fields": (
                    ("first_day", "last_day"),
                    "collects_from",
                    "submission_deadline",
                    "opens_at",
                    "is_closed",
                    "outcomes_until",
                    "preview_link",
                )
            },
        ),
        (_("Opening and closing"), {"fields": ("opening_text", "opening_event", "closing_text", "closing_event")}),
        (_("Greeting"), {"fields": ("greeting_heading", "greeting_teaser", "greeting_text", "greeting_is_signed")}),
        (_("Picture of the patrons"), {"fields": ("portrait", "portrait_alt", "portrait_caption", "portrait_credit")}),
        (_("Mark"), {"fields": ("mark", "mark_alt")}),
        (
            _("English"),
            {
                "fields": (
                    "title_en",
                    "hosts_en",
                    "opening_text_en",
                    "closing_text_en",
                    "greeting_heading_en",
                    "greeting_teaser_en",
                    "greeting_text_en",
                    "portrait_caption_en",
                    "portrait_alt_en",
                ),
                "classes": ("collapse",),
            },
        ),
    )

    @admin.display(description=_("preview before the release"))
    def preview_link(self, edition: Edition) -> SafeString | str:
        """Where links are given out with which one sees greeting and programme as at the opening; nowhere once they are public."""
        if edition.pk is None or edition.is_open:
            return "–"
        address = reverse("admin:edition_release", args=[edition.slug]) + "#preview"
        return format_html('<a href="{}">{}</a>', address, gettext("Give out and revoke links"))

    @admin.display(description=_("the next edition"))
    def next_edition(self, edition: Edition) -> SafeString | str:
        """Where a new edition with the frame of this one is made."""
        if not edition.slug:
            return "–"
        address = reverse("admin:clone_edition", args=[edition.slug])
        return format_html('<a href="{}">{}</a>', address, gettext("New edition with this frame"))

    @admin.display(description=_("phase"))
    def phase_label(self, edition: Edition) -> str:
        """The phase now."""
        return edition.phase.label


@admin.register(CurrentEdition)
class CurrentEditionAdmin(RecordedAdmin):
    """One row: which edition stands at /programm/."""

    menu = (Section.PROGRAMME, 40)
    can_add = can_delete = False
    list_display = ("edition",)
    list_select_related = ("edition",)


class TradeFairForm(SlugFromNameForm):
    """The mark of a fair needs a description."""

    class Meta:
        model = TradeFair
        fields = "__all__"

    def slug_source(self) -> str:
        """A fair takes place every year: its short name says in which."""
        return f"{self.cleaned_data.get('name', '')} {self.cleaned_data.get('year', '')}"

    def clean(self) -> dict[str, Any]:
        """Asks at its field for what is missing beside the mark."""
        cleaned = super().clean()
        check_picture(self, "mark", mark_alt=_("Please describe the mark for people who cannot see it."))
        return cleaned


@admin.register(TradeFair)
class TradeFairAdmin(RecordedAdmin):
    """Fairs, each in one year."""

    menu = (Section.PROGRAMME, 50)
    form = TradeFairForm
    formfield_overrides = {**RecordedAdmin.formfield_overrides, **PICTURE_INPUTS}
    list_display = ("name", "year", "edition", "first_day", "last_day")
    list_select_related = ("edition",)
    search_fields = ("name", "year")
    fieldsets = (
        (None, {"fields": ("name", "year", "slug", "edition", ("first_day", "last_day"), "venue", "website", "introduction")}),
        (_("For visitors"), {"fields": ("opening_hours", "tickets", "travel")}),
        (_("Mark"), {"fields": ("mark", "mark_alt", "credit")}),
        (
            _("English"),
            {
                "fields": ("venue_en", "introduction_en", "opening_hours_en", "tickets_en", "travel_en", "credit_en"),
                "classes": ("collapse",),
            },
        ),
    )


@admin.register(PublishedEvent)
class PublishedEventAdmin(BackOfficeAdmin):
    """What is public, for pickers alone: it changes by the review, never by a form."""

    in_menu = False
    can_add = can_change = can_delete = False
    list_display = ("title", "edition", "state", "version", "withdrawn_at")
    list_select_related = ("edition", "state")
    search_fields = ("title", "city")
    fields = ("title", "edition", "state", "version", "first_published_at", "changed_at", "withdrawn_at")

    def may_pick(self, user: User) -> bool:
        return user.has_back_office_access

    def pickable(self, request: HttpRequest) -> QuerySet:
        """Events of the edition that the picker names; whose programme is not open yet, only those of one's own Länder."""
        found = PublishedEvent.objects.pickable_by(request.user)
        edition = request.GET.get("edition", "")
        return found.filter(edition=edition) if edition.isdigit() else found

    def public_address(self, entry: PublishedEvent) -> str | None:
        return entry.get_absolute_url() if entry.edition.is_open and not entry.is_withdrawn else None
