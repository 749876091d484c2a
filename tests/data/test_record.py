"""The record to 2026: stages, sums, disagreements, sources, and the figures that follow from its rows."""

import doctest
import re

import pandas as pd
import pytest

from clusterbook import tables as datasets
from clusterbook.cases import record as module
from clusterbook.cases.record import PLACES, STAGES, money, record, total
from tests.data.test_bibliography import ENTRIES

PER = "(?: per (?:year|award|cluster|engine|region|team))?"
MONEY = f"(?:(?:thousand|million|billion) )?(?:KRW|JPY|USD|EUR|GBP|DKK){PER}"
RESULTS = ["exports", "Exports", "Product per head", "estimate", "Value added"]


@pytest.fixture(scope="module")
def rows():
    return record()


@pytest.fixture(scope="module")
def findings():
    return datasets.load("evidence")


def pick(rows, **where):
    """Return the value of the single row that the columns pick out."""
    for column, value in where.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, f"{where} picks out {len(rows)} rows"
    return rows["value"].item()


class TestStages:
    def test_all_are_known_and_the_schema_names_them(self, rows):
        assert set(rows["stage"].dropna()) <= set(STAGES)
        for name in [f"{place}_since_2008" for place in PLACES] + ["us_programmes"]:
            fields = {
                field["name"]: field for field in datasets.describe(name).entry["schema"]["fields"]
            }
            assert set(fields["stage"]["constraints"]["enum"]) == set(STAGES), name
            assert all(stage in fields["stage"]["description"] for stage in STAGES), name

    @pytest.mark.parametrize(
        "name", [f"{place}_since_2008" for place in PLACES] + ["us_programmes"]
    )
    def test_what_is_no_money_has_none(self, name):
        table = datasets.load(name)
        assert table.loc[table["stage"].notna(), "unit"].str.fullmatch(MONEY).all()
        assert table.loc[table["stage"].notna(), "value"].notna().all()

    def test_money_without_a_stage_is_a_result(self, rows):
        left = rows[
            rows["stage"].isna() & rows["unit"].str.fullmatch(MONEY).fillna(False).astype(bool)
        ]
        assert 0 < len(left) < 10
        assert left["name"].str.contains("|".join(RESULTS)).all()

    @pytest.mark.parametrize(
        ("stage", "words"),
        [
            ("appropriated", "appropriated|voted"),
            ("authorized", "authorized"),
            ("awarded", "award|granted|committed"),
            ("spent", "[Ss]pent|used|[Pp]ut into"),
            ("withdrawn", "withdraws"),
            ("requested", "[Rr]equest|[Aa]sked for|bill|[Pp]roposal"),
            (
                "announced",
                "announced|promised|possible|offered|pledge|[Pp]lanned|to be|commitments|Aim|projected|given",
            ),
        ],
    )
    def test_a_stage_is_what_the_row_says(self, rows, stage, words):
        found = rows[rows["stage"] == stage]
        said = (
            found[["item", "name", "name_original", "note", "source"]]
            .fillna("")
            .agg(" ".join, axis=1)
        )
        assert not found.empty
        assert said[~said.str.contains(words)].tolist() == []


class TestTotal:
    def test_stages_do_not_mix(self, rows):
        hubs = rows[(rows["name"] == "Tech Hubs") & rows["stage"].isin(["awarded", "announced"])]
        with pytest.raises(ValueError, match="several stages"):
            total(hubs, several_years=True)

    def test_every_pair_of_stages_is_refused(self, rows):
        dollars = money(rows[rows["place"] == "us"]).query("per.isna() and dispute.isna()")
        firsts = dollars.groupby("stage").head(1)
        for first in firsts.index:
            for second in firsts.index:
                if first != second:
                    with pytest.raises(ValueError, match="several stages"):
                        total(rows.loc[[first, second]], several_years=True)

    def test_currencies_do_not_mix(self, rows):
        with pytest.raises(ValueError, match="currencies"):
            total(rows[rows["stage"] == "spent"], several_years=True)

    def test_an_unknown_stage_is_refused(self, rows):
        account = rows[(rows["place"] == "korea") & (rows["stage"] == "not stated")]
        with pytest.raises(ValueError, match="state no stage"):
            total(account, several_years=True)

    def test_what_is_no_money_is_refused(self, rows):
        with pytest.raises(ValueError, match="no amounts"):
            total(rows[rows["kind"] == "event"])
        with pytest.raises(ValueError, match="no amounts"):
            total(rows.head(0))

    def test_years_are_added_only_when_asked(self, rows):
        voted = rows.query("place == 'france' and stage == 'appropriated' and not is_total")
        with pytest.raises(ValueError, match="13 years"):
            total(voted)
        assert total(voted, several_years=True).rows == 13

    def test_a_printed_sum_is_not_added_to_its_parts(self, rows):
        with pytest.raises(ValueError, match="printed sum"):
            total(rows.query("place == 'france' and stage == 'appropriated'"), several_years=True)

    def test_versions_of_one_matter_are_not_added(self, rows):
        with pytest.raises(ValueError, match="versions of one matter"):
            total(rows.query("name == 'Tech Hubs' and stage == 'authorized'"), several_years=True)

    def test_yearly_amounts_are_refused(self, rows):
        with pytest.raises(ValueError, match="per year"):
            total(
                rows.query(
                    "place == 'france' and unit == 'million EUR per year' and stage == 'announced'"
                )
            )

    def test_an_amount_per_award_is_refused(self, rows):
        for query, per in [
            ("name.str.startswith('Build Back')", "award"),
            ("name.str.endswith('Engines')", "engine"),
        ]:
            with pytest.raises(ValueError, match=f"per {per}"):
                total(rows.query(f"{query} and unit == 'million USD per {per}'"))
        sba = datasets.load("us_programmes").query("item == 'award per cluster'")
        with pytest.raises(ValueError, match="per cluster"):
            total(sba)

    @pytest.mark.parametrize(
        ("programme", "date", "stage", "parts"),
        [
            ("Jobs", "2011-05", "announced", 33),
            ("Energy", "2010-08-24", "announced", 128.66),
            ("", "FY2010", "requested", 295),
        ],
    )
    def test_a_programme_is_not_added_to_its_parts(self, programme, date, stage, parts):
        table = datasets.load("us_programmes")
        rows = table[
            table["programme"].str.startswith(programme)
            & (table["date"] == date)
            & (table["stage"] == stage)
        ]
        assert rows["is_total"].sum() == 1
        with pytest.raises(ValueError, match="printed sum"):
            total(rows)
        assert round(total(rows[~rows["is_total"]]).value, 2) == parts

    def test_a_request_and_the_bills_on_it_are_not_added(self):
        table = datasets.load("us_programmes").query(
            "programme.str.startswith('Manufacturing') and date == 'FY2009'"
        )
        assert set(table["item"]) == {"request", "House bill", "Senate bill"}
        with pytest.raises(ValueError, match="versions of one matter"):
            total(table)

    def test_units_are_brought_together(self):
        energy = datasets.load("us_programmes").query(
            "programme.str.startswith('Energy') and not is_total"
        )
        promised = total(energy.query("stage == 'announced'"))
        assert (round(promised.value, 2), promised.unit, promised.rows) == (
            128.66,
            "million USD",
            4,
        )
        with pytest.raises(ValueError, match="several stages"):
            total(energy)


class TestFigures:
    def test_the_french_fund_sums_to_what_is_printed_but_for_rounding(self, rows):
        fund = rows.query("place == 'france' and name.str.startswith('Single')")
        for stage, added, printed in [
            ("appropriated", 1888.8, 1888.9),
            ("awarded", 1807.1, 1807.0),
        ]:
            years = fund[(fund["stage"] == stage) & ~fund["is_total"]]
            assert years["first_year"].tolist() == list(range(2006, 2019))
            assert round(total(years, several_years=True).value, 1) == added
            assert fund[(fund["stage"] == stage) & fund["is_total"]]["value"].tolist() == [printed]

    def test_the_fund_from_the_promise_to_the_commitment(self, rows):
        fund = rows.query("place == 'france' and name.str.startswith('Single') and not is_total")
        years = fund[fund["first_year"].between(2009, 2011)]
        stages = {
            stage: total(years[years["stage"] == stage], several_years=True)
            for stage in ("appropriated", "awarded")
        }
        assert pick(fund, stage="announced") == 600
        assert [round(found.value, 1) for found in stages.values()] == [554.7, 524.0]

    def test_denmark_offered_more_than_it_awarded(self, rows):
        danish = rows[(rows["country"] == "Denmark") & (rows["date"] == "2025/2028")]
        assert pick(danish, stage="announced") == 360 + 230 + 130
        assert pick(danish, stage="awarded") == 662

    def test_the_tech_hubs_by_stage(self, rows):
        hubs = rows[rows["name"] == "Tech Hubs"]
        assert hubs.loc[hubs["stage"] == "authorized", "value"].unique().tolist() == [10000]
        appropriated = pick(hubs, stage="appropriated", date="2024")
        assert round(100 * appropriated / 10000, 1) == 5.4
        assert (
            pick(hubs, stage="withdrawn") == -pick(hubs, date="2025-01", stage="announced") == -210
        )
        assert pick(hubs, date="2024-07-02", unit="hubs") == 12

    def test_the_energy_cluster_changes_the_sum_by_name_at_every_stage(self):
        programmes = datasets.load("us_programmes").set_index(["programme", "item"])["value"]
        energy = programmes.loc["Energy Regional Innovation Cluster (E-RIC)"]
        wired = sum(
            programmes.loc[f"WIRED, {number} generation", "amount"]
            for number in ("first", "second", "third")
        )
        by_name = programmes.loc["Jobs and Innovation Accelerator Challenge", "awarded"]
        by_name += (
            programmes.loc["Regional Innovation Clusters of the SBA", "award per cluster"]
            / 1000
            * 10
        )
        found = {stage: by_name + energy[stage] for stage in ("promised", "appropriated", "spent")}
        assert found == pytest.approx({"promised": 172, "appropriated": 123, "spent": 98})
        assert [int(100 * value / 200 + 0.5) for value in found.values()] == [86, 62, 49]
        assert [round(wired / value, 1) for value in found.values()] == [1.9, 2.6, 3.3]

    def test_build_back_better_mean(self, rows):
        challenge = rows[rows["name"] == "Build Back Better Regional Challenge"]
        assert (
            round(pick(challenge, date="2021-07") / pick(challenge, unit="coalitions"), 1) == 47.6
        )

    def test_korean_parts_and_sums(self, rows):
        korea = rows[rows["place"] == "korea"]
        lead = korea[
            korea["name"].eq("lead industries of the wider economic regions")
            & (korea["unit"] == "billion KRW")
        ]
        assert lead.loc[lead["is_total"], "value"].item() == 762.2
        assert lead.loc[~lead["is_total"], "value"].sum() == pytest.approx(762.2)
        # The sixth line of the ministry's budget of 2006, strategic industries, stands in korea_programmes.
        lines = total(korea.query("date == '2006' and stage == 'announced' and not is_total"))
        other = (
            datasets.load("korea_programmes")
            .query("source == 'sedaily2006' and value == 374")["value"]
            .item()
        )
        assert round(lines.value / 1000 + other, 1) == 555.2
        assert round(100 * other / pick(korea, date="2006", is_total=True)) == 49

    def test_the_account_that_regions_fill_shrank(self, rows):
        account = rows[
            rows["name"].str.startswith("Special Account") & (rows["source"] == "krei201106")
        ]
        account = account.assign(year=account["first_year"].astype(int)).set_index("year")
        filled = {2005: 4050.0, 2008: 5767.6, 2011: 3633.2}
        for year, share in [(2005, 76), (2008, 74), (2011, 37)]:
            assert f"{filled[year]:,}" in account.loc[year, "item"]
            assert round(100 * filled[year] / account.loc[year, "value"]) == share
        for year, item in account["item"].items():
            parts = [float(part.replace(",", "")) for part in re.findall(r"\d[\d,]*\.\d", item)]
            difference = round(sum(parts) - account.loc[year, "value"], 1)
            assert difference == (2.0 if year == 2009 else 0.0), year

    def test_money_gathers_where_places_do_not(self, rows):
        korea = rows[rows["place"] == "korea"]
        complexes = korea[korea["item"].str.contains("614,000")]
        assert len(complexes) == 1
        one = pick(korea, name="the complex of Yongin and Pyeongtaek")
        assert round(100 * one / 614_000) == 92
        assert round(100 * 1700 / pick(korea, date="2022-04-10", kind="evaluation")) == 85

    def test_the_census_of_2024_goes_on_where_that_of_2023_ends(self, rows):
        census = rows[rows["source"] == "imaeil202509"].set_index("number")
        nation = datasets.load("korea_province_industry").query("region == '00' and year == 2023")
        before = nation.set_index("industry")

        def said(number):
            found = re.findall(r"\d[\d,]*\d", census.loc[number, "item"].replace("2024", ""))
            return [int(text.replace(",", "")) for text in found if "," in text]

        gained, power, power_gained, hired = said(165)[0], said(166)[0], said(167)[0], said(168)[0]
        assert census.loc[165, "value"] - gained == before.loc["TOTAL", "establishments"]
        assert census.loc[168, "value"] - hired == before.loc["TOTAL", "workers"]
        assert power - power_gained == before.loc["D35", "establishments"]
        assert (
            0.98
            < (census.loc[166, "value"] - census.loc[167, "value"]) / (power - power_gained)
            < 1
        )

    def test_upper_austria(self, rows):
        state = rows[rows["place"] == "upper_austria"]
        agency = state[state["date"] == "2015"]
        assert (
            round(1000 * pick(agency, unit="million EUR") / pick(agency, unit="full-time posts"))
            == 124
        )
        exports = state[(state["name"] == "Exports of goods by state") & (state["date"] == "2014")]
        assert exports["value"].tolist() == [25.1, 15.9, 15.1, 14.8, 8.7]
        assert round(100 * 32.1 / 127.9, 1) == exports["value"].iloc[0]

    def test_phases_of_the_poles(self, rows):
        france = rows[rows["place"] == "france"]
        phase = france[(france["date"] == "2023-03-27") & (france["unit"] == "poles")]
        now = datasets.load("france_timeline").query("date == '2023-03-27'")["value"].item()
        assert phase["value"].item() + 4 + 2 + 2 == now == 55
        assert pick(france, date="2019-02-05") == 48 + 8


class TestRows:
    def test_numbers_run_and_rows_are_distinct(self, rows):
        for _, table in rows.groupby("place"):
            assert table["number"].tolist() == list(range(1, len(table) + 1))
        assert not rows.drop(columns="number").duplicated().any()

    def test_a_dispute_has_more_than_one_version(self, rows):
        versions = rows["dispute"].value_counts()
        assert len(versions) > 20
        assert (versions >= 2).all()

    def test_every_row_says_what_was_seen(self, rows):
        assert rows["read"].str.startswith("opening").all()
        assert rows["confidence"].isin(["high", "medium", "low"]).all()

    def test_copies_and_summaries_are_not_high(self, rows):
        second = (
            rows["note"]
            .fillna("")
            .str.contains("Machine summary|Copy of a newspaper|Blog|spam", regex=True)
        )
        assert second.sum() > 10
        assert (rows.loc[second, "confidence"] != "high").all()

    def test_a_fact_of_another_table_is_not_entered_again(self, rows):
        columns = ["source", "value", "unit"]
        older = [
            datasets.load(name) for name in datasets.names() if not name.endswith("_since_2008")
        ]
        known = [table[columns].dropna() for table in older if set(columns) <= set(table)]
        seen = set(pd.concat(known).itertuples(index=False, name=None))
        assert seen & set(rows[columns].dropna().itertuples(index=False, name=None)) == set()

    def test_every_source_has_an_address(self, rows):
        sources = datasets.load("sources").set_index("key")
        assert sources.loc[rows["source"].unique(), "address"].notna().all()

    def test_an_unknown_place_is_refused(self):
        with pytest.raises(ValueError, match="no record of 'italy'"):
            record("italy")

    def test_examples(self):
        result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
        assert result.failed == 0
        assert result.attempted > 0


class TestEvidence:
    def test_every_claim_has_an_address_and_one_without_an_identifier_too(self, findings):
        assert findings["address"].str.fullmatch(r"https?://\S+").all()
        assert findings["other_address"].dropna().str.fullmatch(r"https?://\S+").all()

    def test_citations_are_in_the_references_and_agree(self, findings):
        cited = findings.dropna(subset=["citation"])
        assert len(cited) > 30
        assert set(cited["citation"]) <= set(ENTRIES)
        for row in cited.dropna(subset=["doi"]).itertuples():
            known = ENTRIES[row.citation].fields.get("doi")
            assert known is None or known.lower() == row.doi.lower(), row.citation

    def test_a_number_says_what_it_measures(self, findings):
        has = findings["value"].notna()
        for column in ("measure", "unit"):
            assert (findings[column].notna() == has).all(), column
        assert (
            findings.loc[~has, ["value_high", "qualifier", "standard_error"]].isna().all(axis=None)
        )
        ranges = findings.dropna(subset=["value_high"])
        assert (ranges["value"] < ranges["value_high"]).all()

    def test_no_finding_of_nothing_is_a_zero(self, findings):
        assert (findings["value"].dropna() != 0).all()

    def test_nothing_is_only_remembered(self, findings):
        for table in (findings, record()):
            for column in table:
                told = table[column].dropna().astype(str)
                assert not told.str.contains("memory|reviewer|stored|the store").any(), column

    def test_no_row_points_to_another_by_its_place(self, findings):
        notes = pd.concat([findings["note"], record()["note"]]).dropna()
        pointing = notes.str.contains(r"(?:second|next|last) row|percent above")
        assert notes[pointing].tolist() == []

    def test_versions_of_one_work_are_kept_apart(self, findings):
        card = findings[findings["work"] == "card2025"].set_index("year")["value"]
        assert card.to_dict() == {2025: 50, 2021: 67}
        grover = findings[findings["work"] == "grover2023"]
        assert set(grover["value"]) == {1, 0.071, 0.039}

    def test_doubling_follows_from_the_elasticities(self, findings):
        likely = findings.query("work == 'donovan2024'").iloc[0]
        assert [round(100 * (2**x - 1), 1) for x in (likely["value"], likely["value_high"])] == [
            1.0,
            2.7,
        ]
        hall = findings.query("work == 'ciccone1996' and qualifier == 'about'")["value"].item()
        assert hall == 6
        assert "0.084" in findings.query("work == 'ciccone1996'")["note"].iloc[0]
