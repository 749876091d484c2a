"""A bank of questions that compute themselves: each is a function, drawn anew with other numbers by a seed."""

from __future__ import annotations

import inspect
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from explorable.words import quoted, tell

from .questions import Choice, Number, Order, Question, ShortText

__all__ = ["Bank", "Draw", "Drawn", "kind_of", "twins"]

Thing = TypeVar("Thing")
Maker = Callable[..., Question]

KINDS = {Choice: "choice", Number: "number", Order: "order", ShortText: "short text"}
# Words of a question that say what is asked: places and numbers are what is drawn.
WORDS = re.compile(r"\b[a-z][a-z'-]+\b")


class Draw:
    """What a question may draw: the same for the same seed and the same question, on every machine.

    Examples
    --------
    >>> Draw("a seed").pick(["toys", "ships", "chips"]) == Draw("a seed").pick(["toys", "ships", "chips"])
    True
    >>> Draw("a seed").whole(200, 800, 100) in range(200, 801, 100)
    True
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of several things."""
        return self._random.choice(things)

    def some(self, things: Sequence[Thing], number: int) -> list[Thing]:
        """Several different things, in the order of the draw."""
        return self._random.sample(list(things), number)

    def whole(self, low: int, high: int, step: int = 1) -> int:
        """A whole number from low to high, both included."""
        return self._random.randrange(low, high + 1, step)

    def shuffled(self, things: Iterable[Thing]) -> list[Thing]:
        """All of the things in another order."""
        mixed = list(things)
        self._random.shuffle(mixed)
        return mixed


@dataclass(frozen=True)
class Drawn:
    """A question as one person gets it.

    Parameters
    ----------
    name : str
        The question's name, unique in its bank.
    chapter : str
        The chapter that it belongs to.
    objective : int
        The number of the objective of the chapter that it tries.
    seed : int
        What it was drawn with.
    question : Question
        What is asked.
    varies : bool
        Whether another seed may give other numbers.
    """

    name: str
    chapter: str
    objective: int
    seed: int
    question: Question
    varies: bool


class Bank:
    """The questions of a part.

    Parameters
    ----------
    part : str
        Its folder, such as ``"cluster-theory"``.
    title : str
        How it is called.

    Examples
    --------
    >>> toys = Bank("toys", "Toys")
    >>> @toys.asks("first-chapter", objective=1)
    ... def share(draw):
    ...     jobs = draw.whole(100, 900, 100)
    ...     return Number(
    ...         text=f"Of {jobs} jobs 10 are in toys. Which share is that?",
    ...         right=10 / jobs,
    ...         wrong=[(10 / (jobs - 10), "The jobs in toys are part of all jobs.")],
    ...         because="Divide the one by the other.",
    ...     )
    >>> [one.name for one in toys.drawn(seed=1)]
    ['share']
    """

    def __init__(self, part: str, title: str) -> None:
        self.part, self.title = part, title
        self._makers: dict[str, tuple[Maker, str, int]] = {}

    def asks(self, chapter: str, objective: int) -> Callable[[Maker], Maker]:
        """Put a function into the bank that returns a question; with an argument, it gets a `Draw`.

        Raises
        ------
        ValueError
            If the bank has a question of this name.
        """

        def put(maker: Maker) -> Maker:
            name = maker.__name__
            if name in self._makers:
                raise ValueError(
                    tell(
                        "The bank {part} has two questions named {name}.",
                        part=quoted(self.part),
                        name=quoted(name),
                    )
                )
            self._makers[name] = (maker, chapter, objective)
            return maker

        return put

    @property
    def chapters(self) -> list[str]:
        """The chapters that have questions, in the order of the bank."""
        return list(dict.fromkeys(chapter for _, chapter, _ in self._makers.values()))

    @property
    def names(self) -> list[str]:
        """The names of the questions, in the order of the bank; nothing is drawn for it."""
        return list(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def drawn(self, seed: int = 0, chapter: str | None = None) -> Iterator[Drawn]:
        """The questions, drawn with a seed.

        Parameters
        ----------
        seed : int
            Another one for another student.
        chapter : str, optional
            Only those of one chapter.

        Yields
        ------
        Drawn

        Raises
        ------
        ValueError
            If a question cannot be asked with this draw; the message names question and seed.
        """
        for name, (maker, its_chapter, objective) in self._makers.items():
            if chapter in (None, its_chapter):
                yield self._draw(name, maker, its_chapter, objective, seed)

    def _draw(self, name, maker, chapter, objective, seed):
        varies = bool(inspect.signature(maker).parameters)
        try:
            question = maker(Draw(f"{self.part}/{name}/{seed}")) if varies else maker()
        except ValueError as fault:
            raise ValueError(
                tell(
                    "Question {name} of {part}, drawn with seed {seed}: {fault}",
                    name=quoted(name),
                    part=quoted(self.part),
                    seed=seed,
                    fault=str(fault),
                )
            ) from fault
        return Drawn(name, chapter, objective, seed, question, varies)


def kind_of(question: Question) -> str:
    """The name of a question's kind.

    Examples
    --------
    >>> kind_of(ShortText(text="Who?", right=["Marshall"], because="He did."))
    'short text'
    """
    return KINDS[type(question)]


def twins(drawn: Iterable[Drawn], alike: float = 0.75) -> list[tuple[str, str]]:
    """Pairs of questions that ask the same of another place: their words are the same but for names and numbers.

    Parameters
    ----------
    drawn : iterable of Drawn
        Questions of one or of several banks.
    alike : float
        From which share of common words on two questions count as the same.

    Returns
    -------
    list of (str, str)
        Their names.

    Examples
    --------
    >>> asked = dict(because="So it is.", right=1, wrong=[])
    >>> one = Number(text="How many people work in the toy shops of Seoul today?", **asked)
    >>> two = Number(text="How many people work in the toy shops of Busan today?", **asked)
    >>> twins([Drawn("one", "", 1, 0, one, False), Drawn("two", "", 1, 0, two, False)])
    [('one', 'two')]
    """
    words = [(one.name, set(WORDS.findall(one.question.text))) for one in drawn]
    return [
        (name, other)
        for (name, its), (other, others) in combinations(words, 2)
        if its | others and len(its & others) / len(its | others) >= alike
    ]
