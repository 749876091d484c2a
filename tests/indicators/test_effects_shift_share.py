"""Shift-share regressions: the equivalent forms agree, exposure-robust errors keep their level, bad input is named."""

import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglomeration import shift_share_instrument, shift_share_placebo


def world(seed, regions=120, industries=30, effect=2.0, complete=True, noise=0.3):
    """Regions whose residuals follow their shares, as Adão and others suppose, with a known effect of exposure."""
    generator = np.random.default_rng(seed)
    values = generator.dirichlet(np.ones(industries) / 3, regions)
    if not complete:
        values = values * generator.uniform(0.6, 1.0, (regions, 1))
    names = [f"r{i}" for i in range(regions)], [f"k{k}" for k in range(industries)]
    shares = pd.DataFrame(values, *names)
    shocks = pd.Series(generator.normal(size=industries), names[1])
    hidden = shares @ pd.Series(generator.normal(size=industries), names[1])
    exposure = shares @ shocks + 0.5 * hidden + generator.normal(scale=noise, size=regions)
    outcome = effect * exposure + hidden + generator.normal(scale=noise, size=regions)
    return outcome, shares, shocks, exposure


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), complete=st.booleans())
def test_rotemberg_weights_add_up_and_average_to_the_estimate(seed, complete):
    found = shift_share_instrument(*world(seed, complete=complete))
    table = found.tables["rotemberg"]
    assert table["weight"].sum() == pytest.approx(1)
    assert (table["weight"] * table["estimate"]).sum() == pytest.approx(found.estimate)
    assert table["weight"].is_monotonic_decreasing


@pytest.mark.parametrize("complete", [True, False])
def test_the_regression_over_shocks_is_the_same(complete):
    """Borusyak, Hull and Jaravel: weighted two-stage least squares on averages over regions, with robust errors."""
    found = shift_share_instrument(*world(1, complete=complete), errors="shock-level")
    table = found.tables["shocks"]
    w, g = table["weight"], table["shock"]
    g = g - np.average(g, weights=w)
    estimate = (w * g * table["outcome"]).sum() / (w * g * table["exposure"]).sum()
    assert estimate == pytest.approx(found.estimate)
    rest = table["outcome"] - estimate * table["exposure"]
    error = np.sqrt(((w * g * rest) ** 2).sum()) / abs((w * g * table["exposure"]).sum())
    assert error == pytest.approx(found.error)
    assert (w * table["exposure"]).sum() == pytest.approx(0, abs=1e-12)


def test_usual_errors_are_those_of_statsmodels():
    statsmodels = pytest.importorskip("statsmodels.api")
    outcome, shares, shocks, _ = world(2)
    state = pd.Series(np.arange(120) % 15, shares.index)
    found = shift_share_instrument(outcome, shares, shocks, cluster=state, errors="clustered")
    model = statsmodels.OLS(outcome, statsmodels.add_constant(shares @ shocks))
    robust = model.fit(cov_type="HC1")
    clustered = model.fit(cov_type="cluster", cov_kwds={"groups": state})
    assert found.estimate == pytest.approx(robust.params.iloc[1])
    assert found.tables["errors"].loc["robust", "error"] == pytest.approx(robust.bse.iloc[1])
    assert found.error == pytest.approx(clustered.bse.iloc[1])


def test_exposure_robust_errors_by_hand():
    """Shares of three industries that leave a rest, so that the controls are a constant and their sum."""
    tenths = [[2, 6, 1], [4, 3, 2], [7, 1, 1], [5, 2, 3], [1, 4, 2], [3, 3, 3]]
    shares = pd.DataFrame(np.array(tenths) / 10, list("uvwxyz"), list("abc"))
    outcome = pd.Series([1.0, 3.0, 4.0, 2.0, 7.0, 0.0], shares.index)
    found = shift_share_instrument(outcome, shares, pd.Series({"a": 1.0, "b": -0.5, "c": 0.3}))
    values = shares.to_numpy()
    z = values @ [1.0, -0.5, 0.3]
    controls = np.column_stack([np.ones(6), values.sum(axis=1)])
    away = np.eye(6) - controls @ np.linalg.inv(controls.T @ controls) @ controls.T
    left, rest = away @ z, away @ outcome.to_numpy()
    slope = left @ rest / (left @ left)
    profile = np.linalg.inv(values.T @ values) @ values.T @ left
    sums = values.T @ (rest - slope * left)
    error = np.sqrt(((profile * sums) ** 2).sum()) / (left @ left)
    assert found.estimate == pytest.approx(slope)
    assert error > 0.1
    assert found.error == pytest.approx(error, rel=1e-9)


def test_the_ends_of_the_interval_with_the_null_imposed_are_where_the_test_turns():
    outcome, shares, shocks, exposure = world(3)
    found = shift_share_instrument(outcome, shares, shocks, exposure, errors="akm0")
    for end in (found.lower, found.upper):
        at = shift_share_instrument(
            outcome - end * exposure, shares, shocks, exposure, errors="akm0"
        )
        assert at.p == pytest.approx(0.05, abs=1e-6)
    assert found.lower < found.estimate < found.upper


def test_an_exposure_that_the_shocks_hardly_move_leaves_the_effect_unbounded():
    outcome, shares, shocks, exposure = world(4)
    noise = pd.Series(np.random.default_rng(1).normal(size=120), shares.index)
    weak = noise + 1e-6 * exposure
    found = shift_share_instrument(outcome, shares, shocks, weak, errors="akm0")
    assert np.isinf([found.lower, found.upper]).all()
    assert found.details["first_stage"] < 10


def test_weights_are_copies_of_regions_to_the_estimate():
    outcome, shares, shocks, exposure = world(5, regions=40, industries=8)
    times = pd.Series(np.arange(40) % 3 + 1.0, shares.index)
    weighted = shift_share_instrument(outcome, shares, shocks, exposure, weights=times)
    rows = np.repeat(np.arange(40), times.astype(int))
    label = [f"c{i}" for i in range(len(rows))]
    copied = shift_share_instrument(
        outcome.iloc[rows].set_axis(label),
        shares.iloc[rows].set_axis(label),
        shocks,
        exposure.iloc[rows].set_axis(label),
    )
    assert weighted.estimate == pytest.approx(copied.estimate)
    assert weighted.error == pytest.approx(copied.error)


def test_labels_are_joined_not_positions():
    outcome, shares, shocks, exposure = world(6)
    one = shift_share_instrument(outcome, shares, shocks, exposure)
    two = shift_share_instrument(
        outcome[::-1], shares, shocks.sample(frac=1, random_state=1), exposure[::-1]
    )
    assert one.error == pytest.approx(two.error)


def test_intervals_that_know_the_shocks_hold_the_truth():
    """100 draws of 20 shocks: the null-imposed interval holds within three standard errors, the usual by far not."""
    kinds = dict.fromkeys(("akm", "akm0", "robust"), 0.0)
    for seed in range(100):
        table = shift_share_instrument(*world(seed, 100, 20)).tables["errors"]
        for kind in kinds:
            kinds[kind] += (table.loc[kind, "lower"] < 2 < table.loc[kind, "upper"]) / 100
    assert kinds["robust"] < 0.75
    assert kinds["robust"] < kinds["akm"] <= kinds["akm0"]
    assert kinds["akm0"] > 0.95 - 3 * 0.0218


def test_random_shocks_explain_what_follows_the_shares_by_usual_errors_alone():
    outcome, shares, _, _ = world(7, 150, 60)
    state = pd.Series(np.arange(150) // 10, shares.index)
    found = shift_share_placebo(outcome, shares, cluster=state, draws=300, seed=1).frame
    assert found.loc["robust", "rejects"] > 0.15
    assert found.loc["akm0", "lower"] < 0.05 < found.loc["akm0", "upper"] + 0.02
    assert (found["lower"] <= found["rejects"]).all() and (found["rejects"] <= found["upper"]).all()
    assert found["spread"].nunique() == 1


def test_a_draw_of_the_placebo_is_the_regression_on_its_shocks():
    outcome, shares, _, _ = world(8, complete=False)
    state = pd.Series(np.arange(120) // 10, shares.index)
    drawn = shift_share_placebo(outcome, shares, cluster=state, draws=1, seed=3).frame
    shocks = pd.Series(np.random.default_rng(3).normal(size=30), shares.columns)
    single = shift_share_instrument(outcome, shares, shocks, cluster=state).tables["errors"]
    for kind in ("robust", "clustered", "shock-level", "akm"):
        assert drawn.loc[kind, "error"] == pytest.approx(single.loc[kind, "error"])
    for kind in single.index:
        assert drawn.loc[kind, "rejects"] == float(single.loc[kind, "p"] < 0.05)


def test_what_several_draws_of_the_placebo_have_in_common():
    """Their spread is the standard deviation of a sample, their error the one in the middle."""
    outcome, shares, _, _ = world(8, complete=False)
    drawn = shift_share_placebo(outcome, shares, draws=3, seed=3).frame
    shocks = pd.DataFrame(np.random.default_rng(3).normal(size=(3, 30)), columns=shares.columns)
    singles = [shift_share_instrument(outcome, shares, draw) for _, draw in shocks.iterrows()]
    estimates = [single.estimate for single in singles]
    assert drawn["spread"].to_numpy() == pytest.approx(statistics.stdev(estimates))
    for kind in ("robust", "akm"):
        errors = [single.tables["errors"].loc[kind, "error"] for single in singles]
        assert drawn.loc[kind, "error"] == pytest.approx(statistics.median(errors))


def test_more_industries_than_regions_leave_exposure_robust_errors_undefined():
    outcome, shares, shocks, exposure = world(9, regions=20, industries=30)
    with pytest.raises(
        ValueError, match="20 regions do not tell the shares of 30 industries apart"
    ):
        shift_share_instrument(outcome, shares, shocks, exposure)
    found = shift_share_instrument(outcome, shares, shocks, exposure, errors="shock-level")
    assert np.isfinite(found.error)
    assert found.tables["errors"].loc["akm"].isna().all()
    placebo = shift_share_placebo(outcome, shares, draws=20, seed=1)
    assert placebo.value[["akm", "akm0", "clustered"]].isna().all()
    assert np.isfinite(placebo.value[["robust", "shock-level"]]).all()


def given_wrong(**changes):
    names = ("outcome", "shares", "shocks", "exposure")
    right = dict(zip(names, world(1, regions=40, industries=6), strict=True))
    return right | {
        name: change(right.get(name, right["shares"])) for name, change in changes.items()
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"shares": lambda s: 100 * s}, "region 'r0' adds up to 100"),
        ({"shares": lambda s: 1.01 * s}, "region 'r0' adds up to 1.01"),
        ({"shares": lambda s: -s}, "amounts must not be negative"),
        ({"shocks": lambda s: s.drop("k3")}, "'k3'"),
        ({"outcome": lambda s: s.rename({"r1": "r99"})}, "'r1'"),
        ({"shocks": lambda s: s * 0 + 1}, "does not move the exposure"),
        ({"exposure": lambda s: s * 0 + 1}, "does not move the exposure"),
        ({"weights": lambda s: pd.Series(0.0, s.index)}, "'r0' has the weight 0"),
        ({"cluster": lambda s: pd.Series("a", s.index)}, "all have the same label"),
        (
            {"cluster": lambda s: pd.Series([None] + ["a", "b", "b"] * 13, s.index)},
            "'r0' has no label",
        ),
        ({"controls": lambda s: s.iloc[1:]}, "'r0'"),
    ],
)
def test_bad_input_is_named(changes, words):
    with pytest.raises(ValueError, match=words):
        shift_share_instrument(**given_wrong(**changes))


def test_what_is_left_by_rounding_is_no_error():
    """Residuals times shares of two industries that add up to 1 are 0: the errors that know shocks are undefined."""
    generator = np.random.default_rng(1)
    share = pd.Series(generator.random(40))
    shares = pd.DataFrame({"steel": share, "soap": 1 - share})
    outcome = pd.Series(generator.normal(size=40))
    found = shift_share_instrument(outcome, shares, pd.Series({"steel": 1.0, "soap": -0.3}))
    errors = found.tables["errors"]["error"]
    assert errors[["akm", "shock-level"]].isna().all()
    assert np.isnan(found.p)
    assert errors["robust"] > 0
    for unit in (1e-12, 1.0, 1e12):
        rejects = shift_share_placebo(unit * outcome, shares, draws=5, seed=1).value
        assert rejects[["akm", "shock-level"]].isna().all()
        assert np.isfinite(rejects["robust"])


def test_an_outcome_without_luck_has_no_error():
    shares, shocks = world(1)[1:3]
    level = pd.Series(7.0, shares.index)
    for outcome, effect in ((level, 0.0), (level + 2 * shares @ shocks, 2.0)):
        found = shift_share_instrument(outcome, shares, shocks)
        assert found.estimate == pytest.approx(effect, abs=1e-9)
        assert np.isnan(found.p)


def test_errors_that_need_labels_ask_for_them():
    with pytest.raises(ValueError, match="needs a label per region"):
        shift_share_instrument(*world(1), errors="clustered")
    with pytest.raises(ValueError, match="errors: 'white' is not known"):
        shift_share_instrument(*world(1), errors="white")
    with pytest.raises(ValueError, match="draws: 0 is not a number of draws"):
        shift_share_placebo(*world(1)[:2], draws=0)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(np.ones(40), id="the same shares everywhere"),
        pytest.param(np.linspace(0.1, 1, 40), id="the same mix, of more or less of the region"),
        pytest.param(np.zeros(40), id="no shares at all"),
    ],
)
def test_regions_that_no_shock_moves_apart_leave_nothing_to_try(rows):
    """A rate of what rounding leaves would look like a finding."""
    shares = pd.DataFrame(np.outer(rows, [0.1, 0.2, 0.3, 0.4]))
    outcome = pd.Series(np.random.default_rng(1).normal(size=40))
    with pytest.raises(ValueError, match=r"shares: .* all regions have the same"):
        shift_share_placebo(outcome, shares, draws=5, seed=1)
