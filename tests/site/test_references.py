"""The list of references, and what texts call a work."""

import pickle
import re

import pytest
from pybtex.database import parse_file, parse_string
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import ExtensionError

from bookpress.build.label_names import works
from bookpress.build.works import NEEDED, incomplete, lettered, said
from bookpress.place import ROOT
from bookpress.sphinx.references import STYLE, ByFamilyName

WORKS = """
@article{b, author={Koo, Jun}, title={Zones}, journal={Journal}, year={2005}, volume={471}}
@article{a, author={Koo, Jun}, title={Areas}, journal={Journal}, year={2005}, number={5}}
@article{c, author={Koo, Jun}, title={Bars}, journal={Journal}, year={2006}, volume={3}, number={1}, pages={2--4}}
@article{d, author={Koo, Jun and Kim, Tae}, title={Cars}, journal={Journal}, year={2005}, number={2}, pages={7--9}}
@article{e, author={Lee, A. and B, B. and C, C.}, title={Two}, journal={Journal}, year={2010}, pages={1}}
@article{f, author={Lee, A. and A, A. and C, C.}, title={One}, journal={Journal}, year={2010}}
"""
ENTRIES = parse_string(WORKS, "bibtex").entries


def listed(key):
    style = ByFamilyName()
    return style.format_entry("1", ENTRIES[key]).text.render_as("text")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("a", "Journal, number 5, 2005"),
        ("b", "Journal, 471, 2005"),
        ("c", "Journal, 3(1):2–4, 2006"),
        ("d", "Journal, number 2, pages 7–9, 2005"),
        ("e", "Journal, pages 1, 2010"),
        ("f", "Journal, 2010"),
    ],
)
def test_whatever_is_known_of_the_place_of_an_article_is_printed(key, place):
    assert place in listed(key)
    assert listed(key).startswith(("Koo, Jun", "Lee, A."))


def test_years_have_letters_where_two_works_have_one_name_in_the_order_of_the_list():
    assert lettered(ENTRIES) == {"a": "2005a", "b": "2005b", "f": "2010a", "e": "2010b"}


def test_no_two_works_of_the_book_have_one_name():
    named = list(works(ROOT / "book/references.bib").values())
    assert len(named) == len(set(named)) > 300


def test_texts_and_list_say_the_same_letters_at_the_first_build_and_at_the_next(tmp_path):
    """The second build reads the works as the first has kept them."""
    (tmp_path / "works.bib").write_text(WORKS, encoding="utf-8")
    (tmp_path / "index.rst").write_text(
        f"Title\n=====\n\n:cite:t:`a` and :cite:t:`b`.\n\n.. bibliography::\n   :style: {STYLE}\n",
        encoding="utf-8",
    )
    for fresh in (True, False):
        app = Sphinx(
            tmp_path,
            None,
            tmp_path / "out",
            tmp_path / "trees",
            "html",
            confoverrides={
                "extensions": ["sphinxcontrib.bibtex", "bookpress.sphinx.references"],
                "bibtex_bibfiles": ["works.bib"],
                "bibtex_reference_style": "author_year",
            },
            status=None,
            freshenv=fresh,
            parallel=0,
        )
        app.build(force_all=True)
        html = (tmp_path / "out/index.html").read_text(encoding="utf-8")
        text = re.sub(r"<[^>]+>", "", html)
        assert re.search(r"Koo \[2005a\] and Koo \[2005b\]", text)
        assert re.search(r"Koo, Jun\. Areas\. Journal, number 5, 2005a", text)
        # As a build of the book does it, once the pages are written: with what writing has put into the list.
        with (tmp_path / "trees" / ENV_PICKLE_FILENAME).open("wb") as environment:
            pickle.dump(app.env, environment)
        assert text.count("Areas") == 1


def test_a_work_without_people_is_called_by_its_key_field():
    entry = parse_string("@misc{x, key={Office}, title={T}, year={1999}}", "bibtex").entries["x"]
    assert said(entry) == ("Office", "1999")


def entry_of(kind, *left_out):
    """A work of a kind with all that it needs, or with all but some fields; of two that would do it has the first."""
    names = [one.partition(" or ")[0] for one in (*NEEDED[kind], "title", "year")]
    told = ", ".join(f"{name} = {{1999}}" for name in names if name not in left_out)
    return parse_string(f"@{kind}{{some1999, {told}}}", "bibtex").entries


NEEDS = [
    (kind, one.partition(" or ")[0]) for kind in NEEDED for one in (*NEEDED[kind], "title", "year")
]


@pytest.mark.parametrize("kind", NEEDED)
def test_a_work_with_what_its_kind_needs_can_be_listed(kind):
    entries = entry_of(kind)
    assert incomplete(entries, "works.bib") == []
    assert ByFamilyName().format_entry("1", entries["some1999"]).text.render_as("text")


@pytest.mark.parametrize(("kind", "field"), NEEDS)
def test_each_field_that_a_work_lacks_is_named_with_work_and_file(kind, field):
    (told,) = incomplete(entry_of(kind, field), "works.bib")
    assert told.startswith(f"works.bib: the work some1999, a {kind}, has no {field}")
    assert f"write {field} = {{...}}" in told


def test_a_kind_without_a_form_is_named_with_those_that_have_one():
    entries = parse_string("@online{x, author={A, B}, title={T}, year={1999}}", "bibtex").entries
    (told,) = incomplete(entries, "works.bib")
    assert "the work x is of the kind online" in told
    assert "article, book" in told


def test_the_works_of_the_book_can_be_listed():
    """And so each kind that it has is one whose needs are known."""
    works_of_the_book = parse_file(ROOT / "book/references.bib").entries
    assert incomplete(works_of_the_book, "references.bib") == []


def test_a_build_with_a_work_without_a_year_stops_with_the_sentence(tmp_path):
    (tmp_path / "works.bib").write_text("@misc{x, author={A, B}, title={T}}", encoding="utf-8")
    (tmp_path / "index.rst").write_text("Title\n=====\n", encoding="utf-8")
    with pytest.raises(ExtensionError, match=r"works\.bib: the work x, a misc, has no year; write"):
        Sphinx(
            tmp_path,
            None,
            tmp_path / "out",
            tmp_path / "trees",
            "html",
            confoverrides={
                "extensions": ["sphinxcontrib.bibtex", "bookpress.sphinx.references"],
                "bibtex_bibfiles": ["works.bib"],
            },
            status=None,
        )
