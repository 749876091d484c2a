"""Legs of the tripod: published quotients again, withheld parts, errors, and Korea's provinces."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.cases.legs import drawn_anew, korean_legs, metropolitan_legs
from clusterbook.tables import load


@pytest.fixture(scope="module")
def cells():
    return load("oews_metro").set_index(["area", "occupation"])


def test_a_leg_of_one_group_is_its_published_quotient(cells):
    quotients, errors = metropolitan_legs({"making": ["51-0000"]})
    durham, raleigh = (cells.loc[(area, "51-0000")] for area in ("20500", "39580"))
    for name, row in {"Durham, NC": durham, "Raleigh, NC": raleigh}.items():
        assert quotients.loc[name, "making"] == pytest.approx(row["location_quotient"], abs=0.006)
        relative = errors.loc[name, "making"] / quotients.loc[name, "making"]
        assert 100 * relative == pytest.approx(row["employment_rse"])


def test_a_leg_with_a_withheld_part_is_unknown(cells):
    withheld = cells.loc["20500"].query("withheld").index[0]
    quotients, errors = metropolitan_legs({"leg": ["51-0000", withheld]})
    assert np.isnan(quotients.loc["Durham, NC", "leg"])
    assert np.isnan(errors.loc["Durham, NC", "leg"])


def test_areas_have_names_of_their_own():
    quotients, _ = metropolitan_legs({"all": ["00-0000"]})
    assert quotients.index.is_unique
    assert (quotients["all"] - 1).abs().max() < 1e-9


def test_legs_drawn_anew_scatter_by_their_errors():
    sure, unsure = pd.DataFrame({"a": [1.0, 2.0]}), pd.DataFrame({"a": [0.0, 0.1]})
    draws = pd.concat([drawn_anew(sure, unsure, seed).T for seed in range(400)])
    assert (draws[0] == 1).all()
    assert draws[1].mean() == pytest.approx(2, abs=4 * 0.1 / 20)
    assert draws[1].std() == pytest.approx(0.1, rel=0.2)


def test_koreas_legs_average_one_by_workers():
    legs = korean_legs({"research": ["M70"], "making": ["C"]}, 2023)
    workers = load("korea_province_industry").query("level == 'section' and year == 2023")
    names = load("korea_provinces").set_index("region")["name"]
    size = workers[workers["region"] != "00"].groupby("region")["workers"].sum().rename(names)
    for leg in legs:
        assert np.average(legs[leg], weights=size[legs.index]) == pytest.approx(1)


def test_a_province_left_out_counts_nowhere():
    legs = korean_legs({"selling": ["M71"]}, 2023, left_out="Seoul")
    assert "Seoul" not in legs.index
    # Most professional services are in Seoul, so the others have more of what is left.
    assert (
        legs["selling"] > korean_legs({"selling": ["M71"]}, 2023)["selling"].drop("Seoul")
    ).all()
