"""The combinations of the controls' values that a page offers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from explorable.errors import ExplorableError
from explorable.words import enumerated, quoted, tell

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
                tell(
                    "{name}: static= names {key}, which is no control; it has {controls}.",
                    name=name,
                    key=quoted(key),
                    controls=enumerated(axes),
                )
            )
        unknown = [value for value in values if value not in axes[key]]
        if unknown:
            raise ExplorableError(
                tell(
                    "{name}: static= lists {unknown}, which is not a value of {key}.",
                    name=name,
                    unknown=quoted(unknown[0]),
                    key=quoted(key),
                )
            )
        axes[key] = [value for value in axes[key] if value in list(values)]
        if controls[key].default not in axes[key]:
            raise ExplorableError(
                tell(
                    "{name}: static= leaves out {default}, where {key} starts.",
                    name=name,
                    default=quoted(controls[key].default),
                    key=quoted(key),
                )
            )
    size = math.prod(map(len, axes.values()))
    if size > MOST_STATES:
        longest = max(axes, key=lambda key: len(axes[key]))
        raise ExplorableError(
            tell(
                "{name}: {product} make {size} states, more than {limit}. Thin a control (a slider "
                "in larger steps) or name a subset for the page: static={{{longest}: [...]}} with "
                "at most {most} values.",
                name=name,
                product=" x ".join(f"{len(values)} {key}" for key, values in axes.items()),
                size=f"{size:,}",
                limit=MOST_STATES,
                longest=quoted(longest),
                most=MOST_STATES * len(axes[longest]) // size,
            )
        )
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]
