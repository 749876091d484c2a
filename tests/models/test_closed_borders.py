"""Closing borders: in its limits, and against the sums that its facts stand for."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.models.closed_borders import (
    AREAS,
    ClosedBorders,
    average_closing,
    close_borders,
    typical_closing,
)

CASES = [(area, number) for area in AREAS for number in (3, 12)]


@pytest.mark.parametrize(("area", "institutes"), CASES)
def test_sites_and_choices(area, institutes):
    drawn = close_borders(area, institutes, seed=3)
    cities, province = AREAS[area]
    assert set(drawn.firms["place"]) == set(drawn.institutes["place"]) == {*cities, province}
    assert (drawn.firms["place"] == province).sum() == 30
    assert len(drawn.institutes) == institutes
    assert not drawn.bound["crosses"].any()
    facts = drawn.facts()
    # Who is cut loses at most everything, and nobody else loses.
    assert facts["crossing"] == round(0.6 * facts["share"])
    assert 0 <= facts["lost"] <= facts["without_second"] <= 100
    cut = facts["lost_by_cut"] * facts["without_second"] / 100
    assert facts["lost"] == pytest.approx(cut)


def test_without_distance_partners_are_blind():
    shares = average_closing("southeast", 12, draws=20, reach=np.inf)
    assert shares["share"] == pytest.approx(shares["blind"], abs=5)


def test_facts_by_hand():
    places = pd.DataFrame({"place": ["city", "ring"], "x": 0.0, "y": 0.0})
    free = pd.DataFrame(
        {"institute": [0, 0], "worth": [0.8, 0.8], "crosses": [False, True]}, index=[0, 1]
    )
    bound = free.assign(institute=[0, 1], worth=[0.8, 0.4], crosses=False)
    facts = ClosedBorders(places, places, free, bound).facts()
    assert [facts[key] for key in ("crossing", "share", "blind")] == [1, 50, 50]
    assert [facts[key] for key in ("lost", "lost_by_cut")] == pytest.approx([25, 50])
    assert facts["without_second"] == pytest.approx(50)
    # A firm without any institute at home loses all.
    alone = ClosedBorders(places, places, free, bound.loc[[0]])
    assert alone.facts()["lost"] == pytest.approx(50)
    assert alone.links(closed=True)["kind"].tolist() == [0]
    assert alone.links(closed=False)["kind"].tolist() == [0, 1]


def test_nothing_cut_is_nothing_lost_by_those_cut():
    places = pd.DataFrame({"place": ["city"], "x": [0.0], "y": [0.0]})
    found = pd.DataFrame({"institute": [0], "worth": [0.5], "crosses": [False]})
    facts = ClosedBorders(places, places, found, found).facts()
    assert facts["lost"] == 0
    assert np.isnan(facts["lost_by_cut"])


def test_the_typical_draw_is_one_of_the_draws_and_near_their_means():
    draws = [close_borders("Daegu", 6, seed).facts() for seed in range(8)]
    table, typical = pd.DataFrame(draws), typical_closing("Daegu", 6, draws=8).facts()
    assert typical in draws
    away = ((table[["share", "lost"]] - table[["share", "lost"]].mean()) / table.std()).abs()
    place = draws.index(typical)
    assert away[["share", "lost"]].sum(axis=1).idxmin() == place


def test_an_unknown_area_is_refused():
    with pytest.raises(ValueError, match="area: 'Jeju' is not among the areas; it can be capital"):
        close_borders("Jeju", 3)
