"""What a page of text would look like if the form were saved: the very template of the public page, filled with what was typed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from clusterweek.common.languages import LANGUAGES
from clusterweek.pages.models import Page
from clusterweek.pages.texts import TextView


class UnsavedPage(TextView):
    """The public page of `page`, whether saved or not."""

    http_method_names = ["post"]
    is_kept = False
    page: Page | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    def find_page(self) -> Page | None:
        """The page that is previewed."""
        return self.page

    def address(self, language: str) -> str | None:
        """None: the other language has a button of its own in the form."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "preview": self.page, "is_unsaved": True, "canonical_url": None}


def preview(request: HttpRequest, page: Page, language: str) -> HttpResponse:
    """The public page in `language` (de or en; German for anything else) with the unsaved texts of `page`; nothing is kept."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    with translation.override(chosen):
        response: Any = UnsavedPage.as_view(page=page)(request)
        response.render()
    response.headers["Content-Language"] = chosen
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    return response
