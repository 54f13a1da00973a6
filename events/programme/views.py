"""The pages of the programme: list and single event."""

from typing import Any
from uuid import UUID

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clusterweek.common.languages import page_url
from events.programme.models import PublishedEvent, PublishedStand, RetiredSlug
from events.programme.programme import find
from events.programme.public_page import PublicPage
from events.programme.relations import attach_to_events

PAGE_SIZE = 20


class ProgrammeView(PublicPage):
    """The events of an edition, narrowed by the query; before the opening only the announcement."""

    template_name = "programme/event_list.html"
    section = "programme"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open:
            self.query_string = lambda: ""
            self.template_name = "programme/announcement.html"
            return self.render_to_response(self.get_context_data(edition=edition))
        result = find(edition, request.GET, self.lists)
        self.query_string = result.query.string
        page = self.page_of(result.hits)
        return self.render_to_response(
            self.get_context_data(edition=edition, result=result, page=page, days=result.load_days(list(page.object_list)))
        )

    def page_of(self, hits: list) -> Any:
        """The page that the parameter `page` names; Http404 past the end and for anything that is no page."""
        try:
            return Paginator(hits, PAGE_SIZE).page(self.request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404 from error


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
        return self.render_to_response(self.get_context_data(edition=edition, event=event, stands=stands))

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the programme of the edition."""
        return [(_("Programme"), page_url("edition_programme", edition=self.kwargs["edition"]))]


def moved(model: type[PublishedEvent] | type[PublishedStand], uid: UUID) -> HttpResponse:
    """A redirect to where the entry with the public id `uid` stands now."""
    entry: Any = get_object_or_404(model.objects.select_related("edition"), uid=uid)
    return HttpResponsePermanentRedirect(entry.get_absolute_url())


class CurrentEventView(PublicPage):
    """Leads from /programm/<slug>/ to the event's address in the current edition."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open or not PublishedEvent.objects.filter(edition=edition, slug=kwargs["slug"]).exists():
            raise Http404
        return HttpResponseRedirect(page_url("event", edition=edition.slug, slug=kwargs["slug"]))


class ChangesView(PublicPage):
    """What is new, changed or cancelled, the latest first."""

    template_name = "programme/changes.html"
    section = "programme"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open:
            raise Http404
        events = list(PublishedEvent.objects.of(edition).order_by("-changed_at", "pk")[: 2 * PAGE_SIZE])
        attach_to_events(events, self.lists)
        return self.render_to_response(self.get_context_data(edition=edition, events=events))

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the programme."""
        return [(_("Programme"), page_url("programme"))]
