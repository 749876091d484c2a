"""The report's figures: who leads in each family, drawn with the book's figure types."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd

from agglomeration.words import paragraph, quoted, tell
from explorable import figures as plots
from explorable.drawing import Drawing
from explorable.drawing.svg import narrow_and_wide

if TYPE_CHECKING:
    from agglomeration.report.family import Family

__all__ = ["Figure", "drawn", "figures_of"]

ROWS = 15
# Labels are folded into lines; what is longer is no name.
LONGEST_LABEL = 90
SIGNIFICANT = 0.05
NAMED_ON_MAP = 5


class Figure(NamedTuple):
    """A figure under the table of the family that it shows."""

    family: str
    title: str
    caption: str
    drawing: Drawing


def figures_of(
    families: Iterable[Family], name: str = "", places: Any = None, unit: str = ""
) -> list[Figure]:
    """The figures of a report, in the order of its families; one without numbers to draw is left out.

    Parameters
    ----------
    families : iterable of Family
        The tables.
    name : str
        What the reference is called; empty for all regions of the file together.
    places : KnownRegions, optional
        Where the regions lie.
    unit : str
        What the amounts are called.
    """
    known = {family.key: family.frame for family in families}
    made = [
        _specialized(known["regions"], name),
        _map(known["regions"], places, unit),
        _concentrated(known["industries"]),
        _quotients(known["cells"], name, unit),
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
    known = frame[np.isfinite(frame[column].astype(float))].nlargest(ROWS, column, keep="first")
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


def _specialized(frame, name):
    column = "Krugman specialization"
    if column not in frame:
        return None
    leading = _leading(frame, column, ["region"])
    if len(leading) < 2:
        return None
    drawing = plots.ranked_dots(leading[column], tell("Krugman index, 0 to 2"), limits=_whole(2))
    told = tell(
        "0: the region's mix of industries is that of {reference}; near 2: it has almost nothing in common with it.",
        reference=_reference(name),
    )
    return Figure("regions", tell("The most specialized regions"), told, drawing)


def _whole(most):
    """From 0 to the most there can be, with room for a dot at either end and the number beside it."""
    return -0.02 * most, 1.08 * most


def _reference(name):
    return quoted(name) if name else tell("all regions of the file together")


def _map(frame, places, unit):
    """Where the amounts are, and which regions differ most from the rest."""
    if places is None:
        return None
    known = frame.set_index("region").reindex(places.places.index)
    dots = places.places.assign(amount=known["amount"].to_numpy(dtype=float), name="", kind=1)
    if not (dots["amount"] > 0).any():
        return None
    order = known.get("Krugman specialization", pd.Series(np.nan, index=known.index))
    # Of three regions not all can be those that differ most.
    outstanding = order.nlargest(min(NAMED_ON_MAP, max(1, len(dots) // 3))).dropna().index
    dots.loc[outstanding, "kind"] = 2
    dots.loc[outstanding, "name"] = [str(label) for label in outstanding]
    told = tell(
        "The area of a mark shows the amount ({unit}). A diamond is a region whose mix of industries differs most; its "
        "name stands beside it. Outlines: {country}.",
        unit=unit,
        country=places.country,
    )
    if dots["amount"].isna().any():
        missing = tell("A small cross: a part of the amount is missing.")
        told = paragraph([told, missing])
    drawing = plots.map_of_dots(
        dots, places.lines, size=float(dots["amount"].max()), key=tell("amount: {unit}", unit=unit)
    )
    return Figure("regions", tell("Where they are"), told, drawing)


def _concentrated(frame):
    column = "locational Gini"
    if column not in frame:
        return None
    leading = _leading(frame, column, ["industry"])
    if len(leading) < 2:
        return None
    drawing = plots.ranked_dots(leading[column], tell("locational Gini, 0 to 1"), limits=_whole(1))
    told = tell(
        "0: the industry is spread like everything; near 1: it is all in places with little else. Few plants alone can "
        "do that."
    )
    return Figure("industries", tell("The most concentrated industries"), told, drawing)


def _quotients(frame, name, unit):
    """What is above the reference, the largest first; what chance could have made is drawn open, not left out."""
    column = "location quotient"
    if column not in frame:
        return None
    # What is written as 1.00 is not above 1.
    above = frame[(frame["amount"] > 0) & (frame[column].round(2) > 1)]
    if len(above) < 2:
        return None
    leading = _leading(above, column, ["region", "industry"])
    lower = "quotient, from"
    if lower in leading:
        filled = list(leading[lower] > 1)
        key = (tell("interval above 1"), tell("interval holds 1"))
        told = tell(
            "Quotients above 1, relative to {reference}. Open: the cell is so small that chance alone could have made "
            "the quotient.",
            reference=_reference(name),
        )
    else:
        floor = frame.loc[frame["amount"] > 0, "amount"].median()
        filled = list(leading["amount"] >= floor)
        key = (tell("large cell"), tell("small cell"))
        told = tell(
            "Quotients above 1, relative to {reference}. Open: an amount ({unit}) below {floor}, the median of "
            "the cells that are not empty; there a handful makes a large quotient.",
            reference=_reference(name),
            floor=f"{floor:,.6g}",
            unit=unit,
        )
    drawing = plots.ranked_dots(leading[column], tell("location quotient"), filled=filled, key=key)
    return Figure("cells", tell("The strongest specializations"), told, drawing)


def _plants(frame):
    column, p = "Ellison-Glaeser", "p of Ellison-Glaeser"
    if column not in frame:
        return None
    leading = _leading(frame, column, ["industry"])
    if len(leading) < 2:
        return None
    tested = p in frame
    filled = (leading[p] <= SIGNIFICANT) if tested else [True] * len(leading)
    key = (
        (
            tell("p at most {level}", level=SIGNIFICANT),
            tell("p above {level}", level=SIGNIFICANT),
        )
        if tested
        else None
    )
    drawing = plots.ranked_dots(
        leading[column], tell("Ellison-Glaeser gamma"), filled=filled, key=key, decimals=3
    )
    told = tell(
        "0 on average if plants land like darts; by its authors' rule of thumb above 0.05 very concentrated."
    )
    return Figure("plants", tell("Concentration beyond lumpy plants"), told, drawing)


def _change(frame):
    largest = frame.loc[frame["change"].abs().nlargest(ROWS).index]
    leading = _leading(largest.assign(order=largest["change"].abs()), "order", ["region"])
    both = pd.DataFrame(
        {
            tell("expected from nation and mix"): leading["national"] + leading["industry_mix"],
            tell("actual"): leading["change"],
        }
    ).dropna()
    if len(both) < 2:
        return None
    drawing = plots.dumbbells(both, tell("change over all years"))
    told = tell(
        "Where the actual change is to the right, the region did better than its industries did everywhere."
    )
    return Figure("change-regions", tell("Change: expected and actual"), told, drawing)
