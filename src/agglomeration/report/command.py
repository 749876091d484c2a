"""The command ``agglomeration report my.csv``: a page and a workbook, or a sentence that says what is wrong."""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from .errors import FileError
from .making import make_report, places, workbook_lacks
from .reading import LAYOUTS, ROWS, read_table

__all__ = ["main"]

_HELP = {
    "region": "column with the region",
    "industry": "column with the industry",
    "value": "column with the amount (jobs), or a plant's size",
    "year": "column with the year",
    "plant": "column with the plant's name or number",
    "group": "column with the broad class of the industry",
    "x": "column with the plant's x, or longitude",
    "y": "column with the plant's y, or latitude",
    "layout": "long: a row per region and industry; wide: a column per industry; years: a column per year",
    "rows": "what a row is: totals, or single plants",
    "encoding": "encoding of the text, such as utf-8, cp949, latin-1",
    "separator": "what separates cells: , ; | or tab",
    "decimal": "decimal mark, . or , ; a point unless said",
    "thousands": "mark between thousands; none is accepted unless said",
    "none": "a mark that means no job at all, such as --none=- ; may be given several times",
    "without": "a region, industry or column of a wide table to leave out, such as a total; may be given several times",
    "sheet": "sheet of the workbook",
    "header": "line with the names of columns",
    "largest": "megabytes that are read at most",
}
_CHOICES = {"layout": LAYOUTS, "rows": ROWS}
_TYPES = {"header": int, "largest": float}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0 done, 1 the file or the place will not do, 2 the command is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    said = parser.parse_args(arguments)
    if said.command is None:
        parser.print_help()
        return 2
    try:
        return _report(vars(said))
    except (FileError, ImportError) as error:
        return _failed(str(error))
    except MemoryError:
        return _failed(
            "The file needs more memory than there is; take broader classes, or add rows up before."
        )
    except KeyboardInterrupt:
        return _failed("Stopped; nothing more was written.", 130)
    except Exception as error:
        if said.debug:
            raise
        kind = type(error).__name__
        return _failed(
            f"This should not have happened, and the fault is the program's, not yours ({kind}: {error}). Run it again "
            "with --debug to see where, and please report it.",
            70,
        )


def _failed(sentence, code=1):
    print(sentence, file=sys.stderr)
    return code


def _report(said):
    options = {
        name: tuple(given) if isinstance(given, list) else given
        for name, given in said.items()
        if name in _HELP
    }
    options = {name: given for name, given in options.items() if given is not None}
    checked = read_table(said["file"], **options)
    print(checked)
    lacks = "" if said["no_excel"] else workbook_lacks()
    excel = not said["no_excel"] and not lacks
    # Before the computing, which may take a while.
    places(checked.name, said["to"], said["overwrite"], excel)
    report = make_report(checked, draws=said["draws"], seed=said["seed"])
    for remark in report.remarks:
        print(f"  Careful: {remark}")
    for path in report.write(said["to"], overwrite=said["overwrite"], excel=excel):
        print(f"Written: {path}")
    if lacks:
        print(lacks)
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        "agglomeration", description="Indicators of industrial clusters.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", title="commands")
    report = commands.add_parser(
        "report",
        help="compute every indicator that a table admits",
        description="Read a CSV file or an Excel workbook, check it, compute every indicator that it admits, and write "
        "a page (.html) and a workbook (.xlsx). What is guessed is said; every guess can be set.",
        allow_abbrev=False,
    )
    report.add_argument("file", help="CSV file (UTF-8 or Korean CP949) or Excel workbook (.xlsx)")
    report.add_argument(
        "--to", default=".", metavar="FOLDER", help="folder to write into; this one unless said"
    )
    report.add_argument(
        "--overwrite", action="store_true", help="replace reports that are there already"
    )
    report.add_argument("--no-excel", action="store_true", help="write the page only")
    report.add_argument(
        "--draws", type=int, default=999, help="simulations behind each p-value (999)"
    )
    # The name of the last edition; without a default of its own, lest it replace what --draws says.
    report.add_argument(
        "--permutations", dest="draws", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    report.add_argument("--seed", type=int, default=1, help="the same seed, the same p-values (1)")
    report.add_argument(
        "--debug", action="store_true", help="show where a fault of the program lies"
    )
    reading = report.add_argument_group("how the file is read", "found by itself unless said")
    for name in inspect.signature(read_table).parameters:
        if name in _HELP:
            several = {"action": "append"} if name in ("none", "without") else {}
            reading.add_argument(
                f"--{name}",
                help=_HELP[name],
                choices=_CHOICES.get(name),
                type=_TYPES.get(name, str),
                **several,
            )
    return parser


def _version():
    try:
        return f"agglomeration {version('agglomeration')}"
    except PackageNotFoundError:
        return "agglomeration (not installed)"
