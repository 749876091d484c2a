"""Industries of spin-offs: what is said of children, places and gains holds in them."""

import numpy as np
import pytest

from clusterbook.models.spin_offs import LUCK, ROOM, simulate_spin_offs


@pytest.fixture(scope="module")
def firms():
    return simulate_spin_offs(heredity=0.8, gain=0.2, seed=1)


def test_parents_are_older_and_told_with_their_children(firms):
    children = firms[firms["parent"] >= 0]
    parents = firms.loc[children["parent"]]
    assert (parents["year"].to_numpy() < children["year"].to_numpy()).all()
    assert (parents["region"].to_numpy() == children["region"].to_numpy()).all()
    for column in ("capability", "performance"):
        assert np.array_equal(parents[column], children[f"parents_{column}"])
    assert (
        firms.loc[firms["parent"] < 0, ["parents_capability", "parents_performance"]]
        .isna()
        .all(None)
    )


@pytest.mark.parametrize("heredity", [0.0, 0.5, 0.9])
def test_children_take_after_their_parents_by_heredity(heredity):
    worlds = [simulate_spin_offs(heredity, seed=seed) for seed in range(8)]
    pairs = [world[world["parent"] >= 0][["parents_capability", "capability"]] for world in worlds]
    parents, children = np.vstack(pairs).T
    slope, _ = np.polyfit(parents, children, 1)
    assert slope == pytest.approx(heredity, abs=0.06)
    assert np.std(children - heredity * parents) == pytest.approx(
        np.sqrt(1 - heredity**2), abs=0.03
    )


def test_performance_is_capability_and_gain_and_luck(firms):
    luck = firms["performance"] - firms["capability"] - 0.2 * np.log(firms["neighbours"])
    assert luck.mean() == pytest.approx(0, abs=0.1)
    assert luck.std() == pytest.approx(LUCK, abs=0.05)


def test_neighbours_are_the_open_firms_of_the_region_itself_included():
    firms = simulate_spin_offs(years=0, seed=2)
    counts = firms["region"].value_counts()
    assert (firms["neighbours"] == firms["region"].map(counts)).all()
    assert firms["open"].all()


def test_there_is_no_more_room_than_there_is(firms):
    assert firms["open"].sum() == ROOM
    shut, stayed = (firms.loc[firms["open"] == flag, "capability"].mean() for flag in (False, True))
    assert shut < stayed


def test_children_who_do_not_stay_are_anywhere():
    firms = simulate_spin_offs(stay=0.0, seed=3)
    children = firms[firms["parent"] >= 0]
    home = firms.loc[children["parent"], "region"].to_numpy() == children["region"].to_numpy()
    assert home.mean() == pytest.approx(1 / 12, abs=0.05)


def test_the_same_seed_gives_the_same_industry_and_another_another():
    one, two, other = (simulate_spin_offs(seed=seed) for seed in (1, 1, 2))
    assert one.equals(two)
    assert not one.equals(other)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"heredity": 1.2}, "heredity: 1.2 is not"),
        ({"stay": -0.1}, "stay: -0.1"),
        ({"regions": 1}, "regions: 1 is too few"),
    ],
)
def test_what_cannot_be_is_refused(given, told):
    with pytest.raises(ValueError, match=told):
        simulate_spin_offs(**given)
