"""Small explorables to try things on, each test with a store of states of its own."""

import itertools
import linecache

import pytest
from matplotlib.figure import Figure

_numbers = itertools.count()


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """No test finds states that another one has stored."""
    monkeypatch.setenv("EXPLORABLE_CACHE", str(tmp_path / "store"))
    monkeypatch.delenv("EXPLORABLE_STATIC", raising=False)
    return tmp_path / "store"


@pytest.fixture
def cell():
    """Run source code as a notebook's cell does: in ``__main__``, with its text on record; return its names."""

    def run(source, **names):
        file = f"<cell {next(_numbers)}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        names["__name__"] = "__main__"
        exec(compile(source, file, "exec"), names)
        return names

    return run


def picture(value, title=""):
    """A figure whose picture and words depend on a value."""
    figure = Figure(figsize=(4, 2))
    axes = figure.subplots()
    axes.barh(["value"], [value])
    axes.set_title(title)
    return figure


@pytest.fixture(name="picture", scope="session")
def picture_fixture():
    """The function that draws a value."""
    return picture
