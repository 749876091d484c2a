"""Growth, shift-share, entry and exit, mobility and resilience, against the packages that have them."""

from importlib.metadata import version

import econcomplex
import numpy as np
import pandas as pd
from scipy.stats import kendalltau

import agglomeration as ag

from .line import Line
from .specialization import ECONCOMPLEX, SIZES, jobs


def two_dates(size):
    """Simulated jobs at two dates, half of the cells empty at both."""
    (before,) = jobs(size)
    return before, before * np.random.default_rng(2).lognormal(0, 0.3, size)


def quotients_at_two_dates(size):
    before, after = two_dates(size)
    return ag.location_quotient(before), ag.location_quotient(after)


def three_dates(size):
    """The same beside a trough: a tenth lost, and the second date won."""
    before, after = two_dates(size)
    return before, 0.9 * before, after


def incomes(size):
    """Simulated incomes and heads by region (rows) and date (columns)."""
    generator = np.random.default_rng(3)
    return tuple(
        pd.DataFrame(generator.lognormal(level, 0.4, size), range(size[0]), range(size[1]))
        for level in (3, 10)
    )


def ranks_one_by_one(before, after):
    """Kendall's tau of scipy, an industry at a time."""
    return [
        1 - kendalltau(first, last).statistic
        for first, last in zip(before.to_numpy().T, after.to_numpy().T, strict=True)
    ]


def plain_shift_share(before, after):
    """What one would write by hand: industries that begin are lost, and nothing is checked."""
    first, last = before.to_numpy(), after.to_numpy()
    overall = last.sum() / first.sum() - 1
    industry = last.sum(axis=0) / first.sum(axis=0) - 1
    mix = (first * (industry - overall)).sum(axis=1)
    return first.sum(axis=1) * overall, mix, (last - first - first * industry).sum(axis=1)


LINES = [
    Line(
        name="growth of every cell",
        one_pass=True,
        sizes=SIZES,
        make=two_dates,
        ours=ag.growth,
        peers={ECONCOMPLEX: econcomplex.growth_matrix},
        repeat=7,
    ),
    Line(
        name="shift-share",
        one_pass=True,
        sizes=SIZES,
        make=two_dates,
        ours=ag.shift_share,
        bare={f"numpy {np.__version__}": plain_shift_share},
        repeat=7,
    ),
    Line(
        name="entry",
        one_pass=True,
        sizes=SIZES,
        make=two_dates,
        ours=ag.entry,
        peers={ECONCOMPLEX: lambda before, after: econcomplex.entry([before, after])},
        repeat=7,
    ),
    Line(
        name="Williamson disparity, 60 dates",
        sizes=[(100, 60), (1_000, 60), (10_000, 60)],
        make=incomes,
        ours=ag.disparity,
        repeat=7,
    ),
    Line(
        name="Markov chain of specialization",
        sizes=SIZES,
        make=quotients_at_two_dates,
        ours=ag.transition_matrix,
        repeat=5,
    ),
    Line(
        name="rank mobility by industry",
        sizes=SIZES[:-1],
        make=two_dates,
        ours=ag.mobility,
        peers={f"scipy {version('scipy')}, one by one": ranks_one_by_one},
        repeat=3,
    ),
    Line(
        name="resilience beside the nation's industries",
        sizes=SIZES,
        make=three_dates,
        ours=lambda *tables: ag.resilience(*tables, "industries"),
        repeat=5,
    ),
]
