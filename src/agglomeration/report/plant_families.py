"""Indicators that need plants: concentration beyond lumpiness, and, with coordinates, concentration without borders."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import agglomeration as ag
from agglomeration.words import marked, quoted, tell, tell_many

from .family import Family, Found
from .measures import Measure

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable

__all__ = ["add_distances", "add_plants"]

MOST_PLANTS_BY_DISTANCE = 3_000
# Plants times draws: half a minute for each of the two indices.
MOST_THROWS = 200_000_000
# As they stand on the page.
NAMES = (
    marked("raw concentration G"),
    marked("plant Herfindahl"),
    marked("plants"),
    marked("M there"),
)
KEPT = {"p": "p of {}", "lower": "{}, null from", "upper": "{}, null to"}


def add_plants(found: Found, checked: CheckedTable, draws: int, seed: int | None) -> None:
    """Ellison-Glaeser and Maurel-Sedillot of each industry, with what blind throws would give."""
    if checked.rows != "plants":
        return
    plants, columns, done = checked.of_year(), {}, []
    kept = KEPT
    if len(plants) * draws > MOST_THROWS:
        draws, kept = 0, {"z": "z of {}"}
        found.lacks(
            tell("p-values of Ellison-Glaeser and Maurel-Sedillot"),
            tell_many(
                "{n} plant is more than is thrown anew for a page, so z stands beside each index instead: its "
                "distance from the mean of blind throws in standard deviations; call ag.ellison_glaeser(…, draws=) or "
                "say a smaller draws=.",
                "{n} plants are more than are thrown anew for a page, so z stands beside each index instead: its "
                "distance from the mean of blind throws in standard deviations; call ag.ellison_glaeser(…, draws=) or "
                "say a smaller draws=.",
                len(plants),
            ),
        )
    for name, function in (
        ("Ellison-Glaeser", ag.ellison_glaeser),
        ("Maurel-Sedillot", ag.maurel_sedillot),
    ):
        arguments = {"size": "value", "draws": draws, "seed": seed}
        measure = Measure(name, function, arguments)
        result = found.tried(name, partial(measure.of, plants))
        if result is None:
            continue
        result = _table(result)
        done.append(measure)
        columns[name] = result.iloc[:, 0]
        columns |= {new.format(name): result[old] for old, new in kept.items() if old in result}
        if "H" in result and "plants" not in columns:
            columns |= {
                "raw concentration G": result["G"],
                "plant Herfindahl": result["H"],
                "plants": result["plants"],
            }
    if columns:
        frame = pd.DataFrame(columns)
        decimals = {str(column): 0 if column == "plants" else 3 for column in frame}
        frame = frame.rename_axis("industry").reset_index().astype({"industry": str})
        found.families.append(
            Family("plants", tell("Concentration of plants"), frame, 1, decimals, done)
        )


def add_distances(found: Found, checked: CheckedTable, draws: int, seed: int | None) -> None:
    """Marcon-Puech M and the Duranton-Overman test of each industry, where plants have coordinates."""
    if checked.coordinates is None:
        return
    points = checked.of_year()
    if len(points) > MOST_PLANTS_BY_DISTANCE:
        found.lacks(
            tell("distance-based measures"),
            tell_many(
                "{n} plant take long, all pairs being measured; call ag.duranton_overman and ag.marcon_puech, which "
                "have a quicker method='binned'.",
                "{n} plants take long, all pairs being measured; call ag.duranton_overman and ag.marcon_puech, which "
                "have a quicker method='binned'.",
                len(points),
            ),
        )
        return
    draws = min(draws, 199)
    arguments = {"types": "industry", "coordinates": checked.coordinates}
    rows = [
        _by_distance(found, points, name, arguments, draws, seed)
        for name in sorted(set(points["industry"]))
    ]
    unit = "km" if checked.coordinates == "geographic" else "units of x and y"
    frame = pd.DataFrame(rows)
    frame.columns = [column.format(unit) for column in frame.columns]
    done = [
        Measure(marked("Marcon-Puech M"), ag.marcon_puech, arguments),
        Measure(
            marked("Duranton-Overman"),
            ag.duranton_overman,
            {**arguments, "draws": draws, "seed": seed},
        ),
    ]
    decimals = dict.fromkeys(frame.columns[1:], 3)
    found.families.append(
        Family("distances", tell("Concentration by distance"), frame, 1, decimals, done)
    )


def _table(result):
    """What a function found as a table, with draws or without."""
    return result.frame if isinstance(result, ag.Inference) else result


def _by_distance(found, points, industry, arguments, draws, seed):
    """One row: M at its first radius, the largest M and where, and the share of distances above the band."""
    row = {"industry": str(industry)}
    m = found.tried(
        tell("Marcon-Puech M of {industry}", industry=quoted(industry)),
        lambda: ag.marcon_puech(points, industry, **arguments)["M"],
    )
    m = pd.Series(dtype=float) if m is None else m.drop(0.0, errors="ignore").dropna()
    row["shortest radius, {}"] = m.index[0] if len(m) else np.nan
    row["M there"] = m.iloc[0] if len(m) else np.nan
    row["largest M"] = m.max() if len(m) else np.nan
    row["at the radius, {}"] = m.idxmax() if len(m) else np.nan
    curve = found.tried(
        tell("Duranton-Overman of {industry}", industry=quoted(industry)),
        lambda: ag.duranton_overman(points, industry, draws=draws, seed=seed, **arguments),
    )
    curve = None if curve is None else _table(curve)
    above = np.nan if curve is None else float((curve["Kd"] > curve["global_upper"]).mean())
    below = np.nan if curve is None else float((curve["Kd"] < curve["global_lower"]).mean())
    row["Kd above its global band, share of distances"] = above
    row["Kd below it"] = below
    return row
