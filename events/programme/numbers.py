"""How many events an edition has: in all, per day, per Land."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from clusterweek.geography.models import NATIONWIDE
from events.programme.models import Edition, PublishedEvent, PublishedEventDate, PublishedStand


@dataclass(frozen=True)
class Numbers:
    """The numbers that a page about an edition shows."""

    events: int
    stands: int
    by_day: dict[date, int]
    by_state: dict[str, int]


def numbers_of(edition: Edition) -> Numbers:
    """The numbers of the public programme of `edition`, counted as the filters count; three queries."""
    public = PublishedEvent.objects.of(edition)
    per_day = {f"day{number}": day for number, day in enumerate(edition.days)}
    counted = PublishedEventDate.objects.filter(event__in=public).aggregate(
        all=Count("event", distinct=True),
        **{name: Count("event", distinct=True, filter=Q(first_day__lte=day, last_day__gte=day)) for name, day in per_day.items()},
    )
    return Numbers(
        events=counted["all"],
        stands=PublishedStand.objects.of(edition).count(),
        by_day={day: counted[name] for name, day in per_day.items()},
        by_state=_by_state(public),
    )


def _by_state(public) -> dict[str, int]:
    """Events per Land, lead and confirmed partners alike; DE is nationwide."""
    leads = public.order_by().values_list("state").annotate(number=Count("pk"))
    through = PublishedEvent.partner_states.through.objects.filter(publishedevent__in=public)
    partners = through.values_list("federalstate").annotate(number=Count("pk"))
    totals: Counter[str] = Counter()
    for code, number in leads.union(partners, all=True):
        totals[code or NATIONWIDE] += number
    return dict(totals)
