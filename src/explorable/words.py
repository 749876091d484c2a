"""What a figure says to a reader: labels, spoken texts, verdicts and errors, each a message of one gettext catalogue.

``tell("{control} starts at {value}.", control="Radius", value=quoted(3))`` looks the sentence up and fills its names
in; ``tell_many`` does so for one and for many. A message is a whole sentence or label, written out at the call, with
names in braces and neither positions nor formats: a number comes as it is to be read.

The language is English unless ``language("ko")`` or the environment variable ``EXPLORABLE_LANGUAGE`` asks for another;
that of the machine is not asked, so that a page is the same wherever it is made.
"""

from __future__ import annotations

import gettext
import operator
import os
from collections.abc import Iterable
from functools import cache, reduce
from pathlib import Path
from typing import Any

__all__ = ["enumerated", "in_turn", "language", "marked", "quoted", "tell", "tell_many", "term"]

DOMAIN = "explorable"
FOLDER = Path(__file__).parent / "locale"
# It is the one place that knows the language, so that processes which draw side by side speak it, too.
VARIABLE = "EXPLORABLE_LANGUAGE"
ENGLISH = "en"


def language(code: str | None = None) -> str:
    """The language of labels, alternative texts and errors; with a code that has a catalogue, from now on.

    Examples
    --------
    >>> language()
    'en'
    """
    if code is not None:
        if code != ENGLISH and gettext.find(DOMAIN, FOLDER, [code]) is None:
            raise LookupError(tell("language: {code} has no catalogue.", code=quoted(code)))
        os.environ[VARIABLE] = code
    return os.environ.get(VARIABLE) or ENGLISH


def tell(message: str, /, **named: Any) -> str:
    """A message in the reader's language, with its names filled in.

    Examples
    --------
    >>> tell("Link to {place}", place="Linz")
    'Link to Linz'
    """
    return _filled(_catalogue(language()).gettext(message), message, named)


def tell_many(singular: str, plural: str, n: int, /, **named: Any) -> str:
    """The message for one or for many, whichever ``n`` asks for in the reader's language; ``{n}`` is filled in.

    Examples
    --------
    >>> [tell_many("{n} dot", "{n} dots", n) for n in (1, 1200)]
    ['1 dot', '1,200 dots']
    """
    n = operator.index(n)
    message = _catalogue(language()).ngettext(singular, plural, n)
    return _filled(message, singular if n == 1 else plural, {"n": f"{n:,}", **named})


def term(name: str) -> str:
    """A name that messages are filled with, in the reader's language; one that is not in the catalogue stays."""
    return _catalogue(language()).gettext(name) if name else name


def marked(message: str) -> str:
    """The message itself: it stands in a table, is put into the catalogue from there, and is told later."""
    return message


def quoted(value: Any) -> str:
    """A value as Python writes it, without the type that numpy gives it.

    Examples
    --------
    >>> import numpy as np
    >>> print(quoted(np.int64(3)), quoted("a"))
    3 'a'
    """
    dtype = getattr(value, "dtype", None) if type(value).__module__ == "numpy" else None
    scalar = dtype is not None and value.ndim == 0 and dtype.kind in "biufcU"
    return repr(value.item() if scalar else value)


def enumerated(texts: Iterable[Any], between: str = marked("{some}, {one}")) -> str:
    """Texts one after the other; ``between`` is the message that joins two.

    Examples
    --------
    >>> enumerated(["a", "b", "c"])
    'a, b, c'
    """
    texts = [str(text) for text in texts]
    return reduce(lambda some, one: tell(between, some=some, one=one), texts) if texts else ""


def in_turn(texts: Iterable[Any]) -> str:
    """Texts that hold commas themselves, one after the other.

    Examples
    --------
    >>> in_turn(["soap, 2", "steel, 3"])
    'soap, 2; steel, 3'
    """
    return enumerated(texts, marked("{some}; {one}"))


def _filled(message: str, english: str, named: dict[str, Any]) -> str:
    try:
        return message.format(**named)
    except (KeyError, IndexError, ValueError):
        # A translation with a name that is not there: better the sentence in English than an error about an error.
        return english.format(**named)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [code], fallback=True)
