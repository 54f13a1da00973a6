"""Shows whoever has a signed link the public pages as they will be when an edition opens."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import translation
from django.views.decorators.http import require_safe

from clusterweek.common.languages import language_of_path, page_url
from clusterweek.common.media import public_file
from events.programme.lists import current_lists
from events.programme.models import Edition, PreviewLink
from events.programme.public_page import PublicPage
from events.programme.released import is_released

MEDIA = settings.MEDIA_URL.removeprefix("/")

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def preview(request: HttpRequest, token: str, rest: str = "") -> HttpResponseBase:
    """The page at `rest`, every link of which stays below the signed link; once the edition is open, its programme itself.

    Http404 for a wrong signature and for what is no public page; 410 once the link has expired or been revoked.
    """
    link = PreviewLink.objects.behind(token)
    edition = current_lists().editions.get(link.edition_id) if link else None
    if link is None or edition is None:
        raise Http404
    if not link.works:
        return _as_preview(render(request, "pages/preview_expired.html", status=410), "de")
    if edition.is_open:
        return redirect(page_url("edition_programme", edition=edition.slug))
    if rest.startswith(MEDIA):
        return _as_preview(_picture(request, rest.removeprefix(MEDIA), edition), "de")
    match = resolve(f"/{rest}")
    page = getattr(match.func, "view_class", None)
    if page is None or not issubclass(page, PublicPage):
        raise Http404
    request.resolver_match = match
    language, outside = language_of_path(f"/{rest}"), get_script_prefix()
    set_script_prefix(reverse("preview", args=[token]))
    try:
        with translation.override(language):
            view = page.as_view(**getattr(match.func, "view_initkwargs", {}), previewed=edition)
            response = view(request, *match.args, **match.kwargs)
            if hasattr(response, "render"):
                response.render()
    finally:
        set_script_prefix(outside)
    return _as_preview(response, language)


def _picture(request: HttpRequest, path: str, edition: Edition) -> HttpResponseBase:
    """The public file `path`, if it is released or belongs to `edition`."""
    if not is_released(path, previewed=edition):
        raise Http404
    return public_file(request, path)


def _as_preview(response: HttpResponseBase, language: str) -> HttpResponseBase:
    for name, value in {**HEADERS, "Content-Language": language}.items():
        response.headers[name] = value
    return response
