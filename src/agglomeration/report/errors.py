"""What is said when a file cannot be read as a table: the thing, the place and the way out."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Any

from agglomeration import words
from agglomeration.words import tell, tell_many

__all__ = ["FileError", "leave_out", "listed", "option"]

_MOST_NAMED = 12


class FileError(ValueError):
    """A file, or something in it, that is not read: one sentence with the place and the way out.

    Attributes
    ----------
    ways : list of dict
        The readings that the sentence offers, each as options to say; empty where the file itself must be mended.
    """

    def __init__(self, message: str, *, ways: Iterable[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.ways = list(ways)


def option(**said: Any) -> str:
    """How options are given, to a function and on the command line.

    Examples
    --------
    >>> option(decimal=",")
    "decimal=',' (on the command line --decimal=',')"
    >>> option(thousands=".", decimal=",")
    "thousands='.', decimal=',' (on the command line --thousands='.' --decimal=',')"
    >>> option(without=("Total", "Sum"))
    "without=('Total', 'Sum') (on the command line --without=Total --without=Sum)"
    """
    said = {
        name: value[0] if isinstance(value, tuple) and len(value) == 1 else value
        for name, value in said.items()
    }
    shown = ", ".join(f"{name}={value!r}" for name, value in said.items())
    flags = [
        f"--{name.replace('_', '-')}={_quoted(one)}"
        for name, value in said.items()
        for one in (value if isinstance(value, tuple) else (value,))
    ]
    return tell("{shown} (on the command line {flags})", shown=shown, flags=" ".join(flags))


def _quoted(value):
    if not isinstance(value, str) or value.isalnum():
        return value
    return shlex.quote(value) if "'" in value else f"'{value}'"


def leave_out(labels: Iterable[str]) -> str:
    """The option that leaves regions, industries or columns out; of many the first are named, and the rest asked later.

    Examples
    --------
    >>> leave_out(["Total"])
    "without='Total' (on the command line --without=Total)"
    """
    labels = list(labels)
    some, more = option(without=tuple(labels[:_MOST_NAMED])), len(labels) - _MOST_NAMED
    if more <= 0:
        return some
    return tell_many(
        "{some} and so on for {n} more", "{some} and so on for {n} more", more, some=some
    )


def listed(labels: Iterable[str], most: int = _MOST_NAMED) -> str:
    """Names one after the other; of many the first.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    "'a', 'b' and 1 more"
    """
    return words.listed(labels, most)
