"""The search over everything that one may see in the back office: each noun asks as its list does."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import admin
from django.db import models
from django.db.models import Count, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clusterweek.common.bilingual import named

# So many entries of each noun are shown; the list of the noun has the others.
SHOWN = 5
# Fewer characters find nearly everything; more are no search.
SHORTEST, LONGEST = 2, 100


class Hit(NamedTuple):
    """An entry that was found: its name, where it is edited, and what else tells it from others."""

    name: str
    address: str
    facts: str


class Found(NamedTuple):
    """The entries of a noun: how many there are, the first of them, and the list of all."""

    noun: str
    count: int
    hits: list[Hit]
    address: str


def search_everything(request: HttpRequest, site: admin.AdminSite, text: str) -> list[Found]:
    """What `text` finds among all that the user of `request` may see, by noun in the order of the menu; one query for each noun."""
    nouns = sorted(site._registry.values(), key=lambda noun: noun.menu)
    found = (_search(request, noun, text) for noun in nouns if noun.has_module_permission(request) and noun.search_fields)
    return [each for each in found if each.count]


def _search(request: HttpRequest, noun: Any, text: str) -> Found:
    visible = noun.get_queryset(request)
    rows, may_repeat = noun.get_search_results(request, visible, text)
    if may_repeat:
        rows = visible.filter(pk__in=rows.order_by().values("pk"))
    if noun.list_select_related:
        rows = rows.select_related(*noun.list_select_related)
    entries: list[models.Model] = list(rows.prefetch_related(None).annotate(found_in_all=Window(Count("pk")))[:SHOWN])
    address = f"admin:{noun.opts.app_label}_{noun.opts.model_name}"
    hits = [Hit(named(entry), reverse(f"{address}_change", args=[entry.pk]), noun.facts_of(entry)) for entry in entries]
    count = entries[0].found_in_all if entries else 0
    return Found(capfirst(str(noun.opts.verbose_name_plural)), count, hits, f"{reverse(f'{address}_changelist')}?{urlencode({'q': text})}")


@require_safe
def search_page(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """The page of the search: what was found by noun, or how to search."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    is_long_enough = len(text) >= SHORTEST
    found = search_everything(request, site, text) if is_long_enough else []
    context = {
        **site.each_context(request),
        "title": _("Search everything"),
        "text": text,
        "is_too_short": bool(text) and not is_long_enough,
        "is_long_enough": is_long_enough,
        "found": found,
        "count": sum(each.count for each in found),
    }
    return render(request, "admin/search.html", context)
