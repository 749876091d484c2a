"""An option as somebody writes it into a field, and its name as a command writes it."""

from __future__ import annotations

import ast
from typing import Any

from agglomeration.words import quoted, tell

from .errors import FileError
from .options import Option

__all__ = ["flag_of", "from_text"]


def flag_of(option: Option) -> str:
    """The option on the command line.

    Examples
    --------
    >>> from .options import option_named
    >>> flag_of(option_named("not_available"))
    '--not-available'
    """
    return f"--{option.name.replace('_', '-')}"


def from_text(option: Option, text: str) -> Any:
    """An option as it stands in a field: several are separated by commas; quotation marks keep what stands in them.

    Examples
    --------
    >>> from .options import option_named
    >>> from_text(option_named("header"), "2"), from_text(option_named("without"), "Total, '1,5 and more'")
    (2, ('Total', '1,5 and more'))
    >>> from_text(option_named("thousands"), "'.'"), from_text(option_named("none"), "''")
    ('.', ('',))
    """
    if option.several:
        return tuple(_unquoted(part) for part in _parts(text))
    if option.kind is str:
        # A blank is a mark between thousands.
        return _unquoted(text) if text.strip() else text
    try:
        return option.kind(_unquoted(text))
    except ValueError:
        raise FileError(
            tell("{option} {text} is not a number.", option=option.name, text=quoted(text))
        ) from None


def _parts(text):
    """What stands between commas, but for those inside quotation marks; the round brackets of a message go."""
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        try:
            return [repr(str(part)) for part in ast.literal_eval(text)]
        except (SyntaxError, ValueError):
            pass
    parts, inside, current = [], "", ""
    for letter in text:
        if letter in "'\"":
            inside = "" if letter == inside else inside or letter
        if letter == "," and not inside:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [part for part in (*parts, current) if part.strip()]


def _unquoted(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text
