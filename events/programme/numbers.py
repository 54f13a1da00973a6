"""How many events an edition has: in all, per day, per Land."""

from dataclasses import dataclass
from datetime import date

from clusterweek.geography.models import NATIONWIDE
from events.programme.index.days import Asked
from events.programme.index.keeping import index_of
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedEvent, PublishedStand

ONLINE = (PublishedEvent.AttendanceMode.ONLINE, PublishedEvent.AttendanceMode.HYBRID)


@dataclass(frozen=True)
class Numbers:
    """The numbers that a page about an edition shows."""

    events: int
    stands: int
    by_day: dict[date, int]
    by_state: dict[str, int]
    # Clusters with events, events that are free of charge, and events that can be attended online.
    clusters: int = 0
    free: int = 0
    online: int = 0

    @property
    def states(self) -> int:
        """In how many Länder something takes place."""
        return sum(1 for code, count in self.by_state.items() if count and code != NATIONWIDE)


def numbers_of(edition: Edition, lists: Lists) -> Numbers:
    """The numbers of the public programme of `edition`, counted as the filters count; one query. Before the opening all are 0."""
    if not edition.is_open:
        return Numbers(0, 0, dict.fromkeys(edition.days, 0), {})
    index = index_of(edition, lists)
    return Numbers(
        events=len(index.dated),
        stands=PublishedStand.objects.of(edition).count(),
        by_day={day: len(index.on(Asked((day,)))) for day in edition.days},
        by_state={code: len(events) for code, events in index.facets["state"].items()},
        clusters=len(index.facets["organizer"]),
        free=len(index.facets["is_free"].get("1", ())),
        online=sum(len(index.facets["attendance_mode"].get(mode, ())) for mode in ONLINE),
    )
