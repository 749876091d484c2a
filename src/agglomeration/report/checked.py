"""A table that was read and checked, with everything that was assumed about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import pandas as pd

from agglomeration.indicators.plants.long_tables import to_table
from agglomeration.indicators.plants.plants import plant_table

__all__ = ["CheckedTable", "counted"]


@dataclass(frozen=True, eq=False, repr=False)
class CheckedTable:
    """What :func:`read_table` returns.

    Attributes
    ----------
    name : str
        The file's name.
    data : pandas.DataFrame
        One row per region and industry (and year), or per plant: columns ``region``, ``industry``, ``value``, and where
        the file has them ``year``, ``group``, ``plant``, ``x``, ``y``. The index is the line of the file.
    unit : str
        What the amounts are called in the file.
    rows : {"totals", "plants"}
        What a row is.
    notes : list of (str, str)
        What was assumed, guessed or left out.
    remarks : list of str
        What is no error and may still be wrong.
    coordinates : {None, "planar", "geographic"}
        What ``x`` and ``y`` are.
    fingerprint : str
        The SHA-256 of the file's bytes.
    options : dict
        What the caller said.
    """

    name: str
    data: pd.DataFrame
    unit: str
    rows: Literal["totals", "plants"]
    notes: list[tuple[str, str]]
    remarks: list[str]
    coordinates: Literal["planar", "geographic"] | None = None
    fingerprint: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        """The years of the file, in order; empty without a column of years."""
        return sorted(set(self.data["year"])) if "year" in self.data else []

    def of_year(self, year: int | None = None) -> pd.DataFrame:
        """The rows of a year; without one, of the last."""
        if not self.years:
            return self.data
        return self.data[self.data["year"] == (self.years[-1] if year is None else year)]

    def table(self, year: int | None = None) -> pd.DataFrame:
        """Regions x industries of a year, the last one unless said; a pair without a row is 0.

        All years have the same regions and industries: those that occur in any of them.
        """
        rows = self.of_year(year)
        labels = {
            "regions": _in_order(self.data["region"]),
            "industries": _in_order(self.data["industry"]),
        }
        if self.rows == "plants":
            return plant_table(rows, size="value", **labels)
        return to_table(rows, **labels)

    def groups(self) -> pd.Series | None:
        """The class of each industry, or None."""
        if "group" not in self.data:
            return None
        return self.data.drop_duplicates("industry").set_index("industry")["group"]

    def summary(self) -> str:
        """One sentence: how much was read."""
        what = "plant" if self.rows == "plants" else "row"
        years = f", years {self.years[0]} to {self.years[-1]}" if len(self.years) > 1 else ""
        regions, industries = self.data["region"].nunique(), self.data["industry"].nunique()
        total = self.of_year()["value"].sum()
        in_year = f" in {self.years[-1]}" if self.years else ""
        return (
            f"{counted(len(self.data), what)}: {counted(regions, 'region')}, {counted(industries, 'industry')}{years}; "
            f"{self.unit} in all{in_year}: {total:,.15g}."
        )

    def __repr__(self) -> str:
        lines = [
            f"{self.name}: {self.summary()}",
            *(f"  {what}: {said}." for what, said in self.notes),
        ]
        return "\n".join([*lines, *(f"  Careful: {remark}" for remark in self.remarks)])

    def _repr_html_(self):
        said = "".join(
            f"<dt>{escape(what)}</dt><dd>{escape(told)}.</dd>" for what, told in self.notes
        )
        careful = "".join(f"<dt>Careful</dt><dd>{escape(remark)}</dd>" for remark in self.remarks)
        return f"<p><strong>{escape(self.name)}</strong>: {escape(self.summary())}</p><dl>{said}{careful}</dl>"


def counted(number: int, noun: str) -> str:
    """A number with its noun in the right form.

    Examples
    --------
    >>> counted(1, "industry"), counted(1200, "industry")
    ('1 industry', '1,200 industries')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _in_order(labels):
    return sorted(set(labels))
