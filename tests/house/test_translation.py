"""A catalogue is all that a translation needs: with one that wraps every message, all that is said comes wrapped."""

from __future__ import annotations

import doctest
import importlib
import inspect
import io
import pkgutil
import re
import traceback
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import agglomeration as ag
from agglomeration import indicators, words
from tests.indicators import test_bad_input, test_messages

babel = pytest.importorskip("babel.messages.catalog")

SOURCES = Path(__file__).parents[2] / "src"
OPEN, CLOSE = "⟦", "⟧"


def wrapped(message):
    return tuple(map(wrapped, message)) if isinstance(message, tuple) else f"{OPEN}{message}{CLOSE}"


def compiled(folder, catalogue, language="toy", domain=words.DOMAIN):
    """Put a catalogue where the library looks for one of this language."""
    from babel.messages.mofile import write_mo

    file = folder / language / "LC_MESSAGES" / f"{domain}.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as written:
        write_mo(written, catalogue)


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """An empty folder of catalogues; what the library has is back afterwards."""
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    monkeypatch.setenv(words.VARIABLE, "en")
    words._catalogue.cache_clear()
    yield tmp_path
    words._catalogue.cache_clear()


@pytest.fixture
def toy(catalogues):
    """The language in which every message stands in brackets."""
    from bookpress.messages import template

    catalogue = babel.Catalog()
    for message in template(SOURCES / "agglomeration"):
        if message.id:
            catalogue.add(message.id, wrapped(message.id))
    compiled(catalogues, catalogue)
    words.language("toy")


def told(call):
    """What a call says: its warnings, its error if that is the library's own, and its result as a text."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            call()
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            own = Path(last.filename).is_relative_to(SOURCES) and not isinstance(
                error, AttributeError
            )
            said = [str(error)] if own else []
        else:
            said = []
    ours = [
        one for one in warned if not issubclass(one.category, (RuntimeWarning, DeprecationWarning))
    ]
    return said + [str(one.message) for one in ours]


def calls():
    """Bad input of every kind, as other tests have it."""
    for test in vars(test_messages).values():
        for mark in getattr(test, "pytestmark", ()):
            names, cases = (*mark.args, (), ())[:2]
            if mark.name != "parametrize" or "call" not in names:
                continue
            for case in cases:
                call = case if callable(case) else case[0]
                if not inspect.signature(call).parameters:
                    yield call
    table = test_bad_input.table()
    for bad in (
        table.mask(table > 70),
        table - 41,
        table.replace(table.iloc[0, 0], np.inf),
        table.astype(object).replace(table.iloc[0, 0], "many"),
        table.iloc[:0],
        pd.concat([table, table]),
        table.to_numpy(),
    ):
        yield lambda bad=bad: ag.location_quotient(bad)
        yield lambda bad=bad: ag.shift_share(table, bad)
        yield lambda bad=bad: ag.leontief(bad, bad)
    yield lambda: ag.eligibility(2.5, 1, 100)
    yield lambda: ag.success_rate(3, 2)
    yield lambda: ag.rescale(table, "unheard of")


def examples():
    """The examples of the docstrings that end in an error."""
    for module in pkgutil.walk_packages(indicators.__path__, f"{indicators.__name__}."):
        for test in doctest.DocTestFinder().find(importlib.import_module(module.name)):
            if any(example.exc_msg for example in test.examples):
                yield test


def test_every_error_and_every_warning_comes_from_the_catalogue(toy):
    said = [message for call in calls() for message in told(call)]
    assert [one for one in said if not (one.startswith(OPEN) and one.endswith(CLOSE))] == []
    assert len(set(said)) > 40


def test_every_error_of_an_example_comes_from_the_catalogue(toy):
    found, tests = [], list(examples())
    for test in tests:
        output = io.StringIO()
        runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.REPORT_NDIFF)
        runner.run(test, out=output.write)
        raised = [line for line in output.getvalue().splitlines() if ": " in line]
        found += [test.name] if not any(OPEN in line for line in raised) else []
    assert found == []
    assert len(tests) > 5


def test_summaries_come_from_the_catalogue(toy):
    table = test_bad_input.table()
    for said in (
        repr(ag.economic_complexity(table)),
        repr(ag.fitness_complexity(table, tolerance=1)),
        repr(ag.eligibility(3, 1, 300_000)),
        repr(ag.location_quotient(table, draws=3, seed=1)),
        str(ag.read(ag.location_quotient, table, region="A", industry="u")),
    ):
        assert said.startswith(OPEN) and CLOSE in said


def test_plural_forms_are_those_of_the_language(catalogues):
    catalogue = babel.Catalog(locale="ko")
    catalogue.add(("{n} row is empty.", "{n} rows are empty."), ("{n}개의 행이 비어 있습니다.",))
    compiled(catalogues, catalogue, "ko")
    words.language("ko")
    said = [
        words.tell_many("{n} row is empty.", "{n} rows are empty.", n) for n in (1, np.int64(2))
    ]
    assert said == ["1개의 행이 비어 있습니다.", "2개의 행이 비어 있습니다."]


def test_the_language_of_the_machine_is_not_asked(toy, monkeypatch):
    monkeypatch.delenv(words.VARIABLE)
    for variable in ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.setenv(variable, "toy")
    assert words.language() == "en"
    assert words.tell("It is empty.") == "It is empty."


def test_a_language_without_a_catalogue_is_refused_and_those_that_are_there_are_named(toy):
    with pytest.raises(
        LookupError, match=r"'nowhere' has no catalogue; choose one of .*'en', 'toy'"
    ):
        words.language("nowhere")
    assert words.language() == "toy"


@pytest.mark.parametrize("broken", ["{nobody} ist leer.", "{} ist leer.", "{name ist leer."])
def test_what_a_translation_lacks_or_breaks_is_said_in_english(catalogues, broken):
    catalogue = babel.Catalog()
    catalogue.add("{name} is empty.", broken)
    compiled(catalogues, catalogue)
    words.language("toy")
    assert words.tell("{name} is empty.", name="jobs") == "jobs is empty."
    assert words.tell("{name} is full.", name="jobs") == "jobs is full."


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (np.int64(3), "3"),
        (np.float64(0.5), "0.5"),
        (np.str_("a"), "'a'"),
        (np.bool_(True), "True"),
        ((np.int64(1), "a"), "(1, 'a')"),
        ("it's", '"it\'s"'),
    ],
)
def test_labels_are_said_without_the_type_of_numpy(label, said):
    assert words.quoted(label) == said
    assert words.listed([label]) == said
    assert words.tell("{label}", label=[label]) == said


@pytest.mark.parametrize("package", ["agglomeration", "explorable", "clusterbook"])
def test_every_translation_is_compiled_as_it_stands(package):
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po

    from bookpress.messages import translations

    for file in translations(SOURCES / package):
        with file.open("rb") as text, file.with_suffix(".mo").open("rb") as made:
            stands, runs = read_po(text), read_mo(made)
        assert {one.id: one.string for one in stands if one.string} == {
            one.id: one.string for one in runs
        }


def test_the_script_of_a_page_has_the_same_english_as_the_page():
    from explorable.faces.page import SCRIPT

    script = (SOURCES / "explorable/explorable.js").read_text(encoding="utf-8")
    found = re.search(r"const ENGLISH = \{(.*?)\n  \};", script, re.DOTALL)
    assert dict(re.findall(r'^    (\w+): "(.*)",$', found[1], re.MULTILINE)) == SCRIPT
    asked = set(re.findall(r'this\.words\("(\w+)"', script))
    assert asked == set(SCRIPT)


def test_a_page_in_another_language_gives_its_script_the_words(tmp_path, monkeypatch):
    from bookpress.messages import template
    from explorable import Choice, View, explorable
    from explorable import words as of_figures

    def page():
        @explorable(side=Choice(["left", "right"], label="Side"), question="Which side?")
        def which(side):
            return View(Figure(), f"It is {side}.", alt="nothing")

        return which.html()

    assert '"words"' not in page()
    monkeypatch.setattr(of_figures, "FOLDER", tmp_path)
    monkeypatch.setenv(of_figures.VARIABLE, "en")
    of_figures._catalogue.cache_clear()
    catalogue = babel.Catalog()
    for message in template(SOURCES / "explorable"):
        if message.id:
            catalogue.add(message.id, wrapped(message.id))
    compiled(tmp_path, catalogue, domain="explorable")
    of_figures.language("toy")
    told = page()
    of_figures._catalogue.cache_clear()
    assert f"{OPEN}Link to this view{CLOSE}" in told
    assert f"{OPEN}Address copied.{CLOSE}" in told
