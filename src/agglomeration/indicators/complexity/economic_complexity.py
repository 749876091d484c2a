"""Economic complexity of regions and industries, from one eigenvector."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.callers import lines_up
from agglomeration.indicators.ground.tables import check_choice, ratio
from agglomeration.indicators.ground.ties import tied
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.simulation import share_work
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import quoted, tell, tell_many

from .labelled_results import cut, extremes, redrawn_intervals, spread
from .spectrum import largest_part, second_eigenvectors

__all__ = ["EconomicComplexity", "economic_complexity"]

SCALES = ("industries", "regions", "both")
# A third eigenvalue that falls short of the second by less than this share of it stands beside it.
BESIDE = 0.05
# Up to so many regions the warning of such a third eigenvalue looks at what leaving one of them out does.
FEW_REGIONS = 60


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
    third_eigenvalue : float
        The next one: the nearer it is to the second, the less the order is the only one.
    regions, industries : int
        How many of each the indices rest on.
    intervals : dict or None
        With ``draws``: the :class:`Inference` of ``"eci"`` and of ``"pci"``.
    leave_one_out : pandas.DataFrame or None
        With ``leave_one_out=True``, one row per region left out: ``rank_correlation``, Spearman's between the ECI of
        the others with and without it; ``shift``, by how many places the one that moves most changes its rank among
        them, and ``of``, which that is; ``eigenvalue``, the second one without it. NaN where no order is left.
    """

    eci: pd.Series
    pci: pd.Series
    eigenvalue: float
    regions: int
    industries: int
    intervals: dict | None = None
    third_eigenvalue: float = np.nan
    leave_one_out: pd.DataFrame | None = None

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
    leave_one_out: bool = False,
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
    leave_one_out : bool
        Whether to compute everything anew without each region in turn, presence included, to see how far the order of
        the others hangs on it. It takes as many times as long as there are regions; ``jobs`` shares it out.
    draws, seed, level, jobs
        As in :func:`location_quotient`; the results are the ``intervals`` of both indices. The sign of a draw is the
        one that agrees with the table's own ECI.

    Returns
    -------
    EconomicComplexity
        ``eci``, ``pci``, ``eigenvalue``, ``third_eigenvalue``, ``regions``, ``industries``, ``intervals``,
        ``leave_one_out``. NaN for a region without a present industry and an industry present nowhere. All NaN where no
        order can be told: all regions have the same industries, or the second eigenvalue is a tie.

    Warns
    -----
    UserWarning
        If the table falls into parts that share no industry: complexity compares only within a part, so the largest
        (by regions, then industries) is used and the rest is NaN. Also if all is NaN for want of an order, and if
        another order fits nearly as well.

    Raises
    ------
    ValueError
        If the table is bad or ``scale`` is unknown.

    Notes
    -----
    One eigenvector of one symmetric matrix, :math:`D^{-1/2} M U^{-1} M' D^{-1/2}` or its twin over industries,
    whichever is smaller, gives both indices, so they always agree in sign: ECI correlates positively with diversity
    (with equal diversities PCI negatively with ubiquity; if that is equal too, the first region off 0 is positive).
    Twenty "reflections" approach the same vector, and drown in rounding noise when the second eigenvalue is small.

    Where the third eigenvalue falls short of the second by less than a twentieth of it, a second order fits the table
    nearly as well: this is warned of, and for up to 60 regions the warning says what leaving one of them out
    does. The eigenvectors turn by about the size of a change of the matrix over the gap of the two eigenvalues, so
    that at a gap of a twentieth a change of a few cells can turn them. At a tie no order is the first, and the indices
    are NaN.

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
    near = result.third_eigenvalue > (1 - BESIDE) * result.eigenvalue and result.pci.notna().any()
    if leave_one_out or (near and result.regions <= FEW_REGIONS):
        result = replace(
            result, leave_one_out=leaving_one_out(table, result.eci, scale, threshold, by, jobs)
        )
    if near:
        warnings.warn(_near_tie(result), UserWarning, stacklevel=lines_up())
    if not draws:
        return result

    def measure(drawn):
        return complexity_like(drawn, result.eci, scale, threshold, by)

    values = {"eci": result.eci, "pci": result.pci}
    return replace(
        result, intervals=redrawn_intervals(measure, table, values, draws, seed, level, jobs)
    )


def _near_tie(result):
    beside = {"second": f"{result.eigenvalue:.4g}", "third": f"{result.third_eigenvalue:.4g}"}
    without = result.leave_one_out
    if without is None or without["rank_correlation"].isna().all():
        return tell(
            "table: the second eigenvalue ({second}) stands beside the third ({third}), so another order fits nearly "
            "as well, and a small change of the table may bring it up; leave_one_out=True says how far the order "
            "hangs on each region, and draws= gives intervals.",
            **beside,
        )
    region = without["rank_correlation"].idxmin()
    return tell(
        "table: the second eigenvalue ({second}) stands beside the third ({third}), so another order fits nearly as "
        "well, and a small change of the table may bring it up: without region {region} the order of the others has "
        "a rank correlation of {correlation} with the one here; draws= gives intervals.",
        **beside,
        region=quoted(region),
        correlation=f"{without.loc[region, 'rank_correlation']:.2f}",
    )


def complexity_like(table, eci, scale, threshold, by):
    """ECI and PCI of a redrawn table, of the sign that agrees with the original's ECI."""
    drawn = _agreeing(_complexity(table, scale, threshold, by), eci)
    return drawn.eci, drawn.pci


def _agreeing(result, eci):
    """The result with the sign that agrees with an ECI."""
    eci = eci.reindex(result.eci.index) if len(eci) != len(result.eci) else eci
    both = (eci.notna() & result.eci.notna()).to_numpy()
    agreement = (eci - eci[both].mean())[both] @ result.eci[both]
    return result if agreement >= 0 else replace(result, eci=-result.eci, pci=-result.pci)


def leaving_one_out(table, eci, scale, threshold, by, jobs=1):
    """What the order of the other regions is without each region in turn; one row per region that has an ECI."""
    regions = eci.index[eci.notna()]
    work = partial(_without, table, eci, scale, threshold, by)
    rows = share_work(work, [table.index.get_loc(region) for region in regions], jobs)
    return pd.DataFrame(
        rows, index=regions, columns=["rank_correlation", "shift", "of", "eigenvalue"]
    )


def _without(table, eci, scale, threshold, by, place):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rest = table.drop(index=table.index[place])
        result = _complexity(rest, scale, threshold, by)
    found, whole = _agreeing(result, eci).eci, eci.drop(eci.index[place])
    both = (found.notna() & whole.notna()).to_numpy()
    ranks = [pd.Series(tied(values[both]), values.index[both]).rank() for values in (found, whole)]
    moved = (ranks[0] - ranks[1]).abs()
    if len(moved) < 2 or np.ptp(ranks[0]) == 0 or np.ptp(ranks[1]) == 0:
        return np.nan, np.nan, None, result.eigenvalue
    correlation = float(np.corrcoef(*ranks)[0, 1])
    return correlation, float(moved.max()), moved.index[int(moved.argmax())], result.eigenvalue


def _complexity(table, scale, threshold, by):
    present, _ = held_cells(table, threshold, by)
    rows, columns = largest_part(present)
    _warn_of_parts(table, present, rows)
    part = cut(present, rows, columns)
    eigenvalue, third, portfolio, product = second_eigenvectors(part)
    if np.isnan(product).any() and len(product):
        warnings.warn(_no_order(eigenvalue), UserWarning, stacklevel=lines_up())
    portfolio, product = _scaled(part, portfolio, product, scale)
    return EconomicComplexity(
        eci=spread(portfolio, rows, table.index, "eci"),
        pci=spread(product, columns, table.columns, "pci"),
        eigenvalue=eigenvalue,
        regions=int(rows.sum()),
        industries=int(columns.sum()),
        third_eigenvalue=third,
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
    # Mirrored halves: whoever stands in the middle has no side.
    aside = np.flatnonzero(np.abs(portfolio) > 1e-9 * np.abs(portfolio).max())
    return np.sign(portfolio[aside[0]]) if len(aside) else 1.0


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
