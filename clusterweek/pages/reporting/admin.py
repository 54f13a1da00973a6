"""What the public has reported, in the back office: coordinators read what concerns their Länder, the programme office all."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.model_admin import BackOfficeAdmin
from clusterweek.accounts.models import User
from clusterweek.pages.models import Report
from clusterweek.pages.reporting.reports import settle


class SettleForm(forms.ModelForm):
    """What was done about a report."""

    is_done = forms.BooleanField(label=_("Done"), required=False, help_text=_("Some time after that the report is deleted by itself."))

    class Meta:
        model = Report
        fields = ["note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_done"] = self.instance.is_done


class DoneFilter(admin.SimpleListFilter):
    """Open ones, or those that are done."""

    title = _("done")
    parameter_name = "done"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("no", gettext("open")), ("yes", gettext("done"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() in ("no", "yes"):
            return queryset.filter(done_at__isnull=self.value() == "no")
        return queryset


@admin.register(Report)
class ReportAdmin(BackOfficeAdmin):
    """Nobody changes what was reported; who it concerns notes what was done. The programme office deletes what is abuse."""

    menu = (Section.PROGRAMME, 28)
    form = SettleForm
    can_add = False
    list_display = ("subject", "kind", "lands", "created_at", "done_at", "done_by")
    list_filter = (DoneFilter, "kind")
    list_select_related = ("done_by",)
    search_fields = ("subject", "text")
    readonly_fields = ("kind", "subject", "page", "lands", "created_at", "text", "sender", "done_at", "done_by")
    fieldsets = (
        (_("Report"), {"fields": ("kind", "subject", "page", "lands", "created_at", "text", "sender")}),
        (_("What was done about it"), {"fields": ("note", "is_done", "done_at", "done_by")}),
    )

    def may_enter(self, user: User) -> bool:
        return user.has_back_office_access

    def visible_to(self, user: User) -> models.QuerySet:
        return Report.objects.viewable_by(user).prefetch_related("states")

    def may_view(self, user: User, entry: Report) -> bool:
        return entry.may_view(user)

    def may_delete(self, user: User, entry: Report) -> bool:
        return user.is_programme_office

    def public_address(self, entry: Report) -> str | None:
        return entry.path or None

    @admin.display(description=_("Länder"))
    def lands(self, report: Report) -> str:
        """The Länder that the report concerns."""
        return ", ".join(str(state) for state in report.states.all()) or gettext("programme office")

    @admin.display(description=_("page"))
    def page(self, report: Report) -> SafeString | str:
        """The public page, and where the entry is found in the back office."""
        if report.kind == Report.Kind.BARRIER:
            return report.subject
        search = f"{reverse('admin:search')}?{urlencode({'q': report.subject})}"
        return format_html('<a href="{}">{}</a> · <a href="{}">{}</a>', report.path, report.path, search, gettext("Find the entry here"))

    @admin.display(description=_("e-mail address of who reported"))
    def sender(self, report: Report) -> SafeString | str:
        """How to answer, in which language."""
        if not report.email:
            return gettext("not given")
        return format_html('<a href="mailto:{}">{}</a> ({})', report.email, report.email, report.get_language_display())

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        settle(obj, by=request.user, note=form.cleaned_data["note"], is_done=form.cleaned_data["is_done"])
