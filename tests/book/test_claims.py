"""The book's claims: each is stored, holds, can fail, and was computed from this code; some are tried again here.

Tried again are those whose code or data changed, and of the others a tenth: those that come first when they are sorted
by a hash of the book's sources and their name. The same sources draw the same tenth, others another one. Once a
minute of them is over, the rest of the tenth is left to other sources' draw.
"""

import hashlib
import math
import os
import re
import time
from dataclasses import replace
from functools import cache

import pytest

from bookpress.build import claims as trying
from bookpress.build.stale import fingerprint
from bookpress.place import ROOT
from explorable.claims import words
from explorable.claims.recording import Recorder
from explorable.claims.store import file_of, read

CHAPTERS = {
    chapter.relative_to(ROOT / "book").with_suffix("").as_posix(): chapter
    for chapter in trying.with_claims()
}
CLAIMS = [(chapter, name) for chapter in CHAPTERS for name in trying.claim_names(CHAPTERS[chapter])]
IN_FORM = [path for path in trying.notebooks() if trying.is_in_form(path)]
SOURCES = ("src", "book", "data")
# Seconds of computing that drawn claims may take together, and what they took.
MINUTE = 60
SPENT = []


@cache
def drawn():
    """A tenth of the claims."""
    seed = fingerprint(SOURCES, ROOT)
    ranked = sorted(CLAIMS, key=lambda one: hashlib.sha256(f"{seed} {one}".encode()).hexdigest())
    return set(ranked[: math.ceil(len(CLAIMS) / 10)])


@cache
def run(path):
    """Names of a chapter after its last cell, and the calls that rest on chance or choice."""
    recorder = Recorder()
    return trying.namespace(path, recorder, whole=trying.is_in_form(path)), recorder.calls


def each_claim(function):
    return pytest.mark.parametrize(
        ("chapter", "name"), CLAIMS, ids=[f"{chapter}:{name}" for chapter, name in CLAIMS]
    )(function)


@each_claim
def test_a_claim_holds_and_can_fail(chapter, name):
    result = read(file_of(CHAPTERS[chapter])).get(name)
    assert result is not None, f"{name} has no stored result; run: make claims"
    assert result.holds, words.does_not_hold(name, result)
    assert result.can_fail, words.cannot_fail(name, result)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_result_is_stored_without_its_claim(chapter):
    path = CHAPTERS[chapter]
    assert set(read(file_of(path))) <= set(trying.claim_names(path))


@each_claim
def test_a_claim_was_tried_with_this_code(chapter, name):
    path = CHAPTERS[chapter]
    assert "EXPLORABLE_STATIC" not in os.environ
    names, _ = run(path)
    wrong = trying.faults(path, names).get(name)
    if not wrong and (chapter, name) in drawn() and sum(SPENT) > MINUTE:
        pytest.skip("drawn, but the minute for drawn claims is over")
    if wrong or (chapter, name) in drawn():
        begun = time.process_time()
        now = trying.claims_of(names)[name].compute()
        SPENT.append(time.process_time() - begun if not wrong else 0)
        assert now.holds, words.does_not_hold(name, now)
        assert now.can_fail, words.cannot_fail(name, now)
        stored = read(file_of(path))[name]
        # Another processor may round otherwise, and find other code where there is none: the result tells.
        told = f"{wrong}; tried again it {words.share(now)}" if wrong else "tried again, it differs"
        assert replace(now, fingerprint=stored.fingerprint) == stored, told


@each_claim
def test_what_a_claim_varies_is_told_in_words_and_not_in_names_of_the_code(chapter, name):
    what = read(file_of(CHAPTERS[chapter]))[name].what
    assert "_" not in what, f"write of= in the claim's varies=: {what}"
    assert not re.fullmatch(r"\w+(, \w+)+", what), f"write of= in the claim's varies=: {what}"


def test_no_two_claims_share_a_name():
    assert trying.twice(trying.with_claims()) == []


@pytest.mark.parametrize("path", IN_FORM, ids=lambda path: path.stem)
def test_what_rests_on_chance_or_choice_stands_under_a_claim_or_says_why_not(path):
    _, calls = run(path)
    assert trying.uncovered(path, calls) == []


@pytest.mark.parametrize("path", IN_FORM, ids=lambda path: path.stem)
def test_each_claim_is_told_in_the_text(path):
    text = path.read_text(encoding="utf-8")
    assert [name for name in trying.claim_names(path) if f"{{claim}}`{name}`" not in text] == []
