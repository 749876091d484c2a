"""The report's figures: who leads in each family, drawn with the book's figure types."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd

from explorable import figures as plots
from explorable.drawing import Drawing
from explorable.drawing.svg import narrow_and_wide

if TYPE_CHECKING:
    from agglomeration.report.family import Family

__all__ = ["Figure", "drawn", "figures_of"]

ROWS = 15
LONGEST_LABEL = 40
SIGNIFICANT = 0.05


class Figure(NamedTuple):
    """A figure under the table of the family that it shows."""

    family: str
    title: str
    caption: str
    drawing: Drawing


def figures_of(families: Iterable[Family]) -> list[Figure]:
    """The figures of a report, in the order of its families; one without numbers to draw is left out."""
    known = {family.key: family.frame for family in families}
    made = [
        _specialized(known["regions"]),
        _concentrated(known["industries"]),
        _quotients(known["cells"]),
        _plants(known["plants"]) if "plants" in known else None,
        _change(known["change-regions"]) if "change-regions" in known else None,
    ]
    return [figure for figure in made if figure is not None]


def drawn(figure: Figure, slug: str) -> dict[str, Any]:
    """Both drawings of a figure. A dollar sign in a label is a dollar sign, and no formula begins there."""
    with mpl.rc_context({"text.parse_math": False}), warnings.catch_warnings():
        # A script that the font lacks is measured roughly; the page shows it in a font of the reader's.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings(
            "ignore", message="Matplotlib currently does not support .* natively"
        )
        warnings.filterwarnings("ignore", message="constrained_layout not applied")
        return narrow_and_wide(figure.drawing, slug)


def _leading(frame, column, names):
    """The largest values with their labels, cut where they are long and told apart where that makes two alike."""
    known = frame[frame[column].map(np.isfinite)].nlargest(ROWS, column, keep="first")
    labels = known[names].agg(", ".join, axis=1) if len(names) > 1 else known[names[0]]
    cut = [
        label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
        for label in labels
    ]
    twice = pd.Index(cut).duplicated(keep=False)
    told = [
        f"{label} ({number})" if again else label
        for number, (label, again) in enumerate(zip(cut, twice, strict=True), 1)
    ]
    return known.set_axis(pd.Index(told), axis=0)


def _specialized(frame):
    column = "Krugman specialization"
    if column not in frame:
        return None
    leading = _leading(frame, column, ["region"])
    if len(leading) < 2:
        return None
    drawing = plots.ranked_dots(leading[column], "Krugman index, 0 to 2", limits=(0, 2))
    told = "0: the region's mix of industries is that of all regions together; near 2: it has almost nothing in common."
    return Figure("regions", "The most specialized regions", told, drawing)


def _concentrated(frame):
    column = "locational Gini"
    if column not in frame:
        return None
    leading = _leading(frame, column, ["industry"])
    if len(leading) < 2:
        return None
    drawing = plots.ranked_dots(leading[column], "locational Gini, 0 to 1", limits=(0, 1))
    told = (
        "0: the industry is spread like everything; near 1: it is all in places with little else. Few plants alone can "
        "do that."
    )
    return Figure("industries", "The most concentrated industries", told, drawing)


def _quotients(frame):
    column = "location quotient"
    there = frame["amount"] > 0
    if column not in frame or not there.any():
        return None
    floor = frame.loc[there, "amount"].median()
    leading = _leading(frame[there & (frame["amount"] >= floor)], column, ["region", "industry"])
    if len(leading) < 2:
        return None
    drawing = plots.ranked_dots(leading[column], "location quotient")
    told = (
        f"Only pairs with at least {floor:,.4g}, the median of those that are not empty: in small ones a handful of "
        "jobs makes a large quotient."
    )
    return Figure("cells", "The strongest specializations", told, drawing)


def _plants(frame):
    column, p = "Ellison-Glaeser", "p of Ellison-Glaeser"
    if column not in frame:
        return None
    leading = _leading(frame, column, ["industry"])
    if len(leading) < 2:
        return None
    tested = p in frame
    filled = (leading[p] <= SIGNIFICANT) if tested else [True] * len(leading)
    key = (f"p at most {SIGNIFICANT}", f"p above {SIGNIFICANT}") if tested else None
    drawing = plots.ranked_dots(
        leading[column], "Ellison-Glaeser gamma", filled=filled, key=key, decimals=3
    )
    told = "0 on average if plants land like darts; by its authors' rule of thumb above 0.05 very concentrated."
    return Figure("plants", "Concentration beyond lumpy plants", told, drawing)


def _change(frame):
    largest = frame.loc[frame["change"].abs().nlargest(ROWS).index]
    leading = _leading(largest.assign(order=largest["change"].abs()), "order", ["region"])
    both = pd.DataFrame(
        {
            "expected from nation and mix": leading["national"] + leading["industry_mix"],
            "actual": leading["change"],
        }
    ).dropna()
    if len(both) < 2:
        return None
    drawing = plots.dumbbells(both, "change over all years")
    told = "Where the actual change is to the right, the region did better than its industries did everywhere."
    return Figure("change-regions", "Change: expected and actual", told, drawing)
