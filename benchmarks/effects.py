"""Effects of places, shocks and programmes, against the packages that have them."""

from importlib.metadata import version

import diff_diff
import numpy as np
import pandas as pd
import pysyncon
import statsmodels.api as sm

import agglomeration as ag

from .line import Line

STATSMODELS = f"statsmodels {version('statsmodels')}"
DIFF_DIFF = f"diff-diff {version('diff-diff')}"
PYSYNCON = f"pysyncon {version('pysyncon')}"
REGIONS = 60
YEARS = 5
STARTS = (5, 7, 9)
START = 20


def movers(workers):
    """Simulated wages over five years, of workers of whom some change between 60 regions each year."""
    generator = np.random.default_rng(1)
    size = generator.lognormal(11, 1, REGIONS)
    place = generator.integers(0, REGIONS, (workers, YEARS))
    stays = generator.random((workers, YEARS)) < 0.8
    for year in range(1, YEARS):
        place[:, year] = np.where(stays[:, year], place[:, year - 1], place[:, year])
    ability = generator.normal(0, 0.3, (workers, 1))
    wage = 0.03 * np.log(size)[place] + ability + generator.normal(0, 0.05, place.shape)
    frame = pd.DataFrame(
        {
            "worker": np.repeat(np.arange(workers), YEARS),
            "region": place.ravel(),
            "size": size[place].ravel(),
            "wage": np.exp(wage).ravel(),
        }
    )
    return (frame,)


def dummies_of_workers(frame):
    """A dummy for each worker, as one writes it with a package for regressions."""
    design = pd.get_dummies(frame["worker"], dtype=float).assign(size=np.log(frame["size"]))
    groups = {"groups": frame["region"]}
    return sm.OLS(np.log(frame["wage"]), design).fit(cov_type="cluster", cov_kwds=groups).bse


def exposed(size):
    """Simulated shares of industries, shocks to them, exposure and outcome."""
    regions, industries = size
    generator = np.random.default_rng(2)
    shares = pd.DataFrame(generator.dirichlet(np.ones(industries) / 3, regions))
    shocks = pd.Series(generator.normal(size=industries))
    exposure = shares @ shocks + generator.normal(scale=0.3, size=regions)
    return 2 * exposure + generator.normal(scale=0.3, size=regions), shares, shocks, exposure


def plain_ratio(outcome, shares, shocks, exposure):
    """The estimate alone, without weights, controls or errors."""
    instrument = shares.to_numpy() @ shocks.to_numpy()
    instrument = instrument - instrument.mean()
    return (instrument @ outcome.to_numpy()) / (instrument @ exposure.to_numpy())


def programme(regions):
    """Simulated outcomes over twelve years; four in ten regions are treated from one of three years on."""
    generator = np.random.default_rng(3)
    start = np.where(
        generator.random(regions) < 0.4, generator.choice(STARTS, regions).astype(float), np.nan
    )
    time = np.arange(12)
    outcome = generator.normal(size=(regions, 1)) + generator.normal(0, 0.02, (regions, 12))
    outcome = outcome + 0.05 * (time >= start[:, None])
    frame = pd.DataFrame(
        {
            "region": np.repeat(np.arange(regions), 12),
            "time": np.tile(time, regions),
            "first_treated": np.repeat(start, 12),
            "outcome": outcome.ravel(),
        }
    )
    return (frame,)


def of_diff_diff(frame):
    """The same comparison in the other package, where 0 stands for never and so is no date."""
    first = (frame["first_treated"] + 1).fillna(0).astype(int)
    model = diff_diff.CallawaySantAnna(estimation_method="reg", base_period="universal")
    data = frame.assign(time=frame["time"] + 1, start=first)
    return model.fit(data, "outcome", "region", "time", "start")


def paths(size):
    """Simulated paths of regions that follow three common factors."""
    regions, dates = size
    generator = np.random.default_rng(4)
    factors = generator.normal(size=(3, dates)).cumsum(axis=1)
    values = generator.uniform(0, 1, (regions, 3)) @ factors
    return (pd.DataFrame(values + generator.normal(scale=0.3, size=(regions, dates))),)


def of_pysyncon(table):
    before = table.iloc[:, :START].T
    others, own = before.drop(columns=0), before[0]
    model = pysyncon.Synth()
    model.fit(X0=others, X1=own, Z0=others, Z1=own, custom_V=before.var(axis=1).to_numpy())
    return model.W


def units(count):
    """Simulated units with two covariates, those with larger ones treated more often."""
    generator = np.random.default_rng(5)
    x = generator.normal(size=(count, 2))
    treated = generator.random(count) < 1 / (1 + np.exp(1.5 - x.sum(axis=1)))
    outcome = treated + x @ [1.0, 0.5] + generator.normal(scale=0.5, size=count)
    return (pd.DataFrame({"a": x[:, 0], "b": x[:, 1], "treated": treated, "outcome": outcome}),)


def portfolios(size):
    """Simulated presence of industries in regions at two dates, and which industries are kin."""
    regions, industries = size
    generator = np.random.default_rng(6)
    kin = np.kron(np.eye(industries // 10), np.ones((10, 10)))
    chances = generator.choice([0.1, 0.5], (regions, industries // 10)).repeat(10, axis=1)
    before = (generator.random((regions, industries)) < chances).astype(int)
    near = before @ (kin - np.eye(industries)) / 9
    after = before | (generator.random(before.shape) < 0.4 * near)
    return pd.DataFrame(before), pd.DataFrame(after.astype(int)), pd.DataFrame(kin)


def incomes(regions):
    """Simulated incomes of regions whose gap to a common path closes at 2 percent a year."""
    generator = np.random.default_rng(7)
    before = pd.Series(generator.lognormal(3, 0.4, regions))
    gap = np.log(before) - 3
    return before, np.exp(4 + gap * np.exp(-0.4) + generator.normal(0, 0.02, regions))


def line_of_growth(before, after):
    growth = np.log(after / before) / 20
    return sm.OLS(growth, sm.add_constant(np.log(before))).fit(cov_type="HC1", use_t=True).bse


LINES = [
    Line(
        name="agglomeration elasticity with effects of workers",
        sizes=[200, 800, 25_600],
        make=movers,
        ours=lambda frame: ag.agglomeration_elasticity(frame, unit="worker", errors="clustered"),
        peers={f"{STATSMODELS}, a dummy each": dummies_of_workers},
        repeat=3,
        note="Five years of each worker.",
    ),
    Line(
        name="agglomeration elasticity, each of 60 regions left out in turn",
        sizes=[800, 3_200, 12_800],
        make=movers,
        ours=lambda frame: ag.agglomeration_elasticity(frame, unit="worker"),
        repeat=3,
    ),
    Line(
        name="shift-share regression, all five errors",
        sizes=[(200, 50), (800, 200), (3_200, 500)],
        make=exposed,
        ours=ag.shift_share_instrument,
        bare={f"bare numpy {np.__version__}, the estimate alone": plain_ratio},
        repeat=3,
    ),
    Line(
        name="placebo of 100 random shocks",
        sizes=[(200, 50), (800, 200), (3_200, 500)],
        make=exposed,
        ours=lambda outcome, shares, *_: ag.shift_share_placebo(outcome, shares, draws=100, seed=1),
        repeat=3,
    ),
    Line(
        name="differences in differences, three dates of start",
        sizes=[60, 240, 960],
        make=programme,
        ours=ag.difference_in_differences,
        peers={DIFF_DIFF: of_diff_diff},
        repeat=3,
        note="Ours draws signs 199 times for the joint test of what was before.",
    ),
    Line(
        name="synthetic control without placebos",
        sizes=[(20, 24), (100, 24), (500, 24)],
        make=paths,
        ours=lambda table: ag.synthetic_control(table, 0, START, placebos=False),
        peers={PYSYNCON: of_pysyncon},
        repeat=3,
    ),
    Line(
        name="synthetic control with a placebo for each donor",
        sizes=[(20, 24), (50, 40), (100, 60)],
        make=paths,
        ours=lambda table: ag.synthetic_control(table, 0, START),
        repeat=3,
    ),
    Line(
        name="matching on two covariates",
        sizes=[500, 2_000, 8_000],
        make=units,
        ours=lambda frame: ag.matching(frame, covariates=["a", "b"]),
        repeat=3,
    ),
    Line(
        name="entry model, relatedness given",
        sizes=[(80, 60), (200, 100), (800, 200)],
        make=portfolios,
        ours=lambda *tables: ag.entry_model(*tables, by="amount"),
        repeat=3,
        note="With the test on regions that were left out, ten regressions more.",
    ),
    Line(
        name="beta convergence",
        sizes=[100, 1_000, 10_000],
        make=incomes,
        ours=lambda before, after: ag.convergence(before, after, 20),
        peers={f"{STATSMODELS}, the line alone": line_of_growth},
        repeat=5,
    ),
]
