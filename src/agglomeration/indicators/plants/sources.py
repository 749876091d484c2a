"""Plants that lie outside pandas: files, DuckDB relations and Ibis tables, all asked by the same Ibis expressions."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.words import enumerated, listed, quoted, tell

PARQUET = {".parquet", ".pq"}
TEXT = {".csv", ".tsv", ".txt"}
PACKED = {".gz", ".zst"}
# Seconds of work before progress is shown, and between two looks at it.
PATIENCE, PAUSE = 2.0, 0.2
VIEW = "agglomeration_plants"


class Limits(NamedTuple):
    """What the embedded engine may use."""

    memory: str | None = None
    spill: str | os.PathLike[str] | None = None
    threads: int | None = None
    progress: bool = True


def is_outside(data: Any) -> bool:
    """Whether the data are paths, a DuckDB relation or an Ibis table, told without importing either package.

    Examples
    --------
    >>> is_outside("plants/*.parquet"), is_outside(pd.DataFrame())
    (True, False)
    """
    return (
        isinstance(data, (str, Path))
        or _is_list_of_paths(data)
        or _is_relation(data)
        or _is_ibis(data)
    )


def _is_list_of_paths(data):
    return (
        isinstance(data, (list, tuple))
        and len(data) > 0
        and all(isinstance(part, (str, Path)) for part in data)
    )


def _is_relation(data):
    return type(data).__name__ == "DuckDBPyRelation"


def _is_ibis(data):
    return type(data).__module__.partition(".")[0] == "ibis" and hasattr(data, "schema")


@contextmanager
def opened(data: Any, text: Sequence[str], limits: Limits) -> Iterator[Any]:
    """Yield the data as something with a ``table`` (an Ibis expression), ``frame``, ``batches`` and ``read_twice``.

    ``text`` are the columns that are read from CSV as text: codes keep their leading zeros, and a size that is not
    a number is found rather than fatal.
    """
    if _is_ibis(data):
        _refuse_limits(limits, tell("an Ibis table"))
        yield _Ibis(data)
    elif _is_relation(data):
        _refuse_limits(limits, tell("a DuckDB relation"))
        yield _Relation(data)
    else:
        duckdb = require("duckdb", "engines", "tables outside pandas")
        # The spilled parts lie in a folder of their own, which goes whatever happens.
        with tempfile.TemporaryDirectory(prefix="agglomeration-", dir=limits.spill) as folder:
            settings: dict[str, str | int] = {
                "temp_directory": folder,
                "preserve_insertion_order": "false",
            }
            settings |= {"memory_limit": limits.memory} if limits.memory is not None else {}
            settings |= {"threads": limits.threads} if limits.threads is not None else {}
            with closing(_connect(duckdb, settings)) as connection:
                yield _Relation(
                    _read(connection, data, text),
                    connection if limits.progress else None,
                    limits.memory,
                    read_twice=not _is_text(data),
                )


def _is_text(data):
    """Whether it takes long to read, so that it is read once."""
    if isinstance(data, pd.DataFrame):
        return False
    paths = data if isinstance(data, (list, tuple)) else [data]
    return any(_ending(str(path)) in TEXT for path in paths)


def _refuse_limits(limits, what):
    if (limits.memory, limits.spill, limits.threads) != (None, None, None):
        raise ValueError(
            tell(
                "memory, spill, threads: {what} belongs to an engine that is already set up; set "
                "its limits there.",
                what=what,
            )
        )


def _connect(duckdb, settings):
    try:
        connection = duckdb.connect(config=settings)
    except duckdb.Error as error:
        raise ValueError(
            tell(
                "memory, threads: the engine refuses {settings}; it says: {error}",
                settings=settings,
                error=error,
            )
        ) from error
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    return connection


def _read(connection, data, text):
    if isinstance(data, pd.DataFrame):
        return connection.from_df(data)
    paths = [str(path) for path in (data if isinstance(data, (list, tuple)) else [data])]
    files = [f"{path}/**/*.parquet" if Path(path).is_dir() else path for path in paths]
    missing = [path for path in files if "://" not in path and not glob.glob(path, recursive=True)]
    if missing:
        raise ValueError(
            tell("plants: no file matches {missing}; check the path.", missing=listed(missing))
        )
    endings = {_ending(path) for path in files}
    if endings <= PARQUET:
        return connection.read_parquet(files)
    if not endings <= TEXT:
        raise ValueError(
            tell(
                "plants: files that end in {endings} are not read; give Parquet ({parquet}) or "
                "CSV ({text}), not both at once.",
                endings=listed(sorted(endings)),
                parquet=enumerated(sorted(PARQUET)),
                text=enumerated(sorted(TEXT)),
            )
        )
    there = connection.read_csv(files).columns
    return connection.read_csv(
        files, dtype={column: "VARCHAR" for column in text if column in there}
    )


def _ending(path):
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    return next((suffix for suffix in reversed(suffixes) if suffix not in PACKED), "")


class _Relation:
    """A DuckDB relation: expressions are written for a table of its columns and run on its own connection."""

    def __init__(self, relation, watched=None, memory=None, read_twice=False):
        ibis = require("ibis", "engines", "tables outside pandas")
        schema = relation.limit(0).to_arrow_table().schema
        self.table = ibis.table(ibis.Schema.from_pyarrow(schema), name=VIEW)
        self._relation, self._watched, self._memory = relation, watched, memory
        self.read_twice = read_twice

    def frame(self, expression):
        return self._run(expression, lambda result: result.df())

    def batches(self, expression):
        return self._run(expression, lambda result: result.to_arrow_reader())

    def _run(self, expression, fetch):
        ibis, duckdb = (
            require(name, "engines", "tables outside pandas") for name in ("ibis", "duckdb")
        )
        query = ibis.to_sql(expression, dialect="duckdb")
        try:
            with _watched(self._watched) if self._watched is not None else nullcontext():
                return fetch(self._relation.query(VIEW, query))
        except duckdb.OutOfMemoryException as error:
            raise MemoryError(_too_little(self._memory)) from error
        except duckdb.DataError as error:
            raise ValueError(
                tell(
                    "plants: the data could not be read; the engine says: {error}",
                    error=str(error).splitlines()[0],
                )
            ) from error


def _too_little(memory):
    if not memory:
        return tell(
            "plants: the engine's bound does not suffice, not even with what is written to disk; raise it, lower "
            "threads=, or give spill= a folder with more room."
        )
    return tell(
        "plants: memory={memory} does not suffice, not even with what is written to disk; raise it, lower threads=, "
        "or give spill= a folder with more room.",
        memory=quoted(memory),
    )


class _Ibis:
    """An Ibis table of any engine."""

    # Nobody knows what stands behind it, and what it costs.
    read_twice = False

    def __init__(self, table):
        self.table = table

    def frame(self, expression):
        return expression.execute()

    def batches(self, expression):
        # The table is small (faulty rows), and not every engine hands out batches.
        return expression.to_pyarrow().to_reader()


@contextmanager
def _watched(connection):
    """Show how far the query of a connection is, once it takes long enough for someone to wonder."""
    done = threading.Event()
    watcher = threading.Thread(target=_show_progress, args=(connection, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _show_progress(connection, done):
    shown = done.wait(PATIENCE)
    if shown:
        return
    while not done.wait(PAUSE):
        percent = connection.query_progress()
        if percent >= 0:
            print(f"\rreading plants: {percent:3.0f} %", end="", file=sys.stderr, flush=True)
    print("\rreading plants: done ", file=sys.stderr, flush=True)
