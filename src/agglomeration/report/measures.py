"""Which indicators a report computes, by the thing they describe; what each means is its function's own first line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pandas as pd

import agglomeration as ag
from agglomeration.words import marked

if TYPE_CHECKING:
    from agglomeration.report.comparing import Comparison

__all__ = ["Measure", "cell_measures", "industry_measures", "pair_measures", "region_measures"]


class Measure(NamedTuple):
    """A column of the report: its name, the function behind it, how it is called, its decimals and its unit.

    ``outside`` says what it takes of a reference outside the file: nothing, the reference of a part without missing
    amounts, or all that a quotient of the whole table takes.
    """

    name: str
    function: Callable[..., Any]
    arguments: Mapping[str, Any] = MappingProxyType({})
    decimals: int = 3
    unit: str = ""
    outside: Literal["", "reference", "quotient"] = ""

    def held(self, comparison: Comparison) -> tuple[Measure, pd.DataFrame]:
        """The measure with what it is held against, and the table that it is computed from."""
        if self.outside == "quotient":
            given = comparison.quotients()
        elif self.outside:
            given = comparison.against()
        else:
            given = {}
        # Where no sum is taken of what is missing, the whole table will do.
        summed = {"reference", "totals"} - set(given)
        table = comparison.table if self.outside == "quotient" and not summed else comparison.whole
        if self.outside == "quotient" and table is comparison.whole:
            given = {
                name: value.reindex(table.columns if name == "reference" else table.index)
                if isinstance(value, pd.Series)
                else value
                for name, value in given.items()
            }
            if table is not comparison.table:
                given.pop("reference_total", None)
        return self._replace(arguments={**self.arguments, **given}), table

    def of(self, *tables: Any) -> Any:
        """Compute it."""
        return self.function(*tables, **self.arguments)

    @property
    def meaning(self) -> str:
        """What it measures, in one line."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]

    @property
    def call(self) -> str:
        """How to call it."""
        said = ", ".join(
            f"{name}={'…' if isinstance(value, (pd.Series, pd.DataFrame, dict)) else repr(value)}"
            for name, value in self.arguments.items()
        )
        return f"ag.{self.function.__name__}({said or '…'})"


def region_measures() -> tuple[Measure, ...]:
    """What describes a region by its industries."""
    return (
        Measure(
            marked("industries with a quotient of 1 or more"),
            ag.diversity,
            decimals=0,
            unit="count",
        ),
        Measure(marked("Krugman specialization"), ag.krugman_specialization, outside="reference"),
        Measure(marked("Hoover specialization"), ag.hoover_specialization, outside="reference"),
        Measure(marked("Herfindahl over industries"), ag.herfindahl),
        Measure(
            marked("equivalent number of industries"),
            ag.herfindahl,
            {"equivalent": True},
            1,
            "count",
        ),
        Measure(marked("entropy over industries, bits"), ag.entropy, decimals=2, unit="bits"),
        Measure(marked("Hachman"), ag.hachman, outside="reference"),
        Measure(
            marked("Duranton-Puga diversity"),
            ag.duranton_puga_diversity,
            decimals=2,
            outside="reference",
        ),
    )


def industry_measures() -> tuple[Measure, ...]:
    """What describes an industry by its regions."""
    of = {"of": "industries"}
    equivalent = {**of, "equivalent": True}
    return (
        Measure(
            marked("regions with a quotient of 1 or more"), ag.ubiquity, decimals=0, unit="count"
        ),
        Measure(marked("locational Gini"), ag.locational_gini),
        Measure(marked("Gini over regions"), ag.gini),
        Measure(marked("Hoover concentration"), ag.hoover_concentration),
        Measure(marked("Krugman concentration"), ag.krugman_concentration),
        Measure(marked("Herfindahl over regions"), ag.herfindahl, of),
        Measure(marked("equivalent number of regions"), ag.herfindahl, equivalent, 1, "count"),
        Measure(marked("entropy over regions, bits"), ag.entropy, of, 2, "bits"),
        Measure(marked("Theil over regions"), ag.theil),
    )


def pair_measures() -> tuple[Measure, ...]:
    """What describes a pair of industries."""
    return (
        Measure(marked("proximity"), ag.proximity),
        Measure(marked("regions shared"), ag.cooccurrence, decimals=0, unit="count"),
        Measure(marked("correlation of quotients"), ag.colocation, {"kind": "location_quotient"}),
        Measure(marked("correlation of amounts"), ag.colocation),
    )


def cell_measures() -> tuple[Measure, ...]:
    """What describes an industry in a region."""
    return (
        Measure(marked("location quotient"), ag.location_quotient, decimals=2, outside="quotient"),
        Measure(
            marked("standardized quotient"),
            ag.location_quotient,
            {"kind": "standardized"},
            2,
            outside="quotient",
        ),
        Measure(marked("relatedness density"), ag.relatedness_density),
    )
