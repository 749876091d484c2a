"""Try a claim over all that is varied, in the world as it is and in the one where it must be false."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from explorable.errors import ExplorableError
from explorable.extras import require

from . import faults
from .result import Result

if TYPE_CHECKING:
    from .claim import Claim

__all__ = ["MOST_SECONDS", "result_of", "verdict"]

# Seconds of one core in which a claim should be tried; twice as many are refused.
MOST_SECONDS = 20


def verdict(function: Callable[..., Any], name: str, *args: Any, **values: Any) -> bool:
    """What the function says for one trial; anything but yes or no is refused, and a failure names the trial."""
    try:
        said = function(*args, **values)
    except Exception as error:
        raise ExplorableError(
            faults.trial_failed(name, _at(values), type(error).__name__, str(error))
        ) from error
    if not isinstance(said, (bool, np.bool_)):
        raise ExplorableError(faults.not_yes_or_no(name, _at(values), repr(said)))
    return bool(said)


def _at(values):
    return ", ".join(f"{key}={value!r}" for key, value in values.items())


def result_of(claim: Claim, jobs: int = 1) -> Result:
    """The result of all trials."""
    before, world = claim.fingerprint, claim.false_when
    trials = claim.varies.trials()
    once, again = (_tried(claim.function, claim.name, {}, trials[:1]) for _ in range(2))
    if once[0] != again[0]:
        raise ExplorableError(faults.two_answers(claim.name, _at(trials[0])))
    here = _all_tried(claim.function, claim.name, {}, trials, jobs)
    there = _all_tried(world.function or claim.function, claim.name, world.arguments, trials, jobs)
    if claim.fingerprint != before:
        raise ExplorableError(faults.changes_things(claim.name))
    seconds = here[1] + there[1]
    if seconds > 2 * MOST_SECONDS:
        raise ExplorableError(faults.takes_too_long(claim.name, seconds, MOST_SECONDS))
    labels = claim.varies.labels()
    return Result(
        says=claim.says,
        kind=claim.varies.kind,
        what=claim.varies.what,
        demanded=claim.demanded,
        draws=len(trials),
        held=sum(here[0]),
        world=world.says,
        world_held=sum(there[0]),
        fails=[label for label, held in zip(labels, here[0], strict=True) if not held],
        fingerprint=before,
    )


def _all_tried(
    function: Callable[..., Any],
    name: str,
    arguments: Mapping[str, Any],
    trials: Sequence[Mapping[str, Any]],
    jobs: int,
) -> tuple[list[bool], float]:
    """Verdicts in the order of the trials, and the seconds of one core that they took."""
    if jobs == 1:
        return _told(_tried(function, name, arguments, trials))
    joblib = require("joblib", "page", "claims")
    size = max(1, len(trials) // 16)
    chunks = [trials[i : i + size] for i in range(0, len(trials), size)]
    tried = joblib.delayed(_tried)
    done = joblib.Parallel(n_jobs=jobs)(tried(function, name, arguments, one) for one in chunks)
    told = [_told(each) for each in done]
    return [held for part, _ in told for held in part], sum(seconds for _, seconds in told)


def _told(done):
    verdicts, seconds, failure = done
    if failure:
        raise ExplorableError(failure)
    return verdicts, seconds


def _tried(function, name, arguments, trials):
    """Verdicts and seconds; a failure travels as its sentence, since not every exception can be sent."""
    begun, verdicts = time.process_time(), []
    for trial in trials:
        try:
            verdicts.append(verdict(function, name, **arguments, **trial))
        except ExplorableError as error:
            return verdicts, 0.0, str(error)
        seconds = time.process_time() - begun
        if seconds > 2 * MOST_SECONDS:
            return verdicts, seconds, faults.takes_too_long(name, seconds, MOST_SECONDS)
    return verdicts, time.process_time() - begun, None
