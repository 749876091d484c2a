"""What a file is, told by its first bytes and not by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.parsers import expat

from agglomeration.words import quoted, tell

from ..errors import FileError
from ..options import LARGEST, LARGEST_UNPACKED
from .column_names import role_of

__all__ = ["LARGEST", "check_size", "check_size_of_file", "is_workbook"]

# What is not read, and what to do with it.
_OTHER = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is an Excel workbook of the kind before 2007 (.xls), or one locked with a password; open it in Excel or "
        "LibreOffice and save it as .xlsx without a password, or as CSV",
    ),
    (b"%PDF", "is a PDF; tables in it must be copied into a spreadsheet first"),
    (b"\x1f\x8b", "is compressed (gzip); unpack it first"),
    (b"SQLite format 3\x00", "is an SQLite database; save the table as CSV first"),
    (b"\x89PNG", "is a picture; the report reads tables"),
    (b"\xff\xd8\xff", "is a picture; the report reads tables"),
    (b"\x7fELF", "is a program; the report reads tables, and runs nothing"),
    (
        b"MZ",
        "may be a program; the report reads tables, and runs nothing. Save the table as CSV or .xlsx",
    ),
)
# Bytes in which the names of columns stand, and the columns that a report of totals or plants needs.
_HEAD = 65_536
_NEEDED = ("region", "industry", "value", "size", "year", "plant", "item", "unit")
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<script")


def check_size(size: int, largest: float) -> None:
    """Refuse a file that is too large to be read into memory."""
    if size > largest * 1_000_000:
        raise FileError(
            tell(
                "it has {size} MB, and {largest} MB are read at most; add rows up before, or take "
                "a database engine as the chapter on scaling up does, or say largest={enough} (on "
                "the command line --largest={enough}).",
                size=f"{size / 1000000:,.0f}",
                largest=f"{largest:g}",
                enough=size // 1000000 + 1,
            )
        )


def check_size_of_file(path: Path, largest: float) -> None:
    """Refuse a file that is too large, with the line that makes a smaller one of it where its columns are known."""
    try:
        check_size(path.stat().st_size, largest)
    except FileError as error:
        made = _smaller(path)
        if made is None:
            raise
        raise FileError(
            tell(
                "{error} With DuckDB (python3 -m pip install -e '.[engines]') this line of Python keeps the columns "
                "that a report needs, of the last year, in a smaller file: {code}",
                error=error,
                code=made,
            )
        ) from None


def _smaller(path):
    """A line of Python that writes the columns that are needed into a smaller file; None where they are not known."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    try:
        first = head.decode("utf-8-sig", errors="ignore").splitlines()[0]
    except IndexError:
        return None
    separator = max(",;\t|", key=first.count)
    names = [name.strip().strip('"') for name in first.split(separator)]
    kept = {role: name for name in reversed(names) if (role := role_of(name))}
    if not {"region", "industry"} <= set(kept) or not {"value", "size"} & set(kept):
        return None
    needed = [name for name in names if name in kept.values() and role_of(name) in _NEEDED]
    year = kept.get("year")
    columns = ", ".join(map(_identifier, needed))
    read = f"read_csv({_text(path.name)}, all_varchar=true)"
    where = (
        f" WHERE {_identifier(year)} = (SELECT max({_identifier(year)}) FROM {read})"
        if year
        else ""
    )
    to = _text(f"{path.stem}-smaller.csv")
    query = f"COPY (SELECT {columns} FROM {read}{where}) TO {to}"
    return f"import duckdb; duckdb.sql({query!r})"


def _identifier(name):
    return '"' + name.replace('"', '""') + '"'


def _text(name):
    return "'" + name.replace("'", "''") + "'"


def is_workbook(data: bytes, largest: float = LARGEST) -> bool:
    """Whether bytes are an Excel workbook; what is neither that nor text is refused.

    Examples
    --------
    >>> is_workbook(b"region,industry,jobs")
    False
    >>> is_workbook(b"%PDF-1.7")
    Traceback (most recent call last):
        ...
    agglomeration.report.errors.FileError: it is a PDF; tables in it must be copied into a spreadsheet first.
    """
    if not data.strip():
        raise FileError(
            tell(
                "it is empty; it needs a row with the names of the columns and at least one row "
                "of data."
            )
        )
    for beginning, said in _OTHER:
        if data.startswith(beginning):
            raise FileError(tell("it {said}.", said=said))
    if data[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise FileError(
            tell(
                "it is a web page or XML, whatever its name says (some statistics offices hand "
                "out such files as .xls); open it in Excel or LibreOffice and save it as .xlsx or "
                "CSV. Nothing in it was run."
            )
        )
    if not data.startswith(b"PK\x03\x04"):
        return False
    _check_package(data, largest)
    return True


def _check_package(data, largest):
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise FileError(
            tell("it is a damaged workbook or ZIP archive; get it anew, or save it again as CSV.")
        ) from error
    names = set(package.namelist())
    if "xl/workbook.bin" in names:
        raise FileError(tell("it is a binary Excel workbook (.xlsb); save it as .xlsx or CSV."))
    if "mimetype" in names and "content.xml" in names:
        raise FileError(tell("it is an OpenDocument file (.ods); save it as .xlsx or CSV."))
    if "xl/workbook.xml" not in names:
        raise FileError(
            tell("it is a ZIP archive, not a table; unpack it first and give one of its files.")
        )
    # A workbook takes more memory than text, unless the caller says that there is enough.
    largest = LARGEST_UNPACKED if largest == LARGEST else largest
    unpacked = sum(part.file_size for part in package.infolist())
    if unpacked > largest * 1_000_000:
        raise FileError(
            tell(
                "it unpacks to {unpacked} MB, and {largest} MB are read at most; save the sheet "
                "as CSV, which takes less memory, or say largest={enough} (on the command line "
                "--largest={enough}).",
                unpacked=f"{unpacked / 1000000:,.0f}",
                largest=f"{largest:g}",
                enough=unpacked // 1000000 + 1,
            )
        )
    for part in package.infolist():
        if part.filename.endswith((".xml", ".rels")):
            _refuse_document_type(package, part)


def _refuse_document_type(package, part):
    """Entities can make a small file unfold into gigabytes; no workbook that Excel writes declares any."""
    parser, found = expat.ParserCreate(), []
    parser.StartDoctypeDeclHandler = lambda *_: found.append(True)
    parser.StartElementHandler = lambda *_: found.append(False)
    try:
        with package.open(part) as stream:
            while not found and (chunk := stream.read(4096)):
                parser.Parse(chunk, False)
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
    ) as error:
        raise FileError(
            tell(
                "it is a damaged or locked workbook; open it in Excel and save it anew, or as CSV."
            )
        ) from error
    if found and found[0]:
        raise FileError(
            tell(
                "its part {filename} declares entities, as no spreadsheet does; it was not read.",
                filename=quoted(part.filename),
            )
        )
