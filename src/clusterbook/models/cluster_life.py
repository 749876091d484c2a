r"""The life of a cluster: firms move in, grow, close and found others, as the assets of the place allow.

Four assets, as the case of the Research Triangle is usually told: *scientific* (universities, laboratories),
*political* (leadership, land, institutions), *industrial* (firms of the field and the network between them) and
*entrepreneurial* (people, money and advice for new firms). Asset :math:`k` comes in year :math:`c_k`, or never, and
unfolds over :math:`\tau` years:

.. math:: a_k(t) = 1 - e^{-(t - c_k + 1) / \tau} \quad \text{for } t \ge c_k , \qquad a_k(t) = 0 \text{ before.}

Each year, with :math:`S, P, I, E` the four levels, :math:`n_i` the jobs of firm :math:`i`, :math:`m_i` its full size
and :math:`N = \sum_i n_i`:

1. firms *grow* towards their full size, :math:`n_i \leftarrow n_i + g\,\tfrac{1 + I}{2}\,(m_i - n_i)`;
2. each firm *closes* with probability :math:`d\,(1 - \tfrac{I}{2})`;
3. in one year, if asked for, the largest firm *restructures*: it gives up a share of its jobs for good (closes, if
   that is all of them), and :math:`L` people leave;
4. firms *move in*, a Poisson number with mean :math:`\lambda\, S\, P\, \tfrac{1 + I}{2}\, \max(0, 1 - N / K)`; each
   starts at a fifth of a full size that is lognormal with median :math:`M`;
5. firms *spin off* others, a Poisson number with mean :math:`\sigma\, E\, n_i / 1000` for firm :math:`i`; those who
   left in step 3 found :math:`\psi\, E\, L / 1000` on average. A spin-off's full size is lognormal with median
   :math:`m\,(m_i / M)^h`: with heredity :math:`h > 0`, larger parents have larger children.

So science without politics draws no one, and entrepreneurs without firms have no one to leave. These are assumptions,
not findings: they put into equations what students of the case say. The result is **simulated**.

References
----------
Koo, J., Bae, J. and Kim, D. (2009). What does it take to become a biotech hot spot? Environment and Planning C:
Government and Policy 27(4), 665-683 (assets of Raleigh-Durham).
Klepper, S. (2010). The origin and growth of industry clusters: the making of Silicon Valley and Detroit. Journal of
Urban Economics 67(1), 15-32 (organizational reproduction and heredity).
"""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from clusterbook.words import enumerated, marked, quoted, tell, term

__all__ = ["ASSETS", "ClusterLife", "asset_level", "cluster_life"]

ASSETS = ("scientific", "political", "industrial", "entrepreneurial")
# A firm opens with this share of its full size.
START = 0.2


@dataclass(frozen=True)
class ClusterLife:
    """Simulated histories of one place.

    Parameters
    ----------
    firms : pandas.DataFrame
        One row per firm, its index the firm's number: ``run``, ``founded`` and ``closed`` (years; NaN while it is
        open), ``parent`` (number of the firm its founders left; -1 for one that moved in), ``generation`` (0 for one
        that moved in, 1 for its spin-offs, and so on), ``full_size`` (jobs it grows towards).
    paths : pandas.DataFrame
        Indexed by ``run`` and ``year``, at the end of the year: ``firms``, ``spin_offs`` (open ones), ``employment``,
        ``largest`` (share of the largest firm in employment; NaN without a firm).
    """

    firms: pd.DataFrame
    paths: pd.DataFrame

    def band(self, column: str, level: float = 0.8) -> pd.DataFrame:
        """Median of a column of ``paths`` over the runs, year by year, and the band that holds ``level`` of them.

        Returns
        -------
        pandas.DataFrame
            Indexed by year: ``low``, ``middle``, ``high``.
        """
        table = self.paths[column].unstack("run")
        tail = (1 - level) / 2
        names = {"low": tail, "middle": 0.5, "high": 1 - tail}
        return pd.DataFrame({name: table.quantile(at, axis=1) for name, at in names.items()})

    def genealogy(self, run: int = 0) -> pd.DataFrame:
        """The firms of one run, each founder's followed by its spin-offs, in order of founding.

        Returns
        -------
        pandas.DataFrame
            Rows of ``firms`` with a column ``family``, the number of the firm that moved in and began the line.
        """
        firms = self.firms[self.firms["run"] == run]
        children = firms.groupby("parent").groups
        order, family, waiting = [], [], [(firm, firm) for firm in reversed(children.get(-1, []))]
        while waiting:
            firm, ancestor = waiting.pop()
            order.append(firm)
            family.append(ancestor)
            waiting += [(child, ancestor) for child in reversed(children.get(firm, []))]
        return firms.loc[order].assign(family=family)

    def families(self, run: int = 0) -> pd.DataFrame:
        """The families of one run: all that descends from one firm that moved in.

        Returns
        -------
        pandas.DataFrame
            Indexed by the founder's number, largest family first: ``came`` (the year it moved in), ``spin_offs``,
            ``generations`` and ``open`` (members still open at the end).
        """
        tree = self.genealogy(run)
        tree["open"] = tree["closed"].isna()
        rows = tree.groupby("family").agg(
            came=("founded", "first"),
            spin_offs=("parent", "size"),
            generations=("generation", "max"),
            open=("open", "sum"),
        )
        rows["spin_offs"] -= 1
        return rows.sort_values("spin_offs", ascending=False, kind="stable")


def asset_level(came: int | None, years: ArrayLike, maturity: float = 5.0) -> np.ndarray:
    r"""Return how far an asset has unfolded.

    .. math:: a(t) = 1 - e^{-(t - c + 1) / \tau} \quad \text{for } t \ge c , \qquad a(t) = 0 \text{ before}

    Parameters
    ----------
    came : int or None
        Year :math:`c` in which the asset comes; None is never.
    years : array of int
        Years :math:`t`.
    maturity : float
        Years :math:`\tau`; after them the asset stands at about two thirds. 0: it is there at once.

    Returns
    -------
    numpy.ndarray
        0 to 1.

    Examples
    --------
    >>> asset_level(1984, [1983, 1984, 1994], maturity=0)
    array([0., 1., 1.])
    """
    years = np.asarray(years)
    if not (np.isfinite(maturity) and maturity >= 0):
        raise ValueError(
            tell(
                "maturity: {maturity} is not a number of years; it must be 0 or more.",
                maturity=quoted(maturity),
            )
        )
    if came is None:
        return np.zeros(len(years))
    age = np.where(years >= came, years - came + 1.0, 0.0)
    return (age > 0).astype(float) if maturity == 0 else 1 - np.exp(-age / maturity)


def cluster_life(
    assets: Mapping[str, int | None],
    first: int = 1955,
    last: int = 2025,
    *,
    runs: int = 1,
    restructuring: int | None = None,
    seed: int | None = None,
    arrivals: float = 3.0,
    spin_off: float = 0.2,
    leavers: float = 20.0,
    growth: float = 0.3,
    closing: float = 0.025,
    moved_in_size: float = 400.0,
    spin_off_size: float = 25.0,
    spread: float = 1.0,
    heredity: float = 0.3,
    given_up: float = 0.6,
    capacity: float = 60_000.0,
    maturity: float = 5.0,
) -> ClusterLife:
    """Simulate the life of a cluster; the module's page has the equations.

    Parameters
    ----------
    assets : dict
        ``{asset: year it comes}`` for the four :data:`ASSETS`; None is never.
    first, last : int
        First and last year.
    runs : int
        How many histories, all independent.
    restructuring : int, optional
        The year in which each run's largest firm gives up jobs for good.
    seed : int, optional
        The same seed gives the same histories.
    arrivals : float
        :math:`\\lambda`: firms that move in per year where all assets stand in full and there is room.
    spin_off : float
        :math:`\\sigma`: spin-offs per year and 1,000 jobs where entrepreneurial assets stand in full.
    leavers : float
        :math:`\\psi`: firms founded per 1,000 people that a restructuring sets free.
    growth : float
        :math:`g`: share of the gap to its full size that a firm closes in a year, at most.
    closing : float
        :math:`d`: probability that a firm closes in a year without an industrial network; half of it with one.
    moved_in_size, spin_off_size : float
        Medians :math:`M` and :math:`m` of full size, jobs.
    spread : float
        Standard deviation of the logarithm of full size.
    heredity : float
        :math:`h`, 0 (children owe nothing to their parents) to 1.
    given_up : float
        Share of its jobs that the largest firm gives up in a restructuring.
    capacity : float
        :math:`K`: jobs at which no further firm moves in.
    maturity : float
        :math:`\\tau`: years in which an asset unfolds to about two thirds.

    Returns
    -------
    ClusterLife
        ``.firms`` and ``.paths``, ``.band(column)`` over the runs, and ``.genealogy(run)``.

    Raises
    ------
    ValueError
        If an asset is missing or unknown, ``runs`` is below 1, the years run backwards, or a rate or size is outside
        its range.

    Notes
    -----
    The defaults were set by hand so that the assets of the Research Triangle give a path near its published figures.
    That the two agree is therefore no test of the model. What the model can show is how *its own* paths differ when
    an asset comes earlier, later or never.

    Forty runs over seventy years take some 50 milliseconds.

    Examples
    --------
    Without political assets no one comes, however good the science:

    >>> life = cluster_life({**dict.fromkeys(ASSETS, 1955), "political": None}, seed=1)
    >>> len(life.firms), float(life.paths["employment"].max())
    (0, 0.0)
    """
    _check_assets(assets)
    _check_years(first, last, runs)
    shares = {"growth": growth, "closing": closing, "heredity": heredity, "given_up": given_up}
    _check_numbers(shares, marked("between 0 and 1"), lambda value: 0 <= value <= 1)
    amounts = {
        "arrivals": arrivals,
        "spin_off": spin_off,
        "leavers": leavers,
        "spread": spread,
        "maturity": maturity,
    }
    _check_numbers(amounts, marked("0 or more"), lambda value: 0 <= value < np.inf)
    sizes = {"moved_in_size": moved_in_size, "spin_off_size": spin_off_size, "capacity": capacity}
    _check_numbers(sizes, "above 0", lambda value: 0 < value < np.inf)
    years = np.arange(first, last + 1)
    science, politics, industry, enterprise = (
        asset_level(assets[name], years, maturity) for name in ASSETS
    )
    network = (1 + industry) / 2
    drawn_in = arrivals * science * politics * network
    generator = np.random.default_rng(seed)
    state = _Place(runs, moved_in_size, spin_off_size, spread, heredity, generator)
    for number, year in enumerate(years):
        state.grow(growth * network[number])
        state.close(closing * (1 - industry[number] / 2), year)
        parents = np.zeros(0, dtype=int)
        if year == restructuring:
            parents = state.restructure(given_up, leavers * enterprise[number] / 1000, year)
        state.move_in(drawn_in[number], capacity, year)
        state.spin_off(spin_off * enterprise[number] / 1000, parents, year)
        state.record()
    return ClusterLife(state.firms(), state.paths(years))


class _Place:
    """All firms of all runs, side by side, and what was recorded each year."""

    def __init__(self, runs, moved_in_size, spin_off_size, spread, heredity, generator):
        self.runs, self.generator = runs, generator
        self.medians, self.spread, self.heredity = (moved_in_size, spin_off_size), spread, heredity
        self.run, self.parent, self.generation = (np.zeros(0, dtype=int) for _ in range(3))
        self.founded, self.closed, self.size, self.full = (np.zeros(0) for _ in range(4))
        self.records = []

    @property
    def open(self):
        return np.flatnonzero(np.isnan(self.closed))

    def employment(self):
        return np.bincount(self.run, weights=self.size, minlength=self.runs)

    def grow(self, rate):
        self.size += np.where(np.isnan(self.closed), rate * (self.full - self.size), 0)

    def close(self, chance, year):
        firms = self.open
        gone = firms[self.generator.random(len(firms)) < chance]
        self.closed[gone] = year
        self.size[gone] = 0

    def restructure(self, share, rate, year):
        """The largest firm of each run gives up jobs; returns the parents of what its leavers found."""
        largest = [
            firms[np.argmax(self.size[firms])] for firms in self._open_by_run() if len(firms)
        ]
        largest = np.array(largest, dtype=int)
        founded = self.generator.poisson(rate * share * self.size[largest])
        self.size[largest] *= 1 - share
        if share == 1:
            self.closed[largest] = year
        else:
            self.full[largest] = np.minimum(self.full[largest], self.size[largest])
        return np.repeat(largest, founded)

    def _open_by_run(self):
        firms = self.open
        return [firms[self.run[firms] == run] for run in range(self.runs)]

    def move_in(self, mean, capacity, year):
        room = np.clip(1 - self.employment() / capacity, 0, None)
        came = self.generator.poisson(mean * room)
        count = int(came.sum())
        sizes = self.medians[0] * np.exp(self.spread * self.generator.standard_normal(count))
        self._add(
            np.repeat(np.arange(self.runs), came),
            np.full(count, -1),
            np.zeros(count, dtype=int),
            sizes,
            year,
        )

    def spin_off(self, rate, leavers, year):
        """New firms, their parents drawn by size: the sum of the firms' Poisson numbers is one too."""
        weights = np.cumsum(rate * self.size)
        total = weights[-1] if len(weights) else 0.0
        marks = total * self.generator.random(self.generator.poisson(total))
        parents = np.concatenate([leavers, np.searchsorted(weights, marks, side="right")]).astype(
            int
        )
        inherited = (self.full[parents] / self.medians[0]) ** self.heredity
        drawn = np.exp(self.spread * self.generator.standard_normal(len(parents)))
        sizes = self.medians[1] * inherited * drawn
        self._add(self.run[parents], parents, self.generation[parents] + 1, sizes, year)

    def _add(self, run, parent, generation, full, year):
        count = len(run)
        self.run, self.parent = np.append(self.run, run), np.append(self.parent, parent)
        self.generation = np.append(self.generation, generation)
        self.founded, self.closed = (
            np.append(self.founded, np.full(count, year)),
            np.append(self.closed, [np.nan] * count),
        )
        self.size, self.full = np.append(self.size, START * full), np.append(self.full, full)

    def record(self):
        firms = self.open
        largest = np.zeros(self.runs)
        np.maximum.at(largest, self.run[firms], self.size[firms])
        counts = [
            np.bincount(self.run[chosen], minlength=self.runs)
            for chosen in (firms, firms[self.parent[firms] >= 0])
        ]
        self.records.append((*counts, self.employment(), largest))

    def firms(self):
        table = {
            "run": self.run,
            "founded": self.founded.astype(int),
            "closed": self.closed,
            "parent": self.parent,
        }
        table |= {"generation": self.generation, "full_size": self.full}
        return pd.DataFrame(table).rename_axis("firm")

    def paths(self, years):
        index = pd.MultiIndex.from_product([years, range(self.runs)], names=["year", "run"])
        firms, spin_offs, employment, largest = (
            np.concatenate(column) for column in zip(*self.records, strict=True)
        )
        share = np.divide(
            largest, employment, out=np.full(len(index), np.nan), where=employment > 0
        )
        columns = {
            "firms": firms,
            "spin_offs": spin_offs,
            "employment": employment,
            "largest": share,
        }
        return pd.DataFrame(columns, index=index).swaplevel().sort_index()


def _check_assets(assets):
    missing = [name for name in ASSETS if name not in assets]
    surplus = [name for name in assets if name not in ASSETS]
    if missing or surplus:
        named = {
            "missing": enumerated(map(repr, missing)),
            "surplus": enumerated(map(repr, surplus)) or tell("none"),
            "assets": enumerated(ASSETS),
        }
        if missing:
            raise ValueError(
                tell("assets: no year for {missing}; surplus: {surplus}; give {assets}.", **named)
            )
        raise ValueError(tell("assets: surplus: {surplus}; give {assets}.", **named))
    for name, year in assets.items():
        if year is not None and not isinstance(year, numbers.Integral):
            raise ValueError(
                tell(
                    "assets: {name} comes in {year}; give a year, or None for never.",
                    name=quoted(name),
                    year=quoted(year),
                )
            )


def _check_years(first, last, runs):
    if runs < 1:
        raise ValueError(
            tell(
                "runs: {runs} is not a number of histories; ask for at least 1.", runs=quoted(runs)
            )
        )
    if last < first:
        raise ValueError(tell("last: {last} lies before first ({first}).", last=last, first=first))


def _check_numbers(values, bounds, inside):
    for name, value in values.items():
        if not inside(value):
            raise ValueError(
                tell(
                    "{name}: {value} is out of range; it must be {bounds}.",
                    name=name,
                    value=quoted(value),
                    bounds=term(bounds),
                )
            )
