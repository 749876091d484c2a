"""What was given to be read: a file, its content, or a frame; nothing is fetched."""

from __future__ import annotations

import hashlib
import io
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.words import quoted, tell

from ..errors import FileError
from .file_kinds import check_size, check_size_of_file
from .grid import Column
from .sheets import Sheet

__all__ = ["Opened", "opened_source", "sheet_of_frame"]

_COLUMNAR = {b"PAR1": "parquet", b"ARROW1": "feather", b"FEA1": "feather"}


class Opened(NamedTuple):
    """A file's name, its bytes, their SHA-256, and the frame that they are, if they are one."""

    name: str
    data: bytes
    fingerprint: str
    frame: pd.DataFrame | None = None


def opened_source(source: Any, name: str | None, largest: float) -> Opened:
    """The bytes of a file or a frame, with the name that messages use.

    Raises
    ------
    FileError
        If there is no such file, or it is too large.
    TypeError
        If it is nothing of the kind.
    """
    frame = _as_frame(source)
    if frame is not None:
        shown = _printable(name or tell("the frame"))
        hashes = pd.util.hash_pandas_object(frame.astype(str)).to_numpy()
        return Opened(shown, b"", hashlib.sha256(hashes.tobytes()).hexdigest(), frame)
    data, shown = _bytes_of(source, name, largest)
    digest = hashlib.sha256(data).hexdigest()
    kind = next((kind for mark, kind in _COLUMNAR.items() if data.startswith(mark)), None)
    try:
        return Opened(shown, data, digest, _columnar(data, kind, largest) if kind else None)
    except FileError as error:
        raise FileError(tell("{shown}: {error}", shown=shown, error=error)) from error.__cause__


def _as_frame(source):
    """A frame of pandas, or what makes itself one: Polars and Arrow; None for anything else."""
    if isinstance(source, pd.DataFrame):
        return source
    if isinstance(source, (str, bytes, bytearray, memoryview, PathLike)):
        return None
    for make in ("to_pandas", "toPandas"):
        if callable(getattr(source, make, None)):
            return getattr(source, make)()
    if callable(getattr(source, "__arrow_c_stream__", None)):
        require("pyarrow", "engines", tell("frames that are handed over as Arrow does"))
        import pyarrow as pa  # type: ignore[import-untyped]

        return pa.table(source).to_pandas()
    return None


def _columnar(data, kind, largest):
    require("pyarrow", "engines", tell("Parquet and Feather files"))
    import pyarrow as pa
    from pyarrow import feather, parquet

    try:
        if kind == "parquet":
            file = parquet.ParquetFile(io.BytesIO(data))
            unpacked = sum(
                file.metadata.row_group(k).total_byte_size
                for k in range(file.metadata.num_row_groups)
            )
            check_size(unpacked, largest)
            table = file.read()
        else:
            table = feather.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError(
            tell("it is a damaged file of the kind {kind}; get it anew.", kind=kind)
        ) from error
    # Types that carry code of others are not followed: names and amounts have none.
    for field in table.schema:
        if isinstance(field.type, pa.BaseExtensionType):
            raise FileError(
                tell(
                    "its column {column} has a type of its own; save it as text or numbers.",
                    column=repr(field.name),
                )
            )
    return table.to_pandas()


def sheet_of_frame(frame: pd.DataFrame) -> Sheet:
    """A frame as a sheet; an index with names, or with labels, is a column."""
    if not isinstance(frame.index, pd.RangeIndex) or frame.index.name is not None:
        named = any(name is not None for name in frame.index.names)
        if named or frame.index.dtype == object or str(frame.index.dtype) in ("str", "string"):
            frame = frame.reset_index()
    if not len(frame):
        raise FileError(tell("it has no rows."))
    names, tops = [str(name) for name in frame.columns], None
    if isinstance(frame.columns, pd.MultiIndex):
        if frame.columns.nlevels != 2:
            raise FileError(
                tell(
                    "its columns have {n} levels of names; a table has one or two.",
                    n=frame.columns.nlevels,
                )
            )
        tops = [str(top) for top, _ in frame.columns]
        names = [str(name) if str(name) else str(top) for top, name in frame.columns]
    twice = next(
        (name for k, name in enumerate(names) if tops is None and names.index(name) != k), None
    )
    if twice is not None:
        raise FileError(tell("two columns are called {name}; rename one.", name=repr(twice)))
    columns = [_column(frame.iloc[:, k], name) for k, name in enumerate(names)]
    return Sheet(names, columns, np.arange(1, len(frame) + 1), tops)


def _column(series, name):
    try:
        codes, values = pd.factorize(series, use_na_sentinel=True)
    except TypeError as error:
        raise FileError(
            tell(
                "its column {column} holds lists or other things of several parts, and a cell is a name or an amount; "
                "drop the column, or write each part into a column of its own.",
                column=quoted(name),
            )
        ) from error
    cells = [_plain(value) for value in values]
    missing = codes < 0
    if missing.any():
        codes = np.where(missing, len(cells), codes)
        cells.append(None)
    return Column(codes.astype(np.int32), cells)


def _plain(value):
    if isinstance(value, (bool, np.bool_)):
        return str(value).upper()
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)
    return str(value)


def _bytes_of(source, name, largest):
    if isinstance(source, (bytes, bytearray, memoryview)):
        data, name = bytes(source), _printable(name or tell("the file"))
        try:
            check_size(len(data), largest)
        except FileError as error:
            raise FileError(tell("{name}: {error}", name=name, error=error)) from None
        return data, name
    if not isinstance(source, (str, PathLike)):
        name = type(source).__name__
        if callable(getattr(source, "collect", None)):
            raise TypeError(
                tell(
                    "source: a {name} has no rows yet; hand over what its collect() returns.",
                    name=name,
                )
            )
        raise TypeError(
            tell(
                "source: expected a path, bytes or a frame of pandas, Polars or Arrow, got {name}.",
                name=name,
            )
        )
    shown = _printable(name or Path(source).name)
    if "://" in str(source):
        raise FileError(
            tell(
                "{source}: is an address; fetch the file first. Nothing is read from other "
                "machines.",
                source=source,
            )
        )
    try:
        if Path(source).is_dir():
            raise FileError(tell("{source}: is a folder; name one file in it.", source=source))
        check_size_of_file(Path(source), largest)
        return Path(source).read_bytes(), shown
    except FileNotFoundError as error:
        raise FileError(
            tell(
                "{source}: there is no such file in {path}; check its name and the folder.",
                source=source,
                path=Path.cwd(),
            )
        ) from error
    except FileError as error:
        raise FileError(
            tell("{shown}: {error}", shown=shown, error=error)
            if str(error).startswith("it ")
            else str(error)
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(
            tell(
                "{shown}: it cannot be opened ({reason}); check that you may read it.",
                shown=shown,
                reason=reason,
            )
        ) from error


def _printable(name):
    """A file's name without what a terminal would obey or a page could not hold."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name
    )
