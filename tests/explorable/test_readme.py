"""The explorables' own README: its example runs as written, and the errors it explains are those that are raised."""

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from explorable import (
    Choice,
    Drawing,
    ExplorableError,
    Prediction,
    Preset,
    Slider,
    Toggle,
    View,
    explorable,
)

FOLDER = Path(__file__).resolve().parents[2] / "src/explorable"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
EXPLAINED = re.findall(
    r"^\| `([^`]+)` \|", README.split("## Errors and what they mean")[1], re.MULTILINE
)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The file that holds the README's example."""
    file = tmp_path_factory.mktemp("example") / "shared_birthday.py"
    file.write_text(BLOCKS[0], encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def card(example):
    """The example's explorable, none of whose states is computed yet."""
    return runpy.run_path(str(example))["shared_birthday"]


def test_example_writes_a_page_with_every_state(example):
    paths = [str(FOLDER.parent), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "EXPLORABLE_CACHE": str(example.parent),
        # To start a second process takes longer than these states.
        "LOKY_MAX_CPU_COUNT": "1",
    }
    subprocess.run([sys.executable, example.name], cwd=example.parent, env=environment, check=True)
    page = example.with_suffix(".html").read_text(encoding="utf-8")
    views = json.loads(
        re.search(r'data-explorable-part="views">(.*?)</script>', page, re.DOTALL)[1]
    )["views"]
    assert len(views) == 39
    assert f"It computes the {len(views)} states" in README
    assert len({reading for reading, *_ in views}) == len(views)
    assert all(part in page for part in ('id="shared-birthday"', "<style>", "class Card"))


def test_example_says_what_the_text_says(card):
    call, told = re.search(
        r"^shared_birthday\(\s*(.*?)\s*\)\.plain_reading  # '(.*)'$", README, re.MULTILINE
    ).groups()
    assert call == "people=3"
    assert card(people=3).plain_reading == told
    # The classic result: 23 people are the fewest with an even chance.
    assert card(people=23).facts["chance"] > 50 > card(people=18).facts["chance"]
    assert card.start == {"people": 23, "days": 365}


def test_example_is_a_widget_in_a_notebook(card, monkeypatch):
    monkeypatch.delenv("EXPLORABLE_STATIC", raising=False)
    shown = card._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert shown["text/plain"].startswith(card.question)


def test_other_blocks_are_python():
    for block in BLOCKS:
        compile(block, "README.md", "exec")


def test_readme_links_to_its_own_headings():
    lines = re.findall(r"^##+ (.*)$", README, re.MULTILINE)
    headings = {re.sub(r"[^a-z0-9 -]", "", line.lower()).replace(" ", "-") for line in lines}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= headings


def figure(**settings):
    drawn = Figure()
    drawn.subplots(subplot_kw=settings)
    return drawn


def view(**parts):
    return View(**{"figure": figure(), "reading": "One.", **parts})


def card_of(function=lambda n: view(), **settings):
    """An explorable of one control with two values, unless said otherwise."""
    return explorable(**{"question": "?", "n": Slider([1, 2], label="n"), **settings})(function)


def predicting(function=lambda n: view(), **settings):
    return card_of(function, prediction=Prediction("?", "a", **settings))


def of_a_notebook(function):
    """What a notebook's function refers to is read through."""
    function.__module__ = "__main__"
    return card_of(function)


def changes_its_table(n):
    TABLE.loc[len(TABLE)] = n
    return view()


def draws_unseeded(n):
    return view(reading=f"One: {np.random.default_rng().random()}.")


def refers_to_a_generator(n):
    return view(reading=f"{ENDLESS is None}.")


TABLE = pd.DataFrame({"n": [0]})
ENDLESS = (number for number in [1])
# Words of a message, as the README quotes them, and a mistake that gets it.
MISTAKES = {
    "a reader needs at least two to move": lambda: Choice(["a"], label="A"),
    "has no label": lambda: Toggle(" "),
    "twice; each must differ": lambda: Choice(["a", "a"], label="A"),
    "which is not one of its values": lambda: Slider([1, 2], label="A", default=3),
    "holds values that are not numbers": lambda: Slider(["a", "b"], label="A"),
    "is not in increasing order": lambda: Slider([2, 1], label="A"),
    "a control is a Choice, a Slider or a Toggle": lambda: card_of(preset=[]),
    "Controls and arguments must have the same names": lambda: card_of(lambda m: view()),
    "a card needs a question": lambda: card_of(question=""),
    "readers follow one to": lambda: explorable(question="?")(lambda: view()),
    "Thin a control": lambda: card_of(n=Slider(range(501), label="n")),
    "static= names": lambda: card_of(static={"m": [1]}),
    "static= lists": lambda: card_of(static={"n": [1, 3]}),
    "static= leaves out": lambda: card_of(static={"n": [2]}),
    "presets= holds": lambda: card_of(presets=["A"]),
    "prediction= is a": lambda: card_of(prediction="A"),
    "which is no control": lambda: card_of(presets=[Preset("A", m=1)]),
    "which the page does not offer": lambda: card_of(presets=[Preset("A", n=3)]),
    "it can be 'x' or 'y'": lambda: predicting(axis="z"),
    "which is no fact of the view": lambda: predicting()(),
    "to draw it on; leave axis= out": lambda: predicting(
        lambda n: view(figure=figure(xscale="log"), facts={"a": 1}), axis="x"
    ).states(jobs=1),
    "fails at": lambda: card_of(lambda n: 1 / 0)(n=2),
    "must return a View": lambda: card_of(lambda n: None)(),
    "A view needs a reading": lambda: view(reading=" "),
    "A view's table must be a DataFrame": lambda: view(table=pd.Series([1])),
    "A view's table has two columns": lambda: view(
        table=pd.DataFrame([[1, 2]], columns=["a", "a"])
    ),
    "A view's decimals name": lambda: view(table=TABLE, decimals={"m": 1}),
    "A view's units name": lambda: view(table=TABLE, units={"m": "jobs"}),
    "a guess needs a number": lambda: view(facts={"a": "many"}),
    "A view's figure must be": lambda: view(figure=figure().axes[0]),
    "cannot be drawn at": lambda: card_of(lambda n: view(figure=lambda width: 1 / 0)).states(
        jobs=1
    ),
    "needs words for those who cannot see it": lambda: Drawing(
        lambda width: figure()
    )._repr_mimebundle_(),
    "A drawing must return a matplotlib Figure": lambda: card_of(
        lambda n: view(figure=lambda width: figure().axes[0])
    ).states(jobs=1),
    "gives two different views": lambda: of_a_notebook(draws_unseeded).states(jobs=1),
    "it changes a table or value outside itself": lambda: of_a_notebook(changes_its_table).states(
        jobs=1
    ),
    "whose content cannot be read": lambda: of_a_notebook(refers_to_a_generator).states(jobs=1),
}


def test_every_explained_error_is_here_in_order():
    assert list(MISTAKES) == EXPLAINED


@pytest.mark.parametrize("words", MISTAKES)
def test_a_mistake_gets_the_message_that_is_explained(words):
    with pytest.raises(ExplorableError, match=re.escape(words)):
        MISTAKES[words]()


def test_names_and_settings_in_the_text_exist():
    source = "\n".join(
        file.read_text(encoding="utf-8")
        for file in FOLDER.rglob("*.*")
        if file.suffix in (".py", ".js")
    )
    for name in (
        "EXPLORABLE_STATIC",
        "EXPLORABLE_CACHE",
        "XDG_CACHE_HOME",
        "_explorables",
        "standalone",
    ):
        assert name in README
        assert name in source
    for word in ("Predict", "Table", "Link to this view", "Reset", "Show me"):
        assert f"*{word}*" in README
        assert f">{word}<" in source or f'"{word}"' in source
