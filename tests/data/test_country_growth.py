"""Shift-share of countries: the parts add up, and known figures come back."""

import numpy as np
import pytest

from clusterbook import tables as datasets

PARTS = ["national", "industry_mix", "regional", "allocation"]


@pytest.fixture(scope="module")
def growth():
    return datasets.load("shift_share_countries")


def test_parts_add_up_to_the_change(growth):
    assert np.allclose(growth[PARTS].sum(axis=1), growth["change"], atol=0.00025)


def test_change_is_the_same_in_every_variant(growth):
    spread = growth.groupby(["country", "start", "end"])["change"].agg(np.ptp)
    assert spread.max() == 0


def test_21_countries_and_28_periods(growth):
    assert growth["country"].nunique() == 21
    assert len(growth) == 21 * 28 * 4


@pytest.mark.parametrize(
    ("country", "change", "industry_mix", "regional"),
    [
        ("KOR", 26.8, 22.9, -17.7),
        ("JPN", -2.2, 19.5, -43.3),
        ("CHN", 15.3, -7.2, 0.9),
        ("IND", 38.3, -9.4, 26.1),
        ("BRA", 27.6, 16.6, -10.5),
        ("USA", 17.2, 22.1, -26.5),
        ("GBR", 4.6, 17.4, -34.4),
        ("MEX", 48.9, 12.9, 14.4),
    ],
)
def test_known_parts_with_ten_sectors(growth, country, change, industry_mix, regional):
    row = growth.query(
        "country == @country and start == 1990 and end == 2005 and kind == 'dunn' and sectors == 10"
    )
    found = row[["national", "industry_mix", "regional", "change"]].iloc[0].round(1).tolist()
    assert found == [21.6, industry_mix, regional, change]


def test_joining_government_and_services_changes_korea_most(growth):
    period = growth.query("start == 1990 and end == 2005 and kind == 'dunn'")
    mix = period.pivot(index="country", columns="sectors", values="industry_mix")
    assert set((mix[9] - mix[10]).abs().nlargest(2).index) == {"KOR", "SGP"}
    assert mix.loc["KOR"].round(1).tolist() == [13.0, 22.9]
