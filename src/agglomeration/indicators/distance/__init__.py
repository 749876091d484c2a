"""Concentration without borders: how far apart plants are, pair by pair, and whether neighbours are alike."""

from .by_industry import by_industry
from .duranton_overman import duranton_overman
from .lang_marcon_puech import lang_marcon_puech
from .local_marcon_puech import local_marcon_puech
from .marcon_puech import marcon_puech
from .nearest_types import colocation_quotient
from .spatial_autocorrelation import correlogram, getis_ord, local_moran, moran, ripley_k

__all__ = [
    "by_industry",
    "colocation_quotient",
    "correlogram",
    "duranton_overman",
    "getis_ord",
    "lang_marcon_puech",
    "local_marcon_puech",
    "local_moran",
    "marcon_puech",
    "moran",
    "ripley_k",
]
