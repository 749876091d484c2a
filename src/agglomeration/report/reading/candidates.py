"""Several columns that may have one role: codes beside names, kinds of amounts, or a question."""

from __future__ import annotations

import re

import numpy as np

from agglomeration.words import joined, quoted, tell, term

from ..errors import FileError, listed, option
from .column_names import is_code_name, is_employment, is_flag_name, is_item_name
from .grid import filled, text_of
from .sheets import Sheet

__all__ = ["ask_names_beside", "chosen_among", "maps_one_to_one"]

_CODE = re.compile(r"[A-Z]{0,3}[\d.\-_/]*[A-Z]?", re.ASCII)


def chosen_among(
    sheet: Sheet, role: str, names: list[str], notes: list[tuple[str, str]]
) -> tuple[str, str]:
    """The column of a role and the reason, or a question."""
    if len(names) == 1:
        return names[0], tell("by its name")
    if role in ("value", "size"):
        return _amounts(names)
    varied = [name for name in names if len(sheet[name].values) > 1]
    if len(varied) == 1:
        others = [name for name in names if name != varied[0]]
        return varied[0], tell("by its name; {others} has one value only", others=listed(others, 3))
    if len(varied) == 2:
        named = _name_beside_code(sheet, *varied)
        if named:
            code = next(name for name in varied if name != named)
            notes.append(
                (
                    tell("Codes"),
                    tell(
                        "{code} has one for each name in {name}", code=repr(code), name=repr(named)
                    ),
                )
            )
            return named, tell("by its name; {code} has the codes", code=repr(code))
    ask = varied or names
    if role in ("region", "industry") and len(varied) == 2 and not maps_one_to_one(sheet, *varied):
        _ask_both(sheet, role, varied)
    raise FileError(
        tell(
            "columns {ask} may both be the {role}; say which, for instance {option}.",
            ask=joined(map(quoted, ask)),
            role=term(role),
            option=option(**{role: ask[0]}),
        ),
        ways=[{role: name} for name in ask],
    )


def _ask_both(sheet, role, names):
    """Two columns of names: one of them, or both together, such as state and county."""
    broad, fine = sorted(names, key=lambda name: len(sheet[name].values))
    both = {role: f"{broad}+{fine}"}
    raise FileError(
        tell(
            "columns {broad} and {fine} may both be the {role}; say which, {one} or {other}; or {both} if only both "
            "together tell it.",
            broad=quoted(broad),
            fine=quoted(fine),
            role=term(role),
            one=option(**{role: fine}),
            other=option(**{role: broad}),
            both=option(**both),
        ),
        ways=[{role: fine}, {role: broad}, both],
    )


def _amounts(names):
    working = [name for name in names if is_employment(name)]
    if len(working) == 1 and all(is_item_name(name) for name in names):
        others = [name for name in names if name != working[0]]
        return working[0], tell(
            "the only one of people who work; for others say value=, such as {way}",
            way=option(value=others[0]),
        )
    raise FileError(
        tell(
            "columns {both} may both be the value; say which, for instance {option}.",
            both=" and ".join(map(repr, names)),
            option=option(value=(working or names)[0]),
        ),
        ways=[{"value": name} for name in names],
    )


def _name_beside_code(sheet, one, other):
    """Of two columns that tell the same the one with names, where the other has codes."""
    if not maps_one_to_one(sheet, one, other):
        return None
    coded = [_has_codes(sheet, name) for name in (one, other)]
    if coded == [True, False]:
        return other
    if coded == [False, True]:
        return one
    named = [is_code_name(name) or name.startswith("[") for name in (one, other)]
    return (
        {(True, False): other, (False, True): one}.get(tuple(named))
        if coded[0] == coded[1]
        else None
    )


def _has_codes(sheet, name):
    cells = [text_of(value) for value in sheet[name].values if filled(value)]
    return all(_CODE.fullmatch(cell) and len(cell) <= 14 for cell in cells)


def maps_one_to_one(sheet: Sheet, one: str, other: str) -> bool:
    """Whether each cell of one column always stands beside the same cell of another, and the other way round."""
    first, second = sheet[one], sheet[other]
    pairs = np.unique(first.codes.astype(np.int64) * len(second.values) + second.codes)
    firsts, seconds = pairs // len(second.values), pairs % len(second.values)
    return len(np.unique(firsts)) == len(pairs) == len(np.unique(seconds)) and not is_flag_name(
        other
    )


def ask_names_beside(sheet: Sheet, role: str, code: str, used: set[str]) -> None:
    """A column of codes is the region or the industry only where no column of words tells the same."""
    for name in sheet.names:
        if name in used or not maps_one_to_one(sheet, code, name):
            continue
        # A column of amounts may do so by chance, where no two rows are alike.
        if len(sheet[name].values) > 1 and (
            not _has_codes(sheet, name) or len(sheet[name].values) < len(sheet)
        ):
            raise FileError(
                tell(
                    "the column {code} has the codes of the {role}, by its name, and {name} has one name for "
                    "each; say which "
                    "to use, {one} or {other}.",
                    code=repr(code),
                    role=role,
                    name=repr(name),
                    one=option(**{role: name}),
                    other=option(**{role: code}),
                ),
                ways=[{role: name}, {role: code}],
            )
