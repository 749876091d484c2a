"""Regions known by code: numbers of states, provinces, prefectures and Länder, decided by the whole set of a file.

The same two digits are a state of the United States, a prefecture, a Land, a département and a province of Korea, which
has two numberings of its own: that of its statistical office (KOSIS, SGIS) and that of its ministry of the interior.
One code therefore says nothing. All codes of a file together do, where they are nearly all codes of one country; or the
names of columns and the form of the file say whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from clusterbook.tables.loading import load

__all__ = ["units_of_codes"]

# A file with codes of fewer of a country's units must say which country it is.
NEARLY_ALL = 0.8
_MINISTRY = {
    **{f"{number}": f"KR-{number}" for number in (11, *range(26, 32), *range(41, 49))},
    **{"36": "KR-50", "50": "KR-49"},
    # Gangwon and North Jeolla got new numbers with their new names.
    **{"51": "KR-42", "52": "KR-45"},
}
# The key of municipalities begins with the Land, counted from the north.
_LAENDER = "SH HH NI HB NW HE RP BW BY SL BE BB MV SN ST TH"
# What a column's name or a file's form says of whose codes these are, the numberings in the order of likelihood.
_WHOSE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("US",), r"fips|qcew|oews|county business"),
    (("KR-office", "KR-ministry"), r"kosis|sgis"),
    (("KR-ministry", "KR-office"), r"법정동|행정동"),
    (("KR-office", "KR-ministry"), r"시도|시군구|행정구역|\bsido"),
    (("JP",), r"都道府県|prefecture"),
    (("DE",), r"\bags\b|genesis|gemeindeschlüssel"),
    (("DE", "AT"), r"(bundes)?land\b|länder"),
    (("FR",), r"\bd[ée]p(artement)?s?\b|codgeo|insee"),
)
# Only these decide between the two numberings of Korea where all codes are in both.
_SURE = re.compile(r"kosis|sgis|법정동|행정동")


def units_of_codes(labels: Iterable[str], told: Iterable[str] = ()) -> dict[str, str]:
    """Return the unit of each code; nothing where not all are codes, or they may be those of several countries.

    Parameters
    ----------
    labels : iterable of str
        The regions of a file.
    told : iterable of str
        What says whose codes these are: names of columns, the form of the file.

    Examples
    --------
    >>> units_of_codes([f"{number:02d}" for number in range(1, 17)])["16"]
    'DE-TH'
    >>> units_of_codes(["11", "26", "41"]), units_of_codes(["11", "26", "41"], ["state_fips"])["26"]
    ({}, 'US-MI')
    """
    labels = list(labels)
    codes = {label: _digits(label) for label in labels}
    if not labels or not all(codes.values()):
        return {}
    fitting = {
        name: {label: units[_padded(code, units)] for label, code in codes.items()}
        for name, units in _systems().items()
        if all(_padded(code, units) in units for code in codes.values())
    }
    # Two codes of one region would lie on one place.
    fitting = {name: found for name, found in fitting.items() if _different(found)}
    text = " ".join(told).casefold()
    named: tuple[str, ...] = next((names for names, words in _WHOSE if re.search(words, text)), ())
    fitting = {name: fitting[name] for name in named or fitting if name in fitting}
    if len(fitting) > 1 and _SURE.search(text):
        fitting = {named[0]: fitting[named[0]]}
    if len(fitting) > 1 or not named:
        fitting = {name: found for name, found in fitting.items() if _nearly_all(name, found)}
    return next(iter(fitting.values())) if len(fitting) == 1 else {}


def _nearly_all(name, found):
    return len(found) >= NEARLY_ALL * len(set(_systems()[name].values()))


def _different(found):
    return len(set(found.values())) == len(found)


def _digits(label):
    """The code of a region at the broadest level: 11, 1100000000 and 01000 end in nothing but zeros; 2A is one."""
    text = str(label).strip().upper()
    found = re.fullmatch(r"(\d{1,2}|2[AB])(0{3}|0{8})?", text)
    return found[1] if found else ""


def _padded(code, units):
    """A spreadsheet takes the zero before a digit away; where codes have one digit it was never there."""
    return code if code in units else code.zfill(2)


@cache
def _systems() -> dict[str, dict[str, str]]:
    """Each numbering: ``{code: unit}``."""
    units = load("outlines_units")
    american = units.dropna(subset=["fips"]).set_index("fips")["unit"]
    office = load("korea_provinces").dropna(subset=["unit"]).set_index("region")["unit"]

    def own(country):
        return {unit.partition("-")[2]: unit for unit in units.query("country == @country")["unit"]}

    return {
        "US": {str(code).zfill(2): unit for code, unit in american.items()},
        "KR-office": {str(code): unit for code, unit in office.items()},
        "KR-ministry": _MINISTRY,
        "JP": own("JP"),
        "DE": {f"{place:02d}": f"DE-{land}" for place, land in enumerate(_LAENDER.split(), 1)},
        "AT": own("AT"),
        "FR": own("FR"),
    }
