"""An empty cell of format and technology field: which Länder could fill it, each with the way to a drafted reminder."""

from collections import Counter
from typing import NamedTuple

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clusters.models import Cluster, TechnologyField
from clusterweek.accounts.office_pages import add_office_page
from events.admin.coverage import Coverage, coordinators, counts, reminder_address
from events.programme.models import Edition, EventFormat


class Candidate(NamedTuple):
    """A Land that could fill the gap: its public clusters of the field, its events of the field, its coordinators, the reminder."""

    land: str
    clusters: int
    events: int
    people: int
    address: str


def candidates(numbers: Coverage, kind: EventFormat, field: TechnologyField) -> list[Candidate]:
    """The Länder, those with most clusters of `field` first; three queries."""
    grouped = Cluster.objects.public().filter(technology_fields=field).order_by().values_list("states")
    clusters: Counter = Counter(dict(grouped.annotate(Count("pk", distinct=True))))
    events, people = counts(numbers.counted.filter(technology_fields=field), "state"), coordinators()
    found = [
        Candidate(str(state), clusters[code], events[code], people[code], reminder_address(numbers.edition, code, kind=kind, field=field))
        for code, state in numbers.lists.states.items()
    ]
    return sorted(found, key=lambda each: -each.clusters)


@require_safe
def coverage_gap(request: HttpRequest, edition: str, kind: str, field: str) -> HttpResponse:
    """Who is missing where no event of this format and technology field is approved or submitted."""
    chosen = get_object_or_404(Edition, slug=edition)
    the_kind, the_field = get_object_or_404(EventFormat, slug=kind), get_object_or_404(TechnologyField, slug=field)
    context = {
        "title": _("Gap: %(format)s, %(field)s") % {"format": the_kind, "field": the_field},
        "subtitle": str(chosen),
        "edition": chosen,
        "candidates": candidates(Coverage(chosen), the_kind, the_field),
    }
    return render(request, "admin/events/coverage_gap.html", {**admin.site.each_context(request), **context})


add_office_page("coverage/<slug:edition>/<slug:kind>/<slug:field>/", coverage_gap, name="coverage_gap")
