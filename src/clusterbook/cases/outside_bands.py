"""Curves and the bands of chance around them: where a curve leaves its band, in a sentence that hides no gap."""

from __future__ import annotations

import numpy as np
import pandas as pd

import agglomeration as ag
from agglomeration.words import joined
from clusterbook.words import tell

__all__ = ["band_sentence", "curve_of", "spans"]


def curve_of(result: ag.Inference) -> pd.DataFrame:
    """Return a tested curve as the figures want it.

    Parameters
    ----------
    result : Inference
        Of :func:`agglomeration.duranton_overman` or :func:`agglomeration.marcon_puech`, with draws.

    Returns
    -------
    pandas.DataFrame
        Indexed by distance: ``value``, ``expected`` (mean of the draws), ``lower`` and ``upper`` (the global band).

    Examples
    --------
    >>> points = pd.DataFrame({"x": [0, 1, 5, 7], "y": 0, "type": ["baker", "baker", "smith", "smith"]})
    >>> curve_of(ag.marcon_puech(points, "baker", distances=[1, 7], draws=19, seed=1))["value"].tolist()
    [3.0, 1.0]
    """
    frame = result.frame
    curve = frame[["expected", "global_lower", "global_upper"]]
    curve = curve.set_axis(["expected", "lower", "upper"], axis="columns")
    return pd.concat([frame.iloc[:, 0].rename("value"), curve], axis="columns")


def spans(where: pd.Series) -> list[str]:
    """Return the stretches of an axis at which something holds, in words.

    Parameters
    ----------
    where : pandas.Series
        True or False over an increasing axis, its index.

    Returns
    -------
    list of str
        One text for each stretch without a gap.

    Examples
    --------
    >>> spans(pd.Series([True, True, False, True], index=[0, 25, 50, 1000]))
    ['0 to 25', '1,000']
    """
    at = np.flatnonzero(where)
    runs = [where.index[run] for run in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1)]
    return [_stretch(run) for run in runs if len(run)]


def band_sentence(name: str, curve: pd.DataFrame, p: float) -> str:
    """Say where a curve over kilometres is outside its band.

    Parameters
    ----------
    name : str
        What the curve is, as the subject of the sentence.
    curve : pandas.DataFrame
        Columns ``value``, ``lower`` and ``upper`` over distances.
    p : float
        Of the whole curve.

    Returns
    -------
    str
        A sentence that names every stretch outside the band, above and below it.

    Examples
    --------
    >>> curve = pd.DataFrame({"value": [2, 1, 2], "lower": 0, "upper": [1, 2, 1]}, index=[0, 5, 10])
    >>> band_sentence("M", curve, 0.005)
    'M is above its band at 0 and 10 km (p = 0.005).'
    """
    above, below = curve["value"] > curve["upper"], curve["value"] < curve["lower"]
    said = {"name": name, "p": f"{p:.3f}", "above": _list(above), "below": _list(below)}
    if above.any() and below.any():
        return tell(
            "{name} is above its band at {above} km and below it at {below} km (p = {p}).", **said
        )
    if above.any():
        return tell("{name} is above its band at {above} km (p = {p}).", **said)
    if below.any():
        return tell(
            "{name} is below its band at {below} km and nowhere above it (p = {p}).", **said
        )
    return tell("{name} is nowhere outside its band (p = {p}).", **said)


def _list(where):
    return joined(spans(where)) if where.any() else ""


def _stretch(run):
    first, last = (f"{end:,.0f}" for end in run[[0, -1]])
    return first if len(run) == 1 else tell("{first} to {last}", first=first, last=last)
