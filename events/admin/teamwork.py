"""Steps of those who work on an entry together: submit from the desk, comment, hand the lead over, copy."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clusterweek.editorial.comments import comment
from clusterweek.editorial.review import ReviewError, submit
from events.admin.forms import edition_for_new_entries
from events.admin.steps import posted_revision
from events.copying import copy_entry
from events.publishing import hand_over


class EntryTeamwork:
    """The part of an admin class that submits without the form, takes comments, hands over and copies."""

    def get_urls(self) -> list[URLPattern]:
        views = {"submit": self.submit_view, "comment": self.comment_view, "hand_over": self.hand_over_view, "copy": self.copy_view}
        own = [
            path(
                f"<int:object_id>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(view),
                name=f"events_{self.opts.model_name}_{name}",
            )
            for name, view in views.items()
        ]
        return own + super().get_urls()

    @method_decorator(require_POST)
    def submit_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Submit the entry as it was saved last."""
        entry = self.require_own(request, object_id)
        return self.take_step(
            request, entry, partial(submit, entry, by=request.user, edit_revision=posted_revision(request)), _("Submitted.")
        )

    @method_decorator(require_POST)
    def comment_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Add a comment of whoever may see the entry."""
        entry = self.require_entry(request, object_id)
        text = request.POST.get("text", "")
        return self.take_step(request, entry, partial(comment, entry, by=request.user, text=text), _("Your comment has been added."))

    @method_decorator(require_POST)
    def hand_over_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Let the partner Land that the form names lead the entry."""
        entry = self.require_own(request, object_id)
        step = partial(hand_over, entry, to=request.POST.get("state", ""), by=request.user, edit_revision=posted_revision(request))
        return self.take_step(request, entry, step, _("Handed over. The former lead Land is a partner now."))

    @method_decorator(require_POST)
    def copy_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Make a draft from the entry and lead to its form."""
        entry = self.require_own(request, object_id)
        try:
            copy = copy_entry(entry, by=request.user, edition=edition_for_new_entries())
        except ReviewError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.bin_address())
        messages.success(request, _("Copied. Please enter the dates of the new entry."))
        return self.to_form(request, copy)
