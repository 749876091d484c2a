"""Uncertainty, once for all indicators: seeded simulation, permutation p-values, bootstrap intervals."""

import numpy as np

__all__ = ["simulate", "p_value", "interval", "Inference"]


def simulate(draw, simulations, seed=None, jobs=1):
    """Call ``draw(generator)`` many times with independent generators and stack what it returns.

    Every draw owns a child of ``seed``, so the result does not depend on ``jobs``.
    """
    children = np.random.SeedSequence(seed).spawn(simulations)
    return np.stack([draw(np.random.default_rng(child)) for child in children])
