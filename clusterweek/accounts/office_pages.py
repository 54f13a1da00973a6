"""Pages of the programme office that belong to no noun, such as its review queue: apps above add them, with a place in the menu."""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

View = Callable[..., HttpResponse]


class OfficePage(NamedTuple):
    """One page below /verwaltung/: its address, the name of it, and what the menu calls it (nothing: not in the menu), at which place."""

    route: str
    name: str
    view: View
    label: str = ""
    order: int = 100


_pages: list[OfficePage] = []


def add_office_page(route: str, view: View, *, name: str, label: str = "", order: int = 100) -> None:
    """Have `view` answer at `route` below the back office, for the programme office alone (others: 403)."""
    _pages.append(OfficePage(route, name, view, label, order))


def office_patterns(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of all pages of the office, behind the sign-in of `site`."""
    return [path(page.route, site.admin_view(_for_the_office(page.view)), name=page.name) for page in _pages]


def office_menu() -> list[OfficePage]:
    """The pages of the office that the menu names, in their order."""
    return sorted((page for page in _pages if page.label), key=lambda page: page.order)


def _for_the_office(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_programme_office:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
