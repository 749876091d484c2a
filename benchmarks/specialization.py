"""Location quotients and indices of specialization, against the packages that have them."""

from importlib.metadata import version

import econcomplex
import economic_complexity
import numpy as np
import pandas as pd

import agglomeration as ag

from .line import Line

SIZES = [(400, 200), (1_600, 500), (3_200, 1_000)]
ECONCOMPLEX = f"econcomplex {version('econcomplex')}"
ECONOMIC_COMPLEXITY = f"economic-complexity {version('economic-complexity')}"


def jobs(size):
    """Simulated jobs, regions x industries, half of the cells empty."""
    generator = np.random.default_rng(1)
    values = generator.lognormal(3, 1.5, size) * (generator.random(size) < 0.5)
    return (
        pd.DataFrame(
            values,
            [f"r{row}" for row in range(size[0])],
            [f"i{column}" for column in range(size[1])],
        ),
    )


def plain_quotient(table):
    """What one would write by hand, without checks or labels."""
    values = table.to_numpy()
    share = values / values.sum(axis=1, keepdims=True)
    return share / (values.sum(axis=0) / values.sum())


LINES = [
    Line(
        name="location quotient",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.location_quotient,
        peers={
            ECONCOMPLEX: econcomplex.location_quotient,
            ECONOMIC_COMPLEXITY: economic_complexity.rca,
        },
        bare={f"numpy {np.__version__}": plain_quotient},
        earlier={"EconGeo": {(3_200, 1_000): 1.66}},
        repeat=7,
    ),
    Line(
        name="Krugman specialization",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.krugman_specialization,
        peers={ECONCOMPLEX: econcomplex.krugman_index},
        repeat=7,
    ),
    Line(
        name="Hoover specialization",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.hoover_specialization,
        peers={ECONCOMPLEX: econcomplex.specialization_coefficient},
        repeat=7,
    ),
    Line(
        name="Hachman index",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.hachman,
        peers={ECONCOMPLEX: econcomplex.hachman_index},
        repeat=7,
    ),
    Line(
        name="Herfindahl index",
        one_pass=True,
        sizes=SIZES,
        make=jobs,
        ours=ag.herfindahl,
        peers={ECONCOMPLEX: lambda table: econcomplex.herfindahl(table, normalize=False)},
        repeat=7,
    ),
]
