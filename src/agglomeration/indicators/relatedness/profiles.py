"""Correlating the rows of a table with each other, undefined rows kept apart."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_choice
from agglomeration.indicators.ground.ties import tied

__all__ = ["labelled_square", "products", "similarity", "unit_profiles"]


def similarity(profiles: np.ndarray, kind: Literal["pearson", "spearman", "cosine"]) -> np.ndarray:
    check_choice(kind, ("pearson", "spearman", "cosine"), "kind")
    if kind == "spearman":
        profiles = pd.DataFrame(tied(profiles, axis=1)).rank(axis=1).to_numpy()
    units = unit_profiles(profiles, centred=kind != "cosine")
    return products(units, units, itself=True)


def unit_profiles(profiles: np.ndarray, *, centred: bool) -> np.ndarray:
    """Rows brought to length 1 (after their mean is taken off); NaN where nothing is left of a row."""
    length = _lengths(profiles)
    profiles = profiles - profiles.mean(axis=1, keepdims=True) if centred else profiles.copy()
    spread = _lengths(profiles)
    # What rounding leaves of a constant row is not a profile.
    profiles /= np.where(spread > 1e-12 * length, spread, np.nan)
    return profiles


def _lengths(profiles):
    return np.sqrt(np.einsum("ij,ij->i", profiles, profiles))[:, None]


def products(left: np.ndarray, right: np.ndarray, *, itself: bool = False) -> np.ndarray:
    """Correlations of every row of ``left`` with every row of ``right``."""
    correlations = left @ right.T
    np.clip(correlations, -1.0, 1.0, out=correlations)
    if itself:
        own = np.diagonal(correlations)
        np.fill_diagonal(correlations, np.where(np.isnan(own), np.nan, 1.0))
    return correlations


def labelled_square(values: np.ndarray, labels: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(values, index=labels, columns=labels)
