"""Build what students get of the assignments, without solutions and hidden tests: ``make assignments``.

The notebooks are written to ``_build/assignments/release``. Where the book has been built, they are put beside it, into
the archive for reading offline, too, and linked from the lecturer's page. It needs the packages of the extra
``assessment``.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from bookpress.build.notebook_form import assignments
from bookpress.pages.changing import alone, change
from bookpress.pages.offline import ARCHIVE, DAY
from bookpress.pages.offline import FOLDER as ARCHIVE_FOLDER
from bookpress.place import ROOT

if TYPE_CHECKING:
    from nbgrader.apps import NbGraderAPI

FOLDER = "assignments"
PAGE = "book/seminar/assessment.html"
# The lecturer's page has the comment; the list follows it, however often it is written.
PLACE = re.compile(r'<!-- assignments -->(?:<ul class="assignments">.*?</ul>)?', re.DOTALL)


def course_api(course: Path, root: Path = ROOT, **settings: dict) -> NbGraderAPI:
    """Nbgrader with the settings of the book's course, and those given, in a folder of one's own."""
    from nbgrader.apps import (
        NbGraderAPI,
    )  # the extra `assessment` brings it; building and printing do without

    # It calls a command of its environment by name to set up its database.
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ["PATH"]])
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root / "assessment")).load_config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}"
    config.merge(Config(settings))
    return NbGraderAPI(config=config)


def release(course: Path, root: Path = ROOT, **settings: dict) -> NbGraderAPI:
    """Make the release versions of all assignments in a folder; return what goes on with them."""
    shutil.copytree(
        root / "assessment/source",
        course / "source",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )
    api = course_api(course, root, **settings)
    for source in assignments(root):
        done = quietly(api.generate_assignment, source.stem)
        if not done["success"]:
            raise RuntimeError(f"{source.stem} was not released:\n{done['log']}\n{done['error']}")
    return api


def quietly(step: Any, *arguments: str) -> dict:
    """One step of nbgrader, its messages in the result instead of on the screen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return step(*arguments)


def title_of(notebook: Path) -> str:
    """The heading of an assignment."""
    return (
        nbformat.read(notebook, as_version=4).cells[0].source.partition("\n")[0].removeprefix("# ")
    )


def put_beside(site: Path, notebooks: list[Path]) -> None:
    """Copy the notebooks into a built site and its archive, and link them from the lecturer's page."""
    (site / FOLDER).mkdir(exist_ok=True)
    for notebook in notebooks:
        shutil.copy(notebook, site / FOLDER)
    titles = sorted((title_of(notebook), notebook.name) for notebook in notebooks)
    up = "../" * PAGE.count("/")
    items = "".join(
        f'<li><a href="{up}{FOLDER}/{name}" download>{title}</a></li>' for title, name in titles
    )
    linked = f'<!-- assignments --><ul class="assignments">{items}</ul>'
    with alone(site):
        change(site / PAGE, lambda text: PLACE.sub(linked, text))
        _renew_archive(site / ARCHIVE, notebooks, linked)


def _renew_archive(archive: Path, notebooks: list[Path], linked: str) -> None:
    """The page in the archive keeps its own form: it links to no printed pages, which are not in there."""
    with zipfile.ZipFile(archive) as packed:
        files = {info.filename: packed.read(info) for info in packed.infolist()}
    page = f"{ARCHIVE_FOLDER}/{PAGE}"
    files[page] = PLACE.sub(linked, files[page].decode("utf-8")).encode("utf-8")
    files |= {
        f"{ARCHIVE_FOLDER}/{FOLDER}/{notebook.name}": notebook.read_bytes()
        for notebook in notebooks
    }
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, DAY), content, zipfile.ZIP_DEFLATED)


def main(root: Path = ROOT) -> int:
    logging.disable(logging.WARNING)
    course = root / "_build" / FOLDER
    shutil.rmtree(course, ignore_errors=True)
    course.mkdir(parents=True)
    release(course, root)
    notebooks = sorted((course / "release").glob("*/*.ipynb"))
    print(f"{len(notebooks)} assignments, without solutions and hidden tests: {course / 'release'}")
    if (root / "_build/html" / PAGE).is_file():
        put_beside(root / "_build/html", notebooks)
        print(f"They are linked from {root / '_build/html' / PAGE}")
    return 0
