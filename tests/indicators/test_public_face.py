"""``import agglomeration as ag`` offers every public name, and costs nothing before it is used."""

import inspect
import pkgutil
import subprocess
import sys
from importlib import import_module
from itertools import pairwise

import pytest

import agglomeration as ag

FUNCTION_NAMES = [
    name for name in ag.__all__ if name[0].islower() and name not in ("make_report", "read_table")
]
FOLDERS = [folder.name for folder in pkgutil.iter_modules(ag.indicators.__path__)]


def offered(folder):
    return import_module(f"agglomeration.indicators.{folder}").__all__


@pytest.mark.parametrize("name", ag.__all__)
def test_every_name_is_there_with_its_words(name):
    assert getattr(ag, name).__doc__


def test_every_public_name_of_a_folder_is_a_name_of_the_package_once():
    names = [name for folder in FOLDERS for name in offered(folder)]
    assert sorted([*names, "FileError", "make_report", "read_table"]) == sorted(ag.__all__)


# What the library promises to those who write code against it: the arguments that come first, in this order.
FIRST_ARGUMENTS = {
    "to_table": ["data", "region", "industry", "value"],
    "location_quotient": ["table", "kind", "reference"],
    "relatedness_density": ["table", "relatedness"],
    "krugman_specialization": ["table", "reference"],
    "hoover_specialization": ["table"],
    "hachman": ["table"],
    "herfindahl": ["table", "of", "normalized"],
    "entropy": ["table", "base"],
    "variety": ["table", "hierarchy", "base"],
    "duranton_puga_diversity": ["table"],
    "diversity": ["table"],
    "gini": ["table"],
    "locational_gini": ["table", "scale"],
    "hoover_concentration": ["table", "reference"],
    "krugman_concentration": ["table"],
    "theil": ["values", "kind", "weights", "groups"],
    "ubiquity": ["table"],
    "ellison_glaeser": ["plants", "region", "industry", "size"],
    "maurel_sedillot": ["plants", "region", "industry", "size"],
    "coagglomeration": ["plants", "region", "industry", "size", "industries", "pairwise"],
    "proximity": ["table"],
    "cooccurrence": ["table", "normalization"],
    "staffing_similarity": ["matrix", "occupations"],
    "value_chain_similarity": ["flows", "measure"],
    "economic_complexity": ["table"],
    "fitness_complexity": ["table"],
    "duranton_overman": ["points", "type", "distances", "weights"],
    "marcon_puech": ["points", "type", "neighbours", "distances"],
    "lang_marcon_puech": ["points", "type", "neighbours", "distances"],
    "local_marcon_puech": ["points", "type", "neighbours", "radius"],
    "technical_coefficients": ["flows", "output"],
    "leontief": ["flows", "output"],
    "ghosh": ["flows", "output"],
    "backward_linkages": ["flows", "output"],
    "forward_linkages": ["flows", "output"],
    "key_sectors": ["flows", "output"],
    "hypothetical_extraction": ["flows", "output"],
    "shift_share": ["before", "after", "kind"],
    "growth": ["before", "after"],
    "entry": ["before", "after"],
    "exit": ["before", "after"],
    "externality_regressors": ["panel"],
}


@pytest.mark.parametrize("name", FIRST_ARGUMENTS)
def test_the_first_arguments_keep_their_names_and_order(name):
    first = FIRST_ARGUMENTS[name]
    assert list(inspect.signature(getattr(ag, name)).parameters)[: len(first)] == first


FORMER = {"bootstrap", "permutations", "simulations"}
# Where there is nothing that chance could have made otherwise, each by its name: a new function has to choose.
CERTAIN = {
    # checks, lists and sums of what was given, and words on a result
    *offered("ground"),
    *offered("plants"),
    "read",
    # algebra of a table of flows
    "technical_coefficients",
    "leontief",
    "ghosh",
    "backward_linkages",
    "forward_linkages",
    "key_sectors",
    "hypothetical_extraction",
    "ras",
    "regional_coefficients",
    # differences between two counts; what enters a regression, and the regression, which has its own errors
    "growth",
    "disparity",
    "entry",
    "exit",
    "mobility",
    "resilience",
    "shift_share",
    "transition_matrix",
    "externality_regressors",
    "growth_regression",
    # estimates of effects, which have their own errors, or placebos in space
    "agglomeration_elasticity",
    "convergence",
    "difference_in_differences",
    "entry_model",
    "matching",
    "shift_share_instrument",
    "synthetic_control",
    # each plant's chance is exact, without draws
    "local_marcon_puech",
    # sums and shares of a programme's projects; its rate of success has an exact interval
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
    # what makes or joins results of chance itself
    "bootstrap",
    "simulate",
    "global_envelope",
    "local_envelope",
    "composite_indicator",
    "rescale",
    # lists of neighbours and groups, and how far two of them agree
    "expected_overlap",
    "list_overlaps",
    "nearest",
    "shared_neighbours",
    "adjusted_rand",
    "kept_inside",
    "nested_communities",
    "nesting",
    "strongest_links",
    "communities",
    "validation_scores",
    # shares and counts of one table that the docstrings say how to draw again
    "cluster_index",
    "coherence",
    "cross_proximity",
    "cross_relatedness",
    "ease_of_recombination",
    "expy",
    "outside_complexity",
    "presence",
    "prody",
    "relative_relatedness",
    "ripley_k",
    "staffing_contributions",
    "value_chain_channel",
    "value_chain_similarity",
}


@pytest.mark.parametrize("name", sorted(name for name in FUNCTION_NAMES if name not in CERTAIN))
def test_a_statistic_comes_with_its_uncertainty_if_asked(name):
    parameters = inspect.signature(getattr(ag, name)).parameters
    assert {"draws", "seed", "level"} <= set(parameters)


def test_what_is_called_certain_is_there_and_has_no_draws():
    """A name that has got its draws, or is gone, leaves the list."""
    makers = {"bootstrap", "simulate"}
    for name in sorted(CERTAIN & set(FUNCTION_NAMES) - makers):
        assert "draws" not in inspect.signature(getattr(ag, name)).parameters, name
    assert set(ag.__all__) >= CERTAIN


@pytest.mark.parametrize("name", FUNCTION_NAMES)
def test_the_number_of_draws_has_one_name(name):
    assert not FORMER & set(inspect.signature(getattr(ag, name)).parameters)


SECTIONS = [
    "Parameters",
    "Returns",
    "Warns",
    "Raises",
    "See Also",
    "Notes",
    "References",
    "Examples",
]
FUNCTIONS = {name: getattr(ag, name) for name in FUNCTION_NAMES}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_says_what_goes_in_and_out_shows_a_case_and_keeps_the_order(name):
    lines = inspect.getdoc(FUNCTIONS[name]).splitlines()
    heads = [line for line, below in pairwise(lines) if below and set(below) == {"-"}]
    assert {"Parameters", "Returns", "Examples"} <= set(heads)
    assert heads == [section for section in SECTIONS if section in heads]
    assert len(lines[0]) > 20


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_is_described(name):
    """By its own name, alone or in a list of several."""
    text = inspect.getdoc(FUNCTIONS[name])
    described = text[text.index("Parameters\n") : text.index("Returns\n")]
    heads = [
        line.split(" : ")[0] for line in described.splitlines() if line and not line.startswith(" ")
    ]
    named = {argument for head in heads for argument in head.split(", ")}
    assert set(inspect.signature(FUNCTIONS[name]).parameters) <= named


ALIKE = {
    "level": 0.95,
    "jobs": 1,
    "seed": None,
    "draws": 0,
    "threshold": 1.0,
    "by": "location_quotient",
}
# Draws that are the answer itself, groups that begin with one, and words that mean something else here.
OTHERWISE = {
    **dict.fromkeys(
        [("bootstrap", "draws"), ("getis_ord", "draws"), ("local_moran", "draws")], 999
    ),
    **dict.fromkeys([("rank_over_weights", "draws"), ("shift_share_placebo", "draws")], 1000),
    **dict.fromkeys(
        [("communities", "seed"), ("nested_communities", "seed"), ("define_clusters", "seed")], 0
    ),
    ("simulate", "draws"): inspect.Parameter.empty,
    ("by_industry", "jobs"): None,
    ("externality_regressors", "jobs"): "jobs",
    ("growth_regression", "by"): None,
}


def test_an_argument_has_the_same_default_in_every_function_that_has_it():
    found = {
        (name, argument.name): argument.default
        for name in FUNCTION_NAMES
        for argument in inspect.signature(getattr(ag, name)).parameters.values()
        if argument.name in ALIKE
    }
    assert len(found) > 150
    wanted = {place: ALIKE[place[1]] for place in found} | OTHERWISE
    assert found == wanted


def test_a_wrong_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'location_quotients'"):
        _ = ag.location_quotients


def test_names_can_be_listed_without_loading_them():
    assert {"location_quotient", "shift_share", "datasets"} <= set(dir(ag))


EXTRAS = ["scipy", "matplotlib", "esda", "libpysal", "networkx", "statsmodels", "joblib", "pymrio"]


def loaded(code, names):
    """Which of the packages a fresh interpreter has loaded after running the code."""
    code = f"import sys; {code}; print(*(name for name in {names!r} if name in sys.modules))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()


def test_the_import_loads_nothing_heavy():
    assert loaded("import agglomeration", ["numpy", "pandas", *EXTRAS]) == []


def test_a_quotient_loads_only_the_core():
    code = "import pandas as pd, agglomeration as ag; ag.location_quotient(pd.DataFrame({'a': [1, 2]}))"
    assert loaded(code, ["numpy", "pandas", *EXTRAS]) == ["numpy", "pandas"]
