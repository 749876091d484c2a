"""Groupings of industries: what they keep inside, how far two of them agree, groups within groups."""

from itertools import permutations

import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, rand_score

import agglomeration as ag

# The worked example of many textbooks: 10 things, a contingency table of 3 groups against 3.
ONE = pd.Series([1, 1, 1, 1, 2, 2, 2, 3, 3, 3], index=list("abcdefghij"))
OTHER = pd.Series([1, 1, 1, 2, 2, 2, 3, 3, 3, 3], index=list("abcdefghij"))


def groupings(least=2):
    labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=least, max_size=25)
    return labels.map(lambda rows: tuple(pd.Series(column) for column in zip(*rows, strict=True)))


def network(size, seed):
    values = np.triu(np.random.default_rng(seed).pareto(1, (size, size)), 1)
    return pd.DataFrame(values + values.T)


class TestAdjustedRand:
    def test_counted_by_hand(self):
        # Together in both: abc 3, ef 1, hij 3 = 7; in the one 6 + 3 + 3 = 12, in the other 3 + 3 + 6 = 12; 45 pairs.
        chance = 12 * 12 / 45
        assert ag.adjusted_rand(ONE, OTHER) == pytest.approx((7 - chance) / (12 - chance))
        assert ag.adjusted_rand(ONE, OTHER, adjusted=False) == pytest.approx((45 - 5 - 5) / 45)

    @given(groupings())
    def test_scikit_learn_gives_the_same(self, both):
        one, other = both
        value = ag.adjusted_rand(one, other)
        trivial = one.nunique() == other.nunique() and one.nunique() in (1, len(one))
        assert (
            np.isnan(value) if trivial else value == pytest.approx(adjusted_rand_score(one, other))
        )
        if not trivial:
            assert ag.adjusted_rand(one, other, adjusted=False) == pytest.approx(
                rand_score(one, other)
            )

    @given(groupings())
    def test_names_of_groups_and_order_do_not_matter(self, both):
        one, other = both
        again = ag.adjusted_rand(other.sample(frac=1, random_state=1).map("group {}".format), one)
        assert again == pytest.approx(ag.adjusted_rand(one, other), nan_ok=True)

    def test_shuffled_groups_agree_by_chance_only(self):
        """Over all 90 ways to deal three pairs to six members the mean is 0, as the correction means it."""
        one = pd.Series([0, 0, 0, 1, 1, 2])
        dealt = sorted(set(permutations([0, 0, 1, 1, 2, 2])))
        agreed = [ag.adjusted_rand(one, pd.Series(groups)) for groups in dealt]
        assert len(agreed) == 90
        assert np.mean(agreed) == pytest.approx(0, abs=1e-12)
        assert np.ptp(agreed) > 0.5

    def test_who_has_no_group_is_left_out(self):
        without = ag.adjusted_rand(ONE.drop("a"), OTHER.drop("a"))
        assert ag.adjusted_rand(ONE, OTHER.astype("Int64").where(OTHER.index != "a")) == without

    def test_nothing_to_agree_on_is_undefined(self):
        alone, together = pd.Series(range(4)), pd.Series(0, index=range(4))
        assert np.isnan(ag.adjusted_rand(alone, alone))
        assert np.isnan(ag.adjusted_rand(together, together))
        assert np.isnan(ag.adjusted_rand(pd.Series([1]), pd.Series([1])))
        assert ag.adjusted_rand(alone, together) == 0

    def test_other_labels_are_named(self):
        with pytest.raises(ValueError, match="'j' is in one of the two only"):
            ag.adjusted_rand(ONE, OTHER.drop("j"))
        with pytest.raises(TypeError, match="one: expected a Series"):
            ag.adjusted_rand([1, 2], OTHER)


class TestNesting:
    def test_groups_inside_groups(self):
        halves = pd.Series([1, 1, 1, 1, 2, 2], index=list("abcdef"))
        pairs = pd.Series([1, 1, 2, 2, 3, 3], index=list("abcdef"))
        assert ag.nesting(pairs, halves) == 1
        # Of the halves' 6 + 1 pairs, the fine grouping keeps 2 + 1.
        assert ag.nesting(halves, pairs) == pytest.approx(3 / 7)

    def test_no_pair_is_undefined(self):
        assert np.isnan(ag.nesting(pd.Series(range(3)), pd.Series([1, 1, 1])))


class TestKeptInside:
    @pytest.mark.parametrize("seed", range(5))
    def test_the_difference_is_networkx_s_modularity(self, seed):
        links = network(12, seed)
        groups = pd.Series(np.random.default_rng(seed).integers(0, 3, 12))
        kept = ag.kept_inside(links, groups)
        sets = [set(members) for members in groups.groupby(groups).groups.values()]
        graph = networkx.from_pandas_adjacency(links)
        assert kept["inside"] - kept["expected"] == pytest.approx(
            networkx.community.modularity(graph, sets)
        )

    def test_one_way_links_as_networkx_counts_them(self):
        links = network(9, 1) * np.triu(np.ones((9, 9)))
        groups = pd.Series([0, 1, 2] * 3)
        kept = ag.kept_inside(links, groups)
        sets = [set(members) for members in groups.groupby(groups).groups.values()]
        graph = networkx.from_pandas_adjacency(links, create_using=networkx.DiGraph)
        assert kept["inside"] - kept["expected"] == pytest.approx(
            networkx.community.modularity(graph, sets)
        )

    def test_one_group_keeps_all_and_finds_nothing(self):
        assert ag.kept_inside(
            network(6, 2), pd.Series(1, index=range(6))
        ).tolist() == pytest.approx([1, 1])

    def test_everyone_alone_keeps_nothing(self):
        assert ag.kept_inside(network(6, 2), pd.Series(range(6)))["inside"] == 0

    def test_trade_within_an_industry_is_no_link(self):
        links, groups = network(6, 2), pd.Series([0, 0, 0, 1, 1, 1])
        assert ag.kept_inside(links + 5 * np.eye(6), groups).equals(ag.kept_inside(links, groups))

    def test_who_has_no_group_is_left_out(self):
        links, groups = network(6, 2), pd.Series([0, 0, 0, 1, 1, None], dtype="Int64")
        inside = ag.kept_inside(links.iloc[:5, :5], groups.iloc[:5])
        assert ag.kept_inside(links, groups).tolist() == pytest.approx(inside.tolist())

    def test_no_links_are_undefined(self):
        assert ag.kept_inside(network(4, 1) * 0, pd.Series([1, 1, 2, 2])).isna().all()


class TestStrongestLinks:
    def test_the_share_of_pairs_that_stays(self):
        links = network(20, 4)
        for share in (0.05, 0.5, 1.0):
            kept = ag.strongest_links(links, share).to_numpy()
            assert np.count_nonzero(kept) == 2 * round(share * 190)
            assert (kept == kept.T).all()
            assert set(kept[kept > 0]) <= set(links.to_numpy().ravel())

    def test_the_strongest_stay(self):
        links = network(20, 4)
        kept = ag.strongest_links(links, 0.1).to_numpy()
        assert kept[kept > 0].min() > links.to_numpy()[(kept == 0) & ~np.eye(20, dtype=bool)].max()

    def test_nothing_becomes_a_link(self):
        links = pd.DataFrame(np.zeros((4, 4)))
        links.loc[0, 1] = links.loc[1, 0] = 2.0
        links.loc[2, 3] = links.loc[3, 2] = np.nan
        assert np.count_nonzero(ag.strongest_links(links, 1.0)) == 2

    @pytest.mark.parametrize("share", [0, -0.1, 1.5])
    def test_a_share_outside_is_refused(self, share):
        with pytest.raises(ValueError, match="must be above 0 and at most 1"):
            ag.strongest_links(network(3, 1), share)

    def test_one_way_links_are_refused(self):
        with pytest.raises(ValueError, match="the two ways differ"):
            ag.strongest_links(pd.DataFrame(np.triu(np.ones((3, 3)), 1)), 0.5)


class TestNestedCommunities:
    @pytest.mark.parametrize("neighbours", [None, 3])
    def test_every_level_lies_inside_the_one_before(self, neighbours):
        levels = ag.nested_communities(network(30, 7), [0.5, 1, 2, 5], neighbours=neighbours)
        assert (levels.nunique().diff().dropna() >= 0).all()
        for coarse, fine in zip(levels.columns, levels.columns[1:], strict=False):
            assert ag.nesting(levels[fine], levels[coarse]) in (
                1,
                pytest.approx(np.nan, nan_ok=True),
            )

    def test_the_first_level_is_what_communities_finds(self):
        related = network(30, 7)
        assert (
            ag.adjusted_rand(ag.nested_communities(related, [1.0])[1.0], ag.communities(related))
            == 1
        )

    def test_undefined_stays_undefined(self):
        related = network(8, 3)
        related.loc[5, :] = related.loc[:, 5] = np.nan
        levels = ag.nested_communities(related, [1, 3])
        assert levels.isna().any(axis=1).tolist() == [place == 5 for place in range(8)]

    def test_resolutions_must_increase(self):
        with pytest.raises(ValueError, match="do not increase"):
            ag.nested_communities(network(4, 1), [2, 1])
