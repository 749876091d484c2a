"""Which industries belong together: by the regions they share, the people they employ, the goods they trade."""

from ._colocation import colocation
from ._communities import communities
from ._cooccurrence import cooccurrence, proximity
from ._density import relatedness_density
from ._recombination import ease_of_recombination
from ._staffing import staffing_contributions, staffing_similarity
from ._value_chain import value_chain_channel, value_chain_similarity

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
