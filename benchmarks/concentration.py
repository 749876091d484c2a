"""Concentration of industries, against the packages that have the index and against scripts by hand."""

from importlib.metadata import version

import econcomplex
import inequality
import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.models.dartboard import null_distribution

from .line import Line

TABLES = [(400, 200), (1_600, 500), (3_200, 1_000)]
PLANTS = [10_000, 100_000, 1_000_000]
ECONCOMPLEX = f"econcomplex {version('econcomplex')}"
INEQUALITY = f"inequality {version('inequality')}"
PANDAS = f"pandas {pd.__version__} groupby by hand"


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


def plants(count):
    """Simulated plants over 400 regions and 200 industries, labels ready as categories."""
    generator = np.random.default_rng(2)
    regions, industries = min(400, count // 50), min(200, count // 100)
    frame = pd.DataFrame(
        {
            "region": pd.Categorical.from_codes(
                generator.integers(0, regions, count), range(regions)
            ),
            "industry": pd.Categorical.from_codes(
                generator.integers(0, industries, count), range(industries)
            ),
            "size": np.ceil(generator.lognormal(2, 1, count)),
        }
    )
    return (frame,)


def by_groups(frame):
    """Ellison and Glaeser's gamma as one would write it in pandas."""
    cells = frame.groupby(["region", "industry"], observed=False)["size"].sum().unstack()
    shares = cells / cells.sum()
    region = cells.sum(axis=1) / cells.to_numpy().sum()
    raw = shares.sub(region, axis=0).pow(2).sum()
    own = frame["size"] / frame.groupby("industry", observed=False)["size"].transform("sum")
    lumpiness = own.pow(2).groupby(frame["industry"], observed=False).sum()
    room = 1 - (region**2).sum()
    return (raw - room * lumpiness) / (room * (1 - lumpiness))


def by_codes(frame):
    """The same on integer codes, unchecked and unlabelled."""
    region, industry = (
        frame["region"].cat.codes.to_numpy(np.intp),
        frame["industry"].cat.codes.to_numpy(np.intp),
    )
    size = frame["size"].to_numpy()
    count = industry.max() + 1
    cells = (region.max() + 1) * count
    table = np.bincount(region * count + industry, size, cells).reshape(-1, count)
    total = table.sum(axis=0)
    shares = table.sum(axis=1) / total.sum()
    lumpiness = np.bincount(industry, size * size) / total**2
    raw = ((table / total - shares[:, None]) ** 2).sum(axis=0)
    room = 1 - (shares**2).sum()
    return (raw - room * lumpiness) / (room * (1 - lumpiness))


def inequality_gini(table):
    return [inequality.gini.Gini(table[column].to_numpy()).g for column in table]


def inequality_theil(table):
    return [inequality.theil.Theil(table[column].to_numpy()).T for column in table]


def pairs_by_hand(table):
    """Every pair of industries, in pandas."""
    region = table.sum(axis=1) / table.to_numpy().sum()
    gaps = (table / table.sum()).sub(region, axis=0)
    return gaps.T @ gaps / (1 - (region**2).sum())


def throws(count):
    return count, 50


LINES = [
    Line(
        name="Gini by industry",
        one_pass=True,
        sizes=TABLES,
        make=jobs,
        ours=ag.gini,
        peers={ECONCOMPLEX: econcomplex.gini, INEQUALITY: inequality_gini},
        repeat=7,
    ),
    Line(
        name="locational Gini",
        one_pass=True,
        sizes=TABLES,
        make=jobs,
        ours=ag.locational_gini,
        peers={ECONCOMPLEX: econcomplex.locational_gini},
        earlier={"EconGeo (R)": {(3_200, 1_000): "over 120 s"}},
    ),
    Line(
        name="Hoover concentration",
        one_pass=True,
        sizes=TABLES,
        make=jobs,
        ours=ag.hoover_concentration,
        peers={ECONCOMPLEX: econcomplex.hoover_index},
        repeat=9,
    ),
    Line(
        name="Theil's T by industry",
        one_pass=True,
        sizes=TABLES,
        make=jobs,
        ours=ag.theil,
        peers={INEQUALITY: inequality_theil},
    ),
    Line(
        name="Ellison-Glaeser from plants",
        one_pass=True,
        sizes=PLANTS,
        make=plants,
        ours=ag.ellison_glaeser,
        peers={PANDAS: by_groups},
        bare={"bare numpy on ready codes": by_codes},
        earlier={"REAT (R)": {1_000_000: 28.3}},
        note="With z, which the others leave out. Labels are categories, so that no strings are matched.",
    ),
    Line(
        name="Ellison-Glaeser with 99 permutations",
        sizes=[1_000, 10_000, 100_000],
        make=plants,
        ours=lambda frame: ag.ellison_glaeser(frame, draws=99, seed=1),
        repeat=3,
    ),
    Line(
        name="co-agglomeration of every pair",
        sizes=TABLES,
        make=jobs,
        ours=lambda table: ag.coagglomeration(table, region=None, pairwise=True),
        peers={f"pandas {pd.__version__} by hand": pairs_by_hand},
    ),
    Line(
        name="dartboard, 2,000 throws over 50 regions",
        sizes=[50, 100, 200],
        make=throws,
        ours=lambda count, regions: null_distribution(
            count, regions, skew=1, spillover=0.1, draws=2000, seed=1
        ),
        note="Plants per throw. A live figure has 150 ms.",
    ),
]
