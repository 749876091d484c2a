"""Every indicator that a checked table admits; what is not computed is named, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import agglomeration as ag

from .change_families import add_changes
from .family import Family, Found
from .level_families import cells_family, industries_family, pairs_family, regions_family
from .plant_families import add_distances, add_plants

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable

__all__ = ["families_of"]


def families_of(
    checked: CheckedTable, draws: int = 999, seed: int = 1
) -> tuple[list[Family], list[tuple[str, str]], list[str]]:
    """Return the families, ``(name, reason)`` of what was not computed, and remarks.

    Parameters
    ----------
    checked : CheckedTable
        What :func:`read_table` returned.
    draws : int
        Blind throws of the plants behind each p-value.
    seed : int
        The same seed, the same throws.
    """
    found, table = Found(), checked.table()
    complexity = found.tried("economic complexity", lambda: ag.economic_complexity(table))
    fitness = found.tried("fitness", lambda: ag.fitness_complexity(table))
    found.families += [
        regions_family(found, checked, table, complexity, fitness),
        industries_family(found, checked, table, complexity, fitness),
        cells_family(found, table, complexity),
    ]
    pairs_family(found, checked, table)
    add_plants(found, checked, draws, seed)
    add_distances(found, checked, draws, seed)
    add_changes(found, checked)
    _not_in_the_file(found, checked)
    return found.families, found.missing, found.remarks


def _not_in_the_file(found, checked):
    """What would need a column that the file does not have."""
    if checked.rows != "plants":
        found.missing.append(
            (
                "Ellison-Glaeser, Maurel-Sedillot, co-agglomeration",
                "they need one row per plant with its size.",
            )
        )
    if len(checked.years) < 2:
        found.missing.append(
            ("shift-share, growth, entry and exit", "they need a column of years with two of them.")
        )
    if checked.groups() is None:
        found.missing.append(
            (
                "related and unrelated variety",
                "they need a column with the broad class of each industry.",
            )
        )
    if checked.coordinates is None:
        found.missing.append(
            ("distance-based measures", "they need plants with the coordinates x and y.")
        )
    found.missing.append(
        ("spatial autocorrelation", "it needs to be told which regions are neighbours: ag.moran.")
    )
