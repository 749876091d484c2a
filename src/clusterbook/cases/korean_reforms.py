"""Korea's programmes before the mergers of 2005 and 2006, and what reforms of them do to overlap and scatter.

The chart of the industry ministry has nine programmes. Its regional innovation centres are split again into the
technology innovation centres (TIC) and the regional research centres (RRC) of which they were made, and the research
led by local governments is added as a programme like regional technology innovation. All programmes get the same money,
and two ministries share that of the universities: assumptions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.tables.loading import load
from clusterbook.words import marked, quoted, tell

from .programme_chart import INSTRUMENTS, chart_of_programmes

__all__ = [
    "REFORMS",
    "offers_and_overlap",
    "policy_steps",
    "programmes_before",
    "programmes_with_drawn_bars",
    "reformed",
]

INDUSTRY, SCIENCE, EDUCATION = "industry", "science", "education"
CENTRES, RESEARCH = "regional innovation centres", "research led by local governments"
UNIVERSITIES = "universities centred on cooperation with industry"
FIRST_TRACK = "promotion of regional strategic industries"

# What an event is called decides its kind; the first that fits does. The rest begins something.
_KINDS = {
    "law": "act |Act |decree",
    "given up": "given up",
    "widened or carried on": "phase 2|five more|widened|plan for the move|sites of ten|cluster programme starts",
    "merged, moved or renamed": "formed from|moved from|renamed and|merged into",
}


def policy_steps() -> pd.DataFrame:
    """Return the steps of Korean cluster policy, without its laws, by kind.

    Returns
    -------
    pandas.DataFrame
        The rows of ``korea_timeline`` that are no laws, with ``kind``: ``begun``, ``widened or carried on``,
        ``merged, moved or renamed`` or ``given up``. The kind is read from the words of the event.

    Examples
    --------
    >>> policy_steps()["kind"].nunique()
    4
    """
    steps = load("korea_timeline").assign(kind="begun")
    for kind, words in reversed(_KINDS.items()):
        steps.loc[steps["event"].str.contains(words), "kind"] = kind
    return steps[steps["kind"] != "law"].reset_index(drop=True)


def programmes_before(reach: int = 0) -> pd.DataFrame:
    """Return the eleven programmes before the mergers, if each bar of the chart reaches so far.

    Parameters
    ----------
    reach : int
        As in :func:`~clusterbook.cases.programme_chart.chart_of_programmes`.

    Returns
    -------
    pandas.DataFrame
        One row per programme and instrument: ``programme``, ``track``, ``instrument``, ``ministry`` and ``money``,
        which sums to one per programme. A programme of two ministries has a row for each of them. There was no year in
        which just these programmes ran.

    Examples
    --------
    >>> programmes_before(0)["programme"].nunique()
    11
    """
    return _split(chart_of_programmes(reach)[["programme", "track", "instrument"]])


def programmes_with_drawn_bars(seed: int) -> pd.DataFrame:
    """Return the eleven programmes with bars whose ends are drawn.

    Parameters
    ----------
    seed : int
        Each bar holds the column of its name; each of its ends is drawn evenly among the columns to that side, the
        name's own included. The bars of TIC and RRC are one.

    Returns
    -------
    pandas.DataFrame
        As :func:`programmes_before`.

    Examples
    --------
    >>> programmes_with_drawn_bars(1)["instrument"].nunique()
    4
    """
    generator = np.random.default_rng(seed)
    chart = load("korea_programme_matrix")[["programme", "track", "first_instrument"]]
    bars = []
    for name in chart["first_instrument"]:
        place, last = INSTRUMENTS.index(name), len(INSTRUMENTS)
        bars.append(
            INSTRUMENTS[generator.integers(0, place + 1) : generator.integers(place, last) + 1]
        )
    return _split(
        chart.assign(instrument=pd.Series(bars, chart.index)).explode(
            "instrument", ignore_index=True
        )
    )


def _split(chart):
    """The chart with its merged programmes apart, and the ministries that pay."""
    chart = chart.assign(programme=chart["programme"].replace({CENTRES: "TIC"}))
    doubles = chart[chart["programme"] == "TIC"].assign(programme="RRC")
    local = chart[chart["programme"] == "regional technology innovation"].assign(programme=RESEARCH)
    rows = pd.concat([chart, doubles, local], ignore_index=True)
    rows["ministry"] = np.where(rows["programme"].isin(["RRC", RESEARCH]), SCIENCE, INDUSTRY)
    joint = rows[rows["programme"] == UNIVERSITIES].assign(ministry=EDUCATION)
    rows = pd.concat([rows, joint], ignore_index=True)
    rows["money"] = 1 / rows.groupby("programme")["instrument"].transform("size")
    return rows[["programme", "track", "instrument", "ministry", "money"]]


def _renamed(rows, names):
    return rows.assign(programme=rows["programme"].replace(names))


def _moved(rows, *programmes):
    return rows.assign(
        ministry=rows["ministry"].where(~rows["programme"].isin(programmes), INDUSTRY)
    )


def _centres(rows):
    return _renamed(_moved(rows, "RRC"), {"TIC": CENTRES, "RRC": CENTRES})


def _budget(rows):
    first = rows.loc[rows["track"] == FIRST_TRACK, "programme"].unique()
    return _renamed(_centres(rows), dict.fromkeys(first, FIRST_TRACK))


_Reform = Callable[[pd.DataFrame], pd.DataFrame]
#: What can be done to the programmes: its name, and the change of their rows.
REFORMS: dict[str, tuple[str, _Reform]] = {
    "rename": (
        marked("rename one programme"),
        lambda r: _renamed(r, {"technoparks": "technoparks, new"}),
    ),
    "move": (marked("move the RRC to industry"), lambda r: _moved(r, "RRC")),
    "centres": (marked("merge TIC and RRC"), _centres),
    "budget": (marked("merge as for 2006"), _budget),
    "ministry": (marked("put all under one ministry"), lambda r: r.assign(ministry=INDUSTRY)),
    "track": (
        marked("merge by track"),
        lambda r: r.assign(programme=r["track"], ministry=INDUSTRY),
    ),
    "agency": (
        marked("one agency per instrument"),
        lambda r: r.assign(programme=r["instrument"], ministry=r["instrument"]),
    ),
    "split": (
        marked("split by instrument"),
        lambda r: r.assign(programme=r["programme"] + ": " + r["instrument"]),
    ),
    "fund": (
        marked("one fund for all"),
        lambda r: r.assign(programme="fund", ministry=INDUSTRY),
    ),
}


def reformed(rows: pd.DataFrame, reform: str) -> pd.DataFrame:
    """Return the programmes after one of the reforms.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`programmes_before` returns it.
    reform : str
        A key of ``REFORMS``: ``"centres"`` merges TIC and RRC, ``"budget"`` the programmes of the first track, too.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    ValueError
        If there is no such reform.

    Examples
    --------
    >>> reformed(programmes_before(0), "budget")["programme"].nunique()
    8
    """
    if reform not in REFORMS:
        raise ValueError(tell("There is no reform {reform} in REFORMS.", reform=quoted(reform)))
    return REFORMS[reform][1](rows)


def offers_and_overlap(
    rows: pd.DataFrame, field: str | Sequence[str] = "instrument"
) -> dict[str, float]:
    r"""Return overlap in two definitions, and scatter over ministries.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`programmes_before` returns it.
    field : str or list of str
        Columns that say what a programme covers: the instrument, or track and instrument.

    Returns
    -------
    dict
        ``overlap``: the mean of :func:`agglomeration.overlap` over all pairs of programmes, 0 to 1, NaN for one
        programme; ``offers``: how many programmes cover a field, on average over the fields that one covers;
        ``scatter``: :func:`agglomeration.fragmentation` over ministries, 0 to 1, with the same money for each programme
        as it was before; ``programmes``: their number.

    Notes
    -----
    The two definitions of overlap answer different questions. The mean over pairs asks how alike two programmes are,
    drawn at random. The offers ask among how many programmes an applicant has to look.

    Examples
    --------
    >>> found = offers_and_overlap(programmes_before(0))
    >>> found["programmes"], found["offers"]
    (11, 2.75)
    """
    matrix = ag.programme_matrix(rows, covers=field).gt(0).astype(float)
    pairs = ag.overlap(matrix).to_numpy()[np.triu_indices(len(matrix), 1)]
    return {
        "overlap": float(pairs.mean()) if len(pairs) else np.nan,
        "offers": float(matrix.sum().mean()),
        "scatter": float(cast(float, ag.fragmentation(rows.groupby("ministry")["money"].sum()))),
        "programmes": len(matrix),
    }
