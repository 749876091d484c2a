"""How often random shocks are found to explain an outcome that they cannot have caused."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.result import Inference
from agglomeration.words import marked, quoted, tell

from .effect import check_level, z_of
from .shift_share_instrument import _codes, _is_rounding, design_of

__all__ = ["shift_share_placebo"]

KINDS = ("robust", "clustered", "shock-level", "akm", "akm0")
# Draws at a time: their residuals are held side by side.
AT_ONCE = 100


@keeps_call
def shift_share_placebo(
    outcome: pd.Series,
    shares: pd.DataFrame,
    controls: pd.DataFrame | None = None,
    *,
    weights: pd.Series | None = None,
    cluster: pd.Series | None = None,
    draws: int = 1000,
    seed: int | None = None,
    level: float = 0.95,
) -> Inference:
    r"""How often each kind of standard error finds an effect of shocks that were drawn at random.

    In draw :math:`d` shocks :math:`g_k \sim N(0, 1)` are independent of everything, so that the true effect of
    :math:`z_r = \sum_k s_{rk} g_k` is 0. Of all draws

    .. math:: \text{rejects} = \frac{1}{D} \sum_d 1\left[\, |\hat\beta_d| > z_{(1 + \text{level}) / 2} \,
                               \widehat{\text{se}}_d \right]

    should be :math:`1 - \text{level}`.

    Parameters
    ----------
    outcome : pandas.Series
        What the shocks are said to explain, per region.
    shares, controls, weights, cluster
        As in :func:`shift_share_instrument`.
    draws : int
        How many times shocks are drawn.
    seed : int, optional
        Seed of the shocks.
    level : float
        Level of the test (its complement is the share that should be refused) and of ``lower`` to ``upper``.

    Returns
    -------
    Inference
        Its ``value`` is the share of draws that find an effect, 0 to 1, by kind of error: ``"robust"``,
        ``"clustered"`` (with ``cluster``), ``"shock-level"``, ``"akm"``, ``"akm0"``. ``draws`` says of each draw
        whether it does (1) or not (0), ``lower`` and ``upper`` are Wilson's interval of the share for the number of
        draws; ``p`` is None. ``frame`` has a row per kind with the columns ``rejects`` (the share), ``lower``,
        ``upper``, ``error`` (median standard error; NaN for ``"akm0"``) and ``spread`` (standard deviation of the
        estimates, which the error should be). NaN where an error is not defined.

    Raises
    ------
    ValueError
        As :func:`shift_share_instrument`; if there are no draws, the controls explain the outcome wholly, or all
        regions have the same shares once the controls are taken out.

    Notes
    -----
    An outcome that no shock can have caused, such as the latitude of a place, leaves no way out: what is found is the
    error of the error. It speaks of these shares and this outcome; another outcome, whose residuals follow other
    shares, gives other rates. Exposure-robust errors keep their level as the number of shocks that matter grows; with
    a few large industries they reject too often as well.

    The R package ShiftShareSE has no such function: a draw is its ``reg_ss`` with shocks of one's own, where
    ``"robust"`` is ``"ehw"`` and ``"clustered"`` is ``"region_cluster"``.

    References
    ----------
    Adão, R., Kolesár, M. and Morales, E. (2019). Shift-share designs: theory and inference. Quarterly Journal of
    Economics 134(4), 1949-2010.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> generator = np.random.default_rng(1)
    >>> shares = pd.DataFrame(generator.dirichlet(np.ones(40) / 4, 200))
    >>> outcome = shares @ pd.Series(generator.normal(size=40))  # it follows the shares, as most outcomes do
    >>> rejects = shift_share_placebo(outcome, shares, draws=200, seed=1).value
    >>> bool(rejects["robust"] > 0.2), bool(rejects["akm0"] < 0.1)
    (True, True)
    """
    level = check_level(level)
    if not isinstance(draws, (int, np.integer)) or draws < 1:
        raise ValueError(
            tell("draws: {draws} is not a number of draws; ask for 1 or more.", draws=quoted(draws))
        )
    design = design_of(shares, controls, weights)
    given = check_aligned(outcome, shares.index, "outcome", "region", negative=True)
    y = design.left(given)
    if not np.abs(y).max() > 1e-10 * max(np.abs(given).max(), 1e-300):
        raise ValueError(
            tell("outcome: the controls explain it wholly; nothing is left that shocks could.")
        )
    if _is_rounding(design.left(design.shares), design.shares):
        raise ValueError(
            tell(
                "shares: once the controls are taken out all regions have the same; shocks cannot move them apart, so "
                "there is nothing to try."
            )
        )
    groups = None if cluster is None else _codes(cluster, shares.index, "cluster", "region")
    generator = np.random.default_rng(seed)
    parts = []
    for first in range(0, draws, AT_ONCE):
        shocks = generator.normal(size=(min(AT_ONCE, draws - first), shares.shape[1]))
        parts.append(_drawn(design, y, shocks.T, groups, z_of(level)))
    estimates = np.concatenate([estimate for estimate, _, _ in parts])
    # A column per kind of error, a row per draw; a kind that is undefined is so in every draw.
    refused = _by_kind([refused for _, refused, _ in parts])
    errors = _by_kind([error for _, _, error in parts])
    rejects = pd.Series(refused.mean(axis=0), pd.Index(KINDS, name="errors"), name="rejects")
    lower, upper = _wilson(rejects, draws, z_of(level))
    table = pd.DataFrame(
        {
            "rejects": rejects,
            "lower": lower,
            "upper": upper,
            "error": np.median(errors, axis=0),
            "spread": estimates.std(ddof=1) if draws > 1 else np.nan,
        }
    )
    found = Inference(
        rejects,
        refused,
        None,
        lower,
        upper,
        level,
        seed=seed,
        kind=marked("draws of random shocks"),
    )
    return found.with_frame(table)


def _by_kind(parts):
    return np.column_stack([np.concatenate([part[kind] for part in parts]) for kind in KINDS])


def _drawn(design, y, shocks, groups, quantile):
    """Estimates of several draws, which kinds of error refuse 0, and the errors; a column of shocks per draw."""
    w = design.weights[:, None]
    z = design.left(design.shares @ shocks)
    # The regression of what the controls leave of y on that of z, for all draws at once.
    moved = (w * z * z).sum(axis=0)
    along = (w * z * y[:, None]).sum(axis=0)
    residual = y[:, None] - along / moved * z
    rows, terms = len(y), design.basis.shape[1] + 1
    score = w * z * residual
    profile = design.profile(z)
    summed = design.shares.T @ (w * residual)
    mean = design.shares.T @ design.weights
    centred = shocks - mean @ shocks / mean.sum()
    spread = {
        "robust": np.sqrt(rows / (rows - terms) * (score**2).sum(axis=0)),
        "clustered": np.full(len(moved), np.nan),
        "shock-level": np.sqrt(((centred * summed) ** 2).sum(axis=0)),
        "akm": np.sqrt(((profile * summed) ** 2).sum(axis=0)),
    }
    if groups is not None:
        count = groups.max() + 1
        sums = np.zeros((count, score.shape[1]))
        np.add.at(sums, groups, score)
        correction = count / (count - 1) * (rows - 1) / (rows - terms)
        spread["clustered"] = np.sqrt(correction * (sums**2).sum(axis=0))
    # With the null imposed nothing is taken off y: under it no part of y is an effect.
    under_null = (design.shares.T @ (design.weights * y))[:, None]
    null = np.sqrt(((profile * under_null) ** 2).sum(axis=0))
    # What is left by rounding alone is no error.
    noise = 1e-10 * np.sqrt(((w * z * y[:, None]) ** 2).sum(axis=0))
    spread = {kind: np.where(value > noise, value, np.nan) for kind, value in spread.items()}
    refused = {kind: _refuses(along, value, quantile) for kind, value in spread.items()}
    refused["akm0"] = _refuses(along, null, quantile)
    errors = {kind: value / moved for kind, value in spread.items()}
    errors["akm0"] = np.full(len(moved), np.nan)
    return along / moved, refused, errors


def _refuses(along, spread, quantile):
    return np.where(np.isnan(spread), np.nan, np.abs(along) > quantile * spread)


def _wilson(share, draws, quantile):
    middle = (share + quantile**2 / (2 * draws)) / (1 + quantile**2 / draws)
    half = quantile / (1 + quantile**2 / draws)
    half *= np.sqrt(share * (1 - share) / draws + quantile**2 / (4 * draws**2))
    return middle - half, middle + half
