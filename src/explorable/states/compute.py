"""Every state of the declared grid, computed once: in parallel, cached, with a progress bar, or a clear failure."""

import gc
import hashlib
import itertools
import json
import math
import os
import sys
from pathlib import Path

import matplotlib as mpl
import numpy
import pandas

from explorable.drawing.look import drawing_style
from explorable.drawing.svg import narrow_and_wide
from explorable.errors import ExplorableError
from explorable.view import View

__all__ = ["MOST_STATES", "compute_states", "grid"]

MOST_STATES = 500
# The files of this folder that decide what a stored state holds; the others only show it.
_MAKERS = ("drawing.py", "look.py", "renderer.py", "states.py", "view.py")


def grid(controls, static=None, name="explorable"):
    """Every combination of the controls' values, in row-major order."""
    axes = {key: list(control.values) for key, control in controls.items()}
    for key, values in (static or {}).items():
        if key not in axes:
            raise ExplorableError(f"{name}: static= names {key!r}, which is no control; it has {', '.join(axes)}.")
        unknown = [value for value in values if value not in axes[key]]
        if unknown:
            raise ExplorableError(f"{name}: static= lists {unknown[0]!r}, which is not a value of {key!r}.")
        axes[key] = [value for value in axes[key] if value in list(values)]
        if controls[key].default not in axes[key]:
            raise ExplorableError(f"{name}: static= leaves out {controls[key].default!r}, where {key!r} starts.")
    size = math.prod(map(len, axes.values()))
    if size > MOST_STATES:
        longest = max(axes, key=lambda key: len(axes[key]))
        raise ExplorableError(
            f"{name}: {' x '.join(f'{len(values)} {key}' for key, values in axes.items())} make {size:,} states, more "
            f"than {MOST_STATES}. Thin a control (a slider in larger steps) or name a subset for the page: "
            f"static={{{longest!r}: [...]}} with at most {MOST_STATES * len(axes[longest]) // size} values."
        )
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]


def call(function, state, name):
    """One state's view, in the book's look; a failure names the state."""
    try:
        with mpl.rc_context(drawing_style()):
            view = function(**state)
    except Exception as error:
        raise ExplorableError(f"{name} fails at {_at(state)}: {type(error).__name__}: {error}") from error
    if not isinstance(view, View):
        raise ExplorableError(f"{name} must return a View; at {_at(state)} it returned {type(view).__name__}.")
    return view


def _at(state):
    return ", ".join(f"{key}={value!r}" for key, value in state.items())


def record(function, state, name, slug):
    """One state as plain data: both drawings, reading, table, facts."""
    view = call(function, state, name)
    try:
        drawn = narrow_and_wide(view.figure, slug)
    except Exception as error:
        raise ExplorableError(f"{name} cannot be drawn at {_at(state)}: {type(error).__name__}: {error}") from error
    return {
        **drawn,
        "alt": view.alt,
        "reading": view.reading_html,
        "columns": view.columns(),
        "rows": view.rows(),
        "facts": {key: None if math.isnan(value) else float(value) for key, value in view.facts.items()},
    }


def compute_states(function, states, name, slug, jobs=-1):
    """Compute or recall every state.

    A function that gives two answers to one question, or changes what it reads, is refused:
    a stored state would then not be what a reader's own run shows.
    """
    from .fingerprint import fingerprint

    before = fingerprint(function)
    store = _Store(before, name)
    missing = [state for state in states if not store.has(state)]
    if missing:
        ends = missing[:: max(1, len(missing) - 1)]  # both: a toggle may switch chance on
        seen = [(state, _twice_the_same(function, state, name, slug, before)) for state in ends]
        for state, result in itertools.chain(seen, _computed(function, missing[1:-1], name, slug, jobs)):
            store.put(state, result)
    return [store.get(state) for state in states]


def _twice_the_same(function, state, name, slug, before):
    """One state, once it is seen that nothing but the arguments decides it."""
    first, second = (record(function, state, name, slug) for _ in range(2))
    if json.dumps(first) != json.dumps(second):
        raise ExplorableError(
            f"{name} is not pure: called twice with {_at(state)} it gives two different views. "
            "Seed its random numbers, and use neither the time nor anything that changes."
        )
    from .fingerprint import fingerprint

    if fingerprint(function) != before:
        raise ExplorableError(f"{name} is not pure: it changes a table or value outside itself; work on a copy.")
    return first


def _computed(function, states, name, slug, jobs):
    from joblib import Parallel, delayed

    chunks = [states[i : i + 8] for i in range(0, len(states), 8)]
    jobs = 1 if len(states) < 16 else jobs
    tasks = (delayed(_chunk)(function, chunk, name, slug) for chunk in chunks)
    with _progress(len(states), name) as bar:
        for chunk in Parallel(n_jobs=jobs, return_as="generator")(tasks):
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
    from tqdm import tqdm

    return tqdm(total=total, desc=f"states of {name}", unit="state", file=_terminal(), mininterval=0.5, leave=False)


def _terminal():
    """The terminal's own stream: a bar written to a notebook's stderr would become part of the page."""
    copy = getattr(sys.stderr, "_original_stdstream_copy", None)
    return os.fdopen(os.dup(copy), "w") if copy is not None else sys.stderr


class _Store:
    """States on disk, one small file each, named by all that they depend on."""

    def __init__(self, function_hash, name):
        own = b"".join((Path(__file__).parent / name).read_bytes() for name in _MAKERS)
        versions = f"{mpl.__version__} {numpy.__version__} {pandas.__version__}".encode()
        self.base = hashlib.sha256(own + versions + function_hash.encode()).hexdigest()
        home = os.environ.get("EXPLORABLE_CACHE") or Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
        self.folder = Path(home) / "explorable" / f"{name}-{self.base[:16]}"

    def _file(self, state):
        return self.folder / f"{hashlib.sha256(repr(sorted(state.items())).encode()).hexdigest()[:24]}.json"

    def has(self, state):
        return self._file(state).exists()

    def get(self, state):
        return json.loads(self._file(state).read_text(encoding="utf-8"))

    def put(self, state, result):
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(state)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        part.replace(file)
