"""The forms in which statistical offices hand out tables, known by their names of columns and their notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from agglomeration.words import tell

from ..errors import FileError
from .column_names import plain
from .grid import Column, text_of
from .labels import is_total
from .number_texts import YEAR
from .sheets import Sheet

__all__ = ["Form", "is_province", "recognized", "unpacked"]

_PROVINCE = re.compile(
    r"전국|(서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청[남북]|충[남북]|전라[남북]|전[남북]|경상[남북]|경[남북]|제주)"
    r"(특별시|광역시|특별자치시|도|특별자치도|시)?"
)

# The offices write a hyphen. Any other dash has been put in by somebody else, unless the notes of the file explain it.
_HYPHEN = frozenset("-")
_TOLD_NONE = re.compile(r"([-–—−])\s*[=:]?\s*nichts vorhanden")


@dataclass
class Form:
    """A form, and what is known of a file from it alone.

    ``none_marks``: the dashes that this office writes for a true zero; ``dash_by_sums``: only where sums prove it.
    ``empty_is_missing``: an empty cell is not available. ``flags_behind``: letters behind a number are flags.
    ``roles`` are columns that the form itself tells. ``doubles``: rows may stand twice.
    """

    name: str = ""
    none_marks: frozenset[str] = frozenset()
    dash_by_sums: bool = False
    empty_is_missing: bool = False
    flags_behind: bool = False
    doubles: bool = False
    roles: dict[str, str] = field(default_factory=dict)


def recognized(sheet: Sheet) -> tuple[Sheet, Form]:
    """The form of a table, and the table with columns that the form asks to join.

    Examples
    --------
    >>> from agglomeration.report.reading.grid import Grid
    >>> from agglomeration.report.reading.sheets import headed
    >>> rows = [["시도별", "산업별", "항목", "2022 년"], ["서울", "제조업", "종사자수", "5"]]
    >>> recognized(headed(Grid.of_rows(rows), None, None, []))[1].name
    'KOSIS'
    """
    names = {plain(name) for name in sheet.names}
    for form in (
        _sgis,
        _kosis_interface,
        _kosis,
        _eurostat,
        _qcew,
        _oews,
        _county_business,
        _genesis,
    ):
        found = form(sheet, names)
        if found:
            return found if isinstance(found, tuple) else (sheet, found)
    return sheet, Form()


def is_province(text: str) -> bool:
    """Whether a name is that of a province of Korea, or of the nation.

    Examples
    --------
    >>> is_province("서울특별시"), is_province("전북"), is_province("경기도 수원시")
    (True, True, False)
    """
    return bool(_PROVINCE.fullmatch(text.strip()))


def _sgis(sheet, names):
    if not sheet.headless or len(sheet.names) != 4:
        return None
    roles = dict(zip(("year", "region", "industry", "value"), sheet.names, strict=True))
    if not sheet.columns[0].which(lambda cell: YEAR.fullmatch(text_of(cell))).all():
        return None
    return Form("SGIS", roles=roles)


def _kosis_interface(sheet, names):
    if not {"prdde", "dt"} <= names:
        return None
    by = {plain(name): name for name in sheet.names}
    roles = {"year": by["prdde"], "value": by["dt"]}
    classes = [by[f"c{k}nm"] for k in range(1, 9) if f"c{k}nm" in by]
    varied = [name for name in classes if len(sheet[name].values) > 1]
    regions = [
        name
        for name in varied
        if sheet[name].which(lambda cell: _PROVINCE.match(text_of(cell))).mean() > 0.5
    ]
    if len(regions) == 1:
        roles["region"] = regions[0]
        rest = [name for name in varied if name != regions[0]]
        rest = rest or [
            name
            for name in classes
            if name != regions[0] and not is_total(text_of(sheet[name].values[0]))
        ]
        if len(rest) == 1:
            roles["industry"] = rest[0]
    return Form("KOSIS", none_marks=_HYPHEN, doubles=True, roles=roles)


def _kosis(sheet, names):
    keys = [name for name in sheet.names if plain(name).endswith("별")]
    coded = any(re.match(r"\[[A-Z]\w*\]|[A-Z] \S+별|TIME ", name) for name in sheet.names)
    korean_years = any(
        re.fullmatch(r"(Y?\d{4} )?\d{4}(\.\d+)? ?[년월]?p?\)?", name) for name in sheet.names
    )
    periods = (
        "시점" in names or korean_years or any(YEAR.fullmatch(top) for top in sheet.tops or ())
    )
    if len(keys) >= 1 and (coded or "항목" in names or ("단위" in names) or periods):
        # Titles alone are those of many Korean tables, in which a dash may be anything.
        sure = coded or ({"항목", "단위"} <= names and korean_years)
        return Form("KOSIS", none_marks=_HYPHEN, dash_by_sums=not sure, doubles=True)
    return None


def _eurostat(sheet, names):
    if "geo" in names and (
        {"timeperiod", "obsvalue"} <= names or any(n.startswith("nacer") for n in names)
    ):
        return Form("Eurostat", empty_is_missing="obsflag" in names, flags_behind=True)
    return None


def _qcew(sheet, names):
    if not {"areafips", "industrycode", "owncode"} <= names:
        return None
    by = {plain(name): name for name in sheet.names}
    roles = {"region": by["areafips"], "industry": by["industrycode"]}
    if "annualavgemplvl" in by:
        roles["value"] = by["annualavgemplvl"]
    return Form("QCEW", roles=roles)


def _oews(sheet, names):
    if not {"occcode", "totemp"} <= names:
        return None
    by = {plain(name): name for name in sheet.names}
    roles = {"industry": by["occcode"], "value": by["totemp"]}
    for area in ("areatitle", "area", "primstate"):
        if area in by and len(sheet[by[area]].values) > 1:
            roles["region"] = by[area]
            break
    return Form("OEWS", roles=roles)


def _county_business(sheet, names):
    if not {"fipstate", "naics", "emp"} <= names:
        return None
    by = {plain(name): name for name in sheet.names}
    roles = {"industry": by["naics"], "value": by["emp"], "region": by["fipstate"]}
    if "fipscty" in by:
        state, county = sheet[by["fipstate"]], sheet[by["fipscty"]]
        pairs, codes = np.unique(
            state.codes.astype(np.int64) * len(county.values) + county.codes, return_inverse=True
        )
        values = [
            text_of(state.values[pair // len(county.values)]).zfill(2)
            + text_of(county.values[pair % len(county.values)]).zfill(3)
            for pair in pairs
        ]
        joined = f"{by['fipstate']}+{by['fipscty']}"
        sheet = Sheet(
            [*sheet.names, joined],
            [*sheet.columns, Column(codes.astype(np.int32), values)],
            sheet.lines,
            sheet.tops and [*sheet.tops, joined],
            sheet.above,
            sheet.below,
        )
        roles["region"] = joined
    return sheet, Form("County Business Patterns", roles=roles)


def _genesis(sheet, names):
    told = " ".join([*sheet.above, *sheet.below])
    if re.search(
        r"Statistisches? (Bundes|Landes)amt|Statistische Ämter|GENESIS|Destatis|^Tabelle: \d{5}",
        told,
    ):
        # The file as it is handed out tells its state or its signs; a source that is named is no more than that.
        sure = re.search(r"Stand: \d|nichts vorhanden", told)
        told_none = _TOLD_NONE.findall(told)
        return Form("GENESIS", none_marks=_HYPHEN.union(told_none), dash_by_sums=not sure)
    return None


def unpacked(sheet: Sheet, notes: list[tuple[str, str]]) -> Sheet:
    r"""Split the first column of Eurostat's files, ``freq,unit,geo\TIME_PERIOD``, into the columns that it packs."""
    packed = [name for name in sheet.names if "\\" in name]
    if not packed:
        return sheet
    name = packed[0]
    keys = [key.strip() for key in name.split("\\")[0].split(",")]
    if name != sheet.names[0]:
        raise FileError(
            tell(
                "the name {name} packs several columns into one, as Eurostat's files of the kind TSV do, "
                "and is not the "
                "first; say separator='tab' (on the command line --separator=tab).",
                name=repr(name[:60]),
            ),
            ways=[{"separator": "tab"}],
        )
    column = sheet.columns[0]
    parts = [[part.strip() for part in text_of(value).split(",")] for value in column.values]
    for code, part in enumerate(parts):
        if len(part) != len(keys):
            line = sheet.lines[int(np.argmax(column.codes == code))]
            raise FileError(
                tell(
                    "line {line} has {found} parts in its first cell, and the name {name} announces {wanted}.",
                    line=line,
                    found=len(part),
                    name=repr(name[:60]),
                    wanted=len(keys),
                )
            )
    columns = []
    for place in range(len(keys)):
        texts = [part[place] for part in parts]
        values = list(dict.fromkeys(texts))
        index = {text: code for code, text in enumerate(values)}
        codes = np.array([index[text] for text in texts], dtype=np.int32)
        columns.append(Column(codes[column.codes], values))
    notes.append(
        (
            tell("First column"),
            tell("split into {keys}, as its name says", keys=", ".join(map(repr, keys))),
        )
    )
    return Sheet(
        [*keys, *sheet.names[1:]],
        [*columns, *sheet.columns[1:]],
        sheet.lines,
        None,
        sheet.above,
        sheet.below,
    )
