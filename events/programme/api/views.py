"""Answers of the API: kept and tagged like pages, open to scripts of other sites, with problem details for what is wrong."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View
from pyroaring import BitMap

from clusters.models import Cluster
from clusterweek.common.languages import page_url
from events.programme import answers
from events.programme.api import asking
from events.programme.api.records import cluster_record, edition_record, vocabularies
from events.programme.api.schema import openapi
from events.programme.cluster_filter import ClusterFilter
from events.programme.fair import find_stands
from events.programme.few import clusters_with
from events.programme.filter import ProgrammeFilter, QueryFilter, StandFilter
from events.programme.formats.as_json import dumped
from events.programme.formats.dcat import catalogue
from events.programme.formats.loading import load_co_exhibitors
from events.programme.formats.problems import problem
from events.programme.formats.records import event_record, stand_record
from events.programme.formats.taken import absolute
from events.programme.lists import Lists, current_lists
from events.programme.models import Edition, PublishedEvent, PublishedStand
from events.programme.programme import find
from events.programme.query import Query
from events.programme.relations import attach_to_events, attach_to_stands
from events.programme.result import Hit

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
}


class NotThere(Exception):
    """What is asked for does not exist, or is not public yet; `is_gone`: it has been withdrawn."""

    def __init__(self, detail: str, *, is_gone: bool = False) -> None:
        super().__init__(detail)
        self.detail, self.is_gone = detail, is_gone


@method_decorator(csrf_exempt, name="dispatch")
class ApiView(View):
    """One resource: `data` gives what is told as JSON."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]
    filters: type[QueryFilter] | None = None
    content_type = "application/json"
    lists: Lists

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = self.answer(request, **kwargs)
        for name, value in {**CORS, "X-Robots-Tag": "noindex"}.items():
            response.headers[name] = value
        return response

    def answer(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The answer, without the headers that all have."""
        method = str(request.method).lower()
        if method not in self.http_method_names:
            response = problem(405, _("The API is for reading alone."))
            response.headers["Allow"] = CORS["Access-Control-Allow-Methods"]
            return response
        if method == "options":
            return HttpResponse(status=204, headers={"Allow": CORS["Access-Control-Allow-Methods"]})
        self.lists, now = current_lists(), timezone.now()
        tag = answers.tag_of(self.lists, now, request.path, request.GET.urlencode())
        return answers.answer(request, tag, self.lists, now, lambda: self.made(**kwargs))

    def made(self, **kwargs: Any) -> HttpResponse:
        """The answer as it is kept."""
        instance = self.request.get_full_path()
        try:
            with translation.override(asking.language_asked(self.request.GET)):
                if self.filters:
                    asking.check_to_the_letter(self.request.GET, self.filters)
                return HttpResponse(dumped(self.data(**kwargs)), content_type=self.content_type)
        except asking.WrongParameter as wrong:
            error = {"parameter": wrong.name, "message": wrong.message, **({"choices": wrong.choices} if wrong.choices else {})}
            return problem(400, _("A parameter is wrong."), detail=str(wrong), instance=instance, errors=[error])
        except NotThere as missing:
            title = _("This entry has been withdrawn") if missing.is_gone else _("There is nothing here.")
            return problem(410 if missing.is_gone else 404, title, detail=missing.detail, instance=instance)

    def data(self, **kwargs: Any) -> dict[str, Any]:
        """What is told. Raises WrongParameter and NotThere."""
        raise NotThere(_("The addresses of the API are told at /api/v1/."))

    def edition(self) -> Edition:
        """The edition that is asked for. Raises WrongParameter, and NotThere before the current programme opens."""
        edition = asking.edition_asked(self.request.GET, self.lists)
        if edition is None:
            raise NotThere(_("The programme of the current edition has not opened yet."))
        return edition

    def page(self, name: str, keys: Sequence[int], load: Any) -> dict[str, Any]:
        """One page of the entries with `keys`, which are sorted; `load` gives the records of some of them."""
        limit, after = asking.limit_asked(self.request.GET), asking.cursor_asked(self.request.GET)
        rest = BitMap(keys)
        start = rest.rank(after) if after else 0
        chosen = list(rest[start : start + limit])
        return {"count": len(rest), "next": self.next_page(chosen[-1]) if start + limit < len(rest) else None, name: load(chosen)}

    def next_page(self, key: int) -> str:
        """The absolute address of the page after the entry with `key`."""
        data = self.request.GET.copy()
        data["cursor"] = asking.cursor_after(key)
        return absolute(f"{self.request.path}?{data.urlencode()}")


class RootView(ApiView):
    """Where everything is."""

    def data(self, **kwargs: Any) -> dict[str, Any]:
        names = ("events", "stands", "clusters", "editions", "vocabularies")
        return {
            "documentation": absolute(page_url("api_documentation")),
            "openapi": absolute(reverse("api_openapi")),
            "licence": "https://www.govdata.de/dl-de/by-2-0",
            **{name: absolute(reverse(f"api_{name}")) for name in names},
        }


class SchemaView(ApiView):
    """The description of the API for programs (OpenAPI 3.1)."""

    def data(self, **kwargs: Any) -> dict[str, Any]:
        return openapi(self.lists)


class CatalogueView(ApiView):
    """The catalogue for open data portals (DCAT-AP.de)."""

    content_type = "application/ld+json"

    def data(self, **kwargs: Any) -> dict[str, Any]:
        return catalogue(self.lists)


class EventsView(ApiView):
    """The events of an edition that match the query."""

    filters = ProgrammeFilter

    def data(self, **kwargs: Any) -> dict[str, Any]:
        result = find(self.edition(), asking.without_order(self.request.GET), self.lists)
        asking.check(result.query)

        def load(keys: list[int]) -> list[dict[str, Any]]:
            return [event_record(event) for event in result.load([Hit(key, result.edition.first_day) for key in keys])]

        return {"edition": result.edition.slug, **self.page("events", list(result.events), load)}


class StandsView(ApiView):
    """The stands of an edition that match the query."""

    filters = StandFilter

    def data(self, **kwargs: Any) -> dict[str, Any]:
        result = find_stands(self.edition(), asking.without_order(self.request.GET), self.lists)
        asking.check(result.query)
        found = {stand.pk: stand for stand in result.stands}

        def load(keys: list[int]) -> list[dict[str, Any]]:
            chosen = [found[key] for key in keys]
            load_co_exhibitors(chosen)
            return [stand_record(stand) for stand in chosen]

        return {"edition": result.edition.slug, **self.page("stands", sorted(found), load)}


class ClustersView(ApiView):
    """The public clusters that match the query."""

    filters = ClusterFilter

    def data(self, **kwargs: Any) -> dict[str, Any]:
        query = Query(ClusterFilter, asking.without_order(self.request.GET), ClusterFilter.choices_from(self.lists), ClusterFilter.labels())
        asking.check(query)
        language = asking.language_asked(self.request.GET)
        narrowed = query.narrow(Cluster.objects.public(), lambda text: clusters_with(text, self.lists, language))
        keys = sorted(key for key in narrowed.values_list("pk", flat=True) if key in self.lists.clusters)
        return self.page("clusters", keys, lambda chosen: [cluster_record(self.lists.clusters[key]) for key in chosen])


class EditionsView(ApiView):
    """Every edition; links lead to those that have opened."""

    def data(self, **kwargs: Any) -> dict[str, Any]:
        return {"editions": [edition_record(edition, self.lists) for edition in self.lists.editions.values()]}


class VocabulariesView(ApiView):
    """The values that parameters and keys have, with their labels."""

    def data(self, **kwargs: Any) -> dict[str, Any]:
        return vocabularies(self.lists)


class EventView(ApiView):
    """One event."""

    def data(self, **kwargs: Any) -> dict[str, Any]:
        event = self.entry(PublishedEvent, kwargs["key"])
        attach_to_events([event], self.lists)
        return event_record(event)

    def entry(self, model: type[Any], key: str) -> Any:
        """The public entry with the id `key` in an edition that has opened. Raises NotThere."""
        try:
            entry = model.objects.filter(uid=UUID(key), edition__opens_at__lte=timezone.now()).first()
        except ValueError:
            entry = None
        if entry is None:
            raise NotThere(_("There is no public entry with this id."))
        if entry.is_withdrawn:
            raise NotThere(_("It is no longer part of the programme."), is_gone=True)
        return entry


class StandView(EventView):
    """One stand."""

    def data(self, **kwargs: Any) -> dict[str, Any]:
        stand = self.entry(PublishedStand, kwargs["key"])
        attach_to_stands([stand], self.lists)
        load_co_exhibitors([stand])
        return stand_record(stand)


class ClusterView(ApiView):
    """One cluster."""

    def data(self, **kwargs: Any) -> dict[str, Any]:
        found = next((cluster for cluster in self.lists.clusters.values() if cluster.slug == kwargs["slug"]), None)
        if found is None:
            raise NotThere(_("There is no public cluster with this short name."))
        return cluster_record(found)
