"""The catalogue shows every public indicator, loses nothing of a docstring, and writes nothing unescaped."""

import inspect
import re

import nbformat
import pytest
from bs4 import BeautifulSoup

import agglomeration as ag
from clusterbook import indicator_catalogue as catalogue
from clusterbook.tables.package import directory

NAMES = [name for names in catalogue.parts().values() for name in names]


@pytest.fixture(scope="module")
def page():
    """All cards as the page holds them."""
    return BeautifulSoup(
        "".join(catalogue.cards(module)._repr_html_() for module in catalogue.PARTS), "html.parser"
    )


def words(text):
    return re.findall(r"\w+", text)


def test_every_public_indicator_has_one_card(page):
    assert [card.h3.get_text() for card in page.find_all("section", class_="indicator")] == sorted(
        NAMES, key=NAMES.index
    )
    assert set(NAMES) <= set(ag.__all__)


def test_identifiers_are_unique_and_every_link_has_its_target(page):
    identifiers = [element["id"] for element in page.find_all(id=True)]
    assert len(identifiers) == len(set(identifiers))
    links = page.find_all("a") + BeautifulSoup(
        catalogue.index()._repr_html_(), "html.parser"
    ).find_all("a")
    assert {link["href"].removeprefix("#") for link in links} <= set(identifiers)
    assert len(links) > len(NAMES)


def test_the_page_of_the_book_shows_every_module():
    path = directory().parent / "book" / "lab" / "indicator-catalogue.ipynb"
    notebook = nbformat.read(path, as_version=4)
    source = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert re.findall(r'indicator_catalogue\.cards\("(\w+)"\)', source) == list(catalogue.PARTS)


def test_no_word_of_a_docstring_is_lost(page):
    headings = "Parameters|Returns|Raises|Notes|References|Examples|Attributes|Warns|See Also"
    for name in NAMES:
        doc = re.sub(
            rf"^({headings})\n-+$", "", inspect.getdoc(getattr(ag, name)), flags=re.MULTILINE
        )
        doc = re.sub(r":\w+:`~?(?:\w+\.)*([^`]*)`|\.\. math::", r"\1", doc)
        lost = set(words(doc)) - set(words(page.find(id=catalogue._anchor(name)).get_text(" ")))
        assert not lost, name


def test_formulas_stay_as_tex_between_signs(page):
    formulas = [formula.get_text() for formula in page.find_all(class_="formula")]
    assert len(formulas) > 200
    assert all(re.fullmatch(r"\\\(.*\\\)|\\\[.*\\\]", formula, re.DOTALL) for formula in formulas)
    assert r"\frac{e_{ri} / e_r}{E_i / E}" in page.find(id="indicator-location-quotient").get_text()


def test_examples_stand_as_they_run(page):
    card = page.find(id="indicator-gini")
    assert "steel    0.75\nsoap     0.00" in card.find("pre").get_text()


def test_other_packages_have_a_part_of_their_own():
    parts = catalogue.sections("presence")
    assert parts["Notes"].startswith("A yes or no has no interval")
    assert parts["In other packages"].split()[:2] == ["Equals", "``economic_complexity.rca(table)"]
    assert "In other packages" not in catalogue.sections("list_overlaps")


def test_code_in_the_notes_stays_with_its_paragraph():
    notes = (
        "Read it.\n\nEquals ``peer.one(x)``::\n\n    with peer:\n        one(x)\n\nMind the end."
    )
    assert catalogue._parted(notes) == (
        "Read it.\n\nMind the end.",
        "Equals ``peer.one(x)``::\n\n    with peer:\n        one(x)",
    )


def test_markup_in_a_docstring_is_shown_and_not_obeyed(monkeypatch):
    def sneaky(table):
        """A <script>alert(1)</script> measure.

        Notes
        -----
        Read <b>this</b>, & ``<img src=x onerror=alert(1)>``.

        .. math:: a < b \\text{</div><script>}

        Examples
        --------
        >>> "<i>"
        '<i>'
        """

    monkeypatch.setattr(ag, "overlap", sneaky, raising=False)
    monkeypatch.setattr(catalogue, "sections", catalogue.sections.__wrapped__)
    html = catalogue._card("overlap")
    assert not re.search(r"<(script|img|b|i)\b", html)
    assert html.count("&lt;script&gt;") == 2


@pytest.mark.parametrize(
    "directive", [".. raw:: html\n\n    <script>alert(1)</script>", ".. include:: /etc/hostname"]
)
def test_directives_that_bring_foreign_text_are_refused(directive):
    from docutils.utils import SystemMessage

    with pytest.raises(SystemMessage, match="disabled"):
        catalogue._html(directive)


def test_overview_says_what_is_there():
    overview = catalogue.overview()
    assert list(overview.index) == NAMES
    assert overview.loc["border_cut", "module"] == "policy"
    assert not overview.loc["list_overlaps", "peers"]
    assert overview.loc["hachman", ["formula", "peers", "source"]].all()


def test_unknown_names_are_refused():
    with pytest.raises(LookupError, match="no indicator 'ginny'"):
        catalogue.sections("ginny")
    with pytest.raises(LookupError, match="there are tables, inference, specialization"):
        catalogue.cards("luck")
