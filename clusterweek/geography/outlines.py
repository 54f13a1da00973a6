"""The outlines of the 16 Länder for maps drawn as inline SVG."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data" / "federal_states_map.json"


class Outline(NamedTuple):
    """A Land as an SVG path, with the point for its label, in the units of the view box (500 m)."""

    code: str
    path: str
    label_x: int
    label_y: int


class StateMap(NamedTuple):
    """The map of Germany: view box, one outline a Land, and the credit that must be shown."""

    view_box: str
    outlines: tuple[Outline, ...]
    credit: str


@cache
def state_map() -> StateMap:
    """The map, read once per process."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    outlines = tuple(Outline(land["code"], land["d"], *land["label"]) for land in data["laender"])
    return StateMap(" ".join(map(str, data["viewBox"])), outlines, "© GeoBasis-DE / BKG (Daten verändert)")
