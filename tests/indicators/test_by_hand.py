"""Indicators without a peer, beside their printed formula written out once more: sums over single cells, no arrays."""

import math
from itertools import product
from statistics import mean

import numpy as np
import pandas as pd
import pytest

from agglomeration import (
    regional_coefficients,
    skill_relatedness,
    technical_coefficients,
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
