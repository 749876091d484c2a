"""Classes of a number, such as ages and sizes of firms, in the place of industries or regions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from agglomeration.words import tell_many, term

from ..errors import FileError, leave_out, listed, option
from .labels import is_total

__all__ = ["ask_classes", "classes_among", "remarks_on_classes"]

_NUMBER = r"\d{1,3}(?:[,.]\d{3})+|\d+"
# Years of age, and people who work; without a unit a range may be one of codes.
_UNIT = (
    r"\s*-?\s*(?:years?(?:[ -]olds?)?|yrs?|세|살|歳|jahren?|ans|anni|años|"
    r"employees|workers|persons?|people|staff|jobs|명|인|人|beschäftigten?|(?:tätige )?personen|mitarbeitern?|"
    r"salariés|addetti|dipendenti|empleados|firms)"
)
_BEFORE = r"(?:(?:from|von|aged?|ages|alter|연령)\s*:?\s*)?"
_RANGE = re.compile(
    rf"{_BEFORE}({_NUMBER})({_UNIT})?\s*(?:[-–—~〜\u223c]|to|bis(?: unter)?|until|à|a)\s*({_NUMBER})({_UNIT})?"
)
_OPEN = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?:under|below|over|above|at least|up to|(?:less|fewer|more) than|unter|über|ab|bis|bis unter|mindestens|"
    rf"moins de|plus de|meno di|più di|[<>≤≥]\s*=?)\s*(?:{_NUMBER})(?:{_UNIT})?|"
    rf"(?:{_NUMBER})(?:{_UNIT})?\s*(?:\+|이상|이하|미만|초과|以上|以下|未満|(?:or|and|oder|und|et|e) "
    rf"(?:more|less|fewer|over|under|above|below|older|younger|up|mehr|älter|jünger|darüber|plus|più))(?:{_UNIT})?)"
)
_ONE = re.compile(rf"(?:{_NUMBER})(?:{_UNIT})")
_DECADE = re.compile(r"[1-9]0(?:s|대|代)(?:\s*(?:이상|이하|and over))?")
# As Eurostat codes ages and sizes.
_EUROSTAT = re.compile(r"y\d+-\d+|(?:y_)?(?:ge|gt|le|lt)\d+")
_CODE = re.compile(r"[A-Z]?\d[\d.\-/]*", re.ASCII)


def classes_among(labels: Iterable[str]) -> list[str]:
    """The names that are classes of a number.

    A range without a unit, such as 15-24, may be one of codes: it is a class only where another begins where it ends,
    or where others are classes, and where no other name is a code.

    Examples
    --------
    >>> classes_among(["15~24세", "25~34세", "65세 이상"]), classes_among(["under 25", "25-49", "steel"])
    (['15~24세', '25~34세', '65세 이상'], ['under 25', '25-49'])
    >>> classes_among(["11", "31-33", "44-45"]), classes_among(["01-09", "10-14"]), classes_among(["10-14", "15-17"])
    ([], [], ['10-14', '15-17'])
    """
    labels = [label for label in labels if not is_total(label)]
    sure = [label for label in labels if _is_class(label)]
    bare = {label: ends for label in labels if label not in sure and (ends := _ends(label))}
    others = [label for label in labels if label not in sure and label not in bare]
    runs = pairwise(sorted(bare.values()))
    joined = any(before[1] + 1 == after[0] or before[1] == after[0] for before, after in runs)
    if any(_CODE.fullmatch(label) for label in others) or not (sure or joined):
        bare = {}
    return [label for label in labels if label in bare or label in sure]


def _is_class(label):
    """Whether a name alone tells that it is a class: it has a unit, or no end."""
    text = _plain(label)
    if any(pattern.fullmatch(text) for pattern in (_OPEN, _ONE, _DECADE, _EUROSTAT)):
        return True
    found = _RANGE.fullmatch(text)
    return bool(found and (found[2] or found[4]) and _ends(label))


def _ends(label):
    """The first and the last number of a range; none for a code that begins with a zero."""
    found = _RANGE.fullmatch(_plain(label))
    if not found or re.match(r"0\d", found[1]):
        return None
    first, last = (int(re.sub(r"[.,]", "", digits)) for digits in (found[1], found[3]))
    return (first, last) if first < last else None


def _plain(label):
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def ask_classes(labels: Sequence[str], what: str, way: dict[str, str]) -> None:
    """Refuse classes of a number as industries or regions, unless the caller named what holds them.

    Parameters
    ----------
    labels : sequence of str
        The names of the industries or of the regions.
    what : {"region", "industry"}
        Which of both.
    way : dict
        The option that takes them all the same.

    Raises
    ------
    FileError
        If some of the names are classes.
    """
    found = classes_among(labels)
    if not found:
        return
    if len(found) == len([label for label in labels if not is_total(label)]):
        raise FileError(
            tell_many(
                "the {what} name {names} looks like a class of a number, such as an age or a size of firms, or like a "
                "range of codes. If it is one of codes, or this class is what you want to compare, say {way}; if the "
                "{what} stands in another column, say {name}= with its name (on the command line --{name}=NAME); if "
                "not, the table cannot be used.",
                "the {what} names {names} look like classes of a number, such as ages or sizes of firms, or like "
                "ranges of codes. If they are codes, or these classes are what you want to compare, say {way}; if the "
                "{what} stands in another column, say {name}= with its name (on the command line --{name}=NAME); if "
                "not, the table cannot be used.",
                len(found),
                names=listed(found, 4),
                what=term(what),
                name=what,
                way=option(**way),
            ),
            ways=[way],
        )
    raise FileError(
        tell_many(
            "the {what} name {names} looks like a class of a number, such as an age or a size of firms, and stands "
            "among names. Leave it out with {out}; if it is a name all the same, say {way}.",
            "the {what} names {names} look like classes of a number, such as ages or sizes of firms, and stand among "
            "names. Leave them out with {out}; if they are names all the same, say {way}.",
            len(found),
            names=listed(found, 4),
            what=term(what),
            out=leave_out(found),
            way=option(**way),
        ),
        ways=[{"without": tuple(found)}, way],
    )


def remarks_on_classes(labels: Sequence[str], what: str) -> list[str]:
    """What is said of classes that the caller wanted."""
    found = classes_among(labels)
    if not found:
        return []
    return [
        tell_many(
            "the {what} name {names} looks like a class of a number, such as an age or a size of firms, and was taken "
            "as it is: as you said.",
            "the {what} names {names} look like classes of a number, such as ages or sizes of firms, and were taken as "
            "they are: as you said.",
            len(found),
            what=term(what),
            names=listed(found, 4),
        )
    ]
