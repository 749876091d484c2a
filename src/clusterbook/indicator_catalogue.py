"""Every public function of the library by the question that it answers, and its docstring in parts."""

from __future__ import annotations

import inspect
import re
from functools import cache
from importlib import import_module

import pandas as pd

import agglomeration as ag
from clusterbook.words import enumerated, quoted, tell

__all__ = ["QUESTIONS", "every_name", "names_of", "overview", "question", "sections"]

# The questions, in the order of the reference, and the modules whose public names answer each; the first says it.
QUESTIONS = {
    "tables": ("indicators.ground", "indicators.plants", "report"),
    "specialization": ("indicators.specialization",),
    "concentration": ("indicators.concentration",),
    "distance": ("indicators.distance",),
    "relatedness": ("indicators.relatedness",),
    "complexity": ("indicators.complexity",),
    "linkages": ("indicators.linkages",),
    "growth": ("indicators.growth",),
    "effects": ("indicators.effects",),
    "policy": ("indicators.policy",),
    "composite": ("indicators.composite",),
    "inference": ("indicators.inference", "indicators.readings"),
}
HEADING = re.compile(r"^([A-Z][\w ]*)\n-+\n", re.MULTILINE)
SENTENCE = re.compile(r"(?<=[.)])\s+(?=[A-Z`:])")
# A sentence of the notes that calls another package, or speaks of packages, and what follows it, have a heading.
PEERS = re.compile(
    r"``\w+(?:\.\w+)*(?:\.|::)\w+.*?``|\b(?:[Pp]eers?|packages?|EconGeo|pymrio|econcomplex)\b",
    re.DOTALL,
)
OWN = re.compile(r"``(?:pandas|numpy)\.(?:DataFrame|Series|nan)``")


def _module(place):
    return import_module(f"agglomeration.{place}")


@cache
def names_of(question: str) -> tuple[str, ...]:
    """Return the public names that answer a question: functions first, then the results that they return.

    Parameters
    ----------
    question : str
        One of the keys of :data:`QUESTIONS`.

    Raises
    ------
    LookupError
        If there is no such question.

    Examples
    --------
    >>> names_of("composite")
    ('composite_indicator', 'rank_over_weights', 'rescale')
    """
    if question not in QUESTIONS:
        raise LookupError(
            tell(
                "There is no question {question}; there are {questions}.",
                question=quoted(question),
                questions=enumerated(QUESTIONS),
            )
        )
    listed = {name for place in QUESTIONS[question] for name in _module(place).__all__}
    return tuple(sorted(listed & set(dir(ag)), key=lambda name: (name[0].isupper(), name)))


def every_name() -> tuple[str, ...]:
    """Return all public names in the order of the reference.

    Examples
    --------
    >>> every_name()[-1]
    'Inference'
    """
    return tuple(name for question in QUESTIONS for name in names_of(question))


def question(name: str) -> str:
    """Return a question as the library says it: the first line of what its folder says of itself.

    Examples
    --------
    >>> question("linkages")[:18]
    'Who buys from whom'
    """
    names_of(name)
    return (inspect.getdoc(_module(QUESTIONS[name][0])) or "").partition("\n")[0]


@cache
def sections(name: str) -> dict[str, str]:
    """Return the parts of a function's docstring, as they are written.

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
        If there is no such function.

    Examples
    --------
    >>> sections("gini")["Summary"]
    'Gini coefficient of each industry over regions: how unevenly it is spread.'
    >>> sections("presence")["Notes"]
    'A yes or no has no interval: ask :func:`location_quotient` for one, and see whether it holds the threshold.'
    """
    doc = inspect.getdoc(_public(name)) or ""
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
    """Return one row per function: the question that it answers, what it measures, and which parts its docstring has.

    Returns
    -------
    pandas.DataFrame
        Indexed by name; columns ``question``, ``measures``, and true or false for ``formula``, ``peers`` and
        ``source``.

    Examples
    --------
    >>> overview().loc["gini", "question"]
    'concentration'
    """
    rows = {}
    for question in QUESTIONS:
        for name in names_of(question):
            told = sections(name)
            formula = ".. math::" in told.get("Formula", "")
            rows[name] = [
                question,
                told["Summary"],
                formula,
                "In other packages" in told,
                "References" in told,
            ]
    return pd.DataFrame.from_dict(
        rows, "index", columns=["question", "measures", "formula", "peers", "source"]
    )


def _public(name):
    if name not in every_name():
        raise LookupError(
            tell("There is no function {name}; dir(agglomeration) lists them.", name=quoted(name))
        )
    return getattr(ag, name)
