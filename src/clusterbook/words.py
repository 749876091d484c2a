"""What the book's own code says to a reader: messages of a catalogue of their own, in the library's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agglomeration.words import Catalogue, enumerated, joined, listed, marked, quoted

__all__ = ["enumerated", "joined", "listed", "marked", "quoted", "tell", "tell_many", "term"]

_OWN = Catalogue("clusterbook", Path(__file__).parent / "locale")


def tell(message: str, /, **named: Any) -> str:
    """A message in the reader's language, with its names filled in: see `agglomeration.words.tell`."""
    return _OWN.tell(message, **named)


def tell_many(singular: str, plural: str, n: int, /, **named: Any) -> str:
    """The message for one or for many: see `agglomeration.words.tell_many`."""
    return _OWN.tell_many(singular, plural, n, **named)


def term(name: str) -> str:
    """A name that sentences are filled with, in the reader's language: see `agglomeration.words.term`."""
    return _OWN.term(name)
