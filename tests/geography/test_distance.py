"""The distance on the ground keeps the error that its description states."""

from math import cos, hypot, radians, sin, sqrt

import pytest

from clusterweek.geography.distance import EARTH_RADIUS, distance_km, nearest

HAMBURG, MUNICH = (53.575, 10.015), (48.137, 11.575)
AACHEN, GOERLITZ = (50.777, 6.083), (51.155, 14.985)


def on_the_ellipsoid(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance by the radii of curvature of WGS84 between two near points, in kilometres."""
    axis, eccentricity = 6378.137, 0.00669437999
    middle = radians((a[0] + b[0]) / 2)
    flat = 1 - eccentricity * sin(middle) ** 2
    north, east = axis * (1 - eccentricity) / flat**1.5, axis / sqrt(flat)
    return hypot(north * radians(b[0] - a[0]), east * cos(middle) * radians(b[1] - a[1]))


@pytest.mark.parametrize("latitude", [47.3, 51.0, 55.0])
@pytest.mark.parametrize("step", [(0.1, 0.0), (0.0, 0.1), (0.07, 0.07)])
def test_the_error_within_germany_is_that_of_the_description(latitude: float, step: tuple[float, float]) -> None:
    a, b = (latitude, 10.0), (latitude + step[0], 10.0 + step[1])

    exact = on_the_ellipsoid(a, b)

    assert abs(distance_km(a, b) - exact) / exact < 0.0035


@pytest.mark.parametrize(("a", "b", "kilometres"), [(HAMBURG, MUNICH, 615), (AACHEN, GOERLITZ, 623)])
def test_distances_across_the_country(a: tuple[float, float], b: tuple[float, float], kilometres: int) -> None:
    assert distance_km(a, b) == pytest.approx(kilometres, abs=4)
    assert distance_km(a, b) == distance_km(b, a)


def test_a_point_is_no_distance_from_itself_and_half_the_earth_from_its_antipode() -> None:
    assert distance_km(HAMBURG, HAMBURG) == 0
    assert distance_km((0, 0), (0, 180)) == pytest.approx(EARTH_RADIUS * 3.14159265, abs=0.01)


def test_the_nearest_of_several_points() -> None:
    assert nearest((53.5, 10.0), [MUNICH, HAMBURG, AACHEN]) == 1
