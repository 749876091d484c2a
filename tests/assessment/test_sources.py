"""Each part of the book has an assignment that a lecturer can read, change and grade."""

import ast
import json
import re
from contextlib import chdir
from numbers import Integral, Real

import numpy as np
import pandas as pd
import pytest

from bookpress.build.notebook_form import assignments, in_form
from bookpress.build.site import listed_pages
from bookpress.place import ROOT
from explorable.answers import require

# Parts that hold no chapters.
OTHER_FOLDERS = {"book", "reference", "regions", "seminar"}
# What a lecturer may set instead: every case of every assignment is changed, and the tests must follow.
CHANGES = {
    "case-studies": {
        "YEAR, LEVEL": (1998, "national"),
        "VERSION": "first",
        "REACH": 3,
        "PAIR": ("technoparks", "regional technology innovation"),
        "REGION": "Daegu",
    },
    "classical-agglomeration": {
        "PLACE": "21140",
        "OCCUPATION": "27-4032",
        "PLANTS, SKEW, SEED": (30, 0.5, 8),
        "START, KIND": (1975, "dynamic"),
    },
    "cluster-theory": {
        "INDUSTRY": "Hospitals",
        "SHARE": 0.02,
        "FLOOR": 5000,
        "OCCUPATION": "17-2061",
    },
    "does-it-pay": {
        "OCCUPATION": "29-1141",
        "PLACE": "41940",
        "STARTED": 1985,
        "WAGE, HOUSING, MOVES, RENTS": (6.0, 0.25, 1.5, 1.2),
    },
    "innovation-clusters": {
        "PLACE": "41940",
        "OCCUPATION, BAR, LEAST": ("15-1252", 2.0, 1000),
        "INDUSTRY, PARTNERS": ("Utilities", 8),
    },
    "lab": {"AREA": "20500", "FLOOR": 200, "SEED": 4, "REGION, INDUSTRY": ("Linz", "food")},
    "learning-regions": {
        "CODIFIED, TRAVEL, MESSAGE": (0.3, 0.4, 0.05),
        "PLACE, COMMUNITY, ORGANIZATION": (0.4, 0.3, 0.2),
        "ONE, OTHER": ("15-1252", "23-1011"),
        "CITY, LEAST_JOBS": ("12420", 500_000),
    },
    "upper-austria": {
        "AS_OF, MEASURE": ("2008-12", "members"),
        "STAGE, CLUSTER": ("ongoing", "Mechatronics"),
        "FIRMS, SMALL, COST": (3, 2, 300_000),
        "SUCCEEDED, ASKED": (9, 10),
    },
}


def chapters():
    return [
        page
        for page in listed_pages()
        if page.count("/") == 2 and page.split("/")[1] not in OTHER_FOLDERS
    ]


def test_every_part_has_one():
    parts = {page.split("/")[1] for page in chapters()}
    assert {path.stem for path in assignments()} == parts
    assert len({path.parent for path in assignments()}) == len(parts)


def test_it_is_stored_in_form_and_without_outputs(assignment, source):
    path = ROOT / f"assessment/source/{assignment}/{assignment}.ipynb"
    assert in_form(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8"), (
        "run: make format"
    )
    assert [cell.outputs for cell in source.notebook.cells if cell.get("outputs")] == []


def test_the_chapters_that_it_names_are_in_the_book(source):
    cells = [
        json.loads((ROOT / f"{page}.ipynb").read_text("utf-8"))["cells"] for page in chapters()
    ]
    titles = {re.search(r"^# (.*)$", "".join(page[0]["source"]), re.MULTILINE)[1] for page in cells}
    named = re.findall(
        r"\*([^*]+)\*",
        re.search(
            r"^You need the chapters of .*?\. The six",
            source.notebook.cells[0].source,
            re.MULTILINE,
        )[0],
    )
    assert named
    assert set(named) <= titles


def test_it_says_its_points_and_its_time(source):
    text = "\n\n".join(
        cell.source for cell in source.notebook.cells if cell.cell_type == "markdown"
    )
    graded = [*source.tests, *source.essays]
    assert "take 60 to 90 minutes" in text
    assert f"{sum(map(source.points, graded))} points." in text.partition("## Task 1")[0]
    in_order = [source.points(name) for name in source.cells if name in graded]
    assert [
        int(points)
        for points in re.findall(r"^## Task \d\. .*\((\d) points\)$", text, re.MULTILINE)
    ] == in_order
    assert 4 <= len(in_order) <= 6
    assert len(source.essays) == 2


def test_a_written_answer_has_a_rubric_that_adds_up(source):
    cells = source.notebook.cells
    for name in source.essays:
        task = cells[cells.index(source.cells[name]) - 1].source
        rubric = re.search(r"^Points: (.*)$", task, re.MULTILINE)[1]
        assert sum(map(int, re.findall(r"(?:^|; )(\d) for ", rubric))) == source.points(name), name
        assert len(source.solution(name).split()) > 60, name


def test_every_answer_is_graded_by_hidden_tests_with_hints(source):
    assert source.tests == [f"{name}-test" for name in source.answers]
    for name in source.tests:
        shown, hidden = source.cells[name].source.split("### BEGIN HIDDEN TESTS\n")
        assert hidden.endswith("### END HIDDEN TESTS")
        assert re.search(r"^assert .*\"", shown, re.MULTILINE), (
            f"{name}: nothing tells the student of a mistake"
        )
        assert re.search(r"^(?:require\(|assert )", hidden, re.MULTILINE)
        asserted = [
            node for node in ast.walk(ast.parse(shown + hidden)) if isinstance(node, ast.Assert)
        ]
        assert all(node.msg for node in asserted), f"{name}: a test that says nothing"


def test_cells_are_short(source):
    for name, cell in source.cells.items():
        assert len(cell.source.splitlines()) <= 25, name


def test_a_student_may_change_answers_only(source):
    for name in {*source.cells, *source.tests} - {*source.answers, *source.essays}:
        assert source.cells[name].metadata.nbgrader.locked, name
    unmarked = [
        cell
        for cell in source.notebook.cells
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata
    ]
    assert unmarked == []


def run(source, cases, tmp_path):
    names = {}
    with chdir(tmp_path):
        for name, cell in source.cells.items():
            if cell.cell_type == "code":
                exec(
                    compile(cases if name == "cases" else source.solution(name), name, "exec"),
                    names,
                )
    return names


def test_other_cases_need_no_other_tests(assignment, source, tmp_path):
    names = run(source, source.cells["cases"].source, tmp_path)
    changed = CHANGES[assignment]
    written = re.findall(r"^([A-Z_, ]+) = ", source.cells["cases"].source, re.MULTILINE)
    keep = [
        line
        for line in source.cells["cases"].source.splitlines()
        if line.split(" = ")[0] not in changed
    ]
    others = run(
        source,
        "\n".join([*keep, *(f"{name} = {value!r}" for name, value in changed.items())]),
        tmp_path,
    )
    assert set(changed) <= set(written)
    given = [
        part.strip()
        for name in source.answers
        for part in source.cells[name].source.split(" = ")[0].split(",")
    ]
    same = [name for name in given if str(names[name]) == str(others[name])]
    assert same == [], "a change of the cases changes these answers, too"


@pytest.mark.parametrize("word", ["issue", "session", "/work"])
def test_nothing_of_how_it_was_made_is_left(source, word):
    assert word not in " ".join(cell.source for cell in source.notebook.cells)


# What nobody may round: labels, and the table of the lab.
NO_NUMBERS = {"supplier", "nearest", "clean"}
SLIPS = {
    # The index is new, so names from the table with faults fall on other plants.
    "labels": """
clean = plants[plants["size"] > 0].drop_duplicates("number").reset_index(drop=True)
clean["region"], clean["industry"] = plants["region"].str.strip(), plants["industry"].str.strip()
""",
    "turned": """
kept = plants[plants["size"] > 0].drop_duplicates("number")
clean = kept.assign(region=kept["region"].str.strip().to_numpy()[::-1], industry="tools")
""",
    "one column": """
kept = plants[plants["size"] > 0].drop_duplicates("number")
clean = kept.assign(region=kept["region"].str.strip(), industry=kept["industry"].str.strip().to_numpy()[::-1])
""",
}
RIGHT_WAYS = {
    "aligned": """
clean = plants[plants["size"] > 0].drop_duplicates("number")
clean["region"], clean["industry"] = plants["region"].str.strip(), plants["industry"].str.strip()
""",
    "in another order": """
clean = plants.drop_duplicates("number", keep="last").query("size > 0").sort_values("size").reset_index(drop=True)
clean = clean.assign(industry=clean["industry"].str.strip(), region=clean["region"].str.strip()).astype({"size": int})
""",
}


def shorter(number, digits=3):
    """A number as a student writes it who rounds: 4.32, and 432 without a point."""
    written = float(f"{number:.{digits}g}")
    return int(written) if written.is_integer() and abs(written) >= 100 else written


def each(answer, change):
    return answer.map(change) if isinstance(answer, pd.Series) else change(answer)


def is_count(answer):
    return isinstance(answer, Integral)


@pytest.fixture(scope="module")
def stations(source, tmp_path_factory):
    """Names of an assignment that is right, as they are before each test; and what each test asked of ``require``."""
    names, found, asked = {}, {}, []
    with chdir(tmp_path_factory.mktemp("stations")):
        for name, cell in source.cells.items():
            if cell.cell_type != "code":
                continue
            if name in source.tests:
                found[name] = dict(names)
            exec(compile(source.solution(name), name, "exec"), names)
            if name == "setup":
                names["require"] = heard(asked)
    return found, asked


def heard(asked):
    """``require``, and a list of what it was asked."""

    def listen(answer, right, tolerance=0.0, mistakes=None, digits=None):
        asked.append((right, tolerance, mistakes or {}, digits))
        require(answer, right, tolerance, mistakes, digits)

    return listen


def given(source, name):
    """Names of the numbers that a task asks for."""
    answer = source.cells[name.removesuffix("-test")].source
    return {part.strip() for part in answer.split(" = ")[0].split(",")} - NO_NUMBERS


def passes(source, stations, name, **answers):
    exec(compile(source.cells[name].source, name, "exec"), {**stations[0][name], **answers})


def test_right_answers_may_be_rounded_to_three_digits_and_counts_have_any_whole_type(
    source, stations
):
    for name in source.tests:
        right = {one: stations[0][name][one] for one in given(source, name)}
        numbers = {one: value for one, value in right.items() if not is_count(value)}
        counts = {one: value for one, value in right.items() if is_count(value)}
        for digits in (3, 4):
            rounded = {
                one: each(value, lambda x, n=digits: shorter(x, n))
                for one, value in numbers.items()
            }
            passes(source, stations, name, **rounded)
        for kind in (int, np.int64, np.int32):
            passes(source, stations, name, **{one: kind(value) for one, value in counts.items()})
    assert "rounded to no fewer than three significant digits" in source.notebook.cells[0].source


def test_an_answer_that_is_one_percent_or_one_place_off_is_refused(source, stations):
    for name in source.tests:
        for one in given(source, name):
            answer = stations[0][name][one]
            for by in (-1, 1):
                wrong = (
                    answer + by
                    if is_count(answer)
                    else each(answer, lambda x, by=by: x * (1 + by / 100))
                )
                if isinstance(wrong, Real) and not wrong and not is_count(wrong):
                    wrong = by / 100
                with pytest.raises(AssertionError):
                    passes(source, stations, name, **{one: wrong})


def test_no_typical_mistake_is_within_three_digits_of_the_right_answer(source, stations):
    for right, tolerance, mistakes, digits in stations[1]:
        if isinstance(right, Real) and not is_count(right):
            assert digits == 3
            reach = max(tolerance, 10.0 ** np.floor(np.log10(abs(right))) / 200)
            told = [wrong for wrong in mistakes if not np.isclose(wrong, right, 1e-9, 0)]
            assert [wrong for wrong in told if abs(wrong - right) <= reach] == []


@pytest.mark.parametrize("slip", SLIPS)
def test_plants_with_the_labels_of_others_are_no_clean_table(all_sources, slip, tmp_path):
    with pytest.raises(AssertionError, match="Labels and rows have come apart"):
        clean_by(all_sources["lab"], SLIPS[slip], tmp_path)


@pytest.mark.parametrize("way", RIGHT_WAYS)
def test_any_right_way_to_the_clean_table_counts(all_sources, way, tmp_path):
    clean_by(all_sources["lab"], RIGHT_WAYS[way], tmp_path)


def clean_by(lab, way, tmp_path):
    names = {}
    with chdir(tmp_path):
        for name in ("setup", "cases", "tables", "plants"):
            exec(lab.solution(name), names)
        exec(f"{way}\ndropped = len(plants) - len(clean)", names)
        exec(lab.cells["clean-test"].source, names)
