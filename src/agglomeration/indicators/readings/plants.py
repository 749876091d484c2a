"""How large the plants of an industry are beside each other, in words."""

from __future__ import annotations

from collections.abc import Iterator

from agglomeration.indicators.plants import plant_herfindahl
from agglomeration.words import tell, term

from .numbers import figure
from .of_units import of_units
from .registry import Asked, reads

__all__: list[str] = []


@reads(plant_herfindahl, "industry")
def _plant_herfindahl(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        return tell(
            "The plant Herfindahl index of {industry} is {value}, as of {equal} equal plants, where 1 is one plant "
            "alone.",
            industry=name,
            value=figure(value, 3),
            equal=figure(1 / value, 1),
        )

    def undefined(name, place):
        return tell(
            "{industry} has no plant, so its Herfindahl index is undefined (NaN).", industry=name
        )

    whole = tell(
        "It is what the Ellison-Glaeser index takes off raw concentration: a few large plants make any industry "
        "look concentrated."
    )
    index = term("plant Herfindahl index")
    yield from of_units(
        asked, index, "industry", one, undefined, whole=whole, caution=lambda *_: whole, decimals=3
    )
