"""Input-output coefficients and the inverses of Leontief and Ghosh."""

from __future__ import annotations

import warnings
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.callers import lines_up
from agglomeration.indicators.ground.flows import checked_flows
from agglomeration.indicators.ground.linear_algebra import invert
from agglomeration.indicators.ground.tables import check_aligned, check_choice, ratio
from agglomeration.words import quoted, tell

__all__ = [
    "as_sales",
    "check_system",
    "coefficients_of",
    "ghosh",
    "inverse_of",
    "leontief",
    "technical_coefficients",
]


# Below this share of the output what industries buy from each other is no economy that a table was made of.
LITTLE = 0.01


def technical_coefficients(
    flows: pd.DataFrame,
    output: pd.Series,
    of: Literal["purchases", "sales"] = "purchases",
    negative: bool = False,
) -> pd.DataFrame:
    r"""What an industry buys from each other per unit of its output, or sells to each per unit.

    .. math:: a_{ij} = \frac{z_{ij}}{x_j} \quad \text{(purchases)}, \qquad
              b_{ij} = \frac{z_{ij}}{x_i} \quad \text{(sales)}

    Parameters
    ----------
    flows : pandas.DataFrame
        Industries x industries, :math:`z_{ij}`: what the row industry delivers to the column industry, in money of
        one year and price basis.
    output : pandas.Series
        Total output :math:`x` per industry, final demand included, in the same money.
    of : {"purchases", "sales"}
        Technical (input) coefficients :math:`A`, or allocation (output) coefficients :math:`B`.
    negative : bool
        Whether negative flows, of which estimated tables have a few small ones, are let through.

    Returns
    -------
    pandas.DataFrame
        Industries x industries. NaN in the column ("sales": row) of an industry without output.

    Warns
    -----
    UserWarning
        If all flows together are less than a hundredth of the output: coefficients were given for flows, or the two
        are in different units.

    Raises
    ------
    ValueError
        If the flows are not square, the labels of rows, columns and output differ, a value is missing, infinite or
        negative, or an industry without output has flows.

    Notes
    -----
    Use domestic flows if the question is what a region's industries do for one another; with imports included, their
    purchases abroad count as if made at home. Equals ``pymrio.calc_A(flows, output)`` and, for sales,
    ``pymrio.calc_B(flows, output)``, which give 0 for an industry without output.

    References
    ----------
    Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis: Foundations and Extensions, 2nd ed. Cambridge
    University Press, chapters 2 and 12.

    Examples
    --------
    Miller and Blair's two sectors (tables 2.3 and 2.4):

    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> technical_coefficients(flows, pd.Series({"1": 1000, "2": 2000}))
          1     2
    1  0.15  0.25
    2  0.20  0.05
    """
    check_choice(of, ("purchases", "sales"), "of")
    values, totals = check_system(flows, output, negative)
    return _labelled(coefficients_of(values, totals, of), flows)


def leontief(flows: pd.DataFrame, output: pd.Series, negative: bool = False) -> pd.DataFrame:
    r"""Leontief inverse: output needed everywhere for one unit of final demand of an industry.

    .. math:: L = (I - A)^{-1}, \qquad x = L f

    Parameters
    ----------
    flows, output, negative
        As in :func:`technical_coefficients`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries: column j holds what one unit of j's final demand requires of each row
        industry; at least 0, and at least 1 on the diagonal. NaN in the row and column of an industry without output;
        it takes no part in the others' inverse.

    Warns
    -----
    UserWarning
        As :func:`technical_coefficients`. The inverse of coefficients over the output is next to the identity.

    Raises
    ------
    ValueError
        As :func:`technical_coefficients`; also if :math:`I - A` is singular, or the economy uses up more than it
        makes (largest eigenvalue of :math:`A` at or above 1), so that the rounds of demand never end.

    Notes
    -----
    Assumes fixed coefficients and unlimited supply. Equals ``pymrio.calc_L(pymrio.calc_A(flows, output))``.

    References
    ----------
    Leontief, W. W. (1936). Quantitative input and output relations in the economic system of the United States.
    Review of Economic Statistics 18(3), 105-125.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> leontief(flows, pd.Series({"1": 1000, "2": 2000})).round(3)
           1      2
    1  1.254  0.330
    2  0.264  1.122
    """
    values, totals = check_system(flows, output, negative)
    return _labelled(inverse_of(values, totals, flows.columns), flows)


def ghosh(flows: pd.DataFrame, output: pd.Series, negative: bool = False) -> pd.DataFrame:
    r"""Ghosh inverse: output enabled everywhere by one unit of primary input of an industry.

    .. math:: G = (I - B)^{-1}, \qquad x' = v' G, \qquad G = \hat x^{-1} L\, \hat x

    Parameters
    ----------
    flows, output, negative
        As in :func:`technical_coefficients`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries: row i holds what one more unit of i's value added passes on to each column
        industry. NaN as in :func:`leontief`.

    Raises
    ------
    ValueError
        As :func:`leontief`.

    Notes
    -----
    As a quantity model it assumes that buyers absorb whatever is supplied; read it as a measure of who depends on a
    supplier, or as a price model. Equals ``pymrio.calc_G(pymrio.calc_B(flows, output))``.

    References
    ----------
    Ghosh, A. (1958). Input-output approach in an allocation system. Economica 25(97), 58-64.
    Dietzenbacher, E. (1997). In vindication of the Ghosh model: a reinterpretation as a price model. Journal of
    Regional Science 37(4), 629-651.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> ghosh(flows, pd.Series({"1": 1000, "2": 2000})).round(3)
           1      2
    1  1.254  0.660
    2  0.132  1.122
    """
    values, totals = check_system(flows, output, negative)
    return _labelled(as_sales(inverse_of(values, totals, flows.columns), totals), flows)


def check_system(
    flows: pd.DataFrame, output: pd.Series, negative: bool
) -> tuple[np.ndarray, np.ndarray]:
    values = checked_flows(flows, negative)
    totals = check_aligned(output, flows.index, "output", "industry")
    idle = (totals == 0) & (values.any(axis=0) | values.any(axis=1))
    if idle.any():
        raise ValueError(
            tell(
                "output: industry {industry} has no output but buys or sells; flows and output "
                "must belong together.",
                industry=quoted(flows.index[idle.argmax()]),
            )
        )
    _warn_of_little(values.sum(), totals.sum())
    return values, totals


def _warn_of_little(bought, made):
    """Warn of flows that are next to nothing beside the output: they may be coefficients, or in another unit."""
    if 0 < bought < LITTLE * made:
        warnings.warn(
            tell(
                "flows: what all industries buy from each other is {share} of their output, next to nothing; are these "
                "coefficients already, or in another unit than the output? Flows are coefficients * output.",
                share=f"{100 * bought / made:.2g} %",
            ),
            UserWarning,
            stacklevel=lines_up(),
        )


def coefficients_of(
    values: np.ndarray, totals: np.ndarray, of: Literal["purchases", "sales"]
) -> np.ndarray:
    return ratio(values, totals[None, :] if of == "purchases" else totals[:, None])


def inverse_of(values: np.ndarray, totals: np.ndarray, labels: pd.Index) -> np.ndarray:
    """The Leontief inverse over the industries with output; the others stay NaN."""
    coefficients = coefficients_of(values, totals, "purchases")
    active = totals > 0
    if active.all():
        return _invert_active(coefficients, labels)
    full = np.full(values.shape, np.nan)
    both = np.ix_(active, active)
    full[both] = _invert_active(coefficients[both], labels[active])
    return full


def as_sales(purchases: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """From input to output coefficients, or from the Leontief to the Ghosh inverse: the same change of base."""
    return purchases * totals / np.where(totals > 0, totals, np.nan)[:, None]


def _invert_active(coefficients, labels):
    try:
        inverse = invert(np.eye(len(coefficients)) - coefficients)
    except np.linalg.LinAlgError:
        raise _no_inverse(coefficients, labels) from None
    if _runs_away(coefficients, inverse) or not inverse.max(initial=0.0) < 1e12:
        raise _no_inverse(coefficients, labels)
    return inverse


def _runs_away(coefficients, inverse):
    """Whether the rounds of demand never end: an eigenvalue of the coefficients reaches 1."""
    if coefficients.min(initial=0.0) < 0:
        return _radius(coefficients) >= 1
    # Without negative flows that is the same as an inverse with negative cells, which costs less to see.
    return inverse.min(initial=0.0) < -1e-9


def _radius(coefficients):
    return np.abs(np.linalg.eigvals(coefficients)).max(initial=0.0)


def _no_inverse(coefficients, labels):
    bought = coefficients.sum(axis=0)
    worst = int(bought.argmax())
    return ValueError(
        tell(
            "flows: I - A has no usable inverse: the industries use up all they make (largest eigenvalue {eigenvalue}, "
            "it must be below 1). Industry {industry} buys most for its output, {bought} per unit; check its output.",
            eigenvalue=f"{_radius(coefficients):.6g}",
            industry=quoted(labels[worst]),
            bought=f"{bought[worst]:.6g}",
        )
    )


def _labelled(values, flows):
    return pd.DataFrame(values, index=flows.index, columns=flows.columns)
