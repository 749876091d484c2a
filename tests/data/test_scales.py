"""The official classification, neighbouring states, and one group of occupations at several scales."""

import pandas as pd
import pytest

from clusterbook import tables as datasets
from clusterbook.cases.classification import official_sectors, short_titles
from clusterbook.cases.fields_of_work import fields_of_work
from clusterbook.cases.occupation_groups import group_location_quotients
from clusterbook.cases.places import state_places
from clusterbook.cases.scales import SCALES, jobs_at_scale, kilometres_between
from clusterbook.cases.states import census_divisions, neighbouring_states


class TestClassification:
    def test_every_industry_has_a_sector_and_a_name(self):
        assert official_sectors().notna().all()
        assert len(official_sectors()) == 238
        codes = datasets.load("us_input_output_industries")["industry"]
        assert (
            set(official_sectors("input-output").index)
            == set(short_titles("input-output").index)
            == set(codes)
        )
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
            while (
                more := {other for state in reached for other in touching[state]}
                & set(members) - reached
            ):
                reached |= more
            assert reached == set(members)


class TestScales:
    @pytest.mark.parametrize("scale", ["state", "division", "region"])
    def test_quotients_weigh_up_to_what_is_published(self, scale):
        field = "Software and web development"
        found = jobs_at_scale(field, fields_of_work(field)[field], scale)
        nation = datasets.load("oews_nation").set_index("occupation")["employment"]
        published = found["jobs"].sum() / nation[fields_of_work(field)[field]].sum()
        weighed = (found["quotient"] * found["all_jobs"]).sum() / nation["00-0000"]
        assert weighed == pytest.approx(published)

    @pytest.mark.parametrize(("scale", "areas"), list(zip(SCALES, (387, 51, 9, 4), strict=True)))
    def test_every_area_is_there_with_or_without_a_figure(self, scale, areas):
        found = jobs_at_scale("Textiles", fields_of_work("Textiles")["Textiles"], scale)
        assert len(found) == areas
        assert (found["jobs"].isna() == found["quotient"].isna()).all()
        assert (found["jobs"].dropna() > 0).all()

    def test_groups_of_states_have_the_jobs_of_their_states(self):
        codes = fields_of_work("Furniture")["Furniture"]
        sums = {scale: jobs_at_scale("Furniture", codes, scale)["jobs"].sum() for scale in SCALES}
        assert sums["state"] == sums["division"] == sums["region"] > sums["metro"]

    @pytest.mark.parametrize("scale", ["metro", "state"])
    def test_quotients_of_areas_are_those_of_their_groups(self, scale):
        codes = fields_of_work("Software and web development")
        (name,) = codes
        expected = group_location_quotients(codes, scale)[name]
        found = jobs_at_scale(name, codes[name], scale)["quotient"]
        pd.testing.assert_series_equal(found, expected[found.index], check_names=False)

    def test_another_scale_is_refused(self):
        with pytest.raises(ValueError, match="'county' is unknown"):
            jobs_at_scale("Furniture", ["51-6093"], "county")

    def test_distances_of_the_atlas(self):
        # New York to Los Angeles is some 3,940 km along a great circle, to Honolulu some 7,980 km.
        apart = kilometres_between(["35620", "31080", "46520"])
        assert apart.loc["35620", "31080"] == pytest.approx(3940, abs=20)
        assert apart.loc["35620", "46520"] == pytest.approx(7980, abs=30)
        assert (apart.to_numpy() == apart.to_numpy().T).all()
