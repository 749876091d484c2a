"""One treated place against a mixture of others that moved with it before."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.callers import lines_up
from agglomeration.indicators.ground.columns import check_list
from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.tables import check_table
from agglomeration.words import listed, quoted, tell, tell_many

from .effect import Effect

__all__ = ["synthetic_control"]


def synthetic_control(
    table: pd.DataFrame,
    region: Any,
    start: Any,
    donors: Sequence[Any] | None = None,
    *,
    placebos: bool = True,
) -> Effect:
    r"""Effect on one region against a weighted mixture of others, with placebos in space.

    Weights make the mixture follow the region before the start :math:`T_0`:

    .. math::

        w^* = \arg\min_{w \ge 0,\ \sum_j w_j = 1} \sum_{t < T_0} \Big(Y_{1t} - \sum_j w_j Y_{jt}\Big)^2 , \qquad
        \hat\tau = \frac{1}{T - T_0 + 1} \sum_{t \ge T_0} \Big(Y_{1t} - \sum_j w^*_j Y_{jt}\Big)

    Parameters
    ----------
    table : pandas.DataFrame
        Regions in rows, dates in columns, in order: the outcome, of any sign.
    region : label
        The treated region, one of the rows.
    start : label
        The first treated date, one of the columns.
    donors : sequence of label, optional
        The regions that may enter the mixture; without it all others. None of them may have been treated, or touched
        by the treatment of the region.
    placebos : bool
        Whether each donor is taken for the treated one in turn, against the other donors.

    Returns
    -------
    Effect
        ``estimate`` is the mean gap from the start on; ``p`` the share of all, the region and its placebos, whose ratio
        of gaps after to gaps before is at least as large (NaN without placebos, and where one has no gap at any date).
        A region without any gap before has an infinite ratio, which counts as larger than all others.
        ``error``, ``lower`` and ``upper`` are NaN: one region has no sampling error to speak of. ``tables``:
        ``"weights"`` (add up to 1), ``"path"`` (by date: observed, synthetic, gap), ``"placebos"`` (per region:
        ``before`` and ``after``, root mean squares of the gap, their ``ratio``, and ``effect``), ``"gaps"`` (regions by
        dates). ``details``: ``before`` and ``ratio`` of the region, ``donors``, ``effective_donors`` (1 / sum of
        squared weights), and ``exact``, how many of the region and its placebos have no gap before.

    Warns
    -----
    UserWarning
        If the region or a placebo has no gap before, so that p rests on infinite ratios.

    Raises
    ------
    ValueError
        If a label is not there, a value is missing or infinite, dates do not sort or none lies before or from the
        start on, or there are fewer than two donors.
    ImportError
        If scipy is not installed.

    Notes
    -----
    Look at ``before`` first: where the mixture does not follow the region before, it says nothing after. With many
    donors and few dates it follows by chance (overfitting), and several mixtures follow equally well. A region larger
    or smaller than all others has no mixture. The smallest possible p is one by the number of regions, 0.05 with 20; it
    is exact if any region was equally likely to be treated. For a placebo in time, cut the table before the true start
    and name an earlier one.

    Dates before the start are the only predictors, with equal weight. ``pysyncon.Synth().fit(..., custom_V=...)`` gives
    the same weights for the variances of each date over regions, by which it has divided; the R package Synth also
    searches weights for predictors.
    Weights come from ``scipy.optimize.nnls``.

    References
    ----------
    Abadie, A., Diamond, A. and Hainmueller, J. (2010). Synthetic control methods for comparative case studies:
    estimating the effect of California's tobacco control program. Journal of the American Statistical Association
    105(490), 493-505.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame([[1, 3, 4, 6], [0, 2, 4, 4], [2, 2, 2, 3], [5, 1, 7, 2]],
    ...                      index=["Linz", "Wels", "Enns", "Steyr"], columns=[2000, 2001, 2002, 2003])
    >>> found = synthetic_control(table, "Linz", 2002)
    >>> found.tables["weights"].round(3).to_dict()
    {'Wels': 0.5, 'Enns': 0.5, 'Steyr': 0.0}
    >>> round(found.estimate, 3)  # ((4 - 3) + (6 - 3.5)) / 2
    1.75
    """
    values = check_table(table, negative=True, columns="date", added=False)
    place = _place(region, table.index, "region")
    first = _place(start, table.columns, "start")
    if not table.columns.is_monotonic_increasing:
        raise ValueError(tell("table: the dates are not in order; sort the columns first."))
    if first == 0:
        raise ValueError(
            tell(
                "start: {start} is the first date; the mixture needs dates before it.",
                start=quoted(start),
            )
        )
    pool = _pool(donors, place, table.index)
    weights = _weights(values[pool, :first], values[place, :first])
    gap = values[place] - weights @ values[pool]
    gaps = {table.index[place]: gap}
    if placebos:
        # Each donor in turn as if it were treated. The treated region joins no mixture: its path holds the effect.
        for donor in pool:
            others = pool[pool != donor]
            mixture = _weights(values[others, :first], values[donor, :first]) @ values[others]
            gaps[table.index[donor]] = values[donor] - mixture
    frame = pd.DataFrame(
        list(gaps.values()), index=pd.Index(list(gaps), tupleize_cols=False), columns=table.columns
    )
    compared = _compared(frame.to_numpy(), first, frame.index, np.abs(values).max())
    ratios = compared["ratio"].to_numpy()
    p = np.nan
    if placebos and not np.isnan(ratios).any():
        # A ratio within rounding of the region's own counts as large.
        p = float((ratios >= ratios[0] * (1 - 1e-9)).mean())
        _warn_of_infinite(compared["ratio"])
    tables = {
        "weights": pd.Series(weights, index=table.index[pool], name="weight"),
        "path": pd.DataFrame(
            {"observed": values[place], "synthetic": values[place] - gap, "gap": gap},
            index=table.columns,
        ),
        "placebos": compared,
        "gaps": frame,
    }
    details = {
        "region": table.index[place],
        "before": float(compared["before"].iloc[0]),
        "ratio": float(ratios[0]),
        "donors": len(pool),
        "exact": int((compared["before"] == 0).sum()),
        "effective_donors": float(1 / (weights**2).sum()),
    }
    nan = np.nan
    estimate = float(gap[first:].mean())
    return Effect(estimate, nan, nan, nan, p, nan, values.shape[1], tables, details)


def _place(label, labels, name):
    try:
        place = labels.get_loc(label)
    except (KeyError, TypeError):
        place = None
    if not isinstance(place, (int, np.integer)):
        raise ValueError(
            tell(
                "{name}: {label} is not in the table; it has {labels}.",
                name=name,
                label=quoted(label),
                labels=listed(labels, 8),
            )
        )
    return int(place)


def _pool(donors, place, labels):
    if donors is None:
        pool = np.delete(np.arange(len(labels)), place)
    else:
        check_list(donors, "donors")
        pool = np.array([_place(donor, labels, "donors") for donor in donors], dtype=int)
        if place in pool:
            raise ValueError(
                tell(
                    "donors: {region} is the treated region itself; leave it out.",
                    region=quoted(labels[place]),
                )
            )
        if len(set(pool.tolist())) < len(pool):
            raise ValueError(tell("donors: a region is named twice; name each once."))
    if len(pool) < 2:
        raise ValueError(
            tell("donors: a mixture needs at least two other regions; there are not so many.")
        )
    return pool


def _weights(others, own):
    """Shares that make the mixture follow, by non-negative least squares.

    Since shares add up to 1, the gap is linear in them without a constant; a row that asks for that sum scales the
    whole solution alone, and dividing by the sum gives the exact minimum.
    """
    optimize = require("scipy.optimize", "statistics", "synthetic controls")
    gaps = (others - own).T
    scale = np.abs(gaps).max()
    rows = np.vstack([gaps / scale if scale > 0 else gaps, np.ones(len(others))])
    wanted = np.zeros(len(rows))
    wanted[-1] = 1.0
    found, _ = optimize.nnls(rows, wanted)
    return found / found.sum()


def _compared(gaps, first, labels, scale):
    """Root mean squares of the gap before and after; a gap that is rounding alone counts as none."""
    before, after = (np.sqrt((part**2).mean(axis=1)) for part in (gaps[:, :first], gaps[:, first:]))
    noise = 1e-9 * scale
    before, after = (np.where(part > noise, part, 0.0) for part in (before, after))
    ratio = np.where(after > 0, np.inf, np.nan)
    ratio = np.divide(after, before, out=ratio, where=before > 0)
    table = {
        "before": before,
        "after": after,
        "ratio": ratio,
        "effect": gaps[:, first:].mean(axis=1),
    }
    return pd.DataFrame(table, index=labels)


def _warn_of_infinite(ratios):
    """Say what p is worth where a division by nothing stands in it."""
    endless = np.isinf(ratios.to_numpy())
    if not endless.any():
        return
    if endless[0]:
        said = tell_many(
            "region: the mixture follows {region} without any gap before, so that its ratio of gaps is infinite. p "
            "only says that this is so of {n} of {whole} regions, and nothing of the gap after; take more dates before "
            "or fewer donors.",
            "region: the mixture follows {region} without any gap before, so that its ratio of gaps is infinite. p "
            "only says that this is so of {n} of {whole} regions, and nothing of the gap after; take more dates before "
            "or fewer donors.",
            int(endless.sum()),
            region=quoted(ratios.index[0]),
            whole=f"{len(ratios):,}",
        )
    else:
        said = tell_many(
            "donors: {n} placebo ({names}) has no gap before, and counts in p as larger than {region} whatever its gap "
            "after; take more dates before or fewer donors.",
            "donors: {n} placebos ({names}) have no gap before, and count in p as larger than {region} whatever their "
            "gaps after; take more dates before or fewer donors.",
            int(endless.sum()),
            names=listed(ratios.index[endless]),
            region=quoted(ratios.index[0]),
        )
    warnings.warn(said, UserWarning, stacklevel=lines_up())
