"""Whether relatedness density foretells which industries a region gains or loses."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.tables import align_table, check_choice
from agglomeration.indicators.relatedness import relatedness_density
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import quoted, tell

from .effect import Effect, check_level, z_of
from .regression import coefficients, fitted

__all__ = ["entry_model"]

FOLDS = 10
# What is left of a variable after the fixed effects is rounding noise below this share of its spread.
NOISE = 1e-8
POWER = 0.8


class _Cells(NamedTuple):
    """The cells at risk: codes of region and industry, whether it happened, density."""

    region: np.ndarray
    industry: np.ndarray
    happened: np.ndarray
    density: np.ndarray


def entry_model(
    before: pd.DataFrame,
    after: pd.DataFrame,
    relatedness: pd.DataFrame | None = None,
    of: Literal["entry", "exit"] = "entry",
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    margin: float = 0.0,
    fixed_effects: bool = True,
    cluster: Literal["region", "industry", "both"] = "region",
    level: float = 0.95,
) -> Effect:
    r"""Whether a region gains (or loses) the industries that are related to what it has.

    Over the cells at risk (industries absent before, for entry; present before, for exit)

    .. math:: \text{entry}_{ri} = \beta\, \omega_{ri} + \mu_r + \nu_i + \varepsilon_{ri}

    with relatedness density :math:`\omega_{ri}` before, and fixed effects of region and industry.

    Parameters
    ----------
    before, after : pandas.DataFrame
        Regions x industries, non-negative amounts at two dates; the same labels, ``after`` in any order.
    relatedness : pandas.DataFrame, optional
        Industries x industries, non-negative, from other data: input-output, labour flows, another country. Without
        it, the proximity before in the *other* regions, as in ``relatedness_density(before, leave_out=True)``.
    of : {"entry", "exit"}
        What is foretold.
    threshold, by
        What counts as present, as in :func:`presence`. A region that is empty at a date is at no risk.
    margin : float
        From 0 to below 1. Entry counts only from below ``threshold * (1 - margin)`` to
        ``threshold * (1 + margin)`` or more, exit the other way round, so that a cell that wavers about the threshold
        is no event. Cells between the two are not at risk.
    fixed_effects : bool
        Whether regions and industries have effects of their own. Without them diversified regions, which are dense in
        everything, and widespread industries make an association by themselves.
    cluster : {"region", "industry", "both"}
        Within what errors may be correlated.
    level : float
        Level of the interval.

    Returns
    -------
    Effect
        The coefficient: by how much the probability of the event rises with density from 0 to 1.
        ``tables["coefficients"]`` has its error, interval and p; ``tables["out_of_sample"]`` says how well
        regions that were left out are foretold. Its rows: ``industries`` (how often others gained it), ``density``,
        ``both``; its columns: ``auc`` (the chance that an event within a region ranks above a cell without one; 0.5 is
        a coin) with its ``error``. ``details``: ``at_risk``, ``events``, ``rate``, ``regions``, ``industries``,
        ``deviation`` (of density at risk), ``within`` (what is left of it after the fixed effects),
        ``per_deviation`` (the coefficient times ``deviation``), ``detectable`` (the coefficient that would be
        found in 8 of 10 samples at the 5 percent level, given this error), ``clusters``, ``left_out`` (cells
        whose density is undefined).

    Raises
    ------
    ValueError
        If tables are bad or their labels differ, ``margin`` is out of range, nothing or everything at risk changes, or
        density does not vary beside the fixed effects.
    ImportError
        If statsmodels or scipy is not installed.

    Notes
    -----
    A linear probability model, as most of this literature has it: it compares cells within a region and within an
    industry at once. It shows an association. What made industries go together before may make them come together
    later, whether or not one draws the other. With few events, look at ``detectable`` before reading a small
    coefficient as none. A margin of 0 counts every wavering about the threshold; compare with 0.1.

    Errors clustered on regions count the effects of industries as parameters. ``pyfixest.feols("entry ~ density |
    region + industry", vcov={"CRV1": "region"})`` gives the same coefficient; its error differs by the correction
    for few observations.

    References
    ----------
    Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time? Industry relatedness and the
    development of new growth paths in regions. Economic Geography 87(3), 237-265.
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development
    of nations. Science 317(5837), 482-487.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> generator = np.random.default_rng(1)
    >>> kin = np.kron(np.eye(4), np.ones((10, 10)))  # four families of ten industries
    >>> chances = generator.choice([0.1, 0.5], (60, 4)).repeat(10, axis=1)
    >>> before = pd.DataFrame(generator.random((60, 40)) < chances).astype(int)
    >>> near = before @ (kin - np.eye(40)) / 9
    >>> after = before | (generator.random((60, 40)) < 0.4 * near).astype(int)
    >>> found = entry_model(before, after, pd.DataFrame(kin), by="amount")
    >>> bool(found.lower < 0.4 < found.upper)
    True
    """
    level = check_level(level)
    check_choice(of, ("entry", "exit"), "of")
    check_choice(cluster, ("region", "industry", "both"), "cluster")
    if not 0 <= margin < 1:
        raise ValueError(
            tell(
                "margin: {margin} is not from 0 to below 1; 0.1 asks for a tenth beyond the threshold on both sides.",
                margin=quoted(margin),
            )
        )
    cells, left_out = _at_risk(before, after, relatedness, of, threshold, by, margin)
    _check_events(cells, of)
    explained, density, absorbed = _without_effects(cells, fixed_effects)
    if not np.abs(density).max() > NOISE * max(np.ptp(cells.density), NOISE):
        raise ValueError(
            tell(
                "before: relatedness density does not vary among the cells at risk beside the fixed effects, so that "
                "nothing can be told from it."
            )
        )
    groups, clusters = _groups(cells, cluster)
    if cluster in ("region", "industry") and fixed_effects:
        # The effects of the clusters are sums of theirs: the correction of clustered errors has them already.
        absorbed -= clusters
    fit, scale = fitted(explained, density[:, None], groups, absorbed)
    table = coefficients(fit, ["density"], scale, level)
    first = table.iloc[0]
    details = _details(cells, density, first, clusters, left_out)
    return Effect(
        estimate=float(first["coefficient"]),
        error=float(first["error"]),
        lower=float(first["lower"]),
        upper=float(first["upper"]),
        p=float(first["p"]),
        level=level,
        observations=len(cells.happened),
        tables={"coefficients": table, "out_of_sample": _out_of_sample(cells)},
        details=details,
    )


def _at_risk(before, after, relatedness, of, threshold, by, margin):
    """The cells at risk, and how many have no density."""
    after = align_table(after, before, "after")
    absent_below, held_above = threshold * (1 - margin), threshold * (1 + margin)
    first, last = (absent_below, held_above) if of == "entry" else (held_above, absent_below)
    held_first, empty = held_cells(before, first, by)
    held_last, empty_after = held_cells(after, last, by)
    at_risk = ~held_first if of == "entry" else held_first
    happened = held_last if of == "entry" else ~held_last
    # A region without anything has no quotients: it is at no risk.
    at_risk &= ~(empty | empty_after)[:, None]
    own = relatedness is None
    near = relatedness_density(
        before, relatedness, leave_out=own, threshold=threshold, by=by
    ).to_numpy()
    defined = np.isfinite(near)
    region, industry = np.nonzero(at_risk & defined)
    cells = _Cells(
        region, industry, happened[region, industry].astype(float), near[region, industry]
    )
    return cells, int((at_risk & ~defined).sum())


def _check_events(cells, of):
    if not len(cells.happened):
        if of == "entry":
            raise ValueError(
                tell(
                    "before: no industry is absent anywhere, so that none can enter; see threshold= and by=."
                )
            )
        raise ValueError(
            tell(
                "before: no industry is present anywhere, so that none can leave; see threshold= and by=."
            )
        )
    if cells.happened.min() == cells.happened.max():
        if cells.happened[0]:
            raise ValueError(
                tell("after: all cells at risk changed; a probability needs both kinds.")
            )
        raise ValueError(
            tell(
                "after: none of the cells at risk changed; choose dates further apart, or a smaller margin."
            )
        )


def _without_effects(cells, fixed_effects):
    """Event and density less what region and industry tell, and how many parameters that took."""
    columns = np.column_stack([cells.happened, cells.density])
    if not fixed_effects:
        return *(columns - columns.mean(axis=0)).T, 1
    sparse = require("scipy.sparse", "statistics", "fixed effects")
    solver = require("scipy.sparse.linalg", "statistics", "fixed effects")
    graph = require("scipy.sparse.csgraph", "statistics", "fixed effects")
    rows = np.arange(len(columns))
    regions, industries = (_compact(codes) for codes in (cells.region, cells.industry))
    width, height = regions.max() + 1, industries.max() + 1
    places = np.concatenate([regions, width + industries])
    dummies = sparse.csr_array(
        (np.ones(2 * len(columns)), (np.concatenate([rows, rows]), places)),
        shape=(len(columns), width + height),
    )
    # Regions and industries that share no cells at risk, not even by others, each have a constant of their own.
    parts, _ = graph.connected_components(dummies.T @ dummies, directed=False)
    left = [
        column - dummies @ solver.lsqr(dummies, column, atol=1e-13, btol=1e-13, iter_lim=10_000)[0]
        for column in (columns - columns.mean(axis=0)).T
    ]
    return *left, int(width + height - parts)


def _compact(codes):
    return np.unique(codes, return_inverse=True)[1]


def _groups(cells, cluster):
    regions, industries = _compact(cells.region), _compact(cells.industry)
    kinds = {"region": regions, "industry": industries}
    clusters = {name: int(codes.max()) + 1 for name, codes in kinds.items()}
    named = list(kinds) if cluster == "both" else [cluster]
    for name in named:
        if clusters[name] < 2:
            raise ValueError(
                tell(
                    "cluster: only one {kind} has cells at risk; errors cannot be clustered on it.",
                    kind=name,
                )
            )
    if cluster == "both":
        return np.column_stack([regions, industries]), min(clusters.values())
    return kinds[cluster], clusters[cluster]


def _details(cells, density, first, clusters, left_out):
    deviation = float(cells.density.std())
    return {
        "at_risk": len(cells.happened),
        "events": int(cells.happened.sum()),
        "rate": float(cells.happened.mean()),
        "regions": len(np.unique(cells.region)),
        "industries": len(np.unique(cells.industry)),
        "deviation": deviation,
        "within": float(density.std()),
        "per_deviation": float(first["coefficient"] * deviation),
        "detectable": float((z_of(0.95) + z_of(2 * POWER - 1)) * first["error"]),
        "clusters": clusters,
        "left_out": left_out,
    }


def _out_of_sample(cells):
    """How events of left-out regions rank within their region, by what the other regions teach."""
    scores = {name: np.empty(len(cells.happened)) for name in ("industries", "density", "both")}
    codes = _compact(cells.region)
    for fold in range(min(FOLDS, codes.max() + 1)):
        out = codes % FOLDS == fold
        if out.all():
            continue
        rates, slope, middle = _taught(cells, ~out)
        industry, density = cells.industry[out], cells.density[out]
        scores["industries"][out] = rates[industry]
        scores["density"][out] = density if slope >= 0 else -density
        scores["both"][out] = rates[industry] + slope * (density - middle[industry])
    rows = {name: _auc(score, cells.happened, codes) for name, score in scores.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["auc", "error"]).rename_axis("by")


def _taught(cells, inside):
    """Rates and mean densities of industries, and the slope within region and industry, in some regions."""
    size = cells.industry.max() + 1
    industry, happened, density = (
        part[inside] for part in (cells.industry, cells.happened, cells.density)
    )
    count = np.bincount(industry, minlength=size)
    overall, typical = happened.mean(), density.mean()
    # One case more, of the mean: an industry that was never at risk elsewhere is an average one.
    rates = (np.bincount(industry, happened, size) + overall) / (count + 1)
    middle = (np.bincount(industry, density, size) + typical) / (count + 1)
    part = _Cells(cells.region[inside], industry, happened, density)
    explained, left, _ = _without_effects(part, True)
    spread = left @ left
    slope = explained @ left / spread if spread > NOISE else 0.0
    return rates, slope, middle


def _auc(score, happened, regions):
    """The share of pairs within regions that are ranked rightly, ties counting half, and its error over regions."""
    stats = require("scipy.stats", "statistics", "ranks")
    right, pairs = [], []
    for rows in np.split(np.argsort(regions, kind="stable"), np.cumsum(np.bincount(regions))[:-1]):
        events = happened[rows] == 1
        hits = int(events.sum())
        if 0 < hits < len(rows):
            ranks = stats.rankdata(score[rows])
            right.append(ranks[events].sum() - hits * (hits + 1) / 2)
            pairs.append(hits * (len(rows) - hits))
    if not pairs:
        return np.nan, np.nan
    right, pairs = np.array(right), np.array(pairs, dtype=float)
    auc = right.sum() / pairs.sum()
    count = len(pairs)
    if count < 2:
        return auc, np.nan
    # A ratio of sums over regions, each of which is one draw.
    error = np.sqrt(count / (count - 1) * ((right - auc * pairs) ** 2).sum()) / pairs.sum()
    return auc, error
