"""Which industries belong together: by the regions they share, the people they employ, the goods they trade."""

from .colocation import colocation
from .communities import communities
from .cooccurrence import cooccurrence, proximity
from .density import relatedness_density
from .recombination import ease_of_recombination
from .staffing import staffing_contributions, staffing_similarity
from .value_chain import value_chain_channel, value_chain_similarity

__all__ = [
    "colocation",
    "communities",
    "cooccurrence",
    "ease_of_recombination",
    "proximity",
    "relatedness_density",
    "staffing_contributions",
    "staffing_similarity",
    "value_chain_channel",
    "value_chain_similarity",
]
