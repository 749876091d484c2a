"""What students get is put beside the built book, and into the book for reading offline."""

import re
import zipfile

import nbformat
import pytest

from bookpress.build.notebook_form import assignments
from bookpress.editions.assignments import FOLDER, PAGE, PLACE, put_beside
from bookpress.pages.offline import ARCHIVE
from bookpress.pages.offline import FOLDER as ARCHIVE_FOLDER
from bookpress.place import ROOT

TEXT = (ROOT / PAGE.replace(".html", ".md")).read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path):
    """A built site of one page, which has been printed since."""
    page = tmp_path / PAGE
    page.parent.mkdir(parents=True)
    page.write_text(
        "<p>Here:</p><!-- assignments --><p>After.</p><!-- pdf linked -->", encoding="utf-8"
    )
    with zipfile.ZipFile(tmp_path / ARCHIVE, "w") as packed:
        packed.writestr(f"{ARCHIVE_FOLDER}/{PAGE}", "<p>Here:</p><!-- assignments --><p>After.</p>")
        packed.writestr(f"{ARCHIVE_FOLDER}/index.html", "first page")
    return tmp_path


@pytest.fixture
def notebooks(tmp_path):
    """Two released assignments, in the order of their files' names."""
    paths = []
    for name, title in {
        "cluster-theory": "Assignment 3. Cluster theory",
        "lab": "Assignment 7. The lab",
    }.items():
        cell = nbformat.v4.new_markdown_cell(f"# {title}\n\nText.")
        paths.append(tmp_path / f"{name}.ipynb")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), paths[-1])
    return paths


def links(html):
    return re.findall(r'<a href="\.\./\.\./([^"]+)" download>([^<]+)</a>', html)


def test_page_and_archive_offer_them(site, notebooks):
    put_beside(site, notebooks)
    page = (site / PAGE).read_text(encoding="utf-8")
    assert links(page) == [
        ("assignments/cluster-theory.ipynb", "Assignment 3. Cluster theory"),
        ("assignments/lab.ipynb", "Assignment 7. The lab"),
    ]
    for notebook in notebooks:
        assert (site / FOLDER / notebook.name).read_bytes() == notebook.read_bytes()
    with zipfile.ZipFile(site / ARCHIVE) as packed:
        assert links(packed.read(f"{ARCHIVE_FOLDER}/{PAGE}").decode()) == links(page)
        assert "pdf" not in packed.read(f"{ARCHIVE_FOLDER}/{PAGE}").decode()
        assert packed.read(f"{ARCHIVE_FOLDER}/index.html") == b"first page"
        assert packed.read(f"{ARCHIVE_FOLDER}/{FOLDER}/lab.ipynb") == notebooks[1].read_bytes()


def test_a_second_time_changes_nothing(site, notebooks):
    put_beside(site, notebooks)
    first = (site / PAGE).read_bytes(), (site / ARCHIVE).read_bytes()
    put_beside(site, notebooks)
    assert ((site / PAGE).read_bytes(), (site / ARCHIVE).read_bytes()) == first


def test_the_lecturers_page_has_a_place_for_them_and_names_each():
    assert len(PLACE.findall(TEXT)) == 1
    parts = re.findall(r"^\* - (\d) ", TEXT, re.MULTILINE)
    titles = [nbformat.read(path, as_version=4).cells[0].source for path in assignments()]
    numbers = sorted(re.match(r"# Assignment (\d)\. ", title)[1] for title in titles)
    assert parts == numbers == [str(number) for number in range(1, len(assignments()) + 1)]
