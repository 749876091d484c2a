"""Change between two dates: growth, shift-share, and which industries enter and leave a region."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import blocks
from agglomeration.indicators.ground.tables import align_table, check_choice, check_table
from agglomeration.indicators.plants.door import takes_plants
from agglomeration.indicators.relatedness import relatedness_density
from agglomeration.indicators.specialization.quotients import present_cells
from agglomeration.words import quoted, tell

from .concordance import Concordance, in_one_classification
from .reclassified import warn_of_one_date_in

__all__ = ["entry", "exit", "growth"]


def growth(
    before: pd.DataFrame,
    after: pd.DataFrame,
    of: Literal["cells", "regions", "industries"] = "cells",
    kind: Literal["rate", "log", "change"] = "rate",
    periods: float = 1,
    *,
    concordance: Concordance | None = None,
) -> pd.DataFrame | pd.Series:
    r"""Growth between two dates, per cell, region or industry.

    .. math::

        \text{rate} = \left(\frac{e'}{e}\right)^{1/T} - 1, \qquad \text{log} = \frac{\ln e' - \ln e}{T}

    Parameters
    ----------
    before, after : pandas.DataFrame
        Regions x industries, non-negative amounts at two dates; the same labels, ``after`` in any order.
    of : {"cells", "regions", "industries"}
        What grows: each cell, each region's sum or each industry's sum.
    kind : {"rate", "log", "change"}
        Compound rate per period, log change per period, or the plain difference (over all periods).
    periods : float
        Number of periods :math:`T` between the dates; 1 gives the growth over the whole time.
    concordance : dict or pandas.Series, optional
        Where codes changed between the dates: the class of each such code, in which they are added up at both dates.
        Codes that it lacks stay as they are; the result has the classes.

    Returns
    -------
    pandas.DataFrame or pandas.Series
        Fractions (0.02 is two percent), labelled like ``before``. A rate is -1 or more. NaN where there was nothing
        before (a beginning has no rate), and for logs also where nothing is left.

    Warns
    -----
    UserWarning
        If an industry ends everywhere as another one begins; the two are named where they may be the same by where
        they are. The growth of regions does not hang on it.

    Raises
    ------
    ValueError
        If tables are bad, their labels differ, ``periods`` is not positive, or no code of the concordance is an
        industry.

    Notes
    -----
    Rates of small cells swing wildly. Log changes add up over time and treat growth and decline alike; rates do not.
    With ``periods=1`` times 100 it equals ``econcomplex.growth_rate(before, after, axis=0)`` for regions,
    ``axis=1`` for industries, and ``growth_matrix`` for cells; these give 0 where there was nothing before.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"steel": [100, 0], "soap": [10, 40]}, index=["Linz", "Wels"])
    >>> after = pd.DataFrame({"steel": [121, 5], "soap": [10, 30]}, index=["Linz", "Wels"])
    >>> growth(before, after, periods=2)
          steel      soap
    Linz    0.1  0.000000
    Wels    NaN -0.133975
    """
    check_choice(of, ("cells", "regions", "industries"), "of")
    check_choice(kind, ("rate", "log", "change"), "kind")
    if not np.isfinite(periods) or periods <= 0:
        raise ValueError(
            tell("periods: {periods} is not a positive number.", periods=quoted(periods))
        )
    before, after = in_one_classification((before, after), concordance, ("before", "after"))
    first = check_table(before, "before", added=of == "regions")
    last = check_table(align_table(after, before, "after"), "after")
    if of != "regions":
        warn_of_one_date_in(first, last, before.columns, both=True)
    if of == "cells":
        grown = _growth(first, last, kind, periods)
        return pd.DataFrame(grown, index=before.index, columns=before.columns, copy=False)
    axis = 1 if of == "regions" else 0
    grown = _growth(first.sum(axis=axis)[:, None], last.sum(axis=axis)[:, None], kind, periods)
    return pd.Series(
        grown[:, 0], index=before.index if of == "regions" else before.columns, name="growth"
    )


def _growth(first, last, kind, periods):
    grown = np.empty_like(first)
    for part in blocks(first):
        _grow(first[part], last[part], grown[part], kind, periods)
    return grown


def _grow(first, last, grown, kind, periods):
    """Growth of one block of cells, into ``grown``."""
    if kind == "change":
        np.subtract(last, first, out=grown)
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        np.divide(last, first, out=grown)
    begun = first == 0
    if kind == "log":
        begun |= last == 0
    if begun.any():
        np.copyto(grown, np.nan, where=begun)
    if kind == "log":
        np.log(grown, out=grown)
        grown /= periods
        return
    if periods != 1:
        grown **= 1 / periods
    grown -= 1


@takes_plants("before", "after")
def entry(
    before: pd.DataFrame,
    after: pd.DataFrame,
    relatedness: pd.DataFrame | None = None,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    concordance: Concordance | None = None,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
) -> pd.DataFrame:
    r"""Which industries entered a region, and how related they were to what it had.

    .. math:: \text{entry}_{ri} = M'_{ri} \quad \text{where } M_{ri} = 0

    Parameters
    ----------
    before, after : pandas.DataFrame
        Regions x industries, non-negative amounts at two dates; the same labels, ``after`` in any order. Or plants
        outside pandas that add up to them: ``register.at(2010)`` of a :class:`Register`.
    relatedness : pandas.DataFrame or "proximity", optional
        Industries x industries; ``"proximity"`` takes that of ``before``.
    threshold, by
        What counts as present, as in :func:`presence`.
    concordance : dict or pandas.Series, optional
        As in :func:`growth`; a given ``relatedness`` has the classes.
    region, industry, size : str
        Where plants are given, their columns, as in :func:`plant_table`; they say nothing of a table.

    Returns
    -------
    pandas.DataFrame
        Without ``relatedness``: regions x industries, 1.0 where the industry entered, 0.0 where it could have and did
        not, NaN where it was there already (or presence is undefined at either date). With it: one row per cell that
        could have seen an entry, columns ``entry`` and ``density`` (relatedness density before), as a logit needs.

    Warns
    -----
    UserWarning
        As :func:`growth`, and also if an industry begins or ends everywhere without such another one.

    Raises
    ------
    ValueError
        If tables are bad or their labels differ, or no code of the concordance is an industry.

    Notes
    -----
    A location quotient can pass 1 because others shrank: hold amounts against a threshold too (``by="amount"``), or
    ask for a margin on both sides. Its mean over defined cells is the entry rate. Where only an industry's code changed
    it entered and left nowhere: join the two codes with ``concordance=``.

    ``econcomplex.entry([before, after])`` and R's ``EconGeo::entry_mat`` mark entries alike, but econcomplex gives 0
    also where no entry was possible (so its mean is no rate), and EconGeo NaN there as here.

    References
    ----------
    Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time? Economic Geography 87(3),
    237-265.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    >>> after = pd.DataFrame({"steel": [10, 40], "soap": [50, 10]}, index=["Linz", "Wels"])
    >>> entry(before, after)
          steel  soap
    Linz    NaN   1.0
    Wels    1.0   NaN
    """
    before, after = in_one_classification((before, after), concordance, ("before", "after"))
    return _turnover("entry", before, after, relatedness, threshold, by)


@takes_plants("before", "after")
def exit(
    before: pd.DataFrame,
    after: pd.DataFrame,
    relatedness: pd.DataFrame | None = None,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    concordance: Concordance | None = None,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
) -> pd.DataFrame:
    r"""Which industries left a region, and how related they were to what else it had.

    .. math:: \text{exit}_{ri} = 1 - M'_{ri} \quad \text{where } M_{ri} = 1

    Parameters
    ----------
    before, after, relatedness, threshold, by, concordance, region, industry, size
        As in :func:`entry`.

    Returns
    -------
    pandas.DataFrame
        As :func:`entry`: 1.0 where the industry left, 0.0 where it stayed, NaN where it was not there; with
        ``relatedness`` one row per cell that could have seen an exit, columns ``exit`` and ``density``.

    Warns
    -----
    UserWarning
        As :func:`growth`, and also if an industry begins or ends everywhere without such another one.

    Raises
    ------
    ValueError
        If tables are bad or their labels differ, or no code of the concordance is an industry.

    Notes
    -----
    As for :func:`entry`; equals ``econcomplex.exit`` and R's ``EconGeo::exit_mat`` with the same differences.

    References
    ----------
    Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time? Economic Geography 87(3),
    237-265.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    >>> after = pd.DataFrame({"steel": [10, 40], "soap": [50, 10]}, index=["Linz", "Wels"])
    >>> exit(before, after)
          steel  soap
    Linz    1.0   NaN
    Wels    NaN   1.0
    """
    before, after = in_one_classification((before, after), concordance, ("before", "after"))
    return _turnover("exit", before, after, relatedness, threshold, by)


def _turnover(name, before, after, relatedness, threshold, by):
    safe = present_cells(before, threshold, by) != (0 if name == "entry" else 1)
    after = align_table(after, before, "after")
    outcome = present_cells(after, threshold, by)
    amounts = (table.to_numpy(dtype=float) for table in (before, after))
    warn_of_one_date_in(*amounts, before.columns)
    if name == "exit":
        np.subtract(1, outcome, out=outcome)
    outcome[safe] = np.nan
    events = pd.DataFrame(outcome, index=before.index, columns=before.columns, copy=False)
    if relatedness is None:
        return events
    return _with_density(name, events, before, relatedness, threshold, by)


def _with_density(name, events, before, relatedness, threshold, by):
    given = None if isinstance(relatedness, str) and relatedness == "proximity" else relatedness
    density = relatedness_density(before, given, threshold=threshold, by=by)
    rows, columns = np.nonzero(events.notna().to_numpy())
    index = pd.MultiIndex.from_arrays(
        [before.index[rows], before.columns[columns]], names=["region", "industry"]
    )
    values = {name: events.to_numpy()[rows, columns], "density": density.to_numpy()[rows, columns]}
    return pd.DataFrame(values, index=index)
