"""The combinations of the controls' values that a page offers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from explorable.errors import ExplorableError

if TYPE_CHECKING:
    from explorable.controls import Control

    pass

__all__ = ["MOST_STATES", "grid"]

MOST_STATES = 500


def grid(
    controls: Mapping[str, Control],
    static: Mapping[str, Sequence[Any]] | None = None,
    name: str = "explorable",
) -> list[dict[str, Any]]:
    """Every combination of the controls' values, in row-major order."""
    axes = {key: list(control.values) for key, control in controls.items()}
    for key, values in (static or {}).items():
        if key not in axes:
            raise ExplorableError(
                f"{name}: static= names {key!r}, which is no control; it has {', '.join(axes)}."
            )
        unknown = [value for value in values if value not in axes[key]]
        if unknown:
            raise ExplorableError(
                f"{name}: static= lists {unknown[0]!r}, which is not a value of {key!r}."
            )
        axes[key] = [value for value in axes[key] if value in list(values)]
        if controls[key].default not in axes[key]:
            raise ExplorableError(
                f"{name}: static= leaves out {controls[key].default!r}, where {key!r} starts."
            )
    size = math.prod(map(len, axes.values()))
    if size > MOST_STATES:
        longest = max(axes, key=lambda key: len(axes[key]))
        raise ExplorableError(
            f"{name}: {' x '.join(f'{len(values)} {key}' for key, values in axes.items())} make {size:,} states, more "
            f"than {MOST_STATES}. Thin a control (a slider in larger steps) or name a subset for the page: "
            f"static={{{longest!r}: [...]}} with at most {MOST_STATES * len(axes[longest]) // size} values."
        )
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]
