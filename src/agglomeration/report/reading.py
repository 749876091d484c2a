"""From a file to a checked table: nothing is repaired, and what is guessed is said."""

import hashlib
from os import PathLike
from pathlib import Path

import pandas as pd

from .checked import CheckedTable, counted
from .delimited import separated
from .encodings import decoded
from .errors import FileError, option
from .file_kinds import LARGEST, check_size, is_workbook
from .labels import as_labels, check_alike
from .number_texts import as_numbers, as_years
from .remarks import check_totals, remarks_on
from .roles import assigned
from .sheets import headed
from .workbooks import sheet_rows

__all__ = ["MOST_PAIRS", "read_table"]

MOST_PAIRS = 500_000
LAYOUTS = ("long", "wide", "years")
ROWS = ("totals", "plants")


def read_table(
    source,
    *,
    name=None,
    region=None,
    industry=None,
    value=None,
    year=None,
    plant=None,
    group=None,
    x=None,
    y=None,
    layout=None,
    rows=None,
    encoding=None,
    separator=None,
    decimal=".",
    thousands=None,
    none=(),
    without=(),
    sheet=None,
    header=None,
    largest=LARGEST,
):
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
        What a row of a long table is. Plants are assumed only if a column is named as plant or size.
    encoding : str, optional
        UTF-8 and Korean CP949 are told apart; any other must be said.
    separator : str, optional
        Comma, semicolon, tab and vertical bar are told apart.
    decimal, thousands : str, optional
        The marks inside numbers. Without ``thousands`` none is accepted, since 1,234 may be a thousand or one.
    none : str or sequence of str
        Marks that mean no job at all; ``""`` is an empty cell.
    without : str or sequence of str
        Regions and industries to leave out, such as totals.
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
    roles = {key: given[key] for key in ("region", "industry", "value", "year", "plant", "group", "x", "y")}
    try:
        _check_choices(layout, rows, decimal, thousands)
        return _Reading(data, name, given, roles).table(options)
    except FileError as error:
        raise FileError(f"{name}: {error}") from error.__cause__


_DEFAULTS = {"decimal": ".", "none": (), "without": (), "largest": LARGEST}


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
        raise FileError(f"{source}: is an address; fetch the file first. Nothing is read from other machines.")
    try:
        if Path(source).is_dir():
            raise FileError(f"{source}: is a folder; name one file in it.")
        check_size(Path(source).stat().st_size, largest)
        return Path(source).read_bytes(), shown
    except FileNotFoundError as error:
        raise FileError(f"{source}: there is no such file in {Path.cwd()}; check its name and the folder.") from error
    except FileError as error:
        raise FileError(f"{shown}: {error}" if str(error).startswith("it ") else str(error)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"{shown}: it cannot be opened ({reason}); check that you may read it.") from error


def _printable(name):
    """A file's name without what a terminal would obey or a page could not hold."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


def _check_choices(layout, rows, decimal, thousands):
    for value, choices, name in ((layout, LAYOUTS, "layout"), (rows, ROWS, "rows")):
        if value is not None and value not in choices:
            raise FileError(f"{name} {value!r} is not known; choose one of {', '.join(map(repr, choices))}.")
    if decimal not in (".", ","):
        raise FileError(f"decimal {decimal!r} is not known; choose '.' or ','.")
    if thousands is not None and (len(thousands) != 1 or thousands == decimal or thousands.isalnum()):
        raise FileError(f"thousands {thousands!r} must be one mark other than the decimal {decimal!r}.")


class _Reading:
    """One file on its way from bytes to a table."""

    def __init__(self, data, name, given, roles):
        self.data, self.name, self.given, self.said = data, name, given, roles
        self.notes = []

    def table(self, options):
        sheet = self._sheet()
        roles = assigned(sheet, self.said, self.given["layout"], self.notes)
        frame = self._long(sheet, roles) if roles.layout == "long" else self._unpivoted(sheet, roles)
        for what in ("region", "industry"):
            check_alike(frame[what], what)
        frame, kind = self._without(frame), self._kind(roles)
        self._check_pairs(frame, kind)
        check_totals(frame, kind)
        unit = roles.columns.get("value") or roles.columns.get("size") or ("plants" if kind == "plants" else "amount")
        return CheckedTable(
            self.name,
            frame,
            unit,
            kind,
            self.notes,
            remarks_on(frame, kind, self.given["decimal"], self.given["thousands"]),
            roles.coordinates if kind == "plants" else None,
            hashlib.sha256(self.data).hexdigest(),
            options,
        )

    def _sheet(self):
        given = self.given
        if is_workbook(self.data, given["largest"]):
            rows, lines = sheet_rows(self.data, given["sheet"], given["header"], self.notes)
        else:
            text, said = decoded(self.data, given["encoding"])
            self.notes.append(("Encoding", said))
            rows, lines, said = separated(text, given["separator"])
            self.notes.append(("Separator", said))
        return headed(rows, lines, given["header"], self.notes)

    def _numbers(self, cells, lines, column, positive=False):
        given = self.given
        none = (given["none"],) if isinstance(given["none"], str) else tuple(given["none"])
        return as_numbers(
            cells,
            lines,
            column,
            decimal=given["decimal"],
            thousands=given["thousands"],
            none=none,
            positive=positive,
        )

    def _kind(self, roles):
        if roles.layout != "long":
            if self.given["rows"] == "plants":
                raise FileError("a file of plants is long: one row per plant with its region and its industry.")
            return "totals"
        return self.given["rows"] or ("plants" if {"plant", "size"} & set(roles.columns) else "totals")

    def _long(self, sheet, roles):
        kind, cells = self._kind(roles), {}
        columns = dict(roles.columns)
        # A column named as size is a plant's; one named as amount is taken where both are there.
        amount = columns.pop("value", None) or columns.get("size")
        columns.pop("size", None)
        if kind == "totals":
            columns = {role: name for role, name in columns.items() if role not in ("plant", "x", "y")}
        for role, name in columns.items():
            place = sheet.names.index(name)
            cells[role] = self._column([row[place] for row in sheet.rows], sheet.lines, name, role)
        if amount is None:
            cells["value"] = [1.0] * len(sheet.rows)
            self.notes.append(("Amounts", "no column of sizes, so each plant counts as 1"))
        else:
            place = sheet.names.index(amount)
            column = [row[place] for row in sheet.rows]
            cells["value"] = self._numbers(column, sheet.lines, amount, positive=kind == "plants")
        told = "one for each region and industry" if kind == "totals" else "one for each plant"
        self.notes.append(("Rows", f"{kind}, {told}" + (": as you said" if self.given["rows"] else "")))
        frame = pd.DataFrame(cells, index=pd.Index(sheet.lines, name="line"))
        self._check_groups(frame)
        return frame

    def _column(self, cells, lines, name, role):
        if role == "year":
            return as_years(cells, lines, name)
        if role in ("x", "y"):
            return _coordinate(cells, lines, name, self.given["decimal"])
        return as_labels(cells, lines, name, role)

    def _unpivoted(self, sheet, roles):
        """Columns that stand across become rows; each keeps the line it came from."""
        of = {role: sheet.names.index(name) for role, name in roles.columns.items() if role in _KEYS}
        keys = {
            role: self._column([row[place] for row in sheet.rows], sheet.lines, sheet.names[place], role)
            for role, place in of.items()
        }
        across = "year" if roles.layout == "years" else ("region" if "region" not in keys else "industry")
        if across != "year":
            as_labels(roles.across, [1] * len(roles.across), "names of columns", across)
        parts = []
        for name in roles.across:
            place = sheet.names.index(name)
            numbers = self._numbers([row[place] for row in sheet.rows], sheet.lines, name)
            label = int(name[:4]) if across == "year" else name
            parts.append(pd.DataFrame({**keys, across: label, "value": numbers}, index=sheet.lines))
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
        given = self.given["without"]
        labels = [given] if isinstance(given, str) else list(given)
        known = {*frame["region"], *frame["industry"]}
        for label in labels:
            if label not in known:
                raise FileError(f"there is no region or industry {label!r} to leave out; check its spelling.")
        if not labels:
            return frame
        kept = frame[~frame["region"].isin(labels) & ~frame["industry"].isin(labels)]
        if kept.empty:
            raise FileError(f"without {', '.join(map(repr, labels))} no row is left.")
        told = ", ".join(map(repr, labels))
        self.notes.append(("Left out", f"{told}, {counted(len(frame) - len(kept), 'row')}: as you said"))
        return kept

    def _check_pairs(self, frame, kind):
        regions, industries = frame["region"].nunique(), frame["industry"].nunique()
        if regions * industries > MOST_PAIRS:
            raise FileError(
                f"{regions:,} regions and {industries:,} industries make {regions * industries:,} pairs, and a report "
                f"holds {MOST_PAIRS:,} at most; if both columns are the right ones take broader classes, or "
                "the functions themselves on a database engine."
            )
        if kind == "plants":
            return self._check_plants(frame)
        keys = ["region", "industry", *(["year"] if "year" in frame else [])]
        twice = frame.duplicated(keys, keep=False)
        if twice.any():
            first = frame[twice].iloc[0]
            same = frame[(frame[keys] == first[keys]).all(axis=1)]
            where = f" in {first['year']}" if "year" in frame else ""
            raise FileError(
                f"region {first['region']!r}, industry {first['industry']!r}{where} stands in lines "
                f"{' and '.join(map(str, same.index[:2]))}; each pair has one row. If a row is a plant, say "
                f"{option(rows='plants')}; if rows are parts, add them up; if it is a double entry, delete one."
            )
        years = frame["year"].nunique() if "year" in frame else 1
        absent = regions * industries * years - len(frame)
        if absent:
            self.notes.append(
                ("Pairs without a row", f"{absent:,} of {regions * industries * years:,} counted as none")
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


def _coordinate(cells, lines, name, decimal):
    numbers = []
    for cell, line in zip(cells, lines, strict=True):
        text = str(cell).strip().lstrip("-")
        try:
            size = as_numbers([text], [line], name, decimal=decimal)[0]
        except FileError:
            raise FileError(f"line {line}, column {name!r} is {str(cell)[:60]!r}, which is not a coordinate.") from None
        numbers.append(-size if str(cell).strip().startswith("-") else size)
    return numbers
