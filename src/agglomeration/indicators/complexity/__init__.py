"""How many and how rare capabilities a region's industries speak of: complexity, fitness, and the way ahead."""

from .economic_complexity import EconomicComplexity, economic_complexity
from .fitness import FitnessComplexity, fitness_complexity
from .outlook import ComplexityOutlook, complexity_outlook
from .productivity import expy, outside_complexity, prody

__all__ = [
    "ComplexityOutlook",
    "EconomicComplexity",
    "FitnessComplexity",
    "complexity_outlook",
    "economic_complexity",
    "expy",
    "fitness_complexity",
    "outside_complexity",
    "prody",
]
