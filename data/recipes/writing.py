"""Write a table so that the same rows always give the same bytes."""

import gzip
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]


def content(table):
    """Return the table as CSV: UTF-8, one line feed per row, quotes only where needed, empty where missing."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def stored(path):
    """Return the uncompressed bytes of a table's file, or None if there is none."""
    if not path.exists():
        return None
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def path_of(name):
    """Return the file of a table, as the data package names it."""
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    paths = {entry["name"]: entry["path"] for entry in package["resources"]}
    if name not in paths:
        raise LookupError(
            f"datapackage.json has no entry {name!r}: describe the table there before writing it."
        )
    return FOLDER / paths[name]


def write(name, table):
    """Write the table where it differs from what is stored; return whether it did."""
    path, new = path_of(name), content(table)
    # Compressors differ between machines: the same rows leave the compressed file as it is.
    if stored(path) == new:
        return False
    path.write_bytes(gzip.compress(new, 9, mtime=0) if path.suffix == ".gz" else new)
    return True
