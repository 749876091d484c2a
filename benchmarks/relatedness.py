"""Relatedness: proximity, density, co-occurrence and the profiles of industries, against packages that have them."""

import econcomplex
import economic_complexity
import numpy as np
import pandas as pd

import agglomeration as ag

from .line import Line
from .specialization import ECONCOMPLEX, ECONOMIC_COMPLEXITY, SIZES, jobs

STAFFING_SIZES = [(60, 200), (250, 820), (1000, 1500)]
INDUSTRIES = [50, 150, 500]


def jobs_and_proximity(size):
    (table,) = jobs(size)
    return table, ag.proximity(table)


def presence(size):
    return (ag.presence(*jobs(size)),)


def flows(industries):
    """Simulated flows between industries, skewed as in real tables."""
    values = np.random.default_rng(industries).lognormal(0, 2, (industries, industries))
    names = [f"industry {number}" for number in range(industries)]
    return (pd.DataFrame(values, index=names, columns=names),)


def four_correlations(table):
    """The largest of the four by numpy alone, a correlation at a time."""
    values = table.to_numpy()
    size = len(values)
    crossed = np.corrcoef(values.T, values)[:size, size:]
    return np.max([np.corrcoef(values.T), np.corrcoef(values), crossed, crossed.T], axis=0)


LINES = [
    Line(
        name="proximity",
        sizes=SIZES,
        make=jobs,
        ours=ag.proximity,
        peers={ECONCOMPLEX: lambda table: econcomplex.proximity(table, compute="product")},
        repeat=5,
    ),
    Line(
        name="relatedness density",
        sizes=SIZES,
        make=jobs,
        ours=ag.relatedness_density,
        peers={ECONCOMPLEX: econcomplex.relatedness_density},
        repeat=5,
    ),
    Line(
        name="relatedness density, proximity given",
        sizes=SIZES,
        make=jobs_and_proximity,
        ours=ag.relatedness_density,
        peers={
            ECONCOMPLEX: econcomplex.relatedness_density,
            ECONOMIC_COMPLEXITY: lambda table, related: economic_complexity.relatedness(
                economic_complexity.rca(table), proximities=related
            ),
        },
        repeat=5,
        note="The proximity is ready made, for economic-complexity's own does not run under pandas 3.",
    ),
    Line(
        name="co-occurrence, association",
        sizes=SIZES,
        make=presence,
        ours=lambda present: ag.cooccurrence(present, "association", by="amount"),
        peers={
            ECONCOMPLEX: lambda present: econcomplex.relatedness_index(
                present, method="association"
            )
        },
        repeat=5,
    ),
    Line(
        name="relative relatedness",
        sizes=SIZES,
        make=jobs,
        ours=ag.relative_relatedness,
        peers={ECONCOMPLEX: econcomplex.relative_relatedness},
        repeat=5,
    ),
    Line(
        name="cross-space proximity",
        sizes=SIZES,
        make=jobs,
        ours=lambda table: ag.cross_proximity(table, table),
        peers={ECONCOMPLEX: lambda table: econcomplex.cross_proximity(table, table)},
        repeat=5,
    ),
    Line(
        name="cross-space relatedness, proximity given",
        sizes=SIZES,
        make=jobs_and_proximity,
        ours=ag.cross_relatedness,
        peers={ECONCOMPLEX: econcomplex.cross_relatedness},
        repeat=5,
    ),
    Line(
        name="coherence and flexibility",
        sizes=SIZES,
        make=jobs,
        ours=ag.coherence,
        peers={
            ECONCOMPLEX: lambda table: (
                econcomplex.relatedness_density_internal(table),
                econcomplex.relatedness_density_external(table),
            )
        },
        repeat=3,
    ),
    Line(
        name="skill relatedness",
        sizes=INDUSTRIES,
        make=flows,
        ours=ag.skill_relatedness,
        repeat=5,
    ),
    Line(
        name="staffing similarity",
        sizes=STAFFING_SIZES,
        make=jobs,
        ours=ag.staffing_similarity,
        peers={f"pandas {pd.__version__}": lambda staff: staff.T.corr()},
        bare={f"bare numpy {np.__version__}": np.corrcoef},
        repeat=5,
    ),
    Line(
        name="value-chain similarity",
        sizes=INDUSTRIES,
        make=flows,
        ours=ag.value_chain_similarity,
        bare={f"bare numpy {np.__version__}": four_correlations},
        repeat=5,
    ),
]
