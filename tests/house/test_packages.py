"""The house: what each package may import, what travels in the wheel, and what the last edition's imports lead to."""

import ast
import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import agglomeration as ag

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"
# The lines of the notebooks and assignments of the first edition, each once.
FORMER_LINES = (
    (Path(__file__).parent / "former_imports.txt").read_text(encoding="utf-8").splitlines()
)


@pytest.mark.parametrize("line", FORMER_LINES)
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_the_imports_of_the_last_edition_still_work(line):
    exec(line, {})


# In a process of its own: what is imported under two names is the same module, and others have it at hand.
EACH_FORMER_PATH = """
import importlib, sys, types, warnings
from clusterbook.former_names import NAMES

def held():
    packages = ("explorable", "explorable.states", "clusterbook.models", "agglomeration.report")
    return {(name, part): thing for name in packages for part, thing in vars(importlib.import_module(name)).items()}

modules = {new: importlib.import_module(new) for new in NAMES.values()}
before = held()
for old, new in NAMES.items():
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        module = importlib.import_module(old)
    told = [str(one.message) for one in said]
    assert any(f"{old} is now {new}: change the import" in one for one in told), (old, told)
    assert module is modules[new] and module.__spec__.name == new, old
after = held()
assert [key for key in before if after[key] is not before[key]] == []
"""


def test_a_former_path_gives_the_module_itself_and_says_where_it_is():
    done = subprocess.run(
        [sys.executable, "-c", EACH_FORMER_PATH], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_warning_stands_at_the_line_that_imports():
    program = (
        "import warnings; warnings.simplefilter('error'); import agglomeration.models.dartboard"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "FutureWarning: agglomeration.models is now clusterbook.models" in done.stderr


def test_the_library_alone_loads_neither_the_book_nor_figures():
    program = "import sys, agglomeration; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"clusterbook", "explorable", "matplotlib", "numpy", "pandas"} & set(loaded)


def test_importing_writes_nothing(tmp_path):
    names = [
        ".".join(file.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__")
        for file in SOURCES.rglob("*.py")
        if file.name != "__main__.py"
    ]
    program = f"import importlib\nfor name in {names!r}: importlib.import_module(name)"
    subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=tmp_path, check=True, capture_output=True
    )
    assert list(tmp_path.iterdir()) == []


def test_nothing_imports_from_the_tests():
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.partition(".")[0] == "tests"], file


def test_every_package_travels_in_the_wheel():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "setuptools"
    ]["packages"]
    there = {
        ".".join(file.parent.relative_to(SOURCES).parts) for file in SOURCES.rglob("__init__.py")
    }
    assert set(listed) == there | {"clusterbook.tables.data"}


def test_no_file_of_the_library_begins_with_an_underscore():
    found = [file.name for file in SOURCES.rglob("_*.py") if not file.name.startswith("__")]
    assert found == []


def test_the_stub_and_the_package_offer_the_same_names():
    stub = ast.parse((SOURCES / "agglomeration/__init__.pyi").read_text(encoding="utf-8"))
    names = [
        alias.name
        for node in ast.walk(stub)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert sorted(names) == sorted(ag.__all__)
    assert len(names) == len(set(names))


def test_editors_list_the_names_and_show_signature_and_words():
    """What JupyterLab asks when a reader presses Tab."""
    jedi = pytest.importorskip("jedi")
    script = jedi.Script("import agglomeration as ag\nag.loc")
    offered = {found.name for found in script.complete(2, 6)}
    assert {"local_moran", "local_envelope", "location_quotient", "locational_gini"} <= offered
    script = jedi.Script("import agglomeration as ag\nag.location_quotient(")
    signature = script.get_signatures(2, 21)[0]
    assert [parameter.name for parameter in signature.params][:3] == ["table", "kind", "reference"]
    assert "Location quotient" in signature.docstring()


@pytest.mark.parametrize(
    ("name", "named", "words"),
    [
        ("shift_share", ["before", "after", "region", "industry", "size"], "Shift-share analysis"),
        (
            "location_quotient",
            ["table", "totals", "draws", "seed", "level", "jobs"],
            "Location quotient",
        ),
        (
            "variety",
            ["table", "hierarchy", "region", "industry", "size", "draws", "seed"],
            "Unrelated and related",
        ),
        ("ellison_glaeser", ["plants", "draws", "null", "level"], "Ellison-Glaeser index"),
    ],
)
def test_decorated_functions_show_all_their_arguments_and_their_words(name, named, words):
    """One decorator or two: an editor sees what the function itself says."""
    jedi = pytest.importorskip("jedi")
    script = jedi.Script(f"import agglomeration as ag\nag.{name}(")
    signature = script.get_signatures(2, len(name) + 4)[0]
    shown = [parameter.name for parameter in signature.params]
    assert shown == list(inspect.signature(getattr(ag, name)).parameters)
    assert set(named) <= set(shown)
    assert words in signature.docstring()


def test_architecture_names_every_folder():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for file in SOURCES.rglob("__init__.py"):
        assert f"{file.parent.name}/" in text, file.parent
