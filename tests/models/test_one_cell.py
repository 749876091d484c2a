"""One cell of a toy table moves: what each family says before and after, and the sentence on it."""

import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.models.one_cell import (
    before_and_after,
    cell_changed,
    family_of,
    rises_and_falls,
    told_move,
)

TOWNS = pd.DataFrame({"steel": [60, 20], "wine": [40, 80]}, index=["Linz", "Wels"])
CELL = ("Linz", "steel")


def test_a_changed_cell_leaves_the_table_as_it_was():
    changed = cell_changed(TOWNS, CELL, 0)
    assert changed.to_numpy().tolist() == [[0, 40], [20, 80]]
    assert TOWNS.loc[CELL] == 60


@pytest.mark.parametrize("cell", [("Graz", "steel"), ("Linz", "beer")])
def test_a_cell_that_is_not_there_is_refused(cell):
    with pytest.raises(LookupError, match="the table has no cell of"):
        cell_changed(TOWNS, cell, 1)


def test_an_unknown_family_is_refused():
    with pytest.raises(ValueError, match="'growth' is unknown"):
        family_of(TOWNS, CELL, "growth")


def test_the_quotient_by_hand():
    # Steel is 60 of 100 in Linz and 80 of 200 in both.
    assert family_of(TOWNS, CELL, "specialization").iloc[0] == pytest.approx(0.6 / 0.4)
    # Cut to 20 jobs, steel is even between the towns, and Linz is the smaller of the two.
    even = before_and_after(TOWNS, CELL, 20, "concentration")["after"]
    assert even["Gini"] == pytest.approx(0)
    assert even["locational Gini"] > 0


@pytest.mark.parametrize("family", ["specialization", "diversity", "concentration"])
def test_before_and_after_are_the_family_of_both_tables(family):
    found = before_and_after(TOWNS, CELL, 120, family)
    after = family_of(cell_changed(TOWNS, CELL, 120), CELL, family)
    assert found["before"].tolist() == family_of(TOWNS, CELL, family).tolist()
    assert found["after"].tolist() == after.tolist()
    assert found.index.is_unique


@pytest.mark.parametrize(
    ("family", "of"),
    [("specialization", "Linz"), ("diversity", "Linz"), ("concentration", "steel")],
)
def test_the_sentence_counts_what_rises_and_falls(family, of):
    found = before_and_after(TOWNS, CELL, 120, family)
    said = told_move(found, CELL, (60, 120), family)
    rise = (found["after"] > found["before"] + 1e-9).sum()
    fall = (found["after"] < found["before"] - 1e-9).sum()
    assert rises_and_falls(found) == {"rise": rise, "fall": fall}
    assert said.startswith("Steel in Linz goes from 60 to **120** jobs.")
    assert f"measures of the {family} of {of}, **{rise}** rise and **{fall}** fall" in said


def test_nothing_moved_is_neither():
    found = before_and_after(TOWNS, CELL, 60, "diversity")
    assert "**0** rise and **0** fall" in told_move(found, CELL, (60, 60), "diversity")


def test_the_entropy_is_that_of_the_library():
    assert family_of(TOWNS, CELL, "diversity").iloc[0] == ag.entropy(TOWNS)["Linz"]
