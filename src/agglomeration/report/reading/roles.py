"""Which column is what, by its name or as said; and how the table is laid out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np

from agglomeration.words import marked, quoted, tell, term

from ..errors import FileError, leave_out, listed, option
from ..taken import Taken
from .candidates import ask_names_beside, chosen_among, maps_one_to_one
from .column_names import (
    DEGREES,
    is_code_name,
    is_employment,
    is_flag_name,
    is_item_name,
    is_measure_name,
    is_part,
    is_share_name,
    is_unit,
    plain,
    role_of,
    role_of_stem,
)
from .forms import Form
from .grid import Column, filled, text_of
from .labels import is_total
from .number_texts import YEAR, is_code, is_mark, looks_like_number
from .several_kinds import ask_kinds, ask_shares
from .sheets import Sheet

__all__ = ["Roles", "assigned", "year_of"]

_MOST_LISTED = 60
# What columns are taken as, as the report says it.
AMOUNTS_OF = {
    "year": marked("amounts of a year"),
    "region": marked("amounts of a region"),
    "industry": marked("amounts of an industry"),
}
TAKEN_AS = (
    *(marked("region"), marked("industry"), marked("value"), marked("size"), marked("year")),
    *(marked("plant"), marked("group"), marked("item"), marked("flag"), marked("code")),
    *(marked("constant"), marked("not used")),
)
_CODE_ROW = re.compile(r"(.*\W|.{0,12})?(code|codes|코드|id|nr|no)")
_YEAR_WITHIN = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@dataclass
class Roles:
    """Layout, columns by their role, and the columns with amounts that stand across, with what each holds.

    ``labels`` has for each column across the region or industry of its amounts, ``years`` their year.
    """

    layout: str
    columns: dict[str, str]
    across: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    coordinates: Literal["planar", "geographic"] | None = None
    why: dict[str, str] = field(default_factory=dict)
    unit: str = ""


def year_of(text: str) -> int:
    """The year that a name or a cell tells."""
    return int(text.lstrip("Y")[:4])


def assigned(
    sheet: Sheet,
    said: dict[str, str | None],
    layout: Literal["long", "wide", "years"] | None,
    without: set[str],
    form: Form,
    joined: dict[str, str],
    notes: list[tuple[str, str]],
    taken: list[Taken],
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
    form : Form
        What the form of the file tells.
    joined : dict
        ``{role: column}`` for columns that were made of several.
    notes, taken : list
        Receive the decisions.
    """
    columns = {role: name for role, name in said.items() if name is not None}
    why = dict.fromkeys(columns, tell("as you said"))
    for role, name in joined.items():
        if role not in columns:
            columns[role], why[role] = name, tell("only together they tell it")
    for role, name in columns.items():
        if name not in sheet.names and not (role == "value" and _item_names(sheet, [name])):
            raise FileError(
                tell(
                    "it has no column {name}, which you named as {role}; its columns are "
                    "{its_columns}.",
                    name=quoted(name),
                    role=role,
                    its_columns=_listed(sheet),
                )
            )
    for role, name in columns.items():
        other = next((key for key in columns if columns[key] == name and key != role), None)
        if other is not None:
            raise FileError(
                tell(
                    "the column {name} is named as {role} and as {other}; it can be one of them.",
                    name=quoted(name),
                    role=role,
                    other=other,
                )
            )
    for role, name in form.roles.items():
        if role not in columns and name not in columns.values():
            columns[role] = name
            why[role] = tell("as in files of the form {form}", form=form.name)
    if form.name:
        notes.append((tell("Form"), form.name))
    roles = Roles("", columns, why=why)
    if sheet.tops:
        _rows_of_names(sheet, roles, layout, notes)
    else:
        _by_name(sheet, roles, layout, notes)
        _lay_out(sheet, roles, layout, without, notes)
    _tell(sheet, roles, notes, taken)
    roles.coordinates = _coordinates(roles.columns)
    return roles


def _item_names(sheet, names):
    return sheet.tops is not None and set(names) & {
        *sheet.tops,
        *(sheet.middles or ()),
        *sheet.names,
    }


def _tell(sheet, roles, notes, taken):
    """One entry for each column of the file."""
    by = {name: role for role, name in roles.columns.items()}
    kind = (
        AMOUNTS_OF["year"]
        if roles.years and not roles.labels
        else AMOUNTS_OF["region"]
        if "region" not in by.values()
        else AMOUNTS_OF["industry"]
    )
    unused = []
    for name in dict.fromkeys(sheet.names):
        if name in by:
            taken.append(Taken(name, by[name], roles.why.get(by[name], tell("by its name"))))
        elif name in roles.across:
            taken.append(Taken(name, kind, tell("it stands across")))
        else:
            unused.append(name)
            taken.append(Taken(name, _unused_role(sheet, name), tell("nothing asked for it")))
    if unused:
        notes.append((tell("Columns not used"), ", ".join(repr(name) for name in unused)))


def _unused_role(sheet, name):
    if len(sheet[name].values) <= 1:
        return "constant"
    if role_of(name) in ("item", "unit"):
        return "item"
    return "flag" if is_flag_name(name) else "code" if is_code_name(name) else "not used"


def _by_name(sheet, roles, layout, notes):
    """Roles by name, for columns that have none yet; two candidates for one role are a question, not a guess."""
    taken, candidates = roles.columns, {}
    for names in (role_of, role_of_stem):
        # A name with an appendix, such as region_code, is looked at where none has the name itself.
        known = set(taken) | set(candidates)
        for name in dict.fromkeys(sheet.names):
            role = names(name)
            if role in ("item", "unit"):
                continue
            if role and role not in known and name not in taken.values():
                candidates.setdefault(role, []).append(name)
    keys = sum((role in candidates) + (role in taken) for role in ("region", "industry"))
    if layout == "wide" or keys == 1:
        # An industry of a wide table may be called like a role; its columns are numbers, not roles.
        candidates = {
            role: names
            for role, names in candidates.items()
            if role in ("region", "industry", "year")
        }
    for role, names in candidates.items():
        name, why = chosen_among(sheet, role, names, notes)
        roles.columns[role], roles.why[role] = name, why
    for role in ("region", "industry"):
        name = roles.columns.get(role, "")
        if role in candidates and (role_of(name) != role or is_code_name(name)):
            ask_names_beside(sheet, role, roles.columns[role], set(roles.columns.values()))


def _lay_out(sheet, roles, layout, without, notes):
    columns = roles.columns
    rest = [name for name in sheet.names if name not in columns.values()]
    both = "region" in columns and "industry" in columns
    years = [name for name in rest if YEAR.fullmatch(name)]
    if layout is not None:
        notes.append((tell("Layout"), tell("{said}: as you said", said=layout)))
    if layout == "long" or (layout is None and both and _has_amounts(columns) and len(years) < 2):
        return _long(sheet, roles, rest, layout, notes)
    if layout == "years" or (
        layout is None and both and len(years) >= 1 and not _has_amounts(columns)
    ):
        return _years(sheet, roles, years, layout, notes)
    dated = _years_in_names(sheet, rest, notes) if layout is None and both else {}
    if dated and not _has_amounts(columns):
        _years(sheet, roles, list(dated), "years", notes, dated)
        return None
    if layout is None and both:
        if len(years) >= 2:
            raise FileError(
                tell(
                    "it has a column of amounts, {value}, and columns of years, {years}; say {long} or {years_across}.",
                    value=repr(columns.get("value") or columns.get("size") or columns.get("plant")),
                    years=listed(years, 4),
                    long=option(layout="long"),
                    years_across=option(layout="years"),
                ),
                ways=[{"layout": "long"}, {"layout": "years"}],
            )
        return _long(sheet, roles, rest, layout, notes)
    if layout is None and _two_texts_and_a_number(sheet) and set(columns) <= {"region", "industry"}:
        return _by_content(sheet, roles, notes)
    if layout is None:
        _ask_other_key(sheet, columns, rest, without)
    return _wide(sheet, roles, layout, without, notes)


def _ask_other_key(sheet, columns, rest, without):
    """A column named as amounts beside one of regions: the industries stand in another column, not across."""
    if ("region" in columns) == ("industry" in columns):
        return
    missing = "industry" if "region" in columns else "region"
    rest = [name for name in rest if name not in without and len(sheet[name].values) > 1]
    amounts = [
        name
        for name in rest
        if role_of(name) in ("value", "size")
        and plain(name) != "total"
        and _mostly_numbers(sheet, name)
    ]
    if not amounts:
        return
    words = [name for name in rest if name not in amounts and not _mostly_numbers(sheet, name)]
    if words and len(rest) - len(amounts) <= 2 * len(words):
        raise FileError(
            tell(
                "it has amounts, by its name, in the column {amounts}, and no column is named as "
                "the {missing}; it may be {words}. Say which, for instance {way}.",
                amounts=repr(amounts[0]),
                missing=missing,
                words=listed(words, 6),
                way=option(**{missing: words[0]}),
            ),
            ways=[{missing: name} for name in words],
        )


def _has_amounts(columns):
    return bool({"value", "size", "plant"} & set(columns))


def _long(sheet, roles, rest, layout, notes):
    columns = roles.columns
    for role in ("region", "industry"):
        if role not in columns:
            _lacks(sheet, role, tell("a long table has one row per region and industry"), columns)
    if not _has_amounts(columns):
        _find_value(sheet, roles, rest)
    if layout is None and roles.why.get("value") != tell("as you said"):
        _ask_diagonal(sheet, columns, rest)
    if layout is None:
        notes.append(
            (
                tell("Layout"),
                tell("long: there is a column for the region and one for the industry"),
            )
        )
    told = ", ".join(f"{role} = {name!r}" for role, name in columns.items())
    notes.append((tell("Columns"), told))
    roles.layout = "long"


def _ask_diagonal(sheet, columns, rest):
    """A table in which no region has two industries is rather wide, with codes or running numbers beside its names."""
    region, industry = columns["region"], columns["industry"]
    amounts = [
        name
        for name in rest
        if _mostly_numbers(sheet, name)
        and not (is_code_name(name) or is_flag_name(name) or is_measure_name(name))
    ]
    once = [one for one in ("region", "industry") if _stands_once(sheet, columns, one)]
    if len(amounts) < 2 or "plant" in columns or not once:
        return
    ways = [
        {"layout": "wide", "industry": industry, "without": region},
        {"layout": "wide", "region": region, "without": industry},
    ]
    value = columns.get("value") or columns.get("size", "")
    raise FileError(
        tell(
            "each {column} stands beside one {beside} only, in one row, and the columns {amounts} hold numbers, too: "
            "the table may be wide, with a column that is not needed. Say {one}, or {other}; if the amounts are those "
            "of {value} alone, say {keep}.",
            column=quoted(columns[once[0]]),
            beside=quoted(industry if once[0] == "region" else region),
            amounts=listed(amounts, 4),
            one=option(**ways[0]),
            other=option(**ways[1]),
            value=quoted(value),
            keep=option(value=value),
        ),
        ways=[*ways, {"value": value}],
    )


def _stands_once(sheet, columns, one):
    """Whether each region stands beside one industry only and in one row a year, or each industry beside one region."""
    column = sheet[columns[one]]
    other = sheet[columns["industry" if one == "region" else "region"]]
    pairs = np.unique(column.codes.astype(np.int64) * len(other.values) + other.codes)
    if len(pairs) > len(column.values):
        return False
    if "year" not in columns:
        return len(column.values) == len(sheet)
    years = sheet[columns["year"]]
    return len(np.unique(column.codes.astype(np.int64) * len(years.values) + years.codes)) == len(
        sheet
    )


def _find_value(sheet, roles, rest):
    numbers = [
        name
        for name in rest
        if _mostly_numbers(sheet, name) and not is_code_name(name) and not is_flag_name(name)
    ]
    known = [name for name in numbers if is_employment(name)]
    if len(known) == 1 and all(
        is_item_name(name) or is_measure_name(name) or is_share_name(name) for name in numbers
    ):
        others = [name for name in numbers if name != known[0]]
        roles.why["value"] = (
            tell("the only one of people who work; others are {others}", others=listed(others, 4))
            if others
            else tell("by its name")
        )
        roles.columns["value"] = known[0]
        return
    if len(numbers) != 1:
        ways = [{"value": name} for name in numbers]
        if len(numbers) > 1:
            raise FileError(
                tell(
                    "it has no column for the value: no column is named as an amount, and not just one of the others "
                    "holds numbers; its columns are {columns}. Say which one holds the amounts, for instance {way}.",
                    columns=_listed(sheet),
                    way=option(value=(known or numbers)[0]),
                ),
                ways=ways,
            )
        _lacks(
            sheet,
            "value",
            tell("no column is named as an amount, and not just one of the others holds numbers"),
            roles.columns,
        )
    if is_share_name(numbers[0]):
        raise FileError(
            tell(
                "the column {numbers} holds shares or quotients, by its name, and indicators need "
                "the amounts from which these were computed, such as jobs. If it holds amounts, "
                "say {option}.",
                numbers=quoted(numbers[0]),
                option=option(value=numbers[0]),
            ),
            ways=[{"value": numbers[0]}],
        )
    roles.columns["value"] = numbers[0]
    roles.why["value"] = tell("the only other column with numbers")


def _years_in_names(sheet, rest, notes):
    """The year of each column whose name has one, where they are alike otherwise: Antal 2021, Antal 2022.

    Of several kinds of amounts those of people who work.
    """
    kinds: dict[str, dict[str, int]] = {}
    for name in rest:
        found = re.fullmatch(r"(\D*?)((?:19|20)\d\d)(\D*)", name)
        if not _mostly_numbers(sheet, name) or is_code_name(name) or is_flag_name(name):
            continue
        if not found:
            return {}
        kinds.setdefault(f"{found[1]}…{found[3]}", {})[name] = int(found[2])
    several = list(kinds)
    if len(kinds) > 1:
        several = [kind for kind in kinds if is_employment(kind)]
    if len(several) != 1 or len(kinds[several[0]]) < 2 or is_share_name(several[0]):
        return {}
    if len(kinds) > 1:
        others = [kind for kind in kinds if kind != several[0]]
        told = tell(
            "{kind}, the only ones of people who work; not {others}",
            kind=quoted(several[0]),
            others=listed(others),
        )
        notes.append((tell("Amounts"), told))
    return kinds[several[0]]


def _years(sheet, roles, years, layout, notes, dated=None):
    columns = roles.columns
    dated = dated or {name: year_of(name) for name in years}
    for role in ("region", "industry"):
        if role not in columns:
            _lacks(
                sheet,
                role,
                tell("a table with years across has one row per region and industry"),
                columns,
            )
    if len(years) < 2 and layout is not None:
        raise FileError(
            tell(
                "fewer than two of its columns are years of four digits; its columns are "
                "{its_columns}.",
                its_columns=_listed(sheet),
            )
        )
    odd = [
        name
        for name in sheet.names
        if name not in years and name[:4].isdigit() and YEAR.fullmatch(name[:4])
    ]
    odd = [name for name in odd if name not in columns.values()]
    if odd:
        raise FileError(
            tell(
                "the column {odd} begins like a year and is none of four digits as the others "
                "are; rename it to the year alone, or delete it.",
                odd=quoted(odd[0]),
            )
        )
    _one_name_each(years, list(dated.values()))
    if layout is None:
        notes.append(
            (
                tell("Layout"),
                tell("years across: columns for region and industry, and one column per year"),
            )
        )
    notes.append(
        (
            tell("Columns"),
            f"region = {columns['region']!r}, industry = {columns['industry']!r}, years = {years}",
        )
    )
    roles.layout, roles.across = "years", years
    roles.years = dated
    roles.columns.pop("value", None)
    roles.columns.pop("size", None)


def _one_name_each(names, years):
    for place, year in enumerate(years):
        if years.index(year) != place:
            raise FileError(
                tell(
                    "the columns {one} and {other} are of one year; delete one, or rename it.",
                    one=repr(names[years.index(year)]),
                    other=repr(names[place]),
                )
            )


def _two_texts_and_a_number(sheet):
    if len(sheet.names) != 3 or is_code_name(sheet.names[2]):
        return False
    return [_mostly_numbers(sheet, name) for name in sheet.names] == [False, False, True]


def _by_content(sheet, roles, notes):
    """Two columns of words and one of numbers are read in their order, but for those whose name says what they are."""
    columns = roles.columns
    free = [role for role in ("region", "industry", "value") if role not in columns]
    if len(free) == 3:
        first, second, _ = sheet.names
        one, other = {"region": first, "industry": second}, {"region": second, "industry": first}
        raise FileError(
            tell(
                "it has two columns of words, {first} and {second}, and their names do not tell which is "
                "the region and "
                "which the industry; say {one}, or {other}.",
                first=repr(first),
                second=repr(second),
                one=option(**one),
                other=option(**other),
            ),
            ways=[one, other],
        )
    for role, name in zip(
        free, [name for name in sheet.names if name not in columns.values()], strict=True
    ):
        columns[role], roles.why[role] = name, tell("by its place, since its name says nothing")
    notes.append((tell("Layout"), tell("long: two columns of words, then one of numbers")))
    told = ", ".join(f"{role} = {columns[role]!r}" for role in ("region", "industry", "value"))
    notes.append(
        (
            tell("Columns"),
            tell(
                "{columns}: by their order where their names say nothing; check this", columns=told
            ),
        )
    )
    roles.layout = "long"


def _wide(sheet, roles, layout, without, notes):
    """One row per region and one column per industry, or the other way round."""
    columns = roles.columns
    if {"region", "industry"} <= set(columns):
        raise FileError(
            tell(
                "it has one column for the region ({region}) and one for the industry "
                "({industry}), so it is not wide; leave layout= out, or say layout='long' or "
                "'years'.",
                region=quoted(columns["region"]),
                industry=quoted(columns["industry"]),
            )
        )
    of = "industry" if "industry" in columns and "region" not in columns else "region"
    if of not in columns:
        _ask_first(sheet, columns, layout)
    across = [name for name in sheet.names if name not in columns.values()]
    across = _without_codes(sheet, columns[of], across, without, roles, of)
    taken = [name for name in across if name not in without]
    _check_across(sheet, columns, taken, of, layout, bool(without - {""}))
    other = marked("industries") if of == "region" else marked("regions")
    _ask_row_of_codes(sheet, columns[of], taken, of, without, other)
    if layout is None:
        notes.append(
            (
                tell("Layout"),
                tell(
                    "wide: {column} names the {row} of each row, the other columns are {others}",
                    column=quoted(columns[of]),
                    row=term(of),
                    others=term(other),
                ),
            )
        )
    told = ", ".join(f"{role} = {name!r}" for role, name in columns.items())
    notes.append((tell("Columns"), f"{told}, {other} = {listed(taken, _MOST_LISTED)}"))
    roles.layout, roles.across = f"wide, one row per {of}", across
    roles.labels = {name: name for name in across}


def _ask_first(sheet, columns, layout):
    """The first column names regions only if its name says so, or the caller."""
    names = [name for name in sheet.names if not _mostly_numbers(sheet, name)] or sheet.names
    if _mostly_numbers(sheet, sheet.names[0]) and layout is None:
        raise FileError(
            tell(
                "no column is named as region or industry, and the first, {first}, holds numbers; "
                "its columns are {its_columns}. Say which is which, for instance {option}.",
                first=quoted(sheet.names[0]),
                its_columns=_listed(sheet),
                option=option(region=names[0]),
            ),
            ways=[{"region": names[0]}, {"industry": names[0]}],
        )
    if layout is None:
        varied = [name for name in sheet.names if len(sheet[name].values) > 1 and name]
        first = sheet.names[0] if len(sheet[sheet.names[0]].values) > 1 else (varied or names)[0]
        if not first:
            raise FileError(
                tell(
                    "the first column has no name, and it is not clear whether it names regions "
                    "or industries; say {region}, or {industry}.",
                    region=option(region=""),
                    industry=option(industry=""),
                ),
                ways=[{"region": ""}, {"industry": ""}],
            )
        raise FileError(
            tell(
                "the name of its column {name} does not tell whether each row is a region or an industry; say "
                "{region}, or {industry}.",
                name=repr(first),
                region=option(region=first),
                industry=option(industry=first),
            ),
            ways=[{"region": first}, {"industry": first}],
        )
    columns["region"] = sheet.names[0]


def _without_codes(sheet, key, across, without, roles, of):
    """A column without amounts beside the names, one code for each, is no column of amounts."""
    kept = []
    for name in across:
        column = sheet[name]
        codes = (
            name not in without
            and (
                role_of(name) == of or role_of_stem(name) == of or re.fullmatch(r"column \d+", name)
            )
            and maps_one_to_one(sheet, key, name)
            and not column.which(
                lambda cell: filled(cell) and not re.fullmatch(r"[\w.\-/]{1,14}", text_of(cell))
            ).any()
        )
        if not codes:
            kept.append(name)
    return kept


def _check_across(sheet, columns, taken, of, layout, answered):
    """Refuse to take columns for industries (or regions) that may be something else."""
    missing = "industry" if of == "region" else "region"
    many = marked("industries") if of == "region" else marked("regions")
    years = [name for name in taken if YEAR.fullmatch(name)] or _dated(taken)
    if years and layout is None:
        raise FileError(
            tell(
                "the names of columns {years} may be years, and it has no column for the "
                "{missing}. If it is there under another name, say {missing}= with that name (on "
                "the command line --{missing}=NAME); if not, the table cannot be used. If these "
                "are {many} all the same, say {option}.",
                years=listed(years),
                missing=missing,
                many=term(many),
                option=option(layout="wide"),
            ),
            ways=[
                *({missing: name} for name in taken if not _mostly_numbers(sheet, name)),
                {"layout": "wide"},
            ],
        )
    words = [name for name in taken if not _mostly_numbers(sheet, name)]
    if layout is None and len(taken) > 1 and all(is_part(name) or is_total(name) for name in taken):
        raise FileError(
            tell(
                "its columns {parts} are parts of all who work, by their names, and no {many}. If these are what you "
                "want to compare, say {way}.",
                parts=listed(taken, 4),
                many=term(many),
                way=option(layout="wide"),
            ),
            ways=[{"layout": "wide"}],
        )
    if layout is None and (len(taken) < 2 or len(words) > len(taken) / 2):
        _lacks(
            sheet,
            missing,
            tell("neither is one named so, nor are the other columns a table of amounts"),
            columns,
        )
    for name in taken:
        if is_code_name(name) and not (of == "industry" and name in ("ID", "NO")):  # Idaho, Norway
            raise FileError(
                tell(
                    "the column {name} holds codes or numbers of something, by its name, and "
                    "would be taken for one of the {many}, its codes for amounts. Leave it out "
                    "with {leaving}; or say {option} if it tells the {missing} of each row.",
                    name=quoted(name),
                    many=term(many),
                    leaving=leave_out([name]),
                    option=option(**{missing: name}),
                    missing=missing,
                ),
                ways=[{"without": name}, {missing: name}],
            )
        if is_measure_name(name, words=of == "region"):
            raise FileError(
                tell(
                    "the column {name} would be taken for one of the {many}, and its name says "
                    "that it is something else. Leave it out with {leaving}; if it holds the "
                    "amounts, say {missing}= and value= with the names of columns (on the command "
                    "line --{missing}=NAME --value=NAME); if it is one of the {many}, rename it.",
                    name=quoted(name),
                    many=term(many),
                    leaving=leave_out([name]),
                    missing=missing,
                ),
                ways=[{"without": name}],
            )
        if name in words and layout is None:
            raise FileError(
                tell(
                    "the column {name} would be taken for one of the {many}, and holds words. Leave it out "
                    "with {out}; or "
                    "say {way} if it tells the {missing} of each row.",
                    name=repr(name[:60]),
                    many=term(many),
                    out=leave_out([name]),
                    way=option(**{missing: name}),
                    missing=missing,
                ),
                ways=[{"without": name}, {missing: name}],
            )
    if layout is None and len(sheet.names) == 3 and len(taken) == 2 and not (words or answered):
        raise FileError(
            tell(
                "of its three columns only {known} is known, as the {of}; {one} and {two} "
                "may be two {many}, or a column of codes and one of amounts. Say {option} for the "
                "first, and {second} or the other way round for the second.",
                known=quoted(columns[of]),
                of=of,
                one=quoted(taken[0]),
                two=quoted(taken[1]),
                many=term(many),
                option=option(layout="wide"),
                second=option(**{missing: taken[0], "value": taken[1]}),
            ),
            ways=[{"layout": "wide"}, {missing: taken[0], "value": taken[1]}],
        )
    ask_shares(taken, many)
    if layout is None:
        ask_kinds(taken, many)
    _check_key(sheet, columns, of, missing)
    if layout is None:
        _ask_before_key(sheet, columns, taken, of, many)
        _ask_running(sheet, taken, many)


def _ask_row_of_codes(sheet, key, taken, of, without, many):
    """A row that is called code has the codes of what stands across, and no amounts."""
    for label in sheet[key].values:
        if (
            text_of(label) in without
            or not is_code_name(text_of(label))
            or not _CODE_ROW.fullmatch(plain(text_of(label)))
        ):
            continue
        row = int(np.argmax(sheet[key].which(lambda cell, label=label: cell == label)))
        cells = [text_of(sheet[name][row]) for name in taken]
        if len(set(cells)) == len(cells) > 1:
            raise FileError(
                tell(
                    "line {line} is called {label} and may hold the codes of the {many}, which would be "
                    "taken for amounts. Leave it out with {out}; if it is the name of a {of}, write it otherwise.",
                    line=int(sheet.lines[row]),
                    label=quoted(text_of(label)),
                    many=term(many),
                    of=term(of),
                    out=leave_out([text_of(label)]),
                ),
                ways=[{"without": text_of(label)}],
            )


def _ask_before_key(sheet, columns, taken, of, many):
    """A column of whole numbers before the names of the rows: codes of the rows rather than amounts."""
    key = columns[of]
    for name in sheet.names[: sheet.names.index(key)]:
        # A column without a name is asked about as such.
        if (
            name.strip()
            and name in taken
            and all(text_of(cell).isdigit() for cell in sheet[name].cells())
        ):
            raise FileError(
                tell(
                    "the column {name} holds whole numbers and stands before {key}, the {of} by its name; it may "
                    "have codes of the {of}, and would be taken for one of the {many}. Say {instead} if it tells "
                    "the {of}; leave it out with {out}; if it holds amounts, say {way}.",
                    name=repr(name[:60]),
                    key=repr(key),
                    of=of,
                    many=term(many),
                    instead=f"{option(**{of: name})}, {leave_out([key])}",
                    out=leave_out([name]),
                    way=option(layout="wide"),
                ),
                ways=[{of: name, "without": key}, {"without": name}, {"layout": "wide"}],
            )


def _ask_running(sheet, taken, many):
    """A column of codes under any name: all different, of one length, rising row by row, as amounts never are."""
    for name in taken:
        # Most columns have some number twice, and are told by that alone.
        if len(sheet[name].values) < len(sheet) or len(sheet) < 4:
            continue
        texts = [text_of(cell) for cell in sheet[name].cells()]
        if any(is_code(text) for text in texts):
            continue
        if not all(text.isdigit() and len(text) == len(texts[0]) for text in texts):
            continue
        numbers = list(map(int, texts))
        rising = all(a < b for a, b in pairwise(numbers))
        if rising:
            raise FileError(
                tell(
                    "the column {name} holds whole numbers of one length that rise from row to row, as codes do, and "
                    "would be taken for one of the {many}. Leave it out with {out}; if it holds amounts, say {way}.",
                    name=repr(name[:60]),
                    many=term(many),
                    out=leave_out([name]),
                    way=option(layout="wide"),
                ),
                ways=[{"without": name}, {"layout": "wide"}],
            )


def _dated(names):
    """Names with a year in them that are alike but for their digits: emp2019 and emp2020, 2019Q1 and 2019Q2."""
    dated = [name for name in names if _YEAR_WITHIN.search(name)]
    alike = Counter(re.sub(r"\d", "", name) for name in dated)
    return [name for name in dated if alike[re.sub(r"\d", "", name)] > 1]


def _check_key(sheet, columns, of, missing):
    """In a wide table each region has one row (a year)."""
    places = [sheet[columns[role]] for role in (of, "year") if role in columns]
    seen = {}
    for row, line in enumerate(sheet.lines):
        key = tuple(text_of(column[row]) for column in places)
        if key in seen and key[0].strip():
            ways = _differing_ways(sheet, columns, seen[key][1], row)
            raise FileError(
                tell(
                    "column {known} has {label} in lines {earlier} and {line}, so it is not a wide "
                    "table with one row per {of}; if it has a column for the {missing}, say "
                    "{missing}= with its name (on the command line --{missing}=NAME); if one row "
                    "is a double entry, delete it.",
                    known=quoted(columns[of]),
                    label=quoted(key[0]),
                    earlier=seen[key][0],
                    line=line,
                    of=of,
                    missing=missing,
                ),
                ways=ways,
            )
        seen.setdefault(key, (line, row))


def _differing_ways(sheet, columns, first, second):
    return [
        {"only": f"{name}={text_of(sheet[name][row])}"}
        for name in sheet.names
        if name not in columns.values() and not _mostly_numbers(sheet, name)
        for row in (first, second)
        if sheet[name][first] != sheet[name][second]
    ]


def _rows_of_names(sheet, roles, layout, notes):
    """Two or three rows of names: years, kinds of amounts, industries or regions above each other."""
    columns = roles.columns
    rows = [row for row in (sheet.tops, sheet.middles, sheet.names) if row]
    keys = [
        k
        for k in range(len(sheet.names))
        if all(plain(row[k]) == plain(sheet.names[k]) for row in rows) or not sheet.names[k]
    ]
    across = [k for k in range(len(sheet.names)) if k not in keys]
    levels = [list(row) for row in rows]
    across, kinds = _one_of_each(levels, across, columns.pop("value", None), roles, notes)
    joined = [" | ".join(row[k] for row in levels) for k in range(len(sheet.names))]
    for k in range(len(sheet.names)):
        sheet.names[k] = levels[0][k] if k in keys else joined[k]
    sheet.tops = sheet.middles = None
    for k in keys:
        sheet.columns[k] = _year_once(sheet, k, notes)
    key_sheet = sheet.drop({name for k, name in enumerate(sheet.names) if k not in keys})
    _by_name(key_sheet, roles, "wide" if "label" in kinds.values() else None, notes)
    names = [joined[k] for k in across]
    for place, kind in kinds.items():
        texts = [levels[place][k] for k in across]
        if kind == "year":
            roles.years = dict(zip(names, map(year_of, texts), strict=True))
        else:
            roles.labels = dict(zip(names, texts, strict=True))
    roles.across = names
    _tell_rows_of_names(sheet, key_sheet, roles, notes)


def _year_once(sheet, k, notes):
    """A column of years in which each stands once above its rows: in all of them."""
    column = sheet.columns[k]
    there = column.which(filled)
    years = [value for value in column.values if filled(value)]
    if there.all() or not there[0] or role_of(sheet.names[k]) != "year":
        return column
    if not all(YEAR.fullmatch(text_of(value)) for value in years) or len(years) != there.sum():
        return column
    last = np.maximum.accumulate(np.where(there, np.arange(len(sheet)), 0))
    notes.append(
        (
            tell("Years that stand once"),
            tell(
                "empty cells of the column {column} belong to the year above them",
                column=quoted(sheet.names[k]),
            ),
        )
    )
    return Column(column.codes[last], column.values).take(slice(None))


def _one_of_each(levels, across, wanted, roles, notes):
    """The columns of one kind of amounts, all of one unit; and which row has the years and which the labels.

    Rows that say nothing, units, and parts such as men and women beside their sum are settled here, or asked.
    """
    kinds: dict[int, str] = {}
    for place, row in enumerate(levels):
        texts = list(dict.fromkeys(row[k] for k in across))
        kind = _kind_of_names(texts)
        if kind == "item":
            roles.unit = _chosen_item(texts, wanted, notes)
            across = [k for k in across if row[k] == roles.unit]
        elif kind == "label" and wanted in texts:
            across = [k for k in across if row[k] == wanted]
        elif kind != "unit":
            kinds[place] = kind
    for place in [place for place, kind in kinds.items() if kind == "label"]:
        if len(sums := _sum_beside_parts(levels[place], across)) == 1:
            across = _of_sum(levels[place], across, sums[0], notes)
            kinds.pop(place)
    for place in [place for place, kind in kinds.items() if kind == "label"]:
        # A label that stands above all columns alike tells nothing apart.
        others = [other for other, kind in kinds.items() if kind == "label" and other != place]
        if others and len({levels[place][k] for k in across}) == 1:
            kinds.pop(place)
    labels = [place for place, kind in kinds.items() if kind == "label"]
    if len(labels) > 1:
        _ask_two_labels(levels, across, labels)
    years = [place for place, kind in kinds.items() if kind == "year"]
    if len(years) > 1:
        raise FileError(
            tell(
                "two of its rows of names are years, such as {one} above {other}; delete one.",
                one=quoted(levels[years[0]][across[0]]),
                other=quoted(levels[years[1]][across[0]]),
            )
        )
    _check_apart(levels, across, kinds)
    return across, kinds


def _sum_beside_parts(row, across):
    """The sums in a row of names that has nothing else but parts, such as men and women."""
    texts = list(dict.fromkeys(row[k] for k in across))
    if not all(is_part(text) or is_total(text) for text in texts):
        return []
    return [text for text in texts if is_total(text)]


def _of_sum(row, across, total, notes):
    others = [text for text in dict.fromkeys(row[k] for k in across) if text != total]
    if others:
        notes.append(
            (
                tell("Columns kept"),
                tell(
                    "those of {total}, which holds {others}; for others say value=, such as {way}",
                    total=quoted(total),
                    others=listed(others, 4),
                    way=option(value=others[0]),
                ),
            )
        )
    return [k for k in across if row[k] == total]


def _ask_two_labels(levels, across, labels):
    """Two rows of names that are neither years nor kinds of amounts."""
    first, second = labels[:2]
    texts = [list(dict.fromkeys(levels[place][k] for k in across)) for place in labels]
    choices = [text for some in texts for text in ([t for t in some if is_total(t)] or some[:3])]
    raise FileError(
        tell(
            "its rows of names hold two sorts of names, such as {one} above {other}, and amounts would count "
            "twice. Say value= with the name whose columns are to be read, such as {way}; or keep one row, and "
            "write both names into it.",
            one=quoted(levels[first][across[0]]),
            other=quoted(levels[second][across[0]]),
            way=option(value=choices[0]),
        ),
        ways=[{"value": text} for text in dict.fromkeys(choices)],
    )


def _check_apart(levels, across, kinds):
    """Each column has names of its own in the rows that are used."""
    seen: dict[tuple[str, ...], int] = {}
    for k in across:
        names = tuple(levels[place][k] for place in kinds)
        if names in seen:
            raise FileError(
                tell(
                    "several columns are called {names}, and only what is not read of their names tells them apart: "
                    "{one} and {other}. Delete those that should not be read.",
                    names=quoted(" | ".join(names)),
                    one=quoted(" | ".join(row[seen[names]] for row in levels)),
                    other=quoted(" | ".join(row[k] for row in levels)),
                )
            )
        seen[names] = k


def _tell_rows_of_names(sheet, key_sheet, roles, notes):
    columns = roles.columns
    has = [role for role in ("region", "industry") if role in columns]
    if (roles.labels and len(has) != 1) or (not roles.labels and len(has) != 2):
        missing = "industry" if "region" in columns else "region"
        _lacks(
            key_sheet,
            missing,
            tell("its names stand in several rows, and those of the first columns tell no more"),
            columns,
        )
    roles.layout = "years" if not roles.labels else f"wide, one row per {has[0]}"
    if roles.labels:
        texts = list(dict.fromkeys(roles.labels.values()))
        _check_across_names(texts, has[0])
        _check_key(sheet, columns, has[0], "industry" if has[0] == "region" else "region")
    told = ", ".join(f"{role} = {name!r}" for role, name in columns.items())
    other = "industries" if has[0] == "region" else "regions"
    parts = []
    if roles.labels:
        parts.append(
            f"{other} = {listed(list(dict.fromkeys(roles.labels.values())), _MOST_LISTED)}"
        )
    if roles.years:
        parts.append(f"years = {sorted(set(roles.years.values()))}")
    notes.append((tell("Layout"), tell("rows of names above each other, and the amounts below")))
    notes.append((tell("Columns"), ", ".join([told, *parts])))


def _check_across_names(names, of):
    many = marked("industries") if of == "region" else marked("regions")
    for name in names:
        if (
            is_code_name(name)
            or is_measure_name(name, words=of == "region")
            or YEAR.fullmatch(name)
        ):
            raise FileError(
                tell(
                    "the name {name} in its two rows of names would be taken for one of the {many}, and says "
                    "that it is "
                    "something else. Leave it out with {out}, or write the names into one row.",
                    name=repr(name[:60]),
                    many=term(many),
                    out=leave_out([name]),
                ),
                ways=[{"without": name}],
            )


def _kind_of_names(names):
    if all(YEAR.fullmatch(name) for name in names):
        return "year"
    if all(is_unit(name) for name in names):
        return "unit"
    if all(is_item_name(name) or is_measure_name(name) for name in names):
        return "item"
    return "label"


def _chosen_item(items, wanted, notes):
    if wanted in items:
        return wanted
    working = [item for item in items if is_employment(item)]
    if len(items) == 1 or (len(working) == 1 and wanted is None):
        item = items[0] if len(items) == 1 else working[0]
        if len(items) > 1:
            others = [other for other in items if other != item]
            notes.append(
                (
                    tell("Amounts"),
                    tell(
                        "{item}, the only ones of people who work; for others say value=, such as {way}",
                        item=repr(item),
                        way=option(value=others[0]),
                    ),
                )
            )
        return item
    raise FileError(
        tell(
            "it holds several kinds of amounts, {items}; say which, for instance {way}.",
            items=listed(items, 8),
            way=option(value=(working or items)[0]),
        ),
        ways=[{"value": item} for item in items],
    )


def _lacks(sheet, role, why, used):
    raise FileError(
        tell(
            "it has no column for the {role}: {why}; its columns are {its_columns}. If it is there "
            "under another name, say {role}= with that name (on the command line --{role}=NAME); "
            "if not, the table cannot be used.",
            role=role,
            why=why,
            its_columns=_listed(sheet),
        ),
        ways=[{role: name} for name in sheet.names if name not in used.values()],
    )


def _mostly_numbers(sheet, name):
    """Whether a column holds numbers; marks of what is missing say nothing of that, but letters alone are words."""
    column = sheet[name]
    counts = column.counts()
    numbers = words = 0
    for value, count in zip(column.values, counts, strict=True):
        if not filled(value):
            continue
        if looks_like_number(value):
            numbers += count
        elif not is_mark(value):
            words += count
    return bool(numbers) and numbers > words


def _coordinates(columns):
    if not {"x", "y"} <= set(columns):
        return None
    return "geographic" if plain(columns["x"]) in DEGREES else "planar"


def _listed(sheet):
    return listed(sheet.names)
