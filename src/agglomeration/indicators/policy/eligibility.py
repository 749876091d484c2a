"""Which projects the rules admit, and how much each may be paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_table, ratio
from agglomeration.indicators.ground.ties import above, at_least
from agglomeration.words import marked, quoted, tell, tell_many, term

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
            title = tell(
                "{eligible} of {projects} projects are eligible",
                eligible=int(self.eligible.sum()),
                projects=len(self.eligible),
            )
            return "\n".join([title, str(self.to_frame())])
        marks = [
            tell("passed: {sentence}", sentence=rule.sentence)
            if rule.passed
            else tell("failed: {sentence}", sentence=rule.sentence)
            for rule in self.rules
        ]
        return "\n".join([self._verdict(), *marks])

    def _verdict(self):
        named = {"subsidy": f"{self.largest_subsidy:,.2f}", "binding": term(self.binding)}
        if not self.largest_subsidy:
            return (
                tell("eligible; largest subsidy {subsidy}", **named)
                if self.eligible
                else tell("not eligible; largest subsidy {subsidy}", **named)
            )
        return (
            tell("eligible; largest subsidy {subsidy} ({binding} binds)", **named)
            if self.eligible
            else tell("not eligible; largest subsidy {subsidy} ({binding} binds)", **named)
        )


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
        _at_least("firms", projects["firms"], minimum_firms, _firms),
        _at_least(
            "small and medium firms",
            projects["small_and_medium_firms"],
            minimum_small_and_medium_firms,
            _small_firms,
        ),
    ]
    admitted = consortium[0].passed & consortium[1].passed
    rules = (
        *consortium,
        _share_rule(asked, projects["cost"], by_cost, maximum_share, currency, admitted),
        _per_firm_rule(asked, projects["firms"], by_firms, maximum_per_firm, currency, admitted),
    )
    ceilings = np.where(
        at_least(by_firms, by_cost), marked("share of cost"), marked("amount per firm")
    )
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
    values = check_table(projects, "projects", rows=marked("project"), columns=marked("column"))
    projects = pd.DataFrame(values, index=index, columns=projects.columns)
    for column in ("firms", "small_and_medium_firms"):
        broken = projects[column] % 1 != 0
        if broken.any():
            project = broken.idxmax()
            raise ValueError(
                tell(
                    "{column}: project {project} has {value}; firms must be a whole number.",
                    column=column,
                    project=quoted(project),
                    value=f"{projects.loc[project, column]:g}",
                )
            )
    surplus = projects["small_and_medium_firms"] > projects["firms"]
    if surplus.any():
        row = projects.loc[surplus.idxmax()]
        raise ValueError(
            tell(
                "small_and_medium_firms: project {project} has {small} of them but {firms} firms "
                "in all.",
                project=quoted(surplus.idxmax()),
                small=f"{row['small_and_medium_firms']:g}",
                firms=f"{row['firms']:g}",
            )
        )
    return projects


def _at_least(name, there, needed, sentence):
    sentences = [sentence(int(value), needed) for value in there]
    return Rule(
        name, there >= needed, there, _everywhere(needed, there), _everywhere(sentences, there)
    )


def _firms(there, needed):
    if needed == 1:
        return tell_many(
            "{n} firm takes part; at least 1 is needed.",
            "{n} firms take part; at least 1 is needed.",
            there,
        )
    return tell_many(
        "{n} firm takes part; at least {needed} are needed.",
        "{n} firms take part; at least {needed} are needed.",
        there,
        needed=f"{needed:g}",
    )


def _small_firms(there, needed):
    if needed == 1:
        return tell_many(
            "{n} small or medium-sized firm takes part; at least 1 is needed.",
            "{n} small or medium-sized firms take part; at least 1 is needed.",
            there,
        )
    return tell_many(
        "{n} small or medium-sized firm takes part; at least {needed} are needed.",
        "{n} small or medium-sized firms take part; at least {needed} are needed.",
        there,
        needed=f"{needed:g}",
    )


def _share_rule(asked, cost, ceiling, maximum_share, currency, admitted):
    share = ratio(asked.to_numpy(), cost.to_numpy())
    sentences = [
        _share_sentence(
            paid,
            part,
            subsidy=f"{amount:,.2f}",
            most=f"{most:,.2f}",
            maximum=f"{100 * maximum_share:g}",
            currency=currency,
        )
        for amount, part, most, paid in zip(asked, share, ceiling, admitted, strict=True)
    ]
    needed = _everywhere(maximum_share, asked)
    return Rule(
        "share of cost",
        _within(asked, ceiling),
        _everywhere(share, asked),
        needed,
        _everywhere(sentences, asked),
    )


def _share_sentence(paid, share, **named):
    if np.isnan(share):
        return tell("The project has no cost that a share could be paid of.")
    named["share"] = f"{100 * share:.4g}"
    if paid:
        return tell(
            "The subsidy of {subsidy} {currency} is {share} % of the cost; at most {maximum} % ({most} {currency}) "
            "may be paid.",
            **named,
        )
    return tell(
        "A subsidy of {subsidy} {currency} would be {share} % of the cost; at most {maximum} % ({most} {currency}) "
        "may be paid.",
        **named,
    )


def _per_firm_rule(asked, firms, ceiling, maximum_per_firm, currency, admitted):
    per_firm = ratio(asked.to_numpy(), firms.to_numpy())
    sentences = [
        _per_firm_sentence(paid, value, most=f"{maximum_per_firm:,.2f}", currency=currency)
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


def _per_firm_sentence(paid, amount, **named):
    if np.isnan(amount):
        return tell("No firm takes part that could be paid.")
    named["amount"] = f"{amount:,.2f}"
    if paid:
        return tell(
            "The subsidy comes to {amount} {currency} per firm; at most {most} {currency} may be paid.",
            **named,
        )
    return tell(
        "It would come to {amount} {currency} per firm; at most {most} {currency} may be paid.",
        **named,
    )


def _within(asked, ceiling):
    """A subsidy that exceeds its ceiling by rounding only is within it."""
    return ~above(asked, ceiling)


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
