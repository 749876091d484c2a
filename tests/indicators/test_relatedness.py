"""Relatedness by regions, occupations and trade: numbers by hand, laws, bad input."""

import sys
from itertools import combinations

import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import spearmanr

from agglomeration.indicators.relatedness import (
    adjusted_rand,
    colocation,
    communities,
    cooccurrence,
    ease_of_recombination,
    nested_communities,
    proximity,
    relatedness_density,
    staffing_contributions,
    staffing_similarity,
    value_chain_channel,
    value_chain_similarity,
)
from agglomeration.indicators.specialization.quotients import presence

steady = settings(max_examples=40, deadline=None)


# Four regions, four industries; nobody has the last.
HAS = pd.DataFrame(
    [[1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 1, 0], [0, 1, 0, 0]],
    index=["A", "B", "C", "D"],
    columns=["steel", "cars", "soap", "none"],
)

counts = arrays(
    np.int64, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=st.integers(0, 20)
).map(pd.DataFrame)


class TestProximity:
    def test_by_hand(self):
        result = proximity(HAS, by="amount")
        assert result.loc["steel", "cars"] == 2 / 4
        assert result.loc["steel", "soap"] == 1 / 2
        assert result.loc["cars", "soap"] == 2 / 4
        assert result.loc["steel", "steel"] == 0
        assert proximity(HAS, diagonal=True, by="amount").loc["steel", "steel"] == 1

    def test_an_industry_nobody_has_is_undefined_and_alone(self):
        result = proximity(HAS, by="amount")
        assert result["none"].isna().all()
        assert result.loc["none"].isna().all()
        assert (
            result.drop("none")
            .drop(columns="none")
            .equals(proximity(HAS.drop(columns="none"), by="amount"))
        )

    def test_an_empty_region_changes_nothing(self):
        table = HAS.drop(columns="none") * 3
        grown = pd.concat([table, pd.DataFrame(0, index=["empty"], columns=table.columns)])
        assert proximity(grown).equals(proximity(table))

    @steady
    @given(counts)
    def test_smaller_of_the_two_conditional_probabilities(self, table):
        result = proximity(table, diagonal=True).to_numpy()
        present = presence(table).fillna(0).to_numpy()
        for i in range(table.shape[1]):
            for j in range(table.shape[1]):
                both, one, other = (
                    (present[:, i] * present[:, j]).sum(),
                    present[:, i].sum(),
                    present[:, j].sum(),
                )
                if one and other:
                    assert result[i, j] == pytest.approx(min(both / one, both / other))
                else:
                    assert np.isnan(result[i, j])

    @steady
    @given(counts, st.randoms(use_true_random=False))
    def test_order_of_regions_and_industries_does_not_matter(self, table, random):
        rows, columns = list(table.index), list(table.columns)
        random.shuffle(rows)
        random.shuffle(columns)
        assert proximity(table.loc[rows, columns]).equals(proximity(table).loc[columns, columns])


class TestCooccurrence:
    @pytest.mark.parametrize(
        ("normalization", "value"),
        [
            (None, 2),
            ("association", 2 * 4 / (2 * 4)),
            ("cosine", 2 / np.sqrt(8)),
            ("jaccard", 2 / 4),
            ("inclusion", 2 / 2),
        ],
    )
    def test_by_hand_with_ubiquity(self, normalization, value):
        result = cooccurrence(HAS, normalization, by="amount")
        assert result.loc["steel", "cars"] == pytest.approx(value)
        assert result["none"].isna().all()

    @pytest.mark.parametrize(
        ("normalization", "value"),
        [
            # Co-occurrences with others: steel 3, cars 4, soap 3; in all 10.
            ("association", 2 * 10 / (3 * 4)),
            ("cosine", 2 / np.sqrt(12)),
            ("jaccard", 2 / (3 + 4 - 2)),
            ("inclusion", 2 / 3),
            ("probability", 2 / ((0.3 * 4 / 7 + 0.4 * 3 / 6) * 5)),
        ],
    )
    def test_by_hand_with_offdiagonal(self, normalization, value):
        result = cooccurrence(HAS, normalization, counts="offdiagonal", by="amount")
        assert result.loc["steel", "cars"] == pytest.approx(value)

    def test_an_industry_found_everywhere_has_no_probability(self):
        assert (
            cooccurrence(HAS, "probability", by="amount")
            .loc["cars", ["steel", "soap"]]
            .isna()
            .all()
        )

    @steady
    @given(counts)
    def test_bounds_and_order_of_the_similarities(self, table):
        jaccard, cosine, inclusion = (
            cooccurrence(table, name, diagonal=True).to_numpy()
            for name in ("jaccard", "cosine", "inclusion")
        )
        defined = ~np.isnan(jaccard)
        assert (jaccard[defined] >= 0).all()
        assert (jaccard[defined] <= cosine[defined] + 1e-12).all()
        assert (cosine[defined] <= inclusion[defined] + 1e-12).all()
        assert (inclusion[defined] <= 1).all()

    def test_independent_industries_have_an_association_of_one(self):
        table = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 0, 1, 0]})
        assert cooccurrence(table, "association", by="amount").loc["a", "b"] == 1

    def test_unknown_or_contradictory_choices(self):
        with pytest.raises(ValueError, match="normalization: 'pmi'"):
            cooccurrence(HAS, "pmi")
        with pytest.raises(ValueError, match="leaves an industry's pair with itself out"):
            cooccurrence(HAS, "jaccard", counts="offdiagonal", diagonal=True)


class TestRelatednessDensity:
    def test_by_hand(self):
        related = pd.DataFrame(
            [[9, 1, 3], [1, 9, 0], [3, 0, 9]], index=list("xyz"), columns=list("xyz")
        )
        has = pd.DataFrame([[1, 1, 0], [0, 0, 1]], columns=list("xyz"))
        result = relatedness_density(has, related, by="amount")
        assert result.to_numpy().tolist() == [[0.25, 1, 1], [0.75, 0, 0]]
        own = relatedness_density(has, related, diagonal=True, by="amount")
        assert own.loc[0, "x"] == 10 / 13

    @steady
    @given(counts)
    def test_bounds_and_saturation(self, table):
        result = relatedness_density(table).to_numpy()
        defined = ~np.isnan(result)
        assert (result[defined] >= 0).all()
        assert (result[defined] <= 1 + 1e-12).all()
        everything = relatedness_density(table * 0 + 1, by="amount").to_numpy()
        assert (np.isclose(everything, 1) | np.isnan(everything)).all()

    def test_empty_units_are_undefined_and_alone(self):
        table = pd.concat([HAS, pd.DataFrame(0, index=["empty"], columns=HAS.columns)]) * 5
        result = relatedness_density(table)
        assert result.loc["empty"].isna().all()
        assert result["none"].isna().all()
        clean = relatedness_density(HAS.drop(columns="none") * 5)
        assert np.allclose(result.loc[clean.index, clean.columns], clean)

    def test_order_of_the_relatedness_does_not_matter(self):
        related = proximity(HAS, by="amount").iloc[::-1, ::-1]
        assert relatedness_density(HAS, related, by="amount").equals(
            relatedness_density(HAS, by="amount")
        )

    @steady
    @given(counts)
    def test_leaving_a_region_out_is_the_proximity_of_the_others(self, table):
        present = (table > 0).astype(int)
        result = relatedness_density(present, leave_out=True, by="amount")
        for region in present.index if len(present) > 1 else ():
            others = proximity(present.drop(index=region), by="amount").reindex_like(
                proximity(present, by="amount")
            )
            expected = relatedness_density(present.loc[[region]], others, by="amount")
            pd.testing.assert_frame_equal(result.loc[[region]], expected)

    def test_leaving_out_takes_away_what_a_region_tells_about_itself(self):
        noise = pd.DataFrame(np.random.default_rng(1).random((40, 60)) < 0.4).astype(int)
        has = noise == 1
        own, others = (
            relatedness_density(noise, leave_out=leave, by="amount") for leave in (False, True)
        )
        gap = [near[has].stack().mean() - near[~has].stack().mean() for near in (own, others)]
        assert gap[0] > 0.005
        assert gap[1] < 0.002
        with pytest.raises(ValueError, match="cannot be computed again"):
            relatedness_density(noise, proximity(noise, by="amount"), leave_out=True, by="amount")

    def test_bad_relatedness_is_named(self):
        related = proximity(HAS, by="amount")
        with pytest.raises(ValueError, match="no row and column for industry 'soap'"):
            relatedness_density(HAS, related.drop("soap"), by="amount")
        with pytest.raises(ValueError, match=r"'steel' and 'steel' have -1; .*clip"):
            relatedness_density(HAS, related.fillna(0) - 1, by="amount")


class TestCommunities:
    def test_two_cliques(self):
        graph = networkx.disjoint_union(networkx.complete_graph(4), networkx.complete_graph(3))
        graph.add_edge(0, 6, weight=0.1)
        related = networkx.to_pandas_adjacency(graph)
        for method in ("louvain", "greedy"):
            assert communities(related, method).tolist() == [1, 1, 1, 1, 2, 2, 2]

    def test_same_seed_same_groups(self):
        values = np.random.default_rng(1).random((40, 40))
        related = pd.DataFrame(values + values.T)
        assert communities(related, seed=3, neighbours=4).equals(
            communities(related, seed=3, neighbours=4)
        )

    def test_the_stability_is_the_mean_agreement_of_every_two_seeds(self):
        values = np.random.default_rng(1).random((40, 40))
        related = pd.DataFrame(values + values.T)
        found = communities(related, seed=3, neighbours=4, seeds=5)
        runs = [communities(related, seed=seed, neighbours=4) for seed in range(3, 8)]
        assert found.equals(runs[0])
        agree = [adjusted_rand(one, other) for one, other in combinations(runs, 2)]
        assert 0 < np.mean(agree) < 1
        assert found.attrs == {"stability": pytest.approx(np.mean(agree)), "seeds": 5}
        assert runs[0].attrs == {}
        levels = nested_communities(related, [0.5, 2], neighbours=4, seeds=3)
        fine = [nested_communities(related, [0.5, 2], neighbours=4, seed=k)[2] for k in range(3)]
        agree = [adjusted_rand(one, other) for one, other in combinations(fine, 2)]
        assert levels.attrs["stability"][2] == pytest.approx(np.mean(agree))

    def test_two_cliques_are_found_from_every_seed(self):
        related = networkx.to_pandas_adjacency(
            networkx.disjoint_union(networkx.complete_graph(4), networkx.complete_graph(3))
        )
        for method in ("louvain", "greedy"):
            assert communities(related, method, seeds=4).attrs["stability"] == 1
        with pytest.raises(ValueError, match="seeds: 0 is not a whole number of at least 1"):
            communities(related, seeds=0)

    def test_undefined_industries_have_no_group_and_lonely_ones_their_own(self):
        related = proximity(HAS, by="amount")
        assert communities(related).isna().to_dict() == {
            "steel": False,
            "cars": False,
            "soap": False,
            "none": True,
        }
        lonely = pd.DataFrame([[0, 1, 0], [1, 0, 0], [0, 0, 0]])
        assert communities(lonely).tolist() == [1, 1, 2]

    def test_networkx_is_asked_for(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "networkx", None)
        with pytest.raises(ImportError, match=r"python3 -m pip install -e '\.\[networks\]'"):
            communities(pd.DataFrame([[0, 1], [1, 0]]))

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match="symmetric"):
            communities(pd.DataFrame([[0, 1], [0, 0]]))
        with pytest.raises(ValueError, match="no row and column for industry 'b'"):
            communities(pd.DataFrame([[0, 1]], index=["a"], columns=["a", "b"]))
        with pytest.raises(ValueError, match="method: 'spectral'"):
            communities(pd.DataFrame([[0.0]]), "spectral")


class TestColocation:
    def test_equals_pandas(self):
        table = pd.DataFrame(np.random.default_rng(2).poisson(5, (30, 6)), columns=list("abcdef"))
        assert np.allclose(colocation(table), table.corr())

    def test_size_of_regions_is_taken_out_by_quotients(self):
        size = np.array([1, 2, 4, 8, 16, 32])
        table = pd.DataFrame(
            {"bakers": size * 10, "barbers": size * 11, "mines": [5, 0, 9, 0, 30, 1]}
        )
        assert colocation(table).loc["bakers", "barbers"] == pytest.approx(1)
        assert colocation(table.assign(bakers=7)).loc["bakers"].isna().all()
        empty = pd.concat([table, pd.DataFrame(0, index=["empty"], columns=table.columns)])
        assert np.allclose(
            colocation(empty, "location_quotient"), colocation(table, "location_quotient")
        )


STAFF = pd.DataFrame(
    [[30, 50, 20, 0], [20, 60, 20, 0], [0, 10, 90, 5], [0, 0, 0, 0], [5, 5, 5, 5]],
    index=["drugs", "soap", "restaurants", "none", "even"],
    columns=["chemists", "operators", "cooks", "clerks"],
)


class TestStaffing:
    def test_equals_numpy_and_scipy(self):
        staff = STAFF.iloc[:3]
        shares = staff.div(staff.sum(axis=1), axis=0)
        assert np.allclose(staffing_similarity(staff), np.corrcoef(shares))
        assert np.allclose(
            staffing_similarity(staff, kind="spearman"), spearmanr(shares, axis=1).statistic
        )
        cosine = staffing_similarity(staff, kind="cosine").loc["drugs", "soap"]
        assert cosine == pytest.approx(4000 / np.sqrt(3800 * 4400))

    def test_subset_of_occupations(self):
        subset = ["chemists", "operators", "clerks"]
        result = staffing_similarity(STAFF.iloc[:3], subset)
        assert np.allclose(result, np.corrcoef(STAFF.iloc[:3][subset]))

    def test_no_profile_is_undefined_and_alone(self):
        result = staffing_similarity(STAFF)
        for label in ("none", "even"):
            assert result[label].isna().all()
            assert result.loc[label].isna().all()
        assert np.allclose(result.iloc[:3, :3], staffing_similarity(STAFF.iloc[:3]))
        assert staffing_similarity(STAFF, kind="cosine").loc["even", "even"] == 1

    @steady
    @given(st.integers(0, 1000), st.integers(2, 8), st.integers(2, 12))
    def test_bounds_symmetry_and_freedom_from_size(self, seed, industries, occupations):
        generator = np.random.default_rng(seed)
        staff = pd.DataFrame(generator.pareto(1, (industries, occupations)))
        result = staffing_similarity(staff)
        assert (result.abs() <= 1).all(axis=None)
        assert np.allclose(result, result.T)
        assert (np.diagonal(result) == 1).all()
        assert np.allclose(
            staffing_similarity(staff.mul(generator.uniform(0.1, 99, industries), axis=0)), result
        )

    def test_contributions_add_up(self):
        parts = staffing_contributions(STAFF, "drugs", "soap")
        assert parts.sum() == pytest.approx(staffing_similarity(STAFF).loc["drugs", "soap"])
        assert parts.is_monotonic_decreasing
        assert staffing_contributions(STAFF, "drugs", "none").isna().all()

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ((STAFF, ["cooks", "pilots"]), "'pilots' is not a column"),
            ((STAFF, ["cooks"]), "at least two"),
            ((STAFF, ["cooks", "cooks"]), "more than once"),
            ((STAFF, None, "kendall"), "kind: 'kendall'"),
            ((STAFF.replace(90, -90),), "industry 'restaurants', occupation 'cooks' is -90"),
            (
                (STAFF.astype(float).replace(90, np.nan),),
                "industry 'restaurants', occupation 'cooks' is missing",
            ),
            ((STAFF.iloc[[0, 0]],), "occurs 2 times"),
        ],
    )
    def test_bad_input_is_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            staffing_similarity(*arguments)
        with pytest.raises(ValueError, match="'pilots' is not a row"):
            staffing_contributions(STAFF, "drugs", "pilots")


def trade(seed=0, industries=6):
    labels = [f"i{number}" for number in range(industries)]
    return pd.DataFrame(
        np.random.default_rng(seed).pareto(1, (industries, industries)),
        index=labels,
        columns=labels,
    )


class TestValueChain:
    @pytest.mark.parametrize("diagonal", [True, False])
    def test_largest_of_four_correlations(self, diagonal):
        flows = trade()
        values = flows.to_numpy().copy()
        if not diagonal:
            np.fill_diagonal(values, 0)
        buys, sells = values.T / values.sum(axis=0)[:, None], values / values.sum(axis=1)[:, None]
        result, channel = (
            value_chain_similarity(flows, diagonal=diagonal),
            value_chain_channel(flows, diagonal=diagonal),
        )
        for i in range(6):
            for j in range(6):
                four = {
                    "purchases-purchases": np.corrcoef(buys[i], buys[j])[0, 1],
                    "sales-sales": np.corrcoef(sells[i], sells[j])[0, 1],
                    "purchases-sales": np.corrcoef(buys[i], sells[j])[0, 1],
                    "sales-purchases": np.corrcoef(sells[i], buys[j])[0, 1],
                }
                assert result.iloc[i, j] == pytest.approx(max(four.values()))
                assert four[channel.iloc[i, j]] == pytest.approx(max(four.values()))

    def test_largest_direct_share_by_hand(self):
        flows = pd.DataFrame(
            [[0, 6, 2], [1, 0, 3], [0, 0, 1]], index=list("abc"), columns=list("abc")
        )
        result, channel = (
            value_chain_similarity(flows, "max_share"),
            value_chain_channel(flows, "max_share"),
        )
        # All of b's purchases come from a; all of a's purchases come from b.
        assert result.loc["a", "b"] == 1
        assert channel.loc["a", "b"] == "buys from"
        # b sells 3 of its 4 to c; c buys 3 of its 6 from b.
        assert result.loc["b", "c"] == 0.75
        assert channel.loc["b", "c"] == "sells to"
        assert channel.loc["c", "b"] == "is sold to by"

    @pytest.mark.parametrize("measure", ["feser-bergman", "max_share"])
    @steady
    @given(seed=st.integers(0, 1000))
    def test_symmetry_bounds_and_freedom_from_units(self, measure, seed):
        flows = trade(seed)
        result = value_chain_similarity(flows, measure)
        assert np.allclose(result, result.T)
        assert (result <= 1).all(axis=None)
        assert np.allclose(value_chain_similarity(flows * 7.5, measure), result)

    def test_an_industry_without_links_is_undefined_and_alone(self):
        flows = trade()
        flows.loc["i2"] = flows["i2"] = 0.0
        result = value_chain_similarity(flows)
        assert result["i2"].isna().all()
        assert value_chain_channel(flows)["i2"].isna().all()
        assert result.drop("i2").drop(columns="i2").notna().all(axis=None)

    def test_an_industry_that_only_sells_is_compared_by_its_sales(self):
        flows = trade()
        flows["i2"] = 0.0
        result, channel = value_chain_similarity(flows), value_chain_channel(flows)
        assert result["i2"].notna().all()
        assert set(channel.loc["i2"]) <= {"sales-sales", "sales-purchases"}

    @pytest.mark.parametrize(
        ("flows", "options", "message"),
        [
            (trade().iloc[:5], {}, "not square"),
            (trade().iloc[::-1], {}, "different order"),
            (-trade(), {}, "negative=True keeps them"),
            (trade().where(trade() < trade().max(axis=None)), {}, "missing"),
            (trade(), {"measure": "mean"}, "measure: 'mean'"),
        ],
    )
    def test_bad_input_is_named(self, flows, options, message):
        with pytest.raises(ValueError, match=message):
            value_chain_similarity(flows, **options)

    def test_negative_flows_on_request(self):
        flows = trade()
        flows.loc["i0", "i1"] = -0.01
        assert value_chain_similarity(flows, negative=True).notna().all(axis=None)


def test_one_region_and_one_industry():
    one = pd.DataFrame([[3]], index=["r"], columns=["i"])
    assert proximity(one).loc["i", "i"] == 0
    assert np.isnan(relatedness_density(one).loc["r", "i"])
    assert np.isnan(colocation(one).loc["i", "i"])
    assert cooccurrence(one, diagonal=True).loc["i", "i"] == 1


@pytest.mark.parametrize("function", [proximity, cooccurrence, colocation, relatedness_density])
def test_bad_tables_are_named_and_good_ones_left_alone(function):
    table = HAS * 3
    function(table)
    assert table.equals(HAS * 3)
    with pytest.raises(ValueError, match="region 'A', industry 'steel' is -3"):
        function(-table)
    with pytest.raises(ValueError, match="region 'A', industry 'soap' is missing"):
        function(table.replace(0, np.nan))
    with pytest.raises(ValueError, match="empty"):
        function(table.iloc[:0])


def test_bootstrap_interval_covers_the_value():
    table = pd.DataFrame(np.random.default_rng(3).poisson(30, (8, 4)))
    result = proximity(table, draws=50, seed=1)
    assert result.value.equals(proximity(table))
    assert (result.lower.to_numpy() <= result.upper.to_numpy()).all()


def test_staffing_has_an_interval_and_takes_its_matrix_by_name():
    matrix = pd.DataFrame(
        {"chemists": [30, 20, 1], "operators": [50, 60, 10], "cooks": [20, 21, 90]}, list("abc")
    )
    result = staffing_similarity(matrix=matrix, kind="cosine", draws=80, seed=1)
    pd.testing.assert_frame_equal(result.value, staffing_similarity(matrix, kind="cosine"))
    assert (result.lower.to_numpy() <= result.upper.to_numpy()).all()
    assert result.lower.loc["a", "b"] < result.value.loc["a", "b"] < result.upper.loc["a", "b"]


class TestEaseOfRecombination:
    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 1000), threshold=st.floats(0.1, 0.9))
    def test_against_a_plain_count(self, seed, threshold):
        values = (np.random.default_rng(seed).random((12, 6)) < threshold).astype(int)
        patents = pd.DataFrame(values, columns=list("abcdef"))
        ease = ease_of_recombination(patents)
        for name in patents:
            mine = patents[patents[name] == 1]
            partners = [other for other in patents if other != name and mine[other].any()]
            assert (
                ease[name] == pytest.approx(len(partners) / len(mine))
                if len(mine)
                else np.isnan(ease[name])
            )

    def test_a_share_of_patents_is_another_quantity(self):
        """Two patents, each with one partner: ease 1 for another partner each time, 0.5 for the same one twice."""
        econcomplex = pytest.importorskip("econcomplex")
        other = pd.DataFrame({"a": [1, 1], "b": [1, 0], "c": [0, 1]})
        same = pd.DataFrame({"a": [1, 1], "b": [1, 1], "c": [0, 0]})
        assert ease_of_recombination(other)["a"] == 1
        assert ease_of_recombination(same)["a"] == 0.5
        assert np.isnan(ease_of_recombination(same)["c"])
        peers = [econcomplex.ease_of_recombination(patents)["a"] for patents in (other, same)]
        assert peers == [1, 1]
