"""Saving the form of an entry, and the step of the review that the pressed button asks for after it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.editorial.models import WorkingCopy
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.review import Incomplete, ReviewError, record_edit, return_for_changes, submit, take_back
from events.admin.forms import TAKE_BACK
from events.models import Event, PartnerState, Stand
from events.publishing import approve

Entry = Event | Stand

# Fields of the working copy alone: changing them leaves the entry what the public copy is.
INTERNAL_FIELDS = frozenset({"source", "internal_note", "deadline_extended_until", "deadline_extension_reason"})

# In the query string: show at its field what is missing for a submission.
CHECK = "check"

# In a posted form: the step was taken on the desk.
FROM_DESK = "from_desk"


class EntrySaving:
    """The part of an admin class that saves: every change is recorded, and only functions of the review change the status."""

    def save_model(self, request: HttpRequest, obj: Entry, form: forms.ModelForm, change: bool) -> None:
        """Save a new entry; a changed one is saved in `save_related`, which knows whether anything changed at all."""
        if change:
            return
        obj.created_by = obj.last_edited_by = request.user
        obj.last_edited_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[forms.BaseFormSet], change: bool) -> None:
        """Save fields, lists and rows as one edit; if nothing changed, none is recorded."""
        if change:
            if TAKE_BACK in request.POST:
                self._take_back(request, form)
            self._record(request, form, formsets)
        super().save_related(request, form, formsets, change)
        for row in (row for formset in formsets for row in formset.new_objects if isinstance(row, PartnerState)):
            notify(Kind.PARTNER_ASKED, to=row.state_id, by=request.user, entry=form.instance)

    def _take_back(self, request: HttpRequest, form: forms.ModelForm) -> None:
        """Take the entry back first, if it is submitted: what is typed is then saved in the draft."""
        if form.instance.review_status == WorkingCopy.ReviewStatus.SUBMITTED:
            take_back(form.instance, by=request.user, edit_revision=form.cleaned_data["edit_revision"])

    def _record(self, request: HttpRequest, form: forms.ModelForm, formsets: list[forms.BaseFormSet]) -> None:
        fields = set(form.changed_data) - {"edit_revision", "correction_reason"}
        rows_changed = any(formset.has_changed() or formset.deleted_forms for formset in formsets)
        if not fields and not rows_changed:
            return
        record_edit(
            form.instance,
            by=request.user,
            edit_revision=form.cleaned_data["edit_revision"],
            content_changed=rows_changed or not fields <= INTERNAL_FIELDS,
            reason=form.cleaned_data.get("correction_reason", ""),
        )
        super().save_model(request, form.instance, form, change=True)

    def response_add(self, request: HttpRequest, obj: Entry, post_url_continue: str | None = None) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._respond(request, obj)

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        return self._respond(request, obj)

    def _respond(self, request: HttpRequest, entry: Entry) -> HttpResponse:
        """Take the step that the button names, and come back to the form with one sentence about it."""
        known = {"by": request.user, "edit_revision": entry.edit_revision}
        if "_submit" in request.POST:
            return self.take_step(request, entry, partial(submit, entry, **known), _("Saved and submitted."))
        if "_approve" in request.POST:
            reason = request.POST.get("single_handed_reason", "")
            return self.take_step(request, entry, partial(approve, entry, single_handed_reason=reason, **known), _("Approved."))
        if "_return" in request.POST:
            note = request.POST.get("note", "")
            return self.take_step(request, entry, partial(return_for_changes, entry, note=note, **known), _("Returned."))
        messages.success(request, _("Saved."))
        return self.to_form(request, entry)

    def take_step(self, request: HttpRequest, entry: Entry, step: Callable[[], Any], done: str) -> HttpResponse:
        """Call `step`, turn its refusal into a sentence, and lead back to the form, or to the desk where it was taken there."""
        try:
            step()
        except Incomplete as refusal:
            messages.warning(request, _("Saved as it is, but something is still missing: %(problems)s") % {"problems": refusal})
            return self.to_form(request, entry, check=True)
        except ReviewError as refusal:
            messages.error(request, str(refusal))
        except PermissionDenied:
            messages.error(request, _("This step is not yours to take."))
        else:
            messages.success(request, done)
            if FROM_DESK in request.POST:
                return redirect("admin:index")
        if not entry.may_view(request.user):  # any more: their Land has declined
            return redirect("admin:index")
        return self.to_form(request, entry)

    def to_form(self, request: HttpRequest, entry: Entry, *, check: bool = False) -> HttpResponse:
        """A redirect to the form of `entry`."""
        address = reverse(f"admin:events_{self.opts.model_name}_change", args=(entry.pk,))
        address = add_preserved_filters({"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}, address)
        if check:
            address += ("&" if "?" in address else "?") + f"{CHECK}=1"
        return redirect(address)
