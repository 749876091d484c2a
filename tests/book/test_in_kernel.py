"""The checks that run in nbval's kernel see what is wrong, after the cell that made it, and compute nothing twice."""

import os
import re
import subprocess
import sys

import nbformat
import pytest

from bookpress.place import ROOT

CARD = """
from matplotlib.figure import Figure
from explorable import Slider, View, explorable
from explorable.answers import Exercise

def drawn(n):
    figure = Figure(figsize=(3, 2))
    figure.subplots().bar(["n"], [n])
    return figure

@explorable(n=Slider([1, 2, 3], label="N"), question="How large is the square?")
def square(n):
    return View(drawn(n), f"The square of {n} is **{n**2}**.", facts={"square": n**2})

stored = [state["reading"] for state in square.states()]
"""
# The next cell takes away what this one has made; each other one is damaged in a way of its own.
CELLS = {
    "checks of square": CARD,
    "checks of unsupported": """
square = None
@explorable(n=Slider([1, 2, 3], label="N"), question="How large is the square?")
def unsupported(n):
    return View(drawn(n), f"The square of {n} is **{n**2 + 1}**.", facts={"square": n**2})
""",
    "checks of failing": """
@explorable(n=Slider([1, 2, 3], label="N"), question="How large is the square?")
def failing(n):
    return View(drawn(n), f"The square of {n} is **{n**2 if n < 3 else 1 // 0}**.", facts={"square": n**2})
""",
    "checks of exercises": """
asked = Exercise(right=4, tolerance=0.1, mistakes={2: "That is the side.", 2.0: "That is half of it."})
asked.check()
""",
}
# They stand in the cells before the last, after which all claims are asked for: one has no stored result, one call
# stands under no claim. The second cell of the same source says why it needs none.
THROWN = "thrown = throw(5, 3, seed={seed})"
CLAIMS = f"""
from clusterbook.models.dartboard import throw
from explorable.claims import Grid, World, claim

@claim("A square is no less than its side.", varies=Grid(n=[1, 2, 3]), holds=1, false_when=World("roots", of=0.5))
def a_square_is_no_less(n, of=2):
    return n**of >= n and throw(5, 3, seed=n) is not None

{THROWN.format(seed=1)}
"""
ALLOWED = f"# no claim: it shows what a draw is\n{THROWN.format(seed=2)}"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What pytest says of each item of a damaged notebook, and the states that were stored."""
    folder = tmp_path_factory.mktemp("damaged")
    path = folder / "sample.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in (CLAIMS, ALLOWED, *CELLS.values())]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"in_form": True}), path)
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "-rA", "-q", f"--rootdir={ROOT}"]
    place = {"EXPLORABLE_CACHE": str(folder / "store"), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [*command, "--nbval-lax", "--nbval-current-env", str(path)],
        cwd=ROOT,
        env={**os.environ, **place},
        capture_output=True,
        text=True,
    )
    found = re.findall(r"^(PASSED|FAILED|ERROR) \S*::([\w ]+)", done.stdout, re.MULTILINE)
    return {name.strip(): outcome for outcome, name in found}, done.stdout, folder / "store"


def test_checks_follow_the_cell_that_makes_what_they_ask(said):
    found, text, _ = said
    cells = [f"Cell {number}" for number in range(len(CELLS) + 2)]
    assert set(found) == {*cells, *CELLS, "recording of calls", "checks of claims"}, text
    assert [name for name in cells if found[name] != "PASSED"] == []


def test_what_is_sound_passes_and_each_damage_fails(said):
    found, text, _ = said
    assert [name for name in CELLS if found[name] == "PASSED"] == ["checks of square"], text
    for why in (
        "put the number into the view's facts",
        "failing fails at n=3",
        "That is the side.",
    ):
        assert why in text


def test_claims_and_calls_are_asked_for_after_the_last_cell(said):
    found, text, _ = said
    assert found["checks of claims"] == "FAILED"
    assert re.search(r"a_square_is_no_less\S* .*tried again it", text), text[-6000:]
    assert "code cell 1: throw(seed=1) rests on chance" in text
    # A claim's own calls are its own, and the second cell says why it needs none.
    # pytest prints a sentence more often where CI is set: the calls are counted, not the words.
    uncovered = re.findall(r"code cell (\d+): (\S+) rests on chance or on a choice", text)
    assert set(uncovered) == {("1", "throw(seed=1)")}


def test_states_that_are_stored_are_found(said):
    """The cell has computed them, as a build does: had the checks another key, there were two folders."""
    *_, store = said
    (folder,) = store.glob("explorable/square-*")
    assert len(list(folder.glob("*.json"))) == 3
