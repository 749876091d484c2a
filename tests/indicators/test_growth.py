"""Growth, shift-share in its four kinds, entry and exit."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from agglomeration.indicators.growth.change import entry, exit, growth
from agglomeration.indicators.growth.shift_share import shift_share
from agglomeration.indicators.plants import plant_sums
from agglomeration.indicators.relatedness import proximity, relatedness_density

KINDS = ["dunn", "esteban-marquillas", "dynamic", "spatial"]
OF = ["regions", "industries", "cells"]

# Farhauer and Kröll (2013): three regions, four industries, two dates; the nation is their sum.
INDUSTRIES = [f"industry {number}" for number in range(1, 5)]
BEFORE = pd.DataFrame(
    [[90, 20, 10, 60], [60, 30, 30, 40], [250, 100, 110, 300]], list("ABC"), INDUSTRIES
)
AFTER = pd.DataFrame(
    [[100, 40, 10, 55], [85, 55, 40, 35], [255, 115, 85, 390]], list("ABC"), INDUSTRIES
)


def labelled(values):
    return pd.DataFrame(
        np.asarray(values, dtype=float),
        index=[f"region {row}" for row in range(len(values))],
        columns=[f"industry {column}" for column in range(len(values[0]))],
    )


def several_dates(dates, least=0):
    shapes = st.tuples(st.just(dates), st.integers(2, 5), st.integers(1, 5))
    cubes = shapes.flatmap(
        lambda shape: arrays.arrays(float, shape, elements=st.integers(least, 60).map(float))
    )
    return cubes.map(lambda cube: [labelled(values) for values in cube])


def ring(table):
    """Every region has the next and the one before as neighbours."""
    eye = np.eye(len(table))
    weights = np.roll(eye, 1, axis=1) + np.roll(eye, -1, axis=1)
    np.fill_diagonal(weights, 0)
    return pd.DataFrame(weights, table.index, table.index)


def split(tables, kind, **options):
    before, *between, after = tables
    if kind == "dynamic":
        options["between"] = between
    if kind == "spatial":
        options["weights"] = ring(before)
    return shift_share(before, after, kind, **options)


@pytest.mark.parametrize("kind", ["rate", "log", "change"])
@pytest.mark.parametrize("order", ["CC", "FF", "CF"])
def test_growth_of_a_table_of_many_blocks(kind, order):
    """Cells that are gone through in several pieces, whichever way they lie in memory."""
    generator = np.random.default_rng(4)
    cubes = generator.lognormal(3, 1, (2, 700, 300)) * (generator.random((2, 700, 300)) < 0.7)
    first, last = (np.array(cube, order=way) for cube, way in zip(cubes, order, strict=True))
    found = growth(
        *(pd.DataFrame(values, copy=False) for values in (first, last)), kind=kind, periods=2
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        right = {
            "rate": np.where(first > 0, np.sqrt(last / first) - 1, np.nan),
            "log": np.where((first > 0) & (last > 0), (np.log(last) - np.log(first)) / 2, np.nan),
            "change": last - first,
        }
    np.testing.assert_allclose(found, right[kind], rtol=1e-9, atol=1e-12)


class TestShiftShareByHand:
    def test_the_textbook_economy(self):
        """Everything grows by 15 %, the industries by 10, 40, -10 and 20 %."""
        parts = shift_share(BEFORE, AFTER)
        assert parts.loc["A"].to_dict() == pytest.approx(
            {"national": 27, "industry_mix": 9 + 8 - 1 + 12 - 27, "regional": -3, "change": 25}
        )
        assert parts["change"].to_dict() == {"A": 25, "B": 55, "C": 85}

    def test_rates_are_parts_of_the_growth_rate(self):
        rates = shift_share(BEFORE, AFTER, rates=True)
        assert rates["national"].tolist() == pytest.approx([0.15] * 3)
        assert rates.loc["A", "change"] == pytest.approx(25 / 180)

    def test_esteban_marquillas(self):
        parts = shift_share(BEFORE, AFTER, "esteban-marquillas").loc["A"]
        expected_jobs = 180 * np.array([400, 150, 150, 400]) / 1100
        advantage = np.array([100 / 90, 2, 1, 55 / 60]) - np.array([1.1, 1.4, 0.9, 1.2])
        assert parts["regional"] == pytest.approx(expected_jobs @ advantage)
        assert parts["regional"] + parts["allocation"] == pytest.approx(-3)

    def test_dynamic_is_the_sum_of_its_periods(self):
        """The textbook's third date for region A; other regions stay as they are."""
        later = AFTER.copy()
        later.loc["A"] = [105, 45, 15, 60]
        whole = shift_share(BEFORE, later, "dynamic", between=[AFTER])
        pd.testing.assert_frame_equal(whole, shift_share(BEFORE, AFTER) + shift_share(AFTER, later))
        assert not np.allclose(whole["regional"], shift_share(BEFORE, later)["regional"])

    def test_spatial(self):
        weights = pd.DataFrame([[0, 1, 3], [1, 0, 0], [0, 0, 0]], list("ABC"), list("ABC"))
        parts = shift_share(BEFORE, AFTER, "spatial", weights=weights, of="cells").loc[
            ("A", "industry 1")
        ]
        around = (85 + 3 * 255) / (60 + 3 * 250) - 1
        assert parts["neighbours"] == pytest.approx(90 * (around - 0.10))
        assert parts["regional"] == pytest.approx(10 - 90 * around)

    def test_an_outside_nation(self):
        nation = [pd.Series([100.0] * 4, INDUSTRIES), pd.Series([200.0] * 4, INDUSTRIES)]
        parts = shift_share(BEFORE, AFTER, reference=nation)
        assert parts["national"].tolist() == [180, 160, 760] and parts["industry_mix"].tolist() == [
            0,
            0,
            0,
        ]


class TestShiftShareProperties:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("of", OF)
    @settings(max_examples=12)  # of each of the kinds
    @given(tables=several_dates(3, least=1))
    def test_parts_sum_to_the_change_per_region_industry_and_cell(self, kind, of, tables):
        parts = split(tables, kind, of=of)
        assert np.allclose(parts.drop(columns="change").sum(axis=1), parts["change"])
        change = tables[-1] - tables[0]
        whole = {
            "regions": change.sum(axis=1),
            "industries": change.sum(axis=0),
            "cells": change.stack(),
        }[of]
        assert np.array_equal(parts["change"], whole)

    @pytest.mark.parametrize("kind", ["dunn", "dynamic"])
    @given(tables=several_dates(3))
    def test_industries_that_begin_or_end_are_no_trouble(self, kind, tables):
        parts = split(tables, kind, of="cells")
        if all(table.to_numpy().sum() for table in tables[:-1]):
            assert np.allclose(parts.drop(columns="change").sum(axis=1), parts["change"])

    @given(tables=several_dates(2, least=1))
    def test_the_nation_has_neither_mix_nor_regional_part(self, tables):
        parts = shift_share(*tables).sum()
        assert abs(parts["industry_mix"]) < 1e-9 * tables[0].to_numpy().sum() * 60
        assert abs(parts["regional"]) < 1e-9 * tables[0].to_numpy().sum() * 60

    @pytest.mark.parametrize("kind", KINDS)
    @given(tables=several_dates(3, least=1), seed=st.integers(0, 99))
    def test_the_order_does_not_matter(self, kind, tables, seed):
        weights = ring(tables[0])
        options = {"weights": weights} if kind == "spatial" else {}
        options |= {"between": tables[1:2]} if kind == "dynamic" else {}
        turned = (
            tables[-1].sample(frac=1, random_state=seed).sample(frac=1, axis=1, random_state=seed)
        )
        straight = shift_share(tables[0], tables[-1], kind, **options)
        pd.testing.assert_frame_equal(shift_share(tables[0], turned, kind, **options), straight)

    @pytest.mark.parametrize("kind", KINDS)
    @given(tables=several_dates(3, least=1), factor=st.sampled_from([0.5, 1024.0]))
    def test_the_unit_of_measurement_does_not_matter(self, kind, tables, factor):
        scaled = split([table * factor for table in tables], kind)
        assert np.allclose(scaled, split(tables, kind) * factor)

    @given(tables=several_dates(2, least=1))
    def test_with_the_nations_mix_there_is_no_allocation(self, tables):
        sizes = np.arange(1.0, len(tables[0]) + 1)
        before = pd.DataFrame(
            np.outer(sizes, tables[0].iloc[0]), tables[0].index, tables[0].columns
        )
        parts = shift_share(before, tables[1], "esteban-marquillas")
        assert np.allclose(parts["allocation"], 0, atol=1e-6)


class TestShiftShareWhereSomethingIsNothing:
    before = labelled([[4, 0], [2, 6], [0, 0]])
    after = labelled([[5, 3], [2, 8], [0, 0]])

    def test_a_beginning_is_regional(self):
        parts = shift_share(self.before, self.after, of="cells").loc[("region 0", "industry 1")]
        assert parts.to_dict() == {"national": 0, "industry_mix": 0, "regional": 3, "change": 3}

    def test_an_industry_new_everywhere_is_regional(self):
        parts = shift_share(labelled([[4, 0], [2, 0]]), labelled([[4, 3], [2, 1]]))
        assert parts["regional"].tolist() == pytest.approx([3, 1])
        assert np.allclose(parts.drop(columns="change").sum(axis=1), parts["change"])

    def test_an_empty_region_changes_nothing_and_has_no_rate(self):
        assert (shift_share(self.before, self.after).loc["region 2"] == 0).all()
        assert shift_share(self.before, self.after, rates=True).loc["region 2"].isna().all()

    def test_a_beginning_cannot_be_allocated_and_spoils_no_other_region(self):
        parts = shift_share(self.before, self.after, "esteban-marquillas")
        assert parts.loc["region 0", ["regional", "allocation"]].isna().all()
        assert parts.loc["region 1"].notna().all()

    def test_a_region_without_neighbours_is_undefined_alone(self):
        weights = pd.DataFrame(
            [[0, 1, 0], [1, 0, 0], [0, 0, 0]], self.before.index, self.before.index
        )
        with pytest.warns(UserWarning, match="neighbours: region 'region 2' has none"):
            parts = shift_share(self.before, self.after, "spatial", weights=weights)
        assert parts.attrs["without_neighbours"] == ["region 2"]
        assert parts.loc["region 2", ["neighbours", "regional"]].isna().all()
        assert parts.loc["region 0"].notna().all()
        assert parts.loc["region 1", ["neighbours", "regional"]].isna().all(), (
            "its neighbour lacks industry 1"
        )

    def test_an_industry_the_nation_lacks_is_undefined_there(self):
        nation = [
            pd.Series([0.0, 9.0], self.before.columns),
            pd.Series([1.0, 9.0], self.before.columns),
        ]
        cells = shift_share(self.before, self.after, reference=nation, of="cells")
        assert np.isnan(cells.loc[("region 0", "industry 0"), "regional"])
        assert cells.loc[("region 1", "industry 1")].notna().all()


class TestShiftShareRefuses:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"kind": "homothetic"}, "kind: 'homothetic' is not known"),
            ({"of": "nations"}, "of: 'nations' is not known"),
            ({"kind": "dynamic"}, "between: kind='dynamic' needs"),
            ({"between": [AFTER]}, "between: kind='dynamic' needs"),
            ({"kind": "spatial"}, "weights: kind='spatial' needs"),
            ({"weights": ring(BEFORE)}, "weights: kind='spatial' needs"),
            (
                {"kind": "spatial", "weights": ring(BEFORE) + np.eye(3)},
                "region 'A' is its own neighbour",
            ),
            (
                {"kind": "spatial", "weights": ring(BEFORE).iloc[:2]},
                "weights: no value for region 'C'",
            ),
            ({"reference": [AFTER.sum()]}, "reference: 1 of 2 dates"),
            (
                {"after": AFTER.drop(columns="industry 4")},
                "after: no value for industry 'industry 4'",
            ),
            (
                {"after": AFTER.rename(index={"C": "D"})},
                "after: no value for region 'C'; surplus: 'D'",
            ),
            ({"after": -AFTER}, "after: region 'A', industry 'industry 1' is -100"),
            (
                {"kind": "dynamic", "between": [AFTER.iloc[:2]]},
                r"between\[0\]: no value for region 'C'",
            ),
        ],
    )
    def test_bad_arguments_are_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            shift_share(**({"before": BEFORE, "after": AFTER} | arguments))


class TestGrowth:
    def test_by_hand(self):
        assert growth(BEFORE, AFTER, of="regions")["A"] == pytest.approx(25 / 180)
        assert growth(BEFORE, AFTER, of="industries").tolist() == pytest.approx(
            [0.1, 0.4, -0.1, 0.2]
        )
        assert growth(BEFORE, AFTER, kind="change").loc["C", "industry 3"] == -25
        assert growth(BEFORE, AFTER, periods=2).loc["A", "industry 2"] == pytest.approx(2**0.5 - 1)

    def test_logs_add_up_over_time(self):
        later = AFTER * 1.5
        first, second = (growth(*pair, kind="log") for pair in ((BEFORE, AFTER), (AFTER, later)))
        assert np.allclose(first + second, growth(BEFORE, later, kind="log"))
        assert np.allclose(growth(BEFORE, later, kind="log", periods=4) * 4, first + second)

    def test_from_nothing_there_is_no_rate_and_to_nothing_no_log(self):
        before, after = labelled([[0, 4, 0]]), labelled([[3, 0, 0]])
        assert growth(before, after).iloc[0].tolist() == pytest.approx(
            [np.nan, -1, np.nan], nan_ok=True
        )
        assert growth(before, after, kind="log").isna().all(axis=None)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"of": "nations"}, "of: 'nations'"),
            ({"kind": "percent"}, "kind: 'percent'"),
            ({"periods": 0}, "periods: 0 is not a positive number"),
            ({"after": AFTER.iloc[:2]}, "after: no value for region 'C'"),
        ],
    )
    def test_bad_arguments_are_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            growth(**({"before": BEFORE, "after": AFTER} | arguments))


class TestEntryAndExit:
    @given(tables=several_dates(2))
    def test_every_defined_cell_could_enter_or_leave_and_none_both(self, tables):
        entered, left = entry(*tables), exit(*tables)
        assert not (entered.notna() & left.notna()).any(axis=None)
        for events in (entered, left):
            assert set(np.unique(events.to_numpy()[events.notna().to_numpy()])) <= {0.0, 1.0}

    @given(tables=several_dates(2))
    def test_backwards_in_time_entries_are_exits(self, tables):
        entered, left = entry(*tables, by="amount"), exit(*tables[::-1], by="amount")
        assert np.array_equal(entered.to_numpy() == 1, left.to_numpy() == 1)

    def test_amounts_by_hand(self):
        before, after = labelled([[0, 3], [5, 0]]), labelled([[2, 0], [5, 0]])
        entered = entry(before, after, by="amount")
        assert np.array_equal(entered, [[1, np.nan], [np.nan, 0]], equal_nan=True)
        left = exit(before, after, by="amount")
        assert np.array_equal(left, [[np.nan, 1], [0, np.nan]], equal_nan=True)

    def test_with_relatedness_the_density_before_stands_beside(self):
        generator = np.random.default_rng(1)
        before, after = (labelled(generator.integers(0, 30, (12, 6))) for _ in range(2))
        rows = entry(before, after, relatedness="proximity")
        table, density = entry(before, after), relatedness_density(before)
        assert rows.columns.tolist() == ["entry", "density"]
        assert len(rows) == table.notna().to_numpy().sum()
        assert all(rows.loc[cell, "density"] == density.loc[cell] for cell in rows.index)
        pd.testing.assert_frame_equal(rows, entry(before, after, relatedness=proximity(before)))
        assert exit(before, after, relatedness="proximity").columns.tolist() == ["exit", "density"]

    def test_entry_follows_relatedness_where_it_was_made_to(self):
        """Simulated: regions gain one of two families of industries, the one they already have."""
        generator = np.random.default_rng(2)
        family = np.repeat([0, 1], 10)
        own = generator.integers(0, 2, 100)
        before = np.where(
            family == own[:, None],
            generator.random((100, 20)) < 0.5,
            generator.random((100, 20)) < 0.1,
        )
        gained = np.where(
            family == own[:, None],
            generator.random((100, 20)) < 0.4,
            generator.random((100, 20)) < 0.05,
        )
        tables = [labelled(values * 1.0) for values in (before, before | gained)]
        rows = entry(*tables, relatedness="proximity", by="amount")
        density = rows.groupby("entry")["density"].mean()
        assert density[1.0] > density[0.0] + 0.05

    @pytest.mark.parametrize("function", [entry, exit])
    def test_misaligned_tables_are_refused(self, function):
        with pytest.raises(ValueError, match="after: no value for region 'C'"):
            function(BEFORE, AFTER.iloc[:2])
        with pytest.raises(ValueError, match="by: 'rank' is not known"):
            function(BEFORE, AFTER, by="rank")


class TestReclassified:
    """Two regions; department stores have the code 4521 at the first date and 4522 at the second."""

    BEFORE = pd.DataFrame({"311": [200, 300], "4521": [100, 60], "4522": [0, 0]}, index=["A", "B"])
    AFTER = pd.DataFrame({"311": [210, 290], "4521": [0, 0], "4522": [110, 66]}, index=["A", "B"])
    SAID = (
        "after: industry '4521' ends everywhere and '4522' begins, 100 % of it where the other was. "
        "If only its code"
    )

    @pytest.mark.parametrize("measure", [shift_share, entry, exit, growth])
    def test_a_code_of_one_date_is_warned_of(self, measure):
        with pytest.warns(UserWarning, match=self.SAID) as seen:
            measure(self.BEFORE, self.AFTER)
        assert seen[0].filename == __file__
        assert len(seen) == 1

    def test_pairs_are_told_by_where_they_are(self):
        """Mills go where stores were not; three pairs are named one by one, what is nowhere alike apart."""
        old = pd.DataFrame(np.eye(5) * 8, list("ABCDE"), ["o1", "o2", "o3", "o4", "o5"])
        new = pd.DataFrame(np.eye(5)[:, ::-1] * 9, list("ABCDE"), ["n1", "n2", "n3", "n4", "n5"])
        before = pd.concat([old, new * 0], axis=1).assign(rest=1.0)
        after = pd.concat([old * 0, new], axis=1).assign(rest=1.0)
        with pytest.warns(UserWarning, match="after: industry") as seen:
            growth(before, after)
        said = str(seen[0].message)
        assert "industry 'o1' ends everywhere and 'n5' begins, 100 %" in said
        assert "industries 'o4', 'o5' end in all" in said
        apart = ["o1", "n1", "rest"]
        with pytest.warns(UserWarning, match="industry 'o1' ends in all regions together"):
            growth(before[apart], after[apart])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            growth(before, after, "regions")
            growth(before[["o1", "rest"]], after[["o1", "rest"]])

    def test_what_is_nowhere_at_either_date_neither_begins_nor_ends(self):
        before = pd.DataFrame({"none": 0.0, "food": [3.0, 4], "old": [1.0, 2], "new": 0.0})
        after = before.assign(food=[4.0, 4], old=0.0, new=[2.0, 1])
        for compared in (growth, shift_share):
            with pytest.warns(UserWarning, match="ends everywhere and 'new' begins") as seen:
                compared(before, after)
            assert "'none'" not in str(seen[0].message)

    @pytest.mark.parametrize(
        "concordance",
        [
            {"4521": "452", "4522": "452", "999": "no industry of these"},
            pd.Series({"4521": "452", "4522": "452"}),
        ],
    )
    def test_a_concordance_joins_the_codes_of_one_industry(self, concordance):
        """The tables may hold one code each. Regional parts of a closed reference sum to 0."""
        before, after = self.BEFORE[["311", "4521"]], self.AFTER[["4522", "311"]]
        one = [
            table.set_axis(["311", "452"], axis=1)
            for table in (before, after[["311", "4522"]].astype(float))
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = shift_share(before, after, concordance=concordance)
            assert found["regional"].tolist() == pytest.approx([10, -10])
            pd.testing.assert_frame_equal(found, shift_share(*one))
            for measure in (growth, entry, exit):
                pd.testing.assert_frame_equal(
                    measure(before, after, concordance=concordance), measure(*one)
                )
            reference = [before.sum(), after.sum()]
            pd.testing.assert_frame_equal(
                shift_share(before, after, reference=reference, concordance=concordance), found
            )
            dynamic = shift_share(
                before, after, "dynamic", between=[self.AFTER], concordance=concordance
            )
        assert dynamic["change"].tolist() == found["change"].tolist()

    @pytest.mark.parametrize(
        ("concordance", "error", "message"),
        [
            (
                {4521: "452"},
                ValueError,
                "none of its codes (4521) is an industry of the tables ('311'",
            ),
            (
                pd.Series(["452", "453"], ["4521", "4521"]),
                ValueError,
                "code '4521' goes to several classes",
            ),
            ({"4521": None}, ValueError, "concordance: code '4521' has no class"),
            (["4521"], TypeError, "concordance: expected a dictionary or a Series, from codes"),
        ],
    )
    def test_a_bad_concordance_is_named(self, concordance, error, message):
        with pytest.raises(error, match=re.escape(message)):
            growth(self.BEFORE, self.AFTER, concordance=concordance)

    def test_the_reference_decides(self):
        reference = pd.DataFrame({"311": [9, 9], "4521": [3, 2], "4522": [1, 2]}).T
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            shift_share(self.BEFORE, self.AFTER, reference=[reference[0], reference[1]])

    @pytest.mark.filterwarnings("ignore:before. industries '4521', '4522' end")
    def test_each_period_is_looked_at(self):
        with pytest.warns(UserWarning, match="industries '4521', '4522' begin in all"):
            shift_share(
                self.BEFORE * [1, 0, 0],
                self.BEFORE * [1, 0, 0],
                "dynamic",
                between=[self.AFTER + 1],
            )

    def test_one_code_gives_no_warning_and_parts_that_sum_to_zero(self):
        one = [
            table.assign(**{"452": table["4521"] + table["4522"]})[["311", "452"]]
            for table in (self.BEFORE, self.AFTER)
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = shift_share(*one)
        assert found["regional"].tolist() == pytest.approx([10, -10])
        assert found["industry_mix"].tolist() == pytest.approx([30 / 11, -30 / 11])

    @pytest.mark.filterwarnings("ignore:after. industry")
    def test_what_begins_cannot_be_split_into_regional_and_allocation(self):
        cells = shift_share(self.BEFORE, self.AFTER, "esteban-marquillas", of="cells")
        assert (
            cells.loc[[("A", "4522"), ("B", "4522")], ["regional", "allocation"]]
            .isna()
            .all(axis=None)
        )
        assert cells.loc[[("A", "311"), ("B", "311")]].notna().all(axis=None)
        assert shift_share(self.BEFORE, self.AFTER, "esteban-marquillas")["regional"].isna().all()


@pytest.mark.parametrize(
    "compare", [shift_share, entry, exit], ids=["shift_share", "entry", "exit"]
)
def test_sums_of_plants_stand_for_the_tables_that_they_add_up_to(compare):
    """Of the first date, of the second, or of both."""
    generator = np.random.default_rng(4)

    def plants():
        return pd.DataFrame(
            {
                "region": list("ABCD") * 8,
                "industry": generator.permutation(list("stuvwxyz") * 4),
                "size": generator.integers(1, 60, 32),
            }
        )

    sums = [plant_sums(plants()) for _ in range(2)]
    tables = [one.table for one in sums]
    expected = compare(*tables)
    for dates in ((sums[0], tables[1]), (tables[0], sums[1]), tuple(sums)):
        pd.testing.assert_frame_equal(compare(*dates), expected)
    pd.testing.assert_frame_equal(compare(before=sums[0], after=sums[1]), expected)
