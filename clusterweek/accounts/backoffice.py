"""The back office at /verwaltung/: who may enter, how its menu is grouped, and what its pickers find."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from clusterweek.accounts.desks import contents_of_desk
from clusterweek.accounts.handbook import handbook_patterns, help_address
from clusterweek.accounts.office_pages import menu_pages, office_patterns
from clusterweek.accounts.quick_search import search_page


class Section(models.TextChoices):
    """The groups of the menu, in their order."""

    PROGRAMME = "programme", _("Programme")
    MASTER_DATA = "master-data", _("Master data")
    LISTS = "lists", _("Lists")
    OFFICE = "office", _("Programme office")


class PickerView(AutocompleteJsonView):
    """Answers the search fields of forms with what may be picked, which can be more than one may edit."""

    def has_perm(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Whether the user may pick from this noun at all."""
        return self.model_admin.may_pick(request.user)

    def get_queryset(self) -> models.QuerySet:
        """What matches the search term among what the user may pick."""
        pickable = self.model_admin.pickable(self.request).complex_filter(self.source_field.get_limit_choices_to())
        found, may_repeat = self.model_admin.get_search_results(self.request, pickable, self.term)
        return found.distinct() if may_repeat else found


class BackOfficeSite(admin.AdminSite):
    """Django's admin site behind the portal's own sign-in, for coordinators, the programme office and administrators."""

    site_header = _("Clusterwoche Deutschland")
    site_title = _("Back office")
    index_title = _("Desk")
    site_url = "/"

    # What the sign-in at /konto/ does, and the redirect that would tell the address of anything by its number.
    WITHOUT = frozenset({"password_change", "password_change_done", "view_on_site"})

    def has_permission(self, request: HttpRequest) -> bool:
        """Coordinators, the programme office and administrators may enter."""
        return request.user.is_authenticated and request.user.has_back_office_access

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The office's pages and Django's addresses, without those that stand elsewhere or would pass by the wall."""
        own = [pattern for pattern in super().get_urls() if getattr(pattern, "name", None) not in self.WITHOUT]
        search = path("search/", self.admin_view(partial(search_page, site=self)), name="search")
        return [search, *handbook_patterns(self), *office_patterns(self), *own]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page is given, with the pages of the menu that belong to no noun and the user's page of the handbook."""
        pages = menu_pages(request.user) if request.user.is_authenticated else []
        own = {"office_pages": pages, "help_address": help_address(request.user)}
        return {**super().each_context(request), **own}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The menu by sections instead of by apps; with `app_label` that app alone."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        entries = sorted((entry for app in apps for entry in app["models"]), key=lambda entry: self._registry[entry["model"]].menu[1])
        grouped = {section: [entry for entry in entries if self._registry[entry["model"]].menu[0] == section] for section in Section}
        return [{"name": section.label, "app_label": section.value, "models": found} for section, found in grouped.items() if found]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The start page: the desk of the user's role."""
        return super().index(request, {**contents_of_desk(request), **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """The pickers' answers."""
        return PickerView.as_view(admin_site=self)(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Leads to the portal's sign-in, where the second factor and the rate limits are; 403 for the signed-in without a role."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", reverse("admin:index")), reverse("account_login"))
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Leads to the portal's sign-out, which asks for a POST."""
        return redirect("account_logout")
