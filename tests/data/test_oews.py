"""The tables of jobs against what is known of the release: counts, coverage, published quotients, known leaders."""

import numpy as np
import pandas as pd
import pytest

from clusterbook import tables as datasets


@pytest.fixture(scope="module")
def metro():
    return datasets.load("oews_metro")


@pytest.fixture(scope="module")
def state():
    return datasets.load("oews_state")


@pytest.fixture(scope="module")
def nation():
    return datasets.load("oews_nation").set_index("occupation")["employment"]


@pytest.fixture(scope="module")
def staffing():
    return datasets.load("oews_industry_occupation")


def detailed(table):
    return table[table["level"] == "detailed"]


@pytest.mark.parametrize(
    ("name", "areas", "grid", "rows", "published", "withheld"),
    [
        ("oews_metro", 393, 325_797, 141_015, 138_091, 2_924),
        ("oews_state", 54, 44_766, 36_168, 34_850, 1_318),
    ],
)
def test_counts_of_published_withheld_and_absent_cells(
    name, areas, grid, rows, published, withheld
):
    table = detailed(datasets.load(name))
    assert table["area"].nunique() == areas
    assert len(table) == rows
    assert (~table["withheld"]).sum() == published
    assert table["withheld"].sum() == withheld
    # The grid also counts occupations that no metropolitan area publishes, but rural ones do.
    assert areas * 829 == grid


def test_absent_is_not_zero(metro):
    cells = detailed(metro)
    assert cells["employment"].min() == 30
    inside = cells["area"].map(datasets.load("oews_areas").set_index("area")["in_nation"])
    per_area = cells[~cells["withheld"] & inside].groupby("area").size()
    assert (per_area.min(), per_area.median(), per_area.max()) == (72, 322, 742)
    size = np.log(metro[metro["level"] == "total"].set_index("area")["employment"])
    assert round(per_area.corr(size), 2) == 0.98


@pytest.mark.parametrize(
    ("name", "coverage", "least"), [("oews_metro", 92.7, 58.3), ("oews_state", 98.9, None)]
)
def test_share_of_an_areas_jobs_in_published_cells(name, coverage, least):
    table = datasets.load(name)
    jobs = detailed(table).groupby("area")["employment"].sum()
    share = 100 * jobs / table[table["level"] == "total"].set_index("area")["employment"]
    assert round(share.median(), 1) == coverage
    assert least is None or round(share.min(), 1) == least


@pytest.mark.parametrize(("name", "visible"), [("oews_metro", 83.3), ("oews_state", 99.2)])
def test_share_of_the_nations_jobs_in_published_cells(name, visible, nation):
    areas = datasets.load("oews_areas").set_index("area")["in_nation"]
    table = detailed(datasets.load(name))
    table = table[table["area"].map(areas)]
    occupations = datasets.load("oews_occupations").query("level == 'detailed'")["occupation"]
    assert round(100 * table["employment"].sum() / nation[occupations].sum(), 1) == visible


def test_states_without_territories_add_up_to_the_nation(state, nation):
    totals = state[state["level"] == "total"].set_index("area")["employment"]
    areas = datasets.load("oews_areas").set_index("area")["in_nation"]
    assert totals[areas[totals.index]].sum() == 155_495_750
    assert nation["00-0000"] == 155_495_730


@pytest.mark.parametrize(("name", "equal"), [("oews_metro", 33.1), ("oews_state", 60.0)])
def test_every_published_quotient_is_reproduced_within_rounding(name, equal, nation):
    table = detailed(datasets.load(name)).merge(
        nation.rename("nation"), left_on="occupation", right_index=True
    )
    totals = datasets.load(name).query("level == 'total'").set_index("area")["employment"]
    table = table[~table["withheld"]].assign(total=lambda cells: cells["area"].map(totals))
    low = (
        (table["employment"] - 5)
        / (table["total"] + 5)
        / ((table["nation"] + 5) / (nation["00-0000"] - 5))
    )
    high = (
        (table["employment"] + 5)
        / (table["total"] - 5)
        / ((table["nation"] - 5) / (nation["00-0000"] + 5))
    )
    published = table["location_quotient"]
    assert ((low - 0.005 <= published) & (published <= high + 0.005)).all()
    quotient = table["employment"] / table["total"] / (table["nation"] / nation["00-0000"])
    assert round(100 * (quotient.round(2) == published).mean(), 1) == equal


def test_jobs_per_1000_are_closer_to_the_published_quotient_than_rounded_jobs(metro, nation):
    table = detailed(metro[~metro["withheld"]])
    quotient = table["jobs_per_1000"] / 1000 / (table["occupation"].map(nation) / nation["00-0000"])
    assert round(100 * (quotient.round(2) == table["location_quotient"]).mean(), 1) == 94.4


def test_counts_of_the_staffing_table(staffing):
    cells = detailed(staffing)
    assert cells["industry"].nunique() == 244
    assert cells["occupation"].nunique() == 823
    assert len(cells) == 37_742
    assert cells["withheld"].sum() == 2_912
    drugs = staffing[staffing["industry"] == "325400"]
    assert drugs.loc[drugs["level"] == "total", "employment"].item() == 348_780
    coverage = 100 * cells.groupby("industry")["share"].sum()
    assert round(coverage.median(), 1) == 98.5
    assert coverage.idxmin() == "711500"
    assert round(coverage.min(), 1) == 55.5
    assert round(coverage["325400"], 1) == 99.3


@pytest.mark.parametrize(
    ("knowledge", "expected"),
    [
        (
            False,
            [
                ("3250A2", 0.884),
                ("3250A1", 0.775),
                ("312200", 0.618),
                ("311200", 0.580),
                ("311100", 0.535),
            ],
        ),
        (
            True,
            [
                ("3250A2", 0.800),
                ("3250A1", 0.735),
                ("313300", 0.691),
                ("312200", 0.683),
                ("4240A2", 0.660),
            ],
        ),
    ],
)
def test_industries_staffed_most_like_drugs(staffing, knowledge, expected):
    shares = (
        detailed(staffing).pivot(index="occupation", columns="industry", values="share").fillna(0)
    )
    if knowledge:
        kept = shares.index.str[:2].isin(["15", "17", "19"]) | shares.index.isin(
            ["11-9041", "11-9121"]
        )
        shares = shares[kept]
    similarity = shares.corrwith(shares["325400"]).drop("325400").nlargest(5)
    assert [(industry, round(r, 3)) for industry, r in similarity.items()] == expected


def test_schools_and_hospitals_by_owner_repeat_themselves():
    industries = datasets.load("oews_industries").set_index("industry")
    schools = industries[(industries["sector"] == "61")]
    by_owner = schools[schools["owner"] != "all"]["employment"].sum()
    assert by_owner == pytest.approx(schools[schools["owner"] == "all"]["employment"].sum(), abs=50)
    assert (industries["owner"] != "all").sum() == 6


@pytest.mark.parametrize(
    ("area", "occupation", "quotient"),
    [
        ("20500", "19-0000", 4.13),
        ("20500", "19-1042", 5.87),
        ("39580", "15-0000", 1.74),
        ("41940", "15-1252", 7.09),
        ("14460", "19-0000", 2.60),
        ("41740", "17-2031", 1.77),
        ("17410", "51-0000", 1.46),
        ("45780", "51-0000", 1.81),
        ("19820", "17-2141", 6.19),
        ("12580", "15-0000", 1.44),
    ],
)
def test_known_profiles(metro, nation, area, occupation, quotient):
    cell = metro[(metro["area"] == area) & (metro["occupation"] == occupation)].iloc[0]
    total = metro[(metro["area"] == area) & (metro["level"] == "total")]["employment"].item()
    computed = cell["employment"] / total / (nation[occupation] / nation["00-0000"])
    assert round(computed, 2) == quotient


GROUPS = {
    "electronics": (
        ["51-2028", "51-9141", "51-2021"],
        ["17-2061", "17-2071", "17-2072"],
        0.25,
        217,
    ),
    "chemicals": (
        ["51-9011", "51-8091", "51-9012", "51-9023"],
        ["19-2031", "19-1021", "19-1022", "19-1042", "17-2041"],
        0.15,
        217,
    ),
    "rubber": (["51-4072", "51-4021", "51-9041", "51-9197"], ["17-2131", "19-2032"], 0.11, 91),
}


def group_quotient(metro, nation, codes):
    """Quotient of a group of occupations from the published cells, where any is published."""
    inside = datasets.load("oews_areas").set_index("area")["in_nation"]
    metro = metro[metro["area"].map(inside)]
    jobs = (
        metro[metro["occupation"].isin(codes) & ~metro["withheld"]]
        .groupby("area")["employment"]
        .sum()
    )
    total = metro[metro["level"] == "total"].set_index("area")["employment"]
    return jobs / total[jobs.index] / (nation[codes].sum() / nation["00-0000"])


@pytest.mark.parametrize("name", GROUPS)
def test_production_is_mostly_not_where_research_is(metro, nation, name):
    made, invented, correlation, areas = GROUPS[name]
    both = pd.concat(
        [group_quotient(metro, nation, made), group_quotient(metro, nation, invented)], axis=1
    ).dropna()
    assert len(both) == areas
    assert round(both.corr("spearman").iloc[0, 1], 2) == correlation


@pytest.mark.parametrize(
    ("name", "side", "leaders"),
    [
        ("chemicals", 0, {"29340": 10.1, "34900": 9.0, "19460": 7.2}),
        ("electronics", 1, {"30500": 7.2, "41940": 6.6}),
        ("rubber", 0, {"43100": 9.4, "25860": 6.0}),
    ],
)
def test_known_leaders(metro, nation, name, side, leaders):
    top = group_quotient(metro, nation, GROUPS[name][side]).nlargest(len(leaders))
    assert {area: round(value, 1) for area, value in top.items()} == leaders
