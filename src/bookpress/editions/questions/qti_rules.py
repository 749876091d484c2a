"""What a QTI 2.1 package must be, in rules of our own, each with the type of the schema or the class that asks for it.

The schema itself, ``imsqti_v2p1.xsd``, comes with no package that the project may pin; so these rules hold what the
book writes, and nothing that it does not: four interactions, one condition, feedback, sections, a manifest.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

from .qti import ITEM, NAMESPACE, PACKAGING, TEST

__all__ = ["broken_item", "broken_package"]

Q, P = f"{{{NAMESPACE}}}", f"{{{PACKAGING}}}"
# AssessmentItem.Type, AssessmentSection.Type: what may follow what.
ITEM_ORDER = [
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
]
SECTION_ORDER = ["selection", "assessmentItemRef", "assessmentSection"]
ASKED = {
    "assessmentItem": {"identifier", "title", "timeDependent"},
    "responseDeclaration": {"identifier", "cardinality"},
    "outcomeDeclaration": {"identifier", "cardinality"},
    "choiceInteraction": {"responseIdentifier", "maxChoices"},
    "orderInteraction": {"responseIdentifier"},
    "textEntryInteraction": {"responseIdentifier"},
    "simpleChoice": {"identifier"},
    "setOutcomeValue": {"identifier"},
    "variable": {"identifier"},
    "correct": {"identifier"},
    "baseValue": {"baseType"},
    "equal": {"toleranceMode"},
    "stringMatch": {"caseSensitive"},
    "mapEntry": {"mapKey", "mappedValue"},
    "modalFeedback": {"outcomeIdentifier", "identifier", "showHide"},
    "assessmentTest": {"identifier", "title"},
    "testPart": {"identifier", "navigationMode", "submissionMode"},
    "assessmentSection": {"identifier", "title", "visible"},
    "assessmentItemRef": {"identifier", "href"},
    "selection": {"select"},
}
# Which response an interaction can be bound to.
BOUND = {
    "choiceInteraction": ({"single", "multiple"}, {"identifier"}),
    "orderInteraction": ({"ordered"}, {"identifier"}),
    "textEntryInteraction": ({"single"}, {"string", "integer", "float"}),
}
# Identifier.Type: an NCName.
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")
PLAIN = {"value", "defaultValue", "correctResponse", "mapping", "itemBody", "p"} | {
    "responseProcessing", "responseCondition", "responseIf", "responseElseIf", "responseElse",
    "match", "ordered", "or",
}  # fmt: skip


def broken_package(packed: bytes) -> list[str]:
    """What is wrong with a package; nothing, if the list is empty."""
    found: list[str] = []
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        names = archive.namelist()
        if names[0] != "imsmanifest.xml":
            return ["Content Packaging: imsmanifest.xml is not at the root of the package."]
        trees = {name: ET.fromstring(archive.read(name)) for name in names}
    found += _manifest(trees)
    found += _test(trees)
    for name, tree in trees.items():
        if name.startswith("items/"):
            found += [f"{name}: {what}" for what in broken_item(tree)]
    return found


def broken_item(root: ET.Element) -> list[str]:
    """What is wrong with one item."""
    return [
        *_attributes(root),
        *_sequence(root, ITEM_ORDER, "AssessmentItem.Type"),
        *_identifiers(root),
        *_responses(root),
        *_outcomes(root),
        *_values(root),
    ]


def _name(element):
    return element.tag.rpartition("}")[2]


def _attributes(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        name = _name(element)
        missing = sorted(ASKED.get(name, set()) - set(element.attrib))
        if missing:
            yield f"{name}: the attribute {', '.join(missing)} is missing."
        if name not in ASKED and name not in PLAIN:
            yield f"{name}: an element that no rule knows."


def _sequence(root: ET.Element, order: list[str], kind: str) -> Iterator[str]:
    places = [order.index(_name(child)) if _name(child) in order else -1 for child in root]
    if -1 in places or places != sorted(places):
        yield f"{kind}: its parts stand in another order than {', '.join(order)}."


def _identifiers(root: ET.Element) -> Iterator[str]:
    choices = [element.get("identifier") for element in root.iter(f"{Q}simpleChoice")]
    if len(set(choices)) < len(choices):
        yield "SimpleChoice: two choices have one identifier."
    for element in root.iter():
        given = element.get("identifier")
        if given is not None and not IDENTIFIER.fullmatch(given):
            yield f"Identifier.Type: {given} is no name."


def _responses(root: ET.Element) -> Iterator[str]:
    declared = {one.get("identifier"): one for one in root.findall(f"{Q}responseDeclaration")}
    choices = {element.get("identifier") for element in root.iter(f"{Q}simpleChoice")}
    for name, (cardinalities, bases) in BOUND.items():
        for interaction in root.iter(f"{Q}{name}"):
            response = declared.get(interaction.get("responseIdentifier"))
            if response is None:
                yield f"{name}: it is bound to a response that is not declared."
            elif (
                response.get("cardinality") not in cardinalities
                or response.get("baseType") not in bases
            ):
                yield f"{name}: it is bound to a response of another cardinality or base type."
            else:
                values = [value.text for value in response.iterfind(f".//{Q}value")]
                if not values:
                    yield f"{name}: its response has no correct value."
                if response.get("baseType") == "identifier" and not set(values) <= choices:
                    yield f"{name}: the correct value is none of its choices."
                if response.get("cardinality") == "ordered" and set(values) != choices:
                    yield f"{name}: the correct order leaves out a choice."
    for parent in root.iter():
        if _name(parent) == "itemBody" and any(
            _name(child) == "textEntryInteraction" for child in parent
        ):
            yield "ItemBody.Type: an inline interaction stands outside a block."


def _outcomes(root: ET.Element) -> Iterator[str]:
    declared = {one.get("identifier", "") for one in root.findall(f"{Q}outcomeDeclaration")}
    told = {one.get("identifier", "") for one in root.findall(f"{Q}modalFeedback")}
    set_to: set[str] = set()
    for rule in root.iter(f"{Q}setOutcomeValue"):
        if rule.get("identifier") not in declared:
            yield f"SetValue.Type: the outcome {rule.get('identifier')} is not declared."
        if rule.get("identifier") == "FEEDBACK":
            set_to |= {value.text or "" for value in rule}
    if set_to != told:
        apart = sorted(set_to ^ told)
        yield f"ModalFeedback.Type: {', '.join(apart)} is set and not told, or told and never set."


def _values(root: ET.Element) -> Iterator[str]:
    choices = {element.get("identifier") for element in root.iter(f"{Q}simpleChoice")}
    for value in root.iter(f"{Q}baseValue"):
        kind, text = value.get("baseType"), value.text or ""
        if kind == "float":
            try:
                float(text)
            except ValueError:
                yield f"BaseValue.Type: {text!r} is no float."
        elif kind == "identifier" and text.startswith("ANSWER") and text not in choices:
            yield f"BaseValue.Type: {text} is none of the choices."
        elif kind == "string" and not text:
            yield "BaseValue.Type: an empty text would match an empty answer."
    for same in root.iter(f"{Q}equal"):
        if same.get("toleranceMode") != "exact" and not same.get("tolerance"):
            yield "Equal.Type: a tolerance is asked for unless the mode is exact."


def _test(trees: dict[str, ET.Element]) -> Iterator[str]:
    test = trees.get("test.xml")
    if test is None:
        yield "Content Packaging: test.xml is missing."
        return
    yield from _attributes(test)
    seen = set()
    for section in test.iter(f"{Q}assessmentSection"):
        yield from _sequence(section, SECTION_ORDER, "AssessmentSection.Type")
        inside = [child for child in section if _name(child) != "selection"]
        for selection in section.findall(f"{Q}selection"):
            if int(selection.get("select", "0")) > len(inside):
                yield f"Selection.Type: {section.get('identifier')} has fewer parts than are chosen."
    for element in test.iter():
        given = element.get("identifier")
        if given in seen:
            yield f"AssessmentTest.Type: two parts are named {given}."
        seen.add(given) if given else None
    for reference in test.iter(f"{Q}assessmentItemRef"):
        there = trees.get(reference.get("href", ""))
        if there is None or there.get("identifier") != reference.get("identifier"):
            yield f"AssessmentItemRef.Type: {reference.get('href')} is not the item that is named."


def _manifest(trees: dict[str, ET.Element]) -> Iterator[str]:
    manifest = trees["imsmanifest.xml"]
    if [_name(child) for child in manifest] != ["metadata", "organizations", "resources"]:
        yield "Content Packaging: a manifest has metadata, organizations, resources."
    resources = manifest.findall(f"{P}resources/{P}resource")
    hrefs = {one.get("href"): one for one in resources}
    if set(hrefs) != set(trees) - {"imsmanifest.xml"}:
        yield "Content Packaging: the manifest lists other files than the package holds."
    names = {one.get("identifier") for one in resources}
    for one in resources:
        if one.get("type") != (TEST if one.get("href") == "test.xml" else ITEM):
            yield f"Content Packaging: {one.get('href')} has another type than QTI 2.1 gives it."
        for needed in one.findall(f"{P}dependency"):
            if needed.get("identifierref") not in names:
                yield f"Content Packaging: {needed.get('identifierref')} is needed and not listed."
