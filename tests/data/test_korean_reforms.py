"""Korea's reforms and money: what merging, moving and splitting must do, and figures against the printed ones."""

import doctest

import numpy as np
import pandas as pd
import pytest

from clusterbook.cases import korean_account, korean_reforms
from clusterbook.cases.korean_account import regional_account, who_paid
from clusterbook.cases.korean_reforms import (
    REFORMS,
    offers_and_overlap,
    policy_steps,
    programmes_before,
    programmes_with_drawn_bars,
    reformed,
)
from clusterbook.cases.programme_chart import chart_of_programmes
from clusterbook.tables import load


@pytest.mark.parametrize("module", [korean_account, korean_reforms], ids=lambda m: m.__name__)
def test_examples(module):
    assert doctest.testmod(module).failed == 0


CASES = [programmes_before(reach) for reach in range(3)]
CASES += [programmes_with_drawn_bars(seed) for seed in range(5)]


@pytest.mark.parametrize("rows", CASES)
class TestReforms:
    def test_every_programme_has_the_same_money(self, rows):
        assert np.allclose(rows.groupby("programme")["money"].sum(), 1)
        assert len(rows.groupby("programme")["money"].sum()) == 11

    @pytest.mark.parametrize("reform", list(REFORMS))
    def test_no_reform_changes_what_is_covered_or_paid(self, rows, reform):
        after = reformed(rows, reform)
        assert set(after["instrument"]) == set(rows["instrument"])
        assert after["money"].sum() == pytest.approx(11)

    def test_new_names_and_moves_change_neither_offers_nor_overlap(self, rows):
        before = offers_and_overlap(rows)
        for reform in ("rename", "move", "ministry"):
            after = offers_and_overlap(reformed(rows, reform))
            assert [after[key] for key in ("offers", "overlap", "programmes")] == [
                before[key] for key in ("offers", "overlap", "programmes")
            ]
        assert offers_and_overlap(reformed(rows, "ministry"))["scatter"] == 0

    def test_mergers_take_offers_and_a_split_takes_none(self, rows):
        before = offers_and_overlap(rows)["offers"]
        offers = {key: offers_and_overlap(reformed(rows, key))["offers"] for key in REFORMS}
        # TIC and RRC cover the same; the field that both cover has one programme fewer.
        doubled = rows.loc[rows["programme"] == "RRC", "instrument"].nunique()
        assert offers["centres"] == pytest.approx(before - doubled / rows["instrument"].nunique())
        assert offers["budget"] < offers["centres"] < before
        assert offers["split"] == pytest.approx(before)
        assert offers["agency"] == offers["fund"] == 1

    def test_one_fund_has_no_pair(self, rows):
        assert np.isnan(offers_and_overlap(reformed(rows, "fund"))["overlap"])


def test_numbers_of_programmes_after_each_reform():
    rows = programmes_before(0)
    left = {key: offers_and_overlap(reformed(rows, key))["programmes"] for key in REFORMS}
    # Eleven; less one double; less two more of the first track; three tracks, four instruments.
    expected = {"rename": 11, "move": 11, "centres": 10, "budget": 8, "ministry": 11, "track": 3}
    assert left == expected | {"agency": 4, "split": 11, "fund": 1}


def test_a_small_case_by_hand():
    rows = pd.DataFrame(
        {
            "programme": ["A", "B", "C", "C"],
            "instrument": ["training", "training", "training", "laboratories"],
            "ministry": ["x", "x", "y", "y"],
            "money": [1, 1, 0.5, 0.5],
        }
    )
    found = offers_and_overlap(rows)
    # Pairs: 1, 1/2, 1/2. Offers: three and one. Two thirds of the money and one third.
    assert found["overlap"] == pytest.approx(2 / 3)
    assert found["offers"] == 2
    assert found["scatter"] == pytest.approx(4 / 9)


def test_drawn_bars_hold_the_name_and_leave_no_gap():
    names = ["infrastructure", "technology", "human resources", "firm support"]
    printed = chart_of_programmes(0).set_index("programme")["instrument"]
    for seed in range(20):
        rows = programmes_with_drawn_bars(seed)
        for programme, part in rows.groupby("programme"):
            places = sorted(set(part["instrument"].map(names.index)))
            assert places == list(range(places[0], places[-1] + 1))
            if programme in printed:
                assert names.index(printed[programme]) in places


def test_an_unknown_reform_is_refused():
    with pytest.raises(ValueError, match="There is no reform 'merge'"):
        reformed(programmes_before(0), "merge")


def test_steps_are_the_time_line_without_its_laws():
    steps, timeline = policy_steps(), load("korea_timeline")
    laws = timeline["event"].str.contains("Act|act |decree")
    assert set(steps["event"]) == set(timeline.loc[~laws, "event"])
    assert steps.loc[steps["event"].str.contains("merged into"), "kind"].nunique() == 1


def test_the_account_agrees_with_its_printed_sizes():
    account = regional_account()
    assert account.index.tolist() == list(range(2005, 2012))
    jeju = account["size"] - account["national"] - account["regional"]
    # No part of Jeju before 2007; in 2009 the printed parts exceed the size by 2.0.
    assert jeju[[2005, 2006]].abs().max() < 0.05
    expected = {2007: 347.6, 2008: 384.8, 2009: 371.9 - 2.0, 2010: 378.2, 2011: 394.2}
    assert jeju[list(expected)].round(1).to_dict() == expected


def test_shares_agree_with_those_that_the_record_prints():
    paid = who_paid().set_index("years")
    printed = {"2014": 15, "2016": 24, "2019": 35, "2021-2022": 28}
    assert paid.loc[list(printed), "other"].round().astype(int).to_dict() == printed
    assert (paid["state"] < paid["sum"]).all()
    assert paid["in Korean"].str.fullmatch(r"[가-힣\d ]+").all()
