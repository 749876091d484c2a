"""Questions that a page checks itself: on every chapter of the bank, of several kinds, light, and unanswered."""

import gzip
import inspect
import json

import pytest
from bs4 import BeautifulSoup

from bookpress.build.site import listed_pages
from bookpress.editions.questions.course_test import APART, ON_PAGES, seen_on_pages
from bookpress.editions.questions.key import key_page
from bookpress.sphinx.self_checks import END, checks_of, setup
from clusterbook.questions import banks
from explorable.answers.bank import Bank, kind_of
from explorable.answers.form import cell_of, hashed, plain
from explorable.answers.questions import Choice, Number, Order, ShortText
from explorable.answers.self_check import PLACE, self_check, some_of

MOST_BYTES = 6_000
ASKED = {
    page: (bank, chapter)
    for page in listed_pages()
    for bank in banks()
    for chapter in bank.chapters
    if page.endswith(f"/{bank.part}/{chapter}")
}
WORDS = {"text": "Which?", "because": "So it is."}
CHOICE = Choice(**WORDS, right="ab", wrong=[("cd", "No c."), ("ef", "No e.")])
NUMBER = Number(**WORDS, right=0.1234, wrong=[(0.5, "Too large.")])
ORDER = Order(**WORDS, right=["x1", "y2", "z3"], wrong=[(["z3", "y2", "x1"], "Reversed.")])


def bank_of(*questions, part="toys"):
    toys = Bank(part, "Toys")
    for number, question in enumerate(questions):

        def ask(question=question):
            return question

        # No argument that a draw would go to.
        ask.__signature__ = inspect.Signature()
        ask.__name__ = f"question_{number}"
        toys.asks("one", objective=1)(ask)
    return toys


def forms_of(html):
    return [
        (form, json.loads(form.script.text))
        for form in BeautifulSoup(html, "html.parser").select(".self-check form.answer-check")
    ]


@pytest.fixture(scope="module")
def sections():
    return {page: checks_of(page) for page in ASKED}


def test_every_chapter_of_the_bank_has_its_questions_and_no_other_page_has(sections):
    assert len(sections) == sum(len(bank.chapters) for bank in banks())
    assert all(4 <= len(forms_of(section)) <= 6 for section in sections.values())
    assert [page for page in listed_pages() if page not in ASKED and checks_of(page)] == []


def test_a_section_is_light(sections):
    heavy = {page: len(gzip.compress(section.encode())) for page, section in sections.items()}
    assert {page: size for page, size in heavy.items() if size > MOST_BYTES} == {}


def test_chapters_ask_in_more_than_one_way(sections):
    kinds = {page: {data["kind"] for _, data in forms_of(text)} for page, text in sections.items()}
    assert {page for page, found in kinds.items() if len(found) < 2} == set()
    assert set().union(*kinds.values()) == {"choice", "number", "order"}


def test_fields_and_buttons_have_names_and_every_answer_is_told_apart(sections):
    for page, section in sections.items():
        for number, (form, data) in enumerate(forms_of(section), 1):
            assert form.legend.text.startswith(f"Question {number}"), page
            # It begins with what can be seen, so that it can be pressed by voice, and says which question it checks.
            assert form.button["aria-label"] == f"{form.button.text} question {number}", page
            assert all(
                field.find_parent("label").text.strip() for field in form.select("input, select")
            ), page
            assert form.select_one(".answer-verdict[role=status]"), page
            said = [entry["said"] for entry in data["entries"]]
            assert said[0].startswith("Right. "), page
            assert not any(one.startswith("Right.") for one in said[1:]), page
            found = {json.dumps({**entry, "said": ""}) for entry in data["entries"]}
            assert len(found) == len(data["entries"]), page
        assert "JavaScript" in BeautifulSoup(section, "html.parser").noscript.text, page
        # Fields are named by what surrounds them: an identifier could come twice on a page.
        assert section.count(" id=") == 1, page


def test_seeds_of_pages_and_of_a_lecturers_files_never_meet():
    assert 2 * max(APART.values()) <= ON_PAGES
    drawn = [
        one
        for bank in banks()
        for chapter in bank.chapters
        for one in some_of(bank, chapter, ON_PAGES)
    ]
    assert sum(one.varies for one in drawn) > len(drawn) / 2


def test_the_key_names_what_students_can_check_on_the_page():
    toys = bank_of(CHOICE, ShortText(**WORDS, right=["one"]))

    @toys.asks("one", objective=1)
    def varies(draw):
        return Number(**WORDS, right=draw.whole(1, 9))

    assert seen_on_pages(toys) == {"question_0"}
    page = key_page("Toys", toys.drawn(), seen_on_pages(toys))
    seen = [
        one.text
        for one in BeautifulSoup(page, "html.parser").select("article")
        if "stands on" in one.text
    ]
    assert len(seen) == 1
    assert "question_0" in seen[0]


def test_a_few_of_several_kinds_are_taken_and_those_that_vary_first():
    name = ShortText(**WORDS, right=["one"])
    taken = some_of(bank_of(name, NUMBER, NUMBER, NUMBER, NUMBER, CHOICE), "one", 1)
    assert [kind_of(one.question) for one in taken] == ["number"] * 4 + ["choice"]
    toys = bank_of(CHOICE, CHOICE, CHOICE)

    @toys.asks("one", objective=1)
    def drawn(draw):
        return Choice(**WORDS, right=str(draw.whole(1, 9)), wrong=[("x", "No."), ("y", "No.")])

    assert [one.name for one in some_of(toys, "one", 1)][-1] == "drawn"
    assert len(some_of(bank_of(NUMBER), "one", 1)) == 1


@pytest.mark.parametrize("question", [CHOICE, NUMBER, ORDER], ids=kind_of)
def test_what_the_fields_hold_has_the_verdict_of_the_answer(question):
    ((form, data),) = forms_of(self_check(list(bank_of(question).drawn())))
    verdicts = [(question.right, "Right. So it is.")]
    verdicts += [(answer, f"Not yet. {why}") for answer, why in question.wrong]
    assert [verdict(data, held(form, question, answer)) for answer, _ in verdicts] == [
        said for _, said in verdicts
    ]
    assert form.fieldset.has_attr("disabled"), "nothing can be answered before there is a script"


def held(form, question, answer):
    """What the fields of a form hold where an answer is given."""
    if isinstance(question, Choice):
        return next(one.input["value"] for one in form.select("label") if one.span.text == answer)
    if isinstance(question, Order):
        things = [one.span.text for one in form.select("label")]
        assert things != list(question.right)
        return " ".join(str(list(answer).index(thing) + 1) for thing in things)
    return answer


def verdict(data, given):
    """As ``answers.js`` finds it."""
    for entry in data["entries"]:
        what = cell_of(given, entry["width"], entry["offset"]) if "width" in entry else plain(given)
        if hashed(data["salt"], what) == entry["hash"]:
            return entry["said"]
    return data["otherwise"]


def test_a_number_and_an_order_cannot_be_read_off():
    text = self_check(list(bank_of(NUMBER, ORDER).drawn()))
    assert "0.1234" not in text
    assert text.index("x1") > min(text.index("y2"), text.index("z3"))


def test_words_of_a_question_cannot_end_its_data():
    unsafe = Choice(**WORDS, right="<b>", wrong=[("c", "</script><i>"), ("d", "<!-- no.")])
    text = self_check(list(bank_of(unsafe).drawn()))
    assert text.count("</script>") == 1
    assert "<b>" not in text


def test_only_numbers_without_a_sign_get_the_keys_without_one():
    signed = Number(**WORDS, right=1.0, wrong=[(-1.0, "Mind the sign.")], exact=True)
    assert 'inputmode="decimal"' in self_check(list(bank_of(NUMBER).drawn()))
    assert "inputmode" not in self_check(list(bank_of(signed).drawn()))


def test_a_page_gets_the_section_at_its_end_and_a_line_in_its_contents():
    heard = {}

    class App:
        def connect(self, event, listener, **_):
            heard[event] = listener

    setup(App())
    page = next(iter(ASKED))
    toc = f'<ul>\n<li><a href="#">One</a><ul>\n<li><a href="#a">A</a></li>\n{END}\n'
    context = {"body": "<section>A.</section>", "toc": toc}
    heard["html-page-context"](None, page, "", context, None)
    assert context["body"] == "<section>A.</section>" + checks_of(page)
    assert context["toc"].index("#a") < context["toc"].index(f'href="#{PLACE}"')
    assert (
        BeautifulSoup(context["toc"], "html.parser").select_one("ul ul li:last-child a")["href"]
        == f"#{PLACE}"
    )
    for name, other in {"book/index": {"body": "B."}, page: {}}.items():
        kept = dict(other)
        heard["html-page-context"](None, name, "", other, None)
        assert other == kept
    assert heard["env-updated"](None, None) is None
