"""Names across a table, or down it, that tell several kinds of amounts, averages or parts of other lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from agglomeration.words import quoted, tell, term

from ..errors import FileError, leave_out, listed, option
from .column_names import is_share_name, plain

__all__ = ["ask_averages", "ask_kinds", "ask_shares", "ask_shares_by_values", "is_average"]

_AVERAGES = {
    *("average", "averages", "avg", "mean", "median", "average of all", "mean of all"),
    *(
        "평균",
        "중앙값",
        "평균값",
        "durchschnitt",
        "mittelwert",
        "moyenne",
        "médiane",
        "promedio",
        "平均",
    ),
}
_OF_WHICH = re.compile(
    r"[\s\-–·*]*(?:of which|thereof|darunter|dont|di cui|이 ?중|그 ?중)\b", re.IGNORECASE
)
_PARTS = re.compile(r"\s*\|\s*|\s*:\s+|_|\s+-\s+|\s*(?=\()")
_SPACES = re.compile(r"\s+")


def is_average(label: str) -> bool:
    """Whether a name says that its line is an average of the others.

    Examples
    --------
    >>> is_average("Average"), is_average("평균"), is_average("Meaning")
    (True, True, False)
    """
    return plain(label) in _AVERAGES


def ask_shares(names: Sequence[str], many: str) -> None:
    """Refuse shares, percentages and averages beside amounts.

    Raises
    ------
    FileError
        If a name says so.
    """
    found = [name for name in names if "%" in name or is_share_name(name) or is_average(name)]
    if not found:
        return
    raise FileError(
        tell(
            "by their names, {found} hold shares or averages, which are no amounts of {many}. Leave them out "
            "with {out}; if they hold amounts, rename them.",
            found=listed(found, 4),
            many=many,
            out=option(without=tuple(found)),
        ),
        ways=[{"without": tuple(found)}],
    )


def ask_shares_by_values(frame: pd.DataFrame, layout: str) -> None:
    """Refuse amounts that are shares by what they are: all at most 1, or 100 in all in each region or industry.

    Raises
    ------
    FileError
        If they are; ``layout`` is what to say where they are amounts all the same.
    """
    values = frame["value"].to_numpy()
    known = values[~np.isnan(values)]
    if len(known) < 4 or not (known % 1).any():
        return
    told = tell("all of them lie between 0 and 1") if known.max() <= 1 else _hundreds(frame)
    if not told:
        return
    way = {"layout": layout}
    raise FileError(
        tell(
            "its amounts look like shares: {told}. Indicators need the amounts from which shares were computed, such "
            "as jobs. If they are amounts all the same, in millions perhaps, say {way}.",
            told=told,
            way=option(**way),
        ),
        ways=[way],
    )


def _hundreds(frame):
    """In words, for which lines amounts add up to 100; shares that are rounded miss it by a little."""
    years = ["year"] if "year" in frame else []
    for what in ("region", "industry"):
        if frame["value"].max() > 100.5:
            break
        sums = frame.groupby([what, *years])["value"].agg(["sum", "size"])
        if len(sums) > 1 and (sums["size"] > 1).all() and (abs(sums["sum"] - 100) < 0.6).all():
            return tell("they add up to 100 in each {what}", what=term(what))
    return ""


def ask_kinds(names: Sequence[str], many: str) -> None:
    """Refuse two kinds of amounts that stand across beside each other, such as firms and jobs of each industry.

    Raises
    ------
    FileError
        If the same names come with two endings or beginnings, and most names are of these.

    Examples
    --------
    >>> ask_kinds(["food", "steel", "steel wire"], "industries")
    """
    sides = _twice(names)
    if sides is None:
        return
    first, second = sides
    raise FileError(
        tell(
            "the same names stand across twice, as {first} and {second}, so that there may be two kinds of "
            "amounts. To keep one of them leave out the other, with {out}, or with {other_out}; if all are "
            "{many}, say {wide}.",
            first=quoted(first[0]),
            second=quoted(second[0]),
            out=option(without=second),
            other_out=option(without=first),
            many=many,
            wide=option(layout="wide"),
        ),
        ways=[{"without": second}, {"without": first}, {"layout": "wide"}],
    )


def _twice(names):
    """The two kinds that share the most names, where these are many of all."""
    best, most = None, 0
    for pattern, last in ((_PARTS, True), (_PARTS, False), (_SPACES, True)):
        kinds: dict[str, dict[str, str]] = {}
        for name in names:
            # The bare name is a kind as well: "food" beside "food growth".
            kinds.setdefault("", {})[name] = name
            kind, stem = _split(name, pattern, last)
            if kind and not kind.isdigit():
                kinds.setdefault(kind, {})[stem] = name
        least = 3 if pattern is _SPACES else 2
        for one, other in combinations(kinds, 2):
            both = [stem for stem in kinds[one] if stem in kinds[other]]
            if len(both) > most and len(both) >= max(least, len(names) / 5):
                best = tuple(tuple(kinds[kind][stem] for stem in both) for kind in (one, other))
                most = len(both)
    return best


def _split(name, pattern, last):
    found = list(pattern.finditer(name))
    if not found:
        return "", name
    at = found[-1] if last else found[0]
    before, after = name[: at.start()], name[at.end() :]
    return (after, before) if last else (before, after)


def ask_averages(what: str, labels: Sequence[str], parts: Collection[str]) -> None:
    """Refuse lines that are averages of others, or a part of the line above that no sum has shown to be one.

    Raises
    ------
    FileError
        If a name says so; ``parts`` are those that a broader line is known to hold.
    """
    averages = [label for label in labels if is_average(label)]
    if averages:
        raise FileError(
            tell(
                "by its name the {what} {label} is an average of others. Leave it out with {out}, or rename it.",
                what=what,
                label=quoted(averages[0]),
                out=leave_out(averages),
            ),
            ways=[{"without": averages[0]}],
        )
    within = [label for label in labels if _OF_WHICH.match(label) and label not in parts]
    if within:
        raise FileError(
            tell(
                "by its name the {what} {label} is a part of another line, and would count twice. Leave it out with "
                "{out}, or rename it if it is none.",
                what=what,
                label=quoted(within[0]),
                out=leave_out(within),
            ),
            ways=[{"without": tuple(within)}],
        )
