"""Try the claims of the chapters, and store the results beside them.

``python -m bookpress claims`` runs the cells of each chapter that has claims, up to the last of them, and tries those
whose code or data changed since their result was stored. With ``--calls`` it lists instead which calls of a chapter
rest on chance or on a choice, and stand under no claim.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import linecache
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any

from bookpress.place import ROOT
from explorable.claims import Claim, Result, words
from explorable.claims.announcing import fault
from explorable.claims.recording import RECORDED, Call, Recorder, watched
from explorable.claims.store import file_of, python_of, read, this_python, write
from explorable.errors import ExplorableError

from . import cells as reading
from .notebook_form import notebooks
from .stale import key_of

__all__ = ["claim_names", "is_in_form", "main", "namespace", "twice", "uncovered", "with_claims"]

# In a cell: the claims under which its calls stand, or why they need none.
UNDER = re.compile(r"^#[ ]?claims?: *(?P<names>[\w, ]+?) *$", re.MULTILINE)
WHY_NOT = re.compile(r"^#[ ]?no claim: *(?P<why>\S.{8,})$", re.MULTILINE)
NOTE = "_build/claims.json"


def code_cells(chapter: Path) -> list[str]:
    """Sources of a notebook's cells of code."""
    return [f"{cell.source}\n" for cell in reading.cells(chapter, "code")]


def _claims_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for part in node.decorator_list:
                if (
                    isinstance(part, ast.Call)
                    and isinstance(part.func, ast.Name)
                    and part.func.id == "claim"
                ):
                    yield node.name


def claim_names(chapter: Path) -> list[str]:
    """Names of a chapter's claims, without running it."""
    return [
        name for source in code_cells(chapter) if "@claim(" in source for name in _claims_in(source)
    ]


def with_claims(root: Path = ROOT) -> list[Path]:
    """The chapters that have claims, or had some when results were stored."""
    return [
        chapter for chapter in notebooks(root) if file_of(chapter).is_file() or claim_names(chapter)
    ]


def is_in_form(chapter: Path) -> bool:
    """Whether a chapter says that it is held to the form of chapters."""
    return bool(reading.metadata(chapter).get("in_form"))


def namespace(chapter: Path, recorder: Recorder | None = None, whole: bool = False) -> dict:
    """What the names of a chapter stand for after its last claim, or after its last cell.

    With a recorder, the calls that rest on chance or on a choice are noted meanwhile.
    """
    sources = code_cells(chapter)
    if not whole:
        last = max((i for i, source in enumerate(sources) if any(_claims_in(source))), default=-1)
        sources = sources[: last + 1]
    names: dict[str, Any] = {"__name__": "__main__"}
    if recorder:
        names[RECORDED] = recorder.wrapped
    with contextlib.chdir(chapter.parent), contextlib.redirect_stdout(io.StringIO()):
        for number, source in enumerate(sources):
            file = f"<{chapter.stem}, code cell {number}>"
            # Functions are known by their source, which Python looks up here.
            linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
            if recorder:
                recorder.cell = number
            exec(watched(source, file) if recorder else compile(source, file, "exec"), names)
    return names


def claims_of(names: dict) -> dict[str, Claim]:
    """The claims among what the names of a chapter stand for."""
    return {value.name: value for value in names.values() if isinstance(value, Claim)}


def try_claims(
    chapter: Path, jobs: int = 1, tried_by: Callable[[Claim, int], Result] = Claim.compute
) -> tuple[list[str], list[str]]:
    """Try the changed claims of a chapter and store what came out.

    Returns
    -------
    tuple of two lists of str
        What was tried, and what is wrong.
    """
    file, told, wrong = file_of(chapter), [], []
    same_python = python_of(file) == this_python()
    with contextlib.chdir(chapter.parent):
        before, results = read(file), {}
        for name, claim in claims_of(namespace(chapter)).items():
            stored, begun = before.get(name), time.monotonic()
            try:
                if stored and same_python and stored.fingerprint == claim.fingerprint:
                    result = _in_its_words(stored, claim)
                else:
                    result = tried_by(claim, jobs)
                    told.append(f"{name} {words.share(result)} ({time.monotonic() - begun:.0f} s)")
            except ExplorableError as error:
                wrong.append(str(error))
                continue
            if not result.holds:
                wrong.append(words.does_not_hold(name, result))
            elif not result.can_fail:
                wrong.append(words.cannot_fail(name, result))
            else:
                results[name] = result
        if (results, this_python()) != (before, python_of(file)):
            write(file, results)
    return told, wrong


def _in_its_words(stored: Result, claim: Claim) -> Result:
    return replace(
        stored,
        says=claim.says,
        what=claim.varies.what,
        demanded=claim.demanded,
        world=claim.false_when.says,
    )


def faults(chapter: Path, names: dict) -> dict[str, str]:
    """What is wrong with the stored results of a chapter, by claim; nothing is tried."""
    with contextlib.chdir(chapter.parent):
        found = {name: fault(claim) for name, claim in claims_of(names).items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def twice(chapters: Iterable[Path]) -> list[str]:
    """Names that two claims of the book share."""
    seen: dict[str, Path] = {}
    wrong = []
    for chapter in chapters:
        for name in claim_names(chapter):
            if name in seen:
                wrong.append(
                    f"{name} is a claim of {seen[name].stem} and of {chapter.stem}; give one of them another name."
                )
            seen[name] = chapter
    return wrong


def uncovered(chapter: Path, calls: Iterable[Call]) -> list[str]:
    """Calls that stand under no claim, and do not say why not; and comments that name no claim."""
    sources, known = code_cells(chapter), set(claim_names(chapter))
    wrong, seen = [], set()
    for call in calls:
        source = sources[call.cell]
        said = WHY_NOT.search(source) or UNDER.search(source)
        # A loop makes a call many times: a reader of this needs it once.
        if not said and (call.cell, call.function) not in seen:
            seen.add((call.cell, call.function))
            wrong.append(
                f"{chapter.stem}, code cell {call.cell + 1}: {call} rests on chance or on a choice. Write above it "
                "the claim under which it stands, as '# claim: its_name', or '# no claim: ' and why it needs none."
            )
    for number, source in enumerate(sources, start=1):
        for found in UNDER.finditer(source):
            for name in found["names"].replace(",", " ").split():
                if name not in known:
                    wrong.append(
                        f"{chapter.stem}, code cell {number}: {name} is no claim of this chapter."
                    )
    return wrong


def recorded(chapter: Path) -> list[Call]:
    """The calls of a chapter that rest on chance or on a choice, outside explorables and claims."""
    recorder = Recorder()
    namespace(chapter, recorder, whole=True)
    return recorder.calls


def main(chosen: Iterable[str] = (), again: bool = False, calls: bool = False) -> int:
    """Try what changed, in all chapters or those named; return an exit code."""
    # What runs here is no build: a claim must not be refused for the result that is to be made.
    os.environ.pop("EXPLORABLE_STATIC", None)
    chapters = [_chapter(name) for name in chosen] or (notebooks() if calls else with_claims())
    if calls:
        return _list_calls(chapters)
    wrong = twice(with_claims())
    keys = _keys()
    due = [chapter for chapter in chapters if again or keys.get(_name(chapter)) != _key(chapter)]
    for number, (chapter, told, found) in enumerate(_all_tried(due, again), start=1):
        said = "; ".join(told) or "nothing new"
        print(f"[{number}/{len(due)}] {_name(chapter)}: {said}", flush=True)
        wrong += found
        if not found:
            keys[_name(chapter)] = _key(chapter)
    _note(keys)
    print("\n".join(wrong) or "Every claim holds as often as it must, and can fail.")
    return int(bool(wrong))


def _all_tried(chapters, again):
    """Chapters side by side; a single one shares the trials of its claims among the cores instead."""
    if len(chapters) < 2:
        yield from (_tried(chapter, again, -1) for chapter in chapters)
        return
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(chapters))) as pool:
        running = [pool.submit(_tried, chapter, again, 1) for chapter in chapters]
        for future in as_completed(running):
            yield future.result()


def _tried(chapter, again, jobs):
    """The chapter, what was tried, and what is wrong; a failure of its cells is told by name."""
    if again:
        file_of(chapter).unlink(missing_ok=True)
    try:
        return chapter, *try_claims(chapter, jobs)
    except Exception as error:
        return chapter, [], [f"{_name(chapter)}: {type(error).__name__}: {error}"]


def _list_calls(chapters):
    for chapter in chapters:
        try:
            found = uncovered(chapter, recorded(chapter))
        except Exception as error:
            found = [f"{chapter.stem} does not run by itself: {type(error).__name__}: {error}"]
        print(f"{_name(chapter)}: {len(found)}")
        print("".join(f"    {line}\n" for line in found), end="", flush=True)
    return 0


def _chapter(name):
    path = Path(name)
    return (path if path.suffix == ".ipynb" else path.with_name(f"{path.name}.ipynb")).resolve()


def _name(chapter):
    return chapter.relative_to(ROOT).with_suffix("").as_posix()


def _key(chapter):
    """Hash of all that a chapter's claims may depend on, so that nothing runs where nothing changed."""
    code = "\0".join(code_cells(chapter))
    return hashlib.sha256(f"{key_of(chapter)} {this_python()} {code}".encode()).hexdigest()


def _keys() -> dict[str, str]:
    file = ROOT / NOTE
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _note(keys):
    file = ROOT / NOTE
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(keys, indent=1, sort_keys=True), encoding="utf-8")
