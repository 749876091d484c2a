"""The China shock taken apart by industry: the five industries that weigh most, as the authors' files print them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

from .evidence import findings

__all__ = ["china_shock", "heaviest_industries", "without"]

# Industry, weight, shock, estimate, ends of its interval, share of industry: panel D of
# output/rotemberg_summary_adh.tex in the repository paulgp/bartik-weight. No interval is printed for telephones.
_PANEL_D = (
    ("electronic computers", 0.183, 186.231, -0.619, -1.50, -0.20, 0.137),
    ("games and toys", 0.138, 243.794, -0.126, -0.60, 0.30, 0.044),
    ("household audio and video", 0.085, 187.718, 0.174, -0.20, 1.80, 0.046),
    ("telephone apparatus", 0.066, 92.922, -0.315, np.nan, np.nan, 0.100),
    ("computer peripherals", 0.060, 34.982, -0.303, -1.20, -0.20, 0.100),
)


def heaviest_industries() -> pd.DataFrame:
    """Return the five industries of the largest Rotemberg weights in the China shock.

    Returns
    -------
    pandas.DataFrame
        By industry, largest weight first: ``weight`` (all industries add up to 1), ``shock`` (growth of imports, in the
        unit of the file), ``estimate`` (if this industry alone were the instrument), ``lower`` and ``upper`` (95
        percent; NaN where none is printed) and ``share`` (as the file's column *Ind Share*).

    References
    ----------
    Goldsmith-Pinkham, P., Sorkin, I. and Swift, H. (2020), replication files of Bartik instruments: what, when, why,
    and how, file output/rotemberg_summary_adh.tex.

    Examples
    --------
    >>> float(heaviest_industries()["weight"].sum().round(3))
    0.532
    """
    columns = ["industry", "weight", "shock", "estimate", "lower", "upper", "share"]
    return pd.DataFrame(_PANEL_D, columns=columns).set_index("industry")


def china_shock() -> tuple[float, float]:
    """Return the published estimate of all industries together, and its standard error.

    Returns
    -------
    (float, float)
        Percentage points of the share of people of working age in manufacturing, per unit of exposure to imports.

    Examples
    --------
    >>> china_shock()
    (-0.596, 0.1)
    """
    row = findings("gpss_adh").iloc[0]
    return float(row["value"]), float(row["standard_error"])


def without(
    industries: Sequence[str], table: pd.DataFrame | None = None, total: float | None = None
) -> float:
    r"""Return what all other industries together give.

    .. math:: \frac{\hat\beta - \sum_{k \in L} \hat\alpha_k \hat\beta_k}{1 - \sum_{k \in L} \hat\alpha_k}

    Parameters
    ----------
    industries : sequence of str
        Those to leave out, :math:`L`.
    table : pandas.DataFrame, optional
        Weights and estimates; those of :func:`heaviest_industries` unless given.
    total : float, optional
        The estimate of all; the published one unless given.

    Returns
    -------
    float
        In the unit of the estimates. It follows from the decomposition alone: shares stay what they were, and so does
        what is controlled for.

    Raises
    ------
    LookupError
        If an industry is not in the table.

    Examples
    --------
    >>> round(without(["electronic computers"]), 3)
    -0.591
    """
    rows = heaviest_industries() if table is None else table
    for name in industries:
        if name not in rows.index:
            raise LookupError(
                tell(
                    "industries: {industry} is not among those of the table.", industry=quoted(name)
                )
            )
    left = rows.loc[list(industries)]
    whole = china_shock()[0] if total is None else total
    return float((whole - (left["weight"] * left["estimate"]).sum()) / (1 - left["weight"].sum()))
