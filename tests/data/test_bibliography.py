"""The references and the glossary are complete, and whatever the book cites or links is in them."""

import inspect
import json
import re
from pathlib import Path

import pytest
from pybtex.database import parse_file

import agglomeration as ag
from clusterbook import tables as datasets
from clusterbook.works import key_of, one_by_one

BOOK = Path(__file__).resolve().parents[2] / "book"
REFERENCES = BOOK / "references.bib"
ENTRIES = parse_file(REFERENCES).entries
CITE = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
TERM = re.compile(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`")


def prose(page):
    """Return the text of a page: the file itself, or the markdown cells of a notebook."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


PAGES = sorted(
    page
    for kind in ("md", "ipynb")
    for page in BOOK.rglob(f"*.{kind}")
    if "_" not in page.parent.name
)


# The works of a docstring: what stands below their heading, up to the next one.
REFERENCES_OF = re.compile(r"References\n-+\n(.*?)(?=\n\n\w[^\n]*\n-+\n|\Z)", re.DOTALL)
# Fields of one form only; what else is printed as it stands.
FORMS = {
    "year": r"(18|19|20)\d\d",
    "volume": r"\d+",
    "pages": r"[A-Z]?\d+(--[A-Z]?\d+)?|e[a-z]*\d+",
    "doi": r"10\.\d{4,}/\S+",
    "url": r"https?://\S+",
}
# Nobody looked these up in their journal yet.
WITHOUT_A_PLACE = {"degroot2016", "economist1995", "scitovsky1954"}
HANGUL = re.compile(r"[가-힣]")


def cited_by_functions():
    """The works that a docstring names: they are cited where the reference shows the function."""
    found = set()
    for name in ag.__all__:
        told = REFERENCES_OF.search(inspect.getdoc(getattr(ag, name)) or "")
        found |= {key_of(work, REFERENCES) for work in one_by_one(told[1] if told else "")}
    return found


# A linked term and the Korean in the parentheses behind it.
BESIDE = re.compile(r"\{term\}`([^`<]+?)(?: *<([^`>]+)>)?`[^\w\s(]* \(([가-힣][^()]*)")


def glossary():
    """Return the glossary as lists of the terms that share a definition, with that definition."""
    body = re.search(
        r"```\{glossary\}\n(.*?)\n```",
        (BOOK / "glossary.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )[1]
    entries = []
    for block in body.split("\n\n"):
        lines = block.splitlines()
        terms = [line for line in lines if not line.startswith(" ")]
        entries.append((terms, " ".join(line.strip() for line in lines[len(terms) :])))
    return entries


class TestReferences:
    def test_no_key_appears_twice(self):
        keys = re.findall(r"^@\w+\{([^,]+),", REFERENCES.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(keys) == sorted(set(keys))
        assert len(keys) == len(ENTRIES)

    @pytest.mark.parametrize("key", ENTRIES)
    def test_entry_has_who_what_and_when(self, key):
        entry = ENTRIES[key]
        assert entry.persons.get("author") or entry.persons.get("editor")
        assert entry.fields["title"]
        assert entry.fields["year"]
        assert entry.type != "article" or entry.fields["journal"]

    def test_fields_have_their_form(self):
        assert [
            (key, name, entry.fields[name])
            for key, entry in ENTRIES.items()
            for name, form in FORMS.items()
            if name in entry.fields and not re.fullmatch(form, entry.fields[name])
        ] == []

    def test_an_article_has_a_place_in_its_journal_or_an_address(self):
        """Volume, number and pages where they were seen; else where it can be found."""
        assert [
            key
            for key, entry in ENTRIES.items()
            if entry.type == "article"
            and not {"volume", "number", "pages", "doi", "url"} & set(entry.fields)
            and key not in WITHOUT_A_PLACE
        ] == []

    def test_hangul_stands_in_brackets_behind_the_latin_name(self):
        """A library in Korea finds a work by it, and the list is sorted by the other."""
        written = [
            (key, " ".join([*person.first_names, *person.middle_names, *person.last_names]))
            for key, entry in ENTRIES.items()
            for person in entry.persons.get("author", [])
        ]
        korean = [(key, name) for key, name in written if HANGUL.search(name)]
        assert len(korean) > 10
        assert [
            (key, name)
            for key, name in korean
            if not re.search(r"[A-Za-z] \([가-힣]{2,}\)", name)
            or HANGUL.search(name.partition("(")[0])
        ] == []

    def test_every_work_is_cited(self):
        """By a page, by the docstring of a function, or by a row of a table."""
        by_pages = {
            key.strip()
            for page in PAGES
            for keys in CITE.findall(prose(page))
            for key in keys.split(",")
        }
        by_tables = {
            key
            for name in ("sources", "published_results")
            for key in datasets.load(name)["citation"].dropna()
        }
        assert sorted(set(ENTRIES) - by_pages - by_tables - cited_by_functions()) == []

    def test_no_identifier_appears_twice(self):
        identifiers = [
            entry.fields["doi"].lower() for entry in ENTRIES.values() if "doi" in entry.fields
        ]
        assert len(identifiers) == len(set(identifiers))

    def test_every_citation_of_the_book_is_in_the_references(self):
        cited = {
            (page.relative_to(BOOK).as_posix(), key.strip())
            for page in PAGES
            for keys in CITE.findall(prose(page))
            for key in keys.split(",")
        }
        assert {(page, key) for page, key in cited if key not in ENTRIES} == set()

    @pytest.mark.parametrize("name", ["sources", "published_results"])
    def test_every_citation_of_the_tables_is_in_the_references(self, name):
        assert set(datasets.load(name)["citation"].dropna()) <= set(ENTRIES)


class TestGlossary:
    def test_terms_are_sorted_and_unique(self):
        first = [terms[0] for terms, _ in glossary()]
        assert first == sorted(first, key=str.casefold)
        every = [term.casefold() for terms, _ in glossary() for term in terms]
        assert len(every) == len(set(every))

    def test_definitions_begin_with_the_korean_and_are_sentences(self):
        for terms, definition in glossary():
            assert re.match(r"\([^()]*[가-힣][^()]*\) \S", definition), terms
            assert definition.endswith("."), terms

    def test_every_term_that_the_book_links_is_defined(self):
        defined = {term.casefold() for terms, _ in glossary() for term in terms}
        linked = {
            (page.relative_to(BOOK).as_posix(), term)
            for page in PAGES
            for term in TERM.findall(prose(page))
        }
        assert {(page, term) for page, term in linked if term.casefold() not in defined} == set()

    def test_a_linked_term_has_the_korean_of_its_entry(self):
        """One word and one spelling in the whole book; a chapter may add the hanja or a second word."""
        korean = {
            term.casefold(): re.match(r"\(([^()]*)\)", said)[1]
            for terms, said in glossary()
            for term in terms
        }
        found = [
            (page.relative_to(BOOK).as_posix(), (term or label).casefold(), beside)
            for page in PAGES
            for label, term, beside in BESIDE.findall(prose(page))
        ]
        assert len(found) > 100
        assert [
            (page, term, word) for page, term, word in found if not word.startswith(korean[term])
        ] == []

    def test_a_word_that_the_glossary_gives_to_one_term_is_no_other_terms(self):
        words = [re.match(r"\(([^()]*)\)", said)[1] for _, said in glossary()]
        assert len(words) == len(set(words))
