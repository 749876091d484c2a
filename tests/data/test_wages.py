"""Wages beside jobs: what is published, how precise it is, and known figures of city size and clusters."""

import numpy as np
import pandas as pd
import pytest

from clusterbook import tables as datasets
from clusterbook.cases.wages import industry_wage_cells, wage_cells
from data.recipes import oews, oews_wages
from data.recipes.origins import UnreachableError


@pytest.fixture(scope="module")
def every():
    """Detailed occupations in all metropolitan areas, Puerto Rico among them."""
    return wage_cells(territories=True)


@pytest.fixture(scope="module")
def paid():
    """Cells with a mean wage in 387 metropolitan areas of the states."""
    cells = wage_cells().dropna(subset="wage")
    return cells.assign(log_wage=np.log(cells["wage"]), size=np.log(cells["area_jobs"]))


@pytest.fixture(scope="module")
def local(paid):
    """Cells with a mean wage and a location quotient."""
    cells = paid[paid["jobs"].notna() & (paid["location_quotient"] > 0)]
    return cells.assign(quotient=np.log(cells["location_quotient"]))


@pytest.fixture(scope="module")
def nation():
    return (
        datasets.load("oews_nation_wages")
        .merge(datasets.load("oews_nation"), on="occupation")
        .set_index("occupation")
    )


@pytest.mark.parametrize("kind", ["metro", "state", "industry"])
def test_wages_have_the_rows_of_the_jobs_in_their_order(kind):
    wages = datasets.load(f"oews_{kind}_wages")
    jobs = datasets.load({"industry": "oews_industry_occupation"}.get(kind, f"oews_{kind}"))
    keys = list(wages.columns[:2])
    assert (wages[keys] == jobs[keys]).all(axis=None)


@pytest.mark.parametrize(
    "name", ["oews_metro_wages", "oews_state_wages", "oews_nation_wages", "oews_industry_wages"]
)
def test_a_missing_wage_has_a_reason_and_is_no_zero(name):
    table = datasets.load(name)
    assert (table["wage"].isna() == table["missing"].notna()).all()
    pay = table[["wage_p10", "wage", "wage_p50", "wage_p90"]]
    assert (pay.min() > 0).all()
    assert (pay["wage_p10"] <= pay["wage_p50"])[
        pay[["wage_p10", "wage_p50"]].notna().all(axis=1)
    ].all()
    assert (pay["wage_p50"] <= pay["wage_p90"])[
        pay[["wage_p50", "wage_p90"]].notna().all(axis=1)
    ].all()
    assert table.loc[table["missing"] == "withheld", "wage_rse"].isna().all()
    assert table.loc[table["missing"] != "withheld", "wage_rse"].notna().all()


@pytest.mark.parametrize(
    ("name", "rows", "published"), [("metro", 141_015, 139_109), ("state", 36_168, 35_452)]
)
def test_counts_of_published_means(name, rows, published):
    cells = wage_cells(name, territories=True)
    assert (len(cells), cells["wage"].notna().sum()) == (rows, published)


def test_counts_of_published_means_of_the_nation(nation):
    assert nation[nation["level"] == "detailed"]["wage"].notna().sum() == 825


def test_why_means_are_missing_and_what_lies_above_the_printed_bound(every):
    table = datasets.load("oews_metro_wages")
    levels = datasets.load("oews_metro")["level"]
    found = table.loc[levels == "detailed", "missing"].value_counts()
    assert found[["withheld", "top-coded", "hourly"]].tolist() == [1_510, 207, 189]
    assert (every["wage"] > 239_200).sum() == 1_322
    assert (every["wage_p90"] > 239_200).sum() == 4_379
    assert every["wage"].max() == 710_930


def test_a_wage_can_stand_without_jobs_and_jobs_without_a_wage(every):
    has = every[["wage", "jobs"]].notna()
    assert ((has["wage"] & ~has["jobs"]).sum(), (has["jobs"] & ~has["wage"]).sum()) == (
        2_833,
        1_815,
    )
    assert has.all(axis=1).sum() == 136_276


def test_wages_are_more_precise_than_jobs(every):
    found = every[["wage_rse", "jobs_rse"]].quantile([0.5, 0.9]).T.to_numpy().round(1).tolist()
    assert found == [[2.5, 6.8], [9.6, 24.6]]
    small = every[every["jobs"] <= 50]
    assert small[["jobs_rse", "wage_rse"]].median().round(1).tolist() == [15.4, 3.7]


def test_parts_give_the_published_mean_of_the_nation(nation):
    groups = nation[nation["level"] == "major"]
    assert round(np.average(groups["wage"], weights=groups["employment"])) == 69_766
    wages = (
        datasets.load("oews_state_wages").query("occupation == '00-0000'").set_index("area")["wage"]
    )
    jobs = datasets.load("oews_state").query("level == 'total'").set_index("area")["employment"]
    inside = datasets.load("oews_areas").set_index("area")["in_nation"].reindex(wages.index)
    assert inside.sum() == 51
    assert round(np.average(wages[inside], weights=jobs[wages.index][inside])) == 69_766
    assert nation.loc["00-0000", "wage"] == 69_770
    assert nation.loc["51-0000", ["employment", "wage"]].tolist() == [8_565_760, 51_600]


def test_major_groups_give_the_mean_of_a_metropolitan_area():
    wages = datasets.load("oews_metro_wages")
    groups = (
        datasets.load("oews_metro")
        .query("level == 'major'")
        .merge(wages, on=["area", "occupation"])
    )
    groups = groups.dropna(subset=["wage", "employment"])
    mean = (groups["wage"] * groups["employment"]).groupby(groups["area"]).sum() / groups.groupby(
        "area"
    )["employment"].sum()
    published = wages[wages["occupation"] == "00-0000"].set_index("area")["wage"]
    assert round(100 * (mean / published - 1).abs().median(), 2) == 0.01


def test_most_high_quotients_are_above_one_for_all_that_sampling_does(local):
    low = local["location_quotient"] * (1 - 1.645 * local["jobs_rse"] / 100)
    above = local["location_quotient"] > 1.25
    assert above.sum() == 41_641
    assert round(100 * (low[above] > 1).mean(), 1) == 89.9
    assert round(100 * (low[local["location_quotient"] > 2] > 1).mean(), 1) == 97.4


def published(pair):
    """Return coefficient and standard error as the known figures have them, to four decimals."""
    return round(float(pair[0][0]), 4), round(float(pair[1][0]), 4)


class TestCitySize:
    def slope(self, fit, cells, outcome="log_wage", weights=None, effect="occupation"):
        return published(
            fit(cells[outcome], [cells["size"]], [cells[effect]], weights, [cells["area"]])
        )

    def test_the_mean_wage_of_all(self, fit, paid):
        wages = (
            datasets.load("oews_metro_wages")
            .query("occupation == '00-0000'")
            .set_index("area")["wage"]
        )
        size = paid.groupby("area")["size"].first()
        assert published(fit(np.log(wages[size.index]), [size])) == (0.0602, 0.0052)

    def test_within_occupations(self, fit, paid):
        assert self.slope(fit, paid) == (0.0356, 0.0043)
        counted = paid.dropna(subset="jobs")
        assert self.slope(fit, counted, weights=counted["jobs"]) == (0.0445, 0.0067)
        assert self.slope(fit, paid[paid["jobs"] >= 200]) == (0.0355, 0.0050)
        assert self.slope(fit, paid[paid["wage_rse"] <= 5]) == (0.0346, 0.0043)
        assert self.slope(
            fit, paid.assign(effect=paid["occupation"] + paid["state"]), effect="effect"
        ) == (
            0.0290,
            0.0018,
        )

    def test_in_occupations_that_300_areas_publish(self, fit, paid):
        rows = wage_cells().groupby("occupation").size()
        assert self.slope(fit, paid[paid["occupation"].map(rows) >= 300]) == (0.0355, 0.0040)

    def test_with_puerto_rico(self, fit, every):
        cells = every.dropna(subset="wage")
        cells = cells.assign(log_wage=np.log(cells["wage"]), size=np.log(cells["area_jobs"]))
        assert self.slope(fit, cells) == (0.0368, 0.0045)

    @pytest.mark.parametrize(
        ("measure", "known"), [("wage_p50", 0.0337), ("wage_p10", 0.0232), ("wage_p90", 0.0433)]
    )
    def test_the_premium_rises_along_the_distribution(self, fit, paid, measure, known):
        cells = paid.dropna(subset=measure)
        assert self.slope(fit, cells.assign(log_wage=np.log(cells[measure])))[0] == known

    def test_groups_of_occupations(self, fit, paid):
        known = {
            "23": 0.066,
            "27": 0.064,
            "15": 0.054,
            "33": 0.053,
            "11": 0.049,
            "51": 0.019,
            "45": 0.013,
        }
        groups = {code: paid[paid["major_group"] == f"{code}-0000"] for code in known}
        assert {
            code: round(self.slope(fit, cells)[0], 3) for code, cells in groups.items()
        } == known

    def test_composition_and_what_is_within(self, fit, paid, nation):
        """The finer the classification, the more of the premium is which occupations there are."""
        wages = datasets.load("oews_metro_wages")
        total = wages[wages["occupation"] == "00-0000"].set_index("area")["wage"]
        size = paid.groupby("area")["size"].first()
        groups = datasets.load("oews_metro").query("level == 'major' and area in @size.index")
        at_national = groups["employment"] * groups["occupation"].map(nation["wage"])
        expected = (
            at_national.groupby(groups["area"]).sum() / groups.groupby("area")["employment"].sum()
        )
        assert published(fit(np.log(expected), [size]))[0] == 0.0205
        assert round(published(fit(np.log(total[size.index] / expected), [size]))[0], 3) == 0.040
        actual, expected = self.visible(paid, nation)
        parts = [np.log(actual), np.log(expected), np.log(actual / expected)]
        assert [published(fit(part, [size]))[0] for part in parts] == [0.0679, 0.0356, 0.0323]

    def visible(self, paid, nation):
        """Mean wage of the visible cells of each area, and what it would be at the nation's wages."""
        cells = paid.dropna(subset="jobs")
        at_national = cells["occupation"].map(nation["wage"])
        cells, at_national = cells[at_national.notna()], at_national.dropna()
        jobs = cells.groupby("area")["jobs"].sum()
        area = cells["area"]
        return (cells["jobs"] * cells["wage"]).groupby(area).sum() / jobs, (
            cells["jobs"] * at_national
        ).groupby(area).sum() / jobs

    def test_wages_of_known_places_within_occupations(self, paid, nation):
        actual, expected = self.visible(paid, nation)
        known = {
            "41940": 0.348,
            "41860": 0.266,
            "42660": 0.192,
            "35620": 0.176,
            "14460": 0.142,
            "39580": -0.042,
            "20500": -0.013,
            "12420": -0.020,
            "26620": -0.068,
            "45780": -0.076,
            "17410": -0.062,
            "19820": -0.029,
        }
        found = np.log(actual / expected)
        assert {area: round(float(found[area]), 3) for area in known} == known
        # Durham's wages are above the nation's because of who works there.
        cells = paid.dropna(subset="jobs")
        weights = cells["jobs"][cells["occupation"].map(nation["wage"]).notna()]
        mean = np.average(
            cells.loc[weights.index, "occupation"].map(nation["wage"]), weights=weights
        )
        assert round(float(np.log(expected["20500"] / mean)), 3) == 0.112

    def test_the_visible_cells_are_not_all(self, paid):
        cells = (
            paid.groupby("area")[["jobs"]].sum()["jobs"] / paid.groupby("area")["area_jobs"].first()
        )
        assert (round(100 * cells.mean(), 1), round(100 * cells.min())) == (91.5, 58)


class TestOwnOccupation:
    def slope(
        self,
        fit,
        cells,
        causes=("quotient",),
        effects=("occupation", "area"),
        outcome="log_wage",
        weights=None,
    ):
        return fit(
            cells[outcome],
            [cells[cause] for cause in causes],
            [cells[e] for e in effects],
            weights,
            [cells["area"]],
        )

    def test_beside_the_size_of_the_place(self, fit, local):
        found, errors = self.slope(fit, local, ("quotient", "size"), ("occupation",))
        assert found.round(4).tolist() == [0.0158, 0.0376]
        assert round(float(errors[0]), 4) == 0.0015

    def test_within_occupations_and_places(self, fit, local):
        assert published(self.slope(fit, local)) == (0.0111, 0.0013)
        two_ways = fit(
            local["log_wage"],
            [local["quotient"]],
            [local["occupation"], local["area"]],
            None,
            [local["area"], local["occupation"]],
        )
        assert published(two_ways) == (0.0111, 0.0021)
        assert published(self.slope(fit, local, weights=local["jobs"])) == (0.0245, 0.0039)
        assert published(self.slope(fit, local[local["jobs"] >= 200])) == (0.0180, 0.0018)
        assert published(self.slope(fit, local[local["jobs_rse"] <= 10])) == (0.0144, 0.0018)
        rows = wage_cells().groupby("occupation").size()
        assert published(self.slope(fit, local[local["occupation"].map(rows) >= 300])) == (
            0.0092,
            0.0016,
        )

    @pytest.mark.parametrize(
        ("measure", "known"), [("wage_p50", 0.0128), ("wage_p10", 0.0186), ("wage_p90", 0.0040)]
    )
    def test_it_falls_along_the_distribution(self, fit, local, measure, known):
        cells = local.dropna(subset=measure)
        assert published(self.slope(fit, cells.assign(log_wage=np.log(cells[measure]))))[0] == known

    def test_little_is_left_within_places_and_groups(self, fit, local):
        cells = local.assign(both=local["area"] + local["major_group"])
        assert published(self.slope(fit, cells, effects=("occupation", "both"))) == (0.0035, 0.0010)

    def test_classes_of_quotients(self, fit, local):
        edges = [(0, 0.5), (0.5, 0.8), (1.25, 2), (2, 4), (4, np.inf)]
        knowledge = local[local["major_group"].str[:2].astype(int).between(11, 19)]
        found = []
        for cells in (local, knowledge):
            classes = [
                cells["location_quotient"].between(*edge, inclusive="left") for edge in edges
            ]
            found.append(
                fit(
                    cells["log_wage"],
                    classes,
                    [cells["occupation"], cells["area"]],
                    None,
                    [cells["area"]],
                )
            )
        assert (100 * found[0][0]).round(1)[[0, 2, 3, 4]].tolist() == [-0.7, 0.4, 1.4, 3.5]
        assert round(100 * float(found[0][1][4]), 1) == 0.5
        assert round(100 * float(found[1][0][4]), 1) in (5.2, 5.3)

    def test_groups_of_occupations(self, fit, local):
        known = {
            "25": 0.025,
            "27": 0.020,
            "41": 0.017,
            "51": 0.017,
            "49": 0.013,
            "17": 0.009,
            "19": 0.008,
            "15": -0.002,
            "11": 0.001,
            "29": -0.028,
            "33": -0.025,
            "35": -0.025,
            "23": -0.022,
            "45": -0.033,
        }
        groups = {code: local[local["major_group"] == f"{code}-0000"] for code in known}
        found = {
            code: round(float(self.slope(fit, cells)[0][0]), 3) for code, cells in groups.items()
        }
        assert found == known

    def test_one_occupation_at_a_time(self, fit, local):
        cells = local[local["jobs"] >= 50]
        areas = cells.groupby("occupation").size()
        rows = {}
        for occupation, here in cells[cells["occupation"].map(areas) >= 80].groupby("occupation"):
            (size, quotient), errors = fit(here["log_wage"], [here["size"], here["quotient"]])
            alone = fit(here["log_wage"], [here["size"]])[0][0]
            rows[occupation] = [quotient, quotient / errors[1], size, alone]
        found = pd.DataFrame(rows, index=["quotient", "t", "size", "alone"]).T
        assert len(found) == 458
        shares = [found["quotient"] > 0, found["t"] > 1.96, found["t"] < -1.96, found["alone"] > 0]
        assert [round(100 * share.mean()) for share in shares] == [60, 34, 19, 97]
        known = {
            "17-2061": 0.104,
            "17-2072": 0.072,
            "51-9011": 0.067,
            "19-2031": 0.061,
            "15-1252": 0.047,
        }
        known |= {"17-2141": 0.032, "51-4111": 0.016, "19-1042": 0.028}
        assert found.loc[list(known), "quotient"].round(3).to_dict() == known
        assert found.loc[["33-3051", "29-1141"], "quotient"].round(2).tolist() == [-0.27, -0.10]
        assert found.loc["15-1252", ["alone", "size"]].round(3).tolist() == [0.048, 0.030]

    def test_sampling_is_not_why_it_is_small(self, within, local):
        """The share of sampling error in what varies within occupations and places."""
        effects = [local["occupation"], local["area"]]
        errors = ((local[["jobs_rse", "wage_rse"]] / 100) ** 2).mean()
        varies = [(within(local[name], effects) ** 2).mean() for name in ("quotient", "log_wage")]
        assert (100 * errors / varies).round(1).tolist() == [6.5, 14.3]


def test_industries_pay_one_occupation_differently():
    cells = industry_wage_cells().dropna(subset=["premium", "jobs"])
    mean = cells.groupby("industry")["premium"].mean()
    assert mean["722500"] < 0 < mean["325400"] < mean["513200"]
    # The spread within occupations is far smaller than that of mean wages.
    total = (
        datasets.load("oews_industry_wages")
        .query("occupation == '00-0000'")
        .set_index("industry")["wage"]
    )
    assert mean.std() < 0.5 * np.log(total[mean.index]).std()


@pytest.mark.origin
class TestOrigin:
    """Figures that need measures, or industries of government, which the tables leave out."""

    @pytest.fixture
    def release(self):
        try:
            oews_wages.cells("N")
        except UnreachableError as reason:
            pytest.skip(f"THE FIGURES WERE NOT CHECKED against the origin: {reason}")
        return oews

    @pytest.mark.parametrize(("measure", "known"), [("v12", 0.0281), ("v14", 0.0391)])
    def test_the_quartiles_of_wages_and_city_size(self, fit, release, paid, measure, known):
        raw = release.query(f"SELECT key, {measure} AS pay FROM cell WHERE key LIKE 'OEUM00%'")
        key, pay = raw["key"].str, pd.to_numeric(raw["pay"], errors="coerce")
        pay = pay.set_axis(pd.MultiIndex.from_arrays([key[6:11], release.hyphenated(key[17:23])]))
        pay = pay.reindex(pd.MultiIndex.from_frame(paid[["area", "occupation"]])).to_numpy()
        cells = paid.assign(pay=np.log(pay)).dropna(subset="pay")
        found = fit(cells["pay"], [cells["size"]], [cells["occupation"]], None, [cells["area"]])
        assert published(found)[0] == known

    def test_premiums_of_industries(self, release):
        """Same occupation, different industry: effects of industries, weighted by jobs."""
        jobs = release.cells("N")[["industry", "occupation", "level", "employment"]]
        cells = oews_wages.cells("N").merge(jobs, on=["industry", "occupation"])
        width = release.query("SELECT industry_code, display_level FROM industry").set_index(
            "industry_code"
        )
        cells = cells[cells["industry"].map(width["display_level"]) == 4]
        cells = cells.assign(
            wage=cells["wage"].astype(float), jobs=cells["employment"].astype(float)
        )
        total = np.log(cells[cells["level"] == "total"].set_index("industry")["wage"])
        cells = cells[cells["level"] == "detailed"].dropna(subset=["wage", "jobs"])
        assert (len(cells), cells["industry"].nunique()) == (35_649, 247)
        pay, industry, occupation = np.log(cells["wage"]), cells["industry"], cells["occupation"]
        premium = pd.Series(0.0, index=sorted(set(industry)))
        for _ in range(200):
            left = (pay - industry.map(premium)) * cells["jobs"]
            usual = occupation.map(
                left.groupby(occupation).sum() / cells.groupby("occupation")["jobs"].sum()
            )
            left = (pay - usual) * cells["jobs"]
            premium = left.groupby(industry).sum() / cells.groupby("industry")["jobs"].sum()
        premium -= np.average(industry.map(premium), weights=cells["jobs"])
        known = {
            "325400": 16.5,
            "334400": 18.4,
            "334100": 22.6,
            "513200": 28.6,
            "541700": 30.3,
            "336100": 34.5,
        }
        known |= {"722500": -19.9}
        assert (100 * premium[list(known)]).round(1).to_dict() == known
        assert round(float(premium.std()), 3) == 0.138
        assert premium.std() < 0.5 * total[premium.index].std()
        assert premium.corr(total[premium.index], method="spearman") == pytest.approx(
            0.84, abs=0.005
        )


def test_other_kinds_of_area_are_refused():
    with pytest.raises(ValueError, match="'metro' or 'state'"):
        wage_cells("county")
