"""No result hangs on the unit of a table or of coordinates: a value that meets a threshold meets it in every unit."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from agglomeration.indicators.inference.simulation import p_value

FACTORS = (3, 10, 1000, 0.001, 1 / 7)


@pytest.fixture(scope="module")
def filled():
    """Five regions as they are and four filled by the mix of these, as withheld cells often are: quotients of 1."""
    known = {
        "A": [120, 30, 60, 40, 11],
        "B": [40, 90, 30, 20, 8],
        "C": [33, 12, 70, 90, 31],
        "H": [90, 60, 22, 15, 2],
        "I": [25, 9, 44, 41, 38],
    }
    table = pd.DataFrame(known, index=["food", "steel", "soap", "toys", "chips"]).T.astype(float)
    mix = table.sum() / table.sum().sum()
    for name, size in (("D", 45.3), ("E", 12.7), ("F", 7.1), ("G", 101.9)):
        table.loc[name] = mix * size
    return table


def present_by_hand(table):
    return (ag.location_quotient(table) > 1 - 1e-6).astype(float)


def test_a_quotient_of_one_is_present(filled):
    assert (ag.presence(filled).loc[list("DEFG")] == 1).all(axis=None)
    pd.testing.assert_frame_equal(ag.presence(filled), present_by_hand(filled))
    tenths = pd.DataFrame([[0.1, 0.2, 0.3], [0.2, 0.4, 0.6]], columns=["steel", "soap", "toys"])
    assert ag.diversity(tenths).tolist() == [3, 3]
    assert ag.ubiquity(tenths).tolist() == [2, 2, 2]


def test_an_amount_at_the_threshold_is_present():
    tenths = pd.DataFrame({"steel": [0.1 + 0.7, 0.79], "soap": [0.8, 0.81]})
    assert ag.presence(tenths, threshold=0.8, by="amount").to_numpy().tolist() == [[1, 1], [0, 1]]


@pytest.mark.parametrize("threshold", [np.nan, np.inf])
def test_a_threshold_is_a_number(filled, threshold):
    with pytest.raises(ValueError, match=r"threshold: (nan|inf) is not a finite number"):
        ag.presence(filled, threshold=threshold)


OF_A_TABLE = {
    "presence": ag.presence,
    "diversity": ag.diversity,
    "ubiquity": ag.ubiquity,
    "proximity": ag.proximity,
    "cooccurrence": lambda table: ag.cooccurrence(table, "association"),
    "density": ag.relatedness_density,
    "density of the others": lambda table: ag.relatedness_density(table, leave_out=True),
    "eci": lambda table: ag.economic_complexity(table).eci,
    "pci": lambda table: ag.economic_complexity(table).pci,
    "fitness": lambda table: ag.fitness_complexity(table, iterations=20, tolerance=1).fitness,
    "outlook": lambda table: ag.complexity_outlook(table).index,
    "gain": lambda table: ag.complexity_outlook(table).gain,
    "entry": lambda table: ag.entry(table, table.iloc[::-1].set_axis(table.index)),
    "exit": lambda table: ag.exit(table, table.iloc[::-1].set_axis(table.index)),
    "variety of the whole": ag.duranton_puga_diversity,
    "locational Gini": ag.locational_gini,
    "quotients as scores": lambda table: ag.location_quotient(table, "standardized"),
    "colocation": lambda table: ag.colocation(table, "location_quotient"),
    "strongest links": lambda table: ag.strongest_links(table.T @ table, 0.5) > 0,
    "ranks": lambda table: ag.rescale(table / table.sum()),
    "ranks over weights": lambda table: ag.rank_over_weights(table, seed=1).frame,
}


@pytest.mark.parametrize("name", OF_A_TABLE)
def test_a_table_has_no_unit(filled, name):
    found = OF_A_TABLE[name](filled)
    same = (
        pd.testing.assert_series_equal
        if isinstance(found, pd.Series)
        else pd.testing.assert_frame_equal
    )
    for factor in FACTORS:
        same(OF_A_TABLE[name](filled * factor), found, rtol=1e-6, atol=1e-9)


def test_the_structure_of_the_whole_is_infinitely_diverse_in_its_own_way(filled):
    tenths = pd.DataFrame([[0.1, 0.2, 0.3], [0.2, 0.4, 0.6]], columns=["steel", "soap", "toys"])
    for factor in (1, *FACTORS):
        assert np.isposinf(ag.duranton_puga_diversity(tenths * factor)).all()


def test_complexity_is_that_of_what_is_present(filled):
    right = ag.economic_complexity(present_by_hand(filled), by="amount")
    for factor in (1, *FACTORS):
        pd.testing.assert_series_equal(ag.economic_complexity(filled * factor).eci, right.eci)


def test_average_linkages_are_not_above_average():
    """Industries that all buy and sell alike: each linkage is the mean of all, whatever rounding makes of it."""
    for size in range(2, 9):
        labels = [f"industry {number}" for number in range(size)]
        flows = pd.DataFrame(0.1, index=labels, columns=labels)
        for factor in (1, *FACTORS):
            found = ag.key_sectors(flows * factor, pd.Series(0.7 * size, index=labels) * factor)
            assert (found["type"] == "weak").all()


def test_the_first_of_equal_channels_is_named():
    """Each buys a tenth of the other's sales and the other way round: all four shares are one."""
    labels = ["soap", "steel"]
    flows = pd.DataFrame([[0.3, 0.1], [0.1, 0.3]], index=labels, columns=labels)
    for factor in (1, *FACTORS):
        assert (
            ag.value_chain_channel(flows * factor, "max_share").loc["soap", "steel"] == "buys from"
        )


def test_equally_near_items_keep_their_order():
    names = ["drugs", "soap", "steel"]
    near = pd.DataFrame([[1, 0.3, 0.1 + 0.2], [0.3, 1, 0], [0.3, 0, 1]], index=names, columns=names)
    assert ag.nearest(near, "drugs", 1).index.tolist() == ["soap"]


def test_scores_that_are_equal_share_a_rank():
    legs = pd.DataFrame({"make": [0.1, 0.3], "sell": [0.2, 0.0]}, index=["Linz", "Wels"])
    mirrored = pd.concat(
        [legs, legs[["sell", "make"]].set_axis(legs.columns, axis=1)], axis=1, keys=["one", "other"]
    )
    mirrored.columns = ["a", "b", "c", "d"]
    both = pd.concat([mirrored, mirrored * (0.1 + 0.2) / 0.3]).set_axis(
        ["Linz", "Wels", "Linz too", "Wels too"]
    )
    found = ag.rank_over_weights(both, seed=1)
    assert (found.loc["Linz too"] == found.loc["Linz"]).all()
    assert (found.loc["Wels too"] == found.loc["Wels"]).all()


def test_curves_that_differ_by_rounding_only_are_tied():
    """The observed curve is the sum of the same three numbers as half of the draws, in another order."""
    one, other = (0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3)
    assert one != other
    draws = np.repeat([[one], [0.1]], [60, 40], axis=0)
    drawn = ag.global_envelope(draws, [one], alternative="greater").p
    assert drawn == 61 / 101
    assert (
        ag.global_envelope(np.where(draws == one, other, draws), [one], alternative="greater").p
        == drawn
    )


GRID = pd.DataFrame([(x, y) for x in range(7) for y in range(5)], columns=["x", "y"])
GRID["type"] = ["baker" if number % 3 else "smith" for number in range(len(GRID))]
# Steps of 1, 2, 3 and diagonals 3-4-5: many distances are exactly a radius.
RADII = np.array([1.0, 2.0, 3.0, 5.0])


@pytest.mark.parametrize("factor", [0.1, 0.3, 1 / 3, 0.7, 1e-3, 1e5, 0.1 * np.pi])
def test_a_distance_of_exactly_the_radius_is_within_it_in_every_unit(factor):
    right = ag.marcon_puech(GRID, "baker", distances=RADII)["M"].to_numpy()
    scaled = GRID.assign(x=GRID["x"] * factor, y=GRID["y"] * factor)
    found = ag.marcon_puech(scaled, "baker", distances=RADII * factor)["M"]
    np.testing.assert_allclose(found, right, rtol=1e-12)


@pytest.mark.parametrize("factor", [0.1, 0.3, 1 / 3, 0.7, 1e-3, 1e5, 0.1 * np.pi])
def test_a_ring_ends_at_its_outer_edge_in_every_unit(factor):
    pytest.importorskip("esda")
    places = GRID[["x", "y"]].to_numpy()
    apart = pd.DataFrame(np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)))
    values = pd.Series(np.random.default_rng(1).random(len(GRID)))
    right = ag.correlogram(values, apart, RADII)["I"].to_numpy()
    np.testing.assert_allclose(ag.correlogram(values, apart * factor, RADII * factor)["I"], right)
    moved = places * factor
    apart = pd.DataFrame(np.hypot(*(moved[:, None] - moved[None]).transpose(2, 0, 1)))
    np.testing.assert_allclose(ag.correlogram(values, apart, RADII * factor)["I"], right)


@pytest.mark.parametrize("factor", [0.1, 0.3, 1 / 3, 0.7, 1e-3, 1e5, 0.1 * np.pi])
def test_ripley_counts_what_is_nearer_than_the_radius_in_every_unit(factor):
    places = GRID[["x", "y"]].to_numpy()
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    right = [
        ((apart < radius).sum() - len(GRID)) * 100 / (len(GRID) * (len(GRID) - 1))
        for radius in RADII
    ]
    scaled = GRID.assign(x=GRID["x"] * factor, y=GRID["y"] * factor)
    found = ag.ripley_k(scaled, RADII * factor, area=100 * factor**2)["K"] / factor**2
    np.testing.assert_allclose(found, right)


@pytest.mark.parametrize("factor", (1, *FACTORS, 0.1))
def test_what_is_whole_or_all_of_it_but_for_rounding(factor):
    """The whole public money, a ceiling, one plant's Herfindahl index, counts in tenths: none hangs on a last digit."""
    assert ag.leverage((0.1 + 0.2) * factor, 0.3 * factor, "private") == 0
    paid = ag.eligibility(3, 1, cost=1.2 * factor, subsidy=(0.1 + 0.2) * factor)
    assert paid.eligible
    both = ag.eligibility(
        3, 1, cost=1.2 * factor, maximum_per_firm=0.1 * factor, maximum_share=0.25
    )
    assert both.binding == "share of cost"
    table = pd.DataFrame({"steel": [3, 7.0], "soap": [4, 5]}, index=["Linz", "Wels"]) * factor
    one = pd.Series({"steel": 1 - 1e-16, "soap": 0.3})
    found = ag.ellison_glaeser(table, herfindahl=one)["gamma"]
    assert found.isna().tolist() == [True, False]
    ag.maurel_sedillot(table, herfindahl=one.add([2e-16, 0]))
    alike = pd.DataFrame({"make": [0.1 + 0.2, 0.3, 0.3], "sell": [1.0, 2, 3]}) * factor
    for kind in ("rank", "min-max", "standardized"):
        assert ag.rescale(alike, kind).isna().all().tolist() == [True, False]


def test_counts_of_another_unit_are_counts():
    counts = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    tenths = counts / 10 * 10.000000000000002
    found = ag.entropy(tenths, draws=20, seed=1)
    np.testing.assert_allclose(found.draws, ag.entropy(counts, draws=20, seed=1).draws)
    with pytest.raises(ValueError, match=r"is 10\.4; a table is drawn anew from counts"):
        ag.entropy(counts.add([0, 0.4]), draws=20)


@pytest.mark.parametrize("factor", (1, *FACTORS))
def test_a_p_value_counts_what_differs_by_rounding(factor):
    value, null = (0.1 + 0.2) * factor, np.array([0.3, 0.3, 0.2, 0.5]) * factor
    assert p_value(value, null) == pytest.approx(4 / 5)
    assert p_value(value, null, "less") == pytest.approx(4 / 5)


@pytest.mark.parametrize("factor", (1, *FACTORS))
@pytest.mark.parametrize("method", ["exact", "binned"])
def test_default_distances_reach_beyond_one_place(method, factor):
    """Nine of eleven plants at one postcode: more than half of the pairs are nowhere apart, whatever the unit."""
    points = pd.DataFrame({"x": [1.0] * 9 + [4, 9], "y": [1.0] * 9 + [5, 3]}) * factor
    found = ag.duranton_overman(points, method=method, bandwidth=0.5 * factor)
    assert len(found) == 100
    assert found.index.is_unique
    assert found.index[-1] == pytest.approx(np.hypot(8, 2) * factor, rel=0.01)
