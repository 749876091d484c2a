"""Enterprise zones in cities of Indiana: the same table through several regressions, and through zones dealt by lot."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import listed, quoted, tell

__all__ = ["REGRESSIONS", "dealt_effects", "zone_effect", "zone_panel"]

# What is explained, which effects are taken out, and whether the year before a zone counts.
REGRESSIONS = {
    "years": ("levels", ("year",), True),
    "cities and years": ("levels", ("city", "year"), True),
    "cities and years, without the year before": ("levels", ("city", "year"), False),
    "differences": ("differences", ("year",), True),
    "differences, trends of cities": ("differences", ("city", "year"), True),
}


@cache
def zone_panel() -> pd.DataFrame:
    """Return the cities by year, ready for a comparison of before and after.

    Returns
    -------
    pandas.DataFrame
        ``city``, ``year``, ``claims`` (logarithm), ``zone`` (0 or 1) and ``first_treated``, the first year of the zone;
        NaN for cities without one.

    Examples
    --------
    >>> zone_panel().groupby("city")["first_treated"].first().value_counts().to_dict()
    {1984.0: 6, 1985.0: 4}
    """
    table = load("us_enterprise_zones")
    first = table[table["zone"]].groupby("city")["year"].min()
    return table.assign(
        claims=np.log(table["claims"]),
        zone=table["zone"].astype(float),
        first_treated=table["city"].map(first).astype(float),
    )


def zone_effect(panel: pd.DataFrame, regression: str) -> tuple[float, float]:
    """The coefficient of the zone in one of the regressions, and its error clustered by city.

    Parameters
    ----------
    panel : pandas.DataFrame
        As :func:`zone_panel` returns it, or some of its cities with all their years.
    regression : str
        One of ``REGRESSIONS``: effects of years; of cities and years, with or without the year before a zone; yearly
        differences with effects of years, or of cities (their trends) as well.

    Returns
    -------
    tuple of float
        In log points: -0.1 is some ten percent fewer claims.

    Raises
    ------
    ValueError
        If the regression is another word, there is one city or no zone, or a city lacks a year or has it twice.

    Notes
    -----
    The same as ``statsmodels`` least squares with dummies and ``cov_type="cluster"``.

    Examples
    --------
    >>> [round(number, 3) for number in zone_effect(zone_panel(), "cities and years")]
    [-0.104, 0.077]
    """
    outcome, zone, city, dummies = _regression(panel, regression)
    rest = zone - _projected(dummies, zone)
    square = rest @ rest
    effect = rest @ outcome / square
    left = outcome - _projected(dummies, outcome) - effect * rest
    scores = pd.Series(rest * left).groupby(city).sum()
    cities, rows = len(scores), len(outcome)
    terms = np.linalg.matrix_rank(dummies) + 1
    small = cities / (cities - 1) * (rows - 1) / (rows - terms)
    return float(effect), float(np.sqrt(small * (scores**2).sum()) / square)


def dealt_effects(
    panel: pd.DataFrame, regression: str, *, draws: int = 999, seed: int | None = 0
) -> np.ndarray:
    """The coefficient when the zones, with their years, are dealt to the cities by lot.

    Parameters
    ----------
    panel, regression
        As for :func:`zone_effect`.
    draws : int
        How often they are dealt.
    seed : int, optional
        Seed of the lot.

    Returns
    -------
    numpy.ndarray
        One coefficient per draw.

    Raises
    ------
    ValueError
        As :func:`zone_effect`.

    Examples
    --------
    >>> dealt_effects(zone_panel(), "differences", draws=3).shape
    (3,)
    """
    kind, effects, year_before = _named(regression)
    _check_panel(panel)
    generator = np.random.default_rng(seed)
    rows = panel.sort_values(["city", "year"])
    claims = rows.pivot(index="city", columns="year", values="claims")
    years = claims.columns.to_numpy()
    first = rows.groupby("city")["first_treated"].first().reindex(claims.index).to_numpy()
    step = kind == "differences"
    labels = pd.MultiIndex.from_product([claims.index, years[step:]], names=["city", "year"])
    dummies = np.column_stack([_dummies(labels.get_level_values(effect)) for effect in effects])
    outcome = (np.diff(claims, axis=1) if step else claims.to_numpy()).ravel()
    # Where no row depends on the lot, what the effects leave of the claims is found once.
    basis = np.linalg.svd(dummies, full_matrices=False)[0][:, : np.linalg.matrix_rank(dummies)]
    left = outcome - basis @ (basis.T @ outcome)
    found = np.empty(draws)
    for draw in range(draws):
        dealt = generator.permutation(first)[:, None]
        zone = (years >= dealt).astype(float)
        zone = (np.diff(zone, axis=1) if step else zone).ravel()
        if year_before:
            rest = zone - basis @ (basis.T @ zone)
            found[draw] = rest @ left / (rest @ rest)
        else:
            kept = (years != dealt - 1).ravel()
            rest = zone[kept] - _projected(dummies[kept], zone[kept])
            found[draw] = rest @ outcome[kept] / (rest @ rest)
    return found


def _named(regression):
    """What a regression explains, its effects, and whether the year before counts."""
    if regression not in REGRESSIONS:
        raise ValueError(
            tell(
                "regression: {name} is unknown; it can be {names}.",
                name=quoted(regression),
                names=listed(REGRESSIONS, len(REGRESSIONS)),
            )
        )
    return REGRESSIONS[regression]


def _check_panel(panel):
    """Without these a coefficient or its error would be NaN, and nobody told why."""
    if panel["city"].nunique() < 2:
        raise ValueError(
            tell("panel: there are fewer than two cities; a zone needs others to compare with.")
        )
    if panel["first_treated"].isna().all() or not panel["zone"].any():
        raise ValueError(tell("panel: no city has a zone; there is no effect to estimate."))
    counted = panel["claims"].where(np.isfinite(panel["claims"]))
    counts = counted.groupby([panel["city"], panel["year"]]).count().unstack(fill_value=0).stack()
    wrong = counts[counts != 1]
    if len(wrong):
        city, year = (quoted(label) for label in wrong.index[0])
        raise ValueError(
            tell(
                "panel: city {city} has no claims in {year}; give every city every year.",
                city=city,
                year=year,
            )
            if wrong.iloc[0] == 0
            else tell(
                "panel: city {city} stands more than once in {year}; keep one row.",
                city=city,
                year=year,
            )
        )


def _regression(panel, name):
    """What is explained, the zone, the city of each row, and the dummies."""
    kind, effects, year_before = _named(name)
    _check_panel(panel)
    rows = panel.sort_values(["city", "year"])
    if kind == "differences":
        steps = rows.groupby("city")[["claims", "zone"]].diff()
        rows = rows.assign(claims=steps["claims"], zone=steps["zone"]).dropna(subset="claims")
    if not year_before:
        rows = rows[rows["year"] != rows["first_treated"] - 1]
    dummies = np.column_stack([_dummies(rows[effect]) for effect in effects])
    return rows["claims"].to_numpy(), rows["zone"].to_numpy(), rows["city"].to_numpy(), dummies


def _dummies(labels):
    codes, names = pd.factorize(labels)
    return (codes[:, None] == np.arange(len(names))).astype(float)


def _projected(dummies, values):
    return dummies @ np.linalg.lstsq(dummies, values, rcond=None)[0]
