"""The script of the region pages against the library: it alone computes what depends on a reader's choice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.regions import pages
from clusterbook.regions.kinds import kind_of_place
from clusterbook.regions.pages.elements import shown
from clusterbook.regions.sentences import standing_out

SCRIPT = Path(pages.__file__).with_name("regions.js")
# Pairs of places, two hundred in all.
PAIRS = {"metros": 60, "provinces": 70, "municipalities": 70}


@pytest.fixture(scope="module")
def script(chromium):
    page = chromium.new_page()
    page.set_content("<!doctype html><title>numbers</title>")
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


@pytest.fixture(scope="module", params=PAIRS)
def drawn(request):
    """A kind, and pairs of its places."""
    given = kind_of_place(request.param)
    generator = np.random.default_rng(26)
    pairs = [generator.choice(given.cells.index, 2, replace=False) for _ in range(PAIRS[given.key])]
    return given, [tuple(pair) for pair in pairs]


def holes(row):
    return [None if np.isnan(value) else value for value in row.tolist()]


def as_script(given, code):
    return {"values": holes(given.cells.loc[code]), "total": float(given.totals[code])}


def test_the_script_is_under_ten_kilobytes():
    assert SCRIPT.stat().st_size < 10_000


def test_quotients_and_shares_of_pairs_are_the_librarys_to_the_last_digit(script, drawn):
    given, pairs = drawn
    asked = [[as_script(given, one), as_script(given, other)] for one, other in pairs]
    found = script.evaluate(
        """(pairs) => pairs.map(([a, b]) => a.values.map((value, i) => [
            regions.format(regions.quotient(value, a.total, b.values[i], b.total), 2),
            regions.format(regions.share(value, a.total), 2, true)]))""",
        asked,
    )
    for (one, other), told in zip(pairs, found, strict=True):
        # The library takes no reference with gaps: of what the other place does not publish there is no quotient.
        reference = given.cells.loc[other].dropna()
        found_by_library = ag.location_quotient(
            given.cells.loc[[one], reference.index],
            reference=reference,
            totals=given.totals[[one]],
            reference_total=float(given.totals[other]),
        )
        expected = found_by_library.loc[one].reindex(given.cells.columns)
        shares = given.cells.loc[one] / given.totals[one]
        wanted = [
            [shown(quotient, 2), shown(share, 2, percent=True)]
            for quotient, share in zip(expected, shares, strict=True)
        ]
        assert told == wanted


def test_differences_of_pairs_are_the_librarys_to_the_last_digit(script, drawn):
    given, pairs = drawn
    asked = [[as_script(given, one), as_script(given, other)] for one, other in pairs]
    found = script.evaluate(
        "(pairs) => pairs.map(([a, b]) => regions.format(regions.difference(a, b), 1, true))", asked
    )
    expected = []
    for one, other in pairs:
        both = given.cells.loc[[one, other]].dropna(axis=1)
        gap = ag.hoover_specialization(both, reference=both.loc[other])[one]
        expected.append(shown(gap, 1, percent=True))
    assert found == expected


def test_ranks_are_those_of_pandas_ties_and_gaps_included(script):
    values = pd.Series([3.0, np.nan, 5.0, 3.0, 1.0])
    found = script.evaluate("(all) => all.map((one) => regions.rank(one, all))", holes(values))
    expected = values.rank(ascending=False, method="min")
    assert found == [None if np.isnan(rank) else int(rank) for rank in expected]


def test_intervals_are_those_of_what_stands_out(script):
    given = kind_of_place("states")
    found = standing_out(given)["56"]
    errors = (100 * given.errors.loc["56", found.index]).tolist()
    told = script.evaluate(
        """(rows) => rows.map(([lq, e]) => regions.interval(lq, e).map((end) => regions.format(end, 2)))""",
        list(map(list, zip(found["quotient"].tolist(), errors, strict=True))),
    )
    assert told == [
        [shown(low, 2), shown(high, 2)]
        for low, high in zip(found["lower"], found["upper"], strict=True)
    ]
    assert (
        script.evaluate("() => [regions.interval(null, 5), regions.interval(2, null)]")
        == [None] * 2
    )


def test_fifths_are_those_of_ranks_and_what_is_not_known_has_none(script):
    values = [float(n) for n in range(50)] + [None]
    found = script.evaluate("(all) => all.map((one) => regions.fifth(one, all))", values)
    assert found == [n // 10 for n in range(50)] + [None]
    assert script.evaluate("() => [7, 7, 7].map((one) => regions.fifth(one, [7, 7, 7]))") == [0] * 3


def test_the_strongest_are_the_largest_quotients_of_what_is_large_enough(script, drawn):
    given, pairs = drawn
    for one, other in pairs[:20]:
        found = script.evaluate(
            """([a, b]) => regions.strongest(a, regions.together([b]), 100, 5).map(({ i }) => i)""",
            [as_script(given, one), as_script(given, other)],
        )
        reference = given.cells.loc[other].dropna()
        quotients = ag.location_quotient(
            given.cells.loc[[one], reference.index],
            reference=reference,
            totals=given.totals[[one]],
            reference_total=float(given.totals[other]),
        ).loc[one]
        large = given.cells.loc[one, quotients.index] >= 100
        wanted = quotients[large].dropna().sort_values(ascending=False, kind="stable").head(5)
        assert [given.cells.columns[i] for i in found] == list(wanted.index)


def test_places_together_count_only_those_that_publish(script):
    found = script.evaluate(
        """() => regions.together([{values: [10, null, null], total: 100}, {values: [30, 5, null], total: 50}])"""
    )
    assert found == {"values": [40, 5, None], "totals": [150, 50, 0]}
    assert script.evaluate("() => regions.quotient(2, 10, null, 0)") is None


@pytest.mark.parametrize(
    ("value", "digits", "percent"),
    [
        (0.125, 2, False),
        (-0.001, 2, False),
        (-1234.5, 0, False),
        (1234567, 0, False),
        (0.0005, 1, True),
        (0.99995, 2, True),
        (0, 0, False),
        (1.005, 2, False),
        (-12.34, 1, False),
    ],
)
def test_numbers_are_printed_alike(script, value, digits, percent):
    found = script.evaluate("([v, d, p]) => regions.format(v, d, p)", [value, digits, percent])
    assert found == shown(value, digits, percent)


def test_what_is_not_published_is_never_zero(script):
    assert (
        script.evaluate(
            "() => [regions.share(null, 5), regions.share(undefined, 5), regions.quotient(null, 5, 1, 5)]"
        )
        == [None] * 3
    )
    assert script.evaluate("() => [regions.format(null, 1), regions.format([,1][0], 1)]") == [
        "–",
        "–",
    ]
