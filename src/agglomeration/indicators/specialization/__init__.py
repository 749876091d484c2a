"""How specialised is a region: its industries held against a reference, or against an even spread."""

from .diversity import diversity, duranton_puga_diversity, entropy, ubiquity, variety
from .quotients import cluster_index, location_quotient, presence
from .structure import hachman, herfindahl, hoover_specialization, krugman_specialization

__all__ = [
    "cluster_index",
    "diversity",
    "duranton_puga_diversity",
    "entropy",
    "hachman",
    "herfindahl",
    "hoover_specialization",
    "krugman_specialization",
    "location_quotient",
    "presence",
    "ubiquity",
    "variety",
]
