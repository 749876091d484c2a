"""Movers, contests for a plant and a programme that picks: what was built in is there, and nothing else."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.models.movers import ABILITY, LOG_SIZE, simulate_movers
from clusterbook.models.picked_winners import STARTS, at_start, simulate_programme
from clusterbook.models.plant_contests import compare_with, simulate_contests


def slope(data, what):
    return np.polyfit(np.log(data["size"]), what, 1)[0]


@pytest.mark.parametrize("sorting", [0.0, 0.1, 0.5])
def test_the_abler_live_in_larger_cities_by_the_correlation_that_was_asked_for(sorting):
    data = simulate_movers(sorting=sorting, workers=20_000, years=2, seed=1)
    assert slope(data, data["ability"]) == pytest.approx(sorting * ABILITY / LOG_SIZE, abs=0.01)


def test_wages_are_the_sum_of_what_was_built_in():
    data = simulate_movers(0.04, 0.2, 0.01, 0.03, workers=500, seed=2)
    centre = np.log(data["size"]) - 12
    past = centre.groupby(data["worker"]).cumsum() - centre
    rest = np.log(data["wage"] / 20) - data["ability"] - data["premium"]
    rest = rest - 0.04 * centre - 0.01 * past
    assert rest.std() == pytest.approx(0.1, rel=0.05)
    assert abs(rest.mean()) < 0.01


def test_only_some_move_and_who_moves_up_takes_a_worse_employer():
    data = simulate_movers(worse_firm=0.05, workers=5000, moves=0.15, seed=3)
    by = data.sort_values("year").groupby("worker")
    up, premium = by["size"].transform(lambda s: np.log(s).diff()), by["premium"].diff()
    moved = by["city"].diff().fillna(0) != 0
    assert 0.12 < moved[data["year"] > 0].mean() < 0.16
    assert np.polyfit(up[moved], premium[moved], 1)[0] == pytest.approx(-0.05, abs=0.01)


def test_the_runner_up_shrinks_the_bias_and_does_not_end_it():
    """Over 2,000 contests: all others err by the whole advantage of the best, the runner-up by a part."""
    won = simulate_contests(contests=2000, seed=1)
    runner, error = compare_with(won)
    everyone, _ = compare_with(won, "all")
    assert 0.12 + 3 * error < runner < everyone - 0.05
    by_lot = simulate_contests(choosing=0.0, contests=2000, seed=1)
    for others in ("runner-up", "all"):
        gap, error = compare_with(by_lot, others)
        assert abs(gap - 0.12) < 3 * error


def test_each_contest_has_one_winner_and_one_runner_up():
    roles = simulate_contests(contests=7, candidates=5)
    counts = roles.groupby("contest")["role"].value_counts().unstack()
    assert (counts["winner"] == 1).all() and (counts["runner-up"] == 1).all()
    assert (counts["other"] == 3).all()


@pytest.mark.parametrize("picking", [-0.7, 0.0, 0.7])
def test_a_programme_takes_those_who_grow_by_the_correlation_that_was_asked_for(picking):
    data = simulate_programme(picking=picking, regions=2000, seed=1).query("time == 0")
    gap = data.groupby(data["first_treated"].notna())["trend"].mean()
    gap = (gap[True] - gap[False]) / data["trend"].std()
    # The mean of a normal above and below its 60th percentile differs by 1.61 standard deviations.
    assert gap == pytest.approx(1.61 * picking, abs=0.15)
    assert set(data["first_treated"].dropna()) == set(STARTS)


def test_those_with_the_highest_scores_are_chosen_and_a_row_per_region_keeps_its_score():
    data = simulate_programme(picking=0.5, seed=5)
    score = data.groupby("region")["score"].first()
    chosen = data.groupby("region")["first_treated"].first().notna()
    assert score[chosen].min() > score[~chosen].max()
    rows = at_start(data)
    assert (rows["score"] == score[rows.index]).all()


def test_the_effect_begins_at_the_start_and_grows():
    data = simulate_programme(0.05, growing=0.2, seed=2)
    since = data["time"] - data["first_treated"]
    there = since >= 0
    assert (data.loc[~there, "effect"] == 0).all()
    assert np.allclose(data.loc[there, "effect"], 0.05 * (1 + 0.2 * since[there]))


def test_one_row_per_region_has_growth_after_beside_growth_before():
    data = simulate_programme(0.05, growing=0.2, seed=3)
    rows = at_start(data, start=7)
    region = rows.index[rows["treated"]][0]
    path = data[data["region"] == region].set_index("time")["outcome"]
    assert rows.loc[region, "outcome"] == pytest.approx(path[9] - path[6])
    assert rows.loc[region, "before"] == pytest.approx((path[6] - path[0]) / 6)
    assert rows.loc[region, "effect"] == pytest.approx(0.05 * (1 + 0.2 * 2))
    assert set(rows.index[rows["treated"]]) == set(data.loc[data["first_treated"] == 7, "region"])


@pytest.mark.parametrize("simulate", [simulate_movers, simulate_contests, simulate_programme])
def test_the_same_seed_gives_the_same_world(simulate):
    pd.testing.assert_frame_equal(simulate(seed=4), simulate(seed=4))
    assert not simulate(seed=4).equals(simulate(seed=5))


@pytest.mark.parametrize(
    ("simulate", "options", "words"),
    [
        (simulate_movers, {"workers": 1}, "workers: 1 is too few"),
        (simulate_movers, {"sorting": 2}, "sorting: 2 is a correlation"),
        (simulate_movers, {"moves": 0}, "moves: 0 is a share"),
        (simulate_contests, {"candidates": 2}, "are too few"),
        (simulate_contests, {"choosing": -1}, "choosing: -1 is a correlation"),
        (simulate_programme, {"years": 5}, "over 5 years are too few"),
        (simulate_programme, {"picking": 3}, "picking: 3 is a correlation"),
        (simulate_programme, {"treated": 0.01}, "treated: 0.01 is a share"),
    ],
)
def test_bad_input_is_named(simulate, options, words):
    with pytest.raises(ValueError, match=words):
        simulate(**options)


def test_whom_winners_are_held_against_is_one_of_two():
    with pytest.raises(ValueError, match="others: 'best' is unknown"):
        compare_with(simulate_contests(), "best")
