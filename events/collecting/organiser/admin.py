"""Links for organisers in the back office: given out and revoked by the Land; what came in by them is adopted here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.model_admin import BackOfficeAdmin
from clusterweek.accounts.models import User
from clusterweek.geography.models import FederalState
from events.admin.entry import text_of
from events.admin.forms import edition_for_new_entries, open_editions
from events.admin.listing import badge
from events.collecting.organiser.contributing import adopt, give_link, revoke_link
from events.models import Contribution, OrganiserLink


class LinkForm(forms.ModelForm):
    """A new link; the admin sets `by`."""

    by: User

    class Meta:
        model = OrganiserLink
        fields = ["state", "edition", "noun", "for_whom", "email", "is_open", "expires_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" not in self.fields:
            return
        if not self.by.is_programme_office:
            self.fields["state"].queryset = FederalState.objects.filter(pk__in=self.by.state_codes)
            if len(self.by.state_codes) == 1:
                self.fields["state"].empty_label = None
                self.initial.setdefault("state", next(iter(self.by.state_codes)))
        edition = edition_for_new_entries()
        self.fields["edition"].queryset = open_editions(None)
        self.initial.setdefault("edition", edition)
        if edition and edition.submission_deadline > timezone.now():
            self.initial.setdefault("expires_at", edition.submission_deadline)

    def clean_expires_at(self) -> Any:
        """A moment that is still to come."""
        if self.cleaned_data["expires_at"] <= timezone.now():
            raise ValidationError(_("Please choose a moment that is still to come."))
        return self.cleaned_data["expires_at"]


@admin.register(OrganiserLink)
class OrganiserLinkAdmin(BackOfficeAdmin):
    """The links of one's own Länder; the office has all. A link is never changed: it is revoked, and another one given out."""

    menu = (Section.PROGRAMME, 25)
    form = LinkForm
    can_change = can_delete = False
    change_form_template = "admin/collecting/organiser_link.html"
    list_display = ("for_whom", "state", "noun", "edition", "is_open", "expires_at", "standing", "number_sent")
    list_select_related = ("state", "edition")
    search_fields = ("for_whom",)
    fields = ("state", "edition", "noun", "for_whom", "email", "is_open", "expires_at")
    readonly_fields = ("edition_text",)
    edition_text = text_of("edition", gettext_lazy("edition"))

    def may_enter(self, user: User) -> bool:
        return user.has_back_office_access

    def visible_to(self, user: User) -> QuerySet:
        return OrganiserLink.objects.editable_by(user).annotate(sent=Count("contributions"))

    def may_view(self, user: User, entry: OrganiserLink) -> bool:
        return entry.may_edit(user)

    def public_address(self, entry: OrganiserLink) -> None:
        return None

    def get_fields(self, request: HttpRequest, obj: OrganiserLink | None = None) -> tuple[str, ...]:
        """Of a link that was given out, the edition as text: not everybody may open it."""
        return self.fields if obj is None else tuple("edition_text" if name == "edition" else name for name in self.fields)

    def get_form(self, request: HttpRequest, obj: OrganiserLink | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def get_urls(self) -> list[URLPattern]:
        views = {"revoke": self.revoke_view, "adopt": self.adopt_view}
        own = [
            path(f"<int:number>/{name}/", self.admin_site.admin_view(view), name=f"events_organiserlink_{name}")
            for name, view in views.items()
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("state of the link"))
    def standing(self, link: OrganiserLink) -> SafeString:
        """Whether the link still works."""
        if link.works:
            return badge("public", _("works"))
        return badge("withdrawn", _("revoked") if link.revoked_at else _("expired"))

    @admin.display(description=gettext_lazy("entries sent"))
    def number_sent(self, link: OrganiserLink) -> int:
        """How many entries came in by it."""
        return link.sent

    def save_model(self, request: HttpRequest, obj: OrganiserLink, form: forms.ModelForm, change: bool) -> None:
        give_link(obj, by=request.user)

    def response_add(self, request: HttpRequest, obj: OrganiserLink, post_url_continue: str | None = None) -> HttpResponse:
        sent = _("The link is on its way to %(email)s.") % {"email": obj.email} if obj.email else _("Please pass the link below on.")
        messages.success(request, sent)
        return redirect("admin:events_organiserlink_change", obj.pk)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """Add the address and what came in by it."""
        link = kwargs.get("obj")
        if link is not None:
            context["contributions"] = [
                (each, reverse(f"admin:events_{link.noun}_change", args=[each.entry.pk]))
                for each in link.contributions.select_related("event", "stand")
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    @method_decorator(require_POST)
    def revoke_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Revoke one link; what came in by it stays with the Land."""
        link = OrganiserLink.objects.editable_by(request.user).filter(pk=number).first()
        if link is None:
            raise Http404
        revoke_link(link, by=request.user)
        messages.success(request, _("The link for “%(note)s” does not work any more.") % {"note": link})
        return redirect("admin:events_organiserlink_change", link.pk)

    @method_decorator(require_POST)
    def adopt_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take over what an organiser sent, and lead back to its form."""
        contribution = Contribution.objects.editable_by(request.user).filter(pk=number).first()
        if contribution is None:
            raise Http404
        adopt(contribution, by=request.user)
        messages.success(request, _("Taken over. The organiser cannot change this entry any more."))
        return redirect(f"admin:events_{contribution.link.noun}_change", contribution.entry.pk)
