"""The edition in the browser, read from its files: every import can be had there, and each chapter is the plain one."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from functools import cache

import nbformat
import pytest
from packaging.requirements import Requirement

from bookpress.build.site import listed_notebooks
from bookpress.editions.browser_imports import (
    IN_EVERY_KERNEL,
    LIBRARIES,
    LITE,
    added_wheels,
    imports_of,
    package_of,
    packages_for,
    pyodide_packages,
)
from bookpress.editions.lite import EXTENSIONS
from bookpress.place import ROOT


def stem(path):
    return path.stem


@pytest.mark.parametrize("path", listed_notebooks(), ids=stem)
def test_every_import_can_be_had_in_the_browser(path):
    """What the cells themselves import, and pandas wherever they compute with the library, is fetched before them."""
    cells = nbformat.read(path, as_version=4).cells
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    wanted = {
        name.partition(".")[0]
        for tree in trees
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    others = wanted - set(sys.stdlib_module_names) - {*LIBRARIES, *IN_EVERY_KERNEL}
    if wanted & set(LIBRARIES):
        others |= {"pandas"}
    fetched = packages_for(path, ROOT)
    assert {package_of(module) for module in others} <= set(fetched)


def notebook_of(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("import agglomeration as ag\nag.communities(table)", "networkx"),
        ("from agglomeration import growth_regression", "statsmodels"),
        ("import agglomeration as ag\nag.local_moran(table)", "esda"),
        ("import scipy.stats", "scipy"),
    ],
)
def test_packages_that_the_library_imports_on_demand_are_found(source, needed):
    assert needed in imports_of(notebook_of(source), ROOT)


def test_packages_that_are_not_needed_are_not_fetched():
    found = imports_of(notebook_of("import agglomeration as ag\nag.location_quotient(table)"), ROOT)
    assert "numpy" in found
    assert not {"networkx", "statsmodels", "esda", "tqdm"} & found


def test_what_the_browser_lacks_is_named(tmp_path):
    nbformat.write(notebook_of("import pyspark"), tmp_path / "large.ipynb")
    with pytest.raises(
        LookupError, match=r"large\.ipynb imports pyspark, which the browser's Python does not have"
    ):
        packages_for(tmp_path / "large.ipynb", ROOT)


@cache
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_the_library_s_lower_bounds_admit_the_browser_s_versions():
    extras = project()["optional-dependencies"]
    listed = [
        *project()["dependencies"],
        *(line for extra in ("statistics", "networks", "regression") for line in extras[extra]),
    ]
    versions = {name: row["version"] for name, row in pyodide_packages().items()}
    compared = [Requirement(line) for line in listed]
    assert [
        str(line)
        for line in compared
        if line.name in versions and versions[line.name] not in line.specifier
    ] == []
    assert sum(line.name in versions for line in compared) >= 5


def test_versions_that_belong_together_are_named_together():
    kernel = next(
        line for line in project()["optional-dependencies"]["site"] if "pyodide-kernel" in line
    )
    settings = (LITE / "jupyter-lite.json").read_text()
    assert kernel == "jupyterlite-pyodide-kernel==0.6.1"
    assert "/v0.27.7/" in settings
    assert pyodide_packages()["numpy"]["version"] == "2.0.2"


def test_wheels_are_pinned_with_their_hashes():
    text = (LITE / "wheels.txt").read_text()
    pins = re.split(r"\n(?=\w)", text.strip())
    assert len(pins) == len(added_wheels())
    assert all(re.match(r"[\w-]+==[\d.]+ \\\n +--hash=sha256:[0-9a-f]{64}", pin) for pin in pins)


def test_a_module_of_another_name_is_found():
    assert package_of("sklearn") == "scikit-learn"
    assert package_of("PIL").lower() == "pillow"
    assert package_of("no_such_module") is None


@pytest.mark.parametrize("path", listed_notebooks(), ids=stem)
def test_a_chapter_is_the_plain_one_after_a_cell_that_fetches_its_packages(path, edition):
    name = path.relative_to(ROOT)
    first, *cells = nbformat.read(edition / "files" / name, as_version=4).cells
    assert first.source.splitlines()[1].startswith("%pip install -q agglomeration ")
    plain = nbformat.read(edition.parent / "_sources" / name, as_version=4).cells
    assert [cell.source for cell in cells] == [cell.source for cell in plain]


def test_each_chapter_offers_to_run_and_only_where_it_can(edition, visit):
    for name in ("book/innovation-clusters/tripod", "book/index"):
        link = "a[href*='lite/notebooks/index.html?path=']"
        page = visit(name, origin="server")
        target, _, query = page.locator(link).get_attribute("href").partition("?path=")
        assert (edition.parent / name).parent.joinpath(
            target
        ).resolve() == edition / "notebooks/index.html"
        assert (edition / "files" / query).is_file()
        assert query == f"{name}.ipynb"
        assert visit(name).locator(link).count() == 0


def test_the_edition_holds_no_extension_of_another_jupyterlab(edition):
    settings = json.loads((edition / "jupyter-lite.json").read_text())["jupyter-config-data"]
    assert {extension["name"] for extension in settings["federated_extensions"]} == set(EXTENSIONS)


def test_a_module_brings_what_the_modules_beside_it_import():
    """Measures of regions import scipy nowhere themselves, but stand on a module that does."""
    cell = nbformat.v4.new_code_cell("from clusterbook.regions.measures import quotients")
    assert "scipy" in imports_of(nbformat.v4.new_notebook(cells=[cell]), ROOT)
