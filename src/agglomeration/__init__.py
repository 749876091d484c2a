"""Indicators, models and explorable figures for the study of industrial clusters.

``import agglomeration as ag; ag.location_quotient(table)``: every public function of the indicators is a name of this
package. A module loads when one of its names is first used, so the import itself costs little.
"""

from importlib import import_module

INDICATORS = {
    "tables": (
        "FaultyRows",
        "PlantSums",
        "Register",
        "check_flows",
        "check_hierarchy",
        "check_plants",
        "check_points",
        "check_table",
        "plant_herfindahl",
        "plant_sums",
        "plant_table",
        "to_table",
    ),
    "inference": (
        "Inference",
        "bootstrap",
        "global_envelope",
        "local_envelope",
        "simulate",
    ),
    "specialization": (
        "cluster_index",
        "hachman",
        "herfindahl",
        "hoover_specialization",
        "krugman_specialization",
        "location_quotient",
        "presence",
    ),
    "diversity": (
        "diversity",
        "duranton_puga_diversity",
        "entropy",
        "ubiquity",
        "variety",
    ),
    "concentration": (
        "coagglomeration",
        "ellison_glaeser",
        "gini",
        "hoover_concentration",
        "krugman_concentration",
        "locational_gini",
        "maurel_sedillot",
        "theil",
    ),
    "distance": (
        "by_industry",
        "correlogram",
        "duranton_overman",
        "getis_ord",
        "local_moran",
        "marcon_puech",
        "moran",
        "ripley_k",
    ),
    "relatedness": (
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
    ),
    "partitions": ("adjusted_rand", "kept_inside", "nested_communities", "nesting", "strongest_links"),
    "composite": ("composite_indicator", "rank_over_weights", "rescale"),
    "neighbours": ("expected_overlap", "list_overlaps", "nearest", "shared_neighbours"),
    "complexity": (
        "ComplexityOutlook",
        "EconomicComplexity",
        "FitnessComplexity",
        "complexity_outlook",
        "economic_complexity",
        "fitness_complexity",
    ),
    "linkages": (
        "backward_linkages",
        "forward_linkages",
        "ghosh",
        "hypothetical_extraction",
        "key_sectors",
        "leontief",
        "technical_coefficients",
    ),
    "growth": (
        "entry",
        "exit",
        "growth",
        "shift_share",
    ),
    "externalities": (
        "externality_regressors",
        "growth_regression",
    ),
    "policy": (
        "CoFunding",
        "Eligibility",
        "PortfolioConcentration",
        "Rule",
        "SuccessRate",
        "border_cut",
        "cofunding",
        "cost_per_new_euro",
        "eligibility",
        "fragmentation",
        "leverage",
        "overlap",
        "portfolio_concentration",
        "programme_matrix",
        "success_rate",
    ),
}
# From a reader's own file to a report; these know files and figures, which indicators do not.
REPORT = ("FileError", "make_report", "read_table")
ROOMS = ("datasets", "explorable", "indicators", "models", "plots", "report")
_HOME = {name: f"{__name__}.indicators.{module}" for module, names in INDICATORS.items() for name in names}
_HOME |= dict.fromkeys(REPORT, f"{__name__}.report")

__all__ = sorted(_HOME)


def __getattr__(name):
    if name in ROOMS:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *ROOMS, *_HOME})
