"""The pages of the clusters."""

from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.db.models import Min, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from clusters.models import Cluster
from clusterweek.common.languages import active_language, page_url
from events.programme.cluster_filter import ClusterFilter
from events.programme.few import clusters_with
from events.programme.lists import Lists
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.public_page import PublicPage
from events.programme.query import Query
from events.programme.relations import attach_to_events

PAGE_SIZE = 30
# So many similar clusters stand at the foot of a cluster's page.
MOST_SIMILAR = 3


class ClustersView(PublicPage):
    """All public clusters, narrowed by the query."""

    template_name = "pages/clusters.html"
    section = "clusters"

    @cached_property
    def query(self) -> Query:
        """What is asked for."""
        return Query(ClusterFilter, self.request.GET, ClusterFilter.choices_from(self.lists), ClusterFilter.labels())

    def query_string(self) -> str:
        return self.query.string()

    def canonical_query(self) -> str:
        """The parameters with what is wrong about them, and the page."""
        return self.query.key(self.request.GET.get("page", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        narrowed = self.query.narrow(Cluster.objects.public(), lambda text: clusters_with(text, self.lists, active_language()))
        keys = list(narrowed.values_list("pk", flat=True))
        try:
            page = Paginator([self.lists.clusters[key] for key in keys if key in self.lists.clusters], PAGE_SIZE).page(
                self.request.GET.get("page", 1)
            )
        except InvalidPage as error:
            raise Http404 from error
        return super().get_context_data(query=self.query, page=page, **kwargs)


def similar_to(cluster: Cluster, lists: Lists) -> list[Cluster]:
    """Clusters that share technology fields or Länder with `cluster`, those that share most of the former first; at most `MOST_SIMILAR`."""
    fields, states = _fields_of(cluster), _states_of(cluster)

    def shared(other: Cluster) -> tuple[int, int]:
        return len(fields & _fields_of(other)), len(states & _states_of(other))

    # Invented examples stand on the pages of examples alone.
    others = [other for other in lists.clusters.values() if other.pk != cluster.pk and other.is_example <= cluster.is_example]
    ranks = {other: rank for other in others if any(rank := shared(other))}
    return sorted(ranks, key=ranks.__getitem__, reverse=True)[:MOST_SIMILAR]


def _fields_of(cluster: Cluster) -> set[int]:
    return {field.pk for field in cluster.technology_fields.all()}


def _states_of(cluster: Cluster) -> set[str]:
    return {state.pk for state in cluster.states.all()}


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
            cluster=cluster,
            events=events,
            stands=sorted(stands, key=lambda stand: (-stand.fair.year, stand.place_key)),
            similar=similar_to(cluster, self.lists),
            **kwargs,
        )

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the clusters."""
        return [(_("Clusters"), page_url("clusters"))]
