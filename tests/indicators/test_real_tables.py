"""The relatedness and linkages that the book reads from its own tables, each figure computed once by other means."""

import pytest

from agglomeration.indicators.linkages import backward_linkages, forward_linkages, key_sectors
from agglomeration.indicators.relatedness import (
    staffing_contributions,
    staffing_similarity,
    value_chain_channel,
    value_chain_similarity,
)
from clusterbook import tables as datasets
from clusterbook.cases.staffing import input_output_flows, knowledge_occupations, staffing_matrix

DRUGS = "325400"


@pytest.fixture(scope="module")
def brazil():
    industries = datasets.load("brazil_input_output_industries").set_index("industry")
    flows = datasets.load("brazil_input_output").pivot(
        index="seller", columns="buyer", values="flow"
    )
    return flows.loc[industries.index, industries.index], industries["output"]


def nearest(similarity, industry, places):
    ranked = similarity[industry].drop(industry).sort_values(ascending=False).head(places)
    return ranked.round(3).to_dict()


def test_drugs_by_all_occupations():
    # Printed for 1990s data and SIC 283: soap and cleaners 0.885, miscellaneous chemicals 0.695.
    assert nearest(staffing_similarity(staffing_matrix()), DRUGS, 4) == {
        "3250A2": 0.884,
        "3250A1": 0.775,
        "312200": 0.618,
        "311200": 0.580,
    }


def test_drugs_by_knowledge_occupations():
    staff = staffing_matrix()
    knowledge = knowledge_occupations(staff.columns)
    assert nearest(staffing_similarity(staff, knowledge), DRUGS, 3) == {
        "3250A2": 0.800,
        "3250A1": 0.735,
        "313300": 0.691,
    }


def test_two_occupations_carry_the_correlation():
    parts = staffing_contributions(staffing_matrix(), DRUGS, "3250A2")
    assert parts.head(2).round(3).to_dict() == {"51-9011": 0.303, "51-9111": 0.249}


def test_value_chain_of_drugs_in_brazil(brazil):
    flows, _ = brazil
    similarity = value_chain_similarity(flows, negative=True)
    assert nearest(similarity, "2100", 4) == {
        "3180": 0.769,
        "4900": 0.660,
        "6980": 0.646,
        "8692": 0.641,
    }
    # Furniture and drugs both sell to hospitals.
    assert value_chain_channel(flows, negative=True).loc["2100", "3180"] == "sales-sales"
    without = value_chain_similarity(flows, diagonal=False, negative=True)
    assert nearest(without, "2100", 2) == {"3180": 0.840, "2600": 0.798}
    shares = value_chain_similarity(flows, "max_share", negative=True)
    assert nearest(shares, "2100", 3) == {"8691": 0.302, "8692": 0.292, "4680": 0.150}


def test_value_chain_of_chemicals_in_the_united_states():
    similarity = value_chain_similarity(input_output_flows(), negative=True)
    assert nearest(similarity, "325", 3) == {"326": 0.961, "313TT": 0.771, "621": 0.639}


def test_negative_flows_are_a_decision():
    with pytest.raises(
        ValueError, match=r"row '321', column '481' is -21.457 \(11 more like it\).*negative=True"
    ):
        value_chain_similarity(input_output_flows())


def test_linkages_in_brazil(brazil):
    backward = backward_linkages(*brazil, negative=True)
    forward = forward_linkages(*brazil, model="leontief", negative=True)
    assert backward.nlargest(3).round(3).to_dict() == {"1091": 1.415, "1093": 1.303, "1992": 1.278}
    assert forward.nlargest(3).round(2).to_dict() == {"4680": 3.41, "1991": 2.76, "4900": 2.25}
    assert backward.rank(ascending=False)["2100"] == 43
    sectors = key_sectors(*brazil, model="leontief", negative=True)
    assert (sectors["type"] == "key").sum() == 11
