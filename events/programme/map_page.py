"""The map of a query: how many events each Land has, and those of a chosen Land by place."""

from collections.abc import Iterator

from clusterweek.geography.distance import Position
from clusterweek.geography.models import NATIONWIDE
from clusterweek.geography.places import name_near
from events.programme.result import Result
from events.programme.state_map import Counted, ProgrammeMap, state_map

# With more places than this the others are found in the list of events.
MOST_PLACES = 150
# The radius (km) of what a place on the map leads to.
AROUND_A_PLACE = 5


def programme_map(result: Result, path: str) -> ProgrammeMap:
    """The map for `result` at the address `path`; the one Land that is asked for fills it."""
    chosen = [code for code in result.query.cleaned.get("state", ()) if code != NATIONWIDE]
    land = chosen[0] if len(chosen) == 1 else None
    query = result.query

    def href(code: str) -> str:
        return path + query.string(state=code)

    places = sorted(_places(result) if land else (), key=lambda place: -place[3])[:MOST_PLACES]
    names = {city: name_near(city, Position(latitude, longitude)) for city, latitude, longitude, _count in places}

    def place_href(city: str) -> str:
        return path + query.string(near=names[city], radius=str(AROUND_A_PLACE), sort="") if names[city] else ""

    return state_map(
        result.counts("state"),
        land,
        places,
        href,
        place_href=place_href,
        names={code: str(state) for code, state in result.lists.states.items()},
    )


def _places(result: Result) -> Iterator[Counted]:
    """The places of the events that match, each at the position of its first event with one."""
    for city, events in result.index.values["city"].items():
        here = events & result.events
        position = next((entry.position for key in here if (entry := result.index.entries[key]).position), None)
        if position:
            yield city, *position, len(here)
