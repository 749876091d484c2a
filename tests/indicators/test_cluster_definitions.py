"""Candidate groupings and their scores: by hand, laws, known groups, shuffles, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agglomeration as ag

NAMES = list("abcde")


def kin(groups, each, noise=0.2, seed=1):
    """A similarity with known groups."""
    generator = np.random.default_rng(seed)
    values = np.kron(np.eye(groups), np.ones((each, each)))
    values = values + generator.normal(0, noise, values.shape)
    return pd.DataFrame(values + values.T)


class TestScores:
    def test_by_hand(self):
        near = pd.DataFrame(0.0, NAMES, NAMES)
        for one, other, value in (
            ("a", "b", 0.9),
            ("c", "d", 0.2),
            ("d", "e", 0.6),
            ("b", "c", 0.5),
        ):
            near.loc[one, other] = near.loc[other, one] = value
        found = ag.validation_scores(pd.Series([1, 1, 2, 2, 2], NAMES), near).iloc[0]
        # Within: .9 and (.2 + .6 + 0) / 3; between: .5 / 6.
        assert found["cluster above mean"] == found["cluster above 95"] == 100
        # c is nearer to the first group (.25 to .1); a, b, d, e are nearer to their own.
        assert found["industry above mean"] == found["industry above 95"] == 80
        assert found["score"] == 90

    def test_a_group_of_one_fails(self):
        near = kin(2, 3)
        whole = ag.validation_scores(pd.Series([1, 1, 1, 2, 2, 2]), near)["score"].iloc[0]
        apart = ag.validation_scores(pd.Series([1, 1, 1, 2, 2, 3]), near)
        assert whole == 100
        assert apart["industry above mean"].iloc[0] == pytest.approx(100 * 5 / 6)
        assert apart["cluster above mean"].iloc[0] == pytest.approx(100 * 2 / 3)

    @given(st.integers(0, 300))
    @settings(max_examples=25)
    def test_names_order_and_scale_do_not_matter(self, seed):
        generator = np.random.default_rng(seed)
        near = kin(3, 3, noise=1, seed=seed)
        groups = pd.Series(generator.integers(0, 3, 9))
        found = ag.validation_scores(groups, near)
        assert found.equals(ag.validation_scores(groups.map({0: "x", 1: "y", 2: "z"}), near))
        assert found.equals(ag.validation_scores(groups.iloc[::-1], near.iloc[::-1, ::-1]))
        assert np.allclose(found, ag.validation_scores(groups, 7 * near + 3), equal_nan=True)
        assert ((found >= 0) & (found <= 100) | found.isna()).all(axis=None)

    def test_one_group_has_nothing_to_be_held_against(self):
        assert ag.validation_scores(pd.Series(1, range(6)), kin(2, 3)).isna().all(axis=None)

    def test_an_industry_in_two_groups_is_refused(self):
        with pytest.raises(ValueError, match="groups: industry 0 occurs 2 times"):
            ag.validation_scores(pd.Series([1, 1, 2], [0, 0, 1]), kin(2, 3))

    def test_a_missing_pair_counts_for_nothing(self):
        near = kin(2, 3)
        near.loc[0, 1] = np.nan
        assert ag.validation_scores(pd.Series([1, 1, 1, 2, 2, 2]), near)["score"].iloc[0] == 100


class TestSearch:
    @pytest.mark.parametrize("method", ["ward", "average", "complete", "kmeans"])
    def test_known_groups_come_back(self, method):
        found = ag.define_clusters(kin(4, 6), numbers=[4], methods=[method])
        truth = pd.Series(np.repeat(range(4), 6))
        assert ag.adjusted_rand(found.groups, truth) == 1
        assert found.score == 100
        assert found.inference is None

    def test_the_best_candidate_is_first_and_scored_by_every_similarity(self):
        both = {"one": kin(3, 5, 0.6), "two": kin(3, 5, 0.6, seed=2)}
        found = ag.define_clusters(both, numbers=[2, 3, 4])
        assert found.candidates["score"].is_monotonic_decreasing
        assert found.candidates["score"].iloc[0] == pytest.approx(found.score)
        assert list(found.scores.index) == ["one", "two"]
        # Two similarities and all together, two methods, three numbers.
        assert len(found.candidates) == 3 * 2 * 3
        assert found.groups.value_counts().is_monotonic_decreasing

    def test_who_is_nearer_elsewhere_moves(self):
        near = kin(2, 6, 0.05)
        near.loc[0, 1:5] = near.loc[1:5, 0] = 0.0
        near.loc[0, 6:] = near.loc[6:, 0] = 2.0
        found = ag.define_clusters(near, numbers=[2])
        assert found.groups[0] == found.groups[7]

    def test_a_search_in_shuffled_pairs_scores_high_too(self):
        """What a search makes is no evidence; what it finds in one similarity must hold in another."""
        noise = pd.DataFrame(np.random.default_rng(3).normal(size=(20, 20)))
        nothing = ag.define_clusters(noise, numbers=[4], draws=10)
        assert nothing.inference.draws.min() > 80
        assert nothing.inference.p > 0.05
        real, other = kin(4, 5, 0.4), kin(4, 5, 0.4, seed=2)
        elsewhere = ag.validation_scores(ag.define_clusters(real, numbers=[4]).groups, other)
        shuffled = ag.validation_scores(nothing.groups, other)
        assert elsewhere["score"].iloc[0] > shuffled["score"].iloc[0] + 40

    def test_shuffled_apart_similarities_agree_less(self):
        both = {"one": kin(4, 5, 0.3), "two": kin(4, 5, 0.3, seed=2)}
        together, apart = (
            ag.define_clusters(both, numbers=[4], draws=5, shuffle=shuffle).inference.draws.mean()
            for shuffle in ("together", "apart")
        )
        assert apart < together

    def test_the_same_seed_gives_the_same(self):
        near = kin(4, 5, 1.0)
        one, two = (ag.define_clusters(near, numbers=[3, 5], draws=2, seed=4) for _ in range(2))
        assert one.groups.equals(two.groups)
        assert np.array_equal(one.inference.draws, two.inference.draws)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"numbers": [1]}, "numbers: 1 groups of 6 industries"),
            ({"numbers": [6]}, "fewer than"),
            ({"numbers": [2.5]}, "numbers: 2.5 is no whole number of groups"),
            ({"numbers": []}, "numbers: there are none"),
            ({"methods": []}, "methods: there are none"),
            ({"methods": ["other"]}, "methods"),
            ({"draws": -1}, "draws: -1 is not a number of draws"),
            ({"similarities": {"all": kin(1, 6, noise=0)}}, "all: all pairs are equally related"),
            ({"similarities": {"none": kin(2, 3) * np.nan}}, "none: all pairs .* or none is known"),
            ({"shuffle": "all"}, "shuffle"),
            ({"similarities": {}}, "there are none"),
            (
                {"similarities": {"one": kin(2, 3), "two": kin(2, 2)}},
                "two: industry 4 is not there",
            ),
            (
                {"similarities": {"one": kin(2, 2), "two": kin(2, 3)}},
                "two: industry 4 is not in one; give all similarities the same industries",
            ),
        ],
    )
    def test_what_cannot_be_searched_is_said(self, change, words):
        with pytest.raises(ValueError, match=words):
            ag.define_clusters(**{"similarities": kin(2, 3), "numbers": [2]} | change)
        with pytest.raises(TypeError, match="groups: expected a Series"):
            ag.validation_scores([1, 2], kin(1, 2))
