"""The data package is whole: it validates, and every table says where it comes from and what may be done with it."""

import pytest
from frictionless import Package

from clusterbook.tables.package import directory, package
from data.recipes.catalogue import BUILDERS

RESOURCES = package()["resources"]
NAMES = [entry["name"] for entry in RESOURCES]
UNIT_TYPES = {"string", "integer", "number", "boolean", "date", "year"}


def test_every_table_obeys_its_schema():
    report = Package(str(directory() / "datapackage.json")).validate()
    found = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    assert report.valid, "\n".join([error.message for error in report.errors] + found[:20])


@pytest.mark.parametrize("entry", RESOURCES, ids=NAMES)
def test_every_table_is_documented(entry):
    for key in ("title", "description", "retrieved", "citation", "recipe"):
        assert entry[key].strip(), key
    assert entry["caveats"]
    assert entry["sources"]
    assert all(source["title"] for source in entry["sources"])
    assert entry["licenses"]
    assert all(licence["name"] and licence["title"] for licence in entry["licenses"])


@pytest.mark.parametrize("entry", RESOURCES, ids=NAMES)
def test_every_column_has_a_type_a_unit_and_a_meaning(entry):
    for field in entry["schema"]["fields"]:
        assert field["type"] in UNIT_TYPES, field["name"]
        assert field["unit"].strip(), field["name"]
        assert field["description"].strip(), field["name"]


@pytest.mark.parametrize("entry", RESOURCES, ids=NAMES)
def test_every_recipe_exists(entry):
    if entry["recipe"] in ("transcribed", "measured"):
        assert entry["name"] not in BUILDERS
    else:
        assert (directory().parent / entry["recipe"]).is_file()
        assert entry["name"] in BUILDERS


def test_names_are_sorted_unique_and_snake_case():
    assert sorted(set(NAMES)) == NAMES
    assert all(name == name.lower().replace("-", "_") for name in NAMES)


def test_no_file_is_outside_the_package_and_none_is_missing():
    files = {path.name for pattern in ("*.csv", "*.csv.gz") for path in directory().glob(pattern)}
    assert files == {entry["path"] for entry in RESOURCES}


def test_the_tables_are_light_enough_for_a_browser():
    assert sum(path.stat().st_size for path in directory().iterdir() if path.is_file()) < 10_000_000
