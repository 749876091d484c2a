"""Notebooks that leave the site speak plain Markdown and say the numbers that the site says."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest

from bookpress.build.label_names import Names
from bookpress.build.site import listed_notebooks
from bookpress.editions.plain_notebooks import plain_notebook, plain_text
from bookpress.place import ROOT
from bookpress.sphinx.plain_downloads import library_at, write_plain_downloads

MARKUP = re.compile(r"\{[\w:-]+\}`|^\s*(?:`{3,}|:{3,})\{|^\([\w-]+\)=$", re.MULTILINE)
NAMES = Names(
    numbers={"fig-one": "Figure 3.1", "eq-gini": "2.4"},
    titles={"dartboard": "Measuring concentration", "book/how-to-use": "How to use this book"},
    works={"marshall1890": ("Marshall", "1890"), "koo2009": ("Koo et al.", "2009")},
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a {term}`cluster <industrial cluster>`", "a cluster"),
        ("a {term}`cluster`", "a cluster"),
        (
            "as argued {cite:p}`marshall1890,koo2009`",
            "as argued (Marshall, 1890; Koo et al., 2009)",
        ),
        ("{cite:t}`marshall1890` argued", "Marshall (1890) argued"),
        ("see {numref}`fig-one`", "see Figure 3.1"),
        ("equation {eq}`eq-gini`", "equation (2.4)"),
        ("{ref}`dartboard` and {ref}`here <dartboard>`", "*Measuring concentration* and here"),
        ("{doc}`/book/how-to-use`", "*How to use this book*"),
        ("{glue:text}`share` percent", "12.3 percent"),
        ("(dartboard)=\n# Lumps", "# Lumps"),
        ("$$\nG = 1\n$$ (eq-gini)", "$$\nG = 1\n$$\n\n(2.4)"),
        (
            "```{exercise} Compute\n:label: ex-one\n\nHow many?\n```",
            "### Exercise: Compute\n\nHow many?",
        ),
        (
            "```{solution} ex-one\n:class: dropdown\n\nThree.\n```",
            "<details><summary>Solution</summary>\n\nThree.\n\n</details>",
        ),
        (
            ":::{admonition} What you will learn\n:class: objectives\n1. this;\n:::",
            "> **What you will learn**\n>\n> 1. this;",
        ),
        (
            "```{list-table} Tables\n:header-rows: 1\n\n* - Name\n  - What\n* - A\n  - {term}`cluster`\n```",
            "*Tables*\n\n| Name | What |\n| --- | --- |\n| A | cluster |",
        ),
    ],
)
def test_markup_becomes_plain(text, plain):
    assert plain_text(text, NAMES, {"share": "12.3"}).strip() == plain


def test_a_caption_stands_before_its_figure():
    figure = {"mystnb": {"figure": {"name": "fig-one", "caption": "Two {term}`lists <list>`."}}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("card", metadata=figure)])
    assert [cell.source for cell in plain_notebook(notebook, NAMES).cells] == [
        "*Figure 3.1. Two lists.*",
        "card",
    ]


@pytest.mark.parametrize("arguments", [[], ["--in-place"]], ids=["unasked", "in place"])
def test_sources_are_overwritten_only_where_that_is_said(arguments, tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/one\n")
    (tmp_path / "_config.yml").write_text("title: A book\nbibtex_bibfiles: [book/works.bib]\n")
    (tmp_path / "book/works.bib").write_text("")
    path = tmp_path / "book/one.ipynb"
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A {term}`cluster`")]), path
    )
    before = path.read_text()
    command = [sys.executable, "-m", "bookpress", "plain", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == (0 if arguments else 2), done.stderr
    assert (path.read_text() == before) == (not arguments)
    assert ("--in-place" in done.stderr) == (not arguments)
    assert nbformat.read(path, as_version=4).cells[0].source == (
        "# A cluster" if arguments else "# A {term}`cluster`"
    )


def test_a_saved_notebook_fetches_the_library_where_it_is_missing(tmp_path):
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: one\nchapters:\n  - file: two\n")
    (tmp_path / "_config.yml").write_text("title: A book\nbibtex_bibfiles: [works.bib]\n")
    (tmp_path / "works.bib").write_text("")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "trade"\nversion = "2.1"\n')
    sources = tmp_path / "site/_sources"
    sources.mkdir(parents=True)
    for name, code in (("one", "from clusterbook.tables import load"), ("two", "1 + 1")):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell("# A"), nbformat.v4.new_code_cell(code)]
        )
        for folder in (tmp_path, sources):
            nbformat.write(notebook, folder / f"{name}.ipynb")
    library = library_at(tmp_path, "https://example.org/book/", "https://github.com/a/b", "main")
    assert library == "trade @ https://example.org/book/lite/pypi/trade-2.1-py3-none-any.whl"
    write_plain_downloads(tmp_path, tmp_path / "site", library)
    first, *_ = nbformat.read(sources / "one.ipynb", as_version=4).cells
    assert f'%pip install -q "{library}"' in first.source
    # It asks first, so that nothing is fetched where the library is there.
    before, _, _ = first.source.partition("%pip")
    assert before.rstrip().endswith('if find_spec("clusterbook") is None:')
    assert len(nbformat.read(sources / "two.ipynb", as_version=4).cells) == 2
    from_git = library_at(tmp_path, "", "https://github.com/a/b", "main")
    assert from_git == "trade @ git+https://github.com/a/b@main"
    write_plain_downloads(tmp_path, tmp_path / "site", library_at(tmp_path, "", "", "main"))
    assert len(nbformat.read(sources / "one.ipynb", as_version=4).cells) == 2


@pytest.mark.parametrize("path", listed_notebooks(), ids=lambda path: path.stem)
def test_no_markup_is_left_in_a_notebook_to_save(path, site):
    cells = nbformat.read(site / "_sources" / path.relative_to(ROOT), as_version=4).cells
    left = [
        found
        for cell in cells
        if cell.cell_type == "markdown"
        for found in MARKUP.findall(cell.source)
    ]
    assert left == []
