"""How far figures of a census would move if its plants were drawn once more: jobs come in plants."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["plants_drawn_anew"]


def plants_drawn_anew(
    workers: pd.DataFrame,
    establishments: pd.DataFrame,
    seed: int,
    sizes: Literal["alike", "giant"] = "alike",
) -> pd.DataFrame:
    r"""Draw each plant of a table anew: it is there 0, 1, 2, ... times, once on average.

    .. math::

        E'_{ri} = \frac{E_{ri}}{n_{ri}} N_{ri}, \qquad N_{ri} \sim \mathrm{Poisson}(n_{ri})

    Parameters
    ----------
    workers, establishments : pandas.DataFrame
        Regions in rows, industries in columns; the same labels, no cell missing.
    seed : int
    sizes : {"alike", "giant"}
        All plants of a cell have the same size (the formula), or one has all workers but one each for the others. Real
        sizes lie between. The first gives the narrowest, the second the widest intervals.

    Returns
    -------
    pandas.DataFrame
        Workers, not whole numbers; their expected value is ``workers``.

    Raises
    ------
    ValueError
        If the labels differ, a cell is missing, or there are workers without an establishment.

    Notes
    -----
    This is the bootstrap of plants, with a Poisson number in the place of a fixed one; for a list of plants whose sizes
    are known take :func:`agglomeration.bootstrap`. A census has no sampling error: the draws ask what other plants,
    deciding as independently, would have made of the same region. Plants of one firm, and suppliers that follow a
    buyer, are not independent, so true intervals are wider.

    Examples
    --------
    >>> workers = pd.DataFrame({"ships": [80, 20]}, index=["Ulsan", "Busan"])
    >>> plants = pd.DataFrame({"ships": [4, 2]}, index=["Ulsan", "Busan"])
    >>> plants_drawn_anew(workers, plants, seed=1)["ships"].tolist()
    [100.0, 30.0]
    """
    if sizes not in ("alike", "giant"):
        raise ValueError(
            tell("sizes: {sizes} is not known; it can be 'alike' or 'giant'.", sizes=quoted(sizes))
        )
    if not (
        workers.index.equals(establishments.index)
        and workers.columns.equals(establishments.columns)
    ):
        raise ValueError(
            tell(
                "establishments: its regions and industries differ from those of workers; give both tables the "
                "same labels, in the same order."
            )
        )
    jobs, plants = workers.to_numpy(dtype=float), establishments.to_numpy(dtype=float)
    wrong = np.isnan(jobs) | np.isnan(plants) | ((plants == 0) & (jobs > 0))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(
            tell(
                "workers: {industry} in {region} is missing, or has workers and no establishment; fill it, or leave "
                "the industry out.",
                industry=quoted(workers.columns[column]),
                region=quoted(workers.index[row]),
            )
        )
    generator = np.random.default_rng(seed)
    there = plants > 0
    if sizes == "alike":
        size = np.divide(jobs, plants, out=np.zeros_like(jobs), where=there)
        drawn = size * generator.poisson(plants)
    else:
        others = np.where(there, plants - 1, 0)
        drawn = (jobs - others) * generator.poisson(1, jobs.shape) + generator.poisson(others)
    return pd.DataFrame(drawn, index=workers.index, columns=workers.columns)
