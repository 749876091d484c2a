"""Input-output inverses, linkages and extraction, against pymrio."""

import numpy as np
import pymrio

import agglomeration as ag

from .line import Line
from .relatedness import flows

INDUSTRIES = [70, 300, 1200]
PYMRIO = f"pymrio {pymrio.__version__}"


def economy(industries):
    """Simulated flows that take up at most 70 % of any output."""
    (table,) = flows(industries)
    return table, np.maximum(table.sum(axis=0), table.sum(axis=1)) / 0.7


def extract_one_by_one(table, output):
    """Output lost with each industry by solving again without it, as textbooks write it."""
    demand = (output - table.sum(axis=1)).to_numpy()
    coefficients = (table / output).to_numpy()
    total = output.sum()
    everyone = np.arange(len(table))
    return [
        total
        - np.linalg.solve(np.eye(len(rest)) - coefficients[np.ix_(rest, rest)], demand[rest]).sum()
        for rest in (np.delete(everyone, place) for place in everyone)
    ]


LINES = [
    Line(
        name="Leontief inverse",
        sizes=INDUSTRIES,
        make=economy,
        ours=ag.leontief,
        peers={PYMRIO: lambda table, output: pymrio.calc_L(pymrio.calc_A(table, output))},
        repeat=5,
    ),
    Line(
        name="backward and forward linkages",
        sizes=INDUSTRIES,
        make=economy,
        ours=ag.key_sectors,
        peers={
            PYMRIO: lambda table, output: (
                pymrio.calc_L(pymrio.calc_A(table, output)).sum(axis=0),
                pymrio.calc_G(pymrio.calc_B(table, output)).sum(axis=1),
            )
        },
        repeat=5,
    ),
    Line(
        name="hypothetical extraction of every industry",
        sizes=INDUSTRIES[:-1],
        make=economy,
        ours=ag.hypothetical_extraction,
        bare={f"bare numpy {np.__version__}, solved again each time": extract_one_by_one},
        repeat=3,
    ),
]
