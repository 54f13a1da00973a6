"""The map of a query: all Länder with their numbers, or one Land in the whole frame with its places."""

from collections.abc import Callable, Iterable, Mapping
from math import hypot, pi, sqrt
from typing import NamedTuple

from clusterweek.geography.gazetteer import CREDIT as PLACES_CREDIT
from clusterweek.geography.models import NATIONWIDE
from clusterweek.geography.outlines import Box, Outline, bounds, state_names
from clusterweek.geography.outlines import state_map as outlines_of_germany
from clusterweek.geography.projection import project

SHADES = 5
# Where the numbers of Länder stand that are too small to carry them, in units of the map.
CALLOUTS = {"HB": (255, 325), "HH": (705, 190), "BE": (1180, 465), "SL": (62, 1345)}
# Room around a Land that fills the frame, and the sizes in it, as shares of the frame's longer side.
MARGIN, MARKER, SMALLEST_MARKER = 0.06, 0.032, 0.024
# The share of the frame that all markers cover at most, and the height of a number in radii by its digits.
COVERED = 0.18
DIGITS = {1: 1.2, 2: 1.1, 3: 0.85}
# With more places than this the markers stand where the places are, although they overlap.
APART_UP_TO, ROUNDS = 80, 60

Counted = tuple[str, float, float, int]
Href = Callable[[str], str]


class Shape(NamedTuple):
    """A Land: its outline, where its number stands, how dark it is (0 to SHADES), and the address of its events."""

    code: str
    name: str
    number: int
    shade: int
    href: str
    is_chosen: bool
    path: str
    anchor: tuple[int, int]
    label: tuple[int, int]

    @property
    def is_called_out(self) -> bool:
        """Whether the number stands beside the Land."""
        return self.anchor != self.label


class Marker(NamedTuple):
    """A place with the number of its events; `x`, `y` is where the marker stands, `at` where the place is."""

    name: str
    number: int
    href: str
    x: float
    y: float
    at: tuple[float, float]
    is_moved: bool
    number_size: float


class ListedPlace(NamedTuple):
    """A place in the list under the map."""

    name: str
    number: int
    href: str


class ProgrammeMap(NamedTuple):
    """All that the fragment `includes/programme_map.html` shows; lengths are in units of `view_box`."""

    view_box: str
    shapes: list[Shape]
    listed: list[Shape]
    chosen: Shape | None
    markers: list[Marker]
    places: list[ListedPlace]
    radius: float
    nationwide: int
    nationwide_href: str
    germany_href: str
    credit: str


def state_map(
    counts: dict[str, int],
    chosen: str | None,
    places: Iterable[Counted],
    href: Href,
    *,
    place_href: Href | None = None,
    names: Mapping[str, str] | None = None,
) -> ProgrammeMap:
    """The map of a query.

    `counts`: number of events by code of the Land, "DE" for those nationwide; a Land that is missing has none.
    `chosen`: the code of the Land that fills the frame, or None for all of Germany.
    `places`: those of the chosen Land as (name, latitude, longitude, number of events); one outside of the frame, such
    as the fairground of another Land, stands in the list alone.
    `href`: code → address of the map with that Land chosen, "DE" → the events nationwide, "" → all of Germany.
    `place_href`: name of a place → address of its events; without it the markers are no links.
    `names`: names of all Länder by code in the order of the list; German ones by default.
    Raises KeyError if `chosen` is no Land.
    """
    germany = outlines_of_germany()
    outlines = {outline.code: outline for outline in germany.outlines}
    frame = _padded(bounds(outlines[chosen].path)) if chosen else None
    most = max((counts.get(code, 0) for code in outlines), default=0)
    called = names or state_names()
    shapes = {
        code: _shape(outline, called[code], counts.get(code, 0), shade(counts.get(code, 0), most), href(code), chosen)
        for code, outline in outlines.items()
    }
    places = list(places) if chosen else []
    radius = _radius(frame, len(places)) if frame else 0.0
    return ProgrammeMap(
        view_box=_view_box(frame) if frame else germany.view_box,
        shapes=sorted(shapes.values(), key=lambda shape: (shape.is_chosen, shape.is_called_out)),
        listed=[shapes[code] for code in called if code in shapes],
        chosen=shapes[chosen] if chosen else None,
        markers=_markers(places, frame, radius, place_href) if frame else [],
        places=_listed(places, place_href),
        radius=round(radius, 1),
        nationwide=counts.get(NATIONWIDE, 0),
        nationwide_href=href(NATIONWIDE),
        germany_href=href(""),
        credit=f"{germany.credit}, {PLACES_CREDIT}" if places else germany.credit,
    )


def shade(count: int, most: int) -> int:
    """How dark a Land with `count` events is, if no Land has more than `most`: 0 for none, to SHADES."""
    return -(-SHADES * count // most) if most else 0


def _shape(outline: Outline, name: str, count: int, dark: int, href: str, chosen: str | None) -> Shape:
    anchor = (outline.label_x, outline.label_y)
    label = anchor if chosen else CALLOUTS.get(outline.code, anchor)
    return Shape(outline.code, name, count, dark, href, outline.code == chosen, outline.path, anchor, label)


def _padded(box: Box) -> Box:
    room = MARGIN * max(box.right - box.left, box.bottom - box.top)
    return Box(box.left - room, box.top - room, box.right + room, box.bottom + room)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _view_box(box: Box) -> str:
    return f"{box.left:.1f} {box.top:.1f} {box.right - box.left:.1f} {box.bottom - box.top:.1f}"


def _radius(frame: Box, count: int) -> float:
    """The radius of a marker: smaller where there are many, because together they cover COVERED of the frame at most."""
    width, height = frame.right - frame.left, frame.bottom - frame.top
    fitting = sqrt(COVERED * width * height / (pi * max(count, 1)))
    return min(MARKER * max(width, height), max(SMALLEST_MARKER * max(width, height), fitting))


def _listed(places: list[Counted], href: Href | None) -> list[ListedPlace]:
    """The places for the list, those with most events first."""
    ordered = sorted(places, key=lambda place: (-place[3], place[0]))
    return [ListedPlace(name, count, href(name) if href else "") for name, _lat, _lon, count in ordered]


def _markers(places: list[Counted], frame: Box, radius: float, href: Href | None) -> list[Marker]:
    """One marker a place in the frame, those with most events last, on top of the others."""
    inside = [place for place in places if _holds(frame, *project(place[1], place[2]))]
    ordered = sorted(inside, key=lambda place: (place[3], place[0]))
    true = [project(latitude, longitude) for _name, latitude, longitude, _count in ordered]
    shown = _apart(true, 2 * radius) if len(true) <= APART_UP_TO else true
    return [
        _marker(name, count, href(name) if href else "", at, at_rest, radius)
        for (name, _lat, _lon, count), at, at_rest in zip(ordered, true, shown, strict=True)
    ]


def _marker(name: str, count: int, href: str, at: tuple[float, float], shown: tuple[float, float], radius: float) -> Marker:
    x, y = shown
    is_moved = hypot(x - at[0], y - at[1]) > radius
    size = radius * DIGITS.get(len(str(count)), 0.65)
    return Marker(name, count, href, round(x, 1), round(y, 1), (round(at[0], 1), round(at[1], 1)), is_moved, round(size, 1))


def _apart(points: list[tuple[float, float]], distance: float) -> list[tuple[float, float]]:
    """The points pushed apart until they are at least nearly `distance` from each other; the same for the same points."""
    moved = [list(point) for point in points]
    for _round in range(ROUNDS):
        is_calm = True
        for first, one in enumerate(moved):
            for second in range(first + 1, len(moved)):
                other = moved[second]
                dx, dy = other[0] - one[0], other[1] - one[1]
                length = hypot(dx, dy)
                if length >= distance * 0.98:
                    continue
                is_calm = False
                dx, dy = (dx / length, dy / length) if length > 0.01 else (1.0, 0.0)
                push = (distance - length) / 2
                one[0], one[1] = one[0] - dx * push, one[1] - dy * push
                other[0], other[1] = other[0] + dx * push, other[1] + dy * push
        if is_calm:
            break
    return [(x, y) for x, y in moved]
