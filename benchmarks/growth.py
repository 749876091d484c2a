"""Growth, shift-share, entry and exit, against the packages that have them."""

import econcomplex
import numpy as np

import agglomeration as ag

from .line import Line
from .specialization import ECONCOMPLEX, SIZES, jobs


def two_dates(size):
    """Simulated jobs at two dates, half of the cells empty at both."""
    (before,) = jobs(size)
    return before, before * np.random.default_rng(2).lognormal(0, 0.3, size)


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
]
