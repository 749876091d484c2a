"""How much of a network of partners a border cuts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import check_list, named_type
from agglomeration.indicators.ground.tables import ratio
from agglomeration.words import listed, quoted, tell

from .project_amounts import checked_amount

__all__ = ["border_cut"]


def border_cut(
    partnerships: pd.DataFrame,
    location: pd.Series,
    partners: tuple[str, ...] = ("partner", "other"),
    weight: str | None = None,
) -> float:
    """Share of partnerships that a border cuts: the two partners lie in different places.

    Parameters
    ----------
    partnerships : pandas.DataFrame
        One row per partnership.
    location : pandas.Series
        The place (province, metropolitan area, country) of every partner, indexed by partner.
    partners : tuple of str
        The two columns of ``partnerships`` that name the partners.
    weight : str or None
        A column that weighs partnerships, for instance by money; None counts them equally.

    Returns
    -------
    float
        0 to 1; NaN without any partnership.

    Raises
    ------
    ValueError
        If a column is not there, a partner has no location or several, or a weight is missing, negative or infinite.

    Notes
    -----
    Fewer and larger places always cut less. Compare with the share that random partners would give,
    :math:`1 - \\sum_p s_p^2` with :math:`s_p` the places' shares of partners (:func:`fragmentation`).

    References
    ----------
    Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an experimental simulation.
    Social Psychology Quarterly 51(2), 123-140: their E-I index is twice this share, less one.

    Examples
    --------
    >>> import pandas as pd
    >>> partnerships = pd.DataFrame({"partner": ["a", "a", "b"], "other": ["b", "c", "c"]})
    >>> round(border_cut(partnerships, pd.Series({"a": "north", "b": "north", "c": "south"})), 3)
    0.667
    """
    if not isinstance(partnerships, pd.DataFrame):
        raise TypeError(
            tell("partnerships: expected a DataFrame, got {found}.", found=named_type(partnerships))
        )
    if not isinstance(location, pd.Series):
        raise TypeError(
            tell(
                "location: expected a Series with the place of each partner, got {found}.",
                found=named_type(location),
            )
        )
    check_list(partners, "partners")
    absent = [
        column
        for column in (*partners, *([weight] if weight else []))
        if column not in partnerships.columns
    ]
    if absent:
        raise ValueError(
            tell(
                "partnerships: there is no column {column}; the columns are {columns}.",
                column=quoted(absent[0]),
                columns=listed(partnerships.columns, 12),
            )
        )
    first, second = (_places(partnerships[column], location) for column in partners)
    weights = np.ones(len(partnerships)) if weight is None else _weights(partnerships[weight])
    return float(ratio((weights * (first != second)).sum(), weights.sum()))


def _weights(column):
    return np.zeros(0) if column.empty else checked_amount(column, column.name)


def _places(names, location):
    if not location.index.is_unique:
        twice = location.index[location.index.duplicated()][0]
        raise ValueError(
            tell(
                "location: partner {twice} has several places; each must have one.",
                twice=quoted(twice),
            )
        )
    places = location.reindex(names)
    if places.isna().any():
        raise ValueError(
            tell(
                "location: partner {partner} has no place.",
                partner=quoted(places.index[places.isna()][0]),
            )
        )
    return places.to_numpy()
