"""What every public page has: the lists, the current edition, where it stands, and its other language."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404
from django.urls import NoReverseMatch
from django.views.generic import TemplateView

from clusterweek.common.languages import LANGUAGES, active_language, page_url
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

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        lists = current_lists()
        self.lists = as_at_opening(lists, self.previewed) if self.previewed else lists
        return super().dispatch(request, *args, **kwargs)

    def breadcrumb(self) -> list[tuple[str, str]]:
        """(label, address) of the pages above this one, without the home page."""
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
            preview=self.previewed,
            previewed_edition=self.previewed,
            **kwargs,
        )
