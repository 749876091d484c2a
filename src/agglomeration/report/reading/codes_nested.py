"""Codes that contain others: 31-33 and 311, AT and AT31, C and C10."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["code_of", "is_section", "parts_by_code"]

_RANGE = re.compile(r"([A-Z]?)(\d\d)[-–_]([A-Z]?)(\d\d)")
_CODE = re.compile(
    r"([A-Z]?\d\d[-–_][A-Z]?\d\d|\d\d-\d{4}|[A-Z]{0,3}\d[0-9A-Z]{0,9}(\.\d{1,4})*|[A-Z]{1,3})(?=[-/]*$|[\s:.,])"
)
# B-E is a range of sections, and B-N_S95_X_K one with additions and exceptions.
_SECTIONS = re.compile(r"([A-Z])[-–]([A-Z])(?=$|[\s:.,_])")
_NUMBERED = re.compile(r"([A-Z]*)(0|[1-9]\d*)")
_RANGE_IN_BRACKETS = re.compile(r"\(\d\d\s*[~\u223c-]\s*\d\d\)")
_SECTION_BY_WORD = re.compile(r"(?:section|abschnitt|부문|대분류)\s+[A-Z\d]{1,2}", re.IGNORECASE)


def code_of(label: str) -> str | None:
    """The code with which a label begins, or None.

    Examples
    --------
    >>> code_of("31-33"), code_of("C10 Food"), code_of("Linz")
    ('31-33', 'C10', None)
    """
    found = _SECTIONS.match(label.strip()) or _CODE.match(label.strip())
    return found[0] if found else None


def is_section(label: str) -> bool:
    """Whether a name is that of a section: by its range of codes, 제조업(10~34), or by the word before its code.

    Examples
    --------
    >>> [is_section(name) for name in ("제조업(10~34)", "Abschnitt C", "부문 1", "Cross section", "제조업")]
    [True, True, True, False, False]
    """
    return bool(_RANGE_IN_BRACKETS.search(label) or _SECTION_BY_WORD.fullmatch(label.strip()))


def parts_by_code(codes: Sequence[str | None], numbers: bool = False) -> dict[int, list[int]]:
    """Of each code that contains others, the places of these; names that are only numbered contain none.

    With ``numbers`` they may: 1 contains 11 and 12, if the sums say so.

    Examples
    --------
    >>> parts_by_code(["C", "C10", "C11", "F"])
    {0: [1, 2]}
    """
    places: dict[str, list[int]] = {}
    found: dict[int, list[int]] = {}
    numbered = set() if numbers else _in_sequence(codes)
    # 1 and 2 may be numbers only, but not beside 1.1.
    stems = {code[: point.start()] for code in codes if code for point in re.finditer(r"\.", code)}
    for place, code in enumerate(codes):
        if code and (place not in numbered or code in stems):
            places.setdefault(code, []).append(place)
    spans = [
        code
        for code in places
        if _RANGE.fullmatch(code)
        or _SECTIONS.fullmatch(code)
        or code.endswith("000")
        or not code.strip("0")
    ]
    for other in places:
        for code in {other[:length] for length in range(1, len(other))} & places.keys() | set(
            spans
        ):
            if code != other and _contains(code, other):
                for place in places[code]:
                    found.setdefault(place, []).extend(places[other])
    return {place: found[place] for place in sorted(found)}


def _contains(code, other):
    if not code.strip("0"):
        return bool(other.strip("0"))  # 0 is the code of all together
    sections, inner = _SECTIONS.fullmatch(code), _SECTIONS.fullmatch(other)
    if sections:
        first, last = inner.groups() if inner else (other[0], other[0])
        one = inner or len(other) == 1 or other[1].isdigit()
        return bool(one) and sections[1] <= first and last <= sections[2]
    span = _RANGE.fullmatch(code)
    if span:
        found = re.match(r"([A-Z]?)(\d\d)", other)
        return (
            bool(found)
            and not _RANGE.fullmatch(other)
            and found[1] == span[1]
            and span[2] <= found[2] <= span[4]
        )
    if len(other) > len(code):
        # A contains A01 and H01 contains H01L, but A does not contain AB.
        return other.startswith(code) and (
            code[-1].isdigit() or bool(re.search(r"\d", other[len(code) :]))
        )
    # Codes of one length with zeros at the end: 37000 is the state of 37063.
    stem = code.rstrip("0")
    return (
        len(code) == len(other) > 3
        and code.endswith("000")
        and stem != ""
        and other.startswith(stem)
    )


def _in_sequence(codes):
    """Places of names such as R1, R2 ... R12, which are numbered and not nested."""
    found = {}
    for place, code in enumerate(codes):
        match = code and _NUMBERED.fullmatch(code)
        if match:
            found.setdefault(match[1], {})[place] = int(match[2])
    # C10, C11 ... C34 are no mere numbers beside C, which contains them.
    free = [places for letters, places in found.items() if not letters or letters not in codes]
    dense = [
        places for places in free if len(places) > 1 and len(places) >= 0.5 * max(places.values())
    ]
    return {place for places in dense for place in places}
