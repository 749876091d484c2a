"""Questions as QTI 2.1: an item for each draw, and a package of a part in which one draw of each question is chosen.

QTI is IMS Global's (now 1EdTech's) Question and Test Interoperability. Names of elements are those of its schema,
``imsqti_v2p1.xsd``. What is said of an answer is decided in the item itself, by its response processing, so that a
platform needs to know nothing of this book.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from explorable.answers.bank import Drawn
from explorable.answers.questions import Choice, Number, Order, Question, ShortText

__all__ = ["NAMESPACE", "PACKAGING", "item", "item_name", "package"]

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
ITEM, TEST = "imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1"
# A zip has a date in each entry; the same questions should be the same file.
DAY = (1980, 1, 1, 0, 0, 0)
FIELD = "20"


def item_name(drawn: Drawn) -> str:
    """The identifier of an item, which is the name of its file as well.

    Examples
    --------
    >>> question = Number(text="How many?", right=1, because="One.")
    >>> item_name(Drawn("toys_of_a_town", "a-chapter", 1, 7, question, True))
    'toys_of_a_town-7'
    """
    return f"{drawn.name}-{drawn.seed}"


def item(drawn: Drawn) -> ET.Element:
    """One drawn question as an ``assessmentItem``."""
    question = drawn.question
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": SCHEMA,
            "identifier": item_name(drawn),
            "title": drawn.name.replace("_", " "),
            "adaptive": "false",
            "timeDependent": "false",
            LANGUAGE: "en",
        },
    )
    _declare_response(root, question)
    score = _declare_outcome(root, "SCORE", "float", "0")
    # Without them a platform cannot say which share of the points was reached.
    score.attrib |= {"normalMaximum": "1", "normalMinimum": "0"}
    _declare_outcome(root, "FEEDBACK", "identifier", "NONE")
    body = ET.SubElement(root, "itemBody")
    for paragraph in question.text.split("\n\n"):
        ET.SubElement(body, "p").text = paragraph
    _interaction(body, question)
    _processing(root, question)
    for name, said in _said(question):
        feedback = ET.SubElement(
            root,
            "modalFeedback",
            {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"},
        )
        ET.SubElement(feedback, "p").text = said
    return root


def package(part: str, title: str, drawn: Iterable[Drawn]) -> bytes:
    """All draws of a part's questions as a content package: a zip with a manifest, a test, and a file for each item."""
    drawn = list(drawn)
    files = {f"items/{item_name(one)}.xml": _text(item(one)) for one in drawn}
    files = {"test.xml": _text(_test(part, title, drawn)), **files}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"imsmanifest.xml": _text(_manifest(part, files)), **files}.items():
            archive.writestr(zipfile.ZipInfo(name, DAY), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _text(root):
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _kind(question):
    """Cardinality and base type of what is answered."""
    return {
        Choice: ("single", "identifier"),
        Number: ("single", "float"),
        Order: ("ordered", "identifier"),
        ShortText: ("single", "string"),
    }[type(question)]


def _declare_response(root, question):
    cardinality, base = _kind(question)
    declared = ET.SubElement(
        root,
        "responseDeclaration",
        {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base},
    )
    right = ET.SubElement(declared, "correctResponse")
    for value in _right(question):
        ET.SubElement(right, "value").text = value
    if isinstance(question, ShortText):
        mapping = ET.SubElement(declared, "mapping", {"defaultValue": "0"})
        for text in question.right:
            entry = {"mapKey": text, "mappedValue": "1", "caseSensitive": "false"}
            ET.SubElement(mapping, "mapEntry", entry)


def _right(question):
    if isinstance(question, Choice):
        return ["ANSWER_0"]
    if isinstance(question, Order):
        return [f"ANSWER_{number}" for number in range(len(question.right))]
    if isinstance(question, ShortText):
        return [question.right[0]]
    return [repr(float(question.right))]


def _declare_outcome(root, name, base, default):
    declared = ET.SubElement(
        root,
        "outcomeDeclaration",
        {"identifier": name, "cardinality": "single", "baseType": base},
    )
    ET.SubElement(ET.SubElement(declared, "defaultValue"), "value").text = default
    return declared


def _interaction(body, question):
    if isinstance(question, Choice | Order):
        one = {"shuffle": "true", "responseIdentifier": "RESPONSE"}
        if isinstance(question, Choice):
            shown = ET.SubElement(body, "choiceInteraction", {**one, "maxChoices": "1"})
        else:
            shown = ET.SubElement(body, "orderInteraction", one)
        things = question.options if isinstance(question, Choice) else question.right
        for number, thing in enumerate(things):
            ET.SubElement(shown, "simpleChoice", {"identifier": f"ANSWER_{number}"}).text = thing
    else:
        ET.SubElement(
            ET.SubElement(body, "p"),
            "textEntryInteraction",
            {"responseIdentifier": "RESPONSE", "expectedLength": FIELD},
        )


def _processing(root, question):
    condition = ET.SubElement(ET.SubElement(root, "responseProcessing"), "responseCondition")
    rule = ET.SubElement(condition, "responseIf")
    _given(rule, question, None)
    _set(rule, "SCORE", "float", "1")
    _set(rule, "FEEDBACK", "identifier", "RIGHT")
    for number, (answer, _) in enumerate(question.wrong):
        rule = ET.SubElement(condition, "responseElseIf")
        _given(rule, question, answer if not isinstance(question, Choice) else number + 1)
        _set(rule, "FEEDBACK", "identifier", f"WRONG_{number}")
    if not isinstance(question, Choice):
        _set(ET.SubElement(condition, "responseElse"), "FEEDBACK", "identifier", "OTHER")


def _set(rule, name, base, value):
    outcome = ET.SubElement(rule, "setOutcomeValue", {"identifier": name})
    _base(outcome, base, value)


def _base(into, kind, value):
    ET.SubElement(into, "baseValue", {"baseType": kind}).text = value


def _given(rule, question, answer):
    """The condition that this answer was given; None stands for the right one."""
    if isinstance(question, Number):
        value = question.right if answer is None else answer
        # Numbers of a computer are never quite themselves.
        reach = question.reach(value) + 1e-9 * abs(value)
        where = {"toleranceMode": "absolute", "tolerance": f"{reach!r} {reach!r}"}
        same = ET.SubElement(rule, "equal", where)
        _base(same, "float", repr(float(value)))
        ET.SubElement(same, "variable", {"identifier": "RESPONSE"})
    elif isinstance(question, ShortText):
        texts = question.right if answer is None else [answer]
        into = ET.SubElement(rule, "or") if len(texts) > 1 else rule
        for text in texts:
            same = ET.SubElement(into, "stringMatch", {"caseSensitive": "false"})
            ET.SubElement(same, "variable", {"identifier": "RESPONSE"})
            _base(same, "string", text)
    else:
        same = ET.SubElement(rule, "match")
        ET.SubElement(same, "variable", {"identifier": "RESPONSE"})
        if answer is None:
            ET.SubElement(same, "correct", {"identifier": "RESPONSE"})
        elif isinstance(question, Choice):
            _base(same, "identifier", f"ANSWER_{answer}")
        else:
            order = ET.SubElement(same, "ordered")
            for thing in answer:
                _base(order, "identifier", f"ANSWER_{list(question.right).index(thing)}")


def _said(question: Question) -> list[tuple[str, str]]:
    wrong: Sequence[tuple[object, str]] = question.wrong  # type: ignore[attr-defined]
    said = [("RIGHT", question.because)]
    said += [(f"WRONG_{number}", why) for number, (_, why) in enumerate(wrong)]
    return said if isinstance(question, Choice) else [*said, ("OTHER", question.because)]


def _test(part, title, drawn):
    root = ET.Element(
        "assessmentTest",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": SCHEMA,
            "identifier": part,
            "title": title,
        },
    )
    one = {"identifier": "all", "navigationMode": "nonlinear", "submissionMode": "individual"}
    inside = ET.SubElement(root, "testPart", one)
    for chapter in dict.fromkeys(one.chapter for one in drawn):
        section = _section(inside, chapter, chapter.replace("-", " "), "true")
        its = [one for one in drawn if one.chapter == chapter]
        for name in dict.fromkeys(one.name for one in its):
            draws = [one for one in its if one.name == name]
            chosen = _section(section, name, name.replace("_", " "), "false")
            ET.SubElement(chosen, "selection", {"select": "1"})
            for draw in draws:
                there = {"identifier": item_name(draw), "href": f"items/{item_name(draw)}.xml"}
                ET.SubElement(chosen, "assessmentItemRef", there)
    return root


def _section(into, name, title, visible):
    return ET.SubElement(
        into, "assessmentSection", {"identifier": name, "title": title, "visible": visible}
    )


def _manifest(part, files):
    root = ET.Element("manifest", {"xmlns": PACKAGING, "identifier": f"manifest-{part}"})
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "QTIv2.1 Package"
    ET.SubElement(about, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    names = {file: Path(file).stem for file in files}
    for file, name in names.items():
        kind = TEST if file == "test.xml" else ITEM
        resource = ET.SubElement(
            resources, "resource", {"identifier": f"file-{name}", "type": kind, "href": file}
        )
        ET.SubElement(resource, "file", {"href": file})
        if file == "test.xml":
            for other, its in names.items():
                if other != file:
                    ET.SubElement(resource, "dependency", {"identifierref": f"file-{its}"})
    return root
