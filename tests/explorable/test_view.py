"""A view: a picture, a sentence with the numbers, and the table behind them."""

import numpy as np
import pandas as pd
import pytest

from explorable import Drawing, ExplorableError, View
from explorable.formatting import bold, shown, table_html, table_text


def test_numbers_between_stars_are_bold_and_everything_else_is_escaped(picture):
    view = View(picture(1), "**5** of <img src=x onerror=alert(1)> & **more than 6**.")
    assert view.plain_reading == "5 of <img src=x onerror=alert(1)> & more than 6."
    assert view.reading_html == (
        "<strong>5</strong> of &lt;img src=x onerror=alert(1)&gt; &amp; <strong>more than 6</strong>."
    )
    assert bold("2 * 3 * 4") == "2 * 3 * 4"


def test_a_minus_before_a_number_is_a_real_one(picture):
    assert View(picture(1), "From -0.5 to **-1**, well-known, 2008-2009.").plain_reading == (
        "From −0.5 to −1, well-known, 2008-2009."
    )


def test_alternative_text_is_the_drawing_s_own_before_the_reading(picture):
    assert View(picture(1), "It is **1**.").alt == "It is 1."
    assert (
        View(Drawing(lambda width: picture(1), "A bar of 1."), "It is **1**.").alt == "A bar of 1."
    )
    assert (
        View(Drawing(lambda width: picture(1), "A bar of 1."), "It is **1**.", alt="Both").alt
        == "Both"
    )


def test_columns_have_the_decimals_of_their_kind_unless_said(picture):
    table = pd.DataFrame(
        {"name": ["a"], "count": [3], "share": [0.25], "there": [True], "rank": [1.0]}
    )
    columns = View(picture(1), "x", table, {"rank": 0}).columns()
    assert columns == [["name", None], ["count", 0], ["share", 2], ["there", None], ["rank", 0]]


def test_cells_are_plain_values(picture):
    table = pd.DataFrame(
        {
            "text": ["a", None, pd.NA],
            "number": [1 / 3, np.nan, 2.0],
            "mixed": [np.float32("nan"), pd.NaT, np.bool_(True)],
            "count": [1, 2, 3],
        }
    )
    assert View(picture(1), "x", table).rows() == [
        ["a", 0.333333, None, 1],
        [None, None, None, 2],
        [None, 2, "yes", 3],
    ]


def test_no_digit_that_is_shown_is_rounded_away(picture):
    table = pd.DataFrame({"jobs": [150_234_567], "euros": [1_234_567.89], "tie": [2.6750004]})
    view = View(picture(1), "x", table)
    assert view.rows() == [[150_234_567, 1_234_567.89, 2.6750004]]
    assert "150,234,567  1,234,567.89  2.68" in view.text()


@pytest.mark.parametrize(
    ("cell", "decimals", "text"),
    [
        (None, 2, "–"),
        (float("nan"), 2, "–"),
        (-1234.5, 1, "−1,234.5"),
        (0.5, 0, "0"),
        (1.5, 0, "2"),
        (12, None, "12"),
        ("a-1", None, "a-1"),
    ],
)
def test_what_readers_see_of_a_cell(cell, decimals, text):
    assert shown(cell, decimals) == text


def test_tables_are_escaped():
    html = table_html([["<b>", None], ["n", 1]], [["<img onerror=x>", 2]])
    assert "<img" not in html
    assert "<th scope=" in html
    assert '&lt;img onerror=x&gt;</td><td class="number">2.0</td>' in html


def test_tables_in_plain_text_are_lined_up():
    assert (
        table_text([["who", None], ["n", 0]], [["a", 1], ["longer", 20]])
        == "who     n\na       1\nlonger  20"
    )


def test_text_is_reading_and_table(picture):
    assert View(picture(1), "**1** row.", pd.DataFrame({"n": [7]})).text() == "1 row.\nn\n7"
    assert View(picture(1), "No table.").text() == "No table."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reading": ""}, "needs a reading: one sentence with the numbers"),
        ({"reading": None}, "needs a reading"),
        (
            {"figure": "picture.png"},
            "must be a matplotlib Figure or a function of the width; got str",
        ),
        ({"table": [1, 2]}, "table must be a DataFrame; got list"),
        ({"table": pd.DataFrame([[1, 2]], columns=["a", "a"])}, "two columns 'a'"),
        (
            {"decimals": {"rnak": 0}, "table": pd.DataFrame({"rank": [1]})},
            r"name 'rnak', which is no column.*\['rank'\]",
        ),
        ({"facts": {"share": "many"}}, "fact 'share' is 'many'; a guess needs a number"),
    ],
)
def test_mistakes_are_named(picture, given, sentence):
    with pytest.raises(ExplorableError, match=sentence):
        View(**{"figure": picture(1), "reading": "x", **given})


def test_units_stand_behind_the_names_of_their_columns(picture):
    table = pd.DataFrame({"place": ["a"], "jobs": [3], "share": [25.0]})
    view = View(picture(1), "x", table, {"share": 1}, units={"share": "percent"})
    assert view.columns() == [["place", None], ["jobs", 0], ["share, percent", 1]]
    assert view.rows() == [["a", 3, 25]]
    with pytest.raises(ExplorableError, match="units name 'pay', which is no column; columns are"):
        View(picture(1), "x", table, units={"pay": "euros"})
