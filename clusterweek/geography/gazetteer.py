"""The places of Germany (clusterweek/geography/data/places.csv), held compactly and found by name."""

import csv
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clusterweek.geography.distance import Position, distance_km, nearest
from clusterweek.geography.spelling import is_told_apart, key, key_without_umlauts, words

DATA = Path(__file__).parent / "data" / "places.csv"
CREDIT = "GeoNames (CC BY 4.0)"
# Two rows of one name in one Land that are nearer to each other than this are one place (km).
SAME_PLACE = 6


class Gazetteer(NamedTuple):
    """The columns of the table, and ascending keys of the names with the rows to which they belong."""

    names: tuple[str, ...]
    states: tuple[str, ...]
    latitudes: array
    longitudes: array
    keys: tuple[str, ...]
    rows: array

    def position(self, row: int) -> Position:
        """Where the place of `row` lies."""
        return Position(round(self.latitudes[row], 3), round(self.longitudes[row], 3))

    def named(self, text: str) -> list[int]:
        """The rows whose name has the key `text`."""
        return self._distinct(self._from(text, lambda found: found == text))

    def namesakes(self, text: str) -> list[int]:
        """The rows whose name is `text`, alone or with what tells it apart: Neustadt, Neustadt an der Orla, Neustadt (Hessen)."""
        exact = self.named(text)
        longer = self._from(text, lambda found: found.startswith(f"{text} "))
        return self._distinct([*exact, *(row for row in longer if exact or is_told_apart(self.names[row]))])

    def abbreviated(self, text: str) -> list[int]:
        """The rows that `text` names in short, word by word: "frankfurt a m" is Frankfurt am Main."""
        wanted = words(text)
        if len(wanted) < 2:
            return []
        hits = []
        for found, row in self._all_from(wanted[0] + " "):
            given = words(found)
            if len(wanted) == len(given) and all(full.startswith(short) for full, short in zip(given, wanted, strict=True)):
                hits.append(row)
        return self._distinct(hits)

    def _from(self, text: str, matches: Callable[[str], bool]) -> list[int]:
        return [row for found, row in self._all_from(text) if matches(found)]

    def _all_from(self, text: str) -> Iterator[tuple[str, int]]:
        for index in range(bisect_left(self.keys, text), len(self.keys)):
            if not self.keys[index].startswith(text):
                return
            yield self.keys[index], self.rows[index]

    def _distinct(self, rows: list[int]) -> list[int]:
        """Each place once, in the order of the table."""
        kept: list[int] = []
        for row in sorted(set(rows)):
            twins = [other for other in kept if (self.names[other], self.states[other]) == (self.names[row], self.states[row])]
            if not any(distance_km(self.position(row), self.position(twin)) < SAME_PLACE for twin in twins):
                kept.append(row)
        return kept

    def nearest(self, position: Position) -> int:
        """The row of the place that is nearest to `position`."""
        return nearest(position, zip(self.latitudes, self.longitudes, strict=True))


@cache
def gazetteer() -> Gazetteer:
    """Read once per process, about 2 MB."""
    with DATA.open(encoding="utf-8", newline="") as file:
        names, states, latitudes, longitudes = zip(*list(csv.reader(file))[1:], strict=True)
    codes = {code: code for code in set(states)}
    keys = sorted({(make(name), row) for row, name in enumerate(names) for make in (key, key_without_umlauts)})
    return Gazetteer(
        names,
        tuple(codes[code] for code in states),
        array("f", map(float, latitudes)),
        array("f", map(float, longitudes)),
        tuple(text for text, _row in keys),
        array("i", (row for _text, row in keys)),
    )
