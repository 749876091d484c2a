"""How concentrated an industry is over regions, and whether by more than its lumpiness explains."""

from ._ellison_glaeser import ellison_glaeser, maurel_sedillot

__all__ = ["ellison_glaeser", "maurel_sedillot"]
