"""The book's claims: each is stored, holds, can fail, and is told; ``test_claims_tried.py`` tries some again."""

import re

import pytest

from bookpress.build import claims as trying
from bookpress.place import ROOT
from explorable.claims import words
from explorable.claims.store import file_of, read

CHAPTERS = {
    chapter.relative_to(ROOT / "book").with_suffix("").as_posix(): chapter
    for chapter in trying.with_claims()
}
CLAIMS = [(chapter, name) for chapter in CHAPTERS for name in trying.claim_names(CHAPTERS[chapter])]
IN_FORM = [path for path in trying.notebooks() if trying.is_in_form(path)]


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
def test_what_a_claim_varies_is_told_in_words_and_not_in_names_of_the_code(chapter, name):
    what = read(file_of(CHAPTERS[chapter]))[name].what
    assert "_" not in what, f"write of= in the claim's varies=: {what}"
    assert not re.fullmatch(r"\w+(, \w+)+", what), f"write of= in the claim's varies=: {what}"


def test_no_two_claims_share_a_name():
    assert trying.twice(trying.with_claims()) == []


@pytest.mark.parametrize("path", IN_FORM, ids=lambda path: path.stem)
def test_each_claim_is_told_in_the_text(path):
    text = path.read_text(encoding="utf-8")
    assert [name for name in trying.claim_names(path) if f"{{claim}}`{name}`" not in text] == []
