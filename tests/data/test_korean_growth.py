"""Growth of Korea's industries by place: the cuts add up, and the regressors are those of the counts."""

import numpy as np
import pytest

from clusterbook.cases.korea import korean_industry_table
from clusterbook.cases.korean_growth import CLASSES, korean_growth
from clusterbook.cases.plant_bounds import WIDER_AREAS


def test_growth_of_workers_and_plants_is_that_of_the_table():
    found = korean_growth("sections").loc[("Ulsan", "C", 2020)]
    for item, column in (("workers", "growth"), ("establishments", "plant_growth")):
        first, last = (
            korean_industry_table(year, "section", item, names=True).loc["Ulsan", "C"]
            for year in (2020, 2023)
        )
        assert found[column] == pytest.approx(np.log(last / first))


def test_wider_areas_are_the_sums_of_their_provinces():
    found = korean_growth("sections", wider=True).loc[("Capital region", "G", 2020)]
    both = [
        korean_industry_table(year, "section", names=True).loc[WIDER_AREAS["Capital region"], "G"]
        for year in (2020, 2023)
    ]
    assert found["growth"] == pytest.approx(np.log(both[1].sum() / both[0].sum()))


def test_manufacturing_is_a_part_of_the_divisions_with_the_same_numbers():
    part, whole = korean_growth("manufacturing"), korean_growth("divisions")
    assert set(part.index.get_level_values("industry").str[0]) == {"C"}
    assert part.equals(whole.loc[part.index])


def test_a_province_left_out_is_not_there_and_changes_what_is_held_against():
    without = korean_growth("sections", left_out="Seoul")
    assert "Seoul" not in without.index.get_level_values("region")
    own = ("Busan", "J", 2020)
    assert without.loc[own, "growth"] == korean_growth("sections").loc[own, "growth"]
    assert without.loc[own, "specialization"] > korean_growth("sections").loc[own, "specialization"]


@pytest.mark.parametrize("industries", CLASSES)
def test_nothing_is_undefined(industries):
    assert korean_growth(industries).notna().all(axis=None)


def test_other_classes_are_refused():
    with pytest.raises(ValueError, match="industries: 'groups' is not known"):
        korean_growth("groups")
