"""What came out when a claim was tried: plain data, stored beside the chapter, told without running anything."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Result", "is_enough"]


@dataclass(frozen=True)
class Result:
    """How often a claim held.

    Parameters
    ----------
    says : str
        The statement.
    kind : str
        What it was tried over: "draws", "left out" or "settings".
    what : str
        The same in the author's words.
    demanded : float
        The share in which it must hold.
    draws, held : int
        How often it was tried, and how often it held.
    fails : list of str
        The trials in which it does not hold.
    world : str
        The world in which it must be false, in words.
    world_held : int
        In how many trials it holds there.
    fingerprint : str
        Hash of the code and the data that it was computed from.
    """

    says: str
    kind: str
    what: str
    demanded: float
    draws: int
    held: int
    world: str
    world_held: int
    fails: list[str] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def share(self) -> float:
        """The share of trials in which it holds."""
        return self.held / self.draws

    @property
    def holds(self) -> bool:
        """Whether it holds as often as it must."""
        return is_enough(self.held, self.draws, self.demanded)

    @property
    def can_fail(self) -> bool:
        """Whether it falls where it must be false."""
        return not is_enough(self.world_held, self.draws, self.demanded)

    def plain(self) -> dict[str, Any]:
        """As stored."""
        return asdict(self)


def is_enough(held: int, draws: int, demanded: float) -> bool:
    """Whether the share is reached; 190 of 200 are 0.95, whatever a computer makes of 0.95."""
    return held >= demanded * draws - 1e-9
