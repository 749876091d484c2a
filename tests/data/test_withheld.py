"""What withheld cells can be: tables with the published sums reach both ends, and nothing lies beyond."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.cases.korea import korean_industry_table
from clusterbook.cases.plant_draws import plants_drawn_anew
from clusterbook.cases.withheld import complete_industry_table, withheld_bounds
from clusterbook.tables import load

YEARS = (2020, 2023)


@pytest.fixture(scope="module", params=YEARS)
def bounds(request):
    return request.param, withheld_bounds(request.param)


def test_every_withheld_cell_has_its_bounds(bounds):
    year, found = bounds
    hidden = korean_industry_table(year).isna().stack()
    assert set(found.index) == set(hidden.index[hidden])
    assert (found["establishments"] <= found["lower"]).all()
    assert (found["lower"] <= found["upper"]).all()


def test_what_all_hide_together_lies_between_the_ends(bounds):
    year, found = bounds
    nation = load("korea_province_industry").query("region == '00' and year == @year")
    shown = korean_industry_table(year).sum()
    hidden = nation.set_index("industry")["workers"].reindex(shown.index) - shown
    ends = found.groupby(level="industry")[["lower", "upper"]].sum()
    inside = hidden.loc[ends.index]
    assert (ends["lower"] <= inside).all()
    assert (inside <= ends["upper"]).all()


def test_a_division_hidden_once_is_known_by_subtraction(bounds):
    year, found = bounds
    nation = load("korea_province_industry").query("region == '00' and year == @year")
    nation = nation.set_index("industry")["workers"]
    shown = korean_industry_table(year).sum()
    single = found.groupby(level="industry").filter(lambda rows: len(rows) == 1)
    assert len(single) > 0
    for (_, industry), row in single.iterrows():
        assert row["lower"] == row["upper"] == nation[industry] - shown[industry]


@pytest.mark.parametrize("year", YEARS)
def test_the_whole_table_has_all_sums_and_changes_nothing_shown(year):
    whole, shown = complete_industry_table(year), korean_industry_table(year)
    assert whole.where(shown.notna()).equals(shown)
    nation = load("korea_province_industry").query("region == '00' and year == @year")
    assert (whole.sum() == nation.set_index("industry")["workers"].reindex(whole.columns)).all()
    sections = korean_industry_table(year, "section")
    assert (sections == whole.T.groupby(whole.columns.str[0]).sum().T).all(axis=None)


@pytest.mark.parametrize("sums", ["sections", "nation"])
def test_fewer_sums_leave_more(bounds, sums):
    year, narrow = bounds
    wide = withheld_bounds(year, sums=sums)
    assert (wide["lower"] <= narrow["lower"]).all()
    assert (narrow["upper"] <= wide["upper"]).all()


def test_sums_of_another_name_are_refused():
    with pytest.raises(ValueError, match="'sections' or 'nation'"):
        withheld_bounds(2023, sums="total")


WORKERS = pd.DataFrame({"ships": [80.0, 20, 0], "food": [30.0, 40, 30]}, index=list("ABC"))
PLANTS = pd.DataFrame({"ships": [4, 2, 0], "food": [10, 12, 9]}, index=list("ABC"))


@pytest.mark.parametrize("sizes", ["alike", "giant"])
def test_plants_drawn_anew_average_the_table(sizes):
    draws = np.mean([plants_drawn_anew(WORKERS, PLANTS, s, sizes) for s in range(4000)], axis=0)
    spread = WORKERS.to_numpy() / np.sqrt(np.maximum(PLANTS, 1)) if sizes == "alike" else WORKERS
    assert (np.abs(draws - WORKERS) <= 4.5 * spread / np.sqrt(4000)).all(axis=None)


def test_a_giant_moves_more_than_plants_alike():
    spreads = [
        np.std([plants_drawn_anew(WORKERS, PLANTS, s, sizes)["ships"]["A"] for s in range(500)])
        for sizes in ("alike", "giant")
    ]
    # 80 / sqrt(4) and 77 with three of one worker
    assert spreads[0] == pytest.approx(40, rel=0.15)
    assert spreads[1] == pytest.approx(77, rel=0.15)


@pytest.mark.parametrize(
    ("workers", "plants", "sizes", "message"),
    [
        (WORKERS, PLANTS.drop("A"), "alike", "labels"),
        (WORKERS.where(WORKERS > 20), PLANTS, "alike", "missing"),
        (WORKERS, PLANTS * 0, "alike", "no establishment"),
        (WORKERS, PLANTS, "large", "'giant'"),
    ],
)
def test_what_cannot_be_drawn_is_refused(workers, plants, sizes, message):
    with pytest.raises(ValueError, match=message):
        plants_drawn_anew(workers, plants, 1, sizes)
