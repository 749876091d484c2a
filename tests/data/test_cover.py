"""The cover's map: which places are kept, what they hold, and the sentence on none, one and many."""

import pytest

from clusterbook import tables as datasets
from clusterbook.cases.cover import gathering_places, map_of_gathering, occupation_titles

OIL = "17-2171"


def test_places_are_the_published_cells_above_both_bounds():
    cells = datasets.load("oews_metro").query("occupation == @OIL and not withheld")
    kept = cells.query("location_quotient >= 3 and employment >= 500")
    found = gathering_places(OIL, 3, 500)
    assert sorted(found["area"]) == sorted(kept["area"])
    assert found["location_quotient"].is_monotonic_decreasing
    nation = datasets.load("oews_nation").set_index("occupation")["employment"][OIL]
    held = map_of_gathering(OIL, 3, 500).facts["held"]
    assert held == pytest.approx(100 * kept["employment"].sum() / nation)


def test_the_sentence_says_none_one_and_many():
    none, many = (map_of_gathering(OIL, quotient, 500) for quotient in (1000, 1))
    assert none.facts == {"places": 0, "held": 0}
    assert none.reading.endswith("they hold **0** percent of all.")
    assert "have at least the national share of petroleum engineers" in many.reading
    assert "Strongest: " in many.reading
    strongest = gathering_places(OIL, 1, 500)["location_quotient"]
    one = map_of_gathering(OIL, strongest.iloc[0], 500)
    assert one.facts["places"] == 1
    assert "areas has at least" in one.reading
    assert "it holds" in one.reading


def test_titles_stand_in_the_order_asked_for():
    assert list(occupation_titles(["29-1141", "15-1252"])) == ["29-1141", "15-1252"]
    with pytest.raises(ValueError, match="occupations: '00-0001' is not known"):
        occupation_titles(["00-0001"])
