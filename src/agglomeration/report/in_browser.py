"""The report on a page where a reader drops a file: what the page says, and what its Python answers.

The press writes the page and asks for this by a registered name (``bookpress.own_file``); it knows nothing of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from agglomeration.words import language, marked, tell, term

from .errors import FileError
from .making import Report, make_report, workbook_lacks
from .option_texts import from_text
from .options import OPTIONS
from .page import style_hash
from .reading import read_table

__all__ = ["WORDS", "page_of_own_file", "report_on", "workbook"]

# Megabytes: more takes a browser's Python minutes, or its memory.
LARGEST = 20
# What a report needs beside the library; figures need matplotlib.
PACKAGES = ("numpy", "pandas", "matplotlib")
# Pure packages that the browser's Python lacks: workbooks are read and written with them.
WHEELS = ("openpyxl", "et-xmlfile", "xlsxwriter")
# The last report, for its workbook.
_made: list[Report] = []
# What most files need; the others stand in a fold.
FIRST = ("region", "industry", "value", "decimal", "thousands", "without", "withheld", "reference")

# Everything that the page says. Names in braces are filled in by the page.
WORDS = {
    "title": marked("A report on your own file"),
    "link": marked(
        "drop it on a page of this site, with Python in your browser. The file stays on your machine."
    ),
    "back": marked("Back to the book"),
    "lead": marked(
        "Drop a table of regions and industries here, and this page reads it, checks it, and computes every indicator "
        "that it admits. Your file stays on this machine: no part of it is sent anywhere."
    ),
    "ask": marked(
        "The page needs Python, which is not part of this site. When you press the button, {files} files of "
        "{megabytes} MB in all are fetched: {theirs} MB from {network}, a public network that then "
        "learns your address and nothing else, and {ours} MB from this site. Each file is held against its "
        "fingerprint. That takes about {seconds} seconds once they are here, and as long as your line needs for them "
        "before: {line} seconds at 20 megabits per second. Your browser keeps them for the next time."
    ),
    "ask_heading": marked("Before anything is fetched"),
    "start": marked("Fetch Python ({megabytes} MB) and start"),
    "drop_heading": marked("Your file"),
    "drop": marked("Drop a CSV file or an Excel workbook here, or choose one (up to {largest} MB)"),
    "others": marked("Other files that an option names: a reference, neighbours, a concordance"),
    "options": marked("How it is to be read and compared"),
    "options_told": marked(
        "Leave a field empty and the page finds it itself, or asks. Several are separated by commas."
    ),
    "more_options": marked("All other options"),
    "again": marked("Read it again, with these options"),
    "stop": marked("Stop"),
    "report": marked("The report"),
    "save_html": marked("Save the page"),
    "save_json": marked("Save the data"),
    "save_excel": marked("Save the workbook"),
    "ways": marked("What it may mean. Choose one:"),
    "waiting": marked("{name} waits until Python is here: press the button above."),
    "fetching": marked("Fetching {name} ({number} of {files}, {done} of {megabytes} MB) …"),
    "starting": marked("Starting Python …"),
    "unpacking": marked("Unpacking the library …"),
    "ready": marked("Python is ready."),
    "reading": marked("Reading {name} …"),
    "drawing": marked("Writing the report: figures and tables …"),
    "packing": marked("Writing the workbook …"),
    "packed": marked("The workbook on {name} is saved where your browser puts what it saves."),
    "done": marked("The report on {name} is below; it took {seconds} seconds."),
    "stopped": marked("Stopped. Nothing was kept; drop the file again to start anew."),
    "too_large": marked(
        "{name} has {megabytes} MB, and this page takes {largest} at most. Install the library and write: {command}"
    ),
    "parquet": marked(
        "{name} is a kind of file that this page does not read; it reads CSV and Excel (.xlsx). Install the library "
        "and write: {command}"
    ),
    "from_disk": marked(
        "This page was opened from a disk, where a browser lets no page start a Python. Open it from a published site, "
        "or install the library and write: {command}"
    ),
    "no_script": marked(
        "This page needs JavaScript. Without it, install the library and write: {command}"
    ),
    "not_fetched": marked(
        "{name} could not be fetched, or is not the file that this page was made for ({reason}). Nothing of it was "
        "run. Check the line, or install the library and write: {command}"
    ),
    "fault": marked(
        "This should not have happened, and the fault is the program's, not yours ({reason}). Try the command: "
        "{command}"
    ),
    "command": marked("agglomeration report {name}"),
    "install": marked("python3 -m pip install -e '.[excel]'"),
}


def page_of_own_file() -> dict[str, Any]:
    """What the press needs to write the page."""
    return {
        "language": language(),
        "words": {key: term(text) for key, text in WORDS.items()},
        "options": [
            {
                "name": option.name,
                "about": term(option.about),
                "choices": list(option.choices),
                "default": "" if option.default in (None, ()) else str(option.default),
                "first": option.name in FIRST,
            }
            for option in OPTIONS
            if option.name != "largest"
        ],
        "style_hash": style_hash(),
        "packages": list(PACKAGES),
        "wheels": list(WHEELS),
        "library": "agglomeration",
        "module": __name__,
        "largest": LARGEST,
        "kinds": [".csv", ".tsv", ".txt", ".tab", ".dat", ".xlsx", ".xlsm"],
    }


def report_on(
    name: str,
    content: bytes,
    said: Mapping[str, str],
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """The report on a file, or the sentence why not, with the readings that it offers.

    Parameters
    ----------
    name : str
        The file's name.
    content : bytes
        The file.
    said : mapping
        Options as they stand in the fields.
    progress : callable, optional
        Is told in words what is done.

    Returns
    -------
    dict
        ``{"kind": "report", "html": ..., "json": ..., "lacks": ...}``, or
        ``{"kind": "refused", "sentence": ..., "ways": [...]}``; a way has a ``label`` and the ``fields`` to fill.

    Examples
    --------
    >>> report_on("x.csv", b"not a table", {})["kind"]
    'refused'
    """
    say = progress or _quiet
    try:
        options = {
            option.name: from_text(option, text)
            for option in OPTIONS
            if (text := said.get(option.name, "")) != ""
        }
        own = {one.name for one in OPTIONS if one.stage != "reading"}
        reading = {key: value for key, value in options.items() if key not in own}
        checked = read_table(content, name=name, largest=LARGEST, progress=say, **reading)
        others = {key: value for key, value in options.items() if key in own}
        report = make_report(checked, progress=say, **others)
    except FileError as error:
        return {"kind": "refused", "sentence": str(error), "ways": _ways(error)}
    except MemoryError:
        sentence = tell("{name} needs more memory than the browser's Python has.", name=name)
        return {"kind": "refused", "sentence": sentence, "ways": []}
    say(term(WORDS["drawing"]))
    _made.clear()
    _made.append(report)
    return {
        "kind": "report",
        "html": report.html(),
        "json": report.json(),
        "lacks": workbook_lacks(),
    }


def workbook() -> bytes:
    """The workbook of the last report: asked for by itself, since it takes longer than all the rest."""
    return _made[-1].excel()


def _quiet(words):
    """Nobody watches."""


def _ways(error):
    return [
        {
            "label": ", ".join(f"{name}={value!r}" for name, value in way.items()),
            "fields": {name: _field(value) for name, value in way.items()},
        }
        for way in error.ways
    ]


def _field(value):
    """An option's value as it stands in a field; quotation marks keep a blank or a comma."""
    if isinstance(value, (tuple, list)):
        return ", ".join(repr(str(one)) for one in value)
    return repr(value) if isinstance(value, str) and value != value.strip() else str(value)
