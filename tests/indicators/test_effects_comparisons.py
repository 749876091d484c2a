"""Differences in differences, synthetic control and matching: truth, coverage, arithmetic, and what is refused."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglomeration import Effect, difference_in_differences, matching, read, synthetic_control
from clusterbook.models.picked_winners import at_start, simulate_programme


class TestDifferenceInDifferences:
    def test_two_dates_are_a_difference_of_differences(self):
        data = simulate_programme(seed=1)
        data = data[data["time"].isin([4, 5])]
        data = data[~data["first_treated"].isin([7, 9])]
        found = difference_in_differences(data)
        change = data.pivot(index="region", columns="time", values="outcome").diff(axis=1)[5]
        treated = data.groupby("region")["first_treated"].first().notna()
        one, none = change[treated], change[~treated]
        assert found.estimate == pytest.approx(one.mean() - none.mean())
        parts = one.var(ddof=0) / len(one) + none.var(ddof=0) / len(none)
        assert found.error == pytest.approx(np.sqrt(parts))
        assert found.details["two_way"] == pytest.approx(found.estimate)
        assert np.isnan(found.details["pretrend_p"])

    @pytest.mark.parametrize("control", ["never", "not_yet"])
    def test_without_luck_or_trends_growing_effects_come_back_where_two_way_effects_err(
        self, control
    ):
        data = simulate_programme(0.05, growing=0.5, trends=0.0, luck=0.0, treated=0.9, seed=2)
        found = difference_in_differences(data, control=control, average="simple")
        truth = data.loc[data["effect"] > 0, "effect"].mean()
        assert found.estimate == pytest.approx(truth)
        event = found.tables["event"]["estimate"]
        assert event[3] == pytest.approx(0.05 * (1 + 0.5 * 3))
        assert np.allclose(event[event.index < 0], 0, atol=1e-12)
        assert found.details["two_way"] < 0.85 * truth

    def test_averages_are_those_of_the_table_of_groups_and_dates(self):
        data = simulate_programme(growing=0.3, regions=40, treated=0.5, seed=3)
        found = difference_in_differences(data)
        table = found.tables["group_time"].query("event >= 0")
        simple = np.average(table["estimate"], weights=table["treated"])
        groups = table["estimate"].groupby("group").mean()
        sizes = table["treated"].groupby("group").first()
        overall = found.tables["overall"]["estimate"]
        assert overall["simple"] == pytest.approx(simple)
        assert (
            overall["group"] == found.estimate == pytest.approx(np.average(groups, weights=sizes))
        )
        assert found.tables["group"]["estimate"].to_numpy() == pytest.approx(groups.to_numpy())

    def test_dates_of_any_kind_and_rows_in_any_order_give_the_same(self):
        data = simulate_programme(regions=30, seed=4)
        days = pd.Timestamp("2001-01-01") + pd.to_timedelta(data["time"] * 365, unit="D")
        starts = pd.Timestamp("2001-01-01") + pd.to_timedelta(data["first_treated"] * 365, unit="D")
        dated = data.assign(time=days, first_treated=starts).sample(frac=1, random_state=1)
        one, two = difference_in_differences(data), difference_in_differences(dated)
        assert two.estimate == pytest.approx(one.estimate)
        assert two.error == pytest.approx(one.error)

    def test_constants_of_units_and_dates_do_not_matter(self):
        data = simulate_programme(regions=30, seed=5)
        moved = data.assign(outcome=data["outcome"] + 7 * data["region"] - data["time"] ** 2)
        one, two = difference_in_differences(data), difference_in_differences(moved)
        assert two.estimate == pytest.approx(one.estimate)
        assert two.error == pytest.approx(one.error)

    def test_units_in_pairs_have_the_errors_of_their_pairs(self):
        data = simulate_programme(regions=30, seed=6)
        twins = pd.concat([data, data.assign(region=data["region"] + 100)])
        twins["pair"] = twins["region"] % 100
        one = difference_in_differences(data)
        assert difference_in_differences(twins, cluster="pair").error == pytest.approx(one.error)
        assert difference_in_differences(twins).error == pytest.approx(one.error / np.sqrt(2))

    def test_parallel_trends_are_seldom_refused_even_with_few_units(self):
        """60 panels with 13 units in a group: the usual chi-squared refuses half of them."""
        refused = sum(
            difference_in_differences(
                simulate_programme(trends=0.0, regions=80, treated=0.5, seed=seed)
            ).details["pretrend_p"]
            < 0.05
            for seed in range(60)
        )
        assert refused / 60 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)

    def test_intervals_of_95_percent_hold_the_truth_in_about_95(self):
        """80 draws of a programme that chooses by lot: within three standard errors of the share."""
        held = []
        for seed in range(80):
            data = simulate_programme(growing=0.2, regions=80, years=11, treated=0.5, seed=seed)
            found = difference_in_differences(data, average="simple")
            held.append(found.lower < data.loc[data["effect"] > 0, "effect"].mean() < found.upper)
        assert 0.95 - 3 * 0.0244 < np.mean(held) <= 1

    @pytest.mark.parametrize("picking", [0.8, -0.8])
    def test_a_programme_that_picks_by_trend_misleads_and_the_placebos_before_say_so(self, picking):
        data = simulate_programme(picking=picking, regions=300, seed=7)
        found = difference_in_differences(data)
        assert np.sign(found.estimate - 0.05) == np.sign(picking)
        assert not found.lower < 0.05 < found.upper
        assert found.details["pretrend_p"] == 1 / 200  # no draw of signs is as far off

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda d: d.iloc[1:], "'region' 0 has 0 rows at 0"),
            (lambda d: pd.concat([d, d.iloc[:1]]), "'region' 0 has 2 rows at 0"),
            (lambda d: d.assign(first_treated=np.nan), "nobody is treated"),
            (lambda d: d.assign(first_treated=99), "nobody is treated"),
            (lambda d: d.assign(first_treated=5), "pass control='not_yet'"),
            (
                lambda d: d.assign(first_treated=0),
                "is treated from 0.* and nothing is known before",
            ),
            (lambda d: d.assign(first_treated=5.5), "has 5.5 in 'first_treated'"),
            (lambda d: d.assign(first_treated="5"), "holds '5' and column 'time' holds 10, which"),
            (lambda d: d.assign(first_treated=d["time"] + 1), "several values of 'first_treated'"),
            (lambda d: d.assign(outcome=np.nan), "column 'outcome' is nan"),
            (lambda d: d.assign(time=1), "holds only 1"),
            (lambda d: d.drop(columns="time"), "column 'time' is not there"),
        ],
    )
    def test_bad_input_is_named(self, change, words):
        with pytest.raises(ValueError, match=words):
            difference_in_differences(change(simulate_programme(regions=10, years=11)))

    def test_where_all_begin_together_nobody_is_left_to_compare_with(self):
        data = simulate_programme(regions=10, years=11).assign(first_treated=5)
        with pytest.raises(ValueError, match="nobody to compare with"):
            difference_in_differences(data, control="not_yet")

    def test_groups_without_anybody_to_compare_with_are_named(self):
        data = simulate_programme(regions=30, treated=0.5, seed=8)
        assert difference_in_differences(data, control="not_yet").details["left_out"] == []
        treated = data[data["first_treated"].notna()]
        found = difference_in_differences(treated, control="not_yet")
        last = treated["first_treated"].max()
        assert found.details["left_out"] == [last]
        assert last not in found.tables["group"].index
        said = read(difference_in_differences, treated, control="not_yet")
        assert "1 group is left out, since nobody is untreated" in said
        # Without it the others' effects are what they are while its units still serve as controls.
        early = treated[treated["time"] < last]
        assert found.estimate == pytest.approx(
            difference_in_differences(early, control="not_yet").estimate
        )


def factor_panel(seed, regions=20, dates=24):
    """Regions that follow two common factors: a mixture of some follows another."""
    generator = np.random.default_rng(seed)
    factors = generator.normal(size=(2, dates)).cumsum(axis=1)
    loads = generator.uniform(0, 1, (regions, 2))
    values = loads @ factors + generator.normal(scale=0.2, size=(regions, dates))
    return pd.DataFrame(values, [f"r{i}" for i in range(regions)], range(2000, 2000 + dates))


class TestSyntheticControl:
    def test_a_mixture_that_is_there_is_found_and_the_effect_with_it(self):
        table = factor_panel(1)
        table.loc["r0"] = 0.3 * table.loc["r3"] + 0.7 * table.loc["r5"]
        table.loc["r0", 2015:] += 1.5
        with pytest.warns(UserWarning, match="mixture follows 'r0' without any gap before"):
            found = synthetic_control(table, "r0", 2015)
        weights = found.tables["weights"]
        assert weights["r3"] == pytest.approx(0.3, abs=1e-6)
        assert weights["r5"] == pytest.approx(0.7, abs=1e-6)
        assert found.estimate == pytest.approx(1.5, abs=1e-5)
        assert found.p == pytest.approx(1 / 20)
        assert np.isnan([found.error, found.lower, found.upper]).all()

    @pytest.mark.parametrize("unit", [1.0, 1e6])
    def test_a_perfect_fit_before_makes_p_a_count_and_says_so(self, unit):
        """Of 6 regions with 2 dates before, some lie inside the others: their ratios are divisions by nothing."""
        table = factor_panel(5, regions=6, dates=5) * unit
        inside = []
        for region in table.index:
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                found = synthetic_control(table, region, 2002)
            endless = np.isinf(found.tables["placebos"]["ratio"])
            assert found.details["exact"] == endless.sum() == len(said) * endless.sum()
            if endless[region]:
                inside.append(region)
                assert found.p == pytest.approx(endless.mean())
                assert f"follows '{region}' without any gap" in str(said[0].message)
                assert f"{endless.sum()} of 6 regions" in str(said[0].message)
            elif endless.any():
                assert found.p >= (1 + endless.sum()) / 6 - 1e-12
                names = ", ".join(f"'{name}'" for name in endless.index[endless])
                assert names in str(said[0].message)
                assert "whatever" in str(said[0].message)
        assert 0 < len(inside) < 6

    def test_who_asks_for_no_p_is_not_warned_and_the_reading_tells_the_fit(self):
        table = factor_panel(1)
        table.loc["r0"] = 0.3 * table.loc["r3"] + 0.7 * table.loc["r5"]
        table.loc["r0", 2015:] += 1.5
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            synthetic_control(table, "r0", 2015, placebos=False)
            synthetic_control(factor_panel(2), "r0", 2015)
            assert "any gap before" not in read(synthetic_control, factor_panel(2), "r0", 2015)
        with pytest.warns(UserWarning, match="infinite"):
            said = read(synthetic_control, table, "r0", 2015)
        assert "without any gap before, as it does 1 region in all" in said
        table.loc["r1", 2015:] += 50
        with pytest.warns(UserWarning, match=r"donors: 1 placebo \('r0'\) has no gap before"):
            said = read(synthetic_control, table, "r1", 2015, donors=["r0", "r3", "r5"])
        assert "1 placebo has no gap before" in said

    @settings(max_examples=15)
    @given(st.integers(0, 10**6))
    def test_no_other_mixture_follows_better(self, seed):
        table = factor_panel(seed, regions=8, dates=16)
        found = synthetic_control(table, "r0", 2010, placebos=False)
        weights = found.tables["weights"]
        assert weights.sum() == pytest.approx(1) and (weights >= 0).all()
        before = table.loc[:, :2009]
        others = np.random.default_rng(seed).dirichlet(np.ones(7) / 2, 50)
        gaps = before.loc["r0"].to_numpy() - others @ before.iloc[1:].to_numpy()
        assert found.details["before"] <= np.sqrt((gaps**2).mean(axis=1)).min() + 1e-9
        assert np.isnan(found.p)

    def test_the_common_level_and_unit_do_not_matter(self):
        table = factor_panel(2)
        one = synthetic_control(table, "r0", 2015)
        two = synthetic_control(1000 * table + 5e4, "r0", 2015)
        assert two.estimate == pytest.approx(1000 * one.estimate, rel=1e-6)
        assert two.p == one.p

    def test_the_gap_is_the_rest_of_the_path_and_the_placebos_are_single_runs(self):
        table = factor_panel(3, regions=6)
        found = synthetic_control(table, "r0", 2015)
        path = found.tables["path"]
        assert path["gap"].to_numpy() == pytest.approx(
            (path["observed"] - path["synthetic"]).to_numpy()
        )
        alone = synthetic_control(table.drop("r0"), "r2", 2015, placebos=False)
        assert found.tables["placebos"].loc["r2", "effect"] == pytest.approx(alone.estimate)
        assert len(found.tables["placebos"]) == 6

    def test_the_placebo_test_keeps_its_level(self):
        """Without any effect p is at most 0.1 in about a tenth: 150 draws, three standard errors."""
        p = [synthetic_control(factor_panel(seed, 10, 16), "r0", 2010).p for seed in range(150)]
        assert abs(np.mean(np.array(p) <= 0.1) - 0.1) < 3 * 0.0245

    def test_donors_can_be_named(self):
        found = synthetic_control(factor_panel(4), "r0", 2015, donors=["r1", "r2", "r3"])
        assert list(found.tables["weights"].index) == ["r1", "r2", "r3"]

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"region": "r99"}, "region: 'r99' is not in the table"),
            ({"start": 1999}, "start: 1999 is not in the table"),
            ({"start": 2000}, "2000 is the first date"),
            ({"donors": ["r0", "r1"]}, "'r0' is the treated region itself"),
            ({"donors": ["r1"]}, "at least two other regions"),
            ({"donors": ["r1", "r1"]}, "named twice"),
        ],
    )
    def test_bad_input_is_named(self, options, words):
        given = {"region": "r0", "start": 2015} | options
        with pytest.raises(ValueError, match=words):
            synthetic_control(factor_panel(1), **given)

    def test_dates_out_of_order_and_missing_cells_are_named(self):
        table = factor_panel(1)
        with pytest.raises(ValueError, match="dates are not in order"):
            synthetic_control(table[table.columns[::-1]], "r0", 2015)
        table.loc["r4", 2003] = np.nan
        with pytest.raises(ValueError, match="'r4', date 2003 is missing"):
            synthetic_control(table, "r0", 2015)


def chosen(seed, n=300, effect=1.0):
    """Units of which those with large covariates are treated more often, and have larger outcomes."""
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(n, 2))
    treated = generator.random(n) < 1 / (1 + np.exp(1.5 - x.sum(axis=1)))
    outcome = effect * treated + x @ [1.0, 0.5] + generator.normal(scale=0.5, size=n)
    return pd.DataFrame({"a": x[:, 0], "b": x[:, 1], "treated": treated, "outcome": outcome})


class TestMatching:
    def test_nearest_neighbours_by_hand(self):
        data = pd.DataFrame(
            {
                "treated": [1, 1, 0, 0, 0, 0],
                "x": [1.0, 5, 2, 0, 5.1, 9],
                "outcome": [4.0, 9, 1, 2, 7, 0],
            },
            index=list("uvwxyz"),
        )
        found = matching(data, covariates=["x"], adjusted=False)
        # u is as far from w as from x; v is nearest to y.
        assert found.estimate == pytest.approx(((4 - 1.5) + (9 - 7)) / 2)
        pairs = found.tables["matches"]
        assert list(zip(pairs["treated"], pairs["control"], pairs["weight"], strict=True)) == [
            ("u", "w", 0.5),
            ("u", "x", 0.5),
            ("v", "y", 1.0),
        ]

    def test_neighbours_are_the_nearest_by_mahalanobis_distance(self):
        data = chosen(1, 60)
        found = matching(data, covariates=["a", "b"])
        inverse = np.linalg.inv(np.cov(data[["a", "b"]].to_numpy(), rowvar=False))
        for pair in found.tables["matches"].itertuples():
            apart = (
                data.loc[~data["treated"], ["a", "b"]] - data.loc[pair.treated, ["a", "b"]]
            ).astype(float)
            distances = np.sqrt(np.einsum("ij,jk,ik->i", apart, inverse, apart))
            assert pair.distance == pytest.approx(distances.min())

    @settings(max_examples=10)
    @given(st.integers(0, 10**6))
    def test_units_of_covariates_do_not_matter(self, seed):
        data = chosen(seed, 80)
        other = data.assign(a=1e4 * data["a"] + data["b"], b=-3 * data["b"] + 8)
        one, two = (matching(d, covariates=["a", "b"]) for d in (data, other))
        assert two.estimate == pytest.approx(one.estimate, rel=1e-6)
        assert two.error == pytest.approx(one.error, rel=1e-6)

    def test_a_linear_world_without_luck_comes_back_by_adjustment_alone(self):
        data = chosen(2)
        data["outcome"] = 3.0 * data["treated"] + data["a"] - 2 * data["b"]
        assert matching(data, covariates=["a", "b"]).estimate == pytest.approx(3.0)
        plain = matching(data, covariates=["a", "b"], adjusted=False)
        assert abs(plain.estimate - 3.0) > 1e-3

    def test_slopes_that_the_matched_do_not_tell_are_refused_and_not_made_up(self):
        """All three treated are nearest to one control: it has no slope."""
        data = pd.DataFrame(
            {
                "treated": [1, 1, 1, 0, 0, 0],
                "x": [10.0, 11, 12, 11.5, 90, 95],
                "z": [1.0, 3, 2, 2.5, 0, 1],
                "outcome": [5.0, 6, 7, 6, 1, 1],
            }
        )
        for shift in (0, 1000):
            moved = data.assign(x=data["x"] + shift)
            with pytest.raises(ValueError, match="adjusted: 1 matched control does not tell"):
                matching(moved, covariates=["x", "z"])
            plain = matching(moved, covariates=["x", "z"], adjusted=False)
            assert plain.estimate == pytest.approx(0)

    def test_a_covariate_that_no_match_differs_in_needs_no_slope(self):
        """The sector is the same within every pair: its slope would be multiplied by 0."""
        data = chosen(6, 80)
        data["sector"] = 0.0
        far = chosen(7, 20).assign(sector=50.0, treated=False)
        both = pd.concat([data, far], ignore_index=True)
        found = matching(both, covariates=["a", "sector"])
        pairs = found.tables["matches"]
        assert both.loc[pairs["control"], "sector"].eq(0).all()
        used = both.loc[pairs["control"]]
        slope = np.polyfit(used["a"], used["outcome"], 1, w=np.sqrt(pairs["weight"]))[0]
        own = both.loc[pairs["treated"]]
        gaps = own["outcome"].to_numpy() - used["outcome"].to_numpy()
        gaps -= slope * (own["a"].to_numpy() - used["a"].to_numpy())
        wanted = np.average(gaps, weights=pairs["weight"])
        assert found.estimate == pytest.approx(wanted)
        assert np.isnan(found.tables["balance"].loc["sector"]).all()

    @pytest.mark.parametrize("method", ["mahalanobis", "propensity"])
    def test_it_takes_out_what_was_observed(self, method):
        data = chosen(3, 600)
        found = matching(data, covariates=["a", "b"], method=method, neighbours=3)
        assert found.lower < 1 < found.upper
        assert found.details["unmatched_difference"] > 1.5
        balance = found.tables["balance"].abs()
        assert (balance["after"] < 0.5 * balance["before"]).all()

    def test_intervals_of_95_percent_hold_the_truth_in_about_95(self):
        """200 draws: within three standard errors of the share."""
        held = [
            found.lower < 1 < found.upper
            for found in (matching(chosen(seed, 200), covariates=["a", "b"]) for seed in range(200))
        ]
        assert 0.95 - 3 * 0.0154 < np.mean(held) <= 1

    def test_a_programme_that_picks_winners_is_mended_by_growth_before(self):
        picked = [
            at_start(
                simulate_programme(picking=0.7, regions=400, trends=0.02, luck=0.01, seed=seed)
            )
            for seed in range(5)
        ]
        found = [matching(rows, covariates=["before"]) for rows in picked]
        plain = np.mean([one.details["unmatched_difference"] for one in found])
        assert plain > 0.08
        assert np.mean([one.estimate for one in found]) == pytest.approx(0.05, abs=0.01)

    def test_a_caliper_leaves_out_who_is_like_nobody(self):
        data = chosen(4, 100)
        data.loc[len(data)] = [50.0, 50.0, True, 999.0]
        found = matching(data, covariates=["a", "b"], caliper=0.5)
        assert 100 in found.tables["left_out"].tolist()
        assert found.details["left_out"] == len(found.tables["left_out"])
        assert (found.tables["matches"]["distance"] <= 0.5).all()
        assert abs(found.estimate - 1) < 1

    def test_the_input_is_not_changed(self):
        data = chosen(5, 60)
        kept = data.copy()
        matching(data, covariates=["a", "b"], method="propensity")
        pd.testing.assert_frame_equal(data, kept)

    @pytest.mark.parametrize(
        ("change", "options", "words"),
        [
            ({}, {"covariates": []}, "none is given"),
            ({}, {"covariates": ["c"]}, "column 'c' is not there"),
            ({"treated": 2}, {}, "must be 1 for treated units"),
            ({"treated": 0}, {}, "fewer than two units are treated"),
            ({"treated": 1}, {}, "0 units are untreated"),
            ({"a": 1.0}, {}, "'a' is the same for all units"),
            ({"a": np.nan}, {}, "column 'a' is nan"),
            ({}, {"covariates": ["a", "a"]}, "go together"),
            ({}, {"neighbours": 0}, "neighbours: 0 is not a number"),
            ({}, {"caliper": -1.0}, "caliper: -1.0 is not a distance"),
            ({}, {"caliper": 1e-9}, "widen it"),
            ({}, {"method": "exact"}, "method: 'exact' is not known"),
        ],
    )
    def test_bad_input_is_named(self, change, options, words):
        with pytest.raises(ValueError, match=words):
            matching(chosen(1, 50).assign(**change), **({"covariates": ["a", "b"]} | options))

    @pytest.mark.parametrize("luck", [0.0, 0.01])
    @pytest.mark.filterwarnings("error")
    def test_covariates_that_tell_the_treatment_have_no_odds(self, luck):
        data = chosen(1, 60)
        data["a"] = data["treated"] + luck * np.random.default_rng(1).normal(size=len(data))
        with pytest.raises(ValueError, match="tell the treatment fully"):
            matching(data, covariates=["a"], method="propensity")


def test_an_effect_says_its_number_and_how_sure_it_is():
    assert "95 percent interval 0.3 to 0.7" in repr(Effect(0.5, 0.1, 0.3, 0.7, 0.001, 0.95, 80))
    nan = np.nan
    assert (
        repr(Effect(0.5, nan, nan, nan, 0.05, nan, 8))
        == "0.5 (p 0.05, no interval), 8 observations"
    )
    assert Effect(0.5, 0.1, 0.3, 0.7, 0.001, 0.95, 80).to_series()["estimate"] == 0.5
