"""The items of the booklet's second talk: each is at the place in the book that the table names."""

import json
import re

import pytest
from docutils.nodes import make_id

from bookpress.build.site import listed_pages
from bookpress.place import ROOT
from clusterbook import tables as datasets
from clusterbook.booklet_items import SECTIONS, items

TABLE = datasets.load("booklet_items")


def plain(text):
    """A text without marks of its form, with single spaces."""
    text = re.sub(r"\{[\w:]+\}`([^`<]+?)(?: <[^`]*>)?`", r"\1", text)
    return " ".join(text.replace("*", "").split())


def named_values(cells):
    """What the cells of a chapter glue into its text."""
    for cell in cells:
        for output in cell.get("outputs", []):
            if name := output.get("metadata", {}).get("scrapbook", {}).get("name"):
                yield name, "".join(output["data"].values()).strip("'\"")


def printed(cell):
    """What a cell shows, as text."""
    for output in cell["outputs"]:
        if "scrapbook" not in output.get("metadata", {}):
            yield "".join(output.get("data", {}).get("text/plain", output.get("text", "")))


def anchored(page):
    """The text that stands at each address of a chapter: a label, a heading, a figure."""
    cells = json.loads((ROOT / f"book/{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    values, found = dict(named_values(cells)), {}
    opened, labels = [], []
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            figure = cell["metadata"].get("mystnb", {}).get("figure", {})
            text = "\n".join([figure.get("caption", ""), *printed(cell)])
            if figure:
                found[figure["name"]] = text
            blocks = [text]
        else:
            blocks = re.sub(
                r"\{glue:text\}`([\w-]+)`", lambda name: values.get(name[1], name[0]), source
            ).splitlines()
        for block in blocks:
            if label := re.fullmatch(r"\(([\w-]+)\)=", block):
                labels.append(label[1])
            elif heading := re.fullmatch(r"(#+) (.+)", block):
                level = len(heading[1])
                names = {*labels, make_id(plain(heading[2]))}
                opened, labels = [(n, at) for n, at in opened if at < level], []
                opened += [(name, level) for name in names]
            for name, _ in opened:
                found[name] = f"{found.get(name, '')}\n{block}"
    return {name: plain(text) for name, text in found.items()}


PAGES = {page: anchored(page) for page in TABLE["page"].unique()}


@pytest.mark.parametrize("row", TABLE.itertuples(), ids=lambda row: f"{row.number} {row.anchor}")
def test_an_item_stands_where_the_table_says(row):
    assert f"book/{row.page}" in listed_pages()
    assert row.anchor in PAGES[row.page], f"{row.page} has no {row.anchor}"
    missing = [each for each in row.shows.split("; ") if each not in PAGES[row.page][row.anchor]]
    assert missing == [], f"{row.page}#{row.anchor} does not say it"


@pytest.mark.parametrize("page", PAGES)
def test_an_address_is_the_only_one_of_its_name_on_the_page(page):
    """A heading that stands twice on a page has an address that Sphinx numbers."""
    cells = json.loads((ROOT / f"book/{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    slugs = [
        make_id(plain(heading)) for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    ]
    used = set(TABLE.loc[TABLE["page"] == page, "anchor"])
    assert [slug for slug in used if slugs.count(slug) > 1] == []


def test_the_numbers_run_and_each_section_is_whole():
    assert TABLE["number"].tolist() == list(range(1, len(TABLE) + 1))
    assert list(dict.fromkeys(TABLE["section"])) == list(SECTIONS)
    assert not TABLE.duplicated(["section", "place", "item"]).any()


def test_every_chapter_of_the_cases_answers_for_an_item():
    """But for the one on today's numbers of Korea, which has no like in the booklet."""
    cases = {
        page for page in listed_pages() if re.match(r"book/(case-studies|upper-austria)/", page)
    }
    assert cases - {f"book/{page}" for page in PAGES} == {"book/case-studies/korea-in-numbers"}


def test_a_missing_item_is_noticed():
    """The check itself: what is not there is not found."""
    assert "17 projects" in PAGES["case-studies/japan"]["seventeen-or-eighteen"]
    assert "19 million dollars" not in PAGES["case-studies/japan"]["seventeen-or-eighteen"]


class TestShown:
    def test_each_item_is_a_link_to_its_place(self):
        shown = items("Abroad: Japan")._repr_html_()
        for row in TABLE.query("section == 'Abroad: Japan'").itertuples():
            assert f'href="../{row.page}.html#{row.anchor}"' in shown

    def test_a_section_that_is_not_there_is_refused(self):
        with pytest.raises(LookupError, match="'Abroad: Japan'"):
            items("Abroad: Mars")

    def test_at_a_prompt_it_is_a_list(self):
        assert repr(items("Abroad: Japan")).count("\n") + 1 == len(items("Abroad: Japan").rows)
