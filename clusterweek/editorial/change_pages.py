"""The office's page of the changes to master data, each with a button that undoes it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from clusterweek.accounts.office_pages import add_office_page
from clusterweek.common.returning import back
from clusterweek.editorial.changes import Change, Changes, Kind, noun_named, people
from clusterweek.editorial.models.revision import MASTER_DATA
from clusterweek.editorial.review import ReviewError
from clusterweek.editorial.undoing import undo

PAGE_SIZE = 25

WORDS = {Kind.CREATED: gettext_lazy("new"), Kind.CHANGED: gettext_lazy("changed"), Kind.DELETED: gettext_lazy("deleted")}


def lines_of(changes: list[Change]) -> list[dict[str, Any]]:
    """What a template shows of each change."""
    return [
        {
            "change": change,
            "noun": change.noun._meta.verbose_name,
            "kind": WORDS[change.kind],
            "address": form_of(change.noun, change.record) if change.is_there else "",
            "undo_address": reverse("admin:undo_change", args=[change.noun._meta.label_lower, change.record.history_id]),
        }
        for change in changes
    ]


def form_of(noun: type[models.Model], record: Any) -> str:
    """The form in which the entry of a record is edited: its own, or that of the entry to which it is a row; "" without one."""
    owners = [(field.related_model, getattr(record, field.attname)) for field in noun._meta.local_fields if field.many_to_one]
    for model, key in [(noun, record.id), *owners]:
        if admin.site.is_registered(model) and key is not None:
            try:
                return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])
            except NoReverseMatch:
                continue
    return ""


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The changes of all master data, or of one noun or one person, the latest first."""
    noun, person = request.GET.get("noun", ""), request.GET.get("person", "")
    found = Changes(noun=noun if noun_named(noun) else "", person=person if person.isdigit() else "")
    pages: Paginator = Paginator(found, PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    chosen = {name: value for name, value in (("noun", found.noun), ("person", found.person)) if value}
    nouns = sorted((str(capfirst(noun._meta.verbose_name_plural)), noun._meta.label_lower) for noun in MASTER_DATA)
    context = {
        **admin.site.each_context(request),
        "title": _("Changes to master data"),
        "page": page,
        "page_range": pages.get_elided_page_range(page.number),
        "lines": lines_of(page.object_list),
        "chosen": found,
        "query": f"?{urlencode(chosen)}" if chosen else "",
        "nouns": nouns,
        "people": [(str(user.pk), str(user)) for user in people()],
        "here": request.get_full_path(),
    }
    return render(request, "admin/changes.html", context)


@require_POST
def undo_change(request: HttpRequest, noun: str, number: int) -> HttpResponse:
    """Undo one change and lead back to where the button was."""
    model = noun_named(noun)
    if model is None:
        raise Http404
    try:
        entry = undo(model, number, by=request.user)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except ReviewError as refusal:
        messages.error(request, _refused(model, number, refusal))
    else:
        messages.success(request, _("Undone: %(entry)s. The public sees it now.") % {"entry": entry})
    return back(request, otherwise="admin:changes")


def _refused(noun: type[models.Model], number: int, refusal: ReviewError) -> str:
    """The sentence of a refusal, with a link to the form if there is one."""
    record = noun.history.model.objects.get(history_id=number)
    is_there = noun._base_manager.filter(pk=record.id).exists()
    form = form_of(noun, record) if is_there else ""
    return format_html('{} <a href="{}">{}</a>', refusal, form, _("Open the form")) if form else str(refusal)


add_office_page("changes/", changes, name="changes", label=gettext_lazy("Changes to master data"), order=200)
add_office_page("changes/<str:noun>/<int:number>/undo/", undo_change, name="undo_change")
