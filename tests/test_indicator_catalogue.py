"""The catalogue takes a docstring apart, and loses nothing of it."""

import inspect
import re

import pytest

import agglomeration as ag
from clusterbook import indicator_catalogue as catalogue

NAMES = [name for question in catalogue.QUESTIONS for name in catalogue.names_of(question)]


def words(text):
    return re.findall(r"\w+", text)


def test_every_public_name_answers_one_question():
    assert sorted(NAMES) == sorted(ag.__all__)


def test_functions_come_before_the_results_that_they_return():
    names = catalogue.names_of("complexity")
    functions = [name for name in names if name[0].islower()]
    assert list(names[: len(functions)]) == functions
    assert {"complexity_outlook", "economic_complexity", "prody"} <= set(functions) < set(names)


def test_no_word_of_a_docstring_is_lost():
    headings = "Parameters|Returns|Raises|Notes|References|Examples|Attributes|Warns|See Also"
    for name in NAMES:
        doc = re.sub(
            rf"^({headings})\n-+$", "", inspect.getdoc(getattr(ag, name)), flags=re.MULTILINE
        )
        assert not set(words(doc)) - set(words(" ".join(catalogue.sections(name).values()))), name


def test_other_packages_have_a_part_of_their_own():
    parts = catalogue.sections("presence")
    assert parts["Notes"].startswith("A yes or no has no interval")
    assert parts["In other packages"].split()[:2] == ["Equals", "``economic_complexity.rca(table)"]
    assert "In other packages" not in catalogue.sections("list_overlaps")


def test_code_in_the_notes_stays_with_its_paragraph():
    notes = (
        "Read it.\n\nEquals ``peer.one(x)``::\n\n    with peer:\n        one(x)\n\nMind the end."
    )
    assert catalogue._parted(notes) == (
        "Read it.\n\nMind the end.",
        "Equals ``peer.one(x)``::\n\n    with peer:\n        one(x)",
    )


def test_overview_says_what_is_there():
    overview = catalogue.overview()
    assert list(overview.index) == NAMES
    assert overview.loc["border_cut", "question"] == "policy"
    assert not overview.loc["list_overlaps", "peers"]
    assert overview.loc["hachman", ["formula", "peers", "source"]].all()


def test_unknown_names_are_refused():
    with pytest.raises(LookupError, match="no function 'ginny'"):
        catalogue.sections("ginny")
    with pytest.raises(LookupError, match="there are tables, specialization"):
        catalogue.names_of("luck")
