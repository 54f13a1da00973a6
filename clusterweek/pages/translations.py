"""What the English pages still show in German: the list of missing translations for the programme office."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clusters.models import Cluster
from clusterweek.accounts.office_pages import add_office_page
from clusterweek.editorial.models.revision import MASTER_DATA
from clusterweek.pages.models import News
from events.programme.lists import Lists, current_lists
from events.programme.models import Patron, PublishedEvent, PublishedStand

# What the menu says.
LABEL: Any = gettext_lazy("Missing English")

# So many entries of a noun are named; how many there are is always told.
MOST_NAMED = 100


class Lacking(NamedTuple):
    """An entry with the fields that have a German text and no English one, and where to write it."""

    title: str
    address: str
    fields: list[str]


class Noun(NamedTuple):
    """The entries of one noun that lack something; of many the first MOST_NAMED."""

    name: str
    key: str
    number: int
    entries: list[Lacking]


def translated_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of `model` that have an English twin."""
    names = {field.name for field in model._meta.local_concrete_fields}
    return [field for field in model._meta.local_concrete_fields if f"{field.name}_en" in names]


def missing_translations(lists: Lists) -> list[Noun]:
    """Every noun of which something public lacks English: master data, and the entries of the current edition; a query for each."""
    return [noun for model in _models() if (noun := _noun(model, lists)).number]


def _models() -> Iterator[type[models.Model]]:
    models_shown: list[type[models.Model]] = [*MASTER_DATA, PublishedEvent, PublishedStand]
    for model in models_shown:
        if translated_fields(model):
            yield model


def _noun(model: type[models.Model], lists: Lists) -> Noun:
    fields = translated_fields(model)
    lacking = Q()
    for field in fields:
        lacking |= ~Q(**{field.name: ""}) & Q(**{f"{field.name}_en": ""})
    found = _public(model, lists).filter(lacking)
    entries = [
        Lacking(_title(entry), _address(entry), [str(capfirst(field.verbose_name)) for field in fields if _lacks(entry, field.name)])
        for entry in found[:MOST_NAMED]
    ]
    return Noun(str(capfirst(model._meta.verbose_name_plural)), model._meta.model_name or "", found.count(), entries)


def _public(model: type[models.Model], lists: Lists) -> models.QuerySet:
    """The entries of `model` that the public reads, examples left out."""
    everything = model._default_manager.all()
    if model in (PublishedEvent, PublishedStand):
        return everything.filter(edition=lists.current_edition, withdrawn_at__isnull=True, is_example=False)
    if model is Cluster:
        return everything.filter(is_public=True, is_example=False)
    return everything.filter(is_public=True) if model is News else everything


def _lacks(entry: models.Model, name: str) -> bool:
    return bool(getattr(entry, name)) and not getattr(entry, f"{name}_en")


def _title(entry: Any) -> str:
    for name in ("title", "name"):
        if hasattr(entry, name):
            return getattr(entry, name)
    return str(entry)


def _address(entry: models.Model) -> str:
    """Where the English text is written: the form of master data, or where entries are found by their title."""
    if isinstance(entry, PublishedEvent | PublishedStand):
        noun = "event" if isinstance(entry, PublishedEvent) else "stand"
        return reverse(f"admin:events_{noun}_changelist") + "?" + urlencode({"q": entry.title})
    if isinstance(entry, Patron):
        return reverse("admin:programme_edition_change", args=[entry.edition_id])
    if admin.site.is_registered(type(entry)):
        return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change", args=[entry.pk])
    return ""


@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """The page of the office."""
    context = {
        **admin.site.each_context(request),
        "title": _("Missing English"),
        "nouns": missing_translations(current_lists()),
        "most_named": MOST_NAMED,
    }
    return render(request, "admin/translations.html", context)


add_office_page("translations/", translations, name="translations", label=LABEL, order=150)
