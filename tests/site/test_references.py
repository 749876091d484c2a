"""The list of references, and what texts call a work."""

import pickle
import re

import pytest
from pybtex.database import parse_string
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx

from bookpress.build.label_names import works
from bookpress.build.works import lettered, said
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
