"""Groups of related industries, by networkx."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.tables import check_choice
from agglomeration.indicators.ground.ties import tied
from agglomeration.words import quoted, tell

from .agreement import stability
from .density import check_relatedness

__all__ = ["communities"]


def communities(
    relatedness: pd.DataFrame,
    method: Literal["louvain", "greedy"] = "louvain",
    neighbours: int | None = None,
    resolution: float = 1.0,
    seed: int = 0,
    *,
    seeds: int = 1,
) -> pd.Series:
    """Groups of industries that are more related among themselves than to others.

    Parameters
    ----------
    relatedness : pandas.DataFrame
        Industries x industries, symmetric and non-negative: any measure of this module. The diagonal is not used.
    method : {"louvain", "greedy"}
        Which of networkx's modularity methods.
    neighbours : int, optional
        Keep each industry's strongest links only (a link stays if either end keeps it). Similarities are dense, and
        groups blur without it.
    resolution : float
        Above 1 more and smaller groups, below 1 fewer.
    seed : int
        Seed of "louvain", whose groups depend on the order in which it takes the industries.
    seeds : int
        From how many seeds, ``seed`` and those after it, to find groups, to see how far these agree; 1 for one run
        and no such figure. As many runs take as much longer.

    Returns
    -------
    pandas.Series
        The group of each industry, 1 for the largest; an industry without any link is a group of its own. Missing
        (``<NA>``) for an industry whose relatedness is undefined to all others. With ``seeds`` above 1
        ``.attrs["stability"]`` is the mean :func:`adjusted_rand` of the groups of every two seeds (1: always the same
        groups; 0: as alike as shuffled ones), and ``.attrs["seeds"]`` how many there were.

    Raises
    ------
    ImportError
        If networkx is not installed.
    ValueError
        If ``relatedness`` is negative, infinite, not symmetric, or a choice is unknown.

    Notes
    -----
    Groups are a way to draw a map, not a finding: look at the stability over seeds, and at other resolutions, before
    naming one. What is stable over seeds may still be one way of several to cut the same network. Equals
    ``networkx.community.louvain_communities`` and ``greedy_modularity_communities`` on the same graph.

    References
    ----------
    Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities in large
    networks. Journal of Statistical Mechanics, P10008.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["steel", "cars", "soap", "drugs"]
    >>> related = pd.DataFrame(
    ...     [[0, 0.8, 0.1, 0], [0.8, 0, 0, 0.1], [0.1, 0, 0, 0.7], [0, 0.1, 0.7, 0]], index=names, columns=names
    ... )
    >>> communities(related).to_dict()
    {'steel': 1, 'cars': 1, 'soap': 2, 'drugs': 2}

    The same two groups from ten seeds:

    >>> communities(related, seeds=10).attrs
    {'stability': 1.0, 'seeds': 10}
    """
    check_choice(method, ("louvain", "greedy"), "method")
    if seeds != int(seeds) or seeds < 1:
        raise ValueError(
            tell(
                "seeds: {seeds} is not a whole number of at least 1.",
                seeds=quoted(seeds),
            )
        )
    networkx = require("networkx", "networks", "communities of industries")
    weights = check_relatedness(relatedness, None, diagonal=False)
    defined = ~np.isnan(weights + np.diag(np.full(len(weights), np.nan))).all(axis=1)
    graph = networkx.from_numpy_array(
        _strongest_links(weights, neighbours, relatedness.index)[np.ix_(defined, defined)]
    )
    places, found = np.flatnonzero(defined), []
    for one in range(seed, seed + seeds):
        numbers = np.full(len(weights), -1)
        numbers[places] = _numbers(_groups(networkx, graph, method, resolution, one))
        found.append(numbers)
    number = pd.Series(found[0] + 1, index=relatedness.index, dtype="Int64", name="community")
    result = number.mask(found[0] < 0)
    if seeds > 1:
        result.attrs |= {"stability": stability(found), "seeds": int(seeds)}
    return result


def _groups(networkx, graph, method, resolution, seed):
    if method == "louvain":
        return networkx.community.louvain_communities(graph, resolution=resolution, seed=seed)
    return networkx.community.greedy_modularity_communities(
        graph, weight="weight", resolution=resolution
    )


def _numbers(groups):
    """The number of each node's group, 0 for the largest; of equally large ones that with the first node."""
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    numbers = np.empty(sum(len(group) for group in ordered), dtype=int)
    for number, group in enumerate(ordered):
        numbers[list(group)] = number
    return numbers


def _strongest_links(weights, neighbours, labels):
    weights = np.nan_to_num(weights)
    if not np.allclose(weights, weights.T, rtol=1e-9, atol=0):
        row, column = np.argwhere(~np.isclose(weights, weights.T, rtol=1e-9, atol=0))[0]
        raise ValueError(
            tell(
                "relatedness: {there} one way and {back} the other between industries {one} and "
                "{other}; communities need a symmetric measure.",
                there=f"{weights[row, column]:g}",
                back=f"{weights[column, row]:g}",
                one=quoted(labels[row]),
                other=quoted(labels[column]),
            )
        )
    if neighbours is None:
        return weights
    order = np.argsort(-tied(weights, axis=1), axis=1, kind="stable")[:, :neighbours]
    kept = np.zeros(weights.shape, dtype=bool)
    np.put_along_axis(kept, order, True, axis=1)
    return np.where(kept | kept.T, weights, 0.0)
