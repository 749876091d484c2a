"""Every state of the declared grid, computed once: in parallel, cached, with a progress bar, or a clear failure."""

from __future__ import annotations

import gc
import itertools
import json
import math
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib as mpl

from explorable.drawing.look import drawing_style
from explorable.drawing.svg import as_drawing, narrow_and_wide
from explorable.errors import ExplorableError
from explorable.extras import require
from explorable.view import View
from explorable.words import tell

from .store import Store

__all__ = ["call", "compute_states", "record"]


def call(function: Callable[..., View], state: Mapping[str, Any], name: str) -> View:
    """One state's view, in the book's look; a failure names the state."""
    try:
        with mpl.rc_context(drawing_style()):
            view = function(**state)
    except Exception as error:
        raise ExplorableError(
            tell(
                "{name} fails at {state}: {type}: {error}",
                name=name,
                state=_at(state),
                type=type(error).__name__,
                error=error,
            )
        ) from error
    if not isinstance(view, View):
        raise ExplorableError(
            tell(
                "{name} must return a View; at {state} it returned {type}.",
                name=name,
                state=_at(state),
                type=type(view).__name__,
            )
        )
    return view


def _at(state):
    return ", ".join(f"{key}={value!r}" for key, value in state.items())


def record(
    function: Callable[..., View], state: Mapping[str, Any], name: str, slug: str
) -> dict[str, Any]:
    """One state as plain data: both drawings, reading, table, facts."""
    view = call(function, state, name)
    try:
        drawn = narrow_and_wide(as_drawing(view.figure), slug)
    except Exception as error:
        raise ExplorableError(
            tell(
                "{name} cannot be drawn at {state}: {type}: {error}",
                name=name,
                state=_at(state),
                type=type(error).__name__,
                error=error,
            )
        ) from error
    return {
        **drawn,
        "alt": view.alt,
        "reading": view.reading_html,
        "columns": view.columns(),
        "rows": view.rows(),
        "facts": {
            key: None if math.isnan(value) else float(value) for key, value in view.facts.items()
        },
    }


def compute_states(
    function: Callable[..., View],
    states: Sequence[dict[str, Any]],
    name: str,
    slug: str,
    jobs: int = -1,
) -> list[dict[str, Any]]:
    """Compute or recall every state.

    A function that gives two answers to one question, or changes what it reads, is refused:
    a stored state would then not be what a reader's own run shows.
    """
    # What is hashed is hashed by joblib: without it a sentence says what is missing, before the import fails.
    require("joblib", "page", "pages with every state of an explorable")
    from .fingerprint import fingerprint

    before = fingerprint(function)
    store = Store(before, name)
    missing = [state for state in states if not store.has(state)]
    if missing:
        ends = missing[:: max(1, len(missing) - 1)]  # both: a toggle may switch chance on
        seen = [(state, _twice_the_same(function, state, name, slug, before)) for state in ends]
        for state, result in itertools.chain(
            seen, _computed(function, missing[1:-1], name, slug, jobs)
        ):
            store.put(state, result)
    return [store.get(state) for state in states]


def _twice_the_same(function, state, name, slug, before):
    """One state, once it is seen that nothing but the arguments decides it."""
    first, second = (record(function, state, name, slug) for _ in range(2))
    if json.dumps(first) != json.dumps(second):
        raise ExplorableError(
            tell(
                "{name} is not pure: called twice with {state} it gives two different views. Seed "
                "its random numbers, and use neither the time nor anything that changes.",
                name=name,
                state=_at(state),
            )
        )
    from .fingerprint import fingerprint

    if fingerprint(function) != before:
        raise ExplorableError(
            tell(
                "{name} is not pure: it changes a table or value outside itself; work on a copy.",
                name=name,
            )
        )
    return first


def _computed(function, states, name, slug, jobs):
    joblib = require("joblib", "page", "pages with every state of an explorable")
    chunks = [states[i : i + 8] for i in range(0, len(states), 8)]
    jobs = 1 if len(states) < 16 else jobs
    tasks = (joblib.delayed(_chunk)(function, chunk, name, slug) for chunk in chunks)
    with _progress(len(states), name) as bar:
        for chunk in joblib.Parallel(n_jobs=jobs, return_as="generator")(tasks):
            for state, result in chunk:
                if isinstance(result, str):
                    raise ExplorableError(result)
                bar.update()
                yield state, result


def _chunk(function, states, name, slug):
    """Results of a few states; a failure travels as its sentence, since not every exception can be sent."""
    results = []
    # A drawing makes many small objects; to look through them only after a few states saves a tenth of the time.
    gc.disable()
    try:
        for state in states:
            results.append((state, record(function, state, name, slug)))
    except ExplorableError as error:
        results.append((state, str(error)))
    finally:
        gc.enable()
    return results


def _progress(total, name):
    tqdm = require("tqdm", "page", "pages with every state of an explorable")
    return tqdm.tqdm(
        total=total,
        desc=f"states of {name}",
        unit="state",
        file=_terminal(),
        mininterval=0.5,
        leave=False,
    )


def _terminal():
    """The terminal's own stream: a bar written to a notebook's stderr would become part of the page."""
    copy = getattr(sys.stderr, "_original_stdstream_copy", None)
    return os.fdopen(os.dup(copy), "w") if copy is not None else sys.stderr
