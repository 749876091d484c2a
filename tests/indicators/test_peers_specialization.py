"""Agreement with other packages on one seeded table, and the disagreements by name."""

import warnings

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

econcomplex = pytest.importorskip("econcomplex")
economic_complexity = pytest.importorskip("economic_complexity")
ecomplexity = pytest.importorskip("ecomplexity")


@pytest.fixture(scope="module")
def table():
    generator = np.random.default_rng(20)
    jobs = generator.lognormal(3, 1.5, (40, 25)) * (generator.random((40, 25)) < 0.7)
    return pd.DataFrame(
        jobs, [f"r{row:02d}" for row in range(40)], [f"i{column:02d}" for column in range(25)]
    )


@pytest.fixture(scope="module")
def later(table):
    factors = np.random.default_rng(21).lognormal(0, 0.5, table.shape)
    return table * factors + (np.random.default_rng(22).random(table.shape) < 0.1) * 5


@pytest.fixture(scope="module")
def with_empty(table):
    """The same with a region and an industry that nobody fills."""
    more = table.copy()
    more.loc["empty"] = 0.0
    more["nowhere"] = 0.0
    return more


@pytest.fixture(scope="module")
def ecomplexity_rows(table):
    long = table.stack().rename("val").rename_axis(["loc", "prod"]).reset_index().assign(time=2000)
    names = {"time": "time", "loc": "loc", "prod": "prod", "val": "val"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ecomplexity.ecomplexity(long, names, verbose=False, check_logsupermodularity=False)


class TestAgreement:
    def test_location_quotient(self, table, ecomplexity_rows):
        ours = ag.location_quotient(table)
        pd.testing.assert_frame_equal(ours, econcomplex.location_quotient(table))
        pd.testing.assert_frame_equal(ours, economic_complexity.rca(table))
        theirs = ecomplexity_rows.pivot(index="loc", columns="prod", values="rca")
        assert np.allclose(ours, theirs.loc[table.index, table.columns].fillna(0.0).astype(float))

    def test_presence_diversity_and_ubiquity(self, table, ecomplexity_rows):
        assert np.array_equal(ag.presence(table), econcomplex.location_quotient(table, binary=True))
        assert np.array_equal(ag.diversity(table), econcomplex.diversity(table))
        assert np.array_equal(ag.ubiquity(table), econcomplex.ubiquity(table))
        per_region = ecomplexity_rows.groupby("loc")["diversity"].first()
        assert np.array_equal(ag.diversity(table), per_region[table.index])
        per_industry = ecomplexity_rows.groupby("prod")["ubiquity"].first()
        assert np.array_equal(ag.ubiquity(table), per_industry[table.columns])

    def test_indices_of_a_region(self, table):
        assert np.allclose(ag.krugman_specialization(table), econcomplex.krugman_index(table))
        assert np.allclose(
            ag.hoover_specialization(table), econcomplex.specialization_coefficient(table)
        )
        assert np.allclose(ag.hachman(table), econcomplex.hachman_index(table))
        assert np.allclose(ag.herfindahl(table), econcomplex.herfindahl(table, normalize=False))
        assert np.allclose(ag.herfindahl(table, normalized=True), econcomplex.herfindahl(table))
        assert np.allclose(ag.entropy(table), econcomplex.shannon_entropy(table))
        assert np.allclose(
            ag.entropy(table, base=np.e), econcomplex.shannon_entropy(table, base=np.e)
        )

    def test_growth(self, table, later):
        for axis, of in enumerate(["regions", "industries"]):
            theirs = econcomplex.growth_rate(table, later, axis=axis)
            assert np.allclose(ag.growth(table, later, of=of) * 100, theirs)
        ours, theirs = ag.growth(table, later), econcomplex.growth_matrix(table, later)
        assert np.allclose(ours[table > 0] * 100, theirs[table > 0], equal_nan=True)

    def test_entry_and_exit(self, table, later):
        for ours, theirs in (
            (ag.entry(table, later), econcomplex.entry([table, later])),
            (ag.exit(table, later), econcomplex.exit([table, later])),
        ):
            assert np.array_equal(ours == 1, theirs == 1)


class TestDisagreement:
    def test_econcomplex_calls_the_undefined_zero(self, with_empty):
        """0/0 is 0 there: an empty region looks unspecialised, and an industry nobody has looks rare."""
        theirs = econcomplex.location_quotient(with_empty)
        assert (theirs.loc["empty"] == 0).all() and (theirs["nowhere"] == 0).all()
        ours = ag.location_quotient(with_empty)
        assert ours.loc["empty"].isna().all() and ours["nowhere"].isna().all()
        assert econcomplex.diversity(with_empty)["empty"] == 0 and np.isnan(
            ag.diversity(with_empty)["empty"]
        )
        assert econcomplex.ubiquity(with_empty)["nowhere"] == 0 and np.isnan(
            ag.ubiquity(with_empty)["nowhere"]
        )

    def test_econcomplex_gives_an_empty_region_a_krugman_index_of_one(self, with_empty):
        assert econcomplex.krugman_index(with_empty)["empty"] == pytest.approx(1)
        assert np.isnan(ag.krugman_specialization(with_empty)["empty"])

    def test_econcomplex_hachman_index_of_an_empty_region_is_the_most_specialised(self, with_empty):
        assert econcomplex.hachman_index(with_empty)["empty"] == 0
        assert np.isnan(ag.hachman(with_empty)["empty"])

    def test_econcomplex_normalizes_the_herfindahl_index_unasked_and_goes_below_zero(
        self, with_empty
    ):
        assert econcomplex.herfindahl(with_empty)["empty"] < 0
        assert np.isnan(ag.herfindahl(with_empty, normalized=True)["empty"])

    def test_econcomplex_entropy_of_an_empty_region_is_that_of_a_company_town(self, with_empty):
        assert econcomplex.shannon_entropy(with_empty)["empty"] == 0
        assert np.isnan(ag.entropy(with_empty)["empty"])

    def test_economic_complexity_takes_missing_for_zero(self, table):
        withheld = table.copy()
        withheld.iloc[0, 0] = np.nan
        assert economic_complexity.rca(withheld).iloc[0, 0] == 0
        with pytest.raises(ValueError, match="region 'r00', industry 'i00' is missing"):
            ag.location_quotient(withheld)

    def test_econcomplex_growth_from_nothing_is_zero(self, table, later):
        began = ((table == 0) & (later > 0)).to_numpy()
        assert began.any()
        assert (econcomplex.growth_matrix(table, later).to_numpy()[began] == 0).all()
        assert np.isnan(ag.growth(table, later).to_numpy()[began]).all()

    def test_econcomplex_entry_has_zeros_where_no_entry_was_possible(self, table, later):
        there = ag.presence(table).to_numpy() == 1
        ours, theirs = (
            ag.entry(table, later).to_numpy(),
            econcomplex.entry([table, later]).to_numpy(),
        )
        assert (theirs[there] == 0).all() and np.isnan(ours[there]).all()
        assert np.nanmean(ours) > theirs.mean()

    def test_peers_accept_negative_amounts(self, table):
        negative = table.copy()
        negative.iloc[0, 0] = -5.0
        assert econcomplex.location_quotient(negative).iloc[0, 0] < 0
        with pytest.raises(ValueError, match="region 'r00', industry 'i00' is -5"):
            ag.location_quotient(negative)
