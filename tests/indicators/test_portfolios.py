"""Skill relatedness, relative relatedness, coherence, two kinds of activity: by hand, laws, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import agglomeration as ag

HAS = pd.DataFrame(
    {"steel": [1, 1, 0, 0], "cars": [1, 0, 0, 0], "soap": [0, 0, 1, 0], "ore": [1, 1, 0, 0]},
    index=["Linz", "Wels", "Enns", "none"],
)

NAMES = ["steel", "cars", "soap"]
FLOWS = pd.DataFrame([[50, 30, 5], [20, 90, 10], [5, 15, 40]], NAMES, NAMES)


def noise(seed, regions=12, industries=9):
    generator = np.random.default_rng(seed)
    values = generator.pareto(1, (regions, industries)) * (
        generator.random((regions, industries)) < 0.6
    )
    names = [f"i{n}" for n in range(industries)]
    return pd.DataFrame(values + 0.001, [f"r{n}" for n in range(regions)], names)


class TestSkillRelatedness:
    def test_by_hand(self):
        found = ag.skill_relatedness(FLOWS, "ratio", directed=True)
        # 35 leave steel, 45 enter cars, 85 change in all.
        assert found.loc["steel", "cars"] == pytest.approx(30 * 85 / (35 * 45))
        within = ag.skill_relatedness(FLOWS, "ratio", directed=True, diagonal=True)
        assert within.loc["steel", "steel"] == pytest.approx(50 * 265 / (85 * 75))

    @given(st.integers(0, 500))
    def test_what_chance_brings_is_one(self, seed):
        """Flows that are the product of their margins, moves within an industry included."""
        generator = np.random.default_rng(seed)
        expected = np.outer(generator.random(6) + 0.1, generator.random(6) + 0.1)
        flows = pd.DataFrame(expected)
        assert np.allclose(ag.skill_relatedness(flows, "ratio", diagonal=True, directed=True), 1)
        assert np.allclose(ag.skill_relatedness(flows, diagonal=True), 0)

    def test_symmetric_and_free_of_the_unit(self):
        found = ag.skill_relatedness(FLOWS)
        assert np.allclose(found, found.T)
        assert np.allclose(found, ag.skill_relatedness(FLOWS / 1000))
        assert found.to_numpy().min() == -1  # the diagonal: nobody counts there

    def test_who_never_moves_is_undefined(self):
        alone = FLOWS.reindex(index=[*NAMES, "inn"], columns=[*NAMES, "inn"], fill_value=0)
        found = ag.skill_relatedness(alone)
        assert found["inn"].isna().all()
        assert found.loc["inn"].isna().all()
        assert found.loc["steel", "cars"] == ag.skill_relatedness(FLOWS).loc["steel", "cars"]

    def test_bad_input(self):
        with pytest.raises(ValueError, match="negative"):
            ag.skill_relatedness(FLOWS - 20)
        with pytest.raises(ValueError, match="kind"):
            ag.skill_relatedness(FLOWS, "other")


class TestRelativeRelatedness:
    @pytest.mark.parametrize("seed", range(3))
    def test_options_have_mean_0_and_deviation_1(self, seed):
        found = ag.relative_relatedness(noise(seed))
        assert np.allclose(found.mean(axis=1).dropna(), 0)
        assert np.allclose(found.std(axis=1, ddof=0).dropna(), 1)
        assert found[ag.presence(noise(seed)) == 1].isna().all(axis=None)

    def test_nothing_to_compare_is_undefined(self):
        found = ag.relative_relatedness(HAS.assign(fog=0), by="amount")
        assert found.loc["none"].isna().all()  # all that it lacks is equally far
        assert found["fog"].isna().all()


class TestCoherence:
    def test_means_of_density(self):
        near = ag.relatedness_density(HAS, by="amount")
        found = ag.coherence(HAS, by="amount")
        assert found.loc["Wels", "coherence"] == pytest.approx(
            near.loc["Wels", ["steel", "ore"]].mean()
        )
        assert found.loc["Wels", "flexibility"] == pytest.approx(
            near.loc["Wels", ["cars", "soap"]].dropna().mean()
        )
        assert found["industries"].tolist() == [3, 2, 1, 0]
        assert np.isnan(found.loc["none", "coherence"])

    def test_leaving_out_is_passed_on(self):
        table = noise(4)
        near = ag.relatedness_density(table, leave_out=True).where(ag.presence(table) == 1)
        assert np.allclose(ag.coherence(table, leave_out=True)["coherence"], near.mean(axis=1))


class TestCrossSpace:
    def test_a_space_with_itself(self):
        table = noise(5)
        assert np.allclose(ag.cross_proximity(table, table), ag.proximity(table, diagonal=True))

    def test_order_of_regions_and_activities_does_not_matter(self):
        table, other = noise(6), noise(7).add_prefix("o")
        near = ag.cross_proximity(table, other)
        assert near.equals(ag.cross_proximity(table, other.iloc[::-1]))
        assert ag.cross_relatedness(table, near).equals(
            ag.cross_relatedness(table, near.iloc[::-1])
        )

    def test_what_is_nowhere_is_undefined(self):
        near = ag.cross_proximity(HAS.assign(fog=0), HAS, by="amount")
        assert near.loc["fog"].isna().all()
        found = ag.cross_relatedness(HAS, near.drop("fog"))
        assert found.loc["none"].isna().all()  # by quotients an empty region has none
        assert (ag.cross_relatedness(HAS, near.drop("fog"), by="amount").loc["none"] == 0).all()

    def test_bad_input(self):
        near = ag.cross_proximity(HAS, HAS, by="amount")
        with pytest.raises(ValueError, match="region 'Linz' is in one table only"):
            ag.cross_proximity(HAS, HAS.rename({"Linz": "Wien"}))
        with pytest.raises(ValueError, match="no row for 'ore'"):
            ag.cross_relatedness(HAS, near.drop("ore"))
        with pytest.raises(ValueError, match="cannot be negative"):
            ag.cross_relatedness(HAS, near - 1)
