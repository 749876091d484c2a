"""Definitions of clusters: what is stored is what the search finds; scores and apportioned jobs add up."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases import cluster_definitions as cases
from clusterbook.tables import load

KIN = pd.DataFrame(np.kron(np.eye(3), np.full((4, 4), 0.8)) + 0.2 * np.eye(12))


@pytest.fixture(scope="module")
def real():
    return cases.american_similarities()


@pytest.fixture(scope="module")
def stored():
    return load("us_cluster_definitions")


def test_every_definition_puts_every_industry_in_one_group(stored, real):
    industries = set(real["trade"].index)
    for _, rows in stored.groupby(["definition", "number"]):
        assert set(rows["industry"]) == industries
        sizes = rows["group"].value_counts().sort_index()
        assert list(sizes.index) == list(range(1, len(sizes) + 1))
        assert sizes.is_monotonic_decreasing
        assert len(sizes) <= rows["number"].iloc[0]


def test_sectors_are_the_official_ones(stored):
    rows = stored[stored["definition"] == "sectors"].set_index("industry")
    official = cases.sectors(rows.index)
    assert ag.adjusted_rand(rows["group"], official) == 1
    assert rows.loc["334", "group"] == rows.loc["311FT", "group"] == 1


def test_stored_scores_are_those_of_the_stored_groups(stored, real):
    scores = load("us_cluster_scores").set_index(["definition", "number", "similarity"])
    judges = real | {"colocation": cases.apportioned_nearness()}
    for name in ("all", "trade", "templates", "sectors"):
        number = 18 if name == "sectors" else 10
        rows = stored.query("definition == @name and number == @number").set_index("industry")
        again = ag.validation_scores(rows["group"], judges)
        assert np.allclose(scores.loc[(name, number), "score"], again["score"], atol=0.051)


def test_what_was_searched_scores_better_than_what_was_not():
    """The lesson of the tables: a judge that was asked before says yes, also to what was dealt out by lot."""
    scores = load("us_cluster_scores").query(
        "definition in @cases.SEARCHES and similarity != 'colocation'"
    )
    asked, others = scores[scores["searched"]], scores[~scores["searched"]]
    assert asked["score"].mean() > others["score"].mean() + 10
    assert asked["shuffled_mean"].min() > 90
    assert others["shuffled_mean"].max() < 40
    assert (others["score"] > others["shuffled_highest"]).mean() > 0.9


def test_shuffled_together_similarities_go_on_agreeing(real):
    rows, columns = np.triu_indices(57, 1)

    def agreement(those):
        one, other = (
            (those[name].to_numpy() + those[name].to_numpy().T)[rows, columns]
            for name in ("labour", "knowledge")
        )
        return np.corrcoef(one, other)[0, 1]

    together = cases.shuffled_similarities(real, 1)
    apart = cases.shuffled_similarities(real, 1, together=False)
    assert agreement(together) == pytest.approx(agreement(real))
    assert abs(agreement(apart)) < 0.1 < agreement(real)
    assert not np.allclose(together["trade"], real["trade"])
    assert together["trade"].equals(cases.shuffled_similarities(real, 1)["trade"])


def test_an_unknown_search_is_refused(real):
    with pytest.raises(ValueError, match="definition: 'places' is no search"):
        cases.searched(real, "places")


def test_template_groups_find_known_groups_and_refuse_impossible_numbers():
    assert ag.adjusted_rand(cases.template_groups(KIN, 3), pd.Series(np.repeat(range(3), 4))) == 1
    for number in (1, 12):
        with pytest.raises(ValueError, match=f"number: {number} components of 12 industries"):
            cases.template_groups(KIN, number)


def test_apportioned_jobs_are_jobs_of_occupations_divided_as_in_the_nation():
    jobs = cases.apportioned_jobs(largest=20)
    assert len(jobs) == 20
    assert (jobs >= 0).all(axis=None)
    # An area's industries cannot have more jobs than the area.
    assert (jobs.drop(columns="all").sum(axis=1) < jobs["all"]).all()
    # New York is the largest; oil and gas are more of Houston's jobs than of its.
    share = jobs["211"] / jobs["all"]
    assert jobs["all"].idxmax() == "35620"
    assert share["26420"] > share["35620"]


def test_dealing_out_keeps_how_common_an_occupation_is():
    real, dealt = (cases.apportioned_jobs(50, dealt) for dealt in (None, 1))
    assert dealt["all"].equals(real["all"])
    assert not np.allclose(dealt, real)
    near = cases.apportioned_nearness(50, dealt=1)
    assert near.shape == (57, 57)
    assert np.isnan(np.diag(near)).all()
