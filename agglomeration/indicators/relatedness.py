"""Which industries belong together: by the regions they share, the people they employ, the goods they trade."""

import numpy as np
import pandas as pd

from ._profiles import labelled_square, similarity
from ._staffing import staffing_contributions, staffing_similarity
from ._value_chain import value_chain_channel, value_chain_similarity
from .extras import require
from .inference import resampled
from .quotients import held_cells, location_quotient
from .tables import check_choice, check_table

__all__ = [
    "colocation",
    "communities",
    "cooccurrence",
    "proximity",
    "relatedness_density",
    "staffing_contributions",
    "staffing_similarity",
    "value_chain_channel",
    "value_chain_similarity",
]

NORMALIZATIONS = ("association", "cosine", "jaccard", "inclusion", "probability")


@resampled
def colocation(table, kind="correlation"):
    r"""How alike two industries are spread over the regions.

    .. math:: c_{ij} = \operatorname{corr}_r(x_{ri}, x_{rj})

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    kind : {"correlation", "location_quotient"}
        Correlate the amounts themselves (Porter's locational correlation of employment), or the location
        quotients, which takes the size of the regions out.
    bootstrap, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric, -1 to 1 with 1 on the diagonal. NaN for an industry that is
        empty or spread evenly. An empty region has no location quotient and is left out of "location_quotient".

    Raises
    ------
    ValueError
        If the table is bad or ``kind`` is unknown.

    Notes
    -----
    Amounts correlate because regions differ in size: barbers and bakers look related. Quotients, or
    :func:`coagglomeration`, which has a null of its own, do not have that fault. Counts of shared regions:
    :func:`cooccurrence`. Equals ``table.corr()``.

    References
    ----------
    Porter, M. E. (2003). The economic performance of regions. Regional Studies 37(6-7), 549-578.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10, 0], "cars": [20, 10, 5], "soap": [0, 10, 40]})
    >>> colocation(table).round(2)
           steel  cars  soap
    steel   1.00  1.00 -0.89
    cars    1.00  1.00 -0.89
    soap   -0.89 -0.89  1.00
    """
    check_choice(kind, ("correlation", "location_quotient"), "kind")
    values = check_table(table)
    if kind == "location_quotient":
        occupied = values.sum(axis=1) > 0
        values = location_quotient(table).to_numpy()[occupied]
    return labelled_square(similarity(values.T, "pearson"), table.columns)


@resampled
def cooccurrence(
    table, normalization=None, counts="ubiquity", diagonal=False, *, threshold=1.0, by="location_quotient"
):
    r"""How often two industries are present in the same region, as it is or normalized.

    .. math:: C_{ij} = \sum_r M_{ri} M_{rj}, \qquad
              \text{association } \frac{C_{ij}\, T}{s_i s_j}, \quad
              \text{cosine } \frac{C_{ij}}{\sqrt{s_i s_j}}, \quad
              \text{Jaccard } \frac{C_{ij}}{s_i + s_j - C_{ij}}, \quad
              \text{inclusion } \frac{C_{ij}}{\min(s_i, s_j)}

    and "probability",
    :math:`C_{ij} \big/ \left(\frac{T}{2}\left[\frac{s_i}{T}\frac{s_j}{T - s_i}
    + \frac{s_j}{T}\frac{s_i}{T - s_j}\right]\right)`.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions (or patents, teams, plants) x industries, non-negative amounts.
    normalization : {None, "association", "cosine", "jaccard", "inclusion", "probability"}
        None leaves the counts.
    counts : {"ubiquity", "offdiagonal"}
        What :math:`s_i` is: the number of regions with the industry (then :math:`T` is the number of
        regions), or the number of its co-occurrences with others (then :math:`T` is the sum of all).
    diagonal : bool
        Whether an industry's pair with itself is kept; without it the diagonal is 0, so that sums leave it out.
    threshold, by
        What counts as present, as in :func:`presence`.
    bootstrap, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric, from 0. With "ubiquity" cosine, Jaccard and inclusion end at 1;
        association is 1 where two industries meet as often as independent ones would. NaN, the diagonal
        included, where an industry is present nowhere or, with "offdiagonal", meets no other, and, with
        "probability", where it is present everywhere.

    Raises
    ------
    ValueError
        If the table is bad or a choice is unknown.

    Notes
    -----
    ``counts`` moves results by more than 1 and peers do not say which they use. With "ubiquity" this equals
    ``econcomplex.relatedness_index(presence, method)``; with "offdiagonal" R's ``EconGeo::relatedness`` of a
    co-occurrence matrix (association, cosine, jaccard, and its default "prob", here "probability"). Both give 0
    where the value is undefined. Association favours rare industries, where one shared region may decide.

    References
    ----------
    van Eck, N. J. and Waltman, L. (2009). How to normalize cooccurrence data? Journal of the American Society for
    Information Science and Technology 60(8), 1635-1651.
    Steijn, M. P. A. (2021). Improvement on the association strength. Journal of Informetrics 15(1), 101128.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [1, 1, 0], "cars": [1, 1, 1], "soap": [0, 0, 1]})
    >>> cooccurrence(table, by="amount")
           steel  cars  soap
    steel    0.0   2.0   0.0
    cars     2.0   0.0   1.0
    soap     0.0   1.0   0.0
    >>> cooccurrence(table, "jaccard", by="amount").loc["steel", "cars"].round(3).item()
    0.667
    """
    if normalization is not None:
        check_choice(normalization, NORMALIZATIONS, "normalization")
    check_choice(counts, ("ubiquity", "offdiagonal"), "counts")
    if normalization is not None and counts == "offdiagonal" and diagonal:
        raise ValueError(
            "diagonal: counts='offdiagonal' leaves an industry's pair with itself out; use diagonal=False."
        )
    together, ubiquity = _count_together(_ones(table, threshold, by))
    if normalization is None:
        result = together
    else:
        result = _normalize(together, *_totals(together, ubiquity, counts, len(table)), normalization)
    if not diagonal:
        own = np.diagonal(result)
        np.fill_diagonal(result, np.where(np.isnan(own), np.nan, 0.0))
    return labelled_square(result, table.columns)


@resampled
def proximity(table, diagonal=False, *, threshold=1.0, by="location_quotient"):
    r"""Proximity: the smaller of the two chances to have one industry given the other.

    .. math:: \phi_{ij} = \min\{P(i \mid j), P(j \mid i)\}
                        = \frac{\sum_r M_{ri} M_{rj}}{\max(k_i, k_j)}, \qquad k_i = \sum_r M_{ri}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts. For the proximity of regions give ``table.T``.
    diagonal : bool
        Whether an industry counts as related to itself; without it the diagonal is 0, so that sums leave it out.
    threshold, by
        What counts as present, as in :func:`presence`.
    bootstrap, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric, 0 to 1. NaN for an industry that is present nowhere.

    Raises
    ------
    ValueError
        If the table is bad.

    Notes
    -----
    The smaller of the two, so that an industry found everywhere is not close to all. With few regions proximities are
    coarse (thirds, quarters) and many are 0 or 1 by chance. Equals
    ``econcomplex.proximity(table, compute="product")["product"]``, which gives 0 for an industry present nowhere, and
    ``economic_complexity.proximity(economic_complexity.rca(table))``, which does not run under pandas 3; with
    ``diagonal=True`` ``ecomplexity.proximity`` and R's economiccomplexity.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development
    of nations. Science 317(5837), 482-487.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [1, 1, 0], "cars": [1, 1, 1], "soap": [0, 0, 1]})
    >>> proximity(table, by="amount").round(3)
           steel   cars   soap
    steel  0.000  0.667  0.000
    cars   0.667  0.000  0.333
    soap   0.000  0.333  0.000
    """
    together, ubiquity = _count_together(_ones(table, threshold, by))
    return labelled_square(_conditional(together, ubiquity, diagonal), table.columns)


@resampled
def relatedness_density(
    table, relatedness=None, diagonal=False, leave_out=False, *, threshold=1.0, by="location_quotient"
):
    r"""Relatedness density: how much of what is related to an industry a region already has.

    .. math:: \omega_{ri} = \frac{\sum_{j \ne i} M_{rj}\, \phi_{ji}}{\sum_{j \ne i} \phi_{ji}}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    relatedness : pandas.DataFrame, optional
        Industries x industries, non-negative, with the table's industries both ways: any measure of this module.
        Without it, :func:`proximity` of the table.
    diagonal : bool
        Whether the industry itself counts among those related to it.
    leave_out : bool
        Whether each region's density uses the proximity of the *other* regions only. Without it, whatever a region has
        makes its industries look related, and density foretells what it was computed from. Not with ``relatedness``.
    threshold, by
        What counts as present, as in :func:`presence`.
    bootstrap, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Regions x industries, 0 to 1. NaN for an empty region, and for an industry to which none is related. Industries
        whose relatedness is undefined (NaN) count for nothing in the density of others.

    Raises
    ------
    ValueError
        If the table is bad, or ``relatedness`` is negative, infinite, not square, lacks an industry or is given
        together with ``leave_out``.

    Notes
    -----
    Diversified regions are dense in everything: compare a region's industries, or take the region's mean off, before
    reading a high value as an opening. Times 100 it equals ``econcomplex.relatedness_density(table)`` and as it is
    ``economic_complexity.relatedness``; with ``diagonal=True`` the density of ``ecomplexity.ecomplexity`` and of R's
    economiccomplexity, which count the industry itself (differences up to 0.75 in small tables). ``ecomplexity`` with
    ``knn=`` gives a count of neighbours, not a density. Correlations can be negative: give
    ``relatedness.clip(lower=0)``.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development
    of nations. Science 317(5837), 482-487.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [1, 1, 0], "cars": [1, 1, 1], "soap": [0, 0, 1]})
    >>> relatedness_density(table, by="amount").round(3)
       steel   cars  soap
    0    1.0  0.667   1.0
    1    1.0  0.667   1.0
    2    1.0  0.333   1.0
    """
    if leave_out and relatedness is not None:
        raise ValueError("leave_out: a given relatedness cannot be computed again without a region; leave one of them.")
    present, undefined = held_cells(table, threshold, by, float)
    if leave_out:
        near = _densities_by_the_others(present, diagonal)
    else:
        near = density(present, relatedness_weights(present, relatedness, table.columns, diagonal))
    near[undefined] = np.nan
    return pd.DataFrame(near, index=table.index, columns=table.columns, copy=False)


def communities(relatedness, method="louvain", neighbours=None, resolution=1.0, seed=0):
    """Groups of industries that are more related among themselves than to others.

    Parameters
    ----------
    relatedness : pandas.DataFrame
        Industries x industries, symmetric and non-negative: any measure of this module. The diagonal is not used.
    method : {"louvain", "greedy"}
        Which of networkx's modularity methods.
    neighbours : int, optional
        Keep each industry's strongest links only (a link stays if either end keeps it). Similarities are dense, and
        groups blur without it.
    resolution : float
        Above 1 more and smaller groups, below 1 fewer.
    seed : int
        Seed of "louvain", whose groups depend on the order of the industries.

    Returns
    -------
    pandas.Series
        The group of each industry, 1 for the largest; an industry without any link is a group of its own. Missing
        (``<NA>``) for an industry whose relatedness is undefined to all others.

    Raises
    ------
    ImportError
        If networkx is not installed.
    ValueError
        If ``relatedness`` is negative, infinite, not symmetric, or a choice is unknown.

    Notes
    -----
    Groups are a way to draw a map, not a finding: repeat with other seeds and resolutions before naming one. Equals
    ``networkx.community.louvain_communities`` and ``greedy_modularity_communities`` on the same graph.

    References
    ----------
    Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities in large
    networks. Journal of Statistical Mechanics, P10008.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["steel", "cars", "soap", "drugs"]
    >>> related = pd.DataFrame(
    ...     [[0, 0.8, 0.1, 0], [0.8, 0, 0, 0.1], [0.1, 0, 0, 0.7], [0, 0.1, 0.7, 0]], index=names, columns=names
    ... )
    >>> communities(related).to_dict()
    {'steel': 1, 'cars': 1, 'soap': 2, 'drugs': 2}
    """
    check_choice(method, ("louvain", "greedy"), "method")
    networkx = require("networkx", "networks", "communities of industries")
    weights = _check_relatedness(relatedness, None, diagonal=False)
    defined = ~np.isnan(weights + np.diag(np.full(len(weights), np.nan))).all(axis=1)
    graph = networkx.from_numpy_array(_strongest_links(weights, neighbours)[np.ix_(defined, defined)])
    if method == "louvain":
        groups = networkx.community.louvain_communities(graph, resolution=resolution, seed=seed)
    else:
        groups = networkx.community.greedy_modularity_communities(graph, weight="weight", resolution=resolution)
    places = np.flatnonzero(defined)
    found = pd.Series(pd.NA, index=relatedness.index, dtype="Int64", name="community")
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), min(group))), start=1):
        found.iloc[places[sorted(group)]] = number
    return found


def _ones(table, threshold, by):
    """Ones where an industry is present, in a precision that counts exactly and, for up to 2**24 regions, fast."""
    return held_cells(table, threshold, by, np.float32 if len(table) < 2**24 else float)[0]


def _count_together(present):
    """In how many regions two industries are both present, and how many have each; NaN for an industry nobody has."""
    return _with_ubiquity((present.T @ present).astype(float))


def _with_ubiquity(together):
    """Counts of shared regions, NaN for an industry nobody has, and their diagonal."""
    ubiquity = np.diagonal(together).copy()
    ubiquity[ubiquity == 0] = np.nan
    if np.isnan(ubiquity).any():
        together[np.isnan(ubiquity), :] = together[:, np.isnan(ubiquity)] = np.nan
    return together, ubiquity


def _conditional(together, ubiquity, diagonal):
    result = np.divide(together, np.maximum(ubiquity[:, None], ubiquity), out=together)
    if not diagonal:
        np.fill_diagonal(result, np.where(np.isnan(ubiquity), np.nan, 0.0))
    return result


def _totals(together, ubiquity, counts, regions):
    if counts == "ubiquity":
        return ubiquity, float(regions)
    others = np.nansum(together, axis=1) - np.nan_to_num(ubiquity)
    return np.where(others > 0, others, np.nan), others.sum()


def _normalize(together, size, total, normalization):
    row, column = size[:, None], size[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        if normalization == "association":
            return together * total / (row * column)
        if normalization == "cosine":
            return together / np.sqrt(row * column)
        if normalization == "jaccard":
            return together / (row + column - together)
        if normalization == "inclusion":
            return together / np.minimum(row, column)
        rest = np.where(total > size, total - size, np.nan)
        return together / (row * column / 2 * (1 / rest[:, None] + 1 / rest))


def relatedness_weights(present, relatedness, industries, diagonal):
    """The given relatedness in the order of ``industries``, or the proximity of what is present."""
    if relatedness is None:
        exact = np.float32 if len(present) < 2**24 else float
        return _conditional(*_count_together(present.astype(exact)), diagonal)
    return _check_relatedness(relatedness, industries, diagonal)


def _check_relatedness(relatedness, industries, diagonal):
    """Values in the order of ``industries``; the diagonal 0 unless it is kept."""
    values = check_table(relatedness, "relatedness", nan=True, negative=True, rows="industry", columns="industry")
    if np.fmin.reduce(values, axis=None) < 0:
        row, column = np.argwhere(values < 0)[0]
        raise ValueError(
            f"relatedness: industries {relatedness.index[row]!r} and {relatedness.columns[column]!r} have "
            f"{values[row, column]:g}; a weight cannot be negative, so use relatedness.clip(lower=0)."
        )
    if industries is None:
        industries = relatedness.index.union(relatedness.columns, sort=False)
    missing = industries.difference(relatedness.index.intersection(relatedness.columns), sort=False)
    if len(missing):
        raise ValueError(
            f"relatedness: no row and column for industry {missing[0]!r} ({len(missing)} of {len(industries)} "
            "are missing); it must have the same industries both ways."
        )
    if industries.equals(relatedness.index) and industries.equals(relatedness.columns):
        values = values.copy()
    else:
        rows, columns = relatedness.index.get_indexer(industries), relatedness.columns.get_indexer(industries)
        values = values[np.ix_(rows, columns)]
    if not diagonal:
        np.fill_diagonal(values, 0.0)
    return values


def density(present, weights):
    """Weighted share of what is present (ones); an undefined weight counts for nothing."""
    weights = np.nan_to_num(weights)
    total = weights.sum(axis=0)
    near = present @ weights
    near /= np.where(total > 0, total, np.nan)
    return near


def _densities_by_the_others(present, diagonal):
    """Density of each region (row), with the proximity of all rows but its own."""
    together = present.T @ present
    rows = (_conditional(*_with_ubiquity(together - np.outer(row, row)), diagonal) for row in present)
    return np.array([density(row, weights) for row, weights in zip(present, rows, strict=True)])


def _strongest_links(weights, neighbours):
    weights = np.nan_to_num(weights)
    if not np.allclose(weights, weights.T, rtol=1e-9, atol=0):
        row, column = np.argwhere(~np.isclose(weights, weights.T, rtol=1e-9, atol=0))[0]
        raise ValueError(
            f"relatedness: {weights[row, column]:g} one way and {weights[column, row]:g} the other between industries "
            f"{row + 1} and {column + 1}; communities need a symmetric measure."
        )
    if neighbours is None:
        return weights
    order = np.argsort(-weights, axis=1, kind="stable")[:, :neighbours]
    kept = np.zeros(weights.shape, dtype=bool)
    np.put_along_axis(kept, order, True, axis=1)
    return np.where(kept | kept.T, weights, 0.0)
