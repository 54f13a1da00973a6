"""Pages of plain text in the back office."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.pages.delivered import changes_between, delivered, has_newer_text, keep, take_over, texts_of
from clusterweek.pages.models import News, Page
from clusterweek.pages.page_preview import preview


@admin.register(Page)
class PageAdmin(RecordedAdmin):
    """The office writes the texts; which pages there are is fixed."""

    menu = (Section.MASTER_DATA, 30)
    can_add = can_delete = False
    change_form_template = "admin/pages/page_form.html"
    object_history_form_template = "admin/pages/page_version.html"
    readonly_fields = ("key",)
    list_display = ("title", "key", "updated_at", "delivered_text")
    search_fields = ("title", "title_en")
    fieldsets = (
        (None, {"fields": ("key", "title", "text")}),
        (_("English"), {"fields": ("title_en", "text_en"), "classes": ("collapse",)}),
    )

    def get_urls(self) -> list[URLPattern]:
        preview_view, delivered_view = (self.admin_site.admin_view(view) for view in (self.preview_view, self.delivered_view))
        return [
            path("<int:object_id>/preview/", preview_view, name="pages_page_preview"),
            path("<int:object_id>/delivered/", delivered_view, name="pages_page_delivered"),
            *super().get_urls(),
        ]

    @admin.display(description=_("delivered text"))
    def delivered_text(self, page: Page) -> str:
        """Whether the office should look at a newer one."""
        return gettext("newer text to look at") if has_newer_text(page) else ""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Page | None:
        """The page; the form that is asked for with `?version=` holds the texts of that step of its history, unsaved."""
        page = super().get_object(request, object_id, from_field)
        if page is not None and (record := self._asked_version(request, page)):
            for name, text in texts_of(record)._asdict().items():
                setattr(page, name, text)
        return page

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """The form, which says which version it holds, and whether a newer text is delivered."""
        page = super().get_object(request, object_id)
        told = {"version": self._asked_version(request, page), "has_newer_text": has_newer_text(page)} if page else {}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One version, with what would change if it came back."""
        page = self.get_object(request, object_id)
        record = page.history.filter(history_id=version_id).first() if page and version_id.isdigit() else None
        told = {"changes": changes_between(texts_of(page), texts_of(record))} if page and record else {}
        return super().history_form_view(request, object_id, version_id, {**told, **(extra_context or {})})

    def delivered_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What a newer delivered text says otherwise; posted, it is taken over, or the page is kept as it is."""
        page = self.get_object(request, str(object_id))
        if page is None or not self.may_change(request.user, page):
            raise Http404
        if request.method == "POST":
            if "keep" in request.POST:
                keep(page)
                messages.success(request, gettext("The page stays as it is."))
            else:
                take_over(page, by=request.user)
                messages.success(request, gettext("The delivered text was taken over. The public sees it now."))
            return redirect("admin:pages_page_change", page.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Delivered text"),
            "opts": self.opts,
            "original": page,
            "changes": changes_between(texts_of(page), delivered(page.key)),
        }
        return render(request, "admin/pages/page_delivered.html", context)

    def _asked_version(self, request: HttpRequest, page: Page | None) -> Any:
        """The record of the history that `?version=` names; None unless the form is read with it."""
        number = request.GET.get("version", "") if request.method == "GET" else ""
        return page.history.filter(history_id=number).first() if page and number.isdigit() else None

    @method_decorator(require_POST)
    def preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The public page with what is typed in the form; nothing is saved."""
        page = self.get_object(request, str(object_id))
        if page is None or not self.may_change(request.user, page):
            raise Http404
        for name in ("title", "text", "title_en", "text_en"):
            setattr(page, name, request.POST.get(name, getattr(page, name)))
        return preview(request, page, request.POST.get("language", ""))


@admin.register(News)
class NewsAdmin(RecordedAdmin):
    """Short news, on the page for the press and on the home page."""

    menu = (Section.MASTER_DATA, 40)
    list_display = ("title", "day", "is_public")
    list_filter = ("is_public",)
    search_fields = ("title", "title_en", "text")
    fieldsets = (
        (None, {"fields": ("day", "title", "text", "is_public")}),
        (_("English"), {"fields": ("title_en", "text_en"), "classes": ("collapse",)}),
    )
