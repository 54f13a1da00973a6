"""Pages of the back office that belong to no noun, such as the review queue: apps above add them, with a place in the menu."""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from clusterweek.accounts.models import User

View = Callable[..., HttpResponse]


class OfficePage(NamedTuple):
    """One page below /verwaltung/: its address, the name of it, and what the menu calls it (nothing: not in the menu), at which place.

    It is the office's alone unless it is `for_all` who may enter the back office.
    """

    route: str
    name: str
    view: View
    label: str = ""
    order: int = 100
    for_all: bool = False


_pages: list[OfficePage] = []


def add_office_page(route: str, view: View, *, name: str, label: str = "", order: int = 100) -> None:
    """Have `view` answer at `route` below the back office, for the programme office alone (others: 403)."""
    _pages.append(OfficePage(route, name, view, label, order))


def add_page(route: str, view: View, *, name: str, label: str = "", order: int = 100) -> None:
    """Have `view` answer at `route` below the back office for everybody who may enter it; the view asks what is whose."""
    _pages.append(OfficePage(route, name, view, label, order, for_all=True))


def office_patterns(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of all these pages, behind the sign-in of `site`."""
    views = ((page, page.view if page.for_all else _for_the_office(page.view)) for page in _pages)
    return [path(page.route, site.admin_view(view), name=page.name) for page, view in views]


def menu_pages(user: User) -> list[OfficePage]:
    """The pages that the menu of `user` names, in their order."""
    found = (page for page in _pages if page.label and (page.for_all or user.is_programme_office))
    return sorted(found, key=lambda page: page.order)


def _for_the_office(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_programme_office:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
