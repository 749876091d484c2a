"""Agreement with pymrio and ipfn."""

import numpy as np
import pandas as pd
import pymrio
import pytest
from ipfn import ipfn

from agglomeration.indicators.linkages import ghosh, leontief, ras, technical_coefficients


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


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tables_fitted_to_margins_are_those_of_ipfn(seed):
    generator = np.random.default_rng(seed)
    flows = pd.DataFrame(generator.pareto(1.5, (12, 9)) * (generator.random((12, 9)) > 0.2) + 0.0)
    # Margins of a table with zeros in the same cells, so that a fit exists.
    wanted = flows * generator.uniform(0.3, 3, flows.shape)
    rows, columns = wanted.sum(axis=1), wanted.sum(axis=0)
    theirs = ipfn.ipfn(
        flows.to_numpy().copy(),
        [rows.to_numpy(), columns.to_numpy()],
        [[0], [1]],
        convergence_rate=1e-12,
        max_iteration=20_000,
    ).iteration()
    np.testing.assert_allclose(ras(flows, rows, columns, tolerance=1e-12), theirs, rtol=1e-7)
