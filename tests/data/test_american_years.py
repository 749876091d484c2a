"""Counties and cities over several years: what is there, what is wrong in it, and known figures."""

import gzip
import struct

import numpy as np
import pandas as pd
import pytest

from clusterbook import tables as datasets
from data.recipes.r_data import read_rda

PRIVATE = ["construction", "transport_utilities", "trade", "finance", "services", "manufacturing"]
SECTORS = [*PRIVATE, "federal", "state", "local"]
TRIANGLE = ["37063", "37135", "37183"]


@pytest.fixture(scope="module")
def carolina():
    return datasets.load("north_carolina_wages")


@pytest.fixture(scope="module")
def logs(carolina):
    """Logarithms of wages, those far from the median of their sector and year left out."""
    logs = np.log(carolina[SECTORS])
    return logs.where((logs - logs.groupby(carolina["year"]).transform("median")).abs() <= 0.8)


@pytest.fixture(scope="module")
def income():
    return datasets.load("us_county_income")


@pytest.fixture(scope="module")
def zones():
    table = datasets.load("us_enterprise_zones")
    return table.assign(claims=np.log(table["claims"]), zone=table["zone"].astype(float))


class TestNorthCarolina:
    def test_ninety_counties_for_seven_years(self, carolina):
        assert (len(carolina), carolina["county"].nunique()) == (630, 90)
        assert (carolina.groupby("county")["year"].nunique() == 7).all()
        names = carolina.drop_duplicates("county").set_index("county")["name"]
        assert names[[*TRIANGLE, "37119"]].tolist() == ["Durham", "Orange", "Wake", "Mecklenburg"]

    def test_density_is_in_hundreds(self, carolina):
        durham = carolina.query("county == '37063' and year == 1981")["density"].item()
        other = (
            datasets.load("us_county_income")
            .query("county == '37063' and year == 1981")["density"]
            .item()
        )
        assert round(durham, 2) == 5.18
        assert other / durham == pytest.approx(100, rel=0.03)

    def test_known_errors_are_left_in(self, carolina, logs):
        found = logs.isna().sum()
        known = {
            "transport_utilities": 27,
            "services": 6,
            "construction": 3,
            "finance": 3,
            "trade": 2,
            "manufacturing": 2,
        }
        assert found[found > 0].to_dict() == known
        assert logs.loc[carolina["year"] == 1983, "transport_utilities"].isna().sum() == 23
        wages = carolina.set_index(["county", "year"])["services"]
        assert round(wages["37185", 1987]) == 2_177
        assert round(wages["37169", 1982], 2) == 1.84

    @pytest.mark.parametrize(
        ("sector", "known"),
        [
            ("manufacturing", 0.154),
            ("services", 0.128),
            ("trade", 0.112),
            ("construction", 0.111),
            ("finance", 0.109),
            ("transport_utilities", 0.087),
            ("federal", 0.119),
            ("local", 0.068),
            ("state", 0.034),
        ],
    )
    def test_wages_and_density(self, fit, carolina, logs, sector, known):
        here = carolina[logs[sector].notna()]
        found, _ = fit(
            logs[sector].dropna(), [np.log(here["density"])], [here["year"]], None, [here["county"]]
        )
        assert round(float(found[0]), 3) == known

    def test_six_private_sectors_together(self, fit, carolina, logs):
        long = carolina.join(logs.add_suffix("_log")).melt(
            ["county", "year", "density", "metropolitan"],
            [f"{sector}_log" for sector in PRIVATE],
            "sector",
            "wage",
        )
        long = long.dropna(subset="wage")
        density, effect = np.log(long["density"]), long["sector"] + long["year"].astype(str)
        found, errors = fit(long["wage"], [density], [effect], None, [long["county"]])
        assert (round(float(found[0]), 3), round(float(errors[0]), 3)) == (0.117, 0.017)
        yearly = []
        for year in (1981, 1987):
            now = long["year"] == year
            yearly.append(
                fit(long["wage"][now], [density[now]], [effect[now]])[0][0].round(3).item()
            )
        assert yearly == [0.112, 0.121]
        premium, errors = fit(
            long["wage"], [long["metropolitan"]], [effect], None, [long["county"]]
        )
        assert (round(float(premium[0]), 2), round(float(errors[0]), 2)) == (0.20, 0.06)

    def test_the_triangle_grew_faster_in_all_nine(self, carolina, logs):
        wide = (
            logs.assign(county=carolina["county"], year=carolina["year"])
            .set_index(["county", "year"])
            .unstack()
        )
        growth = pd.DataFrame(
            {sector: wide[sector][1987] - wide[sector][1981] for sector in SECTORS}
        )
        inside = growth.index.isin(TRIANGLE)
        means = pd.DataFrame(
            {"triangle": growth[inside].mean(), "others": growth[~inside].mean()}
        ).round(3)
        assert (inside.sum(), (~inside).sum()) == (3, 87)
        assert (means["triangle"] > means["others"]).all()
        known = [[0.396, 0.290], [0.449, 0.344], [0.398, 0.336], [0.285, 0.200]]
        assert (
            means.loc[["services", "finance", "manufacturing", "federal"]].to_numpy().tolist()
            == known
        )


class TestCountyIncome:
    def test_every_county_has_every_year(self, income):
        assert len(income) == 2_197 * 17
        assert (income.groupby("county").size() == 17).all()
        assert income[
            ["income", "income_maintenance", "unemployment_insurance"]
        ].isna().sum().tolist() == [3, 3, 3]
        assert (income.loc[income["income"].isna(), "county"] == "48301").all()
        counties = datasets.load("us_counties").set_index("county")
        assert counties.loc["48301", "name"] == "Loving"
        assert set(counties.loc[counties["name"].isna()].index) == {"02280"}

    def test_density_is_people_over_an_area_that_stays(self, income):
        area = (
            (income["population"] / income["density"]).groupby(income["county"]).agg(["min", "max"])
        )
        assert (area["max"] / area["min"]).median() < 1.001

    @pytest.mark.parametrize(
        ("year", "known", "error"),
        [(1980, 0.037, 0.009), (1985, 0.046, 0.009), (1990, 0.044, 0.010), (1996, 0.066, 0.007)],
    )
    def test_income_and_density(self, fit, income, year, known, error):
        here = income[income["year"] == year].dropna(subset="income")
        found, errors = fit(
            np.log(here["income"]), [np.log(here["density"])], (), None, [here["county"].str[:2]]
        )
        assert (round(float(found[0]), 3), round(float(errors[0]), 3)) == (known, error)

    def test_poor_counties_catch_up_and_the_spread_stays(self, fit, income):
        wide = np.log(income.pivot(index="county", columns="year", values="income"))
        density = np.log(income[income["year"] == 1980].set_index("county")["density"])
        growth = wide[1996] - wide[1980]
        assert round(float(fit(growth, [wide[1980]])[0][0]), 2) == -0.26
        assert round(float(fit(growth, [wide[1980], density])[0][0]), 2) == -0.35
        assert wide[[1980, 1996]].std().round(3).tolist() == [0.212, 0.215]


class TestEnterpriseZones:
    def test_ten_cities_get_a_zone_and_keep_it(self, zones):
        assert len(zones) == 22 * 9
        first = zones[zones["zone"] == 1].groupby("city")["year"].min()
        assert first.value_counts().to_dict() == {1984: 6, 1985: 4}
        assert (zones.groupby("city")["zone"].diff().dropna() >= 0).all()

    def test_the_answer_hangs_on_the_model(self, fit, zones):
        changes = (
            zones.groupby("city")[["claims", "zone"]].diff().assign(year=zones["year"]).dropna()
        )
        assert (
            round(float(fit(changes["claims"], [changes["zone"]], [changes["year"]])[0][0]), 3)
            == -0.182
        )
        levels = fit(
            zones["claims"], [zones["zone"]], [zones["city"], zones["year"]], None, [zones["city"]]
        )
        assert round(float(levels[0][0]), 3) == -0.104
        # With the usual correction for the 30 effects and constants that were estimated.
        assert round(float(levels[1][0]) * np.sqrt(197 / 168), 3) == 0.077


class TestReader:
    """Files of R made here by its own rules: a header, items with a type each, numbers the largest byte first."""

    def text(self, value):
        return struct.pack(">ii", 9, len(value)) + value.encode()

    def name(self, value):
        return struct.pack(">i", 1) + self.text(value)

    def pairs(self, *items):
        tagged = struct.pack(">i", 2 | 1024)
        return b"".join(tagged + self.name(name) + item for name, item in items) + struct.pack(
            ">i", 254
        )

    def strings(self, *values):
        return struct.pack(">ii", 16, len(values)) + b"".join(self.text(value) for value in values)

    def saved(self):
        missing = -(2**31)
        numbers = struct.pack(">iidd", 14, 2, 1.5, 2.5)
        factor = struct.pack(">iiii", 13 | 512, 2, 2, missing) + self.pairs(
            ("levels", self.strings("east", "west"))
        )
        columns = (
            struct.pack(">ii", 19 | 512, 2)
            + numbers
            + factor
            + self.pairs(("names", self.strings("wage", "side")))
        )
        return b"RDX2\nX\n" + struct.pack(">iii", 2, 0, 0) + self.pairs(("table", columns))

    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    def test_a_factor_can_miss_a_value(self, pack):
        table = read_rda(pack(self.saved()), "table")
        assert table["wage"].tolist() == [1.5, 2.5]
        assert table["side"].iloc[0] == "west"
        assert pd.isna(table["side"].iloc[1])

    def test_another_name_and_another_file_are_refused(self):
        with pytest.raises(LookupError, match="it holds table"):
            read_rda(self.saved(), "other")
        with pytest.raises(ValueError, match=r"not an \.rda file"):
            read_rda(b"RDA3\nA\n", "table")
