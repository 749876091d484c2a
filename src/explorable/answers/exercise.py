"""Exercises that check themselves: no account, no server, and a hint for the typical mistake."""

from __future__ import annotations

import math
import numbers
from collections.abc import Hashable, Mapping
from typing import Any

from IPython.display import publish_display_data

from explorable.which_face import PAGE, face
from explorable.words import marked, quoted, tell, tell_many

from .form import answer_form, plain

__all__ = ["Exercise", "require"]

WAITING = marked("Write your answer between the brackets, then run the cell again.")
RIGHT = marked("Right.")
UNIT = marked("Mind the unit: a share and a percentage differ by a factor of 100.")


class Exercise:
    """A question with one right answer, checked where the reader works.

    Parameters
    ----------
    right : number, str, or collection of str
        The answer, computed from the chapter's own tables. A collection is compared as a set.
    tolerance : float
        How far a number may be off, in its own unit.
    mistakes : dict, optional
        ``{wrong answer: hint}``: what a reader who gives it has probably done.
    digits : int, optional
        To how many significant digits a number may be rounded. Without it, only the tolerance counts.

    Examples
    --------
    >>> shared = Exercise(right=5, mistakes={6: "Drugs itself is on both lists; leave it out."})
    >>> shared.check()
    Write your answer between the brackets, then run the cell again.
    >>> shared.check(6)
    Not yet. Drugs itself is on both lists; leave it out.
    >>> shared.check(5)
    Right.
    >>> Exercise(right=4.3154, digits=3).check(4.32)
    Right.
    """

    def __init__(
        self,
        right: Any,
        tolerance: float = 0.0,
        mistakes: Mapping[Any, str] | None = None,
        digits: int | None = None,
    ) -> None:
        self.right, self.tolerance, self.mistakes, self.digits = (
            right,
            tolerance,
            mistakes or {},
            digits,
        )
        if isinstance(right, numbers.Real) and not math.isfinite(right):
            raise ValueError(
                tell(
                    "The right answer is {right}, which no reader can give; compute it from what "
                    "is there.",
                    right=right,
                )
            )
        for mistake in self.mistakes:
            if self._same(mistake, right):
                raise ValueError(
                    tell(
                        "The mistake {mistake} counts as right ({right}, give or take {reach}).",
                        mistake=quoted(mistake),
                        right=quoted(right),
                        reach=f"{self._reach(right):g}",
                    )
                )

    def check(self, answer: Any = None) -> None:
        """Say whether an answer is right; without one, say what to do, and on a page offer a place for it."""
        if answer is None and face() == PAGE:
            publish_display_data({"text/plain": tell(WAITING), "text/html": self.form()})
        else:
            print(self._verdict(answer))

    def form(self) -> str:
        """The same check for a page without a kernel, as HTML: right answer and mistakes are there as hashes only."""
        verdicts = [(self.right, self._reach(self.right), tell(RIGHT))]
        verdicts += [
            (wrong, self._reach(wrong), _not_yet(hint)) for wrong, hint in self.mistakes.items()
        ]
        if isinstance(self.right, numbers.Real) and self.right:
            verdicts += [
                (self.right * by, self._reach(self.right) * by, _not_yet(tell(UNIT)))
                for by in (100, 0.01)
                # The author's own hint for this slip comes first, as it does in check().
                if not any(self._same(self.right * by, wrong) for wrong in self.mistakes)
            ]
        return answer_form(verdicts)

    def _verdict(self, answer):
        if answer is None:
            return tell(WAITING)
        wrong_kind = self._wrong_kind(answer)
        if wrong_kind:
            return _not_yet(wrong_kind)
        if self._same(answer, self.right):
            return tell(RIGHT)
        for mistake, hint in self.mistakes.items():
            if self._same(answer, mistake):
                return _not_yet(hint)
        return _not_yet(self._direction(answer))

    def _wrong_kind(self, answer):
        if isinstance(self.right, numbers.Real):
            if (
                not isinstance(answer, numbers.Real)
                or isinstance(answer, bool)
                or not math.isfinite(answer)
            ):
                return tell("The answer is a number; {answer} is not one.", answer=quoted(answer))
        elif isinstance(self.right, str):
            if not isinstance(answer, str):
                return tell(
                    "The answer is a word in quotation marks; {answer} is not one.",
                    answer=quoted(answer),
                )
        elif (
            isinstance(answer, str)
            or not hasattr(answer, "__iter__")
            or not all(map(_is_plain, answer))
        ):
            return tell(
                'The answer is a list of names, as in ["a", "b"]; {answer} is not one.',
                answer=quoted(answer),
            )
        return None

    def _same(self, answer, value):
        if isinstance(value, numbers.Real):
            return abs(answer - value) <= self._reach(value) + 1e-9 * abs(value)
        if isinstance(value, str):
            return isinstance(answer, str) and plain(answer) == plain(value)
        return not isinstance(answer, str) and _names(answer) == _names(value)

    def _reach(self, value):
        """How far an answer may be off this number: half a unit of its last digit, or the tolerance if that is more."""
        if (
            self.digits is None
            or not isinstance(value, numbers.Real)
            or not value
            or not math.isfinite(value)
        ):
            return self.tolerance
        return max(
            self.tolerance, 0.5 * 10.0 ** (math.floor(math.log10(abs(value))) + 1 - self.digits)
        )

    def _direction(self, answer):
        if isinstance(self.right, numbers.Real):
            if self.right and any(self._same(answer * by, self.right) for by in (100, 0.01)):
                return tell(UNIT)
            if answer < self.right:
                return tell("The right answer is larger.")
            return tell("The right answer is smaller.")
        if isinstance(self.right, str):
            return tell("Look at the table once more.")
        given, right = _names(answer), _names(self.right)
        return tell_many(
            "{n} of your {given} is right; the answer has {right}.",
            "{n} of your {given} are right; the answer has {right}.",
            len(given & right),
            given=len(given),
            right=len(right),
        )


def _not_yet(hint):
    return tell("Not yet. {hint}", hint=hint)


def _names(answer):
    """The names of a list as they are compared; what is no text stays as it is."""
    return {plain(name) if isinstance(name, str) else name for name in answer}


def _is_plain(part):
    return isinstance(part, Hashable)


def require(
    answer: Any,
    right: Any,
    tolerance: float = 0.0,
    mistakes: Mapping[Any, str] | None = None,
    digits: int | None = None,
) -> None:
    """Raise an ``AssertionError`` with the hint unless an answer is right: for tests that give points.

    Parameters
    ----------
    answer : object
        What a student handed in.
    right, tolerance, mistakes, digits
        As in :class:`Exercise`. A mistake that happens to give the right answer, as some do for some cases, is left
        out.

    Raises
    ------
    AssertionError
        If the answer is not right; it says what is wrong with it.

    Examples
    --------
    >>> require(6, right=5, mistakes={6: "Leave Drugs itself out."})
    Traceback (most recent call last):
    AssertionError: Not yet. Leave Drugs itself out.
    >>> require(5, right=5, mistakes={5.0: "With these numbers no mistake."})
    >>> require(0.667, right=2 / 3, digits=3)
    """
    exercise = Exercise(right, tolerance, digits=digits)
    exercise.mistakes = {
        wrong: hint for wrong, hint in (mistakes or {}).items() if not exercise._same(wrong, right)
    }
    verdict = tell("There is no answer yet.") if answer is None else exercise._verdict(answer)
    if verdict != tell(RIGHT):
        raise AssertionError(verdict)
