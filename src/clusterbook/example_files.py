"""Small example files, good and bad, made on the spot: all amounts in them are simulated."""

from __future__ import annotations

import io
from typing import NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from clusterbook.models.dartboard import throw
from clusterbook.words import quoted, tell

__all__ = ["SPILLOVERS", "Example", "example_files", "simulated_jobs", "simulated_plants"]

REGIONS = pd.Series([30, 20, 14, 12, 9, 7, 5, 3], index=list("ABCDEFGH"), dtype=float)
# Industry: number of plants, skew of their sizes, chance that two of them stay together, broad class.
_INDUSTRIES = {
    "bread": (70, 0.5, 0.0, "food"),
    "wine": (30, 0.8, 0.35, "food"),
    "steel": (12, 1.6, 0.0, "metal"),
    "cars": (25, 1.2, 0.25, "metal"),
    "chips": (40, 1.0, 0.12, "electronics"),
}
SPILLOVERS = pd.Series(
    {name: spillover for name, (_, _, spillover, _) in _INDUSTRIES.items()}, name="spillover"
)


class Example(NamedTuple):
    """A file with its name, what it is, and the options that read it where it does not read by itself."""

    file: str
    what: str
    content: bytes
    way_out: dict | None = None


def simulated_plants() -> pd.DataFrame:
    """Plants thrown at eight regions: columns plant, region, industry, group, size (jobs)."""
    parts = [
        throw(number, REGIONS, skew=skew, spillover=spillover, industry=name, seed=seed).assign(
            group=group
        )
        for seed, (name, (number, skew, spillover, group)) in enumerate(_INDUSTRIES.items())
    ]
    plants = pd.concat(parts, ignore_index=True).astype({"region": str, "industry": str})
    plants["size"] = (plants["size"] * 20).round().clip(lower=1).astype(int)
    plants.insert(0, "plant", [f"p{number:03}" for number in range(1, len(plants) + 1)])
    return plants[["plant", "region", "industry", "group", "size"]]


def simulated_jobs() -> pd.DataFrame:
    """Their jobs by region and industry, one row for each pair that has any."""
    jobs = simulated_plants().groupby(["region", "industry"])["size"].sum()
    return jobs.rename("jobs").reset_index()


def example_files() -> dict[str, Example]:
    """All example files by name."""
    jobs = simulated_jobs()
    long = jobs.to_csv(index=False)
    made = [
        *_good(jobs, long),
        *_other_marks(jobs, long),
        *_bad(long),
        *_hostile(long),
        *_workbooks(jobs),
    ]
    return {example.file: example for example in made}


def _wide(jobs):
    return (
        jobs.pivot(index="region", columns="industry", values="jobs")
        .fillna(0)
        .astype(int)
        .reset_index()
    )


def _good(jobs, long):
    chance = np.random.default_rng(7).normal(1, 0.15, len(jobs)).clip(min=0.2)
    later = jobs.assign(
        year=2020, jobs=(jobs["jobs"] * jobs["industry"].map(_GROWTH) * chance).round().astype(int)
    )
    years = pd.concat([jobs.assign(year=2010), later])[["region", "industry", "year", "jobs"]]
    korean = jobs.rename(
        columns={"region": "시도", "industry": "산업", "jobs": "종사자수"}
    ).replace(_KOREAN)
    return [
        Example("jobs.csv", "long: a row per region and industry", long.encode()),
        Example(
            "jobs-wide.csv", "wide: a column per industry", _wide(jobs).to_csv(index=False).encode()
        ),
        Example("plants.csv", "a row per plant", simulated_plants().to_csv(index=False).encode()),
        Example(
            "two-years.csv", "long, with a column of years", years.to_csv(index=False).encode()
        ),
        Example("korean.csv", "Korean names in CP949", korean.to_csv(index=False).encode("cp949")),
    ]


# What the second year has of the first, before chance.
_GROWTH = {"bread": 1.0, "wine": 0.9, "steel": 0.7, "cars": 1.1, "chips": 1.6}
_KOREAN = {"bread": "제빵", "wine": "포도주", "steel": "철강", "cars": "자동차", "chips": "반도체"}


def _other_marks(jobs, long):
    german = _first(long.replace("cars", "Küchen"), "A,bread,")
    grouped = jobs.assign(
        jobs=[f"{number:,}" if number > 999 else str(number) for number in jobs["jobs"] + 900]
    )
    decimals = jobs.assign(jobs=[f"{number}.5" for number in jobs["jobs"]]).to_csv(
        index=False, sep=";", decimal=","
    )
    return [
        Example("mark.csv", "UTF-8 with a byte order mark", b"\xef\xbb\xbf" + long.encode()),
        Example(
            "joined.csv",
            "two files joined: a mark hides inside",
            b"\xef\xbb\xbf" * 2 + long.encode(),
        ),
        Example(
            "latin.csv",
            "Western European encoding",
            german.encode("latin-1"),
            {"encoding": "latin-1"},
        ),
        Example("semicolons.csv", "semicolons between cells", long.replace(",", ";").encode()),
        Example(
            "comma.csv",
            "semicolons, and decimal commas",
            decimals.replace(".5", ",5").encode(),
            {"decimal": ","},
        ),
        Example(
            "thousands.csv",
            "commas between thousands",
            grouped.to_csv(index=False).encode(),
            {"thousands": ","},
        ),
    ]


def _first(text, beginning):
    """The text, if the line that an example is about is in it: an example must not lose its point unnoticed."""
    if beginning not in text:
        raise LookupError(
            tell(
                "the simulated jobs have no line {beginning}; choose another for the example.",
                beginning=quoted(beginning),
            )
        )
    return text


def _line(long, beginning):
    """The first line that begins so."""
    return next(line for line in _first(long, beginning).splitlines() if line.startswith(beginning))


def _bad(long):
    line = _line(long, "A,wine,")
    sums = pd.read_csv(io.StringIO(long)).groupby("industry", as_index=False)["jobs"].sum()
    totals = long + "".join(f"Total,{name},{jobs}\n" for name, jobs in sums.itertuples(index=False))
    return [
        Example("no-industry.csv", "a column is missing", _without_second(long).encode()),
        Example(
            "text.csv",
            "a word where a number must be",
            long.replace(line, "A,wine,about 300").encode(),
        ),
        Example(
            "withheld.csv",
            "a mark where a number must be",
            long.replace(line, "A,wine,*").encode(),
            {"without": "wine"},
        ),
        Example(
            "empty-cell.csv", "an empty cell", long.replace(line, "A,wine,").encode(), {"none": ""}
        ),
        Example("negative.csv", "a negative number", long.replace(line, "A,wine,-12").encode()),
        Example("twice.csv", "a row that stands twice", (long + f"{line}\n").encode()),
        Example("total.csv", "sums among the parts", totals.encode(), {"without": "Total"}),
        Example(
            "spaces.csv", "a name with a space too many", long.replace(line, "A ,wine,300").encode()
        ),
        Example(
            "title.csv",
            "a title above the names",
            f"Jobs (simulated),,\n{long}".encode(),
            {"header": 2},
        ),
        Example(
            "ragged.csv",
            "a line with a cell too many",
            long.replace(line, f"{line},see note").encode(),
        ),
        Example("no-rows.csv", "names of columns and nothing else", b"region,industry,jobs\n"),
        Example("empty.csv", "nothing at all", b""),
    ]


def _without_second(long):
    return "".join(f"{a},{c}\n" for a, _, c in (line.split(",") for line in long.splitlines()))


def _hostile(long):
    script = long.replace("A,", "<script>alert(1)</script>,").replace(
        "B,", '"<img src=x onerror=alert(2)>",'
    )
    formula = long.replace("A,", '"=HYPERLINK(""http://x.invalid"";""A"")",').replace(
        "B,", "@SUM(1+1),"
    )
    return [
        Example("script.csv", "a program in a name", script.encode()),
        Example("formula.csv", "a formula in a name", formula.encode()),
        Example(
            "page.xls",
            "a web page that is called .xls",
            b"<html><table><tr><td>region</td></tr></table></html>",
        ),
        Example("old.xls", "Excel before 2007", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
    ]


def _workbooks(jobs):
    rows = [list(jobs.columns), *map(list, jobs.itertuples(index=False))]
    merged = [["simulated jobs", None, None], *rows]
    uncomputed = [*rows[:-1], [*rows[-1][:2], "=1+1"]]
    return [
        Example("jobs.xlsx", "an Excel workbook", _workbook(rows)),
        Example(
            "merged.xlsx", "a title in merged cells", _workbook(merged, "A1:C1"), {"header": 2}
        ),
        Example("formula.xlsx", "a formula that was never computed", _workbook(uncomputed)),
    ]


def _workbook(rows, merge=None):
    openpyxl = require("openpyxl", "excel", "Excel workbooks")
    book = openpyxl.Workbook()
    book.active.title = "Jobs"
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
