"""The checks everything stands on: what is refused, and that the sentence names the thing and the place."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agglomeration.indicators.ground.hierarchies import check_hierarchy
from agglomeration.indicators.ground.points import check_points
from agglomeration.indicators.ground.tables import (
    check_aligned,
    check_choice,
    check_flows,
    check_table,
    ratio,
    shares,
)
from agglomeration.indicators.plants.long_tables import to_table
from agglomeration.indicators.plants.plants import check_plants, plant_herfindahl, plant_table


def table(**changes):
    good = pd.DataFrame({"steel": [4.0, 1.0], "soap": [2.0, 3.0]}, index=["Linz", "Wels"])
    for cell, value in changes.items():
        region, industry = cell.split("_")
        good = good.astype(object)
        good.loc[region, industry] = value
    return good


BAD_CELLS = [
    (table(Wels_soap=-3), r"region 'Wels', industry 'soap' is -3; amounts must not be negative"),
    (table(Wels_soap=np.inf), r"region 'Wels', industry 'soap' is infinite"),
    (table(Linz_steel=-np.inf), r"region 'Linz', industry 'steel' is infinite"),
    (table(Wels_soap=np.nan), r"region 'Wels', industry 'soap' is missing"),
    (table(Wels_soap=pd.NA), r"region 'Wels', industry 'soap' is missing"),
    (table(Wels_soap=None), r"region 'Wels', industry 'soap' is missing"),
    (table(Wels_soap="many"), r"region 'Wels', industry 'soap' is 'many', which is not a number"),
    (table(Wels_soap="3"), r"region 'Wels', industry 'soap' is '3', which is not a number"),
    (table(Wels_soap=3j), r"region 'Wels', industry 'soap' is 3j, which is not a number"),
    (table(Wels_soap=pd.Timestamp("2020-01-01")), r"region 'Wels', industry 'soap' is Timestamp"),
]


class TestCheckTable:
    @pytest.mark.parametrize(("bad", "message"), BAD_CELLS)
    def test_a_bad_cell_is_named(self, bad, message):
        with pytest.raises(ValueError, match=message):
            check_table(bad)

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            (pd.DataFrame(), "the table is empty"),
            (pd.DataFrame({"soap": []}), "the table is empty"),
            (table().rename(index={"Wels": "Linz"}), "region 'Linz' occurs 2 times"),
            (table().rename(columns={"soap": "steel"}), "industry 'steel' occurs 2 times"),
            (table().rename(index={"Wels": np.nan}), "label of one region is missing"),
        ],
    )
    def test_a_bad_shape_or_label_is_named(self, bad, message):
        with pytest.raises(ValueError, match=message):
            check_table(bad)

    def test_the_sentence_counts_further_cells_like_it(self):
        with pytest.raises(ValueError, match=r"missing \(1 more like it\)"):
            check_table(table(Wels_soap=np.nan, Linz_soap=np.nan))

    def test_an_array_is_not_a_labelled_table(self):
        with pytest.raises(TypeError, match=r"expected a DataFrame .* got ndarray"):
            check_table(np.ones((2, 2)))

    def test_missing_and_negative_pass_where_asked_for(self):
        assert np.isnan(check_table(table(Wels_soap=np.nan), nan=True)[1, 1])
        assert check_table(table(Wels_soap=-3), negative=True)[1, 1] == -3
        with pytest.raises(ValueError, match="infinite"):
            check_table(table(Wels_soap=np.inf, Linz_soap=np.nan), nan=True)
        with pytest.raises(ValueError, match="-3"):
            check_table(table(Wels_soap=-3, Linz_soap=np.nan), nan=True)

    @pytest.mark.parametrize("dtype", [int, float, "float32", "Int64", "Float64", bool, object])
    def test_every_kind_of_number_is_read(self, dtype):
        ones = pd.DataFrame(1, index=["Linz"], columns=["soap", "steel"]).astype(dtype)
        assert check_table(ones).dtype == float

    def test_one_region_and_one_industry_are_enough(self):
        assert check_table(pd.DataFrame({"soap": [3]}, index=["Linz"])).tolist() == [[3.0]]


class TestCheckAligned:
    def test_values_come_in_the_order_of_the_labels(self):
        assert check_aligned(pd.Series({"b": 2.0, "a": 1.0}), pd.Index(["a", "b"])).tolist() == [
            1.0,
            2.0,
        ]

    @pytest.mark.parametrize(
        ("reference", "message"),
        [
            (pd.Series({"a": 1.0}), "no value for industry 'b'; surplus: none"),
            (pd.Series({"a": 1.0, "b": 1.0, "c": 1.0}), "surplus: 'c'"),
            (pd.Series([1.0, 2.0, 3.0], index=["a", "b", "b"]), "industry 'b' occurs 2 times"),
            (pd.Series({"a": 1.0, "b": -2.0}), "industry 'b'.* is -2"),
            (pd.Series({"a": 1.0, "b": np.nan}), "industry 'b'.* is missing"),
        ],
    )
    def test_what_does_not_match_is_named(self, reference, message):
        with pytest.raises(ValueError, match=message):
            check_aligned(reference, pd.Index(["a", "b"]))

    def test_a_cover_may_have_more(self):
        reference = pd.Series({"a": 1.0, "b": 2.0, "c": 3.0})
        assert check_aligned(reference, pd.Index(["b"]), cover=True).tolist() == [2.0]

    def test_a_list_has_no_labels(self):
        with pytest.raises(TypeError, match="expected a Series"):
            check_aligned([1.0, 2.0], pd.Index(["a", "b"]))


class TestCheckFlows:
    def test_labels_must_be_the_same_both_ways(self):
        square = pd.DataFrame(
            [[1.0, 2.0], [3.0, 4.0]], index=["ore", "steel"], columns=["ore", "steel"]
        )
        assert check_flows(square).tolist() == [[1.0, 2.0], [3.0, 4.0]]
        with pytest.raises(ValueError, match=r"different order; use flows\[flows.index\]"):
            check_flows(square[["steel", "ore"]])
        with pytest.raises(
            ValueError, match=r"not square \(2 rows, 1 columns\); row without a column: 'steel'"
        ):
            check_flows(square[["ore"]])
        with pytest.raises(ValueError, match="column without a row: 'cars'"):
            check_flows(square.rename(columns={"steel": "cars"}))

    def test_negative_flows_only_where_asked_for(self):
        flows = pd.DataFrame([[-1.0]], index=["ore"], columns=["ore"])
        with pytest.raises(ValueError, match="row 'ore', column 'ore' is -1"):
            check_flows(flows)
        assert check_flows(flows, negative=True) == -1


class TestCheckHierarchy:
    industries = pd.Index(["steel", "tin", "soap"])
    levels = pd.DataFrame(
        {"broad": ["metal", "metal", "chemistry"], "fine": ["iron", "other", "care"]}, industries
    )

    def test_it_comes_in_the_order_of_the_industries(self):
        assert check_hierarchy(self.levels, self.industries[::-1]).index.tolist() == [
            "soap",
            "tin",
            "steel",
        ]

    @pytest.mark.parametrize(
        ("levels", "message"),
        [
            (levels.drop(index="tin"), "no row for industry 'tin'"),
            (levels.replace("iron", None), "industry 'steel' has no class at level 'fine'"),
            (
                levels.replace("care", "iron"),
                "class 'iron' of level 'fine' lies in 'metal' and 'chemistry'",
            ),
            (pd.concat([levels, levels.iloc[:1]]), "industry 'steel' occurs 2 times"),
        ],
    )
    def test_what_does_not_nest_is_named(self, levels, message):
        with pytest.raises(ValueError, match=message):
            check_hierarchy(levels, self.industries)

    def test_a_mapping_without_levels_is_refused(self):
        with pytest.raises(TypeError, match="one column per level"):
            check_hierarchy({"steel": "metal"}, self.industries)


def long(**columns):
    good = {
        "region": ["Linz", "Linz", "Wels"],
        "industry": ["soap", "steel", "soap"],
        "value": [2.0, 4.0, 3.0],
    }
    return pd.DataFrame(good | columns)


class TestToTable:
    def test_absent_pairs_are_what_the_caller_says(self):
        assert to_table(long()).loc["Wels", "steel"] == 0
        assert np.isnan(to_table(long(), absent=np.nan).loc["Wels", "steel"])

    def test_rows_are_counted_without_a_value(self):
        counted = to_table(long(industry=["soap", "soap", "soap"]), value=None)
        assert counted["soap"].to_dict() == {"Linz": 2.0, "Wels": 1.0}

    def test_missing_amounts_are_withheld_only_when_said(self):
        with pytest.raises(ValueError, match=r"row 1, column 'value' is nan; it is missing"):
            to_table(long(value=[2.0, np.nan, 3.0]))
        assert np.isnan(to_table(long(value=[2.0, np.nan, 3.0]), nan=True).loc["Linz", "steel"])

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (long(industry=["soap", "soap", "soap"]), "region 'Linz', industry 'soap' has 2 rows"),
            (
                long(value=[2.0, -4.0, 3.0]),
                "row 1, column 'value' is -4; amounts must not be negative",
            ),
            (long(value=[2.0, np.inf, 3.0]), "row 1, column 'value' is inf"),
            (
                long(value=[2.0, "four", 3.0]),
                "row 1, column 'value' is 'four', which is not a number",
            ),
            (long(region=["Linz", None, "Wels"]), "row 1 has no 'region'"),
            (long().drop(columns="value"), "column 'value' is not there"),
            (long().iloc[:0], "the table is empty"),
        ],
    )
    def test_bad_rows_are_named(self, data, message):
        with pytest.raises(ValueError, match=message):
            to_table(data)

    def test_labels_given_are_kept_and_others_refused(self):
        kept = to_table(long(), regions=["Wels", "Linz", "Steyr"])
        assert kept.index.tolist() == ["Wels", "Linz", "Steyr"] and kept.loc["Steyr"].sum() == 0
        with pytest.raises(ValueError, match="column 'region' holds 'Wels', which regions lacks"):
            to_table(long(), regions=["Linz"])

    @given(
        st.lists(
            st.tuples(st.integers(0, 4), st.integers(0, 3), st.floats(0, 1e9)),
            min_size=1,
            max_size=20,
        )
    )
    def test_nothing_is_lost(self, rows):
        data = pd.DataFrame(rows, columns=["region", "industry", "value"]).drop_duplicates(
            ["region", "industry"]
        )
        made = to_table(data)
        assert all(made.loc[row.region, row.industry] == row.value for row in data.itertuples())
        assert made.to_numpy().sum() == pytest.approx(data["value"].sum())


def plants(**columns):
    good = {
        "region": ["Linz", "Linz", "Wels"],
        "industry": ["soap", "steel", "soap"],
        "size": [2.0, 4.0, 3.0],
    }
    return pd.DataFrame(good | columns)


class TestPlants:
    def test_codes_point_into_sorted_labels(self):
        checked = check_plants(plants(region=["Wels", "Wels", "Linz"]))
        assert checked.regions.tolist() == ["Linz", "Wels"]
        assert checked.region.tolist() == [1, 1, 0]

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            (plants(size=[2.0, 0.0, 3.0]), "row 1, column 'size' is 0; amounts must be positive"),
            (plants(size=[2.0, -1.0, 3.0]), "row 1, column 'size' is -1"),
            (plants(size=[2.0, np.nan, 3.0]), "row 1, column 'size' is nan; it is missing"),
            (plants(size=[2.0, np.inf, 3.0]), "row 1, column 'size' is inf"),
            (plants(size=["2", "4", "3"]), "row 0, column 'size' is '2', which is not a number"),
            (plants(industry=["soap", None, "soap"]), "row 1 has no 'industry'"),
            (plants().iloc[:0], "the table is empty"),
            (plants().drop(columns="region"), "column 'region' is not there"),
        ],
    )
    def test_bad_plants_are_named(self, bad, message):
        with pytest.raises(ValueError, match=message):
            check_plants(bad)

    def test_a_region_without_a_plant_is_refused_unless_it_is_meant(self):
        places = plants(
            region=pd.Categorical(["Linz", "Linz", "Wels"], categories=["Linz", "Steyr", "Wels"])
        )
        with pytest.raises(
            ValueError, match=r"'region' has categories without a row: 'Steyr'; pass regions="
        ):
            check_plants(places)
        kept = check_plants(places, regions=["Linz", "Steyr", "Wels"])
        assert kept.regions.tolist() == ["Linz", "Steyr", "Wels"]
        with pytest.raises(ValueError, match="column 'region' holds 'Wels', which regions lacks"):
            check_plants(places, regions=["Linz", "Steyr"])

    def test_the_frame_is_not_changed(self):
        frame = plants()
        check_plants(frame)
        pd.testing.assert_frame_equal(frame, plants())

    def test_the_table_adds_up_to_the_plants(self):
        frame = plants(industry=["soap", "soap", "soap"])
        assert plant_table(frame)["soap"].to_dict() == {"Linz": 6.0, "Wels": 3.0}
        assert plant_table(frame, size=None)["soap"].to_dict() == {"Linz": 2.0, "Wels": 1.0}

    def test_herfindahl_of_plants(self):
        frame = pd.DataFrame({"industry": list("aaab"), "size": [1.0, 1.0, 2.0, 9.0]})
        assert plant_herfindahl(frame).to_dict() == {"a": 0.375, "b": 1.0}
        assert plant_herfindahl(frame, industries=["a", "b", "c"]).isna().to_dict() == {
            "a": False,
            "b": False,
            "c": True,
        }

    def test_other_column_names(self):
        frame = plants().rename(columns={"region": "Ort", "industry": "Branche", "size": "Jobs"})
        assert plant_table(frame, "Ort", "Branche", "Jobs").to_numpy().sum() == 9


class TestPoints:
    good = pd.DataFrame(
        {"x": [14.3, 14.3], "y": [48.3, 48.3], "what": ["soap", "steel"], "jobs": [5, 7]}
    )

    def test_coincident_points_are_points(self):
        checked = check_points(self.good, type="what", weight="jobs")
        assert checked.x.tolist() == [14.3, 14.3] and checked.types.tolist() == ["soap", "steel"]
        assert checked.weight.tolist() == [5.0, 7.0]

    @pytest.mark.parametrize(
        ("change", "options", "message"),
        [
            ({"x": [14.3, np.nan]}, {}, "row 1, column 'x' is nan; it is missing"),
            ({"y": [48.3, np.inf]}, {}, "row 1, column 'y' is inf"),
            (
                {"x": [14.3, 190.0]},
                {"coordinates": "geographic"},
                "a longitude lies between -180 and 180",
            ),
            (
                {"y": [-91.0, 48.3]},
                {"coordinates": "geographic"},
                "row 0, column 'y' is -91; a latitude",
            ),
            (
                {"jobs": [5, 0]},
                {"weight": "jobs"},
                "row 1, column 'jobs' is 0; amounts must be positive",
            ),
            ({"what": ["soap", None]}, {"type": "what"}, "row 1 has no 'what'"),
            ({}, {"coordinates": "polar"}, "coordinates: 'polar' is not known"),
            ({}, {"type": "sort"}, "column 'sort' is not there"),
        ],
    )
    def test_bad_points_are_named(self, change, options, message):
        with pytest.raises(ValueError, match=message):
            check_points(self.good.assign(**change), **options)

    def test_planar_coordinates_may_be_negative_and_large(self):
        assert check_points(self.good.assign(x=[-5e6, 5e6])).x.tolist() == [-5e6, 5e6]


def test_shares_of_nothing_are_undefined_without_a_warning(recwarn):
    assert np.isnan(shares(np.zeros((2, 2)), axis=0)).all()
    assert np.isnan(ratio(1.0, 0.0)) and ratio(1.0, 2.0) == 0.5
    assert not recwarn.list


def test_an_unknown_choice_is_answered_with_the_known_ones():
    with pytest.raises(
        ValueError, match="kind: 'ration' is not known; choose one of 'ratio', 'additive'"
    ):
        check_choice("ration", ("ratio", "additive"), "kind")


def test_no_loop_over_plants():
    """A hundred times the plants takes nowhere near a hundred Python steps each: counted in calls, not in seconds."""
    import cProfile
    import pstats

    calls = []
    for number in (1_000, 100_000):
        codes = np.arange(number) % 50
        frame = pd.DataFrame({"region": codes, "industry": codes % 7, "size": 1.0 + codes})
        profile = cProfile.Profile()
        profile.runcall(plant_table, frame)
        calls.append(pstats.Stats(profile).total_calls)
    assert calls[1] < 2 * calls[0]
