"""What a claim is tried over: seeds, places left out one after the other, or every setting of a declared grid."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from explorable.errors import ExplorableError
from explorable.words import tell, tell_many

__all__ = ["FEWEST_DRAWS", "FEWEST_SETTINGS", "Grid", "LeftOut", "Seeds", "Variation"]

FEWEST_DRAWS = 100
# A grid counts whole, whatever its size; one or two settings vary nothing.
FEWEST_SETTINGS = 3


class Variation:
    """The trials of a claim: what its function is called with, and how each trial is named."""

    #: Decides the words in which a share is told.
    kind: str
    #: What is varied, in the author's words; empty where the kind says it.
    what: str

    def trials(self) -> list[dict[str, Any]]:
        """The arguments of each trial."""
        raise NotImplementedError

    def labels(self) -> list[str]:
        """A name for each trial, as a reader is told where a claim fails."""
        raise NotImplementedError


class Seeds(Variation):
    """Draws, each from a seed of its own: the function takes ``seed``.

    Parameters
    ----------
    number : int
        How many, at least 100: the seeds ``first``, ``first + 1``, ...
    of : str, optional
        What a seed draws, in the plural: ``"shuffled tables with the same totals"``.
    first : int
        The first seed. Take one that the chapter does not show.

    Examples
    --------
    >>> Seeds(200, of="bootstrap samples of places").trials()[:2]
    [{'seed': 1}, {'seed': 2}]
    """

    kind = "draws"

    def __init__(self, number: int, of: str = "", first: int = 1) -> None:
        if number < FEWEST_DRAWS:
            raise ExplorableError(
                tell(
                    "Seeds({number}) are too few to tell a share; a claim is tried over at least {fewest}.",
                    number=number,
                    fewest=FEWEST_DRAWS,
                )
            )
        self.number, self.what, self.first = number, of, first

    def trials(self) -> list[dict[str, Any]]:
        return [{"seed": self.first + i} for i in range(self.number)]

    def labels(self) -> list[str]:
        return [tell("seed {seed}", seed=trial["seed"]) for trial in self.trials()]


class LeftOut(Variation):
    """Each of some things left out, one after the other: the function takes ``left_out``.

    Parameters
    ----------
    things : list or dict
        All that could be left out; of a dictionary the keys, its values are their names.
    of : str
        What they are, in the plural: ``"metropolitan areas"``.

    Examples
    --------
    >>> LeftOut({"AT": "Austria", "KR": "Korea", "JP": "Japan"}, of="countries").labels()
    ['without Austria', 'without Korea', 'without Japan']
    """

    kind = "left out"

    def __init__(self, things: Mapping[Any, str] | Iterable[Any], of: str) -> None:
        self.things = list(things)
        named = things if isinstance(things, Mapping) else {}
        self.names = [str(named.get(thing, thing)) for thing in self.things]
        self.what = of
        _enough(len(self.things), "LeftOut")

    def trials(self) -> list[dict[str, Any]]:
        return [{"left_out": thing} for thing in self.things]

    def labels(self) -> list[str]:
        return [tell("without {name}", name=name) for name in self.names]


class Grid(Variation):
    """Every combination of the values named: the function takes each name.

    Parameters
    ----------
    of : str, optional
        What is varied, as a reader is told it: ``"percentages of pairs, each with one industry left out"``. Without it
        the names of the arguments stand there.
    **values : list or dict
        The values of each argument. The whole range that a reader could have chosen, not those that fit. Of a
        dictionary the keys are taken, and its values are their names.

    Examples
    --------
    >>> Grid(neighbours=[3, 5], resolution=[1, 2]).labels()[:2]
    ['neighbours 3, resolution 1', 'neighbours 3, resolution 2']
    >>> Grid(year=[2020, 2023], left_out={"11": "Seoul", "21": "Busan"}).labels()[1]
    'year 2020, without Busan'
    >>> Grid(year=[2020, 2023], left_out=[None, "Seoul"]).labels()[0]
    'year 2020, nothing left out'
    """

    kind = "settings"

    def __init__(self, *, of: str = "", **values: Sequence[Any] | Mapping[Any, str]) -> None:
        self.values = {name: list(listed) for name, listed in values.items()}
        self.names = {
            name: listed if isinstance(listed, Mapping) else {} for name, listed in values.items()
        }
        _enough(math.prod(map(len, self.values.values())) if values else 0, "Grid")
        self.what = of or ", ".join(self.values)

    def trials(self) -> list[dict[str, Any]]:
        return [
            dict(zip(self.values, chosen, strict=True))
            for chosen in itertools.product(*self.values.values())
        ]

    def labels(self) -> list[str]:
        return [
            ", ".join(self._label(name, value) for name, value in trial.items())
            for trial in self.trials()
        ]

    def _label(self, name: str, value: Any) -> str:
        called = self.names[name].get(value)
        if name == "left_out" and value is None:
            return tell("nothing left out")
        if name == "left_out":
            return tell("without {name}", name=called or value)
        return called or f"{name.replace('_', ' ')} {value}"


def _enough(number, kind):
    if number < FEWEST_SETTINGS:
        raise ExplorableError(
            tell_many(
                "{kind} has {n} setting; a claim is tried over all that there are, at least {fewest}.",
                "{kind} has {n} settings; a claim is tried over all that there are, at least {fewest}.",
                number,
                kind=kind,
                fewest=FEWEST_SETTINGS,
            )
        )
