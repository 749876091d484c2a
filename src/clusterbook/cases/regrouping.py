"""What merging areas does to concentration: neighbours as somebody grouped them, against as large groups at random."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["grouped_hoover"]


def grouped_hoover(
    jobs: pd.Series, all_jobs: pd.Series, groups: pd.Series, draws: int = 999, seed: int = 0
) -> pd.Series:
    r"""Return a field's Hoover coefficient by area, by group, and by random groups of as many areas.

    .. math:: H = \tfrac12 \sum_g \Bigl| \sum_{r \in g} (s_r - x_r) \Bigr|

    Parameters
    ----------
    jobs, all_jobs : pandas.Series
        Jobs of the field and all jobs by area, without NaN; their shares are :math:`s_r` and :math:`x_r`.
    groups : pandas.Series
        The group of each area.
    draws : int
        How many times to deal the areas out anew into groups of the same numbers of areas; 0 for none.
    seed : int

    Returns
    -------
    pandas.Series
        ``areas``, ``groups`` and ``random`` (the mean of the draws): coefficients, 0 to 1; ``p``: the share of draws,
        this grouping counted as one, that keep as much as the groups do. The last two are NaN without draws.

    Notes
    -----
    Merging can only lower the coefficient. A small ``p`` says that the groups keep more than random ones: strong areas
    lie in one group. A ``p`` near 1 says that they keep less: areas that are grouped make up for each other, as a city
    and the land around it do.

    Examples
    --------
    Two strong areas in one group lose nothing; dealt out at random they are together in one of three draws:

    >>> areas = list("abcd")
    >>> jobs, equal = pd.Series([5, 5, 0, 0], areas), pd.Series(10, areas)
    >>> found = grouped_hoover(jobs, equal, pd.Series(["east", "east", "west", "west"], areas))
    >>> found.round(1).to_dict()
    {'areas': 0.5, 'groups': 0.5, 'random': 0.2, 'p': 0.3}
    """
    everyone = all_jobs[jobs.index]
    surplus = (jobs / jobs.sum() - everyone / everyone.sum()).to_numpy()
    codes = pd.factorize(groups[jobs.index])[0]
    generator = np.random.default_rng(seed)

    def merged(into):
        return np.abs(np.bincount(into, weights=surplus)).sum() / 2

    value = merged(codes)
    dealt = np.array([merged(generator.permutation(codes)) for _ in range(draws)])
    # Sums of the same numbers in another order differ in the last digit: that is no difference.
    p = (1 + (dealt >= value - 1e-12).sum()) / (1 + draws) if draws else np.nan
    mean = dealt.mean() if draws else np.nan
    return pd.Series({"areas": np.abs(surplus).sum() / 2, "groups": value, "random": mean, "p": p})
