"""Messages are whole sentences of one catalogue: none is built from pieces, and a translation needs no code."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

SOURCES = Path(__file__).parents[2] / "src"
# Where everything a reader is told goes through a catalogue.
FOLDERS = ("agglomeration", "explorable", "clusterbook")
TELLING = {"tell": 1, "tell_many": 2}
# What speaks to Python rather than to a reader, and what never leaves the library.
NOT_TOLD = {
    "AttributeError",
    "LinAlgError",
    "StopIteration",
    "NotImplementedError",
    "AssertionError",
}
# A sentence ends, or with what somebody else said.
END = re.compile(r"[.?!]$|: \{\w+\}$")
PLURAL_TRICKS = {"s", "es", "y", "ies", "is", "are", "has", "have", "was", "were", "it", "them"}


def parsed(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return tree


def called(node):
    """The name of what is called, without what it hangs on."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_told(node):
    """Whether a part of an expression is told by the catalogue."""
    return any(called(part) in TELLING for part in ast.walk(node))


def raised(tree):
    """The first argument of every exception and of every warning."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            if called(node.exc) not in NOT_TOLD:
                yield node.exc.args[0]
        elif called(node) == "warn" and node.args:
            yield node.args[0]


def pieces(node):
    """What a message is put together of, if it is; '' for one that is told or comes from elsewhere."""
    if isinstance(node, ast.JoinedStr):
        return "an f-string"
    if is_text(node):
        return "a text outside the catalogue" if " " in node.value else ""
    if isinstance(node, ast.BinOp):
        return "texts added up"
    if isinstance(node, ast.IfExp):
        return pieces(node.body) or pieces(node.orelse)
    return "a text filled in by hand" if called(node) in {"format", "join"} else ""


def fields(message):
    """Names in braces, and whether one has a position, a format or a conversion, which a translator could break."""
    found = [part[1:] for part in Formatter().parse(message) if part[1] is not None]
    plain = all(name.isidentifier() and not spec and not kind for name, spec, kind in found)
    return {name for name, _, _ in found}, plain


def is_phrase(node):
    """Whether a value has words of its own; a number and its format have none."""
    if isinstance(node, ast.IfExp):
        return is_phrase(node.body) or is_phrase(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return any(is_phrase(part) for part in node.values if is_text(part))
    return is_text(node) and " " in node.value and re.search("[A-Za-z]{2}", node.value) is not None


def wrong_telling(node):
    """What is wrong with one call of ``tell`` or ``tell_many``."""
    number = TELLING[called(node)]
    messages = node.args[:number]
    if any(pieces(message) not in ("", "a text outside the catalogue") for message in messages):
        yield "the message is built from pieces"
    if any(isinstance(message, (ast.IfExp, ast.Call)) for message in messages):
        yield "the message is no literal, so no catalogue can hold it"
    given = {keyword.arg for keyword in node.keywords if keyword.arg}
    passed_on = any(keyword.arg is None for keyword in node.keywords)
    if all(is_text(message) for message in messages):
        named = [fields(message.value) for message in messages]
        if not all(plain for _, plain in named):
            yield "a placeholder is more than a name"
        wanted = set().union(*(names for names, _ in named))
        wanted -= {"n"} if number == 2 else set()
        if given - wanted:
            yield f"{sorted(given - wanted)} is passed, and the message has no such name"
        if not passed_on and wanted - given:
            yield f"{sorted(wanted - given)} is named, and not passed"
        for message in messages:
            if re.search(r"[a-z]\. [A-Z]", message.value) and not END.search(message.value):
                yield "its last sentence has no end"
    for keyword in node.keywords:
        if is_phrase(keyword.value):
            yield f"{keyword.arg} is a phrase that no catalogue holds"


def put_together(node):
    """What is done with messages that were told, and sentences that were not."""
    if isinstance(node, ast.JoinedStr):
        said = "".join(part.value if is_text(part) else "0" for part in node.values)
        if said.endswith(".") and "<" not in said and len(re.findall("[A-Za-z]{2,}", said)) > 2:
            yield "a sentence is an f-string"
    if isinstance(node, ast.JoinedStr) and is_told(node):
        yield "a message is told inside an f-string, where it is not found for the catalogue"
    if isinstance(node, ast.BinOp) and any(
        called(side) in TELLING for side in (node.left, node.right)
    ):
        yield "a message is added to"
    if called(node) == "join" and is_text(getattr(node.func, "value", None)):
        lines = "\n" in node.func.value.value
        if not lines and any(is_told(part) for part in node.args):
            yield "messages are joined by hand"


def faults(text):
    """What is built from pieces in a module, as (line, what)."""
    tree = parsed(text)
    found = []
    for message in raised(tree):
        found.append((message.lineno, pieces(message)))
        if called(message) in TELLING:
            said = [one.value for one in message.args[: TELLING[called(message)]] if is_text(one)]
            if not all(map(END.search, said)):
                found.append((message.lineno, "the sentence has no end"))
    for node in ast.walk(tree):
        if called(node) in TELLING:
            found += [(node.lineno, what) for what in wrong_telling(node)]
        found += [(node.lineno, what) for what in put_together(node)]
        if isinstance(node, ast.IfExp) and is_text(node.body) and is_text(node.orelse):
            both = {node.body.value, node.orelse.value}
            if both <= PLURAL_TRICKS | {""}:
                found.append((node.lineno, "a plural is made by hand"))
    return sorted({one for one in found if one[1]})


def modules():
    return [
        pytest.param(file, id=str(file.relative_to(SOURCES)))
        for folder in FOLDERS
        for file in sorted((SOURCES / folder).rglob("*.py"))
    ]


@pytest.mark.parametrize("file", modules())
def test_no_message_is_built_from_pieces(file):
    assert faults(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('raise ValueError(f"{name}: it is empty.")', "an f-string"),
        ('raise ValueError("It is empty.")', "a text outside the catalogue"),
        ('raise ValueError("It is %s." % state)', "texts added up"),
        ('warnings.warn("It is " + state)', "texts added up"),
        ('warnings.warn("It is {}.".format(state))', "a text filled in by hand"),
        ('raise ValueError(tell("It is empty"))', "the sentence has no end"),
        ('raise ValueError(" ".join([tell("One."), tell("Two.")]))', "a text filled in by hand"),
        ('said = ", ".join(tell("One.") for _ in range(2))', "messages are joined by hand"),
        ('said = tell("One.") + tell("Two.")', "a message is added to"),
        (
            """said = f"<b>{tell('One.')}</b>" """,
            "a message is told inside an f-string, where it is not found for the catalogue",
        ),
        ('tell(f"{name} is empty.")', "the message is built from pieces"),
        ('tell("It " + "is")', "the message is built from pieces"),
        (
            'tell("It is." if one else "They are.")',
            "the message is no literal, so no catalogue can hold it",
        ),
        ('tell("{name} is empty.")', "['name'] is named, and not passed"),
        ('tell("It is empty.", name=name)', "['name'] is passed, and the message has no such name"),
        ('tell_many("{n} row.", "{n} rows of {table}.", n)', "['table'] is named, and not passed"),
        ('tell("It is {share:.2f}.", share=share)', "a placeholder is more than a name"),
        ('tell("It is {}.", share)', "a placeholder is more than a name"),
        ('tell("It is {name!r}.", name=name)', "a placeholder is more than a name"),
        ('tell("One is there. Two are", )', "its last sentence has no end"),
        (
            'tell("It is {state}.", state=f"not there in {n}")',
            "state is a phrase that no catalogue holds",
        ),
        (
            'tell("It {is_it}.", is_it="is one" if n else "is none")',
            "is_it is a phrase that no catalogue holds",
        ),
        ('rows = "s" if n != 1 else ""', "a plural is made by hand"),
        ('remarks.append(f"{n} rows are left out.")', "a sentence is an f-string"),
    ],
)
def test_pieces_are_found(line, what):
    assert what in [found for _, found in faults(line)]


@pytest.mark.parametrize(
    "line",
    [
        'raise ValueError(tell("{name}: it is empty.", name=name))',
        "raise ValueError(_sentence(name))",
        'raise FileError(paragraph([tell("One."), tell("Two.")]))',
        'tell_many("{n} row of {table}.", "{n} rows of {table}.", n, table=table)',
        'tell("It is {share}.", share=f"{share:.2f}")',
        'tell("It is {share}.", **named)',
        "tell(MISSING, name=name)",
        'said = "\\n".join([tell("One."), tell("Two.")])',
        'raise AttributeError(f"no attribute {name!r}")',
    ],
)
def test_whole_sentences_are_let_through(line):
    assert faults(line) == []
