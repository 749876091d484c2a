r"""Regions that grow by a known rule: does the growth regression find it?

Jobs of industry :math:`i` in region :math:`r` at the start are drawn as

.. math:: \ln e_{ri} = a_r + b_i + s_r u_{ri} ,

with the size of the region :math:`a_r`, that of the industry :math:`b_i`, an own profile :math:`u_{ri}` (all normal)
and its strength :math:`s_r`, which makes some regions lopsided and others even. Plants have 20 jobs in the middle;
their size varies from cell to cell. From these the three regressors of
:func:`agglomeration.indicators.growth.externalities.externality_regressors` follow: specialization :math:`S`, diversity
:math:`D` and competition :math:`C`. The *truth* are three numbers :math:`\beta`:

.. math:: \ln e'_{ri} = \ln e_{ri} + g_i + \beta_S \ln S_{ri} + \beta_D \ln D_{ri} + \beta_C \ln C_{ri}
          + \sigma \left( \sqrt{c}\, \eta_r + \sqrt{1 - c}\, \varepsilon_{ri} \right) .

:math:`\sigma` is the *noise*, of which a part :math:`c` is common to all industries of a region. Who counts the jobs
sees :math:`e_{ri} \exp(\tau w_{ri})` at the start and the same with other luck at the end: a *passing* good or bad year
that leaves plants and later growth as they are. It moves counted jobs into both sides of the regression.

The result is **simulated**. All numbers but the signs are assumptions; nothing is estimated from data.

References
----------
Glaeser, E. L., Kallal, H. D., Scheinkman, J. A. and Shleifer, A. (1992). Growth in cities. Journal of Political
Economy 100(6), 1126-1152 (the three hypotheses and the regression).
Combes, P.-P. (2000). Economic structure and local growth: France, 1984-1993. Journal of Urban Economics 47(3),
329-355 (what the regressors mean beside each other).
"""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.growth.externalities import EXTERNALITIES, externality_regressors
from clusterbook.words import enumerated, quoted, tell

__all__ = ["TRUTHS", "found_signs", "recover", "simulate_growth", "verdicts"]

TRUTHS = {
    "none": {"specialization": 0.0, "diversity": 0.0, "competition": 0.0},
    "Marshall-Arrow-Romer": {"specialization": 0.1, "diversity": 0.0, "competition": -0.1},
    "Porter": {"specialization": 0.1, "diversity": 0.0, "competition": 0.1},
    "Jacobs": {"specialization": 0.0, "diversity": 0.1, "competition": 0.1},
}
CRITICAL = 1.959963984540054  # two-sided, 5 percent, normal


def simulate_growth(
    truth: str | Mapping[str, float],
    regions: int,
    industries: int = 10,
    *,
    noise: float = 0.2,
    common: float = 0.2,
    passing: float = 0.0,
    seed: int = 0,
) -> pd.DataFrame:
    r"""Simulate jobs and plants of regions at two dates, with a known rule of growth between them.

    Parameters
    ----------
    truth : str or dict
        A key of ``TRUTHS``, or effects :math:`\beta` by name (``specialization``, ``diversity``, ``competition``).
    regions, industries : int
        How many, at least 2 and 3.
    noise : float
        Standard deviation :math:`\sigma` of growth that no regressor explains, in log points.
    common : float
        Part :math:`c` of the noise's variance that is common to a region, 0 to 1.
    passing : float
        Standard deviation :math:`\tau` of the passing luck in counted jobs, in log points.
    seed : int
        The same seed gives the same starting regions and the same luck, whatever the truth.

    Returns
    -------
    pandas.DataFrame
        Columns ``region``, ``industry``, ``time`` (0, 1), ``jobs`` (as counted, not rounded) and ``plants``; as
        :func:`agglomeration.indicators.growth.externalities.externality_regressors` takes it. Plants are
        those of the start at both dates.

    Raises
    ------
    ValueError
        If the truth is unknown, a count too small, or a size of luck negative.

    Examples
    --------
    Without noise the regression gives the rule back:

    >>> from agglomeration import externality_regressors
    >>> panel = simulate_growth("Porter", 12, noise=0.0, seed=1)
    >>> cells = externality_regressors(panel, plants="plants")
    >>> effects = 0.1 * np.log(cells["specialization"]) + 0.1 * np.log(cells["competition"])
    >>> rest = (cells["growth"] - effects).groupby("industry").std()  # what is left is the industry's own growth
    >>> bool(rest.max() < 1e-9)
    True
    """
    effects = _effects(truth)
    _check(regions, industries, noise, common, passing)
    start, first = (
        _start(regions, industries, (seed, 0)),
        _first_count(regions, industries, passing, (seed, 0)),
    )
    surprise, luck = _surprises(start, noise, common, passing, 1, (seed, 0))
    last = start.jobs * np.exp(_growth(start, effects) + surprise + luck)
    return _panel(np.concatenate([first[None], last]), start.plants)


def recover(
    truth: str | Mapping[str, float],
    regions: int,
    industries: int = 10,
    *,
    noise: float = 0.2,
    common: float = 0.2,
    passing: float = 0.0,
    cluster: bool = True,
    maps: int = 40,
    histories: int = 5,
    seed: int = 0,
) -> pd.DataFrame:
    r"""Run the growth regression on many simulated histories.

    Parameters
    ----------
    truth, regions, industries, noise, common, passing
        As in :func:`simulate_growth`.
    cluster : bool
        Whether errors may be correlated within a region (as
        :func:`agglomeration.indicators.growth.externalities.growth_regression` allows by default), or are taken for
        independent and only heteroscedastic.
    maps : int
        How many sets of starting regions.
    histories : int
        How many histories each of them lives through, from the same first count.
    seed : int
        The same seed gives the same maps and the same luck, whatever the truth.

    Returns
    -------
    pandas.DataFrame
        One row per history; columns ``specialization``, ``diversity``, ``competition`` with the estimates, and
        ``z specialization`` and so on: estimate over standard error.

    Raises
    ------
    ValueError
        As :func:`simulate_growth`, or if ``maps`` or ``histories`` is below 1.

    Notes
    -----
    The regressors are those of ``externality_regressors``; beside them stand the logarithm of jobs at the start and a
    dummy per industry. Estimates and standard errors are those that ``growth_regression(cells, by=["specialization",
    "diversity", "competition", "log_jobs"])`` gives on each history by itself; here all histories of a map are solved
    at once.

    Examples
    --------
    >>> found = recover("Jacobs", 60, noise=0.1, maps=10, histories=5)
    >>> abs(found[["specialization", "diversity", "competition"]].mean()).round(1).tolist()
    [0.0, 0.1, 0.1]
    """
    effects = _effects(truth)
    _check(regions, industries, noise, common, passing)
    for name, value in (("maps", maps), ("histories", histories)):
        _check_count(name, value, 1)
    found = []
    for number in range(maps):
        key = (seed, number)
        start = _start(regions, industries, key)
        surprise, luck = _surprises(start, noise, common, passing, histories, key)
        last = np.log(start.jobs) + _growth(start, effects) + surprise + luck
        growth = last - np.log(_first_count(regions, industries, passing, key))
        design, inverse = _design(regions, industries, passing, key)
        found.append(_regress(design, inverse, growth, cluster))
    columns = [*EXTERNALITIES, *(f"z {name}" for name in EXTERNALITIES)]
    return pd.DataFrame(np.vstack(found), columns=columns)


def found_signs(found: pd.DataFrame) -> pd.DataFrame:
    """Say for each history and regressor what a reader of the table would: -1, 0 (not significant) or 1.

    Parameters
    ----------
    found : pandas.DataFrame
        As :func:`recover` returns it.

    Returns
    -------
    pandas.DataFrame
        Columns ``specialization``, ``diversity``, ``competition``: the sign where it is significant at five percent.

    Examples
    --------
    >>> table = pd.DataFrame({"z specialization": [2.5], "z diversity": [-0.3], "z competition": [-2.1]})
    >>> found_signs(table).iloc[0].tolist()
    [1, 0, -1]
    """
    ratios = found[[f"z {name}" for name in EXTERNALITIES]].to_numpy()
    signs = np.where(np.abs(ratios) > CRITICAL, np.sign(ratios), 0).astype(int)
    return pd.DataFrame(signs, columns=list(EXTERNALITIES), index=found.index)


def verdicts(found: pd.DataFrame, truth: str | Mapping[str, float]) -> pd.Series:
    """Hold the significant signs of each history against the truth.

    Parameters
    ----------
    found : pandas.DataFrame
        As :func:`recover` returns it.
    truth : str or dict
        As in :func:`simulate_growth`.

    Returns
    -------
    pandas.Series
        ``"right"`` (all three signs as they are), ``"missed"`` (a true effect is not found, none is invented) or
        ``"fooled"`` (a sign is found that is not there: an effect where there is none, or the opposite one).

    Examples
    --------
    >>> table = pd.DataFrame({"z specialization": [2.5, 0, 0], "z diversity": [0, 0, 2.2], "z competition": [3, 1, 3]})
    >>> verdicts(table, "Porter").tolist()
    ['right', 'missed', 'fooled']
    """
    signs = found_signs(found).to_numpy()
    true = np.sign([_effects(truth)[name] for name in EXTERNALITIES]).astype(int)
    invented = ((signs != 0) & (signs != true)).any(axis=1)
    right = (signs == true).all(axis=1)
    return pd.Series(
        np.select([invented, right], ["fooled", "right"], "missed"),
        index=found.index,
        name="verdict",
    )


class Start(NamedTuple):
    """Regions before they grow."""

    jobs: np.ndarray
    plants: np.ndarray
    logs: np.ndarray  # of the three regressors: 3 x regions x industries
    industry_growth: np.ndarray


@lru_cache(maxsize=512)
def _start(regions, industries, key):
    """Starting regions; kept, since the same ones grow by many rules."""
    generator = np.random.default_rng([*key, 0])
    size = generator.normal(9.0, 1.0, size=(regions, 1))
    industry = generator.normal(0.0, 0.5, size=industries)
    strength = generator.uniform(0.3, 1.2, size=(regions, 1))
    jobs = (
        np.exp(size + industry + strength * generator.normal(size=(regions, industries)))
        / industries
    )
    plant_size = 20 * np.exp(generator.normal(0, 0.5, size=jobs.shape))
    plants = np.maximum(np.round(jobs / plant_size), 1.0)
    return Start(jobs, plants, _logs(jobs, plants), generator.normal(0.0, 0.2, size=industries))


def _panel(jobs, plants):
    """Dates x regions x industries as a long table."""
    dates, regions, industries = jobs.shape
    region, industry, time = np.meshgrid(
        range(regions), range(industries), range(dates), indexing="ij"
    )
    columns = {
        "region": region,
        "industry": industry,
        "time": time,
        "jobs": np.moveaxis(jobs, 0, -1),
    }
    columns["plants"] = np.repeat(plants[:, :, None], dates, axis=2)
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()})


def _logs(jobs, plants):
    """Logarithms of the three regressors, as the library defines them."""
    cells = externality_regressors(_panel(np.stack([jobs, jobs]), plants), plants="plants")
    return np.log(cells[list(EXTERNALITIES)].to_numpy()).T.reshape(3, *jobs.shape)


def _growth(start, effects):
    """What grows by rule."""
    beta = np.array([effects[name] for name in EXTERNALITIES])
    return start.industry_growth + np.tensordot(beta, start.logs, 1)


def _first_count(regions, industries, passing, key):
    """Jobs at the start as counted, with the luck of that year."""
    luck = np.random.default_rng([*key, 1]).normal(size=(regions, industries))
    return _start(regions, industries, key).jobs * np.exp(passing * luck)


def _surprises(start, noise, common, passing, histories, key):
    """What no regressor explains, lasting and passing: histories x regions x industries each."""
    generator = np.random.default_rng([*key, 2])
    shared = generator.normal(size=(histories, len(start.jobs), 1))
    own, luck = generator.normal(size=(2, histories, *start.jobs.shape))
    return noise * (np.sqrt(common) * shared + np.sqrt(1 - common) * own), passing * luck


@lru_cache(maxsize=512)
def _design(regions, industries, passing, key):
    """Regressors as counted, without the mean of their industry, and the matrix that turns growth into estimates."""
    jobs = _first_count(regions, industries, passing, key)
    columns = np.stack([*_logs(jobs, _start(regions, industries, key).plants), np.log(jobs)])
    design = _without_industry_means(columns).reshape(4, -1)
    return design, np.linalg.solve(design @ design.T, design)


def _without_industry_means(values):
    """What a dummy per industry leaves of values by regions x industries."""
    return values - values.mean(axis=-2, keepdims=True)


def _regress(design, inverse, growth, cluster):
    """Estimates and z of the first three regressors, for several histories over one design."""
    histories, regions, industries = growth.shape
    growth = _without_industry_means(growth).reshape(histories, -1)
    estimates = growth @ inverse.T
    scores = inverse[:3] * (growth - estimates @ design)[:, None, :]
    cells, terms = regions * industries, 4 + industries
    correction = cells / (cells - terms)
    if cluster:
        scores = scores.reshape(histories, 3, regions, industries).sum(axis=3)
        correction = regions / (regions - 1) * (cells - 1) / (cells - terms)
    error = np.sqrt(correction * (scores**2).sum(axis=2))
    return np.hstack([estimates[:, :3], estimates[:, :3] / error])


def _effects(truth):
    if isinstance(truth, str):
        if truth not in TRUTHS:
            raise ValueError(
                tell(
                    "truth: {truth} is unknown; it can be {known}.",
                    truth=quoted(truth),
                    known=enumerated(map(repr, TRUTHS)),
                )
            )
        return TRUTHS[truth]
    strange = sorted(set(truth) - set(EXTERNALITIES))
    if strange:
        raise ValueError(
            tell(
                "truth: {strange} is no regressor; it can be {known}.",
                strange=quoted(strange[0]),
                known=enumerated(map(repr, EXTERNALITIES)),
            )
        )
    return {name: float(truth.get(name, 0.0)) for name in EXTERNALITIES}


def _check(regions, industries, noise, common, passing):
    _check_count("regions", regions, 2)
    _check_count("industries", industries, 3)
    for name, value in (("noise", noise), ("passing", passing)):
        if not (np.isfinite(value) and value >= 0):
            raise ValueError(
                tell(
                    "{name}: {value} is a standard deviation; it must be 0 or more.",
                    name=name,
                    value=quoted(value),
                )
            )
    if not 0 <= common <= 1:
        raise ValueError(
            tell(
                "common: {common} is a share of the variance; it must lie between 0 and 1.",
                common=quoted(common),
            )
        )


def _check_count(name, value, least):
    if not isinstance(value, numbers.Integral) or value < least:
        raise ValueError(
            tell(
                "{name}: {value} is not a count of at least {least}.",
                name=name,
                value=quoted(value),
                least=least,
            )
        )
