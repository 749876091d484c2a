"""Questions of four kinds: one right answer, wrong ones that are explained; what cannot be told apart is refused.

They know nothing of a page or a learning platform. Who asks them, and in which file format, is somebody else's matter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from explorable.words import enumerated, quoted, tell

from .form import plain

__all__ = ["Choice", "Number", "Order", "Question", "ShortText"]

# A choice between two is a coin; an order of two is one as well.
FEWEST = 3
# Nearer to zero is only what a computer's arithmetic leaves of zero.
SMALLEST = 1e-12


@dataclass(frozen=True, kw_only=True)
class Question:
    """What all kinds share.

    Parameters
    ----------
    text : str
        The question itself, whole sentences.
    because : str
        Why the right answer is right: shown after an answer.
    """

    text: str
    because: str

    def __post_init__(self) -> None:
        for name, said in {"text": self.text, "because": self.because}.items():
            if not said.strip().endswith((".", "?", "!", ")")):
                raise ValueError(
                    tell(
                        "The question {text} has a {name} that is no whole sentence: {said}.",
                        text=quoted(self.text),
                        name=name,
                        said=quoted(said),
                    )
                )
        self._check()

    def _check(self) -> None:
        raise NotImplementedError

    def _explained(self, wrong: Sequence[tuple[object, str]]) -> None:
        for answer, why in wrong:
            if not why.strip():
                raise ValueError(
                    tell(
                        "The question {text} does not explain its wrong answer {answer}.",
                        text=quoted(self.text),
                        answer=quoted(answer),
                    )
                )

    def _distinct(self, answers: Sequence[str]) -> None:
        for one, other in combinations(answers, 2):
            if plain(one) == plain(other):
                raise ValueError(
                    tell(
                        "The question {text} has two equal answers: {one} and {other}.",
                        text=quoted(self.text),
                        one=quoted(one),
                        other=quoted(other),
                    )
                )


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of several answers is right.

    Parameters
    ----------
    right : str
        The right answer.
    wrong : sequence of (str, str)
        At least two wrong answers, each with what is said to those who choose it.

    Raises
    ------
    ValueError
        If two answers read alike, or one is not explained.

    Examples
    --------
    >>> asked = Choice(
    ...     text="Which share of the jobs is in toys?",
    ...     right="one in ten",
    ...     wrong=[("one in five", "That counts half of the jobs."), ("all", "Others work, too.")],
    ...     because="Ten of a hundred jobs are in toys.",
    ... )
    >>> asked.options
    ('one in ten', 'one in five', 'all')
    """

    right: str
    wrong: Sequence[tuple[str, str]]

    @property
    def options(self) -> tuple[str, ...]:
        """All answers, the right one first; whoever shows them shuffles them."""
        return (self.right, *(answer for answer, _ in self.wrong))

    def _check(self) -> None:
        if len(self.options) < FEWEST:
            raise ValueError(
                tell(
                    "The question {text} has fewer than two wrong answers.", text=quoted(self.text)
                )
            )
        self._distinct(self.options)
        self._explained(self.wrong)


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number is asked for.

    Parameters
    ----------
    right : float
        The right answer, as computed: not rounded.
    wrong : sequence of (float, str)
        Typical wrong answers, computed as well, each with what has probably been done.
    digits : int
        To how many significant digits an answer may be rounded.
    tolerance : float
        How far an answer may be off at least, in its own unit; 0 for a count.
    exact : bool
        Whether rounding is not allowed: for counts.

    Raises
    ------
    ValueError
        If a number is not finite, is zero but for rounding errors, or two of them could be the same answer after
        rounding.

    Examples
    --------
    >>> asked = Number(
    ...     text="Of 20,000 jobs 1,200 are in toys. Which share is that?",
    ...     right=0.06,
    ...     wrong=[(1_200 / 18_800, "The jobs in toys are part of all jobs.")],
    ...     digits=2,
    ...     because="1,200 of 20,000.",
    ... )
    >>> asked.reach(asked.right)
    0.0005
    >>> Number(text="How many?", right=1.04, wrong=[(1.01, "One too few.")], digits=1, because="So.")
    Traceback (most recent call last):
    ValueError: The question 'How many?' cannot tell 1.01 from 1.04 when answers have 1 significant digits.
    """

    right: float
    wrong: Sequence[tuple[float, str]] = field(default=())
    digits: int = 3
    tolerance: float = 0.0
    exact: bool = False

    def reach(self, value: float) -> float:
        """How far an answer may be off a value: half a unit of its last digit, or the tolerance if that is more."""
        if self.exact or not value:
            return self.tolerance
        unit = 10.0 ** (math.floor(math.log10(abs(value))) + 1 - self.digits)
        return max(self.tolerance, 0.5 * unit)

    def _check(self) -> None:
        # Numbers of numpy print themselves as such; what is written into a file is a plain one.
        object.__setattr__(self, "right", float(self.right))
        object.__setattr__(self, "wrong", [(float(value), why) for value, why in self.wrong])
        values = [self.right, *(value for value, _ in self.wrong)]
        for value in values:
            if not math.isfinite(value):
                raise ValueError(
                    tell(
                        "The question {text} has the answer {value}, which nobody can give.",
                        text=quoted(self.text),
                        value=value,
                    )
                )
            if 0 < abs(value) < SMALLEST:
                raise ValueError(
                    tell(
                        "The question {text} has the answer {value}, which is zero but for the arithmetic of a "
                        "computer; nobody would be told right by it. Round it, or draw other numbers.",
                        text=quoted(self.text),
                        value=f"{value:g}",
                    )
                )
        for one, other in combinations(values, 2):
            apart = abs(one - other)
            if apart <= (self.reach(one) + self.reach(other)) * (1 + 1e-9) + 1e-12 * abs(one):
                raise ValueError(
                    tell(
                        "The question {text} cannot tell {other} from {one} when answers have {digits} "
                        "significant digits.",
                        text=quoted(self.text),
                        other=f"{other:g}",
                        one=f"{one:g}",
                        digits=self.digits,
                    )
                )
        self._explained(self.wrong)


@dataclass(frozen=True, kw_only=True)
class Order(Question):
    """Things are to be put into an order.

    Parameters
    ----------
    right : sequence of str
        At least three things, in the right order.
    wrong : sequence of (sequence of str, str)
        Typical wrong orders of the same things, each with what has probably been done.

    Raises
    ------
    ValueError
        If two things read alike, if an order has other things, or is the right one.
    """

    right: Sequence[str]
    wrong: Sequence[tuple[Sequence[str], str]] = field(default=())

    def _check(self) -> None:
        if len(self.right) < FEWEST:
            raise ValueError(
                tell(
                    "The question {text} has fewer than three things to order.",
                    text=quoted(self.text),
                )
            )
        self._distinct(self.right)
        orders = [tuple(self.right), *(tuple(order) for order, _ in self.wrong)]
        for order in orders[1:]:
            if sorted(order) != sorted(self.right):
                raise ValueError(
                    tell(
                        "The question {text} has a wrong order of other things: {order}.",
                        text=quoted(self.text),
                        order=enumerated(order),
                    )
                )
        if len(set(orders)) < len(orders):
            raise ValueError(
                tell("The question {text} has the same order twice.", text=quoted(self.text))
            )
        self._explained(self.wrong)


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """A name or a word is asked for.

    Parameters
    ----------
    right : sequence of str
        What counts as right, the usual form first. Capital letters and blanks around it do not count.
    wrong : sequence of (str, str)
        Typical wrong answers, each with what is said to those who give it.

    Raises
    ------
    ValueError
        If a wrong answer reads like a right one.
    """

    right: Sequence[str]
    wrong: Sequence[tuple[str, str]] = field(default=())

    def _check(self) -> None:
        if isinstance(self.right, str) or not self.right:
            raise ValueError(
                tell(
                    "The question {text} needs a list of what counts as right.",
                    text=quoted(self.text),
                )
            )
        self._distinct([*self.right, *(answer for answer, _ in self.wrong)])
        self._explained(self.wrong)
