"""The programme in a frame on somebody else's page, and the page that composes the code for it."""

from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt

from clusterweek.common.fast import render
from clusterweek.common.languages import page_url
from events.programme.filters_form import count_label
from events.programme.finder import Link
from events.programme.list_page import days_with_cards
from events.programme.programme import find, read
from events.programme.public_page import PublicPage
from events.programme.result import Result
from events.programme.views import ProgrammeView

# Events in a frame; the whole list is one link away.
MOST_EVENTS = 20
# Colours of the frame → their name; without one the frame follows the device.
THEMES = {"": gettext_lazy("like the device"), "light": gettext_lazy("light"), "dark": gettext_lazy("dark")}


def theme_of(data: QueryDict) -> str:
    """The colours that are asked for; "" for none or unknown ones."""
    theme = data.get("theme", "")
    return theme if theme in THEMES else ""


def with_theme(query_string: str, theme: str) -> str:
    """`query_string` (with its "?", or empty) with the parameter for the colours `theme`."""
    if not theme:
        return query_string
    return f"{query_string or '?'}{'&' if query_string else ''}{urlencode({'theme': theme})}"


class EmbedView(PublicPage):
    """The first events of a query for a frame; before the opening only when the programme becomes public."""

    template_name = "programme/embed.html"

    @cached_property
    def result(self) -> Result:
        """The answer to the query."""
        return find(self.edition_of_path(), self.request.GET, self.lists)

    def canonical_query(self) -> str:
        return f"{read(self.request.GET, self.lists).key()} {theme_of(self.request.GET)}"

    def query_string(self) -> str:
        return self.result.query.string()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition, result = self.edition_of_path(), self.result
        days = list(days_with_cards(result, result.slice(0, MOST_EVENTS)))
        return self.render_to_response(
            self.get_context_data(
                edition=edition,
                count=result.count,
                count_label=count_label(result.count),
                cards=render("programme/embed.jinja", days=[day[1:] for day in days]),
                theme=theme_of(request.GET),
                whole=settings.BASE_URL + page_url("edition_programme", edition=edition.slug) + result.query.canonical,
                portal=settings.BASE_URL + page_url("home"),
            )
        )


class EmbeddingView(ProgrammeView):
    """Chooses what shall stand in the frame, shows it, and gives the code."""

    template_name = "programme/embedding.html"
    main_template = "programme/embedding.jinja"

    def canonical_query(self) -> str:
        return f"{super().canonical_query()} {theme_of(self.request.GET)}"

    def query_string(self) -> str:
        return with_theme(self.result.query.string(), theme_of(self.request.GET))

    def main_context(self) -> dict[str, Any]:
        edition, canonical = self.result.edition, self.result.query.canonical
        theme, path = theme_of(self.request.GET), page_url("edition_embed", edition=edition.slug)
        address = path + with_theme(canonical, theme)
        themes = [Link(str(label), self.request.path + with_theme(canonical, name), name == theme) for name, label in THEMES.items()]
        title = _("Events of the %(edition)s") % {"edition": edition}
        code = render("programme/embed_code.jinja", address=settings.BASE_URL + address, origin=settings.BASE_URL, title=title)
        return {"theme": theme, "themes": themes, "address": address, "title": title, "code": str(code).strip()}


embed = xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(EmbedView.as_view()))
embedding = csp_update({"frame-src": [SELF]})(EmbeddingView.as_view())
