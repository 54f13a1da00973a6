"""Distances on the ground."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from operator import itemgetter
from typing import NamedTuple

# Mean radius of the Earth (IUGG 1980), in kilometres.
EARTH_RADIUS = 6371.0088


class Position(NamedTuple):
    """A point of WGS84, in degrees."""

    latitude: float
    longitude: float


def nearest(origin: tuple[float, float], points: Iterable[tuple[float, float]]) -> int:
    """The index of the one of `points` (latitude, longitude) that is nearest to `origin`, on a plane around it.

    Raises ValueError if there are none.
    """
    latitude, longitude = origin
    narrowing = cos(radians(latitude)) ** 2
    distances = ((point[0] - latitude) ** 2 + narrowing * (point[1] - longitude) ** 2 for point in points)
    return min(enumerate(distances), key=itemgetter(1))[0]


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points (latitude, longitude in degrees), in kilometres.

    Haversine on a sphere: anywhere at most 0.6 % away from the ellipsoid of WGS84, within Germany at most 0.35 %
    (east to west it comes out too short).
    """
    (lat_a, lon_a), (lat_b, lon_b) = (map(radians, point) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(half, 1.0)))
