"""Regional coefficients and fitted margins; income of places and a scale from outside: by hand, laws, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agglomeration as ag

NATION = pd.Series({"steel": 100, "cars": 100})
REGION = pd.Series({"steel": 30, "cars": 10})
CELLS = pd.DataFrame([[0.2, 0.4], [0.1, 0.2]], NATION.index, NATION.index)


def economy(seed, industries=6):
    generator = np.random.default_rng(seed)
    names = [f"i{n}" for n in range(industries)]
    cells = pd.DataFrame(generator.random((industries, industries)) / industries, names, names)
    nation = pd.Series(generator.uniform(50, 100, industries), names)
    return cells, nation * generator.uniform(0.02, 0.4, industries), nation


class TestRegionalCoefficients:
    def test_flegg_by_hand(self):
        """Quotients 1.5 and 0.5; the region is a fifth of the nation."""
        size = np.log2(1.2) ** 0.3
        found = ag.regional_coefficients(CELLS, REGION, NATION)
        assert found.loc["cars", "steel"] == pytest.approx(0.1 * 0.5 / 1.5 * size)
        assert found.loc["cars", "cars"] == pytest.approx(0.2 * 0.5 * size)
        assert found.loc["steel", "cars"] == pytest.approx(
            0.4
        )  # three times as specialized: all of it
        augmented = ag.regional_coefficients(CELLS, REGION, NATION, "aflq")
        assert augmented.loc["cars", "steel"] == pytest.approx(
            0.1 * 0.5 / 1.5 * size * np.log2(2.5)
        )
        assert augmented.loc["cars", "cars"] == pytest.approx(found.loc["cars", "cars"])

    @given(st.integers(0, 300), st.sampled_from(["slq", "cilq", "flq", "aflq"]))
    @settings(max_examples=30)
    def test_at_most_the_nations_and_free_of_the_unit(self, seed, kind):
        cells, region, nation = economy(seed)
        found = ag.regional_coefficients(cells, region, nation, kind)
        assert ((found <= cells + 1e-12) & (found >= 0)).all(axis=None)
        assert np.allclose(
            found, ag.regional_coefficients(cells, 5 * region.iloc[::-1], 5 * nation, kind)
        )

    def test_a_region_like_the_nation_keeps_all_by_quotients_and_less_by_flegg(self):
        cells, _, nation = economy(1)
        assert np.allclose(ag.regional_coefficients(cells, nation / 4, nation, "cilq"), cells)
        size = np.log2(1.25) ** 0.3
        assert np.allclose(ag.regional_coefficients(cells, nation / 4, nation), size * cells)
        assert np.allclose(ag.regional_coefficients(cells, nation, nation), cells)

    def test_more_delta_keeps_less(self):
        cells, region, nation = economy(2)
        kept = [
            ag.regional_coefficients(cells, region, nation, delta=delta).to_numpy().sum()
            for delta in (0, 0.2, 0.5)
        ]
        assert kept[0] > kept[1] > kept[2]
        assert kept[0] == pytest.approx(
            ag.regional_coefficients(cells, region, nation, "cilq").to_numpy().sum()
        )

    def test_who_is_not_there_sells_nothing_and_has_no_inputs(self):
        found = ag.regional_coefficients(CELLS, pd.Series({"steel": 30, "cars": 0}), NATION)
        assert found.loc["cars", "steel"] == 0
        assert found["cars"].isna().all()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"region": NATION * 2}, "more than the nation's"),
            ({"region": REGION * 0}, "no output"),
            ({"kind": "other"}, "kind"),
            ({"delta": 1}, "delta: 1 is not from 0 to below 1"),
            ({"region": REGION.drop("cars")}, "region"),
        ],
    )
    def test_bad_input(self, change, words):
        given = {"coefficients": CELLS, "region": REGION, "nation": NATION}
        with pytest.raises(ValueError, match=words):
            ag.regional_coefficients(**given | change)


class TestRas:
    @given(st.integers(0, 300))
    @settings(max_examples=30)
    def test_sums_fit_and_odds_stay(self, seed):
        generator = np.random.default_rng(seed)
        old = pd.DataFrame(generator.uniform(0.5, 2, (4, 3)))
        wanted = generator.uniform(0.5, 2, (4, 3))
        rows, columns = pd.Series(wanted.sum(axis=1)), pd.Series(wanted.sum(axis=0))
        new = ag.ras(old, rows.iloc[::-1], columns)
        assert np.allclose(new.sum(axis=1), rows)
        assert np.allclose(new.sum(axis=0), columns)

        def odds(table):
            cells = table.to_numpy()
            return cells[:-1, :-1] * cells[1:, 1:] / (cells[:-1, 1:] * cells[1:, :-1])

        assert np.allclose(odds(new), odds(old))
        assert np.allclose(ag.ras(new, rows, columns), new)

    def test_nothing_stays_nothing(self):
        old = pd.DataFrame([[1.0, 0], [2, 3]])
        new = ag.ras(old, pd.Series([2.0, 4]), pd.Series([4.0, 2]))
        assert new.iloc[0, 1] == 0
        assert old.iloc[0, 0] == 1  # the given table is left alone

    @pytest.mark.parametrize(
        ("rows", "columns", "words"),
        [
            ([2.0, 4], [4.0, 3], "have one total"),
            ([5.0, 1], [2.0, 4], "no table with these zeros"),
            ([2.0, -1], [1.0, 0], "rows"),
        ],
    )
    def test_what_cannot_fit_is_said(self, rows, columns, words):
        old = pd.DataFrame([[1.0, 0], [2, 3]])
        with pytest.raises(ValueError, match=words):
            ag.ras(old, pd.Series(rows), pd.Series(columns), rounds=500)
        for limits in ({"tolerance": 0}, {"tolerance": np.nan}, {"rounds": 0}):
            with pytest.raises(ValueError, match="end no fitting"):
                ag.ras(old, pd.Series([2.0, 4]), pd.Series([2.0, 4]), **limits)
        with pytest.raises(ValueError, match="rows: 0 is to have 1, and all its cells are 0"):
            ag.ras(pd.DataFrame([[0.0, 0], [1, 1]]), pd.Series([1.0, 1]), pd.Series([1.0, 1]))


class TestIncome:
    table = pd.DataFrame(
        {"steel": [30, 10, 0], "soap": [10, 30, 0]}, index=["Linz", "Wels", "none"]
    )
    income = pd.Series({"Wels": 20.0, "Linz": 40.0, "none": 9.0})

    def test_an_empty_region_counts_for_nothing(self):
        assert ag.prody(self.table, self.income).tolist() == [35, 25]
        assert np.isnan(ag.expy(self.table, self.income)["none"])

    @given(st.integers(0, 200))
    @settings(max_examples=20)
    def test_between_the_poorest_and_the_richest(self, seed):
        generator = np.random.default_rng(seed)
        table = pd.DataFrame(generator.gamma(1, 1, (7, 5)))
        income = pd.Series(generator.uniform(10, 50, 7))
        for found in (
            ag.prody(table, income),
            ag.expy(table, income),
            ag.expy(table, income, leave_out=True),
        ):
            assert ((found >= income.min()) & (found <= income.max())).all()
        assert np.allclose(ag.prody(table * 9, income), ag.prody(table, income))

    def test_leaving_out_is_dropping_the_region(self):
        generator = np.random.default_rng(3)
        table = pd.DataFrame(generator.gamma(1, 1, (6, 4)))
        income = pd.Series(generator.uniform(10, 50, 6))
        level = ag.prody(table.drop(2), income.drop(2))
        shares = table.loc[2] / table.loc[2].sum()
        assert ag.expy(table, income, leave_out=True)[2] == pytest.approx(shares @ level)

    def test_a_scale_from_outside_gives_back_the_own_one(self):
        generator = np.random.default_rng(4)
        table = pd.DataFrame(generator.pareto(1, (30, 20)) + 0.01)
        own = ag.economic_complexity(table)
        found = ag.outside_complexity(table, own.pci)
        assert found.corr(own.eci) == pytest.approx(1)

    def test_industries_without_a_place_on_the_scale_take_no_part(self):
        scale = pd.Series({"steel": 2.0})
        found = ag.outside_complexity(self.table, scale, by="amount")
        assert found.iloc[:2].tolist() == [2, 2]
        assert np.isnan(found["none"])
        with pytest.raises(ValueError, match="none of the table's industries, such as 'steel'"):
            ag.outside_complexity(self.table, pd.Series({"inns": 1.0}))
        with pytest.raises(ValueError, match="complexity: industry 'steel' occurs 2 times"):
            ag.outside_complexity(self.table, pd.Series([1.0, 2.0], ["steel", "steel"]))
        with pytest.raises(ValueError, match="industry 'steel', column 'complexity' is infinite"):
            ag.outside_complexity(self.table, pd.Series({"steel": np.inf, "soap": 1.0}))
        with pytest.raises(ValueError, match="industry 'steel', column 'complexity' is 'high'"):
            ag.outside_complexity(self.table, pd.Series({"steel": "high", "soap": 1.0}))
