"""Files in the forms of statistical offices: each is read as the right table beside it, or asked about."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from agglomeration.report import FileError, read_table

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(
    path.name
    for path in CORPUS.iterdir()
    if not path.name.endswith((".right.csv", ".question.json", ".md"))
)
ASKED = [name for name in FILES if (CORPUS / f"{name}.question.json").exists()]


def right_of(name):
    text = {"region": str, "industry": str, "mark": str}
    table = pd.read_csv(CORPUS / f"{name}.right.csv", dtype=text, keep_default_na=False)
    table["value"] = pd.to_numeric(table["value"])
    return table


def check(read, name):
    right = right_of(name)
    keys = ["region", "industry"]
    if (right["year"] != "").any():
        right["year"] = right["year"].astype(int)
        keys.append("year")
    else:
        assert "year" not in read.data
    got = read.data.assign(mark=read.data.get("mark", ""))
    got, right = (table.set_index(keys)[["value", "mark"]].sort_index() for table in (got, right))
    # A pair without a row is none, and so is a zero.
    gone = right.index.difference(got.index)
    assert (right.loc[gone, "value"] == 0).all()
    assert got.index.isin(right.index).all()
    right = right.loc[got.index]
    np.testing.assert_allclose(got["value"], right["value"], rtol=1e-12)
    assert got["mark"].tolist() == right["mark"].tolist()


@pytest.mark.parametrize("name", [name for name in FILES if name not in ASKED])
def test_a_file_is_read_as_it_comes(name):
    check(read_table(CORPUS / name), name)


@pytest.mark.parametrize("name", ASKED)
def test_a_file_that_may_be_read_in_two_ways_is_asked_about(name):
    asked = json.loads((CORPUS / f"{name}.question.json").read_text())
    with pytest.raises(FileError, match=asked["question"]):
        read_table(CORPUS / name)
    if asked["options"] is not None:
        check(read_table(CORPUS / name, **asked["options"]), name)


def test_the_corpus_says_that_it_is_made_up():
    assert re.search("made up", (CORPUS / "README.md").read_text())
