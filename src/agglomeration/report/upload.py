"""A form for a reader's own file in a notebook: choose a file, see what is read, have the report written."""

from __future__ import annotations

import ast
import inspect
import os
from html import escape
from pathlib import Path

import ipywidgets as widgets

from agglomeration.indicators.inference.former_keywords import takes_former

from .errors import FileError
from .making import make_report, workbook_lacks
from .reading import read_table

__all__ = ["UploadForm"]

_GUESSED = "found by itself"
_CHOICES = {
    "layout": ("Layout", ("long", "wide", "years")),
    "rows": ("A row is", ("totals", "plants")),
    "encoding": ("Encoding", ("utf-8", "cp949", "latin-1", "utf-16")),
    "decimal": ("Decimal mark", (".", ",")),
    "thousands": ("Thousands mark", (",", ".", " ", "'")),
}
_STILL = (
    "A form for your own file stands here when this page runs: "
    "in Binder, in JupyterLab or in the browser's Python."
)


class UploadForm:
    """The form as the last value of a cell.

    Parameters
    ----------
    folder : str
        Where reports are written; beside the notebook unless said.
    draws : int
        Simulations behind each p-value.

    Notes
    -----
    The file goes to the Python that runs the notebook and nowhere else. In a page without a Python a sentence stands
    where the form would be.
    """

    @takes_former("permutations")
    def __init__(self, folder: str | os.PathLike[str] = ".", draws: int = 999) -> None:
        self.folder, self.draws = folder, draws
        self.file = widgets.FileUpload(
            accept=".csv,.tsv,.txt,.xlsx", multiple=False, description="Choose a file"
        )
        self.file.layout.width = "auto"
        self.inputs = {
            name: widgets.Dropdown(options=[_GUESSED, *choices], description=label)
            for name, (label, choices) in _CHOICES.items()
        }
        self.without = widgets.Text(
            description="Leave out", placeholder="Total", continuous_update=False
        )
        self.others = widgets.Text(
            description="Other options", placeholder="header=2, none='-'", continuous_update=False
        )
        self.button = widgets.Button(description="Write the report", disabled=True)
        self.said, self.written, self.checked = widgets.HTML(), widgets.HTML(), None
        for control in (self.file, self.without, self.others, *self.inputs.values()):
            control.observe(self._read, names="value")
        self.button.on_click(self._write)
        options = [*self.inputs.values(), self.without, self.others]
        options = widgets.HBox(options, layout=widgets.Layout(flex_flow="row wrap"))
        self.box = widgets.VBox([self.file, options, self.said, self.button, self.written])

    def __repr__(self) -> str:
        return _STILL

    def _repr_mimebundle_(self, include=None, exclude=None):
        if os.environ.get("EXPLORABLE_STATIC"):
            return {"text/plain": _STILL, "text/html": f"<p>{_STILL}</p>"}
        return {**self.box._repr_mimebundle_(), "text/plain": _STILL}

    def _options(self):
        said = {
            name: control.value
            for name, control in self.inputs.items()
            if control.value != _GUESSED
        }
        without = tuple(name.strip() for name in self.without.value.split(",") if name.strip())
        return {**said, **({"without": without} if without else {}), **_written(self.others.value)}

    def _read(self, _=None):
        self.checked, self.written.value = None, ""
        if self.file.value:
            file = self.file.value[0]
            try:
                self.checked = read_table(
                    bytes(file["content"]), name=file["name"], **self._options()
                )
                self.said.value = self.checked._repr_html_()
            except Exception as error:
                self.said.value = _alert(error)
        self.button.disabled = self.checked is None

    def _write(self, _=None):
        self.written.value = "<p>Computing …</p>"
        try:
            report = make_report(self.checked, draws=self.draws)
            lacks = workbook_lacks()
            paths = report.write(Path(self.folder), overwrite=True, excel=not lacks)
        except Exception as error:
            self.written.value = _alert(error, "Not written.")
            return
        names = " and ".join(f"<code>{escape(str(path))}</code>" for path in paths)
        self.written.value = (
            f"<p>Written beside this notebook: {names}. "
            f"Open them from the list of files. {escape(lacks)}</p>"
        )


def _written(text):
    """Options written as the messages write them, such as ``header=2, none='-'``.

    Examples
    --------
    >>> _written("header=2, none='-'")
    {'header': 2, 'none': '-'}
    """
    known = [
        name for name in inspect.signature(read_table).parameters if name not in ("source", "name")
    ]
    try:
        call = ast.parse(f"options({text})", mode="eval").body
        if not isinstance(call, ast.Call) or call.args:
            raise ValueError("no options")
        options = {part.arg: ast.literal_eval(part.value) for part in call.keywords}
    except (SyntaxError, ValueError) as error:
        raise FileError(
            f"the other options {text!r} cannot be read; write them as the messages do, such as header=2, none='-'."
        ) from error
    unknown = [name for name in options if name not in known]
    if unknown:
        raise FileError(f"there is no option {unknown[0]!r}; choose among {', '.join(known)}.")
    return options


def _alert(error, lead="Not read."):
    """What went wrong; what is no sentence about the file is the program's own fault, and says so."""
    said = str(error)
    if not isinstance(error, (FileError, ImportError)):
        kind = type(error).__name__
        said = f"This should not have happened, and the fault is the program's, not yours ({kind}: {said})."
    return f'<p role="alert"><strong>{lead}</strong> {escape(said)}</p>'
