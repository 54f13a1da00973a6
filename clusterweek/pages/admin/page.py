"""Pages of plain text in the back office."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.desks import Desk, fill_desk
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.editorial.review import ReviewError
from clusterweek.pages.delivered import Texts, changes_between, delivered, has_newer_text, keep, take_over, texts_of
from clusterweek.pages.models import Page, PageDraft
from clusterweek.pages.page_preview import preview
from clusterweek.pages.reviewing import discard, draft_of, has_reviewer, release, send_back, write


class PageForm(forms.ModelForm):
    """The texts of a page, and which draft the writer has seen (0: none)."""

    draft_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["draft_revision"] = _revision(draft_of(self.instance))

    def clean(self) -> dict[str, Any] | None:
        """Nobody writes over a draft that they have not seen; what is typed stays in the form."""
        cleaned = super().clean()
        draft = draft_of(self.instance)
        if (self.cleaned_data.get("draft_revision") or 0) != _revision(draft):
            self.data = {**self.data.dict(), "draft_revision": _revision(draft)}
            self.add_error(None, _overtaken_by(draft))
        return cleaned


@admin.register(Page)
class PageAdmin(RecordedAdmin):
    """The office writes the texts, and somebody else of it releases them; which pages there are is fixed."""

    menu = (Section.MASTER_DATA, 30)
    can_add = can_delete = False
    form = PageForm
    change_form_template = "admin/pages/page_form.html"
    object_history_form_template = "admin/pages/page_version.html"
    readonly_fields = ("key",)
    list_display = ("title", "key", "updated_at", "waiting_text", "delivered_text")
    search_fields = ("title", "title_en")
    fieldsets = (
        (None, {"fields": ("key", "title", "text")}),
        (_("English"), {"fields": ("title_en", "text_en"), "classes": ("collapse",)}),
    )

    def get_urls(self) -> list[URLPattern]:
        views = {"preview": self.preview_view, "review": self.review_view, "delivered": self.delivered_view}
        own = [
            path(f"<int:object_id>/{name}/", self.admin_site.admin_view(view), name=f"pages_page_{name}") for name, view in views.items()
        ]
        return own + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        return super().get_queryset(request).select_related("draft")

    @admin.display(description=_("new text"))
    def waiting_text(self, page: Page) -> str:
        """Whether there is a draft, and with whom it lies."""
        if not hasattr(page, "draft"):
            return ""
        return gettext("returned to its writer") if page.draft.note else gettext("waits to be released")

    @admin.display(description=_("delivered text"))
    def delivered_text(self, page: Page) -> str:
        """Whether the office should look at a newer one."""
        return gettext("newer text to look at") if has_newer_text(page) else ""

    # The form

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Page | None:
        """The page; its form holds the draft, or with `?version=` the texts of that step of its history, unsaved.

        When the form is sent the page is locked, so that of two at once the second is checked against what the first wrote.
        """
        page = super().get_object(request, object_id, from_field)
        if page is None or not self._is_form(request):
            return page
        if request.method == "POST":
            Page.objects.select_for_update().get(pk=page.pk)
        else:
            for name, text in texts_of(self._asked_version(request, page) or draft_of(page) or page)._asdict().items():
                setattr(page, name, text)
        return page

    def _is_form(self, request: HttpRequest) -> bool:
        """Whether the form of a page is asked for, and no other page about it."""
        return request.resolver_match is not None and request.resolver_match.url_name == "pages_page_change"

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """The form, which says what it holds, and whether a newer text is delivered."""
        page = super().get_object(request, object_id)
        told = {}
        if page:
            told = {"version": self._asked_version(request, page), "draft": draft_of(page), "has_newer_text": has_newer_text(page)}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Keep the texts as a draft: the public reads them once somebody else has released them."""
        seen = form.cleaned_data["draft_revision"] or 0
        obj.draft_now = write(Page.objects.get(pk=obj.pk), texts_of(obj), by=request.user, edit_revision=seen)

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        """What has become of the texts, and where to look at them."""
        if obj.draft_now is None:
            messages.success(request, gettext("The page says what the public reads already; nothing waits to be released."))
            return redirect("admin:pages_page_changelist")
        messages.success(request, gettext("Saved. The public reads it once somebody else of the programme office has released it."))
        return redirect("admin:pages_page_review", obj.pk)

    # The review

    def review_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What the draft says otherwise, to be released, sent back or discarded."""
        page = self.get_object(request, str(object_id))
        if page is None or not self.may_change(request.user, page):
            raise Http404
        if request.method == "POST":
            return self._decided(request, page)
        return self._review_page(request, page)

    def _decided(self, request: HttpRequest, page: Page) -> HttpResponse:
        """Take the step that was pressed; if it is refused, say why, with the note as it was typed."""
        revision, note = request.POST.get("edit_revision", ""), request.POST.get("note", "")
        known = {"by": request.user, "edit_revision": int(revision) if revision.isdecimal() else 0}
        try:
            if "release" in request.POST:
                release(page, **known)
                told = gettext("Released. The public reads it now.")
            elif "send_back" in request.POST:
                send_back(page, note=note, **known)
                told = gettext("Sent back with your note.")
            elif "discard" in request.POST:
                discard(page, **known)
                told = gettext("Discarded. The public reads what it read before.")
            else:
                raise BadRequest("no step is named")
        except ReviewError as refusal:
            return self._review_page(request, page, problem=str(refusal), note=note)
        messages.success(request, told)
        return redirect("admin:pages_page_changelist")

    def _review_page(self, request: HttpRequest, page: Page, **told: str) -> HttpResponse:
        draft = draft_of(page)
        context = {
            **self.admin_site.each_context(request),
            **told,
            "title": gettext("New text"),
            "opts": self.opts,
            "original": page,
            "draft": draft,
            "is_own": draft is not None and draft.written_by_id == request.user.pk,
            "has_reviewer": draft is not None and has_reviewer(draft),
            "changes": changes_between(texts_of(page), texts_of(draft)) if draft else [],
            "texts": texts_of(draft)._asdict() if draft else {},
        }
        return render(request, "admin/pages/page_review.html", context, status=409 if told else 200)

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
        for name in Texts._fields:
            setattr(page, name, request.POST.get(name, getattr(page, name)))
        return preview(request, page, request.POST.get("language", ""))


def _revision(draft: PageDraft | None) -> int:
    """What a form says that shows `draft`."""
    return draft.edit_revision if draft else 0


def _overtaken_by(draft: PageDraft | None) -> str:
    """What the second of two writers reads."""
    if draft is None:
        return gettext(
            "Meanwhile the new text that you saw was released or discarded. Your text is still here: save it again if you want it so."
        )
    known = {"person": draft.written_by, "moment": date_format(localtime(draft.written_at), "SHORT_DATETIME_FORMAT")}
    return (
        gettext(
            "%(person)s saved another text of this page at %(moment)s; you see it under “New text”. "
            "Your text is still here: put both together, then save it again."
        )
        % known
    )


def waiting_texts(request: HttpRequest) -> dict[str, Any]:
    """What the desk of the office shows of pages."""
    return {"page_drafts": PageDraft.objects.select_related("page", "written_by")}


fill_desk(Desk.OFFICE, waiting_texts)
