"""Columns of flags beside amounts: some offices print 0, or nothing, and say there that the number is withheld."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agglomeration.words import quoted, tell, tell_many

from ..errors import FileError, listed, option
from ..taken import Mark
from .column_names import is_flag_name, plain
from .forms import Form
from .grid import Column, filled, text_of
from .marks import flag_means
from .roles import Roles
from .sheets import Sheet

__all__ = ["Flags", "flags_beside"]

# Flags that leave a number as it is: break, definition, estimate, forecast, imputed, provisional, revised, unreliable.
_HARMLESS = {
    "a",
    "b",
    "d",
    "e",
    "f",
    "i",
    "p",
    "r",
    "u",
    "z",
    "g",
    "h",
    "j",
    "bp",
    "ep",
    "eb",
    "be",
}


class Excused:
    """Stands for an empty cell whose flag tells why it is empty."""

    def __str__(self) -> str:
        return ""


EXCUSED = Excused()


@dataclass
class Flags:
    """The flag of each amount, by the column it stands in."""

    columns: dict[str, NDArray[np.object_]]
    form: Form

    def excuse(self, cells: Column) -> Column:
        """Cells that are empty and have a flag that says why."""
        empty = ~cells.which(filled)
        told = np.zeros(len(cells), dtype=bool)
        for name, flags in self.columns.items():
            told |= _mask(name, flags, self.form)
        if not (empty & told).any():
            return cells
        codes = cells.codes.copy()
        codes[empty & told] = len(cells.values)
        return Column(codes, [*cells.values, EXCUSED]).take(slice(None))

    def apply(
        self,
        values: NDArray[np.float64],
        meanings: NDArray[np.object_],
        lower: NDArray[np.float64],
        upper: NDArray[np.float64],
        lines: NDArray[np.int64],
        marks: list[Mark],
        notes: list[tuple[str, str]],
        remarks: list[str],
        leave: Callable[[NDArray[np.bool_]], str],
    ) -> None:
        """Make missing what a flag calls withheld, where the amount is 0 or empty; ask about flags not known."""
        for name, flags in self.columns.items():
            untold = []
            for flag in dict.fromkeys(flags[flags != ""]):
                here = flags == flag
                nothing = here & ((values == 0) | (np.isnan(values) & (meanings == "")))
                meaning = flag_means(name, flag, self.form.name)
                if meaning is not None and nothing.any():
                    values[nothing], meanings[nothing] = np.nan, meaning.what
                    lower[nothing], upper[nothing] = meaning.lower, meaning.upper
                    count = int(nothing.sum())
                    marks.append(Mark(flag, meaning.what, count, meaning.lower, meaning.upper))
                    notes.append(
                        (
                            tell("Withheld")
                            if meaning.what == "withheld"
                            else tell("Not available"),
                            tell_many(
                                "{n} cell that the column {column} marks with {flag}",
                                "{n} cells that the column {column} marks with {flag}",
                                count,
                                column=repr(name),
                                flag=repr(flag),
                            ),
                        )
                    )
                elif nothing.any() and flag.casefold() not in _HARMLESS:
                    _ask_flag(name, flag, nothing, lines, leave)
                if (here & (values > 0)).any():
                    untold.append(flag)
            marked = (
                np.isin(flags, untold) & (values > 0)
                if untold
                else np.zeros(len(values), dtype=bool)
            )
            if marked.any():
                remarks.append(
                    tell_many(
                        "the column {name} marks {n} amount ({flags}); they were read as they are.",
                        "the column {name} marks {n} amounts ({flags}); they were read as they are.",
                        int(marked.sum()),
                        name=quoted(name),
                        flags=listed(untold, 4),
                    )
                )


def _ask_flag(name, flag, nothing, lines, leave):
    line = int(lines[int(np.argmax(nothing))])
    raise FileError(
        tell_many(
            "the column {name} marks {n} amount of 0, in line {line} with {flag}: it may be withheld or unknown, which "
            "is not zero. Say {option} for the rows without a mark, or {leaving}. If the mark means something else, "
            "rename the column.",
            "the column {name} marks {n} amounts of 0, the first in line {line} with {flag}: these may be withheld or "
            "unknown, which is not zero. Say {option} for the rows without a mark, or {leaving}. If the mark means "
            "something else, rename the column.",
            int(nothing.sum()),
            name=quoted(name),
            line=line,
            flag=quoted(flag),
            option=option(only=f"{name}="),
            leaving=leave(nothing),
        )
    )


def _mask(name, flags, form):
    told = {flag for flag in set(flags) if flag and flag_means(name, flag, form.name)}
    return np.isin(flags, list(told)) if told else np.zeros(len(flags), dtype=bool)


def flags_beside(sheet: Sheet, roles: Roles, rows: NDArray[np.int64], form: Form) -> Flags | None:
    """The flags of the amounts, from columns that are not used; None without such columns.

    ``rows`` has for each amount its row in the sheet.
    """
    used = {*roles.columns.values(), *roles.across}
    found = {}
    for name in sheet.names:
        if name in used or not is_flag_name(name) or _of_another(name, sheet, roles):
            continue
        column = sheet[name]
        texts = np.array(
            ["" if _says_nothing(name, value) else text_of(value) for value in column.values],
            dtype=object,
        )
        found[name] = texts[column.codes][rows]
    return Flags(found, form) if found else None


def _of_another(flags, sheet, roles):
    """Whether marks belong to an amount that is not read: ap_nf are those of ap."""
    amount = roles.columns.get("value") or roles.columns.get("size")
    folded = flags.casefold()
    if folded.endswith("_nf"):
        return flags[:-3] in sheet.names and flags[:-3] != amount
    if folded.startswith(("lq_", "oty_")):
        return not (amount or "").startswith(folded.split("_")[0])
    return False


def _says_nothing(flags, mark):
    """In the codes of statistical offices A is a usual value and F one that is free to be published."""
    return plain(flags).endswith("status") and text_of(mark) in ("A", "F")
