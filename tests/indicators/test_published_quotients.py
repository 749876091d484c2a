"""Published location quotients, computed again from published jobs.

The US Bureau of Labor Statistics computes them from unrounded jobs and prints two decimals; its jobs are rounded to
10. A published quotient is reproduced when some jobs that round to the published ones give a quotient that rounds to
the published one.
"""

import numpy as np
import pytest

import agglomeration as ag
from clusterbook.tables import load

HALF_OF_TEN_JOBS = 5.0
HALF_OF_A_HUNDREDTH = 0.005
ALL_OCCUPATIONS = "00-0000"


def wide(areas, column):
    return ag.to_table(areas, "area", "occupation", column, absent=np.nan, nan=True)


@pytest.fixture(scope="module", params=["oews_metro", "oews_state"])
def areas(request):
    table = load(request.param)
    return table[table["level"] != "total"], table[table["level"] == "total"].set_index("area")[
        "employment"
    ]


@pytest.fixture(scope="module")
def nation():
    jobs = load("oews_nation").set_index("occupation")["employment"].astype(float)
    return jobs.drop(ALL_OCCUPATIONS), jobs[ALL_OCCUPATIONS]


def quotients(areas, nation, shift=0.0):
    """Location quotients when each published number of jobs is off by ``shift``, to the quotient's side."""
    (cells, totals), (occupations, everyone) = areas, nation
    jobs = (wide(cells, "employment") + shift).clip(lower=0)
    reference = (occupations[jobs.columns] - shift).clip(lower=0)
    return ag.location_quotient(
        jobs,
        reference=reference,
        totals=totals.astype(float) - shift,
        reference_total=everyone + shift,
    )


def test_every_published_quotient_lies_in_the_interval_of_rounding(areas, nation):
    published = wide(areas[0], "location_quotient").to_numpy()
    lower = quotients(areas, nation, -HALF_OF_TEN_JOBS).to_numpy()
    upper = quotients(areas, nation, HALF_OF_TEN_JOBS).to_numpy()
    there = ~np.isnan(published)
    noise = 1e-9
    inside = (lower <= published + HALF_OF_A_HUNDREDTH + noise) & (
        published - HALF_OF_A_HUNDREDTH - noise <= upper
    )
    assert there.sum() > 30_000
    assert inside[there].all(), (
        f"{(there & ~inside).sum()} of {there.sum()} published quotients lie outside"
    )


def test_the_interval_is_not_so_wide_that_anything_passes(areas, nation):
    """A quotient that is off by a tenth must be noticed wherever more than a thousand jobs are published."""
    jobs = wide(areas[0], "employment").to_numpy()
    published = wide(areas[0], "location_quotient").to_numpy()
    upper = quotients(areas, nation, HALF_OF_TEN_JOBS).to_numpy()
    large = (jobs > 1000) & (published > 0.5)
    assert (published * 1.1 - HALF_OF_A_HUNDREDTH > upper)[large].all()


def test_withheld_cells_stay_undefined(areas, nation):
    withheld = wide(areas[0], "employment").isna().to_numpy()
    assert withheld.any()
    assert np.array_equal(np.isnan(quotients(areas, nation).to_numpy()), withheld)


def test_a_sum_over_visible_cells_is_no_substitute_for_the_published_total(areas, nation):
    """Suppression biases what one sums oneself: the quotients shift, and fewer come out as published."""
    cells = areas[0][areas[0]["level"] == "detailed"]
    published = wide(cells, "location_quotient").to_numpy()
    visible = ag.location_quotient(wide(cells, "employment").fillna(0.0)).to_numpy()
    right = quotients((cells, areas[1]), nation).to_numpy()
    there = ~np.isnan(published)
    assert np.median(np.abs(visible - published)[there]) > np.median(
        np.abs(right - published)[there]
    )
