"""Names that a caller gives, held against those that are known: none is dropped, and none ends in a KeyError."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from agglomeration.indicators.ground.columns import check_list
from clusterbook.words import listed, quoted, tell

__all__ = ["check_known", "check_names"]

#: So many known names are written out.
WRITTEN = 20


def check_known(parameter: str, name: Any, known: Iterable[Any]) -> None:
    """Raise unless a name is known.

    Parameters
    ----------
    parameter : str
        What the caller gave it as.
    name : label
    known : iterable of labels
        In the order in which the sentence shall write them.

    Raises
    ------
    ValueError
        If it is not; the sentence names it and what is known.

    Examples
    --------
    >>> check_known("region", "Linz", ["Seoul", "Busan"])
    Traceback (most recent call last):
        ...
    ValueError: region: 'Linz' is not known; it can be 'Seoul', 'Busan'.
    """
    known = known if isinstance(known, Collection) else list(known)
    if not _is_among(name, known):
        raise ValueError(
            tell(
                "{parameter}: {name} is not known; it can be {known}.",
                parameter=parameter,
                name=quoted(name),
                known=listed(known, WRITTEN),
            )
        )


def check_names(parameter: str, names: Iterable[Any], known: Iterable[Any]) -> list[Any]:
    """Return several names as a list, or raise for the first that is not known.

    Parameters
    ----------
    parameter, known
        As in :func:`check_known`.
    names : iterable of labels

    Returns
    -------
    list

    Raises
    ------
    TypeError
        If ``names`` is a text, which would be read letter by letter.
    ValueError
        If one is not known.

    Examples
    --------
    >>> check_names("left_out", ("Busan",), ["Seoul", "Busan"])
    ['Busan']
    """
    check_list(names, parameter)
    given, there = list(names), known if isinstance(known, Collection) else list(known)
    for name in given:
        check_known(parameter, name, there)
    return given


def _is_among(name: Any, known: Collection[Any]) -> bool:
    try:
        return name in known
    except TypeError:
        # A list cannot be looked up in an index; where a name is asked for, it is none.
        return False
