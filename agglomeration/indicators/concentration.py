"""How concentrated an industry is over regions, and whether by more than its lumpiness explains."""

from ._coagglomeration import coagglomeration
from ._ellison_glaeser import ellison_glaeser, maurel_sedillot
from ._gini import gini, locational_gini
from ._share_gaps import hoover_concentration, krugman_concentration
from ._theil import theil

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
