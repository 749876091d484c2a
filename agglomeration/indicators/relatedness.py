"""Which industries belong together: by the regions they share, the people they employ, the goods they trade."""

import numpy as np
import pandas as pd

from .tables import check_choice, check_flows, check_table, ratio, shares

__all__ = [
    "staffing_contributions",
    "staffing_similarity",
    "value_chain_channel",
    "value_chain_similarity",
]

CHANNELS = {
    "feser-bergman": ("purchases-purchases", "sales-sales", "purchases-sales", "sales-purchases"),
    "max_share": ("buys from", "is bought from by", "sells to", "is sold to by"),
}


def staffing_similarity(matrix, occupations=None, kind="pearson"):
    r"""Similarity of industries by the occupations they employ (labour-based relatedness).

    .. math:: r_{ij} = \operatorname{corr}_o\left(\frac{E_{io}}{E_i}, \frac{E_{jo}}{E_j}\right)

    Parameters
    ----------
    matrix : pandas.DataFrame
        The staffing matrix: industries in rows, occupations in columns, jobs (or shares) in the cells.
    occupations : list of labels, or None
        Compare these occupations only. A list of scientific, engineering and computing occupations
        gives the knowledge-labour version; None compares all.
    kind : {"pearson", "spearman", "cosine"}
        "pearson" correlates the shares, "spearman" their ranks, "cosine" is the uncentred correlation.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric, from -1 to 1 ("cosine": from 0), 1 on the diagonal. NaN in
        the row and column of an industry that employs nobody in these occupations or, for a
        correlation, all of them equally: it has no profile.

    Raises
    ------
    ValueError
        If a cell is negative, missing or infinite, a label occurs twice, an occupation is not a
        column, fewer than two occupations are compared, or ``kind`` is unknown.

    See Also
    --------
    staffing_contributions : which occupations make a pair similar.

    Notes
    -----
    A correlation does not depend on an industry's size, so jobs, shares of all jobs and shares within
    ``occupations`` give the same result. Pearson on shares is carried by the few largest occupations:
    look at the contributions before naming a pair related. Ranks give every occupation the same say,
    and so much weight to the many small ones. Cells that a statistical office withholds must be
    filled, as 0 or otherwise, before the call; where they are many, profiles look alike because the
    same cells are hidden. Equals ``numpy.corrcoef(matrix)`` for "pearson" and
    ``scipy.stats.spearmanr(matrix, axis=1)`` for "spearman" (with shares).

    References
    ----------
    Feser, E. J. (2003). What regions do rather than make: a proposed set of knowledge-based
    occupation clusters. Urban Studies 40(10), 1937-1958.

    Examples
    --------
    >>> import pandas as pd
    >>> staff = pd.DataFrame(
    ...     {"chemists": [30, 20, 0], "operators": [50, 60, 10], "cooks": [20, 20, 90]},
    ...     index=["drugs", "soap", "restaurants"],
    ... )
    >>> staffing_similarity(staff).round(2)
                 drugs  soap  restaurants
    drugs         1.00  0.94        -0.69
    soap          0.94  1.00        -0.41
    restaurants  -0.69 -0.41         1.00
    """
    profiles = _staffing_shares(matrix, occupations)
    return _labelled_square(_similarity(profiles.to_numpy(), kind), matrix.index)


def staffing_contributions(matrix, industry, partner, occupations=None):
    r"""What each occupation adds to the correlation of two industries' staffing.

    .. math:: c_o = \frac{(s_{io} - \bar s_i)(s_{jo} - \bar s_j)}
                         {\sqrt{\sum_o (s_{io} - \bar s_i)^2 \sum_o (s_{jo} - \bar s_j)^2}},
              \qquad \sum_o c_o = r_{ij}

    Parameters
    ----------
    matrix : pandas.DataFrame
        The staffing matrix: industries in rows, occupations in columns.
    industry, partner : labels
        Two rows of ``matrix``.
    occupations : list of labels, or None
        As in :func:`staffing_similarity`.

    Returns
    -------
    pandas.Series
        One value per occupation, largest first; they add up to the Pearson correlation. NaN where the
        correlation is undefined.

    Raises
    ------
    ValueError
        If an industry is not a row of ``matrix``, or the matrix itself is unusable.

    Examples
    --------
    >>> import pandas as pd
    >>> staff = pd.DataFrame(
    ...     {"chemists": [30, 20], "operators": [50, 60], "cooks": [20, 20]}, index=["drugs", "soap"]
    ... )
    >>> staffing_contributions(staff, "drugs", "soap").round(2)
    operators    0.63
    cooks        0.25
    chemists     0.06
    Name: contribution, dtype: float64
    """
    staffing = _staffing_shares(matrix, occupations)
    for label in (industry, partner):
        if label not in staffing.index:
            raise ValueError(f"matrix: industry {label!r} is not a row of the staffing matrix.")
    profiles = _unit_profiles(staffing.loc[[industry, partner]].to_numpy(), centred=True)
    contributions = pd.Series(profiles[0] * profiles[1], index=staffing.columns, name="contribution")
    return contributions.sort_values(ascending=False)


def value_chain_similarity(flows, measure="feser-bergman", diagonal=True, negative=False):
    r"""Similarity of industries by what they buy and sell (value-chain relatedness).

    .. math:: p_{ki} = \frac{z_{ki}}{\sum_k z_{ki}}, \quad s_{ik} = \frac{z_{ik}}{\sum_k z_{ik}}, \quad
              v_{ij} = \max\{r(p_i, p_j),\ r(s_i, s_j),\ r(p_i, s_j),\ r(s_i, p_j)\}

    with :math:`r` the correlation over all industries :math:`k`.

    Parameters
    ----------
    flows : pandas.DataFrame
        Industries x industries: what the row industry sells to the column industry, in money.
    measure : {"feser-bergman", "max_share"}
        "feser-bergman": the largest of the four correlations between the purchase and sales profiles.
        "max_share": the largest of the four direct shares - of i's purchases from j, of j's purchases
        from i, of i's sales to j, of j's sales to i - which asks who trades with whom, not who trades alike.
    diagonal : bool
        Whether an industry's flow to itself is part of its profile. Without it the list of partners can
        change a lot, so say which was used.
    negative : bool
        Whether negative flows, of which estimated tables have a few small ones, are let through as they are.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric. Correlations run from -1 to 1 with 1 on the diagonal, shares
        from 0 to 1. A correlation is NaN for an industry without any purchases and sales; one that only
        buys, or only sells, is compared by what it has.

    Raises
    ------
    ValueError
        If the flows are not square, the labels differ between rows and columns or repeat, a cell is
        missing, infinite or (without ``negative``) negative, or ``measure`` is unknown.

    See Also
    --------
    value_chain_channel : which of the four it was.

    Notes
    -----
    Two industries that sell to the same buyers are similar without trading with each other: furniture
    and drugs may meet in the hospital's purchases. A high value resting on few flows says little, so look
    at the money too.

    References
    ----------
    Feser, E. J., & Bergman, E. M. (2000). National industry cluster templates: a framework for applied
    regional cluster analysis. Regional Studies 34(1), 1-19.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["chemicals", "drugs", "soap", "hospitals", "hotels"]
    >>> rows = [[9, 40, 30, 0, 2], [0, 5, 0, 60, 0], [0, 0, 5, 20, 40], [0, 0, 0, 2, 0], [3, 9, 2, 1, 0]]
    >>> flows = pd.DataFrame(rows, index=names, columns=names)
    >>> value_chain_similarity(flows).round(2)
               chemicals  drugs  soap  hospitals  hotels
    chemicals       1.00   0.98  0.93       0.91    0.81
    drugs           0.98   1.00  0.95       1.00    0.01
    soap            0.93   0.95  1.00       0.23   -0.06
    hospitals       0.91   1.00  0.23       1.00    0.92
    hotels          0.81   0.01 -0.06       0.92    1.00
    """
    return _labelled_square(_strongest(_channel_values(flows, measure, diagonal, negative))[0], flows.index)


def value_chain_channel(flows, measure="feser-bergman", diagonal=True, negative=False):
    """Which of the four links makes two industries similar in :func:`value_chain_similarity`.

    Parameters
    ----------
    flows, measure, diagonal, negative
        As in :func:`value_chain_similarity`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries of words, read from the row to the column industry. For
        "feser-bergman": "purchases-purchases" (they buy from the same suppliers), "sales-sales" (they
        sell to the same buyers), "purchases-sales" (the row's suppliers are the column's buyers) and
        "sales-purchases" (the row's buyers are the column's suppliers). For "max_share": "buys from",
        "is bought from by", "sells to", "is sold to by". The first in this order where several are
        equal; None where the similarity is undefined.

    Raises
    ------
    ValueError
        As :func:`value_chain_similarity`.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["chemicals", "drugs", "soap", "hospitals", "hotels"]
    >>> rows = [[9, 40, 30, 0, 2], [0, 5, 0, 60, 0], [0, 0, 5, 20, 40], [0, 0, 0, 2, 0], [3, 9, 2, 1, 0]]
    >>> flows = pd.DataFrame(rows, index=names, columns=names)
    >>> value_chain_channel(flows).loc["drugs", "soap"]
    'purchases-purchases'
    """
    largest, position = _strongest(_channel_values(flows, measure, diagonal, negative))
    names = np.array([*CHANNELS[measure], None], dtype=object)
    position = np.where(np.isnan(largest), len(names) - 1, position)
    return _labelled_square(names[position], flows.index)


def _staffing_shares(matrix, occupations):
    """Occupation shares of every industry; an industry without jobs is NaN."""
    jobs = check_table(matrix, "matrix", rows="industry", columns="occupation")
    chosen = np.arange(matrix.shape[1]) if occupations is None else _positions(matrix, list(occupations))
    if len(chosen) < 2:
        raise ValueError(f"occupations: {len(chosen)} occupation to compare; a profile needs at least two occupations.")
    return pd.DataFrame(shares(jobs, axis=1)[:, chosen], index=matrix.index, columns=matrix.columns[chosen])


def _positions(matrix, occupations):
    positions = matrix.columns.get_indexer(occupations)
    if (positions < 0).any():
        missing = [label for label, at in zip(occupations, positions, strict=True) if at < 0]
        raise ValueError(
            f"occupations: {missing[0]!r} is not a column of the staffing matrix "
            f"({len(missing)} of {len(occupations)} are missing)."
        )
    if len(set(positions)) < len(positions):
        repeated = pd.Index(occupations)[pd.Index(occupations).duplicated()][0]
        raise ValueError(f"occupations: {repeated!r} is listed more than once.")
    return positions


def _similarity(profiles, kind):
    check_choice(kind, ("pearson", "spearman", "cosine"), "kind")
    if kind == "spearman":
        profiles = pd.DataFrame(profiles).rank(axis=1).to_numpy()
    units = _unit_profiles(profiles, centred=kind != "cosine")
    return _products(units, units, itself=True)


def _unit_profiles(profiles, *, centred):
    """Rows brought to length 1 (after their mean is taken off); NaN where nothing is left of a row."""
    length = np.sqrt((profiles**2).sum(axis=1, keepdims=True))
    if centred:
        profiles = profiles - profiles.mean(axis=1, keepdims=True)
    spread = np.sqrt((profiles**2).sum(axis=1, keepdims=True))
    # What rounding leaves of a constant row is not a profile.
    return ratio(profiles, np.where(spread > 1e-12 * length, spread, 0.0))


def _products(left, right, *, itself=False):
    """Correlations of every row of ``left`` with every row of ``right``."""
    correlations = np.clip(left @ right.T, -1.0, 1.0)
    if itself:
        own = np.diagonal(correlations)
        np.fill_diagonal(correlations, np.where(np.isnan(own), np.nan, 1.0))
    return correlations


def _channel_values(flows, measure, diagonal, negative):
    """The four correlations or shares, shape (4, industries, industries)."""
    check_choice(measure, CHANNELS, "measure")
    values = check_flows(flows, negative=negative).copy()
    if not diagonal:
        np.fill_diagonal(values, 0.0)
    return _profile_correlations(values) if measure == "feser-bergman" else _direct_shares(values)


def _profile_correlations(values):
    purchases = _unit_profiles(values.T, centred=True)
    sales = _unit_profiles(values, centred=True)
    crossed = _products(purchases, sales)
    return np.stack(
        [_products(purchases, purchases, itself=True), _products(sales, sales, itself=True), crossed, crossed.T]
    )


def _direct_shares(values):
    purchases, sales = shares(values, axis=0), shares(values, axis=1)
    return np.stack([purchases.T, purchases, sales, sales.T])


def _strongest(values):
    """The largest of the four and its place; NaN only where all four are."""
    position = np.where(np.isnan(values), -np.inf, values).argmax(axis=0)
    return np.take_along_axis(values, position[None], axis=0)[0], position


def _labelled_square(values, labels):
    return pd.DataFrame(values, index=labels, columns=labels)
