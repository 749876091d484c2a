"""Every indicator that a checked table admits; what is not computed is named, with the reason."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

import agglomeration as ag
from agglomeration.words import tell

from .change_families import add_changes
from .family import Family, Found
from .level_families import cells_family, industries_family, pairs_family, regions_family
from .place_families import add_places
from .plant_families import add_distances, add_plants

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable
    from agglomeration.report.comparing import Comparison

__all__ = ["families_of"]

# With fewer regions or industries an order of complexity is an order of almost nothing.
FEWEST_FOR_COMPLEXITY = (6, 5)


def families_of(
    checked: CheckedTable,
    comparison: Comparison,
    draws: int = 999,
    seed: int = 1,
    neighbours: dict[str, list[str]] | None = None,
    concordance: dict[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[list[Family], list[tuple[str, str]], list[str]]:
    """Return the families, ``(name, reason)`` of what was not computed, and remarks.

    Parameters
    ----------
    checked : CheckedTable
        What :func:`read_table` returned.
    comparison : Comparison
        The last year, and what it is compared with.
    draws : int
        Blind throws of the plants behind each p-value.
    seed : int
        The same seed, the same throws.
    neighbours : dict, optional
        The neighbours of each region.
    concordance : dict, optional
        The class of each code, the same in all years.
    progress : callable, optional
        Is told in words what is computed next.
    """
    found, whole = Found(), comparison.whole
    say = progress or _quiet
    say(tell("Computing what regions and industries are like …"))
    complexity = fitness = None
    if all(size >= least for size, least in zip(whole.shape, FEWEST_FOR_COMPLEXITY, strict=True)):
        complexity = found.tried(tell("economic complexity"), lambda: ag.economic_complexity(whole))
        fitness = found.tried("fitness", lambda: _fitness(found, whole))
    else:
        found.lacks(
            tell("complexity, fitness"),
            tell(
                "they order regions by what they have in common, which needs at least {least} regions and {fewest} "
                "industries; here are {regions} and {industries}.",
                least=FEWEST_FOR_COMPLEXITY[0],
                fewest=FEWEST_FOR_COMPLEXITY[1],
                regions=whole.shape[0],
                industries=whole.shape[1],
            ),
        )
    found.families += [
        regions_family(found, checked, comparison, complexity, fitness),
        industries_family(found, checked, comparison, complexity, fitness),
        cells_family(found, checked, comparison, complexity, draws, seed),
    ]
    say(tell("Comparing industries with each other …"))
    pairs_family(found, checked, comparison)
    if checked.rows == "plants":
        say(tell("Throwing plants at random, to see what chance alone gives …"))
    add_plants(found, checked, draws, seed)
    add_distances(found, checked, draws, seed)
    if len(checked.years) > 1:
        say(tell("Comparing the years …"))
    add_changes(found, checked, concordance)
    add_places(found, comparison, neighbours, draws, seed)
    _not_in_the_file(found, checked)
    return found.families, found.missing, found.remarks


def _fitness(found, whole):
    """Fitness; that it does not settle is said without the words of the function, whose argument nobody here gives."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fitness = ag.fitness_complexity(whole)
    if caught:
        found.remark(
            "fitness",
            tell(
                "the values of some regions or industries run towards zero and do not settle; read their order, not "
                "the numbers."
            ),
        )
    return fitness


def _quiet(said):
    """Nobody asked how far it is."""


def _not_in_the_file(found, checked):
    """What would need a column that the file does not have."""
    if checked.rows != "plants":
        found.lacks(
            tell("Ellison-Glaeser, Maurel-Sedillot, co-agglomeration"),
            tell("they need one row per plant with its size."),
        )
    if len(checked.years) < 2:
        found.lacks(
            tell("shift-share, growth, entry and exit"),
            tell("they need a column of years with two of them."),
        )
    if checked.groups() is None:
        found.lacks(
            tell("related and unrelated variety"),
            tell(
                "they need a column with the broad class of each industry, or codes whose first digits say it: say "
                "group= or classes=."
            ),
        )
    if checked.coordinates is None:
        found.lacks(
            tell("distance-based measures"), tell("they need plants with the coordinates x and y.")
        )
