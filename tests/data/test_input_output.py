"""The tables of flows between industries against their own accounts and against known multipliers."""

import numpy as np
import pandas as pd
import pytest

from clusterbook import tables as datasets


def system(country):
    """Return flows, output and the Leontief inverse of a country's input-output table."""
    flows = datasets.load(f"{country}_input_output").pivot(
        index="seller", columns="buyer", values="flow"
    )
    industries = datasets.load(f"{country}_input_output_industries").set_index("industry")
    flows = flows.loc[industries.index, industries.index]
    inverse = np.linalg.inv(np.eye(len(flows)) - flows.to_numpy() / industries["output"].to_numpy())
    return flows, industries, pd.DataFrame(inverse, flows.index, flows.columns)


def linkages(inverse, axis):
    """Column (0) or row (1) sums of the inverse over their mean."""
    sums = inverse.sum(axis=axis)
    return sums / sums.mean()


def rounded(values, decimals):
    return {key: round(value, decimals) for key, value in values.items()}


def test_united_states_supply_adds_up_to_output():
    industries = datasets.load("us_input_output_industries").set_index("industry")
    made = datasets.load("us_supply").groupby("industry")["supply"].sum()
    assert (made / industries["output"] - 1).abs().max() < 0.00002
    assert round(made.sum() / 1e6, 2) == 40.58


def test_united_states_accounts_balance():
    industries = datasets.load("us_input_output_industries").set_index("industry")
    assert len(industries) == 71
    rest = industries["output"] - industries["intermediate_inputs"] - industries["value_added"]
    assert rest.abs().max() <= 3
    bought = datasets.load("us_use").groupby("industry")["use"].sum()
    assert (bought - industries["intermediate_inputs"]).abs().max() <= 20


def test_united_states_flows_keep_what_each_industry_buys():
    flows, _, _ = system("us")
    bought = datasets.load("us_use").groupby("industry")["use"].sum()
    assert (flows.sum(axis=0) - bought[flows.columns]).abs().max() < 0.1
    assert (flows < 0).sum().sum() == 12


def test_united_states_linkages():
    _, _, inverse = system("us")
    assert rounded(linkages(inverse, 0).nlargest(3), 2) == {
        "3361MV": 1.53,
        "311FT": 1.37,
        "331": 1.35,
    }
    assert rounded(linkages(inverse, 1).nlargest(3), 2) == {"325": 2.66, "ORE": 2.46, "331": 2.45}


def test_brazil_balances():
    flows, industries, _ = system("brazil")
    uses = industries[
        ["exports", "government", "non_profit", "households", "investment", "stocks"]
    ].sum(axis=1)
    assert len(flows) == 68
    assert (flows.sum(axis=1) + uses - industries["output"]).abs().max() < 0.04
    assert round(flows.to_numpy().sum() / 1e6, 2) == 7.10
    assert round(industries["output"].sum() / 1e6, 2) == 16.58
    assert (flows < 0).sum().sum() == 3
    assert round(flows.min().min(), 1) == -2.3


def test_brazil_spectral_radius():
    flows, industries, _ = system("brazil")
    coefficients = flows.to_numpy() / industries["output"].to_numpy()
    assert round(np.abs(np.linalg.eigvals(coefficients)).max(), 3) == 0.467


def test_brazil_linkages():
    _, _, inverse = system("brazil")
    backward, forward = linkages(inverse, 0), linkages(inverse, 1)
    expected = {"1091": 1.415, "1093": 1.303, "1992": 1.278, "1092": 1.253, "2991": 1.240}
    assert rounded(backward.nlargest(5), 3) == expected
    leaders = {"4680": 3.41, "1991": 2.76, "4900": 2.25, "2091": 2.10, "0191": 1.98}
    assert rounded(forward.nlargest(5), 2) == leaders
    assert ((backward > 1) & (forward > 1)).sum() == 11


def test_brazil_drugs():
    flows, industries, inverse = system("brazil")
    drugs = industries.loc["2100"]
    assert round(linkages(inverse, 0)["2100"], 3) == 0.938
    assert round(linkages(inverse, 1)["2100"], 3) == 0.631
    assert inverse["2100"].sum() == pytest.approx(1.739, abs=0.0005)
    assert round(100 * drugs["households"] / drugs["output"], 1) == 55.5
    assert round(100 * flows.loc["2100"].sum() / drugs["output"], 1) == 32.5


def test_brazil_jobs():
    jobs = datasets.load("brazil_jobs").pivot(index="industry", columns="year", values="jobs")
    assert jobs.shape == (68, 12)
    assert round(jobs[2021].sum() / 1e6, 1) == 105.1
    assert jobs.loc["2100", 2010] == pytest.approx(98_600, abs=50)
    assert jobs.loc["2100", 2021] == pytest.approx(113_500, abs=50)
    accounts = datasets.load("brazil_input_output_industries").set_index("industry")["jobs"]
    assert (jobs[2021] == accounts).all()
