"""Published quotients as a table: nothing filled, nothing dropped silently, complete where it says so."""

import numpy as np
import pandas as pd

from clusterbook.cases.occupation_groups import area_jobs
from clusterbook.cases.occupation_space import knowledge_work, published_quotients
from clusterbook.tables import load


def test_every_published_cell_is_there_and_no_other():
    table = published_quotients()
    cells = load("oews_metro").query("level == 'detailed'").dropna(subset="location_quotient")
    cells = cells[cells["area"].isin(area_jobs().index)]
    assert table.notna().sum().sum() == len(cells)
    first = cells.iloc[0]
    assert table.loc[first["area"], first["occupation"]] == first["location_quotient"]


def test_complete_means_that_no_cell_is_unknown():
    table = published_quotients(500_000, complete=True)
    assert table.notna().all(axis=None)
    assert (area_jobs()[table.index] >= 500_000).all()
    wider = published_quotients(500_000)
    left_out = wider.columns.difference(table.columns)
    assert wider[left_out].isna().any().all()
    pd.testing.assert_frame_equal(wider[table.columns], table)


def test_small_areas_publish_fewer_occupations():
    published = published_quotients().notna().sum(axis=1)
    assert np.corrcoef(published, np.log(area_jobs()[published.index]))[0, 1] > 0.95


def test_knowledge_work_is_three_major_groups():
    occupations = published_quotients().columns
    chosen = occupations[knowledge_work(occupations)]
    assert {code[:2] for code in chosen} == {"15", "17", "19"}
    assert not {code[:2] for code in occupations.difference(chosen)} & {"15", "17", "19"}
