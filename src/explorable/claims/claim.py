"""The decorator: a statement, the function that says for one trial whether it holds, and what it is tried over."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from explorable.errors import ExplorableError
from explorable.extras import require
from explorable.words import quoted, tell

from . import words
from .result import Result
from .variation import Variation

__all__ = ["Claim", "World", "claim"]


class World:
    """A world in which a claim must be false: the effect switched off, the table shuffled.

    Parameters
    ----------
    says : str
        The world in words, as the end of "a world in which ...": ``"nothing draws the plants together"``.
    function : callable, optional
        Says for one trial whether the claim holds there; without it, the claim's own function says so, called with the
        ``arguments``.
    **arguments
        Arguments in which that world differs.
    """

    def __init__(
        self, says: str, function: Callable[..., Any] | None = None, /, **arguments: Any
    ) -> None:
        self.says, self.function, self.arguments = says, function, arguments


class Claim:
    """A statement that is a test. Call it for one trial; ``compute()`` tries it over all."""

    def __init__(
        self,
        function: Callable[..., Any],
        says: str,
        varies: Variation,
        holds: float,
        false_when: World,
    ) -> None:
        self.function, self.says, self.varies = function, says, varies
        self.demanded, self.false_when = holds, false_when
        self.name, self.__doc__ = function.__name__, function.__doc__
        _check(self)

    def __call__(self, *args: Any, **values: Any) -> bool:
        """Whether it holds in one trial."""
        from .trying import verdict

        return verdict(self.function, self.name, *args, **values)

    @property
    def fingerprint(self) -> str:
        """Hash of all that decides how often it holds: code, tables, what is varied, the world in which it is false."""
        require("joblib", "page", "claims")
        from explorable.states.fingerprint import fingerprint_of

        world = self.false_when
        return fingerprint_of(
            self.name,
            (self.function, world.function, world.arguments, self.varies.trials()),
            rounded=True,
        )[:16]

    def compute(self, jobs: int = 1) -> Result:
        """Try it over all that is varied, here and in the world where it must be false.

        Parameters
        ----------
        jobs : int
            Processes that share the work; -1 for one on each core.

        Returns
        -------
        Result
            How often it held, and where not. Whether that is enough, ``result.holds`` says.

        Raises
        ------
        ExplorableError
            If a trial fails or does not say yes or no, if the same trial gives two answers, or if it takes too long.
        """
        from .trying import result_of

        return result_of(self, jobs)

    def stored(self) -> Result | None:
        """What was stored beside the chapter that runs in this folder; None if it was never computed."""
        from .store import find

        return find(self.name)

    def text(self) -> str:
        """The statement and its share, as stored."""
        stored = self.stored()
        share = words.share(stored) if stored else tell("not tried yet")
        return f"{self.says} ({share})"

    def __repr__(self) -> str:
        return self.text()


def claim(
    says: str, *, varies: Variation, holds: float, false_when: World
) -> Callable[[Callable[..., Any]], Claim]:
    """Make a finding a test.

    The page shows beside the sentence in how many trials it holds: write ``{claim}`` with the function's name there.
    ``python -m bookpress claims`` tries it and stores the result beside the chapter.

    Parameters
    ----------
    says : str
        The statement, as a sentence.
    varies : Seeds, LeftOut or Grid
        The choice on which the statement rests, varied.
    holds : float
        The share of trials in which it must hold: 1 for all, 0.5 for "in most draws".
    false_when : World
        A world in which it must be false. A claim that holds there, too, says nothing, and is refused.

    Returns
    -------
    Claim
        Callable like the function.

    Raises
    ------
    ExplorableError
        For a statement that is no sentence, an argument that nothing varies, a share outside 0 to 1; while a site is
        built, also where the stored result is missing or was computed from other code or data.

    Examples
    --------
    >>> import numpy as np
    >>> from explorable.claims import Seeds, World, claim
    >>> @claim(
    ...     "Of ten unequal plants, the largest has more than a fifth of the jobs.",
    ...     varies=Seeds(200),
    ...     holds=0.9,
    ...     false_when=World("all plants are alike", spread=0.0),
    ... )
    ... def the_largest_stands_out(seed, spread=1.5):
    ...     sizes = np.random.default_rng(seed).lognormal(sigma=spread, size=10)
    ...     return max(sizes) / sum(sizes) > 0.2
    >>> the_largest_stands_out(seed=5)
    True
    >>> result = the_largest_stands_out.compute()
    >>> result.holds, result.world_held
    (True, 0)
    """

    def decorate(function):
        made = Claim(function, says, varies, holds, false_when)
        from .announcing import announce

        announce(made)
        return made

    return decorate


def _check(made):
    """Every mistake an author can make before anything is computed."""
    name = made.name
    if not isinstance(made.says, str) or not made.says.strip().endswith((".", "?", "!")):
        raise ExplorableError(
            tell(
                "{name}: a claim says a whole sentence, with its full stop; it says {says}.",
                name=name,
                says=quoted(made.says),
            )
        )
    if not isinstance(made.varies, Variation):
        raise ExplorableError(
            tell(
                "{name}: varies= is a {kind}; write Seeds(200), LeftOut(places, of='places') or Grid(threshold=[...]).",
                name=name,
                kind=type(made.varies).__name__,
            )
        )
    if not 0 < made.demanded <= 1:
        raise ExplorableError(
            tell(
                "{name}: holds= is {share}; write the share of trials in which it must hold, above 0 and up to 1.",
                name=name,
                share=quoted(made.demanded),
            )
        )
    if not isinstance(made.false_when, World):
        raise ExplorableError(
            tell(
                "{name}: false_when= is a {kind}; write World('the table is shuffled', ...).",
                name=name,
                kind=type(made.false_when).__name__,
            )
        )
    _check_arguments(name, made.function, set(made.varies.trials()[0]), made.false_when)


def _check_arguments(name, function, varied, world):
    taken, says = inspect.signature(function).parameters, quoted(world.says)
    for argument in sorted(varied - set(taken)):
        raise ExplorableError(
            tell(
                "{name}: {argument} is varied, and is no argument of the function.",
                name=name,
                argument=argument,
            )
        )
    for argument, parameter in taken.items():
        if argument not in varied and parameter.default is parameter.empty:
            raise ExplorableError(
                tell(
                    "{name}: nothing says what {argument} is; give it a default, or vary it.",
                    name=name,
                    argument=argument,
                )
            )
    if world.function is None and not world.arguments:
        raise ExplorableError(
            tell(
                "{name}: World({says}) does not say in what it differs; give it an argument, or a function.",
                name=name,
                says=says,
            )
        )
    there = taken if world.function is None else inspect.signature(world.function).parameters
    for argument in sorted({*world.arguments, *varied} - set(there)):
        raise ExplorableError(
            tell(
                "{name}: World({says}) is called with {argument}, which its function does not take.",
                name=name,
                says=says,
                argument=argument,
            )
        )
    for argument in sorted(varied & set(world.arguments)):
        raise ExplorableError(
            tell(
                "{name}: {argument} is varied, and World({says}) sets it; it can be one of the two.",
                name=name,
                says=says,
                argument=argument,
            )
        )
