"""Where a curve leaves its band: no gap is hidden, and the sentence says which side."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import agglomeration as ag
from clusterbook.cases.outside_bands import band_sentence, curve_of, spans
from clusterbook.models.plant_sites import place_plants


def curve(values, lower=0.0, upper=2.0):
    index = pd.Index(range(0, 5 * len(values), 5), name="distance")
    return pd.DataFrame({"value": values, "lower": lower, "upper": upper}, index=index)


@given(st.lists(st.booleans(), max_size=30))
def test_spans_hold_every_place_and_no_other(flags):
    axis, held = range(len(flags)), []
    for stretch in spans(pd.Series(flags, index=axis, dtype=bool)):
        first, _, last = stretch.partition(" to ")
        held += range(int(first), int(last or first) + 1)
    assert held == [place for place, flag in zip(axis, flags, strict=True) if flag]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([1, 1, 1], "M is nowhere outside its band (p = 0.200)."),
        ([3, 1, 3], "M is above its band at 0 and 10 km (p = 0.200)."),
        ([3, 3, 1], "M is above its band at 0 to 5 km (p = 0.200)."),
        ([-1, 1, 1], "M is below its band at 0 km and nowhere above it (p = 0.200)."),
        ([3, 1, -1], "M is above its band at 0 km and below it at 10 km (p = 0.200)."),
        ([2, 0, 1], "M is nowhere outside its band (p = 0.200)."),
    ],
)
def test_the_sentence_says_where_and_on_which_side(values, said):
    assert band_sentence("M", curve(values), 0.2) == said


def test_a_curve_keeps_the_values_and_the_global_band():
    points = place_plants(20, 40, seed=1)
    result = ag.duranton_overman(points, "industry", [0.0, 10.0], draws=19, seed=1)
    found = curve_of(result)
    assert list(found) == ["value", "expected", "lower", "upper"]
    np.testing.assert_allclose(found["value"], result.frame["Kd"])
    np.testing.assert_allclose(found["upper"], result.frame["global_upper"])
