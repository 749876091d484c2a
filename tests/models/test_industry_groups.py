"""A staffing table dealt out by lot keeps its occupations and loses its groups; a core is what every search keeps."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import agglomeration as ag
from clusterbook.cases.classification import official_sectors
from clusterbook.cases.industry_groups import (
    cores,
    shuffled_staffing,
    staffing_links,
    staffing_shares,
)
from clusterbook.cases.staffing import knowledge_occupations

groupings = st.lists(st.lists(st.integers(1, 3), min_size=6, max_size=6), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def shares():
    return staffing_shares()


def test_shares_are_of_the_industries_of_the_classification_and_add_up(shares):
    assert shares.index.equals(official_sectors().index)
    np.testing.assert_allclose(shares.sum(axis=1), 1)


@pytest.mark.parametrize("occupations", ["all", "knowledge"])
def test_links_are_symmetric_and_not_negative(shares, occupations):
    links = staffing_links(shares, occupations)
    known = links.dropna(how="all").dropna(axis=1, how="all")
    np.testing.assert_allclose(known, known.T)
    assert (known.to_numpy() >= 0).all()
    assert known.index.equals(known.columns)


def test_who_has_no_knowledge_work_has_no_link_by_it(shares):
    nobody = shares[knowledge_occupations(shares.columns)].sum(axis=1) == 0
    assert nobody.any()
    assert staffing_links(shares, "knowledge")[nobody].isna().all(axis=None)


def test_another_choice_of_occupations_is_refused(shares):
    with pytest.raises(ValueError, match="occupations: 'some' is unknown"):
        staffing_links(shares, "some")


@given(st.integers(0, 10**6))
def test_every_occupation_keeps_its_values(seed):
    random = np.random.default_rng(seed)
    shares = pd.DataFrame(random.dirichlet(np.ones(4), size=7), columns=list("wxyz"))
    dealt = shuffled_staffing(shares, seed)
    for occupation in shares:
        assert sorted(dealt[occupation]) == sorted(shares[occupation])
    pd.testing.assert_frame_equal(dealt, shuffled_staffing(shares, seed))


def test_dealt_out_by_lot_industries_of_one_sector_are_no_more_alike_than_others(shares):
    sectors = official_sectors().to_numpy()
    one, other = np.triu_indices(len(sectors), 1)
    same = sectors[one] == sectors[other]

    def ahead(table):
        links = staffing_links(table).to_numpy()[one, other]
        return links[same].mean() - links[~same].mean()

    assert ahead(shares) > 0.1
    assert abs(ahead(shuffled_staffing(shares, 1))) < 0.02


@given(groupings)
def test_a_core_is_what_every_grouping_keeps_together(lists):
    runs = [pd.Series(one, index=list("abcdef")) for one in lists]
    found = cores(runs)
    for one in found.index:
        for other in found.index:
            together = all(run[one] == run[other] for run in runs)
            assert together == (found[one] == found[other])
    sizes = found.value_counts().sort_index()
    assert (sizes.diff().dropna() <= 0).all()
    if sizes.max() > 1:
        assert all(ag.nesting(found, run) == 1 for run in runs)


def test_one_grouping_is_its_own_core_and_what_has_no_group_has_no_core():
    run = pd.Series([2, 1, 1, None], index=list("abcd"), dtype="Int64")
    found = cores([run])
    assert found["a":"c"].tolist() == [2, 1, 1]
    assert pd.isna(found["d"])


def test_no_grouping_and_groupings_of_other_things_are_refused():
    with pytest.raises(ValueError, match="there is none"):
        cores([])
    with pytest.raises(ValueError, match="their indexes differ"):
        cores([pd.Series([1], index=["a"]), pd.Series([1], index=["b"])])
