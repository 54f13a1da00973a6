"""Steps of the review with a button of their own, and the private picture: small addresses below that of an entry."""

from functools import partial

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clusterweek.editorial.review import take_back
from events.models import Event, Stand
from events.publishing import answer_as_partner, withdraw

Entry = Event | Stand


class EntrySteps:
    """The part of an admin class that takes back, withdraws, answers for a partner Land and shows the picture."""

    def get_urls(self) -> list[URLPattern]:
        views = {"take_back": self.take_back_view, "withdraw": self.withdraw_view, "answer": self.answer_view, "picture": self.picture_view}
        own = [
            path(
                f"<int:object_id>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(view),
                name=f"events_{self.opts.model_name}_{name}",
            )
            for name, view in views.items()
        ]
        return own + super().get_urls()

    def require_entry(self, request: HttpRequest, object_id: int) -> Entry:
        """The entry, if the user may see it; otherwise there is none (404)."""
        entry = self.get_object(request, str(object_id))
        if entry is None or not self.may_view(request.user, entry):
            raise Http404
        return entry

    def require_own(self, request: HttpRequest, object_id: int) -> Entry:
        """The entry, if it is the user's; 403 for a partner Land, which only reads."""
        entry = self.require_entry(request, object_id)
        if not entry.may_edit(request.user):
            raise PermissionDenied
        return entry

    @method_decorator(require_POST)
    def take_back_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take a submitted entry back to change it."""
        entry = self.require_own(request, object_id)
        step = partial(take_back, entry, by=request.user, edit_revision=posted_revision(request))
        return self.take_step(request, entry, step, _("Taken back. You can change it now."))

    @method_decorator(require_POST)
    def withdraw_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take the public copy out of the programme; for legal reasons the office alone."""
        entry = self.require_own(request, object_id)
        step = partial(
            withdraw,
            entry,
            by=request.user,
            edit_revision=posted_revision(request),
            note=request.POST.get("note", "").strip(),
            for_legal_reasons="for_legal_reasons" in request.POST,
        )
        return self.take_step(request, entry, step, _("Withdrawn. The public does not see this entry any more."))

    @method_decorator(require_POST)
    def answer_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Confirm or decline for the partner Land that the form names."""
        entry = self.require_entry(request, object_id)
        partner = get_object_or_404(entry.partners, state=request.POST.get("state", ""))
        if not (request.user.is_programme_office or partner.state_id in request.user.state_codes):
            raise PermissionDenied
        if request.POST.get("answer") not in ("confirm", "decline"):
            raise BadRequest
        confirm = request.POST["answer"] == "confirm"
        step = partial(answer_as_partner, partner, by=request.user, confirm=confirm, note=request.POST.get("note", ""))
        return self.take_step(request, entry, step, _("Confirmed.") if confirm else _("Declined."))

    @method_decorator(require_safe)
    def picture_view(self, request: HttpRequest, object_id: int) -> FileResponse:
        """The picture of the working copy, which has no address of its own."""
        entry = self.require_entry(request, object_id)
        if not entry.image:
            raise Http404
        try:
            picture = entry.image.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(picture, content_type="image/webp")


def posted_revision(request: HttpRequest) -> int:
    """The edit revision that the posted form was made for; 0, which never fits, if it names none."""
    value = request.POST.get("edit_revision", "")
    return int(value) if value.isdigit() else 0
