"""How near a region is to complex industries it has not, and what each would open up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned, check_choice, ratio
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.relatedness.density import density, relatedness_weights
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import tell_many

from .economic_complexity import complexity_like, economic_complexity
from .labelled_results import extremes, redrawn_intervals

__all__ = ["ComplexityOutlook", "complexity_outlook"]


@dataclass(frozen=True, eq=False, repr=False)
class ComplexityOutlook:
    """How near a region is to complex industries it has not.

    Attributes
    ----------
    index : pandas.Series
        Complexity outlook index per region.
    gain : pandas.DataFrame
        What adding an industry would do to the region's index, regions x industries; NaN where it is present.
    intervals : dict or None
        With ``draws``: the :class:`Inference` of ``"index"``.
    """

    index: pd.Series
    gain: pd.DataFrame
    intervals: dict | None = None

    def __repr__(self) -> str:
        interval = (self.intervals or {}).get("index")
        title = tell_many(
            "Complexity outlook of {n} region",
            "Complexity outlook of {n} regions",
            len(self.gain),
        )
        return "\n".join([title, extremes(self.index, interval)])


@takes_former("bootstrap")
def complexity_outlook(
    table: pd.DataFrame,
    relatedness: pd.DataFrame | None = None,
    complexity: pd.Series | None = None,
    gain: Literal["net", "gross"] = "net",
    diagonal: bool = False,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> ComplexityOutlook:
    r"""How near a region is to complex industries it has not, and what each of them would open up.

    .. math:: COI_r = \sum_i (1 - M_{ri})\, \omega_{ri}\, PCI_i, \qquad
              COG_{ri} = \sum_{j \ne i} (1 - M_{rj}) \frac{\phi_{ij}}{\sum_k \phi_{kj}} PCI_j - \omega_{ri}\, PCI_i

    with :math:`\omega` the relatedness density and :math:`\phi` the relatedness.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    relatedness : pandas.DataFrame, optional
        As in :func:`relatedness_density`; without it, the table's proximity.
    complexity : pandas.Series, optional
        Complexity per industry, the national one for instance; without it, the table's PCI.
    gain : {"net", "gross"}
        "net": the change of the index when the industry is added, the rest staying as it is: the new ways it opens
        less the way it was itself. "gross": the new ways only.
    diagonal : bool
        Whether an industry counts as related to itself.
    threshold, by
        What counts as present, as in :func:`presence`.
    draws, seed, level, jobs
        As in :func:`location_quotient`; the result is the interval of the index. ``relatedness`` and ``complexity``,
        where given, stay as they are; where not, they are drawn anew with the table.

    Returns
    -------
    ComplexityOutlook
        ``index`` per region, any number; NaN for a region without a present industry. ``gain`` per region and
        industry; NaN where the industry is present already. Industries of undefined complexity count for nothing and
        have no gain.

    Raises
    ------
    ValueError
        If the table, ``relatedness`` or ``complexity`` is bad or lacks an industry.

    Notes
    -----
    PCI is centred at 0, so half of the industries count against a region: an outlook below 0 says that what is near
    is simple. A region that has everything has an outlook of 0, with nothing left to gain.

    The index equals ``econcomplex.complexity_outlook_index(table, pci)``. "gross" with ``diagonal=True`` equals the
    ``cog`` of ``ecomplexity.ecomplexity``, and its ``coi``, before it standardizes them.
    ``econcomplex.complexity_outlook_gain`` and ``economic_complexity.opportunity_gain`` divide by the relatedness of
    the new industry instead of the target's, so their gain is not the change of the index. The strategies of
    ``econcomplex.diversification_strategy`` (strategic diffusion) put steps in an order by a law of how likely each is:
    :func:`entry_model` measures whether such a law holds, and the gain here says what a step opens.

    References
    ----------
    Hausmann, R., Hidalgo, C. A., Bustos, S., Coscia, M., Simoes, A. and Yildirim, M. A. (2014). The Atlas of Economic
    Complexity: Mapping Paths to Prosperity. MIT Press.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"bread": [1, 1, 1], "steel": [1, 1, 0], "chips": [1, 0, 0]}, index=["A", "B", "C"]
    ... )
    >>> outlook = complexity_outlook(table, complexity=pd.Series({"bread": -1, "steel": 0, "chips": 1}), by="amount")
    >>> outlook.index.round(3).to_dict()
    {'A': 0.0, 'B': 1.0, 'C': 0.4}
    >>> outlook.gain.loc["C"].round(3).to_dict()
    {'bread': nan, 'steel': 0.6, 'chips': -0.4}
    """
    check_choice(gain, ("net", "gross"), "gain")
    own = economic_complexity(table, threshold=threshold, by=by) if complexity is None else None
    result = _outlook(
        table, relatedness, own.pci if own else complexity, gain, diagonal, threshold, by
    )
    if not draws:
        return result

    def measure(drawn):
        pci = complexity_like(drawn, own.eci, "industries", threshold, by)[1] if own else complexity
        return (_outlook(drawn, relatedness, pci, gain, diagonal, threshold, by).index,)

    values = {"index": result.index}
    return replace(
        result, intervals=redrawn_intervals(measure, table, values, draws, seed, level, jobs)
    )


def _outlook(table, relatedness, complexity, gain, diagonal, threshold, by):
    present, _ = held_cells(table, threshold, by, float)
    weights = relatedness_weights(present, relatedness, table.columns, diagonal)
    value = check_aligned(
        complexity, table.columns, "complexity", cover=True, negative=True, nan=True
    )
    worth = np.nan_to_num(value)
    ways = np.nan_to_num(density(present, weights), copy=False)
    held = present == 1
    ways[held] = 0.0
    ways *= worth
    index = np.where(held.any(axis=1), ways.sum(axis=1), np.nan)
    reach = np.nan_to_num(ratio(weights, np.nansum(weights, axis=0)))
    np.fill_diagonal(reach, 0.0 if gain == "net" else np.diagonal(reach))
    # What is absent, at its worth, in place of what is present.
    np.subtract(1, present, out=present)
    present *= worth
    gains = present @ reach.T
    if gain == "net":
        gains -= ways
    gains[held] = np.nan
    gains[np.isnan(index)] = np.nan
    gains[:, np.isnan(value)] = np.nan
    return ComplexityOutlook(
        index=pd.Series(index, index=table.index, name="complexity_outlook"),
        gain=pd.DataFrame(gains, index=table.index, columns=table.columns),
    )
