"""Ellison-Glaeser and Maurel-Sedillot: worked by hand, by enumeration, by their properties; and bad plants refused."""

from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglomeration.indicators.concentration import ellison_glaeser, maurel_sedillot
from agglomeration.indicators.plants.plants import plant_herfindahl, plant_table

INDICES = pytest.mark.parametrize("index", [ellison_glaeser, maurel_sedillot])


def plants_of(seed, count=60, regions=6, industries=3):
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "region": generator.integers(0, regions, count).astype(str),
            "industry": generator.integers(0, industries, count).astype(str),
            "size": generator.integers(1, 200, count),
        }
    )


@pytest.fixture
def example():
    return pd.DataFrame(
        {
            "region": ["Linz", "Linz", "Wels", "Steyr", "Wels", "Steyr"],
            "industry": ["steel", "steel", "steel", "soap", "soap", "soap"],
            "size": [40, 40, 20, 50, 25, 25],
        }
    )


def test_worked_by_hand_in_exact_fractions(example):
    """x = 80, 45, 75 of 200; steel s = 4/5, 1/5, 0 with plants 2/5, 2/5, 1/5."""
    x = [Fraction(80, 200), Fraction(45, 200), Fraction(75, 200)]
    s = [Fraction(4, 5), Fraction(1, 5), Fraction(0)]
    h = Fraction(4, 25) * 2 + Fraction(1, 25)
    raw = sum((a - b) ** 2 for a, b in zip(s, x, strict=True))
    room = 1 - sum(b**2 for b in x)
    steel = ellison_glaeser(example).loc["steel"]
    assert steel["G"] == pytest.approx(float(raw))
    assert steel["H"] == pytest.approx(float(h))
    assert steel["gamma"] == pytest.approx(float((raw - room * h) / (room * (1 - h))))
    own = (sum(a**2 for a in s) - sum(b**2 for b in x)) / room
    other = maurel_sedillot(example).loc["steel"]
    assert other["G"] == pytest.approx(float(own))
    assert other["gamma"] == pytest.approx(float((own - h) / (1 - h)))


@INDICES
def test_mean_and_deviation_of_the_null_by_throwing_every_possible_way(index):
    """Four unequal plants over three unequal regions: 81 outcomes, each with its probability."""
    sizes, x = np.array([5.0, 3, 3, 1]), np.array([0.5, 0.3, 0.2])
    shares, thrown, chances = [], [], []
    reference = pd.Series(x, index=["a", "b", "c"])
    outcomes = list(product(range(3), repeat=4))
    for number, outcome in enumerate(outcomes):
        s = np.bincount(outcome, weights=sizes, minlength=3) / sizes.sum()
        shares.append(((s - x) ** 2).sum() if index is ellison_glaeser else (s**2).sum())
        chances.append(x[list(outcome)].prod())
        # Each outcome as an industry of its own: with a reference industries do not touch each other.
        place = reference.index[list(outcome)]
        thrown.append(pd.DataFrame({"region": place, "industry": number, "size": sizes}))
    found = index(pd.concat(thrown), reference=reference).loc[range(len(outcomes))]
    shares, chances, gammas = np.array(shares), np.array(chances), found[["gamma", "z"]].to_numpy()
    assert chances @ gammas[:, 0] == pytest.approx(0, abs=1e-14)
    mean = chances @ shares
    deviation = np.sqrt(chances @ (shares - mean) ** 2)
    np.testing.assert_allclose(gammas[:, 1], (shares - mean) / deviation, atol=1e-9)


@INDICES
def test_all_jobs_in_one_small_region_give_one(index):
    reference = pd.Series(1.0, index=range(100_000))
    plants = pd.DataFrame({"region": 7, "industry": "only", "size": [1.0, 2.0, 3.0]})
    assert index(plants, reference=reference).loc["only", "gamma"] == pytest.approx(1, abs=1e-4)


@INDICES
def test_one_plant_is_undefined_and_leaves_the_others_alone(index, example):
    alone = pd.concat(
        [example, pd.DataFrame({"region": ["Wels"], "industry": ["glass"], "size": [1e-6]})]
    )
    result = index(alone.reset_index(drop=True))
    assert result.loc["glass", ["gamma", "z"]].isna().all()
    assert result.loc["glass", "plants"] == 1
    np.testing.assert_allclose(
        result.loc["steel", "gamma"], index(example).loc["steel", "gamma"], rtol=1e-6
    )
    with_null = index(alone.reset_index(drop=True), draws=19, seed=1)
    assert with_null.p.isna().tolist() == [True, False, False]


@INDICES
def test_one_region_is_undefined(index):
    plants = pd.DataFrame(
        {"region": "only", "industry": ["a", "a", "b", "b"], "size": [1, 2, 3, 4]}
    )
    assert index(plants)[["gamma", "z"]].isna().all(axis=None)


@INDICES
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(1e-3, 1e3))
def test_labels_order_and_unit_do_not_matter(index, seed, factor):
    plants = plants_of(seed)
    expected = index(plants)
    shuffled = plants.sample(frac=1, random_state=seed)
    renamed = plants.assign(
        region="r" + plants["region"].str.translate(str.maketrans("012345", "543210"))
    )
    for other in (shuffled, renamed, plants.assign(size=plants["size"] * factor)):
        pd.testing.assert_frame_equal(index(other), expected, rtol=1e-9, atol=1e-12)


@INDICES
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_table_with_plant_herfindahls_gives_the_same(index, seed):
    plants = plants_of(seed)
    expected = index(plants)
    result = index(plant_table(plants), herfindahl=plant_herfindahl(plants))
    pd.testing.assert_frame_equal(result[["gamma", "G", "H"]], expected[["gamma", "G", "H"]])
    assert result[["plants", "z"]].isna().all(axis=None)


@INDICES
def test_a_region_without_plants_counts_through_the_reference_only(index, example):
    reference = pd.Series({"Linz": 80.0, "Wels": 45.0, "Steyr": 75.0, "Enns": 100.0})
    by_plants = index(example, reference=reference)
    by_table = index(
        plant_table(example), herfindahl=plant_herfindahl(example), reference=reference
    )
    pd.testing.assert_frame_equal(by_plants[["gamma", "G"]], by_table[["gamma", "G"]])
    assert not np.isclose(by_plants.loc["steel", "gamma"], index(example).loc["steel", "gamma"])
    kept = example.assign(
        region=pd.Categorical(example["region"], categories=["Enns", "Linz", "Steyr", "Wels"])
    )
    with pytest.raises(ValueError, match="Enns"):
        index(kept)
    # Of a reference that knows more regions those count that are asked for.
    asked = ["Linz", "Steyr", "Wels"]
    pd.testing.assert_frame_equal(
        index(example, reference=reference, regions=asked),
        index(example, reference=reference[asked]),
    )
    pd.testing.assert_frame_equal(
        index(kept, regions=["Enns", "Linz", "Steyr", "Wels"]), index(example)
    )


@INDICES
@pytest.mark.parametrize("null", ["dartboard", "permutation"])
def test_the_simulated_null_agrees_with_the_formula(index, null):
    """The reference is as the plants lie: an industry that moves its own reference has a lower mean than 0."""
    plants = plants_of(3, count=400, regions=8, industries=2)
    reference = plants["region"].value_counts()
    result = index(plants, reference=reference, draws=400, null=null, seed=9)
    draws = result.draws
    assert draws.shape == (400, 2)
    finite_population = 0 if null == "dartboard" else 1 / 399
    assert (abs(draws.mean(axis=0)) < 4 * draws.std(axis=0) / 20 + finite_population).all()
    assert ((result.lower < 0) & (result.upper > 0)).all()
    again = index(plants, reference=reference, draws=400, null=null, seed=9)
    pd.testing.assert_frame_equal(result.frame, again.frame)


def test_the_null_is_rejected_when_plants_huddle_and_only_then():
    plants = plants_of(4, count=300)
    huddled = plants.assign(region=np.where(plants["industry"] == "0", "0", plants["region"]))
    reference = pd.Series(1.0, index=list("012345"))
    result = ellison_glaeser(huddled, reference=reference, draws=199, seed=2)
    assert result.frame.loc["0", "p"] == pytest.approx(1 / 200)
    assert (result.p[["1", "2"]] > 0.05).all()
    less = ellison_glaeser(huddled, reference=reference, draws=199, seed=2, alternative="less")
    assert less.p["0"] == 1


def test_the_input_is_not_changed(example):
    before = example.copy(deep=True)
    ellison_glaeser(example, draws=9, seed=1)
    pd.testing.assert_frame_equal(example, before)


@INDICES
@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("size", 0.0, "row 2, column 'size' is 0"),
        ("size", -4.0, "row 2, column 'size' is -4"),
        ("size", np.inf, "row 2, column 'size' is inf"),
        ("size", np.nan, "row 2, column 'size' is nan"),
        ("region", None, "row 2 has no 'region'"),
        ("industry", None, "row 2 has no 'industry'"),
    ],
)
def test_bad_plants_are_named(index, example, column, value, message):
    bad = example.astype({"size": float})
    bad.loc[2, column] = value
    with pytest.raises(ValueError, match=message):
        index(bad)


@INDICES
def test_text_and_empty_frames_are_named(index, example):
    with pytest.raises(ValueError, match="column 'size' is 'many'"):
        index(example.assign(size=["many", *["1"] * 5]))
    with pytest.raises(ValueError, match="empty"):
        index(example.iloc[:0])
    with pytest.raises(ValueError, match="'jobs' is not there"):
        index(example, size="jobs")


@INDICES
def test_misaligned_references_and_herfindahls_are_named(index, example):
    table, lumpiness = plant_table(example), plant_herfindahl(example)
    with pytest.raises(ValueError, match="Steyr"):
        index(example, reference=pd.Series({"Linz": 1.0, "Wels": 1.0}))
    with pytest.raises(ValueError, match="Steyr"):
        index(table, herfindahl=lumpiness, reference=pd.Series({"Linz": 1.0, "Wels": 1.0}))
    with pytest.raises(ValueError, match="soap"):
        index(table, herfindahl=lumpiness.drop("soap"))
    with pytest.raises(ValueError, match=r"'steel' is 1\.2"):
        index(table, herfindahl=lumpiness.replace(lumpiness["steel"], 1.2))
    with pytest.raises(ValueError, match="every region has size 0"):
        index(example, reference=pd.Series({"Linz": 0.0, "Wels": 0.0, "Steyr": 0.0}))
    with pytest.raises(TypeError, match="reference: expected a Series"):
        index(example, reference=[1, 2, 3])
    with pytest.raises(ValueError, match="a table has no plants to throw"):
        index(table, herfindahl=lumpiness, draws=9)
    with pytest.raises(ValueError, match="null: 'bootstrap' is not known"):
        index(example, draws=9, null="bootstrap")


def test_an_empty_industry_of_a_table_is_undefined_alone(example):
    table = plant_table(example).assign(glass=0.0)
    lumpiness = pd.concat([plant_herfindahl(example), pd.Series({"glass": np.nan})])
    result = ellison_glaeser(table, herfindahl=lumpiness)
    assert np.isnan(result.loc["glass", "gamma"])
    assert result.loc[["soap", "steel"], "gamma"].notna().all()
