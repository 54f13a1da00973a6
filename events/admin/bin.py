"""Deleting an entry moves it to the bin; the page of the bin, on which it is taken back out, and which the office empties."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from clusterweek.editorial.review import ReviewError
from events.binning import empty_bin, move_to_bin, take_out_of_bin
from events.models import Event, Stand

Entry = Event | Stand


class EntryBin:
    """The part of an admin class that deletes into the bin and out of it."""

    delete_confirmation_template = "admin/events/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/events/delete_selected_confirmation.html"

    def get_urls(self) -> list[URLPattern]:
        views = {"bin": ("bin/", self.bin_view), "empty_bin": ("bin/empty/", self.empty_bin_view)}
        views["take_out"] = ("<int:object_id>/take-out/", self.take_out_view)
        own = [
            path(route, self.admin_site.admin_view(view), name=f"events_{self.opts.model_name}_{name}")
            for name, (route, view) in views.items()
        ]
        return own + super().get_urls()

    # Into the bin

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Nothing is deleted but the entries themselves; what may not be is refused as a whole."""
        lacking = any(not self.has_delete_permission(request, obj) for obj in objs)
        return [str(obj) for obj in objs], {}, {str(self.opts.verbose_name)} if lacking else set(), []

    def delete_model(self, request: HttpRequest, obj: Entry) -> None:
        move_to_bin(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for entry in queryset:
            move_to_bin(entry, by=request.user)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        messages.success(request, _("“%(entry)s” lies in the bin now and can be taken back out.") % {"entry": obj_display})
        return redirect(self.bin_address())

    # Out of it

    def bin_address(self) -> str:
        """Where the bin of this noun is."""
        return reverse(f"admin:events_{self.opts.model_name}_bin")

    def binned(self, request: HttpRequest) -> QuerySet:
        """What the user sees in the bin: what their Länder lead; the office everything."""
        return self.model.everywhere.in_bin().editable_by(request.user)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the way to the bin."""
        return super().changelist_view(request, {"bin_address": self.bin_address(), **(extra_context or {})})

    @method_decorator(require_safe)
    def bin_view(self, request: HttpRequest) -> HttpResponse:
        """What lies in the bin, the latest first."""
        entries = self.binned(request).select_related("state", "binned_by", "public").order_by("-binned_at", "-pk")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bin: %(noun)s") % {"noun": self.opts.verbose_name_plural},
            "opts": self.opts,
            "lines": [{"entry": entry, "may_take_out": entry.may_take_out(request.user)} for entry in entries],
            "may_empty": request.user.is_programme_office,
        }
        return render(request, "admin/events/bin.html", context)

    @method_decorator(require_POST)
    def take_out_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take an entry back out and lead to its form."""
        entry = self.binned(request).filter(pk=object_id).first()
        if entry is None:
            raise Http404
        try:
            take_out_of_bin(entry, by=request.user)
        except ReviewError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.bin_address())
        messages.success(request, _("Taken out of the bin: it is as it was."))
        return self.to_form(request, entry)

    @method_decorator(require_POST)
    def empty_bin_view(self, request: HttpRequest) -> HttpResponse:
        """Delete one entry of the bin, or all that the page showed, for good."""
        if not request.user.is_programme_office:
            raise PermissionDenied
        keys = [int(key) for key in request.POST.getlist("entry") if key.isdecimal()]
        step = partial(empty_bin, self.binned(request).filter(pk__in=keys), by=request.user)
        try:
            count = step()
        except ReviewError as refusal:
            messages.error(request, str(refusal))
        else:
            sentence = ngettext("%(count)d entry is deleted for good.", "%(count)d entries are deleted for good.", count)
            messages.success(request, sentence % {"count": count})
        return redirect(self.bin_address())
