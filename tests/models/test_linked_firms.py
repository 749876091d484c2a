"""The toy cluster in its limits: no links, all links, and what stays the same whatever the links."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.models.linked_firms import PATTERNS, after_closing, flows_between, links_left

FIRMS = pd.Series({"yard": 400.0, "engines": 200.0, "sails": 150.0, "masts": 150.0, "ropes": 100.0})


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("local", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("inputs", [0.2, 0.6])
def test_every_multiplier_is_the_closed_form(pattern, local, inputs):
    multipliers = ag.leontief(flows_between(FIRMS, pattern, local, inputs), FIRMS).sum()
    np.testing.assert_allclose(multipliers, 1 / (1 - local * inputs), rtol=1e-12)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_firm_buys_its_local_share_and_sells_no_more_than_it_makes(pattern):
    flows = flows_between(FIRMS, pattern, 0.7, 0.6)
    np.testing.assert_allclose(flows.sum(), 0.7 * 0.6 * FIRMS)
    assert (flows.sum(axis=1) <= FIRMS).all()
    assert (np.diag(flows) == 0).all()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_without_local_purchases_nobody_is_linked(pattern):
    flows = flows_between(FIRMS, pattern, local=0.0)
    assert (flows == 0).all(axis=None)
    assert np.isnan(links_left(flows, "yard"))
    assert ag.hypothetical_extraction(flows, FIRMS, ["yard"])["others"].item() == pytest.approx(
        0, abs=1e-9
    )


def test_a_hub_takes_every_link_with_it_and_a_web_does_not():
    assert links_left(flows_between(FIRMS, "hub"), "yard") == 0.0
    assert 0.2 < links_left(flows_between(FIRMS, "web"), "yard") < 0.6
    assert links_left(flows_between(FIRMS, "hub"), "ropes") > 0.8


def test_two_equal_firms_are_hub_and_web_at_once():
    pair = pd.Series({"a": 1.0, "b": 1.0})
    pd.testing.assert_frame_equal(flows_between(pair, "web"), flows_between(pair, "hub"))


def test_a_closing_hub_costs_the_others_what_it_bought_and_no_more():
    """Spokes do not trade with one another, so the loss stops after one step."""
    lost = ag.hypothetical_extraction(flows_between(FIRMS, "hub", 0.5, 0.6), FIRMS, ["yard"])[
        "others"
    ].item()
    assert lost == pytest.approx(0.5 * 0.6 * 400)
    web = ag.hypothetical_extraction(flows_between(FIRMS, "web", 0.5, 0.6), FIRMS, ["yard"])[
        "others"
    ].item()
    assert web > lost


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("firm", ["yard", "ropes"])
def test_what_is_left_and_what_is_lost_are_all_there_was(pattern, firm):
    flows = flows_between(FIRMS, pattern, 0.5, 0.6)
    left = after_closing(flows, FIRMS, firm)
    lost = ag.hypothetical_extraction(flows, FIRMS, [firm])["loss"].item()
    assert FIRMS.sum() - left.sum() == pytest.approx(lost)
    assert left[firm] == 0
    assert (left <= FIRMS + 1e-9).all()


def test_strangers_do_not_notice_that_a_neighbour_closes():
    left = after_closing(flows_between(FIRMS, local=0.0), FIRMS, "yard")
    pd.testing.assert_series_equal(left.drop("yard"), FIRMS.drop("yard"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"output": FIRMS.head(1)}, "at least two"),
        ({"output": FIRMS * -1}, "'yard' has -400"),
        ({"output": FIRMS.replace(150.0, np.nan)}, "'sails' has nan"),
        ({"pattern": "star"}, "'star' is unknown"),
        ({"local": 1.2}, "1.2 is not a share"),
        ({"inputs": 1.0}, "cannot use up"),
        (
            {
                "output": pd.Series({"yard": 3.0, "b": 2.0, "c": 2.0}),
                "pattern": "hub",
                "local": 1,
                "inputs": 0.9,
            },
            "yard",
        ),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        flows_between(**{"output": FIRMS, **arguments})


def test_an_unknown_firm_is_named():
    with pytest.raises(ValueError, match="'harbour' is no firm"):
        links_left(flows_between(FIRMS), "harbour")
