"""Lists of plants, of any size and in any form, added up through one door."""

from .door import check_plants
from .long_tables import to_table
from .plants import plant_herfindahl, plant_sums, plant_table
from .register import FaultyRows, Register
from .sums import PlantSums

__all__ = [
    "FaultyRows",
    "PlantSums",
    "Register",
    "check_plants",
    "plant_herfindahl",
    "plant_sums",
    "plant_table",
    "to_table",
]
