"""Who buys from whom: input-output coefficients, inverses, linkages, key sectors, and what losing one would cost."""

import numpy as np
import pandas as pd

from ._flows import checked_flows
from ._linear_algebra import invert
from .tables import check_aligned, check_choice, ratio

__all__ = [
    "backward_linkages",
    "forward_linkages",
    "ghosh",
    "hypothetical_extraction",
    "key_sectors",
    "leontief",
    "technical_coefficients",
]

MODELS = ("ghosh", "leontief")


def technical_coefficients(flows, output, of="purchases", negative=False):
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
    values, totals = _check_system(flows, output, negative)
    return _labelled(_coefficients(values, totals, of), flows)


def leontief(flows, output, negative=False):
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
    Review of Economics and Statistics 18(3), 105-125.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> leontief(flows, pd.Series({"1": 1000, "2": 2000})).round(3)
           1      2
    1  1.254  0.330
    2  0.264  1.122
    """
    values, totals = _check_system(flows, output, negative)
    return _labelled(_invert(values, totals, flows.columns), flows)


def ghosh(flows, output, negative=False):
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
    values, totals = _check_system(flows, output, negative)
    return _labelled(_as_sales(_invert(values, totals, flows.columns), totals), flows)


def backward_linkages(flows, output, kind="total", normalized=True, negative=False):
    r"""Backward linkages: how much an industry pulls on its suppliers.

    .. math:: BL_j = \sum_i l_{ij} \text{ (total)}, \quad \sum_i a_{ij} \text{ (direct)}, \qquad
              \overline{BL}_j = \frac{BL_j}{\frac{1}{n} \sum_k BL_k}

    Parameters
    ----------
    flows, output, negative
        As in :func:`technical_coefficients`.
    kind : {"total", "direct"}
        Through all rounds of suppliers (column sums of the Leontief inverse: the output multiplier), or the first.
    normalized : bool
        Divide by the mean over the industries (Rasmussen's power of dispersion), so that 1 is average.

    Returns
    -------
    pandas.Series
        Per industry, from 0; NaN for an industry without output.

    Raises
    ------
    ValueError
        As :func:`leontief`.

    Notes
    -----
    Weighs all industries alike: a tiny one can lead. What its loss would cost is :func:`hypothetical_extraction`.
    Equals the column sums of ``pymrio.calc_L``.

    References
    ----------
    Rasmussen, P. N. (1956). Studies in Inter-Sectoral Relations. North-Holland.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> backward_linkages(flows, pd.Series({"1": 1000, "2": 2000}), normalized=False).round(3).to_dict()
    {'1': 1.518, '2': 1.452}
    """
    check_choice(kind, ("total", "direct"), "kind")
    matrix = _matrix(*_check_system(flows, output, negative), kind, flows.columns)
    return _linkages(matrix, 0, normalized, flows.columns, "backward_linkage")


def forward_linkages(flows, output, kind="total", model="ghosh", normalized=True, negative=False):
    r"""Forward linkages: how much an industry's buyers lean on it.

    .. math:: FL_i = \sum_j g_{ij} \text{ (Ghosh)}, \qquad \sum_j l_{ij} \text{ (Leontief)}

    and the row sums of :math:`B` and :math:`A` for the direct ones.

    Parameters
    ----------
    flows, output, negative
        As in :func:`technical_coefficients`.
    kind : {"total", "direct"}
        As in :func:`backward_linkages`.
    model : {"ghosh", "leontief"}
        "ghosh": where one unit of the industry's output goes. "leontief": what the industry must deliver if the
        final demand of every industry rises by one unit - small buyers count as much as large ones, which is why
        this older variant (Rasmussen's sensitivity of dispersion) is no longer recommended.
    normalized : bool
        As in :func:`backward_linkages`.

    Returns
    -------
    pandas.Series
        Per industry, from 0; NaN for an industry without output.

    Raises
    ------
    ValueError
        As :func:`leontief`.

    Notes
    -----
    The two models can rank industries quite differently. Equals the row sums of ``pymrio.calc_G`` and of
    ``pymrio.calc_L``.

    References
    ----------
    Beyers, W. B. (1976). Empirical identification of key sectors: some further evidence. Environment and Planning A
    8(2), 231-236.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame([[150, 500], [200, 100]], index=["1", "2"], columns=["1", "2"])
    >>> forward_linkages(flows, pd.Series({"1": 1000, "2": 2000}), normalized=False).round(3).to_dict()
    {'1': 1.914, '2': 1.254}
    """
    check_choice(kind, ("total", "direct"), "kind")
    check_choice(model, MODELS, "model")
    values, totals = _check_system(flows, output, negative)
    matrix = _matrix(values, totals, kind, flows.index)
    if model == "ghosh":
        matrix = _as_sales(matrix, totals)
    return _linkages(matrix, 1, normalized, flows.index, "forward_linkage")


def key_sectors(flows, output, kind="total", model="ghosh", negative=False):
    """Key sectors: industries whose backward and forward linkages are both above average.

    Parameters
    ----------
    flows, output, kind, model, negative
        As in :func:`forward_linkages`.

    Returns
    -------
    pandas.DataFrame
        Per industry ``backward`` and ``forward`` (mean 1) and ``type``: "key" (both above 1), "backward", "forward"
        (one of them) or "weak"; missing for an industry without output.

    Raises
    ------
    ValueError
        As :func:`leontief`.

    Notes
    -----
    "Key" is a property of the table's industries: splitting one changes the averages, and with them the others.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["farming", "food", "shops"]
    >>> flows = pd.DataFrame([[20, 60, 0], [5, 20, 10], [10, 10, 5]], index=names, columns=names)
    >>> key_sectors(flows, pd.Series({"farming": 100, "food": 150, "shops": 200})).round(2)
             backward  forward      type
    farming      0.99     1.41   forward
    food         1.27     0.83  backward
    shops        0.74     0.76      weak
    """
    check_choice(kind, ("total", "direct"), "kind")
    check_choice(model, MODELS, "model")
    values, totals = _check_system(flows, output, negative)
    bought = _matrix(values, totals, kind, flows.columns)
    sold = _as_sales(bought, totals) if model == "ghosh" else bought
    backward = _linkages(bought, 0, True, flows.columns, "backward")
    forward = _linkages(sold, 1, True, flows.columns, "forward")
    names = np.array(["weak", "backward", "forward", "key", None], dtype=object)
    place = np.where(backward.isna(), 4, (backward > 1).astype(int) + 2 * (forward > 1))
    return pd.DataFrame({"backward": backward, "forward": forward, "type": names[place]})


def hypothetical_extraction(flows, output, industries=None, kind="total", together=False, negative=False):
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
    An upper bound: nobody finds another buyer or supplier. ``others`` is the linkage proper; ``loss`` counts the
    industry's own output and so ranks by size. Each case is a closed form of one inverse, so all industries cost as
    much as one: for "total", :math:`x_k \sum_i l_{ik} / l_{kk}`.

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
        raise ValueError(f"together: kind={kind!r} is defined for one industry at a time; use kind='total'.")
    places = _places(flows, industries)
    values, totals = _check_system(flows, output, negative)
    inverse = _invert(values, totals, flows.columns)
    if kind == "forward":
        inverse = _as_sales(inverse, totals)
    if together:
        losses = _extract_together(inverse, totals, places)
        labels = ["together"]
    else:
        losses = _extract_each(inverse, totals, kind)[:, places]
        labels = flows.columns[places]
    frame = pd.DataFrame(losses.T, index=labels, columns=["loss", "others"])
    return frame.assign(share=frame["loss"] / totals.sum())


def _check_system(flows, output, negative):
    values = checked_flows(flows, negative)
    totals = check_aligned(output, flows.index, "output", "industry")
    idle = (totals == 0) & (values.any(axis=0) | values.any(axis=1))
    if idle.any():
        raise ValueError(
            f"output: industry {flows.index[idle.argmax()]!r} has no output but buys or sells; "
            "flows and output must belong together."
        )
    return values, totals


def _coefficients(values, totals, of):
    return ratio(values, totals[None, :] if of == "purchases" else totals[:, None])


def _invert(values, totals, labels):
    """The Leontief inverse over the industries with output; the others stay NaN."""
    coefficients = _coefficients(values, totals, "purchases")
    active = totals > 0
    if active.all():
        return _invert_active(coefficients, labels)
    full = np.full(values.shape, np.nan)
    both = np.ix_(active, active)
    full[both] = _invert_active(coefficients[both], labels[active])
    return full


def _as_sales(purchases, totals):
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
        f"flows: I - A has no usable inverse: the industries use up all they make (largest eigenvalue "
        f"{_radius(coefficients):.6g}, it must be below 1). Industry {labels[worst]!r} buys most for its output, "
        f"{bought[worst]:.6g} per unit; check its output."
    )


def _matrix(values, totals, kind, labels):
    return _invert(values, totals, labels) if kind == "total" else _coefficients(values, totals, "purchases")


def _linkages(matrix, axis, normalized, labels, name):
    idle = np.isnan(matrix).all(axis=axis)
    sums = np.where(idle, np.nan, np.nansum(matrix, axis=axis))
    if normalized:
        sums = ratio(sums, np.nanmean(sums) if not idle.all() else 0.0)
    return pd.Series(sums, index=labels, name=name)


def _places(flows, industries):
    if industries is None:
        return np.arange(flows.shape[1])
    places = flows.columns.get_indexer(list(industries))
    if (places < 0).any():
        missing = [label for label, place in zip(industries, places, strict=True) if place < 0]
        raise ValueError(f"industries: {missing[0]!r} is not an industry of the table.")
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
    lost = inverse[np.ix_(rest, places)] @ np.linalg.solve(inverse[np.ix_(places, places)], totals[places])
    return np.array([[totals[places].sum() + lost.sum()], [lost.sum()]])


def _labelled(values, flows):
    return pd.DataFrame(values, index=flows.index, columns=flows.columns)
