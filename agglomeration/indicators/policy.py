"""Programmes and projects: who may be paid, what a public euro moves, how programmes overlap and scatter."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pandas as pd

from .specialization import herfindahl
from .tables import check_choice, check_table, ratio, shares

__all__ = [
    "CoFunding",
    "Eligibility",
    "PortfolioConcentration",
    "Rule",
    "SuccessRate",
    "border_cut",
    "cofunding",
    "cost_per_new_euro",
    "eligibility",
    "fragmentation",
    "leverage",
    "overlap",
    "portfolio_concentration",
    "programme_matrix",
    "success_rate",
]


class Rule(NamedTuple):
    """One rule and how a project stands to it; for several projects the fields but ``name`` are Series."""

    name: str
    passed: object
    there: object
    needed: object
    sentence: object


@dataclass(frozen=True, repr=False)
class Eligibility:
    """What the rules say about one project, or about each of several.

    Attributes
    ----------
    rules : tuple of Rule
        In the order they are checked.
    eligible : bool or pandas.Series
        Whether every rule is passed.
    largest_subsidy : float or pandas.Series
        The most that may be paid: 0 where the consortium itself is not eligible.
    binding : str or pandas.Series
        Which ceiling sets it: "share of cost" or "amount per firm" (the former where they are equal).
    """

    rules: tuple
    eligible: object
    largest_subsidy: object
    binding: object

    def to_frame(self):
        """One row per rule (and project): passed, there, needed, sentence."""
        parts = {rule.name: pd.DataFrame(_columns(rule)) for rule in self.rules}
        frame = pd.concat(parts, names=["rule", "project"])
        return frame if isinstance(self.eligible, pd.Series) else frame.droplevel("project")

    def __repr__(self):
        if isinstance(self.eligible, pd.Series):
            return f"{int(self.eligible.sum())} of {len(self.eligible)} projects are eligible\n{self.to_frame()}"
        verdict = "eligible" if self.eligible else "not eligible"
        marks = [f"{'passed' if rule.passed else 'failed'}: {rule.sentence}" for rule in self.rules]
        return "\n".join([f"{verdict}; largest subsidy {self.largest_subsidy:,.2f} ({self.binding} binds)", *marks])


def _columns(rule):
    columns = rule._asdict()
    del columns["name"]
    return columns if isinstance(rule.passed, pd.Series) else {name: [value] for name, value in columns.items()}


def eligibility(
    firms,
    small_and_medium_firms,
    cost,
    subsidy=None,
    *,
    minimum_firms=3,
    minimum_small_and_medium_firms=1,
    maximum_share=0.25,
    maximum_per_firm=27_750,
    currency="EUR",
):
    r"""Check a cooperation project against the rules of a cluster subsidy, rule by rule.

    .. math:: S_{max} = \min(\text{maximum share} \times \text{cost},\
                             \text{maximum per firm} \times \text{firms})

    Parameters
    ----------
    firms, small_and_medium_firms : int, array or pandas.Series
        Firms in the project, and how many of them are small or medium-sized.
    cost : float, array or pandas.Series
        Total cost of the project, in the currency of ``maximum_per_firm``. Series must share one index.
    subsidy : float, array, pandas.Series or None
        The subsidy asked for. None asks for the largest that the two ceilings allow, which they then
        allow by definition.
    minimum_firms, minimum_small_and_medium_firms, maximum_share, maximum_per_firm
        The figures of the rules; the defaults are those of Upper Austria's cluster cooperation
        projects (three firms, one of them small or medium-sized, 25 % of total cost, 27,750 EUR per firm).
    currency : str
        What the sentences call the money.

    Returns
    -------
    Eligibility
        ``rules``, ``eligible``, ``largest_subsidy``, ``binding``; fields are Series where a Series or
        array was given.

    Raises
    ------
    ValueError
        If an amount is missing, negative or infinite, a number of firms is not whole, or more firms are
        small or medium-sized than there are.

    Notes
    -----
    The ceiling per firm is held against the consortium as a whole: the subsidy divided by the number of
    firms. An unequal split can break the rule for one firm while the average keeps it.

    Examples
    --------
    >>> eligibility(firms=4, small_and_medium_firms=2, cost=300_000)
    eligible; largest subsidy 75,000.00 (share of cost binds)
    passed: 4 firms take part; at least 3 are needed.
    passed: 2 small or medium-sized firms take part; at least 1 is needed.
    passed: The subsidy of 75,000.00 EUR is 25 % of the cost; at most 25 % (75,000.00 EUR) may be paid.
    passed: The subsidy comes to 18,750.00 EUR per firm; at most 27,750.00 EUR may be paid.
    >>> eligibility(firms=[2, 3], small_and_medium_firms=[1, 1], cost=[300_000, 900_000]).largest_subsidy.tolist()
    [0.0, 83250.0]
    """
    single = all(np.ndim(value) == 0 for value in (firms, small_and_medium_firms, cost, subsidy) if value is not None)
    projects = _projects(firms, small_and_medium_firms, cost, subsidy)
    by_cost, by_firms = maximum_share * projects["cost"], maximum_per_firm * projects["firms"]
    ceiling = np.minimum(by_cost, by_firms)
    asked = ceiling if subsidy is None else projects["subsidy"]
    consortium = [
        _at_least("firms", projects["firms"], minimum_firms, "firms"),
        _at_least(
            "small and medium firms",
            projects["small_and_medium_firms"],
            minimum_small_and_medium_firms,
            "small or medium-sized firms",
        ),
    ]
    rules = (
        *consortium,
        _share_rule(asked, projects["cost"], by_cost, maximum_share, currency),
        _per_firm_rule(asked, projects["firms"], by_firms, maximum_per_firm, currency),
    )
    admitted = consortium[0].passed & consortium[1].passed
    result = Eligibility(
        rules=rules,
        eligible=admitted & rules[2].passed & rules[3].passed,
        largest_subsidy=ceiling.where(admitted, 0.0).rename("largest_subsidy"),
        binding=pd.Series(np.where(by_cost <= by_firms, "share of cost", "amount per firm"), index=projects.index),
    )
    return _first_project(result) if single else result


def _projects(firms, small_and_medium_firms, cost, subsidy):
    given = {"firms": firms, "small_and_medium_firms": small_and_medium_firms, "cost": cost}
    if subsidy is not None:
        given["subsidy"] = subsidy
    index = _common_index(given)
    projects = pd.DataFrame(given, index=index)
    values = check_table(projects, "projects", rows="project", columns="column")
    projects = pd.DataFrame(values, index=index, columns=projects.columns)
    for column in ("firms", "small_and_medium_firms"):
        broken = projects[column] % 1 != 0
        if broken.any():
            project = broken.idxmax()
            raise ValueError(
                f"{column}: project {project!r} has {projects.loc[project, column]:g}; firms must be a whole number."
            )
    surplus = projects["small_and_medium_firms"] > projects["firms"]
    if surplus.any():
        row = projects.loc[surplus.idxmax()]
        raise ValueError(
            f"small_and_medium_firms: project {surplus.idxmax()!r} has {row['small_and_medium_firms']:g} of them "
            f"but {row['firms']:g} firms in all."
        )
    return projects


def _common_index(given):
    """The index the Series share; positions where only arrays or numbers were given."""
    series = [(name, value.index) for name, value in given.items() if isinstance(value, pd.Series)]
    for name, index in series[1:]:
        if not index.equals(series[0][1]):
            raise ValueError(
                f"{name}: its projects are not those of {series[0][0]}, in the same order; align them first."
            )
    lengths = {name: len(value) for name, value in given.items() if np.ndim(value) > 0}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"{', '.join(lengths)}: they differ in length ({', '.join(map(str, lengths.values()))}).")
    return series[0][1] if series else pd.RangeIndex(max(lengths.values(), default=1))


def _at_least(name, there, needed, what):
    verb = "is" if needed == 1 else "are"
    sentences = [f"{value:g} {what} take part; at least {needed:g} {verb} needed." for value in there]
    return Rule(name, there >= needed, there, _everywhere(needed, there), _everywhere(sentences, there))


def _share_rule(asked, cost, ceiling, maximum_share, currency):
    share = ratio(asked.to_numpy(), cost.to_numpy())
    sentences = [
        f"The subsidy of {a:,.2f} {currency} is {100 * s:.4g} % of the cost; "
        f"at most {100 * maximum_share:g} % ({c:,.2f} {currency}) may be paid."
        if not np.isnan(s)
        else "The project has no cost that a share could be paid of."
        for a, s, c in zip(asked, share, ceiling, strict=True)
    ]
    needed = _everywhere(maximum_share, asked)
    return Rule(
        "share of cost", _within(asked, ceiling), _everywhere(share, asked), needed, _everywhere(sentences, asked)
    )


def _per_firm_rule(asked, firms, ceiling, maximum_per_firm, currency):
    per_firm = ratio(asked.to_numpy(), firms.to_numpy())
    sentences = [
        f"The subsidy comes to {value:,.2f} {currency} per firm; "
        f"at most {maximum_per_firm:,.2f} {currency} may be paid."
        if not np.isnan(value)
        else "No firm takes part that could be paid."
        for value in per_firm
    ]
    needed = _everywhere(maximum_per_firm, asked)
    return Rule(
        "amount per firm", _within(asked, ceiling), _everywhere(per_firm, asked), needed, _everywhere(sentences, asked)
    )


def _within(asked, ceiling):
    """A subsidy that exceeds its ceiling by the rounding of one multiplication is within it."""
    return asked <= ceiling * (1 + 4 * np.finfo(float).eps)


def _everywhere(value, like):
    return pd.Series(value, index=like.index)


def _first_project(result):
    def scalar(series):
        value = series.iloc[0]
        return value.item() if isinstance(value, np.generic) else value

    rules = tuple(Rule(rule.name, *(scalar(field) for field in rule[1:])) for rule in result.rules)
    return Eligibility(rules, scalar(result.eligible), scalar(result.largest_subsidy), scalar(result.binding))


def leverage(public, total, kind="volume", *, additionality=None, administration=0.0):
    r"""What one public euro moves, under a named definition.

    .. math:: \text{volume} = \frac{T}{P + C}, \qquad \text{investment} = \frac{a\,T}{P + C}, \qquad
              \text{private} = \frac{a\,(T - P)}{P + C}

    Parameters
    ----------
    public : float or pandas.Series
        Public money paid to projects, :math:`P`.
    total : float or pandas.Series
        "volume" and "private": the whole cost of the projects, public money included. "investment": the
        new investment reported, as it was reported. :math:`T`, same currency and years.
    kind : {"volume", "investment", "private"}
        "volume": project volume per public euro, an accounting ratio. "investment": new investment per
        euro of subsidy, what agencies publish. "private": private euro per public euro.
    additionality : float, optional
        :math:`a`, the share of the investment that would not have come without the programme, 0 to 1;
        without it 1, the most favourable case. Not for "volume", which makes no claim of cause.
    administration : float or pandas.Series
        :math:`C`, what running the programme costs the public on top of the subsidies.

    Returns
    -------
    float or pandas.Series
        A ratio: 6 says six euro per public euro (agencies write 600 %). NaN where no public money was spent.

    Raises
    ------
    ValueError
        If an amount is negative, missing or infinite, the project volume is below the public money in it,
        ``additionality`` is outside 0 to 1 or given for "volume", or ``kind`` is unknown.

    Notes
    -----
    The same programme is worth 6, 5 or 1.5 depending on the definition, so a ratio without its definition
    cannot be compared. What participants report as induced is a claim, not an effect: the default
    additionality of 1 takes it at face value.

    Examples
    --------
    >>> round(leverage(7.0, 42.2, "investment"), 2)
    6.03
    >>> round(leverage(7.0, 42.2, "private", additionality=0.5, administration=1.0), 2)
    2.2
    """
    check_choice(kind, ("volume", "investment", "private"), "kind")
    if kind == "volume" and additionality is not None:
        raise ValueError(
            "additionality: a project volume makes no claim of cause; use kind='investment' or kind='private'."
        )
    additionality = _share(1.0 if additionality is None else additionality, "additionality")
    label, (public, total, administration) = _amounts(public=public, total=total, administration=administration)
    moved = total if kind != "private" else _private(public, total)
    if kind == "volume":
        _private(public, total)
    return label(ratio(additionality * moved, public + administration))


def cost_per_new_euro(public, total, *, additionality=1.0, administration=0.0):
    r"""Public money spent for one additional private euro.

    .. math:: \frac{P + C}{a\,(T - P)}

    Parameters
    ----------
    public, total, additionality, administration
        As in :func:`leverage` for "private", whose inverse this is.

    Returns
    -------
    float or pandas.Series
        Public euro per new private euro, from 0; NaN where there is no new private euro to divide by.

    Raises
    ------
    ValueError
        As :func:`leverage`.

    Examples
    --------
    >>> cost_per_new_euro(public=10, total=50, additionality=0.5, administration=2)
    0.6
    """
    additionality = _share(additionality, "additionality")
    label, (public, total, administration) = _amounts(public=public, total=total, administration=administration)
    return label(ratio(public + administration, additionality * _private(public, total)))


def _private(public, total):
    short = total < public
    if short.any():
        total, public = (np.broadcast_to(amount, short.shape)[short][0] for amount in (total, public))
        raise ValueError(
            f"total: the project volume is smaller than the public money in it ({total:g} < {public:g}); "
            "it must include the subsidy."
        )
    return total - public


def _amounts(**given):
    """How to label the answer, and the amounts as arrays; Series must share their index."""
    index = _common_index(given)
    series = any(isinstance(value, pd.Series) for value in given.values())

    def label(values):
        return pd.Series(values, index=index) if series else _plain(values)

    return label, [_amount(value, name) for name, value in given.items()]


def _amount(value, name):
    if isinstance(value, pd.Series):
        numbered = value.reset_index(drop=True).to_frame(name)
        return check_table(numbered, name, rows="row", columns="column")[:, 0]
    number = np.asarray(value, dtype=float)
    if not np.isfinite(number).all() or (number < 0).any():
        raise ValueError(f"{name}: {value!r} is not a finite amount of at least 0.")
    return number


def _share(value, name):
    number = np.asarray(value, dtype=float)
    if not ((number >= 0) & (number <= 1)).all():
        raise ValueError(f"{name}: {value!r} is not a share between 0 and 1.")
    return number


def _plain(value):
    return float(value) if np.ndim(value) == 0 else value


class SuccessRate(NamedTuple):
    """A share of successes and its Wilson interval; fields are Series where Series were given."""

    value: object
    lower: object
    upper: object
    successes: object
    base: object
    level: float


def success_rate(successes, base, level=0.95):
    r"""Share of projects that succeeded, with a Wilson score interval.

    .. math:: \frac{\hat p + \frac{z^2}{2n} \pm z\sqrt{\frac{\hat p(1-\hat p)}{n} + \frac{z^2}{4n^2}}}
                   {1 + \frac{z^2}{n}}

    Parameters
    ----------
    successes : float or pandas.Series
        Projects that succeeded.
    base : float or pandas.Series
        Projects they are taken from, :math:`n`: say which (submitted, subsidised, completed, assessed), since the
        rate depends on it more than on anything else.
    level : float
        Confidence of the interval, between 0 and 1.

    Returns
    -------
    SuccessRate
        ``value``, ``lower``, ``upper`` between 0 and 1; NaN where the base is 0.

    Raises
    ------
    ValueError
        If a number is negative, missing or infinite, there are more successes than cases, or ``level`` is
        not between 0 and 1.

    Notes
    -----
    The interval stays within 0 and 1 and is usable with few projects, where the textbook interval
    :math:`\hat p \pm z\sqrt{\hat p(1-\hat p)/n}` collapses at 0 % and 100 %. It knows chance only, not who answered
    the survey. Equals ``statsmodels.stats.proportion.proportion_confint(method="wilson")``.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22(158), 209-212.

    Examples
    --------
    >>> rate = success_rate(160, 208)
    >>> round(rate.value, 3), round(rate.lower, 3), round(rate.upper, 3)
    (0.769, 0.707, 0.821)
    """
    if not 0 < level < 1:
        raise ValueError(f"level: {level!r} must lie between 0 and 1.")
    label, (count, cases) = _amounts(successes=successes, base=base)
    if (count > cases).any():
        raise ValueError("successes: there are more successes than cases in the base; check which base is meant.")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = ratio(count, cases)
    scale = 1 + ratio(z**2, cases)
    centre = (share + ratio(z**2, 2 * cases)) / scale
    # 0 and 1 are reached exactly; rounding must not push a bound past them.
    half = z * np.sqrt(ratio(share * (1 - share), cases) + ratio(z**2, 4 * cases**2)) / scale
    lower, upper = np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)
    return SuccessRate(label(share), label(lower), label(upper), successes, base, level)


def programme_matrix(data, programme="programme", covers=("track", "instrument"), value=None):
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
    wanted = [programme, *covers, *([] if value is None else [value])]
    absent = [column for column in wanted if column not in data.columns]
    if absent:
        raise ValueError(f"data: there is no column {absent[0]!r}; the columns are {list(data.columns)}.")
    labels = data[[programme, *covers]]
    if labels.isna().any(axis=None):
        row, column = np.argwhere(labels.isna().to_numpy())[0]
        raise ValueError(f"data: row {data.index[row]!r} has no {labels.columns[column]}; fill it or drop the row.")
    amounts = pd.Series(1.0 if value is None else _amount(data[value], value), index=data.index)
    sums = amounts.groupby([data[column] for column in [programme, *covers]]).sum()
    return sums.unstack(covers, fill_value=0.0)


def overlap(matrix, kind="jaccard"):
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
    values = check_table(matrix, "matrix", rows="programme", columns="field")
    size = values.sum(axis=1)
    if kind == "cosine":
        length = np.sqrt((values**2).sum(axis=1))
        result = np.minimum(ratio(values @ values.T, np.outer(length, length)), 1.0)
    else:
        common = np.stack([np.minimum(values, row).sum(axis=1) for row in values])
        whole = size[:, None] + size - common if kind == "jaccard" else np.minimum(size[:, None], size)
        result = ratio(common, whole)
    # Beside a programme that covers nothing there is nothing to share.
    result[size == 0, :] = result[:, size == 0] = np.nan
    return pd.DataFrame(result, index=matrix.index, columns=matrix.index)


def fragmentation(budgets):
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

    Examples
    --------
    >>> import pandas as pd
    >>> fragmentation(pd.Series({"industry": 50, "science": 30, "labour": 20}))
    0.62
    """
    return 1 - portfolio_concentration(budgets).herfindahl


class PortfolioConcentration(NamedTuple):
    """How a portfolio is spread; fields are Series where a frame was given."""

    herfindahl: object
    equivalent_number: object
    largest_share: object


def portfolio_concentration(portfolio):
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

    Examples
    --------
    >>> import pandas as pd
    >>> result = portfolio_concentration(pd.Series({"automotive": 50, "plastics": 30, "food": 20}))
    >>> round(result.herfindahl, 2), round(result.equivalent_number, 2), result.largest_share
    (0.38, 2.63, 0.5)
    """
    single = isinstance(portfolio, pd.Series)
    frame = portfolio.to_frame("amount").T if single else portfolio
    parts = shares(check_table(frame, "portfolio", rows="portfolio", columns="part"), axis=1)
    largest = pd.Series(parts.max(axis=1), index=frame.index, name="largest_share")
    columns = (herfindahl(frame), herfindahl(frame, equivalent=True), largest)
    return PortfolioConcentration(*(float(column.iloc[0]) if single else column for column in columns))


class CoFunding(NamedTuple):
    """How much is paid by more than one agency together."""

    share_of_programmes: float
    share_of_money: float
    programmes: pd.DataFrame
    money: pd.DataFrame


def cofunding(budgets, minimum=2):
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
        raise ValueError(f"minimum: {minimum!r} agencies do not fund together; it must be at least 2.")
    values = check_table(budgets, "budgets", rows="programme", columns="agency")
    pays = (values > 0).astype(float)
    shared = pays.sum(axis=1) >= minimum
    funded = (pays.sum(axis=1) > 0).sum()
    together = values.T @ pays
    money = together + together.T
    # An agency's own money counts once.
    np.fill_diagonal(money, np.diagonal(together))
    agencies = {"index": budgets.columns, "columns": budgets.columns}
    return CoFunding(
        share_of_programmes=float(ratio(shared.sum(), funded)),
        share_of_money=float(ratio(values[shared].sum(), values.sum())),
        programmes=pd.DataFrame(pays.T @ pays, **agencies),
        money=pd.DataFrame(money, **agencies),
    )


def border_cut(partnerships, location, partners=("partner", "other"), weight=None):
    """Share of partnerships that a border cuts: the two partners lie in different places.

    Parameters
    ----------
    partnerships : pandas.DataFrame
        One row per partnership.
    location : pandas.Series
        The place (province, metropolitan area, country) of every partner, indexed by partner.
    partners : tuple of str
        The two columns of ``partnerships`` that name the partners.
    weight : str or None
        A column that weighs partnerships, for instance by money; None counts them equally.

    Returns
    -------
    float
        0 to 1; NaN without any partnership.

    Raises
    ------
    ValueError
        If a column is not there, a partner has no location or several, or a weight is missing, negative or infinite.

    Notes
    -----
    Fewer and larger places always cut less. Compare with the share that random partners would give,
    :math:`1 - \\sum_p s_p^2` with :math:`s_p` the places' shares of partners (:func:`fragmentation`).

    Examples
    --------
    >>> import pandas as pd
    >>> partnerships = pd.DataFrame({"partner": ["a", "a", "b"], "other": ["b", "c", "c"]})
    >>> round(border_cut(partnerships, pd.Series({"a": "north", "b": "north", "c": "south"})), 3)
    0.667
    """
    absent = [column for column in (*partners, *([weight] if weight else [])) if column not in partnerships.columns]
    if absent:
        raise ValueError(
            f"partnerships: there is no column {absent[0]!r}; the columns are {list(partnerships.columns)}."
        )
    first, second = (_places(partnerships[column], location) for column in partners)
    weights = np.ones(len(partnerships)) if weight is None else _weights(partnerships[weight])
    return float(ratio((weights * (first != second)).sum(), weights.sum()))


def _weights(column):
    return np.zeros(0) if column.empty else _amount(column, column.name)


def _places(names, location):
    if not location.index.is_unique:
        twice = location.index[location.index.duplicated()][0]
        raise ValueError(f"location: partner {twice!r} has several places; each must have one.")
    places = location.reindex(names)
    if places.isna().any():
        raise ValueError(f"location: partner {places.index[places.isna()][0]!r} has no place.")
    return places.to_numpy()
