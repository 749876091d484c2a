"""Names of regions and industries: as they stand, and refused where two would be taken for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np

from agglomeration.words import quoted, tell

from ..errors import FileError
from .grid import Column

__all__ = ["as_labels", "check_alike", "check_names", "differ_in_case", "is_nation", "is_total"]

LONGEST = 200
# Words under which tables carry sums beside what is summed, and names that say the same only as a whole.
_TOTAL_WORDS = {
    *(
        "total",
        "totals",
        "subtotal",
        "subtotals",
        "insgesamt",
        "gesamt",
        "summe",
        "zusammen",
        "ensemble",
    ),
    *("합계", "총계", "소계", "누계", "계", "전국", "전체", "전산업", "총수"),
    *(
        "合計",
        "総計",
        "総数",
        "小計",
        "計",
        "总计",
        "合计",
        "總計",
        "全国",
        "totale",
        "totali",
        "totales",
        "totaux",
    ),
    *("totaal", "ogółem", "razem", "celkem", "összesen", "yhteensä", "итого", "всего", "toplam"),
}
_TOTAL_NAMES = {
    *(
        "all",
        "sum",
        "all industries",
        "all sectors",
        "all activities",
        "all regions",
        "all occupations",
        "all counties",
    ),
    *(
        "whole economy",
        "nation",
        "national",
        "nationwide",
        "statewide",
        "gesamtwirtschaft",
        "alle",
        "합 계",
        "총 계",
    ),
    *("소 계", "전 국", "전 체", "전 산업", "alle branchen", "i alt", "samtliga", "suma"),
    # Codes of all areas, all industries and all occupations in tables of the United States.
    *("us000", "000000", "00-0000", "------"),
}
# Regions that are sums of the others where arithmetic shows it; in a table of countries they are not.
_NATIONS = {
    *(
        "united states",
        "united states of america",
        "u.s.",
        "us",
        "usa",
        "united kingdom",
        "uk",
        "great britain",
    ),
    *(
        "deutschland",
        "germany",
        "bundesgebiet",
        "österreich",
        "austria",
        "schweiz",
        "switzerland",
        "france",
    ),
    *(
        "frankreich",
        "italia",
        "italy",
        "españa",
        "spain",
        "portugal",
        "nederland",
        "netherlands",
        "belgië",
    ),
    *(
        "belgique",
        "belgium",
        "polska",
        "poland",
        "česko",
        "czechia",
        "sverige",
        "sweden",
        "danmark",
        "denmark",
    ),
    *(
        "norge",
        "norway",
        "suomi",
        "finland",
        "magyarország",
        "hungary",
        "european union",
        "eu",
        "eu27",
        "eu28",
    ),
    *(
        "eu27_2020",
        "japan",
        "日本",
        "全国",
        "china",
        "中国",
        "taiwan",
        "korea",
        "south korea",
        "republic of korea",
    ),
    *(
        "대한민국",
        "한국",
        "canada",
        "mexico",
        "méxico",
        "brasil",
        "brazil",
        "australia",
        "india",
        "world",
    ),
    *("at", "de", "fr", "it", "es", "kr", "jp", "us000", "00", "00000"),
}
# What spreadsheets make of codes such as 10-12, in the form of a workbook and in those of saved text.
_MONTHS = "jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez"
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d:\d\d(\.\d+)?)?|\d{1,2}월 ?\d{1,2}일|"
    rf"\d{{1,2}}[-. ]{{1,2}}({_MONTHS})\.?|({_MONTHS})[-. ]\d{{1,2}}",
    re.IGNORECASE,
)
# Control characters, and marks that turn the direction of the text that follows.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def as_labels(cells: Column, lines: Sequence[int], column: str, what: str) -> list[str]:
    """The name that each different cell is, or a sentence for the first that cannot be one."""
    labels = [_label(cell) for cell in cells.values]
    for code, label in enumerate(labels):
        if (
            label.strip()
            and len(label) <= LONGEST
            and not (_HIDDEN.search(label) or _DATE.fullmatch(label.strip()))
        ):
            continue
        line = int(lines[int(np.argmax(cells.codes == code))])
        if not label.strip():
            raise FileError(
                tell(
                    "line {line}, column {column} is empty; each row must name its {what}, also "
                    "where the line above has the same.",
                    line=line,
                    column=quoted(column),
                    what=what,
                )
            )
        _refuse(label, line, column)
    return labels


def check_names(names: Iterable[str], line: int) -> None:
    """Refuse names of columns that cannot be names of regions or industries."""
    for label in names:
        if len(label) > LONGEST or _HIDDEN.search(label) or _DATE.fullmatch(label.strip()):
            _refuse(label, line, "names of columns")


def _label(cell):
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or cell != cell else str(cell)


def is_total(label: str) -> bool:
    """Whether a name says that it is a sum: total as a word of it, or a name that means all.

    Examples
    --------
    >>> [is_total(label) for label in ("Total, all industries", "제조업 계", "Totalizators", "전국")]
    [True, True, False, True]
    """
    folded = " ".join(unicodedata.normalize("NFC", label).casefold().split())
    return folded in _TOTAL_NAMES or bool(_TOTAL_WORDS & set(re.split(r"[^\w]+", folded)))


def is_nation(label: str) -> bool:
    """Whether a name is that of a country or a union of countries."""
    return " ".join(unicodedata.normalize("NFC", label).casefold().split()) in _NATIONS


def _refuse(label, line, column):
    hidden = _HIDDEN.search(label)
    if hidden:
        raise FileError(
            tell(
                "line {line}, column {column} holds a character that cannot be seen (U+{code}) in "
                "{label}; type the name anew.",
                line=line,
                column=quoted(column),
                code=f"{ord(hidden[0]):04X}",
                label=quoted(label[:60]),
            )
        )
    if _DATE.fullmatch(label.strip()):
        raise FileError(
            tell(
                "line {line}, column {column} is {label}, a date where a name must stand: "
                "spreadsheets turn codes such as 10-12 into dates. Format the column as text and "
                "type the code anew.",
                line=line,
                column=quoted(column),
                label=quoted(label),
            )
        )
    raise FileError(
        tell(
            "line {line}, column {column} has {label} letters ({beginning}…); a name has {LONGEST} "
            "at most.",
            line=line,
            column=quoted(column),
            label=f"{len(label):,}",
            beginning=quoted(label[:40]),
            LONGEST=LONGEST,
        )
    )


def check_alike(labels: Iterable[str], what: str) -> None:
    """Refuse two names that differ only in spaces or in how letters are composed: they look the same."""
    seen: dict[str, str] = {}
    for label in dict.fromkeys(labels):
        key = " ".join(unicodedata.normalize("NFC", label).split())
        if key in seen:
            composed = unicodedata.normalize("NFC", label) == unicodedata.normalize(
                "NFC", seen[key]
            )
            how = (
                "in how their letters are composed (as files from a Mac may be)"
                if composed
                else "in spaces"
            )
            raise FileError(
                tell(
                    "the {what} names {other} and {label} differ only {how}; make them alike.",
                    what=what,
                    other=quoted(seen[key]),
                    label=quoted(label),
                    how=how,
                )
            )
        seen[key] = label


def differ_in_case(labels: Iterable[str]) -> tuple[str, str] | None:
    """The first two names that differ only in capital letters, or None."""
    seen: dict[str, str] = {}
    for label in dict.fromkeys(labels):
        other = seen.setdefault(label.casefold(), label)
        if other != label:
            return other, label
    return None
