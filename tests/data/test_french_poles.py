"""The French poles: the fund against its printed sums, and readings of one euro that follow by arithmetic."""

import doctest
from itertools import pairwise

import pytest

from clusterbook.cases import french_poles
from clusterbook.cases.french_poles import (
    fund_by_year,
    measured_per_euro,
    needed_additionality,
    private_per_euro,
    projects_by_span,
)
from clusterbook.cases.record import record
from clusterbook.tables import load


def test_examples():
    assert doctest.testmod(french_poles).failed == 0


class TestFund:
    def test_years_add_up_to_the_printed_sums(self):
        printed = record("france").query("source == 'senat141' and is_total")["value"]
        # The report prints sums that differ from its rows by their rounding.
        assert fund_by_year().sum().tolist() == pytest.approx(printed.tolist(), abs=0.15)

    def test_every_year_from_the_first_to_the_last_is_there(self):
        assert list(fund_by_year().index) == list(range(2006, 2019))
        assert fund_by_year().notna().all(axis=None)


class TestSpans:
    def test_spans_add_up_to_all_calls(self):
        all_calls = load("france_fund_by_pole").query("first_call == 1").set_index("pole")
        assert projects_by_span().sum(axis="columns").to_dict() == all_calls["projects"].to_dict()

    def test_spans_follow_one_another(self):
        ends = [tuple(map(int, span.split("-"))) for span in projects_by_span()]
        assert ends[0][0] == 1
        assert ends[-1][1] == 24
        assert all(later[0] == earlier[1] + 1 for earlier, later in pairwise(ends))


class TestOneEuro:
    def test_the_printed_own_money_over_the_printed_aid(self):
        # 116 of research less 97 of support are 19, as printed; 44 are direct aid.
        assert measured_per_euro() == pytest.approx(19 / 44)
        assert measured_per_euro("private") == pytest.approx((116 - 44) / 44)
        assert measured_per_euro("public") == pytest.approx(19 / 97)

    def test_the_first_version_counts_european_aid_as_aid(self):
        assert measured_per_euro(version="first") == pytest.approx((76 - 64) / (30 + 2))

    def test_the_accounts_after_nine_calls(self):
        assert private_per_euro() == pytest.approx((4300 - 1570) / 1570)
        assert private_per_euro(local=False) == pytest.approx((4300 - 1000) / 1000)

    def test_after_seven_calls_local_money_is_half_of_the_states(self):
        assert private_per_euro(calls=7) == pytest.approx(3400 / (795 * 1.5) - 1)

    def test_after_22_calls_two_fifths_of_the_volume_were_public_as_printed(self):
        # The rate of subsidy that the press release prints beside the sums.
        assert 1 / (1 + private_per_euro(calls=22)) == pytest.approx(0.40, abs=0.005)

    def test_laboratories_bring_three_euros_for_two_of_aid(self):
        assert private_per_euro(laboratories=0.4) == pytest.approx(private_per_euro() - 0.4 * 1.5)

    def test_a_credit_that_pays_nothing_is_no_matter(self):
        assert private_per_euro("public", part=0.0) == pytest.approx(private_per_euro())

    def test_a_credit_that_pays_all_leaves_nothing_private(self):
        assert private_per_euro("public", part=1.0) == 0

    def test_the_needed_share_makes_them_agree(self):
        for credit in ("left out", "private", "public"):
            needed = needed_additionality(credit, laboratories=0.3) / 100
            assert needed * private_per_euro(credit, laboratories=0.3) == pytest.approx(
                measured_per_euro(credit)
            )

    def test_an_unknown_owner_of_the_credit_is_refused(self):
        with pytest.raises(
            ValueError, match=r"credit: .* it can be 'left out', 'private', 'public'"
        ):
            needed_additionality("mine")
