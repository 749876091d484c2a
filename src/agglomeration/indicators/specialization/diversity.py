"""How diverse is a region: entropy, related and unrelated variety, and how many industries it is strong in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import blocks, runs
from agglomeration.indicators.ground.hierarchies import check_hierarchy
from agglomeration.indicators.ground.tables import check_choice, check_table, undefined_at_zero
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.indicators.plants.door import takes_plants
from agglomeration.words import quoted, tell

from .quotients import count_present
from .structure import krugman_specialization

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["diversity", "duranton_puga_diversity", "entropy", "ubiquity", "variety"]


@resampled
def entropy(
    table: pd.DataFrame,
    base: float = 2,
    of: Literal["regions", "industries"] = "regions",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Shannon entropy of a region's industry shares (or of an industry's region shares).

    .. math:: H_r = -\sum_i s_{ri} \log_b s_{ri}, \qquad 0 \log 0 = 0

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    base : float
        Base of the logarithm, above 1: 2 gives bits, ``numpy.e`` nats.
    of : {"regions", "industries"}
        Whether the spread of each region over industries or of each industry over regions is measured.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per region or industry: 0 (one category) to :math:`\log_b n` (all alike). NaN where empty.

    Raises
    ------
    ValueError
        If the table is bad or the base is not above 1.

    Notes
    -----
    :math:`b^H` is the number of equal industries with the same entropy. Entropy grows with the number of industries
    told apart, and small regions have little of it because they are small.

    Equals ``econcomplex.shannon_entropy(table, base)``, except that an empty region there is 0. R's
    ``EconGeo::entropy`` adds 1e-9 to the shares and rounds to three digits. Theil's and Atkinson's measures use
    natural logarithms.

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal 27, 379-423.

    Examples
    --------
    >>> import pandas as pd
    >>> entropy(pd.DataFrame({"steel": [2, 8], "soap": [1, 0], "toys": [1, 0]}, index=["Linz", "Wels"]))
    Linz    1.5
    Wels    0.0
    Name: entropy, dtype: float64
    """
    check_choice(of, ("regions", "industries"), "of")
    scale = _log_base(base)
    values = check_table(table)
    labels = table.index if of == "regions" else table.columns
    nats = _entropy(values if of == "regions" else values.T)
    return pd.Series(nats / scale + 0.0, index=labels, name="entropy")


def _entropy(values):
    """Entropy of each row's shares, in nats; NaN for an empty row."""
    totals = undefined_at_zero(values.sum(axis=1))
    nats = np.zeros(len(values))
    for rows, columns in blocks(values):
        part = values[rows, columns] / totals[rows, None]
        nats[rows] -= np.einsum("ri,ri->r", part, _log(part))
    return nats


def _log(part, out=None):
    """Logarithm that is finite at 0, where its weight is 0 as well."""
    logarithm = np.maximum(part, np.finfo(float).smallest_subnormal, out=out)
    return np.log(logarithm, out=logarithm)


def _log_base(base):
    if not base > 1 or not np.isfinite(base):
        raise ValueError(tell("base: {base} must be a number above 1.", base=quoted(base)))
    return np.log(base)


@takes_plants("table")
@resampled
def variety(
    table: pd.DataFrame,
    hierarchy: pd.DataFrame | pd.Series,
    base: float = 2,
    *,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Unrelated and related variety: entropy between broad classes, and within them.

    .. math::

        \underbrace{-\sum_i s_{ri} \log_b s_{ri}}_{\text{entropy}} =
        \underbrace{-\sum_g P_{rg} \log_b P_{rg}}_{\text{unrelated}} +
        \underbrace{\sum_g P_{rg} H_{rg}}_{\text{related}}, \qquad
        H_{rg} = -\sum_{i \in g} \frac{s_{ri}}{P_{rg}} \log_b \frac{s_{ri}}{P_{rg}}

    with :math:`P_{rg}` the share of broad class :math:`g` in region :math:`r`.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries at the finest level, non-negative amounts. Or plants outside pandas that add up to it, as
        in :func:`plant_table`.
    hierarchy : pandas.DataFrame or pandas.Series
        For each industry its class at every broader level, one column per level from broad to fine (a Series is one
        level). Classes must nest. Industries beyond the table's may be listed.
    base : float
        Base of the logarithm, above 1.
    region, industry, size : str
        Where plants are given, their columns, as in :func:`plant_table`; they say nothing of a table.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Per region: ``unrelated`` (between the broadest classes), ``related`` (everything within them) and, with more
        than one level, ``related`` split exactly into a column ``"within <level>"`` per level: the variety of the next
        finer classes inside that level's classes. With two levels "within <first>" is what is called semi-related
        variety. All are 0 or more; ``unrelated + related`` is the entropy. NaN for an empty region.

    Raises
    ------
    ValueError
        If the table is bad, an industry has no class, or classes do not nest.

    Notes
    -----
    What counts as related is what the classification puts side by side: a statement about the filing of industries as
    much as about regions. Both parts grow with region size. R's EconGeo has no such function; two calls of an entropy
    function, less rounding, give the same for one level.

    References
    ----------
    Frenken, K., Van Oort, F. and Verburg, T. (2007). Related variety, unrelated variety and regional economic growth.
    Regional Studies 41(5), 685-697.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [1, 2], "tin": [1, 0], "soap": [2, 2]}, index=["Linz", "Wels"])
    >>> variety(table, pd.Series({"steel": "metal", "tin": "metal", "soap": "chemicals"}))
          unrelated  related
    Linz        1.0      0.5
    Wels        1.0      0.0
    """
    scale = _log_base(base)
    values = check_table(table)
    levels = check_hierarchy(hierarchy, table.columns)
    classes = [
        np.zeros(len(levels), dtype=int),
        *(pd.factorize(levels[level])[0] for level in levels.columns),
    ]
    classes.append(np.arange(len(levels)))
    totals = undefined_at_zero(values.sum(axis=1))[:, None]
    parts = [_between_levels(values[rows] / totals[rows], classes) for rows in runs(*values.shape)]
    steps = np.concatenate(parts, axis=1) / scale
    columns = {"unrelated": steps[0], "related": np.sum(steps[1:], axis=0)}
    if len(levels.columns) > 1:
        columns |= {
            f"within {level}": step for level, step in zip(levels.columns, steps[1:], strict=True)
        }
    return pd.DataFrame(columns, index=table.index)


def _between_levels(part, classes):
    """Entropy of each level's classes inside those of the level before it, in nats, from broad to fine."""
    steps, sums = [], part
    for coarse, fine in reversed(list(pairwise(classes))):
        parent = np.zeros(fine.max() + 1, dtype=int)
        parent[fine] = coarse
        above = _class_sums(sums, parent)
        steps.append(_between(sums, above, parent))
        sums = above
    return np.array(steps[::-1])


def _class_sums(sums, parent):
    """Add the columns up that have the same parent."""
    order = np.argsort(parent, kind="stable")
    ordered = sums if np.array_equal(order, np.arange(len(order))) else sums[:, order]
    return np.add.reduceat(ordered, np.flatnonzero(np.diff(parent[order], prepend=-1)), axis=1)


def _between(sums, above, parent):
    """Entropy of the columns inside their parents, weighted by the parents' shares."""
    inside = np.where(above == 0, 1.0, above)[:, parent]
    np.divide(sums, inside, out=inside)
    between = -np.einsum("ri,ri->r", sums, _log(inside, out=inside))
    # A parent with one child that is not empty can come out as minus rounding noise.
    return np.maximum(between, 0.0)


@resampled
def duranton_puga_diversity(
    table: pd.DataFrame,
    reference: Literal["total", "rest", "mean_of_others"] | pd.Series = "total",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Duranton-Puga relative diversity: the inverse of a region's distance from the reference's structure.

    .. math:: RDI_r = \frac{1}{\sum_i \left| s_{ri} - s_i \right|}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    reference : {"total", "rest", "mean_of_others"} or pandas.Series
        As in :func:`krugman_specialization`; the authors use all regions pooled.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per region: 0.5 (no industry in common) upward; infinite for the reference's structure exactly. NaN for an
        empty region, and without another region where the reference needs one.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned.

    Notes
    -----
    Diverse here means like the whole: a region with equal shares in every industry is not at the top unless the whole
    is so. It has no upper bound, so compare ranks; it is the inverse of the Krugman index with the same reference.

    Equals R's ``REAT::durpug``.

    References
    ----------
    Duranton, G. and Puga, D. (2000). Diversity and specialisation in cities: why, where and when does it matter?
    Urban Studies 37(3), 533-555.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    >>> duranton_puga_diversity(table)
    Linz    1.428571
    Wels    2.142857
    Name: duranton_puga_diversity, dtype: float64
    """
    distance = krugman_specialization(table, reference).to_numpy()
    # Shares whose distances sum to rounding noise are those of the reference.
    distance = np.where(distance <= NOISE, 0.0, distance)
    with np.errstate(divide="ignore"):
        return pd.Series(1 / distance, index=table.index, name="duranton_puga_diversity")


@resampled
def diversity(
    table: pd.DataFrame,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Diversity: the number of industries a region is specialised in.

    .. math:: k_{r,0} = \sum_i M_{ri}, \qquad M_{ri} = 1 \text{ if } LQ_{ri} \ge \text{threshold}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    threshold : float
        The least value that counts, itself included.
    by : {"location_quotient", "amount"}
        What is held against the threshold; with ``"amount"`` a table of zeros and ones is counted as it is.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per region: 0 to the number of industries. NaN for an empty region (its quotients are undefined). An empty
        industry counts for nobody.

    Raises
    ------
    ValueError
        If the table is bad.

    Notes
    -----
    It jumps: a quotient of 0.99 counts nothing, one of 1.00 as much as 20. Equals ``econcomplex.diversity``
    (``use_rca=False`` for amounts), which gives an empty region 0, and the ``diversity`` column of
    ``ecomplexity.ecomplexity``, which drops it.

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26), 10570-10575.

    Examples
    --------
    >>> import pandas as pd
    >>> diversity(pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"]))
    Linz    1.0
    Wels    1.0
    Name: diversity, dtype: float64
    """
    counts = count_present(table, threshold, by, axis=1)
    return pd.Series(counts, index=table.index, name="diversity")


@resampled
def ubiquity(
    table: pd.DataFrame,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Ubiquity: the number of regions that are specialised in an industry.

    .. math:: k_{i,0} = \sum_r M_{ri}, \qquad M_{ri} = 1 \text{ if } LQ_{ri} \ge \text{threshold}

    Parameters
    ----------
    table, threshold, by
        As in :func:`diversity`.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per industry: 0 to the number of regions. NaN for an empty industry. An empty region counts for nothing.

    Raises
    ------
    ValueError
        If the table is bad.

    Notes
    -----
    Rare is not complex: an ore that lies in one place has ubiquity 1 too. Equals ``econcomplex.ubiquity``, which
    gives an empty industry 0.

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26), 10570-10575.

    Examples
    --------
    >>> import pandas as pd
    >>> ubiquity(pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"]))
    steel    1.0
    soap     1.0
    Name: ubiquity, dtype: float64
    """
    counts = count_present(table, threshold, by, axis=0)
    return pd.Series(counts, index=table.columns, name="ubiquity")
