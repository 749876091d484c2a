"""The transcribed tables hold against arithmetic: sums, shares, ratios, and where sources contradict themselves."""

import numpy as np
import pandas as pd
import pytest

from clusterbook import tables as datasets
from clusterbook.cases.regions import japanese_bureaus
from clusterbook.tables.package import package

CITED = [
    entry["name"]
    for entry in package()["resources"]
    if "source" in datasets.describe(entry["name"]).columns
]
STAGES = ["submitted", "ongoing", "completed"]


def one(name, **where):
    """Return the single figure of a table that the column values pick out."""
    table = datasets.load(name)
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1, f"{name}: {where} picks out {len(table)} rows"
    return table["value"].item()


def korea(programme, date, item):
    return one("korea_programmes", programme=programme, date=date, item=item)


def united_states(programme, date, item):
    return one("us_programmes", programme=programme, date=date, item=item)


def projects(column):
    """Return the table of cooperation projects as a cube: measure, stage, cluster; a dash counts as no project."""
    table = datasets.load("upper_austria_projects")
    return table.set_index(["measure", "stage", "cluster"])[column].fillna(0).unstack("cluster")


def broken_sums(column):
    """Name every printed row and column total that the cells do not sum to."""
    broken = []
    for measure, cells in projects(column).groupby(level="measure"):
        cells = cells.droplevel("measure")
        rows = cells.drop(columns="Total").sum(axis="columns")
        columns = cells.loc[STAGES].sum()
        broken += [
            (measure, stage) for stage in cells.index if rows[stage] != cells.loc[stage, "Total"]
        ]
        broken += [
            (measure, cluster)
            for cluster in cells
            if columns[cluster] != cells.loc["total", cluster]
        ]
    return sorted(broken)


class TestSources:
    @pytest.mark.parametrize("name", CITED)
    def test_every_row_has_a_source_that_resolves(self, name):
        table = datasets.load(name)
        assert set(table["source"]) <= set(datasets.load("sources")["key"])

    @pytest.mark.parametrize("name", CITED)
    def test_notes_are_sentences(self, name):
        table = datasets.load(name)
        columns = [column for column in ("note", "correction", "reason") if column in table]
        for text in table[columns].stack().dropna():
            assert text.endswith("."), text
            assert text[0].isupper() or text[0].isdigit(), text

    def test_every_source_is_used(self):
        used = set().union(*(datasets.load(name)["source"] for name in CITED))
        assert set(datasets.load("sources")["key"]) == used

    @pytest.mark.parametrize("name", CITED)
    def test_years_lie_within_their_dates(self, name):
        table = datasets.load(name)
        if "first_year" in table and "last_year" in table:
            both = table.dropna(subset=["first_year", "last_year"])
            assert (both["first_year"] <= both["last_year"]).all()
            assert both["first_year"].between(1950, 2030).all()

    @pytest.mark.parametrize("name", CITED)
    def test_a_row_says_a_number_or_words_but_not_both(self, name):
        table = datasets.load(name)
        if "value_text" in table:
            assert (table["value"].isna() != table["value_text"].isna()).all()


class TestBookletDrugs:
    @pytest.mark.parametrize(
        ("lens", "count"), [("value chain", 9), ("labour", 17), ("knowledge labour", 10)]
    )
    def test_ranks_are_complete_and_correlations_fall(self, lens, count):
        table = datasets.load("booklet_drugs").query("lens == @lens").sort_values("rank")
        assert table["rank"].tolist() == list(range(1, count + 1))
        assert table["correlation"].is_monotonic_decreasing
        assert table["sic"].iloc[0] == "283"

    def test_the_lists_hardly_overlap(self):
        lists = datasets.load("booklet_drugs").groupby("lens")["sic"].agg(set)
        assert len(set.union(*lists)) == 29
        assert set.intersection(*lists) == {"283"}
        assert lists["value chain"] & lists["labour"] == {"283", "384"}
        assert lists["labour"] & lists["knowledge labour"] == {"203", "283", "284", "285", "289"}

    def test_one_code_has_one_name(self):
        assert (datasets.load("booklet_drugs").groupby("sic")["industry"].nunique() == 1).all()


class TestUpperAustria:
    @pytest.mark.parametrize(("as_of", "members"), [("2003-09-01", 1403), ("2008-12", 1519)])
    def test_clusters_sum_to_the_printed_totals(self, as_of, members):
        table = datasets.load("upper_austria_clusters").query("as_of == @as_of")
        columns = ["members", "employees", "turnover_bn_eur"]
        parts = table.loc[~table["is_total"], columns].sum()
        printed = table.loc[table["is_total"], columns].iloc[0]
        assert printed["members"] == members
        assert parts.to_numpy() == pytest.approx(printed.to_numpy())

    def test_corrected_projects_sum_to_every_printed_total(self):
        assert broken_sums("value") == []

    def test_the_printed_356_breaks_its_row_and_its_column(self):
        assert broken_sums("value_printed") == [
            ("participants", "Health technology"),
            ("participants", "completed"),
        ]
        table = datasets.load("upper_austria_projects")
        wrong = table[table["value"].ne(table["value_printed"]) & table["value"].notna()]
        assert wrong[["value", "value_printed"]].to_numpy().tolist() == [[56, 356]]
        assert wrong["correction"].notna().all()

    def test_a_correction_stands_where_values_differ_and_nowhere_else(self):
        for name, value in [
            ("upper_austria_clusters", "founded"),
            ("upper_austria_subsidy_rules", "value"),
        ]:
            table = datasets.load(name)
            printed = table[f"{value}_printed"]
            differs = table[value].ne(printed) & ~(table[value].isna() & printed.isna())
            assert (differs == table["correction"].notna()).all(), name

    def test_outcomes_agree_with_one_another(self):
        outcomes = datasets.load("upper_austria_outcomes").set_index("item")["value"]
        assessed = outcomes["projects assessed"]
        satisfied = outcomes["projects whose partners were satisfied and went on cooperating"]
        assert (
            round(100 * outcomes["projects subsidised"] / assessed)
            == outcomes["share of projects subsidised"]
        )
        assert round(100 * satisfied / assessed) == 77
        assert round(100 * satisfied / 200) == 80
        leverage = (
            outcomes["direct project volume since the start"]
            / outcomes["public funding of cooperation projects since the start"]
        )
        assert round(leverage, 2) == 4.76
        induced = outcomes["new investment induced"] / outcomes["subsidies paid"]
        assert round(100 * induced, -2) == outcomes["new investment in percent of subsidies"]

    def test_outcomes_repeat_the_project_table(self):
        cells = projects("value")
        outcomes = datasets.load("upper_austria_outcomes").set_index("item")["value"]
        assert (
            cells.loc[("projects", "total"), "Total"]
            == outcomes["cooperation projects since the start"]
            == 293
        )
        assert cells.loc[("participants", "total"), "Total"] == 1261

    def test_the_won_amount_of_the_cap_needs_another_exchange_rate(self):
        outcomes = datasets.load("upper_austria_outcomes").set_index("item")["value"]
        rules = datasets.load("upper_austria_subsidy_rules").set_index("rule")
        subsidies = 1000 * outcomes["subsidies paid, in won"] / outcomes["subsidies paid"]
        investment = (
            1000 * outcomes["new investment induced, in won"] / outcomes["new investment induced"]
        )
        cap = rules.loc["maximum per firm", "value"]
        printed, corrected = rules.loc["maximum per firm in won", ["value_printed", "value"]]
        assert (round(subsidies), round(investment), round(printed * 1e6 / cap)) == (
            1270,
            1263,
            1441,
        )
        assert round(cap * subsidies / 1e6) == corrected

    @pytest.mark.parametrize("group", ["ownership", "staff by task"])
    def test_shares_of_the_agency_sum_to_100(self, group):
        assert datasets.load("upper_austria_agency").query("group == @group")["value"].sum() == 100

    def test_the_plastics_cluster_has_the_same_members_in_both_tables(self):
        series = datasets.load("upper_austria_timeseries").query(
            "scope == 'Plastics' and item == 'partners'"
        )
        clusters = datasets.load("upper_austria_clusters").query("cluster == 'Plastics'")
        assert dict(zip(series["date"], series["value"], strict=True)) == {
            **dict(zip(clusters["as_of"], clusters["members"], strict=True)),
            "2024-09": 400,
        }

    def test_turnover_of_the_members_exceeds_the_regional_product(self):
        turnover = datasets.load("upper_austria_clusters").query("as_of == '2008-12' and is_total")[
            "turnover_bn_eur"
        ]
        products = datasets.load("upper_austria_region").query(
            "item == 'gross regional product' and unit == 'billion EUR'"
        )
        assert turnover.item() > products["value"].max()

    def test_the_printed_product_does_not_fit_its_printed_share(self):
        region = datasets.load("upper_austria_region")
        printed = region.query("item == 'gross regional product' and source == 'booklet2016'").iloc[
            0
        ]
        nation = one("upper_austria_region", place="Austria", item="gross domestic product")
        share = one("upper_austria_region", item="share of Austrian gross domestic product")
        assert nation * printed["share_of_country"] / 100 == pytest.approx(45.3, abs=0.05)
        assert nation * share / 100 == pytest.approx(47.3, abs=0.05)
        assert printed["value"] == 30

    def test_gyeonggi_agrees_with_the_totals_of_its_sources(self):
        region = (
            datasets.load("upper_austria_region").query("place == 'Gyeonggi'").set_index("item")
        )
        people = region.loc["population with foreign residents"]
        korea = one("upper_austria_region", place="Korea", item="population with foreign residents")
        assert round(100 * people["value"] / korea, 1) == people["share_of_country"]
        shares = region.loc["gross regional product"].set_index("date")
        printed = shares.loc["2010", "share_of_country"]
        nation = one("upper_austria_region", place="Korea", item="gross domestic product")
        assert 100 * shares.loc["2009", "value"] / nation == pytest.approx(printed, abs=0.5)

    def test_six_clusters_fit_both_lists(self):
        clusters = datasets.load("upper_austria_clusters").query("not is_total")
        agency = clusters["managed_by"].str.contains("TMG") & (clusters["as_of"] == "2003-09-01")
        reporting = clusters["employees"].notna() & (clusters["as_of"] == "2008-12")
        led = datasets.load("upper_austria_projects").query("not is_total")["cluster"].nunique()
        assert agency.sum() == reporting.sum() == led == 6

    @pytest.mark.parametrize("firm", ["MAN", "VA Tech", "MCE", "Gericom"])
    def test_a_firm_with_events_was_named_by_the_booklet(self, firm):
        statements = (
            datasets.load("upper_austria_firms").query("firm == @firm").set_index("event")["source"]
        )
        assert statements["named"] == "booklet2016"
        assert len(statements) > 1


class TestFrance:
    def test_poles_labelled_in_2005(self):
        timeline = datasets.load("france_timeline").set_index("event")["value"]
        kinds = ["world-class", "with world vocation", "national or regional"]
        assert (
            sum(timeline[f"poles labelled, {kind}"] for kind in kinds)
            == timeline["poles labelled"]
            == 67
        )
        listed = datasets.load("france_international_poles")["category"].value_counts()
        assert listed["world-class"] == timeline["poles labelled, world-class"]
        assert listed["world vocation"] == timeline["poles labelled, with world vocation"]

    def test_groups_of_the_evaluation_sum_to_the_poles_evaluated(self):
        timeline = datasets.load("france_timeline").set_index("event")["value"]
        assert datasets.load("france_evaluation_2008")["poles"].sum() == timeline["poles evaluated"]

    def test_one_merger_is_missing_between_2005_and_2008(self):
        timeline = datasets.load("france_timeline").set_index("event")["value"]
        merger = timeline["Normandy Motor Valley and Vestapolis merge into Mov'eo"]
        counted = (
            timeline["poles labelled"]
            + merger
            + timeline["new pole Orpheme"]
            + timeline["new poles labelled"]
        )
        assert counted - timeline["poles evaluated"] == 1

    def test_calls_add_up(self):
        retained = datasets.load("france_fund_calls").set_index(["scope", "calls"])["retained"]
        assert retained["cumulative", 9] + retained["tenth call", 1] == retained["cumulative", 10]

    @pytest.mark.parametrize(
        ("version", "parts"),
        [
            (
                "published",
                ["extra direct public aid per firm", "extra research tax credit per firm"],
            ),
            (
                "first",
                [
                    "extra direct public aid per firm",
                    "extra research tax credit per firm",
                    "extra European aid per firm",
                ],
            ),
        ],
    )
    def test_public_support_is_the_sum_of_its_parts(self, version, parts):
        effects = (
            datasets.load("france_impact").query("version == @version").set_index("item")["value"]
        )
        assert effects[parts].sum() == effects["extra public support per firm, sum"]

    def test_research_beyond_public_support_is_paid_from_own_funds(self):
        effects = (
            datasets.load("france_impact")
            .query("version == 'published'")
            .set_index("item")["value"]
        )
        own = (
            effects["extra research spending per participating firm"]
            - effects["extra public support per firm, sum"]
        )
        assert own == effects["extra research paid from own funds per firm"]

    def test_six_poles_left_and_six_came_in_2010(self):
        timeline = datasets.load("france_timeline").set_index("event")["value"]
        exchanged = (
            timeline["poles that lose the label"]
            + timeline["new poles labelled in the same decision"]
        )
        assert timeline["poles evaluated"] + exchanged == timeline["poles after the exchange"] == 71

    def test_own_money_and_tax_credit_per_euro_of_aid_explain_less_than_the_private_money_of_the_fund(
        self,
    ):
        effects = (
            datasets.load("france_impact")
            .query("version == 'published'")
            .set_index("item")["value"]
        )
        fund = datasets.load("france_fund_calls").set_index("as_of").loc["2009-12"]
        public = fund["state_million_eur"] + fund["local_million_eur"]
        private = (1000 * fund["research_spending_billion_eur"] - public) / public
        aid = effects["extra direct public aid per firm"]
        own = effects["extra research paid from own funds per firm"] / aid / private
        credit = effects["extra research tax credit per firm"] / aid / private
        assert (round(100 * own), round(100 * credit)) == (25, 69)
        spent = effects["extra research spending per participating firm"]
        assert own + credit == pytest.approx((spent / aid - 1) / private)

    def test_a_longer_window_of_calls_holds_no_fewer_projects(self):
        table = datasets.load("france_fund_by_pole").sort_values("first_call", ascending=False)
        assert (
            table.groupby("pole")["projects"]
            .apply(lambda counts: counts.is_monotonic_increasing)
            .all()
        )
        assert table["pole"].nunique() == 8

    def test_places_of_poles_are_on_the_map(self):
        for name in ("france_international_poles", "france_agrofood_poles"):
            named = datasets.load(name)["departments"].dropna().str.split("; ").explode()
            assert set(named) <= set(datasets.load("outlines_france")["unit"])

    def test_poles_of_2009_are_those_that_kept_the_label(self):
        timeline = datasets.load("france_timeline").set_index("event")["value"]
        third = datasets.load("france_evaluation_2008").set_index("group")["poles"][3]
        lost = third - timeline["poles of the third group whose label is renewed"]
        assert lost == -timeline["poles that lose the label"]
        members = datasets.load("france_pole_members").query("year == 2009 and item == 'members'")
        assert members["poles"].item() == timeline["poles evaluated"] - lost

    def test_the_same_number_of_agrofood_poles_as_the_source_announces(self):
        categories = datasets.load("france_agrofood_poles")["category"].value_counts()
        assert (categories["national"], categories["world vocation"]) == (11, 1)


class TestUnitedStates:
    def test_request_of_2010_is_the_sum_of_its_parts(self):
        parts = [
            ("Economic Development Administration (EDA)", "request: regional innovation clusters"),
            ("Economic Development Administration (EDA)", "request: business incubator network"),
            ("Manufacturing Extension Partnership (MEP)", "request"),
            ("Technology Innovation Program (TIP)", "request"),
        ]
        whole = united_states(
            "Department of Commerce", "FY2010", "request: competitiveness and innovation, sum"
        )
        assert sum(united_states(programme, "FY2010", item) for programme, item in parts) == whole

    def test_accelerator_challenge(self):
        name = "Jobs and Innovation Accelerator Challenge"
        parts = [
            "announced, from the Department of Labor",
            "announced, from the EDA",
            "announced, from the SBA",
        ]
        announced = united_states(name, "2011-05", "announced")
        assert sum(united_states(name, "2011-05", part) for part in parts) == announced
        awarded = united_states(name, "2011-09-22", "awarded")
        mean = awarded / united_states(name, "2011-09-22", "clusters")
        assert mean == pytest.approx(united_states(name, "2011-09-22", "mean award"), abs=0.051)
        assert awarded > announced

    @pytest.mark.parametrize(
        ("generation", "date", "rows"),
        [("first", "2006-02", "I"), ("second", "2007-01", None), ("third", "2007-06", "III")],
    )
    def test_wired_regions_times_amount(self, generation, date, rows):
        programme = f"WIRED, {generation} generation"
        regions = united_states(programme, date, "regions")
        each = united_states(programme, date, "per region")
        assert regions * each == united_states(programme, date, "amount")
        if rows:
            assert (datasets.load("us_wired_regions")["generation"] == rows).sum() == regions

    def test_wired_generations_sum(self):
        table = datasets.load("us_programmes")
        generations = table[
            table["programme"].str.startswith("WIRED, ") & (table["item"] == "regions")
        ]
        assert (
            generations["value"].sum()
            == table.query("item == 'regions of all generations'")["value"].item()
        )

    def test_manufacturing_extension_fell_by_about_14_percent(self):
        name = "Manufacturing Extension Partnership (MEP)"
        fall = 1 - united_states(name, "FY2008", "appropriation") / united_states(
            name, "FY2007", "appropriation"
        )
        assert 100 * fall == pytest.approx(14.4, abs=0.1)

    def test_the_energy_cluster_was_promised_more_than_was_appropriated_and_spent(self):
        name, agencies = (
            "Energy Regional Innovation Cluster (E-RIC)",
            ["the Department of Energy", "the EDA"],
        )
        parts = [f"promised, from {agency}" for agency in [*agencies, "NIST", "the SBA"]]
        promised = united_states(name, "2010-08-24", "promised")
        assert sum(united_states(name, "2010-08-24", part) for part in parts) == pytest.approx(
            promised, abs=0.5
        )
        appropriated, spent = (
            united_states(name, "2013-07", stage) for stage in ("appropriated", "spent")
        )
        assert spent < appropriated < promised

    def test_sources_disagree_on_silicon_valley_and_route_128(self):
        table = datasets.load("us_regions").query("item == 'high-technology jobs'")
        jobs = table.query("source == 'latimes1994' and date == '1990'").set_index("region")[
            "value"
        ]
        ratio = 100 * jobs["Silicon Valley"] / jobs["Route 128"]
        printed = table.query("unit == 'percent' and date == '1989'")["value"].item()
        assert (round(ratio), printed) == (177, 158)

    def test_sources_disagree_on_connect_and_all_figures_are_its_own(self):
        table = datasets.load("us_state_cases").query("case == 'CONNECT, San Diego'")
        firms = table[table["item"].str.contains("firms created|companies")]
        assert sorted(firms["value"]) == [800, 1200, 2000, 3000, 3000]
        assert (firms["claim"] == "self-reported").all()


class TestResearchTriangle:
    def test_yearly_gains_add_up_to_more_than_the_peak(self):
        yearly = one("research_triangle_timeseries", item="new employees per year")
        peak = one("research_triangle_timeseries", item="employment in the park at its peak")
        assert 40 * yearly > peak


class TestJapan:
    def test_regions_sum_to_the_projects_of_phase_2(self):
        phases = (
            datasets.load("japan_programme_phases")
            .query("phase == 2")
            .set_index("source")["projects"]
        )
        regions = datasets.load("japan_programme_regions")
        assert regions["projects"].sum() == phases["mext_by"]
        assert phases["meti_en"] != phases["mext_by"]

    def test_the_eighteenth_project_is_the_one_added_in_kyushu(self):
        phases = (
            datasets.load("japan_programme_phases")
            .query("phase == 2")
            .set_index("source")["projects"]
        )
        added = datasets.load("japan_programme_projects").query("first_year > 2006")
        assert added["region"].tolist() == ["Kyushu"]
        assert phases["meti_en"] - phases["mext_by"] == len(added)

    def test_prefectures_of_knowledge_clusters_are_on_the_map(self):
        named = datasets.load("japan_knowledge_clusters")["prefectures"].str.split("; ").explode()
        assert set(named) <= set(datasets.load("outlines_japan")["unit"])
        years = datasets.load("japan_knowledge_clusters")["first_year"].reindex(named.index)
        assert named[years < 2009].is_unique
        assert named[years == 2009].is_unique

    def test_in_2009_both_ministries_are_spread_alike_over_the_regions(self):
        projects = datasets.load("japan_programme_regions").set_index("region")["projects"]
        projects["Kyushu"] += len(
            datasets.load("japan_programme_projects").query("first_year > 2006")
        )
        lead = datasets.load("japan_knowledge_clusters")["prefectures"].str.split("; ").str[0]
        chosen = lead.map(japanese_bureaus()).value_counts()
        assert (projects.sum(), chosen.sum(), len(chosen)) == (18, 13, 8)
        assert 18**2 / (projects**2).sum() == pytest.approx(13**2 / (chosen**2).sum(), abs=0.02)

    def test_knowledge_clusters_of_the_second_stage(self):
        rounds = datasets.load("japan_knowledge_cluster_facts")
        rounds = rounds[rounds["item"].str.contains("regions, (?:second stage|global hub)")]
        rounds = rounds.set_index("first_year")["value"]
        assert (
            datasets.load("japan_knowledge_clusters")["first_year"].value_counts().to_dict()
            == rounds.to_dict()
        )


class TestKorea:
    def test_four_regions_sum_to_the_national_funds_of_phase_2(self):
        table = datasets.load("korea_regional_industries_phase2")
        printed = korea("promotion of industries in four regions", "2004-2008", "national funds")
        assert table.loc[table["is_total"], "national_funds"].sum() == pytest.approx(printed)

    def test_each_region_lacks_the_same_4_3_billion(self):
        table = datasets.load("korea_regional_industries_phase2")
        totals = table[table["is_total"]].set_index("region")["national_funds"]
        parts = table[~table["is_total"]].groupby("region")["national_funds"].sum()
        assert (totals - parts).round(1).eq(4.3).all()

    def test_four_regions_of_2006(self):
        name = "promotion of industries in four regions"
        regions = ["Daegu", "Busan", "Gwangju", "Gyeongnam"]
        funds = sum(korea(name, "2006", f"national funds {region}") for region in regions)
        assert funds == pytest.approx(korea(name, "2006", "national funds, sum"))

    def test_centres(self):
        name = "regional innovation centres"
        kinds = ["technology innovation centres designated", "regional research centres designated"]
        centres = sum(korea(name, "2006", kind) for kind in kinds)
        assert centres == korea(name, "2007", "centres designated since 1995")

    def test_lead_industries(self):
        name = "wider economic regions (5+2)"
        planned = sum(
            korea(name, year, "lead industries, planned") for year in ("2009", "2010", "2011")
        )
        assert planned == korea(name, "2009-2011", "lead industries, planned sum")

    def test_national_and_local_funds_of_2014(self):
        name = "regional industry policy, all programmes"
        parts = korea(name, "2014", "national funds") + korea(name, "2014", "local funds")
        assert parts == pytest.approx(korea(name, "2014", "sum"))

    def test_technoparks_accumulate(self):
        table = datasets.load("korea_technoparks")
        assert table["new"].cumsum().tolist() == table["total"].tolist()
        assert table["names"].str.split("; ").str.len().tolist() == table["new"].tolist()

    def test_cluster_complexes(self):
        years = datasets.load("korea_cluster_complexes")["year"].value_counts()
        assert (years[[2004, 2005]].sum(), years[2007]) == (7, 5)

    def test_the_list_of_innovation_cities_is_one_above_the_printed_total(self):
        listed = datasets.load("korea_innovation_cities")["bodies"].sum()
        assert (
            listed - one("korea_relocation", date="2010-08", item="bodies to innovation cities")
            == 1
        )

    @pytest.mark.parametrize(
        ("date", "whole"), [("2010-08", "bodies to be moved"), ("2019-12", "bodies moved")]
    )
    def test_bodies_moved_are_the_sum_of_their_parts(self, date, whole):
        parts = ["bodies to innovation cities", "bodies to Sejong", "bodies elsewhere"]
        moved = sum(one("korea_relocation", date=date, item=part) for part in parts)
        assert moved == one("korea_relocation", date=date, item=whole)

    @pytest.mark.parametrize(
        ("item", "growth"),
        [
            ("production", "production growth as printed"),
            ("exports", "export growth as printed"),
            ("employment", "employment growth as printed"),
        ],
    )
    def test_growth_of_the_cluster_complexes_within_rounding(self, item, growth):
        name = "the twelve cluster complexes"
        computed = 100 * (korea(name, "2008", item) / korea(name, "2004", item) - 1)
        assert computed == pytest.approx(korea(name, "2004-2008", growth), abs=0.6)

    @pytest.mark.parametrize(
        ("item", "share"), [("all industrial complexes", 68.6), ("national complexes", 45.0)]
    )
    def test_share_of_the_complexes_in_production(self, item, share):
        name = "all industrial complexes"
        part = korea(name, "c2013", f"production, {item}") / korea(
            name, "c2013", "production, all manufacturing"
        )
        assert 100 * part == pytest.approx(share, abs=0.06)

    def test_hub_and_linked_complexes_exceed_the_190_of_the_article(self):
        name = "innovation clusters in industrial complexes"
        assert korea(name, "2012", "hub complexes") + korea(name, "2012", "linked complexes") == 193

    def test_the_merger_of_2005_is_one_off_the_printed_total(self):
        name = "special account for balanced national development"
        before, merged, became = (
            korea(name, "2005-08-04", f"programmes {which}")
            for which in ("before the merger", "merged", "that they became")
        )
        assert korea(name, "2006", "programmes after the merger") - (before - merged + became) == 1

    def test_the_merged_programmes_are_the_first_track_of_the_chart(self):
        track = datasets.load("korea_programme_matrix").query(
            "track == 'promotion of regional strategic industries'"
        )
        assert len(track) == korea(
            "promotion of regional strategic industries", "2005-08-04", "programmes merged into it"
        )

    def test_programme_matrix(self):
        table = datasets.load("korea_programme_matrix")
        assert table["track"].value_counts().tolist() == [3, 3, 3]
        assert table["first_instrument"].nunique() == 4


class TestEurope:
    def test_share_of_cluster_organisations_in_the_union(self):
        organisations = datasets.load("europe_cluster_policy").set_index("item")["value"]
        union = organisations["cluster organisations profiled, in the European Union"]
        assert round(100 * union / organisations["cluster organisations profiled"]) == 78

    def test_the_two_tables_agree_on_the_form_of_a_state(self):
        tables = [
            datasets.load(name) for name in ("europe_cluster_programmes", "europe_cluster_leads")
        ]
        forms = pd.concat([table[["country", "state_form"]] for table in tables]).drop_duplicates()
        assert forms["country"].is_unique

    def test_what_a_nation_enacts_is_national(self):
        programmes = datasets.load("europe_cluster_programmes")
        of_nation = programmes["government"] == programmes["country"]
        assert (programmes["level"].eq("national") == of_nation).all()

    def test_a_programme_goes_on_or_ends_or_its_end_is_unknown(self):
        programmes = datasets.load("europe_cluster_programmes")
        assert programmes.loc[programmes["goes_on"], "last_year"].isna().all()


class TestErrata:
    def test_numbers_run_without_a_gap(self):
        numbers = datasets.load("errata")["number"].tolist()
        assert numbers == list(range(1, len(numbers) + 1))

    def test_the_certain_misprint_is_the_one_the_project_table_corrects(self):
        errata = datasets.load("errata").set_index("number")
        assert errata.loc[1, ["as_printed", "should_be", "confidence"]].tolist() == [
            "356",
            "56",
            "certain",
        ]

    def test_upper_austria_touches_germany_in_the_west(self):
        corners = {
            unit: datasets.load(f"outlines_{country}")
            .query("unit == @unit")[["longitude", "latitude"]]
            .to_numpy()
            for country, unit in [("austria", "AT-4"), ("germany", "DE-BY")]
        }
        degree = 111.2 * np.array([np.cos(np.radians(48.3)), 1])
        apart = np.linalg.norm(degree * (corners["AT-4"][:, None] - corners["DE-BY"]), axis=2).min(
            axis=1
        )
        longitude = corners["AT-4"][:, 0]
        assert (apart < 1).sum() > 5
        assert (longitude[apart < 1] < (longitude.min() + longitude.max()) / 2).all()

    def test_a_study_cited_for_the_opposite_is_listed(self):
        citations = datasets.load("errata").query("kind == 'citation'")
        assert citations["place"].str.contains("Appold").tolist() == [True]


class TestPublishedResults:
    def test_signs_are_words(self):
        table = datasets.load("published_results")
        signs = table[table["kind"] == "sign"]
        assert signs["value"].isna().all()
        assert not pd.isna(signs["value_text"]).any()
