"""Every public indicator on one page, from the docstrings: formula, range, reading, pitfalls, peers and sources."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import import_module

import pandas as pd

import agglomeration as ag
from agglomeration.indicators.ground.extras import require

__all__ = ["Cards", "Index", "cards", "index", "overview", "question", "sections"]

# The parts of the catalogue, and the modules whose public names each of them shows; the first one says the question.
PARTS = {
    "tables": ("ground", "plants"),
    "inference": ("inference",),
    "specialization": ("specialization.structure", "specialization.quotients"),
    "diversity": ("specialization.diversity",),
    "concentration": ("concentration",),
    "distance": ("distance",),
    "relatedness": ("relatedness",),
    "partitions": ("relatedness.partitions",),
    "composite": ("composite",),
    "neighbours": ("relatedness.neighbours",),
    "complexity": ("complexity",),
    "linkages": ("linkages",),
    "growth": ("growth.change", "growth.shift_share"),
    "externalities": ("growth.externalities",),
    "policy": ("policy",),
}
HEADING = re.compile(r"^([A-Z][\w ]*)\n-+\n", re.MULTILINE)
ROLE = re.compile(r":(?:func|class|mod|meth|attr|exc|data):`~?([^`]+)`")
SENTENCE = re.compile(r"(?<=[.)])\s+(?=[A-Z`:])")
# A sentence of the notes that calls another package, or speaks of packages, and what follows it, have a heading.
PEERS = re.compile(
    r"``\w+(?:\.\w+)*(?:\.|::)\w+.*?``|\b(?:[Pp]eers?|packages?|EconGeo|pymrio|econcomplex)\b",
    re.DOTALL,
)
OWN = re.compile(r"``(?:pandas|numpy)\.(?:DataFrame|Series|nan)``")
FOLDED = ("Parameters", "Attributes", "Warns", "Raises")
# A formula of several lines needs an environment that lines them up.
LINES = re.compile(r"\\\\(?![a-zA-Z])")


def _module(place):
    return import_module(f"agglomeration.indicators.{place}")


@cache
def parts():
    """Return ``{part: names}``: every public name of the indicators in one part of the catalogue.

    Examples
    --------
    >>> parts()["growth"]
    ('entry', 'exit', 'growth', 'shift_share')
    """
    offered = set(ag.__all__)
    listed = {
        part: {name for place in places for name in _module(place).__all__}
        for part, places in PARTS.items()
    }
    # A folder offers what its modules offer; what a module shows as a part of its own is not shown twice.
    for part, places in PARTS.items():
        for other, theirs in PARTS.items():
            if any(place.startswith(f"{folder}.") for folder in places for place in theirs):
                listed[part] = listed[part] - listed[other]
    return {part: tuple(sorted(names & offered)) for part, names in listed.items()}


def question(module: str) -> str:
    """Return the question that a module of indicators answers: the first line of its docstring.

    Parameters
    ----------
    module : str
        One of the keys of :data:`PARTS`.

    Raises
    ------
    LookupError
        If there is no such module.

    Examples
    --------
    >>> question("linkages")[:18]
    'Who buys from whom'
    """
    if module not in PARTS:
        raise LookupError(
            f"There is no module of indicators {module!r}; there are {', '.join(PARTS)}."
        )
    return (inspect.getdoc(_module(PARTS[module][0])) or "").partition("\n")[0]


@cache
def sections(name: str) -> dict[str, str]:
    """Return the parts of an indicator's docstring, as they are written.

    Parameters
    ----------
    name : str
        A public name of ``agglomeration``.

    Returns
    -------
    dict of str
        ``"Summary"`` (the first paragraph), ``"Formula"`` (what stands before the first heading), then the docstring's
        own headings. What the notes say on other packages is under ``"In other packages"``.

    Raises
    ------
    LookupError
        If there is no such indicator.

    Examples
    --------
    >>> sections("gini")["Summary"]
    'Gini coefficient of each industry over regions: how unevenly it is spread.'
    >>> sections("presence")["Notes"]
    'A yes or no has no interval: ask :func:`location_quotient` for one, and see whether it holds the threshold.'
    """
    doc = inspect.getdoc(_indicator(name)) or ""
    opening, *parted = HEADING.split(doc)
    summary, _, formula = opening.strip().partition("\n\n")
    found = {"Summary": summary.replace("\n", " "), "Formula": formula.strip()}
    for heading, text in zip(parted[::2], parted[1::2], strict=True):
        found[heading] = text.strip()
    if "Notes" in found:
        found["Notes"], found["In other packages"] = _parted(found["Notes"])
    order = (
        "Summary",
        "Formula",
        "Parameters",
        "Attributes",
        "Returns",
        "Warns",
        "Raises",
        "See Also",
        "Notes",
    )
    last = ("In other packages", "References", "Examples")
    return {heading: found[heading] for heading in (*order, *last) if found.get(heading)}


def _parted(notes):
    """The notes on reading, and those on other packages: in each paragraph from the first sentence that names one."""
    reading, peers, spoken = [], [], False
    for paragraph in notes.split("\n\n"):
        if paragraph.startswith(" "):
            # A block of code or a formula stays with the paragraph that it belongs to.
            (peers if spoken else reading).append(paragraph)
            continue
        sentences = SENTENCE.split(paragraph)
        speaks = [bool(PEERS.search(OWN.sub("", sentence))) for sentence in sentences]
        spoken, first = any(speaks), speaks.index(True) if any(speaks) else len(sentences)
        reading += [" ".join(sentences[:first])] if first else []
        peers += [" ".join(sentences[first:])] if spoken else []
    return "\n\n".join(reading), "\n\n".join(peers)


def overview() -> pd.DataFrame:
    """Return one row per indicator: its module, what it measures, and which parts its docstring has.

    Returns
    -------
    pandas.DataFrame
        Indexed by name; columns ``module``, ``measures``, and true or false for ``formula``, ``peers`` and ``source``.

    Examples
    --------
    >>> overview().loc["gini", "module"]
    'concentration'
    """
    rows = {}
    for module, names in parts().items():
        for name in names:
            told = sections(name)
            formula = ".. math::" in told.get("Formula", "")
            rows[name] = [
                module,
                told["Summary"],
                formula,
                "In other packages" in told,
                "References" in told,
            ]
    return pd.DataFrame.from_dict(
        rows, "index", columns=["module", "measures", "formula", "peers", "source"]
    )


def index() -> Index:
    """Return all names by module, each a link to its card.

    Examples
    --------
    >>> "location_quotient" in index().names
    True
    """
    return Index(tuple(name for names in parts().values() for name in names))


def cards(module: str) -> Cards:
    """Return the cards of all indicators of a module.

    Parameters
    ----------
    module : str
        One of the keys of :data:`PARTS`.

    Returns
    -------
    Cards
        One card per indicator in a notebook; a line at a prompt.

    Examples
    --------
    >>> cards("growth").names
    ('entry', 'exit', 'growth', 'shift_share')
    """
    question(module)
    return Cards(module, parts()[module])


@dataclass(frozen=True)
class Index:
    """The names of all indicators, by module.

    Parameters
    ----------
    names : tuple of str
        In the order of the page.
    """

    names: tuple

    def __repr__(self) -> str:
        return "index of the indicators"

    def _repr_html_(self):
        rows = "".join(
            f"<tr><th scope='row'>{escape(module)}</th><td>{' · '.join(map(_link, names))}</td></tr>"
            for module, names in parts().items()
        )
        head = "<thead><tr><th scope='col'>module</th><th scope='col'>indicators</th></tr></thead>"
        return f'<div class="indicator-cards book-table"><table>{head}<tbody>{rows}</tbody></table></div>'


@dataclass(frozen=True)
class Cards:
    """The cards of some indicators.

    Parameters
    ----------
    module : str
        Where they live.
    names : tuple of str
        The indicators, in order.
    """

    module: str
    names: tuple

    def __repr__(self) -> str:
        return f"cards of the module {self.module}"

    def _repr_html_(self):
        return f'<div class="indicator-cards">{"".join(_card(name) for name in self.names)}</div>'


def _indicator(name):
    if not any(name in names for names in parts().values()):
        raise LookupError(f"There is no indicator {name!r}; dir(agglomeration) lists them.")
    return getattr(ag, name)


def _anchor(name):
    return f"indicator-{name.replace('_', '-').lower()}" + ("-result" if name[0].isupper() else "")


def _link(name):
    return f'<a href="#{_anchor(name)}"><code>{escape(name)}</code></a>'


def _card(name):
    """One indicator: what it measures, formula, range, reading, peers and source; the rest folds out."""
    parts = sections(name)
    call = f"{name}{_signature(name)}"
    pieces = [
        f'<section class="indicator" id="{_anchor(name)}"><h3><code>{escape(name)}</code></h3>',
        _html(parts["Summary"]),
        f'<p class="call"><code>{escape(call)}</code></p>',
        _html(parts.get("Formula")),
        _part("Returns, and the range of it", parts.get("Returns")),
        _part("How to read it, and where it misleads", parts.get("Notes")),
        _part("In other packages", parts.get("In other packages")),
        _part("See also", parts.get("See Also")),
        _part("Source", _one_by_one(parts.get("References", ""))),
        _folded(
            f"What {name} takes and refuses",
            {title: parts[title] for title in FOLDED if title in parts},
        ),
        _folded(
            f"Worked example of {name}", {"": parts["Examples"]} if "Examples" in parts else {}
        ),
        "</section>",
    ]
    return "".join(pieces)


def _signature(name):
    try:
        signature = inspect.signature(_indicator(name))
    except ValueError:
        # An exception of our own takes what its base takes, and Python does not say what that is.
        return ""
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
    ]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def _part(title, text):
    return f'<p class="part"><strong>{title}</strong></p>{_html(text)}' if text else ""


def _folded(summary, parts):
    if not parts:
        return ""
    inside = "".join(_part(title, text) if title else _html(text) for title, text in parts.items())
    return f"<details><summary>{escape(summary)}</summary>{inside}</details>"


def _one_by_one(references):
    """Works one after the other, each in a paragraph: a line that names a year in brackets begins one."""
    return re.sub(r"\n(?=[^\n]*? \(\d{4}\w?\)[.,])", "\n\n", references)


@cache
def _html(text):
    """A piece of a docstring as a piece of a web page; everything that is not markup is escaped."""
    if not text:
        return ""
    core = require("docutils.core", "book", "cards of indicators")
    names = {name for listed in parts().values() for name in listed}

    def linked(role):
        name = role[1].rpartition(".")[2]
        return f"`{name} <#{_anchor(name)}>`__" if name in names else f"``{name}``"

    settings = {
        "raw_enabled": False,
        "file_insertion_enabled": False,
        "halt_level": 2,
        "report_level": 5,
    }
    found = core.publish_parts(
        ROLE.sub(linked, text),
        writer=_writer(),
        settings_overrides={**settings, "smart_quotes": False},
    )
    return found["fragment"]


def _writer():
    """docutils' writer, with formulas left as TeX between the signs that notebooks and this book's pages know."""
    html5 = require("docutils.writers.html5_polyglot", "book", "cards of indicators")
    nodes = require("docutils.nodes", "book", "cards of indicators")

    class Translator(html5.HTMLTranslator):
        def visit_literal(self, node):
            self.body.append(f"<code>{self.encode(node.astext())}</code>")
            raise nodes.SkipNode

        def visit_math(self, node):
            self.body.append(rf'<span class="formula">\({self.encode(node.astext())}\)</span>')
            raise nodes.SkipNode

        def visit_math_block(self, node):
            tex = node.astext().strip()
            if LINES.search(tex) and "\\begin{" not in tex:
                tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
            self.body.append(rf'<div class="formula">\[{self.encode(tex)}\]</div>')
            raise nodes.SkipNode

    writer = html5.Writer()
    writer.translator_class = Translator
    return writer
