"""In a live notebook: the stored share, and a button that tries the claim anew with what the kernel holds now."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
from IPython.display import display

from explorable.words import tell

from .note import details

if TYPE_CHECKING:
    from .claim import Claim

__all__ = ["box", "show"]


def show(claim: Claim) -> None:
    """Show the claim below its cell; its plain text is the statement alone, so that no share is compared by tests."""
    view = box(claim)._repr_mimebundle_()
    display({**view, "text/plain": claim.says}, raw=True)


def box(claim: Claim) -> Any:
    """The widget."""
    stored, said = claim.stored(), widgets.HTML()
    untried = escape(tell("Not tried yet."))
    said.value = _said(claim.says, details(stored) if stored else f"<p>{untried}</p>")
    button = widgets.Button(description=tell("Try it anew"))

    def anew(_: Any) -> None:
        button.disabled, button.description = True, tell("Trying ...")
        try:
            said.value = _said(claim.says, details(claim.compute()))
        except Exception as error:  # ipywidgets would put it into a log that no reader opens
            said.value = _said(claim.says, f'<p role="alert">{escape(str(error))}</p>')
        finally:
            button.disabled, button.description = False, tell("Try it anew")

    button.on_click(anew)
    return widgets.VBox([said, button])


def _said(says, below):
    return f"<p><strong>{escape(says)}</strong></p>{below}"
