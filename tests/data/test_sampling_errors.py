"""Standard errors of groups of occupations, held against the published cells."""

import numpy as np
import pytest

from clusterbook.cases.occupation_groups import group_jobs
from clusterbook.cases.sampling_errors import group_errors
from clusterbook.tables import load

PAIR = {"both": ["17-2071", "17-2072"], "one": ["17-2071"], "chips": ["51-9141"]}


def published(area, code):
    cell = load("oews_metro").set_index(["area", "occupation"]).loc[(area, code)]
    return cell["employment"] * cell["employment_rse"] / 100


def test_errors_of_a_group_add_in_squares():
    found = group_errors(PAIR).loc["41740"]
    first, second = published("41740", "17-2071"), published("41740", "17-2072")
    assert found["one"] == pytest.approx(first)
    assert found["both"] == pytest.approx(np.hypot(first, second))


@pytest.mark.parametrize("areas", ["metro", "state"])
def test_there_is_an_error_where_there_are_jobs(areas):
    jobs, errors = group_jobs(PAIR, areas), group_errors(PAIR, areas)
    assert (errors.notna() == jobs.notna()).all().all()
    assert errors["chips"].isna().any()


def test_other_words_are_refused():
    with pytest.raises(ValueError, match="areas: 'county' is unknown"):
        group_errors(PAIR, "county")


@pytest.mark.parametrize(("areas", "table"), [("metro", "oews_metro"), ("state", "oews_state")])
def test_what_no_area_publishes_has_no_error(areas, table):
    known = load("oews_occupations").query("level == 'detailed'")["occupation"]
    hidden = sorted(set(known) - set(load(table)["occupation"]))
    assert hidden
    errors = group_errors({"hidden": hidden, "both": [hidden[0], "11-1021"]}, areas)
    assert errors["hidden"].isna().all()
    assert errors["both"].notna().any()
