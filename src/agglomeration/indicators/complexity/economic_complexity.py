"""Economic complexity of regions and industries, from one eigenvector."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_choice, ratio
from agglomeration.indicators.inference.former_keywords import lines_up, takes_former
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import quoted, tell, tell_many

from .labelled_results import cut, extremes, redrawn_intervals, spread
from .spectrum import largest_part, second_eigenvectors

__all__ = ["EconomicComplexity", "economic_complexity"]

SCALES = ("industries", "regions", "both")
# A third eigenvalue that falls short of the second by less than this share of it stands beside it.
BESIDE = 0.05


@dataclass(frozen=True, eq=False, repr=False)
class EconomicComplexity:
    """Economic complexity of regions and industries.

    Attributes
    ----------
    eci : pandas.Series
        Economic complexity index per region.
    pci : pandas.Series
        Complexity index per industry.
    eigenvalue : float
        The second eigenvalue, 0 to 1. Near 0 there is hardly any structure to find; at 1 the table
        falls into unconnected parts.
    regions, industries : int
        How many of each the indices rest on.
    intervals : dict or None
        With ``draws``: the :class:`Inference` of ``"eci"`` and of ``"pci"``.
    """

    eci: pd.Series
    pci: pd.Series
    eigenvalue: float
    regions: int
    industries: int
    intervals: dict | None = None

    def __repr__(self) -> str:
        intervals = self.intervals or {}
        title = tell(
            "Economic complexity of {regions} regions and {industries} industries (second eigenvalue {eigenvalue})",
            regions=self.regions,
            industries=self.industries,
            eigenvalue=f"{self.eigenvalue:.3g}",
        )
        ends = [extremes(values, intervals.get(values.name)) for values in (self.eci, self.pci)]
        return "\n".join([title, *ends])


@takes_former("bootstrap")
def economic_complexity(
    table: pd.DataFrame,
    scale: Literal["industries", "regions", "both"] = "industries",
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> EconomicComplexity:
    r"""Economic complexity of regions (ECI) and industries (PCI).

    .. math:: ECI_r = \frac{1}{k_r} \sum_i M_{ri}\, PCI_i, \qquad
              \lambda\, PCI_i = \frac{1}{k_i} \sum_r M_{ri}\, ECI_r

    with :math:`M_{ri}` the presence of industry :math:`i` in region :math:`r`, :math:`k_r` the region's diversity,
    :math:`k_i` the industry's ubiquity and :math:`\lambda` the second largest eigenvalue.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    scale : {"industries", "regions", "both"}
        "industries": PCI has mean 0 and standard deviation 1 (``ddof=0``) over the industries and ECI is the mean PCI
        of a region's industries. "regions": the same relation, with ECI of mean 0 and standard deviation 1.
        "both": each is brought to mean 0 and standard deviation 1 by itself; ECI is then the mean PCI up to scale.
    threshold, by
        What counts as present, as in :func:`presence`.
    draws, seed, level, jobs
        As in :func:`location_quotient`; the results are the ``intervals`` of both indices. The sign of a draw is the
        one that agrees with the table's own ECI.

    Returns
    -------
    EconomicComplexity
        ``eci``, ``pci``, ``eigenvalue``, ``regions``, ``industries``, ``intervals``. NaN for a region without a present
        industry and an industry present nowhere. All NaN where no order can be told: all regions have the same
        industries, or the second eigenvalue is a tie.

    Warns
    -----
    UserWarning
        If the table falls into parts that share no industry: complexity compares only within a part, so the largest
        (by regions, then industries) is used and the rest is NaN. Also if all is NaN for want of an order.

    Raises
    ------
    ValueError
        If the table is bad or ``scale`` is unknown.

    Notes
    -----
    One eigenvector of one symmetric matrix, :math:`D^{-1/2} M U^{-1} M' D^{-1/2}` or its twin over industries,
    whichever is smaller, gives both indices, so they always agree in sign: ECI correlates positively with diversity
    (with equal diversities PCI negatively with ubiquity; if that is equal too, the first region is positive).
    Twenty "reflections" approach the same vector, and drown in rounding noise when the second eigenvalue is small.

    Where the third eigenvalue is nearly as large as the second (by less than a twentieth), a second order fits the
    table nearly as well: this is warned of. At a tie no order is the first, and the indices are NaN.

    ECI is an average, not a sum: a region with one rare industry can lead. It orders regions along the strongest
    contrast of the table, which in small tables may be geography or climate rather than capability.

    Equals, with ``scale="both"``, ``econcomplex.eci_pci(table)`` up to the sign of its PCI, which that package
    sets by ubiquity alone, and with ``scale="regions"`` ``ecomplexity.ecomplexity`` up to ``ddof``;
    ``economic_complexity.complexity`` stops after 20 reflections, uses ``ddof=1`` and does not set the sign.

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26), 10570-10575.
    Mealy, P., Farmer, J. D. and Teytelboym, A. (2019). Interpreting economic complexity. Science Advances 5(1),
    eaau1705.

    Examples
    --------
    >>> import pandas as pd
    >>> has = {"bread": "ABCD", "cloth": "ABC", "steel": "AB", "chips": "A", "drugs": "A"}
    >>> table = pd.DataFrame({name: [int(region in where) for region in "ABCD"] for name, where in has.items()})
    >>> result = economic_complexity(table, by="amount")
    >>> result.pci.round(2).to_dict()
    {'bread': -1.39, 'cloth': -0.78, 'steel': -0.04, 'chips': 1.11, 'drugs': 1.11}
    >>> result.eci.iloc[1:].round(2).to_dict()
    {1: -0.74, 2: -1.09, 3: -1.39}
    """
    check_choice(scale, SCALES, "scale")
    result = _complexity(table, scale, threshold, by)
    if not draws:
        return result

    def measure(drawn):
        return complexity_like(drawn, result.eci, scale, threshold, by)

    values = {"eci": result.eci, "pci": result.pci}
    return replace(
        result, intervals=redrawn_intervals(measure, table, values, draws, seed, level, jobs)
    )


def complexity_like(table, eci, scale, threshold, by):
    """ECI and PCI of a redrawn table, of the sign that agrees with the original's ECI."""
    drawn = _complexity(table, scale, threshold, by)
    both = eci.notna() & drawn.eci.notna()
    agreement = (eci - eci[both].mean())[both] @ drawn.eci[both]
    sign = -1 if agreement < 0 else 1
    return sign * drawn.eci, sign * drawn.pci


def _complexity(table, scale, threshold, by):
    present, _ = held_cells(table, threshold, by)
    rows, columns = largest_part(present)
    _warn_of_parts(table, present, rows)
    part = cut(present, rows, columns)
    eigenvalue, third, portfolio, product = second_eigenvectors(part)
    if np.isnan(product).any() and len(product):
        warnings.warn(_no_order(eigenvalue), UserWarning, stacklevel=lines_up())
    elif len(product) and third > (1 - BESIDE) * eigenvalue:
        warnings.warn(
            tell(
                "table: the second eigenvalue ({eigenvalue}) stands beside the third ({third}), "
                "so another order fits nearly as well, and a small change of the table may bring "
                "it up; ask for bootstrap=.",
                eigenvalue=f"{eigenvalue:.4g}",
                third=f"{third:.4g}",
            ),
            UserWarning,
            stacklevel=lines_up(),
        )
    portfolio, product = _scaled(part, portfolio, product, scale)
    return EconomicComplexity(
        eci=spread(portfolio, rows, table.index, "eci"),
        pci=spread(product, columns, table.columns, "pci"),
        eigenvalue=eigenvalue,
        regions=int(rows.sum()),
        industries=int(columns.sum()),
    )


def _warn_of_parts(table, present, rows):
    outside = table.index[present.any(axis=1) & ~rows]
    if len(outside):
        warnings.warn(
            tell_many(
                "table: {n} of {regions} regions (first: {first}) shares no industry, even indirectly, with the rest. "
                "Complexity compares only within the largest connected part; the regions and industries outside it "
                "are NaN.",
                "table: {n} of {regions} regions (first: {first}) share no industry, even indirectly, with the rest. "
                "Complexity compares only within the largest connected part; the regions and industries outside it "
                "are NaN.",
                len(outside),
                regions=int(present.any(axis=1).sum()),
                first=quoted(outside[0]),
            ),
            UserWarning,
            stacklevel=lines_up(),
        )


def _no_order(eigenvalue):
    if eigenvalue > 1e-10:
        return tell(
            "table: the second eigenvalue is a tie, so more than one order fits equally well; complexity is NaN."
        )
    return tell(
        "table: no region differs from another in its industries, so there is no order to find; complexity is NaN."
    )


def _sign(part, portfolio, product):
    for values, reference in ((portfolio, part.sum(axis=1)), (-product, part.sum(axis=0))):
        agreement = (values - values.mean()) @ (reference - reference.mean())
        size = np.linalg.norm(values - values.mean()) * np.linalg.norm(reference - reference.mean())
        if size > 0 and abs(agreement) > 1e-9 * size:
            return np.sign(agreement)
    return np.sign(portfolio[0])


def _scaled(part, portfolio, product, scale):
    if not len(product):
        return portfolio, product
    sign = _sign(part, portfolio, product)
    if scale == "both":
        return sign * _standard(portfolio, portfolio), sign * _standard(product, product)
    measure = product if scale == "industries" else portfolio
    return sign * _standard(portfolio, measure), sign * _standard(product, measure)


def _standard(values, by):
    return ratio(values - by.mean(), by.std())
