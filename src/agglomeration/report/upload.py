"""A form for a reader's own file in a notebook: choose a file, see what is read, have the report written."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

import ipywidgets as widgets

from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.words import tell

from .errors import FileError
from .making import make_report, workbook_lacks
from .option_texts import from_text
from .options import OPTIONS
from .reading import read_table

__all__ = ["UploadForm"]

_GUESSED = "found by itself"
# What most files need; everything else stands in a fold below.
FIRST = ("region", "industry", "value", "decimal", "thousands", "without", "withheld", "reference")
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
        self.inputs = {option.name: _control(option) for option in OPTIONS}
        self.replace = widgets.Checkbox(
            value=False, indent=False, description="Replace a report that is there already"
        )
        self.button = widgets.Button(description="Write the report", disabled=True)
        self.said, self.written, self.checked = widgets.HTML(), widgets.HTML(), None
        for control in (self.file, *self.inputs.values()):
            control.observe(self._read, names="value")
        self.button.on_click(self._write)
        first, rest = (
            widgets.HBox(
                [control for name, control in self.inputs.items() if (name in FIRST) == is_first],
                layout=widgets.Layout(flex_flow="row wrap"),
            )
            for is_first in (True, False)
        )
        more = widgets.Accordion([rest], selected_index=None)
        more.set_title(0, "All other options")
        self.box = widgets.VBox(
            [self.file, first, more, self.said, self.replace, self.button, self.written]
        )

    def __repr__(self) -> str:
        return _STILL

    def _repr_mimebundle_(self, include=None, exclude=None):
        if os.environ.get("EXPLORABLE_STATIC"):
            return {"text/plain": _STILL, "text/html": f"<p>{_STILL}</p>"}
        return {**self.box._repr_mimebundle_(), "text/plain": _STILL}

    def _options(self, stages):
        """What was said in the fields of some stages."""
        said = {}
        for option in OPTIONS:
            text = self.inputs[option.name].value
            if option.stage in stages and text not in ("", _GUESSED):
                said[option.name] = from_text(option, text)
        return said

    def _read(self, _=None):
        self.checked, self.written.value = None, ""
        if self.file.value:
            file = self.file.value[0]
            try:
                self.checked = read_table(
                    bytes(file["content"]), name=file["name"], **self._options(("reading",))
                )
                self.said.value = self.checked._repr_html_()
            except Exception as error:
                self.said.value = _alert(error)
        self.button.disabled = self.checked is None

    def _write(self, _=None):
        self.written.value = "<p>Computing …</p>"
        try:
            options = {"draws": self.draws, **self._options(("comparing", "computing"))}
            report = make_report(self.checked, progress=self._tell, **options)
            lacks = workbook_lacks()
            paths = report.write(Path(self.folder), overwrite=self.replace.value, excel=not lacks)
        except Exception as error:
            self.written.value = _alert(error, "Not written.")
            return
        names = ", ".join(f"<code>{escape(str(path))}</code>" for path in paths)
        self.written.value = (
            f"<p>Written beside this notebook: {names}. "
            f"Open them from the list of files. {escape(lacks)}</p>"
        )

    def _tell(self, words):
        self.written.value = f"<p>{escape(words)}</p>"


def _control(option):
    """The field of an option, under the name that messages use."""
    told = {"description": option.name, "tooltip": option.about}
    if option.choices:
        return widgets.Dropdown(options=[_GUESSED, *option.choices], **told)
    several = "separated by commas" if option.several else _GUESSED
    default = "" if option.default in (None, ()) else str(option.default)
    return widgets.Text(placeholder=default or several, continuous_update=False, **told)


def _alert(error, lead="Not read."):
    """What went wrong; what is no sentence about the file is the program's own fault, and says so."""
    said = str(error)
    if not isinstance(error, (FileError, ImportError)):
        kind = type(error).__name__
        said = tell(
            "This should not have happened, and the fault is the program's, not yours ({kind}: {error}).",
            kind=kind,
            error=said,
        )
    return f'<p role="alert"><strong>{lead}</strong> {escape(said)}</p>'
