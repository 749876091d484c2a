"""Which indicators a report computes, by the thing they describe; what each means is its function's own first line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import agglomeration as ag

__all__ = ["Measure", "cell_measures", "industry_measures", "pair_measures", "region_measures"]


class Measure(NamedTuple):
    """A column of the report: its name, the function behind it, how it is called, and its decimals."""

    name: str
    function: Callable[..., Any]
    arguments: Mapping[str, Any] = MappingProxyType({})
    decimals: int = 3

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
        said = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"ag.{self.function.__name__}({said or '…'})"


def region_measures() -> tuple[Measure, ...]:
    """What describes a region by its industries."""
    return (
        Measure("industries with a quotient of 1 or more", ag.diversity, decimals=0),
        Measure("Krugman specialization", ag.krugman_specialization),
        Measure("Hoover specialization", ag.hoover_specialization),
        Measure("Herfindahl over industries", ag.herfindahl),
        Measure("equivalent number of industries", ag.herfindahl, {"equivalent": True}, 1),
        Measure("entropy over industries, bits", ag.entropy, decimals=2),
        Measure("Hachman", ag.hachman),
        Measure("Duranton-Puga diversity", ag.duranton_puga_diversity, decimals=2),
    )


def industry_measures() -> tuple[Measure, ...]:
    """What describes an industry by its regions."""
    return (
        Measure("regions with a quotient of 1 or more", ag.ubiquity, decimals=0),
        Measure("locational Gini", ag.locational_gini),
        Measure("Gini over regions", ag.gini),
        Measure("Hoover concentration", ag.hoover_concentration),
        Measure("Krugman concentration", ag.krugman_concentration),
        Measure("Herfindahl over regions", ag.herfindahl, {"of": "industries"}),
        Measure(
            "equivalent number of regions",
            ag.herfindahl,
            {"of": "industries", "equivalent": True},
            1,
        ),
        Measure("entropy over regions, bits", ag.entropy, {"of": "industries"}, 2),
        Measure("Theil over regions", ag.theil),
    )


def pair_measures() -> tuple[Measure, ...]:
    """What describes a pair of industries."""
    return (
        Measure("proximity", ag.proximity),
        Measure("regions shared", ag.cooccurrence, decimals=0),
        Measure("correlation of quotients", ag.colocation, {"kind": "location_quotient"}),
        Measure("correlation of amounts", ag.colocation),
    )


def cell_measures() -> tuple[Measure, ...]:
    """What describes an industry in a region."""
    return (
        Measure("location quotient", ag.location_quotient, decimals=2),
        Measure("standardized quotient", ag.location_quotient, {"kind": "standardized"}, 2),
        Measure("relatedness density", ag.relatedness_density),
    )
