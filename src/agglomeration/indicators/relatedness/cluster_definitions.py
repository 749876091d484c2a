"""Which industries belong together, and who says so: candidate groupings, and how well each holds by every measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import check_labels, check_list
from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.tables import check_choice, check_table
from agglomeration.indicators.inference.result import Inference
from agglomeration.words import marked, quoted, tell

__all__ = ["ClusterDefinitions", "define_clusters", "validation_scores"]

METHODS = ("ward", "average", "complete", "kmeans")
SCORES = ("cluster above mean", "cluster above 95", "industry above mean", "industry above 95")
# A group or industry must beat so many of the others.
HIGH = 95
# Moves of industries to the group that they are nearest to; it settles after a few rounds.
ROUNDS = 25
STARTS = 20


@dataclass(frozen=True)
class ClusterDefinitions:
    """Groups of industries that were found by a search, and the candidates that they were chosen from.

    Attributes
    ----------
    groups : pandas.Series
        The group of each industry, numbered from 1, larger groups first.
    candidates : pandas.DataFrame
        A row per candidate: ``similarity``, ``method``, ``groups`` (how many) and ``score``, the best first.
    scores : pandas.DataFrame
        :func:`validation_scores` of ``groups``.
    inference : Inference or None
        The score beside those that the same search finds in shuffled similarities: ``draws``, ``lower``, ``upper`` and
        ``p``, the chance of a score as high without structure. None without draws.

    Examples
    --------
    >>> ClusterDefinitions(pd.Series([1, 1, 2], ["a", "b", "c"]), pd.DataFrame(), pd.DataFrame())
    2 groups of 3 industries
    """

    groups: pd.Series
    candidates: pd.DataFrame
    scores: pd.DataFrame
    inference: Inference | None = None

    @property
    def score(self) -> float:
        """The mean score over the similarities, percent."""
        return float(self.scores["score"].mean())

    def __repr__(self) -> str:
        return tell(
            "{groups} groups of {industries} industries",
            groups=self.groups.nunique(),
            industries=f"{len(self.groups):,}",
        )


def validation_scores(
    groups: pd.Series, similarities: pd.DataFrame | Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    r"""Validation scores of groups of industries: are members nearer to each other than to other groups?

    With :math:`s` a similarity, the relatedness within group :math:`c` and between two groups is

    .. math:: W_c = \operatorname{mean}_{i \ne j \in c} s_{ij}, \qquad
              B_{ck} = \operatorname{mean}_{i \in c,\, j \in k} s_{ij}

    and the same for an industry, with :math:`i` fixed.

    Parameters
    ----------
    groups : pandas.Series
        The group of each industry.
    similarities : pandas.DataFrame or dict of pandas.DataFrame
        Industries x industries, for all industries of ``groups`` in any order; more may be there. Directed ones are
        averaged over both ways. Missing pairs count for nothing; the diagonal is not looked at.

    Returns
    -------
    pandas.DataFrame
        A row per similarity, percent: ``cluster above mean`` (groups with :math:`W_c` above the mean of their
        :math:`B_{ck}`), ``cluster above 95`` (above their 95th percentile), ``industry above mean`` and ``industry
        above 95`` (the same of industries), and ``score``, the mean of the four. A group of one industry, which has
        no pairs, counts as failing. NaN where there is one group only.

    Raises
    ------
    ValueError
        If a similarity lacks an industry of ``groups``, one has two groups, or there are no industries.

    Notes
    -----
    After Delgado, Porter and Stern. The score is *of this data*: groups that were searched for in a similarity score
    well by it whatever it holds, also in one whose pairs were shuffled. Judge by similarities that were not searched,
    or beside the same search in shuffled ones: :func:`define_clusters` with ``draws``. Few large groups and many small
    ones are not comparable by it either.

    No package in R or Python has these scores. ``fpc::cluster.stats`` gives the mean distances within and between
    groups, and ``sklearn.metrics.silhouette_samples`` says of each industry whether its own group is nearer than the
    next one.

    References
    ----------
    Delgado, M., Porter, M. E. and Stern, S. (2016). Defining clusters of related industries. Journal of Economic
    Geography 16(1), 1-38.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> names = ["ore", "steel", "cars", "milk", "bread"]
    >>> near = pd.DataFrame(0.1, names, names)
    >>> near.loc[names[:3], names[:3]] = 0.8
    >>> near.loc[names[3:], names[3:]] = 0.7
    >>> validation_scores(pd.Series([1, 1, 1, 2, 2], names), near)["score"].tolist()
    [100.0]
    >>> validation_scores(pd.Series([1, 1, 2, 2, 2], names), near)["score"].round(1).tolist()
    [65.0]
    """
    given = _several(similarities)
    codes, _ = _codes(groups)
    rows = {name: _score(_matrix(one, groups.index, name), codes) for name, one in given.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*SCORES, "score"]).rename_axis(
        "similarity"
    )


def define_clusters(
    similarities: pd.DataFrame | Mapping[str, pd.DataFrame],
    numbers: Sequence[int] = (5, 10, 15, 20, 25, 30),
    methods: Sequence[Literal["ward", "average", "complete", "kmeans"]] = ("ward", "kmeans"),
    *,
    combine: bool = True,
    reassign: bool = True,
    draws: int = 0,
    shuffle: Literal["together", "apart"] = "together",
    seed: int | None = 0,
    level: float = 0.95,
) -> ClusterDefinitions:
    r"""Define clusters of industries: make many candidate groupings, score each by every similarity, keep the best.

    Parameters
    ----------
    similarities : pandas.DataFrame or dict of pandas.DataFrame
        Industries x industries, larger for more related, with the same industries. Missing pairs are taken as the mean
        of the matrix.
    numbers : sequence of int
        How many groups the candidates have.
    methods : sequence of {"ward", "average", "complete", "kmeans"}
        How candidates are made of a similarity: hierarchical clustering of its rows (each industry's similarities to
        all), with three kinds of linkage, or k-means of its rows.
    combine : bool
        Whether the mean of all similarities, each standardized, makes candidates too.
    reassign : bool
        Whether industries that are nearer to another group than to their own (by the mean of the standardized
        similarities) move there, until none is or the rounds are over.
    draws : int
        How often the same search is made in similarities whose pairs were shuffled.
    shuffle : {"together", "apart"}
        Whether all similarities are shuffled in the same way, so that they go on agreeing with each other and only
        their structure is gone, or each by itself, so that their agreement is gone as well.
    seed : int, optional
        Seed of k-means and of the shuffles.
    level : float
        Level of the interval of the scores in shuffles.

    Returns
    -------
    ClusterDefinitions
        The best candidate; its ``inference`` holds the best score of each shuffle.

    Raises
    ------
    ValueError
        If similarities do not hold the same industries, one has no two pairs that differ, a number of groups is out of
        range, a method is unknown, or there is no number or method.
    ImportError
        If scipy is not installed.

    Notes
    -----
    After Delgado, Porter and Stern, who had six-digit industries, co-location of jobs and of plants, input-output links
    and occupations, and afterwards moved industries by hand. The best of many candidates is best partly by chance:
    the next may differ in many industries and hardly in score, so look at ``candidates``, at :func:`adjusted_rand`
    between the best, and at ``draws``. A search in shuffled similarities can score as high as one in real ones: that
    members are nearer to each other than to others is what a search makes, not what it finds.

    Without ``reassign`` the groups of one candidate are those of ``sklearn.cluster.AgglomerativeClustering`` on the
    same rows. No package that we know has the search or the scores.

    References
    ----------
    Delgado, M., Porter, M. E. and Stern, S. (2016). Defining clusters of related industries. Journal of Economic
    Geography 16(1), 1-38.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> generator = np.random.default_rng(1)
    >>> kin = np.kron(np.eye(4), np.ones((5, 5)))
    >>> near = pd.DataFrame(kin + generator.normal(0, 0.2, kin.shape))
    >>> found = define_clusters({"trade": near, "labour": near.T}, numbers=[4])
    >>> found
    4 groups of 20 industries
    >>> found.scores["score"].tolist()
    [100.0, 100.0]
    """
    check_choice(shuffle, ("together", "apart"), "shuffle")
    given = _several(similarities)
    _check_search(numbers, methods, draws)
    first = next(iter(given.values()))
    labels = first.index
    matrices = {name: _matrix(one, labels, name) for name, one in given.items()}
    for name, surplus in given.items():
        beyond = surplus.index.difference(labels, sort=False)
        if len(beyond):
            raise ValueError(
                tell(
                    "{name}: industry {industry} is not in {first}; give all similarities the same industries.",
                    name=name,
                    industry=quoted(beyond[0]),
                    first=next(iter(given)),
                )
            )
    for name, one in matrices.items():
        there = one[np.isfinite(one)]
        if not (there.size and np.ptp(there) > 0):
            raise ValueError(
                tell(
                    "{name}: all pairs are equally related, or none is known, so that it shows no groups; leave "
                    "it out.",
                    name=name,
                )
            )
    for number in numbers:
        if not 2 <= number < len(labels):
            raise ValueError(
                tell(
                    "numbers: {number} groups of {industries} industries; it takes 2 or more, and fewer than "
                    "industries.",
                    number=number,
                    industries=len(labels),
                )
            )
    search = _Search([int(number) for number in numbers], list(methods), combine, reassign, seed)
    codes, table = search(matrices)
    groups = pd.Series(_by_size(codes), index=labels, name="group")
    scores = validation_scores(groups, given)
    if not draws:
        return ClusterDefinitions(groups, table, scores)
    generator = np.random.default_rng(seed)
    null = [_best_score(search, matrices, shuffle, generator) for _ in range(draws)]
    best = float(table["score"].iloc[0])
    told = Inference.from_null(best, np.array(null), level=level, seed=seed)
    return ClusterDefinitions(groups, table, scores, told)


@dataclass(frozen=True)
class _Search:
    """Candidates by every method and number, each scored by every similarity."""

    numbers: list[int]
    methods: list[str]
    combine: bool
    reassign: bool
    seed: int | None

    def __call__(self, matrices):
        together = np.mean([_standardized(matrix) for matrix in matrices.values()], axis=0)
        sources = dict(matrices)
        if self.combine and len(matrices) > 1:
            sources[tell("all together")] = together
        rows, groupings = [], []
        for name, matrix in sources.items():
            profiles = _profiles(matrix)
            for method in self.methods:
                cut = _cutter(profiles, method, self.seed)
                for number in self.numbers:
                    codes = cut(number)
                    if self.reassign:
                        codes = _settled(together, codes)
                    score = np.mean([_score(one, codes)[-1] for one in matrices.values()])
                    rows.append((name, method, int(codes.max()) + 1, score))
                    groupings.append(codes)
        table = pd.DataFrame(rows, columns=["similarity", "method", "groups", "score"])
        # Of equal scores the first that was tried.
        order = table["score"].sort_values(ascending=False, kind="stable").index
        return groupings[order[0]], table.loc[order].reset_index(drop=True)


def _check_search(numbers, methods, draws):
    for given, name in ((numbers, "numbers"), (methods, "methods")):
        check_list(given, name)
        if not len(given):
            raise ValueError(
                tell("{name}: there are none, so that there is no candidate.", name=name)
            )
    for method in methods:
        check_choice(method, METHODS, "methods")
    for number in numbers:
        if number != int(number):
            raise ValueError(
                tell("numbers: {number} is no whole number of groups.", number=quoted(number))
            )
    if not isinstance(draws, (int, np.integer)) or draws < 0:
        raise ValueError(
            tell("draws: {draws} is not a number of draws; 0 makes none.", draws=quoted(draws))
        )


def _best_score(search, matrices, shuffle, generator):
    size = len(next(iter(matrices.values())))
    rows, columns = np.triu_indices(size, 1)
    order = generator.permutation(len(rows))
    shuffled = {}
    for name, matrix in matrices.items():
        if shuffle == "apart":
            order = generator.permutation(len(rows))
        new = np.empty_like(matrix)
        np.fill_diagonal(new, np.nan)
        new[rows, columns] = new[columns, rows] = matrix[rows, columns][order]
        shuffled[name] = new
    return float(search(shuffled)[1]["score"].iloc[0])


def _several(similarities):
    if isinstance(similarities, pd.DataFrame):
        return {tell("similarity"): similarities}
    if not similarities:
        raise ValueError(tell("similarities: there are none; give at least one table."))
    return dict(similarities)


def _codes(groups):
    if not isinstance(groups, pd.Series):
        raise TypeError(
            tell(
                "groups: expected a Series with the group of each industry, got {found}.",
                found=type(groups).__name__,
            )
        )
    check_labels(groups.index, "groups", "industry")
    codes, names = pd.factorize(groups)
    if not len(codes) or (codes < 0).any():
        raise ValueError(tell("groups: each industry needs a group, and there must be one."))
    return codes, names


def _matrix(similarity, labels, name):
    """A similarity in the order of the labels, the same both ways, its diagonal undefined."""
    values = check_table(
        similarity,
        name,
        nan=True,
        negative=True,
        rows=marked("industry"),
        columns=marked("industry"),
    )
    for axis in (similarity.index, similarity.columns):
        missing = labels.difference(axis, sort=False)
        if len(missing):
            raise ValueError(
                tell(
                    "{name}: industry {industry} is not there both ways; give a row and a column for each.",
                    name=name,
                    industry=quoted(missing[0]),
                )
            )
    values = values[
        np.ix_(similarity.index.get_indexer(labels), similarity.columns.get_indexer(labels))
    ]
    values = (values + values.T) / 2
    np.fill_diagonal(values, np.nan)
    return values


def _score(matrix, codes):
    """The four shares in percent, and their mean."""
    count = codes.max() + 1
    if count < 2:
        return [np.nan] * 5
    near = _to_groups(matrix, codes, count)
    of_industries = _beats(near, codes, np.arange(len(codes)))
    # Between groups every pair counts once: sums of pairs over how many there are.
    sums, pairs = (
        np.array([part[codes == group].sum(axis=0) for group in range(count)])
        for part in _sums_and_pairs(matrix, codes, count)
    )
    groups = np.divide(sums, pairs, out=np.full(sums.shape, np.nan), where=pairs > 0)
    of_groups = _beats(groups, np.arange(count), np.arange(count))
    shares = [100 * share for share in (*of_groups, *of_industries)]
    return [*shares, float(np.mean(shares))]


def _sums_and_pairs(matrix, codes, count):
    """Of each industry with each group: the sum of its similarities, and of how many pairs."""
    member = np.eye(count)[codes]
    there = np.isfinite(matrix)
    return np.where(there, matrix, 0.0) @ member, there @ member


def _to_groups(matrix, codes, count):
    sums, pairs = _sums_and_pairs(matrix, codes, count)
    return np.divide(sums, pairs, out=np.full(sums.shape, np.nan), where=pairs > 0)


def _beats(near, own, rows):
    """The shares that are nearer to their own group than to the mean, and to the 95th percentile, of the others."""
    inside = near[rows, own]
    others = near.copy()
    others[rows, own] = np.nan
    some = np.isfinite(others).any(axis=1)
    mean, high = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    mean[some] = np.nanmean(others[some], axis=1)
    high[some] = np.nanpercentile(others[some], HIGH, axis=1)
    # Who has no pair inside fails: a comparison with NaN is false.
    return float((inside > mean).mean()), float((inside > high).mean())


def _standardized(matrix):
    spread = np.nanstd(matrix)
    return (matrix - np.nanmean(matrix)) / (spread if spread > 0 else 1.0)


def _profiles(matrix):
    """Each industry's similarities to all; to itself the largest, and missing ones the mean."""
    filled = np.where(np.isfinite(matrix), matrix, np.nanmean(matrix))
    np.fill_diagonal(filled, np.nanmax(matrix))
    return filled


def _cutter(profiles, method, seed):
    """What cuts the industries into a number of groups; the tree is made once for all numbers."""
    if method == "kmeans":
        vq = require("scipy.cluster.vq", "statistics", "k-means")
        return lambda number: _kmeans(vq, profiles, number, seed)
    hierarchy = require("scipy.cluster.hierarchy", "statistics", "hierarchical clustering")
    tree = hierarchy.linkage(profiles, method)
    return lambda number: _compact(hierarchy.fcluster(tree, number, "maxclust"))


def _kmeans(vq, profiles, number, seed):
    """The best of several starts."""
    generator = np.random.default_rng(seed)
    best, least = None, np.inf
    for _ in range(STARTS):
        centres, codes = vq.kmeans2(profiles, number, minit="++", seed=generator)
        apart = ((profiles - centres[codes]) ** 2).sum()
        if apart < least:
            best, least = codes, apart
    return _compact(best)


def _compact(codes):
    return np.unique(codes, return_inverse=True)[1]


def _settled(together, codes):
    """Each industry in the group that it is nearest to on average; a group may end."""
    for _ in range(ROUNDS):
        near = _to_groups(together, codes, codes.max() + 1)
        wanted = np.where(np.isfinite(near), near, -np.inf)
        inside = wanted[np.arange(len(codes)), codes]
        best = wanted.argmax(axis=1)
        moves = wanted.max(axis=1) > inside
        if not moves.any():
            break
        # One at a time, the one that gains most: all at once would swap pairs back and forth.
        gain = np.where(
            moves, wanted.max(axis=1) - np.where(np.isfinite(inside), inside, 0.0), -np.inf
        )
        mover = int(gain.argmax())
        codes = codes.copy()
        codes[mover] = best[mover]
        codes = _compact(codes)
    return codes


def _by_size(codes):
    """Groups numbered from 1, the larger first."""
    sizes = np.bincount(codes)
    rank = np.empty(len(sizes), dtype=int)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(1, len(sizes) + 1)
    return rank[codes]
