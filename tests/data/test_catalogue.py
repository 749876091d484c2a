"""The catalogue shows every table, and what it says about withheld cells, rounding and occupations is computed."""

import re

import nbformat
import numpy as np
import pandas as pd
import pytest

from clusterbook import tables as datasets
from clusterbook.cases.places import metropolitan_places, outlines
from clusterbook.cases.quality import (
    employers,
    publication,
    quotients_again,
    rounding_errors,
    spread,
    totals_off,
)
from clusterbook.tables import catalogue
from clusterbook.tables.package import directory


def test_every_table_has_one_subject_and_one_card():
    shown = [name for title in catalogue.subjects() for name in catalogue.cards(title).names]
    assert sorted(shown) == datasets.names()


def test_the_page_shows_every_subject():
    page = nbformat.read(directory().parent / "book" / "lab" / "data-catalogue.ipynb", as_version=4)
    source = "\n".join(cell.source for cell in page.cells if cell.cell_type == "code")
    assert re.findall(r'catalogue\.cards\("(.+?)"\)', source) == catalogue.subjects()


@pytest.mark.parametrize("title", catalogue.subjects())
def test_cards_show_what_a_reader_needs(title):
    cards = catalogue.cards(title)
    html = cards._repr_html_()
    for name in cards.names:
        # Folded: its address opens it, on the page's script.
        begin = f'<section id="table-{name.replace("_", "-")}"><details class="looked-up"><summary>'
        assert html.count(begin) == 1
        assert datasets.describe(name).entry["retrieved"] in html
    for heading in ("What it cannot say", "Source", "Licence", "How to cite"):
        assert html.count(f"<em>{heading}</em>") == len(cards.names)
    assert html == catalogue.cards(title)._repr_html_()


def test_filled_says_100_percent_only_where_it_is_so():
    card = catalogue.cards("Jobs in the United States")._repr_html_()
    table = datasets.load("oews_metro")
    assert 0.95 < table["employment"].notna().mean() < 1
    assert f"employment is {round(100 * table['employment'].notna().mean())} % filled" in card


def test_unknown_subjects_and_tables_are_refused():
    with pytest.raises(LookupError, match="it has Jobs in the United States"):
        catalogue.cards("Jobs on Mars")
    with pytest.raises(LookupError, match="add the beginning of its name"):
        catalogue.subject("mars_jobs")


def test_overview_counts_what_is_there():
    overview = catalogue.overview()
    assert sorted(overview.index) == datasets.names()
    assert overview.loc["oews_metro", "rows"] == len(datasets.load("oews_metro"))
    stored = sum(
        path.stat().st_size for pattern in ("*.csv", "*.gz") for path in directory().glob(pattern)
    )
    assert overview["kilobytes"].sum() == pytest.approx(stored / 1000, abs=5)


@pytest.mark.parametrize("name", ["oews_metro", "oews_state"])
def test_published_withheld_and_absent_make_up_all_occupations(name):
    counts = publication(name)
    assert (counts[["published", "withheld", "absent"]].sum(axis=1) == 830).all()
    assert counts["covered"].between(0, 1).all()


def test_computed_quotients_come_closer_as_cells_grow():
    errors = rounding_errors("oews_metro").dropna(subset="error")
    sizes = np.digitize(errors["employment"], [51, 101, 201, 501, 1001])
    medians = errors["error"].abs().groupby(sizes).median()
    assert medians.is_monotonic_decreasing
    assert len(errors) == len(rounding_errors("oews_metro"))


@pytest.mark.parametrize("name", ["oews_metro", "oews_state"])
def test_quotients_computed_again_come_closer_with_finer_figures_and_lean_with_sums_of_what_is_visible(
    name,
):
    cells = {way: quotients_again(name, way) for way in ("jobs", "per_1000", "visible")}
    assert len({len(table) for table in cells.values()}) == 1
    misses = {
        way: (table["computed"] - table["published"]).round(9) for way, table in cells.items()
    }
    same = {way: (misses[way].abs() <= 0.005).mean() for way in cells}
    assert same["visible"] < same["jobs"] < same["per_1000"]
    # What is withheld lacks in the totals of areas more than in the nation's, so shares come out too high.
    assert misses["visible"].median() > abs(misses["jobs"].median())


def test_unknown_ways_to_compute_quotients_are_refused():
    with pytest.raises(
        ValueError, match="way: 'guess' is not known; it can be 'jobs', 'per_1000', 'visible'"
    ):
        quotients_again("oews_state", "guess")


def test_employers_share_out_an_occupation():
    found = employers("19-1042")
    assert found["share"].is_monotonic_decreasing
    assert 0.9 < found["share"].sum() <= 1
    assert round(found.loc["325400", "share"], 2) == 0.04
    assert "622005" not in found.index
    with pytest.raises(LookupError, match="codes look like '19-1042'"):
        employers("191042")


def test_outlines_are_closed_lines_in_one_plane():
    for country in ("united_states", "korea", "japan", "austria", "germany", "france"):
        for line in outlines(country):
            assert line.shape[1] == 2
            assert (line[0] == line[-1]).all()
    width = max(line[:, 0].max() for line in outlines("austria")) - min(
        line[:, 0].min() for line in outlines("austria")
    )
    height = max(line[:, 1].max() for line in outlines("austria")) - min(
        line[:, 1].min() for line in outlines("austria")
    )
    # Austria is about 570 km wide and 290 km high.
    assert width / height == pytest.approx(570 / 290, rel=0.05)


def test_places_lie_on_the_map():
    places = metropolitan_places()
    assert len(places) == 387
    corners = np.vstack(outlines("united_states"))
    assert places["x"].between(corners[:, 0].min(), corners[:, 0].max()).all()
    assert places["y"].between(corners[:, 1].min(), corners[:, 1].max()).all()


def test_five_quantiles_stand_beside_a_histogram():
    table = spread(pd.Series([*range(101), None]), "misses")
    assert table.columns.tolist() == ["quantile", "misses"]
    assert table.to_numpy().T.tolist() == [[0.05, 0.25, 0.5, 0.75, 0.95], [5, 25, 50, 75, 95]]


def test_totals_that_do_not_come_out_are_named_with_their_row_and_column():
    cells = [("a", "X", 1), ("a", "Total", 1), ("b", "X", 5), ("b", "Total", 2)]
    cells += [("total", "X", 3), ("total", "Total", 3)]
    table = pd.DataFrame(cells, columns=["stage", "cluster", "value_printed"])
    table = table.assign(measure="projects", value=table["value_printed"].replace(5, 2))
    off = totals_off(table, "value_printed")
    assert off.set_index("total of")[["printed", "summed"]].to_numpy().tolist() == [[2, 5], [3, 6]]
    assert off["total of"].tolist() == ["b", "X"]
    assert totals_off(table, "value").empty
