"""The pages of the clusters."""

from typing import Any, ClassVar

from django.core.paginator import InvalidPage, Paginator
from django.db.models import Min, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.models import Cluster
from clusterweek.common.languages import page_url
from events.programme.filter import ListFilter, QueryFilter, linked, slugs, text_filter
from events.programme.lists import Lists
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.public_page import PublicPage
from events.programme.relations import attach_to_events
from events.programme.result import Query

PAGE_SIZE = 30


class ClusterFilter(QueryFilter):
    """Every parameter of the list of clusters."""

    TEXT_FIELDS = ("name", "name_en", "city", "description", "description_en")

    q = text_filter()
    state = ListFilter(label=gettext_lazy("Land"), method="by_state")
    technology_field = ListFilter(label=gettext_lazy("Technology field"), method="by_technology_field")
    funding_programme = ListFilter(label=gettext_lazy("Funding programme"), method="by_funding_programme")

    class Meta:
        model = Cluster
        fields: ClassVar[list[str]] = []

    def choices_from(self, lists: Lists) -> dict[str, list[tuple[str, str]]]:
        """The choices of every list parameter: name → (value, label)."""
        return {
            "state": [(state.pk, str(state)) for state in lists.states.values()],
            "technology_field": slugs(lists.technology_fields.values()),
            "funding_programme": slugs(lists.funding_programmes.values()),
        }

    def by_state(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Clusters at home in one of these Länder."""
        return queryset.filter(pk__in=linked(queryset, "states", value))

    def by_funding_programme(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Clusters in one of these programmes."""
        return queryset.filter(pk__in=linked(queryset, "funding_programmes", value, key="slug"))


class ClustersView(PublicPage):
    """All public clusters, narrowed by the query."""

    template_name = "pages/clusters.html"
    section = "clusters"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = ClusterFilter(self.request.GET, lists=self.lists, queryset=Cluster.objects.public())
        query = Query(filterset, self.request.GET)
        self.query_string = query.string
        keys = list(filterset.filter_queryset(filterset.queryset).values_list("pk", flat=True))
        try:
            page = Paginator([self.lists.clusters[key] for key in keys if key in self.lists.clusters], PAGE_SIZE).page(
                self.request.GET.get("page", 1)
            )
        except InvalidPage as error:
            raise Http404 from error
        return super().get_context_data(query=query, page=page, **kwargs)


class ClusterView(PublicPage):
    """One cluster with its events and stands of all editions that are public."""

    template_name = "pages/cluster.html"
    section = "clusters"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cluster = next((cluster for cluster in self.lists.clusters.values() if cluster.slug == self.kwargs["slug"]), None)
        if cluster is None:
            raise Http404
        open_editions = [edition for edition in self.lists.editions.values() if edition.opens_at <= timezone.now()]
        events = list(
            PublishedEvent.objects.standing()
            .filter(edition__in=open_editions, organizers=cluster)
            .annotate(first_day=Min("dates__first_day"))
            .order_by("-edition__first_day", "first_day", "pk")
        )
        attach_to_events(events, self.lists)
        stands = (
            PublishedStand.objects.standing()
            .filter(Q(edition__in=open_editions) | Q(edition__isnull=True))
            .filter(Q(main_exhibitor=cluster) | Q(co_exhibitors__cluster=cluster))
            .select_related("fair", "edition")
            .distinct()
        )
        return super().get_context_data(
            cluster=cluster, events=events, stands=sorted(stands, key=lambda stand: (-stand.fair.year, stand.place_key)), **kwargs
        )

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the clusters."""
        return [(_("Clusters"), page_url("clusters"))]
