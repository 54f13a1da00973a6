"""Stands in the back office."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.exporting import Column
from clusterweek.accounts.model_admin import RowsInline
from clusterweek.accounts.widgets import SearchPickers
from clusterweek.common.aggregates import gathered
from events.admin.entry import INTERNAL, OFFICE, PICTURE, PICTURE_FIELDS, WHO, EntryAdmin, PartnersInline, text_of
from events.admin.forms import CoExhibitorForm, PartnerFormSet, StandForm
from events.admin.listing import PublicFilter, ReviewerFilter, StateFilter
from events.models import CoExhibitor, Stand, StandPartner


class CoExhibitorsInline(RowsInline):
    """The co-exhibitors of a stand."""

    model = CoExhibitor
    form = CoExhibitorForm
    after = WHO
    extra = 2
    autocomplete_fields = ("cluster",)
    fields = ("cluster", "name", "website", "order")

    def get_formset(self, request: HttpRequest, obj: Stand | None = None, **kwargs: Any) -> type[forms.BaseInlineFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = request.user
        return formset


class StandPartnersInline(PartnersInline):
    """The partner Länder of a stand."""

    model = StandPartner
    formset = PartnerFormSet


class EventsPicker(SearchPickers):
    """Finds events of one edition."""

    edition: int | None = None

    def get_url(self) -> str:
        """The address that answers, with the edition."""
        return super().get_url() + (f"?{urlencode({'edition': self.edition})}" if self.edition else "")


@admin.register(Stand)
class StandAdmin(EntryAdmin):
    """Stands at trade fairs: entered by the Länder, decided by the office."""

    menu = (Section.PROGRAMME, 20)
    form = StandForm
    inlines = (CoExhibitorsInline, StandPartnersInline)
    fair_text, cluster_text = text_of("fair", _("trade fair")), text_of("main_exhibitor", _("main exhibitor"))
    as_text = {**EntryAdmin.as_text, "fair": "fair_text", "main_exhibitor": "cluster_text"}
    autocomplete_fields = ("main_exhibitor", "contact_persons", "events_at_stand")
    list_display = ("title", "land", "fair", "hall", "stand_number", "status_badge", "public_badge", "waiting_since")
    list_filter = ("review_status", StateFilter, "fair__edition", "fair", PublicFilter, ReviewerFilter)
    list_select_related = ("state", "fair", "public")
    search_fields = ("title", "main_exhibitor_text", "main_exhibitor__name")
    fieldsets = (
        (
            _("What"),
            {"fields": (("state", "is_nationwide"), "title", "exhibits", "description", "technology_fields", "events_at_stand")},
        ),
        (_("Where and when"), {"fields": ("fair", ("hall", "stand_number"), ("first_day", "last_day"))}),
        (WHO, {"fields": ("main_exhibitor", "main_exhibitor_text", "contact_persons", ("email", "phone"), "website")}),
        (PICTURE, {"fields": PICTURE_FIELDS}),
        (
            _("English"),
            {"fields": ("title_en", "exhibits_en", "description_en", "image_alt_en"), "classes": ("collapse",)},
        ),
        (INTERNAL, {"fields": ("source", "internal_note")}),
        (OFFICE, {"fields": ("is_example", "deadline_extended_until", "deadline_extension_reason")}),
    )

    def more_columns(self, request: HttpRequest) -> list[Column]:
        """The co-exhibitors, which have no field of their own."""
        names = gathered(CoExhibitor.objects.all(), "stand", Coalesce("cluster__name", "name"))
        label = capfirst(str(CoExhibitor._meta.verbose_name_plural))
        co_exhibitors = Column(
            "co_exhibitors", label, lambda stand: ", ".join(sorted(stand.names_told or ())), 32, annotations={"names_told": names}
        )
        return [co_exhibitors, *super().more_columns(request)]

    def get_form(self, request: HttpRequest, obj: Stand | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        """Events at the stand are looked for in the edition of its fair."""
        form = super().get_form(request, obj, **kwargs)
        if "events_at_stand" in form.base_fields and obj is not None and obj.edition is not None:
            form.base_fields["events_at_stand"].widget.widget.edition = obj.edition.pk
        return form

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "events_at_stand":
            kwargs["widget"] = EventsPicker(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
