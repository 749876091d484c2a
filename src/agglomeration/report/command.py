"""The command ``agglomeration report my.csv``: a page, a workbook and data, or a sentence that says what is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib.metadata import PackageNotFoundError, version

from agglomeration.words import marked, tell, term

from .errors import FileError
from .making import make_report, workbook_lacks, written_to
from .option_texts import flag_of
from .options import OPTIONS, READING
from .progress import Patient, one_line
from .reading import read_table

__all__ = ["main"]

# The groups of options by stage, in the order of the help.
GROUPS = {
    "reading": (marked("how the file is read"), marked("found by itself unless said")),
    "comparing": (marked("what is compared with what"), ""),
    "computing": (marked("how it is computed"), ""),
}


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
            tell(
                "The file needs more memory than there is; take broader classes, or add rows up before."
            )
        )
    except KeyboardInterrupt:
        return _failed(tell("Stopped; nothing more was written."), 130)
    except Exception as error:
        if said.debug:
            raise
        return _failed(
            tell(
                "This should not have happened, and the fault is the program's, not yours ({kind}: {error}). Run it "
                "again with --debug to see where, and please report it.",
                kind=type(error).__name__,
                error=error,
            ),
            70,
        )


def _failed(sentence, code=1):
    print(sentence, file=sys.stderr)
    return code


def _report(said):
    given = {
        option.name: tuple(value) if isinstance(value, list) else value
        for option in OPTIONS
        if (value := said.get(option.name)) is not None
    }
    reading = {name: value for name, value in given.items() if name in READING}
    with _progress() as progress:
        checked = read_table(said["file"], progress=progress, **reading)
    print(checked)
    lacks = "" if said["no_excel"] else workbook_lacks()
    excel = not said["no_excel"] and not lacks
    # Before the computing, which may take a while.
    written_to(checked.name, said["to"], said["overwrite"], excel)
    others = {name: value for name, value in given.items() if name not in READING}
    with _progress() as progress:
        report = make_report(checked, progress=progress, **others)
        if progress is not None:
            progress(tell("Writing the report: figures and tables …"))
        paths = report.write(said["to"], overwrite=said["overwrite"], excel=excel)
    for sentence in report.comparison.sentences:
        print(f"  {sentence}")
    for remark in report.remarks:
        print(tell("  Careful: {remark}", remark=remark))
    for path in paths:
        print(tell("Written: {path}", path=path))
    if lacks:
        print(lacks)
    return 0


def _progress():
    """Says what is done to whoever watches, once it takes long; a file of what was printed holds results alone."""
    return Patient(one_line()) if sys.stderr.isatty() else nullcontext()


def _parser():
    parser = argparse.ArgumentParser(
        "agglomeration", description=tell("Indicators of industrial clusters."), allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", title="commands")
    report = commands.add_parser(
        "report",
        help=tell("compute every indicator that a table admits"),
        description=tell(
            "Read a CSV file or an Excel workbook, check it, compute every indicator that it admits, and write a page "
            "(.html), the same as data (.json) and a workbook (.xlsx). What is guessed is said; every guess can be set."
        ),
        allow_abbrev=False,
    )
    report.add_argument(
        "file", help=tell("CSV file (UTF-8 or Korean CP949) or Excel workbook (.xlsx)")
    )
    report.add_argument(
        "--to",
        default=".",
        metavar="FOLDER",
        help=tell("folder to write into; this one unless said"),
    )
    report.add_argument(
        "--overwrite", action="store_true", help=tell("replace reports that are there already")
    )
    report.add_argument("--no-excel", action="store_true", help=tell("write no workbook"))
    # The name of the last edition; without a default of its own, lest it replace what --draws says.
    report.add_argument(
        "--permutations", dest="draws", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    report.add_argument(
        "--debug", action="store_true", help=tell("show where a fault of the program lies")
    )
    for stage, (title, description) in GROUPS.items():
        group = report.add_argument_group(term(title), term(description) or None)
        for option in OPTIONS:
            if option.stage == stage:
                _add(group, option)
    return parser


def _add(group, option):
    about = term(option.about).replace("%", "%%")
    if option.several:
        about = tell("{about}; may be given several times", about=about)
    default = {} if option.default in (None, ()) else {"default": option.default}
    if default:
        about = f"{about} ({option.default})"
    group.add_argument(
        flag_of(option),
        dest=option.name,
        metavar=None if option.choices else option.name.upper(),
        help=about,
        choices=option.choices or None,
        type=option.kind,
        **default,
        **({"action": "append"} if option.several else {}),
    )


def _version():
    try:
        return f"agglomeration {version('agglomeration')}"
    except PackageNotFoundError:
        return "agglomeration (not installed)"
