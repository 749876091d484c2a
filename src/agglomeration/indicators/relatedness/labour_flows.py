"""Industries compared by the people who change jobs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.flows import checked_flows
from agglomeration.indicators.ground.tables import check_choice, undefined_at_zero
from agglomeration.indicators.inference.resampling import resampled

from .profiles import labelled_square

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["skill_relatedness"]


@resampled
def skill_relatedness(
    flows: pd.DataFrame,
    kind: Literal["normalized", "ratio"] = "normalized",
    *,
    directed: bool = False,
    diagonal: bool = False,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Skill relatedness: how many people change jobs between two industries, beside what chance would bring.

    .. math:: SR_{ij} = \frac{F_{ij}\, F_{\cdot\cdot}}{F_{i\cdot}\, F_{\cdot j}}, \qquad
              \text{normalized } \frac{SR_{ij} - 1}{SR_{ij} + 1}

    Parameters
    ----------
    flows : pandas.DataFrame
        Industries x industries, non-negative: :math:`F_{ij}` people left industry :math:`i` (row) for :math:`j`
        (column). The same labels both ways.
    kind : {"normalized", "ratio"}
        -1 to 1 with 0 for what chance would bring, or the ratio from 0 upward with 1 for it.
    directed : bool
        Whether the two directions are kept apart. Without it the ratio is the mean of both.
    diagonal : bool
        Whether moves within an industry count, in the pair of an industry with itself and in the sums. Without it the
        diagonal is 0 ("ratio") or -1 ("normalized") if any people leave and enter the industry, and chance is what
        those who change industry would do.
    draws, seed, level, jobs
        As in :func:`location_quotient`: as many people are drawn anew, each of them a move.

    Returns
    -------
    pandas.DataFrame
        Industries x industries. NaN where nobody leaves the one or nobody enters the other.

    Raises
    ------
    ValueError
        If the flows are not square, lack a label one way, or are negative or missing.

    Notes
    -----
    A ratio of small counts is wild: with an expected flow of one person, two people are a ratio of 2. Ask for draws,
    or pool years. Flows within a firm and flows to new plants of the same firm are no sign of shared skills;
    leave them out before. Without ``diagonal`` the sums leave moves within an industry out; publications differ in
    this. For :func:`relatedness_density` take ``.clip(lower=0)`` of the normalized kind, as is usual.

    The ratio of flows that are as large one way as the other is the association strength of co-occurrences,
    ``EconGeo::relatedness(flows, method = "association")`` in R, which gives 0 to an industry without moves.

    References
    ----------
    Neffke, F. and Henning, M. (2013). Skill relatedness and firm diversification. Strategic Management Journal 34(3),
    297-316.
    Neffke, F. M. H., Otto, A. and Weyh, A. (2017). Inter-industry labor flows. Journal of Economic Behavior and
    Organization 142, 275-292.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["steel", "cars", "soap"]
    >>> flows = pd.DataFrame([[50, 30, 5], [20, 90, 10], [5, 15, 40]], names, names)
    >>> skill_relatedness(flows, "ratio").round(2)
           steel  cars  soap
    steel   0.00  1.94  0.83
    cars    1.94  0.00  1.65
    soap    0.83  1.65  0.00
    """
    check_choice(kind, ("normalized", "ratio"), "kind")
    people = checked_flows(flows, negative=False).copy()
    if not diagonal:
        np.fill_diagonal(people, 0.0)
    leave, enter = (undefined_at_zero(people.sum(axis=axis)) for axis in (1, 0))
    related = people / leave[:, None] / enter * people.sum()
    if not directed:
        related = (related + related.T) / 2
    if kind == "normalized":
        related = (related - 1) / (related + 1)
    return labelled_square(related, flows.index)
