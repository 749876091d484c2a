"""Plants as points: planar coordinates, or longitude and latitude."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.words import enumerated, marked, quoted, tell

from .columns import amounts, check_frame, check_labels, encode
from .tables import check_table

__all__ = ["Points", "check_distance_matrix", "check_points"]

COORDINATES = ("planar", "geographic")


class Points(NamedTuple):
    """Points as arrays; ``type`` holds codes into ``types``, both None where no type was asked for."""

    x: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    type: np.ndarray | None
    types: pd.Index | None
    coordinates: str


def check_points(
    points: pd.DataFrame,
    x: str = "x",
    y: str = "y",
    type: str | None = None,
    weight: str | None = None,
    *,
    coordinates: Literal["planar", "geographic"] = "planar",
) -> Points:
    """Return the points as arrays, or raise a sentence that names what is wrong and where.

    Parameters
    ----------
    points : pandas.DataFrame
        One row per point (plant).
    x, y : str
        The columns with the coordinates: any one planar unit, or longitude and latitude in degrees.
    type, weight : str, optional
        The columns with the point's type (industry) and positive weight (jobs); without a weight every point
        weighs 1.
    coordinates : {"planar", "geographic"}
        Whether distance is Euclidean in the unit of ``x`` and ``y``, or the great circle in kilometres.

    Returns
    -------
    Points
        ``x``, ``y``, ``weight`` (floats), ``type`` (integer codes), ``types`` (labels), ``coordinates``.

    Raises
    ------
    ValueError
        If a column is not there, a coordinate or weight is missing or infinite, a weight is not positive, a type
        is missing, or a longitude or latitude lies off the globe. Coincident points are allowed.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame({"longitude": [14.3, 14.0], "latitude": [48.3, 148.2]})
    >>> check_points(points, x="longitude", y="latitude", coordinates="geographic")
    Traceback (most recent call last):
        ...
    ValueError: points: row 1, column 'latitude' is 148.2; a latitude lies between -90 and 90 degrees.
    """
    if coordinates not in COORDINATES:
        raise ValueError(
            tell(
                "coordinates: {coordinates} is not known; choose one of {choices}.",
                coordinates=quoted(coordinates),
                choices=enumerated(COORDINATES),
            )
        )
    check_frame(points, "points", [column for column in (x, y, type, weight) if column is not None])
    across, along = (amounts(points, column, "points", negative=True) for column in (x, y))
    if coordinates == "geographic":
        _check_degrees(points, x, across, 180, LONGITUDE)
        _check_degrees(points, y, along, 90, LATITUDE)
    weights = (
        np.ones(len(points)) if weight is None else amounts(points, weight, "points", positive=True)
    )
    codes, labels = (None, None) if type is None else encode(points, type, "points", argument=None)
    return Points(across, along, weights, codes, labels, coordinates)


def check_distance_matrix(
    points: pd.DataFrame,
    distance_matrix: pd.DataFrame,
    type: str | None = None,
    weight: str | None = None,
) -> tuple[Points, np.ndarray]:
    """Return points without coordinates, and the distances between them in their order.

    Parameters
    ----------
    points : pandas.DataFrame
        One row per point (plant).
    distance_matrix : pandas.DataFrame
        Points x points, by the labels of the rows of ``points``, in any order; others may be there as well.
    type, weight : str, optional
        As in :func:`check_points`.

    Returns
    -------
    tuple of Points and numpy.ndarray
        Coordinates are NaN; the array is symmetric, its diagonal 0.

    Raises
    ------
    ValueError
        If a point is not in the matrix or has two rows, a distance is missing, infinite or negative, or differs with
        the direction; and as :func:`check_points`.

    Examples
    --------
    >>> import pandas as pd
    >>> minutes = pd.DataFrame([[0, 12], [15, 0]], ["Linz", "Wels"], ["Linz", "Wels"])
    >>> check_distance_matrix(pd.DataFrame(index=["Linz", "Wels"]), minutes)
    Traceback (most recent call last):
        ...
    ValueError: distance_matrix: from 'Linz' to 'Wels' it is 12, and 15 the other way; give one number for both, such as (matrix + matrix.T) / 2.
    """  # noqa: E501 (the example prints what a reader sees)
    check_frame(points, "points", [column for column in (type, weight) if column is not None])
    check_labels(points.index, "points", "plant")
    check_table(
        distance_matrix,
        "distance_matrix",
        rows=marked("plant"),
        columns=marked("plant"),
        added=False,
    )
    for axis in (distance_matrix.index, distance_matrix.columns):
        missing = points.index.difference(axis, sort=False)
        if len(missing):
            raise ValueError(
                tell(
                    "distance_matrix: plant {plant} is not there both ways; give a row and a column for each row of "
                    "the points.",
                    plant=quoted(missing[0]),
                )
            )
    between = distance_matrix.loc[points.index, points.index].to_numpy(dtype=float, copy=True)
    np.fill_diagonal(between, 0.0)
    uneven = np.abs(between - between.T) > 1e-9 * between.max(initial=0.0)
    if uneven.any():
        row, column = np.argwhere(uneven)[0]
        raise ValueError(
            tell(
                "distance_matrix: from {one} to {other} it is {there}, and {back} the other way; give one number for "
                "both, such as (matrix + matrix.T) / 2.",
                one=quoted(points.index[row]),
                other=quoted(points.index[column]),
                there=f"{between[row, column]:g}",
                back=f"{between[column, row]:g}",
            )
        )
    weights = (
        np.ones(len(points)) if weight is None else amounts(points, weight, "points", positive=True)
    )
    codes, labels = (None, None) if type is None else encode(points, type, "points", argument=None)
    nowhere = np.full(len(points), np.nan)
    return Points(nowhere, nowhere, weights, codes, labels, "measured"), between


LONGITUDE = marked(
    "points: row {row}, column {column} is {value}; a longitude lies between -180 and 180 degrees."
)
LATITUDE = marked(
    "points: row {row}, column {column} is {value}; a latitude lies between -90 and 90 degrees."
)


def _check_degrees(points, column, values, limit, message):
    outside = np.abs(values) > limit
    if outside.any():
        position = int(np.argmax(outside))
        raise ValueError(
            tell(
                message,
                row=quoted(points.index[position]),
                column=quoted(column),
                value=f"{values[position]:g}",
            )
        )
