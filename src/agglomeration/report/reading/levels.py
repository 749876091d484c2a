"""Totals and nested levels, found by arithmetic as well as by name: each amount is in the table once.

Every region or industry that holds others is set apart where the sums prove it; what they do not prove is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.words import marked, quoted, tell, term

from ..errors import FileError, leave_out, listed, option
from ..taken import Apart
from .codes_nested import code_of, is_section, parts_by_code
from .forms import is_province
from .labels import is_nation, is_total
from .several_kinds import ask_averages
from .sums_of_some import block_of, subset_of

__all__ = ["Found", "levels_of"]

KEEP = "without='' (on the command line --without='')"
_CLOSE = 1e-3
_WORD_ENDS = re.compile(r"[\s,:/|>-]")
_MOST_STEPS = 20_000
# Sums of lines that stand elsewhere are looked for among so many lines, and such of lines in any order among fewer.
_MOST_BLOCKS = 1500
_MOST_SUBSETS = 300
_CELLS_AT_ONCE = 64
What = Literal["region", "industry"]
# What is said where there are too many lines to look for every sum among them.
_NOT_ELSEWHERE = {
    "region": marked(
        "There are {n} regions, too many to look for one that is the sum of others elsewhere in the file. Totals and "
        "levels were looked for by names, by codes and among neighbouring lines; if a region holds others all the "
        "same, leave it out with without=."
    ),
    "industry": marked(
        "There are {n} industries, too many to look for one that is the sum of others elsewhere in the file. Totals "
        "and levels were looked for by names, by codes and among neighbouring lines; if an industry holds others all "
        "the same, leave it out with without=."
    ),
}
_NOT_IN_ANY_ORDER = {
    "region": marked(
        "There are {n} regions, too many to look for one that is the sum of others scattered over the file. Totals and "
        "levels were looked for by names, by codes and among lines that stand together; if a region holds others all "
        "the same, leave it out with without=."
    ),
    "industry": marked(
        "There are {n} industries, too many to look for one that is the sum of others scattered over the file. Totals "
        "and levels were looked for by names, by codes and among lines that stand together; if an industry holds "
        "others all the same, leave it out with without=."
    ),
}


@dataclass
class Found:
    """What is set apart among regions or industries, the parent of what is taken, and what is only remarked."""

    apart: list[Apart] = field(default_factory=list)
    parents: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


class _Lines:
    """The lines of one kind with their amounts in every cell: NaN where withheld, 0 where there is no row."""

    def __init__(self, what, labels, values, codes, present, cells, within):
        self.what, self.labels, self.present, self.cells = what, labels, present, cells
        self.within = within
        self.known = ~np.isnan(values)
        self.shown = np.where(self.known, values, 0.0)
        self.codes = codes
        # A sentence per kind, where some sums were not looked for.
        self.unsearched: dict[str, str] = {}
        self.whole = bool((self.shown % 1 == 0).all())
        # What amounts are rounded to: one, ten, a hundred; nothing where they have decimals.
        self.unit = np.gcd.reduce(self.shown.astype(int), axis=None) if self.whole else np.inf

    def sums(self, parts):
        """The sum of what is shown of some lines, and in which cells all of it is."""
        parts = list(parts)
        return self.shown[parts].sum(axis=0), self.known[parts].all(axis=0)

    def holds(self, place, parts):
        """How a line stands to others: "equal" in every cell that can be tested, "more", "less", or "untested"."""
        total, complete = self.sums(parts)
        own, tested = self.shown[place], self.known[place]
        if (total > own * (1 + _CLOSE))[tested].any():
            return "less"
        tested = tested & complete
        if not tested.any() or not own[tested].any():
            return "untested"
        return "equal" if (abs(own - total) <= _CLOSE * own)[tested].all() else "more"

    def under(self, place, others):
        """Those of the others that exceed a line nowhere: some cells at a time, since most exceed it soon."""
        most, rows = self.shown[place] * (1 + 1e-9), np.asarray(others, dtype=np.intp)
        for start in range(0, len(most), _CELLS_AT_ONCE):
            if len(rows) < 2:
                break
            end = start + _CELLS_AT_ONCE
            rows = rows[(self.shown[rows, start:end] <= most[start:end]).all(axis=1)]
        return rows

    def evidence(self, place, parts):
        """In powers of ten, how unlikely it is that all cells that can be tested are sums by chance."""
        _, complete = self.sums(parts)
        # A cell to which only one part adds tells little: the line may be a copy.
        several = (self.shown[list(parts)] > 0).sum(axis=0) > 1
        return self.digits(place, complete & several)

    def digits(self, place, cells):
        """How many digits a line has in some cells, three of each at most."""
        amounts = self.shown[place][cells & self.known[place]]
        return float(np.log10(np.maximum(amounts * (1 if self.whole else 100), 1)).clip(0, 3).sum())


def levels_of(
    frame: pd.DataFrame,
    what: What,
    beside: dict[str, str],
    within: dict[str, str],
    kept: bool,
    level: int | None,
    others_apart: set[str],
    absent: str | None,
) -> Found:
    """What to set apart among the regions or the industries, or a question.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``region``, ``industry``, ``value`` and perhaps ``year``, one row per pair; NaN where withheld.
    what : {"region", "industry"}
        Of which kind.
    beside : dict
        The code of each label, where a column has them.
    within : dict
        The label that holds each label, where several columns tell the levels.
    kept : bool
        Whether the caller said that no sum is among them; then nothing is set apart, and it is remarked.
    level : int or None
        The level of nested codes that the caller wants, 1 for the broadest.
    others_apart : set of str
        Labels of the other kind that are set apart already: their cells are sums, and prove nothing new.
    absent : {"none", "not available", None}
        What the caller said of pairs without a row.
    """
    lines = _lines(frame, what, beside, within, others_apart)
    found = Found()
    if len(lines.labels) < 2:
        return found
    held = _nested_by_code(lines, kept)
    totals = [k for k, label in enumerate(lines.labels) if _named_total(lines, k)]
    held = {k: parts for k, parts in held.items() if k not in totals}
    if level is not None:
        return _of_level(lines, held, totals, level, found, absent)
    if kept:
        return _all_kept(lines, held, totals, found)
    coded = set(held)
    unsure = _runs(lines, held, totals)
    unsure += _elsewhere(lines, held, totals, coded)
    taken, narrower = _finest(lines, held, totals)
    taken, proved = _under_totals(lines, taken, totals, held, narrower, found, absent)
    for place, parts in unsure:
        both = place in taken and bool(set(parts) & set(taken))
        if not proved or (both and not _added_up(lines, taken, totals, place)):
            _ask_unsure(lines, place, parts)
    if lines.unsearched and not proved:
        found.remarks.append(tell(lines.unsearched[what], n=f"{len(lines.labels):,}"))
    ask_averages(what, [lines.labels[k] for k in taken], _proved_parts(lines, held))
    _ask_unnamed(lines, taken, found)
    _ask_sections(lines, taken, totals)
    _record(lines, held, taken, totals, found)
    return found


def _lines(frame, what, beside, within, others_apart):
    others = [name for name in ("industry", "region", "year") if name in frame and name != what]
    if others_apart:
        frame = frame[~frame[others[0]].isin(others_apart)]
    rows, found = pd.factorize(frame[what].to_numpy(dtype=object))
    order = _order_of_file(rows)
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    labels, rows = [found[k] for k in order], place[rows]
    cells = np.zeros(len(frame), dtype=np.int64)
    for name in others:
        codes, values = pd.factorize(frame[name].to_numpy())
        cells = cells * len(values) + codes
    _, first, cells = np.unique(cells, return_index=True, return_inverse=True)
    values = np.zeros((len(labels), len(first)))
    present = np.zeros(values.shape, dtype=bool)
    values[rows, cells] = frame["value"].to_numpy(dtype=float)
    present[rows, cells] = True
    keys = [frame[name].to_numpy() for name in others]
    own = [code_of(label) for label in labels]
    column = [code_of(beside[label]) if label in beside else None for label in labels]
    # Codes that hold each other tell more than codes that are many.
    codes = max(
        own,
        column,
        key=lambda codes: (len(parts_by_code(codes)), sum(code is not None for code in codes)),
    )
    return _Lines(
        what,
        labels,
        values,
        codes,
        present,
        lambda cell: [key[first[cell]] for key in keys],
        within,
    )


def _order_of_file(rows):
    """Labels in the order of the file; one that the first region lacks stands after the one it follows later."""
    seen, first = np.unique(rows, return_index=True)
    following: dict[int, int] = {}
    order: list[int] = []
    for label, row in sorted(
        zip(seen.tolist(), first.tolist(), strict=True), key=lambda pair: pair[1]
    ):
        before = int(rows[row - 1]) if row else -1
        if order and before != order[-1] and before in following:
            order.insert(order.index(before) + 1, label)
        else:
            order.append(label)
        following[label] = row
    return order


def _named_total(lines, place):
    label = lines.labels[place]
    if is_total(label):
        return True
    if not is_nation(label) or len(lines.labels) < 3:
        return False
    # A country among countries is the sum of none.
    parts = [k for k in range(len(lines.labels)) if k != place and not is_total(lines.labels[k])]
    state = lines.holds(place, parts)
    if state == "equal":
        return True
    total, complete = lines.sums(parts)
    own = lines.shown[place]
    equal = (abs(own - total) <= _CLOSE * own) & complete & (total > 0)
    return state == "more" and bool(equal.any())


def _nested_by_code(lines, kept):
    """The direct parts of each line by codes, names and columns of levels, where the amounts allow it."""
    held = {}
    for place, parts in _parts_by_column(lines).items():
        if _allowed(lines, place, parts):
            held[place] = parts
        elif not kept:
            _ask_broken(lines, place, parts)
    if held:
        return held
    found = parts_by_code(lines.codes)
    for place, parts in found.items():
        direct = _direct(place, parts, found)
        if _allowed(lines, place, direct):
            held[place] = direct
    # Numbers such as 1, 2 ... 24, and names that begin alike, hold each other only where the sums say so.
    threshold = 4 + np.log10(len(lines.labels))
    for loose in (parts_by_code(lines.codes, numbers=True), _parts_by_name(lines)):
        for place, parts in loose.items():
            direct = _direct(place, parts, loose)
            if (
                place not in held
                and len(direct) > 1
                and lines.holds(place, direct) == "equal"
                and lines.evidence(place, direct) >= threshold
            ):
                held[place] = direct
    return {place: held[place] for place in sorted(held)}


def _parts_by_name(lines):
    """Lines whose names go on where that of another ends: Ohio and Ohio, Clark County."""
    places = {label: place for place, label in enumerate(lines.labels)}
    found: dict[int, list[int]] = {}
    for label, place in places.items():
        words = _WORD_ENDS.finditer(label)
        over = next((label[: end.start()] for end in words if label[: end.start()] in places), None)
        if over is not None:
            found.setdefault(places[over], []).append(place)
    return found


def _direct(place, parts, found):
    """The parts of a line that lie in no other of its parts."""
    inner = {part for over in parts for part in found.get(over, ())}
    return [part for part in parts if part not in inner and part != place]


def _parts_by_column(lines):
    places = {label: place for place, label in enumerate(lines.labels)}
    found: dict[int, list[int]] = {}
    # The name of a province before that of a district says the same as a column of provinces.
    provinces = {
        label: label.split()[0]
        for label in (lines.labels if lines.what == "region" else ())
        if len(label.split()) > 1 and is_province(label.split()[0])
    }
    for label, over in {**provinces, **lines.within}.items():
        if label in places and over in places and label != over:
            found.setdefault(places[over], []).append(places[label])
    return {place: sorted(found[place]) for place in sorted(found)}


def _ask_broken(lines, place, parts):
    """A broader line that is less than its parts: one of both is not what its columns say."""
    names = [lines.labels[k] for k in parts]
    raise FileError(
        tell(
            "by its columns or its name the {what} {label} holds {parts}, and it is less than their sum; amounts would "
            "count twice. Leave it out with {out}, or its parts with {parts_out}; if it is beside them and holds none, "
            "say {keep}.",
            what=term(lines.what),
            label=quoted(lines.labels[place]),
            parts=listed(names, 4),
            out=leave_out([lines.labels[place]]),
            parts_out=leave_out(names),
            keep=KEEP,
        ),
        ways=[{"without": lines.labels[place]}, {"without": tuple(names)}, {"without": ""}],
    )


def _allowed(lines, place, direct):
    """Whether a line can hold others: it is hardly ever less than their sum."""
    total, _ = lines.sums(direct)
    known = lines.known[place]
    own = lines.shown[place]
    within = (total <= own * (1 + _CLOSE))[(total > 0) & known]
    # Where parts are rounded or estimated they exceed the whole in a few cells, and hardly in all together.
    return (not len(within) and bool(direct) and not known.any()) or (
        bool(len(within))
        and within.mean() >= 0.9
        and bool(total[known].sum() <= own[known].sum() * (1 + 10 * _CLOSE))
    )


def _runs(lines, held, totals):
    """Subtotals above or below their parts, whatever their names: added to what the codes say.

    Returns those that the sums do not prove, with their parts: copies of one line, and sums of few or hidden cells.
    """
    inside = {part for parts in held.values() for part in parts}
    threshold = 4 + np.log10(len(lines.labels))
    unsure = []
    for place in range(len(lines.labels)):
        if place in held or place in totals:
            continue
        for step in (1, -1):
            parts, evidence = _run(lines, place, step, held, totals)
            if step > 0 and len(parts) == 1 and _untold_apart(lines, held, place, parts):
                unsure.append((place, parts))
            if not parts or inside & set(parts):
                continue
            if len(parts) > 1 and evidence >= threshold:
                held[place] = parts
                inside |= set(parts)
                break
            if step > 0 or len(parts) > 1:
                unsure.append((place, parts))
    return [
        (place, parts)
        for place, parts in unsure
        if place not in held
        and (not inside & {place, *parts} or _untold_apart(lines, held, place, parts))
    ]


def _untold_apart(lines, held, place, parts):
    """Whether a line and what it may hold lie in one sum that has no cell to tell whether both count."""
    for over, all_parts in held.items():
        if place in all_parts and set(parts) <= set(all_parts):
            _, complete = lines.sums(all_parts)
            own = lines.shown[over]
            return not (complete & lines.known[over] & (lines.shown[place] > _CLOSE * own)).any()
    return False


def _run(lines, place, step, held, totals):
    """The neighbours that add up to a line in every cell that can be tested, and the evidence; the best such run."""
    own, known = lines.shown[place], lines.known[place]
    total, complete, parts = np.zeros_like(own), known.copy(), []
    best: tuple[list[int], float] = ([], 0.0)
    nearest, above = np.inf, _all_above(place, held)
    for other in range(place + step, len(lines.labels) if step > 0 else -1, step):
        # What holds a line is no part of it, however little the others in it come to.
        if other in totals or other in above:
            break
        if any(other in inner for over, inner in held.items() if over in parts or over == other):
            continue
        total = total + lines.shown[other]
        complete = complete & lines.known[other]
        parts.append(other)
        if (total > own * (1 + _CLOSE))[known].any():
            break
        tested = complete & (own > 0)
        if not (abs(total - own) <= _CLOSE * own)[complete].all():
            continue
        if tested.any():
            evidence = (
                lines.evidence(place, parts) if len(parts) > 1 else lines.digits(place, complete)
            )
            # What is small beside the sum fits within the tolerance; the run that fits best is taken.
            off = float(abs(total - own)[complete].sum())
            if off <= nearest + 1e-9 * own.sum():
                best, nearest = (list(parts), evidence), off
        elif len(parts) > 1 and not best[0] and known.any():
            # Hidden parts everywhere: nothing can be tested, and nothing speaks against it.
            best = (list(parts), 0.0)
    return best


def _elsewhere(lines, held, totals, coded):
    """Sums of lines that need not stand beside them, the smallest first: added to what is held.

    What adds up to the last digit replaces a run that does so but for rounding, unless codes told it.
    Returns those that may be chance: there are as many sums as sets of lines.
    """
    free = _free(lines, held, totals)
    if len(free) > _MOST_BLOCKS:
        lines.unsearched = _NOT_ELSEWHERE
    if len(lines.labels) < 4 or len(free) > _MOST_BLOCKS:
        return []
    unsure = []
    size = lines.shown.sum(axis=1)
    # A run that only rounding makes a sum may hold parts of others: it comes first.
    places = set(range(len(size))) - set(totals)
    for place in sorted(places, key=lambda k: (k not in held, size[k])):
        above = _all_above(place, held)
        over = above[0] if above else None
        if over in coded:
            continue
        beside = {*_free(lines, held, totals), *(held[over] if over is not None else ())}
        others = sorted(beside - {place, *above})
        if place in held:
            if place in coded or _is_exact(lines, place, held[place]):
                continue
            others = sorted({*others, *held[place]})
        # Among the lines beside it, or among those that one of these holds.
        for inside, some in (
            (None, others),
            *((k, held[k]) for k in others if k in held and place not in held),
        ):
            parts, tried, only = _parts_elsewhere(lines, place, some)
            # All others are asked about as a total; a copy of one line stands beside it as a rule.
            if not 2 <= len(parts) < len(some) or lines.holds(place, parts) != "equal":
                continue
            evidence, apart = lines.evidence(place, parts), _apart(lines.shown[some])
            share = apart / lines.shown.shape[1]
            if evidence * share >= tried + 3 and only:
                held[place] = parts
                if inside is not None:
                    held[inside] = [*(k for k in some if k not in parts), place]
                break
            # As many cells as lines are all that can differ: then what a sum holds in more of them is no repetition.
            weight = 1.0 if apart == len(some) else share
            if (inside is None or only) and evidence * weight >= tried - 0.5:
                unsure.append((place, parts))
    return _unless_a_total_tells(lines, held, totals, unsure)


def _unless_a_total_tells(lines, held, totals, unsure):
    """Sums that may be chance are none where a total is that of all the other lines: all of them, or one."""
    for some in (unsure, *([one] for one in unsure)):
        free = _free(lines, held, totals)
        rest = [k for k in free if k not in dict(some)]
        if rest and any(
            lines.holds(total, rest) == "equal" and lines.holds(total, free) == "less"
            for total in totals
        ):
            held.update(some)
    return [(place, parts) for place, parts in unsure if place not in held]


def _is_exact(lines, place, parts):
    total, complete = lines.sums(parts)
    cells = complete & lines.known[place]
    return np.allclose(total[cells], lines.shown[place][cells], rtol=1e-9)


def _apart(values):
    """How many cells tell something of their own: where lines have one proportion all tell what one tells."""
    scaled = values / np.maximum(np.linalg.norm(values, axis=0), 1e-300)
    sizes = np.linalg.svd(scaled, compute_uv=False)
    return int((sizes > 0.02 * sizes[0]).sum()) if len(sizes) else 0


def _free(lines, held, totals):
    """The lines that lie in no other and are no total."""
    inside = {part for parts in held.values() for part in parts}
    return [k for k in range(len(lines.labels)) if k not in inside and k not in totals]


def _parts_elsewhere(lines, place, others):
    """Lines that add up to one, in powers of ten how many sums could be found, and whether no others add up to it."""
    # Most lines exceed another one somewhere, and then they are no part of it.
    if len(lines.under(place, others)) < 2:
        return [], 0.0, True
    cells = lines.known[place] & (lines.shown[place] > 0)
    own, values = lines.shown[place][cells], lines.shown[others][:, cells]
    hidden = ~lines.known[others][:, cells]
    count = np.log10(len(others) + 1)
    complete = ~hidden.any(axis=0)
    if complete.any():
        for start, end in block_of(own[complete].sum(), values[:, complete].sum(axis=1)):
            if _adds_up(own, values[start:end], hidden[start:end]):
                # A line that has nothing where it can be tested may be a part as well.
                beside = np.delete(values, range(start, end), axis=0)[:, complete]
                return others[start:end], 3 * count, bool((beside > 0).any(axis=1).all())
    if len(others) > _MOST_SUBSETS and len(own):
        lines.unsearched = _NOT_IN_ANY_ORDER
    if len(others) > _MOST_SUBSETS or not len(own):
        return [], 0.0, True
    found, only = subset_of(own, values, hidden)
    tried = count + np.log10(2) * int((values <= own).all(axis=1).sum())
    return [others[k] for k in found], tried, only


def _adds_up(own, values, hidden):
    """Whether lines add up to one where all of them are shown, and exceed it nowhere else."""
    total, complete = values.sum(axis=0), ~hidden.any(axis=0)
    return np.allclose(total[complete], own[complete], rtol=1e-9) and bool(
        (total <= own * (1 + 1e-9)).all()
    )


def _finest(lines, held, totals):
    """The lines that are taken, from the top down: the parts of a line where they add up to it, else the line."""
    inside = {part for parts in held.values() for part in parts}
    taken, narrower = [], {}
    for place in range(len(lines.labels)):
        if place not in inside and place not in totals:
            _descend(lines, place, held, taken, narrower)
    return taken, narrower


def _descend(lines, place, held, taken, narrower):
    parts = held.get(place)
    if not parts:
        taken.append(place)
    elif lines.holds(place, parts) == "equal":
        for part in parts:
            _descend(lines, part, held, taken, narrower)
    else:
        taken.append(place)
        narrower[place] = parts


def _proved_parts(lines, held):
    """The labels of lines that add up to another."""
    return {
        lines.labels[part]
        for place, parts in held.items()
        if lines.holds(place, parts) == "equal"
        for part in parts
    }


def _all_below(place, held):
    below: dict[int, None] = {}
    waiting = list(held.get(place, ()))
    while waiting:
        part = waiting.pop(0)
        if part not in below and part != place:
            below[part] = None
            waiting += held.get(part, ())
    return list(below)


def _all_above(place, held):
    """What holds a line, and what holds that, from the narrowest up."""
    above: list[int] = []
    while (
        over := next((k for k, parts in held.items() if place in parts and k not in above), None)
    ) is not None:
        above.append(over)
        place = over
    return above


def _under_totals(lines, taken, totals, held, narrower, found, absent):
    """Prove by a named total that what is taken is complete; else ask."""
    proved = False
    for place in totals:
        rest = [k for k in taken if k != place]
        if not rest:
            continue
        state = lines.holds(place, rest)
        if state == "less":
            subset = _subset(lines, place, rest)
            if subset is None:
                _ask_total(lines, place, rest, totals)
            taken = [k for k in taken if k in set(subset) or k == place]
            for over, parts in _owners(rest, subset).items():
                # Of two lines that are alike only one holds the other.
                parts = [part for part in parts if over not in _all_below(part, held)]
                held.setdefault(over, []).extend(parts)
                if parts and lines.holds(over, parts) == "equal":
                    taken[taken.index(over) : taken.index(over) + 1] = parts
            proved = True
        elif state == "equal":
            proved = True
        else:
            _note_gap(lines, place, rest, found, absent)
            proved = proved or state == "untested"
    # Parts of which nothing can be tested may be complete, whatever a total proves of the whole.
    untested = any(lines.holds(over, parts) == "untested" for over, parts in narrower.items())
    if narrower and (untested or not proved):
        _ask_levels(lines, held, narrower)
    return taken, proved


def _added_up(lines, taken, totals, place):
    """Whether a total is the sum of all that is taken in a cell to which a line adds: then it is no sum of others."""
    for total in totals:
        rest = [k for k in taken if k != total]
        shown, complete = lines.sums(rest)
        own = lines.shown[total]
        cells = lines.known[total] & complete & (lines.shown[place] > _CLOSE * own)
        if cells.any() and (abs(own - shown) <= _CLOSE * own)[cells].all():
            return True
    return False


def _ask_unsure(lines, place, parts):
    label, names = lines.labels[place], [lines.labels[k] for k in parts]
    ways = [{"without": label}, {"without": tuple(names)}, {"without": ""}]
    raise FileError(
        tell(
            "where it can be tested the {what} {label} is the sum of {parts}, which may be chance. If "
            "it holds them, leave "
            "it out with {out}, or its parts with {parts_out}; if nothing in the file is a sum of the "
            "rest, say {keep}.",
            what=lines.what,
            label=repr(label),
            parts=listed(names, 4),
            out=leave_out([label]),
            parts_out=leave_out(names),
            keep=KEEP,
        ),
        ways=ways,
    )


def _owners(rest, subset):
    """Lines that are no part of a proved sum belong to the line of the sum above them."""
    owners, last = {}, None
    for place in rest:
        if place in subset:
            last = place
        elif last is not None:
            owners.setdefault(last, []).append(place)
    return owners


def _subset(lines, place, rest):
    """The only lines that add up to a total in every cell, where the others can lie in the line above them."""
    own = lines.shown[place]
    cells = lines.known[place] & lines.known[rest].all(axis=0) & (own > 0)
    if cells.sum() < 1:
        return None
    values, own = lines.shown[rest][:, cells], own[cells]
    suffix = np.vstack([np.cumsum(values[::-1], axis=0)[::-1], np.zeros_like(own)])
    found, steps = [], 0
    stack = [(0, np.zeros_like(own), None, ())]
    while stack:
        steps += 1
        if steps > _MOST_STEPS or len(found) > 1:
            return None
        at, total, room, chosen = stack.pop()
        if (total > own * (1 + _CLOSE)).any() or (total + suffix[at] < own * (1 - _CLOSE)).any():
            continue
        if at == len(rest):
            # Rounding explains some units, and not a line of few jobs that is left out of a large sum.
            if (abs(own - total) <= lines.unit * (1 + len(chosen))).all():
                found.append([rest[k] for k in chosen])
            continue
        # Skipped only where it fits into the last line that was taken.
        if room is not None and (values[at] <= room + _CLOSE * own).all():
            stack.append((at + 1, total, room - values[at], chosen))
        stack.append((at + 1, total + values[at], values[at], (*chosen, at)))
    return found[0] if len(found) == 1 and cells.sum() * len(found[0]) >= 2 else None


def _note_gap(lines, place, rest, found, absent):
    total, complete = lines.sums(rest)
    own = lines.shown[place]
    gap = lines.known[place] & complete & (own - total > _CLOSE * own)
    if gap.any():
        _ask_absent(lines, place, rest, gap, absent)
        found.remarks.append(
            tell(
                "the {what} {label} is named like a total and exceeds the sum of the others ({own} against {total}): "
                "something is left out of the file; {label} was set apart.",
                what=lines.what,
                label=repr(lines.labels[place]),
                own=f"{own[lines.known[place] & complete].sum():,.15g}",
                total=f"{total[lines.known[place] & complete].sum():,.15g}",
            )
        )


def _ask_absent(lines, place, rest, gap, absent):
    """A pair without a row is no sure zero where the total exceeds the sum of what is there."""
    missing = ~lines.present[rest][:, gap]
    if absent is not None or not missing.any():
        return
    part, cell = np.argwhere(missing)[0]
    where = ", ".join(map(repr, lines.cells(np.flatnonzero(gap)[cell])))
    none, unknown = {"absent": "none"}, {"absent": "not available"}
    raise FileError(
        tell(
            "there is no row for {pair}, and there the {what} {label} exceeds the sum of the others, "
            "so that what has no "
            "row is not surely none: it may be withheld. Say {unknown}; or, if it is none all the same, {none}.",
            pair=f"{lines.labels[rest[part]]!r}, {where}",
            what=lines.what,
            label=repr(lines.labels[place]),
            unknown=option(**unknown),
            none=option(**none),
        ),
        ways=[unknown, none],
    )


def _ask_total(lines, place, rest, totals):
    total, _ = lines.sums(rest)
    known = lines.known[place]
    names = [lines.labels[k] for k in totals]
    raise FileError(
        tell(
            "the {what} {labels} is named like a total and is not the sum of the others ({known} "
            "against {total}; other lines may be sums too, or a cell is misprinted), and amounts "
            "would count twice; leave out what holds others, for instance with {leaving}, or, if "
            "nothing in the file is a sum of the rest, say {KEEP}.",
            what=lines.what,
            labels=quoted(lines.labels[place]),
            known=f"{lines.shown[place][known].sum():,.15g}",
            total=f"{total[known].sum():,.15g}",
            leaving=leave_out(names),
            KEEP=KEEP,
        ),
        ways=[{"without": tuple(names)}, {"without": ""}],
    )


def _ask_levels(lines, held, narrower):
    broad = next(iter(narrower))
    parts = [lines.labels[k] for k in narrower[broad]]
    name = f"{lines.what}_level"
    inside = {part for some in held.values() for part in some}
    depth = max(_depth(k, held) for k in held if k not in inside) + 1
    broader = [lines.labels[k] for k in sorted(held)]
    raise FileError(
        tell(
            "the {what} {broad} contains {parts}, by its code or its sums, and these do not add up to "
            "it, so that no level "
            "is sure to be complete; amounts would count twice. Say which level to take, the broadest "
            "with {one} or the "
            "next with {two}; or leave out the broader with {out}; or, if nothing in the file is a "
            "part of another, say "
            "{keep}.",
            what=lines.what,
            broad=repr(lines.labels[broad]),
            parts=listed(parts, 4),
            one=option(**{name: 1}),
            two=option(**{name: 2}),
            out=leave_out(broader),
            keep=KEEP,
        ),
        ways=[
            *({name: level} for level in range(1, depth + 1)),
            {"without": tuple(broader)},
            {"without": ""},
        ],
    )


def _depth(place, held):
    return 1 + max(
        (_depth(part, held) for part in held.get(place, ()) if place not in _all_below(part, held)),
        default=-1,
    )


def _ask_unnamed(lines, taken, found):
    """A line that equals the sum of all others in every cell may be their total, whatever its name."""
    if len(taken) < 3:
        return
    for place in list(taken):
        rest = [k for k in taken if k != place]
        state = lines.holds(place, rest)
        if state not in ("equal", "untested") or not lines.known[place].any():
            continue
        evidence = lines.evidence(place, rest)
        label = lines.labels[place]
        if state == "equal" and evidence >= 4 + np.log10(len(taken)):
            taken.remove(place)
            found.apart.append(
                Apart(
                    lines.what,
                    label,
                    "total",
                    tell("in every cell it is the sum of all others"),
                    tuple(lines.labels[k] for k in rest),
                )
            )
            return
        if evidence > 0 or state == "untested":
            raise FileError(
                tell(
                    "in every cell that can be tested the {what} {label} is the sum of all others, which may "
                    "be chance; if it is their "
                    "total, leave it out with {out}; if not, say {keep}.",
                    what=lines.what,
                    label=repr(label),
                    out=leave_out([label]),
                    keep=KEEP,
                ),
                ways=[{"without": label}, {"without": ""}],
            )


def _ask_sections(lines, taken, totals):
    """Sections by their names, beside lines that are none: these may lie in those."""
    if lines.what != "industry":
        return
    ranged = [k for k in taken if is_section(lines.labels[k])]
    plain = [
        k
        for k in taken
        if k not in ranged and lines.codes[k] is None and "(" not in lines.labels[k]
    ]
    proved = any(lines.holds(place, taken) == "equal" for place in totals)
    if ranged and plain and not proved:
        some = [lines.labels[k] for k in plain]
        raise FileError(
            tell(
                "the industry {section} is a section, by its name, and {others} may lie in it or in "
                "another; amounts would count twice. Leave out one level, for instance with {out}; or, if none lies in "
                "another, say {keep}.",
                section=repr(lines.labels[ranged[0]]),
                others=listed(some, 3),
                out=leave_out(some),
                keep=KEEP,
            ),
            ways=[
                {"without": tuple(some)},
                {"without": tuple(lines.labels[k] for k in ranged)},
                {"without": ""},
            ],
        )


def _record(lines, held, taken, totals, found):
    chosen, labels = set(taken), lines.labels
    owner = {part: over for over, parts in held.items() for part in parts}
    seen = {one.label for one in found.apart}
    for place, label in enumerate(labels):
        if place in chosen or label in seen:
            continue
        if place in totals:
            kind, why, parts = "total", tell("by its name"), taken
        elif any(below in chosen for below in _all_below(place, held)):
            kind, why = (
                "broader",
                tell("in every cell that can be tested it is the sum of its parts"),
            )
            parts = held.get(place, [])
        else:
            kind, why = (
                "narrower",
                tell("it lies in a line that is taken, whose parts are not complete"),
            )
            parts = [owner[place]] if place in owner else []
        found.apart.append(Apart(lines.what, label, kind, why, tuple(labels[k] for k in parts)))
    broader = {one.label for one in found.apart if one.kind == "broader"}
    if broader:
        over = {k: labels[owner[k]] if k in owner else labels[k] for k in taken}
        found.parents = {
            labels[k]: name if name in broader else labels[k] for k, name in over.items()
        }


def _of_level(lines, held, totals, level, found, absent):
    inside = {part for parts in held.values() for part in parts}
    taken: list[int] = []
    if not held:
        raise FileError(
            tell(
                "{name}={level}: no nested levels were found among its {what} names; leave the option out.",
                name=f"{lines.what}_level",
                level=level,
                what=lines.what,
            )
        )

    def descend(place, depth):
        if depth == level or not held.get(place):
            taken.append(place)
        else:
            for part in held[place]:
                descend(part, depth + 1)

    for place in range(len(lines.labels)):
        if place not in inside and place not in totals:
            descend(place, 1)
    for place in totals:
        _note_gap(lines, place, [k for k in taken if k != place], found, absent)
    _record(lines, held, taken, totals, found)
    return found


def _all_kept(lines, held, totals, found):
    for place in totals:
        rest = [k for k in range(len(lines.labels)) if k != place]
        if lines.holds(place, rest) == "equal":
            told = tell("is the sum of the others")
        else:
            told = tell("is named like a total")
        found.remarks.append(
            tell(
                "the {what} {label} {told}; it was kept: as you said.",
                what=lines.what,
                label=repr(lines.labels[place]),
                told=told,
            )
        )
    for place, parts in held.items():
        found.remarks.append(
            tell(
                "by their codes the {what} {label} contains {parts}; all were kept: as you said.",
                what=lines.what,
                label=repr(lines.labels[place]),
                parts=listed([lines.labels[k] for k in parts], 4),
            )
        )
    return found


def note_apart(found: Iterable[Apart], notes: list[tuple[str, str]]) -> None:
    """Say what was set apart, and what it can be used for."""
    titles = {
        "total": tell("Totals set apart"),
        "broader": tell("Broader levels set apart"),
        "narrower": tell("Narrower levels set apart"),
    }
    offers = {
        "total": tell("not added up; can be the reference"),
        "broader": tell("not added up; they are the classes of their parts"),
        "narrower": tell("not added up; their parts do not make up the whole"),
    }
    for what in ("region", "industry"):
        for kind, title in titles.items():
            some = [one for one in found if one.kind == kind and one.what == what]
            if some:
                notes.append(
                    (
                        title,
                        tell(
                            "{what} {labels} ({why}): {offer}",
                            what=what,
                            labels=listed([one.label for one in some], 12),
                            why=some[0].why,
                            offer=offers[kind],
                        ),
                    )
                )
