"""Entropy, variety, diversity and ubiquity, against the packages that have them."""

import econcomplex
import numpy as np
import pandas as pd

import agglomeration as ag

from .line import Line
from .specialization import ECONCOMPLEX, SIZES, jobs


def jobs_and_classes(size):
    """Simulated jobs, and industries filed in groups of ten and sections of a hundred."""
    (table,) = jobs(size)
    number = np.arange(size[1])
    return table, pd.DataFrame(
        {"section": number // 100, "group": number // 10}, index=table.columns
    )


def variety_by_entropies(table, classes):
    """The same from a package that has entropy only: one table summed up per level."""
    levels = [table.T.groupby(classes[level]).sum().T for level in classes.columns]
    between = [econcomplex.shannon_entropy(level) for level in [*levels, table]]
    return pd.DataFrame({"unrelated": between[0], "related": between[-1] - between[0]})


LINES = [
    Line(
        name="entropy",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.entropy,
        peers={ECONCOMPLEX: econcomplex.shannon_entropy},
        repeat=7,
    ),
    Line(
        name="related and unrelated variety, two levels",
        one_pass=True,
        sizes=SIZES,
        make=jobs_and_classes,
        ours=ag.variety,
        peers={f"{ECONCOMPLEX} and pandas groupby": variety_by_entropies},
        repeat=5,
    ),
    Line(
        name="diversity",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.diversity,
        peers={ECONCOMPLEX: econcomplex.diversity},
        repeat=7,
    ),
    Line(
        name="ubiquity",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.ubiquity,
        peers={ECONCOMPLEX: econcomplex.ubiquity},
        repeat=7,
    ),
]
