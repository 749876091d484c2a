"""Shares of places whose figures are not all published: what nobody sees counts as one remainder."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["REST", "published_by_both", "with_rest"]

REST = "rest"


def with_rest(
    cells: pd.DataFrame, totals: pd.Series, reference: pd.Series, reference_total: float
) -> tuple[pd.DataFrame, pd.Series]:
    r"""Return a table and a reference without gaps whose share gaps count each place's unpublished rest as one.

    With :math:`P_r` the activities of which both the place and the reference have a figure,

    .. math::

        \sum_i |s_{ri} - s_i| = \sum_{i \in P_r} |s_{ri} - s_i|
        + \Big| \Big(1 - \sum_{i \in P_r} s_{ri}\Big) - \Big(1 - \sum_{i \in P_r} s_i\Big) \Big|

    holds of the result, because the rest of the place is laid out in the proportions of the reference.

    Parameters
    ----------
    cells : pandas.DataFrame
        Places x activities; NaN where nothing is published.
    totals : pandas.Series
        The places' amounts in all activities.
    reference : pandas.Series
        The reference's amounts by activity; NaN where nothing is published.
    reference_total : float
        Its amount in all.

    Returns
    -------
    (pandas.DataFrame, pandas.Series)
        Both with one more column, ``rest``: what lies outside the activities of the reference.

    Notes
    -----
    The gaps are the least that the unpublished figures allow: however they are, their own gaps add up to at least that
    of their sum. A row is for such sums only. No cell of it is an estimate of an unpublished figure.

    Examples
    --------
    >>> cells = pd.DataFrame({"code": [30, 10], "weld": [None, 20]}, ["A", "B"])
    >>> table, reference = with_rest(cells, pd.Series([50, 40], cells.index), cells.loc["B"], 40)
    >>> table.loc["A"].round(2).to_dict()
    {'code': 30.0, 'weld': 13.33, 'rest': 6.67}
    """
    known = reference.dropna()
    values = cells[known.index].to_numpy(dtype=float)
    published = ~np.isnan(values)
    hidden = np.clip(totals.to_numpy(dtype=float) - np.nansum(values, axis=1), 0, None)
    outside = max(reference_total - known.sum(), 0.0)
    hidden_there = ~published @ known.to_numpy(dtype=float) + outside
    parts = np.divide(hidden, hidden_there, out=np.zeros_like(hidden), where=hidden_there > 0)
    table = pd.DataFrame(
        np.where(published, values, np.outer(parts, known)), cells.index, known.index
    )
    # Where the reference hides nothing, what the place hides is all its own.
    table[REST] = np.where(hidden_there > 0, outside * parts, hidden)
    return table, pd.concat([known, pd.Series({REST: outside})])


def published_by_both(cells: pd.DataFrame, reference: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    r"""Return a table without gaps whose share gaps are those of what each place and the reference both publish.

    With :math:`P_r` the activities of which both have a figure, and :math:`c_r` the share of these in all that the
    reference publishes,

    .. math::

        \sum_i |s_{ri} - s_i| = c_r \sum_{i \in P_r}
        \left| \frac{x_{ri}}{\sum_{j \in P_r} x_{rj}} - \frac{x_i}{\sum_{j \in P_r} x_j} \right|

    holds of the result, because outside :math:`P_r` it has the reference's own shares.

    Parameters
    ----------
    cells : pandas.DataFrame
        Places x activities; NaN where nothing is published.
    reference : pandas.Series
        The reference's amounts by activity; NaN where nothing is published.

    Returns
    -------
    (pandas.DataFrame, pandas.Series)
        The table, of the activities of the reference, and :math:`c_r` by place, by which gaps are divided.

    Notes
    -----
    Unlike those of :func:`with_rest`, these gaps are not the smaller the less two places publish. No cell outside
    :math:`P_r` is an estimate.

    Examples
    --------
    >>> cells = pd.DataFrame({"code": [30, 10], "weld": [10, 30], "bake": [None, 40]}, ["A", "B"])
    >>> table, common = published_by_both(cells, cells.loc["B"])
    >>> table.loc["A"].tolist(), common["A"].item()
    ([0.375, 0.125, 0.5], 0.5)
    """
    known = reference.dropna()
    shares = (known / known.sum()).to_numpy()
    values = cells[known.index].to_numpy(dtype=float)
    published = ~np.isnan(values)
    common = published @ shares
    sums = np.nansum(values, axis=1)
    parts = np.divide(common, sums, out=np.zeros_like(common), where=sums > 0)
    table = np.where(published, values * parts[:, None], shares)
    return pd.DataFrame(table, cells.index, known.index), pd.Series(common, cells.index)
