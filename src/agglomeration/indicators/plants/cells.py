"""What an engine is asked: sums over the plants of each region, industry and year, and which rows are faulty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from agglomeration.indicators.ground.extras import require

# A region, an industry and a year each: more groups than this are a sign of a wrong column, and would fill the memory.
MOST_CELLS = 20_000_000
# Sizes between these keep their fourth power well within floating point.
LARGEST = 2.0**60


class Columns(NamedTuple):
    """The names of the columns that play a part; None for those that do not."""

    region: str | None
    industry: str
    size: str | None
    year: str | None = None
    plant: str | None = None

    @property
    def keys(self) -> list[str]:
        """The parts that plants are grouped by."""
        return [part for part in ("region", "industry", "year") if getattr(self, part) is not None]

    @property
    def named(self) -> list[str]:
        """All names."""
        return [name for name in self if name is not None]


class Fault(NamedTuple):
    """One way in which a row is faulty: which part, how, and the condition as an Ibis expression."""

    part: str
    kind: str
    condition: Any


def own(part: str) -> str:
    """The name under which a part of the row goes through the engine, whatever else the table holds."""
    return f"agglomeration_{part}"


def mark(table: Any, columns: Columns) -> Any:
    """The table with what the sums need under names of its own."""
    ibis = require("ibis", "engines", "tables outside pandas")
    added = {own(part): table[getattr(columns, part)] for part in columns.keys}
    if columns.plant is not None:
        added[own("plant")] = table[columns.plant]
    if columns.size is None:
        added[own("size")] = ibis.literal(1.0)
    else:
        size = table[columns.size]
        added[own("size")] = (
            size.try_cast("float64") if size.type().is_string() else size.cast("float64")
        )
    return table.mutate(**added)


def size_faults(marked: Any, columns: Columns, *, zeros: bool, withheld: bool) -> list[Fault]:
    """The faults that a row can have by itself, in size or identifier."""
    faults = []
    if columns.plant is not None:
        faults.append(Fault("plant", "missing", marked[own("plant")].isnull()))
    if columns.size is None:
        return faults
    size, given = marked[own("size")], marked[columns.size]
    absent = lacking(marked)
    if given.type().is_string():
        faults.append(Fault("size", "not a number", given.notnull() & size.isnull()))
        absent = given.isnull() | size.isnan().fill_null(False)
    if not withheld:
        faults.append(Fault("size", "missing", absent))
    infinite = size.isinf().fill_null(False)
    faults.append(Fault("size", "infinite", infinite))
    faults.append(Fault("size", "negative", (size < 0).fill_null(False) & ~infinite))
    if not zeros:
        faults.append(Fault("size", "zero", (size == 0).fill_null(False)))
    return faults


def label_faults(
    marked: Any, columns: Columns, unknown: Mapping[str, Sequence[Any]]
) -> Iterator[Fault]:
    """The faults of labels: missing, or among the ``unknown`` ones, a dictionary of lists."""
    for part in columns.keys:
        yield Fault(part, "missing", marked[own(part)].isnull())
        if unknown.get(part):
            yield Fault(part, "unknown", marked[own(part)].isin(unknown[part]).fill_null(False))


def lacking(marked: Any) -> Any:
    """Whether the size is missing or not a number."""
    size = marked[own("size")]
    return size.isnull() | size.isnan().fill_null(False)


def cells(marked: Any, columns: Columns, faults: Sequence[Fault], scale: float) -> Any:
    """Rows, faults and sums of the powers of the sizes over ``scale``, for each cell."""
    size = marked[own("size")]
    sound = ~any_of([fault.condition for fault in faults]) if faults else None
    usable = ~lacking(marked) if sound is None else sound & ~lacking(marked)
    sums = {
        "rows": marked.count(),
        "sound": marked.count() if sound is None else marked.count(where=sound),
    }
    sums |= {fault_column(fault): marked.count(where=fault.condition) for fault in faults}
    sums["withheld"] = marked.count(where=lacking(marked))
    sums["largest"] = size.max(where=usable)
    return _by_cell(marked, columns, sums | _power_sums(size / scale, usable))


def plain_cells(marked: Any, columns: Columns) -> Any:
    """The same sums where no size is at fault; nothing is asked of single rows, which takes half the time."""
    return _by_cell(marked, columns, {"rows": marked.count()} | _power_sums(marked[own("size")]))


def size_ends(marked: Any) -> Any:
    """How many sizes there are, the least and the largest: with the plain sums they show whether one is at fault.

    Over all rows at once: per cell the same three take as long as the sums themselves.
    """
    size = marked[own("size")]
    return marked.aggregate(given=size.count(), least=size.min(), largest=size.max())


def plain_cells_with_ends(marked: Any, columns: Columns) -> Any:
    """Both in one go, for what is dear to read twice: text, and tables of engines of unknown speed."""
    size = marked[own("size")]
    sums = {"rows": marked.count(), "given": size.count()}
    sums |= {"least": size.min(), "largest": size.max()}
    return _by_cell(marked, columns, sums | _power_sums(size))


def _power_sums(size, usable=None):
    sums, power = {}, size
    for order in range(1, 5):
        sums[f"power {order}"] = power.sum(where=usable)
        power = power * size
    return sums


def _by_cell(marked, columns, sums):
    return (
        marked.group_by(**{part: marked[own(part)] for part in columns.keys})
        .aggregate(**sums)
        .limit(MOST_CELLS + 1)
    )


def any_of(conditions: Iterable[Any]) -> Any:
    """Whether one of the conditions holds."""
    return reduce(or_, conditions)


def fault_column(fault: Fault) -> str:
    """The name of the column that counts a fault."""
    return f"{fault.part} {fault.kind}"


def repeated(marked: Any, columns: Columns) -> tuple[list[str], Any]:
    """Plant identifiers (with their year) that several rows have, and how many."""
    keys = [own(part) for part in ("plant", "year") if getattr(columns, part) is not None]
    identified = marked.filter(marked[own("plant")].notnull())
    counted = identified.group_by(keys).aggregate(agglomeration_rows=identified.count())
    return keys, counted.filter(counted["agglomeration_rows"] > 1)
