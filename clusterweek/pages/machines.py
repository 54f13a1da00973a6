"""For machines: robots.txt, the sitemap, security.txt."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clusterweek.common.languages import LANGUAGES, page_url
from clusterweek.pages.models import Page
from events.programme.lists import current_lists
from events.programme.models import PublishedEvent, PublishedStand

FIXED_PAGES = ("home", "programme", "stands", "clusters", "states", "greeting", "contact", "editions", "api_documentation")


def robots(request: HttpRequest) -> HttpResponse:
    """Keeps crawlers out of the back office and names the sitemap."""
    lines = ["User-agent: *", "Disallow: /verwaltung/", "Disallow: /konto/", f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in both languages; examples are left out, because they are not to be indexed."""
    lists = current_lists()
    editions = [edition for edition in lists.editions.values() if edition.is_open]
    pages: list[tuple[str, dict[str, str]]] = [(name, {}) for name in FIXED_PAGES]
    pages += [(key, {}) for key in Page.objects.values_list("key", flat=True)]
    pages += [("state", {"code": code.lower()}) for code in lists.states]
    pages += [("cluster", {"slug": cluster.slug}) for cluster in lists.clusters.values() if not cluster.is_example]
    for edition in editions:
        pages += [(name, {"edition": edition.slug}) for name in ("edition_programme", "edition_stands")]
    for name, model in (("event", PublishedEvent), ("stand", PublishedStand)):
        found = model.objects.standing().filter(edition__in=editions, is_example=False).values_list("edition", "slug")
        pages += [(name, {"edition": lists.editions[edition].slug, "slug": slug}) for edition, slug in found]
    entries = [{language: settings.BASE_URL + page_url(name, language, **kwargs) for language in LANGUAGES} for name, kwargs in pages]
    return render(request, "pages/sitemap.xml", {"entries": entries}, content_type="application/xml")


def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    expires = datetime.combine(timezone.localdate() + timedelta(days=180), datetime.min.time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
