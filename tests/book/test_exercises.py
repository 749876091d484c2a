"""Every exercise that checks itself: right answers, typical mistakes and nonsense, in a notebook and on a page."""

import ast
import json
import re

from bookpress.build.cells import cells
from explorable.answers.form import cell_of, hashed


def said_on_the_page(exercise, answer):
    """The verdict that the page's script finds for a number, from what travels with the page."""
    data = json.loads(
        re.search(r'<script type="application/json">(.*)</script>', exercise.form(), re.DOTALL)[1]
    )
    hashes = [cell_of(answer, entry["width"], entry["offset"]) for entry in data["entries"]]
    hits = (
        e["said"]
        for e, cell in zip(data["entries"], hashes, strict=True)
        if hashed(data["salt"], cell) == e["hash"]
    )
    return next(hits, data["otherwise"])


def hints_written(path):
    """The hints in the source of a notebook's exercises."""
    for cell in cells(path, "code"):
        if "Exercise(" in cell.source:
            shown = [
                node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Dict)
            ]
            texts = [
                entry.value
                for node in shown
                for entry in node.values
                if isinstance(entry, ast.Constant)
            ]
            yield from (
                text for text in texts if isinstance(text, str) and text.endswith((".", "?"))
            )


def test_every_hint_has_a_number_of_its_own(asking, found):
    """Two mistakes that are the same number are one entry of a dictionary, and one hint would never be seen."""
    kept = {hint for exercise in found.values() for hint in exercise.mistakes.values()}
    assert [hint for hint in hints_written(asking) if hint not in kept] == []


def test_right_answers_mistakes_and_nonsense_are_told_apart(found):
    """In the notebook and on the page alike; a hint that another one hides would never be seen."""
    assert found
    for name, exercise in found.items():
        wanted = {exercise.right: "Right."} | {
            wrong: f"Not yet. {hint}" for wrong, hint in exercise.mistakes.items()
        }
        for answer, verdict in wanted.items():
            assert exercise._verdict(answer) == verdict, name
            assert said_on_the_page(exercise, answer) == verdict, name
        for nonsense in (3.7 * exercise.right + 11 * exercise.tolerance + 0.123, -1e9, 1e-9):
            assert exercise._verdict(nonsense).startswith("Not yet."), name
            assert said_on_the_page(exercise, nonsense).startswith("Not yet."), name
