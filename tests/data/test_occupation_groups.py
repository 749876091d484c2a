"""Groups of occupations: leaders and correlations come out, and absent is not taken for zero unasked."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from clusterbook import tables as datasets
from clusterbook.cases import occupation_groups as groups
from clusterbook.cases.places import outlines, state_places

INDUSTRIES = ["Electronics and communication", "Chemicals and drugs", "Rubber and plastics"]
ELECTRONICS, CHEMICALS, RUBBER = INDUSTRIES


def quotients(industry, definition="broad", **how):
    return groups.group_location_quotients(
        groups.production_and_research(industry, definition), **how
    )


def rank_correlation(table):
    both = table.dropna()
    return len(both), round(float(spearmanr(both["production"], both["research"]).statistic), 2)


@pytest.mark.parametrize(
    ("industry", "metros", "states"),
    [
        (ELECTRONICS, (217, 0.25), (48, 0.34)),
        (CHEMICALS, (217, 0.15), (50, -0.01)),
        (RUBBER, (91, 0.11), (44, -0.01)),
    ],
)
def test_production_and_research_hardly_share_places(industry, metros, states):
    assert rank_correlation(quotients(industry)) == metros
    assert rank_correlation(quotients(industry, areas="state")) == states


@pytest.mark.parametrize(
    ("industry", "expected"), [(ELECTRONICS, 0.51), (CHEMICALS, 0.29), (RUBBER, 0.32)]
)
def test_filling_with_zero_raises_the_correlation(industry, expected):
    assert rank_correlation(quotients(industry, unpublished="zero")) == (387, expected)


@pytest.mark.parametrize(
    ("industry", "expected"),
    [(ELECTRONICS, (101, 0.40)), (CHEMICALS, (102, 0.12)), (RUBBER, (74, 0.18))],
)
def test_large_places_alone(industry, expected):
    large = groups.area_jobs() >= 250_000
    assert rank_correlation(quotients(industry)[large]) == expected


@pytest.mark.parametrize(
    ("industry", "expected"),
    [(ELECTRONICS, (217, 0.25)), (CHEMICALS, (162, 0.07)), (RUBBER, (172, 0.12))],
)
def test_the_strict_definition(industry, expected):
    assert rank_correlation(quotients(industry, "strict")) == expected


@pytest.mark.parametrize(
    ("industry", "metros", "states"),
    [(ELECTRONICS, 0.59, 0.40), (CHEMICALS, 0.34, 0.16), (RUBBER, 0.66, 0.58)],
)
def test_weighting_every_occupation_by_its_industry(industry, metros, states):
    weights = groups.weighted_by_industry(industry)
    for areas, expected in (("metro", metros), ("state", states)):
        table = groups.group_location_quotients(weights, areas, unpublished="zero")
        assert rank_correlation(table)[1] == expected


@pytest.mark.parametrize(
    ("industry", "activity", "leaders"),
    [
        (ELECTRONICS, "production", {"Cedar Rapids, IA": 6.4, "Racine-Mount Pleasant, WI": 4.8}),
        (
            ELECTRONICS,
            "research",
            {"Lexington Park, MD": 7.2, "San Jose-Sunnyvale-Santa Clara, CA": 6.6},
        ),
        (CHEMICALS, "production", {"Lake Charles, LA": 10.1, "Napa, CA": 9.0}),
        (
            CHEMICALS,
            "research",
            {"Boston-Cambridge-Newton, MA-NH": 6.1, "Durham-Chapel Hill, NC": 5.7},
        ),
        (RUBBER, "production", {"Sheboygan, WI": 9.4, "Hickory-Lenoir-Morganton, NC": 6.0}),
        (RUBBER, "research", {"Boulder, CO": 7.0, "Huntsville, AL": 5.2}),
    ],
)
def test_leading_places(industry, activity, leaders):
    names = datasets.load("oews_areas").set_index("area")["name"]
    assert quotients(industry)[activity].nlargest(2).rename(names).round(1).to_dict() == leaders


def test_strict_codes_send_the_wineries_away():
    assert quotients(CHEMICALS)["production"].nlargest(2).index[1] == "34900"
    strict = quotients(CHEMICALS, "strict")["production"]
    assert round(strict["29340"], 1) == 20.2
    assert "34900" not in strict.nlargest(20).index


def test_a_single_code_gives_the_published_quotient():
    """Within what rounding allows: the quotient to two decimals, jobs to ten."""
    table = datasets.load("oews_state").query("occupation == '29-1141'").set_index("area")
    ours = groups.group_location_quotients({"nurses": ["29-1141"]}, "state")["nurses"]
    table = table.loc[ours.index]
    allowed = 0.005 + ours * (5 / table["employment"] + 5 / groups.area_jobs("state"))
    assert ((ours - table["location_quotient"]).abs() <= allowed).all()


def test_nothing_published_is_missing_and_partly_published_is_a_lower_bound():
    jobs = groups.group_jobs(
        {"tires": ["51-9197"], "both": ["51-9197", "29-1141"], "nurses": ["29-1141"]}
    )
    assert jobs["tires"].notna().sum() == 8
    blank = jobs["tires"].isna()
    pd.testing.assert_series_equal(jobs["both"][blank], jobs["nurses"][blank], check_names=False)
    filled = groups.group_jobs({"tires": ["51-9197"]}, unpublished="zero")
    assert (filled["tires"][blank] == 0).all()


def test_areas_and_their_occupations_are_as_published():
    table = groups.area_occupations("state")
    assert table.index.equals(groups.area_jobs("state").index)
    jobs = groups.group_jobs({"nurses": ["29-1141"]}, "state")
    pd.testing.assert_series_equal(table["29-1141"], jobs["nurses"], check_names=False)
    assert table.isna().any(axis=None)
    large = groups.area_occupations(least_jobs=1_000_000)
    assert len(large) == 36
    assert (groups.area_jobs()[large.index] >= 1_000_000).all()


def test_weights_of_one_equal_a_list():
    codes = ["19-2031", "17-2041"]
    table = groups.group_location_quotients({"list": codes, "weights": pd.Series(1.0, index=codes)})
    pd.testing.assert_series_equal(table["list"], table["weights"], check_names=False)


def test_doubled_weights_change_jobs_and_leave_quotients():
    codes = pd.Series(1.0, index=["19-2031", "17-2041"])
    pd.testing.assert_frame_equal(
        groups.group_location_quotients({"a": codes}),
        groups.group_location_quotients({"a": 2 * codes}),
    )
    pd.testing.assert_frame_equal(
        2 * groups.group_jobs({"a": codes}), groups.group_jobs({"a": 2 * codes})
    )


def test_shares_inside_an_industry_are_shares():
    for industry in INDUSTRIES:
        inside = groups.occupations_inside(industry)
        assert inside.between(0, 1).all()
    assert round(groups.occupations_inside(RUBBER)["51-9197"], 2) == 0.95


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: groups.production_and_research("Steel"), "'Steel' is unknown"),
        (lambda: groups.production_and_research(RUBBER, "loose"), "'broad' or 'strict'"),
        (lambda: groups.area_jobs("county"), "'metro' or 'state'"),
        (lambda: groups.group_jobs({"a": ["19-2031"]}, unpublished="guess"), "'missing' or 'zero'"),
        (
            lambda: groups.group_jobs({"a": ["19-0000"]}),
            "'19-0000', which is no detailed occupation",
        ),
        (lambda: groups.group_jobs({"a": []}), "'a' has no occupation"),
        (lambda: groups.group_jobs({"a": ["19-2031", "19-2031"]}), "'19-2031' twice"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_states_have_their_points_on_the_map():
    corners = np.concatenate(outlines("united_states"))
    states = state_places()
    assert set(states.index) == set(groups.area_jobs("state").index)
    for side, place in enumerate("xy"):
        assert states[place].between(corners[:, side].min(), corners[:, side].max()).all()
    assert states.loc["53", "x"] < states.loc["23", "x"]
    assert states.loc["48", "y"] < states.loc["38", "y"]


def test_major_groups_add_up_to_all_jobs_where_all_are_published():
    table = groups.area_occupations(level="major").dropna()
    assert table.shape[1] == 22
    assert len(table) > 300
    # Each figure is rounded to tens.
    gap = table.sum(axis=1) - groups.area_jobs()[table.index]
    assert gap.abs().max() <= 5 * 23


def test_an_unknown_level_is_named():
    with pytest.raises(ValueError, match="'minor' is unknown"):
        groups.area_occupations(level="minor")
