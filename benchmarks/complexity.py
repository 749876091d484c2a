"""Economic complexity, fitness, outlook and productivity, against the packages that have them."""

import econcomplex
import economic_complexity
import numpy as np
import pandas as pd

import agglomeration as ag

from .line import Line
from .specialization import ECONCOMPLEX, ECONOMIC_COMPLEXITY, SIZES, jobs

STEPS = 60


def symmetric_by_numpy(table):
    """The same eigenproblem in plain numpy, all eigenvectors of it."""
    values = table.to_numpy()
    present = values / values.sum(axis=1, keepdims=True) >= values.sum(axis=0) / values.sum()
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    weights = present / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)
    product = np.linalg.eigh(weights.T @ weights)[1][:, -2] / np.sqrt(ubiquity)
    return (present @ product) / diversity, product


def jobs_and_complexity(size):
    (table,) = jobs(size)
    return table, ag.economic_complexity(table).pci


def jobs_and_income(size):
    (table,) = jobs(size)
    return table, pd.Series(np.random.default_rng(5).uniform(10, 50, size[0]), table.index)


LINES = [
    Line(
        name="ECI and PCI",
        sizes=SIZES,
        make=jobs,
        ours=ag.economic_complexity,
        peers={
            f"{ECONOMIC_COMPLEXITY}, 20 reflections": lambda table: economic_complexity.complexity(
                economic_complexity.rca(table)
            ),
            ECONCOMPLEX: econcomplex.eci_pci,
        },
        bare={f"bare numpy {np.__version__}, all eigenvectors": symmetric_by_numpy},
        note="Twenty reflections stop short of the eigenvector that the others compute.",
        repeat=3,
    ),
    Line(
        name=f"fitness and complexity, {STEPS} steps",
        sizes=SIZES,
        make=jobs,
        ours=lambda table: ag.fitness_complexity(table, iterations=STEPS, tolerance=0),
        peers={
            ECONCOMPLEX: lambda table: econcomplex.fitness_complexity(
                table, iterations=STEPS, tol=0
            )
        },
        repeat=5,
    ),
    Line(
        name="complexity outlook index and gain",
        sizes=SIZES[:-1],
        make=jobs_and_complexity,
        ours=lambda table, pci: ag.complexity_outlook(table, complexity=pci),
        peers={
            ECONCOMPLEX: lambda table, pci: (
                econcomplex.complexity_outlook_index(table, pci),
                econcomplex.complexity_outlook_gain(table, pci),
            )
        },
        repeat=3,
    ),
    Line(
        name="PRODY",
        sizes=SIZES,
        make=jobs_and_income,
        ours=ag.prody,
        peers={ECONCOMPLEX: econcomplex.prody},
        repeat=5,
    ),
    Line(
        name="EXPY",
        sizes=SIZES,
        make=jobs_and_income,
        ours=ag.expy,
        peers={ECONCOMPLEX: econcomplex.expy},
        repeat=5,
    ),
    Line(
        name="complexity by a scale from outside",
        sizes=SIZES,
        make=jobs_and_complexity,
        ours=ag.outside_complexity,
        peers={
            ECONCOMPLEX: lambda table, pci: econcomplex.subnational_eci(
                table, pci, standardize=False
            )
        },
        repeat=5,
    ),
]
