"""Published findings as chapters print them: nothing lost, nothing added, every hedge kept."""

import numpy as np
import pytest

from clusterbook.cases.evidence import HEDGED, findings, study
from clusterbook.tables import load


@pytest.fixture(scope="module")
def table():
    return load("evidence").set_index("number")


def test_all_findings_with_a_number_are_there_and_only_they(table):
    found = findings()
    assert set(found.index) == set(table.index[table["value"].notna()])
    assert len(findings(valued=False)) == len(table)


def test_works_come_in_the_order_in_which_they_are_named():
    found = findings("donovan2024", "ciccone2002", "donovan2024")
    assert found["work"].tolist() == ["donovan2024", "ciccone2002"]


def test_a_number_is_never_printed_without_its_hedge_or_its_other_end(table):
    found = findings()
    hedged = table.loc[found.index, "qualifier"]
    for number, amount in found["amount"].items():
        if found.loc[number, "value_high"] == found.loc[number, "value_high"]:
            assert " to " in amount
        elif isinstance(hedged[number], str):
            assert amount.startswith(hedged[number])
        else:
            assert float(amount.replace(",", "")) == pytest.approx(found.loc[number, "value"])
    assert set(hedged.dropna()) <= set(HEDGED)


def test_a_finding_without_a_number_has_a_dash():
    without = findings("donegan2019", valued=False)
    assert without["amount"].tolist() == ["–"]
    assert findings("donegan2019").empty


@pytest.mark.parametrize(
    ("authors", "year", "short"),
    [
        ("Ciccone, Antonio", 2002, "Ciccone 2002"),
        ("De la Roca, Jorge; Puga, Diego", 2017, "De la Roca and Puga 2017"),
        ("A, B; C, D; E, F; G, H", 2000, "A and others 2000"),
        (np.nan, 2001, "authors not seen 2001"),
        ("Thompson, Peter", np.nan, "Thompson"),
    ],
)
def test_a_study_is_named_by_those_who_wrote_it(authors, year, short):
    assert study(authors, year) == short


def test_a_work_that_is_not_there_is_named():
    with pytest.raises(LookupError, match="no finding of 'nobody1900'"):
        findings("nobody1900")
