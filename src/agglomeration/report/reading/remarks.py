"""What is no error and may still be wrong: names that look alike, empty regions, rows that stand twice."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from .labels import differ_in_case

__all__ = ["remarks_on"]


def remarks_on(frame: pd.DataFrame, kind: Literal["totals", "plants"]) -> list[str]:
    """Sentences about what a reader should look at before trusting the numbers."""
    remarks = []
    for what in ("region", "industry"):
        alike = differ_in_case(frame[what])
        if alike:
            remarks.append(
                f"the {what} names {alike[0]!r} and {alike[1]!r} differ only in capitals; they count as two."
            )
        edged = [label for label in frame[what].unique() if label != label.strip()]
        if edged:
            remarks.append(
                f"the {what} name {edged[0]!r} begins or ends with a space, which was kept."
            )
        sums = frame.groupby(what)["value"].sum()
        if (sums == 0).any():
            empty = list(sums.index[sums == 0])
            remarks.append(
                f"the {what} {empty[0]!r} has nothing at all; its indicators are undefined."
            )
        if frame[what].nunique() == 1:
            remarks.append(
                f"there is only one {what}, so indicators that compare cannot say anything."
            )
    keys = [column for column in frame.columns if column != "plant"]
    if kind == "plants" and "plant" not in frame and (count := int(frame.duplicated(keys).sum())):
        remarks.append(
            f"{count:,} rows repeat another row exactly; each counts as a plant of its own."
        )
    return remarks
