"""Co-agglomeration: the group formula of 1997 against the pair formula of 2010, its null, and bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglomeration.indicators.concentration import coagglomeration, ellison_glaeser
from agglomeration.indicators.plants.plants import plant_table


def plants_of(seed, count=80, regions=5, industries=4):
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "region": generator.integers(0, regions, count).astype(str),
            "industry": generator.integers(0, industries, count).astype(str),
            "size": generator.integers(1, 200, count),
        }
    )


def group_formula_of_1997(plants, industries):
    """The published formula, step by step, from plants."""
    table = plant_table(plants)
    x = table.sum(axis=1) / table.to_numpy().sum()
    room = 1 - (x**2).sum()
    own = ellison_glaeser(plants).loc[industries]
    jobs = table[industries].sum()
    w = jobs / jobs.sum()
    s = table[industries].sum(axis=1) / jobs.sum()
    raw, lumpiness = ((s - x) ** 2).sum(), (w**2 * own["H"]).sum()
    brought_along = (own["gamma"] * w**2 * (1 - own["H"])).sum()
    return (raw / room - lumpiness - brought_along) / (1 - (w**2).sum())


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_the_group_formula_of_1997_is_the_pair_formula_of_2010(seed):
    plants = plants_of(seed)
    table = plant_table(plants)
    x = table.sum(axis=1) / table.to_numpy().sum()
    s = table / table.sum()
    pair = ((s["0"] - x) * (s["1"] - x)).sum() / (1 - (x**2).sum())
    assert coagglomeration(plants, industries=["0", "1"]) == pytest.approx(pair, abs=1e-13)
    assert group_formula_of_1997(plants, ["0", "1"]) == pytest.approx(pair, abs=1e-13)
    assert coagglomeration(plants, pairwise=True).loc["0", "1"] == pytest.approx(pair, abs=1e-13)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 100_000), members=st.integers(2, 4))
def test_a_group_equals_the_formula_of_1997(seed, members):
    plants = plants_of(seed)
    group = list("0123")[:members]
    assert coagglomeration(plants, industries=group) == pytest.approx(
        group_formula_of_1997(plants, group), abs=1e-12
    )


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 100_000), factor=st.floats(1e-3, 1e3))
def test_order_labels_and_unit_do_not_matter(seed, factor):
    plants = plants_of(seed)
    expected = coagglomeration(plants, pairwise=True)
    shuffled = plants.sample(frac=1, random_state=seed).assign(
        size=lambda frame: frame["size"] * factor
    )
    pd.testing.assert_frame_equal(coagglomeration(shuffled, pairwise=True), expected)
    pd.testing.assert_frame_equal(expected, expected.T)
    table = coagglomeration(plant_table(plants), region=None, pairwise=True)
    pd.testing.assert_frame_equal(table, expected, check_names=False)


def test_industries_in_the_same_small_region_of_many_reach_one():
    reference = pd.Series(1.0, index=range(10_000))
    plants = pd.DataFrame({"region": 3, "industry": ["a", "b"], "size": 1.0})
    assert coagglomeration(plants, reference=reference) == pytest.approx(1, abs=1e-3)


def test_one_plant_industries_do_no_harm():
    plants = pd.DataFrame(
        {"region": ["x", "y", "z"], "industry": ["a", "b", "c"], "size": [1.0, 2.0, 3.0]}
    )
    assert np.isfinite(coagglomeration(plants, industries=["a", "b"]))
    assert ellison_glaeser(plants)["gamma"].isna().all()


def test_undefined_where_there_is_no_pair_or_one_region():
    plants = plants_of(1)
    assert np.isnan(coagglomeration(plants, industries=["0"]))
    assert np.isnan(coagglomeration(plants.assign(region="only")))
    matrix = coagglomeration(plants, pairwise=True)
    assert np.isnan(np.diag(matrix)).all()
    assert matrix.notna().to_numpy().sum() == 12


def test_an_empty_industry_of_a_table_is_undefined_alone():
    table = plant_table(plants_of(2))
    with_empty = table.assign(none=0.0)
    matrix = coagglomeration(with_empty, region=None, pairwise=True)
    assert matrix["none"].isna().all()
    pd.testing.assert_frame_equal(
        matrix.loc[table.columns, table.columns],
        coagglomeration(table, region=None, pairwise=True),
        check_names=False,
    )
    assert coagglomeration(with_empty, region=None) == pytest.approx(
        coagglomeration(table, region=None)
    )


@pytest.mark.parametrize("null", ["dartboard", "permutation"])
def test_the_test_finds_what_seeks_the_same_regions(null):
    plants = plants_of(5, count=400, regions=8)
    reference = pd.Series(1.0, index=list("01234567"))
    followers = plants["industry"].isin(["0", "1"])
    drawn = plants.assign(
        region=np.where(followers & (plants.index % 2 == 0), "0", plants["region"])
    )
    result = coagglomeration(
        drawn,
        pairwise=True,
        reference=reference,
        draws=199,
        null="dartboard",
        seed=3,
        alternative="greater",
    )
    assert result.null.shape == (199, 4, 4)
    assert result.p.loc["0", "1"] == pytest.approx(1 / 200)
    assert result.p.loc["2", "3"] > 0.01
    group = coagglomeration(plants, reference=reference, draws=199, null=null, seed=3)
    assert abs(group.null.mean()) < 4 * group.null.std() / 199**0.5 + 1 / 399
    assert group.p > 0.01
    assert group.value == pytest.approx(coagglomeration(plants, reference=reference))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"industries": ["0", "9"]}, "industries: '9' not found"),
        ({"industries": ["0", "0"]}, "industries: '0' occurs twice"),
        ({"reference": pd.Series({"0": 1.0})}, "'1'"),
        ({"draws": 9, "null": "bootstrap"}, "null: 'bootstrap' is not known"),
        ({"size": "jobs"}, "'jobs' is not there"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        coagglomeration(plants_of(1), **arguments)


def test_a_table_has_no_plants_to_throw():
    with pytest.raises(ValueError, match="a table has no plants to throw"):
        coagglomeration(plant_table(plants_of(1)), region=None, draws=9)
