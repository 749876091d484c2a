"""Terms and people lead to their chapters; links to chapters say their numbers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from pybtex.database import parse_string

from bookpress.sphinx.chapter_numbers import ChapterNumbers, numbered
from bookpress.sphinx.where_used import (
    chapters_of,
    glossary_of,
    index_of_korean,
    index_of_people,
    index_of_terms,
    with_chapters,
)

GLOSSARY = """# Glossary

```{glossary}
cluster
  (클러스터) A group.

location quotient
LQ
몫
  (입지계수) A share over
  a share.

unused
  (안 쓰임) Nothing.
```

End.
"""
CHAPTERS = {
    "book/one": (1, "A {term}`location\nquotient` and a {term}`LQ`. {cite:p}`porter, acs`"),
    "book/two": (2, "{term}`quotients <location quotient>`; clusters here. {cite:t}`porter`"),
}
WORKS = parse_string(
    r"""@book{porter, author={Porter, Michael E.}, title={A}, year={1990}}
    @book{acs, editor={Acs, Zolt{\'a}n J. and van der Berg, Leo}, title={B}, year={2000}}
    @book{other, author={Other, Ann}, title={C}, year={2001}}""",
    "bibtex",
).entries


def test_each_term_ends_with_its_chapters():
    text = with_chapters(GLOSSARY.replace("\n  a share", " a share"), CHAPTERS)
    assert "a share.\n\n  Chapters {doc}`1 </book/one>`, {doc}`2 </book/two>`." in text
    # A term that no chapter links leads to those that say it.
    assert "A group.\n\n  Chapter {doc}`2 </book/two>`." in text
    assert "Nothing.\n```\n\nEnd." in text


def test_a_term_is_used_where_any_of_its_names_is_linked():
    entries = glossary_of(GLOSSARY)
    chapters = {"book/one": (1, "{term}`LQ`"), "book/two": (2, "{term}`many <location quotient>`")}
    (line,) = [one for one in index_of_terms(entries, chapters) if "입지계수" in one]
    assert line == (
        "- {term}`location quotient` (입지계수): {doc}`1 </book/one>`, {doc}`2 </book/two>`"
    )


def test_other_names_and_korean_ones_stand_in_lists_of_their_own():
    entries = glossary_of(GLOSSARY)
    lines = list(index_of_terms(entries, {}))
    assert "- LQ: see {term}`location quotient`" in lines
    assert lines == sorted(lines, key=lambda line: line.replace("{term}`", "").casefold())
    assert [line.split(":")[0] for line in index_of_korean(entries)] == [
        *("- 몫", "- 안 쓰임", "- 입지계수", "- 클러스터")
    ]


def test_people_lead_to_the_chapters_that_cite_them():
    assert list(index_of_people(WORKS, CHAPTERS)) == [
        "- Acs, Zoltán J.: {doc}`1 </book/one>`",
        "- van der Berg, Leo: {doc}`1 </book/one>`",
        "- Porter, Michael E.: {doc}`1 </book/one>`, {doc}`2 </book/two>`",
    ]


def test_chapters_are_numbered_through_all_parts(tmp_path):
    (tmp_path / "book").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / f"book/{name}.md").write_text(f"# {name}")
    toc = tmp_path / "_toc.yml"
    toc.write_text(
        "parts:\n- {caption: One, numbered: 1, chapters: [{file: book/a}]}\n"
        "- {caption: Besides, chapters: [{file: book/b}]}\n"
        "- {caption: Two, numbered: 1, chapters: [{file: book/c}]}\n"
    )
    assert chapters_of(tmp_path, toc) == {"book/a": (1, "# a"), "book/c": (2, "# c")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The idea of lumps", "12. The idea of lumps"),
        ("the chapter on lumps", "the chapter on lumps (chapter 12)"),
        ("chapter 12", "chapter 12"),
        ("12", "12"),
        ("Figure 12.3", "Figure 12.3 (chapter 12)"),
        ("in 1912", "in 1912 (chapter 12)"),
        ("", ""),
    ],
)
def test_a_link_says_the_number_once(text, said):
    assert numbered(text, "The idea of lumps", 12) == said


def link(address, text, kind="std-ref"):
    return nodes.reference(
        "", "", nodes.inline("", text, classes=["std", kind]), internal=True, refuri=address
    )


def test_only_links_to_other_chapters_get_numbers():
    document = new_document("page")
    document.settings.env = SimpleNamespace(
        docname="book/part/here",
        toc_secnumbers={"book/far/there": {"": (7,)}, "book/part/here": {"": (3,)}},
        titles={name: nodes.title("", "T") for name in ("book/far/there", "book/part/here")},
    )
    document += nodes.paragraph(
        "", "", link("../far/there.html#t", "T"), link("../far/there.html", "it", "doc")
    )
    document += nodes.paragraph("", "", link("here.html", "T"), link("../how.html", "How"))
    document += nodes.paragraph("", "", link("../far/there.html#f", "Figure 7.1", "std-numref"))
    document += nodes.section("", nodes.title("", "", link("../far/there.html", "T")))
    transform = ChapterNumbers(document)
    transform.run()
    said = [one.astext() for one in document.findall(nodes.reference)]
    assert said == ["7. T", "it (chapter 7)", "T", "How", "Figure 7.1", "T"]
