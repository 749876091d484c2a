"""A shuffled economy keeps the sums and moves the links; nearness follows links only where it does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

import agglomeration as ag
from clusterbook.cases.korea import korean_industry_table, korean_manufacturing
from clusterbook.cases.linked_and_near import (
    KOREAN_DIVISIONS,
    division_nearness,
    korean_nearness,
    linked_and_near,
)
from clusterbook.cases.staffing import input_output_flows
from clusterbook.cases.trade_web import industry_trade, link_weights, shuffled_trade

WEIGHTS = ("shares", "dollars", "partners", "skills")


@pytest.fixture(scope="module")
def trade():
    return industry_trade()


def test_trade_is_the_table_without_what_cannot_be_a_link(trade):
    flows = input_output_flows().to_numpy()
    between = ~np.eye(len(flows), dtype=bool)
    assert (np.diag(trade) == 0).all()
    np.testing.assert_array_equal(trade.to_numpy()[between], np.maximum(flows, 0)[between])


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_is_symmetric_and_not_negative(trade, weight):
    links = link_weights(trade, weight)
    values = links.to_numpy()
    np.testing.assert_allclose(values, values.T)
    assert (values >= 0).all()
    assert links.index.equals(links.columns)
    assert links.index.isin(trade.index).all()


def test_another_weight_is_refused(trade):
    with pytest.raises(ValueError, match="weight: 'euros' is unknown"):
        link_weights(trade, "euros")


@given(st.integers(0, 10**6))
def test_a_shuffled_economy_sells_and_buys_as_much(seed):
    random = np.random.default_rng(seed)
    economy = pd.DataFrame(random.lognormal(size=(6, 6)) * (1 - np.eye(6)))
    dealt = shuffled_trade(economy, seed)
    for axis in (0, 1):
        np.testing.assert_allclose(dealt.sum(axis=axis), economy.sum(axis=axis), rtol=1e-6)
    assert (dealt.to_numpy() >= 0).all()
    assert (np.diag(dealt) == 0).all()


def test_shuffling_loosens_who_is_linked_to_whom(trade):
    upper = np.triu_indices(len(trade), 1)
    real, dealt = (
        link_weights(economy).to_numpy()[upper] for economy in (trade, shuffled_trade(trade, 7))
    )
    kept = spearmanr(real, dealt)[0]
    assert kept < 0.7
    assert not np.allclose(dealt, real, rtol=0.1)


def test_the_same_seed_deals_the_same_economy(trade):
    pd.testing.assert_frame_equal(shuffled_trade(trade, 3), shuffled_trade(trade, 3))
    assert not shuffled_trade(trade, 3).equals(shuffled_trade(trade, 4))


def test_both_ways_of_a_pair_move_together():
    economy = pd.DataFrame(np.ones((6, 6)) - np.eye(6))
    economy.loc[0, 1] = economy.loc[1, 0] = 50.0
    dealt = shuffled_trade(economy, 2).to_numpy()
    one, other = np.unravel_index(dealt.argmax(), dealt.shape)
    strength = dealt / np.outer(dealt.sum(axis=1), dealt.sum(axis=0))
    assert strength[other, one] == pytest.approx(strength[one, other], rel=1e-6)


def test_links_that_fit_no_sums_are_refused():
    economy = pd.DataFrame([[0, 9, 0], [9, 0, 0], [0, 1, 0]], dtype=float)
    with pytest.raises(ValueError, match="cannot be fitted"):
        for seed in range(20):
            shuffled_trade(economy, seed)


def test_korean_divisions_are_manufacturing_and_counted_once():
    listed = [code for those in KOREAN_DIVISIONS.values() for code in those]
    assert len(set(listed)) == len(listed)
    assert sorted({*korean_manufacturing()} - {*listed}) == ["C12", "C19", "C34"]
    for year in (2020, 2023):
        assert korean_industry_table(year)[listed].notna().all(axis=None)


def test_nearness_is_the_index_of_all_workers():
    table = korean_industry_table(2023, names=True)
    everyone = korean_industry_table(2023, "section", names=True).sum(axis=1)
    cars, steel = (table[code] / table[code].sum() for code in ("C30", "C24"))
    share = everyone / everyone.sum()
    by_hand = ((cars - share) * (steel - share)).sum() / (1 - (share**2).sum())
    assert korean_nearness(2023).loc["3361MV", "331"] == pytest.approx(by_hand)


def test_a_province_can_be_left_out_and_must_be_known():
    assert not korean_nearness(2023, left_out="Seoul").equals(korean_nearness(2023))
    with pytest.raises(ValueError, match=r"left_out: 'Soul' is not known; it can be .*'Seoul'"):
        korean_nearness(2023, left_out="Soul")
    with pytest.raises(ValueError, match="yardstick: 'ships' is unknown"):
        korean_nearness(2023, "ships")


@pytest.mark.parametrize("left_out", [None, "Ulsan"])
def test_divisions_are_as_near_as_the_industries_made_of_one_of_them(left_out):
    alone = {code: those[0] for code, those in KOREAN_DIVISIONS.items() if len(those) == 1}
    by_industry = korean_nearness(2023, left_out=left_out).loc[list(alone), list(alone)]
    by_division = division_nearness(2023, left_out).loc[[*alone.values()], [*alone.values()]]
    np.testing.assert_allclose(by_division, by_industry)


def test_divisions_are_those_published_in_every_province_and_found_in_two():
    for year in (2020, 2023):
        workers = korean_industry_table(year)
        found = division_nearness(year).index
        assert workers[found].notna().all(axis=None)
        left_out = workers.drop(columns=found)
        assert (left_out.isna().any() | ((left_out > 0).sum() < 2)).all()
        assert division_nearness(year, "Seoul").index.equals(found)


def test_the_correlation_is_spearmans(trade):
    links, near = link_weights(trade), korean_nearness(2023)
    names = links.index.intersection(near.index)
    upper = np.triu_indices(len(names), 1)
    both = (table.loc[names, names].to_numpy()[upper] for table in (links, near))
    assert linked_and_near(links, near, draws=1)[0] == pytest.approx(spearmanr(*both)[0])


def test_p_is_uniform_where_nothing_follows_links():
    def unrelated(seed):
        random = np.random.default_rng(seed)
        one, other = (pd.DataFrame(random.random((8, 8))) for _ in range(2))
        return linked_and_near(one + one.T, other + other.T, draws=19, seed=seed).p

    values = [unrelated(seed) for seed in range(200)]
    # A mean of 0.525 and a standard error of 0.02 is what 20 equally likely values give.
    assert np.mean(values) == pytest.approx(0.525, abs=0.08)


def test_what_cannot_be_compared_is_said():
    flat = pd.DataFrame(1.0, index=list("abc"), columns=list("abc"))
    assert np.isnan(linked_and_near(flat, flat)).all()
    with pytest.raises(ValueError, match="fewer than three"):
        linked_and_near(flat, flat.loc[["a"], ["a"]])
    with pytest.raises(ValueError, match="a pair is undefined"):
        linked_and_near(flat, flat * np.nan)


def test_groups_given_beforehand_keep_on_average_what_their_sizes_say(trade):
    """What chance means in kept_inside: names dealt out at random, up to the industry itself that cannot be a link."""
    groups = ag.communities(ag.strongest_links(link_weights(trade), 0.05))
    random = np.random.default_rng(1)
    dealt = [
        ag.kept_inside(trade, pd.Series(random.permutation(groups), groups.index))
        for _ in range(100)
    ]
    lead = pd.DataFrame(dealt).eval("inside - expected").mean()
    assert -0.04 < lead < 0.01
