"""One group of occupations at several spatial scales: metropolitan areas, states, and groups of states."""

from functools import cache

from .occupation_groups import area_jobs, group_jobs
from .places import metropolitan_places, state_places
from .states import census_divisions

__all__ = ["SCALES", "jobs_at_scale"]

SCALES = ("metro", "state", "division", "region")
_APART = ("02", "15")  # Alaska and Hawaii stand aside on the map and must not pull a group's centre there.


def jobs_at_scale(name, codes, scale):
    """Return a group's jobs, all jobs and the location quotient of every area at one spatial scale.

    Parameters
    ----------
    name : str
        What the group is called.
    codes : sequence of str
        Its detailed occupations.
    scale : {"metro", "state", "division", "region"}
        387 metropolitan areas, 51 states (with the capital district), and the Census Bureau's nine divisions and four
        regions, whose jobs are the sums of their states'.

    Returns
    -------
    pandas.DataFrame
        By area: ``name``, ``x``, ``y`` in the plane of ``outlines("united_states")``, ``jobs`` of the group,
        ``all_jobs``, and ``quotient`` against all areas of this scale together. Areas that publish none of the
        occupations are left out.

    Raises
    ------
    ValueError
        If the scale is unknown or a code is no detailed occupation.

    Notes
    -----
    Sums over published cells are lower bounds. Metropolitan areas hold fewer of the nation's jobs than states do, and
    publish fewer cells, so from metropolitan area to state more than the borders change; from state to division and
    region nothing else does.

    Examples
    --------
    >>> textiles = ["51-6061", "51-6062", "51-6063", "51-6064"]
    >>> jobs_at_scale("Textiles", textiles, "division")["quotient"].idxmax()
    'South Atlantic'
    """
    if scale not in SCALES:
        raise ValueError(f"scale: {scale!r} is unknown; it can be {', '.join(map(repr, SCALES))}.")
    areas = "metro" if scale == "metro" else "state"
    found = _areas(areas).join(group_jobs({name: list(codes)}, areas)[name].rename("jobs"))
    whole = found["all_jobs"].sum()
    if areas != scale:
        found = _merged(found, census_divisions()[scale])
    published = found.dropna(subset=["jobs"])
    share = published["jobs"].sum() / whole
    return published.assign(quotient=published["jobs"] / published["all_jobs"] / share)


@cache
def _areas(areas):
    """Places of areas with all their jobs."""
    if areas == "state":
        return state_places().join(area_jobs("state").rename("all_jobs"))
    places = metropolitan_places()
    first = places["states"].str.split("-").str[0]
    places = places.assign(name=places["city"] + ", " + first)
    return places[["name", "x", "y"]].join(area_jobs().rename("all_jobs"), how="inner")


def _merged(states, groups):
    """Sums over groups of states, each in the middle of its contiguous ones."""
    middle = states.drop(list(_APART)).groupby(groups)[["x", "y"]].mean()
    sums = states.groupby(groups)[["jobs", "all_jobs"]].sum(min_count=1)
    return middle.join(sums).rename_axis("area").reset_index(names="name").set_index("name", drop=False)
