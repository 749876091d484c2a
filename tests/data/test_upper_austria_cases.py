"""Upper Austria beside Gyeonggi: what the chapters of the case compute."""

import re

import numpy as np
import pandas as pd
import pytest

from clusterbook.cases.korea import korean_industry_table
from clusterbook.cases.upper_austria import (
    CLUSTER_DIVISIONS,
    cluster_list,
    export_leads,
    founding_years,
    printed_figure,
    project_counts,
    same_industries,
)
from clusterbook.cases.withheld import complete_industry_table
from clusterbook.tables import load


class TestPrintedFigure:
    def test_is_the_figure_of_its_row(self):
        assert printed_figure("Gyeonggi", "area") == 10_184
        share = printed_figure(
            "Gyeonggi", "gross regional product", "share_of_country", date="2010"
        )
        assert share == 19.6

    def test_of_nothing_is_undefined(self):
        assert np.isnan(printed_figure("Gyeonggi", "share of Austrian exports"))

    def test_of_several_asks_for_more(self):
        with pytest.raises(ValueError, match="name the source or the date too"):
            printed_figure("Upper Austria", "population")


class TestSameIndustries:
    @pytest.mark.parametrize("year", [2020, 2023])
    def test_counts_the_workers_of_the_census(self, year):
        table = korean_industry_table(year, names=True)
        found = same_industries(year)
        assert found.loc["Automotive", "workers"] == table.loc["Gyeonggi", "C30"]
        assert found.loc["Furniture and timber construction", "workers"] == (
            table.loc["Gyeonggi", ["C16", "C32"]].sum()
        )

    def test_is_the_location_quotient_of_the_field(self):
        # 81,942 of Gyeonggi's workers make vehicles; its part of all workers follows from the census's own totals.
        census = (
            load("korea_province_industry").query("year == 2023").set_index(["region", "industry"])
        )
        workers = census["workers"]
        own = workers["31", "C30"] / workers["31", "TOTAL"]
        nation = workers["00", "C30"] / workers["00", "TOTAL"]
        assert same_industries(2023).loc["Automotive", "quotient"] == pytest.approx(own / nation)
        made = (
            workers["31", "C30"] / workers["31", "C"] / (workers["00", "C30"] / workers["00", "C"])
        )
        found = same_industries(2023, base="manufacturing")
        assert found.loc["Automotive", "quotient"] == pytest.approx(made)

    def test_with_neighbours_there_are_never_fewer_workers(self):
        nearest, wider = (same_industries(2023, one)["workers"] for one in CLUSTER_DIVISIONS)
        assert (wider >= nearest).all()
        assert wider["Electronics"] == nearest["Electronics"]

    def test_the_provinces_parts_average_to_one(self):
        """Quotients weighted by the provinces' parts of the base are one, for each industry."""
        table = complete_industry_table(2023, names=True)
        part = table.sum(axis=1) / table.to_numpy().sum()
        found = pd.DataFrame(
            {name: same_industries(2023, region=name)["quotient"] for name in table.index}
        )
        assert (found @ part).to_numpy() == pytest.approx(1.0)

    def test_a_province_left_out_changes_the_nation_and_not_the_province(self):
        whole, without = same_industries(2023), same_industries(2023, left_out=["Ulsan"])
        assert (whole["workers"] == without["workers"]).all()
        # Ulsan makes cars: without it Gyeonggi's part of the car makers is larger.
        assert without.loc["Automotive", "quotient"] > whole.loc["Automotive", "quotient"]

    @pytest.mark.parametrize(
        "arguments",
        [{"grouping": "own"}, {"base": "people"}, {"region": "Linz"}, {"left_out": ["Gyeonggi"]}],
    )
    def test_what_is_not_known_is_named(self, arguments):
        with pytest.raises(ValueError, match="is not known; it can be"):
            same_industries(2023, **arguments)

    def test_the_industries_are_those_of_the_lists(self):
        named = set(cluster_list(2003).index) - {"Eco-energy"}
        assert named <= set(CLUSTER_DIVISIONS["nearest"]) == set(CLUSTER_DIVISIONS["wider"])


class TestExports:
    def test_shares_are_those_of_the_record(self):
        leads = export_leads().set_index("date")
        rows = load("upper_austria_since_2008").set_index("number")
        assert leads.loc["2014", "share"] == rows.loc[29, "value"] == 25.1
        assert leads.loc["2014", ["next", "next share"]].tolist() == ["Lower Austria", 15.9]
        assert leads.loc["2023-H1", ["share", "next share"]].tolist() == [27.3, 15.1]
        assert leads.loc["2024", ["share", "next", "next share"]].tolist() == [25.2, "Vienna", 16.2]

    def test_the_lead_is_a_ratio_of_shares(self):
        leads = export_leads()
        assert (leads["lead"] > 1).all()
        assert leads["lead"].iloc[0] == pytest.approx(25.1 / 15.9)


class TestClusterList:
    @pytest.mark.parametrize(("year", "as_of"), [(2003, "2003-09-01"), (2008, "2008-12")])
    @pytest.mark.parametrize("merged", [True, False])
    def test_adds_up_to_the_printed_total(self, year, as_of, merged):
        total = load("upper_austria_clusters").query("as_of == @as_of and is_total").iloc[0]
        sums = cluster_list(year, merged).sum()
        assert sums["members"] == total["members"]
        assert sums["employees"] == total["employees"]
        assert sums["turnover"] == pytest.approx(total["turnover_bn_eur"])

    def test_drive_technology_stands_by_itself_or_with_cars(self):
        apart = cluster_list(2003, merged=False)["members"]
        together = cluster_list(2003)["members"]
        assert apart["Automotive"] + apart["Drive technology"] == together["Automotive"] == 381

    def test_what_is_not_printed_stays_missing(self):
        assert np.isnan(cluster_list(2008).loc["Network Human Resources", "turnover"])

    def test_another_year_is_refused(self):
        with pytest.raises(ValueError, match="2003, 2008"):
            cluster_list(2012)


class TestFoundingYears:
    def test_earliest_is_never_after_latest(self):
        first, last = founding_years("earliest"), founding_years("latest")
        assert (first <= last[first.index]).all()
        assert (first < last[first.index]).sum() == 2

    def test_most_lies_between_and_the_booklet_lists_fewer(self):
        first, most, last = (founding_years(rule) for rule in ("earliest", "most", "latest"))
        assert ((first <= most[first.index]) & (most[first.index] <= last[first.index])).all()
        assert most["Furniture and timber construction"] == 2000
        assert len(founding_years("booklet")) < len(first)

    def test_another_rule_is_refused(self):
        with pytest.raises(ValueError, match="booklet"):
            founding_years("mean")


class TestProjectCounts:
    @pytest.mark.parametrize(("stage", "projects"), [("completed", 229), ("total", 293)])
    def test_adds_up_to_the_printed_total(self, stage, projects):
        assert project_counts(stage)["projects"].sum() == projects

    def test_the_misprint_is_three_hundred(self):
        right, wrong = (project_counts("completed", printed) for printed in (False, True))
        assert (wrong - right)["participations"].sum() == 300
        assert right["participations"].sum() == 986

    def test_a_cluster_without_projects_is_left_out(self):
        assert "Food" in project_counts("completed").index
        assert "Food" not in project_counts("submitted").index

    def test_another_stage_is_refused(self):
        with pytest.raises(ValueError, match="submitted"):
            project_counts("begun")


class TestExamples:
    def test_are_ten_in_the_six_groups_of_the_slide(self):
        examples = load("upper_austria_project_examples")
        assert examples["group"].value_counts(sort=False).to_dict() == {
            1: 2,
            2: 2,
            3: 2,
            4: 2,
            5: 1,
            6: 1,
        }
        assert (examples.groupby("group")["cluster"].nunique() == 1).all()

    def test_their_figures_are_those_of_the_outcomes(self):
        outcomes = load("upper_austria_outcomes").set_index("item")["value"]
        first = load("upper_austria_project_examples")["example"][0]
        days = [f"days of a supply chain {when} optimisation" for when in ("before", "after")]
        assert [f"{outcomes[one]:.0f}" for one in days] == re.findall(r"\d+", first)
