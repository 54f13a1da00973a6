"""Shows whoever has a signed link the public pages as they will be when an edition opens."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import translation
from django.views.decorators.http import require_safe

from clusterweek.common.languages import language_of_path, page_url
from events.programme.lists import current_lists
from events.programme.preview import slug_of
from events.programme.public_page import PublicPage

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def preview(request: HttpRequest, token: str, rest: str = "") -> HttpResponse:
    """The page at `rest`, every link of which stays below the signed link; once the edition is open, its programme itself.

    Http404 for a wrong signature and for what is no public page; 410 once the link has expired.
    """
    try:
        edition = current_lists().edition(slug_of(token))
    except signing.SignatureExpired:
        return _as_preview(render(request, "pages/preview_expired.html", status=410), "de")
    except signing.BadSignature as error:
        raise Http404 from error
    if edition is None:
        raise Http404
    if edition.is_open:
        return redirect(page_url("edition_programme", edition=edition.slug))
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


def _as_preview(response: HttpResponse, language: str) -> HttpResponse:
    for name, value in {**HEADERS, "Content-Language": language}.items():
        response.headers[name] = value
    return response
