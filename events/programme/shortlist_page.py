"""The page of the shortlist: what is on it stands in its address, so that nothing about anybody is kept here."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clusterweek.common.languages import active_language
from events.programme.public_page import PublicPage
from events.programme.qr import qr_code
from events.programme.shortlist import MOST_ENTRIES, Ids, Shortlist, ids_behind, ids_in

# Of the answer for one person nothing is kept but in their own browser.
PRIVATE = "private, no-cache"


class ShortlistView(PublicPage):
    """The entries whose public ids stand in the query, and a form that adds others by their address."""

    template_name = "programme/shortlist.html"
    section = "shortlist"
    is_kept = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = ids_in(request.GET)
        added = request.GET.get("add", "").strip()
        found = ids_behind(added, self.lists) if added else None
        if found:
            return HttpResponseRedirect(request.path + (asked | found).query_string)
        ids = asked.cut()
        self.query_string = lambda: ids.query_string
        response = self.render_to_response(
            self.get_context_data(
                shortlist=Shortlist(ids, self.lists),
                most=MOST_ENTRIES,
                is_cut=ids != asked,
                added=added,
                add_error=_("This is no address of an event, a stand or a shortlist of this portal.") if added else "",
                link=f"{settings.BASE_URL}{self.address(active_language())}",
                qr_code=qr_code(f"{settings.BASE_URL}{self.address(active_language())}") if ids.count else "",
                pairs=pairs(ids),
            )
        )
        response.headers["Cache-Control"] = PRIVATE
        return response


def pairs(ids: Ids) -> list[tuple[str, int]]:
    """The ids as the parameters of a form."""
    return [*(("event", key) for key in ids.events), *(("stand", key) for key in ids.stands)]
