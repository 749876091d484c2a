"""Korea's cluster programmes in time and place: what ran when, which complexes were named, how the chart is read."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.known import check_known
from clusterbook.tables.loading import load
from clusterbook.words import enumerated, marked, quoted, tell

from .korea import korean_industry_table, korean_manufacturing
from .programme_chart import INSTRUMENTS, chart_of_programmes
from .record import record
from .withheld import complete_industry_table

__all__ = [
    "SPAN_KINDS",
    "chart_as_read",
    "chart_with_drawn_bars",
    "cluster_complexes",
    "industry_quotients",
    "money_in_the_largest",
    "named_workers",
    "policy_spans",
    "provinces_of",
]

# The first word of a complex, a technopark or a seat of public bodies, and the province in which it lies.
_PROVINCES = {
    "Seoul": ["Seoul"],
    "Busan": ["Busan", "Myeongji-Noksan"],
    "Daegu": ["Daegu", "Seongseo"],
    "Incheon": ["Incheon", "Namdong"],
    "Gwangju": ["Gwangju"],
    "Daejeon": ["Daejeon"],
    "Ulsan": ["Ulsan"],
    "Sejong": ["Sejong"],
    "Gyeonggi": ["Gyeonggi", "Banwol-Sihwa"],
    "Gangwon": ["Gangwon", "Wonju"],
    "North Chungcheong": ["Chungbuk", "Ochang"],
    "South Chungcheong": ["Chungnam"],
    "North Jeolla": ["Jeonbuk", "Gunsan"],
    "South Jeolla": ["Jeonnam", "Daebul", "Gwangju-Jeonnam"],
    "North Gyeongsang": ["Gyeongbuk", "Gumi", "Pohang"],
    "South Gyeongsang": ["Gyeongnam", "Changwon"],
    "Jeju": ["Jeju"],
}
# Which divisions stand for what a complex was named for: our choice. Parts and materials are no division; the metals
# and metal goods stand for them.
_DIVISIONS = {
    "electronics": ("C26",),
    "machinery": ("C29",),
    "motor vehicles": ("C30",),
    "parts and materials": ("C24", "C25"),
    "photonics": ("C27",),
    "medical devices": ("C27",),
    "machinery and vehicle parts": ("C29", "C30"),
    "machinery and ship parts": ("C29", "C31"),
    "mechatronics": ("C29",),
    "medium-size shipbuilding": ("C31",),
    "electrical and electronic": ("C26", "C28"),
}
#: What a row of :func:`policy_spans` is, by its number.
SPAN_KINDS = (marked("laws"), marked("programmes"), marked("programmes tied to a place"))
_LAW, _PROGRAMME, _PLACE = range(3)


@lru_cache(maxsize=4)
def _counted(year, item):
    """Workers or plants by province and division: kept, since claims ask for them often. Nobody may change it."""
    if item == "workers":
        return complete_industry_table(year, names=True)
    return korean_industry_table(year, item=item, names=True)


def _in_named_industries(counted):
    sums = {name: counted[list(parts)].sum(axis="columns") for name, parts in _DIVISIONS.items()}
    return pd.DataFrame(sums).rename_axis("industry", axis="columns")


def provinces_of(names: pd.Series) -> pd.Series:
    """Return the provinces in which named things lie.

    Parameters
    ----------
    names : pandas.Series of str
        Names of complexes, technoparks or seats of public bodies; the first word decides. The seat that Gwangju and
        South Jeolla share lies in South Jeolla.

    Returns
    -------
    pandas.Series of str
        Today's provinces, by their English names.

    Raises
    ------
    ValueError
        If no province is known for a name.

    Examples
    --------
    >>> provinces_of(pd.Series(["Gumi", "Namdong (Incheon)"])).tolist()
    ['North Gyeongsang', 'Incheon']
    """
    homes = {word: province for province, words in _PROVINCES.items() for word in words}
    found = names.str.strip().str.split(" ").str[0].map(homes)
    if found.isna().any():
        raise ValueError(
            tell(
                "There is no province for {names}.",
                names=enumerated(quoted(name) for name in names[found.isna()]),
            )
        )
    return found.rename("province")


def cluster_complexes() -> pd.DataFrame:
    """Return the industrial complexes that were named innovation clusters from 2004 to 2007.

    Returns
    -------
    pandas.DataFrame
        One row per complex: ``complex``, ``province``, ``year``, ``industry`` (what it was named for) and
        ``divisions``, the divisions of manufacturing that stand for it: our choice.

    Examples
    --------
    >>> cluster_complexes().loc[0, ["complex", "province", "industry", "divisions"]].tolist()
    ['Gumi', 'North Gyeongsang', 'electronics', ('C26',)]
    """
    listed = load("korea_cluster_complexes").rename(columns={"specialisation": "industry"})
    listed.insert(1, "province", provinces_of(listed["complex"]))
    listed["divisions"] = listed["industry"].map(_DIVISIONS)
    return listed[["complex", "province", "year", "industry", "divisions"]]


def named_workers(year: Literal[2020, 2023]) -> pd.DataFrame:
    """Return the workers of each province in what the complexes were named for.

    Parameters
    ----------
    year : {2020, 2023}

    Returns
    -------
    pandas.DataFrame
        One row per province, one column per industry that a complex was named for. Withheld cells are filled from the
        sums around them.

    Examples
    --------
    >>> int(named_workers(2023).loc["Ulsan", "motor vehicles"])
    53682
    """
    return _in_named_industries(_counted(year, "workers"))


def industry_quotients(
    year: Literal[2020, 2023],
    yardstick: Literal["all", "manufacturing"] = "all",
    left_out: Collection[str] = (),
    item: Literal["workers", "establishments"] = "workers",
) -> pd.DataFrame:
    r"""Return location quotients of what the complexes were named for.

    .. math:: q_{ri} = \frac{E_{ri} / E_{\cdot i}}{W_r / W}

    with :math:`E` the workers of an industry and :math:`W_r` all workers of province :math:`r`, or those in
    manufacturing; or establishments in the place of workers.

    Parameters
    ----------
    year : {2020, 2023}
    yardstick : {"all", "manufacturing"}
        Which workers :math:`W` counts.
    left_out : collection of str
        Provinces that are taken out of the nation, by their English names.
    item : {"workers", "establishments"}
        What is counted.

    Returns
    -------
    pandas.DataFrame
        One row per province, one column per industry.

    Raises
    ------
    ValueError
        If the year or the item is another one.

    Examples
    --------
    >>> [float(industry_quotients(2023, kind).loc["Gangwon", "medical devices"].round(2))
    ...  for kind in ("all", "manufacturing")]
    [0.83, 1.58]
    """
    counted = _counted(year, item).drop(list(left_out))
    whole = (counted if yardstick == "all" else counted[korean_manufacturing()]).sum(axis="columns")
    named = _in_named_industries(counted)
    return named.div(named.sum()).div(whole / whole.sum(), axis="index")


def chart_as_read(reach: int, bars: Literal["both", "right"] = "both") -> pd.DataFrame:
    """Return the chart of the industry ministry under an assumption about its bars.

    Parameters
    ----------
    reach : int
        How many columns a bar extends, from 0 to 3.
    bars : {"both", "right"}
        Whether bars extend to both sides of the printed name, or to its right only, as they would if a name stood in
        the first column of its bar.

    Returns
    -------
    pandas.DataFrame
        As :func:`~clusterbook.cases.programme_chart.chart_of_programmes`.

    Raises
    ------
    ValueError
        If ``bars`` is another word.

    Examples
    --------
    >>> len(chart_as_read(1)), len(chart_as_read(1, "right"))
    (21, 16)
    """
    check_known("bars", bars, ("both", "right"))
    rows = chart_of_programmes(reach)
    if bars == "both":
        return rows
    place = {name: number for number, name in enumerate(INSTRUMENTS)}
    column = rows["instrument"].map(place)
    first = column.where(rows["printed"]).groupby(rows["programme"]).transform("max")
    return rows[column >= first].reset_index(drop=True)


def chart_with_drawn_bars(seed: int) -> pd.DataFrame:
    """Return the chart of the industry ministry with bars whose ends are drawn.

    Parameters
    ----------
    seed : int
        Each bar holds the column of its name; each of its ends is drawn evenly among the columns to that side, the
        name's own included.

    Returns
    -------
    pandas.DataFrame
        As :func:`chart_as_read`.

    Examples
    --------
    >>> drawn = chart_with_drawn_bars(1)
    >>> int(drawn["printed"].sum()), drawn["programme"].nunique()
    (9, 9)
    """
    generator = np.random.default_rng(seed)
    rows, columns = chart_of_programmes(3), len(INSTRUMENTS)
    # Four rows for each programme, in the order of the instruments.
    printed = rows["printed"].to_numpy().reshape(-1, columns).argmax(axis=1)
    low, high = generator.integers(0, printed + 1), generator.integers(printed, columns)
    column = np.arange(columns)
    kept = ((column >= low[:, None]) & (column <= high[:, None])).ravel()
    return rows[kept].reset_index(drop=True)


def policy_spans() -> pd.DataFrame:
    """Return the laws, programmes and places of Korean cluster policy as spans of years.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``label``: ``start``, ``end`` (NaN where no source names one) and ``kind``, an index of
        ``SPAN_KINDS``. Starts and ends are those of ``korea_timeline``, ``korea_programmes`` and the record to 2026.

    Examples
    --------
    >>> policy_spans().loc["Wider economic regions", ["start", "end"]].tolist()
    [2008.0, 2013.0]
    """
    steps, since = load("korea_timeline"), record("korea").set_index("number")["first_year"]
    planned = load("korea_programmes").groupby("programme")["last_year"].max()

    def began(words):
        return steps.loc[steps["event"].str.contains(words, regex=False), "year"].iloc[0]

    laws = steps.loc[steps["event"].str.contains("act on|act renamed|Special Act"), "year"]
    rows = [("Laws", year, year, _LAW) for year in laws]
    four, nine = (f"promotion of industries in {name} regions" for name in ("four", "nine"))
    pilot, pilot_renamed = began("pilot programme"), began("pilot of 2004 renamed")
    rows += [
        ("Technology and research centres", began("(TIC)"), began("(RIC)"), _PROGRAMME),
        ("Technoparks", began("pilot technoparks"), None, _PLACE),
        ("Industries of four regions", began("phase 1"), planned[four], _PROGRAMME),
        ("Industries of nine regions", began("nine further"), planned[nine], _PROGRAMME),
        ("Specialisation pilot", pilot, pilot_renamed - 1, _PROGRAMME),
        ("Industries with local roots", pilot_renamed, None, _PROGRAMME),
        ("Clusters in industrial complexes", began("cluster programme starts"), None, _PLACE),
        ("Innovation cities", began("sites of ten"), None, _PLACE),
        ("Wider economic regions", began("30 lead projects"), began("given up"), _PLACE),
        ("Main industries of provinces", since[74], None, _PROGRAMME),
        ("National innovation clusters", since[87], None, _PLACE),
        ("Regulation-free zones", since[98], None, _PLACE),
        ("Union of Busan, Ulsan, South Gyeongsang", since[114], since[117], _PLACE),
        ("High-tech complexes", since[124], None, _PLACE),
        ("Opportunity development zones", since[120], None, _PLACE),
    ]
    spans = pd.DataFrame(rows, columns=["label", "start", "end", "kind"]).set_index("label")
    return spans.astype({"start": float, "end": float})


# Where the record has money by place: the row with the number of places, that with the money, and the words in which
# the larger or the smaller amount stands.
_SHARED_OUT = (
    (100, 101, r"([\d,]+) of it in one zone", "largest"),
    (124, 124, r"([\d,]+) billion won of private", "all"),
    (126, 127, r"([\d,.]+) of it in", "largest"),
)


def money_in_the_largest() -> pd.DataFrame:
    r"""Return how evenly places and money were shared out, where the record has both.

    With a share :math:`s` of the largest of :math:`n` places, and nothing known of the others, the equivalent number
    of equal shares lies between

    .. math:: \frac{1}{s^2 + (1-s)^2} \quad\text{and}\quad \frac{1}{s^2 + (1-s)^2/(n-1)}

    if the largest has at least half.

    Returns
    -------
    pandas.DataFrame
        One row per programme: ``programme``, ``year``, ``places``, ``money`` (billion won), ``largest`` (percent of
        the money that went to one place), ``fewest`` and ``most`` (equal shares of the money).

    Notes
    -----
    The money of complexes is private and announced; that of regulation-free zones is investment by the ministry's
    count.

    Examples
    --------
    >>> money_in_the_largest()[["places", "largest"]].round().astype(int).to_numpy().tolist()
    [[29, 85], [7, 92], [5, 71]]
    """
    rows, found = record("korea").set_index("number").to_dict("index"), []
    for places, amount, words, meant in _SHARED_OUT:
        told = f"{rows[amount]['item']} {rows[amount]['note']}"
        printed = float(str(pd.Series(told).str.extract(words)[0].item()).replace(",", ""))
        if meant == "all":
            money, largest = printed, float(rows[amount + 1]["value"])
        else:
            money, largest = float(rows[amount]["value"]), printed
        share, number = largest / money, int(rows[places]["value"])
        found.append(
            {
                "programme": rows[places]["name"],
                "year": int(rows[places]["first_year"]),
                "places": number,
                "money": money,
                "largest": 100 * share,
                "fewest": 1 / (share**2 + (1 - share) ** 2),
                "most": 1 / (share**2 + (1 - share) ** 2 / (number - 1)),
            }
        )
    return pd.DataFrame(found)
