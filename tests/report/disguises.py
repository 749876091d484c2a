"""A right table, written out in a random disguise that an office may give it: it is read as it was, or asked about.

Run this file to try more disguises than the tests do: ``python tests/report/disguises.py --cases 20000 --seed 7``.
All names and numbers are made up.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pandas as pd

from agglomeration.report import FileError, read_table

KOREAN = (
    "서울특별시",
    "부산광역시",
    "대구광역시",
    "인천광역시",
    "경기도",
    "강원특별자치도",
    "전라남도",
    "제주특별자치도",
)
GERMAN = ("Hamburg", "Bremen", "Hessen", "Bayern", "Saarland", "Berlin", "Sachsen", "Thüringen")
AMERICAN = ("Alabama", "Ohio", "Texas", "Utah", "Maine", "Iowa", "Oregon", "Nevada")
FIPS = ("01001", "01003", "02020", "06037", "36061", "48201", "53033", "55079")
NUTS = ("AT11", "AT12", "AT13", "AT21", "AT22", "AT31", "AT32", "AT33")
KOREAN_INDUSTRIES = (
    "식료품 제조업",
    "음료 제조업",
    "섬유제품 제조업",
    "자동차 제조업",
    "정보통신업",
    "부동산업",
    "건설업",
    "교육 서비스업",
)
GERMAN_INDUSTRIES = (
    "Nahrungsmittel",
    "Getränke",
    "Textilien",
    "Maschinenbau",
    "Baugewerbe",
    "Handel",
    "Verkehr",
    "Gastgewerbe",
)
ENGLISH_INDUSTRIES = (
    "Food",
    "Beverages",
    "Textiles",
    "Machinery",
    "Construction",
    "Trade",
    "Transport",
    "Hotels",
)
NACE = ("C10", "C11", "C13", "C28", "F41", "G46", "H49", "I55")
# Districts of one name lie in several provinces.
DISTRICTS = (
    "대전광역시 동구",
    "대전광역시 중구",
    "대구광역시 동구",
    "대구광역시 중구",
    "대구광역시 달서구",
    "부산광역시 동구",
    "부산광역시 해운대구",
    "경기도 수원시",
)
# Industries in sections that are called by a bare digit.
DIGITS = ("11", "12", "13", "21", "22", "31", "32", "33")
NAICS = ("311", "312", "313", "333", "236", "423", "484", "721")


@dataclass
class Tongue:
    """Names of one language or office: of columns, regions, industries, totals."""

    region: tuple[str, ...]
    industry: tuple[str, ...]
    value: tuple[str, ...]
    year: tuple[str, ...]
    regions: tuple[tuple[str, ...], ...]
    industries: tuple[tuple[str, ...], ...]
    nation: tuple[str, ...]
    all_industries: tuple[str, ...]
    korean: bool = False


TONGUES = (
    Tongue(
        ("region", "county", "State"),
        ("industry", "sector", "Branch"),
        ("jobs", "employment", "Jobs (persons)"),
        ("year", "Period"),
        (AMERICAN, FIPS, GERMAN),
        (ENGLISH_INDUSTRIES, NACE, NAICS),
        ("Total", "United States", "All regions", "everything"),
        ("Total", "Total, all industries", "All industries", "whole"),
    ),
    Tongue(
        ("시도별", "행정구역별(시도)", "시도"),
        ("산업별", "산업", "업종"),
        ("종사자수", "종사자수 (명)", "종사자수[명]"),
        ("시점", "연도"),
        (KOREAN, DISTRICTS),
        (KOREAN_INDUSTRIES, KOREAN_INDUSTRIES, DIGITS),
        ("전국", "계", "합계"),
        ("전체 산업", "전산업", "계", "합계"),
        True,
    ),
    Tongue(
        ("Land", "Kreis-Region", "Bezirk"),
        ("Branche", "Wirtschaftszweig"),
        ("Beschäftigte", "Anzahl"),
        ("Jahr",),
        (GERMAN,),
        (GERMAN_INDUSTRIES, NACE),
        ("Deutschland", "Insgesamt", "Summe"),
        ("Insgesamt", "Zusammen", "alles"),
    ),
    Tongue(
        ("geo",),
        ("nace_r2",),
        ("OBS_VALUE",),
        ("TIME_PERIOD",),
        (NUTS,),
        (NACE,),
        ("AT", "Total"),
        ("TOTAL",),
    ),
    Tongue(
        ("area_fips", "Ort des Betriebs", "Where"),
        ("naics", "Tätigkeit", "What"),
        ("emp", "Zahl", "How many"),
        ("year",),
        (AMERICAN, FIPS),
        (ENGLISH_INDUSTRIES, NAICS),
        ("US000", "Total"),
        ("Total", "000000"),
    ),
)
WITHHELD = ("X", "*", "**", "(D)", "D", "N", "S", "c", "#", "/", "비공개", ": c")
NOT_AVAILABLE = (":", ".", "…", "...", "..", "n/a")
UNKNOWN_MARKS = ("-", "", "geh.", "–")


@dataclass
class Right:
    """The right table: regions, industries, years, true amounts, and what of them is hidden."""

    regions: list[str]
    industries: list[str]
    years: list[int]
    amounts: np.ndarray
    hidden: np.ndarray
    decimals: int


@dataclass
class Case:
    """A file, its right table, what was done to it, and how it is handed over."""

    content: object
    right: Right
    form: str
    done: list[str] = field(default_factory=list)
    options: dict = field(default_factory=dict)


def right_table(rng: random.Random, tongue: Tongue) -> Right:
    """A small table with zeros and hidden cells; every region and industry has something that is shown."""
    regions = rng.sample(rng.choice(tongue.regions), rng.randint(2, 7))
    industries = rng.sample(rng.choice(tongue.industries), rng.randint(2, 7))
    years = rng.choice(([2020], [2020], [2019, 2020], [2021, 2022, 2023]))
    shape = (len(years), len(regions), len(industries))
    made = np.random.default_rng(rng.randrange(2**32))
    decimals = rng.choice((0, 0, 0, 0, 1, 2, 3))
    top = rng.choice((50, 900, 20_000, 3_000_000))
    amounts = np.round(np.exp(made.uniform(0, np.log(top), shape)), decimals)
    amounts[made.random(shape) < rng.choice((0, 0, 0.1, 0.3))] = 0
    hidden = np.where(made.random(shape) < rng.choice((0, 0, 0.05, 0.2)), "withheld", "")
    hidden = np.where(made.random(shape) < rng.choice((0, 0, 0, 0.05)), "not available", hidden)
    amounts[:, np.arange(len(regions)), np.arange(len(regions)) % len(industries)] += 7
    amounts[:, np.arange(len(industries)) % len(regions), np.arange(len(industries))] += 5
    hidden[:, np.arange(len(regions)), np.arange(len(regions)) % len(industries)] = ""
    hidden[:, np.arange(len(industries)) % len(regions), np.arange(len(industries))] = ""
    return Right(
        regions, industries, years, np.round(amounts, decimals), hidden.astype(object), decimals
    )


class Disguise:
    """Writes one right table out."""

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.tongue = rng.choice(TONGUES)
        self.right = right_table(rng, self.tongue)
        self.done = []
        right = self.right
        self.rows_of, self.columns_of = list(right.regions), list(right.industries)
        self.amounts, self.hidden = right.amounts, right.hidden
        self.in_order = False
        self.split = right.regions[0] in DISTRICTS and rng.random() < 0.7
        self.leaves = list(range(len(self.rows_of)))
        self.numbers()
        self.marks()

    def numbers(self):
        rng, right = self.rng, self.right
        self.decimal = rng.choice(".....,,")
        self.thousands = rng.choice(("", "", "", "", ",", ".", " ", "\u00a0", "'"))
        if self.thousands == self.decimal:
            self.thousands = ""
        if right.decimals:
            self.done.append(f"decimals with {self.decimal}")
        if self.thousands:
            self.done.append(f"thousands {self.thousands!r}")

    def marks(self):
        rng = self.rng
        self.withheld = rng.choice(WITHHELD if rng.random() < 0.85 else UNKNOWN_MARKS)
        self.not_available = rng.choice(NOT_AVAILABLE if rng.random() < 0.85 else UNKNOWN_MARKS)
        self.zero = rng.choice(("0", "0", "0", "-", "", "no row"))
        self.classes = rng.random() < 0.1
        if (self.right.hidden == "withheld").any():
            self.done.append(f"withheld {self.withheld!r}")
        if (self.right.hidden == "not available").any():
            self.done.append(f"not available {self.not_available!r}")
        if (self.right.amounts == 0).any():
            self.done.append(f"zero {self.zero!r}")

    def sections(self):
        """Industries in sections: by a letter before their codes, or above their parts by names alone."""
        rng, right = self.rng, self.right
        if rng.random() > 0.25 or len(right.industries) < 4:
            return
        coded = right.industries[0] in (*NACE, *DIGITS)
        count = 2
        cut = sorted(rng.sample(range(1, len(right.industries)), count - 1))
        parts = [
            list(range(len(right.industries)))[a:b]
            for a, b in zip([0, *cut], [*cut, len(right.industries)], strict=True)
        ]
        if coded:
            letters = list(dict.fromkeys(name[0] for name in right.industries))
            parts = [
                [k for k, name in enumerate(right.industries) if name[0] == letter]
                for letter in letters
            ]
            names = letters
        else:
            names = [
                f"{name} {k}" for k, name in enumerate(("Abschnitt", "부문", "Group")[: len(parts)])
            ]
            self.in_order = True
        order, labels, sums = [], [], []
        for name, part in zip(names, parts, strict=True):
            labels.append(name)
            order.append(None)
            sums.append(part)
            for k in part:
                labels.append(right.industries[k])
                order.append(k)
                sums.append([k])
        self.amounts = np.stack([right.amounts[:, :, part].sum(axis=2) for part in sums], axis=2)
        self.hidden = np.stack(
            [
                right.hidden[:, :, part[0]]
                if k is not None
                else np.full(right.hidden.shape[:2], "", dtype=object)
                for k, part in zip(order, sums, strict=True)
            ],
            axis=2,
        )
        self.columns_of = labels
        self.done.append("sections by code" if coded else "sections by place")

    def states(self):
        """Regions in states by their codes: 01000 above 01001, or AT1 above AT11."""
        rng, names = self.rng, self.rows_of
        if self.split and rng.random() < 0.5:
            stems = list(dict.fromkeys(name.split()[0] for name in names))
            held = [[k for k, name in enumerate(names) if name.split()[0] == s] for s in stems]
            return self.hold(stems, held, names)
        if rng.random() > 0.15 or names[0] not in (*FIPS, *NUTS):
            return None
        stems = list(
            dict.fromkeys(name[:-1] if names[0] in NUTS else f"{name[:2]}000" for name in names)
        )
        held = [
            [
                k
                for k, name in enumerate(names)
                if name[: 3 if names[0] in NUTS else 2] == stem[: 3 if names[0] in NUTS else 2]
            ]
            for stem in stems
        ]
        return self.hold(stems, held, names)

    def hold(self, stems, held, names):
        """Lines above those of the regions, with their sums."""
        amounts = [self.amounts[:, parts].sum(axis=1, keepdims=True) for parts in held]
        self.amounts = np.concatenate([*amounts, self.amounts], axis=1)
        hidden = np.full((self.hidden.shape[0], len(stems), self.hidden.shape[2]), "", dtype=object)
        self.hidden = np.concatenate([hidden, self.hidden], axis=1)
        self.rows_of = [*stems, *names]
        self.leaves = list(range(len(stems), len(self.rows_of)))
        self.done.append("states by code" if not self.split else "provinces by column")

    def totals(self):
        rng, tongue = self.rng, self.tongue
        if rng.random() < 0.3:
            self.add_total(2, rng.choice(tongue.all_industries))
        if rng.random() < 0.35:
            self.add_total(1, rng.choice(tongue.nation))

    def add_total(self, axis, label):
        names = self.columns_of if axis == 2 else self.rows_of
        if label in names:
            return
        # The total of what is true, not of what is shown, and of the leaves only.
        amounts = (
            self.right.amounts.sum(axis=2, keepdims=True)
            if axis == 2
            else self.amounts[:, self.leaves].sum(axis=1, keepdims=True)
        )
        if axis == 2 and amounts.shape[1] != self.amounts.shape[1]:
            stems = self.amounts.shape[1] - amounts.shape[1]
            leaves = [k for k, name in enumerate(self.columns_of) if name in self.right.industries]
            above = self.amounts[:, :stems][:, :, leaves].sum(axis=2, keepdims=True)
            amounts = np.concatenate([above, amounts], axis=1)
        self.put(axis, label, amounts, self.rng.choice((0, len(names))))

    def put(self, axis, label, amounts, where):
        """A line more, with nothing hidden in it."""
        names = self.columns_of if axis == 2 else self.rows_of
        shape = list(self.amounts.shape)
        shape[axis] = 1
        hidden = np.full(shape, "", dtype=object)
        self.amounts = np.insert(self.amounts, [where], amounts, axis=axis)
        self.hidden = np.insert(self.hidden, [where], hidden, axis=axis)
        names.insert(where, label)
        self.done.append(f"total {label!r}")

    def areas(self):
        """Sums of some regions, wherever these stand: nothing but the amounts tells that they are sums."""
        rng, regions = self.rng, self.right.regions
        beside = [name for name in self.rows_of if name not in regions]
        if rng.random() > 0.15 or len(regions) < 4 or len(beside) > 1 or self.split:
            return
        one = rng.sample(regions, rng.randint(2, len(regions) - 2))
        other = [name for name in regions if name not in one]
        names = ("수도권", "비수도권") if self.tongue.korean else ("Plains", "Hills")
        for label, group in zip(names, (one, other)[: rng.choice((1, 2))], strict=False):
            places = [self.rows_of.index(name) for name in group]
            amounts = self.amounts[:, places]
            shown = (self.hidden[:, places] == "").all(axis=1) & (amounts > 9).any(axis=1)
            if (shown & ((amounts > 0).sum(axis=1) > 1)).sum() < 3:
                # What is hidden everywhere is the sum of anything.
                continue
            where = rng.choice((0, len(self.rows_of)))
            self.put(1, label, amounts.sum(axis=1, keepdims=True), where)
            self.done.append(f"area {label} of {len(group)}")

    def region_names(self):
        """What the columns of the region are called, and which cells each region has in them."""
        rng = self.rng
        if not self.split:
            return (rng.choice(self.tongue.region),), lambda region: [region]
        one = len({name.split()[0] for name in self.rows_of}) == 1
        names = ("행정구역별(1)", "행정구역별(2)")
        if not one and rng.random() < 0.5:
            names = rng.choice((("시도", "시군구"), ("시도별", "시군구별"), ("광역", "시군구")))
        self.done.append(f"region in {names}")
        whole = rng.choice(("소계", "계", "합계"))

        def cells(region):
            broad, _, fine = region.partition(" ")
            return [broad, fine or whole]

        return names, cells

    def shown(self, year, region, industry):
        """The text of one cell."""
        hidden = self.hidden[year, region, industry]
        if hidden == "withheld" and self.classes:
            low = 10 ** int(np.log10(max(self.amounts[year, region, industry], 1)))
            return f"{low}-{10 * low - 1}"
        if hidden:
            return self.withheld if hidden == "withheld" else self.not_available
        amount = self.amounts[year, region, industry]
        if amount == 0:
            return self.zero
        text = f"{amount:,.{self.right.decimals}f}"
        if self.right.decimals and self.rng.random() < 0.3:
            text = text.rstrip("0").rstrip(".")
        return text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)

    def long(self):
        """One row per pair, with columns that mean nothing beside it."""
        rng, tongue, right = self.rng, self.tongue, self.right
        regions, placed = self.region_names()
        names = {
            **{f"region {k}": name for k, name in enumerate(regions)},
            "industry": rng.choice(tongue.industry),
            "value": rng.choice(tongue.value),
            "year": rng.choice(tongue.year),
        }
        order = [*(f"region {k}" for k in range(len(regions))), "industry", "value"]
        if len(right.years) > 1 or rng.random() < 0.3:
            order.append("year")
        items = self.items(names)
        extra = self.extras(names)
        if items:
            order.append("item")
        order += list(extra)
        if rng.random() < 0.5:
            rng.shuffle(order)
        rows = []
        for t, year in enumerate(right.years):
            for i, region in enumerate(self.rows_of):
                for j, industry in enumerate(self.columns_of):
                    text = self.shown(t, i, j)
                    if text == "no row":
                        continue
                    for item in items or ("",):
                        cells = {
                            **{f"region {k}": cell for k, cell in enumerate(placed(region))},
                            "industry": industry,
                            "year": self.year(year),
                            "item": item,
                        }
                        other = item and item not in ("종사자수", "Employment")
                        cells["value"] = str(rng.randint(1, 90)) if other else text
                        flag = "N" if self.hidden[t, i, j] == "withheld" else ""
                        cells |= {
                            name: made(i, j) if made else flag for name, made in extra.items()
                        }
                        rows.append([cells[name] for name in order])
        if not self.in_order and rng.random() < 0.4:
            rng.shuffle(rows)
            self.done.append("shuffled")
        head = [names.get(name, name) for name in order]
        if tongue.korean and not (items or extra or self.split) and rng.random() < 0.3:
            return self.with_codes(head, order, rows)
        return [head, *rows]

    def with_codes(self, head, order, rows):
        """Codes before names and cells, as in workbooks of KOSIS."""
        if "year" not in order or {"-", "–"} & {self.withheld, self.not_available}:
            # In these workbooks a dash is a true zero.
            return [head, *rows]
        self.done.append("with codes")
        before = {"region 0": "A", "industry": "B", "year": "TIME", "value": "T10"}
        codes: dict[tuple[int, str], str] = {}

        def coded(k, cell):
            if order[k] == "value":
                return cell
            if order[k] == "year":
                return f"Y{cell[:4]} {cell}"
            own = codes.setdefault((k, cell), f"{len(codes) + 11}")
            return f"{own} {cell}" if order[k] == "region 0" else f"K{own} {cell}"

        names = [f"{before[key]} {name}" for key, name in zip(order, head, strict=True)]
        return [names, *([coded(k, cell) for k, cell in enumerate(row)] for row in rows)]

    def items(self, names):
        if self.rng.random() > 0.15:
            return ()
        self.done.append("items down")
        names["item"] = "항목" if self.tongue.korean else "item"
        return ("사업체수", "종사자수") if self.tongue.korean else ("Establishments", "Employment")

    def extras(self, names):
        rng, found = self.rng, {}
        if rng.random() < 0.15:
            found["region_code"] = lambda i, j: f"{11 + i}"
        if rng.random() < 0.1:
            found["population"] = lambda i, j: str(1000 * (i + 3) + 17)
        if rng.random() < 0.1:
            found["단위"] = lambda i, j: "명"
        if rng.random() < 0.08:
            found["note"] = lambda i, j: ""
        if rng.random() < 0.1:
            # As in the quarterly census: a zero, and a letter in a column beside it.
            found["disclosure_code"] = None
            self.withheld = "0"
        self.done += [f"column {name}" for name in found]
        return found

    def year(self, year):
        return self.rng.choice((f"{year}", f"{year} 년")) if self.tongue.korean else f"{year}"

    def wide(self):
        """A row per region and a column per industry, or the other way round."""
        rng, tongue, right = self.rng, self.tongue, self.right
        down = rng.random() < 0.6
        if down:
            keys, placed = self.region_names()
        else:
            keys, placed = (rng.choice(tongue.industry),), lambda label: [label]
        across = self.columns_of if down else self.rows_of
        labels = self.rows_of if down else self.columns_of
        with_year = len(right.years) > 1 or rng.random() < 0.15
        head = [*keys, *([rng.choice(tongue.year)] if with_year else []), *across]
        rows = []
        self.zero = "0" if self.zero == "no row" else self.zero
        for t, year in enumerate(right.years):
            for a, label in enumerate(labels):
                cells = [
                    self.shown(t, a, b) if down else self.shown(t, b, a) for b in range(len(across))
                ]
                rows.append([*placed(label), *([self.year(year)] if with_year else []), *cells])
        if rng.random() < 0.12:
            head.insert(1, rng.choice(("code", "코드", "population", "area_fips")))
            for k, row in enumerate(rows):
                row.insert(1, str(11 + k * 13))
            self.done.append(f"column {head[1]}")
        self.done.append("regions down" if down else "industries down")
        if not self.in_order and rng.random() < 0.4:
            rng.shuffle(rows)
        return [head, *rows]

    def years(self):
        """A row per pair and a column per year; items may stand below each other."""
        rng, tongue, right = self.rng, self.tongue, self.right
        names = {}
        items = self.items(names)
        suffix = rng.choice(("", " 년", "년", "p")) if tongue.korean else rng.choice(("", "", " "))
        regions, placed = self.region_names()
        head = [
            *regions,
            rng.choice(tongue.industry),
            *([names["item"]] if items else []),
        ]
        before = rng.choice(("Jobs ", "Employment in ")) if rng.random() < 0.12 else ""
        if before and len(right.years) > 1:
            self.done.append("years in names")
            head += [f"{before}{year}" for year in right.years]
        else:
            head += [f"{year}{suffix}" for year in right.years]
        self.zero = "0" if self.zero == "no row" else self.zero
        rows = []
        for i, region in enumerate(self.rows_of):
            for j, industry in enumerate(self.columns_of):
                for item in items or ("",):
                    other = item and item not in ("종사자수", "Employment")
                    cells = [
                        str(rng.randint(1, 90)) if other else self.shown(t, i, j)
                        for t in range(len(right.years))
                    ]
                    rows.append([*placed(region), industry, *([item] if items else []), *cells])
        if not items and rng.random() < 0.1:
            # As pivot tables have it: each name once.
            for k in range(len(rows) - 1, 0, -1):
                if rows[k][0] == rows[k - 1][0]:
                    rows[k][0] = ""
            self.done.append("names once")
        return [head, *rows]

    def two_rows(self):
        """Two rows of names: years above kinds of amounts, or industries above years."""
        rng, tongue, right = self.rng, self.tongue, self.right
        self.zero = "0" if self.zero == "no row" else self.zero
        merged = rng.random() < 0.4
        if rng.random() < 0.5:
            items = (
                ("사업체수 (개)", "종사자수 (명)")
                if tongue.korean
                else ("Establishments", "Employment")
            )
            regions, placed = self.region_names()
            keys = [*regions, rng.choice(tongue.industry)]
            top = [f"{year}" for year in right.years for _ in items]
            second = [item for _ in right.years for item in items]
            rows = [
                [*placed(region), industry]
                + [
                    text
                    for t in range(len(right.years))
                    for text in (str(rng.randint(1, 99)), self.shown(t, i, j))
                ]
                for i, region in enumerate(self.rows_of)
                for j, industry in enumerate(self.columns_of)
            ]
            self.done.append("years above items")
        else:
            regions, placed = self.region_names()
            keys = [*regions]
            top = [name for name in self.columns_of for _ in right.years]
            second = [f"{year}" for _ in self.columns_of for year in right.years]
            rows = [
                [*placed(region)]
                + [
                    self.shown(t, i, j)
                    for j in range(len(self.columns_of))
                    for t in range(len(right.years))
                ]
                for i, region in enumerate(self.rows_of)
            ]
            self.done.append("industries above years")
        if merged:
            top = [name if k == 0 or top[k - 1] != name else "" for k, name in enumerate(top)]
        below = rng.choice((keys, [""] * len(keys)))
        return [[*keys, *top], [*below, *second], *rows]

    def three_rows(self):
        """Three rows of names: years, kinds of amounts, and parts of the people; or industries among them."""
        rng, tongue, right = self.rng, self.tongue, self.right
        self.zero = "0" if self.zero == "no row" else self.zero
        items = ("사업체수", "종사자수") if tongue.korean else ("Establishments", "Employment")
        parts = ("계", "남자", "여자") if tongue.korean else ("Total", "men", "women")
        years = [f"{year}" for year in right.years]
        regions, placed = self.region_names()
        if rng.random() < 0.5:
            keys = [*regions, rng.choice(tongue.industry)]
            levels = {"year": years, "item": items, "part": parts}
            labels = [
                (i, j, [*placed(region), industry])
                for i, region in enumerate(self.rows_of)
                for j, industry in enumerate(self.columns_of)
            ]
        else:
            keys = [*regions]
            third = rng.choice(({"item": items}, {"part": parts}))
            levels = {"year": years, "industry": self.columns_of, **third}
            labels = [(i, None, placed(region)) for i, region in enumerate(self.rows_of)]
        order = list(levels)
        rng.shuffle(order)
        self.done.append(" above ".join(order))
        across = [
            dict(zip(order, names, strict=True))
            for names in product(*(levels[level] for level in order))
        ]
        rows = []
        for i, j, cells in labels:
            for names in across:
                other = names.get("item") == items[0] or names.get("part") in parts[1:]
                at = self.columns_of.index(names["industry"]) if j is None else j
                shown = self.shown(years.index(names["year"]), i, at)
                cells = [*cells, f"{rng.randint(1, 99)}" if other else shown]
            rows.append(cells)
        heads = [[names[level] for names in across] for level in order]
        if rng.random() < 0.4:
            heads[0] = [
                name if k == 0 or heads[0][k - 1] != name else "" for k, name in enumerate(heads[0])
            ]
        below = rng.choice((keys, [""] * len(keys)))
        return [[*keys, *heads[0]], [*below, *heads[1]], [*below, *heads[2]], *rows]

    def of_a_spreadsheet(self, rows):
        """Codes as formulas that keep their zero; names broken into lines."""
        if self.rng.random() < 0.05:
            rows = [
                [f'="{c}"' if c[:1] == "0" and c[1:].isdigit() else c for c in row] for row in rows
            ]
            self.done.append("formulas of text")
        if self.rng.random() < 0.05:
            rows = [[name.replace(" ", "\n") for name in rows[0]], *rows[1:]]
            self.done.append("names in several lines")
        return rows

    def dressed(self, rows):
        """Titles above, notes below, units, empty lines, a separator at the end of each line."""
        rng = self.rng
        width = len(rows[0])
        if rng.random() < 0.12:
            self.done.append("separator at the end")
            rows = [[*row, ""] for row in rows]
        names, width = rows[0], len(rows[0])
        if rng.random() < 0.15:
            title = rng.choice(
                ("Jobs by region and industry", "○ 시도·산업별 종사자수 []", "Tabelle: 13111-0004")
            )
            rows = [
                [title, *([""] * (width - 1) if rng.random() < 0.4 else [])],
                *([[]] if rng.random() < 0.3 else []),
                *rows,
            ]
            self.done.append("title")
            if width > 3 and rng.random() < 0.3:
                rows = [rows[0], ["date", f"{self.right.years[0]}"], *rows[1:]]
                self.done.append("a title of two cells")
        if rng.random() < 0.15:
            rule = rng.random() < 0.5
            notes = rng.sample(
                (
                    "Source: made up",
                    "Quelle: erfunden",
                    "자료: 지어낸 값",
                    "© Statistisches Bundesamt (Destatis), 2024",
                    "* preliminary",
                    "Table 7: jobs by place of work 1/",
                    "Last updated: 30 September 2023",
                ),
                rng.choice((1, 1, 1, 2, 3)),
            )
            rows = [*rows, *([["__________"]] if rule else []), *([note] for note in notes)]
            self.done.append("notes")
        if rng.random() < 0.05:
            rows = [*rows[:-1], [], rows[-1]]
        if rng.random() < 0.05:
            # As on the second page of a printed table; notes and rules below are no rows.
            at = rng.randrange(len(rows))
            if len(rows[at]) == width and at > 3:
                rows = [*rows[:at], list(names), *rows[at:]]
                self.done.append("names again")
        return rows

    def written(self, rows):
        rng = self.rng
        separator = rng.choice((",", ",", ",", ";", ";", "\t", "|"))
        stream = io.StringIO()
        quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        csv.writer(
            stream, delimiter=separator, quoting=quoting, lineterminator=rng.choice(("\n", "\r\n"))
        ).writerows(rows)
        text = stream.getvalue()
        if rng.random() < 0.1:
            text = text.rstrip("\r\n")
        encoding = rng.choice(
            ("utf-8", "utf-8", "utf-8", "utf-8-sig", "cp949", "utf-16", "latin-1")
        )
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:
            encoding, content = "utf-8", text.encode()
        self.done += [f"separator {separator!r}", encoding]
        return content

    def case(self):
        rng = self.rng
        self.sections()
        self.states()
        self.totals()
        self.areas()
        form = rng.choice(
            ("long", "long", "long", "wide", "wide", "years", "years", "two_rows", "three_rows")
        )
        rows = getattr(self, form)()
        if len(self.right.years) == 1 and form == "two_rows" and rng.random() < 0.5:
            self.done.append("one year")
        if rng.random() < 0.04:
            width = len(rows[0])
            content = (
                pd.DataFrame([row + [""] * (width - len(row)) for row in rows[1:]], columns=rows[0])
                if form not in ("two_rows", "three_rows")
                else None
            )
            if content is not None:
                self.done.append("a frame")
                return Case(content, self.right, f"{form}, frame", self.done)
        if form in ("long", "wide", "years"):
            rows = self.of_a_spreadsheet(rows)
        return Case(self.written(self.dressed(rows)), self.right, form, self.done)


def disguised(seed: int) -> Case:
    """The case of a seed."""
    return Disguise(seed).case()


def outcome(case: Case) -> tuple[str, str]:
    """What became of a case: read, asked (with ways to choose from), refused, or wrong, and the sentence."""
    try:
        read = read_table(case.content, name="file", **case.options)
    except FileError as error:
        return ("asked" if error.ways else "refused"), str(error)
    except Exception as error:
        # A fault of the program is no answer either.
        return "wrong", f"{type(error).__name__}: {error}"
    fault = difference(read, case.right)
    return ("wrong", fault) if fault else ("read", "")


def difference(read, right: Right) -> str:
    """In what a table that was read differs from the right one; empty if in nothing."""
    if sorted(read.data["region"].unique()) != sorted(right.regions):
        return f"regions {sorted(read.data['region'].unique())}, right {sorted(right.regions)}"
    if sorted(read.data["industry"].unique()) != sorted(right.industries):
        return (
            f"industries {sorted(read.data['industry'].unique())}, right {sorted(right.industries)}"
        )
    if (read.years or len(right.years) > 1) and read.years != right.years:
        return f"years {read.years}, right {right.years}"
    values = np.zeros_like(right.amounts)
    hidden = np.full(right.hidden.shape, "", dtype=object)
    data = read.data
    year = {y: t for t, y in enumerate(right.years)}
    times = [year[y] for y in data["year"]] if read.years else [0] * len(data)
    where = (
        times,
        [right.regions.index(region) for region in data["region"]],
        [right.industries.index(industry) for industry in data["industry"]],
    )
    values[where] = data["value"]
    if "mark" in data:
        hidden[where] = data["mark"]
    amounts = np.where(right.hidden != "", np.nan, right.amounts)
    if not np.allclose(values, amounts, rtol=1e-9, atol=1e-12, equal_nan=True):
        return f"amounts {values.tolist()}, right {amounts.tolist()}"
    if (hidden != right.hidden).any():
        return f"hidden {hidden.tolist()}, right {right.hidden.tolist()}"
    return ""


def run(
    cases: int, seed: int, verbose: bool = False
) -> tuple[Counter, list[tuple[int, str]], Counter]:
    """Try many disguises; return outcomes by form, the wrong ones with their seeds, and sentences of questions."""
    counts, wrong, sentences = Counter(), [], Counter()
    for k in range(seed * 10_000_000, seed * 10_000_000 + cases):
        case = disguised(k)
        what, said = outcome(case)
        counts[case.form, what] += 1
        if what == "wrong":
            wrong.append((k, said))
            if verbose:
                print(k, said[:300], flush=True)
        elif what != "read" and verbose:
            sentences[
                " ".join(
                    word
                    for word in said.split()[:40]
                    if not any(c.isdigit() for c in word) and "'" not in word
                )
            ] += 1
    return counts, wrong, sentences


def main() -> None:
    """Try disguises and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", action="store_true", help="print the commonest questions")
    said = parser.parse_args()
    start = time.perf_counter()
    counts, wrong, sentences = run(said.cases, said.seed, said.questions)
    for form in sorted({form for form, _ in counts}):
        print(form, {what: counts[form, what] for what in ("read", "asked", "refused", "wrong")})
    for sentence, times in sentences.most_common(40):
        print(f"{times:6} {sentence[:300]}")
    for k, fault in wrong[:20]:
        print(k, disguised(k).done, fault[:400])
    print(f"{said.cases} cases, {len(wrong)} wrong, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
