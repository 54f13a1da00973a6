"""The naive answer to "what is near": plain Python over all events."""

from collections.abc import Iterable

from clusterweek.geography.distance import distance_km
from clusterweek.geography.places import Place
from events.programme.models import PublishedEvent


def events_within(events: Iterable[PublishedEvent], place: Place, radius: int) -> list[tuple[float, PublishedEvent]]:
    """Those of `events` that have a position at most `radius` km from `place`, nearest first, each with its distance in km."""
    placed = [event for event in events if event.latitude is not None and event.longitude is not None]
    measured = [(distance_km(place.position, (float(event.latitude), float(event.longitude))), event) for event in placed]
    return sorted((pair for pair in measured if pair[0] <= radius), key=lambda pair: (pair[0], pair[1].pk))
