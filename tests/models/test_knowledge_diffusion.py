"""Knowledge on a line in its limits: nothing tacit, nothing sticky, Polya's urn, and one lucky start."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.models.knowledge_diffusion import chances, knowledge_at_hand, simulate_innovations

REGIONS, INNOVATIONS = 15, 200


def concentration(made):
    """Herfindahl index of the regions' shares, one per history."""
    shares = made.div(made.sum(axis=1), axis=0)
    return (shares**2).sum(axis=1)


def expected(alpha):
    """What the index averages to when shares are Dirichlet(alpha) and innovations are drawn from them."""
    shares = (1 + alpha) / (1 + REGIONS * alpha)
    return 1 / INNOVATIONS + (1 - 1 / INNOVATIONS) * shares


def assert_mean(values, truth):
    assert abs(values.mean() - truth) < 4 * values.std() / len(values) ** 0.5


@pytest.mark.parametrize(
    ("stickiness", "tacit"), [(np.inf, 0.0), (2.0, 0.0), (0.0, 1.0), (0.0, 0.4)]
)
def test_nothing_tacit_or_nothing_sticky_makes_all_regions_alike(stickiness, tacit):
    stock = np.arange(1.0, 6.0)
    np.testing.assert_allclose(chances(stock, stickiness, tacit), 0.2)
    made = simulate_innovations(
        REGIONS, INNOVATIONS, stickiness=stickiness, tacit=tacit, runs=2000, seed=3
    )
    assert_mean(concentration(made), 1 / INNOVATIONS + (1 - 1 / INNOVATIONS) / REGIONS)


@pytest.mark.parametrize("gain", [0.5, 1.0, 5.0])
def test_all_tacit_and_wholly_sticky_is_an_urn(gain):
    made = simulate_innovations(
        REGIONS, INNOVATIONS, stickiness=np.inf, tacit=1, gain=gain, runs=3000, seed=4
    )
    assert_mean(concentration(made), expected(1 / gain))


def test_without_gain_the_past_leaves_no_trace():
    made = simulate_innovations(
        REGIONS, INNOVATIONS, stickiness=np.inf, tacit=1, gain=0, runs=2000, seed=5
    )
    assert_mean(concentration(made), 1 / INNOVATIONS + (1 - 1 / INNOVATIONS) / REGIONS)


def test_stickiness_and_tacitness_concentrate_only_together():
    def leader(stickiness, tacit):
        made = simulate_innovations(
            REGIONS, INNOVATIONS, stickiness=stickiness, tacit=tacit, runs=400, seed=6
        )
        return made.max(axis=1).mean() / INNOVATIONS

    neither, sticky, tacit, both = leader(0, 0), leader(3, 0), leader(0, 1), leader(3, 1)
    assert both > 2 * neither
    assert sticky == pytest.approx(neither, rel=0.05)
    assert tacit == pytest.approx(neither, rel=0.05)


def test_a_line_favours_its_middle_and_neither_end():
    made = simulate_innovations(
        REGIONS, INNOVATIONS, stickiness=0.3, tacit=1, runs=3000, seed=7
    ).mean()
    assert made[8] > 1.3 * made[1]
    np.testing.assert_allclose(made, made[::-1], rtol=0.15)


def test_knowledge_at_hand_lies_between_the_own_and_the_whole_stock():
    stock = np.array([2.0, 0.0, 1.0, 5.0])
    for stickiness in (0.0, 0.2, 1.0, np.inf):
        at_hand = knowledge_at_hand(stock, stickiness)
        assert (at_hand >= stock).all()
        assert (at_hand <= stock.sum() + 1e-12).all()
    np.testing.assert_allclose(knowledge_at_hand(stock, 0.0), stock.sum())
    np.testing.assert_allclose(knowledge_at_hand(stock, np.inf), stock)


def test_a_laboratory_among_regions_that_do_not_listen_helps_others():
    start, uptake = np.ones(REGIONS), np.ones(REGIONS)
    start[4], uptake[4] = 200.0, 0.05
    how = {"stickiness": 0.5, "tacit": 1.0, "runs": 400, "seed": 8}
    heard = simulate_innovations(REGIONS, INNOVATIONS, start=start, **how).mean()
    unheard = simulate_innovations(REGIONS, INNOVATIONS, start=start, uptake=uptake, **how).mean()
    assert heard.idxmax() == 5
    assert unheard.idxmax() != 5
    assert unheard[5] < 0.2 * heard[5]


def test_the_first_chances_are_those_of_the_equation():
    start = np.linspace(1, 4, REGIONS)
    first = simulate_innovations(
        REGIONS, 1, stickiness=0.7, tacit=0.6, start=start, runs=40_000, seed=9
    ).mean()
    np.testing.assert_allclose(first, chances(start, 0.7, 0.6), atol=0.006)


def test_histories_are_whole_numbered_and_the_same_for_the_same_seed():
    one, two = (simulate_innovations(6, 50, runs=3, seed=10) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    assert (one.sum(axis=1) == 50).all()
    assert one.columns.tolist() == [1, 2, 3, 4, 5, 6]


def test_no_knowledge_anywhere_leaves_the_chance_undefined():
    assert np.isnan(chances([0.0, 0.0], 1.0, 0.5)).all()
    np.testing.assert_allclose(chances([0.0, 0.0], 1.0, 0.0), 0.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"regions": 0}, "regions: 0"),
        ({"innovations": 2.5}, "innovations: 2.5"),
        ({"runs": 0}, "runs: 0"),
        ({"stickiness": -1.0}, "stickiness: -1.0"),
        ({"stickiness": np.nan}, "stickiness: nan"),
        ({"tacit": 1.1}, "tacit: 1.1"),
        ({"gain": -1.0}, "gain: -1.0"),
        ({"start": [1.0, 1.0]}, "2 values for 4 regions"),
        ({"start": [1.0, -1.0, 1.0, 1.0]}, "region 2"),
        ({"uptake": np.zeros(4)}, "no region takes up"),
        ({"start": np.zeros(4)}, "no region has knowledge"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        simulate_innovations(**{"regions": 4, "innovations": 10, **arguments})


def test_a_negative_stock_is_named():
    with pytest.raises(ValueError, match="not negative"):
        knowledge_at_hand([1.0, -2.0], 1.0)
