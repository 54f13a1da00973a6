"""The handbook in the back office: the pages of docs/handbuch, with their pictures."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(settings.BASE_DIR, "docs/handbuch")
INDEX = "README"
# The pages after the index, in the order of the menu.
PAGES = ("koordination", "sammeln", "programmbuero", "partnerland", "administration")
PICTURE = re.compile(r"bilder/([a-z0-9-]+\.webp)")
LINK = re.compile(r"([A-Za-z]+)\.md(#.*)?")

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


def handbook_patterns(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of the handbook, for everybody who may enter the back office."""
    return [
        path("handbuch/", site.admin_view(show), {"site": site}, name="handbook"),
        path("handbuch/<slug:name>/", site.admin_view(show), {"site": site}, name="handbook_page"),
        path("handbuch/bilder/<str:name>", site.admin_view(picture), name="handbook_picture"),
    ]


def show(request: HttpRequest, *, site: admin.AdminSite, name: str = INDEX) -> HttpResponse:
    """A page of the handbook; Http404 if there is none of that `name`."""
    if name not in (INDEX, *PAGES):
        raise Http404
    title, html = rendered(name)
    menu = [(address(page), rendered(page)[0], page == name) for page in (INDEX, *PAGES)]
    context = {**site.each_context(request), "title": title, "handbook": html, "handbook_menu": menu}
    return render(request, "admin/handbook.html", context)


def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the handbook; Http404 if there is none of that `name`."""
    found = FOLDER / "bilder" / name
    if not PICTURE.fullmatch(f"bilder/{name}") or not found.is_file():
        raise Http404
    return HttpResponse(found.read_bytes(), content_type="image/webp")


def address(page: str) -> str:
    """Where a page of the handbook stands in the back office."""
    return reverse("admin:handbook") if page == INDEX else reverse("admin:handbook_page", args=[page])


@cache
def rendered(page: str) -> tuple[str, SafeString]:
    """The title of a page, and its HTML below the title, with links and pictures as the back office has them."""
    source = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
    heading, _newline, body = source.partition("\n")
    tokens = _parser.parse(body)
    for token, following in zip(tokens, [*tokens[1:], Token("", "", 0)], strict=True):
        if token.type == "heading_open":
            token.attrSet("id", slugify(following.content, allow_unicode=True))
        for child in token.children or ():
            _lead_into_the_back_office(child)
    html = _parser.renderer.render(tokens, _parser.options, {})
    return heading.removeprefix("# "), mark_safe(html)  # noqa: S308  the handbook is part of the code


def _lead_into_the_back_office(token: Token) -> None:
    """Turn the link or picture from what works in the folder into what works here."""
    if token.type == "link_open" and (found := LINK.fullmatch(str(token.attrGet("href")))):
        token.attrSet("href", address(found[1]) + (found[2] or ""))
    if token.type == "image" and (found := PICTURE.fullmatch(str(token.attrGet("src")))):
        token.attrSet("src", reverse("admin:handbook_picture", args=[found[1]]))
        token.attrSet("loading", "lazy")


def help_address(user: Any) -> str:
    """The page of the handbook for the role of `user`."""
    if user.is_superuser:
        return address("administration")
    return address("programmbuero" if user.is_programme_office else "koordination")
