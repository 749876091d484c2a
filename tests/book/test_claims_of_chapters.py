"""The tools that try claims of notebooks, on small notebooks that have what may go wrong."""

import json

import nbformat
import pytest

from bookpress.build import claims as trying
from bookpress.editions.plain_notebooks import plain_text
from bookpress.sphinx.claims_page import lines_of
from explorable.claims import Result
from explorable.claims.recording import Recorder
from explorable.claims.store import file_of, read, write

HEAD = "from explorable import Seeds, World, claim\nlimit = 0.9\n"
LUCK = """
@claim("{says}", varies=Seeds(100), holds={holds}, false_when=World("nobody is", most={worst}))
def {name}(seed, most=None):
    return seed % 10 < (10 * limit if most is None else most)
"""


def claimed(name="luck", says="Most are lucky.", holds=0.8, worst=0):
    return LUCK.format(name=name, says=says, holds=holds, worst=worst)


@pytest.fixture
def chapter(tmp_path):
    """Write a notebook of cells; return its path."""

    def written(*sources, name="tripod"):
        cells = [nbformat.v4.new_code_cell(source) for source in (HEAD, *sources)]
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"in_form": True}), path)
        return path

    return written


def test_a_claim_is_tried_once_and_again_when_what_it_reads_changes(chapter):
    path = chapter(claimed(), "1 / 0  # no cell after the last claim runs")
    told, wrong = trying.try_claims(path)
    assert [line.partition(" (")[0] for line in told] == ["luck holds in 90 of 100 draws"]
    assert wrong == []
    assert trying.try_claims(path) == ([], [])
    path = chapter("limit = 0.8", claimed())
    assert trying.try_claims(path)[0][0].startswith("luck holds in 80 of 100 draws")
    assert trying.faults(path, trying.namespace(path)) == {}


def test_other_words_are_stored_without_trying_again(chapter):
    trying.try_claims(chapter(claimed()))
    path = chapter(claimed(says="Nearly all are lucky.", holds=0.9))
    assert "other words" in trying.faults(path, trying.namespace(path))["luck"]
    assert trying.try_claims(path) == ([], [])
    assert read(file_of(path))["luck"].says == "Nearly all are lucky."


def test_what_does_not_hold_is_named_and_not_stored(chapter):
    path = chapter(claimed(holds=0.95), claimed("good"), claimed("empty", worst=10))
    _, wrong = trying.try_claims(path)
    assert wrong[0].startswith("luck does not hold: Most are lucky.")
    assert wrong[1].startswith("empty also holds where it must be false")
    assert list(read(file_of(path))) == ["good"]


def test_a_demand_that_was_raised_fails_without_trying_again(chapter):
    trying.try_claims(chapter(claimed()))
    told, wrong = trying.try_claims(chapter(claimed(holds=1)))
    assert told == []
    assert wrong[0].startswith("luck does not hold")


def test_a_stale_store_is_named(chapter):
    path = chapter(claimed())
    trying.try_claims(path)
    path = chapter("limit = 0.5", claimed())
    assert "other code or data" in trying.faults(path, trying.namespace(path))["luck"]
    file_of(path).unlink()
    assert "without a stored result" in trying.faults(path, trying.namespace(path))["luck"]


def test_a_claim_that_is_gone_leaves_the_store(chapter):
    path = chapter(claimed(), claimed("other"))
    trying.try_claims(path)
    trying.try_claims(chapter(claimed()))
    assert list(read(file_of(path))) == ["luck"]


def test_names_are_read_without_running(chapter):
    path = chapter(claimed(), "1 / 0", claimed("other"))
    assert trying.claim_names(path) == ["luck", "other"]
    assert trying.is_in_form(path)
    second = chapter(claimed("other"), name="second")
    assert len(trying.twice([path, second])) == 1


# Calls that rest on chance or on a choice.

DRAWS = """
import pandas as pd
import agglomeration as ag
plants = pd.DataFrame({"region": list("aabb"), "industry": "own", "size": [4, 3, 2, 1]})
def measured(draws, plants=plants):
    return ag.ellison_glaeser(plants, draws=draws, seed=1)
"""


def recorded(path):
    recorder = Recorder()
    trying.namespace(path, recorder, whole=True)
    return [str(call) for call in recorder.calls], trying.uncovered(path, recorder.calls)


def test_calls_are_recorded_with_their_defaults_and_where_they_are_made(chapter):
    calls, wrong = recorded(chapter(DRAWS, "measured(19)"))
    assert calls[0].startswith("ellison_glaeser(seed=1, draws=19")
    assert len(wrong) == 1
    assert wrong[0].startswith("tripod, code cell 3: ellison_glaeser(")


def test_what_draws_nothing_is_not_recorded(chapter):
    assert recorded(chapter(DRAWS, "measured(None)")) == ([], [])


@pytest.mark.parametrize(
    ("comment", "wrong"),
    [
        ("# claim: luck", 0),
        ("# claim: luck, luck", 0),
        ("# claim: lucky", 1),
        ("# no claim: the text draws nothing from it", 0),
        ("# no claim:", 1),
        ("# no claim: why", 1),
    ],
)
def test_a_cell_says_under_which_claim_it_stands_or_why_not(chapter, comment, wrong):
    path = chapter(claimed(), DRAWS, f"{comment}\nmeasured(19)")
    assert len(recorded(path)[1]) == wrong


def test_calls_inside_claims_and_explorables_are_theirs(chapter):
    card = (
        "from explorable import Slider, View, explorable\n"
        '@explorable(draws=Slider([9, 19], label="Draws"), question="How many?")\n'
        "def few(draws):\n"
        "    measured(draws)\n"
        "    return View(lambda width: None, 'Few.')\n"
        "few.function and few()\n"
    )
    trial = (
        '@claim("It is so.", varies=Seeds(100), holds=1, false_when=World("not", yes=False))\n'
        "def so(seed, yes=True):\n"
        "    return yes and measured(9) is not None\n"
        "so(seed=1)\n"
    )
    assert recorded(chapter(DRAWS, card, trial)) == ([], [])


# How they are told outside the site, and all together.

RESULT = Result("Most are lucky.", "draws", "", 0.95, 200, 197, "nobody is", 3)


def test_a_plain_notebook_says_the_share():
    from bookpress.build.label_names import Names

    names = Names(claims={"luck": "(holds in 197 of 200 draws)"})
    assert (
        plain_text("So it is {claim}`luck`.", names, {}) == "So it is (holds in 197 of 200 draws)."
    )


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([{}], "No claim is tried yet."),
        ([{"a": RESULT}], "One claim is tried, in one of 1 chapters."),
        ([{"a": RESULT, "b": RESULT}, {}], "2 claims are tried, in one of 2 chapters."),
        ([{"a": RESULT}, {"b": RESULT}, {}], "2 claims are tried, in 2 of 3 chapters."),
        ([], "No claim is tried yet."),
    ],
)
def test_the_page_of_all_claims_counts_them(claims, said):
    contents = {"Part": {f"part/{i}": (found, ["koo2009"]) for i, found in enumerate(claims)}}
    lines = list(lines_of(contents))
    assert lines[0] == said
    text = "\n".join(lines)
    assert text.count("{claim}`") == sum(map(len, claims))
    assert text.count("One work is cited, and not tried here</summary>") == len(claims)
    assert text.count("\n\n{cite:t}`koo2009`.\n\n</details>") == len(claims)
    assert text.count("No finding of this chapter is tried yet.") == sum(not one for one in claims)


def test_stored_results_read_as_they_were_written(tmp_path):
    file = tmp_path / "tripod.claims.json"
    write(file, {"luck": RESULT})
    assert list(json.loads(file.read_text())) == ["python", "claims"]
    assert read(file) == {"luck": RESULT}
