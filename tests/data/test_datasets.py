"""Loading and describing a table."""

import doctest
import importlib
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from clusterbook import tables as datasets
from clusterbook.tables import package as package_module

NAMES = datasets.names()


@pytest.mark.parametrize("name", NAMES)
def test_every_table_loads_as_its_schema_says(name):
    table, description = datasets.load(name), datasets.describe(name)
    assert list(table.columns) == description.columns
    assert len(table) > 0
    for field in description.entry["schema"]["fields"]:
        if field.get("constraints", {}).get("required"):
            assert table[field["name"]].notna().all(), field["name"]


@pytest.mark.parametrize("name", NAMES)
def test_every_description_reads_the_same_twice_and_names_all(name):
    text = repr(datasets.describe(name))
    assert text == repr(datasets.describe(name))
    assert " at 0x" not in text
    for part in (
        "Columns",
        "What it cannot say",
        "Source",
        "Licence",
        "How to cite",
        *datasets.describe(name).columns,
    ):
        assert part in text
    html = datasets.describe(name)._repr_html_()
    assert html.count("<tr>") == len(datasets.describe(name).columns) + 1


def test_codes_stay_text_and_missing_jobs_stay_missing():
    table = datasets.load("oews_state")
    assert table["area"].iloc[0] == "01"
    withheld = table[table["withheld"]]
    assert len(withheld) > 0
    assert withheld[["employment", "jobs_per_1000", "location_quotient"]].isna().all(axis=None)
    assert table.loc[~table["withheld"], "employment"].notna().all()


def test_types_follow_the_schema():
    table = datasets.load("brazil_jobs")
    assert table["jobs"].dtype == np.int64
    assert table["year"].dtype == np.int64
    metro = datasets.load("oews_metro")
    assert metro["employment"].dtype == np.float64
    assert metro["withheld"].dtype == bool
    assert pd.api.types.is_string_dtype(metro["occupation"])


def test_a_loaded_table_is_the_callers_own():
    first = datasets.load("brazil_jobs")
    first.loc[:, "jobs"] = -1
    assert (datasets.load("brazil_jobs")["jobs"] >= 0).all()


def test_a_wrong_name_gets_the_nearest_and_the_list():
    with pytest.raises(LookupError) as caught:
        datasets.load("oews_metros")
    message = str(caught.value)
    assert "'oews_metros'" in message
    assert "Did you mean 'oews_metro'?" in message
    assert all(name in message for name in NAMES)


def test_a_name_like_no_other_still_gets_the_list():
    with pytest.raises(LookupError, match=r"There is no table 'zzz'\. The tables are: "):
        datasets.describe("zzz")


def test_a_missing_file_says_how_to_get_it_back(tmp_path, monkeypatch):
    entry = {"name": "lost", "path": "lost.csv", "schema": {"fields": []}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [entry]}), encoding="utf-8")
    monkeypatch.setattr(package_module, "directory", lambda: tmp_path)
    with pytest.raises(FileNotFoundError, match="make data"):
        datasets.load("lost")


def test_a_missing_package_is_explained(tmp_path, monkeypatch):
    package_module.directory.cache_clear()
    monkeypatch.setattr(package_module, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    with pytest.raises(FileNotFoundError, match="Install it from a wheel"):
        package_module.directory()
    monkeypatch.undo()
    package_module.directory.cache_clear()


def test_loading_needs_numpy_and_pandas_only():
    code = (
        "import sys; from agglomeration import datasets; datasets.load('oews_areas'); "
        "print(sorted({'scipy', 'matplotlib', 'ipywidgets', 'networkx', 'shapely'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "module",
    [
        *(f"tables.{name}" for name in ("package", "loading", "description", "catalogue")),
        *(f"cases.{name}" for name in ("places", "quality", "korea", "wages", "record")),
    ],
)
def test_examples(module):
    target = importlib.import_module(f"clusterbook.{module}")
    result = doctest.testmod(target, optionflags=doctest.ELLIPSIS)
    assert result.failed == 0
    assert result.attempted > 0
