"""Formulas as MathML, written when the book is built: no script runs and nothing is fetched to read one.

``latex2mathml`` does the translation. What browsers do with its result differs from what TeX readers expect in a few
places; each rule below closes one of them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert_to_element
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

LIMIT_OPERATORS = {"lim", "max", "min", "sup", "inf", "argmax", "argmin"}
FUNCTIONS = LIMIT_OPERATORS | {
    "log",
    "ln",
    "exp",
    "sin",
    "cos",
    "tan",
    "arg",
    "det",
    "Pr",
    "Var",
    "Cov",
    "Corr",
    "tr",
}
THIN = "0.1667em"
SCRIPTED = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
LIMITS_BESIDE = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
BIG_OPERATORS = set("∑∏∐\N{N-ARY UNION}\N{N-ARY INTERSECTION}")
ORDINARY_SIGNS = set("∞∂∇∅∀∃⋯")
CAPITAL_GREEK = {
    chr(code)
    for code in range(ord("\N{GREEK CAPITAL LETTER ALPHA}"), ord("\N{GREEK SMALL LETTER ALPHA}"))
}
ACCENTS = {"―": "¯", "^": "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "~": "\N{SMALL TILDE}"}
ALIGNED_ENVIRONMENTS = re.compile(r"\\(begin|end)\{(?:aligned|align|split|eqnarray)\*?\}")


class UnreadableFormulaError(ValueError):
    """A formula holds something that cannot be turned into MathML."""


def to_mathml(latex: str, *, block: bool = False) -> str:
    r"""Translate a formula to MathML.

    Parameters
    ----------
    latex : str
        The formula without its dollar signs.
    block : bool
        Whether it stands on a line of its own.

    Returns
    -------
    str
        A ``<math>`` element.

    Raises
    ------
    UnreadableFormulaError
        If a command is unknown or a line break stands outside an environment.

    Examples
    --------
    >>> to_mathml("x^2")
    '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    """
    try:
        element = convert_to_element(
            _in_known_environments(latex), display="block" if block else "inline"
        )
    except Exception as error:  # the translator raises a dozen bare exception classes
        message = f"the formula {latex!r} cannot be read: {type(error).__name__} {error}"
        raise UnreadableFormulaError(message) from error
    element.attrib.pop("xmlns", None)
    _refuse_leftovers(element, latex)
    for node in element.iter():
        node.text = html.unescape(node.text) if node.text else node.text
    for parent in list(element.iter()):
        _join_thousands(parent)
        _space_functions(parent)
    for node in element.iter():
        _draw_as_tex_does(node)
    return ElementTree.tostring(element, encoding="unicode")


def _in_known_environments(latex: str) -> str:
    latex = ALIGNED_ENVIRONMENTS.sub(lambda match: rf"\{match[1]}{{align*}}", latex.strip())
    latex = latex.replace(r"\begin{gathered}", r"\begin{array}{c}").replace(
        r"\end{gathered}", r"\end{array}"
    )
    latex = re.sub(r"\\arg\s*\\(max|min)\b", r"\\operatorname{arg\1}", latex)
    latex = re.sub(
        r"\\operatorname\*\{arg\s*(?:\\,)?\s*(max|min)\}", r"\\operatorname{arg\1}", latex
    )
    latex = re.sub(r"\\arg\b", r"\\operatorname{arg}", latex)
    # A chain of lines may stand without its environment, as in any Sphinx formula.
    return (
        latex
        if r"\begin{" in latex or r"\\" not in latex
        else rf"\begin{{align*}}{latex}\end{{align*}}"
    )


def _refuse_leftovers(element: ElementTree.Element, latex: str) -> None:
    for node in element.iter():
        if node.tag == "mspace" and node.get("linebreak"):
            raise UnreadableFormulaError(
                f"a line break stands outside an environment in the formula {latex!r}"
            )
        if node.tag in {"mi", "mo"} and (node.text == "&" or (node.text or "").startswith("\\")):
            raise UnreadableFormulaError(
                f"{node.text!r} is not understood in the formula {latex!r}"
            )


def _join_thousands(parent: ElementTree.Element) -> None:
    """Make one number of ``27{,}750``, which would otherwise be spaced like a list."""
    index = 0
    while index + 2 < len(parent):
        first, comma, last = parent[index : index + 3]
        if (
            first.tag == last.tag == "mn"
            and comma.tag == "mrow"
            and "".join(comma.itertext()) == ","
        ):
            first.text = f"{first.text},{last.text}"
            parent.remove(comma)
            parent.remove(last)
        else:
            index += 1


def _space_functions(parent: ElementTree.Element) -> None:
    """Give ``log x`` and ``max x`` the thin spaces TeX gives them, none before a bracket."""
    children = list(parent)
    if parent.tag in SCRIPTED or parent.tag == "mfrac":
        return
    for before, child, after in zip(
        [None, *children], children, [*children[1:], None], strict=False
    ):
        name = _core(child)
        if name.tag not in {"mi", "mo"} or (name.text or "") not in FUNCTIONS:
            continue
        name.tag = "mo"
        name.set("lspace", "0" if before is None or _core(before).tag == "mo" else THIN)
        name.set("rspace", "0" if after is None or _opens(after) else THIN)
        name.set("form", "prefix")
        if name.text in LIMIT_OPERATORS:
            name.set("movablelimits", "true")
            if child.tag == "msub":
                child.tag = "munder"


def _core(node: ElementTree.Element) -> ElementTree.Element:
    while node.tag in SCRIPTED | {"mrow"} and len(node) and (node.tag != "mrow" or len(node) == 1):
        node = node[0]
    return node


def _opens(node: ElementTree.Element) -> bool:
    first = next((part for part in node.iter() if part.tag == "mo"), None)
    return first is not None and (first.text or "") in {"(", "[", "{"}


def _draw_as_tex_does(node: ElementTree.Element) -> None:
    if node.tag in {"mi", "mo"}:
        _choose_sign(node)
    elif node.tag in LIMITS_BESIDE and node[0].tag == "mo" and node[0].text in BIG_OPERATORS:
        node.tag = LIMITS_BESIDE[
            node.tag
        ]  # the browser itself moves them beside the sign in running text
    elif node.tag == "mover" and len(node) == 2 and node[1].tag == "mo":
        node.set("accent", "true")
        node[1].text = ACCENTS.get(node[1].text or "", node[1].text or "")
    elif node.tag == "mtd" and node.get("columnalign"):
        # Browsers read the style, not the attribute, and some only under this name.
        side = node.attrib.pop("columnalign")
        node.set("style", f"text-align:{side};text-align:-webkit-{side}")
    elif node.tag == "mtable":
        node.set("class", "aligned" if node.get("displaystyle") == "true" else "array")
        for name in ("rowspacing", "columnspacing"):
            node.attrib.pop(name, None)
    if node.get("mathvariant") in {"bold", "bold-italic", "italic"}:
        _spell_variant(node)


def _choose_sign(node: ElementTree.Element) -> None:
    if node.tag == "mo" and node.text == "/":
        node.attrib.update(lspace="0", rspace="0")
    elif node.tag == "mo" and node.text in {"|", "‖"} and "form" not in node.attrib:
        node.attrib.update(stretchy="false", lspace="0", rspace="0")
    elif node.text in ORDINARY_SIGNS:
        node.tag = "mi"
    elif node.tag == "mi" and node.text == "~":
        node.tag, node.text = "mo", "\N{TILDE OPERATOR}"
    elif node.tag == "mi" and node.text in CAPITAL_GREEK and "mathvariant" not in node.attrib:
        node.set("mathvariant", "normal")  # capital Greek letters stand upright


def _spell_variant(node: ElementTree.Element) -> None:
    """Replace an attribute that browsers ignore by Unicode's own bold and italic letters."""
    style = node.attrib.pop("mathvariant").replace("-", " ").upper()
    node.text = "".join(_variant(character, style) for character in node.text or "")


def _variant(character: str, style: str) -> str:
    name = re.sub(r"^(LATIN|GREEK) ", "", unicodedata.name(character, "")).replace(" LETTER", "")
    if name.startswith("DIGIT"):
        style = "BOLD"
    try:
        return unicodedata.lookup(f"MATHEMATICAL {style} {name}")
    except KeyError:
        return character


def visit_inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(
        f'<span class="math notranslate">{_mathml_or_warning(node, block=False)}</span>'
    )
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    # The container scrolls where a formula is wider than a small screen; the theme's own script makes containers of
    # this class reachable by keyboard exactly when they scroll.
    attributes = {"CLASS": "math notranslate pst-scrollable-table-container"}
    translator.body.append(translator.starttag(node, "div", **attributes))
    translator.body.append(_mathml_or_warning(node, block=True))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def _mathml_or_warning(node: nodes.Element, *, block: bool) -> str:
    try:
        return to_mathml(node.astext(), block=block)
    except UnreadableFormulaError as error:
        logger.warning(str(error), location=node, type="mathml")
        return f"<code>{nodes.unescape(node.astext())}</code>"


def setup(app: Any) -> None:
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
