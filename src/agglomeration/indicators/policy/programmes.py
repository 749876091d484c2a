"""How programmes overlap, scatter their money and pay for the same things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import named_type
from agglomeration.indicators.ground.tables import check_choice, check_table, ratio, shares
from agglomeration.indicators.specialization.structure import herfindahl
from agglomeration.words import listed, marked, quoted, tell

from .project_amounts import checked_amount

__all__ = [
    "CoFunding",
    "PortfolioConcentration",
    "cofunding",
    "fragmentation",
    "overlap",
    "portfolio_concentration",
    "programme_matrix",
]


def programme_matrix(
    data: pd.DataFrame,
    programme: str = "programme",
    covers: str | Sequence[str] = ("track", "instrument"),
    value: str | None = None,
) -> pd.DataFrame:
    """Make a matrix of what each programme covers from a long table.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per thing a programme covers, for instance per track and instrument.
    programme : str
        The column that names the programme.
    covers : str or tuple of str
        The column, or columns taken together, that say what is covered.
    value : str or None
        A column of amounts to add up (budgets); None counts rows.

    Returns
    -------
    pandas.DataFrame
        Programmes x fields covered (a MultiIndex for several columns), 0 where a programme covers nothing.

    Raises
    ------
    ValueError
        If a column is not there, a label is missing, or an amount is missing, negative or infinite.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"programme": ["A", "A", "B"], "track": ["base", "skills", "skills"]})
    >>> programme_matrix(data, covers="track").to_dict("index")
    {'A': {'base': 1.0, 'skills': 1.0}, 'B': {'base': 0.0, 'skills': 1.0}}
    """
    covers = [covers] if isinstance(covers, str) else list(covers)
    if not isinstance(data, pd.DataFrame):
        raise TypeError(tell("data: expected a DataFrame, got {found}.", found=named_type(data)))
    wanted = [programme, *covers, *([] if value is None else [value])]
    absent = [column for column in wanted if column not in data.columns]
    if absent:
        raise ValueError(
            tell(
                "data: there is no column {column}; the columns are {columns}.",
                column=quoted(absent[0]),
                columns=listed(data.columns, 12),
            )
        )
    labels = data[[programme, *covers]]
    if labels.isna().any(axis=None):
        row, column = np.argwhere(labels.isna().to_numpy())[0]
        raise ValueError(
            tell(
                "data: row {row} has no {column}; fill it or drop the row.",
                row=quoted(data.index[row]),
                column=labels.columns[column],
            )
        )
    amounts = pd.Series(
        1.0 if value is None else checked_amount(data[value], value), index=data.index
    )
    sums = amounts.groupby([data[column] for column in [programme, *covers]]).sum()
    return sums.unstack(covers, fill_value=0.0)  # type: ignore[arg-type]  # the stub knows whole numbers only


def overlap(
    matrix: pd.DataFrame, kind: Literal["jaccard", "inclusion", "cosine"] = "jaccard"
) -> pd.DataFrame:
    r"""How much of what two programmes cover they cover both.

    .. math:: J_{ij} = \frac{\sum_k \min(x_{ik}, x_{jk})}{\sum_k \max(x_{ik}, x_{jk})}, \qquad
              O_{ij} = \frac{\sum_k \min(x_{ik}, x_{jk})}{\min(\sum_k x_{ik}, \sum_k x_{jk})}

    Parameters
    ----------
    matrix : pandas.DataFrame
        Programmes in rows; what they cover in columns (fields, instruments, regions, or track and instrument
        together: see :func:`programme_matrix`). True/False, counts, or money.
    kind : {"jaccard", "inclusion", "cosine"}
        "jaccard": common part of everything covered by the two (Ruzicka's form where cells are amounts).
        "inclusion": common part of the smaller one, 1 if it lies wholly inside the other. "cosine": of the rows.

    Returns
    -------
    pandas.DataFrame
        Programmes x programmes, symmetric, 0 to 1, with 1 on the diagonal; NaN for a programme that covers nothing.

    Raises
    ------
    ValueError
        If a cell is negative, missing or infinite, a label occurs twice, or ``kind`` is unknown.

    Notes
    -----
    With amounts, two programmes in the same fields differ if one is larger: divide rows by their sum first to compare
    profiles, or use ``matrix > 0`` to compare scope. Equals ``1 - scipy.spatial.distance.cdist(x, x, "jaccard")``
    for true/false cells.

    References
    ----------
    Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11(2), 37-50.

    Examples
    --------
    >>> import pandas as pd
    >>> matrix = pd.DataFrame(
    ...     {"base": [1, 0], "skills": [1, 1], "firms": [0, 1]}, index=["technopark", "university hub"]
    ... )
    >>> overlap(matrix).round(3)
                    technopark  university hub
    technopark           1.000           0.333
    university hub       0.333           1.000
    """
    check_choice(kind, ("jaccard", "inclusion", "cosine"), "kind")
    values = check_table(matrix, "matrix", rows=marked("programme"), columns=marked("field"))
    size = values.sum(axis=1)
    if kind == "cosine":
        length = np.sqrt((values**2).sum(axis=1))
        result = np.minimum(ratio(values @ values.T, np.outer(length, length)), 1.0)
    else:
        common = np.stack([np.minimum(values, row).sum(axis=1) for row in values])
        whole = (
            size[:, None] + size - common if kind == "jaccard" else np.minimum(size[:, None], size)
        )
        result = ratio(common, whole)
    # Beside a programme that covers nothing there is nothing to share.
    result[size == 0, :] = result[:, size == 0] = np.nan
    return pd.DataFrame(result, index=matrix.index, columns=matrix.index)


def fragmentation(budgets: pd.Series | pd.DataFrame) -> float | pd.Series:
    r"""How far money is scattered over agencies: one minus the Herfindahl index of their shares.

    .. math:: F = 1 - \sum_a \left(\frac{b_a}{\sum_a b_a}\right)^2

    Parameters
    ----------
    budgets : pandas.Series or pandas.DataFrame
        Budget per agency; a frame has one row per field or programme and one column per agency.

    Returns
    -------
    float or pandas.Series
        From 0 (one agency pays all) to :math:`1 - 1/n` with :math:`n` equal agencies; NaN without any money.

    Raises
    ------
    ValueError
        If a budget is negative, missing or infinite.

    Notes
    -----
    It is the chance that two euro drawn at random (with replacement) come from different agencies. Scatter is not
    waste: agencies may divide labour; look at :func:`overlap` as well.

    References
    ----------
    Simpson, E. H. (1949). Measurement of diversity. Nature 163, 688.

    Examples
    --------
    >>> import pandas as pd
    >>> fragmentation(pd.Series({"industry": 50, "science": 30, "labour": 20}))
    0.62
    """
    return 1 - portfolio_concentration(budgets).herfindahl


class PortfolioConcentration(NamedTuple):
    """How a portfolio is spread; fields are Series where a frame was given."""

    herfindahl: Any
    equivalent_number: Any
    largest_share: Any


def portfolio_concentration(portfolio: pd.Series | pd.DataFrame) -> PortfolioConcentration:
    r"""How concentrated a portfolio is: of clusters by members, of a programme by budget.

    .. math:: H = \sum_i s_i^2, \qquad N = 1 / H, \qquad s_{max} = \max_i s_i

    Parameters
    ----------
    portfolio : pandas.Series or pandas.DataFrame
        Amount per part; a frame has one row per portfolio and one column per part.

    Returns
    -------
    PortfolioConcentration
        ``herfindahl`` (from 1/n to 1), ``equivalent_number`` (how many equal parts would be as concentrated) and
        ``largest_share``; NaN without any amount.

    Raises
    ------
    ValueError
        If an amount is negative, missing or infinite, or a label occurs twice.

    Notes
    -----
    Give the parts without their total row: a total counted as a part halves every share.

    References
    ----------
    Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.
    Adelman, M. A. (1969). Comment on the "H" concentration measure as a numbers-equivalent. Review of Economics and
    Statistics 51(1), 99-101.

    Examples
    --------
    >>> import pandas as pd
    >>> result = portfolio_concentration(pd.Series({"automotive": 50, "plastics": 30, "food": 20}))
    >>> round(result.herfindahl, 2), round(result.equivalent_number, 2), result.largest_share
    (0.38, 2.63, 0.5)
    """
    single = isinstance(portfolio, pd.Series)
    frame = portfolio.to_frame("amount").T if isinstance(portfolio, pd.Series) else portfolio
    parts = shares(
        check_table(frame, "portfolio", rows=marked("portfolio"), columns=marked("part")), axis=1
    )
    largest = pd.Series(parts.max(axis=1), index=frame.index, name="largest_share")
    columns: tuple[Any, ...] = (herfindahl(frame), herfindahl(frame, equivalent=True), largest)
    return PortfolioConcentration(
        *(float(column.iloc[0]) if single else column for column in columns)
    )


class CoFunding(NamedTuple):
    """How much is paid by more than one agency together."""

    share_of_programmes: float
    share_of_money: float
    programmes: pd.DataFrame
    money: pd.DataFrame


def cofunding(budgets: pd.DataFrame, minimum: int = 2) -> CoFunding:
    """How many programmes, and how much money, several agencies pay together.

    Parameters
    ----------
    budgets : pandas.DataFrame
        Programmes (or projects) in rows, agencies in columns, money in the cells.
    minimum : int
        How many agencies make a programme co-funded.

    Returns
    -------
    CoFunding
        ``share_of_programmes`` and ``share_of_money`` that lie in programmes paid by at least ``minimum``
        agencies, 0 to 1 (NaN without any money); ``programmes``, agencies x agencies, how many programmes the two
        pay together (the diagonal: how many one pays at all); ``money``, what the two pay in programmes they share.

    Raises
    ------
    ValueError
        If an amount is negative, missing or infinite, or ``minimum`` is below 2.

    Notes
    -----
    Programmes without any money do not count among the programmes.

    References
    ----------
    A definition of this library; none published was found.

    Examples
    --------
    >>> import pandas as pd
    >>> budgets = pd.DataFrame(
    ...     {"industry": [10, 0, 5], "science": [10, 20, 0]}, index=["technopark", "hub", "complex"]
    ... )
    >>> result = cofunding(budgets)
    >>> round(result.share_of_programmes, 3), round(result.share_of_money, 3)
    (0.333, 0.444)
    """
    if minimum < 2:
        raise ValueError(
            tell(
                "minimum: {minimum} agencies do not fund together; it must be at least 2.",
                minimum=quoted(minimum),
            )
        )
    values = check_table(budgets, "budgets", rows=marked("programme"), columns=marked("agency"))
    pays = (values > 0).astype(float)
    shared = pays.sum(axis=1) >= minimum
    funded = (pays.sum(axis=1) > 0).sum()
    together = values.T @ pays
    money = together + together.T
    # An agency's own money counts once.
    np.fill_diagonal(money, np.diagonal(together))
    agencies = budgets.columns
    return CoFunding(
        share_of_programmes=float(ratio(shared.sum(), funded)),
        share_of_money=float(ratio(values[shared].sum(), values.sum())),
        programmes=pd.DataFrame(pays.T @ pays, index=agencies, columns=agencies),
        money=pd.DataFrame(money, index=agencies, columns=agencies),
    )
