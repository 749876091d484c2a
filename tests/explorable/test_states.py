"""Every state of the grid: in order, in parallel, stored, and refused where a stored one could not be trusted."""

import ast
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import matplotlib as mpl
import nbclient
import nbformat
import numpy as np
import pandas as pd
import pytest

from explorable import Choice, ExplorableError, Slider, Toggle
from explorable.states import store
from explorable.states.compute import compute_states
from explorable.states.grid import grid

HEAD = """
from matplotlib.figure import Figure
import numpy as np
from explorable import Choice, Slider, Toggle, View, explorable

def drawn(value):
    figure = Figure(figsize=(4, 2))
    figure.subplots().bar(["value"], [value])
    return figure
"""
SQUARES = (
    HEAD
    + """
@explorable(n=Slider(range({count}), label="N"), up=Toggle("Up"), question="How large is the square?")
def square(n, up):
    with open(log, "a") as file:
        print(n, file=file)
    value = n**2 + table["by"].sum() * up
    return View(drawn(value), f"The square of {{n}} is **{{value}}**.", facts={{"value": value}})
"""
)


@pytest.fixture
def square(cell, tmp_path):
    """Make an explorable of squares; also a function that says for which numbers it was asked since the last time."""
    log = tmp_path / "asked"

    def asked():
        numbers = {int(line) for line in log.read_text().split()} if log.exists() else set()
        log.unlink(missing_ok=True)
        return numbers

    def make(count=3):
        table = pd.DataFrame({"by": [1, 2]})
        return cell(SQUARES.format(count=count), table=table, log=str(log))["square"], asked

    return make


def test_the_grid_runs_through_the_last_control_first():
    controls = {
        "a": Choice(["x", "y"], label="A"),
        "b": Slider([1, 2, 3], label="B"),
        "c": Toggle("C"),
    }
    expected = [
        {"a": a, "b": b, "c": c}
        for a, b, c in itertools.product(["x", "y"], [1, 2, 3], [False, True])
    ]
    assert grid(controls) == expected


def test_a_subset_for_the_page_keeps_the_controls_order():
    controls = {"a": Choice(["x", "y", "z"], label="A"), "b": Slider([1, 2], label="B")}
    assert grid(controls, {"a": ["z", "x"]}) == [
        {"a": "x", "b": 1},
        {"a": "x", "b": 2},
        {"a": "z", "b": 1},
        {"a": "z", "b": 2},
    ]


def test_500_states_are_allowed_and_one_more_control_value_is_not():
    assert len(grid({"a": Slider(range(100), label="A"), "b": Slider(range(5), label="B")})) == 500
    with pytest.raises(ExplorableError, match="make 501 states, more than 500"):
        grid({"a": Slider(range(501), label="A")})


def test_a_state_holds_all_that_a_page_shows(square):
    card, _ = square()
    states = card.states()
    assert len(states) == 6
    state = states[card.grid().index({"n": 2, "up": True})]
    assert state["reading"] == "The square of 2 is <strong>7</strong>."
    assert state["alt"] == "The square of 2 is 7."
    assert state["facts"] == {"value": 7}
    assert state["columns"] == state["rows"] == []
    assert set(state["wide"]) == {"box", "axes", "parts"}
    assert state["wide"]["parts"] != state["narrow"]["parts"]


def test_stored_states_are_not_computed_again(square):
    card, asked = square()
    first = card.states()
    assert asked() == {0, 1, 2}
    assert square()[0].states() == first
    assert asked() == set()


def test_a_new_value_computes_only_its_own_states(square):
    card, asked = square()
    stored = compute_states(card.function, card.grid()[:4], card.name, card.slug)
    assert asked() == {0, 1}
    assert card.states()[:4] == stored
    assert asked() == {2}


@pytest.mark.parametrize("change", ["source", "table", "helper", "default"])
def test_a_change_computes_all_states_again(cell, change):
    source = HEAD + textwrap.dedent(
        """
        def plus(n):
            return n + {helper}

        def shown(n, text="{default}"):
            return f"{{text}} **{{n}}**"

        @explorable(n=Slider([1, 2], label="N"), question="?")
        def sums(n):
            value = plus(n) * {source} + table
            return View(drawn(value), shown(value))
        """
    )
    good = {"source": 1, "helper": 1, "default": "It is", "table": 1}
    other = {**good, change: {"default": "Now it is"}.get(change, 2)}
    readings = []
    for given in (good, other):
        card = cell(source.format(**given), table=given["table"])["sums"]
        readings.append([state["reading"] for state in card.states()])
    assert readings[0] == ["It is <strong>3</strong>", "It is <strong>4</strong>"]
    assert readings[1][0] == (
        "Now it is <strong>3</strong>" if change == "default" else readings[1][0]
    )
    assert readings[0] != readings[1]


def test_another_version_of_what_draws_computes_all_states_again(square, monkeypatch):
    card, asked = square()
    card.states()
    asked()
    monkeypatch.setattr(mpl, "__version__", "0.0")
    card.states()
    assert asked() == {0, 1, 2}


def test_parallel_states_are_the_states_in_turn(square, monkeypatch, tmp_path):
    card, _ = square(count=9)  # the fewest that two processes share
    alone = card.states(jobs=1)
    monkeypatch.setenv("EXPLORABLE_CACHE", str(tmp_path / "another"))
    together = card.states(jobs=2)
    assert len(together) == 18
    assert together == alone


FAILING = (
    HEAD
    + """
@explorable(n=Slider(range({count}), label="N"), lens=Choice(["trade", "skills"], label="Lens"), question="?")
def shares(n, lens):
    {body}
    return View({figure}, f"**{{n}}** by {{lens}}")
"""
)
FAILURES = {
    "computing": (
        "10 / (1 if lens == 'trade' else n - 5)",
        "drawn(n)",
        "fails at n=5, lens='skills': ZeroDivisionError",
    ),
    "drawing": (
        "'nothing'",
        "lambda width: drawn(n) if n != 5 else 1 / 0",
        "cannot be drawn at n=5, lens='trade': Zero",
    ),
    "no picture": (
        "'nothing'",
        "lambda width: 'a text'",
        "cannot be drawn at n=0, lens='trade': .* Figure; got str",
    ),
    "returning": (
        "if n == 5: return 'a text'",
        "drawn(n)",
        "must return a View; at n=5, lens='trade' it returned str",
    ),
}


# The other tasks are cancelled once one has failed.
@pytest.mark.filterwarnings("ignore:.*cancelled")
@pytest.mark.parametrize("count", [7, 20], ids=["in turn", "in parallel"])
@pytest.mark.parametrize(("body", "figure", "sentence"), FAILURES.values(), ids=FAILURES)
def test_a_state_that_fails_is_named(cell, count, body, figure, sentence):
    card = cell(FAILING.format(count=count, body=body, figure=figure))["shares"]
    with pytest.raises(ExplorableError, match=f"^shares {sentence}"):
        card.states(jobs=2)


IMPURE = {
    "unseeded": ("value = n + np.random.default_rng().normal()", "not pure: called twice with n=1"),
    "the old generator": ("value = n + np.random.normal()", "not pure: called twice with n=1"),
    "a generator outside": ("value = n + generator.normal()", "not pure"),
    "the time": ("import time; value = n + time.perf_counter()", "not pure: called twice with n=1"),
    "unseeded at the end": (
        "value = n + (np.random.normal() if n == 3 else 0)",
        "not pure: called twice with n=3",
    ),
    "a table outside": (
        "table.loc[0, 'by'] += 1; value = n",
        "changes a table or value outside itself; work on a copy",
    ),
    "a new column": ("table['new'] = n; value = n", "changes a table or value outside itself"),
    "a list outside": ("seen.append(n); value = n", "changes a table or value outside itself"),
    "a counter": ("global count; count += 1; value = n", "changes a table or value outside itself"),
}


@pytest.mark.parametrize(("body", "sentence"), IMPURE.values(), ids=IMPURE)
def test_what_is_not_pure_is_refused(cell, body, sentence, own_store):
    source = HEAD + (
        "@explorable(n=Slider([1, 2, 3], label='N'), question='?')\n"
        f"def impure(n):\n    {body}\n    return View(drawn(value), f'**{{value}}**')\n"
    )
    names = {
        "table": pd.DataFrame({"by": [1, 2]}),
        "seen": [],
        "count": 0,
        "generator": np.random.default_rng(1),
    }
    card = cell(source, **names)["impure"]
    with pytest.raises(ExplorableError, match=sentence):
        card.states()
    assert not list(own_store.rglob("*.json"))


def test_seeded_chance_is_pure(cell):
    source = HEAD + (
        "@explorable(n=Slider([1, 2], label='N'), question='?')\n"
        "def seeded(n):\n"
        "    value = np.random.default_rng(n).normal()\n"
        "    return View(drawn(value), f'**{value:.3f}**')\n"
    )
    assert len(cell(source)["seeded"].states()) == 2


def test_a_fact_that_is_not_defined_is_none(cell):
    source = HEAD + (
        "@explorable(n=Slider([1, 2], label='N'), question='?')\n"
        "def shares(n):\n"
        "    share = np.nan if n == 1 else np.float64(0.5)\n"
        "    return View(drawn(n), f'**{n}**', facts={'share': share})\n"
    )
    assert [state["facts"] for state in cell(source)["shares"].states()] == [
        {"share": None},
        {"share": 0.5},
    ]


def test_an_interrupted_run_leaves_whole_states_only(tmp_path):
    program = tmp_path / "slow.py"
    program.write_text(
        HEAD
        + textwrap.dedent(
            """
            import time
            @explorable(n=Slider(range(60), label="N"), question="?")
            def slow(n):
                time.sleep(0.02)
                return View(drawn(n), f"**{n}**")
            slow.states(jobs=1)
            """
        )
    )
    folder = tmp_path / "store"
    root = str(Path(__file__).parents[2] / "src")
    running = subprocess.Popen(
        [sys.executable, str(program)],
        env={**os.environ, "EXPLORABLE_CACHE": str(folder), "PYTHONPATH": root},
        stderr=subprocess.DEVNULL,
    )
    try:
        while running.poll() is None and len(list(folder.rglob("*.json"))) < 3:
            pass
    finally:
        running.send_signal(signal.SIGKILL)
        running.wait()
    stored = list(folder.rglob("*.json"))
    assert 3 <= len(stored) < 60
    for file in stored:
        assert json.loads(file.read_text(encoding="utf-8"))["reading"]


def test_the_bar_is_not_written_where_a_page_would_show_it(square, capsys):
    square()[0].states()
    assert capsys.readouterr().out == ""


def test_a_failing_state_fails_the_cell_of_a_built_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPLORABLE_STATIC", "page")
    source = FAILING.format(count=3, body="10 / (n - 1)", figure="drawn(n)") + "\nshares"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    with pytest.raises(
        nbclient.exceptions.CellExecutionError, match="shares fails at n=1, lens='trade'"
    ):
        nbclient.NotebookClient(book, kernel_name="python3", timeout=120).execute(cwd=str(tmp_path))


DECIDES = [
    "drawing/svg.py",
    "drawing/look.py",
    "drawing/renderer.py",
    "drawing/fonts/NotoSansKR-Regular.ttf",
    "formatting.py",
    "states/compute.py",
    "view.py",
]


@pytest.mark.parametrize(
    ("file", "decides"), [*((file, True) for file in DECIDES), ("faces/page.py", False)]
)
def test_a_stored_state_goes_with_the_files_that_draw_it(file, decides, tmp_path, monkeypatch):
    copy = shutil.copytree(store._EXPLORABLE, tmp_path / "explorable")
    monkeypatch.setattr(store, "_EXPLORABLE", copy)
    store._makers.cache_clear()
    before = store.Store("function", "name").base
    with open(copy / file, "ab") as changed:
        changed.write(b" ")
    store._makers.cache_clear()
    assert (store.Store("function", "name").base != before) == decides
    store._makers.cache_clear()


def test_a_file_that_what_draws_imports_is_among_those(monkeypatch):
    """From the file that draws a state, along the imports: what is met decides it, controls and errors left out."""
    waiting, met = ["states/compute.py"], set()
    while waiting:
        name = waiting.pop()
        if name in met or not (store._EXPLORABLE / name).is_file():
            continue
        met.add(name)
        here = f"explorable.{name.removesuffix('.py').replace('/', '.')}"
        for node in ast.walk(ast.parse((store._EXPLORABLE / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                base = (
                    ".".join([*here.split(".")[: -node.level], node.module])
                    if node.level
                    else node.module
                )
                if base and base.startswith("explorable"):
                    waiting.append(base.removeprefix("explorable.").replace(".", "/") + ".py")
    shows = {
        "errors.py",
        "extras.py",
        "which_face.py",
        "states/store.py",
        "states/fingerprint.py",
        "states/dependencies.py",
    }
    listed = {
        file.relative_to(store._EXPLORABLE).as_posix()
        for p in store._MAKERS
        for file in store._EXPLORABLE.glob(p)
    }
    assert met - shows <= listed


def test_the_store_is_emptied_by_size_the_longest_unused_first(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPLORABLE_CACHE", str(tmp_path))
    for age, name in enumerate(("new", "older", "oldest")):
        folder = tmp_path / "explorable" / name
        folder.mkdir(parents=True)
        (folder / "state.json").write_text("x" * 100)
        os.utime(folder, (1_000_000 - age, 1_000_000 - age))
    assert store.empty_to_size(250) == 1
    assert {folder.name for folder in (tmp_path / "explorable").iterdir()} == {"new", "older"}
    assert store.empty_to_size(250) == 0
