"""How concentrated an industry is over regions, and whether by more than its lumpiness explains."""

from agglomeration.indicators.specialization.share_gaps import (
    hoover_concentration,
    krugman_concentration,
)

from .coagglomeration import coagglomeration
from .ellison_glaeser import ellison_glaeser, maurel_sedillot
from .gini import gini, locational_gini
from .theil import theil

__all__ = [
    "coagglomeration",
    "ellison_glaeser",
    "gini",
    "hoover_concentration",
    "krugman_concentration",
    "locational_gini",
    "maurel_sedillot",
    "theil",
]
