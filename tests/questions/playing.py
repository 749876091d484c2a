"""Play an item of QTI 2.1 as a platform does: its response processing decides, and nothing else. For tests only."""

from bookpress.editions.questions.qti import NAMESPACE

Q = f"{{{NAMESPACE}}}"


def name(element):
    return element.tag.rpartition("}")[2]


def play(item, answer):
    """Score and feedback for an answer: a text, a number, or a list of identifiers in their order."""
    outcomes = {
        one.get("identifier"): one.find(f".//{Q}value").text
        for one in item.findall(f"{Q}outcomeDeclaration")
    }
    declared = item.find(f"{Q}responseDeclaration")
    right = [one.text for one in declared.iterfind(f"{Q}correctResponse/{Q}value")]
    known = {
        "RESPONSE": answer,
        "right": right if declared.get("cardinality") == "ordered" else right[0],
    }
    for branch in item.find(f"{Q}responseProcessing/{Q}responseCondition"):
        condition, actions = (None, list(branch))
        if name(branch) != "responseElse":
            condition, *actions = branch
        if condition is None or value(condition, known):
            for action in actions:
                outcomes[action.get("identifier")] = action[0].text
            break
    told = {
        one.get("identifier"): "".join(one.itertext()) for one in item.iter(f"{Q}modalFeedback")
    }
    return float(outcomes["SCORE"]), told[outcomes["FEEDBACK"]].strip()


def value(node, known):
    """The value of an expression: the eight that the book writes."""
    kind, parts = name(node), [value(child, known) for child in node]
    if kind == "variable":
        return known[node.get("identifier")]
    if kind == "correct":
        return known["right"]
    if kind == "baseValue":
        return float(node.text) if node.get("baseType") == "float" else node.text
    if kind == "ordered":
        return parts
    if kind == "or":
        return any(parts)
    if kind == "match":
        return parts[0] == parts[1]
    if kind == "stringMatch":
        return parts[0].lower() == parts[1].lower()
    assert kind == "equal"
    low, high = map(float, node.get("tolerance").split())
    return parts[0] - low <= parts[1] <= parts[0] + high
