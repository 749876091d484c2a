r"""Plants on a plane: an industry whose clustering is known, among all other plants, with no borders drawn yet.

A square country of side :math:`s`. All activity has towns: a plant that follows no one lies near one of :math:`T`
towns with probability :math:`u` (both coordinates normal around the town, standard deviation :math:`\sigma_T`), and
anywhere in the square otherwise. The *others* all settle like this. A plant of the *industry* does so too, with
probability :math:`1 - \beta`; with probability :math:`\beta` it is bound to one of :math:`C` centres, and both its
coordinates are normal around the centre with standard deviation :math:`\sigma`. Centres settle like the others. What
would lie outside is reflected at the border.

So the *strength* :math:`\beta` and the *scale* :math:`\sigma` of clustering are known. With :math:`\beta = 0` industry
and others are exchangeable, which is the null hypothesis of the measures by distance. Two plants bound to one centre
lie closer than :math:`d` with probability

.. math:: 1 - \exp\left(-\frac{d^2}{4 \sigma^2}\right) .

Centre by centre this is a Thomas process with a fixed number of points. The data are **simulated**.

References
----------
Thomas, M. (1949). A generalization of Poisson's binomial limit for use in ecology. Biometrika 36(1/2), 18-25.
Duranton, G. and Overman, H. G. (2005). Testing for localization using micro-geographic data. Review of Economic
Studies 72(4), 1077-1106 (the null hypothesis).
"""

from __future__ import annotations

import numbers

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from clusterbook.words import marked, quoted, tell, term

__all__ = ["bound_pairs_within", "grid_cells", "place_plants"]


def place_plants(
    plants: int = 60,
    others: int = 340,
    strength: float = 0.5,
    scale: float = 5.0,
    *,
    centres: int = 4,
    side: float = 100.0,
    towns: int = 6,
    urban: float = 0.5,
    town_spread: float = 6.0,
    seed: int | None = None,
) -> pd.DataFrame:
    r"""Place the plants of an industry and all others.

    Parameters
    ----------
    plants, others : int
        Number of plants in the industry, at least 1, and outside it.
    strength : float
        Share :math:`\beta` of the industry's plants that are bound to a centre, on average; 0 to 1.
    scale : float
        Standard deviation :math:`\sigma` of each coordinate around the centre, in the unit of ``side``; 0 or more.
    centres : int
        Number of centres :math:`C`.
    side : float
        Side of the square, in any unit (say, kilometres).
    towns : int
        Number of towns :math:`T`.
    urban : float
        Share :math:`u` of those who follow no one that lie near a town; 0 to 1.
    town_spread : float
        Standard deviation :math:`\sigma_T` around a town.
    seed : int, optional
        The same seed gives the same country. ``strength`` and ``scale`` then move the industry's plants alone, and as
        little as possible: bound plants stay bound when the strength grows, and keep their direction when the scale
        does.

    Returns
    -------
    pandas.DataFrame
        One row per plant, the industry's first: ``x``, ``y`` (0 to ``side``), ``type`` (``"industry"`` or
        ``"other"``) and ``centre`` (number of the centre, -1 for a plant bound to none).

    Raises
    ------
    ValueError
        If a count is no count, a share lies outside 0 to 1, or a length is negative or not finite.

    Notes
    -----
    ``strength=0`` and ``scale`` far above ``side`` both look like no clustering, for different reasons: in the first
    case the industry follows the towns, in the second it is spread evenly over the square.

    Examples
    --------
    >>> points = place_plants(plants=3, others=2, seed=1)
    >>> points["type"].tolist()
    ['industry', 'industry', 'industry', 'other', 'other']
    >>> place_plants(others=0, strength=1, scale=0, centres=4, seed=1).groupby("centre")["x"].nunique().tolist()
    [1, 1, 1, 1]
    """
    _check_counts(
        {"plants": (plants, 1), "others": (others, 0), "centres": (centres, 1), "towns": (towns, 1)}
    )
    _check_numbers(
        {"strength": strength, "urban": urban},
        marked("between 0 and 1"),
        lambda value: 0 <= value <= 1,
    )
    lengths = {"scale": scale, "town_spread": town_spread}
    _check_numbers(lengths, marked("0 or more and finite"), lambda value: 0 <= value < np.inf)
    _check_numbers({"side": side}, marked("above 0 and finite"), lambda value: 0 < value < np.inf)
    # A stream for each question, so that one answer does not move the others.
    country, elsewhere, own, binding = (
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(4)
    )
    middles = side * country.random((towns, 2))

    def settle(number, generator):
        near = generator.random(number) < urban
        town = middles[generator.integers(towns, size=number)]
        around = town + town_spread * generator.standard_normal((number, 2))
        return np.where(near[:, None], around, side * generator.random((number, 2)))

    spots = settle(centres, country)
    free = settle(plants, own)
    centre = binding.integers(centres, size=plants)
    bound = binding.random(plants) < strength
    drawn = spots[centre] + scale * binding.standard_normal((plants, 2))
    industry = np.where(bound[:, None], drawn, free)
    places = _reflected(np.concatenate([industry, settle(others, elsewhere)]), side)
    kinds = ["industry"] * plants + ["other"] * others
    number = np.concatenate([np.where(bound, centre, -1), np.full(others, -1)])
    return pd.DataFrame({"x": places[:, 0], "y": places[:, 1], "type": kinds, "centre": number})


def bound_pairs_within(distance: float | ArrayLike, scale: float) -> float | np.ndarray:
    r"""Share of the pairs bound to one centre that lie at most a distance apart.

    .. math:: 1 - \exp\left(-\frac{d^2}{4 \sigma^2}\right)

    Parameters
    ----------
    distance : float or array
        :math:`d`, 0 or more.
    scale : float
        :math:`\sigma`, above 0.

    Returns
    -------
    float or array
        0 to 1.

    Notes
    -----
    Both coordinates of the difference of two such plants are normal with variance :math:`2 \sigma^2`. The border's
    reflection is left out.

    Examples
    --------
    Half of them are within 1.67 times the scale:

    >>> print(round(bound_pairs_within(1.665, 1.0), 3))
    0.5
    """
    _check_numbers({"scale": scale}, marked("above 0 and finite"), lambda value: 0 < value < np.inf)
    return 1 - np.exp(-((np.asarray(distance) / scale) ** 2) / 4)


def grid_cells(
    points: pd.DataFrame,
    width: float,
    shift: tuple[float, float] = (0.0, 0.0),
    *,
    x: str = "x",
    y: str = "y",
) -> pd.Series:
    r"""Say in which cell of a square grid each plant lies: the borders that a statistical office might have drawn.

    Column :math:`\lfloor (x - a) / w \rfloor` and row :math:`\lfloor (y - b) / w \rfloor`, with :math:`w` the width of
    a cell and :math:`(a, b)` the shift.

    Parameters
    ----------
    points : pandas.DataFrame
        One row per plant.
    width : float
        Width of a cell, in the unit of the coordinates.
    shift : (float, float)
        Where a corner of the grid lies.
    x, y : str
        The columns with coordinates.

    Returns
    -------
    pandas.Series
        The cell as text, ``"column/row"``, indexed as ``points``.

    Raises
    ------
    ValueError
        If ``width`` is not positive.

    Notes
    -----
    Shifting by a whole width renames the cells and changes nothing else.

    Examples
    --------
    >>> points = pd.DataFrame({"x": [1, 9, 11], "y": [1, 1, 1]})
    >>> grid_cells(points, 10).tolist()
    ['0/0', '0/0', '1/0']
    >>> grid_cells(points, 10, shift=(5, 0)).tolist()
    ['-1/0', '0/0', '0/0']
    """
    _check_numbers({"width": width}, marked("above 0 and finite"), lambda value: 0 < value < np.inf)
    column, row = (
        np.floor((points[name] - start) / width).astype(int)
        for name, start in zip((x, y), shift, strict=True)
    )
    return column.astype(str) + "/" + row.astype(str)


def _reflected(places, side):
    """Fold the plane onto the square, as two mirrors facing each other would."""
    folded = np.mod(places, 2 * side)
    return np.where(folded > side, 2 * side - folded, folded)


def _check_counts(counts):
    for name, (value, least) in counts.items():
        if not isinstance(value, numbers.Integral) or value < least:
            raise ValueError(
                tell(
                    "{name}: {value} is not a count; give a whole number of at least {least}.",
                    name=name,
                    value=quoted(value),
                    least=least,
                )
            )


def _check_numbers(values, bounds, inside):
    for name, value in values.items():
        if not inside(value):
            raise ValueError(
                tell(
                    "{name}: {value} is out of range; it must be {bounds}.",
                    name=name,
                    value=quoted(value),
                    bounds=term(bounds),
                )
            )
