"""What a message proposes can be given: each way out, as an option in Python and as it stands on the command line."""

import json
import re
import shlex
from functools import cache

import pytest
from disguises import disguised
from test_corpus import ASKED, CORPUS
from test_refusals import CASES

from agglomeration.report import FileError, read_table
from agglomeration.report.command import _parser
from agglomeration.report.options import OPTIONS, READING, option_named

DISGUISES = range(7_000_000, 7_000_240)
# An option in Python, and behind it the same on the command line.
ON_THE_LINE = re.compile(r"\(on the command line ((?:'(?:[^']|'\"'\"')*'|\"[^\"]*\"|[^'\"()])+)\)")
# What is said of an option that the file does not have.
USELESS = re.compile(
    r"check its spelling|it has no column '|no row has|is not known; choose|is not one character"
)


def files():
    for name in ASKED:
        yield name, (CORPUS / name).read_bytes(), None
    for name, case in CASES.items():
        yield name, case.text.encode(), None
    for seed in DISGUISES:
        case = disguised(seed)
        yield f"disguise {seed}", case.content, case.options


@cache
def questions():
    """Every question with a way out, with its file; each process that shares the tests would ask them all at import."""
    return list(_questions())


def _questions():
    for name, content, options in files():
        try:
            read_table(content, name="file", **(options or {}))
        except FileError as error:
            yield name, content, error


def as_said(words):
    """What the command makes of options, without those that were not given."""
    said = vars(_parser().parse_args(["report", "file.csv", *words]))
    given = {name: said[name] for name in READING if said.get(name) is not None}
    return {name: value for name, value in given.items() if value != option_named(name).default}


def same(given):
    return {
        name: (value,) if isinstance(value, str) and option_named(name).several else value
        for name, value in given.items()
    }


def follow(content, way, told):
    """Read with a way out: it leads on, and not to the question that it answers."""
    try:
        read_table(content, name="file", **way)
    except FileError as error:
        assert str(error) != told
        assert not USELESS.search(str(error)), (way, str(error))


def test_there_are_questions_of_many_kinds():
    kinds = {re.sub(r"'[^']*'|\d+", "", str(error))[:60] for _, _, error in questions()}
    assert len(questions()) > 150 and len(kinds) > 30


@pytest.mark.parametrize("part", range(4))
def test_every_way_can_be_given(part):
    for _, content, error in questions()[part::4]:
        for way in error.ways[:3]:
            assert set(way) <= {option.name for option in OPTIONS}
            follow(content, way, str(error))


def test_what_stands_on_the_command_line_is_what_stands_in_python():
    seen = 0
    for name, content, error in questions():
        ways = [same(way) for way in error.ways]
        for words in ON_THE_LINE.findall(str(error)):
            if re.search(r"=[A-Z]{4,}\b", words):  # --industry=NAME leaves the name to the reader
                continue
            try:
                given = {
                    key: tuple(value) if isinstance(value, list) else value
                    for key, value in as_said(shlex.split(words)).items()
                }
            except SystemExit:
                pytest.fail(f"{name}: {words}")
            seen += 1
            if not any(given.items() <= way.items() for way in ways):
                follow(content, given, str(error))
    assert seen > 150


def test_questions_of_the_corpus_are_answered_by_options_that_are_there():
    for name in ASKED:
        options = json.loads((CORPUS / f"{name}.question.json").read_text())["options"] or {}
        assert set(options) <= set(READING)
