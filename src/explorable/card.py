"""The decorator: one pure function of its controls, three faces."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from explorable.states.compute import call, compute_states
from explorable.states.grid import grid

from .controls import Control, Preset
from .errors import ExplorableError
from .formatting import table_text
from .which_face import STANDALONE, face
from .words import in_turn, quoted, tell, tell_many

if TYPE_CHECKING:
    from explorable.view import View

    pass

__all__ = ["Explorable", "Prediction", "explorable"]

MOST_CONTROLS = 3


class Prediction:
    """A guess the reader makes before the answer shows; it stays drawn beside the answer.

    Parameters
    ----------
    prompt : str
        What is guessed, as a question.
    answer : str
        The fact of the view that answers it, a key of ``View.facts``.
    low, high, step : float
        The guesses a reader can enter.
    at : dict, optional
        The controls at which the answer shows; the guess moves them there. Without it the answer
        shows at the start. Where the start shows the answer, the figure shows its axes alone until the guess.
    axis : {"x", "y"}, optional
        The axis of the figure on which the guess is drawn as a line.
    decimals : int
        Decimals of the answer as it is read out.
    """

    def __init__(
        self,
        prompt: str,
        answer: str,
        low: float = 0,
        high: float = 100,
        step: float = 1,
        at: Mapping[str, Any] | None = None,
        axis: Literal["x", "y"] | None = None,
        decimals: int = 0,
    ) -> None:
        self.prompt, self.answer, self.low, self.high, self.step = prompt, answer, low, high, step
        self.at, self.axis, self.decimals = at or {}, axis, decimals


class Explorable:
    """A function with controls. Call it for one view; show it to move the controls."""

    def __init__(
        self,
        function: Callable[..., View],
        controls: Mapping[str, Control],
        question: str,
        presets: Iterable[Preset],
        prediction: Prediction | None,
        source: str,
        static: Mapping[str, Sequence[Any]] | None,
    ) -> None:
        self.function, self.controls, self.question = function, controls, question
        self.presets, self.prediction, self.source, self.static = (
            list(presets),
            prediction,
            source,
            static,
        )
        self.name = function.__name__
        self.slug = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")
        self.__doc__ = function.__doc__
        _check(self)

    def __call__(self, *args: Any, **values: Any) -> View:
        """One view; controls that are not named keep their start."""
        given = inspect.signature(self.function).bind_partial(*args, **values).arguments
        view = call(self.function, {**self.start, **given}, self.name)
        _check_answer(self, view.facts)
        return view

    @property
    def start(self) -> dict[str, Any]:
        """The values the controls start with."""
        return {key: control.default for key, control in self.controls.items()}

    @property
    def answer_at(self) -> Mapping[str, Any]:
        """The values at which the prediction is answered."""
        return (self.prediction and self.prediction.at) or self.start

    def grid(self) -> list[dict[str, Any]]:
        """Every combination of values a page offers."""
        return grid(self.controls, self.static, self.name)

    def states(self, jobs: int = -1) -> list[dict[str, Any]]:
        """Every state of the grid as plain data, computed or recalled."""
        states = compute_states(self.function, self.grid(), self.name, self.slug, jobs)
        for state in states:
            _check_answer(self, state["facts"], state["wide"]["axes"])
        return states

    def text(self) -> str:
        """Question, start, reading and table: what print, tests and plain terminals show."""
        view = self()
        start = ", ".join(f"{c.label}: {c.label_of(c.default)}" for c in self.controls.values())
        lines = [self.question, f"({start})", view.plain_reading]
        if view.table is not None:
            lines.append(table_text(view.columns(), view.rows()))
        return "\n".join(lines)

    def __repr__(self) -> str:
        return self.text()

    def html(self, standalone: bool = False) -> str:
        """The static page's face, complete: every state, no server."""
        from explorable.faces.page import section

        return section(self, self.states(), standalone)

    def widget(self) -> Any:
        """The live face: ipywidgets that call the function."""
        from explorable.faces.live import card

        return card(self)

    def _repr_mimebundle_(self, include=None, exclude=None):
        if face():
            return {
                "text/plain": self.text(),
                "text/html": self.html(standalone=face() == STANDALONE),
            }
        return {**self.widget()._repr_mimebundle_(), "text/plain": self.text()}


def explorable(
    *,
    question: str,
    presets: Iterable[Preset] = (),
    prediction: Prediction | None = None,
    source: str = "",
    static: Mapping[str, Sequence[Any]] | None = None,
    **controls: Control,
) -> Callable[[Callable[..., View]], Explorable]:
    """Turn a pure function into a figure readers can move, live and on a plain page.

    Parameters
    ----------
    question : str
        What the reader is to find out; the heading of the card.
    presets : list of Preset
        Named cases the text discusses.
    prediction : Prediction, optional
        A guess to make first.
    source : str
        The data's source, as text with optional ``[links](address)``.
    static : dict, optional
        ``{control: values}``: the subset of a long control offered on a page without a kernel.
    **controls : Choice, Slider or Toggle
        One for each argument of the function, at most three.

    Returns
    -------
    Explorable
        Callable like the function; shows its controls as the last value of a cell.

    Raises
    ------
    ExplorableError
        For an unknown control, a control that is no argument, a grid of more than 500 states, or a
        preset or prediction that names what does not exist; when states are computed, for a function
        that fails (with the values at which), is not pure, or does not return a View.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from explorable import Slider, View, explorable
    >>> @explorable(plants=Slider([1, 2, 4], label="Plants"), question="How lumpy are few plants?")
    ... def lumps(plants):
    ...     figure = Figure()
    ...     figure.subplots().bar(["largest"], [1 / plants])
    ...     return View(figure, reading=f"The largest of {plants} equal plants has **{1 / plants:.0%}** of the jobs.")
    >>> lumps
    How lumpy are few plants?
    (Plants: 1)
    The largest of 1 equal plants has 100% of the jobs.
    >>> lumps(plants=4).plain_reading
    'The largest of 4 equal plants has 25% of the jobs.'
    """

    def decorate(function):
        return Explorable(function, controls, question, presets, prediction, source, static)

    return decorate


def _check(card):
    """Every mistake an author can make before anything is computed."""
    for key, control in card.controls.items():
        if not isinstance(control, Control):
            raise ExplorableError(
                tell(
                    "{card}: {key}= is a {type}; a control is a Choice, a Slider or a Toggle.",
                    card=card.name,
                    key=key,
                    type=type(control).__name__,
                )
            )
    if not card.question.strip() or not card.slug:
        raise ExplorableError(
            tell(
                "{card}: a card needs a question, and a name in Latin letters for its address.",
                card=card.name,
            )
        )
    arguments = list(inspect.signature(card.function).parameters)
    if set(arguments) != set(card.controls):
        missing, surplus = set(arguments) - set(card.controls), set(card.controls) - set(arguments)
        parts = [
            tell("argument {name} has no control", name=quoted(name)) for name in sorted(missing)
        ]
        parts += [
            tell("control {name} is no argument", name=quoted(name)) for name in sorted(surplus)
        ]
        raise ExplorableError(
            tell(
                "{card}: {found}. Controls and arguments must have the same names.",
                card=card.name,
                found=in_turn(parts),
            )
        )
    if not 1 <= len(card.controls) <= MOST_CONTROLS:
        raise ExplorableError(
            tell_many(
                "{card} has {n} control; readers follow one to {most}. Fix a value in the function, or make two "
                "explorables.",
                "{card} has {n} controls; readers follow one to {most}. Fix a value in the function, or make two "
                "explorables.",
                len(card.controls),
                card=card.name,
                most=MOST_CONTROLS,
            )
        )
    card.controls = {name: card.controls[name] for name in arguments}
    grid(card.controls, card.static, card.name)
    _check_names(card)


def _check_names(card):
    strangers = [preset for preset in card.presets if not isinstance(preset, Preset)]
    if strangers:
        raise ExplorableError(
            tell(
                "{card}: presets= holds {found}; write Preset('its name', control=value).",
                card=card.name,
                found=quoted(strangers[0]),
            )
        )
    if not isinstance(card.prediction, Prediction | None):
        raise ExplorableError(
            tell(
                "{card}: prediction= is a {type}; write Prediction(...).",
                card=card.name,
                type=type(card.prediction).__name__,
            )
        )
    named = [
        (tell("preset {name}", name=quoted(preset.name)), preset.state) for preset in card.presets
    ]
    if card.prediction is not None:
        named.append((tell("the prediction"), card.prediction.at))
    offered = {
        key: list((card.static or {}).get(key, control.values))
        for key, control in card.controls.items()
    }
    for who, state in named:
        for key, value in state.items():
            if key not in card.controls:
                raise ExplorableError(
                    tell(
                        "{card}: {who} sets {key}, which is no control.",
                        card=card.name,
                        who=who,
                        key=quoted(key),
                    )
                )
            if value not in offered[key]:
                raise ExplorableError(
                    tell(
                        "{card}: {who} sets {key}={value}, which the page does not offer.",
                        card=card.name,
                        who=who,
                        key=key,
                        value=quoted(value),
                    )
                )
    if card.prediction is not None and card.prediction.axis not in (None, "x", "y"):
        raise ExplorableError(
            tell(
                "{card}: the prediction's axis is {axis}; it can be 'x' or 'y'.",
                card=card.name,
                axis=quoted(card.prediction.axis),
            )
        )


def _check_answer(card, facts, axes=None):
    """The guess can be held against the view, and drawn on its figure."""
    guess = card.prediction
    if guess is None:
        return
    if guess.answer not in facts:
        known = ", ".join(map(repr, facts)) or "none"
        raise ExplorableError(
            tell(
                "{card}: the prediction's answer is {answer}, which is no fact of the view "
                "(facts: {known}).",
                card=card.name,
                answer=quoted(guess.answer),
                known=known,
            )
        )
    if guess.axis and axes == []:
        raise ExplorableError(
            tell(
                "{card}: the prediction has axis={axis}, but the figure has no axes with a linear "
                "scale to draw it on; leave axis= out.",
                card=card.name,
                axis=quoted(guess.axis),
            )
        )
