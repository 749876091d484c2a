"""Japan's two programmes on one map: sums against the printed ones, and lotteries that keep their rules."""

import doctest

import pytest

from clusterbook.cases import japanese_clusters
from clusterbook.cases.japanese_clusters import (
    by_lot,
    prefectures_covered,
    projects_by_area,
    regrouped,
)
from clusterbook.cases.regions import japanese_bureaus
from clusterbook.tables import load


def test_examples():
    assert doctest.testmod(japanese_clusters).failed == 0


class TestProjects:
    def test_industry_has_the_printed_numbers(self):
        phases = load("japan_programme_phases").query("phase == 2")["projects"].tolist()
        table = projects_by_area()
        assert [table["industry 2006"].sum(), table["industry 2009"].sum()] == phases

    def test_science_has_the_printed_rounds(self):
        facts = load("japan_knowledge_cluster_facts").set_index("item")["value"]
        rounds = ["regions, second stage, first round", "regions, second stage, second round"]
        table = projects_by_area()
        assert table["science 2008"].sum() == facts[rounds].sum()
        assert table["science 2009"].sum() == facts[[*rounds, "regions, global hub type"]].sum()

    def test_nothing_is_taken_away_between_the_dates(self):
        table = projects_by_area()
        assert (table["industry 2009"] >= table["industry 2006"]).all()
        assert (table["science 2009"] >= table["science 2008"]).all()

    def test_a_prefecture_has_the_projects_of_its_area(self):
        covered = prefectures_covered()
        assert (
            covered.loc["JP-47", "industry"] == projects_by_area().loc["Okinawa", "industry 2009"]
        )
        assert covered.loc[["JP-27", "JP-28"], "science"].tolist() == [1, 1]


class TestLotteries:
    @pytest.mark.parametrize("kept", [False, True])
    @pytest.mark.parametrize("projects", [9, 13, 47])
    def test_all_projects_are_drawn_and_no_prefecture_twice(self, projects, kept):
        drawn = by_lot(projects, seed=3, kept=kept)
        assert drawn.sum() == projects
        assert (drawn <= japanese_bureaus().value_counts().reindex(drawn.index)).all()

    @pytest.mark.parametrize("kept", [False, True])
    def test_areas_can_be_drawn_themselves(self, kept):
        drawn = [by_lot(13, seed, kept, among="areas") for seed in range(300)]
        assert all(counts.sum() == 13 for counts in drawn)
        assert all(counts.min() >= int(kept) for counts in drawn)
        # Every area is as likely as another, so the mean is 13 / 9 in each.
        assert (sum(drawn) / 300 - 13 / 9).abs().max() < 0.3

    def test_fewer_projects_than_areas_cannot_keep_one_for_each(self):
        with pytest.raises(ValueError):
            by_lot(8, seed=0, kept=True)
        with pytest.raises(ValueError):
            by_lot(8, seed=0, kept=True, among="areas")

    def test_a_rule_leaves_no_area_out(self):
        assert all(by_lot(9, seed, kept=True).eq(1).all() for seed in range(5))

    def test_a_lottery_often_leaves_one_out(self):
        assert any(by_lot(13, seed).eq(0).any() for seed in range(5))

    def test_a_seed_draws_the_same_again(self):
        assert by_lot(13, seed=7).equals(by_lot(13, seed=7))
        assert regrouped(7).equals(regrouped(7))

    def test_areas_keep_their_sizes(self):
        sizes = regrouped(2).value_counts().sort_index()
        assert sizes.equals(japanese_bureaus().value_counts().sort_index())
        assert not regrouped(2).equals(japanese_bureaus())

    def test_more_projects_than_prefectures_are_refused(self):
        with pytest.raises(ValueError):
            by_lot(48, seed=0)
