"""One reading of a register: the cells, what is faulty in its rows, and what was done about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.words import enumerated, listed, marked, paragraph, quoted, tell, tell_many

from . import cells as _cells
from .cells import Columns, Fault, any_of, fault_column, own
from .sources import Limits, opened
from .sums import power_of_two

CHOICES = ("stop", "drop", "apart")
EXAMPLES = 3
FOUND = {
    "missing": marked("Column {column} is missing in {rows} ({examples})."),
    "unknown": marked("Column {column} is not in the classification in {rows} ({examples})."),
    "not a number": marked("Column {column} is not a number in {rows} ({examples})."),
    "infinite": marked("Column {column} is infinite in {rows} ({examples})."),
    "negative": marked("Column {column} is negative in {rows} ({examples})."),
    "zero": marked("Column {column} is zero in {rows} ({examples})."),
    "repeated": marked("Column {column} is repeated in {rows} ({examples})."),
}


class Result(NamedTuple):
    """What a reading brought."""

    cells: pd.DataFrame
    scale: float
    rows: int
    faulty: int
    faults: pd.DataFrame
    sentence: str


class Reading:
    """Reads at the first question and keeps the answer, which is small."""

    def __init__(
        self,
        data: Any,
        columns: Columns,
        known: dict[str, Any],
        limits: Limits,
        faulty: str,
        apart: str | os.PathLike[str] | None,
        zeros: bool,
        withheld: bool,
    ) -> None:
        self.known, self.faulty, self.warned = known, faulty, False
        self._data, self._columns, self._limits = data, columns, limits
        self._apart, self._zeros, self._withheld = apart, zeros, withheld
        self._result: Result | None = None

    @property
    def name(self) -> str:
        """What is read, in few words."""
        kind = type(self._data).__name__
        return (
            str(self._data) if isinstance(self._data, (str, Path)) else tell("a {type}", type=kind)
        )

    def done(self) -> Result:
        """The result, read if it is not there yet."""
        if self._result is None:
            columns = self._columns
            text = [
                name
                for name in (columns.region, columns.industry, columns.size, columns.plant)
                if name is not None
            ]
            with opened(self._data, text, self._limits) as source:
                self._check_columns(source.table)
                result: Result = self._read(source)
            self._result = result
        return self._result

    def _check_columns(self, table):
        lacking = [name for name in self._columns.named if name not in table.columns]
        if lacking:
            raise ValueError(
                tell(
                    "plants: column {column} is not there; the columns are {columns}.",
                    column=quoted(lacking[0]),
                    columns=listed(table.columns, 12),
                )
            )
        clash = [name for name in table.columns if name.startswith(own(""))]
        if clash:
            raise ValueError(
                tell(
                    "plants: column {column} has a name that is needed here; rename it first.",
                    column=quoted(clash[0]),
                )
            )
        size = self._columns.size
        if size is not None and not (
            table[size].type().is_numeric() or table[size].type().is_string()
        ):
            raise ValueError(
                tell(
                    "plants: column {size} holds {type}, which is not a number.",
                    size=quoted(size),
                    type=table[size].type(),
                )
            )

    def _read(self, source):
        marked = _cells.mark(source.table, self._columns)
        keys, twice, repeated = None, None, (0, 0)
        if self._columns.plant is not None:
            keys, twice = _cells.repeated(marked, self._columns)
            repeated = self._count_repeated(source, twice)
        distinct = marked.anti_join(twice, keys) if repeated[1] else marked
        faults = _cells.size_faults(
            distinct, self._columns, zeros=self._zeros, withheld=self._withheld
        )
        cells, scale = self._cells(source, distinct, faults)
        rows = int(cells["rows"].sum()) + repeated[1]
        if rows == 0:
            raise ValueError(tell("plants: the table is empty; it needs at least one row."))
        sound, unknown = self._sound(cells)
        counts = self._counts(cells, faults, unknown)
        faulty = rows - int(cells["sound"].to_numpy()[sound].sum())
        labels = _cells.label_faults(distinct, self._columns, unknown)
        found = [fault for fault in [*labels, *faults] if counts.get(fault_column(fault), 0)]
        described = [
            (
                fault,
                counts[fault_column(fault)],
                self._examples(source, distinct.filter(fault.condition)),
            )
            for fault in found
        ]
        if repeated[1]:
            example = self._examples(source, marked.semi_join(twice, keys))
            described.insert(0, (Fault("plant", "repeated", None), repeated[1], example))
        if self.faulty == "apart":
            self._set_apart(source, marked, distinct, found, (keys, twice) if repeated[1] else None)
        table = self._table(described)
        kept = cells[sound & (cells["sound"].to_numpy() > 0)].reset_index(drop=True)
        if kept.empty and self.faulty != "stop":
            raise ValueError(paragraph([_found(rows, faulty, table), tell("Nothing is left.")]))
        return Result(kept, scale, rows, faulty, table, self._sentence(rows, faulty, table))

    def _cells(self, source, marked, faults):
        """The cells, and what sizes were divided by before their powers were taken."""
        scale = 1.0
        plain, ends = self._plain(source, marked)
        if _none_faulty(plain, ends, self._zeros):
            return _as_counted(plain, faults), scale
        # Some rows are faulty, or powers of sizes out of range: each is looked at.
        cells = self._asked(source, _cells.cells(marked, self._columns, faults, scale))
        largest = cells["largest"].to_numpy(dtype=float, na_value=0.0).max(initial=0.0)
        if largest > _cells.LARGEST or 0 < largest < 1 / _cells.LARGEST:
            scale = power_of_two(largest)
            cells = self._asked(source, _cells.cells(marked, self._columns, faults, scale))
        return cells, scale

    def _plain(self, source, marked):
        """The sums where no size is at fault, and the count and ends of all sizes."""
        if source.read_twice:
            plain = self._asked(source, _cells.plain_cells(marked, self._columns))
            return plain, source.frame(_cells.size_ends(marked)).iloc[0]
        both = self._asked(source, _cells.plain_cells_with_ends(marked, self._columns))
        ends = {"given": both["given"].sum(), "least": both["least"].min()}
        ends["largest"] = both["largest"].max()
        return both.drop(columns=list(ends)), pd.Series(ends)

    def _asked(self, source, expression):
        cells = source.frame(expression)
        if len(cells) > _cells.MOST_CELLS:
            raise ValueError(
                tell(
                    "plants: more than {most} combinations of {columns}; is each of these columns "
                    "a classification?",
                    most=f"{_cells.MOST_CELLS:,}",
                    columns=listed(self._columns.keys),
                )
            )
        return cells

    @staticmethod
    def _count_repeated(source, twice):
        """How many identifiers are repeated, and in how many rows."""
        rows = twice["agglomeration_rows"]
        counted = source.frame(twice.aggregate(identifiers=twice.count(), rows=rows.sum()))
        identifiers = int(counted["identifiers"].iloc[0])
        return identifiers, int(counted["rows"].iloc[0]) if identifiers else 0

    def _sound(self, cells):
        """Which cells have all their labels, and the unknown labels of each part."""
        sound, unknown = np.ones(len(cells), dtype=bool), {}
        for part in self._columns.keys:
            sound &= cells[part].notna().to_numpy()
            if part in self.known:
                strange = cells[part].notna() & ~cells[part].isin(self.known[part])
                unknown[part] = cells.loc[strange, part].unique().tolist()
                sound &= ~strange.to_numpy()
        return sound, unknown

    def _counts(self, cells, faults, unknown):
        counts = {fault_column(fault): int(cells[fault_column(fault)].sum()) for fault in faults}
        for part in self._columns.keys:
            counts[f"{part} missing"] = int(cells.loc[cells[part].isna(), "rows"].sum())
            counts[f"{part} unknown"] = int(
                cells.loc[cells[part].isin(unknown.get(part, [])), "rows"].sum()
            )
        return counts

    def _examples(self, source, faulty):
        shown = source.frame(faulty.select(*dict.fromkeys(self._columns.named)).limit(EXAMPLES))
        shown = shown.astype(object).where(shown.notna(), None)
        return [
            enumerated(f"{name} {value}" for name, value in row.items())
            for row in shown.to_dict("records")
        ]

    def _table(self, described):
        rows = [
            {
                "column": getattr(self._columns, fault.part),
                "fault": fault.kind,
                "rows": count,
                "examples": examples,
            }
            for fault, count, examples in described
        ]
        return pd.DataFrame(rows, columns=["column", "fault", "rows", "examples"])

    def _sentence(self, rows, faulty, table):
        if not faulty:
            return tell("plants: all of {rows} rows are used; none is faulty.", rows=f"{rows:,}")
        return paragraph([_found(rows, faulty, table), self._done(rows - faulty)])

    def _done(self, used):
        if self.faulty == "stop":
            return tell('Correct them, or choose Register(..., faulty="drop") or faulty="apart".')
        if self.faulty == "drop":
            return tell_many(
                "They were left out; {n} row is used.",
                "They were left out; {n} rows are used.",
                used,
            )
        return tell_many(
            "They were kept apart in {file}; {n} row is used.",
            "They were kept apart in {file}; {n} rows are used.",
            used,
            file=quoted(str(self._apart)),
        )

    def _set_apart(self, source, marked, distinct, found, repeated):
        """Write the faulty rows to their file, which is there whole or not at all."""
        ibis = require("ibis", "engines", "tables outside pandas")
        parts = []
        if repeated:
            name = f"{self._columns.plant} repeated"
            parts.append(
                marked.semi_join(repeated[1], repeated[0]).mutate(fault=ibis.literal(name))
            )
        if found or not parts:
            names = [
                (fault.condition, f"{getattr(self._columns, fault.part)} {fault.kind}")
                for fault in found
            ]
            first = ibis.cases(*names) if names else ibis.literal("none")
            some = distinct.filter(
                any_of([fault.condition for fault in found]) if found else ibis.literal(False)
            )
            parts.append(some.mutate(fault=first))
        written = [part.select(*source.table.columns, "fault") for part in parts]
        _write(self._apart, written, source)


def _none_faulty(cells, ends, zeros):
    """Whether the sums of the cells and the ends of all sizes rule out that a size is missing, no number, infinite,
    negative or zero, and that the powers of one leave the range of floating point."""
    given, least, largest = pd.to_numeric(ends, errors="coerce").astype(float)
    # A size that is no number or infinite makes the sum so.
    sums = cells["power 1"].to_numpy(dtype=float, na_value=np.nan)
    # The largest of a cell is at least its mean.
    means = sums / cells["rows"].to_numpy(dtype=float)
    return bool(
        given == cells["rows"].sum()
        and np.isfinite(sums).all()
        and (least >= 0 if zeros else least > 0)
        and largest <= _cells.LARGEST
        and ((means >= 1 / _cells.LARGEST) | (sums == 0)).all()
    )


def _as_counted(cells, faults):
    """The same columns as where each row was looked at."""
    none = {fault_column(fault): 0 for fault in faults} | {"withheld": 0}
    return cells.assign(sound=cells["rows"], **none)


def _write(path, parts, source):
    """Write the tables after each other to one Parquet file, under another name until it is complete."""
    parquet = require("pyarrow.parquet", "engines", "files of faulty rows")
    path = Path(path)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        schema = parts[0].schema().to_pyarrow()
        with parquet.ParquetWriter(partial, schema) as writer:
            for part in parts:
                for batch in source.batches(part):
                    writer.write_batch(batch.cast(schema))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _found(rows, faulty, table):
    """Sentences that count the faults."""
    counted = tell_many(
        "plants: {n} of {rows} rows is faulty.",
        "plants: {n} of {rows} rows are faulty.",
        faulty,
        rows=f"{rows:,}",
    )
    found = [
        tell(
            FOUND[row.fault],
            column=quoted(row.column),
            rows=f"{row.rows:,}",
            examples="; ".join(row.examples),
        )
        for row in table.itertuples()
    ]
    return paragraph([counted, *found])
