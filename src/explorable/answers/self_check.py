"""Questions at the end of a page that check themselves there: no account, no server, and nothing is sent or kept.

Right and wrong answers travel as hashes, as those of exercises do (``form.py``), and the same script checks them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from explorable.formatting import json_for_a_page
from explorable.words import tell, tell_many

from .bank import Bank, Draw, Drawn
from .form import checked_by, label_of
from .questions import Choice, Number, Order, Question

__all__ = ["PLACE", "self_check", "some_of"]

# Where the section stands on its page.
PLACE = "check-yourself"
# Kinds that a page can check without doubt, in the order in which they are taken. A name may be written in many ways.
KINDS = (Choice, Number, Order, Choice, Number)

Verdicts = list[tuple[object, float, str]]


def some_of(bank: Bank, chapter: str, seed: int) -> list[Drawn]:
    """A few questions of a chapter, of several kinds, in the order of the bank.

    Parameters
    ----------
    bank : Bank
    chapter : str
    seed : int
        Those that draw something come first, so that another seed asks something else.

    Returns
    -------
    list of Drawn
        At most five; as many as there are where a kind has too few.
    """
    drawn = list(bank.drawn(seed, chapter))
    waiting = sorted(drawn, key=lambda one: not one.varies)
    taken: list[Drawn] = []
    for kind in KINDS:
        some = [one for one in waiting if isinstance(one.question, kind) and one not in taken]
        others = [one for one in waiting if isinstance(one.question, KINDS) and one not in taken]
        taken += (some or others)[:1]
    return [one for one in drawn if one in taken]


def self_check(drawn: Sequence[Drawn]) -> str:
    """The section with the questions, folded.

    Parameters
    ----------
    drawn : sequence of Drawn
        Choices, numbers and orders.

    Returns
    -------
    str
        HTML that ``answers.js`` brings to life. Without that script, and on paper, the questions can be read.
    """
    told = tell_many(
        "{n} question, with an explanation of each usual mistake",
        "{n} questions, with an explanation of each usual mistake",
        len(drawn),
    )
    link = tell("Link to this heading")
    stays = tell("Your answers stay on this page: nothing is sent or stored.")
    still = tell("With JavaScript on, you can check your answers here.")
    asked = "".join(
        f"<li>{_form(one.question, number)}</li>" for number, one in enumerate(drawn, 1)
    )
    return (
        f'<section class="self-check" id="{PLACE}"><h2>{escape(heading())}'
        f'<a class="headerlink" href="#{PLACE}" title="{escape(link)}">#</a></h2>'
        f'<details class="looked-up"><summary>{escape(told)}</summary><p>{escape(stays)}</p>'
        f"<noscript><p>{escape(still)}</p></noscript>"
        f"<ol>{asked}</ol></details></section>"
    )


def heading() -> str:
    """The name of the section."""
    return tell("Check yourself")


def _form(question: Question, number: int) -> str:
    fields, kind, verdicts = FIELDS[type(question)](question)
    asked = "".join(f"<span>{escape(part)}</span>" for part in question.text.split("\n\n"))
    place = escape(tell("Question {number}", number=number))
    check = escape(tell("Check"))
    # Who goes from button to button hears which question each checks; what can be seen comes first, as voices need it.
    named = escape(tell("Check question {number}", number=number), quote=True)
    return (
        f'<form class="answer-check" autocomplete="off"><fieldset disabled>'
        f"<legend><strong>{place}</strong>{asked}</legend>{fields}</fieldset>"
        f'<button type="submit" aria-label="{named}">{check}</button>'
        f'<p class="answer-verdict" role="status"></p>'
        f'<script type="application/json">{json_for_a_page(checked_by(kind, verdicts))}</script></form>'
    )


def _choice(question: Choice) -> tuple[str, str, Verdicts]:
    options = Draw(question.text).shuffled(question.options)
    said = {question.right: _right(question)} | {
        answer: _not_yet(why) for answer, why in question.wrong
    }
    fields = "".join(
        f'<label><input type="radio" name="answer" value="{place}"> <span>{escape(option)}</span></label>'
        for place, option in enumerate(options, start=1)
    )
    return fields, "choice", [(str(options.index(one) + 1), 0.0, its) for one, its in said.items()]


def _number(question: Number) -> tuple[str, str, Verdicts]:
    verdicts: Verdicts = [(question.right, question.reach(question.right), _right(question))]
    verdicts += [(value, question.reach(value), _not_yet(why)) for value, why in question.wrong]
    how = (
        label_of("number")
        if question.exact
        else tell_many(
            "Your answer, a number to {n} significant digit or more",
            "Your answer, a number to {n} significant digits or more",
            question.digits,
        )
    )
    signs = any(value < 0 for value in (question.right, *(value for value, _ in question.wrong)))
    mode = "" if signs else ' inputmode="decimal"'
    field = f'<input type="text" spellcheck="false"{mode}>'
    return f"<label><span>{escape(how)}</span> {field}</label>", "number", verdicts


def _order(question: Order) -> tuple[str, str, Verdicts]:
    things = Draw(question.text).shuffled(question.right)
    if things == list(question.right):
        things.reverse()
    places = "".join(f"<option>{place}</option>" for place in range(1, len(things) + 1))
    fields = "".join(
        f'<label><select><option value="">–</option>{places}</select> <span>{escape(thing)}</span></label>'
        for thing in things
    )

    def placed(order: Sequence[str]) -> str:
        return " ".join(str(list(order).index(thing) + 1) for thing in things)

    verdicts: Verdicts = [(placed(question.right), 0.0, _right(question))]
    verdicts += [(placed(order), 0.0, _not_yet(why)) for order, why in question.wrong]
    return fields, "order", verdicts


FIELDS: dict[type[Question], Callable[..., tuple[str, str, Verdicts]]] = {
    Choice: _choice,
    Number: _number,
    Order: _order,
}


def _right(question: Question) -> str:
    return tell("Right. {reason}", reason=question.because)


def _not_yet(why: str) -> str:
    return tell("Not yet. {hint}", hint=why)
