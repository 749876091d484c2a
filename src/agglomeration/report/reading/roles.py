"""Which column is what, by its name or as said; and how the table is laid out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from .column_names import (
    DEGREES,
    is_code_name,
    is_measure_name,
    is_share_name,
    plain,
    role_of,
    role_of_stem,
)
from ..errors import FileError, leave_out, listed, option
from .number_texts import YEAR, looks_like_number

if TYPE_CHECKING:
    from agglomeration.report.reading.sheets import Sheet

__all__ = ["Roles", "assigned"]

_MOST_LISTED = 60
_YEAR_WITHIN = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


class Roles(NamedTuple):
    """Layout, columns by their role, the columns with amounts, and the coordinates' kind."""

    layout: str
    columns: dict[str, str]
    across: list[str]
    coordinates: Literal["planar", "geographic"] | None


def assigned(
    sheet: Sheet,
    said: dict[str, str | None],
    layout: Literal["long", "wide", "years"] | None,
    without: set[str],
    notes: list[tuple[str, str]],
) -> Roles:
    """Decide what each column is; every decision that was not the caller's is noted.

    Parameters
    ----------
    sheet : Sheet
        Names and rows.
    said : dict
        ``{role: column}`` as the caller gave it; None where it is to be found.
    layout : {"long", "wide", "years", None}
        As the caller gave it.
    without : set of str
        What the caller leaves out; columns may be among it.
    notes : list
        Receives the decisions.
    """
    columns = {role: name for role, name in said.items() if name is not None}
    for role, name in columns.items():
        if name not in sheet.names:
            raise FileError(
                f"it has no column {name!r}, which you named as {role}; its columns are {_listed(sheet)}."
            )
    found = _by_name(sheet, columns, layout)
    columns |= found
    layout, across = _layout(sheet, columns, layout, without, notes)
    unused = [name for name in sheet.names if name not in columns.values() and name not in across]
    if unused:
        notes.append(("Columns not used", ", ".join(repr(name) for name in unused)))
    return Roles(layout, columns, across, _coordinates(columns))


def _by_name(sheet, taken, layout):
    """Roles by name, for columns that have none yet; two candidates for one role are a question, not a guess."""
    candidates = {}
    for names in (role_of, role_of_stem):
        # A name with an appendix, such as region_code, is looked at where none has the name itself.
        known = set(taken) | set(candidates)
        for name in sheet.names:
            role = names(name)
            if role and role not in known and name not in taken.values():
                candidates.setdefault(role, []).append(name)
    if (
        layout == "wide"
        or ("region" in candidates)
        + ("region" in taken)
        + ("industry" in candidates)
        + ("industry" in taken)
        == 1
    ):
        # An industry of a wide table may be called like a role; its columns are numbers, not roles.
        candidates = {
            role: names
            for role, names in candidates.items()
            if role in ("region", "industry", "year")
        }
    for role, names in candidates.items():
        if len(names) > 1:
            raise FileError(
                f"columns {' and '.join(map(repr, names))} may both be the {role}; say which, for instance "
                f"{option(**{role: names[0]})}."
            )
    return {role: names[0] for role, names in candidates.items()}


def _layout(sheet, columns, layout, without, notes):
    rest = [name for name in sheet.names if name not in columns.values()]
    both = "region" in columns and "industry" in columns
    years = [name for name in rest if YEAR.fullmatch(name)]
    if layout is not None:
        notes.append(("Layout", f"{layout}: as you said"))
    if layout == "long" or (layout is None and both and _has_amounts(columns)):
        return _long(sheet, columns, rest, layout, notes)
    if layout == "years" or (layout is None and both and len(years) >= 2):
        return _years(sheet, columns, years, layout, notes)
    if layout is None and both:
        return _long(sheet, columns, rest, layout, notes)
    if layout is None and _two_texts_and_a_number(sheet) and set(columns) <= {"region", "industry"}:
        return _by_content(sheet, columns, notes)
    return _wide(sheet, columns, layout, without, notes)


def _has_amounts(columns):
    return bool({"value", "size", "plant"} & set(columns))


def _long(sheet, columns, rest, layout, notes):
    for role in ("region", "industry"):
        if role not in columns:
            _lacks(sheet, role, "a long table has one row per region and industry")
    if not _has_amounts(columns):
        numbers = [name for name in rest if _mostly_numbers(sheet, name) and not is_code_name(name)]
        if len(numbers) != 1:
            _lacks(
                sheet,
                "value",
                "no column is named as an amount, and not just one of the others holds numbers",
            )
        if is_share_name(numbers[0]):
            raise FileError(
                f"the column {numbers[0]!r} holds shares or quotients, by its name, and indicators need the amounts "
                f"from which these were computed, such as jobs. If it holds amounts, say {option(value=numbers[0])}."
            )
        columns["value"] = numbers[0]
    if layout is None:
        notes.append(("Layout", "long: there is a column for the region and one for the industry"))
    told = ", ".join(f"{role} = {name!r}" for role, name in columns.items())
    notes.append(("Columns", told))
    return "long", []


def _years(sheet, columns, years, layout, notes):
    for role in ("region", "industry"):
        if role not in columns:
            _lacks(sheet, role, "a table with years across has one row per region and industry")
    if len(years) < 2:
        raise FileError(
            f"fewer than two of its columns are years of four digits; its columns are {_listed(sheet)}."
        )
    odd = [
        name
        for name in sheet.names
        if name not in years and name[:4].isdigit() and YEAR.fullmatch(name[:4])
    ]
    odd = [name for name in odd if name not in columns.values()]
    if odd:
        raise FileError(
            f"the column {odd[0]!r} begins like a year and is none of four digits as the others are; rename it to the "
            "year alone, or delete it."
        )
    if layout is None:
        notes.append(
            ("Layout", "years across: columns for region and industry, and one column per year")
        )
    notes.append(
        (
            "Columns",
            f"region = {columns['region']!r}, industry = {columns['industry']!r}, years = {years}",
        )
    )
    return "years", years


def _two_texts_and_a_number(sheet):
    numbers = [_mostly_numbers(sheet, name) for name in sheet.names]
    return numbers == [False, False, True] and not is_code_name(sheet.names[2])


def _by_content(sheet, columns, notes):
    """Two columns of words and one of numbers are read in their order, but for those whose name says what they are."""
    free = [role for role in ("region", "industry", "value") if role not in columns]
    columns |= dict(
        zip(free, [name for name in sheet.names if name not in columns.values()], strict=True)
    )
    notes.append(("Layout", "long: two columns of words, then one of numbers"))
    told = ", ".join(f"{role} = {columns[role]!r}" for role in ("region", "industry", "value"))
    notes.append(("Columns", f"{told}: by their order where their names say nothing; check this"))
    return "long", []


def _wide(sheet, columns, layout, without, notes):
    """One row per region and one column per industry, or the other way round."""
    if {"region", "industry"} <= set(columns):
        raise FileError(
            f"it has one column for the region ({columns['region']!r}) and one for the industry "
            f"({columns['industry']!r}), so it is not wide; leave layout= out, or say layout='long' or 'years'."
        )
    of = "industry" if "industry" in columns and "region" not in columns else "region"
    if of not in columns:
        if _mostly_numbers(sheet, sheet.names[0]) and layout is None:
            words = [
                name for name in sheet.names if not _mostly_numbers(sheet, name)
            ] or sheet.names
            raise FileError(
                f"no column is named as region or industry, and the first, {sheet.names[0]!r}, holds numbers; its "
                f"columns are {_listed(sheet)}. Say which is which, for instance {option(region=words[0])}."
            )
        columns[of] = sheet.names[0]
    across = [name for name in sheet.names if name not in columns.values()]
    taken = [name for name in across if name not in without]
    _check_across(sheet, columns, taken, of, layout)
    other = "industries" if of == "region" else "regions"
    if layout is None:
        notes.append(
            (
                "Layout",
                f"wide: {columns[of]!r} names the {of} of each row, the other columns are {other}",
            )
        )
    told = ", ".join(f"{role} = {name!r}" for role, name in columns.items())
    notes.append(("Columns", f"{told}, {other} = {listed(taken, _MOST_LISTED)}"))
    return f"wide, one row per {of}", across


def _check_across(sheet, columns, taken, of, layout):
    """Refuse to take columns for industries (or regions) that may be something else."""
    missing = "industry" if of == "region" else "region"
    many = "industries" if of == "region" else "regions"
    years = [name for name in taken if YEAR.fullmatch(name)] or _dated(taken)
    if years and layout is None:
        raise FileError(
            f"the names of columns {listed(years)} may be years, and it has no column for the {missing}. If it is "
            f"there under another name, say {missing}= with that name (on the command line --{missing}=NAME); if not, "
            f"the table cannot be used. If these are {many} all the same, say {option(layout='wide')}."
        )
    words = [name for name in taken if not _mostly_numbers(sheet, name)]
    if layout is None and (len(taken) < 2 or len(words) > len(taken) / 2):
        _lacks(
            sheet, missing, "neither is one named so, nor are the other columns a table of amounts"
        )
    for name in taken:
        if is_code_name(name) and not (of == "industry" and name in ("ID", "NO")):  # Idaho, Norway
            raise FileError(
                f"the column {name!r} holds codes or numbers of something, by its name, and would be taken for one of "
                f"the {many}, its codes for amounts. Leave it out with {leave_out([name])}; or say "
                f"{option(**{missing: name})} if it tells the {missing} of each row."
            )
        if is_measure_name(name, words=of == "region"):
            raise FileError(
                f"the column {name!r} would be taken for one of the {many}, and its name says that it is something "
                f"else. Leave it out with {leave_out([name])}; if it holds the amounts, say {missing}= and value= with "
                f"the names of columns (on the command line --{missing}=NAME --value=NAME); if it is one of the "
                f"{many}, rename it."
            )
    if layout is None and len(sheet.names) == 3 and len(taken) == 2 and not words:
        raise FileError(
            f"of its three columns only {columns[of]!r} is known, as the {of}; {taken[0]!r} and {taken[1]!r} may be "
            f"two {many}, or a column of codes and one of amounts. Say {option(layout='wide')} for the first, and "
            f"{option(**{missing: taken[0], 'value': taken[1]})} or the other way round for the second."
        )
    _check_key(sheet, columns, of, missing)


def _dated(names):
    """Names with a year in them that are alike but for their digits: emp2019 and emp2020, 2019Q1 and 2019Q2."""
    dated = [name for name in names if _YEAR_WITHIN.search(name)]
    alike = Counter(re.sub(r"\d", "", name) for name in dated)
    return [name for name in dated if alike[re.sub(r"\d", "", name)] > 1]


def _check_key(sheet, columns, of, missing):
    """In a wide table each region has one row (a year)."""
    places = [sheet.names.index(columns[role]) for role in (of, "year") if role in columns]
    seen = {}
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        key = tuple(str(row[place]) for place in places)
        if key in seen and key[0].strip():
            raise FileError(
                f"column {columns[of]!r} has {key[0]!r} in lines {seen[key]} and {line}, so it is not a wide table "
                f"with one row per {of}; if it has a column for the {missing}, say {missing}= with its name (on the "
                f"command line --{missing}=NAME); if one row is a double entry, delete it."
            )
        seen.setdefault(key, line)


def _lacks(sheet, role, why):
    raise FileError(
        f"it has no column for the {role}: {why}; its columns are {_listed(sheet)}. If it is there under another name, "
        f"say {role}= with that name (on the command line --{role}=NAME); if not, the table cannot be used."
    )


def _mostly_numbers(sheet, name):
    place = sheet.names.index(name)
    cells = [
        row[place] for row in sheet.rows[:500] if row[place] is not None and str(row[place]).strip()
    ]
    return bool(cells) and sum(map(looks_like_number, cells)) > len(cells) / 2


def _coordinates(columns):
    if not {"x", "y"} <= set(columns):
        return None
    return "geographic" if plain(columns["x"]) in DEGREES else "planar"


def _listed(sheet):
    return listed(sheet.names)
