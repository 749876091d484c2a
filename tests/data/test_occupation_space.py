"""Published quotients as a table: nothing filled, nothing dropped silently, complete where it says so."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.occupation_groups import area_jobs
from clusterbook.cases.occupation_space import (
    contrasts,
    dealt_by_lot,
    knowledge_work,
    published_quotients,
    pulls,
    relative_errors,
    survey_draw,
    turned_complexity,
)
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


@pytest.fixture(scope="module")
def has():
    return published_quotients(500_000, complete=True) >= 1


@pytest.mark.filterwarnings("ignore:table. the second eigenvalue")
def test_contrasts_and_complexity_are_those_of_the_library(has):
    found = ag.economic_complexity(has.astype(float), by="amount")
    values, places = contrasts(has)
    assert values == pytest.approx([found.eigenvalue, found.third_eigenvalue])
    assert abs(np.corrcoef(places[1], found.eci)[0, 1]) == pytest.approx(1)
    occupations, turned = turned_complexity(has)
    sign = np.sign(occupations @ found.pci)
    np.testing.assert_allclose(occupations, sign * found.pci, atol=1e-9)
    np.testing.assert_allclose(turned, sign * found.eci, atol=1e-9)
    assert occupations[knowledge_work(occupations.index)].mean() > 0


def test_contrasts_solve_the_equation(has):
    cells = has.to_numpy(dtype=float)
    averaging = (cells / cells.sum(axis=1, keepdims=True)) @ (cells / cells.sum(axis=0)).T
    values, places = contrasts(has, 3)
    np.testing.assert_allclose(averaging @ places, places * values, atol=1e-12)


def test_another_sample_differs_by_the_survey_s_error():
    quotients = pd.DataFrame(np.full((200, 200), 2.0))
    drawn = survey_draw(quotients, quotients * 0 + 0.1, seed=3)
    assert drawn.stack().mean() == pytest.approx(2, abs=0.01)
    assert drawn.stack().std() == pytest.approx(0.2, rel=0.02)
    assert (survey_draw(quotients, quotients * 0 + 2.0, seed=3) >= 0).all(axis=None)
    assert survey_draw(quotients, quotients, 3, scale=0.0).equals(quotients)


def test_errors_are_those_of_the_cells_as_shares():
    quotients = published_quotients(500_000, complete=True)
    errors = relative_errors(quotients)
    cells = load("oews_metro").set_index(["area", "occupation"])["employment_rse"]
    assert errors.loc["41940", "15-1252"] == pytest.approx(cells["41940", "15-1252"] / 100)
    assert errors.notna().all(axis=None)


def test_dealt_by_lot_every_occupation_is_as_frequent(has):
    dealt = dealt_by_lot(has, seed=4)
    assert dealt.sum().equals(has.sum())
    assert not dealt.equals(has)
    assert dealt.equals(dealt_by_lot(has, seed=4))


def test_pulls_are_spearmans_over_what_a_place_has_not(has):
    worth = pd.Series(np.random.default_rng(2).random(has.shape[1]), has.columns)
    place = has.index[7]
    others = ag.proximity(has.drop(index=place).astype(float), by="amount").fillna(0)
    here = has.loc[place]
    near = others.to_numpy() @ here.to_numpy() / others.sum(axis=1)
    lacking = here.index[~here]
    expected = near[lacking].corr(worth[lacking], method="spearman")
    assert pulls(has, worth)[place] == pytest.approx(expected)
