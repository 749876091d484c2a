"""Effects beside other packages: group-time effects of diff-diff, synthetic controls of pysyncon."""

import diff_diff
import numpy as np
import pandas as pd
import pysyncon
import pytest

from agglomeration import difference_in_differences, synthetic_control
from clusterbook.models.picked_winners import simulate_programme


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("control", ["never", "not_yet"])
def test_group_time_effects_averages_and_errors_are_those_of_diff_diff(control, seed):
    data = simulate_programme(picking=0.3, growing=0.3, regions=60, treated=0.6, seed=seed)
    # It takes 0 for never treated, and so no date may be 0.
    first = (data["first_treated"] + 1).fillna(0).astype(int)
    theirs = diff_diff.CallawaySantAnna(
        control_group={"never": "never_treated", "not_yet": "not_yet_treated"}[control],
        estimation_method="reg",
        base_period="universal",
    ).fit(data.assign(time=data["time"] + 1, start=first), "outcome", "region", "time", "start")
    found = difference_in_differences(data, control=control)
    ours = found.tables["group_time"]
    assert len(ours) == len(theirs.group_time_effects)
    # The date before treatment, with which all others are compared, has no error.
    compared = ours[ours["error"].notna()]
    assert len(compared) > 20
    for (group, time), row in compared.iterrows():
        one = theirs.group_time_effects[group + 1, time + 1]
        assert row["estimate"] == pytest.approx(one["effect"], rel=1e-9)
        assert row["error"] == pytest.approx(one["se"], rel=1e-9)
    simple = found.tables["overall"].loc["simple"]
    assert simple["estimate"] == pytest.approx(theirs.overall_att, rel=1e-9)
    assert simple["error"] == pytest.approx(theirs.overall_se, rel=1e-9)


def test_weights_are_those_of_pysyncon_where_all_dates_count_alike():
    generator = np.random.default_rng(1)
    factors = generator.normal(size=(3, 30)).cumsum(axis=1)
    values = generator.uniform(0, 1, (12, 3)) @ factors + generator.normal(scale=0.3, size=(12, 30))
    table = pd.DataFrame(values, [f"r{i}" for i in range(12)], range(30))
    ours = synthetic_control(table, "r0", 20, placebos=False)
    before = table.loc[:, :19].T
    theirs = pysyncon.Synth()
    others, own = before.drop(columns="r0"), before["r0"]
    # It divides each date by its standard deviation over regions, which these weights undo.
    variances = before.var(axis=1).to_numpy()
    theirs.fit(X0=others, X1=own, Z0=others, Z1=own, custom_V=variances)
    np.testing.assert_allclose(ours.tables["weights"], theirs.W, atol=1e-3)
    gaps = own.to_numpy() - others.to_numpy() @ np.asarray(theirs.W)
    # Its minimum is found by steps; ours is exact, so never worse.
    assert ours.details["before"] <= np.sqrt((gaps**2).mean()) + 1e-9
    assert ours.details["before"] == pytest.approx(np.sqrt((gaps**2).mean()), rel=1e-4)
