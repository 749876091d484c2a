"""Partnerships in their limits: no borders, one place, no distance, all distance."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.models.partnerships import chance_of_crossing, partnerships


def sites(places, seed):
    points = np.random.default_rng(seed).uniform(0, 100, size=(len(places), 2))
    return pd.DataFrame({"place": places, "x": points[:, 0], "y": points[:, 1]})


FIRMS = sites(["city"] * 40 + ["ring"] * 60, 1)
INSTITUTES = sites(["city"] * 15 + ["ring"] * 5, 2)


@pytest.mark.parametrize("reach", [5.0, 50.0, np.inf])
def test_borders_keep_everyone_at_home_and_are_worth_no_more(reach):
    free, bound = (
        partnerships(FIRMS, INSTITUTES, reach, borders, seed=3) for borders in (False, True)
    )
    assert not bound["crosses"].any()
    assert (bound["worth"] <= free["worth"]).all()
    same = ~free["crosses"]
    pd.testing.assert_frame_equal(free[same], bound[same])


def test_with_one_place_there_is_nothing_to_cut():
    firms, institutes = FIRMS.assign(place="all"), INSTITUTES.assign(place="all")
    free, bound = (partnerships(firms, institutes, 20.0, borders) for borders in (False, True))
    pd.testing.assert_frame_equal(free, bound)
    assert chance_of_crossing(firms, institutes) == 0


def test_short_reach_takes_the_nearest_and_no_distance_the_fittest():
    near = partnerships(FIRMS, INSTITUTES, 1e-3)
    gaps = np.hypot(
        *(np.subtract.outer(FIRMS[a].to_numpy(), INSTITUTES[a].to_numpy()) for a in "xy")
    )
    np.testing.assert_allclose(near["distance"], gaps.min(axis=1))
    fit = partnerships(FIRMS, INSTITUTES, np.inf, seed=7)
    degree = np.random.default_rng(7).uniform(size=gaps.shape)
    np.testing.assert_allclose(fit["worth"], degree.max(axis=1))


def test_without_distance_the_cut_is_the_blind_one_on_average():
    cut = [
        partnerships(FIRMS, INSTITUTES, np.inf, seed=seed)["crosses"].mean() for seed in range(200)
    ]
    assert np.mean(cut) == pytest.approx(chance_of_crossing(FIRMS, INSTITUTES), abs=0.01)
    assert chance_of_crossing(FIRMS, INSTITUTES) == pytest.approx(1 - 0.4 * 0.75 - 0.6 * 0.25)


def test_the_share_that_crosses_is_the_border_cut():
    found = partnerships(FIRMS, INSTITUTES, 30.0, seed=5).reset_index()
    pairs = pd.DataFrame(
        {"partner": "f" + found["firm"].astype(str), "other": "i" + found["institute"].astype(str)}
    )
    where = pd.concat(
        [FIRMS["place"].rename("f{}".format), INSTITUTES["place"].rename("i{}".format)]
    )
    assert ag.border_cut(pairs, where) == pytest.approx(found["crosses"].mean())


def test_a_place_without_institute_finds_no_partner_at_home():
    alone = INSTITUTES[INSTITUTES["place"] == "city"]
    assert len(partnerships(FIRMS, alone, 30.0, borders=True)) == 40


@pytest.mark.parametrize(
    ("change", "words"), [({"reach": 0}, "positive"), ({"firms": FIRMS[:0]}, "empty")]
)
def test_bad_input_is_named(change, words):
    with pytest.raises(ValueError, match=words):
        partnerships(**{"firms": FIRMS, "institutes": INSTITUTES, "reach": 10.0, **change})
