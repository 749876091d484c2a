"""What is no error and may still be wrong: sums among the parts, empty regions, suspicious numbers."""

import numpy as np

from .errors import FileError, option
from .labels import TOTALS, differ_in_case

__all__ = ["check_totals", "remarks_on"]


def check_totals(frame, kind):
    """Refuse a region or industry that is named as a total and is the sum of the others: all would count twice."""
    if kind == "plants":
        return
    for what in ("region", "industry"):
        named = [label for label in frame[what].unique() if label.strip().casefold() in TOTALS]
        for label in named:
            if _is_sum_of_others(frame, what, label):
                raise FileError(
                    f"the {what} {label!r} is the sum of the others, so everything would count twice; leave it out "
                    f"with {option(without=label)}."
                )


def _is_sum_of_others(frame, what, label):
    own = frame[what] == label
    total, rest = frame.loc[own, "value"].sum(), frame.loc[~own, "value"].sum()
    return bool(np.isclose(total, rest, rtol=1e-3, atol=0)) and total > 0


def remarks_on(frame, kind, decimal, thousands):
    """Sentences about what a reader should look at before trusting the numbers."""
    remarks = []
    for what in ("region", "industry"):
        remarks += [
            f"the {what} {label!r} is named like a total and is not the sum of the others; it was kept."
            for label in frame[what].unique()
            if kind == "totals" and label.strip().casefold() in TOTALS
        ]
        alike = differ_in_case(frame[what])
        if alike:
            remarks.append(
                f"the {what} names {alike[0]!r} and {alike[1]!r} differ only in capitals; they count as two."
            )
        edged = [label for label in frame[what].unique() if label != label.strip()]
        if edged:
            remarks.append(f"the {what} name {edged[0]!r} begins or ends with a space, which was kept.")
        sums = frame.groupby(what)["value"].sum()
        if (sums == 0).any():
            empty = list(sums.index[sums == 0])
            remarks.append(f"the {what} {empty[0]!r} has nothing at all; its indicators are undefined.")
        if frame[what].nunique() == 1:
            remarks.append(f"there is only one {what}, so indicators that compare cannot say anything.")
    return remarks + _about_numbers(frame, kind, decimal, thousands)


def _about_numbers(frame, kind, decimal, thousands):
    remarks = []
    broken = frame.loc[frame["value"] % 1 != 0, "value"]
    if len(broken) >= 3 and decimal == "." and thousands is None and (broken < 1000).all():
        texts = broken.map(lambda number: f"{number:.6f}".rstrip("0").partition(".")[2])
        if (texts.str.len() == 3).mean() > 0.8:
            remarks.append(
                "nearly all fractions have exactly three decimals; if the point separates thousands, say "
                f"{option(thousands='.')} and {option(decimal=',')}."
            )
    if kind == "plants":
        keys = [column for column in frame.columns if column != "plant"]
        if "plant" not in frame and (count := int(frame.duplicated(keys).sum())):
            remarks.append(f"{count:,} rows repeat another row exactly; each counts as a plant of its own.")
    return remarks
