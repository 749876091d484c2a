"""A word or a name that is not known is answered with those that are: in every public function, used there or not."""

import inspect
import re
from ast import literal_eval

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

NAME = "nowhere"
RANDOM = np.random.default_rng(0)
REGIONS, INDUSTRIES = list("ABCDE"), list("pqrs")
TABLE = pd.DataFrame(RANDOM.integers(1, 20, (5, 4)), REGIONS, INDUSTRIES).astype(float)
LATER = TABLE + RANDOM.integers(0, 5, TABLE.shape)
SHARES = TABLE.div(TABLE.sum(axis=1), axis=0)
ALIKE = TABLE.corr()
COMPONENTS = ag.rescale(TABLE)
PLANTS = pd.DataFrame(
    {"region": list("ABAB"), "industry": ["soap", "soap", "steel", "steel"], "size": range(1, 5)}
)
PLACES = pd.DataFrame({"x": RANDOM.random(12), "y": RANDOM.random(12), "type": list("abc") * 4})
APART = pd.DataFrame(np.abs(np.subtract.outer(range(5), range(5))), REGIONS, REGIONS).astype(float)
FLOWS = pd.DataFrame([[1.0, 2, 1], [2, 1, 1], [1, 1, 2]], list("uvw"), list("uvw"))
OUTPUT = pd.Series({"u": 10.0, "v": 12.0, "w": 14.0})
UNITS = pd.DataFrame(
    {
        "region": np.repeat(list("ABCDEF"), 4),
        "time": np.tile(range(4), 6),
        "outcome": RANDOM.normal(size=24),
        "first_treated": np.repeat([2, 2, 3, np.nan, np.nan, np.nan], 4),
        "wage": RANDOM.uniform(1, 2, 24),
        "size": np.repeat(RANDOM.uniform(10, 99, 6), 4),
        "treated": np.tile([0, 1], 12),
    }
)
WIDE = UNITS.pivot(index="region", columns="time", values="outcome")
PANEL = pd.DataFrame(
    {
        "region": np.repeat(list("ABCD"), 4),
        "industry": list("ab") * 8,
        "time": np.tile(np.repeat([2000, 2010], 2), 4),
        "jobs": RANDOM.integers(5, 90, 16),
    }
)
REGRESSORS = ag.externality_regressors(PANEL)
PROGRAMMES = pd.DataFrame(
    {"programme": list("abc"), "track": list("xyx"), "instrument": list("mnm"), "money": 1.0}
)
PARTNERS = pd.DataFrame({"partner": ["a", "b"], "other": ["b", "c"]})
LISTS = ag.shared_neighbours({"one": ALIKE, "other": ALIKE}, "p", 2)


def neighbours():
    libpysal = pytest.importorskip("libpysal")
    return libpysal.graph.Graph.from_arrays(REGIONS, [*REGIONS[1:], "A"], [1.0] * 5)


# What a function with words to choose from is called with.
WORDS = {
    "agglomeration_elasticity": lambda **more: ag.agglomeration_elasticity(UNITS, **more),
    "backward_linkages": lambda **more: ag.backward_linkages(FLOWS, OUTPUT, **more),
    "check_points": lambda **more: ag.check_points(PLACES, **more),
    "coagglomeration": lambda **more: ag.coagglomeration(PLANTS, **more),
    "coherence": lambda **more: ag.coherence(TABLE, **more),
    "colocation": lambda **more: ag.colocation(TABLE, **more),
    "colocation_quotient": lambda **more: ag.colocation_quotient(PLACES, **more),
    "communities": lambda **more: ag.communities(ALIKE, **more),
    "complexity_outlook": lambda **more: ag.complexity_outlook(TABLE, **more),
    "composite_indicator": lambda **more: ag.composite_indicator(COMPONENTS, **more),
    "cooccurrence": lambda **more: ag.cooccurrence(TABLE, **more),
    "correlogram": lambda **more: ag.correlogram(TABLE["p"], APART, [1.0, 2.0], **more),
    "cross_proximity": lambda **more: ag.cross_proximity(TABLE, LATER, **more),
    "cross_relatedness": lambda **more: ag.cross_relatedness(TABLE, ALIKE, **more),
    "define_clusters": lambda **more: ag.define_clusters(ALIKE, [2], **more),
    "difference_in_differences": lambda **more: ag.difference_in_differences(UNITS, **more),
    "disparity": lambda **more: ag.disparity(TABLE["p"], TABLE["q"], **more),
    "diversity": lambda **more: ag.diversity(TABLE, **more),
    "duranton_overman": lambda **more: ag.duranton_overman(PLACES, "a", [0.5], **more),
    "duranton_puga_diversity": lambda **more: ag.duranton_puga_diversity(TABLE, **more),
    "economic_complexity": lambda **more: ag.economic_complexity(TABLE, **more),
    "ellison_glaeser": lambda **more: ag.ellison_glaeser(PLANTS, **more),
    "entropy": lambda **more: ag.entropy(TABLE, **more),
    "entry": lambda **more: ag.entry(TABLE, LATER, **more),
    "entry_model": lambda **more: ag.entry_model(TABLE, LATER, **more),
    "exit": lambda **more: ag.exit(TABLE, LATER, **more),
    "externality_regressors": lambda **more: ag.externality_regressors(PANEL, **more),
    "fitness_complexity": lambda **more: ag.fitness_complexity(TABLE, **more),
    "forward_linkages": lambda **more: ag.forward_linkages(FLOWS, OUTPUT, **more),
    "getis_ord": lambda **more: ag.getis_ord(TABLE["p"], neighbours(), **more),
    "global_envelope": lambda **more: ag.global_envelope(np.eye(40), **more),
    "growth": lambda **more: ag.growth(TABLE, LATER, **more),
    "growth_regression": lambda **more: ag.growth_regression(REGRESSORS, **more),
    "herfindahl": lambda **more: ag.herfindahl(TABLE, **more),
    "hoover_concentration": lambda **more: ag.hoover_concentration(TABLE, **more),
    "hoover_specialization": lambda **more: ag.hoover_specialization(TABLE, **more),
    "hypothetical_extraction": lambda **more: ag.hypothetical_extraction(FLOWS, OUTPUT, **more),
    "key_sectors": lambda **more: ag.key_sectors(FLOWS, OUTPUT, **more),
    "krugman_concentration": lambda **more: ag.krugman_concentration(TABLE, **more),
    "krugman_specialization": lambda **more: ag.krugman_specialization(TABLE, **more),
    "lang_marcon_puech": lambda **more: ag.lang_marcon_puech(PLACES, "a", "b", [0.5], **more),
    "leverage": lambda **more: ag.leverage(1.0, 2.0, **more),
    "local_marcon_puech": lambda **more: ag.local_marcon_puech(PLACES, "a", "b", 0.5, **more),
    "local_moran": lambda **more: ag.local_moran(TABLE["p"], neighbours(), **more),
    "location_quotient": lambda **more: ag.location_quotient(TABLE, **more),
    "locational_gini": lambda **more: ag.locational_gini(TABLE, **more),
    "marcon_puech": lambda **more: ag.marcon_puech(PLACES, "a", "b", [0.5], **more),
    "matching": lambda **more: ag.matching(UNITS, covariates=["size"], **more),
    "maurel_sedillot": lambda **more: ag.maurel_sedillot(PLANTS, **more),
    "moran": lambda **more: ag.moran(TABLE["p"], neighbours(), **more),
    "outside_complexity": lambda **more: ag.outside_complexity(TABLE, TABLE.loc["A"], **more),
    "overlap": lambda **more: ag.overlap(TABLE, **more),
    "presence": lambda **more: ag.presence(TABLE, **more),
    "proximity": lambda **more: ag.proximity(TABLE, **more),
    "rank_over_weights": lambda **more: ag.rank_over_weights(COMPONENTS, **more),
    "read_table": lambda **more: ag.read_table(PLANTS, **more),
    "regional_coefficients": lambda **more: ag.regional_coefficients(
        FLOWS / 10, OUTPUT, OUTPUT, **more
    ),
    "relatedness_density": lambda **more: ag.relatedness_density(TABLE, **more),
    "relative_relatedness": lambda **more: ag.relative_relatedness(TABLE, **more),
    "rescale": lambda **more: ag.rescale(TABLE, **more),
    "resilience": lambda **more: ag.resilience(TABLE, TABLE, LATER, **more),
    "shift_share": lambda **more: ag.shift_share(TABLE, LATER, **more),
    "shift_share_instrument": lambda **more: ag.shift_share_instrument(
        TABLE["p"], SHARES, TABLE.loc["A"], **more
    ),
    "skill_relatedness": lambda **more: ag.skill_relatedness(FLOWS, **more),
    "staffing_similarity": lambda **more: ag.staffing_similarity(TABLE, **more),
    "technical_coefficients": lambda **more: ag.technical_coefficients(FLOWS, OUTPUT, **more),
    "theil": lambda **more: ag.theil(TABLE["p"], **more),
    "ubiquity": lambda **more: ag.ubiquity(TABLE, **more),
    "value_chain_channel": lambda **more: ag.value_chain_channel(FLOWS, **more),
    "value_chain_similarity": lambda **more: ag.value_chain_similarity(FLOWS, **more),
}


def words_of(annotation):
    """All words of a parameter, whichever of several types or lists they stand in."""
    found = re.findall(r"Literal\[(.*?)\]", str(annotation))
    return [word for words in found for word in literal_eval(f"[{words}]")]


def chosen():
    """Every parameter of a public function that takes one of some words, with the words."""
    for name in sorted(ag.__all__):
        function = getattr(ag, name)
        if inspect.isfunction(function):
            for parameter, kind in inspect.signature(function).parameters.items():
                if words := words_of(kind.annotation):
                    yield name, parameter, words


CHOSEN = list(chosen())


@pytest.mark.parametrize(("name", "parameter", "words"), CHOSEN)
def test_an_unknown_word_is_answered_with_the_known_ones(name, parameter, words):
    several = (name, parameter) == ("define_clusters", "methods")
    with pytest.raises(
        ValueError, match=rf"\b{parameter}:? '{NAME}' is not known; choose one of"
    ) as told:
        WORDS[name](**{parameter: [NAME] if several else NAME})
    assert all(repr(word) in str(told.value) or word in str(told.value) for word in words)


# Calls with a name of a column, a row or a label that is not there. What else is told: a name that is there, or where
# it was looked for.
NAMES = {
    "agglomeration_elasticity": (lambda: ag.agglomeration_elasticity(UNITS, size=NAME), "'wage'"),
    "agglomeration_elasticity, unit": (
        lambda: ag.agglomeration_elasticity(UNITS, unit=NAME),
        "'wage'",
    ),
    "agglomeration_elasticity, effects": (
        lambda: ag.agglomeration_elasticity(UNITS, effects=[NAME]),
        "'wage'",
    ),
    "border_cut": (lambda: ag.border_cut(PARTNERS, TABLE["p"], ("partner", NAME)), "'other'"),
    "border_cut, weight": (lambda: ag.border_cut(PARTNERS, TABLE["p"], weight=NAME), "'other'"),
    "by_industry": (
        lambda: ag.by_industry(ag.marcon_puech, PLACES, [1.0], industries=[NAME]),
        "'a', 'b', 'c'",
    ),
    "check_plants": (lambda: ag.check_plants(PLANTS, region=NAME), "'region'"),
    "check_points": (lambda: ag.check_points(PLACES, weight=NAME), "'type'"),
    "coagglomeration": (lambda: ag.coagglomeration(PLANTS, industries=["soap", NAME]), "'steel'"),
    "colocation_quotient": (lambda: ag.colocation_quotient(PLACES, types=NAME), "'type'"),
    "difference_in_differences": (
        lambda: ag.difference_in_differences(UNITS, first_treated=NAME),
        "'first_treated'",
    ),
    "difference_in_differences, cluster": (
        lambda: ag.difference_in_differences(UNITS, cluster=NAME),
        "'region'",
    ),
    "externality_regressors": (lambda: ag.externality_regressors(PANEL, plants=NAME), "'jobs'"),
    "growth_regression": (lambda: ag.growth_regression(REGRESSORS, by=[NAME]), "'diversity'"),
    "growth_regression, effects": (
        lambda: ag.growth_regression(REGRESSORS, effects=[NAME]),
        "'industry'",
    ),
    "growth_regression, cluster": (
        lambda: ag.growth_regression(REGRESSORS, cluster=NAME),
        "'region'",
    ),
    "list_overlaps": (
        lambda: ag.list_overlaps(LISTS.rename(columns={"measure": "lens"})),
        "'lens'",
    ),
    "list_overlaps, a table": (lambda: ag.list_overlaps(TABLE), "'p'"),
    "local_marcon_puech": (lambda: ag.local_marcon_puech(PLACES, "a", NAME, 1.0), "'a', 'b', 'c'"),
    "marcon_puech": (lambda: ag.marcon_puech(PLACES, NAME, "a", [1.0]), "'a', 'b', 'c'"),
    "matching": (lambda: ag.matching(UNITS, covariates=[NAME]), "'wage'"),
    "nearest": (lambda: ag.nearest(ALIKE, NAME, 1), "p, q, r, s"),
    "programme_matrix": (lambda: ag.programme_matrix(PROGRAMMES, covers=NAME), "'track'"),
    "programme_matrix, value": (lambda: ag.programme_matrix(PROGRAMMES, value=NAME), "'money'"),
    "read": (
        lambda: ag.read(ag.location_quotient, TABLE, region=NAME, industry="p"),
        "'A', 'B', 'C'",
    ),
    "read, pair": (lambda: ag.read(ag.proximity, TABLE, pair=("p", NAME)), "'p', 'q', 'r'"),
    "shared_neighbours": (lambda: ag.shared_neighbours({"one": ALIKE}, NAME, 1), "p, q, r, s"),
    "synthetic_control": (lambda: ag.synthetic_control(WIDE, NAME, 2), "'A', 'B'"),
    "synthetic_control, start": (lambda: ag.synthetic_control(WIDE, "A", NAME), "0, 1, 2, 3"),
    "synthetic_control, donors": (
        lambda: ag.synthetic_control(WIDE, "A", 2, donors=["B", NAME]),
        "'C', 'D'",
    ),
    "to_table": (lambda: ag.to_table(PLANTS, value=NAME), "'size'"),
    "hypothetical_extraction": (
        lambda: ag.hypothetical_extraction(FLOWS, OUTPUT, industries=["u", NAME]),
        "an industry of the table",
    ),
    "staffing_contributions": (
        lambda: ag.staffing_contributions(TABLE, "A", NAME),
        "a row of the staffing matrix",
    ),
    "staffing_contributions, occupations": (
        lambda: ag.staffing_contributions(TABLE, "A", "B", occupations=["p", NAME]),
        "a column of the staffing matrix",
    ),
    "staffing_similarity": (
        lambda: ag.staffing_similarity(TABLE, occupations=["p", NAME]),
        "a column of the staffing matrix",
    ),
}


@pytest.mark.parametrize("case", NAMES)
def test_an_unknown_name_is_answered_with_what_is_there(case):
    call, there = NAMES[case]
    with pytest.raises(ValueError, match=re.escape(there)) as told:
        call()
    assert case.startswith("list_overlaps") or repr(NAME) in str(told.value)
