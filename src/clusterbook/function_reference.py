"""The library's functions on the site: a page for each question, written from the docstrings as the book is built.

The press asks for these texts by the entry point ``functions`` of the group ``bookpress.written``. They are
reStructuredText, which Sphinx makes into the page: so formulas, links, the index of the search and messages for
translators are made as those of any other page.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

import agglomeration as ag

from .example_readings import reading_of_example
from .indicator_catalogue import QUESTIONS, every_name, names_of, overview, sections
from .works import linked_to

__all__ = ["functions"]

# The headings of a function's parts. Each stands by itself, whole, as a translator needs it.
HEADINGS = {
    "Notes": "How to read it, and when it misleads",
    "Examples": "Example",
    "Reading": "What ag.read says of the example",
    "Returns": "Returns",
    "Parameters": "Parameters",
    "Attributes": "What it holds",
    "Raises": "Raises",
    "Warns": "Warns",
    "In other packages": "In other packages",
    "See Also": "See also",
    "References": "Sources",
    "Chapters": "Chapters that use it",
}
ORDER = tuple(HEADINGS)
ROLE = re.compile(r":(?:func|class):`~?(?:agglomeration\.)?(\w+)`")
# A formula of several lines needs an environment that lines them up.
FORMULA = re.compile(r"(?P<mark>\.\. math::)(?P<tex>(?:[^\n]*\n?)(?:\n|[ ]+[^\n]*(?:\n|$))*)")
LINES = re.compile(r"\\\\(?![a-zA-Z])")
USE = re.compile(r"\bag\.([A-Za-z]\w*)")


def functions(root: Path, word: str, pages: frozenset[str]) -> tuple[str, list[Path]]:
    """What the site's reference shows under a word.

    Parameters
    ----------
    root : pathlib.Path
        The book's folder: its bibliography and its chapters are linked.
    word : str
        A question, one of the keys of :data:`clusterbook.indicator_catalogue.QUESTIONS`: all about its functions.
        ``"questions"``: every function under the question that it answers. ``"moved"``: every function at the address
        that it had before the reference had a page for each question.
    pages : frozenset of str
        Names of the pages that can be linked.

    Returns
    -------
    text : str
        In reStructuredText.
    files : list of pathlib.Path
        What it was made from.

    Raises
    ------
    LookupError
        If there is no such word.

    Examples
    --------
    >>> text, files = functions(Path(), "questions", frozenset())
    >>> ":py:func:`~agglomeration.gini`" in text
    True
    """
    if word == "questions":
        return _questions(pages), _sources()
    if word == "moved":
        return _moved(), _sources()
    names = names_of(word)
    bibliography = root / "book/references.bib"
    used = _uses(root, pages)
    text = "\n\n".join([_row(names), *(_function(name, bibliography, used) for name in names)])
    return text, [*_sources(), bibliography, *_notebooks(root, pages)]


def _sources() -> list[Path]:
    """The files that say what the functions do, and this one."""
    library = Path(inspect.getfile(ag)).parent
    return [*sorted(library.rglob("*.py")), library / "__init__.pyi", Path(__file__)]


def _link(name: str) -> str:
    return f":py:{_kind(name)}:`~agglomeration.{name}`"


def _kind(name: str) -> str:
    return "class" if inspect.isclass(getattr(ag, name)) else "func"


def _row(names: Iterable[str]) -> str:
    return " · ".join(map(_link, names))


def _questions(pages: frozenset[str]) -> str:
    """Each question with its functions, and what each measures."""
    measures = overview()["measures"]
    pieces = []
    for question in QUESTIONS:
        page = f"book/reference/{question}"
        title = f":doc:`/{page}`" if page in pages else f"**{question}**"
        # A list of definitions: the question, and what answers it.
        answers = "\n".join(
            f"* {_link(name)}: {_inline(measures[name])}" for name in names_of(question)
        )
        pieces.append(f"{title}\n{indent(answers, '   ')}")
    return "\n\n".join(pieces)


def _moved() -> str:
    """The former address of every function, each with a link to where it stands now."""
    entries = "\n".join(
        f"* .. _{former_anchor(name)}:\n\n  {_link(name)}\n"
        for names in map(names_of, QUESTIONS)
        for name in names
    )
    return f".. container:: moved\n\n{indent(entries, '   ')}"


def former_anchor(name: str) -> str:
    """Where a function stood on the page that once held them all.

    Examples
    --------
    >>> former_anchor("location_quotient"), former_anchor("Inference")
    ('indicator-location-quotient', 'indicator-inference-result')
    """
    return f"indicator-{name.replace('_', '-').lower()}" + ("-result" if name[0].isupper() else "")


def _function(name: str, bibliography: Path, used: dict[str, list[str]]) -> str:
    """One function: what it measures, its call and formula, and the rest in parts with headings."""
    told = dict(sections(name))
    for part in {"Parameters", "Attributes"} & set(told):
        told[part] = _escaped(told[part])
    if "References" in told:
        told["References"] = linked_to(told["References"], bibliography)
    if said := reading_of_example(name):
        told["Reading"] = _plain(said)
    if chapters := used.get(name):
        told["Chapters"] = "\n".join(f"* :doc:`/{page}`" for page in chapters)
    title = f"``{name}``"
    pieces = [
        f"{title}\n{'=' * len(title)}",
        *([] if "_" not in name else [f".. index:: single: {name.replace('_', ' ')}"]),
        _call(name),
        _inline(told["Summary"]),
        _written(told.get("Formula", "")),
    ]
    for part in ORDER:
        if told.get(part):
            pieces += [f".. rubric:: {HEADINGS[part]}", _written(told[part])]
    return "\n\n".join(piece for piece in pieces if piece)


def _call(name: str) -> str:
    kind = "class" if _kind(name) == "class" else "function"
    lines = [
        f".. py:{kind}:: {name}{signature(name)}",
        "   :module: agglomeration",
        "   :no-contents-entry:",
    ]
    return "\n".join(lines)


def signature(name: str) -> str:
    """What a function is called with, without types: the parameters say them.

    Examples
    --------
    >>> signature("nearest")
    '(similarity, item, partners)'
    """
    try:
        found = inspect.signature(getattr(ag, name))
    except ValueError:
        # An exception of our own takes what its base takes, and Python does not say what that is.
        return ""
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in found.parameters.values()]
    return str(found.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def _inline(text: str) -> str:
    """A text whose roles lead to the library's names, whatever module Sphinx thinks it is in."""
    public = set(every_name())
    return ROLE.sub(lambda role: _link(role[1]) if role[1] in public else f"``{role[1]}``", text)


def _plain(text: str) -> str:
    """A sentence as it stands, whatever signs it holds."""
    return re.sub(r"([\\*`|_])", r"\\\1", text)


def _escaped(terms: str) -> str:
    """Names of arguments such as ``**options`` with their stars, which would open strong words."""
    return re.sub(r"^\*+(?=\w)", lambda stars: r"\*" * len(stars[0]), terms, flags=re.MULTILINE)


def _written(text: str) -> str:
    return FORMULA.sub(_lined_up, _inline(text))


def _lined_up(formula: re.Match) -> str:
    tex = formula["tex"]
    if not LINES.search(tex) or "\\begin{" in tex:
        return formula[0]
    inner = dedent(tex).strip()
    margin = re.search(r"^([ ]*)\S", tex, re.MULTILINE)
    step = margin[1] if margin and margin[1] else "    "
    body = indent(f"\\begin{{aligned}}\n{inner}\n\\end{{aligned}}", step)
    return f"{formula['mark']}\n\n{body}\n\n"


def _notebooks(root: Path, pages: Iterable[str]) -> list[Path]:
    """The chapters that hold code."""
    return [file for page in sorted(pages) if (file := root / f"{page}.ipynb").is_file()]


@cache
def _uses(root: Path, pages: frozenset[str]) -> dict[str, list[str]]:
    """The chapters whose own cells call a function, in the order of their names."""
    used: dict[str, list[str]] = {}
    for file in _notebooks(root, pages):
        for name in sorted(set(_called(file))):
            used.setdefault(name, []).append(file.relative_to(root).with_suffix("").as_posix())
    return used


def _called(notebook: Path) -> Iterator[str]:
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            yield from USE.findall("".join(cell["source"]))
