"""Entry by relatedness: the arithmetic, a known truth, what only looks like it, and what is refused."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as formulas

import agglomeration as ag
from clusterbook.models.related_entry import simulate_entry


def long(world, density):
    """The cells at risk as rows."""
    rows = pd.DataFrame(
        {
            "entry": world.after.stack(),
            "density": density.stack(),
            "held": world.before.stack(),
        }
    ).reset_index()
    return rows[rows["held"] == 0]


@pytest.mark.parametrize("cluster", ["region", "industry"])
def test_it_is_the_regression_with_a_dummy_for_each_region_and_industry(cluster):
    world = simulate_entry(regions=25, industries=15, seed=2)
    found = ag.entry_model(
        world.before, world.after, world.relatedness, by="amount", cluster=cluster
    )
    rows = long(world, ag.relatedness_density(world.before, world.relatedness, by="amount"))
    fit = formulas.ols("entry ~ density + C(region) + C(industry)", rows).fit(
        cov_type="cluster", cov_kwds={"groups": rows[cluster]}, use_t=True
    )
    assert found.estimate == pytest.approx(fit.params["density"])
    assert found.observations == len(rows) == found.details["at_risk"]
    assert found.details["events"] == rows["entry"].sum()
    # With dummies each effect costs a degree of freedom; here those that are sums of the clusters do not.
    full = len(rows) - len(fit.params)
    nested = full + rows[cluster].nunique()
    assert found.error == pytest.approx(fit.bse["density"] * np.sqrt(full / nested), rel=1e-3)


def test_without_fixed_effects_it_is_a_line():
    world = simulate_entry(regions=20, industries=10, seed=3)
    found = ag.entry_model(
        world.before, world.after, world.relatedness, by="amount", fixed_effects=False
    )
    rows = long(world, ag.relatedness_density(world.before, world.relatedness, by="amount"))
    assert found.estimate == pytest.approx(np.polyfit(rows["density"], rows["entry"], 1)[0])


@pytest.mark.parametrize("strength", [0.0, 0.3])
def test_intervals_of_95_percent_hold_the_truth_in_about_95(strength):
    """60 worlds: within three standard errors of the share; without fixed effects far fewer do."""
    held = {True: 0, False: 0}
    for seed in range(60):
        world = simulate_entry(strength, regions=50, industries=30, seed=seed)
        for fixed in held:
            found = ag.entry_model(
                world.before, world.after, world.relatedness, by="amount", fixed_effects=fixed
            )
            held[fixed] += found.lower <= strength <= found.upper
    assert held[True] / 60 >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 60)
    assert held[False] < held[True]


def test_left_out_regions_are_foretold_where_relatedness_works_and_not_where_it_does_not():
    works, not_so = (
        np.mean(
            [
                ag.entry_model(world.before, world.after, by="amount")
                .tables["out_of_sample"]["auc"]
                .loc["density"]
                for world in (simulate_entry(strength, seed=seed) for seed in range(5))
            ]
        )
        for strength in (0.4, 0.0)
    )
    assert works > 0.55
    assert abs(not_so - 0.5) < 0.05


def test_exit_is_what_entry_is_with_presence_turned_round():
    world = simulate_entry(seed=4)
    stays = ag.entry_model(world.before, world.after, world.relatedness, "exit", by="amount")
    assert stays.details["at_risk"] == world.before.to_numpy().sum()
    lost = (world.before > world.after).to_numpy().sum()
    assert stays.details["events"] == lost
    assert stays.details["rate"] == pytest.approx(lost / world.before.to_numpy().sum())


def test_a_margin_leaves_out_what_wavers():
    generator = np.random.default_rng(5)
    before = pd.DataFrame(generator.gamma(2, 1, (30, 20)))
    after = before * generator.uniform(0.7, 1.4, before.shape)
    counts = [
        ag.entry_model(before, after, margin=margin).details["events"] for margin in (0, 0.05, 0.1)
    ]
    assert counts[0] > counts[1] > counts[2] > 0
    quotients = [ag.location_quotient(table) for table in (before, after)]
    assert counts[2] == ((quotients[0] < 0.9) & (quotients[1] >= 1.1)).to_numpy().sum()


def test_order_and_unit_of_the_tables_do_not_matter():
    generator = np.random.default_rng(6)
    before = pd.DataFrame(generator.gamma(1, 1, (15, 12)))
    after = before * generator.uniform(0.3, 3, before.shape)
    one = ag.entry_model(before, after)
    two = ag.entry_model(before * 1000, after.iloc[::-1, ::-1] / 7)
    assert two.estimate == pytest.approx(one.estimate)
    assert two.error == pytest.approx(one.error)


def test_an_error_that_is_twice_as_large_detects_half_as_much():
    found = ag.entry_model(*_tables(), by="amount")
    assert found.details["detectable"] == pytest.approx(2.80 * found.error, rel=1e-3)


def _tables():
    world = simulate_entry(seed=7)
    return world.before, world.after


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda before, after: {"after": before}, "none of the cells at risk changed"),
        (lambda before, after: {"before": before * 0 + 1}, "no industry is absent anywhere"),
        (lambda before, after: {"margin": 1}, "margin: 1 is not from 0 to below 1"),
        (lambda before, after: {"cluster": "city"}, "cluster"),
        (lambda before, after: {"of": "growth"}, "of"),
        (lambda before, after: {"after": after.iloc[1:]}, "after"),
        (lambda before, after: {"relatedness": _all_alike(before)}, "does not vary"),
    ],
)
def test_what_cannot_be_told_is_said(change, words):
    before, after = _tables()
    given = {"before": before, "after": after, "by": "amount"} | change(before, after)
    with pytest.raises(ValueError, match=words):
        ag.entry_model(**given)


def _all_alike(before):
    """All are related to the first alone: the density of any other is whether the region has the first."""
    related = pd.DataFrame(0.0, before.columns, before.columns)
    related.iloc[0, 1:] = 1
    return related
