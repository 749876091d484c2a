"""Regressors of local growth, and a regression that finds a known truth in simulated regions."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from agglomeration.indicators.growth.externalities import externality_regressors, growth_regression
from agglomeration.indicators.plants.long_tables import to_table
from agglomeration.indicators.specialization.quotients import location_quotient


def small_panel(**columns):
    """Two regions, three industries, two dates."""
    places = [
        (region, industry) for region in ("Linz", "Wels") for industry in ("soap", "steel", "toys")
    ]
    panel = pd.DataFrame(places * 2, columns=["region", "industry"])
    panel["time"] = np.repeat([2000, 2010], 6)
    panel["jobs"] = [10, 30, 20, 50, 10, 0, 10, 60, 40, 25, 20, 5]
    panel["plants"] = [2, 3, 4, 5, 1, 0, 2, 4, 4, 5, 2, 1]
    return panel.assign(**columns)


def simulated_regions(effect, seed, regions=150, industries=10):
    """Simulated: growth follows the log of specialization with a known effect, jobs before are log-normal."""
    generator = np.random.default_rng(seed)
    before = pd.DataFrame(np.ceil(generator.lognormal(5, 1, (regions, industries))))
    growth = effect * np.log(location_quotient(before)) + generator.normal(
        scale=0.2, size=before.shape
    )
    after = before * np.exp(growth)
    dates = [
        table.stack().rename("jobs").rename_axis(["region", "industry"])
        for table in (before, after)
    ]
    return pd.concat(dates, keys=[0, 1], names=["time"]).reset_index()


class TestRegressorsByHand:
    rows = externality_regressors(small_panel(), plants="plants")

    def cell(self, name, region="Linz", industry="steel"):
        return self.rows.loc[(region, industry, 2000), name]

    def test_growth_and_size(self):
        assert self.cell("growth") == pytest.approx(np.log(60 / 30))
        assert self.cell("log_jobs") == pytest.approx(np.log(30))
        assert self.cell("growth_elsewhere") == pytest.approx(np.log(20 / 10))

    def test_specialization_is_the_location_quotient(self):
        assert self.cell("specialization") == pytest.approx((30 / 60) / (40 / 120))

    def test_diversity_is_that_of_the_other_industries(self):
        own = 1 / ((10 / 30) ** 2 + (20 / 30) ** 2)
        everywhere = 1 / ((60 / 80) ** 2 + (20 / 80) ** 2)
        assert self.cell("diversity") == pytest.approx(own / everywhere)
        absolute = externality_regressors(small_panel(), diversity="absolute")
        assert absolute.loc[("Linz", "steel", 2000), "diversity"] == pytest.approx(own)

    def test_competition_is_plants_per_job(self):
        assert self.cell("competition") == pytest.approx((3 / 30) / (4 / 40))
        assert "competition" not in externality_regressors(small_panel())

    def test_only_cells_with_jobs_and_a_next_date_have_a_row(self):
        assert len(self.rows) == 5
        assert set(self.rows.index.get_level_values("time")) == {2000}

    def test_a_cell_that_vanishes_keeps_its_row_without_growth(self):
        panel = small_panel(jobs=[10, 30, 20, 50, 10, 0, 0, 60, 40, 25, 20, 5])
        rows = externality_regressors(panel)
        assert np.isnan(rows.loc[("Linz", "soap", 2000), "growth"])
        assert rows["growth"].isna().sum() == 1

    def test_a_region_with_one_industry_has_no_diversity_of_others(self):
        panel = small_panel()
        panel = panel[(panel["region"] == "Linz") | (panel["industry"] == "soap")]
        rows = externality_regressors(panel)
        assert np.isnan(rows.loc[("Wels", "soap", 2000), "diversity"])
        assert rows.loc["Linz", "diversity"].notna().all()

    def test_three_dates_give_two_steps(self):
        later = small_panel()[6:].assign(time=2020)
        rows = externality_regressors(pd.concat([small_panel(), later], ignore_index=True))
        assert rows.index.get_level_values("time").unique().tolist() == [2000, 2010]
        assert (rows.xs(2010, level="time")["growth"] == 0).all()


class TestRegressorsProperties:
    cubes = st.tuples(st.integers(2, 5), st.integers(2, 5)).flatmap(
        lambda shape: arrays.arrays(float, (2, *shape), elements=st.integers(1, 60).map(float))
    )

    @settings(max_examples=15)
    @given(cubes)
    def test_bounds_and_definitions(self, cube):
        _, regions, industries = cube.shape
        index = pd.MultiIndex.from_product([range(2), range(regions), range(industries)])
        panel = pd.DataFrame(
            {"jobs": cube.ravel()}, index.rename(["time", "region", "industry"])
        ).reset_index()
        rows = externality_regressors(panel, diversity="absolute")
        assert (
            (rows["diversity"] >= 1 - 1e-9) & (rows["diversity"] <= industries - 1 + 1e-9)
        ).all()
        quotient = location_quotient(to_table(panel[panel["time"] == 0], value="jobs"))
        assert np.allclose(rows["specialization"], quotient.to_numpy().ravel())

    def test_a_giant_in_the_region_does_not_blur_the_others(self):
        """Two other industries of 1 job each are as diverse beside 1e12 jobs as beside 1."""
        panel = small_panel(jobs=[1, 1e12, 1, 50, 10, 1, 1, 1e12, 1, 25, 20, 5])
        rows = externality_regressors(panel, diversity="absolute")
        assert rows.loc[("Linz", "steel", 2000), "diversity"] == 2


class TestRegressorsRefuse:
    @pytest.mark.parametrize(
        ("panel", "message"),
        [
            (small_panel(jobs=-1), "row 0, column 'jobs' is -1"),
            (small_panel(jobs=np.nan), "row 0, column 'jobs' is nan"),
            (small_panel(region="Linz"), "'Linz', 'soap', .*2000.* has more than one row"),
            (
                small_panel()[:6],
                "column 'time' holds only .*2000.*; growth needs at least two dates",
            ),
            (small_panel(plants=0), "row 0 has 10 jobs and 0 plants"),
            (small_panel().drop(columns="jobs"), "column 'jobs' is not there"),
            (small_panel()[:0], "the table is empty"),
        ],
    )
    def test_bad_panels_are_named(self, panel, message):
        with pytest.raises(ValueError, match=message):
            externality_regressors(panel, plants="plants")

    def test_unknown_diversity_is_refused(self):
        with pytest.raises(ValueError, match="diversity: 'entropy' is not known"):
            externality_regressors(small_panel(), diversity="entropy")


class TestRegression:
    @pytest.mark.parametrize("effect", [-0.3, 0.0, 0.3])
    def test_a_known_effect_of_specialization_is_found_in_simulated_regions(self, effect):
        rows = externality_regressors(simulated_regions(effect, seed=1))
        fit = growth_regression(rows, by=["specialization"])
        low, high = fit.conf_int(0.01).loc["specialization"]
        assert low < effect < high
        assert high - low < 0.1

    def test_without_logs_by_hand(self):
        index = pd.MultiIndex.from_product(
            [range(4), ["soap"], [0]], names=["region", "industry", "time"]
        )
        rows = pd.DataFrame(
            {"growth": [1.0, 3.0, 5.0, 7.0], "competition": [0.0, 1.0, 2.0, 3.0]}, index=index
        )
        fit = growth_regression(rows, logs=False, effects=(), cluster=None)
        assert fit.params.to_dict() == pytest.approx({"const": 1, "competition": 2})

    def test_industry_effects_take_up_what_industries_have_in_common(self):
        rows = externality_regressors(simulated_regions(0.2, seed=2))
        rows["growth"] += rows.index.get_level_values("industry").to_numpy() * 0.5
        fit = growth_regression(rows, by=["specialization"])
        assert fit.params["specialization"] == pytest.approx(0.2, abs=0.05)
        assert fit.params["industry_3"] == pytest.approx(1.5, abs=0.15)

    def test_undefined_rows_raise_unless_they_may_go(self):
        rows = externality_regressors(simulated_regions(0.2, seed=3))
        rows.iloc[:2, 0] = np.nan
        with pytest.raises(
            ValueError,
            match="undefined values: 2 in 'growth'; look at them, then pass missing='drop'",
        ):
            growth_regression(rows)
        assert growth_regression(rows, missing="drop").nobs == len(rows) - 2
        with pytest.raises(ValueError, match="no row is without an undefined value"):
            growth_regression(rows.assign(growth=np.nan), missing="drop")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"by": ["openness"]}, "column 'openness' is not there"),
            ({"effects": ["country"]}, "the index has no level 'country'"),
            ({"cluster": "country"}, "the index has no level 'country'"),
            ({"missing": "keep"}, "missing: 'keep' is not known"),
        ],
    )
    def test_bad_arguments_are_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            growth_regression(externality_regressors(small_panel()), **arguments)


def test_dates_that_are_categories_are_sorted_unless_they_have_an_order():
    panel = small_panel()
    right = externality_regressors(panel)
    newest_first = pd.Categorical(panel["time"], categories=[2010, 2000])
    pd.testing.assert_frame_equal(externality_regressors(panel.assign(time=newest_first)), right)
    named = pd.Categorical(
        panel["time"].map({2000: "then", 2010: "now"}), categories=["then", "now"], ordered=True
    )
    pd.testing.assert_series_equal(
        externality_regressors(panel.assign(time=named))["growth"].reset_index(drop=True),
        right["growth"].reset_index(drop=True),
    )
