"""Run the book's notebooks, several at a time, and keep their outputs where the book's builder looks for them.

The builder itself would run them one after the other. A notebook that fails is left to it: it says where and why.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution

from .warm_kernels import imported_by_most, warm_kernels

# Kernels of a build show the page's face of an explorable; the site's extension sets the same for what it runs itself.
ENVIRONMENT = {"EXPLORABLE_STATIC": "page"}
# Seconds of a notebook that has never run: rather early than alone at the end.
UNKNOWN = 30.0


def run_notebooks(
    paths: Iterable[Path],
    cache_folder: Path,
    timeout: int = 600,
    at_once: int | None = None,
    environment: dict[str, str] | None = None,
) -> int:
    """Run those notebooks that the cache does not hold; return how many were run without an error."""
    cache_folder.mkdir(parents=True, exist_ok=True)
    cache = get_cache(str(cache_folder))
    waiting = [path for path in paths if not _is_cached(cache, path)]
    # The heavy ones first, so that none is left running alone at the end.
    times = _Times(cache_folder.parent / "notebook_seconds.json")
    waiting.sort(key=lambda path: (times.of(path), *_weight(path)), reverse=True)
    done = 0
    cores = os.cpu_count() or 1
    # One more than cores: a kernel that starts, or hands over what it has drawn, leaves its core idle.
    runners = max(1, min(at_once or cores + 1, len(waiting)))
    variables = ENVIRONMENT | _cores(cores // runners) | (environment or {})
    with _environment(variables), _kernels(waiting), ThreadPoolExecutor(runners) as pool:
        running = {pool.submit(_run, path, timeout): path for path in waiting}
        for number, future in enumerate(as_completed(running), start=1):
            path, (notebook, result) = running[future], future.result()
            print(f"[{number}/{len(waiting)}] {path.stem}: {_outcome(result)}", flush=True)
            if result.err is None:
                bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
                times.note(path, result.time)
                done += 1
    return done


def _kernels(waiting: Sequence[Path]) -> AbstractContextManager[object]:
    """Kernels that find loaded what most of the notebooks import; for one or two it would be loaded in vain."""
    return warm_kernels(imported_by_most(waiting)) if len(waiting) > 2 else nullcontext()


class _Times:
    """Seconds that each notebook took last time; the cache of outputs is emptied more often than they change.

    By folder and name: the file is carried from one checkout to another, as on a machine that builds each change anew.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known: dict[str, float] = (
            json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        )

    def of(self, path: Path) -> float:
        return self.known.get(_name(path), UNKNOWN)

    def note(self, path: Path, seconds: float) -> None:
        self.known[_name(path)] = round(seconds, 1)
        self.file.write_text(json.dumps(self.known, indent=1), encoding="utf-8")


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _cores(share: int) -> dict[str, str]:
    """What keeps a kernel to its share: helpers of its own would only take the cores of the other notebooks."""
    return dict.fromkeys(("LOKY_MAX_CPU_COUNT", "OPENBLAS_NUM_THREADS"), str(max(1, share)))


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Variables for the kernels started meanwhile, and for nothing that runs in this process afterwards."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _weight(path: Path) -> tuple[int, int]:
    """How heavy a notebook looks that has never run: what takes time is the states of explorables."""
    return path.read_bytes().count(b"@explorable("), path.stat().st_size


def _is_cached(cache: Any, path: Path) -> bool:
    try:
        cache.match_cache_notebook(nbformat.read(path, as_version=4))
    except KeyError:
        return False
    return True


def _run(path: Path, timeout: int) -> Any:
    notebook = nbformat.read(path, as_version=4)
    result = single_nb_execution(
        notebook, cwd=str(path.parent), allow_errors=False, timeout=timeout, meta_override=True
    )
    return notebook, result


def _outcome(result: Any) -> str:
    return f"{result.time:.0f} s" if result.err is None else f"failed ({type(result.err).__name__})"
