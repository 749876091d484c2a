"""Effects beside other packages: group-time effects of csdid, synthetic controls of pysyncon."""

import numpy as np
import pandas as pd
import pytest

from agglomeration import difference_in_differences, synthetic_control
from clusterbook.models.picked_winners import simulate_programme


@pytest.mark.parametrize("control", ["never", "not_yet"])
def test_group_time_effects_averages_and_errors_are_those_of_csdid(control):
    csdid = pytest.importorskip("csdid.att_gt")
    data = simulate_programme(picking=0.3, growing=0.3, regions=60, treated=0.6, seed=1)
    # It takes 0 for a first date, and for never treated.
    coded = data.assign(time=data["time"] + 1, start=(data["first_treated"] + 1).fillna(0))
    theirs = csdid.ATTgt(
        yname="outcome",
        tname="time",
        idname="region",
        gname="start",
        data=coded,
        control_group=["nevertreated" if control == "never" else "notyettreated"],
    ).fit(est_method="reg", base_period="universal", bstrap=False)
    table = pd.DataFrame({name: theirs.results[name] for name in ("group", "year", "att", "se")})
    table = table.set_index(["group", "year"]).astype(float).sort_index()
    found = difference_in_differences(data, control=control)
    ours = found.tables["group_time"].sort_index()
    np.testing.assert_allclose(ours["estimate"], table["att"], rtol=1e-9, atol=1e-12)
    known = ours["error"].notna().to_numpy()
    np.testing.assert_allclose(ours["error"][known], table["se"][known], rtol=1e-9)
    for average in ("group", "simple"):
        theirs.aggte(typec=average, bstrap=False, cband=False)
        overall = found.tables["overall"].loc[average]
        assert overall["estimate"] == pytest.approx(float(theirs.atte["overall_att"]), rel=1e-9)
        assert overall["error"] == pytest.approx(float(theirs.atte["overall_se"]), rel=1e-9)


def test_weights_are_those_of_pysyncon_where_all_dates_count_alike():
    pysyncon = pytest.importorskip("pysyncon")
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
