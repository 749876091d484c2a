"""Input-output inverses, linkages, extraction and regional tables, against pymrio and ipfn."""

from importlib.metadata import version

import numpy as np
import pymrio
from ipfn.ipfn import ipfn

import agglomeration as ag

from .line import Line
from .relatedness import flows

INDUSTRIES = [70, 300, 1200]
PYMRIO = f"pymrio {pymrio.__version__}"


def economy(industries):
    """Simulated flows that take up at most 70 % of any output."""
    (table,) = flows(industries)
    return table, np.maximum(table.sum(axis=0), table.sum(axis=1)) / 0.7


def part_of_it(industries):
    """National coefficients, a region's output and the nation's."""
    table, output = economy(industries)
    share = np.random.default_rng(industries).uniform(0.01, 0.3, industries)
    return ag.technical_coefficients(table, output), output * share, output


def old_table_and_new_sums(industries):
    (table,) = flows(industries)
    generator = np.random.default_rng(industries)
    rows = table.sum(axis=1) * generator.uniform(0.8, 1.25, industries)
    columns = table.sum(axis=0) * generator.uniform(0.8, 1.25, industries)
    return table, rows, columns * (rows.sum() / columns.sum())


def fitted_by_ipfn(table, rows, columns):
    sums = [rows.to_numpy(), columns.to_numpy()]
    return ipfn(table.to_numpy().copy(), sums, [[0], [1]], convergence_rate=1e-9).iteration()


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
    Line(
        name="regional coefficients by the augmented FLQ",
        sizes=INDUSTRIES,
        make=part_of_it,
        ours=lambda *given: ag.regional_coefficients(*given, "aflq"),
        repeat=5,
    ),
    Line(
        name="a table fitted to new sums (RAS)",
        sizes=INDUSTRIES,
        make=old_table_and_new_sums,
        ours=ag.ras,
        peers={f"ipfn {version('ipfn')}": fitted_by_ipfn},
        repeat=3,
        note="Ours ends when no sum is off by a thousand-millionth, ipfn when no factor moves by more.",
    ),
]
