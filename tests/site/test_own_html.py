"""A notebook's own HTML: formulas become MathML."""

from docutils import nodes
from docutils.utils import new_document

from bookpress.sphinx.own_html import OwnHtml


def read(html, form="html"):
    document = new_document("page")
    document.append(nodes.raw("", html, format=form))
    OwnHtml(document).apply()
    return document


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
