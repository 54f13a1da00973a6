"""From degrees to the units of the map of the Länder: UTM zone 32 (EPSG:25832), 500 m a unit."""

from math import atan2, atanh, cos, cosh, radians, sin, sinh, sqrt

from clusterweek.geography.outlines import Grid, grid

# GRS 80, central meridian 9° E, scale 0.9996, false easting 500 km (EPSG:25832).
SEMI_MAJOR_AXIS, FLATTENING = 6378137.0, 1 / 298.257222101
MERIDIAN, SCALE, FALSE_EASTING = 9.0, 0.9996, 500_000.0

_N = FLATTENING / (2 - FLATTENING)
_RADIUS = SEMI_MAJOR_AXIS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ECCENTRICITY = 2 * sqrt(_N) / (1 + _N)
# The coefficients of Krüger's series to the third order; the rest is below a millimetre.
_SERIES = (_N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16, 13 * _N**2 / 48 - 3 * _N**3 / 5, 61 * _N**3 / 240)


def utm32(latitude: float, longitude: float) -> tuple[float, float]:
    """Easting and northing in metres (EPSG:25832) of a point in degrees (ETRS89, here the same as WGS84)."""
    phi, lam = radians(latitude), radians(longitude - MERIDIAN)
    conformal = sinh(atanh(sin(phi)) - _ECCENTRICITY * atanh(_ECCENTRICITY * sin(phi)))
    xi, eta = atan2(conformal, cos(lam)), atanh(sin(lam) / sqrt(1 + conformal**2))
    north = xi + sum(a * sin(2 * j * xi) * cosh(2 * j * eta) for j, a in enumerate(_SERIES, 1))
    east = eta + sum(a * cos(2 * j * xi) * sinh(2 * j * eta) for j, a in enumerate(_SERIES, 1))
    return FALSE_EASTING + SCALE * _RADIUS * east, SCALE * _RADIUS * north


def project(latitude: float, longitude: float, onto: Grid | None = None) -> tuple[float, float]:
    """A point in degrees as x and y on the map of the Länder."""
    plane = onto or grid()
    easting, northing = utm32(latitude, longitude)
    return (easting - plane.left) / plane.metres, (plane.top - northing) / plane.metres
