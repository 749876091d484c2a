"""Indicators without a peer, beside their printed formula written out once more: sums over single cells, no arrays."""

import math
from itertools import combinations, product
from statistics import fmean, mean, pstdev

import numpy as np
import pandas as pd
import pytest

from agglomeration import (
    convergence,
    cooccurrence,
    disparity,
    entry_model,
    matching,
    mobility,
    regional_coefficients,
    relatedness_density,
    resilience,
    skill_relatedness,
    technical_coefficients,
    theil,
    transition_matrix,
    validation_scores,
)


@pytest.fixture(params=[1, 2, 3])
def generator(request):
    return np.random.default_rng(request.param)


@pytest.mark.parametrize("diagonal", [True, False])
def test_skill_relatedness_is_observed_over_expected_flow(generator, diagonal):
    names = list("abcdef")
    flows = pd.DataFrame(generator.poisson(6, (6, 6)), names, names)
    moves = {
        (i, j): int(flows.loc[i, j]) if diagonal or i != j else 0 for i, j in product(names, names)
    }
    total = sum(moves.values())

    def ratio(i, j):
        left = sum(moves[i, k] for k in names)
        entered = sum(moves[k, j] for k in names)
        return moves[i, j] * total / (left * entered)

    both = skill_relatedness(flows, "ratio", diagonal=diagonal)
    one_way = skill_relatedness(flows, "ratio", directed=True, diagonal=diagonal)
    normalized = skill_relatedness(flows, directed=True, diagonal=diagonal)
    for i, j in product(names, names):
        if i == j and not diagonal:
            continue
        assert one_way.loc[i, j] == pytest.approx(ratio(i, j))
        assert both.loc[i, j] == pytest.approx((ratio(i, j) + ratio(j, i)) / 2)
        assert normalized.loc[i, j] == pytest.approx((ratio(i, j) - 1) / (ratio(i, j) + 1))


def test_skill_relatedness_of_equal_flows_is_the_association_strength_of_cooccurrences(generator):
    """So other packages call it: regions that have both stand for people who move one way and the other."""
    has = pd.DataFrame((generator.random((30, 6)) < 0.5).astype(float), columns=list("abcdef"))
    both = cooccurrence(has, by="amount")
    association = cooccurrence(has, "association", counts="offdiagonal", by="amount")
    pd.testing.assert_frame_equal(skill_relatedness(both, "ratio"), association, check_names=False)


def test_regional_coefficients_are_those_of_flegg_and_webber(generator):
    names, delta = list("abcde"), 0.3
    flows = pd.DataFrame(generator.uniform(0, 10, (5, 5)), names, names)
    nation = pd.Series(flows.sum(axis=0) * 2, names)
    region = nation * generator.uniform(0.01, 0.3, 5)
    national = technical_coefficients(flows, nation)
    size = region.sum() / nation.sum()
    slq = {i: (region[i] / nation[i]) / size for i in names}
    shrinks = math.log2(1 + size) ** delta

    def quotient(kind, i, j):
        if kind == "slq":
            return slq[i]
        crossed = slq[i] if i == j else slq[i] / slq[j]
        if kind == "cilq":
            return crossed
        # The augmentation is for buyers in which the region is specialized.
        return crossed * shrinks * (math.log2(1 + slq[j]) if kind == "aflq" and slq[j] > 1 else 1)

    for kind in ("slq", "cilq", "flq", "aflq"):
        found = regional_coefficients(national, region, nation, kind, delta)
        for i, j in product(names, names):
            wanted = national.loc[i, j] * min(1, quotient(kind, i, j))
            assert found.loc[i, j] == pytest.approx(wanted)


def test_validation_scores_compare_each_group_and_industry_with_the_other_groups(generator):
    names = [f"i{number}" for number in range(14)]
    groups = pd.Series(generator.permutation([1] * 5 + [2] * 4 + [3] * 3 + [4] * 2), names)
    kin = np.equal.outer(groups.to_numpy(), groups.to_numpy()) * 0.3
    near = pd.DataFrame(generator.uniform(0, 1, (14, 14)) + kin, names, names)
    members = {group: [name for name in names if groups[name] == group] for group in (1, 2, 3, 4)}

    def between(one, other):
        pairs = [(i, j) for i, j in product(one, other) if i != j]
        return mean((near.loc[i, j] + near.loc[j, i]) / 2 for i, j in pairs)

    def passing(units):
        """Percent of them above the mean, and above the 95th percentile, of what they have with other groups."""
        above = []
        for unit, own in units:
            others = [between(unit, members[group]) for group in members if group != own]
            within = between(unit, members[own])
            above.append((within > mean(others), within > np.percentile(others, 95)))
        return [100 * np.mean(kind) for kind in zip(*above, strict=True)]

    found = validation_scores(groups, near).iloc[0]
    wanted = [
        *passing([(members[group], group) for group in members]),
        *passing([([name], groups[name]) for name in names]),
    ]
    assert found.iloc[:4].tolist() == pytest.approx(wanted)
    assert found["score"] == pytest.approx(mean(wanted))


def test_a_markov_chain_counts_cells_by_class_before_and_after(generator):
    before, after = (pd.DataFrame(generator.lognormal(0, 0.8, (9, 7)).round(1)) for _ in range(2))
    before.iloc[0, 0] = after.iloc[1, 1] = np.nan
    bounds = (0.5, 1.0, 2.0)

    def level(value):
        return sum(value >= bound for bound in bounds)

    moves = dict.fromkeys(product(range(4), repeat=2), 0)
    for row, column in product(range(9), range(7)):
        first, last = before.iloc[row, column], after.iloc[row, column]
        if not (math.isnan(first) or math.isnan(last)):
            moves[level(first), level(last)] += 1
    counts = transition_matrix(before, after, bounds, counts=True)
    chances = transition_matrix(before, after, bounds)
    for one, two in moves:
        assert counts.iloc[one, two] == moves[one, two]
        of_class = sum(moves[one, other] for other in range(4))
        assert chances.iloc[one, two] == pytest.approx(moves[one, two] / of_class)
    assert counts.to_numpy().sum() == 61


def test_rank_mobility_is_one_less_kendalls_tau_with_ties(generator):
    before, after = (pd.Series(generator.integers(0, 6, 20).astype(float)) for _ in range(2))
    signs, one_level, other_level = 0, 0, 0
    for i, j in combinations(range(20), 2):
        first, last = before[i] - before[j], after[i] - after[j]
        signs += np.sign(first * last)
        one_level, other_level = one_level + (first == 0), other_level + (last == 0)
    pairs = 20 * 19 / 2
    wanted = 1 - signs / math.sqrt((pairs - one_level) * (pairs - other_level))
    assert mobility(before.to_frame("x"), after.to_frame("x"))["x"] == pytest.approx(wanted)


def test_resilience_is_what_a_region_loses_and_wins_beside_the_expected(generator):
    names = list("abcd"), list("xyz")
    before = pd.DataFrame(generator.uniform(50, 100, (4, 3)), *names)
    trough = before * generator.uniform(0.6, 1.0, (4, 3))
    after = trough * generator.uniform(0.9, 1.4, (4, 3))

    def change(first, last, region, expected):
        """The region's change and the expected one, as shares of its beginning."""
        begin = sum(first.loc[region])
        own = (sum(last.loc[region]) - begin) / begin
        if expected == "nation":
            return own, sum(map(sum, last.to_numpy())) / sum(map(sum, first.to_numpy())) - 1
        rates = {name: sum(last[name]) / sum(first[name]) - 1 for name in first}
        return own, sum(first.loc[region, name] * rates[name] for name in first) / begin

    for expected in ("nation", "industries"):
        found = resilience(before, trough, after, expected)
        for region in before.index:
            for phase, parts in (("resistance", (before, trough)), ("recovery", (trough, after))):
                own, wanted = change(*parts, region, expected)
                ratio = (own - wanted) / abs(wanted)
                assert found.loc[region, phase] == pytest.approx(ratio)
            loss, usual = change(before, trough, region, expected)
            assert found.loc[region, ["loss", "expected_loss"]].tolist() == pytest.approx(
                [loss, usual]
            )


def test_disparity_is_how_far_incomes_lie_from_their_mean(generator):
    income, heads = generator.uniform(10, 50, 8).tolist(), generator.uniform(1, 9, 8).tolist()
    whole = sum(heads)
    middle = sum(y * p for y, p in zip(income, heads, strict=True)) / whole
    spread = sum((y - middle) ** 2 * p / whole for y, p in zip(income, heads, strict=True))
    values, people = pd.Series(income), pd.Series(heads)
    assert disparity(values, people) == pytest.approx(math.sqrt(spread) / middle)
    assert disparity(values) == pytest.approx(pstdev(income) / fmean(income))
    assert disparity(values, kind="log") == pytest.approx(pstdev(map(math.log, income)))


def test_the_error_of_the_speed_is_that_of_the_slope_carried_over(generator):
    """White's error of a line, n / (n - 2) times, and the derivative of the speed by the slope."""
    before = pd.Series(generator.lognormal(3, 0.4, 15))
    after = before**0.7 * generator.lognormal(1, 0.1, 15)
    years = 12
    x = [math.log(value) for value in before]
    y = [
        (math.log(last) - math.log(first)) / years
        for first, last in zip(before, after, strict=True)
    ]
    middle, level = fmean(x), fmean(y)
    squares = sum((one - middle) ** 2 for one in x)
    slope = sum((one - middle) * (two - level) for one, two in zip(x, y, strict=True)) / squares
    left = [two - level - slope * (one - middle) for one, two in zip(x, y, strict=True)]
    meat = sum(((one - middle) * rest) ** 2 for one, rest in zip(x, left, strict=True))
    error = math.sqrt(meat * 15 / 13) / squares
    found = convergence(before, after, years)
    assert found.details["slope"] == pytest.approx(slope)
    assert found.tables["coefficients"].loc["initial", "error"] == pytest.approx(error)
    assert found.estimate == pytest.approx(-math.log(1 + slope * years) / years)
    assert found.error == pytest.approx(error / (1 + slope * years))


def test_matching_and_its_error_are_those_of_abadie_and_imbens(generator):
    """Two neighbours in one covariate, what is left between them taken out by a line through the matched controls."""
    x = generator.normal(size=24)
    treated = np.arange(24) < 9
    y = x + treated + generator.normal(scale=0.3, size=24)
    controls = [j for j in range(24) if not treated[j]]
    found = matching(
        pd.DataFrame({"x": x, "treated": treated, "outcome": y}), covariates=["x"], neighbours=2
    )

    def nearest(i, others, count):
        return sorted(others, key=lambda j: abs(x[i] - x[j]))[:count]

    partners = {i: nearest(i, controls, 2) for i in range(9)}
    used = [j for i in range(9) for j in partners[i]]
    middle, level = fmean(x[used]), fmean(y[used])
    slope = sum((x[j] - middle) * (y[j] - level) for j in used) / sum(
        (x[j] - middle) ** 2 for j in used
    )
    gaps = [y[i] - fmean(y[j] + slope * (x[i] - x[j]) for j in partners[i]) for i in range(9)]
    estimate = fmean(gaps)
    variance = sum((gap - estimate) ** 2 for gap in gaps)
    for j in controls:
        serves = used.count(j)
        twin = nearest(j, [other for other in controls if other != j], 1)[0]
        # Half the squared difference of the nearest two says how much luck there is about one.
        variance += serves * (serves - 1) / 4 * (y[j] - y[twin]) ** 2 / 2
    assert found.estimate == pytest.approx(estimate)
    assert found.error == pytest.approx(math.sqrt(variance) / 9)


def test_regions_that_are_left_out_are_ranked_by_what_the_others_teach(generator):
    """Entry by rates of industries elsewhere, by density, and by both: pairs within a region, counted one by one."""
    regions, industries = 12, 10
    before = pd.DataFrame((generator.random((regions, industries)) < 0.4).astype(int))
    arrivals = generator.random((regions, industries)) < 0.4
    after = before | pd.DataFrame(arrivals.astype(int))
    kin = pd.DataFrame(generator.uniform(0, 1, (industries, industries)))
    kin = (kin + kin.T) / 2
    near = relatedness_density(before, kin, by="amount")
    cells = [
        (r, i) for r, i in product(range(regions), range(industries)) if before.iloc[r, i] == 0
    ]
    assert len({r for r, _ in cells}) == regions
    came = {cell: int(after.iloc[cell]) for cell in cells}
    scores = {name: {} for name in ("industries", "density", "both")}
    for fold in range(10):
        inside = [cell for cell in cells if cell[0] % 10 != fold]
        share, typical = fmean(came[cell] for cell in inside), fmean(near.iloc[c] for c in inside)
        # A dummy for each region and industry: what density adds beside them.
        design = [[near.iloc[r, i], *np.eye(regions)[r], *np.eye(industries)[i]] for r, i in inside]
        slope = np.linalg.lstsq(np.array(design), [came[c] for c in inside], rcond=None)[0][0]
        for r, i in cells:
            if r % 10 != fold:
                continue
            others = [cell for cell in inside if cell[1] == i]
            rate = (sum(came[c] for c in others) + share) / (len(others) + 1)
            middle = (sum(near.iloc[c] for c in others) + typical) / (len(others) + 1)
            density = near.iloc[r, i]
            scores["industries"][r, i] = rate
            scores["density"][r, i] = density if slope >= 0 else -density
            scores["both"][r, i] = rate + slope * (density - middle)
    found = entry_model(before, after, kin, by="amount").tables["out_of_sample"]
    for name, score in scores.items():
        right, pairs = {}, {}
        for r in range(regions):
            own = [cell for cell in cells if cell[0] == r]
            events, none = ([c for c in own if came[c] == kind] for kind in (1, 0))
            if events and none:
                above = [score[e] - score[n] for e, n in product(events, none)]
                right[r] = sum((gap > 1e-12) + 0.5 * (abs(gap) <= 1e-12) for gap in above)
                pairs[r] = len(above)
        auc = sum(right.values()) / sum(pairs.values())
        squares = sum((right[r] - auc * pairs[r]) ** 2 for r in right)
        error = math.sqrt(len(right) / (len(right) - 1) * squares) / sum(pairs.values())
        assert found.loc[name, "auc"] == pytest.approx(auc)
        assert found.loc[name, "error"] == pytest.approx(error)


def test_the_divergence_of_mori_and_others_is_theils_t_of_jobs_per_area(generator):
    jobs, area = generator.uniform(1, 9, (7, 2)), generator.uniform(1, 5, 7)
    table, land = pd.DataFrame(jobs, columns=["steel", "soap"]), pd.Series(area)
    found = theil(table.div(land, axis=0), weights=land)
    for name in table:
        share = [value / sum(table[name]) for value in table[name]]
        room = [value / sum(land) for value in land]
        wanted = sum(p * math.log(p / q) for p, q in zip(share, room, strict=True))
        assert found[name] == pytest.approx(wanted)
