"""Concentration without borders: how far apart plants are, pair by pair, and whether neighbours are alike."""

from ._by_industry import by_industry
from ._duranton_overman import duranton_overman
from ._marcon_puech import marcon_puech
from ._spatial_autocorrelation import correlogram, getis_ord, local_moran, moran, ripley_k

__all__ = [
    "by_industry",
    "correlogram",
    "duranton_overman",
    "getis_ord",
    "local_moran",
    "marcon_puech",
    "moran",
    "ripley_k",
]
