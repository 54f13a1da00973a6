"""Answers a query of the programme or of the stands in any format."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from clusterweek.common.languages import page_url
from clusterweek.common.memory import give_back
from events.programme.answers import READING
from events.programme.fair import find_stands
from events.programme.formats import building
from events.programme.formats.problems import bad_query
from events.programme.formats.registry import Format
from events.programme.formats.taken import Taken, absolute
from events.programme.formats.withdrawn import withdrawn_index
from events.programme.index.keeping import index_of
from events.programme.models import Edition, PublishedEvent, RetiredSlug
from events.programme.programme import find, read
from events.programme.public_page import PublicPage
from events.programme.views import moved

# Entries from which on a file takes more memory than should stay with the process.
LARGE_FROM = 1000


class FormatView(PublicPage):
    """The events of an edition in one format, every hit; Http404 before the opening, 400 for a wrong parameter."""

    format: Format | None = None
    noun = "programm"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        if self.format and self.format.is_file and request.method in READING and response.status_code == 200:
            name = f"clusterwoche-{self.edition_of_path().slug}-{self.noun}.{self.format.extension}"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        # The pages are for search engines, and examples for none of them.
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def canonical_query(self) -> str:
        return read(self.request.GET, self.lists).key()

    def find(self, edition: Edition) -> Any:
        """The answer to the query."""
        return find(edition, self.request.GET, self.lists)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open or self.format is None:
            raise Http404
        result = self.find(edition)
        if result.query.errors:
            return bad_query(result.query, request.get_full_path())
        taken: Taken[Any] = Taken(result)
        made = (
            building.made_or_waited_for(taken, self.format) if building.is_large(self.format, result.count) else self.format.render(taken)
        )
        if result.count > LARGE_FROM:
            give_back()
        return made if isinstance(made, HttpResponse) else HttpResponse(made, content_type=self.format.content_type)


class EventCalendarView(PublicPage):
    """One event as a calendar; once it has been withdrawn as cancelled, and 410 after 60 days; 301 from a former address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from events.programme.formats import ical  # loads a large package

        edition, slug = self.edition_of_path(), kwargs["slug"]
        if not edition.is_open:
            raise Http404
        address = {"edition": edition.slug, "slug": slug}
        event = PublishedEvent.objects.filter(edition=edition, slug=slug).only("withdrawn_at").first()
        if event is None:
            retired = get_object_or_404(RetiredSlug, noun=RetiredSlug.Noun.EVENT, edition=edition, slug=slug)
            page = moved(PublishedEvent, retired.uid).headers["Location"]
            return HttpResponsePermanentRedirect(f"{page.rstrip('/')}.ics")
        index = withdrawn_index(edition, self.lists) if event.is_withdrawn else index_of(edition, self.lists)
        if event.pk not in index.entries:
            return HttpResponse(status=410)
        made = ical.one_event(event.pk, index, edition, absolute(page_url("event_ics", **address)))
        return HttpResponse(made, content_type="text/calendar; charset=utf-8")


class StandFormatView(FormatView):
    """The stands of an edition in one format."""

    noun = "messestaende"

    def canonical_query(self) -> str:
        """All parameters: which halls and fairs there are is only known after some queries."""
        return self.request.GET.urlencode()

    def find(self, edition: Edition) -> Any:
        return find_stands(edition, self.request.GET, self.lists)
