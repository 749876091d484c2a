"""One list of options: function, command and form have each of them, and no message names another."""

import ast
import inspect
from pathlib import Path

import pytest

from agglomeration.report import errors as errors_module
from agglomeration.report import make_report, read_table
from agglomeration.report.command import _parser
from agglomeration.report.option_texts import flag_of, from_text
from agglomeration.report.options import COMPARING, OPTIONS, READING, option_named

REPORT = Path(errors_module.__file__).parent


def names(function):
    return set(inspect.signature(function).parameters)


def test_the_functions_take_every_option():
    assert names(read_table) - {"source", "name", "progress"} == set(READING)
    own = {option.name for option in OPTIONS} - set(READING)
    assert names(make_report) - {"source", "progress", "options"} == own
    assert set(COMPARING) <= own


def test_the_command_takes_every_option():
    commands = next(action for action in _parser()._actions if action.choices)
    flags = {
        flag for action in commands.choices["report"]._actions for flag in action.option_strings
    }
    assert {flag_of(option) for option in OPTIONS} <= flags


def test_messages_name_options_that_are_there():
    """What is built with ``option(name=...)`` is read by a person who types it."""
    known = {option.name for option in OPTIONS}
    named = set()
    for file in REPORT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "option":
                named |= {word.arg for word in node.keywords if word.arg}
    assert named
    assert named <= known


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("header", "2", 2),
        ("largest", "1.5", 1.5),
        ("thousands", " ", " "),
        ("thousands", "','", ","),
        ("without", "Total, Sum", ("Total", "Sum")),
        ("without", "('Total', 'Sum')", ("Total", "Sum")),
        ("without", "'a, b', c", ("a, b", "c")),
        ("none", "''", ("",)),
        ("withheld", "(D)", ("(D)",)),
        ("withheld", "(D), X", ("(D)", "X")),
    ],
)
def test_fields_are_read_as_messages_write_them(name, text, value):
    assert from_text(option_named(name), text) == value
