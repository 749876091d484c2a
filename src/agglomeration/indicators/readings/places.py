"""Where a value stands among the others of its kind, and the two ends of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.ties import tied
from agglomeration.words import tell, tell_many

from .numbers import figure, label, named, rounded

__all__ = ["ends", "place_told", "spread_told", "undefined_told"]


def ends(values: pd.Series) -> tuple[list, list]:
    """The labels of the highest and of the lowest values, ties included; values that are NaN are at no end."""
    known = values.dropna().astype(float)
    known = pd.Series(tied(known.to_numpy()), index=known.index)
    return list(known.index[known == known.max()]), list(known.index[known == known.min()])


def place_told(values: pd.Series, place: int, what: str) -> str | None:
    """How many of the same kind have more than the one at ``place``, whose value is defined; None of one alone."""
    if len(values) == 1:
        return None
    numbers = values.to_numpy(dtype=float)
    numbers = tied(numbers[~np.isnan(numbers)])
    own = tied(values.to_numpy(dtype=float))[place]
    n, higher, alike = len(numbers), int((numbers > own).sum()), int((numbers == own).sum())
    if n == 1:
        return _alone(what)
    if alike == n:
        return _all_alike(what, n)
    if higher == 0:
        return _highest(what, n, alike)
    if higher + alike == n:
        return _lowest(what, n, alike)
    return _between(what, n, higher)


def _alone(what):
    if what == "region":
        return tell("There is no other region with a value to compare it with.")
    if what == "industry":
        return tell("There is no other industry with a value to compare it with.")
    if what == "pair":
        return tell("There is no other pair with a value to compare it with.")
    return tell("There is no other value to compare it with.")


def _all_alike(what, n):
    if what == "region":
        return tell("Each of {n} regions has the same value.", n=f"{n:,}")
    if what == "industry":
        return tell("Each of {n} industries has the same value.", n=f"{n:,}")
    if what == "pair":
        return tell("Each of {n} pairs has the same value.", n=f"{n:,}")
    return tell("Each of {n} has the same value.", n=f"{n:,}")


def _highest(what, n, alike):
    shown = {"n": f"{n:,}", "alike": f"{alike:,}"}
    if what == "region":
        if alike > 1:
            return tell("{alike} of {n} regions share this highest value.", **shown)
        return tell("It is the highest of {n} regions.", **shown)
    if what == "industry":
        if alike > 1:
            return tell("{alike} of {n} industries share this highest value.", **shown)
        return tell("It is the highest of {n} industries.", **shown)
    if what == "pair":
        if alike > 1:
            return tell("{alike} of {n} pairs share this highest value.", **shown)
        return tell("It is the highest of {n} pairs.", **shown)
    if alike > 1:
        return tell("{alike} of {n} share this highest value.", **shown)
    return tell("It is the highest of {n}.", **shown)


def _lowest(what, n, alike):
    shown = {"n": f"{n:,}", "alike": f"{alike:,}"}
    if what == "region":
        if alike > 1:
            return tell("{alike} of {n} regions share this lowest value.", **shown)
        return tell("It is the lowest of {n} regions.", **shown)
    if what == "industry":
        if alike > 1:
            return tell("{alike} of {n} industries share this lowest value.", **shown)
        return tell("It is the lowest of {n} industries.", **shown)
    if what == "pair":
        if alike > 1:
            return tell("{alike} of {n} pairs share this lowest value.", **shown)
        return tell("It is the lowest of {n} pairs.", **shown)
    if alike > 1:
        return tell("{alike} of {n} share this lowest value.", **shown)
    return tell("It is the lowest of {n}.", **shown)


def _between(what, n, higher):
    shown = f"{n:,}"
    if what == "region":
        return tell_many(
            "{n} of {all} regions has a higher value.",
            "{n} of {all} regions have a higher value.",
            higher,
            all=shown,
        )
    if what == "industry":
        return tell_many(
            "{n} of {all} industries has a higher value.",
            "{n} of {all} industries have a higher value.",
            higher,
            all=shown,
        )
    if what == "pair":
        return tell_many(
            "{n} of {all} pairs has a higher value.",
            "{n} of {all} pairs have a higher value.",
            higher,
            all=shown,
        )
    return tell_many(
        "{n} of {all} has a higher value.", "{n} of {all} have a higher value.", higher, all=shown
    )


def spread_told(index: str, values: pd.Series, decimals: int, what: str) -> str:
    """The two ends of an index over all units of a kind."""
    known = values.dropna()
    if known.empty:
        return tell(
            "The {index} is undefined throughout: there is nothing to compare.", index=index
        )
    if len(values) == 1:
        return tell(
            "The {index} of {only} is {value}, and there is no other to compare it with.",
            index=index,
            only=label(known.index[0]),
            value=figure(known.iloc[0], decimals),
        )
    if len(known) == 1:
        only, value = label(known.index[0]), figure(known.iloc[0], decimals)
        return tell(
            "The {index} is defined for {only} alone: {value}.", index=index, only=only, value=value
        )
    top, bottom = ends(known)
    high, low = known.max(), known.min()
    shown = {"index": index, "n": f"{len(known):,}", "high": figure(high, decimals)}
    if rounded(high, decimals) == rounded(low, decimals):
        return _same_told(what, shown)
    shown |= {"low": figure(low, decimals), "top": named(top), "bottom": named(bottom)}
    if what == "region":
        return tell(
            "Of {n} regions, the {index} is highest for {top} ({high}) and lowest for {bottom} ({low}).",
            **shown,
        )
    if what == "industry":
        return tell(
            "Of {n} industries, the {index} is highest for {top} ({high}) and lowest for {bottom} ({low}).",
            **shown,
        )
    if what == "pair":
        return tell(
            "Of {n} pairs, the {index} is highest for {top} ({high}) and lowest for {bottom} ({low}).",
            **shown,
        )
    return tell(
        "Of {n} values, the {index} is highest for {top} ({high}) and lowest for {bottom} ({low}).",
        **shown,
    )


def _same_told(what, shown):
    if what == "region":
        return tell("The {index} is {high} for each of {n} regions.", **shown)
    if what == "industry":
        return tell("The {index} is {high} for each of {n} industries.", **shown)
    if what == "pair":
        return tell("The {index} is {high} for each of {n} pairs.", **shown)
    return tell("The {index} is {high} for each of {n}.", **shown)


def undefined_told(values: pd.Series, what: str) -> str | None:
    """For whom an index is undefined, where it is for a part of them."""
    missing = values.index[values.isna().to_numpy()]
    if len(missing) in (0, len(values)):
        return None
    shown = {"names": named(list(missing))}
    if what == "region":
        return tell_many(
            "It is undefined (NaN) for {n} region: {names}.",
            "It is undefined (NaN) for {n} regions: {names}.",
            len(missing),
            **shown,
        )
    if what == "industry":
        return tell_many(
            "It is undefined (NaN) for {n} industry: {names}.",
            "It is undefined (NaN) for {n} industries: {names}.",
            len(missing),
            **shown,
        )
    return tell_many(
        "It is undefined (NaN) for {n} unit: {names}.",
        "It is undefined (NaN) for {n} units: {names}.",
        len(missing),
        **shown,
    )
