"""A field's Hoover coefficient between the values that its unpublished jobs leave possible."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.cases.fields_of_work import fields_of_work
from clusterbook.cases.scale_bounds import hoover_range, published_hoover

JOBS = st.lists(st.integers(0, 20), min_size=3, max_size=5)


def hoover(jobs, everyone):
    return np.abs(jobs / jobs.sum() - everyone / everyone.sum()).sum() / 2


@given(JOBS, st.integers(1, 12), st.data())
def test_no_way_to_place_the_missing_jobs_leaves_the_range_and_both_ends_are_reached(
    jobs, missing, data
):
    areas = range(len(jobs))
    everyone = pd.Series(
        data.draw(st.lists(st.integers(1, 50), min_size=len(jobs), max_size=len(jobs))), areas
    )
    complete = pd.Series(
        data.draw(st.lists(st.booleans(), min_size=len(jobs), max_size=len(jobs))), areas
    )
    complete.iloc[0] = False
    published = pd.Series(jobs, areas, dtype=float)
    least, most = hoover_range(published, missing, complete, everyone)
    hidden = np.flatnonzero(~complete)
    placed = []
    for seed in range(30):
        shares = np.random.default_rng(seed).dirichlet(np.full(len(hidden), 0.3))
        placed.append(np.bincount(hidden, missing * shares, len(jobs)))
    corners = [np.bincount([one], [missing], len(jobs)) for one in hidden]
    values = [hoover(published + one, everyone) for one in (*placed, *corners)]
    assert least - 1e-9 <= min(values)
    assert most == pytest.approx(max(hoover(published + one, everyone) for one in corners))
    assert max(values) <= most + 1e-9
    # The least: fill every gap before anything comes on top of a surplus.
    whole = published.sum() + missing
    gaps = (everyone / everyone.sum() * whole - published)[hidden].clip(lower=0)
    into = gaps * min(1, missing / gaps.sum()) if gaps.sum() else gaps
    into.iloc[0] += missing - into.sum()
    assert least == pytest.approx(hoover(published.add(into, fill_value=0), everyone))


def test_what_is_all_published_has_one_value():
    jobs, everyone = pd.Series([6.0, 2.0, 2.0]), pd.Series([10.0, 10.0, 20.0])
    assert hoover_range(jobs, 0, pd.Series(True, jobs.index), everyone) == pytest.approx(
        (0.35, 0.35)
    )


def test_jobs_cannot_be_missing_where_nobody_hides_any():
    jobs = pd.Series([6.0, 2.0])
    with pytest.raises(ValueError, match="no area hides any"):
        hoover_range(jobs, 1, pd.Series(True, jobs.index), jobs)


def test_a_scale_that_is_unknown_is_named():
    with pytest.raises(ValueError, match="scale: 'town'"):
        published_hoover(["51-6061"], "town")


@pytest.mark.parametrize("scale", ["metro", "state", "division", "region"])
def test_the_nation_s_own_figure_says_how_much_is_missing(scale):
    found = published_hoover(fields_of_work("Textiles")["Textiles"], scale)
    assert 0 <= found["lower"] <= found["upper"] <= 1
    assert 0 < found["missing"] < 1


def test_to_count_the_withheld_as_none_can_lie_outside_what_is_possible():
    found = published_hoover(fields_of_work("Guarding prisons")["Guarding prisons"], "state")
    assert found["as_none"] > found["upper"]
