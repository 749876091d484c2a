"""How many and how rare capabilities a region's industries speak of: complexity, fitness, and the way ahead."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ._spectrum import largest_part, second_eigenvectors
from .quotients import held_cells
from .relatedness import density, relatedness_weights
from .tables import check_aligned, check_choice, ratio

__all__ = [
    "ComplexityOutlook",
    "EconomicComplexity",
    "FitnessComplexity",
    "complexity_outlook",
    "economic_complexity",
    "fitness_complexity",
]

SCALES = ("industries", "regions", "both")


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
    """

    eci: pd.Series
    pci: pd.Series
    eigenvalue: float
    regions: int
    industries: int

    def __repr__(self):
        return (
            f"Economic complexity of {self.regions} regions and {self.industries} industries "
            f"(second eigenvalue {self.eigenvalue:.3g})\n{_extremes(self.eci)}\n{_extremes(self.pci)}"
        )


def _extremes(values):
    ordered = values.dropna().sort_values(ascending=False)
    if ordered.empty:
        return f"{values.name}: undefined"
    first, last = ordered.index[0], ordered.index[-1]
    return f"{values.name}: highest {first!r} ({ordered.iloc[0]:.3g}), lowest {last!r} ({ordered.iloc[-1]:.3g})"


def economic_complexity(table, scale="industries", *, threshold=1.0, by="location_quotient"):
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

    Returns
    -------
    EconomicComplexity
        ``eci``, ``pci``, ``eigenvalue``, ``regions``, ``industries``. NaN for a region without a present industry and
        an industry present nowhere. All NaN where no order can be told: all regions have the same
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
    present, _ = held_cells(table, threshold, by)
    rows, columns = largest_part(present)
    _warn_of_parts(table, present, rows)
    part = _cut(present, rows, columns)
    eigenvalue, portfolio, product = second_eigenvectors(part)
    if np.isnan(product).any() and len(product):
        warnings.warn(_no_order(eigenvalue), UserWarning, stacklevel=2)
    portfolio, product = _scaled(part, portfolio, product, scale)
    return EconomicComplexity(
        eci=_spread(portfolio, rows, table.index, "eci"),
        pci=_spread(product, columns, table.columns, "pci"),
        eigenvalue=eigenvalue,
        regions=int(rows.sum()),
        industries=int(columns.sum()),
    )


def _cut(present, rows, columns):
    return present if rows.all() and columns.all() else present[rows][:, columns]


def _warn_of_parts(table, present, rows):
    outside = table.index[present.any(axis=1) & ~rows]
    if len(outside):
        warnings.warn(
            f"table: {len(outside)} of {int(present.any(axis=1).sum())} regions (first: {outside[0]!r}) share no "
            "industry, even indirectly, with the rest. Complexity compares only within the largest connected part; "
            "the regions and industries outside it are NaN.",
            UserWarning,
            stacklevel=3,
        )


def _no_order(eigenvalue):
    if eigenvalue > 1e-10:
        return "table: the second eigenvalue is a tie, so more than one order fits equally well; complexity is NaN."
    return "table: no region differs from another in its industries, so there is no order to find; complexity is NaN."


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


def _spread(values, where, labels, name):
    """Values of the units in the part; NaN for the others."""
    full = np.full(len(labels), np.nan)
    full[where] = values
    return pd.Series(full, index=labels, name=name)


@dataclass(frozen=True, eq=False, repr=False)
class FitnessComplexity:
    """Fitness of regions and complexity of industries.

    Attributes
    ----------
    fitness : pandas.Series
        Per region, mean 1.
    complexity : pandas.Series
        Per industry, mean 1.
    iterations : int
        How many steps were taken.
    change : float
        The largest relative change of a value in the last step.
    converged : bool
        Whether ``change`` fell to the tolerance.
    """

    fitness: pd.Series
    complexity: pd.Series
    iterations: int
    change: float
    converged: bool

    def __repr__(self):
        state = "converged" if self.converged else "not converged"
        return (
            f"Fitness and complexity after {self.iterations} iterations ({state}, last change {self.change:.1e})\n"
            f"{_extremes(self.fitness)}\n{_extremes(self.complexity)}"
        )


def fitness_complexity(table, iterations=200, tolerance=1e-10, *, threshold=1.0, by="location_quotient"):
    r"""Fitness of regions and complexity of industries, the non-linear pair.

    .. math:: \tilde F_r = \sum_i M_{ri} Q_i, \qquad \tilde Q_i = \frac{1}{\sum_r M_{ri} / F_r}

    each divided by its mean, fitness first and complexity from it, step by step from :math:`Q = 1`.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    iterations : int
        The most steps to take.
    tolerance : float
        Stop when no value changes by more than this share of itself.
    threshold, by
        What counts as present, as in :func:`presence`.

    Returns
    -------
    FitnessComplexity
        ``fitness`` and ``complexity``, from 0, mean 1. NaN for a region without a present industry and an industry
        present nowhere, which count for nothing in the means.

    Warns
    -----
    UserWarning
        If the values still change after ``iterations``.

    Raises
    ------
    ValueError
        If the table is bad or ``iterations`` is below 1.

    Notes
    -----
    Where the table is much emptier on one side of its diagonal, the least fit regions sink towards 0 without an end,
    each step by a smaller share: their order settles long before their values, so read ranks, and do not take
    logarithms of values that have not converged. The paper takes both members of a step from the step before, which
    runs the same sequence twice, interleaved; the limit is the same.

    Equals ``econcomplex.fitness_complexity`` at the same number of steps, but for units without any presence, which
    count as 0 in its means; through ``eci_pci`` that package stops after 20 steps.

    References
    ----------
    Tacchella, A., Cristelli, M., Caldarelli, G., Gabrielli, A. and Pietronero, L. (2012). A new metrics for countries'
    fitness and products' complexity. Scientific Reports 2, 723.
    Pugliese, E., Zaccaria, A. and Pietronero, L. (2016). On the convergence of the fitness-complexity algorithm.
    European Physical Journal Special Topics 225, 1893-1911.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"bread": [1, 1], "chips": [1, 0]}, index=["A", "B"])
    >>> result = fitness_complexity(table, iterations=1, tolerance=1, by="amount")
    >>> result.fitness.round(3).to_dict(), result.complexity.round(3).to_dict()
    ({'A': 1.333, 'B': 0.667}, {'bread': 0.5, 'chips': 1.5})
    """
    if int(iterations) != iterations or iterations < 1:
        raise ValueError(f"iterations: {iterations!r} is not a whole number of at least 1.")
    present, _ = held_cells(table, threshold, by, float)
    rows, columns = present.any(axis=1), present.any(axis=0)
    part = _cut(present, rows, columns)
    fitness, complexity = np.ones(part.shape[0]), np.ones(part.shape[1])
    steps, change = 0, np.inf if part.size else 0.0
    while steps < iterations and change > tolerance:
        before = fitness, complexity
        fitness, complexity = _fitness_step(part, complexity)
        change = max(_relative_change(fitness, before[0]), _relative_change(complexity, before[1]))
        steps += 1
    converged = change <= tolerance
    if not converged:
        warnings.warn(
            f"fitness_complexity: after {steps} iterations a value still changes by {change:.1e} of itself; "
            "use more iterations, or read the order only.",
            UserWarning,
            stacklevel=2,
        )
    return FitnessComplexity(
        fitness=_spread(fitness, rows, table.index, "fitness"),
        complexity=_spread(complexity, columns, table.columns, "complexity"),
        iterations=steps,
        change=float(change),
        converged=bool(converged),
    )


def _fitness_step(part, complexity):
    fitness = part @ complexity
    fitness /= fitness.mean()
    # A fitness that has sunk to 0 makes its industries' complexity 0 in turn, not NaN.
    with np.errstate(over="ignore"):
        complexity = 1 / ((1 / np.maximum(fitness, np.finfo(float).tiny)) @ part)
    return fitness, complexity / complexity.mean()


def _relative_change(new, old):
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.max(np.where(new == old, 0.0, np.abs(new - old) / old), initial=0.0))


@dataclass(frozen=True, eq=False, repr=False)
class ComplexityOutlook:
    """How near a region is to complex industries it has not.

    Attributes
    ----------
    index : pandas.Series
        Complexity outlook index per region.
    gain : pandas.DataFrame
        What adding an industry would do to the region's index, regions x industries; NaN where it is present.
    """

    index: pd.Series
    gain: pd.DataFrame

    def __repr__(self):
        return f"Complexity outlook of {self.gain.shape[0]} regions\n{_extremes(self.index)}"


def complexity_outlook(
    table, relatedness=None, complexity=None, gain="net", diagonal=False, *, threshold=1.0, by="location_quotient"
):
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
    the new industry instead of the target's, so their gain is not the change of the index.

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
    present, _ = held_cells(table, threshold, by, float)
    weights = relatedness_weights(present, relatedness, table.columns, diagonal)
    if complexity is None:
        value = economic_complexity(table, threshold=threshold, by=by).pci.to_numpy()
    else:
        value = check_aligned(complexity, table.columns, "complexity", cover=True, negative=True, nan=True)
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
