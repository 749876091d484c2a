"""Slopes of wages on size: against another regression, and what must add up."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.cases.wage_premium import (
    QUOTIENT_CLASSES,
    by_size,
    dealt,
    place_parts,
    premium_cells,
    quotient_classes,
    redrawn,
    sampling_errors,
    slope_parts,
    slopes_along,
    within_slope,
)


@pytest.fixture(scope="module")
def rows():
    """Simulated cells: 60 areas, 12 occupations of which the well-paid sit in large areas, a slope of .05."""
    generator = np.random.default_rng(1)
    area, job = np.repeat(np.arange(60), 30), generator.integers(0, 12, 1800)
    size = generator.normal(12, 1, 60)[area]
    job = np.clip(job + (size > 12) * 2, 0, 11)
    wage = 0.05 * size + 0.1 * job + generator.normal(0, 0.1, 60)[area]
    frame = pd.DataFrame({"area": area, "occupation": job, "log_size": size})
    frame["field"] = frame["area"] * 10 + frame["occupation"] // 4
    frame["jobs"] = generator.integers(1, 50, 1800)
    frame["own"] = generator.normal(size=1800)
    frame["log_wage"] = wage + 0.02 * frame["own"] + generator.normal(0, 0.05, 1800)
    return frame


def as_fit(found):
    return found.estimates.to_numpy(), found.errors.to_numpy()


@pytest.mark.parametrize("weights", [None, "jobs"])
@pytest.mark.parametrize(
    ("regressors", "effects"),
    [
        (["log_size"], ["occupation"]),
        (["own"], ["occupation", "area"]),
        (["own"], ["occupation", "field"]),
        (["own", "log_size"], ["occupation"]),
    ],
)
def test_slopes_are_those_of_another_regression(fit, rows, regressors, effects, weights):
    found = within_slope(rows, "log_wage", regressors, effects, weights)
    estimates, errors = fit(
        rows["log_wage"],
        [rows[name] for name in regressors],
        [rows[name] for name in effects],
        None if weights is None else rows[weights],
        [rows["area"]],
    )
    np.testing.assert_allclose(found.estimates, estimates, rtol=1e-6)
    # The other one takes no degrees of freedom off for effects.
    absorbed = sum(rows[name].nunique() for name in effects if name == "occupation")
    lost = (len(rows) - 1) / (len(rows) - len(regressors) - absorbed)
    np.testing.assert_allclose(found.errors, errors * lost**0.5, rtol=1e-6)


def test_it_is_the_library_s_elasticity_where_that_can_say_it(rows):
    import agglomeration as ag

    data = np.exp(rows[["log_wage", "log_size"]]).assign(
        region=rows["area"], job=rows["occupation"]
    )
    theirs = ag.agglomeration_elasticity(
        data, outcome="log_wage", size="log_size", cluster="region", unit="job", errors="clustered"
    )
    ours = within_slope(rows, "log_wage", ["log_size"], ["occupation"])
    assert ours.estimates.iloc[0] == pytest.approx(theirs.estimate, rel=1e-9)
    assert ours.errors.iloc[0] == pytest.approx(theirs.error, rel=1e-9)


@pytest.mark.parametrize("weights", [None, "jobs"])
def test_parts_of_a_slope_add_up_and_the_adjusted_outcome_has_the_slope_within(rows, weights):
    parts = slope_parts(rows, "occupation", weights=weights)
    effects = rows["log_wage"] - parts.adjusted
    composition = within_slope(rows.assign(e=effects), "e", ["log_size"], [], weights)
    raw, within = (one.estimates.iloc[0] for one in (parts.raw, parts.within))
    assert raw - within == pytest.approx(composition.estimates.iloc[0], abs=1e-10)
    again = within_slope(rows.assign(a=parts.adjusted), "a", ["log_size"], [], weights)
    assert again.estimates.iloc[0] == pytest.approx(within, abs=1e-10)


def test_rows_without_a_number_are_left_out(rows):
    holes = rows.assign(log_wage=rows["log_wage"].where(rows.index % 7 > 0))
    found = within_slope(holes, "log_wage", ["log_size"], ["occupation"])
    assert found.cells == holes["log_wage"].notna().sum()
    assert slope_parts(holes, "occupation").adjusted.isna().sum() == len(rows) - found.cells


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"effects": ["area", "occupation", "field"]}, "two at most"),
        ({"weights": "nothing"}, "'nothing' holds 0 or less"),
        ({"cluster": "same"}, "fewer than two labels"),
    ],
)
def test_what_cannot_be_estimated_is_refused(rows, change, said):
    frame = rows.assign(nothing=0.0, same="a")
    with pytest.raises(ValueError, match=said):
        within_slope(frame, "log_wage", ["own"], **change)


class TestPlaces:
    cells = pd.DataFrame(
        {
            "area": [1, 1, 2, 2, 2],
            "occupation": list("abacx"),
            "jobs": [1.0, 3.0, 3.0, 1.0, 0.0],
            "wage": [10.0, 20.0, 11.0, 33.0, 99.0],
        }
    )
    national = pd.Series({"a": 10.0, "b": 20.0, "c": 30.0, "x": 5.0})

    def test_by_hand(self):
        parts = place_parts(self.cells, self.national)
        # Area 2: 66 paid at its own wages, 60 at the nation's; the nation's mean is (70 + 60) / 8.
        assert parts.loc[2, "within"] == pytest.approx(np.log(66 / 60))
        assert parts.loc[2, "composition"] == pytest.approx(np.log((60 / 4) / (130 / 8)))

    def test_parts_add_up(self):
        groups = pd.Series({"a": "low", "b": "high", "c": "high", "x": "low"})
        parts = place_parts(self.cells, self.national, groups, average=12.0)
        assert np.allclose(parts["composition"] + parts["within"], parts["total"])
        assert np.allclose(parts["between_groups"] + parts["inside_groups"], parts["composition"])

    def test_the_nation_s_mix_at_the_nation_s_wages_is_nothing(self):
        cells = self.cells.assign(area=1, wage=self.cells["occupation"].map(self.national))
        assert np.allclose(place_parts(cells, self.national), 0)


@pytest.fixture(scope="module")
def paid():
    return premium_cells()


def test_cells_of_the_premium(paid):
    assert len(paid) == 137_767
    assert paid["log_wage"].notna().all()
    assert paid["precision"].max() == 1
    assert (paid["log_quotient"].notna() <= paid["jobs"].notna()).all()


def test_classes_of_size_hold_equally_many_areas_and_average_to_nothing(rows):
    cells = rows.assign(area_jobs=np.exp(rows["log_size"]))
    found = by_size(cells, cells["log_wage"], classes=6)
    assert len(found) == 6
    # Each area has 30 rows and each class ten areas.
    assert found.mean() == pytest.approx(0, abs=1e-9)
    weighted = by_size(cells, cells["log_wage"], "jobs", classes=6)
    assert not np.allclose(found, weighted)


def test_known_slopes_along_the_distribution(paid):
    found = slopes_along(paid)
    assert found["value"].round(4).tolist() == [0.0232, 0.0337, 0.0433]
    assert (found["lower"] < found["value"]).all()
    assert (found["value"] < found["upper"]).all()


def test_each_cell_is_in_one_class_of_the_quotient_or_near_one(paid):
    found = quotient_classes(paid)
    others = [name for name in QUOTIENT_CLASSES if name != "0.8 to 1.25"]
    near = found["location_quotient"].between(0.8, 1.25, inclusive="left")
    assert (found[others].sum(axis=1) == (~near).astype(float)).all()


def test_sampling_errors_of_one_occupation_are_its_own():
    cells = pd.DataFrame(
        {"area": [1, 2, 2], "jobs": [5, 1, np.nan], "wage": 9.0, "wage_rse": [3.0, 4.0, 90.0]}
    )
    assert sampling_errors(cells).tolist() == [3.0, 4.0]


def test_errors_that_are_drawn_have_the_published_size(paid):
    drawn = redrawn(paid, seed=1)
    sure = paid["wage_rse"].between(1, 10)
    scaled = (drawn["wage"] / paid["wage"] - 1)[sure] * 100 / paid["wage_rse"][sure]
    assert scaled.std() == pytest.approx(1, abs=0.02)
    assert redrawn(paid, seed=1)["jobs"].equals(drawn["jobs"])
    wide = redrawn(paid, seed=1, times=2.0)
    assert (wide["jobs"] / paid["jobs"]).std() > 1.5 * (drawn["jobs"] / paid["jobs"]).std()


@pytest.mark.parametrize(
    ("what", "column", "owner"),
    [
        ("size", "log_size", "area"),
        ("state", "state", "area"),
        ("field", "major_group", "occupation"),
    ],
)
def test_what_is_dealt_stays_with_its_owner_and_nothing_is_lost(paid, what, column, owner):
    found = dealt(paid, what)
    assert (found.groupby(owner, observed=True)[column].nunique() == 1).all()
    before, after = (
        sorted(table.groupby(owner, observed=True)[column].first()) for table in (paid, found)
    )
    assert before == after
    assert not (found[column] == paid[column]).all()


def test_labels_of_two_columns_follow_what_is_dealt(paid):
    for what, pair in (("state", ["occupation", "state"]), ("field", ["area", "major_group"])):
        found = dealt(paid, what)
        label = {"state": "in_state", "field": "in_field"}[what]
        assert found.groupby(pair, observed=True).ngroups == found[label].nunique()


def test_occupations_are_dealt_to_cells(paid):
    found = dealt(paid, "occupation")["occupation"]
    assert sorted(found) == sorted(paid["occupation"])


def test_other_things_cannot_be_dealt(paid):
    with pytest.raises(ValueError, match="'luck' cannot be dealt"):
        dealt(paid, "luck")
