"""Longitude and latitude of points on Korea's unified grid (EPSG:5179), a transverse Mercator projection."""

import numpy as np
import pandas as pd

# The ellipsoid GRS 1980, and the grid's origin, scale and offsets in metres.
AXIS, FLATTENING = 6378137.0, 1 / 298.257222101
LONGITUDE, LATITUDE, SCALE, EAST, NORTH = 127.5, 38.0, 0.9996, 1_000_000.0, 2_000_000.0
# Krueger's series in the third flattening: enough terms for less than a millimetre within Korea.
N = FLATTENING / (2 - FLATTENING)
RADIUS = AXIS / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
ALPHA = (N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16, 13 * N**2 / 48 - 3 * N**3 / 5, 61 * N**3 / 240)
BETA = (N / 2 - 2 * N**2 / 3 + 37 * N**3 / 96, N**2 / 48 + N**3 / 15, 17 * N**3 / 480)
DELTA = (2 * N - 2 * N**2 / 3 - 2 * N**3, 7 * N**2 / 3 - 8 * N**3 / 5, 56 * N**3 / 15)


def _meridian(latitude):
    """Return the northing of a latitude on the middle meridian, before scale, in radii."""
    eccentricity = 2 * np.sqrt(N) / (1 + N)
    sine = np.sin(np.radians(latitude))
    conformal = np.arctan(
        np.sinh(np.arctanh(sine) - eccentricity * np.arctanh(eccentricity * sine))
    )
    return conformal + sum(a * np.sin(2 * k * conformal) for k, a in enumerate(ALPHA, 1))


def degrees(east, north):
    """Return longitude and latitude of points on the grid.

    Parameters
    ----------
    east, north : array of float
        Metres.

    Returns
    -------
    pandas.DataFrame
        ``longitude`` and ``latitude`` in degrees (WGS 84, which differs from the grid's own system by less than a
        metre).
    """
    xi = (np.asarray(north) - NORTH) / (SCALE * RADIUS) + _meridian(LATITUDE)
    eta = (np.asarray(east) - EAST) / (SCALE * RADIUS)
    terms = list(enumerate(BETA, 1))
    across = xi - sum(b * np.sin(2 * k * xi) * np.cosh(2 * k * eta) for k, b in terms)
    along = eta - sum(b * np.cos(2 * k * xi) * np.sinh(2 * k * eta) for k, b in terms)
    conformal = np.arcsin(np.sin(across) / np.cosh(along))
    latitude = conformal + sum(d * np.sin(2 * k * conformal) for k, d in enumerate(DELTA, 1))
    longitude = np.radians(LONGITUDE) + np.arctan2(np.sinh(along), np.cos(across))
    return pd.DataFrame({"longitude": np.degrees(longitude), "latitude": np.degrees(latitude)})
