"""Sums among the parts: a region or an industry that holds others counts everything twice."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..errors import FileError, leave_out, listed
from .labels import is_nation, is_total

__all__ = ["check_sums"]

KEEP = "without='' (on the command line --without='')"
_CLOSE = 1e-3
_RANGE = re.compile(r"([A-Z]?)(\d\d)[-–_]([A-Z]?)(\d\d)")
_CODE = re.compile(
    r"([A-Z]?\d\d[-–_][A-Z]?\d\d|\d\d-\d{4}|[A-Z]{0,3}\d[0-9A-Z]{0,9}(\.\d{1,4})*|[A-Z]{1,3})(?=[-/]*$|[\s:.,])"
)
# B-E is a range of sections, and B-N_S95_X_K one with additions and exceptions.
_SECTIONS = re.compile(r"([A-Z])[-–]([A-Z])(?=$|[\s:.,_])")
_NUMBERED = re.compile(r"([A-Z]*)(0|[1-9]\d*)")


def check_sums(frame: pd.DataFrame, kept: bool, codes: dict[str, dict[str, str]]) -> list[str]:
    """Refuse what is named as a sum, adds up like one or contains others by its code; return what is only remarked.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``region``, ``industry``, ``value`` and perhaps ``year``, one row per pair.
    kept : bool
        Whether the caller said that no sum is among them; then everything is only remarked.
    codes : dict
        Per ``region`` and ``industry`` the codes of names, where a column has them.
    """
    remarked: dict[str, str] = {}
    tables = {what: _table(frame, what) for what in ("region", "industry")}
    for suspect in (_named, _nations, _equal, _runs, _nested):
        for label, told, out in suspect(codes if suspect is _nested else frame, tables):
            # What is only remarked may still have to be refused on other grounds.
            if out is None:
                remarked.setdefault(label, f"{told}.")
            elif kept:
                remarked.setdefault(label, f"{told}; it was kept: as you said.")
            else:
                raise FileError(
                    f"{told}; {out}, or, if nothing in the file is a sum of the rest, say {KEEP}."
                )
    return list(remarked.values())


def _table(frame, what):
    """One row per label in the order of the file; a column for each pair of the other labels and year."""
    others = [name for name in ("industry", "region", "year") if name in frame and name != what]
    table = frame.pivot_table(
        index=what, columns=others, values="value", aggfunc="sum", fill_value=0, sort=False
    )
    return list(table.index), table.to_numpy(dtype=float)


def _named(frame, tables):
    """Names that say total; the message tells whether they add up."""
    named = {
        what: [label for label in labels if is_total(label)] for what, (labels, _) in tables.items()
    }
    every = list(dict.fromkeys(label for labels in named.values() for label in labels))
    for what, found in named.items():
        for label in found:
            own, rest = _own_and_rest(frame, named, what, label)
            if rest > 0 and abs(own - rest) <= _CLOSE * rest:
                told = f"the {what} {label!r} is the sum of the others, so everything would count twice"
            else:
                told = (
                    f"the {what} {label!r} is named like a total and is not the sum of the others ({own:,.15g} against "
                    f"{rest:,.15g}; a cell may be withheld, left out or misprinted), and amounts would count twice"
                )
            yield (what, label), told, f"leave it out with {leave_out(every)}"


def _own_and_rest(frame, named, what, label):
    """A label's sum and that of the labels that are not named as totals, over what is not so named across either."""
    across = "industry" if what == "region" else "region"
    parts = frame[~frame[across].isin(named[across])]
    parts = frame if parts.empty else parts
    return parts.loc[parts[what] == label, "value"].sum(), parts.loc[
        ~parts[what].isin(named[what]), "value"
    ].sum()


def _nations(frame, tables):
    """A country beside its parts; among other countries it is none of their sums."""
    for what, (labels, values) in tables.items():
        for place, label in enumerate(labels):
            if not is_nation(label) or len(labels) < 3:
                continue
            own, rest = values[place], np.delete(values, place, axis=0).sum(axis=0)
            equal = (rest > 0) & (abs(own - rest) <= _CLOSE * rest)
            if equal.any() and (own >= rest * (1 - _CLOSE)).all():
                told = f"the {what} {label!r} is the sum of the others, so everything would count twice"
                yield (what, label), told, f"leave it out with {leave_out([label])}"


def _equal(frame, tables):
    """A line or a column that equals the sum of all others in every cell, whatever its name."""
    for what, (labels, values) in tables.items():
        if len(labels) < 3:
            continue
        rest = values.sum(axis=0) - values
        evidence = _evidence(values)
        same = (abs(values - rest) <= _CLOSE * rest).all(axis=1) & (values.sum(axis=1) > 0)
        for place in np.flatnonzero(same):
            label = labels[place]
            told, out = (
                f"in every cell the {what} {label!r} is the sum of all others",
                leave_out([label]),
            )
            if evidence[place] >= 4 + np.log10(len(labels)):
                yield (
                    (what, label),
                    f"{told}, so everything would count twice",
                    f"leave it out with {out}",
                )
            elif evidence[place] >= 1:
                yield (what, label), f"{told}; if it is their total, leave it out with {out}", None


def _evidence(values):
    """Per row, in powers of ten, how unlikely it is that all its cells are sums by chance."""
    whole = (values % 1 == 0).all()
    return np.log10(np.maximum(values * (1 if whole else 100), 1)).clip(0, 3).sum(axis=1)


def _runs(frame, tables):
    """A subtotal above or below its parts."""
    for what, (labels, values) in tables.items():
        telling = _evidence(values) >= 4 + np.log10(len(labels))
        for place in np.flatnonzero(telling):
            label = labels[place]
            for step in (1, -1):
                parts = _run(values, place, step)
                if parts:
                    names = [labels[part] for part in parts]
                    told = (
                        f"in every cell the {what} {label!r} is the sum of {listed(names, 4)}, "
                        "which would count twice"
                    )
                    yield (what, label), told, f"leave it out with {leave_out([label])}"


def _run(values, place, step):
    """The neighbours that add up to a row, one after the other; nothing if none do."""
    own, total, parts = values[place], 0.0, []
    end = len(values) if step > 0 else -1
    for other in range(place + step, end, step):
        if values[other].any():
            parts.append(other)
        total = total + values[other]
        if (total > own * (1 + _CLOSE)).any():
            return []
        if len(parts) >= 2 and (abs(total - own) <= _CLOSE * own).all():
            return parts
    return []


def _nested(beside, tables):
    """Codes of different length, of which one contains the other, and whose amounts allow it."""
    for what, (labels, values) in tables.items():
        codes = max(
            ([_code(named.get(label, label)) for label in labels] for named in ({}, beside[what])),
            key=lambda found: sum(code is not None for code in found),
        )
        if sum(code is not None for code in codes) < 2:
            continue
        inside, found = {}, _parts_by_code(codes)
        for place, parts in found.items():
            inner = {part for over in parts for part in found.get(over, ())}
            total = values[[part for part in parts if part not in inner]].sum(axis=0)
            within = (total <= values[place] * (1 + _CLOSE))[total > 0]
            # Where parts are rounded or estimated they exceed the whole in a few cells, and hardly in all together.
            if (
                len(within)
                and within.mean() >= 0.9
                and total.sum() <= values[place].sum() * (1 + 10 * _CLOSE)
            ):
                inside[place] = parts
        if inside:
            broad, narrow = [labels[place] for place in inside], next(iter(inside.values()))
            yield (
                (what, broad[0]),
                f"by their codes the {what} {broad[0]!r} contains {listed([labels[part] for part in narrow], 4)}, so "
                "these would count twice",
                f"keep one level: leave out the broader with {leave_out(broad)}, or, where their parts are not "
                f"complete, the narrower with {leave_out([labels[part] for part in narrow])}",
            )


def _code(label):
    found = _SECTIONS.match(label.strip()) or _CODE.match(label.strip())
    return found[0] if found else None


def _parts_by_code(codes):
    """Of each code that contains others, the places of these."""
    places, numbered, found = {}, _in_sequence(codes), {}
    # 1 and 2 may be numbers only, but not beside 1.1.
    stems = {code[: point.start()] for code in codes if code for point in re.finditer(r"\.", code)}
    for place, code in enumerate(codes):
        if code and (place not in numbered or code in stems):
            places.setdefault(code, []).append(place)
    spans = [
        code
        for code in places
        if _RANGE.fullmatch(code)
        or _SECTIONS.fullmatch(code)
        or code.endswith("000")
        or not code.strip("0")
    ]
    for other in places:
        for code in {other[:length] for length in range(1, len(other))} & places.keys() | set(
            spans
        ):
            if code != other and _contains(code, other):
                for place in places[code]:
                    found.setdefault(place, []).extend(places[other])
    return {place: found[place] for place in sorted(found)}


def _contains(code, other):
    if not code.strip("0"):
        return bool(other.strip("0"))  # 0 is the code of all together
    sections, inner = _SECTIONS.fullmatch(code), _SECTIONS.fullmatch(other)
    if sections:
        first, last = inner.groups() if inner else (other[0], other[0])
        one = inner or len(other) == 1 or other[1].isdigit()
        return bool(one) and sections[1] <= first and last <= sections[2]
    span = _RANGE.fullmatch(code)
    if span:
        found = re.match(r"([A-Z]?)(\d\d)", other)
        return (
            bool(found)
            and not _RANGE.fullmatch(other)
            and found[1] == span[1]
            and span[2] <= found[2] <= span[4]
        )
    if len(other) > len(code):
        # A contains A01 and H01 contains H01L, but A does not contain AB.
        return other.startswith(code) and (
            code[-1].isdigit() or bool(re.search(r"\d", other[len(code) :]))
        )
    # Codes of one length with zeros at the end: 37000 is the state of 37063.
    stem = code.rstrip("0")
    return (
        len(code) == len(other) > 3
        and code.endswith("000")
        and stem != ""
        and other.startswith(stem)
    )


def _in_sequence(codes):
    """Places of names such as R1, R2 ... R12, which are numbered and not nested."""
    found = {}
    for place, code in enumerate(codes):
        match = code and _NUMBERED.fullmatch(code)
        if match:
            found.setdefault(match[1], {})[place] = int(match[2])
    # C10, C11 ... C34 are no mere numbers beside C, which contains them.
    free = [places for letters, places in found.items() if not letters or letters not in codes]
    dense = [
        places for places in free if len(places) > 1 and len(places) >= 0.5 * max(places.values())
    ]
    return {place for places in dense for place in places}
