"""A small picture for each part of the book, drawn from its tables while the book is built.

The press asks for one by the entry point ``part-picture`` of the group ``bookpress.written``, ``{written} part-picture
cluster-theory``. The pictures take their colours from the page, so they are light or dark as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from clusterbook.cases.places import metropolitan_cells
from clusterbook.tables import load
from clusterbook.words import tell

__all__ = ["PICTURES", "part_picture"]

WIDTH, HEIGHT, EDGE = 160, 90, 6
SOFTWARE, OIL = "15-1252", "17-2171"


def part_picture(root: Path, word: str, pages: frozenset[str]) -> tuple[str, list[Path]]:
    """The picture of a part, as reStructuredText.

    Parameters
    ----------
    root : pathlib.Path
        The book's folder.
    word : str
        The folder of the part.
    pages : frozenset of str
        Names of the book's pages.

    Raises
    ------
    LookupError
        If there is no picture of such a part.
    """
    if word not in PICTURES:
        raise LookupError(tell("part-picture draws nothing for {word}.", word=word))
    shapes, said = PICTURES[word]()
    svg = (
        f'<svg class="part-picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}">'
        f"{''.join(shapes)}</svg>"
    )
    return f".. raw:: html\n\n   {svg}\n", [root / "data/datapackage.json"]


Picture = tuple[list[str], str]


def _scaled(values: np.ndarray, length: float, turned: bool = False) -> np.ndarray:
    """Values from edge to edge of the picture."""
    low, high = values.min(), values.max()
    part = (values - low) / (high - low)
    return EDGE + (1 - part if turned else part) * (length - 2 * EDGE)


def _path(look: str, steps: Iterable[str]) -> str:
    return f'<path class="{look}" d="{"".join(steps)}"/>'


def _dots(look: str, xs: Iterable[float], ys: Iterable[float]) -> str:
    """Dots as strokes without length, whose ends are round."""
    return _path(look, (f"M{x:.0f} {y:.0f}h0" for x, y in zip(xs, ys, strict=True)))


def _boxes(look: str, boxes: Iterable[tuple[float, float, float, float]]) -> str:
    return _path(look, (f"M{x:.1f} {y:.1f}h{w:.1f}v{h:.1f}h-{w:.1f}z" for x, y, w, h in boxes))


def _few_places() -> Picture:
    cells = metropolitan_cells().dropna(subset=["x", "y"])
    places = cells.drop_duplicates("area").set_index("area")
    many = "occupation == @SOFTWARE and location_quotient >= 2 and employment >= 500"
    inside = places.index.isin(cells.query(many)["area"])
    x, y = _scaled(places["x"].to_numpy(), WIDTH), _scaled(places["y"].to_numpy(), HEIGHT, True)
    shapes = [_dots("dot faint", x, y), _dots("dot large accent", x[inside], y[inside])]
    return shapes, tell(
        "Metropolitan areas of the United States; those with many software developers are marked."
    )


def _unequal() -> Picture:
    cells = metropolitan_cells()
    jobs = load("oews_metro").query("occupation == '00-0000'").set_index("area")["employment"]
    oil = (
        cells.query("occupation == @OIL")
        .set_index("area")["employment"]
        .reindex(jobs.index)
        .fillna(0)
    )
    order = (oil / jobs).sort_values(kind="stable").index
    x = EDGE + (jobs[order].cumsum() / jobs.sum()) * (WIDTH - 2 * EDGE)
    y = HEIGHT - EDGE - (oil[order].cumsum() / oil.sum()) * (HEIGHT - 2 * EDGE)
    kept = np.unique(np.linspace(0, len(order) - 1, 60).astype(int))
    steps = (f"L{a:.0f} {b:.1f}" for a, b in zip(x.iloc[kept], y.iloc[kept], strict=True))
    start = f"M{EDGE} {HEIGHT - EDGE}"
    shapes = [
        _path("line faint", [start, f"L{WIDTH - EDGE} {EDGE}"]),
        _path("line accent", [start, *steps]),
    ]
    return shapes, tell(
        "How unequally the jobs of petroleum engineers are spread over places: a Lorenz curve."
    )


def _together() -> Picture:
    groups = load("us_cluster_definitions").query("definition == 'all'")
    numbers = sorted(groups["number"].unique())
    number = int(numbers[len(numbers) // 2])
    sizes = groups[groups["number"] == number].groupby("group").size().sort_values(ascending=False)
    side = (HEIGHT - 2 * EDGE) / sizes.sum()
    ends = np.r_[0, sizes.cumsum()] * side
    left = (WIDTH - HEIGHT) / 2 + EDGE
    whole = [(left, EDGE, ends[-1], ends[-1])]
    blocks = [(left + a, EDGE + a, b - a - 1, b - a - 1) for a, b in pairwise(ends)]
    said = tell(
        "The {industries} American industries in {groups} groups of those that belong together.",
        industries=int(sizes.sum()),
        groups=number,
    )
    return [_boxes("fill faint", whole), _boxes("fill accent", blocks)], said


def _korean_quotients() -> pd.DataFrame:
    table = load("korea_province_industry").query("year == year.max()")
    nation = table.query("region == '00' and level == 'section'").set_index("industry")["workers"]
    jobs = table.query("region != '00' and level == 'section'").pivot(
        index="region", columns="industry", values="workers"
    )
    return jobs.div(jobs.sum(axis=1), axis=0) / (nation / nation.sum())


def _learnable() -> Picture:
    above = _korean_quotients() > 1
    above = above.loc[
        above.sum(axis=1).sort_values(ascending=False, kind="stable").index,
        above.sum().sort_values(ascending=False, kind="stable").index,
    ]
    x = np.linspace(EDGE, WIDTH - EDGE, above.shape[1])
    y = np.linspace(EDGE, HEIGHT - EDGE, above.shape[0])
    rows, columns = np.indices(above.shape)
    on = above.to_numpy()
    shapes = [
        _dots("dot faint", x[columns[~on]], y[rows[~on]]),
        _dots("dot middling accent", x[columns[on]], y[rows[on]]),
    ]
    return shapes, tell("The provinces of Korea, by what each does more than the nation.")


def _paid() -> Picture:
    jobs = load("oews_metro").query("occupation == '00-0000'").set_index("area")["employment"]
    wages = load("oews_metro_wages").query("occupation == '00-0000'").set_index("area")["wage"]
    many, paid = np.log(pd.DataFrame({"jobs": jobs, "wage": wages}).dropna().to_numpy(float)).T
    slope, level = np.polyfit(many, paid, 1)
    x = _scaled(many, WIDTH)
    low, high = paid.min(), paid.max()

    def up(wage: float) -> float:
        return HEIGHT - EDGE - (wage - low) / (high - low) * (HEIGHT - 2 * EDGE)

    ends = [up(level + slope * end) for end in (many.min(), many.max())]
    shapes = [
        _dots("dot faint", x, [up(wage) for wage in paid]),
        _path("line accent", [f"M{EDGE} {ends[0]:.1f}L{WIDTH - EDGE} {ends[1]:.1f}"]),
    ]
    return shapes, tell(
        "Mean wage by number of jobs, one dot for each metropolitan area, and the line through them."
    )


def _since() -> Picture:
    phases = load("japan_programme_phases").dropna(subset=["last_year"])
    rows = {
        "korea": load("korea_timeline")["year"].dropna().astype(float).tolist(),
        "france": load("france_timeline")["first_year"].dropna().astype(float).tolist(),
    }
    first, last = min(map(min, rows.values())), max(map(max, rows.values()))

    def across(year: float) -> float:
        return EDGE + (year - first) / (last - first) * (WIDTH - 2 * EDGE)

    bars = [
        (across(begun), 36, max(across(ended + 1) - across(begun) - 2, 2), 14)
        for begun, ended in phases[["first_year", "last_year"]].to_numpy(float)
        if ended <= last
    ]
    ticks = [
        _path("line accent", (f"M{across(year):.0f} {top}v18" for year in sorted(set(years))))
        for top, years in zip((10, 62), rows.values(), strict=True)
    ]
    return [*ticks, _boxes("fill faint", bars)], tell(
        "When cluster policy was made: Korea above, Japan's phases in the middle, France below."
    )


def _members() -> Picture:
    clusters = load("upper_austria_clusters").query("not is_total").dropna(subset=["members"])
    newest = clusters[clusters["as_of"] == clusters["as_of"].max()]
    members = newest["members"].astype(float).sort_values(ascending=False).to_numpy()
    high = (HEIGHT - 2 * EDGE) / len(members)
    wide = members / members.max() * (WIDTH - 2 * EDGE)
    bars = [(EDGE, EDGE + n * high, one, high - 2.5) for n, one in enumerate(wide)]
    return [_boxes("fill accent", bars)], tell(
        "Members of the clusters of Upper Austria, the largest first."
    )


def _published() -> Picture:
    table = load("korea_province_industry").query(
        "year == year.max() and region != '00' and level == 'division'"
    )
    share = (
        (table["workers_status"] == "shown").groupby(table["region"]).mean().sort_values().tolist()
    )
    high, wide = (HEIGHT - 2 * EDGE) / len(share), WIDTH - 2 * EDGE
    tops = [EDGE + high * row for row in range(len(share))]
    told = [(EDGE, top, wide * one, high - 1.5) for top, one in zip(tops, share, strict=True)]
    withheld = [
        (EDGE + wide * one + 1, top, max(wide * (1 - one) - 1, 0), high - 1.5)
        for top, one in zip(tops, share, strict=True)
    ]
    return [_boxes("fill accent", told), _boxes("fill faint", withheld)], tell(
        "How many of the industries of each Korean province have a published number of workers."
    )


PICTURES: dict[str, Callable[[], Picture]] = {
    "innovation-clusters": _few_places,
    "classical-agglomeration": _unequal,
    "cluster-theory": _together,
    "learning-regions": _learnable,
    "does-it-pay": _paid,
    "case-studies": _since,
    "upper-austria": _members,
    "lab": _published,
}
