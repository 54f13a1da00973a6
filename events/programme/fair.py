"""Finds stands: they are few, so that they are loaded whole and sorted naturally."""

from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from clusterweek.common.languages import active_language
from clusterweek.common.natural import natural_key
from events.programme.few import stands_with
from events.programme.filter import StandFilter
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedStand, TradeFair
from events.programme.query import Query
from events.programme.relations import attach_to_stands


@dataclass(frozen=True)
class StandResult:
    """The stands that match a query, by hall and stand number."""

    edition: Edition
    query: Query
    stands: list[PublishedStand]
    fairs: list[TradeFair]

    @property
    def count(self) -> int:
        """How many stands match."""
        return len(self.stands)

    @property
    def halls(self) -> list[tuple[str, list[PublishedStand]]]:
        """(hall, its stands) in natural order; "" is the last and means that the hall is not known yet."""
        return [(hall, list(group)) for hall, group in groupby(self.stands, key=lambda stand: stand.hall)]


def find_stands(edition: Edition, data: QueryDict, lists: Lists) -> StandResult:
    """The public stands of `edition` that match the parameters in `data`; four queries."""
    public = PublishedStand.objects.of(edition)
    fairs = list(TradeFair.objects.filter(edition=edition))
    halls = sorted({hall for hall in public.values_list("hall", flat=True) if hall}, key=natural_key)
    query = Query(StandFilter, data, StandFilter.choices_from(lists, halls, fairs), StandFilter.labels())
    stands = sorted(
        query.narrow(public, lambda text: stands_with(text, edition, lists, active_language())).select_related("fair"),
        key=lambda stand: stand.place_key,
    )
    attach_to_stands(stands, lists)
    return StandResult(edition, query, stands, fairs)
