"""Whether regions that began behind grew faster, and how long the gap takes to halve."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned
from agglomeration.words import quoted, tell

from .effect import Effect, check_level
from .regression import coefficients, fitted
from .shift_share_instrument import _codes

__all__ = ["convergence"]


def convergence(
    before: pd.Series,
    after: pd.Series,
    periods: float,
    controls: pd.DataFrame | None = None,
    *,
    cluster: pd.Series | None = None,
    level: float = 0.95,
) -> Effect:
    r"""Beta convergence: do regions that began behind grow faster?

    .. math:: \frac{1}{T} \ln \frac{y_{r,T}}{y_{r,0}} = a - b \ln y_{r,0} + \gamma' x_r + \varepsilon_r, \qquad
              \beta = -\frac{\ln(1 - b T)}{T}, \qquad \text{half-life } \frac{\ln 2}{\beta}

    Parameters
    ----------
    before, after : pandas.Series
        Positive amounts per head (or per job) by region at two dates; ``after`` in any order.
    periods : float
        :math:`T`, the years between them.
    controls : pandas.DataFrame, optional
        Columns of numbers by region that the growth path may depend on (conditional convergence).
    cluster : pandas.Series, optional
        Labels by region within which errors may be correlated, such as the state. Otherwise errors are robust to
        heteroscedasticity (HC1).
    level : float
        Level of the interval.

    Returns
    -------
    Effect
        The speed :math:`\beta` per period: 0.02 closes 2 percent of the gap a year. Its interval is that of :math:`b`,
        carried over; ``upper`` is infinite where the interval of :math:`b` reaches :math:`1/T`.
        ``tables["coefficients"]``: ``initial`` (this is :math:`-b`) and the controls. ``details``: ``slope``
        (:math:`-b`), ``half_life`` (in periods; infinite or NaN where the gap does not close), ``sigma_before`` and
        ``sigma_after`` (standard deviations of the logarithms), ``explained`` (R squared; NaN where all grow alike).
        ``error`` is by the delta method.

    Raises
    ------
    ValueError
        If amounts are missing or not positive, labels differ, ``periods`` is not positive, all begin alike, or the
        controls tell the beginning.
    ImportError
        If statsmodels is not installed.

    Notes
    -----
    Beta without sigma proves little: if luck makes some rich at the first date, they fall back and others take their
    places, with no gap closed (Galton's fallacy). Errors of measurement in ``before`` do the same, and make
    :math:`\beta` too large. Neighbouring regions share luck; errors that take them for independent are too small.

    The slope for two dates is that of R's ``REAT::betaconv.ols``, with the usual errors there; the ``Lambda`` beside
    it, ``REAT::betaconv.speed``, takes the yearly slope for that of all years together in the version of 2021, and
    comes out too small.

    References
    ----------
    Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2), 223-251.
    Quah, D. (1993). Galton's fallacy and tests of the convergence hypothesis. Scandinavian Journal of Economics 95(4),
    427-443.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> generator = np.random.default_rng(1)
    >>> before = pd.Series(generator.lognormal(3, 0.4, 80))
    >>> gap = np.log(before) - np.log(before).mean()
    >>> after = np.exp(4 + gap * np.exp(-0.02 * 20) + generator.normal(0, 0.02, 80))
    >>> found = convergence(before, pd.Series(after), 20)
    >>> bool(found.lower < 0.02 < found.upper), round(found.details["half_life"])
    (True, 35)
    """
    level = check_level(level)
    if not isinstance(periods, (int, float, np.number)) or not 0 < periods < np.inf:
        raise ValueError(
            tell("periods: {periods} is not a positive number.", periods=quoted(periods))
        )
    first = _logs(before, before.index, "before")
    last = _logs(after, before.index, "after")
    growth = (last - first) / periods
    design, names = _design(first, controls, before.index)
    groups = None if cluster is None else _codes(cluster, before.index, "cluster", "region")
    fit, scale = fitted(growth, design, groups, 0)
    table = coefficients(fit, names, scale, level)
    initial = table.iloc[0]
    slope = float(initial["coefficient"])
    speed, slow, fast = (
        _speed(initial[name], periods) for name in ("coefficient", "upper", "lower")
    )
    left = 1 + slope * periods
    details = {
        "slope": slope,
        "half_life": _half_life(speed),
        "sigma_before": float(first.std()),
        "sigma_after": float(last.std()),
        # Where all grow alike there is nothing to explain.
        "explained": float(fit.rsquared) if np.ptp(growth) > 0 else np.nan,
    }
    return Effect(
        estimate=speed,
        error=float(initial["error"] / left) if left > 0 else np.nan,
        lower=slow,
        upper=np.inf if np.isnan(fast) else fast,
        p=float(initial["p"]),
        level=level,
        observations=len(first),
        tables={"coefficients": table},
        details=details,
    )


def _speed(slope, periods):
    """The speed that a slope stands for; NaN where more than the whole gap would close."""
    left = 1 + slope * periods
    return float(-np.log(left) / periods) if left > 0 else np.nan


def _half_life(speed):
    """Infinite where the gap does not close, NaN where no speed describes that."""
    return float(np.log(2) / speed) if speed > 0 else np.nan if np.isnan(speed) else np.inf


def _logs(values, labels, name):
    amounts = check_aligned(values, labels, name, "region", negative=True)
    if (amounts <= 0).any():
        place = int(np.flatnonzero(amounts <= 0)[0])
        raise ValueError(
            tell(
                "{name}: region {region} has {value}; convergence compares positive amounts per head.",
                name=name,
                region=quoted(labels[place]),
                value=f"{amounts[place]:g}",
            )
        )
    return np.log(amounts)


def _design(first, controls, labels):
    columns, names = [first], ["initial"]
    if controls is not None:
        for name in controls.columns:
            columns.append(
                check_aligned(controls[name], labels, "controls", "region", negative=True)
            )
            names.append(str(name))
    design = np.column_stack([*columns, np.ones(len(first))])
    if not np.ptp(first) > 1e-10:
        raise ValueError(tell("before: all regions begin alike, so that none is behind."))
    sizes = np.abs(design).max(axis=0)
    if np.linalg.matrix_rank(design / np.where(sizes > 0, sizes, 1)) < design.shape[1]:
        raise ValueError(
            tell("controls: they tell each other, or where regions begin; leave some of them out.")
        )
    return design, names
