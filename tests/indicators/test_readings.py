"""A reading is whole sentences in every state, and its numbers are the function's."""

import inspect
import itertools
import pickle
import re
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agglomeration as ag
from agglomeration.indicators.readings.numbers import (
    amount,
    chance,
    figure,
    label,
    level_told,
    named,
    percent,
    signed,
)
from agglomeration.indicators.readings.places import place_told
from agglomeration.indicators.readings.registry import find_reading, question_of
from agglomeration.indicators.readings.without import WITHOUT
from clusterbook.models.related_entry import simulate_entry

TABLE = pd.DataFrame(
    {"steel": [30, 10, 0], "soap": [10, 50, 0], "ore": 0}, index=["Linz", "Wels", "Enns"]
)
LATER = pd.DataFrame(
    {"steel": [33, 12, 4], "soap": [5, 40, 0], "ore": 0}, index=["Linz", "Wels", "Enns"]
)
PLANTS = pd.DataFrame(
    {
        "region": ["Linz", "Linz", "Wels", "Steyr", "Wels", "Steyr", "Linz"],
        "industry": ["steel"] * 3 + ["soap"] * 3 + ["ore"],
        "size": [40, 40, 20, 50, 25, 25, 3],
    }
)


def read(function, *arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ag.read(function, *arguments, **options)


@pytest.mark.parametrize("name", [name for name in ag.__all__ if name not in WITHOUT])
def test_every_function_that_finds_something_has_a_reading(name):
    assert find_reading(getattr(ag, name)).function.__name__ == name


@pytest.mark.parametrize("name", [name for name in ag.__all__ if name not in WITHOUT])
def test_a_reading_is_found_from_its_question_alone(name):
    home = find_reading(getattr(ag, name)).words.__module__.rpartition(".")[2]
    inside = {"quotients": "specialization", "shift_share": "growth"}
    assert inside.get(home, home) == question_of(getattr(ag, name))


@pytest.mark.parametrize(
    ("normalized", "equivalent"), [(True, False), (False, True), (False, False)]
)
def test_an_index_is_called_normalized_only_where_it_is_the_number_told(normalized, equivalent):
    options = {"normalized": normalized, "equivalent": equivalent}
    told = read(ag.herfindahl, TABLE, region="Linz", **options)
    assert ("normalized Herfindahl index" in told) == normalized


def test_what_the_amounts_count_is_said_beside_them():
    told = read(ag.shift_share, TABLE, LATER, region="Linz", counted="jobs")
    assert "from 40 to 38 (-5.0 percent). Amounts are counted in jobs." in told
    assert "counted in jobs" in read(
        ag.growth, TABLE, LATER, "regions", region="Linz", counted="jobs"
    )
    assert "counted" not in read(ag.shift_share, TABLE, LATER, rates=True, counted="jobs")


def test_the_first_sentences_can_be_had_alone():
    one, two = (read(ag.hachman, TABLE, region="Linz", sentences=n) for n in (1, 2))
    assert two.startswith(one)
    assert (one.count(". "), two.count(". ")) == (0, 1)


def test_what_has_no_reading_is_public_and_says_why():
    assert set(WITHOUT) <= set(ag.__all__)
    for name, reason in WITHOUT.items():
        assert reason.endswith("."), name
        with pytest.raises(ValueError, match=re.escape(reason)):
            ag.read(getattr(ag, name))


# What must not stand in any sentence, whatever the numbers are.
FAULTS = [
    r"\bnan\b",
    r"np\.",
    r"-0(\.0+)?\b(?!\.?\d)",
    r"p = 0\.0+\b(?!\d)",
    r"(?<![.,\d])\b1 (are|have|lie|draws|rings|projects|regions|industries|units|pairs|plants|programmes|groups)\b",
    r"(?<!of )(?<![.,\d-])\b([2-9]|\d{2,}) (is|has|region|industry|unit|pair|draw|plant|project|group)\b",
    r"[{}]",
    r"  ",
    r"\bNone\b",
    r"\bundefined (to|and)\b|\band undefined\b",
    r"Inference|dtype|Series",
    r"\.\.",
]


def check(sentences, most=4):
    assert sentences
    assert sentences.endswith(".")
    assert sentences[0] != " "
    found = [fault for fault in FAULTS if re.search(fault, sentences)]
    assert not found, (found, sentences)
    assert len(re.findall(r"[a-z)0-9]\. [A-Z]", sentences)) < most, sentences


def small_tables(most=4, least=1, values=(0, 0, 1, 2, 30)):
    """Tables of counts with empty rows and columns, ties and single cells."""
    shapes = st.tuples(st.integers(least, most), st.integers(least, most))

    def cells(shape):
        rows, columns = shape
        row = st.lists(st.sampled_from(values), min_size=columns, max_size=columns)
        return st.lists(row, min_size=rows, max_size=rows)

    return shapes.flatmap(cells).map(
        lambda cells: pd.DataFrame(
            cells,
            index=[f"Region {name}" for name in "ABCD"[: len(cells)]],
            columns=[f"trade {name}" for name in "abcd"[: len(cells[0])]],
            dtype=float,
        )
    )


def selections(function, rows, columns):
    """No choice, and every kind of choice that a reading of the function takes, at the first and the last label."""
    of = find_reading(function).of
    rows, columns = list(rows), list(columns)
    yield {}
    if "region" in of:
        yield {"region": rows[0]}
    if "industry" in of:
        yield {"industry": columns[-1]}
    if {"region", "industry"} <= set(of):
        yield {"region": rows[-1], "industry": columns[0]}
    if "pair" in of and len(columns) > 1:
        yield {"pair": (columns[0], columns[-1])}
    if "unit" in of:
        yield {"unit": rows[0]}


def refused(sentence):
    """Whether a choice was refused for what the function does not tell apart, which is an answer, too."""
    return sentence.startswith("read: ")


def check_all(function, arguments, options, rows, columns):
    """Whatever the function accepts, every reading of it is sound."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = function(*arguments, **options)
        except (ValueError, ImportError):
            return
        for chosen in selections(function, rows, columns):
            try:
                told = ag.read(function, *arguments, **options, result=result, **chosen)
            except ValueError as error:
                assert refused(str(error)), (chosen, error)
                assert chosen
                continue
            check(told)


OF_A_TABLE = [
    (ag.location_quotient, {}),
    (ag.location_quotient, {"kind": "symmetric"}),
    (ag.location_quotient, {"kind": "standardized"}),
    (ag.location_quotient, {"kind": "additive"}),
    (ag.presence, {}),
    (ag.presence, {"by": "amount", "threshold": 0}),
    (ag.krugman_specialization, {}),
    (ag.krugman_specialization, {"reference": "rest"}),
    (ag.krugman_specialization, {"reference": "mean_of_others"}),
    (ag.hoover_specialization, {"reference": "uniform"}),
    (ag.hachman, {}),
    (ag.duranton_puga_diversity, {}),
    (ag.herfindahl, {}),
    (ag.herfindahl, {"of": "industries", "equivalent": True}),
    (ag.herfindahl, {"normalized": True}),
    (ag.entropy, {}),
    (ag.entropy, {"of": "industries", "base": 10}),
    (ag.diversity, {}),
    (ag.diversity, {"by": "amount"}),
    (ag.ubiquity, {}),
    (ag.gini, {}),
    (ag.locational_gini, {"scale": "half"}),
    (ag.hoover_concentration, {}),
    (ag.krugman_concentration, {"reference": "rest"}),
    (ag.theil, {}),
    (ag.theil, {"kind": "L"}),
    (ag.proximity, {}),
    (ag.cooccurrence, {}),
    (ag.cooccurrence, {"normalization": "association", "by": "amount"}),
    (ag.cooccurrence, {"normalization": "cosine", "counts": "offdiagonal"}),
    (ag.colocation, {}),
    (ag.colocation, {"kind": "location_quotient"}),
    (ag.relatedness_density, {}),
    (ag.relatedness_density, {"by": "amount"}),
    (ag.relative_relatedness, {"by": "amount"}),
    (ag.coherence, {}),
    (ag.coherence, {"by": "amount"}),
    (ag.economic_complexity, {"by": "amount"}),
    (ag.economic_complexity, {"scale": "both"}),
    (ag.fitness_complexity, {"by": "amount", "iterations": 5}),
    (ag.complexity_outlook, {"by": "amount"}),
    (ag.composite_indicator, {}),
    (ag.composite_indicator, {"rule": "minimum"}),
    (ag.rank_over_weights, {"draws": 3, "seed": 1}),
    (ag.fragmentation, {}),
    (ag.portfolio_concentration, {}),
    (ag.overlap, {}),
    (ag.cofunding, {}),
]
DRAWN = [
    (function, options | {"draws": 5, "seed": 1})
    for function, options in OF_A_TABLE
    if "draws" in inspect.signature(function).parameters and "draws" not in options
]


def named_case(case):
    function, options = case
    return " ".join([function.__name__, *(f"{key}={value}" for key, value in options.items())])


@pytest.mark.parametrize("case", OF_A_TABLE, ids=named_case)
@settings(max_examples=12)
@given(table=small_tables())
def test_a_reading_of_any_small_table_is_sound(case, table):
    function, options = case
    check_all(function, (table,), options, table.index, table.columns)


@pytest.mark.parametrize("case", DRAWN, ids=named_case)
@settings(max_examples=4)
@given(table=small_tables(3))
def test_a_reading_with_draws_is_sound(case, table):
    function, options = case
    check_all(function, (table,), options, table.index, table.columns)


CHANGES = [
    (ag.growth, {}),
    (ag.growth, {"of": "regions", "periods": 2}),
    (ag.growth, {"of": "industries", "kind": "log"}),
    (ag.growth, {"kind": "change"}),
    (ag.entry, {}),
    (ag.entry, {"relatedness": "proximity"}),
    (ag.exit, {"by": "amount"}),
    (ag.exit, {"relatedness": "proximity"}),
    (ag.shift_share, {}),
    (ag.shift_share, {"of": "cells", "rates": True}),
    (ag.shift_share, {"of": "industries"}),
    (ag.shift_share, {"kind": "esteban-marquillas"}),
    (ag.shift_share, {"kind": "esteban-marquillas", "of": "cells"}),
    (ag.cross_proximity, {"by": "amount"}),
    (ag.mobility, {}),
    (ag.transition_matrix, {"bounds": (1, 2)}),
    (ag.transition_matrix, {"counts": True}),
]


@pytest.mark.parametrize("case", CHANGES, ids=named_case)
@settings(max_examples=12)
@given(before=small_tables(3), seed=st.integers(0, 999))
def test_a_reading_of_any_change_is_sound(case, before, seed):
    function, options = case
    factors = np.random.default_rng(seed).choice([0, 1, 1, 2.5], before.shape)
    after = before * factors + (factors == 0) * (seed % 2)
    check_all(function, (before, after), options, before.index, before.columns)


def test_a_spatial_shift_share_is_read_with_its_neighbours():
    ring = pd.DataFrame(1 - np.eye(3), TABLE.index, TABLE.index)
    told = read(ag.shift_share, TABLE, LATER, "spatial", weights=ring, region="Linz")
    check(told)
    assert "the neighbours" in told
    check(read(ag.shift_share, TABLE, LATER, "dynamic", between=[TABLE], region="Wels"))


FLOWS = [
    (ag.technical_coefficients, {}),
    (ag.technical_coefficients, {"of": "sales"}),
    (ag.leontief, {}),
    (ag.ghosh, {}),
    (ag.backward_linkages, {}),
    (ag.forward_linkages, {"model": "leontief", "normalized": False}),
    (ag.key_sectors, {}),
    (ag.hypothetical_extraction, {}),
]


@pytest.mark.parametrize("case", FLOWS, ids=named_case)
@settings(max_examples=15)
@given(table=small_tables(4))
def test_a_reading_of_any_flows_is_sound(case, table):
    function, options = case
    n = min(table.shape)
    names = list(table.columns[:n])
    flows = table.iloc[:n, :n].set_axis(names, axis=0).set_axis(names, axis=1)
    output = flows.sum(axis=1) * 2 + flows.sum(axis=0)
    check_all(function, (flows, output), options, names, names)


@settings(max_examples=8)
@given(table=small_tables(4))
def test_readings_of_relatedness_are_sound(table):
    n = min(table.shape)
    names = list(table.columns[:n])
    flows = table.iloc[:n, :n].set_axis(names, axis=0).set_axis(names, axis=1)
    related = flows + flows.T
    groups = pd.Series(np.arange(n) % 2, index=names)
    other = pd.Series(np.arange(n) // 2, index=names)
    for function, arguments, options in (
        (ag.value_chain_similarity, (flows,), {}),
        (ag.value_chain_similarity, (flows,), {"measure": "max_share"}),
        (ag.value_chain_channel, (flows,), {}),
        (ag.staffing_similarity, (table,), {}),
        (ag.staffing_similarity, (table,), {"kind": "cosine"}),
        (ag.ease_of_recombination, (table,), {}),
        (ag.communities, (related,), {}),
        (ag.nested_communities, (related, [0.5, 2.0]), {}),
        (ag.adjusted_rand, (groups, other), {}),
        (ag.adjusted_rand, (groups, other), {"adjusted": False}),
        (ag.kept_inside, (related, groups), {}),
        (ag.nesting, (groups, other), {}),
        (ag.nearest, (related, names[0], 2), {}),
        (ag.shared_neighbours, ({"trade": related, "twice": 2 * related}, names[0], 2), {}),
    ):
        rows = table.columns if function is ag.ease_of_recombination else names
        columns = table.index if function is ag.staffing_similarity else names
        check_all(function, arguments, options, rows, columns)
    for pair in itertools.combinations(table.index, 2 if table.shape[1] > 1 else 9):
        check(read(ag.staffing_contributions, table, *pair))


@settings(max_examples=8)
@given(
    places=st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(["ore", "tin"]), st.integers(1, 9)),
        min_size=1,
        max_size=9,
    )
)
def test_readings_of_plants_are_sound(places):
    plants = pd.DataFrame(places, columns=["region", "industry", "size"])
    industries = sorted(plants["industry"].unique())
    for draws in (0, 9):
        for function in (ag.ellison_glaeser, ag.maurel_sedillot, ag.coagglomeration):
            options = {"draws": draws, "seed": 1}
            check_all(function, (plants,), options, ["A"], industries)
        check_all(
            ag.coagglomeration,
            (plants,),
            {"pairwise": True, "draws": draws, "seed": 1},
            ["A"],
            industries,
        )
    check_all(ag.plant_herfindahl, (plants,), {}, ["A"], industries)


def test_readings_of_points_are_sound():
    generator = np.random.default_rng(1)
    points = pd.DataFrame({"x": generator.uniform(0, 9, 24), "y": generator.uniform(0, 9, 24)})
    points["type"] = ["ore", "tin", "zinc"] * 8
    points.loc[points["type"] == "ore", ["x", "y"]] /= 3
    at = [1.0, 2.0, 4.0]
    for function, arguments in (
        (ag.duranton_overman, (points, "ore", at)),
        (ag.duranton_overman, (points, None, at)),
        (ag.marcon_puech, (points, "ore", "tin", at)),
        (ag.marcon_puech, (points, "ore", None, at)),
        (ag.lang_marcon_puech, (points, "ore", "tin", at)),
        (ag.lang_marcon_puech, (points, "ore", None, at)),
    ):
        # All points are one industry without a type, and then nothing can be drawn.
        for draws, distance in itertools.product((0, 39) if arguments[1] else (0,), (None, 2.0)):
            check(read(function, *arguments, draws=draws, seed=1, distance=distance))
    for distance in (0.0, 1.0, 9.0):
        for other, unit in itertools.product((None, "tin"), (None, 0, 3)):
            check(read(ag.local_marcon_puech, points, "ore", other, distance, unit=unit))
    lone = points.assign(type=["gold", *points["type"].iloc[1:]])
    check(read(ag.local_marcon_puech, lone, "gold", radius=5.0, unit=0))
    check(read(ag.local_marcon_puech, lone, "gold", radius=5.0))
    check(read(ag.lang_marcon_puech, lone, "gold", None, at, bandwidth=1.0))
    measures = (ag.duranton_overman, ag.marcon_puech, ag.lang_marcon_puech)
    for measure, draws in itertools.product(measures, (0, 39)):
        curves = {"draws": draws, "seed": 1}
        check(read(ag.by_industry, measure, points, at, **curves))
        check(read(ag.by_industry, measure, points, at, industry="tin", **curves))
        check(read(ag.by_industry, measure, points, at, industry="ore", distance=4.0, **curves))
    check(read(ag.ripley_k, points, at))
    check(read(ag.ripley_k, points, at, 81, distance=2.0))


@pytest.mark.parametrize("values", [[1, 2, 3, 4], [0, 0, 0, 9], [1, 1, 1, 1], [4, 1, 4, 1]])
def test_readings_of_neighbours_are_sound(values):
    weights = pytest.importorskip("libpysal.weights")
    row = weights.W(
        {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}, silence_warnings=True
    )
    values = pd.Series(values, index=list("abcd"), dtype=float)
    apart = pd.DataFrame(
        abs(np.subtract.outer(np.arange(4.0), np.arange(4.0))), values.index, values.index
    )
    for draws in (0, 19):
        options = {"draws": draws, "seed": 1}
        check(read(ag.moran, values, row, **options))
        check(read(ag.correlogram, values, apart, [1, 2], **options))
        check(read(ag.correlogram, values, apart, [1, 2], distance=2, **options))
        for function in (ag.local_moran, ag.getis_ord):
            check(read(function, values, row, **options))
            check(read(function, values, row, region="a", **options))


@settings(max_examples=8)
@given(table=small_tables(4))
def test_readings_of_variety_and_clusters_are_sound(table):
    classes = pd.Series(np.arange(table.shape[1]) // 2, table.columns)
    for draws in (0, 3):
        options = {"draws": draws, "seed": 1}
        check_all(ag.variety, (table, classes), options, table.index, table.columns)
    plants = table.clip(upper=3) * (np.arange(len(table)) != 1)[:, None]
    land = pd.Series(np.arange(len(table)) + 1.0, table.index)
    check_all(ag.cluster_index, (table, plants, land, land * 3), {}, table.index, table.columns)


def test_parts_of_variety_are_those_of_the_function():
    table = pd.DataFrame({"steel": [1, 2], "tin": [1, 0], "soap": [2, 2]}, index=["Linz", "Wels"])
    classes = pd.Series({"steel": "metal", "tin": "metal", "soap": "chemicals"})
    assert read(ag.variety, table, classes, region="Linz").startswith(
        "Linz has 1.00 bits of unrelated variety between the broadest classes and 0.50 within them, 1.50 in all."
    )


@pytest.mark.parametrize("groups", [None, pd.Series({"a": 1, "b": 1, "c": 2})])
@pytest.mark.parametrize("values", [[1.0, 2, 3], [0.0, 0, 0], [2.0, 2, 2], [0.0, 0, 4]])
def test_readings_of_inequality_are_sound(values, groups):
    values = pd.Series(values, index=list("abc"))
    for kind, draws in itertools.product("TL", (0, 5)):
        check(read(ag.theil, values, kind, groups=groups, draws=draws, seed=1))
    table = pd.DataFrame({"ore": values, "tin": [1.0, 1, 1]})
    for chosen in ({}, {"industry": "ore"}):
        check(read(ag.theil, table, groups=groups, **chosen))


def test_a_regression_is_read_by_its_coefficients():
    pytest.importorskip("statsmodels")
    generator = np.random.default_rng(1)
    levels = [range(12), ["ore", "tin"], [2000]]
    places = pd.MultiIndex.from_product(levels, names=["region", "industry", "time"])
    data = pd.DataFrame({"specialization": generator.lognormal(size=24)}, index=places)
    data["growth"] = -0.5 * np.log(data["specialization"]) + generator.normal(size=24) / 99
    told = read(ag.growth_regression, data)
    value = ag.growth_regression(data).params["specialization"]
    assert f"specialization {value:.3f} (" in told
    assert "p below 0.001" in told
    assert "Errors clustered on 12 labels of region tend to come out too small." in told
    check(told)
    check(read(ag.growth_regression, data, cluster=None, effects=[]))


def test_entry_and_exit_are_read_with_their_rate_and_how_sure_they_are():
    world = simulate_entry(seed=1)
    tables = (world.before, world.after)
    found = ag.entry_model(*tables, by="amount")
    told = read(ag.entry_model, *tables, by="amount")
    assert f"{found.details['events']} of {found.details['at_risk']:,} absent industries" in told
    check(told)
    for options in ({"of": "exit"}, {"fixed_effects": False}, {"cluster": "industry"}):
        check(read(ag.entry_model, *tables, by="amount", **options))
    few = [table.iloc[:12] for table in tables]
    assert "Errors clustered on 12 labels" in read(ag.entry_model, *few, by="amount")


@pytest.mark.parametrize(
    "options", [{}, {"kind": "ratio"}, {"directed": True}, {"draws": 3, "seed": 1}]
)
@settings(max_examples=10)
@given(cells=st.lists(st.sampled_from([0, 0, 1, 2, 30]), min_size=9, max_size=9))
def test_a_reading_of_any_flows_of_people_is_sound(options, cells):
    names = ["steel", "cars", "soap"]
    people = pd.DataFrame(np.reshape(cells, (3, 3)), names, names)
    for chosen in ({}, {"pair": ("steel", "soap")}, {"industry": "cars"}):
        if options.get("directed") and "industry" in chosen:
            continue
        if not people.to_numpy().sum() and "draws" in options:
            continue
        check(read(ag.skill_relatedness, people, **options, **chosen))


@settings(max_examples=15)
@given(before=small_tables(3, values=(0, 1, 2, 30)), seed=st.integers(0, 999))
def test_a_crisis_is_read_in_every_state(before, seed):
    generator = np.random.default_rng(seed)
    if not before.to_numpy().sum():
        return
    trough = before * generator.choice([0, 0.5, 0.9], before.shape)
    after = trough * generator.choice([0.5, 1, 1.5], before.shape)
    for chosen in ({}, {"region": before.index[0]}, {"region": before.index[-1]}):
        for expected in ("nation", "industries"):
            check(read(ag.resilience, before, trough, after, expected, **chosen))


@pytest.mark.parametrize(
    "after", [[10, 20, 31], [20, 21, 22], [30, 20, 10], [8, 20, 50], [10, 20, 40]]
)
def test_convergence_is_read_in_every_state(after):
    places = [f"r{n}" for n in range(3)]
    before, after = pd.Series([10.0, 20, 40], places), pd.Series(after, places, dtype=float)
    check(read(ag.convergence, before, after, 10))
    both = pd.DataFrame({2000: before, 2010: after})
    check(read(ag.disparity, both))
    check(read(ag.disparity, before, pd.Series(1, places)))
    check(read(ag.disparity, both, pd.DataFrame(0, places, both.columns)))


def test_clusters_are_read_with_their_shuffles_and_without():
    near = pd.DataFrame(np.kron(np.eye(2), np.full((3, 3), 0.5)) + np.eye(6))
    check(read(ag.define_clusters, near, [2]))
    assert "In 3 shuffles" in read(ag.define_clusters, near, [2], draws=3)
    groups = pd.Series([1, 1, 1, 2, 2, 2])
    check(read(ag.validation_scores, groups, near))
    check(read(ag.validation_scores, groups, {"trade": near, "labour": -near}))
    check(read(ag.validation_scores, groups * 0, near))


@settings(max_examples=10)
@given(table=small_tables(3), seed=st.integers(0, 99))
def test_readings_of_income_and_of_a_scale_from_outside_are_sound(table, seed):
    generator = np.random.default_rng(seed)
    income = pd.Series(generator.choice([10.0, 20, 20, 35], len(table)), table.index)
    scale = pd.Series(generator.choice([-1.0, 0.5, 2], table.shape[1]), table.columns)
    for function, other, options in (
        (ag.prody, income, {}),
        (ag.expy, income, {}),
        (ag.expy, income, {"leave_out": True}),
        (ag.outside_complexity, scale, {"by": "amount"}),
    ):
        check_all(function, (table, other), options, table.index, table.columns)


def test_regional_tables_are_read():
    nation = pd.Series({"steel": 100, "cars": 100, "gold": 0})
    region = pd.Series({"steel": 30, "cars": 0, "gold": 0})
    cells = pd.DataFrame([[0.2, 0.4, 0], [0.1, 0.2, 0], [0, 0, 0]], nation.index, nation.index)
    for kind in ("slq", "flq"):
        for chosen in (
            {},
            {"industry": "gold"},
            {"pair": ("steel", "cars")},
            {"pair": ("cars", "steel")},
        ):
            check(read(ag.regional_coefficients, cells, region, nation, kind, **chosen))
    old = pd.DataFrame([[1.0, 0], [2, 3]])
    check(read(ag.ras, old, pd.Series([2.0, 4]), pd.Series([4.0, 2])))
    check(read(ag.ras, old * 0, pd.Series([0.0, 0]), pd.Series([0.0, 0])))


@pytest.mark.parametrize("options", [{}, {"draws": 19, "seed": 1}, {"draws": 99, "seed": 1}])
def test_nearest_neighbours_are_read_in_every_state(options):
    plants = pd.DataFrame({"x": [0, 1, 2, 9], "y": 0, "type": ["cafe", "cafe", "office", "mill"]})
    for chosen in ({}, {"pair": ("cafe", "office")}, {"pair": ("mill", "mill")}):
        check(read(ag.colocation_quotient, plants, **options, **chosen))


def test_what_goes_across_two_spaces_is_read_in_every_state():
    near = ag.cross_proximity(TABLE, LATER, by="amount")
    for chosen in (
        {},
        {"region": "Enns"},
        {"industry": "ore"},
        {"region": "Linz", "industry": "soap"},
    ):
        check(read(ag.cross_relatedness, TABLE, near, by="amount", **chosen))


def test_effects_are_read_with_their_number_and_what_they_rest_on():
    pytest.importorskip("statsmodels")
    generator = np.random.default_rng(1)
    wages = pd.DataFrame({"region": range(12), "size": generator.lognormal(9, 1, 12)})
    wages["wage"] = wages["size"] ** 0.1 * generator.lognormal(0, 0.01, 12)
    told = read(ag.agglomeration_elasticity, wages)
    assert f"is {ag.agglomeration_elasticity(wages).estimate:.3f}: twice the size goes with" in told
    assert "Errors clustered on 12 labels tend to come out too small." in told
    check(told)
    moving = pd.concat([wages.assign(worker=range(12)), wages.assign(worker=[*range(1, 12), 0])])
    for cluster in ("region", None):
        check(
            read(ag.agglomeration_elasticity, moving, cluster=cluster, columns={"unit": "worker"})
        )
    check(read(ag.agglomeration_elasticity, wages, cluster=None))


@pytest.mark.parametrize("industries", [4, 25])
@pytest.mark.parametrize("moved", [0.0, 1.0])
def test_shift_shares_are_read_in_every_state(industries, moved):
    generator = np.random.default_rng(1)
    shares = pd.DataFrame(generator.dirichlet(np.ones(industries), 30))
    shocks = pd.Series(generator.normal(size=industries))
    exposure = moved * (shares @ shocks) + generator.normal(scale=0.1, size=30)
    outcome = exposure + generator.normal(scale=0.1, size=30)
    state = pd.Series(np.arange(30) // 5)
    for errors in ("akm", "akm0", "shock-level", "robust", "clustered"):
        for given_exposure in (None, exposure):
            options = {"errors": errors, "cluster": state}
            check(
                read(ag.shift_share_instrument, outcome, shares, shocks, given_exposure, **options)
            )
    wide = pd.concat([shares / 2, (shares / 2).add_prefix("k")], axis=1)
    for table, cluster in ((shares, None), (shares, state), (wide, None)):
        check(read(ag.shift_share_placebo, outcome, table, cluster=cluster, draws=5, seed=1))


@pytest.mark.parametrize("dates", [2, 5])
@pytest.mark.parametrize("drift", [0.0, 1.0])
def test_comparisons_of_regions_are_read_in_every_state(dates, drift):
    generator = np.random.default_rng(1)
    start = np.where(np.arange(16) < 6, float(dates - 1), np.nan)
    table = pd.DataFrame(generator.normal(scale=0.1, size=(16, dates)).cumsum(axis=1))
    table = table + drift * np.outer(start > 0, np.arange(dates))
    data = (
        table.rename_axis("region")
        .reset_index()
        .melt("region", var_name="time", value_name="outcome")
    )
    data["time"] = data["time"].astype(int)
    data["first_treated"] = start[data["region"]]
    check(read(ag.difference_in_differences, data))
    for placebos in (True, False):
        check(
            read(
                ag.synthetic_control,
                table.iloc[5:],
                region=None,
                columns={"region": 5},
                start=dates - 1,
                placebos=placebos,
            )
        )
    rows = pd.DataFrame({"treated": start > 0, "outcome": table[dates - 1], "before": table[0]})
    for caliper in (None, 0.4):
        for method in ("mahalanobis", "propensity"):
            check(read(ag.matching, rows, covariates=["before"], caliper=caliper, method=method))
    check(read(ag.matching, rows.assign(outcome=1.0), covariates=["before"]))


def test_lists_and_agencies_are_read_by_pairs():
    related = pd.DataFrame(
        [[1, 0.1, 0.4], [0.1, 1, 0.2], [0.4, 0.2, 1]], index=list("abc"), columns=list("abc")
    )
    listed = ag.shared_neighbours({"trade": related, "skills": -related}, "a", 1)
    check(read(ag.list_overlaps, listed))
    check(read(ag.list_overlaps, listed, pair=("trade", "skills")))
    budgets = pd.DataFrame({"industry": [10, 0, 5], "science": [10, 20, 0]}, index=list("xyz"))
    assert read(ag.cofunding, budgets, pair=("industry", "science")).startswith(
        "industry with science: they pay for 1 programme together, with an amount of 20."
    )


def test_readings_of_programmes_are_sound():
    for base in (0, 1, 8):
        check(read(ag.success_rate, min(base, 3), base))
    rates = pd.Series({"a": 1.0, "b": 0.0})
    check(read(ag.success_rate, rates, rates * 3))
    check(read(ag.success_rate, rates, rates * 3, unit="b"))
    for kind in ("volume", "investment", "private"):
        for public in (0.0, 10.0):
            check(read(ag.leverage, public, 50.0, kind))
        check(read(ag.leverage, rates, rates * 4, kind, unit="a"))
    check(read(ag.cost_per_new_euro, 10.0, 10.0))
    for firms in (1, 4):
        check(read(ag.eligibility, firms, 1, 300_000))
    check(read(ag.eligibility, [2, 3], [1, 1], [300_000, 900_000]))
    partnerships = pd.DataFrame({"partner": ["a", "a", "b"], "other": ["b", "c", "c"]})
    places = pd.Series({"a": "north", "b": "north", "c": "south"})
    check(read(ag.border_cut, partnerships, places))
    check(read(ag.border_cut, partnerships.head(0), places))
    for lists in (1, 2, 3):
        check(read(ag.expected_overlap, 8, 56, lists))


# What a reading says of its number is what the function returned, to the decimals that are printed.


@pytest.mark.parametrize(
    ("function", "decimals", "chosen"),
    [
        (ag.location_quotient, 2, {"region": "Linz", "industry": "steel"}),
        (ag.location_quotient, 2, {"region": "Wels", "industry": "steel"}),
        (ag.krugman_specialization, 2, {"region": "Linz"}),
        (ag.hoover_specialization, 2, {"region": "Wels"}),
        (ag.hachman, 2, {"region": "Linz"}),
        (ag.duranton_puga_diversity, 2, {"region": "Linz"}),
        (ag.herfindahl, 3, {"region": "Linz"}),
        (ag.entropy, 2, {"region": "Linz"}),
        (ag.gini, 2, {"industry": "steel"}),
        (ag.locational_gini, 2, {"industry": "steel"}),
        (ag.hoover_concentration, 2, {"industry": "soap"}),
        (ag.krugman_concentration, 2, {"industry": "soap"}),
        (ag.theil, 3, {"industry": "soap"}),
    ],
)
def test_the_number_in_the_sentence_is_the_functions(function, decimals, chosen):
    value = function(TABLE)
    for one in chosen.values():
        value = value.loc[one]
    first = read(function, TABLE, **chosen).partition(". ")[0]
    assert f"is {value:.{decimals}f}" in first


ON_A_LINE = pd.DataFrame(
    np.abs(np.subtract.outer(range(6), range(6))).astype(float), list("abcdef"), list("abcdef")
)
# Two groups of three, all alike inside and hardly across.
TWO_GROUPS = pd.DataFrame(
    np.kron(np.eye(2), np.ones((3, 3))) + 0.01, list("abcdef"), list("abcdef")
)
BEGIN, END = (pd.DataFrame({"x": amounts}, ["r", "s"]) for amounts in ([10.0, 5], [20.0, 6]))
INCOMES = pd.Series([10.0, 20, 40, 80, 160, 320], list("abcdef"))
HALVES = pd.Series({"A": 1.0, "B": 1.0})


def gamma_read(jobs, herfindahl):
    """Of two regions of one size: G is twice the squared gap to a half, and gamma (2 G - H) / (1 - H)."""
    table = pd.DataFrame({"soap": jobs}, ["A", "B"])
    given = {"herfindahl": pd.Series({"soap": herfindahl}), "reference": HALVES}
    return lambda: read(ag.ellison_glaeser, table, **given, industry="soap")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        pytest.param(
            lambda: read(ag.nested_communities, TWO_GROUPS, [0.01, 1.0, 9.0], unit="a"),
            r"has 6 members at resolution 0\.01 and 1 at resolution 9",
            id="the ends of a hierarchy of groups",
        ),
        pytest.param(
            lambda: read(ag.growth, BEGIN, END, kind="log", region="r", industry="x"),
            r"changed by \+0\.693 in logarithms, from 10 to 20",  # ln 2
            id="growth in logarithms",
        ),
        pytest.param(
            lambda: read(ag.growth, BEGIN, END, kind="rate", region="r", industry="x"),
            r"changed by \+100\.0 percent, from 10 to 20",
            id="growth as a rate",
        ),
        pytest.param(
            lambda: read(ag.growth, BEGIN, END, kind="change", region="r", industry="x"),
            r"changed by \+10, from 10 to 20",
            id="growth as a change",
        ),
        pytest.param(
            lambda: read(ag.cost_per_new_euro, 2.0, 6.0),
            r"^A new private euro costs 0\.50 public euro",  # of 6 euros 4 are private
            id="what a euro costs",
        ),
        pytest.param(
            lambda: read(ag.cost_per_new_euro, HALVES, 3 * HALVES, unit="A"),
            r"^A: a new private euro costs 0\.50 public euro",
            id="what a euro costs, of one of several",
        ),
        pytest.param(
            lambda: read(ag.convergence, INCOMES, INCOMES**0.5, 10),
            r"6\.9 percent of the gap closes per period, half of it in 10\.0",  # ln 2 / 10
            id="a gap that halves in ten years",
        ),
        pytest.param(
            lambda: read(ag.convergence, INCOMES, INCOMES**1.1, 10),
            r"the gap does not close",
            id="a gap that grows",
        ),
        pytest.param(
            lambda: read(
                ag.correlogram, pd.Series([1.0, 2, 3, 7, 8, 9], list("abcdef")), ON_A_LINE, [1, 5]
            ),
            # Deviations -4, -3, -2, 2, 3, 4: next to each other their products add up to 44 of 58; all pairs beyond
            # that add up to -102 / 5 of it and less.
            r"Moran's I is 0\.76 in the ring up to 1 and -\d\.\d+ in the ring up to 5",
            id="the first ring and the last",
        ),
        pytest.param(
            lambda: read(ag.shift_share, TABLE, LATER, rates=True),
            r"It is undefined \(NaN\) for 1 of them",  # Enns begins with nothing
            id="a rate from nothing",
        ),
        pytest.param(
            lambda: read(ag.shift_share, TABLE[:2], LATER[:2], rates=True),
            r"The regional part is what is left",
            id="rates that are all defined",
        ),
        pytest.param(
            lambda: read(ag.growth, BEGIN, BEGIN + 12.5, kind="change", region="r", industry="x"),
            r"changed by \+12\.5, from 10",
            id="a change that is not whole",
        ),
        pytest.param(
            # Shares of p are 0.2, three times, and 0.6: on average 0.3, with a standard deviation of 0.2.
            lambda: read(
                ag.location_quotient,
                pd.DataFrame({"p": [2, 2, 2, 6], "q": [8, 8, 8, 4]}, list("ABCD")),
                kind="standardized",
            ),
            r"the highest is \+1\.50 standard deviations",
            id="standard deviations",
        ),
        pytest.param(gamma_read([8, 2], 0.01), r"0\.354, very conc", id="gamma of 0.35 / 0.99"),
        pytest.param(gamma_read([6, 4], 0.01), r"0\.030, somewhat", id="gamma of 0.03 / 0.99"),
        pytest.param(gamma_read([6, 4], 0.03), r"0\.010, not very", id="gamma of 0.01 / 0.97"),
        pytest.param(gamma_read([6, 4], 0.2), r"-0\.200: its jobs lie more", id="gamma below 0"),
    ],
)
def test_what_is_said_is_what_arithmetic_finds(call, said):
    assert re.search(said, call())


def test_an_outlook_says_whether_anything_would_raise_it():
    cells = np.random.default_rng(0).integers(0, 20, (5, 5))
    table = pd.DataFrame(cells, list("ABCDE"), list("pqrst"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        most = ag.complexity_outlook(table).gain.max(axis=1)
    assert ((most > -1) & (most < 0)).any() and (most > 0).any()
    for region, gain in most.dropna().items():
        told = read(ag.complexity_outlook, table, region=region)
        assert ("would raise it" in told) == (gain <= 0)
        assert ("the most to gain" in told) == (gain > 0)


@pytest.mark.parametrize("what", ["region", "industry", "pair", "unit"])
@pytest.mark.parametrize(
    ("values", "place", "said"),
    [
        ([1, 2, 3], 0, "It is the lowest of 3"),
        ([1, 2, 3], 1, "1 of 3"),
        ([1, 2, 3], 2, "It is the highest of 3"),
        ([1, 1, 3], 0, "2 of 3"),
        ([1, 3, 3], 1, "2 of 3"),
        ([1, 1, 1, 3], 0, "3 of 4"),
        ([1, 2, 3, 3], 0, "It is the lowest of 4"),
        ([1, 2, 3, 3], 1, "2 of 4"),
        ([1, np.nan, 3], 0, "It is the lowest of 2"),
    ],
)
def test_a_rank_counts_those_above_and_those_that_share_it(what, values, place, said):
    told = place_told(pd.Series(values, dtype=float), place, what)
    assert told.startswith(said)
    shared = values.count(values[place]) > 1
    end = values[place] in (1, 3)
    assert ("share this" in told) == (shared and end)


def test_a_quotient_is_held_against_the_share_of_all():
    # 30 of 40 are 75 percent, 40 of 100 are 40 percent, and 40 times 0.4 is 16.
    assert read(ag.location_quotient, TABLE, region="Linz", industry="steel") == (
        "The location quotient of steel in Linz is 1.88: its share there, 75.0 percent, is larger than that in all "
        "regions together, 40.0 percent. It rests on 30, where the reference's share would give 16."
    )


def test_a_quotient_that_rests_on_next_to_nothing_says_so():
    table = pd.DataFrame({"steel": [1, 50], "soap": [9, 940]}, index=["Enns", "Linz"])
    told = read(ag.location_quotient, table, region="Enns", industry="steel")
    assert "is 1.96" in told
    assert "one plant more or less decides" in told


def test_a_quotient_that_prints_as_1_is_called_as_large():
    table = pd.DataFrame({"steel": [1000, 999], "soap": [1000, 1000]}, index=["Linz", "Wels"])
    told = read(ag.location_quotient, table, region="Linz", industry="steel")
    assert "is 1.00: its share there, 50.0 percent, is that in all regions" in told


def test_what_is_withheld_is_not_zero():
    table = TABLE.astype(float).copy()
    table.loc["Linz", "steel"] = np.nan
    totals, nation = (
        pd.Series({"Linz": 40, "Wels": 60, "Enns": 9}),
        pd.Series({"steel": 40, "soap": 60, "ore": 9}),
    )
    given = {"reference": nation, "totals": totals}
    told = read(ag.location_quotient, table, region="Linz", industry="steel", **given)
    assert told.endswith("withheld is not zero.")
    check(read(ag.location_quotient, table, **given))
    check(read(ag.location_quotient, table, region="Linz", **given))


def test_an_interval_that_holds_the_benchmark_is_told_as_such():
    draws = {"draws": 199, "seed": 1}
    large = read(ag.location_quotient, TABLE, region="Linz", industry="steel", **draws)
    assert "all of them above 1" in large
    small = pd.DataFrame({"steel": [3, 4], "soap": [4, 5]}, index=["Linz", "Wels"])
    told = read(ag.location_quotient, small, region="Linz", industry="steel", **draws)
    assert "with 1 inside: they do not tell the value from it" in told


def test_a_p_is_told_with_its_null_and_its_side():
    told = read(ag.ellison_glaeser, PLANTS, industry="steel", draws=99, seed=1)
    p = ag.ellison_glaeser(PLANTS, draws=99, seed=1).p["steel"]
    assert f"99 draws give p = {p:.3f} (one-sided, for more)" in told
    assert "plants thrown at random" in told
    assert "It rests on 3 plants" in told


def test_one_plant_has_no_gamma_and_the_reading_says_why():
    told = read(ag.ellison_glaeser, PLANTS, industry="ore")
    assert told.startswith("Gamma of ore is undefined (NaN): with one plant")


def test_the_parts_of_a_change_are_those_of_the_table():
    # Farhauer and Kroell (2013): national 27, industry mix 1, regional -3, change 25.
    before = pd.DataFrame([[90, 20, 10, 60], [310, 130, 140, 340]], index=["A", "rest"])
    after = pd.DataFrame([[100, 40, 10, 55], [340, 170, 125, 425]], index=["A", "rest"])
    assert read(ag.shift_share, before, after, region="A").startswith(
        "A changed by +25, from 180 to 205 (+13.9 percent). Growth as in all regions together gives +27.0, the "
        "industry "
        "mix +1.0 and the regional part -3.0."
    )


def test_codes_that_a_concordance_joins_are_read_as_one():
    before = pd.DataFrame({"3": [90, 20], "30": [10, 60], "4": [5, 5]}, index=["Linz", "Wels"])
    joined = {"concordance": {"3": "3x", "30": "3x"}, "of": "industries", "industry": "3x"}
    told = read(ag.shift_share, before, before * 2, **joined)
    assert told.startswith("3x changed by +180, from 180 to 360 (+100.0 percent).")
    told = read(ag.growth, before, before * 2, **joined)
    assert told.startswith("3x changed by +100.0 percent, from 180 to 360.")


def test_growth_of_one_is_told_beside_that_of_all():
    told = read(ag.growth, TABLE, LATER, "regions", region="Linz")
    assert told.startswith("Linz changed by -5.0 percent, from 40 to 38.")
    assert told.endswith("All together changed by -6.0 percent.")


def test_growth_from_next_to_nothing_is_told_as_such():
    told = read(ag.growth, TABLE, LATER, region="Enns", industry="steel")
    assert told == (
        "Enns, steel begins with 4 where there was nothing: a beginning has no rate (NaN)."
    )


@pytest.mark.parametrize("alternative", ["greater", "less", "two-sided"])
@pytest.mark.parametrize("draws", [3, 19, 38, 39])
def test_draws_too_few_for_the_level_are_called_so(alternative, draws):
    null = np.arange(draws, dtype=float)
    found = ag.Inference.from_null(-9.0 if alternative == "less" else 99.0, null, alternative)
    told = found.read()
    # The most extreme value of all is beyond every draw, so its p is the smallest that they can give.
    assert ("too few" in told) == (found.p > 0.05)
    assert ("seldom" in told) == (found.p <= 0.05)


def test_a_level_is_told_with_all_its_digits():
    assert [level_told(level) for level in (0.9, 0.975, 0.999)] == ["90", "97.5", "99.9"]
    given = {"draws": 9, "seed": 1, "level": 0.999}
    for function in (ag.krugman_specialization, ag.herfindahl):
        assert "The middle 99.9 percent of 9" in read(function, TABLE, region="Linz", **given)
    assert "a 99.9 percent interval" in read(ag.success_rate, 3, 8, level=0.999)


def test_a_difference_and_its_interval_have_one_unit():
    given = {"kind": "additive", "region": "Linz", "industry": "steel", "draws": 99, "seed": 1}
    told = read(ag.location_quotient, TABLE, **given)
    assert "a difference of +35.0 percentage points" in told
    low, high = re.search(r"between ([+-][\d.]+) and ([+-][\d.]+) percentage points", told).groups()
    assert float(low) < 35 < float(high)


@pytest.mark.parametrize("unit", [1, 0.001, 1e-12, 1e9])
def test_plants_are_spoken_of_where_amounts_can_be_counts(unit):
    table = pd.DataFrame({"steel": [1, 50], "soap": [9, 940]}, index=["Enns", "Linz"]) * unit
    told = [
        read(ag.location_quotient, table),
        read(ag.location_quotient, table, region="Enns", industry="steel"),
        read(ag.growth, table, table, "regions", region="Enns"),
    ]
    assert "is 1.96" in told[1]
    assert [("one plant" in one or "small amounts" in one) for one in told] == [
        unit == 1,
        unit == 1,
        False,
    ]
    assert not re.search(r"(rests on|from) 0(?![.\d])", " ".join(told)), told


@pytest.mark.parametrize(("here", "there"), [(303, 297), (3000, 2200), (600_300, 600_000)])
def test_shares_that_differ_do_not_look_alike(here, there):
    whole = 10 ** len(str(here + there))
    table = pd.DataFrame({"a": [here, there]}, index=["x", "y"])
    table["b"] = whole - table["a"]
    for region in table.index:
        told = read(ag.location_quotient, table, region=region, industry="a")
        own, other = re.search(r"there, ([\d.]+) percent.*?, ([\d.]+) percent", told).groups()
        assert (own == other) == ("percent, is that in" in told), told
        for word, holds in (("larger", own > other), ("smaller", own < other)):
            assert word not in told or holds, told


def test_what_is_below_a_threshold_is_printed_below_it():
    table = pd.DataFrame({"a": [600_003, 600_000], "b": [399_997, 400_000]}, index=["x", "y"])
    told = read(ag.presence, table, region="y", industry="a")
    assert "its location quotient, 0.999998, is below 1" in told


@pytest.mark.parametrize(
    ("function", "table"),
    [
        (ag.gini, TABLE.head(1)),
        (ag.herfindahl, TABLE[["steel"]]),
        (ag.herfindahl, TABLE.head(1)),
        (ag.entropy, TABLE[["steel"]]),
        (ag.entropy, TABLE.head(1)),
    ],
)
def test_no_range_is_told_where_there_is_one_of_a_kind(function, table):
    options = {"of": "industries"} if len(table) == 1 and function is not ag.gini else {}
    assert "alone, so" in read(function, table, **options)
    assert "alone, so" in read(ag.theil, table.iloc[:1, 0])


def test_no_industry_raises_an_outlook_by_less_than_nothing():
    table = pd.DataFrame(
        {"steel": [30, 10, 20, 5], "soap": [10, 50, 20, 1], "tin": [3, 0, 8, 2]},
        index=["Linz", "Wels", "Enns", "Graz"],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = ag.complexity_outlook(table).gain["tin"]
    assert found.max() < 0
    assert "of no region" in read(ag.complexity_outlook, table, industry="tin")


def test_what_is_unrelated_is_not_called_nearest():
    table = pd.DataFrame(
        {"steel": [30, 10, 20, 5], "soap": [10, 50, 20, 1], "tin": [3, 0, 8, 2]},
        index=["Linz", "Wels", "Enns", "Graz"],
    )
    assert read(ag.relatedness_density, table, region="Wels") == (
        "1 of 3 industries is present in Wels, and none of the others is related to it."
    )


def test_partners_are_held_against_all_pairs_of_them():
    # Of the three pairs of a, b and c one lies within a place.
    partnerships = pd.DataFrame({"partner": ["a"], "other": ["b"]})
    partnerships = pd.concat([partnerships, partnerships.assign(other="c")])
    places = pd.Series({"a": "north", "b": "north", "c": "south"})
    told = read(ag.border_cut, partnerships, places)
    assert "Of all pairs of these partners 66.7 percent lie in different places." in told


def test_parts_of_one_size_are_all_the_largest():
    told = read(ag.portfolio_concentration, pd.Series({"a": 3, "b": 3, "c": 1}))
    assert "the largest, a and b, have 42.9 percent each" in told


def test_a_value_outside_its_own_draws_is_told_as_such():
    even = pd.DataFrame({"steel": [4, 4, 4], "soap": [4, 4, 4]}, index=["Linz", "Wels", "Enns"])
    told = read(ag.gini, even, industry="steel", draws=9, seed=1)
    assert "The value itself lies below them" in told
    check(told)


def test_a_value_at_the_mean_is_neither_high_nor_low():
    weights = pytest.importorskip("libpysal.weights")
    row = weights.W(
        {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}, silence_warnings=True
    )
    values = pd.Series([1.0, 2, 2, 3], index=list("abcd"))
    told = read(ag.local_moran, values, row, region="b", draws=0)
    assert "is the mean" in told
    # Of four regions: -1 / (4 - 1).
    assert "Without any pattern it is -0.33" in read(ag.moran, values, row, draws=0)


def test_nothing_is_called_alike_or_hot_that_chance_does_as_well():
    weights = pytest.importorskip("libpysal.weights")
    row = weights.W(
        {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}, silence_warnings=True
    )
    values = pd.Series([1.0, 2, 3, 4], index=list("abcd"))
    for draws, function in itertools.product((0, 9, 99), (ag.moran, ag.getis_ord)):
        options = {} if function is ag.moran else {"region": "d"}
        found = function(values, row, draws=draws, seed=1)
        told = read(function, values, row, draws=draws, seed=1, **options)
        p = None
        if draws:
            p = float(found.p) if function is ag.moran else found.frame["p"]["d"]
        assert ("hot spot" in told) == (function is ag.getis_ord and p is not None and p <= 0.05)
        if p is not None and p > 0.05:
            assert "more alike" not in told


def test_one_alone_is_compared_with_none():
    told = read(ag.krugman_specialization, TABLE.head(1))
    assert told.startswith("The Krugman index of Linz is 0, and there is no other")
    told = read(ag.krugman_specialization, TABLE.iloc[[0, 2]])
    assert told.startswith("The Krugman index is defined for Linz alone: 0.")


def test_what_is_nowhere_defined_is_not_commented_on():
    told = read(ag.proximity, TABLE * 0)
    assert told == "The proximity is undefined throughout: there is nothing to compare."
    alike = pd.DataFrame({"steel": [4, 4], "soap": [4, 4]}, index=["Linz", "Wels"])
    for chosen in ({"region": "Linz"}, {"industry": "soap"}):
        told = read(ag.location_quotient, alike, kind="standardized", **chosen)
        assert "all regions have the same share" in told


def test_draws_that_are_all_alike_give_no_range():
    given = {"region": "Enns", "industry": "steel", "draws": 9, "seed": 1}
    table = pd.DataFrame({"steel": [3, 0], "soap": [5, 5]}, index=["Linz", "Enns"])
    told = read(ag.location_quotient, table, **given)
    assert "of 9 bootstrap draws all give 0." in told


@pytest.mark.parametrize(("size", "told"), [(1e-5, "0.0000200"), (1e7, "20,000,000"), (1, "2")])
def test_a_statistic_and_its_interval_have_the_same_digits(size, told):
    found = ag.bootstrap(np.mean, np.array([1.0, 2, 3]) * size, draws=9, seed=1).read()
    assert found.startswith(f"The value is {told}.")
    assert not re.search(r"\de-\d|\d{7}\.\d", found)


def test_growth_over_several_periods_is_told_per_period():
    for kind in ("rate", "log"):
        told = read(ag.growth, TABLE, LATER, "regions", kind, periods=3)
        assert re.search("growth in (percent|logarithms) per period", told)


@pytest.mark.parametrize("function", [ag.entry, ag.exit])
def test_events_are_counted_against_what_was_possible(function):
    events = function(TABLE, LATER)
    told = read(function, TABLE, LATER)
    n, possible = int(events.sum().sum()), int(events.notna().sum().sum())
    assert told.startswith(f"{n} of {possible} possible")


def test_ties_are_shared_and_not_decided_by_order():
    table = pd.DataFrame({"steel": [10, 0, 10], "soap": [0, 10, 10]}, index=["A", "B", "C"])
    told = read(ag.krugman_specialization, table)
    assert "highest for A and B (1.00) and lowest for C (0)" in told
    assert "2 of 3 regions share this highest value" in read(
        ag.krugman_specialization, table, region="B"
    )


def test_a_region_that_makes_its_own_reference_is_warned_of():
    told = read(ag.krugman_specialization, TABLE, region="Wels")
    assert "Wels is 60.0 percent of all regions together" in told
    told = read(ag.krugman_specialization, TABLE, "rest", region="Wels")
    assert "percent of all regions" not in told


def test_the_near_tie_of_eigenvalues_is_told():
    table = pd.DataFrame(
        np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1], [1, 1, 1, 0.0]]),
        index=list("ABCDE"),
        columns=["p", "q", "r", "s"],
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = ag.economic_complexity(table, by="amount")
    told = read(ag.economic_complexity, table, by="amount", result=result)
    beside = any("stands beside the third" in str(warning.message) for warning in caught)
    assert ("stands beside the third" in told) == beside


@pytest.mark.parametrize(
    "labels",
    [
        pd.Index([37063, 37183, 7]),
        pd.MultiIndex.from_tuples([("A", 1), ("A", 2), ("B", 1)]),
        pd.date_range("2024-01-01", periods=3),
        pd.CategoricalIndex(["x", "y", "z"]),
        pd.Index(["a", 2, ("b", 3)], tupleize_cols=False),
    ],
    ids=["numbers", "two levels", "dates", "categories", "mixed"],
)
def test_labels_of_every_kind_are_found_and_written(labels):
    table = TABLE.set_axis(labels) + 1
    cell = {"region": "soap", "industry": labels[0], "of": "cells"}
    for told, one in (
        (read(ag.location_quotient, table, region=labels[1], industry="soap"), labels[1]),
        (read(ag.krugman_specialization, table, region=labels[0]), labels[0]),
        (read(ag.proximity, table.T, pair=(labels[0], labels[2])), labels[2]),
        (read(ag.shift_share, table.T, table.T * 2, **cell), labels[0]),
    ):
        assert label(one) in told.partition(".")[0]
        assert told.endswith(".")


def test_a_result_with_draws_reads_itself_as_the_function_does():
    given = {"draws": 19, "seed": 1}
    result = ag.location_quotient(TABLE, **given)
    asked = {"region": "Linz", "industry": "soap"}
    assert result.read(**asked) == read(ag.location_quotient, TABLE, **given, **asked)
    assert pickle.loads(pickle.dumps(result)).read(**asked) == result.read(**asked)


def test_columns_of_other_names_stay_with_the_result():
    plants = PLANTS.rename(columns={"region": "county"})
    result = ag.ellison_glaeser(plants, region="county", draws=9, seed=1)
    told = read(
        ag.ellison_glaeser, plants, industry="soap", columns={"region": "county"}, draws=9, seed=1
    )
    assert result.read(industry="soap") == told


def test_a_statistic_of_ones_own_reads_itself():
    result = ag.bootstrap(np.mean, np.array([2.0, 4, 6, 8]), draws=50, seed=1)
    assert result.read().startswith("The value is 5. The middle 95 percent of 50 bootstrap draws")
    assert pickle.loads(pickle.dumps(ag.bootstrap(lambda data: data.mean(), np.ones(3)))).read()
    bare = ag.Inference.from_null(3.0, np.array([1.0, 2.0, 3.0, 0.0]))
    assert "4 draws are too few for a p of 0.05" in bare.read()
    assert "they give p = 0.400" in bare.read()
    for part in (pd.Series([1.0, 2.0], index=["a", "b"]), pd.DataFrame({"x": [1.0, 2.0]})):
        drawn = ag.Inference.from_bootstrap(part, np.ones((3, *part.shape)))
        check(drawn.read())
    drawn = ag.Inference.from_bootstrap(pd.Series({"a": 1.0, "b": 2.0}), np.ones((3, 2)))
    assert drawn.read(unit="b") == (
        "The value of b is 2. The middle 95 percent of 3 bootstrap draws all give 1.00."
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ag.read(ag.krugman_specialization, TABLE, industry="ore"), "it takes region="),
        (lambda: ag.read(ag.location_quotient, TABLE, region="Graz"), "'Linz', 'Wels', 'Enns'"),
        (lambda: ag.read(ag.proximity, TABLE, pair=("ore", "ore")), "twice"),
        (lambda: ag.read(ag.proximity, TABLE, pair="ore"), "two labels"),
        (lambda: ag.read(ag.hachman, TABLE, sentences=0), "1 or more"),
        (lambda: ag.read(ag.nesting, TABLE, TABLE, unit=1), "one reading, of the whole"),
        (lambda: ag.read(len, TABLE), "len is no indicator"),
        (lambda: ag.read(ag.herfindahl, TABLE, industry="ore"), "choose by region="),
        (lambda: ag.read(ag.shift_share, TABLE, LATER, industry="ore"), "chosen by region="),
        (lambda: ag.read(ag.growth, TABLE, LATER, "regions", industry="ore"), "region="),
    ],
)
def test_what_cannot_be_read_is_said(call, words):
    with pytest.raises(ValueError, match="read: ") as caught:
        call()
    assert words in str(caught.value)


def test_what_is_no_function_is_no_indicator():
    with pytest.raises(TypeError, match="is no function"):
        ag.read(TABLE)
    with pytest.raises(TypeError, match="choose by"):
        ag.krugman_specialization(TABLE, draws=3).read(regions="Linz")


def test_numbers_in_sentences():
    assert figure(-0.0) == "0"
    assert figure(-0.004) == "-0.004"
    assert figure(np.nan) == "undefined"
    assert percent(0.9999) == "100.0"
    assert percent(1) == "100"
    assert amount(3e-12) == "3e-12"
    assert figure(-np.inf) == "minus infinity"
    assert signed(-0.0) == "0"
    assert chance(1e-4) == "p below 0.001"
    assert label(pd.Timestamp("2024-05-01")) == "2024-05-01"
    assert named([np.int64(7)]) == "7"


def test_a_reading_loads_its_own_question_only():
    code = (
        "import sys, pandas as pd, agglomeration as ag; "
        "ag.read(ag.location_quotient, pd.DataFrame({'a': [1, 2]}, index=['x', 'y'])); "
        "print(*(name for name in sys.modules if '.readings.' in name or name in ('scipy', 'esda', 'networkx')))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    questions = {"concentration", "distance", "relatedness", "complexity", "growth", "policy"}
    names = {name.rpartition(".")[2] for name in loaded.stdout.split()}
    assert "specialization" in names
    assert not names & (questions | {"scipy", "esda", "networkx"})
