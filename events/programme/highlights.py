"""What the home page shows of an edition: the events that the office puts forward, and those of today."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from events.programme.index.days import Asked
from events.programme.index.keeping import index_of
from events.programme.lists import Lists
from events.programme.models import Edition, Highlight
from events.programme.result import walk
from events.programme.shown import ShownEvent

# So many events of today are shown before the link to all of them.
MOST_TODAY = 6


@dataclass(frozen=True)
class Today:
    """The first events of a day in the order of the programme, and how many there are."""

    day: date
    count: int
    events: list[ShownEvent]


def highlights_of(edition: Edition, lists: Lists) -> list[ShownEvent]:
    """The highlights of `edition` in the office's order, without those that are not public any more; one query."""
    if not edition.is_open:
        return []
    index = index_of(edition, lists)
    keys = Highlight.objects.filter(edition=edition).values_list("event", flat=True)
    return [ShownEvent(index.entries[key], edition, lists) for key in keys if key in index.entries]


def events_on(day: date, edition: Edition, lists: Lists) -> Today:
    """The events of `edition` on `day`; no query besides those of the index."""
    index, asked = index_of(edition, lists), Asked((day,))
    events = index.on(asked)
    hits = islice(walk([events], index.plan(asked), 0, MOST_TODAY), MOST_TODAY)
    return Today(day, len(events), [ShownEvent(index.entries[hit.pk], edition, lists) for hit in hits])
