"""What the first part says in round words, held against the tables and models that it speaks of."""

import re

import nbformat
import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.fields_of_work import concentrated_places, fields_of_work
from clusterbook.cases.staffing import input_output_flows, knowledge_occupations, staffing_matrix
from clusterbook.models.knowledge_diffusion import simulate_innovations
from clusterbook.tables import describe, load

ONE_YEAR = re.compile(
    r"one year only|picture of one year|(?:this is|they are|these are) one year|table\*? of \*?one\*? year",
    re.IGNORECASE,
)


def test_no_page_calls_a_sample_of_three_years_one_year(root):
    assert "three years" in " ".join(str(describe("oews_metro")).split())
    found = []
    for path in sorted((root / "book").rglob("*.ipynb")):
        text = "\n\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
        found += [(path.stem, said) for said in ONE_YEAR.findall(text) if "oews" in text]
    assert not found


@pytest.fixture(scope="module")
def overlaps():
    """Mean number of neighbours that the lists of eight of an industry share, for each pair of lenses."""
    jobs = staffing_matrix("input-output")
    trade = ag.value_chain_similarity(input_output_flows(), negative=True).loc[
        jobs.index, jobs.index
    ]
    ideas = ag.staffing_similarity(jobs, occupations=knowledge_occupations(jobs.columns))
    lenses = {"trade": trade, "skills": ag.staffing_similarity(jobs), "ideas": ideas}
    every = [ag.list_overlaps(ag.shared_neighbours(lenses, industry, 8)) for industry in jobs.index]
    return sum(every) / len(every)


class TestThreeLists:
    @pytest.mark.parametrize("pair", [("trade", "skills"), ("trade", "ideas"), ("skills", "ideas")])
    def test_share_about_three_times_what_chance_would_give_and_at_most_half(self, overlaps, pair):
        chance = 8 * 8 / 56
        assert 2.5 < overlaps.loc[pair] / chance < 3.75
        assert overlaps.loc[pair] <= 4

    def test_two_of_the_booklets_three_overlap(self):
        table = load("booklet_drugs").query("sic != '283'")
        chain, labour, minds = (
            set(table.loc[table["lens"] == lens, "sic"])
            for lens in ("value chain", "labour", "knowledge labour")
        )
        assert chain & labour == {"384"}
        assert not chain & minds
        assert labour & minds == {"203", "284", "285", "289"}


@pytest.mark.parametrize("bar", [1.5, 2, 3, 5])
def test_in_a_field_of_two_occupations_every_place_that_passes_is_broad(bar):
    assert len(fields_of_work()["Guarding prisons"]) == 2
    assert concentrated_places("Guarding prisons", bar, 200)["broad"].all()


def test_a_laboratory_that_nobody_at_home_listens_to_helps_its_neighbours_a_little():
    """Sticky knowledge, no uptake in region 6: its neighbours have more than without the laboratory, not much more."""
    uptake = np.ones(21)
    uptake[5] = 0
    shares = {}
    for laboratory in (1, 100):
        start = np.ones(21)
        start[5] = laboratory
        how = {
            "stickiness": 6,
            "tacit": 1,
            "start": start,
            "uptake": uptake,
            "runs": 4_000,
            "seed": 5,
        }
        made = simulate_innovations(21, 300, **how)
        shares[laboratory] = made[[5, 7]].sum(axis=1) / 300
    assert shares[1].mean() == pytest.approx(2 / 20, abs=4 * shares[1].std() / 4_000**0.5)
    gain = shares[100].mean() - shares[1].mean()
    assert gain > 4 * (pd.concat(shares).groupby(level=0).var().sum() / 4_000) ** 0.5
    assert gain < 0.03
