"""What takes place at the stands of a fair today."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from events.programme.models import Edition, PublishedEvent, PublishedStand
from events.programme.wording import hours_in_words


class AtAStand(NamedTuple):
    """An event at a stand, with its hours of the day in words."""

    event: PublishedEvent
    stand: PublishedStand
    hours: str


def at_the_stands(stands: Sequence[PublishedStand], edition: Edition, day: date) -> list[AtAStand]:
    """The public events at `stands` of `edition` on `day`, by their hours, then in walking order of the stands.

    No query where none of the stands is there on that day, else three. What is cancelled or postponed is left out.
    """
    present = {stand.pk: stand for stand in stands if _is_present(stand, day)}
    if not present:
        return []
    links = PublishedStand.events_at_stand.through.objects.filter(publishedstand__in=present).values_list(
        "publishedstand", "publishedevent"
    )
    pairs = list(links)
    events = (
        PublishedEvent.objects.of(edition)
        .filter(pk__in={event for _stand, event in pairs}, dates__first_day__lte=day, dates__last_day__gte=day)
        .exclude(event_status__in=(PublishedEvent.EventStatus.CANCELLED, PublishedEvent.EventStatus.POSTPONED))
        .select_related("edition")
        .prefetch_related("dates")
        .distinct()
        .in_bulk()
    )
    found = []
    for stand, event in pairs:
        if event in events:
            rows = [row for row in events[event].dates.all() if row.first_day <= day <= row.last_day]
            found += [(row, AtAStand(events[event], present[stand], hours_in_words(events[event], row))) for row in rows]
    found.sort(key=lambda each: (each[0].from_time is None, str(each[0].from_time), each[1].stand.place_key, each[1].event.pk))
    return [line for _row, line in found]


def _is_present(stand: PublishedStand, day: date) -> bool:
    """Whether the stand is there on `day`: on its own days, or else on those of its fair."""
    first, last = (stand.first_day, stand.last_day) if stand.first_day else (stand.fair.first_day, stand.fair.last_day)
    return first is not None and last is not None and first <= day <= last
