"""What stands in the place of an amount: withheld, not available, or a class of size."""

from __future__ import annotations

import math
import re
from typing import Any, Literal, NamedTuple

from .grid import text_of

__all__ = ["DASHES", "Meaning", "flag_means", "known_mark", "size_class"]

# A dash is a zero in the tables of many offices, and something else in others.
DASHES = {"-", "–", "—", "−"}
_WITHHELD = {
    *("x", "(x)", "*", "**", "***", "(*)", "d", "(d)", "n", "(n)", "s", "(s)", "c", "(c)", "(h)"),
    *("#", "##", "/", "//", "비공개", "비밀", "비밀보호", "suppressed", "withheld", "confidential"),
    *("geheim", "secret", "s.s.", "(z)"),
}
_NOT_AVAILABLE = {
    *(".", "..", "...", "…", "……", "na", "n/a", "n.a.", "n.a", "(na)", "k.a.", "k. a.", "n.d."),
    *("nd", "n/d", "미상", "자료없음", "not available", "keine angabe", "..."),
}
# Eurostat's colon, alone or with flags behind it: c says confidential.
_COLON = re.compile(r":\s*\(?([a-z]{0,3})\)?", re.IGNORECASE)
_RANGE = re.compile(r"(\d[\d.,]*)\s*(?:[-–~\u223c]|to|bis)\s*(\d[\d.,]*)\s*[^\W\d_]*")
_BELOW = re.compile(
    r"(?:[<≤]\s*=?|under|unter|less than)\s*(\d[\d.,]*)\s*[^\W\d_]*|(\d[\d.,]*)\s*명?\s*(?:이하|미만|or less|or fewer)"
)
_ABOVE = re.compile(
    r"(?:[>≥]\s*=?|over|über|more than)\s*(\d[\d.,]*)\s*[^\W\d_]*|(\d[\d.,]*)\s*명?\s*(?:\+|이상|or more)"
)
# The letters with which County Business Patterns showed a class of employment in the place of the number.
_LETTERS = dict(
    zip(
        "abcefghijklm",
        (
            *((0, 19), (20, 99), (100, 249), (250, 499), (500, 999), (1000, 2499), (2500, 4999)),
            *(
                (5000, 9999),
                (10_000, 24_999),
                (25_000, 49_999),
                (50_000, 99_999),
                (100_000, math.inf),
            ),
        ),
        strict=True,
    )
)


class Meaning(NamedTuple):
    """What a mark means, and between which amounts the true one lies."""

    what: Literal["withheld", "not available"]
    lower: float = 0.0
    upper: float = math.inf
    letters: bool = False


def known_mark(cell: Any) -> Meaning | None:
    """The meaning of a mark that offices use, or None; ``letters`` says that it could be a name as well.

    Examples
    --------
    >>> known_mark("(D)"), known_mark(": c").what, known_mark(":").what, known_mark("100-249").upper
    (Meaning(what='withheld', lower=0.0, upper=inf, letters=False), 'withheld', 'not available', 249.0)
    >>> known_mark("-"), known_mark("12")
    (None, None)
    """
    text = text_of(cell).casefold()
    if text in _WITHHELD:
        return Meaning("withheld", letters=text.isalpha())
    if text in _NOT_AVAILABLE:
        return Meaning("not available", letters=text.isalpha())
    colon = _COLON.fullmatch(text)
    if colon:
        return Meaning("withheld" if "c" in colon[1] else "not available")
    bounds = size_class(text)
    return Meaning("withheld", *bounds) if bounds else None


def size_class(text: str) -> tuple[float, float] | None:
    """The bounds of a class of size, such as 100-249, <5 or 10명 이상; None for anything else.

    Examples
    --------
    >>> size_class("1~4명"), size_class("<5"), size_class("1,000 or more"), size_class("12")
    ((1.0, 4.0), (0.0, 5.0), (1000.0, inf), None)
    """
    text = text.strip().casefold()
    found = _RANGE.fullmatch(text)
    if found:
        low, high = _whole(found[1]), _whole(found[2])
        return (low, high) if low < high else None
    found = _BELOW.fullmatch(text)
    if found:
        return 0.0, _whole(found[1] or found[2])
    found = _ABOVE.fullmatch(text)
    return (_whole(found[1] or found[2]), math.inf) if found else None


def _whole(digits):
    return float(re.sub(r"[.,]", "", digits))


def flag_means(column: str, flag: str, form: str = "") -> Meaning | None:
    """What a flag in a column beside the amounts says of them, or None where it leaves them as they are.

    Examples
    --------
    >>> flag_means("disclosure_code", "N").what, flag_means("empflag", "b").upper, flag_means("OBS_FLAG", "p")
    ('withheld', 99, None)
    """
    text, name = flag.strip().casefold(), column.casefold()
    if form == "Eurostat" and ("flag" in name or "status" in name):
        if "c" in text and len(text) <= 3:
            return Meaning("withheld")
        return Meaning("not available") if text in ("m", "l", "o", ":", "n") else None
    if name == "empflag":
        low, high = _LETTERS.get(text, (0.0, math.inf))
        return Meaning("withheld", low, high) if text in _LETTERS or text in ("d", "s") else None
    if (
        "disclos" in name
        or "suppress" in name
        or "confiden" in name
        or "withheld" in name
        or "비공개" in name
    ):
        return Meaning("withheld") if text not in ("", "0", "f", "no", "false") else None
    if name.endswith("_nf"):
        return (
            Meaning("withheld")
            if text in ("d", "s")
            else Meaning("not available")
            if text == "n"
            else None
        )
    if text in ("c", "s", "d", "x", "*", "(d)", "conf", "confidential", "suppressed", "q", "cn"):
        return Meaning("withheld")
    return Meaning("not available") if text in ("m", "l", ":", "o", "nd", "na") else None
