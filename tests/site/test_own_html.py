"""A notebook's own HTML: formulas become MathML, and entries of a catalogue go into the search."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from bookpress.sphinx.own_html import OwnHtml, spellings
from clusterbook.tables import catalogue


def read(html, form="html"):
    document = new_document("page")
    document.append(nodes.raw("", html, format=form))
    OwnHtml(document).apply()
    return document


def entries(document):
    return [entry for node in document.findall(addnodes.index) for entry in node["entries"]]


def test_formulas_become_mathml():
    shown = read(
        r'<p><span class="formula">\(x_i &lt; 1\)</span></p><div class="formula">\[y = x^2\]</div>'
    ).astext()
    assert '<span class="math notranslate"><math display="inline">' in shown
    assert 'pst-scrollable-table-container"><math display="block">' in shown
    assert "&lt;" in shown and "\\" not in shown


def test_a_formula_that_cannot_be_read_stays_as_it_is_written():
    assert (
        r"<code>\nonsense x</code>"
        in read(r'<span class="formula">\(\nonsense x\)</span>').astext()
    )


def test_other_html_and_other_forms_stay_as_they_are():
    for html, form in [("<p>x_i</p>", "html"), (r'<span class="formula">\(x\)</span>', "latex")]:
        assert read(html, form).astext() == html


@pytest.mark.parametrize(
    ("cards", "name", "anchor"),
    [
        (
            catalogue.cards("Growth of countries"),
            "shift_share_countries",
            "table-shift-share-countries",
        ),
    ],
)
def test_entries_of_the_catalogues_are_found_as_in_code_and_in_words(cards, name, anchor):
    found = entries(read(cards._repr_html_()))
    assert len(found) >= len(cards.names)
    for word in (name, name.replace("_", " ")):
        assert ("single", word, anchor, "main", None) in found


def test_a_name_without_underscores_has_one_spelling():
    assert spellings("gini") == ["gini"]
