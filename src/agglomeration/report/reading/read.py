"""From a file to a checked table: nothing is repaired, and what is guessed is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.words import joined, marked, paragraph, quoted, tell, tell_many

from ..checked import CheckedTable
from ..errors import FileError, leave_out, listed, option
from ..options import LARGEST, LAYOUTS, ROWS, option_named
from .classes import ask_classes, remarks_on_classes
from .coded_cells import without_codes
from .codes_beside import check_levels, check_namesakes, codes_of
from .column_names import is_flag_name, plain
from .dashes import ask_unproved
from .delimited import separated, without_formulas_of_text
from .encodings import decoded
from .file_kinds import is_workbook
from .filled_down import filled_down
from .flags_beside import flags_beside
from .forms import recognized, unpacked
from .grid import Grid, filled, text_of
from .joined_columns import JOIN, joined_columns
from .labels import check_alike
from .levels import levels_of, note_apart
from .long_table import long_table
from .marks import DASHES, known_mark
from .number_texts import Rules, as_amounts, looks_like_amount, note_marks
from .remarks import remarks_on, remarks_on_digits, remarks_on_unit
from .roles import assigned
from .rows_kept import (
    differing_column,
    keep_one_item,
    keep_only,
    keep_totals_of_others,
    unit_of,
)
from .several_kinds import ask_shares_by_values
from .sheets import headed
from .source import opened_source, sheet_of_frame
from .workbooks import sheet_rows

__all__ = ["LAYOUTS", "MOST_PAIRS", "ROWS", "read_table"]

MOST_PAIRS = 500_000


NONE = marked("{pairs} of {every} counted as none")
NOT_AVAILABLE = marked("{pairs} of {every} counted as not available")


def read_table(
    source: Any,
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
    only: str | Sequence[str] = (),
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    none: str | Sequence[str] = (),
    withheld: str | Sequence[str] = (),
    not_available: str | Sequence[str] = (),
    without: str | Sequence[str] = (),
    absent: Literal["none", "not available"] | None = None,
    region_level: int | None = None,
    industry_level: int | None = None,
    sheet: str | None = None,
    header: int | None = None,
    footer: int | None = None,
    largest: float = LARGEST,
    progress: Callable[[str], None] | None = None,
) -> CheckedTable:
    """Read a table of regions and industries from a file as offices publish it, or from a frame, checked cell by cell.

    Parameters
    ----------
    source : path, bytes or frame
        A CSV file, an Excel workbook, Parquet or Feather; its content; or a frame of pandas, Polars or Arrow.
    name : str, optional
        What to call it in messages; the file's name unless said.
    region, industry, value, year, plant, group, x, y : str, optional
        Names of columns: where, what, how much (jobs, or a plant's size), when, which plant, the broad class of the
        industry, and a plant's coordinates. Those not said are found by their names, in English, Korean or German.
        Where only several columns together tell the region or the industry, their names with a plus between them, the
        broadest first: ``"시도+시군구"``, ``"state+county"``.
    layout : {"long", "wide", "years"}, optional
        One row per region and industry; one row per region with a column per industry (or the other way round);
        one row per region and industry with a column per year.
    rows : {"totals", "plants"}, optional
        What a row of a long table is. Plants are assumed only if a column is named as size, or one as plant; where
        that leaves each region and industry with one amount, it is asked.
    only : str or sequence of str
        Rows to keep, as ``"column=cell"``, where a file has several kinds of amounts below each other.
    encoding : str, optional
        UTF-8 and Korean CP949 are told apart; any other must be said.
    separator : str, optional
        Comma, semicolon, tab and vertical bar are told apart.
    decimal, thousands : str, optional
        The marks inside numbers; found where some number can be read in one way only, and asked otherwise, since
        1,234 may be a thousand or one.
    none, withheld, not_available : str or sequence of str
        Marks that mean no job at all, a number that is not shown, and a number that there is not; ``""`` is an empty
        cell. The marks that offices use for the last two are known. What is withheld or unknown is not none.
    without : str or sequence of str
        Regions, industries and columns of a wide table to leave out, such as totals. They are left out before any
        number is read. ``""`` says that no sum is among the rest, whatever its name or its numbers.
    absent : {"none", "not available"}, optional
        What a pair without a row means: none, unless a total shows that something is missing there; then it is asked.
    region_level, industry_level : int, optional
        Which level of nested codes to take, 1 for the broadest; without it the finest that adds up to the whole.
    sheet : str, optional
        The sheet of a workbook, if several hold data.
    header : int, optional
        The line with the names of columns, if it is not found; 0 if there are none.
    footer : int, optional
        How many lines at the end are notes.
    largest : float
        Megabytes that are read at most.
    progress : callable, optional
        Is told in words what is done next.

    Returns
    -------
    CheckedTable
        The rows, and everything that was assumed.

    Raises
    ------
    FileError
        If anything cannot be read in exactly one way. The sentence names the file, the place and the way out; its
        attribute ``ways`` has the readings to choose from, as options.
    ImportError
        For a workbook, Parquet or Feather, if what reads it is not installed.

    Notes
    -----
    Nothing in a file is executed: formulas are not computed, macros not run, addresses not followed.

    Totals and broader levels are set apart, never added up: by their names, by their codes and by their sums.

    Examples
    --------
    >>> read_table(b"region,industry,jobs\\nLinz,steel,120\\nLinz,soap,(D)\\nWels,soap,7\\n", name="jobs.csv")
    jobs.csv: 3 rows: 2 regions, 2 industries; jobs in all: 127.
      Encoding: UTF-8: all bytes are valid.
      Separator: comma: it splits every line alike.
      Layout: long: there is a column for the region and one for the industry.
      Columns: region = 'region', industry = 'industry', value = 'jobs'.
      Rows: totals, one for each region and industry.
      Withheld: '(D)' in 1 cell: as offices use it.
      Pairs without a row: 1 of 4 counted as none.
    """
    given = {
        key: cell for key, cell in locals().items() if key not in ("source", "name", "progress")
    }
    options = {key: cell for key, cell in given.items() if cell != option_named(key).default}
    given |= {key: _several(given[key]) for key in SEVERAL}
    say = progress or _quiet
    opened = opened_source(source, name, largest)
    try:
        _check_choices(given)
        return _Reading(opened, given, say).table(options)
    except FileError as error:
        raise FileError(
            tell("{name}: {error}", name=opened.name, error=error), ways=error.ways
        ) from error.__cause__


def _quiet(words):
    """Nobody asked how far it is."""


SEVERAL = ("only", "none", "withheld", "not_available", "without")
_COLUMNS = ("region", "industry", "value", "year", "plant", "group", "x", "y")


def _several(given):
    return (given,) if isinstance(given, str) else tuple(given)


def _check_choices(given):
    for name in ("layout", "rows", "absent"):
        value, choices = given[name], option_named(name).choices
        if value is not None and value not in choices:
            raise FileError(
                tell(
                    "{name} {value} is not known; choose one of {choices}.",
                    name=name,
                    value=quoted(value),
                    choices=", ".join(map(repr, choices)),
                )
            )
    decimal, thousands = given["decimal"], given["thousands"]
    if decimal not in (None, ".", ","):
        raise FileError(
            tell("decimal {decimal} is not known; choose '.' or ','.", decimal=quoted(decimal))
        )
    decimal = decimal or "."
    if thousands is not None and (
        len(thousands) != 1 or thousands == decimal or thousands.isalnum()
    ):
        raise FileError(
            tell(
                "thousands {thousands} must be one mark other than the decimal {decimal}.",
                thousands=quoted(thousands),
                decimal=quoted(decimal),
            )
        )
    for name in ("region_level", "industry_level"):
        if given[name] is not None and given[name] < 1:
            raise FileError(
                tell("{name}={level}: the broadest level is 1.", name=name, level=given[name])
            )


class _Reading:
    """One file on its way from bytes to a table."""

    def __init__(self, opened, given, say):
        self.opened, self.given, self.say = opened, given, say
        self.said = {key: given[key] for key in _COLUMNS}
        self.notes, self.remarks, self.taken = [], [], []
        self.marks, self.apart = [], []
        self.within = {}
        self.dashes = pd.DataFrame()

    def table(self, options):
        self.say(tell("Reading {name} …", name=self.opened.name))
        sheet = self._sheet()
        self.say(tell("Looking for its columns …"))
        sheet, form = recognized(without_codes(unpacked(sheet, self.notes), self.notes))
        sheet = keep_only(sheet, self.given["only"], self.notes)
        item = ""
        if self.given["rows"] != "plants":
            sheet, item = keep_one_item(sheet, self.said, self.notes)
        sheet, self.dropped = self._without_columns(sheet)
        sheet, joined, self.within = joined_columns(sheet, self.said, self.notes)
        without = set(self.given["without"])
        roles = assigned(
            sheet, self.said, self.given["layout"], without, form, joined, self.notes, self.taken
        )
        kind = self._kind(roles)
        if kind == "totals":
            sheet = filled_down(sheet, roles, self.notes)
            sheet = keep_totals_of_others(sheet, roles, self.notes, form.doubles, self.remarks)
        long = long_table(sheet, roles, kind, self.given, self.notes)
        for what in ("region", "industry"):
            check_alike(long.frame[what].unique(), what)
        self._without(long)
        self._ask_classes(long.frame, roles)
        self._ask_sizes(sheet, roles)
        self._check_groups(long.frame)
        self._ask_kind(long.frame, roles)
        self._check_pairs(long.frame, kind, sheet, roles)
        if kind == "totals":
            check_levels(sheet, roles, long.frame, lambda rows: leave(long.frame, rows))
        self.say(tell("Reading its amounts …"))
        self._with_numbers(long, kind, roles, form, sheet)
        frame, apart, parents = long.frame, pd.DataFrame(), {}
        if kind == "totals":
            self.say(tell("Looking for totals and levels …"))
            frame, apart, parents = self._levels(sheet, roles, frame)
            if form.dash_by_sums:
                ask_unproved(self.dashes, frame, apart, self.apart)
        frame = self._with_absent(frame, kind).drop(columns=["row", "column"])
        unit = roles.unit or item or roles.columns.get("value") or roles.columns.get("size")
        unit = unit or unit_of(sheet)
        return CheckedTable(
            self.opened.name,
            frame,
            unit or ("plants" if kind == "plants" else "amount"),
            kind,
            self.notes,
            self.remarks + remarks_on(frame, kind) + remarks_on_unit(sheet, str(unit or "")),
            roles.coordinates if kind == "plants" else None,
            self.opened.fingerprint,
            options,
            form.name,
            self.taken,
            self.marks,
            self.apart,
            apart.drop(columns=["row", "column"], errors="ignore"),
            parents,
        )

    def _sheet(self):
        given, data = self.given, self.opened.data
        if self.opened.frame is not None:
            return sheet_of_frame(self.opened.frame)
        if is_workbook(data, given["largest"]):
            rows, lines = sheet_rows(
                data, given["sheet"], given["header"], self.notes, self.remarks
            )
            grid = Grid.of_rows(rows, lines)
        else:
            text, said = decoded(data, given["encoding"])
            self.notes.append((tell("Encoding"), said))
            del data
            grid, said = separated(text, given["separator"], self._lines_read)
            del text
            self.notes.append((tell("Separator"), said))
            grid = without_formulas_of_text(grid, self.notes)
        return headed(grid, given["header"], given["footer"], self.notes)

    def _lines_read(self, lines):
        self.say(tell("Reading {name}: {lines} lines …", name=self.opened.name, lines=f"{lines:,}"))

    def _with_numbers(self, long, kind, roles, form, sheet):
        """The cells with amounts as numbers, once all that is left out is left out."""
        frame, given = long.frame, self.given
        rules = Rules(
            given["decimal"],
            given["thousands"],
            {mark.strip() for mark in given["none"]},
            {mark.strip() for mark in given["withheld"]},
            {mark.strip() for mark in given["not_available"]},
            form.none_marks,
            form.empty_is_missing,
            form.flags_behind,
            self.opened.frame is not None,
            form.name,
        )
        lines, rows, names = frame.index.to_numpy(), frame["row"].to_numpy(), long.names
        origins = frame["column"].to_numpy()
        flags = flags_beside(sheet, roles, rows, form)
        cells = flags.excuse(long.cells) if flags else long.cells
        _check_letters(cells, origins, names, rules, lines)
        amounts = as_amounts(
            cells,
            lambda row: (int(lines[row]), names[origins[row]]),
            rules,
            self.notes,
            positive=kind == "plants",
            leave=lambda bad: leave(frame, bad),
            amounts=tell("say value= with the name of the column that holds the amounts")
            if roles.layout == "long"
            else None,
        )
        said = rules.none | rules.withheld | rules.not_available
        # `which` is 0 for a number and k for the k-th mark: so each list below begins with what holds for a number.
        dashes = [mark.text in DASHES and mark.text not in said for mark in amounts.marks]
        dashed = np.array([False, *dashes])[amounts.which]
        self.dashes = frame[dashed].assign(
            mark=[amounts.marks[k - 1].text for k in amounts.which[dashed]]
        )
        values = amounts.values
        meanings = np.array(
            ["", *(mark.meaning if mark.meaning != "none" else "" for mark in amounts.marks)],
            dtype=object,
        )[amounts.which]
        lower = np.array([0.0, *(mark.lower for mark in amounts.marks)])[amounts.which]
        upper = np.array([np.inf, *(mark.upper for mark in amounts.marks)])[amounts.which]
        self.marks += amounts.marks
        note_marks(amounts.marks, self.notes, said, form.name)
        if amounts.flags:
            told = ", ".join(f"{flag} ({count:,})" for flag, count in amounts.flags.items())
            self.notes.append(
                (
                    tell("Flags"),
                    tell("behind numbers, which were read as they are: {flags}", flags=told),
                )
            )
        self._remark_none(amounts.marks, said)
        self.remarks += remarks_on_digits(cells)
        if flags:
            flags.apply(
                values,
                meanings,
                lower,
                upper,
                lines,
                self.marks,
                self.notes,
                self.remarks,
                lambda bad: leave(frame, bad),
            )
        missing = np.isnan(values)
        frame = frame.assign(value=values)
        if kind == "totals" and given["layout"] is None and given["value"] is None:
            ask_shares_by_values(frame, roles.layout.split(",")[0])
        if missing.any():
            if kind == "plants":
                self._refuse_plants(frame, missing)
            frame["mark"] = meanings
            if (lower[missing] > 0).any() or np.isfinite(upper[missing]).any():
                frame["lower"], frame["upper"] = lower, upper
        long.frame = frame

    def _refuse_plants(self, frame, missing):
        line = int(frame.index[int(np.argmax(missing))])
        raise FileError(
            tell(
                "line {line} is a plant whose size is withheld or not known, and what counts plants needs their sizes; "
                "{out}.",
                line=line,
                out=leave(frame, missing),
            )
        )

    def _remark_none(self, marks, said):
        for mark in marks:
            if mark.meaning != "none" or mark.text in ("", "0") or mark.text in DASHES:
                continue
            if known_mark(mark.text):
                self.remarks.append(
                    tell_many(
                        "{n} cell with {mark} count as none, as you said; where the mark means withheld or unknown, "
                        "the numbers are too small there.",
                        "{n} cells with {mark} count as none, as you said; where the mark means withheld or unknown, "
                        "the numbers are too small there.",
                        int(mark.cells),
                        mark=quoted(mark.text),
                    )
                )

    def _levels(self, sheet, roles, frame):
        """What holds others is set apart: first regions, then industries."""
        kept, absent = "" in self.given["without"], self.given["absent"]
        apart: dict[str, set[str]] = {}
        parents = {}
        for what, other in (("region", "industry"), ("industry", "region")):
            beside = codes_of(sheet, roles, frame, what)
            level = self.given[f"{what}_level"]
            within = self.within.get(what, {})
            found = levels_of(
                frame, what, beside, within, kept, level, apart.get(other, set()), absent
            )
            apart[what] = {one.label for one in found.apart}
            self.apart += found.apart
            self.remarks += found.remarks
            if found.parents:
                parents[what] = pd.Series(found.parents, name=f"broader {what}", dtype=object)
        note_apart(self.apart, self.notes)
        out = frame["region"].isin(apart["region"]) | frame["industry"].isin(apart["industry"])
        return frame[~out], frame[out], parents

    def _with_absent(self, frame, kind):
        """Pairs without a row: none, or, as said, not available."""
        if kind != "totals":
            return frame
        keys = ["region", "industry", *(["year"] if "year" in frame else [])]
        labels = [frame[key].unique().tolist() for key in keys]
        every = int(np.prod([len(some) for some in labels]))
        count = every - len(frame)
        if not count:
            return frame
        unknown = self.given["absent"] == "not available"
        message = NOT_AVAILABLE if unknown else NONE
        self.notes.append(
            (
                tell("Pairs without a row"),
                tell(message, pairs=f"{count:,}", every=f"{every:,}"),
            )
        )
        if not unknown:
            return frame
        pairs = pd.MultiIndex.from_product(labels, names=keys)
        pairs = pairs.difference(pd.MultiIndex.from_frame(frame[keys]), sort=False)
        rows = pairs.to_frame(index=False).assign(
            value=np.nan, mark="not available", row=-1, column=-1
        )
        rows.index = pd.Index([0] * len(rows), name="line")
        if "mark" not in frame:
            frame = frame.assign(mark="")
        return pd.concat([frame, rows])

    def _kind(self, roles):
        if roles.layout != "long":
            if self.given["rows"] == "plants":
                raise FileError(
                    tell(
                        "a file of plants is long: one row per plant with its region and its "
                        "industry."
                    )
                )
            return "totals"
        return self.given["rows"] or (
            "plants" if {"plant", "size"} & set(roles.columns) else "totals"
        )

    def _ask_classes(self, frame, roles):
        """Ages and sizes of firms are no industries, unless the caller named the column or the layout that has them."""
        for what in ("region", "industry"):
            labels = frame[what].unique().tolist()
            name = roles.columns.get(what)
            said = self.given["layout" if name is None else what]
            if said is None:
                ask_classes(labels, what, {"layout": "wide"} if name is None else {what: name})
            else:
                self.remarks += remarks_on_classes(labels, what)

    def _ask_sizes(self, sheet, roles):
        """Classes of size beside amounts: rows are sums of plants, not plants."""
        name = roles.columns.get("size")
        if name is None or "value" not in roles.columns or self.given["rows"] is not None:
            return
        classes = [
            text_of(cell)
            for cell in sheet[name].in_order()
            if filled(cell) and not looks_like_amount(cell)
        ]
        if classes:
            raise FileError(
                tell(
                    "its column {name} is called like the size of plants and holds classes such "
                    "as {classes}, so that rows may be sums of plants. Say {option} and keep the "
                    "rows of one class, or of all; or say {plants} if each row is a plant.",
                    name=quoted(name),
                    classes=quoted(classes[0][:40]),
                    option=option(rows="totals"),
                    plants=option(rows="plants"),
                ),
                ways=[{"rows": "totals"}, {"rows": "plants"}],
            )

    def _ask_kind(self, frame, roles):
        """A column of running numbers or of size classes makes no plants of totals."""
        keys = [name for name in ("region", "industry", "year") if name in frame]
        guessed = self.given["rows"] is None and self.given["plant"] is None
        if not guessed or not {"plant", "size"} & set(roles.columns):
            return
        ways = [{"rows": "totals"}, {"rows": "plants"}]
        named = roles.columns.get("plant") or roles.columns["size"]
        if (
            not frame.duplicated(keys).any()
            and len(frame) > 1
            and ("size" not in roles.columns or "plant" not in roles.columns)
        ):
            raise FileError(
                tell(
                    "its column {named} is called like one of plants, and each pair of region and "
                    "industry has one row only, as in a table of totals. Say {option}, or "
                    "{plants}.",
                    named=quoted(named),
                    option=option(rows="totals"),
                    plants=option(rows="plants"),
                ),
                ways=ways,
            )
        if plain(named) == "id" and "size" not in roles.columns:
            raise FileError(
                tell(
                    "its column {named} may number plants, or only the rows of a table of totals. "
                    "Say {option}, or {totals}.",
                    named=quoted(named),
                    option=option(rows="plants"),
                    totals=option(rows="totals"),
                ),
                ways=ways,
            )

    def _check_groups(self, frame):
        if "group" not in frame:
            return
        pairs = frame[["industry", "group"]].drop_duplicates()
        mixed = pairs[pairs["industry"].duplicated(keep=False)]
        if len(mixed):
            label = mixed["industry"].iloc[0]
            first, second = mixed.loc[mixed["industry"] == label, "group"].iloc[:2]
            raise FileError(
                tell(
                    "industry {label} lies in the classes {first} and {second}; each industry has "
                    "one class. Correct it, or rename the column of classes so that it is not "
                    "used.",
                    label=quoted(label),
                    first=quoted(first),
                    second=quoted(second),
                )
            )

    def _without_columns(self, sheet):
        """Columns that are left out; a name that stands in a cell as well is that of a region or an industry.

        Flags stay: without them what is withheld would be a zero.
        """
        said = {part for name in self.said.values() if name for part in (name, *name.split(JOIN))}
        columns = set(self.given["without"]) & set(sheet.names) - said
        dropped = {
            name
            for name in columns
            if not is_flag_name(name)
            and not any(name in map(text_of, column.values) for column in sheet.columns)
        }
        if dropped and len(dropped) < len(sheet.names):
            self.notes.append(
                (
                    tell("Columns left out"),
                    tell("{names}: as you said", names=listed(sorted(dropped), 12)),
                )
            )
            return sheet.drop(dropped), dropped
        return sheet, set()

    def _without(self, long):
        frame, labels = long.frame, [label for label in self.given["without"] if label]
        if not labels:
            return
        known = {*frame["region"].unique(), *frame["industry"].unique(), *self.dropped}
        for label in labels:
            if label not in known:
                raise FileError(
                    tell(
                        "there is no region or industry {label} to leave out; check its spelling.",
                        label=quoted(label),
                    )
                )
        labels = [label for label in labels if label not in self.dropped]
        if not labels:
            return
        kept = (~frame["region"].isin(labels) & ~frame["industry"].isin(labels)).to_numpy()
        if not kept.any():
            raise FileError(
                tell("without {labels} no row is left.", labels=", ".join(map(repr, labels)))
            )
        told = ", ".join(map(repr, labels))
        self.notes.append(
            (
                tell("Left out"),
                tell_many(
                    "{labels}, {n} row: as you said",
                    "{labels}, {n} rows: as you said",
                    int((~kept).sum()),
                    labels=told,
                ),
            )
        )
        long.frame, long.cells = frame[kept], long.cells.take(kept)

    def _check_pairs(self, frame, kind, sheet, roles):
        regions, industries = frame["region"].nunique(), frame["industry"].nunique()
        if regions * industries > MOST_PAIRS:
            raise FileError(
                tell(
                    "{regions} regions and {industries} industries make {cells} pairs, and a "
                    "report holds {MOST_PAIRS} at most; if both columns are the right ones take "
                    "broader classes, or the functions themselves on a database engine.",
                    regions=f"{regions:,}",
                    industries=f"{industries:,}",
                    cells=f"{regions * industries:,}",
                    MOST_PAIRS=f"{MOST_PAIRS:,}",
                )
            )
        if kind == "plants":
            return self._check_plants(frame)
        check_namesakes(sheet, roles, frame)
        keys = ["region", "industry", *(["year"] if "year" in frame else [])]
        twice = frame.duplicated(keys, keep=False)
        if twice.any():
            self._refuse_twice(frame, frame[twice].iloc[0], keys, sheet, roles)
        return None

    def _refuse_twice(self, frame, first, keys, sheet, roles):
        same = frame[(frame[keys] == first[keys]).all(axis=1)]
        column, cells = differing_column(sheet, roles, *same["row"].iloc[:2])
        ways = [{"only": f"{column}={cell}"} for cell in cells] if column else []
        both = {"region": f"{roles.columns.get('region')}{JOIN}{column}"}
        names = column and roles.layout == "long" and not any(map(looks_like_amount, cells))
        named = {
            "region": quoted(first["region"]),
            "industry": quoted(first["industry"]),
            "lines": joined(map(str, same.index[:2])),
        }
        said = [
            tell(
                "region {region}, industry {industry} in {year} stands in lines {lines}; each pair has one row.",
                year=first["year"],
                **named,
            )
            if "year" in frame
            else tell(
                "region {region}, industry {industry} stands in lines {lines}; each pair has one row.",
                **named,
            )
        ]
        if column:
            said.append(
                tell(
                    "They differ in the column {column}, which is not used ({cells}): if these are kinds of amounts, "
                    "keep the rows of one kind, for instance with {option}.",
                    column=quoted(column),
                    cells=listed(cells, 8),
                    option=option(only=f"{column}={cells[0]}"),
                )
            )
        if names:
            said.append(
                tell(
                    "If both columns together tell the region, say {option}.", option=option(**both)
                )
            )
            ways.append(both)
        plants = roles.layout == "long"
        if plants:
            said.append(tell("If a row is a plant, say {option}.", option=option(rows="plants")))
        said.append(tell("If rows are parts, add them up; if it is a double entry, delete one."))
        raise FileError(
            paragraph(said),
            ways=ways + ([{"rows": "plants"}] if plants else []),
        )

    def _check_plants(self, frame):
        if "plant" not in frame:
            return
        keys = ["plant", *(["year"] if "year" in frame else [])]
        twice = frame.duplicated(keys, keep=False)
        if twice.any():
            plant = frame[twice].iloc[0]["plant"]
            lines = frame.index[frame["plant"] == plant]
            raise FileError(
                tell(
                    "plant {plant} stands in lines {lines} and {second}; each plant has one row. "
                    "If its name is no key, rename the column so that it is not used; if it is a "
                    "double entry, delete one.",
                    plant=quoted(plant),
                    lines=lines[0],
                    second=lines[1],
                )
            )


def _check_letters(cells, origins, names, rules, lines):
    """Letters are marks only in columns of numbers: a column of nothing but letters may hold words."""
    said = rules.none | rules.withheld | rules.not_available
    texts = [text_of(value) for value in cells.values]
    letters = [
        bool((known := known_mark(text)) and known.letters and text not in said) for text in texts
    ]
    if not any(letters):
        return
    numbers = np.array([looks_like_amount(value) for value in cells.values], dtype=bool)[
        cells.codes
    ]
    lettered = np.array(letters, dtype=bool)[cells.codes]
    counted_numbers = np.bincount(origins, weights=numbers, minlength=len(names))
    for origin in np.unique(origins[lettered]):
        if counted_numbers[origin]:
            continue
        row = int(np.flatnonzero(lettered & (origins == origin))[0])
        text = text_of(cells[row])
        raise FileError(
            tell(
                "line {line}, column {column} is {text}, and the column has no number: these may be words, "
                "or marks of what "
                "is withheld. Leave it out with {out}, or say {withheld}.",
                line=int(lines[row]),
                column=repr(names[origin]),
                text=repr(text),
                out=leave_out([names[origin]]),
                withheld=option(withheld=text),
            ),
            ways=[{"without": names[origin]}, {"withheld": text}],
        )


def leave(frame, bad):
    """How to do without some rows: by the industries or the regions in which they stand, whichever are fewer."""
    ways = []
    for what in ("industry", "region"):
        labels = frame[what][np.asarray(bad)].unique().tolist()
        if labels and len(labels) < frame[what].nunique():
            ways.append((len(labels), what, labels))
    if not ways:
        return tell("take broader classes, in which fewer numbers are withheld")
    number, what, labels = min(ways, key=lambda way: way[0])
    if what == "region":
        return tell_many(
            "leave out the region concerned with {option}",
            "leave out the {n} regions concerned with {option}",
            number,
            option=leave_out(labels),
        )
    return tell_many(
        "leave out the industry concerned with {option}",
        "leave out the {n} industries concerned with {option}",
        number,
        option=leave_out(labels),
    )
