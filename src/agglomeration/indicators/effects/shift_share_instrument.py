"""Shift-share (Bartik) regressions: national shocks, local shares, and errors that know both."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned, check_choice, check_table
from agglomeration.words import quoted, tell

from .effect import Effect, check_level, z_of

__all__ = ["ERRORS", "Design", "design_of", "shift_share_instrument"]

ERRORS = ("akm", "akm0", "shock-level", "robust", "clustered")


def shift_share_instrument(
    outcome: pd.Series,
    shares: pd.DataFrame,
    shocks: pd.Series,
    exposure: pd.Series | None = None,
    controls: pd.DataFrame | None = None,
    *,
    weights: pd.Series | None = None,
    cluster: pd.Series | None = None,
    shock_clusters: pd.Series | None = None,
    errors: Literal["akm", "akm0", "shock-level", "robust", "clustered"] = "akm",
    level: float = 0.95,
) -> Effect:
    r"""Effect of local exposure, told by national shocks to industries times the region's shares in them.

    With shares :math:`s_{rk}`, shocks :math:`g_k` and what the controls leave of a variable written :math:`\perp`:

    .. math::

        z_r = \sum_k s_{rk} g_k , \qquad
        \hat\beta = \frac{\sum_r z_r y_r^{\perp}}{\sum_r z_r x_r^{\perp}}
                  = \sum_k \hat\alpha_k \hat\beta_k , \qquad
        \hat\alpha_k = \frac{g_k \sum_r s_{rk} x_r^{\perp}}{\sum_j g_j \sum_r s_{rj} x_r^{\perp}} , \qquad
        \widehat{\text{se}}_{AKM} = \frac{\sqrt{\sum_k \hat{X}_k^2 \left(\sum_r s_{rk} \hat\varepsilon_r\right)^2}}
                                         {\left|\sum_r z_r^{\perp} x_r\right|}

    with Rotemberg weights :math:`\hat\alpha_k`, the estimate :math:`\hat\beta_k` that the shares of industry :math:`k`
    alone would give, and the coefficients :math:`\hat X` of the regression of :math:`z^{\perp}` on all shares.

    Parameters
    ----------
    outcome : pandas.Series
        What is explained, per region.
    shares : pandas.DataFrame
        Regions in rows, industries in columns: shares of the region, measured before the shocks. A row adds up to at
        most 1.
    shocks : pandas.Series
        One per industry, the same for all regions.
    exposure : pandas.Series, optional
        The local variable that the shocks move, per region. Without it the outcome is regressed on the shift-share
        itself (reduced form).
    controls : pandas.DataFrame, optional
        Further variables per region. A constant is always there, and the sum of shares where it is not 1 everywhere:
        without it a region with few shares looks like one with small shocks.
    weights : pandas.Series, optional
        Positive weight per region, such as its people.
    cluster : pandas.Series, optional
        A label per region, for ``errors="clustered"``.
    shock_clusters : pandas.Series, optional
        A label per industry within which shocks may be correlated, for the three errors that know the shocks.
    errors : {"akm", "akm0", "shock-level", "robust", "clustered"}
        Which errors the effect has; all are in ``tables["errors"]``. Of Adão, Kolesár and Morales; the same with the
        null imposed, whose interval need not be symmetric and may be infinite; of the equivalent regression over
        shocks of Borusyak, Hull and Jaravel; and the two usual ones.
    level : float
        Level of the interval.

    Returns
    -------
    Effect
        ``tables``: ``"errors"``, a row per kind with error, lower, upper and p; ``"rotemberg"``, a row per industry
        with ``weight`` (they add up to 1), ``shock``, ``estimate`` (NaN where no share meets the exposure) and
        ``share`` (mean share), largest weight first; ``"shocks"``, the equivalent data over industries: ``weight``,
        ``shock``, ``outcome``, ``exposure``; ``"instrument"``, the shift-share of each region. ``details``:
        ``first_stage`` (z squared of exposure on instrument, with the error asked for; NaN in the reduced form and for
        ``"akm0"``, where that of ``"akm"`` is given), ``effective_shocks`` (1 / sum of squared mean shares),
        ``negative_weight``, and ``clusters`` where there are any.

    Raises
    ------
    ValueError
        If labels do not match, a value is missing, a row of shares adds up to more than 1, the shift-share does not
        move the exposure, or the errors asked for are not defined: fewer regions than industries, or industries
        that always go together.

    Notes
    -----
    It identifies an effect if the *shares* have nothing to do with other causes (Goldsmith-Pinkham and others), or if
    *many* shocks are as good as random (Borusyak and others): ``effective_shocks`` says how many there are. Regions
    with like shares have like residuals, which usual errors take for independent: they are far too small, see
    :func:`shift_share_placebo`. With few or uneven shocks errors of ``"akm"`` are too small, too: in simulated worlds
    their intervals of 95 percent hold the truth in 92 of 100 with 40 shocks and in 78 with 10, those of ``"akm0"`` in
    95 and 97, and those of ``"robust"`` in 72 and 34. Negative Rotemberg weights mean that effects that differ by
    industry need not average.
    Weights change where a constant is added to all shocks; the estimate does not if shares add up to 1.

    The R package ShiftShareSE has ``"akm"`` and ``"akm0"`` under these names (``reg_ss``, ``ivreg_ss``), ``"robust"``
    as ``"ehw"`` and ``"clustered"`` as ``"region_cluster"``; the estimate at shock level is that of weighted two-stage
    least squares on ``tables["shocks"]``, as ssaggregate prepares it. An error that comes out as 0 is NaN: with two
    industries those that know the shocks always do.

    References
    ----------
    Adão, R., Kolesár, M. and Morales, E. (2019). Shift-share designs: theory and inference. Quarterly Journal of
    Economics 134(4), 1949-2010.
    Borusyak, K., Hull, P. and Jaravel, X. (2022). Quasi-experimental shift-share research designs. Review of Economic
    Studies 89(1), 181-213.
    Goldsmith-Pinkham, P., Sorkin, I. and Swift, H. (2020). Bartik instruments: what, when, why, and how. American
    Economic Review 110(8), 2586-2624.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> generator = np.random.default_rng(1)
    >>> shares = pd.DataFrame(generator.dirichlet(np.ones(30) / 3, 200))
    >>> shocks = pd.Series(generator.normal(size=30))
    >>> exposure = shares @ shocks + generator.normal(scale=0.2, size=200)
    >>> outcome = 2 * exposure + generator.normal(scale=0.2, size=200)
    >>> found = shift_share_instrument(outcome, shares, shocks, exposure)
    >>> bool(found.lower < 2 < found.upper), bool(np.isclose(found.tables["rotemberg"]["weight"].sum(), 1))
    (True, True)
    """
    check_choice(errors, ERRORS, "errors")
    level = check_level(level)
    design = design_of(shares, controls, weights)
    # What the controls leave of each side has the coefficient of the whole regression (Frisch, Waugh and Lovell).
    given = check_aligned(outcome, shares.index, "outcome", "region", negative=True)
    y = design.left(given)
    if _is_rounding(y, given):
        y = np.zeros(len(y))
    g = check_aligned(shocks, shares.columns, "shocks", negative=True)
    instrument = design.shares @ g
    moves = (
        instrument
        if exposure is None
        else check_aligned(exposure, shares.index, "exposure", "region", negative=True)
    )
    z, x = design.left(instrument), design.left(moves)
    w = design.weights
    moved = float(w * z @ x)
    if _is_rounding(z, instrument) or _is_rounding(x, moves) or moved == 0:
        raise ValueError(
            tell(
                "shocks: the shift-share does not move the exposure once the controls are taken out; there is nothing "
                "to estimate from."
            )
        )
    estimate = float(w * z @ y) / moved
    groups = None if cluster is None else _codes(cluster, shares.index, "cluster", "region")
    bundles = (
        np.arange(len(g))
        if shock_clusters is None
        else _codes(shock_clusters, shares.columns, "shock_clusters", "industry")
    )
    table = _errors(design, y, x, z, g, (groups, bundles), level)
    if errors == "clustered" and cluster is None:
        raise ValueError(
            tell("cluster: errors='clustered' needs a label per region; give cluster=.")
        )
    if errors in ("akm", "akm0") and design.inverse is None:
        raise ValueError(
            tell(
                "shares: {regions} regions do not tell the shares of {industries} industries apart, so that these "
                "errors are undefined; join or drop industries, or pass errors='shock-level'.",
                regions=f"{len(w):,}",
                industries=f"{len(g):,}",
            )
        )
    chosen = table.loc[errors]
    first = np.nan
    if exposure is not None:
        # The test with the null imposed gives no error: the first stage takes that of its sibling.
        kind = "akm" if errors == "akm0" else errors
        stage = _errors(design, x, z, z, g, (groups, bundles), level)
        first = float((float(w * z @ x) / float(w * z @ z) / stage.loc[kind, "error"]) ** 2)
    tables = {
        "errors": table,
        "rotemberg": _rotemberg(design, y, x, g, shares.columns),
        "shocks": _over_shocks(design, y, x, g, shares.columns),
        "instrument": pd.Series(instrument, index=shares.index, name="instrument"),
    }
    mean = tables["shocks"]["weight"]
    weight = tables["rotemberg"]["weight"]
    details = {
        "errors": errors,
        "first_stage": first,
        "effective_shocks": float(mean.sum() ** 2 / (mean**2).sum()),
        "negative_weight": float(weight[weight < 0].sum()),
    }
    if groups is not None:
        details["clusters"] = len(np.unique(groups))
    return Effect(
        estimate=estimate,
        error=float(chosen["error"]),
        lower=float(chosen["lower"]),
        upper=float(chosen["upper"]),
        p=float(chosen["p"]),
        level=level,
        observations=len(y),
        tables=tables,
        details=details,
    )


def _is_rounding(left, values):
    """Whether the controls tell the values wholly."""
    return not np.abs(left).max() > 1e-10 * np.abs(values).max()


@dataclass(frozen=True)
class Design:
    """Shares, a basis of the controls, and weights of a regression, prepared once for many shocks."""

    shares: np.ndarray
    basis: np.ndarray
    weights: np.ndarray
    inverse: np.ndarray | None

    def left(self, values: np.ndarray) -> np.ndarray:
        """What the controls leave of values per region (rows), weighted."""
        # The basis is orthonormal in weighted values: project there, then take the weights off again.
        root = np.sqrt(self.weights) if values.ndim == 1 else np.sqrt(self.weights)[:, None]
        return values - (self.basis @ (self.basis.T @ (root * values))) / root

    def profile(self, left: np.ndarray) -> np.ndarray:
        """Coefficients of the regression of values per region on all shares, NaN where these go together."""
        if self.inverse is None:
            return np.full((self.shares.shape[1], *left.shape[1:]), np.nan)
        return self.inverse @ left


def design_of(
    shares: pd.DataFrame, controls: pd.DataFrame | None, weights: pd.Series | None
) -> Design:
    """Check shares, controls and weights, and prepare what every regression on them needs."""
    values = check_table(shares, "shares", added=False)
    sums = values.sum(axis=1)
    if (sums > 1 + 1e-9).any():
        row = int(np.argmax(sums > 1 + 1e-9))
        raise ValueError(
            tell(
                "shares: region {region} adds up to {total}; shares add up to at most 1, so divide by the region's "
                "total first.",
                region=quoted(shares.index[row]),
                total=f"{sums[row]:g}",
            )
        )
    columns = [np.ones(len(sums))]
    # Where shares do not add up to 1 everywhere, the instrument also says how much of a region they cover.
    # Their sum among the controls takes that out.
    if (np.abs(sums - 1) > 1e-9).any():
        columns.append(sums)
    if controls is not None:
        given = check_table(controls, "controls", negative=True, columns="control", added=False)
        positions = _positions(controls.index, shares.index, "controls", "region")
        columns += list(given[positions].T)
    if weights is None:
        w = np.ones(len(sums))
    else:
        w = check_aligned(weights, shares.index, "weights", "region")
        if not (w > 0).all():
            raise ValueError(
                tell(
                    "weights: region {region} has the weight 0; leave it out of all inputs.",
                    region=quoted(shares.index[int(np.argmin(w))]),
                )
            )
    root = np.sqrt(w)
    matrix = root[:, None] * np.column_stack(columns)
    # All columns at one length, so that one is dropped for what the others say, and not for its unit.
    left_side, sizes, _ = np.linalg.svd(
        matrix / np.linalg.norm(matrix, axis=0).clip(1e-300), full_matrices=False
    )
    basis = left_side[:, sizes > 1e-10 * sizes[0]]
    if len(w) <= basis.shape[1] + 1:
        raise ValueError(
            tell(
                "shares: {regions} regions are too few for the controls; add regions or drop controls.",
                regions=f"{len(w):,}",
            )
        )
    weighted = root[:, None] * values
    # The regression on all shares is the same for every draw of shocks: its inverse is made once.
    inverse = None
    if values.shape[1] <= len(w):
        regions, sizes, industries = np.linalg.svd(weighted, full_matrices=False)
        if sizes[-1] > 1e-10 * sizes[0]:
            inverse = (industries.T / sizes) @ regions.T * root
    return Design(values, basis, w, inverse)


def _positions(found, wanted, name, what):
    positions = found.get_indexer(wanted)
    if (positions < 0).any() or len(found) != len(wanted):
        # It says which labels do not match.
        check_aligned(pd.Series(0.0, index=found), wanted, name, what)
    return positions


def _codes(labels, index, name, what):
    if not isinstance(labels, pd.Series):
        raise TypeError(
            tell(
                "{name}: expected a Series with a label for each, got {found}.",
                name=name,
                found=type(labels).__name__,
            )
        )
    codes, found = pd.factorize(labels.iloc[_positions(labels.index, index, name, what)])
    if (codes < 0).any():
        raise ValueError(
            tell(
                "{name}: {label} has no label; name it first.",
                name=name,
                label=quoted(index[int(np.argmin(codes))]),
            )
        )
    if len(found) < 2:
        raise ValueError(
            tell(
                "{name}: all have the same label; errors cannot be clustered within one.", name=name
            )
        )
    return codes


def _summed(values, codes):
    return values if codes is None else np.bincount(codes, weights=values)


def _errors(design, y, x, z, g, clusters, level):
    """Each kind of error, its interval and p, for the regression of what is left of y on x by z."""
    groups, bundles = clusters
    w, quantile = design.weights, z_of(level)
    moved, estimate = float(w * z @ x), float(w * z @ y) / float(w * z @ x)
    residual = y - estimate * x
    rows, terms = len(y), design.basis.shape[1] + 1
    score = w * z * residual
    profile = design.profile(z)
    # What regions leave unexplained, added up by the industries that they are exposed to: regions with like shares
    # share their luck, so industries are what is independent.
    summed = design.shares.T @ (w * residual)
    mean = design.shares.T @ w
    # As in the regression of industries on their shocks, which has a constant.
    centred = g - np.average(g, weights=mean) if mean.any() else g
    spread = {
        "akm": np.sqrt((_summed(profile * summed, bundles) ** 2).sum()),
        "shock-level": np.sqrt((_summed(centred * summed, bundles) ** 2).sum()),
        # HC1; below its clustered form, with the usual correction for few clusters.
        "robust": np.sqrt(rows / (rows - terms) * (score**2).sum()),
        "clustered": np.nan,
    }
    if groups is not None:
        count = groups.max() + 1
        correction = count / (count - 1) * (rows - 1) / (rows - terms)
        spread["clustered"] = np.sqrt(correction * (_summed(score, groups) ** 2).sum())
    # What is left by rounding alone is no error: two industries whose shares add up to 1 leave nothing over.
    noise = 1e-10 * np.sqrt(((w * z) ** 2 * (y**2 + (estimate * x) ** 2)).sum())
    rows_of = {}
    for kind, value in spread.items():
        error = value / abs(moved) if value > noise else np.nan
        p = np.nan
        if error > 0:
            p = 2 * NormalDist().cdf(-abs(estimate) / error)
        rows_of[kind] = (error, estimate - quantile * error, estimate + quantile * error, p)
    rows_of["akm0"] = _null_imposed(design, y, x, z, profile, bundles, quantile)
    table = pd.DataFrame.from_dict(rows_of, "index", columns=["error", "lower", "upper", "p"])
    return table.loc[list(ERRORS)].rename_axis("errors")


def _null_imposed(design, y, x, z, profile, bundles, quantile):
    """The effects that the test with the null imposed does not refuse: between the roots of a parabola."""
    w = design.weights
    if np.isnan(profile).any():
        return (np.nan,) * 4
    a, b = float(w * z @ y), float(w * z @ x)
    of_y = _summed(profile * (design.shares.T @ (w * y)), bundles)
    of_x = _summed(profile * (design.shares.T @ (w * x)), bundles)
    square = quantile**2
    # An effect e is kept where (a - e b)^2 is at most the squared quantile times the variance of what e leaves:
    # a parabola in e with these coefficients.
    second = b**2 - square * float(of_x @ of_x)
    first = a * b - square * float(of_x @ of_y)
    constant = a**2 - square * float(of_y @ of_y)
    null = np.sqrt(float(of_y @ of_y))
    p = 2 * NormalDist().cdf(-abs(a) / null) if null > 0 else np.nan
    if second <= 0:
        # What is not refused is everything, or all but a stretch: no interval bounds it.
        return (np.inf, -np.inf, np.inf, p)
    root = np.sqrt(max(first**2 - second * constant, 0.0))
    # As its error the one with which a normal interval would be as wide.
    return (root / second / quantile, (first - root) / second, (first + root) / second, p)


def _rotemberg(design, y, x, g, industries):
    w = design.weights
    of_x, of_y = design.shares.T @ (w * x), design.shares.T @ (w * y)
    scale = np.sqrt(float(w * x @ x) * (w[:, None] * design.shares**2).sum(axis=0))
    # Where a share has nothing to do with the exposure, its estimate would be rounding divided by rounding.
    there = np.abs(of_x) > 1e-12 * scale
    estimate = np.divide(of_y, of_x, out=np.full(len(g), np.nan), where=there)
    table = pd.DataFrame(
        {
            "weight": g * of_x / float(g @ of_x),
            "shock": g,
            "estimate": estimate,
            "share": np.average(design.shares, axis=0, weights=w),
        },
        index=industries,
    )
    order = np.argsort(-table["weight"].to_numpy(), kind="stable")
    return table.iloc[order]


def _over_shocks(design, y, x, g, industries):
    w = design.weights
    mean = design.shares.T @ w
    averages = [
        np.divide(design.shares.T @ (w * left), mean, out=np.full(len(g), np.nan), where=mean > 0)
        for left in (y, x)
    ]
    return pd.DataFrame(
        {"weight": mean / w.sum(), "shock": g, "outcome": averages[0], "exposure": averages[1]},
        index=industries,
    )
