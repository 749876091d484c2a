"""How easily a class of technology has been combined with others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_table
from agglomeration.words import marked

__all__ = ["ease_of_recombination"]


def ease_of_recombination(patents: pd.DataFrame) -> pd.Series:
    r"""Ease of recombination: with how many other classes a class has been combined, per patent that has it.

    .. math:: E_i = \frac{\#\{j \ne i : \text{some patent has both } i \text{ and } j\}}
                         {\#\{\text{patents that have } i\}}

    Parameters
    ----------
    patents : pandas.DataFrame
        Patents x classes, 1 where a patent is filed in a class; any amount above 0 counts as 1.

    Returns
    -------
    pandas.Series
        Per class: 0 (never combined) to the number of other classes (combined with all of them, on one patent). NaN
        for a class without a patent.

    Raises
    ------
    ValueError
        If the table is bad.

    Notes
    -----
    Fleming and Sorenson take the patents before the one studied, class by class of that patent, and call the number of
    its classes over the sum of their ease its interdependence. A class falls in ease as its patents grow in number, for
    partners run out: compare classes of one size, or over one period.

    ``econcomplex.ease_of_recombination`` is another quantity, the share of a class's patents that have any other class,
    which cannot tell one partner from a hundred.

    References
    ----------
    Fleming, L. and Sorenson, O. (2001). Technology as a complex adaptive system: evidence from patent data. Research
    Policy 30(7), 1019-1039.

    Examples
    --------
    Three patents have optics, one of them with lasers and one with lasers and glass: two partners in three patents.

    >>> import pandas as pd
    >>> patents = pd.DataFrame({"optics": [1, 1, 1, 0], "lasers": [0, 1, 1, 0], "glass": [0, 0, 1, 1]})
    >>> ease_of_recombination(patents).round(3).to_dict()
    {'optics': 0.667, 'lasers': 1.0, 'glass': 1.0}
    """
    has = (
        check_table(patents, "patents", rows=marked("patent"), columns=marked("class")) > 0
    ).astype(float)
    together = has.T @ has
    filed = np.diagonal(together).copy()
    np.fill_diagonal(together, 0.0)
    partners = (together > 0).sum(axis=1)
    ease = np.divide(partners, filed, out=np.full(len(filed), np.nan), where=filed > 0)
    return pd.Series(ease, index=patents.columns, name="ease_of_recombination")
