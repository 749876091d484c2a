"""What an economy would lose with an industry."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import check_list
from agglomeration.indicators.ground.tables import check_choice
from agglomeration.words import quoted, tell

from .input_output import as_sales, check_system, inverse_of

__all__ = ["hypothetical_extraction"]


def hypothetical_extraction(
    flows: pd.DataFrame,
    output: pd.Series,
    industries: Any = None,
    kind: Literal["total", "backward", "forward"] = "total",
    together: bool = False,
    negative: bool = False,
) -> pd.DataFrame:
    r"""Output an economy would lose if an industry stopped trading with it.

    .. math:: \text{total: } \mathbf{1}'x - \mathbf{1}'(I - A_{(-k)})^{-1} f_{(-k)}

    with row, column and final demand of industry :math:`k` taken out.

    Parameters
    ----------
    flows, output, negative
        As in :func:`technical_coefficients`. Final demand is output less intermediate sales.
    industries : list of labels, or None
        Which to take out; None takes each in turn.
    kind : {"total", "backward", "forward"}
        "total": the industry vanishes; what it bought is not bought, what it sold is imported. "backward": it buys
        nothing at home any more (its column of :math:`A` is 0) but produces on. "forward": it sells nothing to
        industries at home any more (its row of :math:`B` is 0, in the Ghosh model).
    together : bool
        Take all of ``industries`` out at once, as one cluster, instead of one after the other; for "total".

    Returns
    -------
    pandas.DataFrame
        Per industry taken out (one row, named "together", with ``together``): ``loss`` of output in money,
        ``others``, the part of it in other industries, and ``share``, the loss as a share of all output, 0 to 1. NaN
        for an industry without output.

    Raises
    ------
    ValueError
        As :func:`leontief`; also if an industry is not in the table or a choice is unknown.

    Notes
    -----
    Neither an upper nor a lower bound of a loss: nobody finds another buyer or supplier, and what wages would have
    bought is not counted. ``others`` is the linkage proper; ``loss`` counts the
    industry's own output and so ranks by size. Each case is a closed form of one inverse, so all industries cost as
    much as one: for "total", :math:`x_k \sum_i l_{ik} / l_{kk}`.

    Equals output less the output solved again from the table with the industry's row and column set to 0; pymrio and
    other packages in Python have no such function.

    References
    ----------
    Dietzenbacher, E., van der Linden, J. A. and Steenge, A. E. (1993). The regional extraction method: EC input-output
    comparisons. Economic Systems Research 5(2), 185-206.
    Miller, R. E. and Lahr, M. L. (2001). A taxonomy of extractions. In Regional Science Perspectives in Economic
    Analysis, 407-441. Elsevier.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> hypothetical_extraction(flows, pd.Series({"1": 1000, "2": 2000})).round(3)
           loss   others  share
    1  1210.526  210.526  0.404
    2  2588.235  588.235  0.863
    """
    check_choice(kind, ("total", "backward", "forward"), "kind")
    if together and kind != "total":
        raise ValueError(
            tell(
                "together: kind={kind} is defined for one industry at a time; use kind='total'.",
                kind=quoted(kind),
            )
        )
    places = _places(flows, industries)
    values, totals = check_system(flows, output, negative)
    inverse = inverse_of(values, totals, flows.columns)
    if kind == "forward":
        inverse = as_sales(inverse, totals)
    if together:
        losses = _extract_together(inverse, totals, places)
        labels = ["together"]
    else:
        losses = _extract_each(inverse, totals, kind)[:, places]
        labels = flows.columns[places]
    frame = pd.DataFrame(losses.T, index=labels, columns=["loss", "others"])
    return frame.assign(share=frame["loss"] / totals.sum())


def _places(flows, industries):
    if industries is None:
        return np.arange(flows.shape[1])
    check_list(industries, "industries")
    places = flows.columns.get_indexer(list(industries))
    if (places < 0).any():
        missing = [label for label, place in zip(industries, places, strict=True) if place < 0]
        raise ValueError(
            tell("industries: {first} is not an industry of the table.", first=quoted(missing[0]))
        )
    return places


def _extract_each(inverse, totals, kind):
    """Rows loss and others; one column per industry."""
    own = np.diagonal(inverse)
    reach = np.nansum(inverse, axis=1 if kind == "forward" else 0)
    size = totals / own
    if kind == "total":
        return np.stack([size * reach, size * (reach - own)])
    return np.stack([size * (reach - 1), size * (reach - own)])


def _extract_together(inverse, totals, places):
    """Rows loss and others, one column: the inverse of what remains, from the inverse of the whole."""
    places = np.unique(places[totals[places] > 0])
    rest = np.setdiff1d(np.flatnonzero(totals > 0), places)
    lost = inverse[np.ix_(rest, places)] @ np.linalg.solve(
        inverse[np.ix_(places, places)], totals[places]
    )
    return np.array([[totals[places].sum() + lost.sum()], [lost.sum()]])
