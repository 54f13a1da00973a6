"""Two languages by address: German without a prefix, English under /en/."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.functional import Promise

ENGLISH_PREFIX = "/en/"
LANGUAGES = ("de", "en")


class Route(NamedTuple):
    """One page with its German and its English address, written as Django path patterns."""

    name: str
    german: str
    english: str
    view: Callable[..., HttpResponseBase]

    def pattern(self, language: str) -> URLPattern:
        """The URL pattern of this route in `language` (de or en)."""
        return path(self.german if language == "de" else self.english, self.view, name=self.name)


def url_patterns(language: str, *tables: Iterable[Route]) -> list[URLPattern]:
    """The patterns of all `tables` in `language`, in the order given."""
    return [route.pattern(language) for table in tables for route in table]


def page_url(name: str, language: str | None = None, **kwargs: object) -> str:
    """The path of the page `name` in `language`, by default the active one.

    Raises NoReverseMatch for an unknown name or missing arguments.
    """
    chosen = language or active_language()
    return reverse(f"{chosen}:{name}", kwargs=kwargs or None)


def active_language() -> str:
    """The active language as de or en."""
    return "en" if (translation.get_language() or "de").startswith("en") else "de"


def language_of_path(path_info: str) -> str:
    """The language in which the page at `path_info` is written."""
    return "en" if path_info.startswith(ENGLISH_PREFIX) or path_info == "/en" else "de"


def in_every_language(text: Promise | str) -> list[str]:
    """The lazy `text` in all languages, German first."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(text))
    return found


class LanguageFromPathMiddleware:
    """Activates the language of the address; unlike LocaleMiddleware it never adds Vary headers."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
