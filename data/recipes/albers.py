"""The usual map of the United States: Albers' equal-area projection, Alaska and Hawaii set below the south-west.

Parallels, centres and places of the insets are those of the composite projection that most published maps of the
United States use.
"""

import numpy as np
import pandas as pd

# Central meridian, offset and latitude of the centre, the two standard parallels (degrees), scale, and where it goes.
PARTS = {
    "AK": (-154, -2, 58.5, 55, 65, 0.35, (-0.307, -0.201)),
    "HI": (-157, -3, 19.9, 8, 18, 1, (-0.205, -0.212)),
    "": (-96, -0.6, 38.7, 29.5, 45.5, 1, (0, 0)),
}
WIDTH = 1000


def conic(longitude, latitude, south, north):
    """Return the equal-area conic projection of degrees, on a sphere of radius 1."""
    low, high = np.sin(np.radians([south, north]))
    n = (low + high) / 2
    c = 1 + low * (2 * n - low)
    radius = np.sqrt(c - 2 * n * np.sin(np.radians(latitude))) / n
    angle = n * np.radians(longitude)
    return radius * np.sin(angle), np.sqrt(c) / n - radius * np.cos(angle)


def part(longitude, latitude, meridian, east, centre, south, north, scale, place):
    """Return one part of the map, about its centre and moved to its place."""
    x, y = conic(np.asarray(longitude) - meridian, np.asarray(latitude), south, north)
    x0, y0 = conic(east, centre, south, north)
    return (x - x0) * scale + place[0], (y - y0) * scale + place[1]


def project(longitude, latitude, state):
    """Return x (east) and y (north) of points in the 50 states; elsewhere NaN, since the map does not show it."""
    x, y = pd.Series(np.nan, state.index), pd.Series(np.nan, state.index)
    for name, numbers in PARTS.items():
        here = state.isin([name]) if name else ~state.isin(["AK", "HI", "PR", "GU", "VI"])
        x[here], y[here] = part(longitude[here], latitude[here], *numbers)
    return {"x": (x * WIDTH).round(1), "y": (y * WIDTH).round(1)}
