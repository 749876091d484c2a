"""The official classification, neighbouring states, and one group of occupations at several scales."""

import pytest

from agglomeration import datasets
from agglomeration.datasets.classification import official_sectors, short_titles
from agglomeration.datasets.fields_of_work import fields_of_work
from agglomeration.datasets.occupation_groups import group_location_quotients
from agglomeration.datasets.places import state_places
from agglomeration.datasets.scales import SCALES, jobs_at_scale
from agglomeration.datasets.states import census_divisions, neighbouring_states


class TestClassification:
    def test_every_industry_has_a_sector_and_a_name(self):
        assert official_sectors().notna().all()
        assert len(official_sectors()) == 238
        codes = datasets.load("us_input_output_industries")["industry"]
        assert set(official_sectors("input-output").index) == set(short_titles("input-output").index) == set(codes)
        assert official_sectors("input-output").notna().all()

    def test_names_of_a_figure_are_short_and_differ(self):
        titles = short_titles("input-output")
        assert titles.is_unique
        assert titles.str.len().max() <= 19
        assert short_titles().str.contains(r"\(").sum() == 0

    def test_sectors_agree_where_both_tables_have_an_industry(self):
        belongs = datasets.load("input_output_naics").set_index("naics")["industry"]
        narrow = datasets.load("oews_industries").query("owner == 'all'")
        matched = narrow[narrow["naics"].str[:3].isin(belongs.index)]
        wide = matched["naics"].str[:3].map(belongs).map(official_sectors("input-output"))
        same = wide.to_numpy() == official_sectors().loc[matched["industry"]].to_numpy()
        # What the two tables place differently: the postal service is a government enterprise in one of them.
        assert set(matched.loc[~same, "naics"]) <= {"4911"}
        assert same.mean() > 0.9

    @pytest.mark.parametrize("function", [official_sectors, short_titles])
    def test_another_word_is_refused(self, function):
        with pytest.raises(ValueError, match="'isic' is unknown"):
            function("isic")


class TestNeighbouringStates:
    def test_counts_of_the_atlas(self):
        states = neighbouring_states()
        assert len(states) == 49
        # Known from any atlas: Missouri and Tennessee touch eight others, Maine one.
        assert (len(states["29"]), len(states["47"]), states["23"]) == (8, 8, ["33"])

    def test_who_touches_is_touched(self):
        states = neighbouring_states()
        assert all(state in states[other] for state, others in states.items() for other in others)

    def test_divisions_hold_every_state_once_and_hang_together(self):
        divisions, touching = census_divisions(), neighbouring_states()
        assert sorted(divisions.index) == sorted(state_places().index)
        assert (divisions["division"].nunique(), divisions["region"].nunique()) == (9, 4)
        for _, members in divisions.drop(["02", "15"]).groupby("division").groups.items():
            reached = {members[0]}
            while more := {other for state in reached for other in touching[state]} & set(members) - reached:
                reached |= more
            assert reached == set(members)


class TestScales:
    @pytest.mark.parametrize("scale", SCALES)
    def test_shares_weigh_up_to_one(self, scale):
        field = "Software and web development"
        found = jobs_at_scale(field, fields_of_work(field)[field], scale)
        assert ((found["quotient"] * found["all_jobs"]).sum() / found["all_jobs"].sum()) == pytest.approx(1, abs=0.01)

    def test_groups_of_states_have_the_jobs_of_their_states(self):
        codes = fields_of_work("Furniture")["Furniture"]
        sums = {scale: jobs_at_scale("Furniture", codes, scale)["jobs"].sum() for scale in SCALES}
        assert sums["state"] == sums["division"] == sums["region"] > sums["metro"]

    def test_quotients_of_states_are_those_against_the_nation(self):
        codes = fields_of_work("Software and web development")
        (name,) = codes
        nation = group_location_quotients(codes, "state")[name]
        found = jobs_at_scale(name, codes[name], "state")["quotient"]
        # The nation's own figure and the sum of the states differ by what is not published.
        assert (found / nation).std() < 1e-9
        assert (found / nation).mean() == pytest.approx(1, abs=0.01)

    def test_another_scale_is_refused(self):
        with pytest.raises(ValueError, match="'county' is unknown"):
            jobs_at_scale("Furniture", ["51-6093"], "county")
