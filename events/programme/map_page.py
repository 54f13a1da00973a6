"""The map of a query: how many events each Land has, and those of a chosen Land by place."""

from collections.abc import Iterator
from functools import lru_cache

from clusterweek.geography.models import NATIONWIDE
from clusterweek.geography.places import Place, locate
from events.programme.result import Result
from events.programme.state_map import Counted, ProgrammeMap, state_map

# With more places than this the others are found in the list of events.
MOST_PLACES = 150
# The radius (km) of what a place on the map leads to.
AROUND_A_PLACE = 5


@lru_cache(maxsize=2000)
def _is_unambiguous(name: str) -> bool:
    return isinstance(locate(name), Place)


def programme_map(result: Result, path: str) -> ProgrammeMap:
    """The map for `result` at the address `path`; the one Land that is asked for fills it."""
    chosen = [code for code in result.query.cleaned.get("state", ()) if code != NATIONWIDE]
    land = chosen[0] if len(chosen) == 1 else None
    query = result.query

    def href(code: str) -> str:
        return path + query.string(state=code)

    def place_href(name: str) -> str:
        return path + query.string(near=name, radius=str(AROUND_A_PLACE), sort="") if _is_unambiguous(name) else ""

    places = list(_places(result)) if land else []
    return state_map(
        result.counts("state"),
        land,
        sorted(places, key=lambda place: -place[3])[:MOST_PLACES],
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
