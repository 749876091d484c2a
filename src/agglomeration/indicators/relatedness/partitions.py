"""Industries put into groups: how much of their links stays inside, and how far two ways of grouping agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import check_labels, named_type
from agglomeration.indicators.ground.tables import check_flows, check_table, ratio
from agglomeration.indicators.ground.ties import at_least
from agglomeration.words import marked, quoted, tell

from .agreement import adjusted_agreement, pairs_together, stability
from .communities import communities

__all__ = ["adjusted_rand", "kept_inside", "nested_communities", "nesting", "strongest_links"]


def adjusted_rand(one: pd.Series, other: pd.Series, adjusted: bool = True) -> float:
    r"""Adjusted Rand index: how far two ways of grouping the same things agree, beyond chance.

    .. math:: \mathrm{ARI} = \frac{a - \bar a}{\tfrac12 (p + q) - \bar a}, \qquad
              \bar a = \frac{p\, q}{\binom n2}

    with :math:`a` the pairs that are together in both groupings, :math:`p` and :math:`q` those together in either, and
    :math:`n` the number of things. The plain index is the share of pairs on which both agree,
    :math:`1 - (p + q - 2a) / \binom n2`.

    Parameters
    ----------
    one, other : pandas.Series
        The group of each thing; the same labels in any order. Things whose group is missing in either are left out.
    adjusted : bool
        Whether agreement by chance is taken off.

    Returns
    -------
    float
        1 where the groupings are the same, 0 on average where the second is the first shuffled, a little below 0 at
        worst; the plain index from 0 to 1. NaN with fewer than two things, and where both groupings keep all together
        or all apart, so that nothing is left to agree on.

    Raises
    ------
    TypeError, ValueError
        If a grouping is not a Series, or the labels repeat or differ.

    Notes
    -----
    The plain index is close to 1 whenever groups are many, since most pairs are then apart in both: it rises by
    splitting. Equals ``sklearn.metrics.adjusted_rand_score`` and ``rand_score``, which give 1 where this is NaN.

    References
    ----------
    Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2(1), 193-218.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["farms", "food", "steel", "cars"]
    >>> official = pd.Series(["primary", "factory", "factory", "factory"], index=names)
    >>> found = pd.Series([1, 1, 2, 2], index=names)
    >>> adjusted_rand(official, found), adjusted_rand(official, found, adjusted=False)
    (0.0, 0.5)
    """
    pairs = _pairs_together(one, other)
    adjusted_index = adjusted_agreement(pairs)
    if adjusted or np.isnan(adjusted_index):
        return adjusted_index
    return float(1 - (pairs.first + pairs.second - 2 * pairs.both) / pairs.all)


def nesting(fine: pd.Series, coarse: pd.Series) -> float:
    """Share of the pairs of a fine grouping that a coarse one keeps together.

    Parameters
    ----------
    fine, coarse : pandas.Series
        As in :func:`adjusted_rand`.

    Returns
    -------
    float
        0 to 1; 1 where every fine group lies inside a coarse one. NaN where the fine grouping keeps all apart.

    Raises
    ------
    TypeError, ValueError
        As :func:`adjusted_rand`.

    Notes
    -----
    A coarse grouping of few groups keeps many pairs together by chance: compare with the share of all pairs that it
    keeps together.

    References
    ----------
    Wallace, D. L. (1983). A method for comparing two hierarchical clusterings: comment. Journal of the American
    Statistical Association 78(383), 569-576.

    Examples
    --------
    >>> import pandas as pd
    >>> coarse = pd.Series({"farms": 1, "vineyards": 1, "wineries": 1, "hotels": 2})
    >>> fine = pd.Series({"farms": 1, "vineyards": 2, "wineries": 2, "hotels": 2})
    >>> round(nesting(fine, coarse), 3)
    0.333
    """
    pairs = _pairs_together(fine, coarse)
    return float(pairs.both / pairs.first) if pairs.first else np.nan


def kept_inside(links: pd.DataFrame, groups: pd.Series) -> pd.Series:
    r"""Share of links that stay inside groups, beside what the groups' sizes alone would keep inside.

    .. math:: \text{inside} = \frac{\sum_{i \ne j} w_{ij}\, [c_i = c_j]}{\sum_{i \ne j} w_{ij}}, \qquad
              \text{expected} = \sum_c \frac{k^{out}_c k^{in}_c}{m^2}

    with :math:`k_c` the links that leave or enter the members of group :math:`c` and :math:`m` all links.

    Parameters
    ----------
    links : pandas.DataFrame
        Industries x industries, non-negative, one-way or symmetric. The diagonal is not used.
    groups : pandas.Series
        The group of each industry; an industry whose group is missing is left out.

    Returns
    -------
    pandas.Series
        ``inside`` and ``expected``, both 0 to 1; NaN where there is no link. Their difference is the modularity.

    Raises
    ------
    TypeError, ValueError
        If the links are not square, negative or missing, or an industry has no entry in ``groups``.

    Notes
    -----
    One group of everything keeps all inside, which is no finding: look at the difference. Equals, for the difference,
    ``networkx.community.modularity`` of the same graph.

    References
    ----------
    Newman, M. E. J. and Girvan, M. (2004). Finding and evaluating community structure in networks. Physical Review E
    69(2), 026113.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["farms", "food", "steel", "cars"]
    >>> trade = pd.DataFrame(
    ...     [[0, 8, 0, 0], [1, 0, 1, 0], [0, 0, 0, 9], [0, 0, 1, 0]], index=names, columns=names
    ... )
    >>> kept_inside(trade, pd.Series([1, 1, 2, 2], index=names)).round(3).to_dict()
    {'inside': 0.95, 'expected': 0.5}
    """
    values = check_flows(links, "links")
    number = _numbered(groups, links.index, "groups")
    known = number >= 0
    values = values[np.ix_(known, known)] * (1 - np.eye(known.sum()))
    number = number[known]
    total = values.sum()
    leave, enter = (np.bincount(number, values.sum(axis=axis)) for axis in (1, 0))
    inside = values[number[:, None] == number].sum()
    return pd.Series(
        {"inside": ratio(inside, total), "expected": ratio(leave @ enter, total**2)}, dtype=float
    )


def strongest_links(links: pd.DataFrame, share: float) -> pd.DataFrame:
    """Keep the strongest links of a network, the others become 0.

    Parameters
    ----------
    links : pandas.DataFrame
        Items x items, symmetric and non-negative; an undefined link (NaN) is none. The diagonal is not used.
    share : float
        Which share of all pairs to keep, above 0 and at most 1. Links as strong as the weakest kept one are kept too;
        a link of 0 never is.

    Returns
    -------
    pandas.DataFrame
        As ``links``, weaker ones and the diagonal 0.

    Raises
    ------
    ValueError
        If the links are negative or not symmetric, or the share is not above 0 and at most 1.

    Notes
    -----
    What is left is easier to see and easier to group. That is a property of the cut, not of the economy.

    References
    ----------
    A definition of this library.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["farms", "food", "steel"]
    >>> links = pd.DataFrame([[0, 8, 1], [8, 0, 2], [1, 2, 0]], index=names, columns=names)
    >>> strongest_links(links, 0.5)
           farms  food  steel
    farms    0.0   8.0    0.0
    food     8.0   0.0    2.0
    steel    0.0   2.0    0.0
    """
    if not 0 < share <= 1:
        raise ValueError(
            tell(
                "share: {share} is not a share of pairs; it must be above 0 and at most 1.",
                share=quoted(share),
            )
        )
    check_table(links, "links", nan=True, rows=marked("item"), columns=marked("item"))
    values = check_flows(links.fillna(0.0), "links") * (1 - np.eye(len(links)))
    if not np.allclose(values, values.T, rtol=1e-9, atol=0):
        raise ValueError(
            tell("links: the two ways differ; add them up or take the larger one first.")
        )
    pairs = np.sort(values[np.triu_indices(len(values), 1)])[::-1]
    weakest = pairs[max(1, round(share * len(pairs))) - 1] if len(pairs) else 0.0
    kept = np.where(at_least(values, weakest) & (values > 0), values, 0.0)
    return pd.DataFrame(kept, index=links.index, columns=links.columns)


def nested_communities(
    relatedness: pd.DataFrame,
    resolutions: Sequence[float],
    neighbours: int | None = None,
    seed: int = 0,
    *,
    seeds: int = 1,
) -> pd.DataFrame:
    """Communities within communities: each level splits the groups of the level before.

    Parameters
    ----------
    relatedness, neighbours, seed, seeds
        As in :func:`communities`; the links to ``neighbours`` are chosen anew inside each group.
    resolutions : sequence of float
        One level per resolution, from coarse to fine.

    Returns
    -------
    pandas.DataFrame
        Items x resolutions: the group of each item at each level, numbered from 1. Every group of a level lies inside
        one of the level before. Missing (``<NA>``) for an item whose relatedness is undefined to all others. With
        ``seeds`` above 1 ``.attrs["stability"]`` has the agreement of the seeds at each resolution, as in
        :func:`communities`.

    Raises
    ------
    ImportError, ValueError
        As :func:`communities`; and if the resolutions do not increase.

    Notes
    -----
    Groups found at each resolution anew need not be nested: :func:`nesting` says how far they are.

    References
    ----------
    As :func:`communities`, which finds the groups; the nesting is a definition of this library.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["vines", "wine", "farms", "hotels"]
    >>> related = pd.DataFrame(
    ...     [[0, 0.9, 0.4, 0], [0.9, 0, 0.4, 0], [0.4, 0.4, 0, 0.1], [0, 0, 0.1, 0]], index=names, columns=names
    ... )
    >>> nested_communities(related, [0.5, 1.5])
            0.5  1.5
    vines     1    1
    wine      1    1
    farms     1    2
    hotels    1    2
    """
    levels = list(resolutions)
    if levels != sorted(set(levels)):
        raise ValueError(
            tell(
                "resolutions: {levels} do not increase; list them from coarse to fine.",
                levels=levels,
            )
        )
    runs = [
        _nested(relatedness, levels, neighbours, one) for one in range(seed, seed + max(seeds, 1))
    ]
    if seeds > 1:
        numbers = [run.fillna(-1).astype(int) for run in runs]
        agree = {level: stability([run[level].to_numpy() for run in numbers]) for level in levels}
        runs[0].attrs |= {"stability": agree, "seeds": int(seeds)}
    return runs[0]


def _nested(relatedness, levels, neighbours, seed):
    found, group = {}, pd.Series(1, index=relatedness.index, dtype="Int64")
    for resolution in levels:
        parts = [
            communities(
                relatedness.loc[members, members],
                neighbours=neighbours,
                resolution=resolution,
                seed=seed,
            )
            if len(members) > 1
            else pd.Series(1, index=members, dtype="Int64")
            for members in group.groupby(group).groups.values()
        ]
        part = pd.concat(parts).reindex(relatedness.index)
        # Without the index, whose levels may have these names.
        both = pd.DataFrame({"group": group.array, "part": part.array})
        number = both.groupby(["group", "part"]).ngroup() + 1
        group = pd.Series(number.array, index=relatedness.index).astype("Int64")
        found[resolution] = group
    return pd.DataFrame(found)


def _pairs_together(one, other):
    first = _numbered(one, one.index if isinstance(one, pd.Series) else None, "one")
    return pairs_together(first, _numbered(other, one.index, "other"))


def _numbered(groups, labels, name):
    """Groups as whole numbers in the order of ``labels``; -1 where the group is missing."""
    if not isinstance(groups, pd.Series):
        raise TypeError(
            tell(
                "{name}: expected a Series with the group of each label, got {found}.",
                name=name,
                found=named_type(groups),
            )
        )
    check_labels(groups.index, name, marked("label"))
    strangers = labels.symmetric_difference(groups.index, sort=False)
    if len(strangers):
        raise ValueError(
            tell(
                "{name}: {label} is in one of the two only; both must have the same labels.",
                name=name,
                label=quoted(strangers[0]),
            )
        )
    return pd.factorize(groups.reindex(labels))[0]
