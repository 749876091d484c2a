"""What the library says to a reader: whole sentences, each a message of one gettext catalogue.

``tell("{table}: region {region} has no jobs.", table="jobs", region=quoted("Linz"))`` looks the sentence up and fills
its names in; ``tell_many`` does so for one and for many. CONTRIBUTING, *Messages*, says how to write one.

The language is English unless ``language("ko")`` or the environment variable ``AGGLOMERATION_LANGUAGE`` asks for
another. The language of the machine (``LANG``, ``LANGUAGE``, ``LC_MESSAGES``) is not asked: the same line must say
the same in every reader's notebook, in its stored outputs and in a search for an error. What a catalogue lacks is
said in English.
"""

from __future__ import annotations

import gettext
import operator
import os
from collections.abc import Iterable
from functools import cache, reduce
from pathlib import Path
from typing import Any

__all__ = [
    "Catalogue",
    "enumerated",
    "joined",
    "language",
    "listed",
    "marked",
    "paragraph",
    "quoted",
    "tell",
    "tell_many",
    "term",
]

DOMAIN = "agglomeration"
FOLDER = Path(__file__).parent / "locale"
# It is the one place that knows the language, so that processes which start later speak it, too.
VARIABLE = "AGGLOMERATION_LANGUAGE"
ENGLISH = "en"


def language(code: str | None = None) -> str:
    """The language of errors, warnings and readings; with a code, from now on.

    Parameters
    ----------
    code : str, optional
        A language that has a catalogue, such as ``"ko"``, or ``"en"``. Without it nothing changes.

    Returns
    -------
    str
        The code of the language in use.

    Raises
    ------
    LookupError
        If there is no catalogue for it.

    Examples
    --------
    >>> language()
    'en'
    """
    if code is not None:
        if code != ENGLISH and gettext.find(DOMAIN, FOLDER, [code]) is None:
            found = [ENGLISH, *sorted(file.parts[-3] for file in FOLDER.glob("*/*/*.mo"))]
            raise LookupError(
                tell(
                    "language: {code} has no catalogue; choose one of {found}.",
                    code=quoted(code),
                    found=listed(found, len(found)),
                )
            )
        os.environ[VARIABLE] = code
    return os.environ.get(VARIABLE) or ENGLISH


class Catalogue:
    """The messages of another package that says them as this one does, in the language in use.

    Parameters
    ----------
    domain : str
        Name of the package, and of its catalogue.
    folder : pathlib.Path
        Where its translations lie.
    """

    def __init__(self, domain: str, folder: Path) -> None:
        self.domain, self.folder = domain, folder

    def tell(self, message: str, /, **named: Any) -> str:
        return _filled(self._translated().gettext(message), message, named)

    def tell_many(self, singular: str, plural: str, n: int, /, **named: Any) -> str:
        n = operator.index(n)
        message = self._translated().ngettext(singular, plural, n)
        return _filled(message, singular if n == 1 else plural, {"n": f"{n:,}", **named})

    def term(self, name: str) -> str:
        return self._translated().gettext(name) if name else name

    def _translated(self) -> gettext.NullTranslations:
        return _catalogue(language(), self.domain, self.folder)


def tell(message: str, /, **named: Any) -> str:
    """A message in the reader's language, with its names filled in.

    Parameters
    ----------
    message : str
        A whole sentence, written out at the call, with names in braces: ``"{table}: it has no rows."``.
    **named : object
        What stands for each name. A number comes as it is to be read, ``jobs=f"{jobs:,}"``; a label of the data
        through `quoted`; several through `listed` or `joined`.

    Examples
    --------
    >>> tell("{table}: the column {column} is not there.", table="jobs", column=quoted("year"))
    "jobs: the column 'year' is not there."
    """
    return _filled(_catalogue(language()).gettext(message), message, named)


def tell_many(singular: str, plural: str, n: int, /, **named: Any) -> str:
    """The message for one or for many, whichever ``n`` asks for in the reader's language; ``{n}`` is filled in.

    Examples
    --------
    >>> [tell_many("{n} row is empty.", "{n} rows are empty.", n) for n in (1, 1200)]
    ['1 row is empty.', '1,200 rows are empty.']
    """
    n = operator.index(n)
    message = _catalogue(language()).ngettext(singular, plural, n)
    return _filled(message, singular if n == 1 else plural, {"n": f"{n:,}", **named})


def term(name: str) -> str:
    """A name that sentences are filled with, such as ``"region"``, in the reader's language; a reader's own stays.

    Where it is no literal at the call, ``marked("region")`` puts it into the catalogue.
    """
    return _catalogue(language()).gettext(name) if name else name


def marked(message: str) -> str:
    """The message itself: it stands in a table, is put into the catalogue from there, and is told later."""
    return message


def quoted(label: Any) -> str:
    """A label as Python writes it, without the type that numpy gives it.

    Examples
    --------
    >>> import numpy as np
    >>> print(quoted(np.int64(37183)), quoted("Linz"), quoted((np.int64(1), "a")))
    37183 'Linz' (1, 'a')
    """
    if isinstance(label, tuple):
        return f"({', '.join(quoted(part) for part in label)})"
    return repr(label.item() if _is_numpy_scalar(label) else label)


def listed(labels: Iterable[Any], limit: int = 5) -> str:
    """Quote the first few labels of the data, and say how many more there are.

    Examples
    --------
    >>> listed(["Linz", "Wels", "Steyr"], 2)
    "'Linz', 'Wels' and 1 more"
    """
    labels = list(labels)
    some = enumerated([quoted(label) for label in labels[:limit]])
    more = len(labels) - limit
    if more <= 0:
        return some
    return tell_many("{some} and {n} more", "{some} and {n} more", more, some=some)


def joined(texts: Iterable[str]) -> str:
    """Texts that are all named, in one line.

    Examples
    --------
    >>> joined(["jobs", "plants", "wages"])
    'jobs, plants and wages'
    """
    *first, last = texts
    return tell("{first} and {last}", first=enumerated(first), last=last) if first else last


def enumerated(texts: Iterable[str]) -> str:
    """Texts one after the other, with nothing but a comma between them.

    Examples
    --------
    >>> enumerated(["greater", "less", "two-sided"])
    'greater, less, two-sided'
    """
    texts = list(texts)
    return (
        reduce(lambda some, one: tell("{some}, {one}", some=some, one=one), texts) if texts else ""
    )


def paragraph(sentences: Iterable[str]) -> str:
    """Whole sentences one after the other.

    Examples
    --------
    >>> paragraph(["12 rows are used.", "None is faulty."])
    '12 rows are used. None is faulty.'
    """
    return reduce(lambda said, more: tell("{said} {more}", said=said, more=more), sentences)


def _is_numpy_scalar(value: Any) -> bool:
    # Known by its package, so that this file loads nothing. A date keeps its type: its number says nothing.
    dtype = getattr(value, "dtype", None) if type(value).__module__ == "numpy" else None
    return dtype is not None and value.ndim == 0 and dtype.kind in "biufcU"


def _filled(message: str, english: str, named: dict[str, Any]) -> str:
    shown = {name: _shown(value) for name, value in named.items()}
    try:
        return message.format(**shown)
    except (KeyError, IndexError, ValueError):
        # A translation with a name that is not there: better the sentence in English than an error about an error.
        return english.format(**shown)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return listed(value) if isinstance(value, (list, tuple, set, frozenset)) else str(value)


@cache
def _catalogue(
    code: str, domain: str = DOMAIN, folder: Path | None = None
) -> gettext.NullTranslations:
    return gettext.translation(domain, folder or FOLDER, [code], fallback=True)
