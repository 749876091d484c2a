"""Sentences say what is wrong in the words of who called: plain labels, the type of a stranger, a list for a list."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

CODES = pd.DataFrame(
    [[1, 2.0], [-3, 4]], index=pd.Index([37063, 37183]), columns=pd.Index([311, 325])
)
SOUND = CODES.abs()
WORDS = SOUND.set_axis(["Linz", "Wels"]).set_axis(["soap", "steel"], axis=1)
SQUARE = pd.DataFrame([[0, 1.0], [2, 0]], index=pd.Index([311, 325]), columns=pd.Index([311, 325]))
LONG = pd.DataFrame(
    {"region": [37063, 37063, 37183, 37183], "industry": [311, 325] * 2, "size": [1, 2, 3, 4]}
)
CAPITAL = type("DataFrame", (), {"__module__": "polars.dataframe.frame"})()
PANEL = pd.DataFrame(
    {
        "region": ["Linz"] * 8,
        "industry": list("abcd") * 2,
        "time": np.repeat([2000, 2010], 4),
        "jobs": [1, 2, 3, 4, 2, 5, 3, 9],
    }
)
PLANTS = pd.DataFrame(
    {"region": list("ABAB"), "industry": ["soap", "soap", "steel", "steel"], "size": 5}
)
PLACES = pd.DataFrame({"x": [0.0, 1, 2, 3], "y": 0.0, "type": ["soap", "soap", "steel", "steel"]})


@pytest.mark.parametrize(
    "call",
    [
        lambda: ag.location_quotient(CODES),
        lambda: ag.location_quotient(SOUND, reference=pd.Series({311: 1})),
        lambda: ag.growth(SOUND, SOUND.rename(index={37183: 9})),
        lambda: ag.communities(SQUARE),
        lambda: ag.proximity(pd.concat([SOUND, SOUND])),
        lambda: ag.strongest_links(SQUARE * -1, 0.5),
        lambda: ag.hypothetical_extraction(
            SQUARE, pd.Series(9, SQUARE.index), industries=np.array([7])
        ),
        lambda: ag.variety(SOUND, pd.Series({311: "a"})),
        lambda: ag.location_quotient(
            SOUND.set_axis(pd.MultiIndex.from_product([[1], [2, 3]])) * np.array([[1, 1], [-1, 1]])
        ),
        lambda: ag.leontief(SQUARE * 9, pd.Series(9, SQUARE.index)),
        lambda: ag.location_quotient(SOUND, totals=pd.Series([1, 1], SOUND.index)),
        lambda: ag.location_quotient(SOUND.astype(object).replace(1, "x")),
        lambda: ag.cluster_index(SOUND, SOUND, pd.Series([1, 0], SOUND.index), SOUND[311]),
        lambda: ag.entropy(SOUND + 0.5, draws=3),
        lambda: ag.variety(SOUND, pd.Series({311: 7, 325: None})),
        lambda: ag.variety(SOUND, pd.DataFrame({"a": [1, 2], "b": [5, 5]}, SOUND.columns)),
        lambda: ag.theil(SOUND[311], groups=pd.Series({37063: 1})),
        lambda: ag.theil(SOUND[311], groups=pd.Series({37063: 1, 37183: None})),
        lambda: ag.ellison_glaeser(SOUND, herfindahl=pd.Series([2, 0.5], SOUND.columns)),
        lambda: ag.coagglomeration(SOUND, region=None, industries=np.array([311, 9])),
        lambda: ag.coagglomeration(SOUND, region=None, industries=np.array([311, 311])),
        lambda: ag.technical_coefficients(SQUARE, pd.Series([0, 9], SQUARE.index)),
        lambda: ag.value_chain_similarity(SQUARE * -1),
        lambda: ag.relatedness_density(SOUND, SQUARE * -1),
        lambda: ag.relatedness_density(SOUND, SQUARE.iloc[:1]),
        lambda: ag.nearest(SQUARE, np.int64(9), 1),
        lambda: ag.nearest(SQUARE, 311, np.int64(0)),
        lambda: ag.adjusted_rand(SOUND[311], SOUND[325].rename({37183: 9})),
        lambda: ag.staffing_similarity(SOUND, occupations=np.array([311, 9])),
        lambda: ag.staffing_contributions(SOUND, np.int64(9), 37063),
        lambda: ag.growth(SOUND, SOUND, concordance={np.int64(9): 1}),
        lambda: ag.growth(SOUND, SOUND, concordance={np.int64(311): None}),
        lambda: ag.to_table(LONG.assign(region=7), value="size"),
        lambda: ag.to_table(LONG, value="size", regions=np.array([1, 2])),
        lambda: ag.plant_table(LONG.assign(size=[1, 0, 1, 1])),
        lambda: ag.plant_table(LONG.astype({"region": pd.CategoricalDtype([37063, 37183, 5])})),
        lambda: ag.check_points(LONG.assign(x=1, y=[1, 2, None, 3])),
        lambda: ag.marcon_puech(LONG.assign(x=1, y=[1, 2, 3, 4]), np.int64(9), types="industry"),
        lambda: ag.by_industry(
            ag.marcon_puech,
            LONG.assign(x=1, y=[1, 2, 3, 4]),
            industries=np.array([9]),
            types="industry",
        ),
        lambda: ag.externality_regressors(pd.concat([LONG, LONG]).assign(time=2000), jobs="size"),
        lambda: ag.externality_regressors(LONG.assign(time=np.int64(2000)), jobs="size"),
        lambda: ag.border_cut(LONG, pd.Series({5: 1}), ("region", "industry")),
        lambda: ag.programme_matrix(LONG, "region", "industry", "money 7"),
        lambda: ag.eligibility(pd.Series([3.5], [37063]), 1, 7),
        lambda: ag.eligibility(pd.Series([3], [37063]), 4, 7),
    ],
)
def test_labels_are_written_without_the_type_of_numpy(call):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ValueError, match=r"\d") as caught:
            call()
    assert not re.search(r"np\.|dtype|Index\(", str(caught.value))


def test_summaries_write_labels_without_the_type_of_numpy():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = str(ag.fitness_complexity(SOUND)) + str(ag.economic_complexity(SOUND))
    assert "np." not in told
    assert "37183" in told


@pytest.mark.parametrize(
    "call",
    [
        lambda: ag.location_quotient(CAPITAL),
        lambda: ag.growth(SOUND, CAPITAL),
        lambda: ag.plant_table(CAPITAL),
        lambda: ag.marcon_puech(CAPITAL, "soap"),
        lambda: ag.to_table(CAPITAL),
        lambda: ag.border_cut(CAPITAL, pd.Series({"a": 1})),
        lambda: ag.composite_indicator(CAPITAL),
        lambda: ag.strongest_links(CAPITAL, 0.5),
    ],
)
def test_a_frame_of_another_package_is_named(call):
    with pytest.raises(
        TypeError, match=r"got a DataFrame of polars, which to_pandas\(\) turns into one of pandas"
    ):
        call()


def stand_in(package, name, method):
    return type(name, (), {"__module__": f"{package}.core", method: None})()


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (stand_in("pyarrow", "Table", "to_pandas"), "a Table of pyarrow, which to_pandas()"),
        (stand_in("polars", "LazyFrame", "collect"), "a LazyFrame of polars, which collect().to"),
        (stand_in("dask", "DataFrame", "compute"), "a DataFrame of dask, which compute()"),
        (stand_in("pyspark", "DataFrame", "toPandas"), "a DataFrame of pyspark, which toPandas()"),
    ],
)
@pytest.mark.parametrize(
    "call",
    [
        ag.entropy,
        ag.check_points,
        lambda frame: ag.programme_matrix(frame, covers="track"),
        ag.growth_regression,
        ag.externality_regressors,
        lambda frame: ag.variety(WORDS, frame),
        lambda frame: ag.location_quotient(WORDS, reference=frame),
        lambda frame: ag.growth(WORDS, WORDS, concordance=frame),
        ag.Register,
    ],
)
def test_how_a_frame_of_another_package_becomes_one_of_pandas_is_said(call, frame, said):
    with pytest.raises(TypeError, match=re.escape(said)):
        call(frame)


def test_a_column_of_names_belongs_into_the_index():
    """As tables come from files and from other packages, which have no index."""
    table = WORDS.rename_axis("region").reset_index()
    with pytest.raises(
        ValueError,
        match=r"table: column 'region' holds names such as 'Linz'; make them .* table\.set_index",
    ):
        ag.entropy(table)
    with pytest.raises(
        ValueError, match="region 1, industry 'region' is 'x', which is not a number"
    ):
        ag.entropy(table.assign(region=["7", "x"]).astype({"region": object}).replace("7", 7))
    with pytest.raises(ValueError, match="industry 'region' is '7', which is not a number"):
        ag.entropy(table.assign(region=["7", "8"]))


def test_an_amount_is_no_text():
    with pytest.raises(TypeError, match="public: '7' is text or a date, not an amount"):
        ag.leverage("7", 42)


def test_a_rate_of_none_and_of_all_ends_where_it_must():
    assert ag.success_rate(0, 10).lower == 0
    assert ag.success_rate(10, 10).upper == 1
    assert np.isnan([ag.success_rate(0, 0).lower, ag.success_rate(0, 0).upper]).all()


@pytest.mark.parametrize("measure", [ag.leontief, ag.technical_coefficients, ag.backward_linkages])
def test_coefficients_in_place_of_flows_are_noticed(measure):
    """Miller and Blair's two sectors: flows over output are next to nothing beside the output."""
    flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    output = pd.Series({"1": 1000, "2": 2000})
    coefficients = ag.technical_coefficients(flows, output)
    with pytest.warns(
        UserWarning, match=r"0\.022 % of their output.* coefficients already"
    ) as seen:
        measure(coefficients, output)
    assert seen[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        measure(flows / 1000, output / 1000)
        measure(coefficients, output * 0 + 1)
        measure(flows * 0, output)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: ag.by_industry(ag.marcon_puech, PLACES, [1], industries="soap"), "industries"),
        (lambda: ag.coagglomeration(PLANTS, industries="soap"), "industries"),
        (
            lambda: ag.hypothetical_extraction(
                SQUARE, pd.Series(9, SQUARE.index), industries="soap"
            ),
            "industries",
        ),
        (lambda: ag.staffing_similarity(WORDS, occupations="soap"), "occupations"),
        (lambda: ag.plant_table(PLANTS, industries="soap"), "industries"),
        (lambda: ag.plant_table(PLANTS, regions="soap"), "regions"),
        (lambda: ag.growth_regression(ag.externality_regressors(PANEL), by="soap"), "by"),
        (lambda: ag.growth_regression(ag.externality_regressors(PANEL), effects="soap"), "effects"),
        (lambda: ag.border_cut(PLACES, pd.Series({"a": 1}), partners="soap"), "partners"),
    ],
)
def test_a_text_is_not_read_letter_by_letter(call, argument):
    with pytest.raises(
        TypeError, match=re.escape(f"{argument}: 'soap' is one label; give a list, ['soap'].")
    ):
        call()


@pytest.mark.parametrize(
    "index", [ag.krugman_specialization, ag.hoover_specialization, ag.krugman_concentration]
)
@pytest.mark.parametrize("reference", [np.ones(2), pd.DataFrame({"size": [1, 2]}), [1, 2]])
def test_a_reference_without_labels_is_refused(index, reference):
    with pytest.raises(
        TypeError, match=r"reference: expected one of 'total', .* or a Series with one amount per"
    ):
        index(WORDS, reference=reference)


def test_a_choice_is_one_word():
    with pytest.raises(TypeError, match=r"kind: expected one of 'ratio', .*, got list"):
        ag.location_quotient(WORDS, kind=["ratio"])


def test_errors_cannot_be_clustered_within_one_region():
    pytest.importorskip("statsmodels")
    with pytest.raises(
        ValueError,
        match=r"level 'region' holds only 'Linz'; errors cannot be clustered .* cluster=None",
    ):
        ag.growth_regression(
            ag.externality_regressors(PANEL), by=["specialization"], effects=(), missing="drop"
        )


def test_missing_cells_of_every_kind_are_missing():
    """``pd.NA`` in a column of objects, as ``None`` and ``nan``."""
    for nothing in (pd.NA, None, np.nan):
        mixed = pd.DataFrame(
            {"make": pd.Series([1, nothing, 3, 2], dtype=object), "sell": [1.0, 2, 3, 5]}
        )
        assert ag.rescale(mixed)["make"].tolist()[::2] == [0, 1]
        assert np.isnan(ag.rescale(mixed)["make"][1])
        ranks = ag.rank_over_weights(mixed, seed=1)
        assert ranks.loc[1].isna().all()
        assert ranks.drop(1).notna().all(axis=None)


def test_a_frame_is_asked_for_where_a_dictionary_or_list_is_given():
    with pytest.raises(TypeError, match="partnerships: expected a DataFrame, got dict"):
        ag.border_cut({"partner": ["a"]}, pd.Series({"a": 1}))
    with pytest.raises(
        TypeError, match="location: expected a Series with the place of each partner, got dict"
    ):
        ag.border_cut(pd.DataFrame({"partner": ["a"], "other": ["b"]}), {"a": 1})
    with pytest.raises(TypeError, match=r"links: expected a DataFrame .* got list"):
        ag.strongest_links([[0, 1], [1, 0]], 0.5)
