"""The book's notebooks, run as a reader runs them: cell after cell, in their folder."""

import ast
import contextlib
import io
import linecache
import os
import re
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest

from bookpress.build import claims as trying
from bookpress.build.cells import cells
from bookpress.build.notebook_form import keys, notebooks
from bookpress.place import ROOT
from explorable.answers import Exercise
from explorable.claims.recording import Recorder

BOOK = ROOT / "book"
RECORDER = "__recorder__"
ADDRESS = re.compile(r'href="([^"#?]+)\.html#([a-z0-9-]+)\?([^"]+)"')


class Address(NamedTuple):
    """A link to one state of an explorable, as a text of the book has it."""

    source: str
    page: str
    slug: str
    state: tuple[tuple[str, str], ...]
    paragraph: str


def texts():
    """Name and Markdown of each page that is written by hand."""
    for path in sorted(BOOK.rglob("*.md")):
        yield path, path.read_text(encoding="utf-8")
    # A key links to views as the page for teachers beside its worksheet would.
    written = [(path, path) for path in notebooks()]
    written += [(path, BOOK / "seminar" / path.name) for path in keys()]
    for path, place in written:
        yield place, "\n\n".join(cell.source for cell in cells(path, "markdown"))


@pytest.fixture(scope="session")
def addresses():
    """Every address of a state in the texts of the book."""
    return _addresses()


@cache
def _addresses():
    return [
        Address(path.name, str(place.relative_to(BOOK)), slug, tuple(parse_qsl(query)), block)
        for path, text in texts()
        for block in re.split(r"\n\n|\n(?=- |\d+\. )", text)
        for page, slug, query in ADDRESS.findall(block)
        # Pages of regions have states of their own, and tests of their own.
        if (place := (path.parent / page).resolve()).is_relative_to(BOOK)
    ]


def pytest_generate_tests(metafunc):
    """Tests that take ``notebook`` run once per notebook, those that take ``explorable_name`` once per explorable.

    Those that take ``asking`` run once per notebook that asks its readers something, those that take ``claiming`` once
    per notebook that has claims or is held to the form of chapters.
    """
    served = _served(metafunc.config)
    if "notebook" in metafunc.fixturenames:
        metafunc.parametrize("notebook", notebooks(), ids=_name)
    if "explorable_name" in metafunc.fixturenames:
        named = [(served.notebook, name) for name in served.made] if served else _all_explorables()
        ids = [f"{_name(path)}:{name}" for path, name in named]
        metafunc.parametrize("explorable_name", named, ids=ids, scope="module")
    if "asking" in metafunc.fixturenames:
        asking = [served.notebook] if served else with_exercises()
        metafunc.parametrize("asking", asking, ids=_name)
    if "claiming" in metafunc.fixturenames:
        claiming = [served.notebook] if served else with_claims_or_form()
        metafunc.parametrize("claiming", claiming, ids=_name, scope="module")


def pytest_collection_modifyitems(config, items):
    """In a kernel only those tests run that ask what its cell has made."""
    if _served(config):
        asked = {"explorable_name", "asking", "claiming"}
        items[:] = [item for item in items if asked & {*item.fixturenames}]


@cache
def _all_explorables():
    """Once for all tests: to read every notebook takes seconds."""
    return [(path, name) for path in notebooks() for name in explorable_names(path)]


def _served(config):
    """What a kernel has made in which these tests run; see ``in_kernel.py``."""
    return config.pluginmanager.get_plugin("served")


def with_exercises():
    """Notebooks that ask their readers something."""
    return [path for path in notebooks() if ".check()" in path.read_text(encoding="utf-8")]


def with_claims_or_form():
    """Notebooks whose claims are tried, or whose calls must stand under one."""
    with_claims = trying.with_claims()
    return [path for path in notebooks() if path in with_claims or trying.is_in_form(path)]


def _name(path):
    return str(path.relative_to(BOOK).with_suffix("")) if path.is_relative_to(BOOK) else path.stem


def code_cells(path):
    """The sources of a notebook's code cells."""
    return [cell.source + "\n" for cell in cells(path, "code")]


def explorable_names(path):
    """Names of the functions that a notebook decorates with ``explorable``, without running it."""
    return [name for source in code_cells(path) for name in _decorated(source)]


def _decorated(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            calls = [part.func for part in node.decorator_list if isinstance(part, ast.Call)]
            if any(isinstance(call, ast.Name) and call.id == "explorable" for call in calls):
                yield node.name


@cache
def run(path):
    """What the names of a notebook stand for after its last explorable; each notebook runs once."""
    sources = code_cells(path)
    last = max(number for number, source in enumerate(sources) if any(_decorated(source)))
    names = {"__name__": "__main__"}
    with contextlib.chdir(path.parent), contextlib.redirect_stdout(io.StringIO()):
        for number, source in enumerate(sources[: last + 1]):
            file = f"<{_name(path)}, code cell {number}>"
            linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
            exec(compile(source, file, "exec"), names)
    return names


@cache
def exercises(path):
    """The exercises of a notebook that check themselves, by name; its last cells run on what the others have left."""
    sources = code_cells(path)
    last = max(number for number, source in enumerate(sources) if any(_decorated(source)))
    names = dict(run(path))
    with contextlib.chdir(path.parent), contextlib.redirect_stdout(io.StringIO()):
        for number, source in enumerate(sources[last + 1 :], start=last + 1):
            exec(compile(source, f"<{_name(path)}, code cell {number}>", "exec"), names)
    return _exercises(names)


def _exercises(names):
    return {name: value for name, value in names.items() if isinstance(value, Exercise)}


@pytest.fixture(scope="session")
def names_of():
    """A function of a notebook's path: what its names stand for after its last explorable."""
    return run


@pytest.fixture
def found(asking, request):
    """The exercises of a notebook that check themselves, by name."""
    served = _served(request.config)
    return _exercises(served.names) if served else exercises(asking)


@pytest.fixture(scope="module")
def after_all_cells(claiming, request):
    """Names of a notebook after its last cell, and its calls that rest on chance or on a choice."""
    served = _served(request.config)
    if served:
        return served.names, served.names[RECORDER].calls
    recorder = Recorder()
    whole = trying.is_in_form(claiming)
    return trying.namespace(claiming, recorder, whole=whole), recorder.calls


@pytest.fixture(scope="module")
def card(explorable_name, request):
    """One explorable of the book."""
    path, name = explorable_name
    assert "EXPLORABLE_STATIC" not in os.environ
    served = _served(request.config)
    return (served.names if served else run(path))[name]


@pytest.fixture(scope="module")
def states(card, explorable_name):
    """All that a page shows of it, one record per state of its grid."""
    with contextlib.chdir(explorable_name[0].parent):
        return card.states()
