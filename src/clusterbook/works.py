"""The works that docstrings name, found in the book's bibliography."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from agglomeration.indicators.ground.extras import require
from clusterbook.words import tell

__all__ = ["key_of", "linked_to", "one_by_one"]

# A line that names a year in brackets, after a full stop, begins a work.
BEGINS = re.compile(r"(?<=\.)\n(?=[^\n]*? \(\d{4}\w?\)[.,])")
NAMED = re.compile(r"^(?P<who>.+?) \((?P<year>\d{4})\)(?P<mark>[.,]) (?P<rest>.+)$", re.DOTALL)
# As many letters of a title tell two works of a year apart, and forgive what comes after a colon.
TITLE = 12


def linked_to(references: str, bibliography: Path) -> str:
    """A docstring's references as a list, each work a citation that leads into the bibliography.

    Parameters
    ----------
    references : str
        As the docstring has them.
    bibliography : pathlib.Path
        A file of BibTeX.

    Returns
    -------
    str
        In reStructuredText. What is no work, such as "A definition of this library.", stays as it is.
    """
    return "\n".join(f"* {_cited(work, bibliography)}" for work in one_by_one(references))


def one_by_one(references: str) -> list[str]:
    """The works of a docstring.

    Examples
    --------
    >>> one_by_one("Gini, C. (1912). One. A\\npress.\\nTheil, H. (1967). Two.")
    ['Gini, C. (1912). One. A press.', 'Theil, H. (1967). Two.']
    """
    return [
        " ".join(work.split())
        for work in BEGINS.sub("\n\n", references).split("\n\n")
        if work.strip()
    ]


def _cited(work: str, bibliography: Path) -> str:
    key = key_of(work, bibliography)
    if key is None:
        return work
    named = NAMED.match(work)
    assert named is not None
    said, _, institution = named["who"].rpartition(" in: ")
    before = f"{said} in: " if institution and said else ""
    return f"{before}:cite:t:`{key}`{named['mark']} {named['rest']}"


def key_of(work: str, bibliography: Path) -> str | None:
    """The key of a work in a bibliography: the one by its first author of its year, with its title.

    Returns
    -------
    str or None
        None where what is said is no work, with a year in brackets behind its authors.

    Raises
    ------
    LookupError
        If it is a work, and the bibliography has not one such.
    """
    named = NAMED.match(work)
    if named is None:
        return None
    who = named["who"].rpartition(" in: ")[2]
    family = _letters(re.split(r",| and ", who)[0])
    found = [
        (key, title)
        for key, names, year, title in _entries(bibliography)
        if year == named["year"] and family in names
    ]
    if len(found) > 1:
        found = [
            (key, title) for key, title in found if _letters(named["rest"])[:TITLE] == title[:TITLE]
        ]
    if len(found) != 1:
        raise LookupError(
            tell("{name} has not one work for: {work}", name=bibliography.name, work=work)
        )
    return found[0][0]


@cache
def _entries(bibliography: Path) -> list[tuple[str, set[str], str, str]]:
    """Key, names of the first author, year and letters of the title of each work."""
    database = require("pybtex.database", "book", "sources of functions")
    found = []
    for key, entry in database.parse_file(str(bibliography)).entries.items():
        first = (entry.persons.get("author") or entry.persons.get("editor"))[0]
        family = _letters(" ".join([*first.prelast_names, *first.last_names]))
        found.append((key, {family}, entry.fields["year"], _letters(entry.fields["title"])))
    return found


def _letters(text: str) -> str:
    """The letters of a name or title without accents, signs of TeX and spaces."""
    plain = re.sub(r"\\[a-zA-Z]+(?![a-zA-Z])|[^\w\s]", "", text)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", plain)
        if letter.isalpha() and letter.isascii()
    ).lower()
