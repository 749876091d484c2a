"""What a region has and has not, beside how near it is: how coherent it is, and what of the rest is nearest."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.specialization.quotients import held_cells

from .density import relatedness_density

__all__ = ["coherence", "relative_relatedness"]


def relative_relatedness(
    table: pd.DataFrame,
    relatedness: pd.DataFrame | None = None,
    leave_out: bool = False,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
) -> pd.DataFrame:
    r"""Relative relatedness: how near an absent industry is to a region, beside the other industries it has not.

    .. math:: \tilde\omega_{ri} = \frac{\omega_{ri} - \bar\omega_r}{s_r}, \qquad M_{ri} = 0

    with mean and standard deviation over the industries that region :math:`r` has not.

    Parameters
    ----------
    table, relatedness, leave_out, threshold, by
        As in :func:`relatedness_density`.

    Returns
    -------
    pandas.DataFrame
        Regions x industries, in standard deviations: 0 is as near as what the region lacks is on average. NaN for what
        the region has, for an empty region, and where all that it lacks is equally near.

    Raises
    ------
    ValueError
        As :func:`relatedness_density`.

    Notes
    -----
    Density compares regions poorly: where much is present, everything is near. This compares options *within* a
    region, and says nothing of whether a region as a whole is near to what it lacks: see :func:`coherence`. The
    deviation divides by the number of options, as ``econcomplex.relative_relatedness`` does, whose values these are.
    For its uncertainty draw regions anew with :func:`bootstrap`, or counts with ``relatedness_density(draws=)``.

    References
    ----------
    Pinheiro, F. L., Hartmann, D., Boschma, R. and Hidalgo, C. A. (2022). The time and frequency of unrelated
    diversification. Research Policy 51(8), 104323.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"steel": [1, 1, 0, 1], "cars": [1, 0, 0, 1], "soap": [0, 0, 1, 1], "ore": [1, 1, 0, 0]}
    ... )
    >>> relative_relatedness(table, by="amount").round(2)
       steel  cars  soap   ore
    0    NaN   NaN   NaN   NaN
    1    NaN  1.00  -1.0   NaN
    2   0.27  1.07   NaN -1.34
    3    NaN   NaN   NaN   NaN
    """
    absent, near = _absent_and_density(table, relatedness, leave_out, threshold, by)
    options = np.where(absent & np.isfinite(near), near, np.nan)
    count = np.isfinite(options).sum(axis=1)
    mean = np.divide(
        np.nansum(options, axis=1), count, out=np.full(len(count), np.nan), where=count > 0
    )
    apart = options - mean[:, None]
    spread = np.sqrt(
        np.divide(
            np.nansum(apart**2, axis=1), count, out=np.full(len(count), np.nan), where=count > 0
        )
    )
    # Options that differ by rounding alone are equally near.
    spread[~(spread > 1e-12)] = np.nan
    return pd.DataFrame(apart / spread[:, None], index=table.index, columns=table.columns)


def coherence(
    table: pd.DataFrame,
    relatedness: pd.DataFrame | None = None,
    leave_out: bool = False,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
) -> pd.DataFrame:
    r"""Coherence and flexibility: how near a region's industries are to each other, and to what it has not.

    .. math:: \text{coherence}_r = \frac{1}{k_r} \sum_{i:\, M_{ri} = 1} \omega_{ri}, \qquad
              \text{flexibility}_r = \frac{1}{n - k_r} \sum_{i:\, M_{ri} = 0} \omega_{ri}

    Parameters
    ----------
    table, relatedness, leave_out, threshold, by
        As in :func:`relatedness_density`.

    Returns
    -------
    pandas.DataFrame
        A row per region with ``coherence`` and ``flexibility``, both 0 to 1, and ``industries``, the number it has.
        NaN where it has none, or lacks none.

    Raises
    ------
    ValueError
        As :func:`relatedness_density`.

    Notes
    -----
    Both rise with the number of industries by themselves, so compare regions with about as many, or with draws that
    keep the numbers. Without ``leave_out`` a region's own portfolio helps to make the proximity by which it is
    judged. Times 100 they are ``EconGeo::relatedness_density_int_avg`` and ``relatedness_density_ext_avg``, and the
    row means of ``econcomplex.relatedness_density_internal`` and ``..._external``. For their uncertainty draw counts
    anew, as ``relatedness_density(draws=)`` does.

    References
    ----------
    Balland, P.-A., Rigby, D. and Boschma, R. (2015). The technological resilience of US cities. Cambridge Journal of
    Regions, Economy and Society 8(2), 167-184.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"steel": [1, 1, 0, 1], "cars": [1, 0, 0, 1], "soap": [0, 0, 1, 1], "ore": [1, 1, 0, 0]}
    ... )
    >>> coherence(table, by="amount").round(2)
       coherence  flexibility  industries
    0       0.83         1.00           3
    1       0.49         0.55           2
    2       0.00         0.17           1
    3       0.77         1.00           3
    """
    absent, near = _absent_and_density(table, relatedness, leave_out, threshold, by)
    known = np.isfinite(near)
    parts = {}
    for name, chosen in (("coherence", ~absent & known), ("flexibility", absent & known)):
        count = chosen.sum(axis=1)
        total = np.where(chosen, near, 0.0).sum(axis=1)
        parts[name] = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    parts["industries"] = (~absent).sum(axis=1)
    return pd.DataFrame(parts, index=table.index)


def _absent_and_density(table, relatedness, leave_out, threshold, by):
    held, _ = held_cells(table, threshold, by)
    near = relatedness_density(table, relatedness, leave_out=leave_out, threshold=threshold, by=by)
    return ~held, near.to_numpy()
