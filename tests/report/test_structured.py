"""The report for a program: everything that the page says, in one JSON file, undefined as null."""

import json
import math

import pytest


@pytest.fixture(scope="module")
def content(of_plants):
    return json.loads(of_plants.json())


def test_every_table_is_there_with_all_rows_and_digits(content, of_plants):
    assert list(content["tables"]) == [family.key for family in of_plants.families]
    for family in of_plants.families:
        table = content["tables"][family.key]
        assert [column["name"] for column in table["columns"]] == [
            str(name) for name in family.frame
        ]
        rows = family.frame.itertuples(index=False, name=None)
        for row, expected in zip(table["rows"], rows, strict=True):
            for cell, value in zip(row, expected, strict=True):
                if isinstance(value, float) and not math.isfinite(value):
                    assert cell is None
                else:
                    assert cell == value


def test_measures_have_their_function_and_unit(content):
    named = {(one["family"], one["column"]): one for one in content["measures"]}
    assert named["regions", "entropy over industries, bits"]["unit"] == "bits"
    assert named["cells", "location quotient"]["function"].startswith("ag.location_quotient(")
    amount = next(one for one in content["tables"]["cells"]["columns"] if one["name"] == "amount")
    assert amount["unit"] == "size"


def test_options_remarks_and_what_it_is_relative_to_are_there(content, of_plants):
    assert content["options"]["draws"] == 99
    assert content["file"]["sha256"] == of_plants.checked.fingerprint
    assert content["remarks"] == [*of_plants.checked.remarks, *of_plants.remarks]
    assert content["relative_to"]["sentences"] == of_plants.comparison.sentences


def test_hostile_names_are_text(hostile):
    labels = {row[0] for row in json.loads(hostile.json())["tables"]["regions"]["rows"]}
    assert "<script>alert(1)</script>" in labels


def test_tables_written_some_rows_at_a_time_are_the_same(of_plants, monkeypatch):
    whole = of_plants.json()
    monkeypatch.setattr("agglomeration.report.structured._ROWS_AT_ONCE", 3)
    assert of_plants.json() == whole == json.dumps(json.loads(whole), ensure_ascii=False) + "\n"
