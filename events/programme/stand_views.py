"""The pages of the stands: list by hall and single stand."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.common.languages import page_url
from events.programme.fair import find_stands
from events.programme.formats.records import image_record
from events.programme.formats.ways import alternates, take_along
from events.programme.models import PublishedEvent, PublishedStand, RetiredSlug
from events.programme.public_page import PublicPage
from events.programme.relations import attach_to_stands
from events.programme.stands_today import at_the_stands
from events.programme.views import moved


class StandsView(PublicPage):
    """The stands of an edition by hall, narrowed by the query; before the opening only the announcement."""

    template_name = "programme/stand_list.html"
    section = "stands"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open:
            self.template_name = "programme/announcement.html"
            return self.render_to_response(self.get_context_data(edition=edition))
        result = find_stands(edition, request.GET, self.lists)
        self.query_string = result.query.string
        taken = take_along(result) if result.count else ""
        today = at_the_stands(result.stands, edition, timezone.localdate())
        return self.render_to_response(self.get_context_data(edition=edition, result=result, take_along=taken, today=today))

    def alternates(self) -> list[Any]:
        edition = self.edition_of_path()
        return alternates("stands", edition, self.query_string()) if edition.is_open else []

    def canonical_query(self) -> str:
        """All parameters: which halls and fairs there are is only known after some queries."""
        return self.request.GET.urlencode()


class StandView(PublicPage):
    """One stand; 410 once it has been withdrawn, 301 from a former address."""

    template_name = "programme/stand_detail.html"
    section = "stands"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = self.edition_of_path()
        if not edition.is_open:
            raise Http404
        stand = PublishedStand.objects.select_related("fair").filter(edition=edition, slug=kwargs["slug"]).first()
        if stand is None:
            noun = RetiredSlug.Noun.STAND
            retired = get_object_or_404(RetiredSlug, noun=noun, edition=edition, slug=kwargs["slug"])
            return moved(PublishedStand, retired.uid)
        if stand.is_withdrawn:
            self.template_name = "programme/withdrawn.html"
            return self.render_to_response(self.get_context_data(edition=edition, entry=stand), status=410)
        attach_to_stands([stand], self.lists)
        events = (
            PublishedEvent.objects.of(edition)
            .filter(pk__in=stand.events_at_stand.values("pk"))
            .select_related("edition")
            .prefetch_related("dates")
        )
        return self.render_to_response(
            self.get_context_data(
                edition=edition,
                stand=stand,
                og_image=image_record(stand),
                co_exhibitors=stand.co_exhibitors.select_related("cluster"),
                events=events,
                today=at_the_stands([stand], edition, timezone.localdate()),
            )
        )

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the stands of the edition."""
        return [(_("Stands"), page_url("edition_stands", edition=self.kwargs["edition"]))]
