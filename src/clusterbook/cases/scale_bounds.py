"""Between which values a field's Hoover coefficient lies, when some of its figures are not published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from clusterbook.known import check_names
from clusterbook.tables.loading import load
from clusterbook.words import enumerated, quoted, tell

from .detailed_occupations import nation_by_occupation
from .occupation_groups import area_jobs, area_occupations
from .scales import SCALES
from .states import census_divisions

__all__ = ["hoover_range", "published_hoover"]

_ELSEWHERE = "elsewhere"


def hoover_range(
    published: pd.Series, missing: float, complete: pd.Series, all_jobs: pd.Series
) -> tuple[float, float]:
    r"""Return the least and the greatest Hoover coefficient that missing jobs leave possible.

    .. math:: H(u) = \sum_r \max\left(0, \frac{l_r + u_r}{\sum_s l_s + U} - x_r\right), \qquad
        u_r \ge 0, \quad \sum_r u_r = U, \quad u_r = 0 \text{ where all is published}

    Parameters
    ----------
    published : pandas.Series
        Published jobs :math:`l_r` by area; NaN counts as none published.
    missing : float
        Jobs :math:`U` of the whole that no area shows, 0 or more.
    complete : pandas.Series
        True for areas that publish all: none of the missing jobs is there.
    all_jobs : pandas.Series
        All jobs by area; their shares are :math:`x_r`.

    Returns
    -------
    tuple of float
        The least and the greatest value, between 0 and 1. Both are reached: the least by putting missing jobs where
        the field falls short of its share of all jobs, the greatest by putting all of them into one area.

    Raises
    ------
    ValueError
        If jobs are missing and every area is complete.

    Notes
    -----
    A withheld figure is not zero. To count it as zero gives neither end: it is too high where a weak area is missing,
    and too low where a strong one is.

    Examples
    --------
    Of 10 jobs 2 are missing, in b or in c:

    >>> areas = list("abc")
    >>> jobs, equal = pd.Series([8.0, None, None], areas), pd.Series(10.0, areas)
    >>> least, most = hoover_range(jobs, 2, jobs.notna(), equal)
    >>> round(least, 2), round(most, 2)
    (0.47, 0.47)
    """
    known, share = published.fillna(0.0), all_jobs / all_jobs.sum()
    whole = known.sum() + missing
    if missing == 0:
        value = float((known / whole - share).clip(lower=0).sum())
        return value, value
    hidden = ~complete.astype(bool)
    if not hidden.any():
        raise ValueError(
            tell(
                "complete: {missing} jobs are missing, and no area hides any; set missing to 0, or name the areas.",
                missing=missing,
            )
        )
    over = known / whole - share
    surplus = over.clip(lower=0).sum()
    room = (-over[hidden]).clip(lower=0)
    # One area takes all: what exceeds its room is surplus. A convex function is greatest at a corner.
    most = surplus + (missing / whole - room).clip(lower=0).max()
    least = surplus + max(0.0, missing / whole - room.sum())
    return float(least), float(most)


def published_hoover(
    codes: Sequence[str], scale: Literal["metro", "state", "division", "region"]
) -> pd.Series:
    """Return a field's Hoover coefficient at one scale, with the range that its unpublished jobs leave.

    Parameters
    ----------
    codes : sequence of str
        The field's detailed occupations.
    scale : {"metro", "state", "division", "region"}
        As in :func:`~clusterbook.cases.scales.jobs_at_scale`.

    Returns
    -------
    pandas.Series
        ``as_none``: the coefficient if what is not published counts as none; ``lower`` and ``upper``: between which
        values it lies, wherever the missing jobs are; ``missing``: their share of the nation's jobs in the field.

    Raises
    ------
    ValueError
        If the scale is unknown, or a code is no detailed occupation of the nation.

    Notes
    -----
    The missing jobs are the nation's less those published, occupation by occupation. By metropolitan area they may also
    be outside all of them; the rest of the country counts as one more area. An area that hides one occupation may hold
    all missing jobs, so that the range is never too narrow. The survey's own errors come on top of it.

    Examples
    --------
    >>> textiles = ["51-6061", "51-6062", "51-6063", "51-6064"]
    >>> found = published_hoover(textiles, "state")
    >>> bool(found["lower"] < found["as_none"] < found["upper"])
    True
    """
    if scale not in SCALES:
        raise ValueError(
            tell(
                "scale: {scale} is unknown; it can be {scales}.",
                scale=quoted(scale),
                scales=enumerated(map(repr, SCALES)),
            )
        )
    areas: Literal["metro", "state"] = "metro" if scale == "metro" else "state"
    # The cells of areas are of detailed occupations; a group would count as missing everywhere.
    codes = check_names("codes", codes, nation_by_occupation().index)
    nation = load("oews_nation").set_index("occupation")["employment"]
    cells = area_occupations(areas).reindex(columns=codes)
    missing = (nation[codes] - cells.sum()).clip(lower=0).sum()
    everyone, complete = area_jobs(areas), cells.notna().all(axis=1)
    published = cells.sum(axis=1, min_count=1)
    if scale == "metro":
        published.loc[_ELSEWHERE], complete.loc[_ELSEWHERE] = 0.0, False
        everyone.loc[_ELSEWHERE] = max(nation["00-0000"] - everyone.sum(), 0.0)
    elif scale != "state":
        group = census_divisions()[scale]
        published = published.groupby(group).sum()
        complete = complete.groupby(group).all()
        everyone = everyone.groupby(group).sum()
    least, most = hoover_range(published, missing, complete, everyone)
    as_none = hoover_range(published, 0.0, complete, everyone)[0]
    share = missing / (published.sum() + missing)
    return pd.Series({"as_none": as_none, "lower": least, "upper": most, "missing": share})
