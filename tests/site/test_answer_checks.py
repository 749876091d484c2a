"""Answers checked on plain pages: as in a notebook, by keyboard, from a disk, without a request."""

from __future__ import annotations

import pytest
from where import PAGES

import agglomeration as ag
from bookpress.pages.policy import META
from bookpress.place import ROOT
from explorable.answers import Exercise

SERVED = {
    "answers.js": ROOT / "src/explorable/answers",
    "answers.css": ROOT / "src/explorable/answers",
    "site.css": ROOT / "src/bookpress/served",
}
# Pages whose exercise a test can answer from the library, with a mistake and the beginning of what is said of it.
KNOWN = {
    "book/upper-austria/cooperation-projects": (
        lambda: ag.eligibility(6, 2, 900_000).largest_subsidy,
        0.25 * 900_000,
        "Not yet. That is a quarter of the cost",
    ),
    "book/learning-regions/proximity-and-learning": (
        lambda: 100 * (1 - 0.3) * (1 - 0.6),
        100 * 0.3 * 0.6,
        "Not yet. Barriers are what keeps a piece from passing",
    ),
}

EXERCISES = {
    "share": Exercise(0.25, 0.01, {0.75: "That is the rest.", -0.25: "Mind the sign."}),
    "count": Exercise(5, mistakes={6: "Drugs itself is on both lists."}),
    "large": Exercise(166_500, 1, {1665: "Two zeros are missing."}),
    "none": Exercise(0, mistakes={1: "One too many."}),
    "word": Exercise("Linz", mistakes={"Vienna": "Mind the state."}),
    "several": Exercise(
        {"food, fresh", "soap"}, mistakes={("food, fresh", "paint"): "Paint is on one list only."}
    ),
}
OTHERWISE = "Not yet. It is none of the usual mistakes"
ANSWERS = [
    *[
        ("share", text, "Right.")
        for text in (
            "0.25",
            " 0.26 ",
            "1/4",
            ".241",
            "0,25",
            "2.5e-1",
            "+0.25",
            "\uff10.\uff12\uff15",
        )
    ],
    *[("share", text, "Not yet. That is the rest.") for text in ("0.75", "3/4")],
    *[("share", text, "Not yet. Mind the sign.") for text in ("-0.25", "\u22120.25")],
    *[("share", text, "Not yet. Mind the unit") for text in ("25", "25 %", "25%")],
    *[("share", text, OTHERWISE) for text in ("0.23", "0.27", "0", "1e9", "-1/4000")],
    *[
        ("share", text, "The answer is a number")
        for text in (
            "",
            "   ",
            "a quarter",
            "1/0",
            "1/2/3",
            "0.2.5",
            "--1",
            "NaN",
            "Infinity",
            "0x1",
            "1,2,3",
        )
    ],
    *[("count", text, "Right.") for text in ("5", "5.0", "10/2")],
    ("count", "6", "Not yet. Drugs itself is on both lists."),
    ("count", "0.05", "Not yet. Mind the unit"),
    *[("count", text, OTHERWISE) for text in ("5.0001", "4.9999", "-5")],
    *[
        ("large", text, "Right.")
        for text in ("166500", "166,500", "166 500", "166_501", "166499.5")
    ],
    ("large", "1665", "Not yet. Two zeros are missing."),
    *[("large", text, OTHERWISE) for text in ("166502", "166.5", "166498")],
    *[("none", text, "Right.") for text in ("0", "-0", "0.0")],
    ("none", "0.001", OTHERWISE),
    *[("word", text, "Right.") for text in ("Linz", " linz ", '"Linz"')],
    ("word", "VIENNA", "Not yet. Mind the state."),
    ("word", "Graz", OTHERWISE),
    ("word", " ", "Write one name."),
    *[
        ("several", text, "Right.")
        for text in ("soap; food, fresh", "Food, fresh;SOAP;", "soap;soap;food, fresh")
    ],
    ("several", "paint; food, fresh", "Not yet. Paint is on one list only."),
    *[
        ("several", text, OTHERWISE)
        for text in ("soap", "soap; food, fresh; steel", "food; fresh; soap")
    ],
    ("several", ";;", "Write the names"),
]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """A page with one exercise of each kind under the site's own policy."""
    folder = tmp_path_factory.mktemp("sheet")
    for name, served in SERVED.items():
        (folder / name).write_text((served / name).read_text(encoding="utf-8"), encoding="utf-8")
    forms = "".join(
        f'<section id="{name}">{exercise.form()}</section>' for name, exercise in EXERCISES.items()
    )
    head = f'<meta charset="utf-8">{META}<title>Answers</title><link rel="stylesheet" href="answers.css">'
    head += '<script src="answers.js" defer></script>'
    page = f'<!doctype html><html lang="en"><head>{head}</head><body>{forms}</body></html>'
    (folder / "sheet.html").write_text(page, encoding="utf-8")
    return folder / "sheet.html"


@pytest.fixture(scope="module")
def asked(sheet, chromium):
    """A function that writes an answer, presses Enter, and returns what is said."""
    context = chromium.new_context()
    page = context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    page.goto(sheet.as_uri())

    def ask(name, text):
        return _answer(page.locator(f"#{name}"), text)

    yield ask
    assert page.url == sheet.as_uri(), "a form was sent"
    context.close()
    assert troubles == []


def _answer(place, text):
    field = place.locator(".answer-check input").first
    field.fill(text)
    field.press("Enter")
    return place.locator(".answer-check").first.locator(".answer-verdict").inner_text()


def test_answers_get_their_verdict(asked):
    said = [(name, text, wanted, asked(name, text)) for name, text, wanted in ANSWERS]
    wrong = [one for one in said if not one[3].startswith(one[2])]
    assert wrong == []


@pytest.mark.parametrize("name", ["share", "count", "large", "none"])
def test_a_page_says_right_where_a_notebook_does(asked, name):
    """Around the borders of what counts, and where a mistake is near."""
    exercise = EXERCISES[name]
    reach = max(exercise.tolerance, 1e-3 * abs(exercise.right), 1e-3)
    for step in (-2.1, -1.001, -0.999, -0.5, 0, 0.5, 0.999, 1.001, 2.1):
        answer = exercise.right + step * reach
        assert (asked(name, repr(answer)) == "Right.") == (exercise._verdict(answer) == "Right."), (
            answer
        )


def test_a_verdict_goes_when_the_answer_is_changed(sheet, chromium):
    page = chromium.new_page()
    page.goto(sheet.as_uri())
    assert _answer(page.locator("#count"), "5") == "Right."
    page.locator("#count input").press("Backspace")
    assert page.locator("#count .answer-verdict").text_content() == ""
    assert page.locator("#count .is-right").count() == 0
    page.close()


def test_without_the_script_a_sentence_says_what_to_do(sheet, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sheet.as_uri())
    assert page.locator("#count .answer-still").is_visible()
    assert not page.locator("#count input").is_visible()
    context.close()


def test_an_answer_is_checked_on_its_page(opened, tried_answer):
    """Nonsense is told apart from a wrong answer, and both from a right one, which the page does not give away."""
    forms = opened(tried_answer, "disk").locator(".answer-check:not(.self-check *)").all()
    assert forms
    for form in forms:
        said = {text: _said(form, text) for text in ("", "1e-77")}
        assert all(said.values())
        assert "Right." not in said.values()
        assert said[""] != said["1e-77"]


@pytest.mark.parametrize("page_of", [page for page in PAGES if page in KNOWN])
def test_right_and_wrong_answers_of_chapters(opened, page_of):
    right, wrong, hint = KNOWN[page_of]
    form = opened(page_of, "disk").locator(".answer-check").first
    assert _said(form, f"{right():.10g}") == "Right."
    assert _said(form, f"{wrong:.10g}").startswith(hint)
    assert _said(form, f"{3 * right():.10g}").startswith(OTHERWISE)


def test_questions_to_check_oneself_are_answered_by_keyboard(visit):
    """A wrong choice is explained, an unfinished order asked for, and each right answer told with its reason."""
    page = visit("sample:book/part/cells", "disk", "#check-yourself")
    section = page.locator(".self-check")
    assert section.locator("details").get_attribute("open") is not None, "its address opens it"
    choice, number, order = section.locator(".answer-check").all()

    def said(form):
        form.locator("button").press("Enter")
        return form.locator(".answer-verdict").inner_text()

    assert said(choice) == "Choose one of the answers."
    choice.get_by_role("radio", name="one in five").press("Space")
    assert said(choice) == "Not yet. That counts half of the jobs."
    choice.get_by_role("radio", name="one in ten").press("Space")
    assert said(choice) == "Right. Ten of a hundred."
    assert choice.evaluate("form => form.classList.contains('is-right')")
    number.get_by_role("textbox").fill("0.123")
    assert said(number) == "Right. 37 of 300."
    number.get_by_role("textbox").fill("0.141")
    assert said(number) == "Not yet. Those 37 are part of all."
    assert said(order) == "Give each a place of its own, the first one 1."
    for place, name in enumerate(("a hamlet", "a town", "a city"), start=1):
        order.get_by_label(name).select_option(str(place))
    assert said(order) == "Right. Each holds more people."
    order.get_by_label("a town").select_option("1")
    assert order.locator(".answer-verdict").text_content() == ""
    assert said(order) == "Give each a place of its own, the first one 1."
    page.emulate_media(media="print")
    assert choice.is_visible()
    assert not choice.locator("button").is_visible()


def test_questions_can_be_read_without_a_script(sample, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sample / "book/part/cells.html").as_uri())
    page.locator(".self-check summary").click()
    form = page.locator(".self-check .answer-check").first
    assert form.get_by_text("one in ten").is_visible()
    assert form.get_by_role("radio").first.is_disabled()
    assert not form.locator("button").is_visible()
    context.close()


def _said(form, text):
    field = form.locator("input")
    field.fill(text)
    field.press("Enter")
    return form.locator(".answer-verdict").inner_text()
