"""The China shock taken apart by industry: the five industries that weigh most, as the authors' files print them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

from .evidence import findings

__all__ = ["china_shock", "heaviest_industries", "under_other_choices", "without"]

# Industry, weight, shock, estimate, ends of its interval, share of industry: panel D of
# output/rotemberg_summary_adh.tex in the repository paulgp/bartik-weight. No interval is printed for telephones.
_PANEL_D = (
    ("electronic computers", 0.183, 186.231, -0.619, -1.50, -0.20, 0.137),
    ("games and toys", 0.138, 243.794, -0.126, -0.60, 0.30, 0.044),
    ("household audio and video", 0.085, 187.718, 0.174, -0.20, 1.80, 0.046),
    ("telephone apparatus", 0.066, 92.922, -0.315, np.nan, np.nan, 0.100),
    ("computer peripherals", 0.060, 34.982, -0.303, -1.20, -0.20, 0.100),
)

# Choice, estimate, error, whose: columns 1 to 3 and 5 of table 4 of Borusyak, Hull and Jaravel (2022); and, of the file
# results/adh_results.tex in the repository paulgp/gpss_replication, what its three ways to use all shares at once give.
_CHOICES = (
    ("part of manufacturing at the start", -0.596, 0.114, "BHJ"),
    ("that part ten years before, as in the shares", -0.489, 0.100, "BHJ"),
    ("the same, for each period", -0.267, 0.099, "BHJ"),
    ("the same for each of ten sectors", -0.310, 0.134, "BHJ"),
    ("each share is an instrument: two-stage least squares", -0.21, 0.04, "GPSS"),
    ("each share is an instrument: HFUL", -1.13, 0.04, "GPSS"),
    ("each share is an instrument: LIML", -1.94, 3.33, "GPSS"),
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
    """Return the estimate of all industries together, and its standard error.

    Returns
    -------
    (float, float)
        Percentage points of the share of people of working age in manufacturing, per unit of exposure to imports. The
        estimate is the sum of those for positive and negative weights that the authors' file prints; the error,
        clustered by state, was computed from their data.

    Examples
    --------
    >>> china_shock()
    (-0.596, 0.1)
    """
    row = findings("gpss_adh").iloc[0]
    return float(row["value"]), float(row["standard_error"])


def under_other_choices() -> pd.DataFrame:
    """Return published estimates of the same effect from the same places, under other controls and estimators.

    Returns
    -------
    pandas.DataFrame
        One row per choice: ``choice``, ``estimate``, ``error`` and ``authors``, ``"BHJ"`` or ``"GPSS"``. Rows of the
        first have errors that know the shocks, and differ in the control for the part of manufacturing in all jobs,
        which is what the shares add up to. Rows of the second take all shares as instruments at once, with all
        controls.

    References
    ----------
    Borusyak, K., Hull, P. and Jaravel, X. (2022). Quasi-experimental shift-share research designs. Review of Economic
    Studies 89(1), 181-213, table 4.

    Goldsmith-Pinkham, P., Sorkin, I. and Swift, H. (2020), replication files, results/adh_results.tex.

    Examples
    --------
    >>> under_other_choices()["estimate"].iloc[:3].tolist()
    [-0.596, -0.489, -0.267]
    """
    return pd.DataFrame(_CHOICES, columns=["choice", "estimate", "error", "authors"])


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
