"""The shortlist as a calendar and as a brochure."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from clusterweek.common.languages import active_language, page_url
from events.programme.formats.brochure.asked import midnight
from events.programme.formats.brochure.content import of_shortlist
from events.programme.formats.brochure.typesetting import typeset
from events.programme.formats.withdrawn import withdrawn_index
from events.programme.index.keeping import index_of
from events.programme.lists import Lists
from events.programme.models import Edition
from events.programme.public_page import PublicPage
from events.programme.shortlist import Shortlist, ids_in
from events.programme.shortlist_page import PRIVATE


class ShortlistFileView(PublicPage):
    """What stands on the shortlist in the query as a file; Http404 for an empty one."""

    is_kept = False
    extension = ""
    content_type = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shortlist = Shortlist(ids_in(request.GET).cut(), self.lists)
        editions = {*(event.edition for event in shortlist.events), *(stand.edition for stand in shortlist.stands)} or {
            self.lists.current_edition
        }
        edition = max(filter(None, editions), key=lambda each: each.first_day, default=None)
        if edition is None or not shortlist.known.count:
            raise Http404
        response = HttpResponse(self.make(shortlist, edition), content_type=self.content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="clusterwoche-merkliste.{self.extension}"'
        response.headers["Cache-Control"] = PRIVATE
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def make(self, shortlist: Shortlist, edition: Edition) -> bytes:
        """The file; `edition` is the latest of which there is something on the list."""
        raise NotImplementedError

    def link(self, shortlist: Shortlist, extension: str = "") -> str:
        """The address of the list, or of the list as a file."""
        name = f"shortlist_{extension}" if extension else "shortlist"
        return settings.BASE_URL + page_url(name, active_language()) + shortlist.ids.query_string


class ShortlistCalendarView(ShortlistFileView):
    """As a calendar, what has been withdrawn as cancelled."""

    extension = "ics"
    content_type = "text/calendar; charset=utf-8"

    def make(self, shortlist: Shortlist, edition: Edition) -> bytes:
        from events.programme.formats import ical  # loads a large package

        found = [entry for each in self.lists.editions.values() for entry in _entries(shortlist, each, self.lists)]
        name = f"{edition}: {_('Shortlist')}"
        return ical.calendar(found, name=name, source=self.link(shortlist, "ics"), page=self.link(shortlist), edition=edition)


def _entries(shortlist: Shortlist, edition: Edition, lists: Lists) -> list:
    if not edition.is_open:
        return []
    from events.programme.formats import ical  # loads a large package

    found: list[Any] = []
    for index in (index_of(edition, lists), withdrawn_index(edition, lists)):
        found += ical.entries([key for key in shortlist.ids.events if key in index.entries], index, edition)
    return found


class ShortlistBrochureView(ShortlistFileView):
    """As a brochure."""

    extension = "pdf"
    content_type = "application/pdf"

    def make(self, shortlist: Shortlist, edition: Edition) -> bytes:
        return typeset(of_shortlist(shortlist, edition, self.link(shortlist)), made_at=midnight())
