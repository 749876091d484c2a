"""The questions on a page for the lecturer: what is asked, what is right and why, and what wrong answers are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from explorable.answers.bank import Drawn, kind_of
from explorable.answers.questions import Number, Order, Question, ShortText

__all__ = ["key_page", "shown"]

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "li{margin:.2rem 0}.right{font-weight:600}.kind{color:#555}article{break-inside:avoid}"
)


def shown(question: Question, answer: object) -> str:
    """An answer as it is printed: a number with the digits that are asked for.

    Examples
    --------
    >>> shown(Number(text="Which?", right=2 / 3, because="So."), 2 / 3)
    '0.667'
    """
    if isinstance(question, Number):
        value = float(answer)  # type: ignore[arg-type]
        if question.exact or value == 0:
            return f"{value:,.10g}"
        return (
            f"{value:,.{question.digits}g}" if abs(value) < 10**question.digits else f"{value:,.0f}"
        )
    if isinstance(question, Order):
        return ", ".join(map(str, answer))  # type: ignore[call-overload]
    return str(answer)


def key_page(title: str, drawn: Iterable[Drawn], seen: Collection[str] = ()) -> str:
    """A page with the answers: HTML that needs nothing else.

    Parameters
    ----------
    title : str
        What the questions are on.
    drawn : iterable of Drawn
    seen : collection of str
        Names of those that stand on the page of their chapter just so, where students can check their answers.
    """
    parts, before = [], None
    for number, one in enumerate(drawn, start=1):
        if one.chapter != before:
            before = one.chapter
            parts.append(f"<h2>{escape(before.replace('-', ' '))}</h2>")
        parts.append(_article(number, one, one.name in seen))
    name = escape(title)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}: key</title>'
        f"<style>{STYLE}</style><h1>{name}: questions and key</h1>{''.join(parts)}</html>"
    )


def _article(number, one, is_seen):
    question = one.question
    right = question.right[0] if isinstance(question, ShortText) else question.right
    wrong = "".join(
        f"<li>{escape(shown(question, answer))}: {escape(why)}</li>"
        for answer, why in question.wrong
    )
    about = f"{kind_of(question)}, objective {one.objective}, {escape(one.name)}, seed {one.seed}"
    about += ", as it stands on the page of the chapter" if is_seen else ""
    return (
        f"<article><p><b>{number}.</b> {escape(question.text)}</p>"
        f'<p class="right">{escape(shown(question, right))}</p><p>{escape(question.because)}</p>'
        f'<ul>{wrong}</ul><p class="kind">{about}</p></article>'
    )
