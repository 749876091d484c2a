"""What regions are compared with: all of the file together, a line of it, another file, or a table of the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.words import joined, listed, quoted, tell, tell_many

from .checked import CheckedTable
from .codes import code_of
from .errors import FileError, option

__all__ = ["Comparison", "compared", "registered"]


@dataclass(frozen=True, eq=False)
class Comparison:
    """One year of a table with what it is held against.

    Attributes
    ----------
    table : pandas.DataFrame
        Regions x industries; NaN where an amount is withheld or not available.
    whole : pandas.DataFrame
        The part of it without a missing amount: the table itself where none is missing.
    reference : pandas.Series or None
        The reference's amount per industry; None for all regions of the table together.
    reference_total : float or None
        The reference's amount in all industries, where it is published.
    totals : pandas.Series or None
        Each region's amount in all industries, where it is published.
    name : str
        What the reference is called.
    sentences : list of str
        What every quotient is relative to, and what is computed without what is missing.
    """

    table: pd.DataFrame
    whole: pd.DataFrame
    reference: pd.Series | None = None
    reference_total: float | None = None
    totals: pd.Series | None = None
    name: str = ""
    sentences: list[str] = field(default_factory=list)

    @property
    def is_outside(self) -> bool:
        """Whether there is a reference beside the regions themselves."""
        return self.reference is not None

    def quotients(self) -> dict[str, Any]:
        """What a quotient of the whole table takes."""
        given = {
            "reference": self.reference,
            "totals": self.totals,
            "reference_total": self.reference_total,
        }
        return {name: value for name, value in given.items() if value is not None}

    def against(self) -> dict[str, Any]:
        """What an indicator of the part without a missing amount takes."""
        if self.reference is None:
            return {}
        return {"reference": self.reference.reindex(self.whole.columns)}


def registered(group: str) -> Callable[..., Any] | None:
    """What the book offers by a registered name; None where the book is not installed."""
    for point in entry_points(group=f"agglomeration.{group}"):
        loaded: Callable[..., Any] = point.load()
        return loaded
    return None


def compared(
    checked: CheckedTable,
    reference: Iterable[str] = (),
    read: Callable[[Path], CheckedTable] | None = None,
) -> tuple[CheckedTable, Comparison]:
    """Find what the regions are compared with; return the file without the lines that are the reference, and that.

    Parameters
    ----------
    checked : CheckedTable
        The file.
    reference : iterable of str
        Labels of the file, a file, or a table of the book. Without one, the file's own line of all regions, if it has
        one, or else all its regions together.
    read : callable, optional
        How another file is read; unless given, files are not looked for.
    """
    names = [reference] if isinstance(reference, str) else list(reference)
    held: dict[str, Any] = {}
    for name in names:
        checked, found = _found(checked, str(name), read)
        twice = set(held) & set(found)
        if twice:
            raise FileError(
                tell(
                    "{file}: reference names two that say the same of an industry or a region; the second is {name}. "
                    "Name one.",
                    file=checked.name,
                    name=quoted(name),
                )
            )
        held |= found
    table = checked.table()
    missing = table.isna()
    if "reference" not in held and (missing.to_numpy().any() or _holds_more(checked, table)):
        held |= _own_line(checked)
    if "totals" not in held and missing.to_numpy().any():
        held |= _own_totals(checked)
    return checked, _comparison(checked, table, held)


def _found(checked, name, read):
    """The reference of one name, and the file without it."""
    for what in ("region", "industry"):
        if name in {one.label for one in checked.apart if one.what == what}:
            return checked, _of_line(checked, what, name, checked.line(what, name))
        if name in checked.data[what].unique():
            return _taken_out(checked, what, name)
    if read is not None and Path(name).is_file():
        return checked, _of_file(checked, read(Path(name)))
    book = registered("references")
    found = book(name) if book is not None else None
    if found is not None:
        return checked, _of_book(checked, found)
    _refuse(checked, name, book)


def _of_line(checked, what, label, line):
    if what == "industry":
        return {"totals": line}
    return {"reference": line, "name": label, "corner": _corner(checked, label)}


def _taken_out(checked, what, label):
    """A region (or an industry) of the table that is the reference for the others."""
    kept = checked.data[checked.data[what] != label]
    if kept.empty:
        raise FileError(
            tell(
                "{file}: beside {label}, which you named as reference, there is nothing to describe.",
                file=checked.name,
                label=quoted(label),
            )
        )
    table = checked.table()
    line = table.loc[label] if what == "region" else table[label]
    rest = replace(checked, data=kept)
    return rest, _of_line(checked, what, label, line.rename(label))


def _of_file(checked, other):
    line = other.total_line("region")
    if line is None:
        table = other.table()
        # One missing cell leaves the sum unknown.
        line = table.sum(axis=0, skipna=False)
    return {"reference": _matched(checked, line, other.name), "name": other.name}


def _of_book(checked, found):
    """Match the industries by whichever of the table's names they have."""
    amounts, years = found.amounts, sorted(set(found.amounts["year"]))
    wanted = checked.years[-1] if checked.years else years[-1]
    year = max((one for one in years if one <= wanted), default=years[0])
    rows = amounts[amounts["year"] == year]
    labels = [column for column in rows if column not in ("year", "amount")]
    by_name = [rows.drop_duplicates(column).set_index(column)["amount"] for column in labels]
    industries = sorted(checked.data["industry"].unique())
    counts = [len(_matches(industries, line.index)) for line in by_name]
    line = by_name[int(np.argmax(counts))]
    name = f"{found.name} ({year})" if year else found.name
    return {"reference": _matched(checked, line, name), "name": name}


def _matches(industries, known):
    """Which of the reference's labels each industry is: the same text, or the same code before the text."""
    plain = {str(label).strip().casefold(): label for label in known}
    codes = {code_of(str(label)): label for label in known}
    found = {}
    for industry in industries:
        label = plain.get(industry.strip().casefold())
        if label is None:
            code = code_of(industry)
            label = codes.get(code) if code else None
        if label is not None:
            found[industry] = label
    return found


def _matched(checked, line, name):
    industries = sorted(checked.data["industry"].unique())
    found = _matches(industries, line.index)
    lacking = [industry for industry in industries if industry not in found]
    if lacking:
        raise FileError(
            tell_many(
                "{file}: {n} industry of it is not in the reference {name}: {lacking}. Leave it out with {option}, or "
                "name another.",
                "{file}: {n} industries of it are not in the reference {name}: {lacking}. Leave them out with "
                "{option}, or name another.",
                len(lacking),
                file=checked.name,
                name=quoted(name),
                lacking=listed(lacking),
                option=option(without=tuple(lacking[:12])),
            )
        )
    return pd.Series({one: float(line[found[one]]) for one in industries}, name=name)


def _refuse(checked, name, book):
    lines = [one.label for one in checked.apart if one.what == "region"]
    lines = lines or sorted(checked.data["region"].unique())
    if book is None:
        raise FileError(
            tell(
                "{file}: reference {name} is no line of it and no file; its lines are {lines}. Tables of the book can "
                "be named where the package clusterbook is installed, and it is not.",
                file=checked.name,
                name=quoted(name),
                lines=listed(lines),
            )
        )
    names = registered("reference_names")
    raise FileError(
        tell(
            "{file}: reference {name} is no line of it, no file, and no table of the book; its lines are {lines}, the "
            "book's tables are {tables}.",
            file=checked.name,
            name=quoted(name),
            lines=listed(lines),
            tables=joined(sorted(names())) if names is not None else "",
        )
    )


def _corner(checked, label):
    """The amount of all industries in a line set apart, if the file prints it."""
    rows = checked.apart_data
    if not len(rows) or "industry" not in rows:
        return None
    totals = {one.label for one in checked.apart if one.what == "industry" and one.kind == "total"}
    rows = rows[(rows["region"] == label) & rows["industry"].isin(totals)]
    if "year" in rows and checked.years:
        rows = rows[rows["year"] == checked.years[-1]]
    known = rows["value"].dropna()
    return float(known.iloc[0]) if len(known) else None


def _holds_more(checked, table):
    """Whether the file has one region only, so that its line of all regions is the only thing to compare it with."""
    return len(table) == 1


def _own_line(checked):
    labels = [one.label for one in checked.apart if one.what == "region" and one.kind == "total"]
    if not labels:
        return {}
    return _of_line(checked, "region", labels[0], checked.line("region", labels[0]))


def _own_totals(checked):
    labels = [one.label for one in checked.apart if one.what == "industry" and one.kind == "total"]
    if not labels:
        return {}
    line = checked.line("industry", labels[0])
    return {"totals": line} if line.reindex(checked.table().index).notna().all() else {}


def _comparison(checked, table, held):
    reference, totals, whole = held.get("reference"), held.get("totals"), held.get("corner")
    name = held.get("name", "")
    if reference is not None:
        reference = reference.reindex(table.columns)
        unknown = list(reference.index[reference.isna()])
        if unknown and len(unknown) == len(reference):
            raise FileError(
                tell(
                    "{file}: the reference {name} has no amount for any industry of the table.",
                    file=checked.name,
                    name=quoted(name),
                )
            )
        if unknown:
            # An industry whose nation is withheld cannot be compared; published totals still hold it.
            table, reference = table.drop(columns=unknown), reference.drop(unknown)
    else:
        unknown = []
    if totals is not None:
        totals = totals.reindex(table.index)
        if totals.isna().any():
            totals = None
    if unknown and totals is None:
        whole = None
    full = _without_missing(table)
    sentences = _sentences(checked, table, full, reference, totals, name, unknown)
    return Comparison(table, full, reference, whole, totals, name, sentences)


def _without_missing(table):
    """The larger part without a missing amount: without some industries, or without some regions."""
    missing = table.isna()
    if not missing.to_numpy().any():
        return table
    by_industry = table.loc[:, ~missing.any(axis=0)]
    by_region = table.loc[~missing.any(axis=1)]
    return by_industry if by_industry.to_numpy().sum() >= by_region.to_numpy().sum() else by_region


def _sentences(checked, table, full, reference, totals, name, unknown):
    regions, industries = table.shape
    if reference is None:
        yielded = [
            tell_many(
                "Every quotient, share and gap is relative to the {n} region of this file: 1 means as there, not as in "
                "the nation.",
                "Every quotient, share and gap is relative to the {n} regions of this file together: 1 means as in "
                "their sum, not as in a nation that holds more. To compare with another, say reference= (on the "
                "command line --reference).",
                regions,
            )
        ]
    else:
        yielded = [
            tell(
                "Quotients and gaps are relative to {name}: 1 means as there. Relatedness, complexity and "
                "concentration compare the regions of this file with each other.",
                name=quoted(name),
            )
        ]
    if unknown:
        yielded.append(
            tell_many(
                "{n} industry is left out, since {name} has no amount for it: {labels}.",
                "{n} industries are left out, since {name} has no amount for them: {labels}.",
                len(unknown),
                name=quoted(name),
                labels=listed(unknown),
            )
        )
    cells = int(table.isna().to_numpy().sum())
    if not cells:
        return yielded
    if totals is not None and reference is not None:
        yielded.append(
            tell(
                "Location quotients take each region's total and the reference as the file prints them, so that a "
                "missing amount leaves its own quotient open and no other."
            )
        )
    if full.shape[1] < industries:
        gone = [label for label in table.columns if label not in full.columns]
        yielded.append(
            tell_many(
                "Indicators that need every amount are computed without {n} industry in which one is missing: "
                "{labels}.",
                "Indicators that need every amount are computed without {n} industries in which one is missing: "
                "{labels}.",
                len(gone),
                labels=listed(gone),
            )
        )
    elif len(full) < regions:
        gone = [label for label in table.index if label not in full.index]
        yielded.append(
            tell_many(
                "Indicators that need every amount are computed without {n} region in which one is missing: {labels}.",
                "Indicators that need every amount are computed without {n} regions in which one is missing: {labels}.",
                len(gone),
                labels=listed(gone),
            )
        )
    return yielded
