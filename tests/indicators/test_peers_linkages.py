"""Agreement with pymrio."""

import numpy as np
import pandas as pd
import pymrio
import pytest

from agglomeration.indicators.linkages import ghosh, leontief, technical_coefficients


@pytest.fixture
def economy():
    generator = np.random.default_rng(5)
    labels = [f"i{number}" for number in range(40)]
    flows = pd.DataFrame(generator.pareto(1.5, (40, 40)), index=labels, columns=labels)
    return flows, np.maximum(flows.sum(axis=0), flows.sum(axis=1)) * 1.3


def test_coefficients_and_inverses(economy):
    flows, output = economy
    purchases = pymrio.calc_A(flows, output)
    sales = pymrio.calc_B(flows, output)
    assert np.allclose(technical_coefficients(flows, output), purchases)
    assert np.allclose(technical_coefficients(flows, output, of="sales"), sales)
    assert np.allclose(leontief(flows, output), pymrio.calc_L(purchases))
    assert np.allclose(ghosh(flows, output), pymrio.calc_G(sales))


def test_an_industry_without_output_is_zero_there_and_undefined_here(economy):
    flows, output = economy
    flows, output = flows.copy(), output.copy()
    flows.loc["i3"] = flows["i3"] = 0.0
    output["i3"] = 0.0
    purchases = pymrio.calc_A(flows, output)
    assert (purchases["i3"] == 0).all()
    assert technical_coefficients(flows, output)["i3"].isna().all()
    others = [label for label in flows.columns if label != "i3"]
    theirs = pymrio.calc_L(purchases)
    assert theirs.loc["i3", "i3"] == 1
    assert np.allclose(leontief(flows, output).loc[others, others], theirs.loc[others, others])
