"""``import agglomeration as ag`` offers every public name, and costs nothing before it is used."""

import inspect
import subprocess
import sys
from importlib import import_module
from itertools import pairwise

import pytest

import agglomeration as ag

GROUND = ("tables", "inference")


@pytest.mark.parametrize("module", list(ag.INDICATORS))
def test_every_name_is_there_and_is_the_modules_own(module):
    home = import_module(f"agglomeration.indicators.{module}")
    for name in ag.INDICATORS[module]:
        assert getattr(ag, name) is getattr(home, name)
        assert getattr(ag, name).__doc__


@pytest.mark.parametrize("module", [module for module in ag.INDICATORS if module not in GROUND])
def test_no_public_name_of_an_indicator_module_is_left_out(module):
    assert sorted(ag.INDICATORS[module]) == sorted(import_module(f"agglomeration.indicators.{module}").__all__)


SECTIONS = ["Parameters", "Returns", "Warns", "Raises", "See Also", "Notes", "References", "Examples"]
FUNCTIONS = {name: getattr(ag, name) for names in ag.INDICATORS.values() for name in names if name[0].islower()}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_says_what_goes_in_and_out_shows_a_case_and_keeps_the_order(name):
    lines = inspect.getdoc(FUNCTIONS[name]).splitlines()
    heads = [line for line, below in pairwise(lines) if below and set(below) == {"-"}]
    assert {"Parameters", "Returns", "Examples"} <= set(heads)
    assert heads == [section for section in SECTIONS if section in heads]
    assert len(lines[0]) > 20


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_is_described(name):
    """By its own name, alone or in a list of several."""
    text = inspect.getdoc(FUNCTIONS[name])
    described = text[text.index("Parameters\n") : text.index("Returns\n")]
    heads = [line.split(" : ")[0] for line in described.splitlines() if line and not line.startswith(" ")]
    named = {argument for head in heads for argument in head.split(", ")}
    assert set(inspect.signature(FUNCTIONS[name]).parameters) <= named


def test_no_name_is_offered_twice():
    names = [name for offered in ag.INDICATORS.values() for name in offered]
    assert len(names) == len(set(names))


def test_a_wrong_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'location_quotients'"):
        _ = ag.location_quotients


def test_names_can_be_listed_without_loading_them():
    assert {"location_quotient", "shift_share", "datasets"} <= set(dir(ag))


EXTRAS = ["scipy", "matplotlib", "esda", "libpysal", "networkx", "statsmodels", "joblib", "pymrio"]


def loaded(code, names):
    """Which of the packages a fresh interpreter has loaded after running the code."""
    code = f"import sys; {code}; print(*(name for name in {names!r} if name in sys.modules))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_the_import_loads_nothing_heavy():
    assert loaded("import agglomeration", ["numpy", "pandas", *EXTRAS]) == []


def test_a_quotient_loads_only_the_core():
    code = "import pandas as pd, agglomeration as ag; ag.location_quotient(pd.DataFrame({'a': [1, 2]}))"
    assert loaded(code, ["numpy", "pandas", *EXTRAS]) == ["numpy", "pandas"]
