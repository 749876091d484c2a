"""Economic complexity, fitness and outlook: laws, limits, tables without an order."""

import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agglomeration.indicators.complexity import (
    complexity_outlook,
    economic_complexity,
    fitness_complexity,
)
from agglomeration.indicators.relatedness import proximity
from agglomeration.indicators.specialization.quotients import presence

steady = settings(max_examples=40, deadline=None)


# Every region has what the next has, and something more.
NESTED = pd.DataFrame(
    np.triu(np.ones((5, 5), dtype=int))[:, ::-1], index=list("ABCDE"), columns=list("vwxyz")
)


def random_table(seed, regions=12, industries=9):
    generator = np.random.default_rng(seed)
    table = generator.pareto(1, (regions, industries)) * (
        generator.random((regions, industries)) < 0.6
    )
    return pd.DataFrame(
        table, index=[f"r{n}" for n in range(regions)], columns=[f"i{n}" for n in range(industries)]
    )


def complexity(table, *arguments, **options):
    """Economic complexity of a table that has one; hypothesis tries another table otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = economic_complexity(table, *arguments, **options)
    assume(result.eci.notna().any() and result.eigenvalue > 1e-6)
    return result


class TestEconomicComplexity:
    def test_nested_table_orders_itself(self):
        result = economic_complexity(NESTED, by="amount")
        assert result.eci.sort_values(ascending=False).index.tolist() == list("ABCDE")
        assert (
            result.pci.sort_values(ascending=False).index.tolist()
            == NESTED.sum().sort_values().index.tolist()
        )

    def test_two_blocks_with_a_bridge_are_the_strongest_contrast(self):
        table = pd.DataFrame(
            [[1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [0, 0, 1, 1, 1], [0, 0, 0, 1, 1]], index=list("ABCD")
        )
        eci = economic_complexity(table, by="amount").eci
        assert np.sign(eci["A"]) == np.sign(eci["B"]) == -np.sign(eci["C"]) == -np.sign(eci["D"])

    @steady
    @given(st.integers(0, 5000))
    def test_index_is_the_mean_of_the_portfolio(self, seed):
        table = random_table(seed)
        present = presence(table).fillna(0)
        for scale in ("industries", "regions"):
            result = complexity(table, scale)
            inside = result.eci.notna()
            mean = present.mul(result.pci.fillna(0)).sum(axis=1) / present.sum(axis=1)
            assert np.allclose(result.eci[inside], mean[inside])

    @steady
    @given(st.integers(0, 5000))
    def test_industries_are_the_mean_of_their_regions_up_to_the_eigenvalue(self, seed):
        table = random_table(seed)
        result = complexity(table, "regions")
        present = presence(table).fillna(0)
        inside = result.pci.notna()
        mean = present.mul(result.eci.fillna(0), axis=0).sum(axis=0) / present.sum(axis=0)
        product = result.eigenvalue * result.pci[inside]
        assert np.allclose((mean[inside] - product) - (mean[inside] - product).mean(), 0, atol=1e-8)

    @steady
    @given(st.integers(0, 5000), st.integers(2, 14), st.integers(2, 14))
    def test_scales(self, seed, regions, industries):
        table = random_table(seed, regions, industries)
        for scale, names in (
            ("industries", ["pci"]),
            ("regions", ["eci"]),
            ("both", ["eci", "pci"]),
        ):
            result = complexity(table, scale)
            for name in names:
                values = getattr(result, name).dropna()
                assert values.mean() == pytest.approx(0, abs=1e-9)
                assert values.std(ddof=0) == pytest.approx(1)
        assert (
            np.corrcoef(*(complexity(table, scale).eci.dropna() for scale in ("both", "regions")))[
                0, 1
            ]
            > 1 - 1e-9
        )

    def test_the_middle_of_two_mirrored_halves_takes_no_side(self):
        """A has what B and C have one of each, which have as much apart: the first region off the middle is above."""
        table = pd.DataFrame(
            [[1, 1, 0, 0, 0], [0, 1, 1, 1, 0], [1, 0, 1, 0, 1]], list("ABC"), list("vwxyz")
        )
        found = economic_complexity(table, "regions", by="amount")
        assert found.eigenvalue == pytest.approx(0.5)
        assert found.eci.tolist() == pytest.approx([0, 1.5**0.5, -(1.5**0.5)])

    @steady
    @given(st.integers(0, 5000), st.integers(3, 14), st.integers(3, 14))
    def test_diverse_regions_are_not_simple(self, seed, regions, industries):
        table = random_table(seed, regions, industries)
        eci = complexity(table).eci
        diversity = presence(table).sum(axis=1)[eci.notna()]
        assume(diversity.std() > 0)
        assert np.corrcoef(eci.dropna(), diversity)[0, 1] > -1e-9

    @steady
    @given(st.integers(0, 5000))
    def test_order_and_units_do_not_matter(self, seed):
        table = random_table(seed)
        eci = complexity(table, "both").eci
        assume(
            abs(np.corrcoef(eci.dropna(), presence(table).sum(axis=1)[eci.notna()])[0, 1]) > 1e-6
        )
        turned = complexity(1000 * table.iloc[::-1, ::-1], "both")
        assert np.allclose(turned.eci[table.index], eci, equal_nan=True, atol=1e-7)

    def test_empty_units_are_undefined_and_alone(self):
        table = random_table(3)
        grown = table.assign(none=0.0)
        grown.loc["empty"] = 0.0
        result, clean = economic_complexity(grown), economic_complexity(table)
        assert np.isnan(result.eci["empty"])
        assert np.isnan(result.pci["none"])
        assert np.allclose(result.eci.drop("empty"), clean.eci)
        assert np.allclose(result.pci.drop("none"), clean.pci)

    def test_unconnected_parts_are_told_and_left_out(self):
        table = NESTED.copy().assign(ore=0)
        table.loc["island"] = [0] * 5 + [1]
        with pytest.warns(UserWarning, match=r"1 of 6 regions \(first: 'island'\)"):
            result = economic_complexity(table, by="amount")
        assert np.isnan(result.eci["island"])
        assert np.isnan(result.pci["ore"])
        assert np.allclose(result.eci.drop("island"), economic_complexity(NESTED, by="amount").eci)
        assert (result.regions, result.industries) == (5, 5)
        table.loc["rock"] = [0] * 5 + [1]
        with pytest.warns(UserWarning, match=r"2 of 7 regions \(first: 'island'\)"):
            economic_complexity(table, by="amount")

    def test_no_order_is_undefined(self):
        same = pd.DataFrame(np.ones((4, 3)))
        with pytest.warns(UserWarning, match="no region differs"):
            result = economic_complexity(same)
        assert result.eci.isna().all()
        assert result.pci.isna().all()
        ring = pd.DataFrame(np.eye(5) + np.roll(np.eye(5), 1, axis=1))
        with pytest.warns(UserWarning, match="a tie"):
            assert economic_complexity(ring, by="amount").eci.isna().all()

    @pytest.mark.parametrize(
        ("length", "width", "warned"), [(8, 7, True), (7, 6, True), (6, 5, False), (9, 5, False)]
    )
    def test_a_second_order_that_fits_nearly_as_well_is_warned_of(self, length, width, warned):
        """Each place of a field has its own industry and those next to it: long and wide are nearly one order."""
        places = np.array([(x, y) for x in range(length) for y in range(width)])
        near = (np.abs(places[:, None] - places[None]).sum(axis=2) <= 1).astype(float)
        transition = (near / near.sum(axis=1)[:, None]) @ (near / near.sum(axis=0)).T
        second, third = np.sort(np.linalg.eigvals(transition).real)[[-2, -3]]
        assert (third > 0.95 * second) == warned
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            result = economic_complexity(pd.DataFrame(near), by="amount")
        assert result.eci.notna().all()
        said = f"table: the second eigenvalue ({second:.4g}) stands beside the third ({third:.4g}), so another order"
        assert [str(one.message)[: len(said)] for one in seen] == [said] * warned
        assert all(one.filename == __file__ for one in seen)

    def test_leaving_one_out_is_computing_anew_without_it(self):
        table = pd.DataFrame((np.random.default_rng(22).random((20, 15)) < 0.4) * 1.0)
        with pytest.warns(UserWarning, match="without region 14 the order of the others") as seen:
            result = economic_complexity(table, by="amount")
        found = result.leave_one_out
        assert found["rank_correlation"].idxmin() == 14
        lowest = found.loc[14, "rank_correlation"]
        assert f"a rank correlation of {lowest:.2f} with the one here" in str(seen[0].message)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for region in (0, 14):
                rest = economic_complexity(table.drop(region), by="amount")
                ranks = pd.DataFrame({"with": result.eci, "without": rest.eci}).dropna().rank()
                moved = (ranks["with"] - ranks["without"]).abs()
                mirrored = (ranks["with"] + ranks["without"] - len(ranks) - 1).abs()
                row = found.loc[region]
                assert row["rank_correlation"] == pytest.approx(
                    abs(ranks.corr().iloc[0, 1]), abs=1e-9
                )
                assert row["shift"] in (moved.max(), mirrored.max())
                assert row["of"] in moved.index
                assert row["eigenvalue"] == pytest.approx(rest.eigenvalue)

    def test_leaving_one_out_is_asked_for_where_no_tie_is_near(self):
        assert economic_complexity(NESTED, by="amount").leave_one_out is None
        found = economic_complexity(NESTED, by="amount", leave_one_out=True).leave_one_out
        assert found.index.equals(NESTED.index)
        assert found["rank_correlation"].tolist() == pytest.approx([1] * len(NESTED))
        assert (found["shift"] == 0).all()

    @pytest.mark.parametrize("shape", [(1, 4), (4, 1), (1, 1)])
    def test_one_region_or_one_industry(self, shape):
        with pytest.warns(UserWarning, match="no order to find"):
            result = economic_complexity(pd.DataFrame(np.ones(shape)))
        assert result.eci.isna().all()

    def test_an_empty_table_of_zeros(self):
        result = economic_complexity(pd.DataFrame(np.zeros((3, 3))))
        assert result.eci.isna().all()
        assert (result.regions, result.industries) == (0, 0)
        assert "undefined" in repr(result)

    def test_wide_and_tall_tables_agree(self):
        table = (random_table(8, 20, 7) > 0).astype(int)
        tall, wide = (
            economic_complexity(table, "both", by="amount"),
            economic_complexity(table.T, "both", by="amount"),
        )
        assert abs(np.corrcoef(tall.eci, wide.pci)[0, 1]) == pytest.approx(1)

    def test_without_scipy(self, monkeypatch):
        table = random_table(8, 20, 7)
        expected = economic_complexity(table)
        monkeypatch.setitem(sys.modules, "scipy.linalg", None)
        assert np.allclose(economic_complexity(table).eci, expected.eci)

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match="region 'A', industry 'v' is -1"):
            economic_complexity(-NESTED)
        with pytest.raises(ValueError, match="scale: 'unit'"):
            economic_complexity(NESTED, "unit")


class TestFitness:
    def test_nested_table_orders_itself(self):
        with pytest.warns(UserWarning, match="still changes"):
            result = fitness_complexity(NESTED, iterations=50, by="amount")
        assert result.fitness.is_monotonic_decreasing
        assert not result.converged

    @steady
    @given(st.integers(0, 500))
    def test_fixed_point(self, seed):
        table = random_table(seed, 15, 6) + 0.5
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = fitness_complexity(table, iterations=2000)
        assume(result.converged and result.fitness.min() > 1e-100)
        present = presence(table)
        assert result.fitness.mean() == pytest.approx(1)
        assert result.complexity.mean() == pytest.approx(1)
        fitness = present @ result.complexity
        assert np.allclose(result.fitness, fitness / fitness.mean(), atol=1e-7)
        inverse = 1 / (present.T @ (1 / result.fitness))
        assert np.allclose(result.complexity, inverse / inverse.mean(), atol=1e-7)

    def test_all_alike(self):
        result = fitness_complexity(pd.DataFrame(np.ones((3, 4))))
        assert result.converged
        assert (result.fitness == 1).all()
        assert (result.complexity == 1).all()

    def test_empty_units_are_undefined_and_alone(self):
        table = random_table(3)
        grown = table.assign(none=0.0)
        grown.loc["empty"] = 0.0
        result, clean = (
            fitness_complexity(grown, tolerance=1),
            fitness_complexity(table, tolerance=1),
        )
        assert np.isnan(result.fitness["empty"])
        assert np.isnan(result.complexity["none"])
        assert np.allclose(result.fitness.drop("empty"), clean.fitness)

    def test_sinking_values_stay_numbers(self):
        table = pd.DataFrame([[1, 1, 1, 1], [0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1]])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            result = fitness_complexity(table, iterations=20_000, by="amount")
        assert result.fitness.notna().all()
        assert result.complexity.notna().all()

    def test_a_value_that_sinks_has_not_settled_however_small_it_is(self):
        """The change is measured by the value itself: one that sinks as 1/n changes by 1/n of itself in step n."""
        table = pd.DataFrame([[1, 1, 1, 1], [0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1]])
        with pytest.warns(UserWarning, match="still changes"):
            result = fitness_complexity(table, iterations=50, tolerance=1e-3, by="amount")
        assert not result.converged

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match="iterations: 0"):
            fitness_complexity(NESTED, 0)
        with pytest.raises(ValueError, match="is -1"):
            fitness_complexity(-NESTED)


class TestOutlook:
    @steady
    @given(st.integers(0, 500), st.booleans())
    def test_net_gain_is_the_change_of_the_index(self, seed, diagonal):
        table = (random_table(seed, 6, 5) > 0).astype(int)
        assume((table.sum(axis=0) > 0).all() and (table.sum(axis=1) > 0).all())
        related = proximity(table, diagonal=True, by="amount")
        value = pd.Series(np.random.default_rng(seed).normal(size=5), index=table.columns)
        options = {
            "relatedness": related,
            "complexity": value,
            "diagonal": diagonal,
            "by": "amount",
        }
        outlook = complexity_outlook(table, **options)
        for region, industry in zip(*np.nonzero(table.to_numpy() == 0), strict=True):
            added = table.copy()
            added.iloc[region, industry] = 1
            change = (
                complexity_outlook(added, **options).index.iloc[region] - outlook.index.iloc[region]
            )
            # With the industry related to itself its own way in is part of what it gives up.
            assert outlook.gain.iloc[region, industry] == pytest.approx(change, abs=1e-9)

    def test_gross_gain_leaves_what_is_given_up(self):
        table = random_table(4)
        net, gross = (complexity_outlook(table, gain=kind).gain for kind in ("net", "gross"))
        assert net.isna().equals(gross.isna())
        assert net.isna().equals(presence(table).eq(1))

    def test_who_has_all_has_nothing_to_gain(self):
        outlook = complexity_outlook(
            NESTED, complexity=pd.Series(range(5), index=list("vwxyz")), by="amount"
        )
        assert outlook.index["A"] == 0
        assert outlook.gain.loc["A"].isna().all()

    def test_undefined_units(self):
        value = pd.Series({"v": 1.0, "w": np.nan, "x": 0.0, "y": 0.0, "z": 0.0})
        table = NESTED.copy()
        table.loc["empty"] = 0
        outlook = complexity_outlook(table, complexity=value, by="amount")
        assert np.isnan(outlook.index["empty"])
        assert outlook.gain["w"].isna().all()
        assert outlook.index.drop("empty").notna().all()

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match="no value for industry 'z'"):
            complexity_outlook(NESTED, complexity=pd.Series({"v": 1, "w": 1, "x": 1, "y": 1}))
        with pytest.raises(ValueError, match="gain: 'all'"):
            complexity_outlook(NESTED, gain="all")


@pytest.fixture
def counts():
    generator = np.random.default_rng(8)
    nested = np.arange(12)[:, None] + 1.2 * np.arange(9) < 12
    values = np.where(nested, 60, 12) * generator.integers(2, 5, (12, 9))
    return pd.DataFrame(
        values, [f"r{row}" for row in range(12)], [f"i{column}" for column in range(9)]
    )


class TestIntervals:
    """Counts large enough that a redrawn table keeps its order, and how often the sign of a draw would turn."""

    def test_economic_complexity(self, counts):
        result = economic_complexity(counts, draws=60, seed=1)
        plain = economic_complexity(counts)
        pd.testing.assert_series_equal(result.eci, plain.eci)
        assert plain.intervals is None
        for name, value in (("eci", result.eci), ("pci", result.pci)):
            interval = result.intervals[name]
            assert interval.draws.shape == (60, len(value))
            assert (interval.lower <= interval.upper).all()
            pd.testing.assert_series_equal(interval.value, value)
        agreement = pd.DataFrame(result.intervals["eci"].draws.T, counts.index).corrwith(result.eci)
        assert agreement.notna().sum() > 50
        assert agreement.min() > 0
        again = economic_complexity(counts, draws=60, seed=1, jobs=2)
        np.testing.assert_array_equal(again.intervals["pci"].draws, result.intervals["pci"].draws)
        first = result.eci.idxmax()
        width = f"{result.intervals['eci'].lower[first]:.3g} to {result.intervals['eci'].upper[first]:.3g}"
        assert f"highest {first!r} ({result.eci.max():.3g}; {width})" in repr(result)

    def test_a_draw_is_the_index_of_the_redrawn_table(self, counts):
        result = fitness_complexity(counts, iterations=20, tolerance=1, draws=3, seed=2)
        values = counts.to_numpy().astype(float)
        for number, child in enumerate(np.random.SeedSequence(2).spawn(3)):
            cells = np.random.default_rng(child).multinomial(
                int(values.sum()), values.ravel() / values.sum()
            )
            drawn = fitness_complexity(
                pd.DataFrame(cells.reshape(values.shape)), iterations=20, tolerance=1
            )
            np.testing.assert_allclose(
                result.intervals["fitness"].draws[number], drawn.fitness, rtol=1e-12
            )
            np.testing.assert_allclose(
                result.intervals["complexity"].draws[number], drawn.complexity, rtol=1e-12
            )
        assert "lowest" in repr(result)

    def test_what_is_given_stays_as_it_is(self, counts):
        pci = economic_complexity(counts).pci
        own = complexity_outlook(counts, draws=20, seed=1)
        given = complexity_outlook(counts, complexity=pci, draws=20, seed=1)
        pd.testing.assert_series_equal(own.index, given.index)
        assert not np.array_equal(own.intervals["index"].draws, given.intervals["index"].draws)
        assert list(given.intervals) == ["index"]
        assert " to " in repr(given)

    def test_counts_are_asked_for(self, counts):
        for index in (economic_complexity, fitness_complexity, complexity_outlook):
            with pytest.raises(ValueError, match="draws: row 'r0', column 'i0' is "):
                index(counts / 7, draws=9)
