"""The life of a cluster in its limits: assets missing, arrivals, closing or spin-offs alone, and what must add up."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.models.cluster_life import ASSETS, START, asset_level, cluster_life

YEARS = {"first": 1960, "last": 1989}
ALL = dict.fromkeys(ASSETS, 1960)
# Nothing but what a test asks for: every asset at once, no closing, no limit, all firms alike.
BARE = {"maturity": 0, "closing": 0, "capacity": 1e12, "spread": 0, "spin_off": 0, "heredity": 0}


def without(*names):
    return {name: None if name in names else 1960 for name in ASSETS}


def last_year(life, column):
    return life.paths[column].xs(YEARS["last"], level="year")


def assert_mean(values, expected):
    """The mean lies within four standard errors of what it must be."""
    assert abs(values.mean() - expected) < 4 * values.std() / len(values) ** 0.5


@pytest.fixture(scope="module")
def life():
    assets = {"scientific": 1900, "political": 1959, "industrial": 1965, "entrepreneurial": 1975}
    return cluster_life(assets, 1955, 2005, runs=8, restructuring=1990, seed=3)


class TestAssets:
    @pytest.mark.parametrize("missing", ["scientific", "political"])
    def test_without_science_or_politics_no_one_comes(self, missing):
        found = cluster_life(without(missing), runs=20, seed=1)
        assert len(found.firms) == 0
        assert (found.paths["employment"] == 0).all()
        assert found.paths["largest"].isna().all()

    def test_without_entrepreneurial_assets_no_one_spins_off_even_in_a_crisis(self):
        found = cluster_life(without("entrepreneurial"), runs=20, restructuring=1990, seed=1)
        assert len(found.firms) > 0
        assert (found.firms["parent"] == -1).all()
        assert (found.paths["spin_offs"] == 0).all()

    def test_nothing_happens_before_an_asset_comes(self):
        assets = {**ALL, "political": 1975, "entrepreneurial": 1980}
        firms = cluster_life(assets, **YEARS, runs=50, seed=2).firms
        assert firms["founded"].min() == 1975
        assert firms.loc[firms["generation"] > 0, "founded"].min() == 1980

    def test_an_asset_unfolds_from_zero_towards_one(self):
        years = np.arange(1950, 2050)
        level = asset_level(1960, years, maturity=10)
        assert (level[years < 1960] == 0).all()
        assert (np.diff(level[years >= 1960]) > 0).all()
        assert level[years == 1969].item() == pytest.approx(1 - np.exp(-1))
        assert level[-1] == pytest.approx(1, abs=2e-4)
        assert asset_level(None, years).sum() == 0

    def test_an_asset_that_was_there_long_ago_stands_in_full(self):
        assert asset_level(1800, [1955]).item() == pytest.approx(1)


class TestArrivals:
    def test_firms_come_at_the_rate_where_all_assets_stand(self):
        found = cluster_life(ALL, **YEARS, runs=600, seed=4, arrivals=2, **BARE)
        assert_mean(last_year(found, "firms"), 2 * 30)

    def test_half_as_many_come_without_a_network(self):
        found = cluster_life(without("industrial"), **YEARS, runs=600, seed=5, arrivals=2, **BARE)
        assert_mean(last_year(found, "firms"), 2 * 30 / 2)

    def test_no_one_comes_where_there_is_no_room(self):
        found = cluster_life(ALL, **YEARS, runs=40, seed=6, **{**BARE, "capacity": 1.0})
        assert (found.firms.groupby("run")["founded"].nunique() == 1).all()

    def test_survivors_are_those_whom_closing_spared(self):
        chance = 0.1
        found = cluster_life(
            without("industrial"),
            **YEARS,
            runs=800,
            seed=7,
            arrivals=4,
            **{**BARE, "closing": chance},
        )
        expected = sum(2 * (1 - chance) ** age for age in range(30))
        assert_mean(last_year(found, "firms"), expected)

    def test_a_network_halves_closing(self):
        found = cluster_life(ALL, **YEARS, runs=800, seed=8, arrivals=2, **{**BARE, "closing": 0.2})
        assert_mean(last_year(found, "firms"), sum(2 * 0.9**age for age in range(30)))


class TestSpinOffs:
    def test_numbers_follow_the_recursion_of_their_means(self):
        """Firms of 1,000 jobs, full-grown after a year: each founds 0.05 others a year, a newcomer a fifth of that."""
        same = {**BARE, "growth": 1, "moved_in_size": 1000, "spin_off_size": 1000, "spin_off": 0.05}
        found = cluster_life(ALL, **YEARS, runs=800, seed=9, arrivals=1, **same)
        firms = 0.0
        for _ in range(30):
            firms += 1 + 0.05 * (firms + START * 1)
        assert_mean(last_year(found, "firms"), firms)

    def test_size_is_inherited_as_the_equation_says(self):
        options = {
            **BARE,
            "spin_off": 0.3,
            "moved_in_size": 900,
            "spin_off_size": 100,
            "heredity": 0.5,
        }
        firms = cluster_life(ALL, **YEARS, runs=5, seed=10, **options).firms
        children = firms[firms["parent"] >= 0]
        parents = firms.loc[children["parent"], "full_size"].to_numpy()
        np.testing.assert_allclose(children["full_size"], 100 * (parents / 900) ** 0.5)
        assert children["generation"].max() >= 2

    def test_leavers_found_firms_at_their_rate(self):
        """Each run's largest firm gives up all of its jobs; nobody founds a firm otherwise."""
        options = {**BARE, "growth": 1, "moved_in_size": 1000, "given_up": 1, "leavers": 20}
        found = cluster_life(ALL, **YEARS, runs=600, seed=11, restructuring=1980, **options)
        born = (
            found.firms[found.firms["parent"] >= 0]
            .groupby("run")
            .size()
            .reindex(range(600), fill_value=0)
        )
        assert_mean(born, 20)
        assert (found.firms.loc[found.firms["parent"] >= 0, "founded"] == 1980).all()
        assert found.firms["closed"].value_counts().to_dict() == {1980: 600}
        assert (found.firms["full_size"] > 0).all()


class TestWhatMustAddUp:
    def test_open_firms_of_each_year_are_those_founded_and_not_closed(self, life):
        firms, year = life.firms, 1995
        there = firms[(firms["founded"] <= year) & ~(firms["closed"] <= year)]
        counted = life.paths.xs(year, level="year")
        assert there.groupby("run").size().tolist() == counted["firms"].tolist()
        assert (
            there[there["parent"] >= 0].groupby("run").size().tolist()
            == counted["spin_offs"].tolist()
        )

    def test_children_come_after_their_parents_in_the_same_run_and_one_generation_on(self, life):
        children = life.firms[life.firms["parent"] >= 0]
        parents = life.firms.loc[children["parent"]]
        assert (children["founded"].to_numpy() >= parents["founded"].to_numpy()).all()
        assert (children["run"].to_numpy() == parents["run"].to_numpy()).all()
        assert (children["generation"].to_numpy() == parents["generation"].to_numpy() + 1).all()
        assert not (parents["closed"].to_numpy() < children["founded"].to_numpy()).any()

    def test_a_genealogy_holds_each_firm_once_behind_its_founder(self, life):
        tree = life.genealogy(2)
        assert sorted(tree.index) == sorted(life.firms.index[life.firms["run"] == 2])
        place = pd.Series(range(len(tree)), index=tree.index)
        children = tree[tree["parent"] >= 0]
        assert (place[children.index].to_numpy() > place[children["parent"]].to_numpy()).all()
        assert (tree.loc[tree["parent"] < 0, "family"] == tree.index[tree["parent"] < 0]).all()
        assert (
            tree.groupby("family")["parent"].apply(lambda parents: (parents < 0).sum() == 1).all()
        )

    def test_families_hold_every_firm_and_stand_by_their_spin_offs(self, life):
        rows, tree = life.families(2), life.genealogy(2)
        assert (rows["spin_offs"] + 1).sum() == len(tree)
        assert rows["open"].sum() == tree["closed"].isna().sum()
        assert rows["spin_offs"].is_monotonic_decreasing
        assert rows["came"].equals(tree.loc[rows.index, "founded"].rename("came"))
        assert (rows["generations"] > 0).equals(rows["spin_offs"] > 0)

    def test_a_place_without_firms_has_no_families(self):
        assets = {**dict.fromkeys(ASSETS, 1955), "political": None}
        assert cluster_life(assets, last=1960, seed=1).families().empty

    def test_a_restructuring_costs_jobs_in_its_year(self, life):
        assets = {
            "scientific": 1900,
            "political": 1959,
            "industrial": 1965,
            "entrepreneurial": 1975,
        }
        spared = cluster_life(assets, 1955, 2005, runs=8, seed=3)
        pd.testing.assert_frame_equal(
            life.paths.query("year < 1990"), spared.paths.query("year < 1990")
        )
        assert (life.paths.xs(1990, level="year")["largest"] < 0.999).all()
        mean = [found.band("employment").loc[1990, "middle"] for found in (life, spared)]
        assert mean[0] < mean[1]

    def test_bands_hold_their_middle(self, life):
        band = life.band("employment")
        assert (band["low"] <= band["middle"]).all()
        assert (band["middle"] <= band["high"]).all()
        assert (life.band("firms", level=0.0)["low"] == life.band("firms")["middle"]).all()

    def test_the_same_seed_gives_the_same_histories(self):
        one, other = (cluster_life(ALL, **YEARS, runs=3, seed=5) for _ in range(2))
        pd.testing.assert_frame_equal(one.firms, other.firms)
        pd.testing.assert_frame_equal(one.paths, other.paths)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"assets": {"scientific": 1960}},
            "no year for 'political', 'industrial', 'entrepreneurial'",
        ),
        ({"assets": {**ALL, "natural": 1960}}, "surplus: 'natural'"),
        ({"assets": {**ALL, "political": "1960"}}, "'political' comes in '1960'"),
        ({"runs": 0}, "runs: 0 is not a number"),
        ({"first": 2000, "last": 1990}, "last: 1990 lies before first"),
        ({"closing": 1.2}, "closing: 1.2 is out of range; it must be between 0 and 1"),
        ({"arrivals": -1}, "arrivals: -1 is out of range; it must be 0 or more"),
        ({"capacity": 0}, "capacity: 0 is out of range; it must be above 0"),
        ({"spread": float("nan")}, "spread: nan is out of range"),
        ({"maturity": -1}, "maturity: -1 is out of range"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        cluster_life(**{"assets": ALL, **arguments})


class TestTheTriangle:
    """What the chapter says of its runs, over enough of them for the difference to stand out from chance."""

    def end(self, assets, column="employment"):
        return (
            cluster_life(assets, last=2021, runs=1_500, seed=11)
            .paths[column]
            .xs(2021, level="year")
        )

    def test_ten_years_late_is_most_of_the_way_and_not_all_of_it(self):
        dates = dict(zip(ASSETS, (1900, 1959, 1965, 1984), strict=True))
        start, late = self.end(dates), self.end({**dates, "political": 1969})
        error = ((start.var() + late.var()) / len(start)) ** 0.5
        assert start.mean() - late.mean() > 4 * error
        assert late.median() > 0.9 * start.median()

    def test_founders_alone_bring_firms_and_hardly_jobs(self):
        alone = {**dict.fromkeys(ASSETS), "scientific": 1995, "political": 1959}
        packages = {None: alone}
        packages |= {
            name: {**alone, name: 1970} for name in ("scientific", "industrial", "entrepreneurial")
        }
        jobs = {name: self.end(assets).median() for name, assets in packages.items()}
        firms = {name: self.end(assets, "firms").median() for name, assets in packages.items()}
        gains = {name: jobs[name] - jobs[None] for name in jobs if name}
        assert gains["entrepreneurial"] < min(gains["scientific"], gains["industrial"]) / 3
        assert firms["entrepreneurial"] == max(firms.values())
        assert firms["entrepreneurial"] > 1.8 * firms[None]
