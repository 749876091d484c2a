"""Large tables as a wheel carries them: column by column, since like stands beside like there and packs to half.

In the checkout a large table is ``<name>.csv.gz``, which every program opens. A wheel has ``<name>.columns.bz2`` in its
place: the same table turned over, one line a column, which :func:`unpacked` turns back. Only what Python itself brings
is needed for either, so that a build in an environment of its own can run this file by its path.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
from pathlib import Path

__all__ = ["pack", "packed_file", "unpacked"]

ENDING = ".csv.gz"


def packed_file(file: Path) -> Path:
    """Return where a wheel keeps the table of a file."""
    return file.with_name(file.name.removesuffix(ENDING) + ".columns.bz2")


def pack(file: Path) -> Path:
    """Write the table of a ``.csv.gz`` column by column beside it, and return the new file."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        columns = zip(*csv.reader(text), strict=True)
        turned = io.StringIO()
        csv.writer(turned, lineterminator="\n").writerows(columns)
    new = packed_file(file)
    new.write_bytes(bz2.compress(turned.getvalue().encode()))
    return new


def unpacked(file: Path) -> io.StringIO:
    """Return as CSV, row by row, the table that :func:`pack` wrote.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "jobs.csv.gz"
    >>> _ = file.write_bytes(gzip.compress(b"area,jobs\\n01,5\\n02,\\n"))
    >>> unpacked(pack(file)).getvalue()
    'area,jobs\\n01,5\\n02,\\n'
    """
    with bz2.open(file, "rt", encoding="utf-8", newline="") as text:
        rows = zip(*csv.reader(text), strict=True)
        table = io.StringIO()
        csv.writer(table, lineterminator="\n").writerows(rows)
    table.seek(0)
    return table
