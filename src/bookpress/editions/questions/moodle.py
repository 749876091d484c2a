"""Questions as Moodle XML: a category for each question with its draws, from which a quiz takes one at random.

The format is described at https://docs.moodle.org/en/Moodle_XML_format. Questions of order use the type *ordering*,
which is part of Moodle from 4.4 on and a plugin before.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from xml.etree import ElementTree as ET

from explorable.answers.bank import Drawn
from explorable.answers.questions import Choice, Number, Order, ShortText

__all__ = ["quiz"]

ALL, NOTHING = "100", "0"
TYPES = {
    Choice: "multichoice",
    Number: "numerical",
    Order: "ordering",
    ShortText: "shortanswer",
}


def quiz(title: str, drawn: Iterable[Drawn]) -> bytes:
    """The draws of a part's questions as one file to import."""
    root = ET.Element("quiz")
    before = None
    for one in drawn:
        place = f"$course$/top/{title}/{one.chapter}/{one.name}"
        if place != before:
            category = ET.SubElement(root, "question", {"type": "category"})
            _text(ET.SubElement(category, "category"), place)
            before = place
        root.append(_question(one))
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _text(into, said):
    ET.SubElement(into, "text").text = said


def _html(into, name, said):
    told = ET.SubElement(into, name, {"format": "html"})
    _text(told, "".join(f"<p>{escape(part)}</p>" for part in said.split("\n\n")))


def _question(drawn):
    question = drawn.question
    root = ET.Element("question", {"type": TYPES[type(question)]})
    _text(ET.SubElement(root, "name"), f"{drawn.name.replace('_', ' ')} {drawn.seed}")
    _html(root, "questiontext", question.text)
    _html(root, "generalfeedback", question.because)
    for name, value in {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0"}.items():
        ET.SubElement(root, name).text = value
    {Choice: _choice, Number: _number, Order: _order, ShortText: _short}[type(question)](
        root, question
    )
    return root


def _answer(root, fraction, text, said="", form="plain_text"):
    answer = ET.SubElement(root, "answer", {"fraction": fraction, "format": form})
    _text(answer, text)
    if said:
        _html(answer, "feedback", said)
    return answer


def _choice(root, question):
    for name, value in {
        "single": "true",
        "shuffleanswers": "true",
        "answernumbering": "abc",
    }.items():
        ET.SubElement(root, name).text = value
    _answer(root, ALL, escape(question.right), question.because, "html")
    for answer, why in question.wrong:
        _answer(root, NOTHING, escape(answer), why, "html")


def _number(root, question):
    for value, said, fraction in [
        (question.right, question.because, ALL),
        *((value, why, NOTHING) for value, why in question.wrong),
    ]:
        answer = _answer(root, fraction, repr(float(value)), said)
        reach = question.reach(value) + 1e-9 * abs(value)
        ET.SubElement(answer, "tolerance").text = repr(reach)


def _short(root, question):
    ET.SubElement(root, "usecase").text = "0"
    for text in question.right:
        _answer(root, ALL, _literal(text), question.because)
    for text, why in question.wrong:
        _answer(root, NOTHING, _literal(text), why)


def _literal(text):
    """A star stands for anything in an answer, unless a stroke goes before it."""
    return text.replace("*", r"\*")


def _order(root, question):
    for name, value in {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(question.right)),
        # As in QTI: an order is right or it is not, and only so does Moodle say what is said of wrong ones.
        "gradingtype": "ALL_OR_NOTHING",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }.items():
        ET.SubElement(root, name).text = value
    # Moodle has no answer for a whole order, so what is said of wrong ones follows the reason.
    said = " ".join([question.because, *(why for _, why in question.wrong)])
    _html(root, "incorrectfeedback", said)
    for place, thing in enumerate(question.right, start=1):
        # Here the fraction is the place in the order.
        _answer(root, str(place), escape(thing), form="html")
