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
    ],
)
def test_labels_are_written_without_the_type_of_numpy(call):
    with pytest.raises(ValueError, match=r"\d") as caught:
        call()
    assert "np." not in str(caught.value)


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
