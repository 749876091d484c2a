"""Sentences on ten regions as one reads them who lives there, and what they rest on."""

import re
from dataclasses import replace

import numpy as np
import pytest

from clusterbook.regions.change import changes
from clusterbook.regions.chapters import _PLACES, ideas
from clusterbook.regions.kinds import KINDS, kind_of_place
from clusterbook.regions.measures import measured, quotients
from clusterbook.regions.sentences import in_a_sentence, sentences, standing_out


def said(kind):
    return sentences(kind, measured(kind), changes(kind), standing_out(kind))


@pytest.fixture(scope="module")
def told():
    return {key: said(kind_of_place(key)) for key in KINDS}


# What everybody knows of the place, and what the figures bear out.
KNOWN = {
    ("provinces", "26"): ("Ulsan", "manufacturing", "coke and refining", "ships"),
    ("provinces", "31"): ("Gyeonggi", "manufacturing", "electronics", "300,731 more workers"),
    ("provinces", "29"): ("Sejong", "public administration", "government"),
    ("metros", "20500"): ("Durham-Chapel Hill, NC", "healthcare practitioners", "statisticians"),
    ("metros", "45780"): ("Toledo, OH", "production occupations", "tool and die makers"),
    ("metros", "41940"): ("San Jose", "computer and mathematical", "computer hardware engineers"),
    ("municipalities", "37050"): ("Gumi-si, North Gyeongsang", "manufacturing", "fell by"),
    ("municipalities", "31240"): ("Hwaseong-si, Gyeonggi", "manufacturing", "rose by"),
    ("states", "56"): ("Wyoming", "construction and extraction", "mining machine operators"),
    ("states", "11"): (
        "the District of Columbia",
        "business and financial",
        "political scientists",
    ),
}


@pytest.mark.parametrize("key, place", KNOWN)
def test_ten_regions_read_as_they_are_known(told, key, place):
    text = " ".join(sentence for sentence, _ in told[key][place])
    for word in KNOWN[key, place]:
        assert word in text


@pytest.mark.parametrize("key", KINDS)
def test_every_place_has_three_whole_sentences(told, key):
    for three in told[key].values():
        assert len(three) == 3
        for sentence, _ in three:
            assert sentence.endswith(".")
            assert sentence[0].isupper()
            assert "nan" not in sentence.lower().split()
            assert not re.search(r"[{}]|  |None|-0\.0\b", sentence)


@pytest.mark.parametrize("key", ["metros", "states"])
def test_nothing_that_nobody_can_know_is_named(key):
    """With errors as large as the figures nothing stands out; with none, what is named is as published."""
    kind = kind_of_place(key)
    sure = replace(kind, errors=kind.errors * 0, group_errors=kind.group_errors * 0)
    wild = replace(kind, errors=kind.errors * 0 + 1, group_errors=kind.group_errors * 0 + 1)
    named = {
        name: np.mean([len(table) for table in standing_out(one).values()])
        for name, one in (("sure", sure), ("wild", wild))
    }
    assert named["wild"] == 0
    assert named["sure"] > 20


def test_the_least_multiple_holds_in_95_of_100_fresh_draws(told):
    kind = kind_of_place("states")
    names = {in_a_sentence(title): code for code, title in kind.titles["title"].items()}
    found, held = quotients(kind), []
    for place, three in told["states"].items():
        sentence, stands = three[1]
        if not stands:
            continue
        times = float(re.search(r"at least ([\d.]+) times", sentence)[1])
        codes = [names[name] for name in sentence.rstrip(".").split(": ", 1)[1].split("; ")]
        noise = np.random.default_rng(7).standard_normal((2000, len(codes)))
        drawn = found.loc[place, codes].to_numpy() * (
            1 + kind.errors.loc[place, codes].to_numpy() * noise
        )
        held.append((drawn.min(axis=1) >= times).mean())
    # A hundred draws tell the fifth percentile to some points.
    assert np.mean(held) > 0.94
    assert min(held) > 0.85


@pytest.mark.parametrize("key", KINDS)
def test_shares_in_sentences_are_those_of_the_table(told, key):
    kind = kind_of_place(key)
    for place, three in list(told[key].items())[::7]:
        sentence, stands = three[0]
        if not stands:
            continue
        here, nation = (float(n) for n in re.findall(r"(\d+\.\d)", sentence)[:2])
        assert here >= nation
        group = next(g for g in kind.groups if f" {in_a_sentence(g)};" in sentence)
        share = 100 * kind.groups.loc[place, group] / kind.totals[place]
        assert here <= share + 0.06
        assert nation == pytest.approx(
            100 * kind.group_reference[group] / kind.reference_total, abs=0.06
        )


@pytest.mark.parametrize("key", KINDS)
def test_a_title_of_two_things_does_not_end_the_half_of_a_sentence(told, key):
    for three in told[key].values():
        sentence = three[0][0]
        assert sentence.count(";") <= 1, sentence


@pytest.mark.parametrize("key", KINDS)
def test_chapters_are_there_and_look_at_the_place(key):
    from pathlib import Path

    root = Path(__file__).parents[2]
    kind = kind_of_place(key)
    pages = {entry["page"] for entry in ideas(kind)}
    for page in pages:
        assert (root / f"{page}.ipynb").is_file()
    for place, chapters in _PLACES[key].items():
        name = re.split(r"[-,]", kind.places.loc[place, "name"])[0]
        for chapter in chapters:
            assert name in (root / f"{chapter}.ipynb").read_text(encoding="utf-8")


def test_electricity_of_tiny_plants_is_not_called_a_strength_without_a_word(told):
    text = " ".join(sentence for sentence, _ in told["provinces"]["35"])
    assert text.count("electricity and gas") == 1
    assert text.count("1.1 workers per establishment") == 1
    assert all("per establishment" not in sentence for sentence, _ in told["provinces"]["26"])
