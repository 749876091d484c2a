"""From a file to a checked table: nothing is repaired, and what is guessed is said."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Literal

import pandas as pd

from ..checked import CheckedTable, counted
from .codes_beside import check_levels, check_namesakes, codes_of
from .column_names import is_code_name, is_flag_name, plain
from .delimited import separated
from .encodings import decoded
from ..errors import FileError, leave_out, listed, option
from .file_kinds import LARGEST, check_size, is_workbook
from .labels import as_labels, check_alike
from .number_texts import as_numbers, as_years, check_points, looks_like_number, means_withheld
from .remarks import remarks_on
from .roles import assigned
from .sheets import headed
from .sums import check_sums
from .workbooks import sheet_rows

__all__ = ["MOST_PAIRS", "read_table"]

MOST_PAIRS = 500_000
LAYOUTS = ("long", "wide", "years")
ROWS = ("totals", "plants")


def read_table(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    region: str | None = None,
    industry: str | None = None,
    value: str | None = None,
    year: str | None = None,
    plant: str | None = None,
    group: str | None = None,
    x: str | None = None,
    y: str | None = None,
    layout: Literal["long", "wide", "years"] | None = None,
    rows: Literal["totals", "plants"] | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    none: str | Sequence[str] = (),
    without: str | Sequence[str] = (),
    sheet: str | None = None,
    header: int | None = None,
    largest: float = LARGEST,
) -> CheckedTable:
    """Read a table of regions and industries from a CSV file or an Excel workbook, checked cell by cell.

    Parameters
    ----------
    source : path or bytes
        The file, or its content.
    name : str, optional
        What to call it in messages; the file's name unless said.
    region, industry, value, year, plant, group, x, y : str, optional
        Names of columns: where, what, how much (jobs, or a plant's size), when, which plant, the broad class of the
        industry, and a plant's coordinates. Those not said are found by their names, in English, Korean or German.
    layout : {"long", "wide", "years"}, optional
        One row per region and industry; one row per region with a column per industry (or the other way round);
        one row per region and industry with a column per year.
    rows : {"totals", "plants"}, optional
        What a row of a long table is. Plants are assumed only if a column is named as size, or one as plant; where
        that leaves each region and industry with one amount, it is asked.
    encoding : str, optional
        UTF-8 and Korean CP949 are told apart; any other must be said.
    separator : str, optional
        Comma, semicolon, tab and vertical bar are told apart.
    decimal, thousands : str, optional
        The marks inside numbers; the decimal mark is a point unless said. Without ``thousands`` none is accepted,
        since 1,234 may be a thousand or one.
    none : str or sequence of str
        Marks that mean no job at all; ``""`` is an empty cell. What is withheld or unknown is not none.
    without : str or sequence of str
        Regions, industries and columns of a wide table to leave out, such as totals. They are left out before any
        number is read. ``""`` says that no sum is among the rest, whatever its name or its numbers.
    sheet : str, optional
        The sheet of a workbook, if several hold data.
    header : int, optional
        The line with the names of columns, if it is not the first.
    largest : float
        Megabytes that are read at most.

    Returns
    -------
    CheckedTable
        The rows, and everything that was assumed.

    Raises
    ------
    FileError
        If anything cannot be read in exactly one way. The sentence names the file, the place and the way out.
    ImportError
        For a workbook, if openpyxl is not installed.

    Notes
    -----
    Nothing in a file is executed: formulas are not computed, macros not run, addresses not followed.

    Examples
    --------
    >>> read_table(b"region,industry,jobs\\nLinz,steel,120\\nLinz,soap,5\\nWels,soap,7\\n", name="jobs.csv")
    jobs.csv: 3 rows: 2 regions, 2 industries; jobs in all: 132.
      Encoding: UTF-8: all bytes are valid.
      Separator: comma: it splits every line alike.
      Layout: long: there is a column for the region and one for the industry.
      Columns: region = 'region', industry = 'industry', value = 'jobs'.
      Rows: totals, one for each region and industry.
      Pairs without a row: 1 of 4 counted as none.
    """
    given = {key: cell for key, cell in locals().items() if key not in ("source", "name")}
    options = {key: cell for key, cell in given.items() if cell != _DEFAULTS.get(key)}
    data, name = _bytes_of(source, name, largest)
    roles = {
        key: given[key]
        for key in ("region", "industry", "value", "year", "plant", "group", "x", "y")
    }
    try:
        _check_choices(layout, rows, decimal, thousands)
        return _Reading(data, name, given, roles).table(options)
    except FileError as error:
        raise FileError(f"{name}: {error}") from error.__cause__


_DEFAULTS = {"none": (), "without": (), "largest": LARGEST}


def _bytes_of(source, name, largest):
    if isinstance(source, (bytes, bytearray, memoryview)):
        data, name = bytes(source), _printable(name or "the file")
        try:
            check_size(len(data), largest)
        except FileError as error:
            raise FileError(f"{name}: {error}") from None
        return data, name
    if not isinstance(source, (str, PathLike)):
        raise TypeError(f"source: expected a path or bytes, got {type(source).__name__}.")
    shown = _printable(name or Path(source).name)
    if "://" in str(source):
        raise FileError(
            f"{source}: is an address; fetch the file first. Nothing is read from other machines."
        )
    try:
        if Path(source).is_dir():
            raise FileError(f"{source}: is a folder; name one file in it.")
        check_size(Path(source).stat().st_size, largest)
        return Path(source).read_bytes(), shown
    except FileNotFoundError as error:
        raise FileError(
            f"{source}: there is no such file in {Path.cwd()}; check its name and the folder."
        ) from error
    except FileError as error:
        raise FileError(
            f"{shown}: {error}" if str(error).startswith("it ") else str(error)
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(
            f"{shown}: it cannot be opened ({reason}); check that you may read it."
        ) from error


def _printable(name):
    """A file's name without what a terminal would obey or a page could not hold."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name
    )


def _check_choices(layout, rows, decimal, thousands):
    for value, choices, name in ((layout, LAYOUTS, "layout"), (rows, ROWS, "rows")):
        if value is not None and value not in choices:
            raise FileError(
                f"{name} {value!r} is not known; choose one of {', '.join(map(repr, choices))}."
            )
    if decimal not in (None, ".", ","):
        raise FileError(f"decimal {decimal!r} is not known; choose '.' or ','.")
    decimal = decimal or "."
    if thousands is not None and (
        len(thousands) != 1 or thousands == decimal or thousands.isalnum()
    ):
        raise FileError(
            f"thousands {thousands!r} must be one mark other than the decimal {decimal!r}."
        )


class _Reading:
    """One file on its way from bytes to a table."""

    def __init__(self, data, name, given, roles):
        self.data, self.name, self.given, self.said = data, name, given, roles
        self.none, self.without = _several(given["none"]), _several(given["without"])
        self.notes, self.remarks = [], []

    def table(self, options):
        sheet = self._sheet()
        roles = assigned(sheet, self.said, self.given["layout"], set(self.without), self.notes)
        frame = (
            self._long(sheet, roles) if roles.layout == "long" else self._unpivoted(sheet, roles)
        )
        for what in ("region", "industry"):
            check_alike(frame[what], what)
        frame, kind = self._without(frame), self._kind(roles)
        self._ask_sizes(sheet, roles)
        self._check_groups(frame)
        self._ask_kind(frame, roles)
        self._check_pairs(frame, kind, sheet, roles)
        if kind == "totals":
            check_levels(sheet, roles, frame, lambda places: _leave(frame, places))
        frame = self._with_numbers(frame, kind, roles.layout)
        self._check_flags(sheet, roles, frame)
        if kind == "totals":
            codes = {what: codes_of(sheet, roles, frame, what) for what in ("region", "industry")}
            self.remarks += check_sums(frame, "" in self.without, codes)
        unit = (
            roles.columns.get("value")
            or roles.columns.get("size")
            or ("plants" if kind == "plants" else "amount")
        )
        return CheckedTable(
            self.name,
            frame,
            unit,
            kind,
            self.notes,
            self.remarks + remarks_on(frame, kind),
            roles.coordinates if kind == "plants" else None,
            hashlib.sha256(self.data).hexdigest(),
            options,
        )

    def _sheet(self):
        given = self.given
        if is_workbook(self.data, given["largest"]):
            rows, lines = sheet_rows(
                self.data, given["sheet"], given["header"], self.notes, self.remarks
            )
        else:
            text, said = decoded(self.data, given["encoding"])
            self.notes.append(("Encoding", said))
            rows, lines, said = separated(text, given["separator"])
            self.notes.append(("Separator", said))
        return headed(rows, lines, given["header"], self.notes)

    def _with_numbers(self, frame, kind, layout):
        """The cells with amounts as numbers, once all that is left out is left out."""
        cells, lines, columns = list(frame["value"]), list(frame.index), list(frame["column"])
        given = self.given
        check_points(cells, lines, columns, given["decimal"], given["thousands"])
        numbers = as_numbers(
            cells,
            lines,
            columns,
            decimal=given["decimal"],
            thousands=given["thousands"],
            none=self.none,
            positive=kind == "plants",
            leave=lambda places: _leave(frame, places),
            amounts="say value= with the name of the column that holds the amounts"
            if layout == "long"
            else None,
        )
        self._note_none(cells)
        return frame.drop(columns="column").assign(value=numbers)

    def _note_none(self, cells):
        texts = pd.Series(
            ["" if cell is None else str(cell).strip() for cell in cells], dtype=object
        )
        for mark in dict.fromkeys(mark.strip() for mark in self.none):
            count = int((texts == mark).sum())
            shown = repr(mark) if mark else "empty"
            self.notes.append(("Read as none", f"{shown} in {counted(count, 'cell')}: as you said"))
            if count and mark not in ("", "-", "–", "—", "0") and means_withheld(mark):
                self.remarks.append(
                    f"{counted(count, 'cell')} with {shown} count as none, as you said; where the mark means withheld "
                    "or unknown, the numbers are too small there."
                )

    def _kind(self, roles):
        if roles.layout != "long":
            if self.given["rows"] == "plants":
                raise FileError(
                    "a file of plants is long: one row per plant with its region and its industry."
                )
            return "totals"
        return self.given["rows"] or (
            "plants" if {"plant", "size"} & set(roles.columns) else "totals"
        )

    def _ask_sizes(self, sheet, roles):
        """Classes of size beside amounts: rows are sums of plants, not plants."""
        name = roles.columns.get("size")
        if name is None or "value" not in roles.columns or self.given["rows"] is not None:
            return
        cells = [row[sheet.names.index(name)] for row in sheet.rows]
        classes = [cell for cell in cells if means_withheld(cell)]
        if classes:
            raise FileError(
                f"its column {name!r} is called like the size of plants and holds classes such as "
                f"{str(classes[0])[:40]!r}, so that rows may be sums of plants. Say {option(rows='totals')} and "
                f"keep the rows of one class, or of all; or say {option(rows='plants')} if each row is a plant."
            )

    def _ask_kind(self, frame, roles):
        """A column of running numbers or of size classes makes no plants of totals."""
        keys = [name for name in ("region", "industry", "year") if name in frame]
        guessed = (
            self.given["rows"] is None
            and self.given["plant"] is None
            and "size" not in roles.columns
        )
        if not ({"plant", "value"} <= set(roles.columns) and guessed):
            return
        named = roles.columns["plant"]
        if not frame.duplicated(keys).any():
            raise FileError(
                f"its column {named!r} is called like one of plants, and each pair of region and "
                f"industry has one row only, as in a table of totals. Say {option(rows='totals')}, or "
                f"{option(rows='plants')}."
            )
        if plain(named) == "id":
            raise FileError(
                f"its column {named!r} may number plants, or only the rows of a table of totals. Say "
                f"{option(rows='plants')}, or {option(rows='totals')}."
            )

    def _check_flags(self, sheet, roles, frame):
        """Some offices print 0 and say in a column beside it that the number is withheld."""
        used = set(roles.columns.values()) | set(roles.across)
        for name in sheet.names:
            if name in used or not is_flag_name(name) or _of_another(name, sheet, roles):
                continue
            place = sheet.names.index(name)
            marks = {
                line: str(row[place]).strip()
                for line, row in zip(sheet.lines, sheet.rows, strict=True)
                if row[place] is not None
                and str(row[place]).strip()
                and not _says_nothing(name, row[place])
            }
            marked = frame[frame.index.isin(list(marks))]
            nothing = marked.index[marked["value"] == 0]
            if len(nothing):
                line, places = nothing[0], frame.index.isin(nothing).nonzero()[0]
                raise FileError(
                    f"the column {name!r} marks {counted(len(nothing), 'amount')} of 0, the first in line {line} with "
                    f"{marks[line]!r}: these are withheld or unknown, which is not zero. Put estimates in their place "
                    f"and empty the mark, or {_leave(frame, places)}. If the mark means something else, rename the "
                    "column."
                )
            if len(marked):
                told = listed(dict.fromkeys(marks[line] for line in marked.index), 4)
                self.remarks.append(
                    f"the column {name!r} marks {counted(len(marked), 'amount')} ({told}); they were read as they are."
                )

    def _long(self, sheet, roles):
        kind, cells = self._kind(roles), {}
        columns = dict(roles.columns)
        # A column named as size is a plant's; one named as amount is taken where both are there.
        amount = columns.pop("value", None) or columns.get("size")
        columns.pop("size", None)
        if kind == "totals":
            of_plants = [columns.pop(role) for role in ("plant", "x", "y") if role in columns]
            if of_plants:
                self.notes.append(("Columns of plants, not used for totals", listed(of_plants)))
        for role, name in columns.items():
            place = sheet.names.index(name)
            cells[role] = self._column([row[place] for row in sheet.rows], sheet.lines, name, role)
        if amount is None and kind == "totals":
            raise FileError(
                f"it has no column for the value: totals need one; its columns are {listed(sheet.names)}. Say value= "
                f"with its name (on the command line --value=NAME), or {option(rows='plants')} if each row is a plant."
            )
        if amount is None:
            values, cells["column"] = [1.0] * len(sheet.rows), "(each plant as 1)"
            self.notes.append(("Amounts", "no column of sizes, so each plant counts as 1"))
        else:
            place = sheet.names.index(amount)
            values, cells["column"] = [row[place] for row in sheet.rows], amount
        told = "one for each region and industry" if kind == "totals" else "one for each plant"
        self.notes.append(
            ("Rows", f"{kind}, {told}" + (": as you said" if self.given["rows"] else ""))
        )
        frame = pd.DataFrame(cells, index=pd.Index(sheet.lines, name="line"))
        # As they stand in the file: 120 does not become 120.0.
        return frame.assign(value=pd.Series(values, index=frame.index, dtype=object))

    def _column(self, cells, lines, name, role):
        if role == "year":
            return as_years(cells, lines, name)
        if role in ("x", "y"):
            return _coordinate(cells, lines, name, self.given["decimal"])
        return as_labels(cells, lines, name, role)

    def _unpivoted(self, sheet, roles):
        """Columns that stand across become rows; each keeps the line it came from."""
        of = {
            role: sheet.names.index(name) for role, name in roles.columns.items() if role in _KEYS
        }
        keys = {
            role: self._column(
                [row[place] for row in sheet.rows], sheet.lines, sheet.names[place], role
            )
            for role, place in of.items()
        }
        across = (
            "year"
            if roles.layout == "years"
            else ("region" if "region" not in keys else "industry")
        )
        if "" in roles.across:
            raise FileError(
                f"a column without a name would be taken for one of the names of {across}; name it, or delete it if "
                "it only numbers the rows."
            )
        if across != "year":
            as_labels(roles.across, [1] * len(roles.across), "names of columns", across)
        parts = []
        for name in roles.across:
            place = sheet.names.index(name)
            label = int(name[:4]) if across == "year" else name
            values = pd.Series([row[place] for row in sheet.rows], index=sheet.lines, dtype=object)
            parts.append(
                pd.DataFrame(
                    {**keys, across: label, "value": values, "column": name}, index=sheet.lines
                )
            )
        return pd.concat(parts).rename_axis("line")

    def _check_groups(self, frame):
        if "group" not in frame:
            return
        classes = frame.groupby("industry")["group"].unique()
        mixed = classes[classes.map(len) > 1]
        if len(mixed):
            raise FileError(
                f"industry {mixed.index[0]!r} lies in the classes {mixed.iloc[0][0]!r} and {mixed.iloc[0][1]!r}; each "
                "industry has one class. Correct it, or rename the column of classes so that it is not used."
            )

    def _without(self, frame):
        labels = [label for label in self.without if label]
        known = {*frame["region"], *frame["industry"]}
        for label in labels:
            if label not in known:
                raise FileError(
                    f"there is no region or industry {label!r} to leave out; check its spelling."
                )
        if not labels:
            return frame
        kept = frame[~frame["region"].isin(labels) & ~frame["industry"].isin(labels)]
        if kept.empty:
            raise FileError(f"without {', '.join(map(repr, labels))} no row is left.")
        told = ", ".join(map(repr, labels))
        self.notes.append(
            ("Left out", f"{told}, {counted(len(frame) - len(kept), 'row')}: as you said")
        )
        return kept

    def _check_pairs(self, frame, kind, sheet, roles):
        regions, industries = frame["region"].nunique(), frame["industry"].nunique()
        if regions * industries > MOST_PAIRS:
            raise FileError(
                f"{regions:,} regions and {industries:,} industries make {regions * industries:,} pairs, and a report "
                f"holds {MOST_PAIRS:,} at most; if both columns are the right ones take broader classes, or "
                "the functions themselves on a database engine."
            )
        if kind == "plants":
            return self._check_plants(frame)
        check_namesakes(sheet, roles, frame)
        keys = ["region", "industry", *(["year"] if "year" in frame else [])]
        twice = frame.duplicated(keys, keep=False)
        if twice.any():
            first = frame[twice].iloc[0]
            same = frame[(frame[keys] == first[keys]).all(axis=1)]
            where = f" in {first['year']}" if "year" in frame else ""
            kinds = _differing(sheet, roles, same.index)
            plants = (
                f" If a row is a plant, say {option(rows='plants')}."
                if roles.layout == "long"
                else ""
            )
            raise FileError(
                f"region {first['region']!r}, industry {first['industry']!r}{where} stands in lines "
                f"{' and '.join(map(str, same.index[:2]))}; each pair has one row{kinds}."
                f"{plants} If rows are parts, add them up; if it is a double entry, delete one."
            )
        years = frame["year"].nunique() if "year" in frame else 1
        absent = regions * industries * years - len(frame)
        if absent:
            self.notes.append(
                (
                    "Pairs without a row",
                    f"{absent:,} of {regions * industries * years:,} counted as none",
                )
            )
        return None

    def _check_plants(self, frame):
        if "plant" not in frame:
            return
        keys = ["plant", *(["year"] if "year" in frame else [])]
        twice = frame.duplicated(keys, keep=False)
        if twice.any():
            plant = frame[twice].iloc[0]["plant"]
            lines = frame.index[frame["plant"] == plant]
            raise FileError(
                f"plant {plant!r} stands in lines {lines[0]} and {lines[1]}; each plant has one row. If its name is "
                "no key, rename the column so that it is not used; if it is a double entry, delete one."
            )


_KEYS = ("region", "industry", "year")


def _several(given):
    return (given,) if isinstance(given, str) else tuple(given)


def _leave(frame, places):
    """How to do without some cells: by the industries or the regions in which they stand, whichever are fewer."""
    ways = []
    for what in ("industry", "region"):
        labels = list(dict.fromkeys(frame[what].iloc[place] for place in places))
        if labels and len(labels) < frame[what].nunique():
            ways.append((len(labels), what, labels))
    if not ways:
        return "take broader classes, in which fewer numbers are withheld"
    number, what, labels = min(ways, key=lambda way: way[0])
    which = what if number == 1 else counted(number, what)
    return f"leave out the {which} concerned with {leave_out(labels)}"


def _differing(sheet, roles, lines):
    """In which column that is not used two lines differ, if in one: kinds of amounts may stand below each other."""
    first, second = (sheet.rows[sheet.lines.index(line)] for line in lines[:2])
    used = {*roles.columns.values(), *roles.across}
    for name, one, other in zip(sheet.names, first, second, strict=True):
        numbers = looks_like_number(one) and looks_like_number(other) and not is_code_name(name)
        if name not in used and str(one) != str(other) and not numbers:
            return (
                f". They differ in the column {name!r}, which is not used ({str(one)[:40]!r}, {str(other)[:40]!r}): if "
                "these are kinds of amounts, keep the rows of one kind"
            )
    return ""


def _of_another(flags, sheet, roles):
    """Whether marks belong to an amount that is not read: ap_nf are those of ap."""
    amount = roles.columns.get("value") or roles.columns.get("size")
    return flags.casefold().endswith("_nf") and flags[:-3] in sheet.names and flags[:-3] != amount


def _says_nothing(flags, mark):
    """In the codes of statistical offices A is a usual value and F one that is free to be published."""
    return plain(flags).endswith("status") and str(mark).strip() in ("A", "F")


def _coordinate(cells, lines, name, decimal):
    numbers = []
    for cell, line in zip(cells, lines, strict=True):
        text = str(cell).strip().lstrip("-")
        try:
            size = as_numbers([text], [line], name, decimal=decimal)[0]
        except FileError:
            raise FileError(
                f"line {line}, column {name!r} is {str(cell)[:60]!r}, which is not a coordinate."
            ) from None
        numbers.append(-size if str(cell).strip().startswith("-") else size)
    return numbers
