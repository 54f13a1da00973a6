"""What the admin classes of events and stands have in common."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.model_admin import RowsInline
from clusterweek.accounts.models import User
from clusterweek.editorial.forms import PICTURE_INPUTS
from clusterweek.editorial.readable import PARTNERS
from clusterweek.editorial.review import field_notes_of
from events.admin.bin import EntryBin
from events.admin.bulk import EntryBulk
from events.admin.doubles import EntryDoubles
from events.admin.listing import EntryColumns
from events.admin.preview import EntryPreview
from events.admin.reviewing import EntryReview
from events.admin.saving import CHECK, EntrySaving
from events.admin.sections import sections
from events.admin.settling import EntrySettling
from events.admin.standing import Standing
from events.admin.steps import EntrySteps
from events.admin.teamwork import EntryTeamwork
from events.admin.versions import EntryVersions
from events.collecting.importing.notes import cell_notes_of
from events.models import Event, PartnerState, Stand

Entry = Event | Stand

# Names of fieldsets at which rows stand, or which not everybody sees.
WHEN, WHO, PICTURE, INTERNAL, OFFICE = _("When"), _("Who"), _("Picture"), _("Internal"), _("Programme office")
CORRECTION = _("Correction in a closed edition")

# Rows whose notes go by the name that the content gives them.
NOTED_AS = {"partners": PARTNERS}

PICTURE_FIELDS = ("image", "image_alt", "image_is_decorative", ("image_credit", "image_licence"))


class EntryAdmin(
    EntryColumns,
    EntryBin,
    EntryBulk,
    EntryReview,
    EntryDoubles,
    EntrySteps,
    EntryTeamwork,
    EntryPreview,
    EntrySaving,
    EntrySettling,
    EntryVersions,
    RecordedAdmin,
):
    """Working copies: a coordinator's Länder lead or are invited to them; the office sees all."""

    change_form_template = "admin/events/entry_form.html"
    # What stands in a read-only form instead of a field: Django would link entries that not everybody may open.
    as_text = {"image": "picture", "state": "land"}
    formfield_overrides = {**RecordedAdmin.formfield_overrides, **PICTURE_INPUTS}

    # Whose it is

    def may_enter(self, user: User) -> bool:
        return user.has_back_office_access

    def visible_to(self, user: User) -> QuerySet:
        return self.model.objects.viewable_by(user)

    def may_view(self, user: User, entry: Entry) -> bool:
        return entry.may_view(user)

    def may_change(self, user: User, entry: Entry) -> bool:
        return entry.may_change(user)

    def may_delete(self, user: User, entry: Entry) -> bool:
        return entry.may_delete(user)

    def may_read_history(self, user: User, entry: Entry) -> bool:
        """Internal notes are in the history: partner Länder do not read it."""
        return entry.may_edit(user)

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        """A posted form is looked at even if the entry was submitted meanwhile: it is refused by the form, which keeps the text."""
        if obj is not None and request.method == "POST":
            return obj.may_edit(request.user)
        return super().has_change_permission(request, obj)

    def public_address(self, entry: Entry) -> str | None:
        if entry.public is None or entry.public.is_withdrawn or (entry.edition and not entry.edition.is_open):
            return None
        return entry.public.get_absolute_url()

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Entry | None = None) -> list[tuple[Any, dict[str, Any]]]:
        """The groups of the form, without what is not this user's to see or to set."""
        office = request.user.is_programme_office
        hidden = {OFFICE: not office, INTERNAL: obj is not None and not obj.may_edit(request.user)}
        left_out = set() if office else {"is_nationwide"}
        readonly = obj is not None and not self.has_change_permission(request, obj)
        fieldsets = []
        for name, options in super().get_fieldsets(request, obj):
            if not hidden.get(name, False):
                fields = [_without(field, left_out) for field in options["fields"]]
                shown = [self._readable(field) if readonly else field for field in fields if field]
                fieldsets.append((name, {**options, "fields": shown}))
        if obj is not None and obj.is_closed and not readonly:
            fieldsets.append((CORRECTION, {"fields": ["correction_reason"]}))
        return fieldsets

    def get_form(self, request: HttpRequest, obj: Entry | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        if obj is not None:
            form.picture_address = self.picture_address(obj)
            form.problems = obj.missing() if CHECK in request.GET else {}
            form.field_notes = field_notes_of(obj)
            form.cell_notes = self.cell_notes(request, obj)
        return form

    def cell_notes(self, request: HttpRequest, entry: Entry) -> dict[str, str]:
        """What stood in the workbook at fields that could not be read; looked up once for a request, for whom the entry belongs to."""
        if not hasattr(request, "cell_notes"):
            request.cell_notes = cell_notes_of(entry) if entry.may_edit(request.user) else {}
        return request.cell_notes

    def get_readonly_fields(self, request: HttpRequest, obj: Entry | None = None) -> tuple[str, ...]:
        return tuple(self.as_text.values())

    def _readable(self, field: Any) -> Any:
        """A field, or a line of fields, as text."""
        if isinstance(field, tuple):
            return tuple(self._readable(name) for name in field)
        return self.as_text.get(field) or self.in_german(field)

    def picture_address(self, entry: Entry) -> str:
        """Where those who may see `entry` see its picture."""
        return reverse(f"admin:events_{self.opts.model_name}_picture", args=(entry.pk,))

    @admin.display(description=_("picture"))
    def picture(self, entry: Entry) -> SafeString | str:
        """The picture, where it cannot be changed."""
        return format_html('<img class="preview" src="{}" alt="{}">', self.picture_address(entry), entry.image_alt) if entry.image else "–"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False, form_url: str = "", obj: Any = None
    ) -> HttpResponse:
        """Add where the entry stands to what the template is given."""
        if obj is not None:
            problems = obj.missing() if CHECK in request.GET else {}
            notes, cell_notes = field_notes_of(obj), self.cell_notes(request, obj)
            for formset in context["inline_admin_formsets"]:
                formset.problem = problems.get(formset.formset.prefix, "")
                name = NOTED_AS.get(formset.formset.prefix, formset.formset.prefix)
                formset.note, formset.cell_note = notes.get(name, ""), cell_notes.get(name, "")
            standing = context["standing"] = Standing(self.get_object(request, str(obj.pk)), request.user)
            context["sections"] = sections(list(context["adminform"]), context["inline_admin_formsets"], standing.completeness)
            form = context["adminform"].form
            context["offers_take_back"] = form.has_error(NON_FIELD_ERRORS, "submitted") and standing.may_take_back
            if form.has_error(NON_FIELD_ERRORS, "proposal"):
                context["errors"], context["proposal"] = [], form.non_field_errors()
        return super().render_change_form(request, context, add, change, form_url, obj)


def text_of(name: str, label: Any) -> Callable[[EntryAdmin, Entry], str]:
    """A read-only field that shows what the relation `name` leads to."""

    @admin.display(description=label)
    def show(self: EntryAdmin, entry: Entry) -> str:
        return str(getattr(entry, name) or "–")

    return show


def _without(field: str | tuple[str, ...], names: set[str]) -> str | tuple[str, ...]:
    """A field, or a line of fields, without those in `names`; empty if nothing is left."""
    if isinstance(field, str):
        return "" if field in names else field
    return tuple(name for name in field if name not in names)


class PartnersInline(RowsInline):
    """Partner Länder: asked here, confirmed by themselves; an answer is not carried over to another Land."""

    after = WHO
    fields = ("state", "answer")
    readonly_fields = ("answer",)

    def has_change_permission(self, request: HttpRequest, obj: PartnerState | None = None) -> bool:
        return False
