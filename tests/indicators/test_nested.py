"""An industry beside those that it holds counts twice: it is warned of, wherever industries are added up."""

import warnings

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from agglomeration.indicators.ground.nested import nests

PARTS = np.array([[200, 300, 70], [100, 300, 50], [40, 10, 90], [0, 0, 60]])


def beside(whole, parts, other="42"):
    """Two parts, the class that holds them, and an industry apart."""
    table = pd.DataFrame(PARTS, list("ABCD"), [*parts, other])
    table.insert(0, whole, table[parts].sum(axis=1))
    return table


CODES = [
    ("31-33", ["311", "325"]),
    ("C", ["C10", "C11"]),
    ("C10", ["C10.1", "C10.2"]),
    ("10", ["101", "102"]),
    (10, [101, 102]),
    ("11-0000", ["11-1011", "11-2011"]),
    ("311000", ["311100", "311200"]),
    ("C10 Food", ["C101 Meat", "C102 Fish"]),
    ("C10-C12", ["C10", "C12"]),
]


@pytest.mark.parametrize(("whole", "parts"), CODES)
def test_a_class_beside_its_parts_is_warned_of(whole, parts):
    table = beside(whole, parts)
    said = f"table: industry {whole!r} holds {parts[0]!r}, {parts[1]!r}, which stand beside it"
    with pytest.warns(UserWarning, match="so that they count twice") as seen:
        ag.entropy(table)
    assert str(seen[0].message).startswith(said)
    assert seen[0].filename == __file__
    with pytest.warns(UserWarning, match="count twice"):
        ag.entropy(table.mask(table == 10).fillna(0))  # a withheld part
    with pytest.warns(UserWarning, match="count twice"):
        ag.entropy((table / 20).round() * 20)  # rounded cells


@pytest.mark.parametrize(
    "labels",
    [
        ["10", "11", "12", "42"],
        ["1", "2", "3", "4"],
        ["C", "D", "E", "F"],
        ["2010", "2011", "2012", "2013"],
        ["food", "food products", "food shops", "42"],
        ["100", "101", "102", "42"],
    ],
)
def test_codes_side_by_side_are_not(labels):
    table = pd.DataFrame(np.random.default_rng(1).integers(1, 99, (6, 4)), columns=labels)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ag.entropy(table)
        ag.location_quotient(table, draws=20, seed=1)


def test_codes_nest_only_where_the_cells_bear_it_out():
    numbered = pd.DataFrame(np.random.default_rng(1).integers(1, 99, (6, 30)), columns=range(1, 31))
    assert nests(numbered.to_numpy(), numbered.columns) == []


def test_a_total_is_found_by_its_cells():
    table = pd.DataFrame(PARTS, columns=["food", "steel", "soap"])
    table["Insgesamt"] = table.sum(axis=1)
    with pytest.warns(UserWarning, match="industry 'Insgesamt' is the sum of all others in every"):
        ag.location_quotient(table / 7)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ag.location_quotient(table.iloc[:2])  # which two regions may do by chance
        ag.location_quotient(table.assign(Insgesamt=table["Insgesamt"] + 1))


@pytest.mark.parametrize(
    "measure",
    [
        ag.herfindahl,
        ag.krugman_specialization,
        ag.diversity,
        ag.proximity,
        ag.economic_complexity,
        ag.locational_gini,
        lambda table: ag.shift_share(table, table + 1),
        lambda table: ag.entry(table, table + 1),
        lambda table: ag.growth(table, table + 1, "regions"),
    ],
)
def test_whatever_adds_industries_up_warns_once_for_a_line(measure):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        measure(beside("31-33", ["311", "325"]))
    nested = {
        str(one.message).split(": ", 1)[1] for one in seen if "count twice" in str(one.message)
    }
    assert len(nested) == 1


def test_what_adds_nothing_up_does_not():
    table = beside("31-33", ["311", "325"])
    whole = {"totals": table.sum(axis=1), "reference": table.sum()}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ag.growth(table, table + 1)
        ag.location_quotient(table, **whole)
