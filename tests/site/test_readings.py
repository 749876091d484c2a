"""The sentences of every state of every explorable: one is not told as many, no chance is nothing, no list is empty.

They are read from the files of the built pages: every setting that a reader can reach, and nothing is computed again.
"""

import pytest
from where import PAGES

from bookpress.checks.cards import cards_of
from bookpress.checks.readings import faults_of, reading_faults

# What quotes a reader's file letter by letter: commas without anything between them are the file's.
QUOTED = {"what-a-file-becomes": {"an empty list"}}


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_of_every_state_is_right(site, page):
    found = {
        card.slug: {
            kind: words
            for kind, words in reading_faults(card).items()
            if kind not in QUOTED.get(card.slug, ())
        }
        for card in cards_of(site / f"{page}.html")
    }
    wrong = {
        slug: {kind: (len(words), words[:3]) for kind, words in faults.items()}
        for slug, faults in found.items()
        if faults
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("1 groups keep it.", ["one told as many"]),
        ("Of these, 1 are firm.", ["one told as many"]),
        ("1 other industries have it.", ["one told as many"]),
        ("1 of 1 published occupations lie above.", ["one told as many"]),
        ("Map with 1 dots.", ["one told as many"]),
        ("1 group keeps it; 21 groups lose it; 2.1 points.", []),
        ("1 percent were lost, 1 is left, 1 has two.", []),
        ("The test says p = 0.00.", ["a chance of nothing"]),
        ("The test says p = 0.000, and more.", ["a chance of nothing"]),
        ("The test says p = 0.001; p is 0.05.", []),
        ("Partners: .", ["an empty list"]),
        ("Partners: a, b and .", ["an empty list"]),
        ("Partners ().", ["an empty list"]),
        ("Partners: a, b and c. (None else.)", []),
        ("The mean is nan.", ["a value that is none"]),
        ("It has np.float64(3.0).", ["a value that is none"]),
        ("The mean is \N{MINUS SIGN}0.00.", ["less than nothing"]),
        ("The mean is -0.", ["less than nothing"]),
        ("The mean is \N{MINUS SIGN}0.01, from -0.5.", []),
        ("It keeps 0 of 0.", ["of none"]),
    ],
)
def test_the_rule_itself(sentence, kinds):
    assert sorted({kind for kind, _ in faults_of(sentence)}) == kinds
