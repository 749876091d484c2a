"""What matters first, in words: the library's readings of the indicators that most readers ask for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import agglomeration as ag
from agglomeration.words import tell

from .measures import cell_measures, region_measures

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable
    from agglomeration.report.comparing import Comparison

__all__ = ["findings_of"]


def findings_of(
    checked: CheckedTable, comparison: Comparison, concordance: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    """Return ``(of what, reading)``: what the report would say if it had a minute."""
    with warnings.catch_warnings():
        # What they warn of is among the remarks, from the tables.
        warnings.simplefilter("ignore", UserWarning)
        return list(_told(checked, comparison, concordance))


def _told(
    checked: CheckedTable, comparison: Comparison, concordance: dict[str, str] | None
) -> Iterator[tuple[str, str]]:
    for title, function, inputs, arguments in _asked(checked, comparison, concordance):
        try:
            said = ag.read(function, *inputs, **arguments)
        except (ValueError, TypeError, ImportError, LookupError):
            # What cannot be read is among what was not computed, with its reason.
            continue
        yield title, said


def _asked(
    checked: CheckedTable, comparison: Comparison, concordance: dict[str, str] | None
) -> Iterator[tuple[str, Any, Any, Any]]:
    """Title, function, what it is computed from, and how it is called."""
    measure, table = cell_measures()[0].held(comparison)
    yield tell("Specialization"), measure.function, (table,), dict(measure.arguments)
    krugman, whole = region_measures()[1].held(comparison)
    yield tell("Regions"), krugman.function, (whole,), dict(krugman.arguments)
    if len(whole) > 1:
        yield tell("Industries"), ag.locational_gini, (whole,), {}
    if checked.rows == "plants":
        yield tell("Plants"), ag.ellison_glaeser, (checked.of_year(),), {"size": "value"}
    if len(checked.years) > 1:
        before, after = checked.table(checked.years[0]), checked.table(checked.years[-1])
        whole_years = ~(before.isna() | after.isna()).any(axis=0)
        if whole_years.any():
            both = (before.loc[:, whole_years], after.loc[:, whole_years])
            said = {"of": "regions", "counted": checked.unit}
            bridge = {"concordance": concordance} if concordance else {}
            yield tell("Change"), ag.shift_share, both, {**said, **bridge}
