"""Agreement with econcomplex, ecomplexity and economic-complexity, and where they differ."""

import warnings

import econcomplex
import economic_complexity as oec
import numpy as np
import pandas as pd
import pytest
from ecomplexity import ecomplexity

from agglomeration.indicators.complexity import (
    complexity_outlook,
    economic_complexity,
    expy,
    fitness_complexity,
    outside_complexity,
    prody,
)
from agglomeration.indicators.relatedness import proximity
from agglomeration.indicators.specialization.quotients import presence


def random_table(seed, regions=40, industries=25):
    generator = np.random.default_rng(seed)
    values = generator.pareto(1, (regions, industries)) * (
        generator.random((regions, industries)) < 0.5
    )
    labels = [f"r{n:02}" for n in range(regions)], [f"i{n:02}" for n in range(industries)]
    return pd.DataFrame(values, *labels)


@pytest.fixture
def table():
    return random_table(11)


def of_ecomplexity(table):
    data = table.rename_axis("r").reset_index().melt("r", var_name="i", value_name="v").assign(t=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ecomplexity(data, {"time": "t", "loc": "r", "prod": "i", "val": "v"})


class TestEconomicComplexity:
    def test_econcomplex_regions(self, table):
        eci, _ = econcomplex.eci_pci(table)
        assert np.allclose(economic_complexity(table, "both").eci, eci)

    def test_econcomplex_sets_the_sign_of_industries_by_itself(self):
        """Its PCI is ours or the reverse; ours never contradicts its own ECI."""
        signs = set()
        for seed in range(40):
            table = pd.DataFrame(np.random.default_rng(seed).poisson(5, (60, 12)))
            result, (_, pci) = economic_complexity(table, "both"), econcomplex.eci_pci(table)
            sign = np.sign(result.pci @ pci)
            assert np.allclose(result.pci, sign * pci)
            signs.add(sign)
            mean = presence(table) @ result.pci / presence(table).sum(axis=1)
            assert np.corrcoef(result.eci, mean)[0, 1] > 0.999
        assert signs == {1, -1}

    def test_unconnected_parts_make_econcomplex_index_who_is_in_which(self):
        table = random_table(3, 20, 8).assign(ore=0.0)
        table.loc["island"] = [0.0] * 8 + [1.0]
        eci, _ = econcomplex.eci_pci(table)
        assert eci.drop("island").std() < 1e-6
        with pytest.warns(UserWarning, match="'island'"):
            ours = economic_complexity(table, "both").eci
        assert ours.drop("island").std(ddof=0) == pytest.approx(1)

    def test_ecomplexity(self, table):
        theirs = of_ecomplexity(table)
        ours = economic_complexity(table, "regions")
        assert np.allclose(ours.eci, theirs.groupby("r")["eci"].first()[table.index])
        assert np.allclose(ours.pci, theirs.groupby("i")["pci"].first()[table.columns])

    def test_economic_complexity_stops_after_20_reflections(self, table):
        """The same order in the limit; another scale (ddof=1), no fixed sign, not yet there after 20 steps."""
        ours = economic_complexity(table, "both").eci
        early, _ = oec.complexity(oec.rca(table), iterations=20)
        late, _ = oec.complexity(oec.rca(table), iterations=26)
        assert abs(np.corrcoef(ours, late)[0, 1]) > 0.98
        assert abs(np.corrcoef(ours, early)[0, 1]) < 1 - 1e-6
        assert late.std(ddof=1) == pytest.approx(1)


class TestFitness:
    def test_econcomplex_step_by_step(self, table):
        for steps in (1, 2, 10):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                fitness, complexity = econcomplex.fitness_complexity(table, iterations=steps)
                ours = fitness_complexity(table, iterations=steps)
            assert np.allclose(ours.fitness, fitness)
            assert np.allclose(ours.complexity, complexity)


class TestOutlook:
    def test_index_equals_econcomplex(self, table):
        pci = economic_complexity(table).pci
        assert np.allclose(
            complexity_outlook(table).index, econcomplex.complexity_outlook_index(table, pci)
        )

    def test_gross_gain_equals_ecomplexity_before_it_standardizes(self, table):
        theirs = of_ecomplexity(table)
        present = (presence(table) == 1).to_numpy()
        product = (present / present.sum(axis=0)).T @ (present / present.sum(axis=1)[:, None])
        values, vectors = np.linalg.eig(product)
        raw = np.real(vectors[:, np.argsort(values)[-2]])
        region = present / present.sum(axis=1)[:, None] @ raw
        raw = raw * np.sign(np.corrcoef(region, present.sum(axis=1))[0, 1])
        outlook = complexity_outlook(
            table, complexity=pd.Series(raw, table.columns), gain="gross", diagonal=True
        )
        cog = theirs.pivot(index="r", columns="i", values="cog").loc[table.index, table.columns]
        assert np.allclose(outlook.gain.fillna(0) / region.std(), cog)
        coi = theirs.groupby("r")["coi"].first()[table.index]
        assert np.allclose((outlook.index - outlook.index.mean()) / outlook.index.std(ddof=0), coi)

    def test_peers_divide_by_the_new_industry_so_their_gain_is_not_the_change(self, table):
        pci, related = economic_complexity(table).pci, proximity(table)
        ours = complexity_outlook(table, gain="gross")
        theirs = econcomplex.complexity_outlook_gain(table, pci)
        absent = presence(table) == 0
        assert np.nanmax(np.abs((ours.gain - theirs)[absent])) > 0.05
        expected = (absent * pci) @ related / related.sum(axis=0)
        assert np.allclose(theirs[absent], expected[absent], equal_nan=True)


class TestIncomeAndOutside:
    def test_econcomplex(self, table):
        income = pd.Series(np.random.default_rng(2).uniform(10, 50, len(table)), table.index)
        assert np.allclose(prody(table, income), econcomplex.prody(table, income))
        assert np.allclose(expy(table, income), econcomplex.expy(table, income))
        scale = pd.Series(np.random.default_rng(3).normal(size=table.shape[1]), table.columns)
        theirs, _ = econcomplex.subnational_eci(table, scale, standardize=False)
        assert np.allclose(outside_complexity(table, scale), theirs)
