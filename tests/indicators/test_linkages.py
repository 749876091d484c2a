"""Input-output: Miller and Blair's numbers, laws that must hold, and what bad tables are told."""

import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglomeration.indicators.linkages import (
    backward_linkages,
    forward_linkages,
    ghosh,
    hypothetical_extraction,
    key_sectors,
    leontief,
    technical_coefficients,
)

steady = settings(max_examples=40, deadline=None)


FLOWS = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
OUTPUT = pd.Series({"1": 1000, "2": 2000})


def economy(industries, seed, share=0.8):
    """A random economy that sells at most ``share`` of any output, and buys at most that, to industries."""
    generator = np.random.default_rng(seed)
    flows = generator.pareto(1.5, (industries, industries)) * (
        generator.random((industries, industries)) < 0.7
    )
    needed = np.maximum(flows.sum(axis=0), flows.sum(axis=1)) / share
    labels = [f"i{number}" for number in range(industries)]
    return pd.DataFrame(flows, index=labels, columns=labels), pd.Series(needed + 1, index=labels)


economies = st.builds(economy, st.integers(2, 9), st.integers(0, 10_000), st.floats(0.1, 0.95))


class TestMillerAndBlair:
    """Two sectors: tables 2.3 and 2.4 of the second edition, and the example that follows them."""

    def test_coefficients(self):
        assert technical_coefficients(FLOWS, OUTPUT).to_numpy().tolist() == [
            [0.15, 0.25],
            [0.20, 0.05],
        ]

    def test_leontief_inverse(self):
        printed = [[1.254, 0.330], [0.264, 1.122]]
        assert np.array_equal(leontief(FLOWS, OUTPUT).round(3), printed)

    def test_new_final_demand(self):
        new_output = leontief(FLOWS, OUTPUT) @ pd.Series({"1": 600, "2": 1500})
        assert new_output.round(1).tolist() == [1247.5, 1841.6]


class TestInverses:
    @steady
    @given(economies)
    def test_output_is_inverse_times_final_demand(self, system):
        flows, output = system
        assert np.allclose(leontief(flows, output) @ (output - flows.sum(axis=1)), output)
        assert np.allclose((output - flows.sum(axis=0)) @ ghosh(flows, output), output)

    @steady
    @given(economies)
    def test_bounds_and_their_relation(self, system):
        flows, output = system
        inverse = leontief(flows, output)
        assert (inverse.to_numpy() >= -1e-12).all()
        assert (np.diagonal(inverse) >= 1).all()
        assert np.allclose(
            ghosh(flows, output),
            inverse.to_numpy() * output.to_numpy() / output.to_numpy()[:, None],
        )

    @steady
    @given(economies)
    def test_equals_the_sum_of_rounds(self, system):
        flows, output = system
        coefficients = technical_coefficients(flows, output).to_numpy()
        total = term = np.eye(len(flows))
        for _ in range(1500):
            term = term @ coefficients
            total = total + term
        assert np.allclose(leontief(flows, output), total)

    @steady
    @given(economies, st.floats(1e-3, 1e6))
    def test_money_has_no_unit(self, system, factor):
        flows, output = system
        assert np.allclose(leontief(flows * factor, output * factor), leontief(flows, output))

    def test_an_industry_without_output_is_undefined_and_alone(self):
        flows = FLOWS.reindex(index=["1", "idle", "2"], columns=["1", "idle", "2"], fill_value=0)
        output = pd.Series({"2": 2000, "idle": 0, "1": 1000})
        inverse = leontief(flows, output)
        assert inverse["idle"].isna().all()
        assert inverse.loc["idle"].isna().all()
        assert inverse.loc[["1", "2"], ["1", "2"]].equals(leontief(FLOWS, OUTPUT))
        assert technical_coefficients(flows, output)["idle"].isna().all()
        assert technical_coefficients(flows, output, of="sales").loc["idle"].isna().all()
        for linkage in (backward_linkages, forward_linkages):
            assert np.isnan(linkage(flows, output)["idle"])
            assert np.allclose(linkage(flows, output).drop("idle"), linkage(FLOWS, OUTPUT))
        assert pd.isna(key_sectors(flows, output).loc["idle", "type"])
        assert hypothetical_extraction(flows, output).loc["idle"].isna().all()
        assert np.allclose(
            hypothetical_extraction(flows, output).drop("idle"),
            hypothetical_extraction(FLOWS, OUTPUT),
        )

    def test_one_industry(self):
        flows = pd.DataFrame([[5.0]], index=["all"], columns=["all"])
        assert leontief(flows, pd.Series({"all": 10.0})).loc["all", "all"] == 2
        assert backward_linkages(flows, pd.Series({"all": 10.0}))["all"] == 1

    def test_an_idle_economy(self):
        assert leontief(FLOWS * 0, OUTPUT * 0).isna().all(axis=None)
        assert key_sectors(FLOWS * 0, OUTPUT * 0).isna().all(axis=None)

    def test_without_scipy(self, monkeypatch):
        expected = leontief(FLOWS, OUTPUT)
        monkeypatch.setitem(sys.modules, "scipy.linalg", None)
        assert np.allclose(leontief(FLOWS, OUTPUT), expected)
        with pytest.raises(ValueError, match="no usable inverse"):
            leontief(FLOWS, pd.Series({"1": 350, "2": 600}))

    def test_an_industry_that_trades_with_nobody(self):
        flows = FLOWS.reindex(index=["1", "2", "alone"], columns=["1", "2", "alone"], fill_value=0)
        output = pd.concat([OUTPUT, pd.Series({"alone": 50})])
        assert backward_linkages(flows, output, normalized=False)["alone"] == 1
        assert backward_linkages(flows, output, kind="direct", normalized=False)["alone"] == 0


class TestLinkages:
    @steady
    @given(economies)
    def test_normalized_linkages_average_one(self, system):
        for kind in ("total", "direct"):
            if system[0].to_numpy().any():
                assert backward_linkages(*system, kind=kind).mean() == pytest.approx(1)
                assert forward_linkages(*system, kind=kind).mean() == pytest.approx(1)
                assert forward_linkages(
                    *system, kind=kind, model="leontief"
                ).mean() == pytest.approx(1)

    def test_sums_of_the_matrices(self):
        assert np.allclose(
            backward_linkages(FLOWS, OUTPUT, normalized=False), leontief(FLOWS, OUTPUT).sum(axis=0)
        )
        assert np.allclose(
            forward_linkages(FLOWS, OUTPUT, normalized=False), ghosh(FLOWS, OUTPUT).sum(axis=1)
        )
        by_leontief = forward_linkages(FLOWS, OUTPUT, model="leontief", normalized=False)
        assert np.allclose(by_leontief, leontief(FLOWS, OUTPUT).sum(axis=1))
        direct = backward_linkages(FLOWS, OUTPUT, kind="direct", normalized=False)
        assert np.allclose(direct, [0.35, 0.30])

    def test_key_sectors_are_above_average_both_ways(self):
        sectors = key_sectors(*economy(30, seed=4))
        key = sectors["type"] == "key"
        assert key.any()
        assert key.equals((sectors["backward"] > 1) & (sectors["forward"] > 1))
        assert set(sectors["type"]) == {"key", "backward", "forward", "weak"}


class TestHypotheticalExtraction:
    @staticmethod
    def without(flows, output, gone):
        """Output after the industries are taken out, row, column and final demand, by solving again."""
        stay = [label for label in flows.columns if label not in gone]
        demand = output - flows.sum(axis=1)
        coefficients = technical_coefficients(flows, output)
        return np.linalg.solve(np.eye(len(stay)) - coefficients.loc[stay, stay], demand[stay])

    @steady
    @given(economies)
    def test_equals_solving_again(self, system):
        flows, output = system
        result = hypothetical_extraction(flows, output)
        for label in flows.columns:
            left = self.without(flows, output, [label]).sum()
            assert result.loc[label, "loss"] == pytest.approx(output.sum() - left)
            assert result.loc[label, "others"] == pytest.approx(output.drop(label).sum() - left)

    @steady
    @given(economies)
    def test_a_group_equals_solving_again(self, system):
        flows, output = system
        gone = list(flows.columns[: len(flows) // 2 + 1])
        result = hypothetical_extraction(flows, output, gone, together=True)
        assert result.loc["together", "loss"] == pytest.approx(
            output.sum() - self.without(flows, output, gone).sum()
        )

    @steady
    @given(economies)
    def test_backward_and_forward_equal_zeroing(self, system):
        flows, output = system
        purchases = technical_coefficients(flows, output).to_numpy()
        sales = technical_coefficients(flows, output, of="sales").to_numpy()
        demand, value_added = output - flows.sum(axis=1), output - flows.sum(axis=0)
        for place, label in enumerate(flows.columns):
            cut = purchases.copy()
            cut[:, place] = 0
            left = np.linalg.solve(np.eye(len(flows)) - cut, demand)
            backward = hypothetical_extraction(flows, output, [label], kind="backward").loc[label]
            assert backward["loss"] == pytest.approx(
                output.sum() - left.sum(), abs=1e-8 * output.sum()
            )
            assert backward["others"] == pytest.approx(
                output.drop(label).sum() - np.delete(left, place).sum(), abs=1e-8 * output.sum()
            )
            cut = sales.copy()
            cut[place] = 0
            left = np.linalg.solve(np.eye(len(flows)) - cut.T, value_added)
            forward = hypothetical_extraction(flows, output, [label], kind="forward").loc[label]
            assert forward["loss"] == pytest.approx(
                output.sum() - left.sum(), abs=1e-8 * output.sum()
            )

    @steady
    @given(economies)
    def test_bounds(self, system):
        shares = hypothetical_extraction(*system)["share"]
        assert ((shares > 0) & (shares <= 1 + 1e-12)).all()

    def test_unknown_industry_and_undefined_group(self):
        with pytest.raises(ValueError, match="'3' is not an industry"):
            hypothetical_extraction(FLOWS, OUTPUT, ["3"])
        with pytest.raises(ValueError, match="one industry at a time"):
            hypothetical_extraction(FLOWS, OUTPUT, ["1"], kind="backward", together=True)


class TestBadInput:
    @pytest.mark.parametrize(
        ("flows", "message"),
        [
            (FLOWS.iloc[:1], "not square"),
            (FLOWS.set_axis(["1", "3"], axis=1), "'3'"),
            (FLOWS.astype(float).mask(FLOWS == 500), "row '1', column '2' is missing"),
            (FLOWS.astype(float).replace(500, np.inf), "row '1', column '2' is infinite"),
            (FLOWS.replace(500, -500), "row '1', column '2' is -500"),
            (FLOWS.astype(object).replace(500, "x"), "'x'"),
            (FLOWS.iloc[[0, 0]], "occurs"),
            (FLOWS.iloc[:0, :0], "empty"),
        ],
    )
    def test_flows(self, flows, message):
        with pytest.raises(ValueError, match=message):
            leontief(flows, OUTPUT)

    @pytest.mark.parametrize(
        ("output", "message"),
        [
            (OUTPUT.drop("2"), "no value for industry '2'"),
            (pd.concat([OUTPUT, pd.Series({"3": 1})]), "surplus: '3'"),
            (-OUTPUT, "'1'.* is -1000"),
            (OUTPUT.replace(2000, 0), "industry '2' has no output but buys or sells"),
        ],
    )
    def test_output(self, output, message):
        for function in (leontief, ghosh, technical_coefficients, backward_linkages, key_sectors):
            with pytest.raises(ValueError, match=message):
                function(FLOWS, output)

    def test_an_economy_that_uses_up_all_it_makes(self):
        closed = pd.Series({"1": 350, "2": 600})
        with pytest.raises(ValueError, match=r"no usable inverse.*'1'"):
            leontief(FLOWS, closed)
        with pytest.raises(ValueError, match="no usable inverse"):
            ghosh(FLOWS, pd.Series({"1": 300, "2": 200}))

    def test_small_negative_flows_on_request(self):
        flows = FLOWS.replace(500, -0.5)
        coefficients = technical_coefficients(flows, OUTPUT, negative=True).to_numpy()
        assert np.allclose(
            leontief(flows, OUTPUT, negative=True), np.linalg.inv(np.eye(2) - coefficients)
        )
        with pytest.raises(ValueError, match="no usable inverse"):
            leontief(FLOWS.replace(500, -9000).replace(200, 2000), OUTPUT, negative=True)

    def test_unknown_choices(self):
        with pytest.raises(ValueError, match="model: 'both'"):
            forward_linkages(FLOWS, OUTPUT, model="both")
        with pytest.raises(ValueError, match="kind: 'first'"):
            backward_linkages(FLOWS, OUTPUT, kind="first")

    def test_input_is_not_changed(self):
        flows, output = FLOWS.copy(), OUTPUT.copy()
        key_sectors(flows, output)
        hypothetical_extraction(flows, output)
        assert flows.equals(FLOWS)
        assert output.equals(OUTPUT)
