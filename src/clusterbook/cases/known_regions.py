"""Regions known by their names: what a reader's own file calls them, where they lie, and who touches whom.

The report asks for these by registered names (``agglomeration.outlines`` and ``agglomeration.neighbours``); it knows no
country itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load

from .places import outlines, state_places
from .region_codes import units_of_codes
from .regions import unit_places

__all__ = ["KnownRegions", "known_regions", "neighbours_of"]

# Countries whose units have outlines in the book, and the table's name after ``outlines_``.
COUNTRIES = {
    "US": ("the United States", "united_states"),
    "KR": ("Korea", "korea"),
    "JP": ("Japan", "japan"),
    "DE": ("Germany", "germany"),
    "AT": ("Austria", "austria"),
    "FR": ("France", "france"),
}
# A file that names fewer of a country's units is not taken for one of that country.
FEWEST = 3
# Of its regions at least this share must be known.
MOST_OF = 0.8

# Codes of Eurostat's regions of the first level (Germany) and the second (Austria).
_NUTS = {
    "DE1": "DE-BW",
    "DE2": "DE-BY",
    "DE3": "DE-BE",
    "DE4": "DE-BB",
    "DE5": "DE-HB",
    "DE6": "DE-HH",
    "DE7": "DE-HE",
    "DE8": "DE-MV",
    "DE9": "DE-NI",
    "DEA": "DE-NW",
    "DEB": "DE-RP",
    "DEC": "DE-SL",
    "DED": "DE-SN",
    "DEE": "DE-ST",
    "DEF": "DE-SH",
    "DEG": "DE-TH",
    "AT11": "AT-1",
    "AT12": "AT-3",
    "AT13": "AT-9",
    "AT21": "AT-2",
    "AT22": "AT-6",
    "AT31": "AT-4",
    "AT32": "AT-5",
    "AT33": "AT-7",
    "AT34": "AT-8",
}
_GERMAN_LONG = {
    "DE-BY": ("Freistaat Bayern",),
    "DE-SN": ("Freistaat Sachsen",),
    "DE-TH": ("Freistaat Thüringen",),
    "DE-HH": ("Freie und Hansestadt Hamburg",),
    "DE-HB": ("Freie Hansestadt Bremen",),
    "DE-MV": ("Mecklenburg-Western Pomerania", "Mecklenburg-West Pomerania"),
}
# Each province in the Revised Romanization without its ending, the endings it is written with, and the older spelling.
_KOREAN = {
    "KR-11": ("Seoul", ("si", "teukbyeolsi"), ()),
    "KR-26": ("Busan", ("si", "gwangyeoksi"), ("Pusan",)),
    "KR-27": ("Daegu", ("si", "gwangyeoksi"), ("Taegu",)),
    "KR-28": ("Incheon", ("si", "gwangyeoksi"), ("Inchon",)),
    "KR-29": ("Gwangju", ("si", "gwangyeoksi"), ("Kwangju",)),
    "KR-30": ("Daejeon", ("si", "gwangyeoksi"), ("Taejon",)),
    "KR-31": ("Ulsan", ("si", "gwangyeoksi"), ()),
    "KR-50": ("Sejong", ("si", "teukbyeoljachisi"), ()),
    "KR-41": ("Gyeonggi", ("do",), ("Kyonggi", "Kyonggi-do")),
    "KR-42": ("Gangwon", ("do", "teukbyeoljachido"), ("Kangwon", "Kangwon-do", "Gangwon State")),
    "KR-43": ("Chungbuk", ("do",), ("Chungcheongbuk-do", "Chungcheongbuk", "Chungchongbuk-do")),
    "KR-44": ("Chungnam", ("do",), ("Chungcheongnam-do", "Chungcheongnam", "Chungchongnam-do")),
    "KR-45": ("Jeonbuk", ("do",), ("Jeollabuk-do", "Jeollabuk", "Cholla-bukto", "Jeonbuk State")),
    "KR-46": ("Jeonnam", ("do",), ("Jeollanam-do", "Jeollanam", "Cholla-namdo")),
    "KR-47": ("Gyeongbuk", ("do",), ("Gyeongsangbuk-do", "Gyeongsangbuk", "Kyongsang-bukto")),
    "KR-48": ("Gyeongnam", ("do",), ("Gyeongsangnam-do", "Gyeongsangnam", "Kyongsang-namdo")),
    "KR-49": ("Jeju", ("do", "teukbyeoljachido"), ("Cheju", "Cheju-do", "Jeju Island")),
}
_ENGLISH_CITIES = (
    "City",
    "Special City",
    "Metropolitan City",
    "Special Metropolitan City",
    "Special Self-Governing City",
    "Metropolitan Autonomous City",
)
_JAPANESE_ENDING = re.compile(r"(?<=..)[都府県]$")
# KOSIS's workbooks with codes and some tables of prefectures write the code before the name.
_CODE_BEFORE = re.compile(r"^\s*[\[(]?\d{1,10}[\])]?[\s:_-]+")
_PREFECTURE = re.compile(r"(?: prefecture| metropolis|-ken|-fu|-to|-do)$")


class KnownRegions(NamedTuple):
    """The regions of a file on the map of their country.

    ``units`` gives each known region's unit, ``places`` its centre (columns ``x`` and ``y``), ``lines`` the outlines of
    the country, ``unknown`` the regions that are none of its units.
    """

    country: str
    units: pd.Series
    places: pd.DataFrame
    lines: list[np.ndarray]
    unknown: list[str]


def known_regions(labels: Iterable[str], told: Iterable[str] = ()) -> KnownRegions | None:
    """Return the regions of a file on their country's map; None if they are not those of a country with outlines.

    Parameters
    ----------
    labels : iterable of str
        Names or codes, such as ``Oberösterreich``, ``AT31``, ``전라북도``, ``Jeonbuk``, ``CA``, ``06`` or
        ``11 서울특별시``.
    told : iterable of str
        What says whose codes these are, where they are numbers: names of columns, the form of the file.

    Returns
    -------
    KnownRegions or None
        At least three units of one country, and four of five of the regions.

    Examples
    --------
    >>> found = known_regions(["서울특별시", "부산", "Jeollabuk-do", "경기도"])
    >>> found.country, found.units["Jeollabuk-do"]
    ('Korea', 'KR-45')
    """
    labels = list(dict.fromkeys(map(str, labels)))
    coded = units_of_codes(labels, told)
    for code, (country, table) in COUNTRIES.items():
        units = {label: unit for label, unit in coded.items() if unit.startswith(f"{code}-")}
        units = units or _by_name(labels, _names(code))
        # Two names of one region would lie on one place.
        if len(set(units.values())) < max(FEWEST, MOST_OF * len(labels)) or len(units) > len(
            set(units.values())
        ):
            continue
        found = pd.Series(units, name="unit")
        places = _centres(code, table).reindex(found.to_numpy()).set_axis(found.index)
        # What is not drawn, as are the territories, has no place.
        places = places.dropna()
        unknown = [label for label in labels if label not in places.index]
        return KnownRegions(country, found, places[["x", "y"]], outlines(table), unknown)  # type: ignore[arg-type]
    return None


def _by_name(labels, names):
    """The unit of each label that is a name of one, with its code before it or not."""
    found = {}
    for label in labels:
        for name in (label, _CODE_BEFORE.sub("", label)):
            if (plain := _plain(name)) in names:
                found[label] = names[plain]
                break
    return found


def neighbours_of(labels: Iterable[str], told: Iterable[str] = ()) -> dict[str, list[str]] | None:
    """Return which regions of a file touch which, read from the outlines; None if they are not known.

    Two touch if their outlines have corners in common; with only water between them they do not.

    Examples
    --------
    >>> neighbours_of(["Wien", "Niederösterreich", "Burgenland", "Tirol"])["Wien"]
    ['Niederösterreich']
    """
    found = known_regions(labels, told)
    if found is None:
        return None
    table = next(table for country, table in COUNTRIES.values() if country == found.country)
    corners = load(f"outlines_{table}")[["unit", "longitude", "latitude"]].drop_duplicates()
    both = corners.merge(corners, on=["longitude", "latitude"], suffixes=("", "_other"))
    both = both[both["unit"] != both["unit_other"]]
    label_of = {str(unit): str(label) for label, unit in found.units.items()}
    touching: dict[str, list[str]] = {str(label): [] for label in found.places.index}
    for unit, other in sorted(set(zip(both["unit"], both["unit_other"], strict=True))):
        if unit in label_of and other in label_of:
            touching[label_of[unit]].append(label_of[other])
    return touching


def _centres(code, table):
    """The centre of each unit, by the unit."""
    if code != "US":
        return unit_places(table)
    units = load("outlines_units").dropna(subset=["fips"]).set_index("fips")["unit"]
    places = state_places()
    return places.set_axis(units.reindex(places.index).to_numpy(), axis=0)


@cache
def _names(code: str) -> dict[str, str]:
    """Every spelling of a country's units, plain, and the unit it belongs to."""
    rows = load("outlines_units").query("country == @code")
    spelled: dict[str, str] = {
        _plain(name): str(row.unit)
        for row in rows.itertuples()
        for name in (row.unit, row.name, row.name_local, row.name_korean)
        if isinstance(name, str) and name
    }
    more = {
        "US": _american,
        "KR": _korean,
        "JP": _japanese,
        "DE": _german,
        "AT": _german,
    }.get(code)
    if more is not None:
        spelled |= {_plain(name): unit for name, unit in more(rows)}
    return spelled


def _american(rows):
    yield from ((unit.partition("-")[2], unit) for unit in rows["unit"])
    yield "Washington, D.C.", "US-DC"


def _korean(rows):
    for unit, (name, endings, others) in _KOREAN.items():
        yield name, unit
        yield from ((f"{name}-{ending}", unit) for ending in endings)
        yield from ((f"{name} {ending}", unit) for ending in endings)
        yield from ((other, unit) for other in others)
    provinces = load("korea_provinces").dropna(subset=["unit"])
    for row in provinces.itertuples():
        city = row.name_korean_long.endswith("시")
        yield f"{row.name_korean}{'시' if city else '도'}", row.unit
        if city:
            name = _KOREAN[row.unit][0]
            yield from ((f"{name} {kind}", row.unit) for kind in _ENGLISH_CITIES)
        yield f"{_KOREAN[row.unit][0]} Special Self-Governing Province", row.unit
    for column in ("name", "name_korean", "name_korean_long", "former_name_korean"):
        named = provinces.dropna(subset=[column])
        yield from zip(named[column], named["unit"], strict=True)


def _japanese(rows):
    for row in rows.itertuples():
        yield _JAPANESE_ENDING.sub("", row.name_local), row.unit
        bare = _PREFECTURE.sub("", _plain(row.name))
        yield from ((f"{bare}{ending}", row.unit) for ending in ("", " prefecture", "-ken"))
    yield from (("Tokyo-to", "JP-13"), ("Osaka-fu", "JP-27"), ("Kyoto-fu", "JP-26"))
    # The source has no Japanese name of this one.
    yield from (("静岡県", "JP-22"), ("静岡", "JP-22"))


def _german(rows):
    known = set(rows["unit"])
    yield from ((code, unit) for code, unit in _NUTS.items() if unit in known)
    for unit, names in _GERMAN_LONG.items():
        if unit in known:
            yield from ((name, unit) for name in names)


def _plain(name):
    """A name without capitals, spaces at its ends, marks over letters, and spaces inside Korean or Japanese."""
    text = (
        unicodedata.normalize("NFKC", str(name))
        .strip()
        .casefold()
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    if re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text):
        return re.sub(r"\s+", "", text)
    parts = unicodedata.normalize("NFD", text)
    return re.sub(r"\s+", " ", "".join(one for one in parts if not unicodedata.combining(one)))
