"""What every public page has: the lists, the current edition, where it stands, and its other language."""

from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404
from django.urls import NoReverseMatch
from django.utils import timezone
from django.views.generic import TemplateView

from clusterweek.common.languages import LANGUAGES, active_language, page_url
from events.programme import answers
from events.programme.lists import Lists, current_lists
from events.programme.models import Edition
from events.programme.preview import as_at_opening


class PublicPage(TemplateView):
    """A page without session, cookie and user; `section` marks the entry of the main navigation."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]
    section = ""
    lists: Lists
    # An edition that is shown as if it were open; only the preview sets it, no request can.
    previewed: Edition | None = None
    # Whether the answer is the same for everybody until something public changes, so that it is kept.
    is_kept = True

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """The view; a page that takes no form says so to whoever sends one (405), whatever token comes along."""
        view: Any = super().as_view(**initkwargs)
        if "post" not in cls.http_method_names:
            view.csrf_exempt = True
        return view

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.lists = lists = current_lists()
        make = partial(super().dispatch, request, *args, **kwargs)
        if self.previewed:
            self.lists = as_at_opening(lists, self.previewed)
        if self.previewed or not self.is_kept:
            return make()
        now = timezone.now()
        tag = answers.tag_of(lists, now, request.path, self.canonical_query())
        return answers.answer(request, tag, lists, now, make)

    def canonical_query(self) -> str:
        """All that matters of the query string: part of the key under which the answer is kept."""
        return ""

    def breadcrumb(self) -> list[tuple[str, str]]:
        """(label, address) of the pages above this one, without the home page."""
        return []

    def alternates(self) -> list[Any]:
        """The same in other formats, for the head of the page."""
        return []

    def edition_of_path(self) -> Edition:
        """The edition that the address names, by default the current one; Http404 if there is none."""
        edition = self.lists.edition(self.kwargs.get("edition"))
        if edition is None:
            raise Http404
        return edition

    def query_string(self) -> str:
        """The part of the query that belongs to the address of this page, with its "?"."""
        return ""

    def address(self, language: str) -> str | None:
        """The path of this page in `language`, or None if it has none."""
        try:
            return page_url(str(self.request.resolver_match.url_name), language, **self.kwargs) + self.query_string()
        except NoReverseMatch:
            return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        other = next(language for language in LANGUAGES if language != active_language())
        return super().get_context_data(
            lists=self.lists,
            current_edition=self.lists.current_edition,
            section=self.section,
            breadcrumb=self.breadcrumb(),
            other_language=other,
            other_language_url=self.address(other),
            canonical_url=None if self.previewed else f"{settings.BASE_URL}{self.address(active_language())}",
            alternates=self.alternates(),
            preview=self.previewed,
            previewed_edition=self.previewed,
            **kwargs,
        )
