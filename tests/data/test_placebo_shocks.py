"""Random shocks to occupations explain the latitude of places, by errors that take like places for independent."""

import pytest

from agglomeration import shift_share_placebo
from clusterbook.cases.placebo_shocks import metropolitan_shares


def test_shares_are_parts_of_all_jobs():
    found = metropolitan_shares()
    sums = found.shares.sum(axis=1)
    assert (sums <= 1).all() and sums.mean() > 0.9
    assert found.latitude.between(15, 72).all()
    assert found.shares.index.equals(found.state.index)
    assert found.jobs.index.equals(found.shares.index)
    assert (found.jobs > 0).all()


@pytest.mark.parametrize("where", ["latitude", "longitude"])
def test_usual_errors_find_a_cause_of_where_a_place_lies_in_half_of_all_draws(where):
    found = metropolitan_shares()
    rejects = shift_share_placebo(
        getattr(found, where), found.shares, cluster=found.state, draws=400, seed=1
    ).value
    assert rejects["robust"] > 0.45
    assert 0.15 < rejects["clustered"] < rejects["robust"]
    assert rejects["akm"] < 0.2
    # Nominally 0.05; 0.0109 is the standard error of 400 draws.
    assert rejects["akm0"] < 0.05 + 3 * 0.0109
