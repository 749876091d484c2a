"""Location quotients and indices of specialization: textbook numbers, properties, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import agglomeration as ag
from agglomeration.indicators.specialization.quotients import (
    cluster_index,
    location_quotient,
    presence,
)
from agglomeration.indicators.specialization.structure import (
    hachman,
    herfindahl,
    hoover_specialization,
    krugman_specialization,
)

KINDS = ["ratio", "symmetric", "standardized", "additive"]
REGIONAL = [krugman_specialization, hoover_specialization, hachman, herfindahl]
EVERY_INDEX = pytest.mark.parametrize("index", REGIONAL)
EVERY_FUNCTION = pytest.mark.parametrize("function", [location_quotient, presence, *REGIONAL])


def labelled(values):
    return pd.DataFrame(
        np.asarray(values, dtype=float),
        index=[f"region {row}" for row in range(len(values))],
        columns=[f"industry {column}" for column in range(len(values[0]))],
    )


SHAPES = st.tuples(st.integers(1, 7), st.integers(1, 6))
TABLES = SHAPES.flatmap(
    lambda shape: arrays.arrays(float, shape, elements=st.integers(0, 60).map(float)).map(labelled)
)
NORDIC = pd.DataFrame(
    [
        [45000, 15000, 32000, 10000, 30000],
        [35000, 12000, 30000, 8000, 22000],
        [40000, 10000, 25000, 9000, 18000],
        [30000, 11000, 18000, 3000, 13000],
        [40000, 6000, 11000, 2000, 12000],
    ],
    index=["Sweden", "Norway", "Denmark", "Finland", "Iceland"],
)


class TestTextbooks:
    def test_location_quotient(self):
        """Farhauer and Kröll (2013): 1,714 of 79,006 jobs against 879,213 of 15,593,224; printed as 0.3847623."""
        region = pd.DataFrame({"this": [1714], "other": [79006 - 1714]}, index=["region"])
        nation = pd.Series({"this": 879213, "other": 15593224 - 879213})
        assert (
            round(location_quotient(region, reference=nation).loc["region", "this"], 7) == 0.3847623
        )

    def test_krugman_coefficient_of_two_regions_without_a_common_industry(self):
        """Farhauer and Kröll (2013): 2."""
        table = pd.DataFrame([[20, 10, 70, 0, 0], [0, 0, 0, 60, 40]])
        assert krugman_specialization(table, reference="rest").tolist() == [2, 2]

    def test_krugman_coefficient_of_sweden(self):
        """Farhauer and Kröll (2013): 0.1595 against the mean of the other four."""
        assert (
            round(krugman_specialization(NORDIC, reference="mean_of_others")["Sweden"], 4) == 0.1595
        )

    def test_herfindahl_of_four_car_makers(self):
        """Dörsam (2004): 0.34, equivalent to 2.941176 equal firms."""
        sales = pd.DataFrame([[20, 50, 20, 10]], index=["cars"])
        assert round(herfindahl(sales)["cars"], 2) == 0.34
        assert round(herfindahl(sales, equivalent=True)["cars"], 6) == 2.941176

    def test_cluster_index(self):
        """Farhauer and Kröll (2014): 1,743 of 5,740 jobs, 35 of 53 firms, 50 of 576, 488 of 4,621: 21.87491."""
        places = ["this", "others"]
        index = cluster_index(
            pd.DataFrame({"industry": [1743, 3997]}, index=places),
            pd.DataFrame({"industry": [35, 18]}, index=places),
            pd.Series([50, 526], index=places),
            pd.Series([488, 4133], index=places),
        )
        assert round(index.loc["this", "industry"], 5) == 21.87491


class TestLocationQuotient:
    table = pd.DataFrame(
        {"steel": [30, 10, 0], "soap": [10, 50, 0], "toys": [0, 0, 0]},
        index=["Linz", "Wels", "Enns"],
    )

    def test_by_hand(self):
        quotient = location_quotient(self.table)
        assert quotient.loc["Linz", "steel"] == pytest.approx((30 / 40) / (40 / 100))
        assert quotient.loc["Wels", "soap"] == pytest.approx((50 / 60) / (60 / 100))

    def test_an_empty_region_or_industry_is_undefined_and_spoils_no_other(self):
        quotient = location_quotient(self.table)
        assert quotient.loc["Enns"].isna().all() and quotient["toys"].isna().all()
        assert quotient.loc[["Linz", "Wels"], ["steel", "soap"]].notna().all(axis=None)

    def test_each_kind_by_hand(self):
        quotient = location_quotient(self.table)
        assert np.allclose(
            location_quotient(self.table, "symmetric"),
            (quotient - 1) / (quotient + 1),
            equal_nan=True,
        )
        assert location_quotient(self.table, "additive").loc["Linz", "steel"] == pytest.approx(
            0.75 - 0.4
        )
        z = location_quotient(self.table, "standardized")["steel"]
        two = quotient["steel"].dropna()
        assert np.allclose(z.dropna(), (two - two.mean()) / two.std(ddof=1))

    def test_the_z_score_is_within_an_industry_not_within_a_region(self):
        table = labelled(np.random.default_rng(1).integers(1, 100, (6, 4)))
        z = location_quotient(table, "standardized")
        assert np.allclose(z.mean(axis=0), 0) and np.allclose(z.std(axis=0, ddof=1), 1)

    def test_no_z_score_where_all_regions_are_alike_or_only_one_is_there(self):
        assert (
            location_quotient(labelled([[1, 2], [3, 6], [7, 14]]), "standardized")
            .isna()
            .all(axis=None)
        )
        assert location_quotient(labelled([[1, 2]]), "standardized").isna().all(axis=None)

    def test_nothing_is_rounded(self):
        assert location_quotient(labelled([[1, 2], [1, 1]])).iloc[0, 0] == pytest.approx(
            5 / 6, abs=1e-15
        )

    def test_an_outside_reference(self):
        nation = pd.Series({"soap": 300.0, "toys": 100.0, "steel": 600.0})
        quotient = location_quotient(self.table, reference=nation)
        assert quotient.loc["Linz", "steel"] == pytest.approx(0.75 / 0.6)
        assert quotient.loc["Linz", "toys"] == 0
        assert (
            location_quotient(self.table, "additive", reference=nation).loc["Linz", "toys"] == -0.1
        )

    def test_published_totals_replace_sums_and_let_withheld_cells_through(self):
        withheld = self.table.astype(float)
        withheld.loc["Linz", "soap"] = np.nan
        nation = pd.Series({"soap": 300.0, "toys": 100.0, "steel": 600.0})
        totals = pd.Series({"Linz": 80.0, "Wels": 60.0, "Enns": 5.0})
        quotient = location_quotient(
            withheld, reference=nation, totals=totals, reference_total=2000.0
        )
        assert quotient.loc["Linz", "steel"] == pytest.approx((30 / 80) / (600 / 2000))
        assert np.isnan(quotient.loc["Linz", "soap"]) and quotient.loc["Enns", "soap"] == 0
        for options in ({}, {"reference": nation}, {"totals": totals}):
            with pytest.raises(ValueError, match="region 'Linz', industry 'soap' is missing"):
                location_quotient(withheld, **options)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"kind": "rca"}, "kind: 'rca' is not known"),
            (
                {"reference": pd.Series({"soap": 1.0, "steel": 1.0})},
                "reference: no value for industry 'toys'",
            ),
            (
                {"reference": pd.Series({"soap": 1.0, "steel": 1.0, "toys": -1.0})},
                "industry 'toys'.* is -1",
            ),
            (
                {"totals": pd.Series({"Linz": 1.0, "Wels": 1.0})},
                "totals: no value for region 'Enns'",
            ),
            ({"reference_total": 0.0}, "reference_total: 0.0 is not a positive number"),
        ],
    )
    def test_bad_arguments_are_named(self, options, message):
        with pytest.raises(ValueError, match=message):
            location_quotient(self.table, **options)

    @given(TABLES)
    def test_bounds(self, table):
        quotient = location_quotient(table)
        assert not (quotient < 0).any(axis=None)
        ceiling = table.to_numpy().sum() / table.sum(axis=0).replace(0, np.nan)
        assert not (quotient > ceiling * (1 + 1e-12)).any(axis=None)
        symmetric = location_quotient(table, "symmetric")
        assert not ((symmetric < -1) | (symmetric >= 1)).any(axis=None)
        additive = location_quotient(table, "additive")
        assert not ((additive < -1) | (additive > 1)).any(axis=None)
        assert np.allclose(additive.sum(axis=1), 0)

    @given(TABLES)
    def test_weighted_by_the_regions_sizes_the_quotients_of_an_industry_average_to_one(self, table):
        quotient = location_quotient(table)
        sizes = (
            table.sum(axis=1) / table.to_numpy().sum()
            if table.to_numpy().sum()
            else table.sum(axis=1)
        )
        average = quotient.mul(sizes, axis=0).sum(axis=0, min_count=1).dropna()
        assert np.allclose(average, 1)


class TestLaws:
    @EVERY_FUNCTION
    @given(table=TABLES, factor=st.sampled_from([2.0, 1024.0, 0.125]))
    def test_the_unit_of_measurement_does_not_matter(self, function, table, factor):
        assert np.allclose(function(table * factor), function(table), equal_nan=True)

    @EVERY_FUNCTION
    @given(table=TABLES, seed=st.integers(0, 99))
    def test_the_order_of_regions_and_industries_does_not_matter(self, function, table, seed):
        shuffled = table.sample(frac=1, random_state=seed).sample(frac=1, axis=1, random_state=seed)
        straight, turned = function(table), function(shuffled)
        turned = turned.reindex(index=table.index)
        turned = turned[table.columns] if isinstance(turned, pd.DataFrame) else turned
        if function is presence:
            quotient = location_quotient(table)
            assume(not (np.isclose(quotient, 1) & (quotient != 1)).any(axis=None))
            again = location_quotient(shuffled).loc[table.index, table.columns]
            assume(not (np.isclose(again, 1) & (again != 1)).any(axis=None))
        assert np.allclose(straight, turned, equal_nan=True)

    @EVERY_FUNCTION
    @given(table=TABLES)
    def test_an_empty_region_and_an_empty_industry_change_nobody_else(self, function, table):
        more = table.copy()
        more["nowhere"] = 0.0
        more.loc["nobody"] = 0.0
        with_them = function(more)
        without = function(table)
        if isinstance(without, pd.DataFrame):
            assert np.allclose(with_them.loc[table.index, table.columns], without, equal_nan=True)
            assert with_them.loc["nobody"].isna().all()
        else:
            assert np.allclose(with_them.loc[table.index], without, equal_nan=True)
            assert np.isnan(with_them["nobody"])

    @EVERY_FUNCTION
    @given(table=TABLES)
    def test_the_input_is_not_changed_and_the_labels_come_back(self, function, table):
        before = table.copy()
        result = function(table)
        pd.testing.assert_frame_equal(table, before)
        assert result.index.equals(table.index)

    @EVERY_FUNCTION
    @pytest.mark.parametrize("cell", [-1.0, np.inf, np.nan, "x"])
    def test_bad_cells_are_refused(self, function, cell):
        table = labelled([[1, 2], [3, 4]]).astype(object)
        table.iloc[1, 0] = cell
        with pytest.raises(ValueError, match="region 'region 1', industry 'industry 0' is "):
            function(table)

    @EVERY_FUNCTION
    def test_empty_tables_and_doubled_labels_are_refused(self, function):
        with pytest.raises(ValueError, match="the table is empty"):
            function(pd.DataFrame())
        with pytest.raises(ValueError, match="region 'a' occurs 2 times"):
            function(pd.DataFrame([[1], [2]], index=["a", "a"]))
        with pytest.raises(ValueError, match="industry 'a' occurs 2 times"):
            function(pd.DataFrame([[1, 2]], columns=["a", "a"]))

    @EVERY_FUNCTION
    def test_an_all_zero_table_is_undefined_throughout(self, function):
        assert np.isnan(function(labelled([[0, 0], [0, 0]])).to_numpy()).all()

    @pytest.mark.parametrize("index", [krugman_specialization, hoover_specialization, hachman])
    def test_one_region_mirrors_itself(self, index):
        assert index(labelled([[3, 4, 5]])).iloc[0] == pytest.approx(
            1.0 if index is hachman else 0.0
        )

    @EVERY_INDEX
    def test_one_industry(self, index):
        expected = {
            krugman_specialization: 0.0,
            hoover_specialization: 0.0,
            hachman: 1.0,
            herfindahl: 1.0,
        }
        assert np.allclose(index(labelled([[3], [5]])), expected[index])

    @EVERY_INDEX
    def test_an_interval_can_be_had(self, index):
        result = index(NORDIC // 1000, draws=50, seed=1)
        assert (result.lower <= result.upper).all() and result.value.index.equals(NORDIC.index)


class TestKrugman:
    def test_the_three_references_are_three_numbers(self):
        values = {
            reference: krugman_specialization(NORDIC, reference)["Iceland"]
            for reference in ("total", "rest", "mean_of_others")
        }
        assert values["total"] < values["rest"]
        assert len({round(value, 3) for value in values.values()}) == 3

    def test_by_hand(self):
        table = labelled([[8, 2], [3, 7], [10, 10]])
        assert krugman_specialization(table).iloc[0] == pytest.approx(2 * abs(0.8 - 21 / 40))
        assert krugman_specialization(table, "rest").iloc[0] == pytest.approx(
            2 * abs(0.8 - 13 / 30)
        )
        assert krugman_specialization(table, "mean_of_others").iloc[0] == pytest.approx(
            2 * abs(0.8 - 0.4)
        )

    @pytest.mark.parametrize("reference", ["rest", "mean_of_others"])
    def test_a_region_alone_has_nothing_to_be_compared_with(self, reference):
        assert krugman_specialization(labelled([[1, 2]]), reference).isna().all()
        with_empty = krugman_specialization(labelled([[1, 2], [0, 0]]), reference)
        assert with_empty.isna().all()

    @given(TABLES)
    def test_the_own_region_in_the_reference_shrinks_it_by_its_share(self, table):
        """With w the region's share of all jobs, the index against all is (1 - w) times that against the rest."""
        weight = table.sum(axis=1) / max(table.to_numpy().sum(), 1)
        total, rest = krugman_specialization(table), krugman_specialization(table, "rest")
        there = rest.notna() & total.notna()
        assert np.allclose(total[there], ((1 - weight) * rest)[there])

    @given(TABLES, st.sampled_from(["total", "rest", "mean_of_others"]))
    def test_bounds(self, table, reference):
        values = krugman_specialization(table, reference).dropna()
        assert ((values >= 0) & (values <= 2 + 1e-12)).all()

    def test_a_reference_of_ones_own(self):
        nation = pd.Series({0: 1.0, 1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0})
        assert krugman_specialization(NORDIC, nation)["Sweden"] == pytest.approx(2 * (1 - 45 / 132))

    def test_unknown_references_are_refused(self):
        with pytest.raises(
            ValueError, match="reference: 'all' is not known; choose one of 'total', 'rest'"
        ):
            krugman_specialization(NORDIC, "all")
        with pytest.raises(ValueError, match="reference: no value for industry"):
            krugman_specialization(NORDIC, pd.Series({0: 1.0}))


class TestHoover:
    @given(TABLES)
    def test_it_is_half_the_krugman_index(self, table):
        assert np.allclose(
            hoover_specialization(table), krugman_specialization(table) / 2, equal_nan=True
        )

    def test_uniform_by_hand(self):
        values = hoover_specialization(labelled([[8, 1, 1], [5, 5, 5]]), reference="uniform")
        assert values.tolist() == pytest.approx([0.8 - 1 / 3, 0])


class TestHachman:
    @given(TABLES)
    def test_it_is_the_inverse_of_the_mean_quotient_weighted_by_shares(self, table):
        part = table.div(table.sum(axis=1).replace(0, np.nan), axis=0)
        mean = (location_quotient(table) * part).sum(axis=1, min_count=1)
        values = hachman(table)
        assert np.allclose(values, 1 / mean, equal_nan=True)
        assert ((values.dropna() > 0) & (values.dropna() <= 1 + 1e-12)).all()

    def test_an_industry_the_reference_has_not_leaves_it_undefined(self):
        nation = pd.Series({"industry 0": 5.0, "industry 1": 0.0})
        values = hachman(labelled([[3, 1], [3, 0]]), reference=nation)
        assert np.isnan(values.iloc[0]) and values.iloc[1] == 1


class TestHerfindahl:
    @given(TABLES)
    def test_bounds_and_variants(self, table):
        plain, even = herfindahl(table), 1 / table.shape[1]
        assert ((plain.dropna() >= even - 1e-12) & (plain.dropna() <= 1 + 1e-12)).all()
        assert np.allclose(herfindahl(table, equivalent=True), 1 / plain, equal_nan=True)
        normalized = herfindahl(table, normalized=True)
        if table.shape[1] == 1:
            assert normalized.isna().all()
        else:
            assert np.allclose(normalized, (plain - even) / (1 - even), equal_nan=True)

    @given(TABLES)
    def test_industries_are_the_regions_of_the_turned_table(self, table):
        assert np.allclose(herfindahl(table, of="industries"), herfindahl(table.T), equal_nan=True)

    def test_two_variants_at_once_are_refused(self):
        with pytest.raises(ValueError, match="ask for one"):
            herfindahl(NORDIC, normalized=True, equivalent=True)


class TestPresence:
    def test_the_threshold_itself_counts(self):
        assert presence(labelled([[1, 1], [1, 1]])).to_numpy().tolist() == [[1, 1], [1, 1]]

    def test_by_amount_nothing_is_undefined(self):
        values = presence(labelled([[0, 5], [0, 4]]), threshold=5, by="amount")
        assert values.to_numpy().tolist() == [[0, 1], [0, 0]]


class TestClusterIndex:
    places = pd.Index(["a", "b"])
    jobs = pd.DataFrame({"soap": [10.0, 30.0], "toys": [0.0, 4.0]}, index=places)
    plants = pd.DataFrame({"soap": [1.0, 3.0], "toys": [0.0, 2.0]}, index=places)
    area = pd.Series({"a": 10.0, "b": 30.0})
    people = pd.Series({"b": 300.0, "a": 100.0})

    def test_proportional_regions_have_one(self):
        index = cluster_index(self.jobs, self.plants, self.area, self.people)
        assert index["soap"].tolist() == pytest.approx([1, 1])
        assert index.loc["a", "toys"] == 0

    def test_the_formula_as_its_authors_wrote_it(self):
        index = cluster_index(
            self.jobs, self.plants.assign(soap=[2.0, 3.0]), self.area, self.people
        )
        density, weight, size = (10 / 10) / (40 / 40), (10 / 100) / (40 / 400), (10 / 2) / (40 / 5)
        assert index.loc["a", "soap"] == pytest.approx(density * weight / size)

    def test_jobs_without_plants_are_undefined_and_spoil_no_other(self):
        index = cluster_index(
            self.jobs, self.plants.assign(soap=[0.0, 3.0]), self.area, self.people
        )
        assert np.isnan(index.loc["a", "soap"]) and index.loc["b", "soap"] > 0

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (
                {"area": pd.Series({"a": 10.0, "b": 0.0})},
                "area: region 'b' is 0; it must be positive",
            ),
            ({"population": pd.Series({"a": 10.0})}, "population: no value for region 'b'"),
            ({"plants": plants.drop(index="b")}, "plants: no value for region 'b'"),
            ({"plants": plants.assign(cars=1.0)}, "plants: surplus: 'cars'"),
        ],
    )
    def test_bad_arguments_are_named(self, change, message):
        good = {"plants": self.plants, "area": self.area, "population": self.people}
        with pytest.raises(ValueError, match=message):
            cluster_index(self.jobs, **(good | change))


def test_intervals_by_whole_plants_are_wider_than_by_jobs():
    """Jobs come in plants: taking them for independent makes the interval too narrow."""
    generator = np.random.default_rng(1)
    plants = pd.DataFrame(
        {
            "region": generator.choice(["a", "b"], 60),
            "industry": generator.choice(["soap", "toys"], 60),
            "size": generator.integers(1, 100, 60),
        }
    )

    def quotients(frame):
        return location_quotient(
            ag.plant_table(frame, regions=["a", "b"], industries=["soap", "toys"])
        )

    by_plants = ag.bootstrap(quotients, plants, draws=300, seed=1)
    by_jobs = location_quotient(ag.plant_table(plants), draws=300, seed=1)
    assert ((by_plants.upper - by_plants.lower) > 2 * (by_jobs.upper - by_jobs.lower)).all(
        axis=None
    )


class TestTotals:
    TABLE = pd.DataFrame({"steel": [3000, 1000], "soap": [1000, 5000]}, index=["Linz", "Wels"])
    TOTALS = pd.Series({"Linz": 4200.0, "Wels": 6300.0})

    def test_totals_in_another_unit_are_refused(self):
        message = (
            r"totals: region 'Linz' has 3000 in one industry and 4\.2 in all; give both in one unit"
        )
        with pytest.raises(ValueError, match=message):
            location_quotient(self.TABLE, totals=self.TOTALS / 1000)
        with pytest.raises(
            ValueError, match="totals: region 'Wels' has 5000 in one industry and 0 in all"
        ):
            location_quotient(self.TABLE, totals=self.TOTALS * [1, 0])

    def test_a_whole_below_its_parts_is_refused(self):
        with pytest.raises(
            ValueError,
            match="reference_total: 10 is less than the 6000 that the reference has in one",
        ):
            location_quotient(self.TABLE, reference_total=10)
        with pytest.raises(ValueError, match="reference_total: 10 is less than the 7200"):
            location_quotient(self.TABLE, reference=self.TABLE.sum() * 1.2, reference_total=10)

    def test_columns_may_nest(self):
        """A division beside its two groups, as published tables have them."""
        nested = self.TABLE.assign(both=self.TABLE.sum(axis=1))
        whole = {"totals": self.TOTALS, "reference": nested.sum(), "reference_total": 10_500}
        assert location_quotient(nested, **whole).loc["Linz", "both"] == pytest.approx(
            4000 / 4200 / (10_000 / 10_500)
        )

    def test_totals_below_the_sum_of_their_cells_are_refused(self):
        """No single cell exceeds its total, but together they do; a hundredth may be rounding."""
        with pytest.raises(
            ValueError,
            match="totals: region 'Linz' has 4000 in its industries together and 3500 in all; give",
        ):
            location_quotient(self.TABLE, totals=self.TOTALS - [700, 0])
        location_quotient(self.TABLE, totals=self.TOTALS - [230, 0])
        with pytest.raises(
            ValueError, match=r"reference_total: 8000 is less than the 10000 .* together"
        ):
            location_quotient(self.TABLE, reference_total=8000)

    def test_totals_of_the_cells_themselves_are_taken(self):
        own = location_quotient(self.TABLE)
        for factor in (1, 0.1, 1 / 3, 0.7):
            table = self.TABLE * factor
            given = {"totals": table.sum(axis=1), "reference_total": table.to_numpy().sum()}
            pd.testing.assert_frame_equal(location_quotient(table, **given), own)

    def test_withheld_cells_are_no_part_of_the_sum(self):
        held = self.TABLE.astype(float).mask(self.TABLE == 3000)
        found = location_quotient(held, reference=self.TABLE.sum(), totals=self.TOTALS)
        assert found.loc["Linz", "soap"] == pytest.approx(1000 / 4200 / 0.6)
        with pytest.raises(ValueError, match="has 1000 in one industry and 999 in all"):
            location_quotient(
                held, reference=self.TABLE.sum(), totals=self.TOTALS * 0 + [999, 6300]
            )

    def test_tables_of_a_bootstrap_may_exceed_them(self):
        found = location_quotient(self.TABLE, totals=self.TABLE.sum(axis=1), draws=20, seed=1)
        assert (found.upper > found.value).all(axis=None)
