"""A claim: what an author may get wrong, what is tried, what is stored and how it is told."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from explorable import ExplorableError, Grid, LeftOut, Seeds, World, claim
from explorable.claims import announcing, store, trying, words
from explorable.claims.note import note_html, note_text, sentences
from explorable.claims.result import Result, is_enough


def says_yes(seed, lucky=0.9):
    return np.random.default_rng(seed).random() < lucky


def made(function=says_yes, says="Most are lucky.", **given):
    usual = {"varies": Seeds(200), "holds": 0.8, "false_when": World("nobody is", lucky=0.1)}
    return claim(says, **usual | given)(function)


RESULT = Result(
    says="Most are lucky.",
    kind="draws",
    what="",
    demanded=0.95,
    draws=200,
    held=197,
    world="nobody is",
    world_held=3,
    fails=["seed 5", "seed 17", "seed 40"],
    fingerprint="abc",
)


# What an author may get wrong, before anything is computed.


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"says": "Most are lucky"}, "says a whole sentence"),
        ({"holds": 0}, "above 0 and up to 1"),
        ({"holds": 95}, "above 0 and up to 1"),
        ({"varies": range(200)}, "varies= is a range"),
        ({"false_when": {"lucky": 0}}, "false_when= is a dict"),
        ({"false_when": World("nobody is")}, "does not say in what it differs"),
        (
            {"false_when": World("nobody is", luck=0)},
            "called with luck, which its function does not",
        ),
        ({"false_when": World("nobody is", seed=3)}, "seed is varied, and World"),
        ({"varies": LeftOut("abc", of="letters")}, "left_out is varied, and is no argument"),
        ({"function": lambda seed, table: True}, "nothing says what table is"),
    ],
)
def test_mistakes_of_an_author_are_named(given, said):
    with pytest.raises(ExplorableError, match=said):
        made(**given)


def test_few_draws_and_one_setting_vary_nothing():
    with pytest.raises(ExplorableError, match="at least 100"):
        Seeds(99)
    with pytest.raises(ExplorableError, match="Grid has 1 setting;"):
        Grid(resolution=[1])
    with pytest.raises(ExplorableError, match="LeftOut has 2 settings;"):
        LeftOut("ab", of="letters")


# What is tried.


def test_a_claim_is_tried_over_all_draws_and_the_failing_ones_are_named():
    result = made().compute()
    lucky = {seed: says_yes(seed) for seed in range(1, 201)}
    assert result.draws == 200
    assert result.held == sum(lucky.values())
    assert result.fails == [f"seed {seed}" for seed, held in lucky.items() if not held]
    assert result.world_held == sum(says_yes(seed, 0.1) for seed in lucky)
    assert result.holds
    assert result.can_fail


def test_side_by_side_gives_the_same(cell):
    names = cell("def lucky(seed, most=5):\n    return seed % 7 < most\n")
    lucky = made(names["lucky"], holds=0.7, false_when=World("nobody is", most=0))
    assert lucky.compute(jobs=2) == lucky.compute()


def test_every_combination_of_a_grid_and_every_left_out_place():
    grid = made(
        lambda a, b, sign=1: sign * a < b,
        varies=Grid(a=[1, 2, 3], b=[2, 4]),
        false_when=World("all is turned round", lambda a, b: a > b),
    ).compute()
    assert (grid.draws, grid.held, grid.world_held) == (6, 4, 1)
    assert grid.fails == ["a 2, b 2", "a 3, b 2"]
    jobs = {"AT": 5, "KR": 3, "JP": 4}
    left = made(
        lambda left_out, most=5: max(n for key, n in jobs.items() if key != left_out) == most,
        varies=LeftOut({"AT": "Austria", "KR": "Korea", "JP": "Japan"}, of="countries"),
        false_when=World("six are asked for", most=6),
    ).compute()
    assert (left.held, left.fails, left.world_held) == (2, ["without Austria"], 0)


def test_a_claim_that_falls_too_often_does_not_hold():
    result = made(holds=0.99).compute()
    assert not result.holds
    assert "does not hold: Most are lucky. It holds in" in words.does_not_hold("luck", result)


def test_a_claim_that_holds_where_it_must_be_false_is_none():
    result = made(false_when=World("all are luckier", lucky=1.0)).compute()
    assert result.holds
    assert not result.can_fail
    assert "it holds in all 200 draws" in words.cannot_fail("luck", result)


@pytest.mark.parametrize(
    ("held", "draws", "demanded", "enough"),
    [
        (190, 200, 0.95, True),
        (189, 200, 0.95, False),
        (57, 100, 0.57, True),
        (6, 6, 1, True),
        (5, 6, 1, False),
    ],
)
def test_a_share_is_counted_and_not_rounded(held, draws, demanded, enough):
    assert is_enough(held, draws, demanded) == enough


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda seed, lucky=1: 1 / (seed - 7) > 0, "fails at seed=7: ZeroDivisionError"),
        (lambda seed, lucky=1: 0.7, "must say True or False; at seed=1 it said 0.7"),
        (lambda seed, lucky=1: pd.Series([True]), "must say True or False"),
        (lambda seed, lucky=1: None, "it said None"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_trial_says_yes_or_no(function, said, jobs):
    with pytest.raises(ExplorableError, match=said):
        made(function).compute(jobs)


def test_what_is_not_in_the_seed_is_refused():
    with pytest.raises(ExplorableError, match="two answers"):
        made(lambda seed, lucky=1: _turn() % 2 == 0).compute()


TURNS = [0]


def _turn():
    TURNS[0] += 1
    return TURNS[0]


def test_a_table_must_stay_as_it_is():
    table = pd.DataFrame({"a": [1.0, 2.0]})

    def changes(seed, lucky=1):
        table.loc[0, "a"] = float(seed)
        return True

    with pytest.raises(ExplorableError, match="changes a table"):
        made(changes).compute()


def test_what_takes_long_is_refused(monkeypatch):
    monkeypatch.setattr(trying, "MOST_SECONDS", 0.005)
    with pytest.raises(ExplorableError, match="seconds of one core or more"):
        made(lambda seed, lucky=1: sum(range(40_000)) > 0).compute()


# What the result depends on.


def test_code_data_and_what_is_varied_count_and_words_do_not():
    first = made().fingerprint
    assert made(says="Nearly all are lucky.", holds=0.5).fingerprint == first
    assert made(varies=Seeds(201)).fingerprint != first
    assert made(varies=Seeds(200, first=2)).fingerprint != first
    assert made(false_when=World("nobody is", lucky=0.2)).fingerprint != first
    assert made(false_when=World("a table", lucky=pd.Series([1]))).fingerprint != first
    assert made(lambda seed, lucky=0.9: seed < lucky).fingerprint != first


# What is stored.


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_results_stand_beside_their_chapter_and_come_back(folder):
    file = store.file_of(folder / "tripod.ipynb")
    assert file.name == "tripod.claims.json"
    store.write(file, {"luck": RESULT})
    assert store.read(file) == {"luck": RESULT}
    assert store.find("luck") == RESULT
    assert store.find("other") is None
    assert store.all_results(folder) == {"tripod": {"luck": RESULT}}
    store.write(file, {})
    assert not file.exists()


@pytest.mark.parametrize("text", ["", "{}", '{"claims": {"a": {"says": "b"}}}', '{"claims": []}'])
def test_a_damaged_file_is_named(folder, text):
    file = folder / "tripod.claims.json"
    file.write_text(text)
    with pytest.raises(ExplorableError, match=r"tripod\.claims\.json is no list of results"):
        store.read(file)


def test_a_build_refuses_what_is_missing_or_reworded(folder, monkeypatch):
    monkeypatch.setenv("EXPLORABLE_STATIC", "page")
    with pytest.raises(
        ExplorableError, match="says_yes is a claim without a stored result; run: make claims"
    ):
        made()
    monkeypatch.delenv("EXPLORABLE_STATIC")
    result = made().compute()
    file = folder / "tripod.claims.json"
    store.write(file, {"says_yes": result})
    monkeypatch.setenv("EXPLORABLE_STATIC", "page")
    assert "holds in" in repr(made())
    assert "computed from other code" in announcing.fault(made(varies=Seeds(300)))
    with pytest.raises(ExplorableError, match="has other words"):
        made(says="Nearly all are lucky.")
    with pytest.raises(ExplorableError, match="has other words"):
        made(holds=0.7)
    stored = json.loads(file.read_text())
    file.write_text(json.dumps(stored | {"python": "2.7"}))
    # Another Python's fingerprints cannot be compared.
    assert announcing.fault(made(varies=Seeds(300))) == ""


def test_nothing_is_said_outside_a_notebook(folder, capsys):
    claimed = made()
    assert announcing.fault(claimed)
    assert capsys.readouterr().out == ""
    assert repr(claimed) == "Most are lucky. (not tried yet)"
    assert claimed(seed=1) is says_yes(1) or claimed(seed=1) == says_yes(1)


# How it is told.


@pytest.mark.parametrize(
    ("kind", "held", "draws", "told"),
    [
        ("draws", 197, 200, "holds in 197 of 200 draws"),
        ("draws", 200, 200, "holds in all 200 draws"),
        ("draws", 0, 200, "holds in none of 200 draws"),
        ("draws", 1, 2000, "holds in 1 of 2,000 draws"),
        ("left out", 51, 51, "holds whichever of 51 is left out"),
        ("left out", 50, 51, "holds in 50 of 51 with one left out"),
        ("settings", 12, 12, "holds in all 12 settings"),
        ("settings", 1, 12, "holds in 1 of 12 settings"),
    ],
)
def test_all_some_and_none(kind, held, draws, told):
    result = replace(RESULT, kind=kind, held=held, draws=draws)
    assert words.share(result) == told
    assert note_text(result) == f"({told})"


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        (0, "It fails nowhere."),
        (1, "It fails at seed 0."),
        (12, "; seed 11."),
        (13, "; seed 11, and 1 more."),
        (40, "; seed 11, and 28 more."),
    ],
)
def test_where_it_fails(fails, told):
    assert words.failing(replace(RESULT, fails=[f"seed {i}" for i in range(fails)])).endswith(told)


def test_many_failing_seeds_are_counted_by_setting():
    fails = [f"percent {p}, seed {i}" for p, n in ((1, 2), (5, 20), (9, 1)) for i in range(n)]
    told = words.failing(replace(RESULT, kind="settings", fails=fails))
    assert told == "It fails at percent 5 (20 times); percent 1 (2 times); percent 9 (1 time)."
    few = words.failing(replace(RESULT, kind="settings", fails=fails[:2]))
    assert few == "It fails at percent 1, seed 0; percent 1, seed 1."


def test_a_grid_is_told_in_a_readers_words():
    grid = Grid(
        of="yardsticks, each with one province left out",
        yardstick={"all": "all workers", "C": "workers in manufacturing"},
        least_jobs=[10],
        left_out={"11": "Seoul", "21": "Busan"},
    )
    assert grid.trials()[0] == {"yardstick": "all", "least_jobs": 10, "left_out": "11"}
    assert grid.labels()[0] == "all workers, least jobs 10, without Seoul"
    result = replace(RESULT, kind="settings", draws=4, what=grid.what)
    assert words.varied(result) == (
        "Varied: every one of 4 settings of yardsticks, each with one province left out."
    )
    unnamed = replace(result, what=Grid(least_jobs=[1, 2], left_out=["a", "b"]).what)
    assert words.varied(unnamed) == "Varied: every one of 4 settings of least jobs, left out."


def test_the_note_says_what_was_varied_and_the_other_world():
    assert sentences(RESULT) == [
        "Most are lucky.",
        "Varied: the seed, in 200 draws.",
        "It must hold in at least 95 percent of them.",
        "It fails at seed 5; seed 17; seed 40.",
        "For comparison, where nobody is, it holds in 3 of 200 draws.",
    ]
    left = replace(RESULT, kind="left out", what="states", demanded=1)
    assert words.varied(left) == "Varied: each of 200 states is left out once."
    assert words.demanded(left) == "It must hold in every one."
    assert words.varied(replace(RESULT, what="shuffled tables")) == "Varied: 200 shuffled tables."


def test_a_note_is_inline_and_light_and_safe():
    result = replace(RESULT, says="Of <b> & co.", fails=[f"seed {i}" for i in range(100)])
    html = note_html(result, "claim-luck")
    assert "<b>" not in html
    assert 'aria-expanded="false" aria-controls="claim-luck"' in html
    assert 'id="claim-luck"' in html
    assert not {"<p", "<div", "<details", "<ul"} & {html[i : i + 4] for i in range(len(html))}
    assert len(gzip.compress(html.encode())) < 1000


def test_in_a_live_notebook_a_button_tries_it_anew(folder):
    from explorable.claims.live import box

    said, button = box(made()).children
    assert "Not tried yet." in said.value
    button.click()
    assert "It holds in" in said.value
    assert not button.disabled
    broken = box(made(lambda seed, lucky=1: 3))
    broken.children[1].click()
    assert "must say True or False" in broken.children[0].value
