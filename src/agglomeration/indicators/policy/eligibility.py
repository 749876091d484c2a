"""Which projects the rules admit, and how much each may be paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_table, ratio

from .project_amounts import common_index

__all__ = ["Eligibility", "Rule", "eligibility"]


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
        Which ceiling sets it: "share of cost" or "amount per firm" (the former where they are equal). Where the
        consortium itself is not eligible, the name of the first rule that it fails.
    """

    rules: tuple
    eligible: object
    largest_subsidy: object
    binding: object

    def to_frame(self) -> pd.DataFrame:
        """One row per rule (and project): passed, there, needed, sentence."""
        parts = {rule.name: pd.DataFrame(_columns(rule)) for rule in self.rules}
        frame = pd.concat(parts, names=["rule", "project"])
        return frame if isinstance(self.eligible, pd.Series) else frame.droplevel("project")

    def __repr__(self) -> str:
        if isinstance(self.eligible, pd.Series):
            return f"{int(self.eligible.sum())} of {len(self.eligible)} projects are eligible\n{self.to_frame()}"
        verdict = "eligible" if self.eligible else "not eligible"
        marks = [f"{'passed' if rule.passed else 'failed'}: {rule.sentence}" for rule in self.rules]
        binds = f" ({self.binding} binds)" if self.largest_subsidy else ""
        return "\n".join([f"{verdict}; largest subsidy {self.largest_subsidy:,.2f}{binds}", *marks])


def _columns(rule):
    columns = rule._asdict()
    del columns["name"]
    return (
        columns
        if isinstance(rule.passed, pd.Series)
        else {name: [value] for name, value in columns.items()}
    )


def eligibility(
    firms: int | np.ndarray | pd.Series,
    small_and_medium_firms: int | np.ndarray | pd.Series,
    cost: float | np.ndarray | pd.Series,
    subsidy: float | np.ndarray | pd.Series | None = None,
    *,
    minimum_firms: int = 3,
    minimum_small_and_medium_firms: int = 1,
    maximum_share: float = 0.25,
    maximum_per_firm: float | None = 27_750,
    currency: str = "EUR",
) -> Eligibility:
    r"""Check a cooperation project against the rules of a cluster subsidy, rule by rule.

    .. math:: S_{max} = \min(\text{maximum share} \times \text{cost},\;
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

    References
    ----------
    The rules are those of Upper Austria in: Korea Legislation Research Institute (2016), workshop booklet on industrial
    clusters.

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
    single = all(
        np.ndim(value) == 0
        for value in (firms, small_and_medium_firms, cost, subsidy)
        if value is not None
    )
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
    admitted = consortium[0].passed & consortium[1].passed
    rules = (
        *consortium,
        _share_rule(asked, projects["cost"], by_cost, maximum_share, currency, admitted),
        _per_firm_rule(asked, projects["firms"], by_firms, maximum_per_firm, currency, admitted),
    )
    ceilings = np.where(by_cost <= by_firms, "share of cost", "amount per firm")
    failed = np.where(consortium[0].passed, consortium[1].name, consortium[0].name)
    result = Eligibility(
        rules=rules,
        eligible=admitted & rules[2].passed & rules[3].passed,
        largest_subsidy=ceiling.where(admitted, 0.0).rename("largest_subsidy"),
        binding=pd.Series(np.where(admitted, ceilings, failed), index=projects.index),
    )
    return _first_project(result) if single else result


def _projects(firms, small_and_medium_firms, cost, subsidy):
    given = {"firms": firms, "small_and_medium_firms": small_and_medium_firms, "cost": cost}
    if subsidy is not None:
        given["subsidy"] = subsidy
    index = common_index(given)
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


def _at_least(name, there, needed, what):
    verb = "is" if needed == 1 else "are"
    sentences = [
        f"{value:g} {what} take part; at least {needed:g} {verb} needed." for value in there
    ]
    return Rule(
        name, there >= needed, there, _everywhere(needed, there), _everywhere(sentences, there)
    )


def _share_rule(asked, cost, ceiling, maximum_share, currency, admitted):
    share = ratio(asked.to_numpy(), cost.to_numpy())
    sentences = [
        f"{'The' if paid else 'A'} subsidy of {a:,.2f} {currency} {'is' if paid else 'would be'} {100 * s:.4g} % of "
        f"the cost; at most {100 * maximum_share:g} % ({c:,.2f} {currency}) may be paid."
        if not np.isnan(s)
        else "The project has no cost that a share could be paid of."
        for a, s, c, paid in zip(asked, share, ceiling, admitted, strict=True)
    ]
    needed = _everywhere(maximum_share, asked)
    return Rule(
        "share of cost",
        _within(asked, ceiling),
        _everywhere(share, asked),
        needed,
        _everywhere(sentences, asked),
    )


def _per_firm_rule(asked, firms, ceiling, maximum_per_firm, currency, admitted):
    per_firm = ratio(asked.to_numpy(), firms.to_numpy())
    sentences = [
        f"{'The subsidy comes' if paid else 'It would come'} to {value:,.2f} {currency} per firm; "
        f"at most {maximum_per_firm:,.2f} {currency} may be paid."
        if not np.isnan(value)
        else "No firm takes part that could be paid."
        for value, paid in zip(per_firm, admitted, strict=True)
    ]
    needed = _everywhere(maximum_per_firm, asked)
    return Rule(
        "amount per firm",
        _within(asked, ceiling),
        _everywhere(per_firm, asked),
        needed,
        _everywhere(sentences, asked),
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
    return Eligibility(
        rules, scalar(result.eligible), scalar(result.largest_subsidy), scalar(result.binding)
    )
