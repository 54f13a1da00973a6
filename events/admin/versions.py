"""The versions of an entry on its history page, and the page of each, from which it comes back as the working copy."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusterweek.editorial.differences import differences
from clusterweek.editorial.readable import read_contents
from clusterweek.editorial.review import ReviewError
from clusterweek.editorial.versions import Version, find_version, versions_of
from events.admin.steps import posted_revision
from events.models import Event, Stand
from events.restoring import restore

Entry = Event | Stand


class EntryVersions:
    """The part of an admin class that shows former contents and brings them back."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.version_view)
        name = f"events_{self.opts.model_name}_version"
        return [path("<int:object_id>/version/<str:source>/<int:number>/", view, name=name), *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The history, with the versions that can come back."""
        entry = self._require(request, object_id)
        return super().history_view(request, object_id, {"versions": versions_of(entry), **(extra_context or {})})

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def version_view(self, request: HttpRequest, object_id: int, source: str, number: int) -> HttpResponse:
        """Show a version against what the entry says now, or bring it back."""
        entry = self.require_own(request, object_id)
        version = find_version(entry, source, number)
        if version is None:
            raise Http404
        if request.method == "POST":
            return self._restored(request, entry, version)
        former, now = read_contents(type(entry), version.content, entry.working_copy_as_json())
        order = self.field_order()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version of %(entry)s") % {"entry": entry},
            "opts": self.opts,
            "original": entry,
            "version": version,
            "told": [former[name] for name in (*order, *former.keys() - set(order)) if name in former and not former[name].is_empty],
            "changes": differences(now, former, order=order),
            "may_restore": entry.may_change(request.user),
        }
        return render(request, "admin/events/version.html", context)

    def _restored(self, request: HttpRequest, entry: Entry, version: Version) -> HttpResponse:
        reason = request.POST.get("reason", "")[:100]
        try:
            left = restore(entry, version.content, by=request.user, edit_revision=posted_revision(request), reason=reason)
        except (ReviewError, PermissionDenied) as refusal:
            messages.error(request, str(refusal) or _("This step is not yours to take."))
            return redirect(request.path)
        messages.success(request, _("This version is the working copy again. What is public stays until it is approved."))
        if left:
            messages.warning(request, _("This could not come back: %(values)s.") % {"values": ", ".join(map(str, left))})
        return self.to_form(request, entry)
