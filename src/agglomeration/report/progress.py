"""How far long work is, in words: nothing for what is done in a moment."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Lock, Timer
from types import TracebackType
from typing import TextIO

__all__ = ["MOST_STEPS", "Patient", "one_line"]

# What reading, computing and writing say at most, one after the other: how long a bar is.
MOST_STEPS = 10
# Seconds before anything is said.
PATIENCE = 2.0
_CLEARED = "\r\x1b[2K"


class Patient:
    """Tells what is being done, but only once all of it has taken some seconds.

    Parameters
    ----------
    say : callable
        Is told in words what is done; and, at the end, nothing, if it was told anything.
    patience : float
        Seconds before anything is said.

    Examples
    --------
    >>> with Patient(print, patience=0) as progress:
    ...     progress.begin()
    ...     progress("Reading …")
    Reading …
    <BLANKLINE>
    """

    def __init__(self, say: Callable[[str], None], patience: float = PATIENCE) -> None:
        self._say, self._words, self._begun, self._told = say, "", False, False
        self._lock = Lock()
        self._timer = Timer(patience, self.begin) if patience else None

    def __call__(self, words: str) -> None:
        """Note what is done now."""
        with self._lock:
            self._words = words
            self._speak()

    def begin(self) -> None:
        """From now on say it."""
        with self._lock:
            self._begun = True
            self._speak()

    def _speak(self):
        if self._begun and self._words:
            self._told = True
            self._say(self._words)

    def __enter__(self) -> Patient:
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._begun = False
            if self._told:
                self._say("")


def one_line(stream: TextIO | None = None) -> Callable[[str], None]:
    """Writes words over those before, in one line of a terminal; no words clear it."""

    def say(words: str) -> None:
        to = stream or sys.stderr
        to.write(f"{_CLEARED}{words}")
        to.flush()

    return say
