"""Industries compared by how they are spread over the regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from agglomeration.indicators.ground.tables import check_choice, check_table
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.indicators.specialization.quotients import location_quotient

from .profiles import labelled_square, similarity

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["colocation"]


@resampled
def colocation(
    table: pd.DataFrame,
    kind: Literal["correlation", "location_quotient"] = "correlation",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""How alike two industries are spread over the regions.

    .. math:: c_{ij} = \operatorname{corr}_r(x_{ri}, x_{rj})

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    kind : {"correlation", "location_quotient"}
        Correlate the amounts themselves (Porter's locational correlation of employment), or the location
        quotients, which takes the size of the regions out.
    draws, seed, level, jobs
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
