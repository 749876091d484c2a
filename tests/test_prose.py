"""Numbers in running text and tables on the page, in the form in which the book's builder reads them."""

import ast

import numpy as np
import pandas as pd
import pytest

from clusterbook.prose import Table, glue
from explorable import ExplorableError


@pytest.fixture
def published(monkeypatch):
    """What has been sent to the page, by its name."""
    sent = {}

    def publish(data, metadata):
        kind = "application/papermill.record/"
        assert set(data) == {f"{kind}text/plain"}
        assert metadata["scrapbook"]["mime_prefix"] == kind
        # In quotation marks, so that nobody takes the text "0.20" for the number 0.2.
        sent[metadata["scrapbook"]["name"]] = ast.literal_eval(data[f"{kind}text/plain"])

    monkeypatch.setattr("clusterbook.prose.publish_display_data", publish)
    return sent


def test_each_value_is_an_output_of_its_name(published):
    assert glue(share="25 %", industries=57, ratio=0.5) is None
    assert published == {"share": "25 %", "industries": "57", "ratio": "0.5"}


def test_decimals_round_as_readings_do(published):
    glue(1, mean=1234.56, loss=-0.25, half=np.float64(0.25), word="none", count=3)
    assert published == {
        "mean": "1,234.6",
        "loss": "−0.2",
        "half": "0.2",
        "word": "none",
        "count": "3.0",
    }


def test_a_hyphen_in_words_stays_one(published):
    glue(2, name="well-known 2008-09", low=-1)
    assert published == {"name": "well-known 2008-09", "low": "−1.00"}


def test_outside_a_notebook_it_is_silent(capsys):
    glue(industries=57)
    assert capsys.readouterr().out == ""


def test_a_table_reads_the_same_as_text_and_as_page():
    table = Table(
        pd.DataFrame({"who": ["<a>", None], "jobs": [1234567, -5], "share": [0.12345, np.nan]}),
        share=3,
    )
    assert repr(table) == "who  jobs       share\n<a>  1,234,567  0.123\n–    −5         –"
    page = table._repr_html_()
    assert "<td>&lt;a&gt;</td>" in page
    assert '<td class="number">1,234,567</td><td class="number">0.123</td>' in page


def test_decimals_of_a_column_that_is_not_there_are_refused():
    with pytest.raises(ExplorableError, match="'shares', which is no column"):
        Table(pd.DataFrame({"share": [1.0]}), shares=3)
