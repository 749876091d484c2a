"""Codes of industries at the beginning of their labels, and the broader classes that their first digits say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from agglomeration.words import listed, tell, tell_many

from .checked import CheckedTable
from .errors import FileError, option

__all__ = ["class_of", "code_of", "with_classes", "with_digits"]

# A letter and digits, with the points, hyphens and blanks that NACE, SOC and NAICS put between them; or one letter.
_CODE = re.compile(r"\s*([A-Z]?\d[\d.]*(?:-\d[\d.]*)?|[A-Z](?=$|[\s.:\-–]))")
# NAICS gives these sectors more than one number.
_SECTORS = {
    **dict.fromkeys(("31", "32", "33"), "31-33"),
    **dict.fromkeys(("44", "45"), "44-45"),
    **dict.fromkeys(("48", "49"), "48-49"),
}
# Below this a code has no room for a class above it.
FEWEST_DIGITS = 3
USUAL = 2


def code_of(label: str) -> str:
    """The code that a label begins with; empty if with none.

    Examples
    --------
    >>> [code_of(label) for label in ("C10 Food", "15-1252", "31-33", "steel", "A")]
    ['C10', '15-1252', '31-33', '', 'A']
    """
    found = _CODE.match(label)
    return found[1].rstrip(".") if found else ""


def class_of(code: str, digits: int, naics: bool = False) -> str:
    """The broader code of some digits; a letter before them is kept, points and hyphens are not counted.

    Examples
    --------
    >>> class_of("15-1252", 2), class_of("C10.1", 2), class_of("C10.1", 0), class_of("3254", 2, naics=True)
    ('15', 'C10', 'C', '31-33')
    """
    letter = code[:1] if code[:1].isalpha() else ""
    numbers = re.sub(r"\D", "", code)
    if naics and "-" in code:
        return code
    short = numbers[:digits]
    return letter + (_SECTORS.get(short, short) if naics and digits == USUAL else short)


def with_digits(checked: CheckedTable, digits: int | None) -> CheckedTable:
    """The file with its industries added up to the first digits of their codes."""
    if digits is None:
        return checked
    codes = _codes(checked, "digits", digits)
    shorter = [label for label, code in codes.items() if len(_numbers(code)) < digits]
    if shorter:
        raise FileError(
            tell_many(
                "{file}: {n} industry has fewer than {digits} digits in its code: {labels}. Say fewer, or leave it out "
                "with {option}.",
                "{file}: {n} industries have fewer than {digits} digits in their codes: {labels}. Say fewer, or leave "
                "them out with {option}.",
                len(shorter),
                file=checked.name,
                digits=digits,
                labels=listed(shorter),
                option=option(without=tuple(shorter[:12])),
            )
        )
    naics = _is_naics(checked)
    broader = {label: class_of(code, digits, naics) for label, code in codes.items()}
    data = _added_up(checked.data.assign(industry=checked.data["industry"].map(broader)), checked)
    apart = checked.apart_data
    if len(apart):
        inside = apart["industry"].map(lambda label: broader.get(label, label))
        apart = _added_up(apart.assign(industry=inside), checked)
    note = tell_many(
        "the first {digits} digits of the codes make {n} industry: as you said",
        "the first {digits} digits of the codes make {n} industries: as you said",
        data["industry"].nunique(),
        digits=digits,
    )
    kept = {what: parent for what, parent in checked.parents.items() if what != "industry"}
    return replace(
        checked,
        data=data,
        apart_data=apart,
        parents=kept,
        notes=[*checked.notes, (tell("Industries"), note)],
    )


def with_classes(checked: CheckedTable, digits: int | None) -> CheckedTable:
    """The file with a broad class for each industry, from the first digits of its code.

    Without ``digits`` and without classes in the file it is two where every industry has a code of at least three, and
    none, which leaves the letter of the section, where every code is a letter and fewer digits.
    """
    if digits is None:
        codes = {label: code_of(label) for label in checked.data["industry"].unique()}
        digits = _usual(list(codes.values()))
        if digits is None or checked.groups() is not None:
            return checked
        said = tell("found by itself; say classes= for another number")
    else:
        codes = _codes(checked, "classes", digits)
        said = tell("as you said")
    naics = _is_naics(checked)
    groups = checked.data["industry"].map(
        {label: class_of(code, digits, naics) for label, code in codes.items()}
    )
    if groups.nunique() < 2:
        return checked
    note = tell_many(
        "the first {digits} digits of the codes make {n} class, for related variety: {said}",
        "the first {digits} digits of the codes make {n} classes, for related variety: {said}",
        groups.nunique(),
        digits=digits,
        said=said,
    )
    return replace(
        checked,
        data=checked.data.assign(group=groups),
        notes=[*checked.notes, (tell("Broad classes"), note)],
    )


def _usual(codes):
    """How many digits make a class where nobody says it; None where the codes have no room for one."""
    lengths = [len(_numbers(code)) for code in codes]
    if all(length >= FEWEST_DIGITS for length in lengths):
        return USUAL
    lettered = all(code[:1].isalpha() for code in codes) and all(lengths)
    return 0 if lettered else None


def _codes(checked, name, digits):
    """The code of each industry, or a sentence that names those without one."""
    if digits < 0:
        raise FileError(
            tell(
                "{file}: {option} is {digits}; it must be 0 or more.",
                file=checked.name,
                option=name,
                digits=digits,
            )
        )
    codes = {label: code_of(label) for label in checked.data["industry"].unique()}
    without = [label for label, code in codes.items() if not code]
    if without:
        raise FileError(
            tell_many(
                "{file}: {option} needs industries that begin with a code, and {n} does not: {labels}. Leave it out, "
                "or do not say {option}.",
                "{file}: {option} needs industries that begin with a code, and {n} do not: {labels}. Leave them out, "
                "or do not say {option}.",
                len(without),
                file=checked.name,
                option=name,
                labels=listed(without),
            )
        )
    return codes


def _numbers(code):
    return re.sub(r"\D", "", code)


def _is_naics(checked):
    """NACE and KSIC use the same numbers for other things, so that the column (or the office's form) must say so."""
    columns: Iterable[str] = (one.column for one in checked.taken if one.role == "industry")
    named = any("naics" in column.casefold() for column in columns)
    return named or any(office in checked.form.casefold() for office in ("qcew", "cbp", "naics"))


def _added_up(data, checked):
    """One row per region and industry again; a sum with a missing part is missing."""
    if checked.rows == "plants":
        return data
    keys = [name for name in ("region", "industry", "year") if name in data]
    sums = data.groupby(keys, sort=False, as_index=False).agg(
        {"value": lambda part: part.sum(skipna=False)}
        | ({"mark": lambda part: next(filter(None, part.fillna("")), "")} if "mark" in data else {})
    )
    return sums.rename_axis("line") if isinstance(sums, pd.DataFrame) else sums
