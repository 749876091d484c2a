"""Every worked example is computed again by the library, and comes out as its author prints it."""

import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.worked_examples import compared, given
from clusterbook.tables import load


def location_quotient():
    jobs = given("location quotient")
    region = pd.DataFrame(
        {"this": jobs["this industry"], "other": jobs["all"] - jobs["this industry"]}
    ).loc[["region"]]
    nation = pd.Series(
        {"this": jobs.loc["nation", "this industry"], "other": jobs.loc["nation"].diff().iloc[-1]}
    )
    return [ag.location_quotient(region, reference=nation).loc["region", "this"]]


def krugman():
    return [
        ag.krugman_specialization(given("Krugman coefficient"), reference="mean_of_others")[
            "Sweden"
        ]
    ]


def car_makers():
    sales = given("four car makers").T
    return [
        ag.herfindahl(sales)["sales"],
        ag.herfindahl(sales, equivalent=True)["sales"],
        ag.gini(sales.T)["sales"],
    ]


def income_classes():
    classes = given("income classes")
    return [ag.gini(classes[["income"]], weights=classes["people"])["income"]]


def cluster_index():
    places = given("cluster index")
    firms = places[["firms"]].set_axis(["jobs"], axis=1)
    return [
        ag.cluster_index(places[["jobs"]], firms, places["area"], places["population"]).loc[
            "this", "jobs"
        ]
    ]


def ellison_glaeser():
    sizes = given("Ellison-Glaeser")
    reference = sizes.loc["all jobs"]
    plants = (
        sizes.drop("all jobs")
        .stack()
        .dropna()
        .rename("size")
        .rename_axis(["plant", "region"])
        .reset_index()
    )
    return [
        ag.ellison_glaeser(plants.assign(industry="this"), reference=reference).loc["this", "gamma"]
    ]


def two_sectors():
    table = given("two sectors")
    flows = table.loc[["sales of 1", "sales of 2"]].set_axis(["1", "2"])
    inverse = ag.leontief(flows, table.loc["output"])
    return [*inverse.to_numpy().ravel(), *(inverse @ table.loc["new final demand"])]


AGAIN = {
    "location quotient": location_quotient,
    "Krugman coefficient": krugman,
    "four car makers": car_makers,
    "income classes": income_classes,
    "cluster index": cluster_index,
    "Ellison-Glaeser": ellison_glaeser,
    "two sectors": two_sectors,
}


def test_every_example_of_the_table_is_computed_again():
    assert set(AGAIN) == set(load("worked_examples")["example"])


@pytest.mark.parametrize("example", AGAIN)
def test_the_printed_result_comes_out(example):
    table = compared(example, AGAIN[example]())
    assert table["same"].all(), table


@pytest.mark.parametrize("example", AGAIN)
def test_a_number_off_by_one_printed_digit_is_not_the_same(example):
    printed = load("worked_examples").query("example == @example and part == 'printed'")
    table = compared(example, printed["value"] + 10.0 ** -printed["decimals"])
    assert not table["same"].any()


def test_a_number_exactly_between_two_digits_counts_for_both():
    assert compared("income classes", [0.52785])["same"].all()
    assert not compared("income classes", [0.527851])["same"].any()


def test_order_and_gaps_are_those_of_the_example():
    assert given("Krugman coefficient").index.tolist() == [
        "Sweden",
        "Norway",
        "Denmark",
        "Finland",
        "Iceland",
    ]
    assert given("Ellison-Glaeser").notna().sum().tolist() == [6, 5, 2]


def test_unknown_examples_and_wrong_numbers_of_results_are_refused():
    with pytest.raises(
        LookupError, match="no worked example 'soap'; there are 'location quotient'"
    ):
        given("soap")
    with pytest.raises(ValueError, match="2 numbers for 1 printed results"):
        compared("income classes", [1, 2])
