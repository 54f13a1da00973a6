"""When somebody else has saved first: the second one sees both versions and decides, and no text is lost in any case."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import models
from django.forms.formsets import all_valid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusterweek.editorial.review import locked
from clusterweek.editorial.versions import content_at
from events.admin.merging import MERGED, Merge, rebase_rows
from events.admin.pictures import KEPT_PICTURE, keep_picture
from events.admin.steps import posted_revision
from events.models import Event, Stand

Entry = Event | Stand

# What the second button of the page of two versions is worth: go on in the form, with both put together.
IN_THE_FORM = "form"


class Text(NamedTuple):
    """A text that was typed: the name of its field, and what it says."""

    label: str
    text: str


class EntrySettling:
    """The part of an admin class that compares an outdated form with what has been saved since."""

    def get_form(self, request: HttpRequest, obj: Entry | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.is_proposal = getattr(request, "is_proposal", False)
        return form

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        """Django's view, which runs in a transaction; a form that somebody else has overtaken is settled before it."""
        answer = None
        if request.method == "POST" and object_id is not None:
            entry = self.get_object(request, unquote(object_id))
            if entry is not None and entry.may_edit(request.user):
                answer = self.settle(request, entry)
            elif entry is not None and entry.may_view(request.user):
                answer = self.refuse(request, entry, status=403)
            elif entry is None and (binned := self._binned(request, unquote(object_id))):
                answer = self.refuse(request, binned, status=404)
        return answer or super()._changeform_view(request, object_id, form_url, extra_context)

    def _binned(self, request: HttpRequest, object_id: str) -> Entry | None:
        return self.binned(request).filter(pk=object_id).first() if object_id.isdecimal() else None

    def settle(self, request: HttpRequest, entry: Entry) -> HttpResponse | None:
        """The page of the two versions, or None where the form, rewritten by what was decided, can go its ordinary way."""
        entry, known = locked(entry), posted_revision(request)
        is_answered = MERGED in request.POST
        if known == entry.edit_revision and not is_answered:
            return None
        request.POST = request.POST.copy()
        for formset in self._bound(request, entry)[1]:
            rebase_rows(request.POST, entry, known, formset)
        form, formsets = self._bound(request, entry)
        if not all_valid(formsets) or not form.is_valid():
            return None
        merge = Merge(request, entry, form, formsets, self.field_order())
        if merge.is_decided if is_answered else merge.is_settled:
            return self._go_on(request, entry, merge)
        if token := keep_picture(request, entry, form):
            request.POST[KEPT_PICTURE] = token
        return self._page(request, entry, "merge.html", merge=merge, title=_("Two versions"))

    def _go_on(self, request: HttpRequest, entry: Entry, merge: Merge) -> HttpResponse | None:
        """Have the form say what was decided; if a third person has saved since, that is to be decided next."""
        request.is_proposal = request.POST.get(MERGED) == IN_THE_FORM
        if not merge.is_answered:
            steps = ", ".join(f"{step.get_kind_display()} ({step.decided_by})" for step in merge.steps)
            messages.info(request, _("In the meantime: %(steps)s. Your text is added to that.") % {"steps": steps or merge.others})
        request.POST = merge.decided_data()
        return None if merge.seen == entry.edit_revision else self.settle(request, entry)

    def _bound(self, request: HttpRequest, entry: Entry) -> tuple[forms.ModelForm, list[Any]]:
        """The posted form and its rows, only to be compared."""
        fresh = self.get_object(request, str(entry.pk))
        # Where no picture is sent, the form means the one that it was opened with.
        former = content_at(entry, posted_revision(request))
        fresh.image = former["image"] if former else fresh.image
        form_class = self.get_form(request, fresh, change=True, fields=flatten_fieldsets(self.get_fieldsets(request, fresh)))
        form_class.is_compared, form_class.is_proposal = True, False
        form = form_class(request.POST, request.FILES, instance=fresh)
        return form, self._create_formsets(request, form.instance, change=True)[0]

    def refuse(self, request: HttpRequest, entry: Entry, *, status: int) -> HttpResponse:
        """A page that says why nothing can be saved any more and gives back every text that was typed."""
        texts = []
        for field in type(entry).CONTENT._meta.local_fields:
            typed = request.POST.get(field.name, "").strip()
            if isinstance(field, models.CharField | models.TextField) and not field.choices and typed != getattr(entry, field.name):
                texts.append(Text(capfirst(str(field.verbose_name)), typed))
        return self._page(request, entry, "refused.html", status=status, texts=[text for text in texts if text.text], title=_("Not saved"))

    def _page(self, request: HttpRequest, entry: Entry, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        own = {**self.admin_site.each_context(request), "opts": self.opts, "original": entry, **context}
        return render(request, f"admin/events/{template}", own, status=status)
