"""From what people type – a postcode or a place – to a point in Germany."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from clusterweek.geography.distance import Position, distance_km
from clusterweek.geography.gazetteer import gazetteer
from clusterweek.geography.outlines import state_names
from clusterweek.geography.postcodes import exact_position, nearest_postcode, position_of_postcode
from clusterweek.geography.spelling import head, key

MAX_LENGTH = 100
MAX_SUGGESTIONS = 3
# How alike (0 to 100) a name must be to be suggested.
ALIKE = 72
# A place and a postcode that are farther apart (km) do not belong together.
SAME_TOWN = 40
_POSTCODE_FIRST = re.compile(r"(?:D\s*-?\s*)?(\d{5})(?!\d)[\s,]*(.*)", re.IGNORECASE | re.DOTALL)
_WITH_LAND = re.compile(r"(.+?)\s*\(([^(),]+)(?:,\s*(\d{5}))?\)\s*")


class Place(NamedTuple):
    """A place, or the area of a postcode: `name` is unambiguous, `state` the code of its Land."""

    name: str
    state: str
    latitude: float
    longitude: float

    @property
    def position(self) -> Position:
        """Where it lies, in degrees."""
        return Position(self.latitude, self.longitude)


def locate(text: str) -> Place | list[Place] | None:
    """The place that `text` names: a postcode, perhaps with its place, or the name of a place, however it is spelt.

    Several places of that name come as a list in alphabetical order, each with a name that leads to it alone.
    None if there is no such place.
    """
    text = " ".join(text[:MAX_LENGTH].split())
    postcode = _POSTCODE_FIRST.match(text)
    if postcode:
        return _place_of_postcode(postcode[1], postcode[2])
    rows = _rows(text)
    places = sorted(map(_place, rows), key=lambda place: key(place.name))
    return places[0] if len(places) == 1 else places or None


def candidates(text: str) -> list[Place]:
    """The places that `text` may mean: none, one or several."""
    found = locate(text)
    return found if isinstance(found, list) else [found] if found else []


@lru_cache(maxsize=2000)
def name_near(text: str, position: Position) -> str:
    """The unambiguous name of the place that `text` means near `position` (degrees); "" if none of that name lies there."""
    distance, name = min(((distance_km(place.position, position), place.name) for place in candidates(text)), default=(SAME_TOWN, ""))
    return name if distance < SAME_TOWN else ""


def suggestions(text: str) -> list[str]:
    """Unambiguous names of places that are spelt almost like `text`, the likeliest first."""
    table, name = gazetteer(), key(text[:MAX_LENGTH])
    heads = list(map(head, table.names))
    alike = process.extract(name, heads, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2 * MAX_SUGGESTIONS)
    return list(dict.fromkeys(_unambiguous_name(row) for _text, _score, row in alike))[:MAX_SUGGESTIONS]


def position_of(postal_code: str, city: str, state: str | None = None) -> Position | None:
    """Where an address lies, as far as postcode, place and Land (its code) tell it; None if they do not.

    The postcode decides; where it has no area of its own – large customers – the place does, the nearest of that name.
    """
    position = exact_position(postal_code)
    if position:
        return position
    region, towns = position_of_postcode(postal_code), candidates(city)
    if region:
        nearest = min((town.position for town in towns), key=lambda town: distance_km(town, region), default=region)
        return nearest if distance_km(nearest, region) < SAME_TOWN else region
    towns = [town for town in towns if town.state == state] or towns
    return towns[0].position if len(towns) == 1 else None


def _rows(text: str) -> list[int]:
    """The rows of the gazetteer that `text` may mean; the exact name first, then shorter and longer ones."""
    name = key(text)
    if not name:
        return []
    for spelling in dict.fromkeys((name, name.replace("-", " "), name.replace(" ", "-"))):
        rows = gazetteer().named(spelling)
        if rows:
            return rows if len(rows) == 1 else gazetteer().namesakes(spelling)
    return _rows_in_land(text) or gazetteer().abbreviated(name) or gazetteer().namesakes(name) or _rows_without_addition(name)


def _rows_in_land(text: str) -> list[int]:
    """What "Neustadt (Niedersachsen)" and "Altdorf (BW, 71155)" mean."""
    parts = _WITH_LAND.fullmatch(text)
    codes = {key(word): code for code, name in state_names().items() for word in (code, name)}
    state = codes.get(key(parts[2])) if parts else None
    if not parts or state is None:
        return []
    table, name = gazetteer(), key(parts[1])
    for rows in (table.named(name), table.namesakes(name)):
        in_land = [row for row in rows if table.states[row] == state]
        if in_land:
            near = position_of_postcode(parts[3] or "")
            return [min(in_land, key=lambda row: distance_km(table.position(row), near))] if near else in_land
    return []


def _rows_without_addition(name: str) -> list[int]:
    """The place before a district or another addition: "berlin moabit", "koeln-deutz", "freiburg im breisgau"."""
    while name:
        name = re.sub(r"(^|[\s-])[^\s-]*\Z", "", name)
        rows = gazetteer().named(name) if name else []
        if rows:
            return rows if len(rows) == 1 else gazetteer().namesakes(name)
    return []


def _place(row: int) -> Place:
    table = gazetteer()
    return Place(_unambiguous_name(row), table.states[row], *table.position(row))


def _unambiguous_name(row: int) -> str:
    """The name, where needed with its Land, and where even that is not enough with its postcode."""
    table = gazetteer()
    name, state = table.names[row], table.states[row]
    namesakes = table.named(key(name))
    if namesakes == [row]:
        return name
    if [other for other in namesakes if table.states[other] == state] == [row]:
        return f"{name} ({state_names()[state]})"
    return f"{name} ({state_names()[state]}, {nearest_postcode(table.position(row))})"


def _place_of_postcode(postcode: str, town: str) -> Place | None:
    """The area of `postcode`, called after `town` if that is near, or else after the nearest place."""
    area, towns = position_of_postcode(postcode), candidates(town)
    if area is None:
        return None
    nearest = min(towns, key=lambda place: distance_km(place.position, area), default=None)
    if nearest is None or distance_km(nearest.position, area) > SAME_TOWN:
        nearest = _place(gazetteer().nearest(area))
    return Place(f"{postcode} {nearest.name.partition(' (')[0]}", nearest.state, *(exact_position(postcode) or nearest.position))
