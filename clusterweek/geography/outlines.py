"""The outlines of the 16 Länder for maps drawn as inline SVG."""

import json
import re
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data" / "federal_states_map.json"


class Outline(NamedTuple):
    """A Land as an SVG path, with the point for its label, in the units of the view box (500 m)."""

    code: str
    path: str
    label_x: int
    label_y: int


class Box(NamedTuple):
    """A rectangle on the map, in its units."""

    left: float
    top: float
    right: float
    bottom: float


class Grid(NamedTuple):
    """How the map lies in EPSG:25832: easting of its left edge, northing of its top edge, and metres per unit."""

    left: float
    top: float
    metres: float


class StateMap(NamedTuple):
    """The map of Germany: view box, one outline a Land, and the credit that must be shown."""

    view_box: str
    outlines: tuple[Outline, ...]
    credit: str


@cache
def state_names() -> dict[str, str]:
    """The German names of the Länder by code."""
    return {land["code"]: land["name"] for land in _data()["laender"]}


@cache
def grid() -> Grid:
    """How the map was projected."""
    given = _data()["utm32"]
    return Grid(given["x0"], given["y1"], given["m_per_unit"])


def bounds(path: str) -> Box:
    """The rectangle around `path`, which consists of the commands M, l and z alone."""
    xs: list[float] = []
    ys: list[float] = []
    for part in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        xs += accumulate(numbers[::2])
        ys += accumulate(numbers[1::2])
    return Box(min(xs), min(ys), max(xs), max(ys))


def _data() -> dict[str, Any]:
    return json.loads(DATA.read_text(encoding="utf-8"))


@cache
def state_map() -> StateMap:
    """The map, read once per process."""
    data = _data()
    outlines = tuple(Outline(land["code"], land["d"], *land["label"]) for land in data["laender"])
    return StateMap(" ".join(map(str, data["viewBox"])), outlines, "© GeoBasis-DE / BKG (Daten verändert)")
