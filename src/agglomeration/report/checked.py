"""A table that was read and checked, with everything that was assumed about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.plants.long_tables import to_table
from agglomeration.indicators.plants.plants import plant_table
from agglomeration.words import tell, tell_many

from .taken import Apart, Mark, Taken

__all__ = ["CheckedTable"]


@dataclass(frozen=True, eq=False, repr=False)
class CheckedTable:
    """What :func:`read_table` returns.

    Attributes
    ----------
    name : str
        The file's name.
    data : pandas.DataFrame
        One row per region and industry (and year), or per plant: columns ``region``, ``industry``, ``value``, and where
        the file has them ``year``, ``group``, ``plant``, ``x``, ``y``. Where an amount is missing, ``value`` is NaN
        and a column ``mark`` says why: "withheld", "not available", or empty for an amount. The index is the line of
        the file.
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
    form : str
        The office's form that the file was recognized as, or empty.
    taken : list of Taken
        Each column of the file, what it was taken as, and why.
    marks : list of Mark
        The marks that stood in the place of amounts, with what they mean and how many there were.
    apart : list of Apart
        The regions and industries that are totals, broader or narrower levels: not in ``data``, never added up.
    apart_data : pandas.DataFrame
        Their rows, with the columns of ``data``: references, and levels to look at.
    parents : dict
        ``{"region": Series, "industry": Series}``: the next broader line that holds each one that is taken, where the
        file has such lines.
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
    form: str = ""
    taken: list[Taken] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    apart_data: pd.DataFrame = field(default_factory=pd.DataFrame)
    parents: dict[str, pd.Series] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        """The years of the file, in order; empty without a column of years."""
        return sorted(self.data["year"].unique().tolist()) if "year" in self.data else []

    def of_year(self, year: int | None = None) -> pd.DataFrame:
        """The rows of a year; without one, of the last."""
        return self._of_year(self.data, year)

    def table(self, year: int | None = None) -> pd.DataFrame:
        """Regions x industries of a year, the last one unless said; a pair without a row is 0, a withheld one NaN.

        All years have the same regions and industries: those that occur in any of them.
        """
        rows = self.of_year(year)
        labels = {
            "regions": _in_order(self.data["region"]),
            "industries": _in_order(self.data["industry"]),
        }
        if self.rows == "plants":
            return plant_table(rows, size="value", **labels)
        return to_table(rows, **labels, nan=True)

    def withheld(self, year: int | None = None) -> pd.DataFrame:
        """Regions x industries: where the office has the number and does not show it."""
        return self._marked(year, "withheld")

    def not_available(self, year: int | None = None) -> pd.DataFrame:
        """Regions x industries: where there is no number to show."""
        return self._marked(year, "not available")

    def bounds(self, year: int | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The least and the most that each cell can be; both are the amount itself where it is shown.

        What is withheld is bounded by what its mark says (a class of size), and from above by what the published totals
        of its region and of its industry leave over; infinity where there is no total.
        """
        table = self.table(year)
        missing = table.isna()
        lower, upper = table.fillna(0.0), table.fillna(np.inf)
        if not missing.to_numpy().any():
            return lower, upper
        rows = self.of_year(year)
        if "lower" in rows:
            unknown = rows[rows["value"].isna()]
            for region, industry, least, most in unknown[
                ["region", "industry", "lower", "upper"]
            ].itertuples(index=False, name=None):
                lower.loc[region, industry], upper.loc[region, industry] = least, most
        for what in ("region", "industry"):
            total = self.total_line(what, year)
            if total is None:
                continue
            # The line of all regions bounds what an industry leaves over, that of all industries what a region does.
            over = table.sum(axis=0 if what == "region" else 1)
            left = (total.reindex(over.index) - over).clip(lower=0.0)
            most = pd.DataFrame(
                np.broadcast_to(
                    left.to_numpy()[None, :] if what == "region" else left.to_numpy()[:, None],
                    table.shape,
                ),
                index=table.index,
                columns=table.columns,
            )
            bounded = pd.DataFrame(
                np.minimum(upper, most), index=table.index, columns=table.columns
            )
            upper = upper.where(~missing | most.isna(), bounded)
        return lower, upper

    def total_line(
        self, what: Literal["region", "industry"], year: int | None = None
    ) -> pd.Series | None:
        """The published total over all regions (by industry) or over all industries (by region), or None.

        Examples
        --------
        >>> from agglomeration.report import read_table
        >>> text = "region,industry,jobs\\nTotal,a,30\\nTotal,b,9\\nX,a,10\\nX,b,4\\nY,a,20\\nY,b,5\\n"
        >>> read_table(text.encode()).total_line("region").to_dict()
        {'a': 30.0, 'b': 9.0}
        """
        labels = [one.label for one in self.apart if one.what == what and one.kind == "total"]
        return self.line(what, labels[0], year) if labels else None

    def line(
        self, what: Literal["region", "industry"], label: str, year: int | None = None
    ) -> pd.Series:
        """A line set apart, such as the nation's, by the labels of the other kind that are in the table."""
        rows = self._of_year(self.apart_data, year)
        other = "industry" if what == "region" else "region"
        values = rows[rows[what] == label].set_index(other)["value"]
        return values[values.index.isin(self.data[other].unique())].rename(label)

    def groups(self) -> pd.Series | None:
        """The class of each industry: a column of the file, or the broader lines that it holds; or None."""
        if "group" in self.data:
            return self.data.drop_duplicates("industry").set_index("industry")["group"]
        return self.parents.get("industry")

    def summary(self) -> str:
        """One sentence: how much was read."""
        rows = len(self.data)
        said: dict[str, Any] = {
            "rows": tell_many("{n} plant", "{n} plants", rows)
            if self.rows == "plants"
            else tell_many("{n} row", "{n} rows", rows),
            "regions": tell_many("{n} region", "{n} regions", self.data["region"].nunique()),
            "industries": tell_many(
                "{n} industry", "{n} industries", self.data["industry"].nunique()
            ),
            "unit": self.unit,
            "total": f"{self.of_year()['value'].sum():,.15g}",
        }
        if not self.years:
            return tell("{rows}: {regions}, {industries}; {unit} in all: {total}.", **said)
        said |= {"first": self.years[0], "last": self.years[-1]}
        if len(self.years) == 1:
            return tell(
                "{rows}: {regions}, {industries}; {unit} in all in {last}: {total}.", **said
            )
        return tell(
            "{rows}: {regions}, {industries}, years {first} to {last}; {unit} in all in {last}: {total}.",
            **said,
        )

    def __repr__(self) -> str:
        lines = [
            f"{self.name}: {self.summary()}",
            *(f"  {what}: {said}." for what, said in self.notes),
        ]
        careful = (tell("  Careful: {remark}", remark=remark) for remark in self.remarks)
        return "\n".join([*lines, *careful])

    def _repr_html_(self):
        said = "".join(
            f"<dt>{escape(what)}</dt><dd>{escape(told)}.</dd>" for what, told in self.notes
        )
        look = escape(tell("Careful"))
        careful = "".join(f"<dt>{look}</dt><dd>{escape(remark)}</dd>" for remark in self.remarks)
        return f"<p><strong>{escape(self.name)}</strong>: {escape(self.summary())}</p><dl>{said}{careful}</dl>"

    def _of_year(self, rows, year):
        if not self.years or "year" not in rows:
            return rows
        return rows[rows["year"] == (self.years[-1] if year is None else year)]

    def _marked(self, year, meaning):
        table = self.table(year)
        marked = pd.DataFrame(False, index=table.index, columns=table.columns)
        rows = self.of_year(year)
        if "mark" in rows:
            found = rows[rows["mark"] == meaning]
            places = (
                table.index.get_indexer(found["region"]),
                table.columns.get_indexer(found["industry"]),
            )
            values = marked.to_numpy(copy=True)
            values[places] = True
            marked = pd.DataFrame(values, index=table.index, columns=table.columns)
        return marked


def _in_order(labels):
    return sorted(labels.unique())
