"""How strongly an industry pulls on its suppliers and pushes its buyers, and which do both."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_choice, ratio
from agglomeration.indicators.ground.ties import above

from .input_output import as_sales, check_system, coefficients_of, inverse_of

__all__ = ["backward_linkages", "forward_linkages", "key_sectors"]

MODELS = ("ghosh", "leontief")


def backward_linkages(
    flows: pd.DataFrame,
    output: pd.Series,
    kind: Literal["total", "direct"] = "total",
    normalized: bool = True,
    negative: bool = False,
) -> pd.Series:
    r"""Backward linkages: how much an industry pulls on its suppliers.

    .. math:: BL_j = \sum_i l_{ij} \text{ (total)}, \quad \sum_i a_{ij} \text{ (direct)}, \qquad
              \overline{BL}_j = \frac{BL_j}{\frac{1}{n} \sum_k BL_k}

    Parameters
    ----------
    flows, output, negative
        As in :func:`technical_coefficients`.
    kind : {"total", "direct"}
        Through all rounds of suppliers (column sums of the Leontief inverse: the output multiplier), or the first.
    normalized : bool
        Divide by the mean over the industries (Rasmussen's power of dispersion), so that 1 is average.

    Returns
    -------
    pandas.Series
        Per industry, from 0; NaN for an industry without output.

    Raises
    ------
    ValueError
        As :func:`leontief`.

    Notes
    -----
    Weighs all industries alike: a tiny one can lead. What its loss would cost is :func:`hypothetical_extraction`.
    Equals the column sums of ``pymrio.calc_L``.

    References
    ----------
    Rasmussen, P. N. (1956). Studies in Inter-Sectoral Relations. North-Holland.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> backward_linkages(flows, pd.Series({"1": 1000, "2": 2000}), normalized=False).round(3).to_dict()
    {'1': 1.518, '2': 1.452}
    """
    check_choice(kind, ("total", "direct"), "kind")
    matrix = _matrix(*check_system(flows, output, negative), kind, flows.columns)
    return _linkages(matrix, 0, normalized, flows.columns, "backward_linkage")


def forward_linkages(
    flows: pd.DataFrame,
    output: pd.Series,
    kind: Literal["total", "direct"] = "total",
    model: Literal["ghosh", "leontief"] = "ghosh",
    normalized: bool = True,
    negative: bool = False,
) -> pd.Series:
    r"""Forward linkages: how much an industry's buyers lean on it.

    .. math:: FL_i = \sum_j g_{ij} \text{ (Ghosh)}, \qquad \sum_j l_{ij} \text{ (Leontief)}

    and the row sums of :math:`B` and :math:`A` for the direct ones.

    Parameters
    ----------
    flows, output, negative
        As in :func:`technical_coefficients`.
    kind : {"total", "direct"}
        As in :func:`backward_linkages`.
    model : {"ghosh", "leontief"}
        "ghosh": where one unit of the industry's output goes. "leontief": what the industry must deliver if the
        final demand of every industry rises by one unit - small buyers count as much as large ones, which is why
        this older variant (Rasmussen's sensitivity of dispersion) is no longer recommended.
    normalized : bool
        As in :func:`backward_linkages`.

    Returns
    -------
    pandas.Series
        Per industry, from 0; NaN for an industry without output.

    Raises
    ------
    ValueError
        As :func:`leontief`.

    Notes
    -----
    The two models can rank industries quite differently. Equals the row sums of ``pymrio.calc_G`` and of
    ``pymrio.calc_L``.

    References
    ----------
    Beyers, W. B. (1976). Empirical identification of key sectors: some further evidence. Environment and Planning A
    8(2), 231-236.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> forward_linkages(flows, pd.Series({"1": 1000, "2": 2000}), normalized=False).round(3).to_dict()
    {'1': 1.914, '2': 1.254}
    """
    check_choice(kind, ("total", "direct"), "kind")
    check_choice(model, MODELS, "model")
    values, totals = check_system(flows, output, negative)
    matrix = _matrix(values, totals, kind, flows.index)
    if model == "ghosh":
        matrix = as_sales(matrix, totals)
    return _linkages(matrix, 1, normalized, flows.index, "forward_linkage")


def key_sectors(
    flows: pd.DataFrame,
    output: pd.Series,
    kind: Literal["total", "direct"] = "total",
    model: Literal["ghosh", "leontief"] = "ghosh",
    negative: bool = False,
) -> pd.DataFrame:
    r"""Key sectors: industries whose backward and forward linkages are both above average.

    .. math:: \text{key}_j: \quad B_j > 1 \text{ and } F_j > 1

    with the backward linkage :math:`B_j` and the forward linkage :math:`F_j` over their means.

    Parameters
    ----------
    flows, output, kind, model, negative
        As in :func:`forward_linkages`.

    Returns
    -------
    pandas.DataFrame
        Per industry ``backward`` and ``forward`` (mean 1) and ``type``: "key" (both above 1), "backward", "forward"
        (one of them) or "weak"; missing for an industry without output.

    Raises
    ------
    ValueError
        As :func:`leontief`.

    Notes
    -----
    "Key" is a property of the table's industries: splitting one changes the averages, and with them the others.

    No package has the classification; its two columns equal those of :func:`backward_linkages` and
    :func:`forward_linkages`.

    References
    ----------
    Rasmussen, P. N. (1956). Studies in Inter-Sectoral Relations. North-Holland.
    Beyers, W. B. (1976). Empirical identification of key sectors: some further evidence. Environment and Planning A
    8(2), 231-236.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["farming", "food", "shops"]
    >>> flows = pd.DataFrame([[20, 60, 0], [5, 20, 10], [10, 10, 5]], index=names, columns=names)
    >>> key_sectors(flows, pd.Series({"farming": 100, "food": 150, "shops": 200})).round(2)
             backward  forward      type
    farming      0.99     1.41   forward
    food         1.27     0.83  backward
    shops        0.74     0.76      weak
    """
    check_choice(kind, ("total", "direct"), "kind")
    check_choice(model, MODELS, "model")
    values, totals = check_system(flows, output, negative)
    bought = _matrix(values, totals, kind, flows.columns)
    sold = as_sales(bought, totals) if model == "ghosh" else bought
    backward = _linkages(bought, 0, True, flows.columns, "backward")
    forward = _linkages(sold, 1, True, flows.columns, "forward")
    names = np.array(["weak", "backward", "forward", "key", None], dtype=object)
    place = np.where(backward.isna(), 4, above(backward, 1).astype(int) + 2 * above(forward, 1))
    return pd.DataFrame({"backward": backward, "forward": forward, "type": names[place]})


def _matrix(values, totals, kind, labels):
    return (
        inverse_of(values, totals, labels)
        if kind == "total"
        else coefficients_of(values, totals, "purchases")
    )


def _linkages(matrix, axis, normalized, labels, name):
    idle = np.isnan(matrix).all(axis=axis)
    sums = np.where(idle, np.nan, np.nansum(matrix, axis=axis))
    if normalized:
        sums = ratio(sums, np.nanmean(sums) if not idle.all() else 0.0)
    return pd.Series(sums, index=labels, name=name)
