"""Distance-based measures, against scripts by hand: no Python package has Kd, M, m or rings."""

from importlib.metadata import version
from itertools import pairwise

import esda
import numpy as np
import pandas as pd
from libpysal.weights import full2W
from scipy.spatial.distance import cdist, pdist
from scipy.stats import gaussian_kde

import agglomeration as ag

from .line import Line

SCIPY = f"scipy {version('scipy')} by hand"
ESDA = f"esda {version('esda')} by hand"
NEAR = np.linspace(0, 0.5, 31)[1:]
SHORT = np.linspace(0, 0.05, 31)[1:]
AT = np.linspace(0, 0.5, 100)
RINGS = np.linspace(0, 0.5, 11)
POINTS = [1_250, 5_000, 20_000]


def points(count):
    """Simulated points in a unit square, of five types alike in number."""
    generator = np.random.default_rng(3)
    places = generator.random((count, 2))
    frame = pd.DataFrame({"x": places[:, 0], "y": places[:, 1]})
    return (
        frame.assign(
            type=pd.Categorical.from_codes(generator.integers(0, 5, count), list("abcde"))
        ),
    )


def measured_points(count):
    """The same points, and how far apart they are by the sides of the square's blocks."""
    (frame,) = points(count)
    apart = cdist(frame[["x", "y"]].to_numpy(), frame[["x", "y"]].to_numpy(), "cityblock")
    return frame, pd.DataFrame(apart, frame.index, frame.index)


def kernel_by_hand(frame):
    """All pair distances in memory, then the density estimate of scipy, reflected at 0."""
    distance = pdist(frame[["x", "y"]].to_numpy())
    low, high = np.quantile(distance, [0.25, 0.75])
    deviation = distance.std(ddof=1)
    width = 0.9 * min(deviation, (high - low) / 1.34) * len(distance) ** -0.2
    estimate = gaussian_kde(distance, bw_method=width / deviation)
    return estimate(AT) + estimate(-AT)


def ratios_by_hand(frame):
    """Rows of the distance matrix for the plants studied, a comparison for every radius."""
    places, member = frame[["x", "y"]].to_numpy(), (frame["type"] == "a").to_numpy()
    distance = cdist(places[member], places)
    distance[np.arange(member.sum()), np.flatnonzero(member)] = np.inf
    overall = (member.sum() - 1) / (len(frame) - 1)
    values = []
    for radius in NEAR:
        near = distance <= radius
        everyone = near.sum(axis=1)
        some = everyone > 0
        values.append((near[:, member].sum(axis=1)[some] / everyone[some]).mean() / overall)
    return values


def places(count):
    """Simulated places in a unit square with a value each, and how far they are apart."""
    generator = np.random.default_rng(4)
    where = generator.random((count, 2))
    return pd.Series(generator.random(count)), pd.DataFrame(cdist(where, where))


def rings_by_hand(values, distances):
    """A matrix of weights for each ring."""
    array, apart = values.to_numpy(), distances.to_numpy()
    near = [((apart > inner) & (apart <= outer)).astype(float) for inner, outer in pairwise(RINGS)]
    some = [ring.any(axis=1) for ring in near]
    kept = zip(near, some, strict=True)
    return [
        esda.Moran(
            array[who], full2W(ring[np.ix_(who, who)], silence_warnings=True), permutations=0
        ).I
        for ring, who in kept
    ]


LINES = [
    Line(
        name="Kd, exact, all points of one type",
        sizes=POINTS,
        make=points,
        ours=lambda frame: ag.duranton_overman(frame, distances=AT),
        peers={SCIPY: kernel_by_hand},
        repeat=3,
        earlier={"dbmss (R, C++, both cores)": {5_000: 0.21, 20_000: 3.7}},
        note="Exact to 4e-9 of the kernel's height, on one core; memory does not grow with the number of pairs.",
    ),
    Line(
        name="Kd, exact, bandwidth given, up to a fiftieth of the map",
        sizes=POINTS,
        make=points,
        ours=lambda frame: ag.duranton_overman(
            frame, distances=np.linspace(0, 0.02, 50), bandwidth=0.001
        ),
        repeat=3,
        note="Pairs out of reach are never looked at.",
    ),
    Line(
        name="Kd, binned",
        sizes=[20_000, 200_000, 1_000_000],
        make=points,
        ours=lambda frame: ag.duranton_overman(
            frame, distances=AT, bandwidth=0.005, method="binned"
        ),
        repeat=3,
        note="Distances are off by at most 0.14 % of the map's longer side.",
    ),
    Line(
        name="Kd, exact, with 100 simulated industries",
        sizes=[500, 1_250, 5_000],
        make=points,
        ours=lambda frame: ag.duranton_overman(frame, "a", distances=AT, draws=100, seed=1),
        repeat=3,
        note="One in five points is of the type studied.",
    ),
    Line(
        name="M, radii up to half the map",
        sizes=POINTS,
        make=points,
        ours=lambda frame: ag.marcon_puech(frame, "a", distances=NEAR),
        peers={SCIPY: ratios_by_hand},
        repeat=3,
        earlier={"dbmss (R, C++, both cores)": {5_000: 0.073, 20_000: 1.01}},
        note="One in five points is of the type studied; one core.",
    ),
    Line(
        name="M, radii up to a twentieth of the map",
        sizes=POINTS,
        make=points,
        ours=lambda frame: ag.marcon_puech(frame, "a", distances=SHORT),
        repeat=3,
    ),
    Line(
        name="M, binned",
        sizes=[20_000, 200_000, 1_000_000],
        make=points,
        ours=lambda frame: ag.marcon_puech(frame, "a", distances=NEAR, method="binned"),
        repeat=3,
        note="Radii up to half the map. Distances are off by at most 0.14 % of the map's longer side.",
    ),
    Line(
        name="M with 100 simulated industries",
        sizes=[500, 1_250, 5_000],
        make=points,
        ours=lambda frame: ag.marcon_puech(frame, "a", distances=NEAR, draws=100, seed=1),
        repeat=3,
        earlier={"dbmss (R, C++, both cores)": {5_000: 3.4}},
    ),
    Line(
        name="M of travel times, a matrix of distances",
        sizes=[500, 1_250, 5_000],
        make=measured_points,
        ours=lambda frame, apart: ag.marcon_puech(
            frame, "a", distances=NEAR, distance_matrix=apart
        ),
        repeat=3,
    ),
    Line(
        name="Kd of travel times, a matrix of distances",
        sizes=[500, 1_250, 5_000],
        make=measured_points,
        ours=lambda frame, apart: ag.duranton_overman(frame, distances=AT, distance_matrix=apart),
        repeat=3,
    ),
    Line(
        name="colocation quotient of five industries",
        sizes=[*POINTS, 200_000],
        make=points,
        ours=ag.colocation_quotient,
        repeat=3,
    ),
    Line(
        name="m, at 30 distances",
        sizes=[500, 1_250, 5_000],
        make=points,
        ours=lambda frame: ag.lang_marcon_puech(frame, "a", distances=NEAR),
        repeat=3,
        note="One in five points is of the type studied; one core.",
    ),
    Line(
        name="M of each plant within a twentieth of the map",
        sizes=POINTS,
        make=points,
        ours=lambda frame: ag.local_marcon_puech(frame, "a", radius=0.05),
        repeat=3,
    ),
    Line(
        name="Moran's I in ten rings",
        sizes=[100, 400, 1_600],
        make=places,
        ours=lambda values, distances: ag.correlogram(values, distances, RINGS[1:]),
        peers={ESDA: rings_by_hand},
        repeat=3,
        note="Without permutations; esda computes the moments of the distribution as well.",
    ),
]
