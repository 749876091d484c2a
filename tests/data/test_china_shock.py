"""The China shock by industry: what the authors' file prints, and what follows from it."""

import pandas as pd
import pytest

from clusterbook.cases.china_shock import (
    china_shock,
    heaviest_industries,
    under_other_choices,
    without,
)


def test_weights_and_intervals_are_in_order():
    table = heaviest_industries()
    assert table["weight"].is_monotonic_decreasing
    told = table.dropna()
    assert len(told) == 4
    assert (told["lower"] < told["estimate"]).all()
    assert (told["estimate"] < told["upper"]).all()


def test_the_sum_is_that_of_positive_and_negative_weights():
    # Panel E of the same file: -0.582 of positive weights and -0.014 of negative ones.
    assert china_shock()[0] == pytest.approx(-0.582 - 0.014)


def test_the_first_of_other_choices_is_the_original():
    table = under_other_choices()
    assert table["estimate"].iloc[0] == china_shock()[0]
    assert (table["estimate"] < 0).all() and (table["error"] > 0).all()
    # By period less than half is left (table 4, column 3), and not nothing.
    assert 2 * table["error"].iloc[2] < -table["estimate"].iloc[2] < 0.596 / 2


def test_leaving_out_by_hand():
    table = pd.DataFrame({"weight": [0.6, 0.4], "estimate": [2.0, -1.0]}, index=["a", "b"])
    assert without(["a"], table, total=0.8) == pytest.approx(-1)
    assert without([], table, total=0.8) == pytest.approx(0.8)


def test_an_unknown_industry_is_refused():
    with pytest.raises(LookupError, match="'shoes' is not among"):
        without(["shoes"])
