"""Input sharing in its limits: one buyer, free transport, inputs that cannot travel, very many buyers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.input_sharing import WAYS, input_sharing, ways_of_each_input

transports = st.one_of(st.floats(0, 3), st.just(float("inf")))
extras = st.floats(0.05, 3)


@given(transports, extras)
def test_one_buyer_has_no_specialist_next_door_and_no_saving(transport, improvised):
    row = input_sharing(1, transport, improvised=improvised).iloc[0]
    assert row["specialist next door"] == row["saving"] == row["contested"] == 0


@given(st.integers(1, 500), extras)
def test_what_travels_free_is_never_next_door(buyers, improvised):
    row = input_sharing(buyers, 0.0, improvised=improvised).iloc[0]
    assert row["from afar"] == 1
    assert row["saving"] == 0


def test_very_many_buyers_have_every_specialist_next_door_at_the_running_cost():
    row = input_sharing(10**7, float("inf")).iloc[0]
    assert row["specialist next door"] == row["contested"] == 1
    assert row["cost"] == pytest.approx(1, abs=1e-4)


@given(transports, extras)
def test_more_buyers_never_pay_more_nor_have_fewer_specialists(transport, improvised):
    table = input_sharing([1, 2, 3, 5, 10, 50, 200], transport, improvised=improvised)
    assert (table["cost"].diff().dropna() <= 1e-12).all()
    assert (table[["specialist next door", "contested"]].diff().dropna() >= 0).all(axis=None)


@given(st.integers(2, 300), transports, extras)
def test_ways_add_up_and_a_specialist_settles_where_the_rule_says(buyers, transport, improvised):
    row = input_sharing(buyers, transport, improvised=improvised).iloc[0]
    assert row[WAYS].sum() == pytest.approx(1)
    each = ways_of_each_input(buyers, transport, improvised=improvised)
    rule = each["fixed_cost"] / buyers < min(improvised, transport)
    assert ((each["way"] == "specialist next door") == rule).all()
    assert each["cost"].mean() == pytest.approx(row["cost"])


@given(st.integers(2, 300), transports, extras)
def test_a_second_specialist_needs_at_least_what_the_first_needs(buyers, transport, improvised):
    row = input_sharing(buyers, transport, improvised=improvised).iloc[0]
    assert row["contested"] <= row["specialist next door"]


def test_the_saving_is_bounded_by_what_transport_costs():
    table = input_sharing([10, 1000], 0.05)
    assert (table["saving"] <= 0.05 / 1.05).all()


def test_by_hand():
    """Fixed costs of 1, 2 and 4; four buyers pay 0.25, 0.5 and 1 above the running cost, or 0.6 from afar."""
    table = ways_of_each_input(4, 0.6, improvised=5, fixed_costs=(1, 4), inputs=3)
    assert table["way"].tolist() == ["specialist next door", "specialist next door", "from afar"]
    np.testing.assert_allclose(table["cost"], [1.25, 1.5, 1.6])
    saved = 1 - (1.25 + 1.5 + 1.6) / (3 * 1.6)
    assert input_sharing(4, 0.6, improvised=5, fixed_costs=(1, 4), inputs=3).iloc[0][
        "saving"
    ] == pytest.approx(saved)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"buyers": 0}, "buyers: \\[0\\]"),
        ({"buyers": [1, 2.5]}, "buyers: \\[1.0, 2.5\\]"),
        ({"transport": -1}, "transport: -1"),
        ({"transport": float("nan")}, "transport: nan"),
        ({"improvised": 0}, "improvised: 0"),
        ({"fixed_costs": (2, 1)}, "fixed_costs: \\(2, 1\\) is no range"),
        ({"inputs": 1}, "inputs: 1"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        input_sharing(**{"buyers": 5, "transport": 0.5, **arguments})


def test_a_bad_count_is_named_for_each_input_too():
    with pytest.raises(ValueError, match="buyers: 0 is not a count"):
        ways_of_each_input(0, 0.5)
