"""What a stored state depends on: every change is noticed, and nothing else is."""

import functools
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from explorable import ExplorableError
from explorable.states.fingerprint import fingerprint, fingerprint_of

TABLE = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})


def of(cell, source, **names):
    return fingerprint(cell(source, **names)["f"])


def changed(cell, source, before, after):
    return of(cell, source, **before) != of(cell, source, **after)


def test_the_same_function_on_the_same_things_is_the_same(cell):
    source = "def f(n):\n    return n + len(table)\n"
    assert of(cell, source, table=TABLE) == of(cell, source, table=TABLE.copy())


def test_its_own_source_counts(cell):
    assert of(cell, "def f(n):\n    return n\n") != of(cell, "def f(n):\n    return n + 1\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TABLE, TABLE.assign(a=[1, 3])),
        (TABLE, TABLE.rename(columns={"a": "c"})),
        (TABLE, TABLE.astype({"a": float})),
        (np.zeros(3), np.array([0, 0, 1e-12])),
        ({"a": [1, (2, 3)]}, {"a": [1, (2, 4)]}),
        ({"one", "two"}, {"one", "three"}),
        ("text", "Text"),
        (1, True),
        (functools.partial(round, ndigits=1), functools.partial(round, ndigits=2)),
    ],
    ids=["cell", "column", "kind", "array", "collection", "set", "text", "type", "partial"],
)
def test_what_it_refers_to_counts(cell, before, after):
    assert changed(cell, "def f(n):\n    return thing\n", {"thing": before}, {"thing": after})


def test_a_table_used_only_inside_an_inner_function_counts(cell):
    source = (
        "def f(n):\n    def inner():\n        return [table for _ in 'ab']\n    return inner()\n"
    )
    assert changed(cell, source, {"table": 1}, {"table": 2})


# Each block is a cell; its title says through what `f` depends on the number that is put in.
HELPERS = """
## a function
def h(n):
    return n + {}
def f(n):
    return h(n)
## a function of a function
def g(n):
    return n + {}
def h(n):
    return g(n)
def f(n):
    return h(n)
## a function with a default
def f(n, by={}):
    return n + by
## a keyword's default
def f(n, *, by={}):
    return n + by
## a function in a mapping
def h(n):
    return n + {}
helpers = {{'h': [h]}}
def f(n):
    return helpers['h'][0](n)
## a lambda in a mapping
helpers = {{'h': lambda n: n + {}}}
def f(n):
    return helpers['h'](n)
## a cached function
import functools
@functools.cache
def h(n):
    return n + {}
def f(n):
    return h(n)
## a part of a function
import functools
def h(n, by):
    return n + {}
p = functools.partial(h, by=1)
def f(n):
    return p(n)
## a wrapped function
import functools
def w(g):
    @functools.wraps(g)
    def inner(n):
        return g(n) + {}
    return inner
@w
def h(n):
    return n
def f(n):
    return h(n)
## a method
class C:
    def h(self, n):
        return n + {}
c = C()
def f(n):
    return c.h(n)
## a static method
class C:
    @staticmethod
    def h(n):
        return n + {}
def f(n):
    return C.h(n)
## a property
class C:
    @property
    def h(self):
        return {}
c = C()
def f(n):
    return n + c.h
## a base class
class B:
    def h(self):
        return {}
class C(B):
    pass
def f(n):
    return C().h()
## a closure
def make(by):
    def f(n):
        return n + by
    return f
f = make({})
## a recursion
def h(n):
    return h(n - {}) if n > 0 else g(n)
def g(n):
    return h(n)
def f(n):
    return h(n)
"""
HELPERS = dict(block.split("\n", 1) for block in HELPERS.strip().removeprefix("## ").split("## "))


@pytest.mark.parametrize("source", HELPERS.values(), ids=HELPERS)
def test_code_it_calls_counts(cell, source):
    one, again, other = (of(cell, source.format(number)) for number in (1, 1, 2))
    assert one == again
    assert one != other


def test_an_object_s_content_counts(cell):
    source = "class C:\n    pass\nc = C()\nc.by = by\ndef f(n):\n    return n + c.by\n"
    assert changed(cell, source, {"by": 1}, {"by": 2})


COLUMNS = {
    "Int64": ([1, 2, 1], 3),
    "Float64": ([1.5, 2.5, 1.5], 3.5),
    "boolean": ([True, False, True], None),
    "str": (["a", "b", "a"], "c"),
    "category": (["a", "b", "a"], "c"),
    "datetime64[ns]": (["2001-01-01", "2002-01-01", "2001-01-01"], "2003-01-01"),
}


@pytest.mark.parametrize("dtype", COLUMNS)
def test_a_look_at_a_column_does_not_count_and_its_content_does(cell, dtype):
    values, other = COLUMNS[dtype]

    def asked(column):
        return of(cell, "def f(n):\n    return column\n", column=column)

    column = pd.Series(values, dtype=dtype)
    before = asked(column)
    for look in (column.dropna, column.isna, column.nunique, column.value_counts):
        look()
    assert asked(column) == before
    assert asked(pd.Series([*values[:2], other], dtype=dtype)) != before


def test_what_it_does_not_use_does_not_count(cell):
    source = "def f(n):\n    return n.table\n"
    assert of(cell, source, table=TABLE, other=1) == of(cell, source, table=2, other=print)


def test_another_package_s_function_counts_by_its_version(cell, monkeypatch):
    import importlib.metadata

    from explorable.states.dependencies import content

    source = "import numpy\ndef f(n):\n    return numpy.mean(n)\n"
    before = of(cell, source)
    monkeypatch.setattr(importlib.metadata, "version", lambda package: "0.0")
    content.cache_clear()
    assert of(cell, source) != before
    content.cache_clear()


def test_a_package_that_is_being_written_counts_by_its_files(cell, tmp_path, monkeypatch):
    from explorable.states.dependencies import content

    (tmp_path / "own_helpers").mkdir()
    file = tmp_path / "own_helpers/__init__.py"
    monkeypatch.syspath_prepend(tmp_path)
    prints = []
    for number in (1, 2):
        file.write_text(f"def h(n):\n    return n + {number}\n")
        sys.modules.pop("own_helpers", None)
        content.cache_clear()
        prints.append(of(cell, "from own_helpers import h\ndef f(n):\n    return h(n)\n"))
    assert prints[0] != prints[1]
    content.cache_clear()


@pytest.fixture
def own_package(tmp_path, monkeypatch):
    """A package that is being written; the returned function puts a text into one of its files."""
    from explorable.states import dependencies

    folder = tmp_path / "own_package"
    folder.mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    texts = {
        "__init__": "from importlib import import_module\ndef __getattr__(name):\n"
        "    return getattr(import_module('own_package.used'), name)\n",
        "used": "from own_package.beneath import g\ndef h(n):\n    return g(n)\n",
        "beneath": "def g(n):\n    return n\n",
        "other": "def k(n):\n    return n\n",
        "table": "from pathlib import Path\ndef __reads__():\n    return Path(__file__).parent / 'data'\n"
        "def load():\n    return 1\n",
    }
    (folder / "data").mkdir()

    def put(name=None, text=""):
        for module in [
            module for module in sys.modules if module.partition(".")[0] == "own_package"
        ]:
            del sys.modules[module]
        for cached in (dependencies.content, dependencies.being_written):
            cached.cache_clear()
        for module, source in texts.items():
            (folder / f"{module}.py").write_text(source)
        if name:
            file = folder / name
            file.write_text((file.read_text() if file.exists() else "") + text)

    yield put
    put()


USES = {
    "by name": "from own_package.used import h\ndef f(n):\n    return h(n)\n",
    "by module": "from own_package import used\ndef f(n):\n    return used.h(n)\n",
    "by package": "import own_package\ndef f(n):\n    return own_package.h(n)\n",
}


@pytest.mark.parametrize("source", USES.values(), ids=USES)
@pytest.mark.parametrize(
    ("file", "counts"),
    [("used.py", True), ("beneath.py", True), ("other.py", False), ("data/table.csv", False)],
)
def test_only_the_files_that_it_uses_count(cell, own_package, source, file, counts):
    own_package()
    before = of(cell, source)
    own_package(file, "CHANGED = True\n")
    assert (of(cell, source) != before) == counts


def test_how_code_is_explained_does_not_count(cell, own_package):
    own_package()
    before = of(cell, USES["by name"])
    own_package("used.py", "# changed\n")
    assert of(cell, USES["by name"]) == before


def test_words_of_a_decorator_do_not_count_and_what_it_makes_does(cell):
    told = "def says(words):\n    return lambda function: function\n@says({!r})\ndef f(n):\n    return n\n"
    assert of(cell, told.format("one")) == of(cell, told.format("two"))
    adds = (
        "def adds(m):\n    def wrap(function):\n        def inner(n):\n            return function(n) + m\n"
        "        return inner\n    return wrap\n@adds({})\ndef f(n):\n    return n\n"
    )
    assert of(cell, adds.format(1)) != of(cell, adds.format(2))


def test_a_docstring_does_not_count():
    from explorable.states.dependencies import _behaviour

    plain = b"def h(n):\n    return n\n"
    told = b"'A.'\ndef h(n):\n    'B.'\n    return n  # C\n"
    assert _behaviour(plain) == _behaviour(told) != _behaviour(plain + b"D = 1\n")


def test_a_package_that_is_passed_on_counts_whole(cell, own_package):
    source = "import own_package\ndef f(n):\n    return vars(own_package)\n"
    own_package()
    before = of(cell, source)
    own_package("other.py", "CHANGED = True\n")
    assert of(cell, source) != before


def test_data_that_a_module_reads_count(cell, own_package):
    source = "from own_package.table import load\ndef f(n):\n    return load()\n"
    own_package()
    before = of(cell, source)
    own_package("data/table.csv", "a,b\n")
    assert of(cell, source) != before


def test_it_is_the_same_in_every_process():
    program = (
        "from explorable.states.fingerprint import fingerprint\n"
        "import pandas as pd, dataclasses\n"
        "@dataclasses.dataclass\n"
        "class C:\n    a: int = 1\n"
        "things = {'set': {'b', 'a', 'c'}, 'table': pd.DataFrame({'x': ['p', 'q']}), 'c': C(), 'g': lambda n: n}\n"
        "def f(n):\n    return things, [m for m in (1, 2)]\n"
        "print(fingerprint(f))\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout.strip(), runs[0].stderr
    assert runs[0].stdout == runs[1].stdout


def test_what_cannot_be_read_is_named(cell):
    source = "def f(n):\n    return next(steps)\n"
    with pytest.raises(
        ExplorableError, match=r"refers to 'steps', a generator, whose content cannot be read"
    ):
        of(cell, source, steps=(n for n in range(3)))


def test_rounded_numbers_do_not_hang_on_the_order_of_a_sum():
    table = pd.DataFrame({"share": [0.1 + 0.2, 1 / 3, np.nan], "jobs": [1, 2, 3]})
    other = pd.DataFrame({"share": [0.3, 1 - 2 / 3, np.nan], "jobs": [1, 2, 3]})
    exact, rounded = (
        [fingerprint_of("table", one, rounded=how) for one in (table, other)]
        for how in (False, True)
    )
    assert exact[0] != exact[1]
    assert rounded[0] == rounded[1]
    moved = [table.assign(jobs=[1, 2, 4]), table.assign(share=table["share"] * 1.00001)]
    assert rounded[0] not in {fingerprint_of("table", one, rounded=True) for one in moved}
    assert fingerprint_of("a", 0.1 + 0.2, rounded=True) == fingerprint_of("a", 0.3, rounded=True)
