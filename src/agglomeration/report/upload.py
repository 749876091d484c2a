"""A form for a reader's own file in a notebook: choose a file, see what is read, have the report written."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

import ipywidgets as widgets

from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.words import enumerated, marked, tell, term

from .errors import FileError
from .making import make_report, workbook_lacks
from .option_texts import from_text
from .options import OPTIONS
from .progress import MOST_STEPS
from .reading import read_table

__all__ = ["UploadForm"]

_GUESSED = marked("found by itself")
# What most files need; everything else stands in a fold below.
FIRST = ("region", "industry", "value", "decimal", "thousands", "without", "withheld", "reference")
_STILL = marked(
    "A form for your own file stands here when this page runs: in Binder, in JupyterLab or in the browser's Python."
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
            accept=".csv,.tsv,.txt,.xlsx", multiple=False, description=tell("Choose a file")
        )
        self.file.layout.width = "auto"
        self.inputs = {option.name: _control(option) for option in OPTIONS}
        self.replace = widgets.Checkbox(
            value=False, indent=False, description=tell("Replace a report that is there already")
        )
        self.button = widgets.Button(description=tell("Write the report"), disabled=True)
        self.said, self.written, self.checked = widgets.HTML(), widgets.HTML(), None
        self.bar = widgets.IntProgress(max=MOST_STEPS, layout=widgets.Layout(visibility="hidden"))
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
        more.set_title(0, tell("All other options"))
        self.box = widgets.VBox(
            [self.file, first, more, self.said, self.replace, self.button, self.bar, self.written]
        )

    def __repr__(self) -> str:
        return term(_STILL)

    def _repr_mimebundle_(self, include=None, exclude=None):
        if os.environ.get("EXPLORABLE_STATIC"):
            return {"text/plain": term(_STILL), "text/html": f"<p>{escape(term(_STILL))}</p>"}
        return {**self.box._repr_mimebundle_(), "text/plain": term(_STILL)}

    def _options(self, stages):
        """What was said in the fields of some stages."""
        said = {}
        for option in OPTIONS:
            text = self.inputs[option.name].value
            if option.stage in stages and text not in ("", term(_GUESSED)):
                said[option.name] = from_text(option, text)
        return said

    def _read(self, _=None):
        self.checked, self.written.value = None, ""
        if self.file.value:
            file = self.file.value[0]
            try:
                self.checked = read_table(
                    bytes(file["content"]),
                    name=file["name"],
                    progress=self._tell,
                    **self._options(("reading",)),
                )
                self.said.value = self.checked._repr_html_()
            except Exception as error:
                self.said.value = _alert(error)
            self._told()
        self.button.disabled = self.checked is None

    def _write(self, _=None):
        self._tell(tell("Computing …"))
        try:
            options = {"draws": self.draws, **self._options(("comparing", "computing"))}
            report = make_report(self.checked, progress=self._tell, **options)
            lacks = workbook_lacks()
            self._tell(tell("Writing the report: figures and tables …"))
            paths = report.write(Path(self.folder), overwrite=self.replace.value, excel=not lacks)
        except Exception as error:
            self._told()
            self.written.value = _alert(error, tell("Not written."))
            return
        self._told()
        names = enumerated(f"<code>{escape(str(path))}</code>" for path in paths)
        told = tell(
            "Written beside this notebook: {names}. Open them from the list of files.", names=names
        )
        self.written.value = f"<p>{told} {escape(lacks)}</p>"

    def _tell(self, words):
        """What is done now, beside a bar of how much of it is behind."""
        self.bar.layout.visibility = "visible"
        self.bar.value = min(self.bar.value + 1, MOST_STEPS - 1)
        self.written.value = f"<p>{escape(words)}</p>"

    def _told(self):
        self.bar.value, self.bar.layout.visibility = 0, "hidden"
        self.written.value = ""


def _control(option):
    """The field of an option, under the name that messages use."""
    told = {"description": option.name, "tooltip": term(option.about)}
    if option.choices:
        return widgets.Dropdown(options=[term(_GUESSED), *option.choices], **told)
    several = tell("separated by commas") if option.several else term(_GUESSED)
    default = "" if option.default in (None, ()) else str(option.default)
    return widgets.Text(placeholder=default or several, continuous_update=False, **told)


def _alert(error, lead=""):
    """What went wrong; what is no sentence about the file is the program's own fault, and says so."""
    said = str(error)
    if not isinstance(error, (FileError, ImportError)):
        kind = type(error).__name__
        said = tell(
            "This should not have happened, and the fault is the program's, not yours ({kind}: {error}).",
            kind=kind,
            error=said,
        )
    lead = escape(lead or tell("Not read."))
    return f'<p role="alert"><strong>{lead}</strong> {escape(said)}</p>'
