"""One kind of result for everything that draws: its parts, its table, and the names of the last edition."""

import inspect
import io
import pickle
import warnings

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

GENERATOR = np.random.default_rng(5)
REGIONS = [f"region {number}" for number in range(16)]
PLANTS = pd.DataFrame(
    {
        "region": GENERATOR.choice(REGIONS, 300),
        "industry": GENERATOR.choice(["soap", "steel", "toys"], 300),
        "size": GENERATOR.integers(1, 90, 300),
    }
)
POINTS = pd.DataFrame(
    {
        "x": GENERATOR.random(150),
        "y": GENERATOR.random(150),
        "type": GENERATOR.choice(["a", "b"], 150),
    }
)
COUNTS = pd.DataFrame(
    GENERATOR.poisson(6, (16, 5)), index=REGIONS, columns=[f"industry {n}" for n in range(5)]
)
VALUES = pd.Series(GENERATOR.random(16), index=REGIONS, name="income")
APART = pd.DataFrame(
    np.abs(np.subtract.outer(np.arange(16), np.arange(16))), index=REGIONS, columns=REGIONS
)


def _neighbours():
    return pytest.importorskip("libpysal.graph").Graph.from_adjacency(
        APART.stack()
        .loc[lambda apart: apart == 1]
        .rename_axis(["focal", "neighbor"])
        .rename("weight")
        .reset_index()
    )


# Each function, its arguments, and the name of the number of draws in the last edition.
RESULTS = {
    "location_quotient": (lambda: (COUNTS,), "bootstrap"),
    "gini": (lambda: (COUNTS,), "bootstrap"),
    "variety": (lambda: (COUNTS, pd.Series(list("xxyyy"), index=COUNTS.columns)), "bootstrap"),
    "proximity": (lambda: (COUNTS,), "bootstrap"),
    "theil": (lambda: (VALUES,), "bootstrap"),
    "ellison_glaeser": (lambda: (PLANTS,), "permutations"),
    "maurel_sedillot": (lambda: (PLANTS,), "permutations"),
    "coagglomeration": (lambda: (PLANTS,), "permutations"),
    "duranton_overman": (lambda: (POINTS, "a"), "simulations"),
    "marcon_puech": (lambda: (POINTS, "a"), "simulations"),
    "colocation_quotient": (lambda: (POINTS,), None),
    "by_industry": (lambda: (ag.duranton_overman, POINTS, [0.1, 0.3]), "simulations"),
    "moran": (lambda: (VALUES, _neighbours()), "permutations"),
    "correlogram": (lambda: (VALUES, APART, [1, 3]), "permutations"),
    "local_moran": (lambda: (VALUES, _neighbours()), "permutations"),
    "getis_ord": (lambda: (VALUES, _neighbours()), "permutations"),
    "rank_over_weights": (lambda: (COUNTS / 1.0,), None),
    "shift_share_placebo": (lambda: (VALUES, COUNTS.div(COUNTS.sum(axis=1), axis=0)), None),
}
TABLES = {"ellison_glaeser", "maurel_sedillot", "duranton_overman", "marcon_puech", "by_industry"}
TABLES |= {"correlogram", "local_moran", "getis_ord"}
BOOTSTRAPS = {name for name, (_, former) in RESULTS.items() if former in ("bootstrap", None)}
BOOTSTRAPS -= {"colocation_quotient"}


def result_of(name, draws=39, **options):
    arguments, _ = RESULTS[name]
    return getattr(ag, name)(*arguments(), draws=draws, seed=1, **options)


def names_of_draws():
    """Every public function that takes draws and returns such a result."""
    functions = [name for name in ag.__all__ if inspect.isfunction(getattr(ag, name))]
    return [
        name for name in functions if "draws" in inspect.signature(getattr(ag, name)).parameters
    ]


@pytest.mark.parametrize("name", RESULTS)
def test_the_parts_are_there_and_shaped_like_the_value(name):
    result = result_of(name, level=0.9)
    assert isinstance(result, ag.Inference)
    assert len(result.draws) == 39 and result.level == 0.9 and result.seed == 1
    assert (
        result.draws.shape[1:]
        == np.shape(result.value)
        == np.shape(result.lower)
        == np.shape(result.upper)
    )
    if name in BOOTSTRAPS:
        assert result.p is None and result.null is None and result.alternative is None
    else:
        assert result.p is not None and result.null is result.draws
    assert {"value", "lower", "upper"} <= set(result.to_frame())
    assert "level 0.9, seed 1" in repr(result)
    assert "<table" in result._repr_html_() and "level 0.9, seed 1" in result._repr_html_()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_frame_is_the_table_without_draws_and_more(name):
    plain, result = result_of(name, draws=0), result_of(name)
    assert isinstance(plain, pd.DataFrame)
    pd.testing.assert_frame_equal(result.frame[list(plain)], plain)
    assert set(result.frame) > set(plain)


@pytest.mark.parametrize("name", RESULTS)
def test_the_frame_can_be_written_joined_and_pickled(name):
    result = result_of(name)
    for frame in (result.frame, result.to_frame()):
        file = io.BytesIO()
        frame.to_parquet(file)
        read = pd.read_parquet(file)
        pd.testing.assert_frame_equal(read, frame, check_freq=False)
        assert read.attrs == frame.attrs
        pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(frame)), frame)
        both = pd.concat({"one": frame, "two": frame})
        assert list(both) == list(frame) and len(both) == 2 * len(frame)
    again = pickle.loads(pickle.dumps(result))
    np.testing.assert_array_equal(again.draws, result.draws)
    pd.testing.assert_frame_equal(again.frame, result.frame)


@pytest.mark.parametrize("name", ["duranton_overman", "marcon_puech"])
def test_the_p_of_a_whole_curve_is_a_part_and_belongs_to_the_band(name):
    result = result_of(name)
    assert 0 < result.p <= 1
    outside = ((result.value < result.lower) | (result.value > result.upper)).any()
    assert outside == (result.p <= 1 - result.level)
    assert f"p {result.p:.3g} of the whole curve" in repr(result)


def test_what_else_was_found_is_a_part():
    assert result_of("duranton_overman").details == {
        "bandwidth": result_of("duranton_overman", 0).attrs["bandwidth"]
    }
    grid = ag.marcon_puech(
        POINTS, "a", distances=[0.2], method="binned", draws=9, level=0.8, seed=1
    )
    assert grid.details["distance_error"] > 0
    assert set(result_of("by_industry").details) == {"a", "b"}


def test_pairs_of_one_kind_of_label_keep_two_names():
    matrix = ag.coagglomeration(PLANTS, pairwise=True, draws=9, seed=1)
    assert matrix.frame.index.names == ["industry", "other industry"]
    assert matrix.frame.loc[("soap", "toys"), "p"] == matrix.p.loc["soap", "toys"]


@pytest.mark.parametrize("name", [name for name, (_, former) in RESULTS.items() if former])
def test_the_keyword_of_the_last_edition_works_and_says_its_name(name):
    arguments, former = RESULTS[name]
    with pytest.warns(FutureWarning, match=rf"{name}: {former}= is now draws=") as said:
        found = getattr(ag, name)(*arguments(), **{former: 39}, seed=1)
    # At the reader's own line, whatever wraps the function.
    assert {warning.filename for warning in said} == {__file__}
    np.testing.assert_array_equal(found.draws, result_of(name).draws)
    with pytest.raises(TypeError, match=f"{former}= is the former name of draws="):
        getattr(ag, name)(*arguments(), **{former: 9}, draws=9)


def test_a_result_answers_for_one_edition_as_the_table_that_it_was():
    result = result_of("duranton_overman")
    with pytest.warns(FutureWarning, match=r"\['Kd'\] is now .frame\['Kd'\]") as said:
        column = result["Kd"]
    assert said[0].filename == __file__
    pd.testing.assert_series_equal(column, result.frame["Kd"])
    with pytest.warns(FutureWarning, match=r"\.attrs is now \.p, \.draws and \.details"):
        attrs = result.attrs
    assert (
        attrs["p"] == result.p
        and attrs["inference"] is result
        and attrs["bandwidth"] == result.details["bandwidth"]
    )
    with pytest.warns(FutureWarning, match=r"\.iloc is now \.frame\.iloc"):
        assert result.iloc[0].equals(result.frame.iloc[0])
    with pytest.warns(FutureWarning, match=r"\.simulations is now len\(\.draws\)"):
        assert result.simulations == 39
    with pytest.raises(AttributeError, match="has no attribute 'colour'"):
        _ = result.colour


def test_nothing_of_the_library_uses_the_names_of_the_last_edition():
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        for name in RESULTS:
            result_of(name)


# As tables are, by the decorator that they share.
OF_MATRICES = {"skill_relatedness", "staffing_similarity"}


def test_every_function_that_draws_is_held_here():
    elsewhere = {
        "bootstrap",
        "simulate",
        "make_report",
        "economic_complexity",
        "fitness_complexity",
        "define_clusters",  # its groups have the result as a part: test_cluster_definitions.py
    }
    elsewhere |= {"lang_marcon_puech"}  # with its distances: test_distance_matrix.py
    elsewhere |= {"complexity_outlook"}  # its intervals are such results: test_complexity.py
    of_tables = {
        name
        for name in names_of_draws()
        if "table" in inspect.signature(getattr(ag, name)).parameters
    }
    assert set(names_of_draws()) <= {*RESULTS, *elsewhere, *of_tables, *OF_MATRICES}
