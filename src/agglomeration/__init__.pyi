# The names of the package, once: editors read this file, and `__init__.py` loads each name when it is first used.

from .indicators.complexity import (
    ComplexityOutlook as ComplexityOutlook,
)
from .indicators.complexity import (
    EconomicComplexity as EconomicComplexity,
)
from .indicators.complexity import (
    FitnessComplexity as FitnessComplexity,
)
from .indicators.complexity import (
    complexity_outlook as complexity_outlook,
)
from .indicators.complexity import (
    economic_complexity as economic_complexity,
)
from .indicators.complexity import (
    expy as expy,
)
from .indicators.complexity import (
    fitness_complexity as fitness_complexity,
)
from .indicators.complexity import (
    outside_complexity as outside_complexity,
)
from .indicators.complexity import (
    prody as prody,
)
from .indicators.composite import (
    composite_indicator as composite_indicator,
)
from .indicators.composite import (
    rank_over_weights as rank_over_weights,
)
from .indicators.composite import (
    rescale as rescale,
)
from .indicators.concentration import (
    coagglomeration as coagglomeration,
)
from .indicators.concentration import (
    ellison_glaeser as ellison_glaeser,
)
from .indicators.concentration import (
    gini as gini,
)
from .indicators.concentration import (
    hoover_concentration as hoover_concentration,
)
from .indicators.concentration import (
    krugman_concentration as krugman_concentration,
)
from .indicators.concentration import (
    locational_gini as locational_gini,
)
from .indicators.concentration import (
    maurel_sedillot as maurel_sedillot,
)
from .indicators.concentration import (
    theil as theil,
)
from .indicators.distance import (
    by_industry as by_industry,
)
from .indicators.distance import (
    colocation_quotient as colocation_quotient,
)
from .indicators.distance import (
    correlogram as correlogram,
)
from .indicators.distance import (
    duranton_overman as duranton_overman,
)
from .indicators.distance import (
    getis_ord as getis_ord,
)
from .indicators.distance import (
    lang_marcon_puech as lang_marcon_puech,
)
from .indicators.distance import (
    local_marcon_puech as local_marcon_puech,
)
from .indicators.distance import (
    local_moran as local_moran,
)
from .indicators.distance import (
    marcon_puech as marcon_puech,
)
from .indicators.distance import (
    moran as moran,
)
from .indicators.distance import (
    ripley_k as ripley_k,
)
from .indicators.effects import (
    Effect as Effect,
)
from .indicators.effects import (
    agglomeration_elasticity as agglomeration_elasticity,
)
from .indicators.effects import (
    convergence as convergence,
)
from .indicators.effects import (
    difference_in_differences as difference_in_differences,
)
from .indicators.effects import (
    entry_model as entry_model,
)
from .indicators.effects import (
    matching as matching,
)
from .indicators.effects import (
    shift_share_instrument as shift_share_instrument,
)
from .indicators.effects import (
    shift_share_placebo as shift_share_placebo,
)
from .indicators.effects import (
    synthetic_control as synthetic_control,
)
from .indicators.ground import (
    check_flows as check_flows,
)
from .indicators.ground import (
    check_hierarchy as check_hierarchy,
)
from .indicators.ground import (
    check_points as check_points,
)
from .indicators.ground import (
    check_table as check_table,
)
from .indicators.growth import (
    disparity as disparity,
)
from .indicators.growth import (
    entry as entry,
)
from .indicators.growth import (
    exit as exit,
)
from .indicators.growth import (
    externality_regressors as externality_regressors,
)
from .indicators.growth import (
    growth as growth,
)
from .indicators.growth import (
    growth_regression as growth_regression,
)
from .indicators.growth import (
    mobility as mobility,
)
from .indicators.growth import (
    resilience as resilience,
)
from .indicators.growth import (
    shift_share as shift_share,
)
from .indicators.growth import (
    transition_matrix as transition_matrix,
)
from .indicators.inference import (
    Inference as Inference,
)
from .indicators.inference import (
    bootstrap as bootstrap,
)
from .indicators.inference import (
    global_envelope as global_envelope,
)
from .indicators.inference import (
    local_envelope as local_envelope,
)
from .indicators.inference import (
    simulate as simulate,
)
from .indicators.linkages import (
    backward_linkages as backward_linkages,
)
from .indicators.linkages import (
    forward_linkages as forward_linkages,
)
from .indicators.linkages import (
    ghosh as ghosh,
)
from .indicators.linkages import (
    hypothetical_extraction as hypothetical_extraction,
)
from .indicators.linkages import (
    key_sectors as key_sectors,
)
from .indicators.linkages import (
    leontief as leontief,
)
from .indicators.linkages import (
    ras as ras,
)
from .indicators.linkages import (
    regional_coefficients as regional_coefficients,
)
from .indicators.linkages import (
    technical_coefficients as technical_coefficients,
)
from .indicators.plants import (
    FaultyRows as FaultyRows,
)
from .indicators.plants import (
    PlantSums as PlantSums,
)
from .indicators.plants import (
    Register as Register,
)
from .indicators.plants import (
    check_plants as check_plants,
)
from .indicators.plants import (
    plant_herfindahl as plant_herfindahl,
)
from .indicators.plants import (
    plant_sums as plant_sums,
)
from .indicators.plants import (
    plant_table as plant_table,
)
from .indicators.plants import (
    to_table as to_table,
)
from .indicators.policy import (
    CoFunding as CoFunding,
)
from .indicators.policy import (
    Eligibility as Eligibility,
)
from .indicators.policy import (
    PortfolioConcentration as PortfolioConcentration,
)
from .indicators.policy import (
    Rule as Rule,
)
from .indicators.policy import (
    SuccessRate as SuccessRate,
)
from .indicators.policy import (
    border_cut as border_cut,
)
from .indicators.policy import (
    cofunding as cofunding,
)
from .indicators.policy import (
    cost_per_new_euro as cost_per_new_euro,
)
from .indicators.policy import (
    eligibility as eligibility,
)
from .indicators.policy import (
    fragmentation as fragmentation,
)
from .indicators.policy import (
    leverage as leverage,
)
from .indicators.policy import (
    overlap as overlap,
)
from .indicators.policy import (
    portfolio_concentration as portfolio_concentration,
)
from .indicators.policy import (
    programme_matrix as programme_matrix,
)
from .indicators.policy import (
    success_rate as success_rate,
)
from .indicators.readings import (
    read as read,
)
from .indicators.relatedness import (
    ClusterDefinitions as ClusterDefinitions,
)
from .indicators.relatedness import (
    adjusted_rand as adjusted_rand,
)
from .indicators.relatedness import (
    coherence as coherence,
)
from .indicators.relatedness import (
    colocation as colocation,
)
from .indicators.relatedness import (
    communities as communities,
)
from .indicators.relatedness import (
    cooccurrence as cooccurrence,
)
from .indicators.relatedness import (
    cross_proximity as cross_proximity,
)
from .indicators.relatedness import (
    cross_relatedness as cross_relatedness,
)
from .indicators.relatedness import (
    define_clusters as define_clusters,
)
from .indicators.relatedness import (
    ease_of_recombination as ease_of_recombination,
)
from .indicators.relatedness import (
    expected_overlap as expected_overlap,
)
from .indicators.relatedness import (
    kept_inside as kept_inside,
)
from .indicators.relatedness import (
    list_overlaps as list_overlaps,
)
from .indicators.relatedness import (
    nearest as nearest,
)
from .indicators.relatedness import (
    nested_communities as nested_communities,
)
from .indicators.relatedness import (
    nesting as nesting,
)
from .indicators.relatedness import (
    proximity as proximity,
)
from .indicators.relatedness import (
    relatedness_density as relatedness_density,
)
from .indicators.relatedness import (
    relative_relatedness as relative_relatedness,
)
from .indicators.relatedness import (
    shared_neighbours as shared_neighbours,
)
from .indicators.relatedness import (
    skill_relatedness as skill_relatedness,
)
from .indicators.relatedness import (
    staffing_contributions as staffing_contributions,
)
from .indicators.relatedness import (
    staffing_similarity as staffing_similarity,
)
from .indicators.relatedness import (
    strongest_links as strongest_links,
)
from .indicators.relatedness import (
    validation_scores as validation_scores,
)
from .indicators.relatedness import (
    value_chain_channel as value_chain_channel,
)
from .indicators.relatedness import (
    value_chain_similarity as value_chain_similarity,
)
from .indicators.specialization import (
    cluster_index as cluster_index,
)
from .indicators.specialization import (
    diversity as diversity,
)
from .indicators.specialization import (
    duranton_puga_diversity as duranton_puga_diversity,
)
from .indicators.specialization import (
    entropy as entropy,
)
from .indicators.specialization import (
    hachman as hachman,
)
from .indicators.specialization import (
    herfindahl as herfindahl,
)
from .indicators.specialization import (
    hoover_specialization as hoover_specialization,
)
from .indicators.specialization import (
    krugman_specialization as krugman_specialization,
)
from .indicators.specialization import (
    location_quotient as location_quotient,
)
from .indicators.specialization import (
    presence as presence,
)
from .indicators.specialization import (
    ubiquity as ubiquity,
)
from .indicators.specialization import (
    variety as variety,
)
from .report import (
    FileError as FileError,
)
from .report import (
    make_report as make_report,
)
from .report import (
    read_table as read_table,
)
