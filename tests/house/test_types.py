"""Every public function says what it takes and returns: an editor shows it, and mypy holds the code to it."""

import importlib
import inspect
from pathlib import Path

import pytest

import agglomeration as ag

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    ".".join(file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    for file in (ROOT / "src").rglob("*.py")
    if file.name != "__main__.py"
)


def functions_of(thing):
    """A function itself, or what of a class is called by its name: its own methods and properties."""
    if inspect.isfunction(thing):
        yield thing
    elif inspect.isclass(thing):
        for name, member in vars(thing).items():
            member = getattr(member, "__func__", member)
            member = member.fget if isinstance(member, property) else member
            member = getattr(member, "func", member)
            # What dataclasses add by themselves stands in no file.
            written = inspect.isfunction(member) and not member.__code__.co_filename.startswith("<")
            if written and (not name.startswith("_") or name in ("__init__", "__call__")):
                yield member


def untyped(thing):
    """Names of what has no type, with the function that they belong to."""
    for function in functions_of(thing):
        signature = inspect.signature(function)
        for name, parameter in signature.parameters.items():
            if parameter.annotation is inspect.Parameter.empty and name not in ("self", "cls"):
                yield f"{function.__qualname__}: {name}"
        if signature.return_annotation is inspect.Signature.empty:
            yield f"{function.__qualname__}: what it returns"


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_offers_has_types(module):
    module = importlib.import_module(module)
    offered = [getattr(module, name) for name in getattr(module, "__all__", ())]
    assert [fault for thing in offered for fault in untyped(thing)] == []


def test_every_name_of_the_library_has_types():
    assert [fault for name in ag.__all__ for fault in untyped(getattr(ag, name))] == []


def test_what_lacks_a_type_is_found():
    class Result:
        def frame(self, level) -> int:
            return level

        @property
        def lower(self):
            return 0

        def _hidden(self, level):
            return level

    found = [fault.rpartition(".")[2] for fault in untyped(Result)]
    assert found == ["frame: level", "lower: what it returns"]
