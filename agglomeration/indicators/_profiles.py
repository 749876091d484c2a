"""Correlating the rows of a table with each other, undefined rows kept apart."""

import numpy as np
import pandas as pd

from .tables import check_choice, ratio

__all__ = ["labelled_square", "products", "similarity", "unit_profiles"]


def similarity(profiles, kind):
    check_choice(kind, ("pearson", "spearman", "cosine"), "kind")
    if kind == "spearman":
        profiles = pd.DataFrame(profiles).rank(axis=1).to_numpy()
    units = unit_profiles(profiles, centred=kind != "cosine")
    return products(units, units, itself=True)


def unit_profiles(profiles, *, centred):
    """Rows brought to length 1 (after their mean is taken off); NaN where nothing is left of a row."""
    length = np.sqrt((profiles**2).sum(axis=1, keepdims=True))
    if centred:
        profiles = profiles - profiles.mean(axis=1, keepdims=True)
    spread = np.sqrt((profiles**2).sum(axis=1, keepdims=True))
    # What rounding leaves of a constant row is not a profile.
    return ratio(profiles, np.where(spread > 1e-12 * length, spread, 0.0))


def products(left, right, *, itself=False):
    """Correlations of every row of ``left`` with every row of ``right``."""
    correlations = np.clip(left @ right.T, -1.0, 1.0)
    if itself:
        own = np.diagonal(correlations)
        np.fill_diagonal(correlations, np.where(np.isnan(own), np.nan, 1.0))
    return correlations


def labelled_square(values, labels):
    return pd.DataFrame(values, index=labels, columns=labels)
