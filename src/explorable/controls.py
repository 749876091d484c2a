"""What a reader can move: a choice, a slider, a toggle, and the named cases that set them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import ExplorableError
from .words import marked, quoted, tell, tell_many

__all__ = ["Choice", "Preset", "Slider", "Toggle"]

# More options than this fold into a list.
MOST_RADIOS = 4
SAME_VALUE = marked("Control {label} lists the value {value} twice; each must differ.")
SAME_LABEL = marked("Control {label} lists the label {value} twice; each must differ.")


class Control:
    """A named, finite list of values, each with a key for addresses and a label for readers."""

    def __init__(self, values, labels, label, default):
        if len(values) < 2:
            raise ExplorableError(
                tell_many(
                    "Control {label} has {n} value; a reader needs at least two to move.",
                    "Control {label} has {n} values; a reader needs at least two to move.",
                    len(values),
                    label=quoted(label),
                )
            )
        if not str(label).strip():
            raise ExplorableError(
                tell(
                    "A {type} has no label; readers must know what they move.",
                    type=type(self).__name__,
                )
            )
        self.values, self.labels, self.label = list(values), [str(text) for text in labels], label
        self.keys = [_key(value) for value in self.values]
        for texts, message in ((self.keys, SAME_VALUE), (self.labels, SAME_LABEL)):
            doubled = [text for text in texts if texts.count(text) > 1]
            if doubled:
                raise ExplorableError(tell(message, label=quoted(label), value=quoted(doubled[0])))
        self.default = self.values[0] if default is None else default
        if self.default not in self.values:
            raise ExplorableError(
                tell(
                    "Control {label} starts at {default}, which is not one of its values.",
                    label=quoted(label),
                    default=quoted(self.default),
                )
            )

    def __repr__(self):
        return f"{type(self).__name__}({self.label!r}, {len(self.values)} values, starts at {self.default!r})"

    def label_of(self, value):
        """The reader's word for a value."""
        return self.labels[self.values.index(value)]


class Choice(Control):
    """One of several named options.

    Parameters
    ----------
    options : list or dict
        The values, or ``{value: label}`` where readers should see another word than the value.
    label : str
        What is chosen; shown above the options.
    default : object, optional
        The value at the start; the first option unless said.

    Examples
    --------
    >>> Choice({"all": "all skills", "knowledge": "knowledge work"}, label="Lens")
    Choice('Lens', 2 values, starts at 'all')
    """

    def __init__(
        self, options: Sequence[Any] | Mapping[Any, str], label: str, default: Any = None
    ) -> None:
        labels = list(options.values()) if isinstance(options, dict) else list(options)
        super().__init__(list(options), labels, label, default)


class Slider(Control):
    """An ordered list of numbers, moved along a line.

    Parameters
    ----------
    values : iterable of numbers
        Every value the slider can take, in order.
    label : str
        What is moved.
    default : number, optional
        The value at the start; the first unless said.
    format : str
        How a value reads, as a format string: ``"{:.0%}"``, ``"{:,} EUR"``.

    Examples
    --------
    >>> Slider(range(3, 16), label="Partners shown", default=8)
    Slider('Partners shown', 13 values, starts at 8)
    """

    def __init__(
        self,
        values: Iterable[float],
        label: str,
        default: float | None = None,
        format: str = "{:g}",
    ) -> None:
        values = list(values)
        if any(isinstance(value, bool) or not hasattr(value, "__float__") for value in values):
            raise ExplorableError(
                tell(
                    "Slider {label} holds values that are not numbers; use Choice for words.",
                    label=quoted(label),
                )
            )
        if values != sorted(values):
            raise ExplorableError(
                tell(
                    "Slider {label} is not in increasing order; sort its values.",
                    label=quoted(label),
                )
            )
        super().__init__(values, [format.format(value) for value in values], label, default)


class Toggle(Control):
    """A yes or no.

    Examples
    --------
    >>> Toggle("Count partners outside the region")
    Toggle('Count partners outside the region', 2 values, starts at False)
    """

    def __init__(self, label: str, default: bool = False) -> None:
        super().__init__([False, True], ["no", "yes"], label, default)


@dataclass(frozen=True, init=False)
class Preset:
    """A named case the text discusses: a button that sets controls; ``warning`` marks one that misleads.

    Examples
    --------
    >>> Preset("Drugs", industry="3254").state
    {'industry': '3254'}
    """

    name: str
    state: dict
    warning: bool

    def __init__(self, name: str, *, warning: bool = False, **state: Any) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "state", state)
        object.__setattr__(self, "warning", warning)


def _key(value):
    """How a value is written in an address."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}" if isinstance(value, float) else str(value)
