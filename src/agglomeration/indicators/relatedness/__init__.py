"""Which industries belong together: by the regions they share, the people they employ, the goods they trade."""

from .cluster_definitions import ClusterDefinitions, define_clusters, validation_scores
from .colocation import colocation
from .communities import communities
from .cooccurrence import cooccurrence, proximity
from .cross_space import cross_proximity, cross_relatedness
from .density import relatedness_density
from .labour_flows import skill_relatedness
from .neighbours import expected_overlap, list_overlaps, nearest, shared_neighbours
from .partitions import adjusted_rand, kept_inside, nested_communities, nesting, strongest_links
from .portfolios import coherence, relative_relatedness
from .recombination import ease_of_recombination
from .staffing import staffing_contributions, staffing_similarity
from .value_chain import value_chain_channel, value_chain_similarity

__all__ = [
    "ClusterDefinitions",
    "adjusted_rand",
    "coherence",
    "colocation",
    "communities",
    "cooccurrence",
    "cross_proximity",
    "cross_relatedness",
    "define_clusters",
    "ease_of_recombination",
    "expected_overlap",
    "kept_inside",
    "list_overlaps",
    "nearest",
    "nested_communities",
    "nesting",
    "proximity",
    "relatedness_density",
    "relative_relatedness",
    "shared_neighbours",
    "skill_relatedness",
    "staffing_contributions",
    "staffing_similarity",
    "strongest_links",
    "validation_scores",
    "value_chain_channel",
    "value_chain_similarity",
]
