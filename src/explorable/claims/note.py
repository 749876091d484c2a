"""A claim's share on a page: a few words beside the sentence, and what stands behind them."""

from __future__ import annotations

from html import escape

from explorable.words import tell

from . import words
from .result import Result

__all__ = ["details", "note_html", "note_text", "sentences"]


def sentences(result: Result) -> list[str]:
    """What a click shows: the statement, what was varied, where it fails, and where it must be false."""
    return [
        result.says,
        words.varied(result),
        words.demanded(result),
        words.failing(result),
        words.world(result),
    ]


def note_html(result: Result, identifier: str) -> str:
    """The share as a button, and the note that it opens; both stand inside a sentence, so both are inline elements.

    Without a script the note opens while the button is in focus; on paper it is always there.
    """
    told = "".join(f"<span>{escape(sentence)} </span>" for sentence in sentences(result))
    return (
        f'<span class="claim"><button type="button" aria-expanded="false" aria-controls="{identifier}">'
        f"{escape(words.share(result))}</button>"
        f'<span class="claim-note" role="note" id="{identifier}">{told}</span></span>'
    )


def note_text(result: Result) -> str:
    """The share in plain text."""
    return tell("({share})", share=words.share(result))


def details(result: Result) -> str:
    """Share and note as blocks, for a notebook."""
    told = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences(result)[1:])
    share = tell("It {share}.", share=words.share(result))
    return f"<p>{escape(share)}</p><ul>{told}</ul>"
