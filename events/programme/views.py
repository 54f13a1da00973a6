"""The pages of the programme: list and single event."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from clusterweek.common.fast import render
from clusterweek.common.frames import Frame, slot
from clusterweek.common.languages import page_url
from events.programme.calendar_page import calendar_context
from events.programme.finder import NOT_FOR_ROBOTS, VIEWS, description, finder_context, is_deep
from events.programme.formats.records import image_record
from events.programme.formats.ways import alternates, event_alternate, event_ways
from events.programme.index.keeping import index_of
from events.programme.list_page import PAGE_SIZE, Hits, list_context
from events.programme.map_page import programme_map
from events.programme.models import PublishedEvent, PublishedStand, RetiredSlug
from events.programme.paging import page_of
from events.programme.programme import find, read
from events.programme.public_page import PublicPage
from events.programme.related import related_by_place, related_by_topic
from events.programme.relations import attach_to_events
from events.programme.result import Result


class ProgrammeView(PublicPage):
    """The events of an edition, narrowed by the query, as a list; before the opening only the announcement."""

    template_name = "programme/event_list.html"
    main_template = "programme/event_list.jinja"
    view = "programme"
    section = "programme"

    @cached_property
    def result(self) -> Result:
        """The answer to the query."""
        return find(self.edition_of_path(), self.request.GET, self.lists)

    def canonical_query(self) -> str:
        """The parameters with what is wrong about them, and the page."""
        return read(self.request.GET, self.lists).key(self.request.GET.get("page", ""))

    def query_string(self) -> str:
        return self.result.query.string()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open:
            self.query_string = lambda: ""
            self.template_name = "programme/announcement.html"
            return self.render_to_response(self.get_context_data(edition=edition))
        query_string = conditional_escape(self.query_string())
        context = {**finder_context(self.result, self.view, request.path), **self.main_context()}
        return HttpResponse(
            self.frame().fill(
                main=render(self.main_template, **context),
                description=description(self.result.count),
                robots=NOT_FOR_ROBOTS if is_deep(self.result.query) else "",
                query=query_string,
            )
        )

    def alternates(self) -> list[Any]:
        edition = self.edition_of_path()
        return alternates("programme", edition, self.query_string()) if edition.is_open else []

    def main_context(self) -> dict[str, Any]:
        """What this view shows of the result."""
        page = page_of(Hits(self.result), PAGE_SIZE, self.request.GET.get("page", "1"))
        return list_context(self.result, page, self.request.path)

    def frame(self) -> Frame:
        """What all answers at this address have in common."""

        def make() -> Frame:
            self.query_string = lambda: slot("query")
            slots = {name: slot(name) for name in ("main", "description", "robots")}
            label = "" if self.view == "programme" else VIEWS[self.view]
            context = self.get_context_data(edition=self.edition_of_path(), view_label=label, **slots)
            return Frame(render_to_string(self.template_name, context, self.request))

        key = ("frame", self.request.path, timezone.localdate())
        return make() if self.previewed else self.lists.keep(key, make)

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the programme, but for the list itself."""
        if self.view == "programme":
            return []
        return [(_("Programme"), page_url("edition_programme", edition=self.edition_of_path().slug))]


class CalendarView(ProgrammeView):
    """The same as a calendar."""

    main_template = "programme/event_calendar.jinja"
    view = "calendar"

    def main_context(self) -> dict[str, Any]:
        return calendar_context(self.result)


class MapView(ProgrammeView):
    """The same as a map."""

    main_template = "programme/event_map.jinja"
    view = "map"

    def main_context(self) -> dict[str, Any]:
        drawn = programme_map(self.result, self.request.path)
        return {"map": render_to_string("includes/programme_map.html", {"map": drawn})}


class EventView(PublicPage):
    """One event; 410 once it has been withdrawn, 301 from a former address."""

    template_name = "programme/event_detail.html"
    section = "programme"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open:
            raise Http404
        event = PublishedEvent.objects.filter(edition=edition, slug=kwargs["slug"]).first()
        if event is None:
            noun = RetiredSlug.Noun.EVENT
            retired = get_object_or_404(RetiredSlug, noun=noun, edition=edition, slug=kwargs["slug"])
            return moved(PublishedEvent, retired.uid)
        if event.is_withdrawn:
            self.template_name = "programme/withdrawn.html"
            return self.render_to_response(self.get_context_data(edition=edition, entry=event), status=410)
        attach_to_events([event], self.lists)
        stands = PublishedStand.objects.of(edition).filter(events_at_stand=event).select_related("edition")
        index = index_of(edition, self.lists)
        related = {}
        if event.pk in index.entries:
            topic = related_by_topic(event.pk, edition, index)
            related = {"by_topic": topic, "by_place": related_by_place(event.pk, edition, index, but=[shown.pk for _day, shown in topic])}
        take_along = event_ways(event)
        context = self.get_context_data(
            edition=edition, event=event, stands=stands, take_along=take_along, og_image=image_record(event), **related
        )
        return self.render_to_response(context)

    def alternates(self) -> list[Any]:
        return [event_alternate(self.kwargs["edition"], self.kwargs["slug"])] if self.edition_of_path().is_open else []

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the programme of the edition."""
        return [(_("Programme"), page_url("edition_programme", edition=self.kwargs["edition"]))]


def moved(model: type[PublishedEvent] | type[PublishedStand], uid: UUID) -> HttpResponse:
    """A redirect to where the entry with the public id `uid` stands now; Http404 before that programme opens."""
    entry: Any = get_object_or_404(model.objects.select_related("edition"), uid=uid, edition__opens_at__lte=timezone.now())
    return HttpResponsePermanentRedirect(entry.get_absolute_url())


class CurrentEventView(PublicPage):
    """Leads from /programm/<slug>/ to the event's address in the current edition."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open or not PublishedEvent.objects.filter(edition=edition, slug=kwargs["slug"]).exists():
            raise Http404
        return HttpResponseRedirect(page_url("event", edition=edition.slug, slug=kwargs["slug"]))
