"""Theil's indices of inequality, split into what lies within groups and between them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import runs
from agglomeration.indicators.ground.columns import named_type
from agglomeration.indicators.ground.tables import check_aligned, check_choice, check_table
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.resampling import redraw_counts
from agglomeration.indicators.inference.result import Inference
from agglomeration.indicators.inference.simulation import simulate
from agglomeration.words import quoted, tell


@takes_former("bootstrap")
@keeps_call
def theil(
    values: pd.Series | pd.DataFrame,
    kind: Literal["T", "L"] = "T",
    weights: pd.Series | None = None,
    groups: pd.Series | None = None,
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> float | pd.Series | pd.DataFrame | Inference:
    r"""Theil index of inequality between regions, in all, within groups and between them.

    .. math::

        T = \sum_i w_i \frac{y_i}{\bar y} \ln \frac{y_i}{\bar y}, \qquad
        L = \sum_i w_i \ln \frac{\bar y}{y_i}, \qquad \bar y = \sum_i w_i y_i

    with :math:`w_i` the region's share of all weights, :math:`1/n` without weights.

    Parameters
    ----------
    values : pandas.Series or pandas.DataFrame
        One non-negative value per region (income per head); or a regions x industries table.
    kind : {"T", "L"}
        Theil's T, or the mean logarithmic deviation (Theil's L).
    weights : pandas.Series, optional
        Weight of each region, 0 or more (inhabitants). The values are then per unit of weight.
    groups : pandas.Series, optional
        The group of each region (state, country).
    draws, seed, level, jobs
        ``draws=n`` returns an ``Inference`` with an interval: of n samples of the regions, drawn with
        replacement with their weights and groups, for a Series; of n redrawn tables of counts, as in
        :func:`location_quotient`, for a table.

    Returns
    -------
    float, pandas.Series, pandas.DataFrame or Inference
        The index in natural-log units, 0 (all alike) or more: T at most :math:`\ln n` without weights, L without
        bound. With ``groups``: ``total``, ``within`` and ``between``, and within + between = total. A table gives
        one row per industry. NaN where all values are 0; L is NaN with a weighted value of 0, whose logarithm is
        undefined (T counts it as 0, its limit).

    Raises
    ------
    ValueError
        If values, weights or groups are bad or misaligned, or all weights are 0.

    Notes
    -----
    Within is the mean of the groups' own indices, weighted by their share of the total (T) or of the weights (L);
    between is the index of the group means. T reacts to the rich end, L to the poor end. For the concentration of an
    industry beyond the spread of all activity, take the location quotients as values and each region's share of all
    jobs as weights: :math:`T = \sum_i s_i \ln (s_i / x_i)`.

    The interval of a Series treats its regions as a sample; it lies low, for a sample drawn twice over holds fewer
    different regions than the first.

    ``kind="T"`` without weights equals ``inequality.theil.Theil(y).T``, with groups
    ``inequality.theil.TheilD(y, groups)`` (``wg``, ``bg``). R's ``REAT::theil`` is L under the name of Theil, and its
    weighted form is wrong. Some texts use logarithms of base 2 or divide by :math:`\ln n`. The D-index of Mori,
    Nishikimi and Smith, the divergence of an industry from the area where plants can be, is
    ``theil(table.div(area, axis=0), weights=area)``.

    References
    ----------
    Mori, T., Nishikimi, K. and Smith, T. E. (2005). A divergence statistic for industrial localization. Review of
    Economics and Statistics 87(4), 635-651.
    Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> import pandas as pd
    >>> income = pd.Series({"Linz": 3.0, "Wels": 1.0, "Graz": 2.0, "Leoben": 2.0})
    >>> states = pd.Series({"Linz": "Upper Austria", "Wels": "Upper Austria", "Graz": "Styria", "Leoben": "Styria"})
    >>> theil(income, groups=states).round(4)
    total      0.0654
    within     0.0654
    between    0.0000
    Name: theil, dtype: float64
    """
    check_choice(kind, ("T", "L"), "kind")
    single = isinstance(values, pd.Series)
    table = values.to_frame("value") if isinstance(values, pd.Series) else values
    array = check_table(table, "values")
    share = _weight_shares(weights, table.index)
    codes = None if groups is None else _group_codes(groups, table.index)
    value = _labelled(_measure(array, share, kind, codes), table.columns, single)
    if not draws:
        return value
    redrawn = None if single else redraw_counts(table)

    def draw(generator):
        if single:
            chosen = generator.integers(0, len(array), len(array))
            parts = _measure(
                array[chosen],
                _shares(share[chosen]),
                kind,
                None if codes is None else codes[chosen],
            )
        else:
            parts = _measure(redrawn(generator).to_numpy(), share, kind, codes)
        return np.asarray(_labelled(parts, table.columns, single), dtype=float)

    return Inference.from_bootstrap(value, simulate(draw, draws, seed, jobs), level, seed)


def _labelled(parts, columns, single):
    frame = pd.DataFrame(parts, index=columns)
    if single:
        row = frame.loc["value"].rename("theil")
        return row if len(parts) > 1 else float(row["total"])
    return frame if len(parts) > 1 else frame["total"].rename("theil")


def _measure(array, share, kind, codes):
    """The parts of each column's index, some columns at a time."""
    blocks = [
        _parts(array[:, columns], share, kind, codes)
        for columns in runs(array.shape[1], len(array))
    ]
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


def _parts(array, share, kind, codes):
    """The index of each column, and what of it lies within and between the groups."""
    parts = {"total": _index(array, share, kind)}
    if codes is None:
        return parts
    _, codes = np.unique(codes, return_inverse=True)
    size = np.bincount(codes, weights=share)
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    sums = np.add.reduceat((array * share[:, None])[order], starts, axis=0)
    # A group without weight has no mean and no part in either sum.
    means = np.divide(sums, size[:, None], out=np.zeros_like(sums), where=size[:, None] > 0)
    own = _relative(array, means[codes], empty=1.0 if kind == "T" else 0.0)
    if kind == "T":
        within = (share[:, None] * _relative(means, share @ array)[codes] * _x_log_x(own)).sum(
            axis=0
        )
    else:
        within = share @ _minus_log(own, share)
    return parts | {"within": within, "between": _index(means, size, kind)}


def _index(array, share, kind):
    """Theil index of each column at the rows' shares of the weights."""
    relative = _relative(array, share @ array)
    return share @ (_x_log_x(relative) if kind == "T" else _minus_log(relative, share))


def _relative(array, mean, empty=np.nan):
    mean = np.broadcast_to(mean, array.shape)
    return np.divide(array, mean, out=np.full(array.shape, empty), where=mean > 0)


def _x_log_x(relative):
    logs = np.log(relative, out=np.zeros_like(relative), where=relative > 0)
    return relative * logs


def _minus_log(relative, share):
    """-ln, undefined at 0 unless the region has no weight."""
    logs = np.log(relative, out=np.full_like(relative, np.nan), where=relative > 0)
    return -np.where(share[:, None] > 0, logs, 0.0)


def _weight_shares(weights, regions):
    if weights is None:
        return np.full(len(regions), 1 / len(regions))
    share = check_aligned(weights, regions, "weights", "region")
    if share.sum() == 0:
        raise ValueError(tell("weights: every region has weight 0; at least one must be larger."))
    return _shares(share)


def _shares(weights):
    """Shares of the sum; undefined where nobody drawn has any weight."""
    total = weights.sum()
    return weights / total if total > 0 else np.full(len(weights), np.nan)


def _group_codes(groups, regions):
    if not isinstance(groups, pd.Series):
        raise TypeError(
            tell(
                "groups: expected a Series with one group per region, got {found}.",
                found=named_type(groups),
            )
        )
    missing = regions.difference(groups.index, sort=False)
    if len(missing):
        raise ValueError(_without_group(missing[0]))
    if not groups.index.is_unique:
        raise ValueError(
            tell(
                "groups: region {region} has more than one group; each region needs one.",
                region=quoted(groups.index[groups.index.duplicated()][0]),
            )
        )
    codes, _ = pd.factorize(groups.loc[regions])
    if codes.min() < 0:
        raise ValueError(_without_group(regions[int(codes.argmin())]))
    return codes


def _without_group(region):
    return tell(
        "groups: region {region} has no group; each region needs one.", region=quoted(region)
    )
