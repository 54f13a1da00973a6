"""The parameters of the clusters."""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from events.programme.filter import ListFilter, QueryFilter, linked, slugs, text_filter
from events.programme.lists import Lists
from events.programme.reading import Choices


class ClusterFilter(QueryFilter):
    """Every parameter of the list of clusters."""

    q = text_filter()
    state = ListFilter(label=_("Land"), method="by_state")
    technology_field = ListFilter(label=_("Technology field"), method="by_technology_field")
    funding_programme = ListFilter(label=_("Funding programme"), method="by_funding_programme")

    class Meta:
        model = Cluster
        fields: ClassVar[list[str]] = []

    @classmethod
    def choices_from(cls, lists: Lists) -> Choices:
        """The choices of every list parameter in the active language."""
        return {
            "state": {state.pk: str(state) for state in lists.states.values()},
            "technology_field": slugs(lists.technology_fields.values()),
            "funding_programme": slugs(lists.funding_programmes.values()),
        }

    def by_state(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Clusters at home in one of these Länder."""
        return queryset.filter(pk__in=linked(queryset, "states", value))

    def by_funding_programme(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Clusters in one of these programmes."""
        return queryset.filter(pk__in=linked(queryset, "funding_programmes", value, key="slug"))
