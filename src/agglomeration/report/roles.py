"""Which column is what, by its name or as said; and how the table is laid out."""

import re
from typing import NamedTuple

from .errors import FileError, option
from .number_texts import looks_like_number

__all__ = ["Roles", "assigned"]

# Names of columns, without case, spaces and units, in English, Korean and German.
NAMES = {
    "region": "region regions county district city metro metropolitanarea state province municipality nuts place area "
    "지역 지역명 시도 시도명 시도별 시군구 시군구명 시군구별 행정구역 행정구역별 권역 gemeinde bezirk land ort",
    "industry": "industry industries sector activity occupation branch naics sic isic ksic nace 산업 산업명 산업별 "
    "업종 업종명 산업분류 산업분류별 산업중분류 산업소분류 직업 직종 branche wirtschaftszweig",
    "value": "value amount jobs employment employees workers persons count total number patents plants 종사자 종사자수 "
    "고용 고용자수 취업자 취업자수 값 수 사업체수 beschäftigte wert anzahl",
    "size": "size plantsize firmsize 규모 사업체규모 größe",
    "year": "year years date period time 연도 년도 시점 기준연도 jahr",
    "plant": "plant plantid establishment establishmentid firm firmid company id 사업체 사업체명 사업체번호 "
    "기업 기업명 업체 업체명 betrieb firma",
    "group": "group industrygroup broad broadindustry division 대분류 산업대분류 부문 gruppe",
    "x": "x east easting lon long longitude 경도",
    "y": "y north northing lat latitude 위도",
}
_ROLE_OF = {name: role for role, names in NAMES.items() for name in names.split()}
_DEGREES = {"lon", "long", "longitude", "경도"}
_UNIT = re.compile(r"\(.*?\)|\[.*?\]|[\s_.\-/]")
_YEAR = re.compile(r"[12]\d{3}(년|\.0)?", re.ASCII)


class Roles(NamedTuple):
    """Layout, columns by their role, the columns with amounts, and the coordinates' kind."""

    layout: str
    columns: dict
    across: list
    coordinates: str | None


def assigned(sheet, said, layout, notes):
    """Decide what each column is; every decision that was not the caller's is noted.

    Parameters
    ----------
    sheet : Sheet
        Names and rows.
    said : dict
        ``{role: column}`` as the caller gave it; None where it is to be found.
    layout : {"long", "wide", "years", None}
        As the caller gave it.
    notes : list
        Receives the decisions.
    """
    columns = {role: name for role, name in said.items() if name is not None}
    for role, name in columns.items():
        if name not in sheet.names:
            raise FileError(f"it has no column {name!r}, which you named as {role}; its columns are {_listed(sheet)}.")
    found = _by_name(sheet, columns, layout)
    columns |= found
    layout, across = _layout(sheet, columns, layout, notes)
    unused = [name for name in sheet.names if name not in columns.values() and name not in across]
    if unused:
        notes.append(("Columns not used", ", ".join(repr(name) for name in unused)))
    return Roles(layout, columns, across, _coordinates(columns))


def _by_name(sheet, taken, layout):
    """Roles by name, for columns that have none yet; two candidates for one role are a question, not a guess."""
    candidates = {}
    for name in sheet.names:
        role = _ROLE_OF.get(_UNIT.sub("", name).casefold())
        if role and role not in taken and name not in taken.values():
            candidates.setdefault(role, []).append(name)
    if (
        layout == "wide"
        or ("region" in candidates) + ("region" in taken) + ("industry" in candidates) + ("industry" in taken) == 1
    ):
        # An industry of a wide table may be called like a role; its columns are numbers, not roles.
        candidates = {role: names for role, names in candidates.items() if role in ("region", "industry", "year")}
    for role, names in candidates.items():
        if len(names) > 1:
            raise FileError(
                f"columns {' and '.join(map(repr, names))} may both be the {role}; say which, for instance "
                f"{option(**{role: names[0]})}."
            )
    return {role: names[0] for role, names in candidates.items()}


def _layout(sheet, columns, layout, notes):
    rest = [name for name in sheet.names if name not in columns.values()]
    both = "region" in columns and "industry" in columns
    years = [name for name in rest if _YEAR.fullmatch(name)]
    if layout is not None:
        notes.append(("Layout", f"{layout}: as you said"))
    if layout == "long" or (layout is None and both and _has_amounts(columns)):
        return _long(sheet, columns, rest, layout, notes)
    if layout == "years" or (layout is None and both and len(years) >= 2):
        return _years(sheet, columns, years, layout, notes)
    if layout is None and both:
        return _long(sheet, columns, rest, layout, notes)
    if layout is None and len(rest) + len(columns) == 3 and _two_texts_and_a_number(sheet):
        return _by_content(sheet, columns, notes)
    return _wide(sheet, columns, layout, notes)


def _has_amounts(columns):
    return bool({"value", "size", "plant"} & set(columns))


def _long(sheet, columns, rest, layout, notes):
    for role in ("region", "industry"):
        if role not in columns:
            _lacks(sheet, role, "a long table has one row per region and industry")
    if not _has_amounts(columns):
        numbers = [name for name in rest if _mostly_numbers(sheet, name)]
        if len(numbers) != 1:
            _lacks(sheet, "value", "no column is named as an amount")
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
        raise FileError(f"fewer than two of its columns are years of four digits; its columns are {_listed(sheet)}.")
    if layout is None:
        notes.append(("Layout", "years across: columns for region and industry, and one column per year"))
    notes.append(("Columns", f"region = {columns['region']!r}, industry = {columns['industry']!r}, years = {years}"))
    return "years", years


def _two_texts_and_a_number(sheet):
    return [_mostly_numbers(sheet, name) for name in sheet.names] == [False, False, True]


def _by_content(sheet, columns, notes):
    """No name is known: two columns of words and one of numbers are read in their order."""
    columns.update(zip(("region", "industry", "value"), sheet.names, strict=True))
    notes.append(("Layout", "long: two columns of words, then one of numbers"))
    told = ", ".join(f"{role} = {name!r}" for role, name in columns.items())
    notes.append(("Columns", f"{told}: by their order, since their names say nothing; check this"))
    return "long", []


def _wide(sheet, columns, layout, notes):
    """One row per region and one column per industry, or the other way round."""
    if {"region", "industry"} <= set(columns):
        raise FileError(
            f"it has one column for the region ({columns['region']!r}) and one for the industry "
            f"({columns['industry']!r}), so it is not wide; leave layout= out, or say layout='long' or 'years'."
        )
    of = "industry" if "industry" in columns and "region" not in columns else "region"
    if of not in columns:
        if _mostly_numbers(sheet, sheet.names[0]) and layout is None:
            raise FileError(
                f"no column is named as region or industry, and the first, {sheet.names[0]!r}, holds numbers; its "
                f"columns are {_listed(sheet)}. Say which is which, for instance {option(region=sheet.names[0])}."
            )
        columns[of] = sheet.names[0]
    across = [name for name in sheet.names if name not in columns.values()]
    words = [name for name in across if not _mostly_numbers(sheet, name)]
    if layout is None and (len(across) < 2 or len(words) > len(across) / 2):
        missing = "industry" if of == "region" else "region"
        _lacks(sheet, missing, "neither is one named so, nor are the other columns a table of amounts")
    other = "industries" if of == "region" else "regions"
    if layout is None:
        notes.append(("Layout", f"wide: {columns[of]!r} names the {of} of each row, the other columns are {other}"))
    if "year" in columns:
        notes.append(("Columns", f"year = {columns['year']!r}"))
    return f"wide, one row per {of}", across


def _lacks(sheet, role, why):
    raise FileError(
        f"it has no column for the {role}: {why}; its columns are {_listed(sheet)}. If it is there under another name, "
        f"say {role}= with that name (on the command line --{role}=NAME); if not, the table cannot be used."
    )


def _mostly_numbers(sheet, name):
    place = sheet.names.index(name)
    cells = [row[place] for row in sheet.rows[:500] if row[place] is not None and str(row[place]).strip()]
    return bool(cells) and sum(map(looks_like_number, cells)) > len(cells) / 2


def _coordinates(columns):
    if not {"x", "y"} <= set(columns):
        return None
    return "geographic" if _UNIT.sub("", columns["x"]).casefold() in _DEGREES else "planar"


def _listed(sheet):
    names = [repr(name) for name in sheet.names]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
