"""What a benchmark is: one task at growing sizes, done by us and by others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One task.

    Attributes
    ----------
    name : str
        What is computed.
    sizes : sequence
        Sizes of the input, smallest first: numbers or tuples.
    make : callable
        Takes a size and returns the arguments as a tuple, drawn with a fixed seed.
    ours : callable
        Takes the arguments.
    peers : mapping
        ``{"package version": callable}``, each taking the same arguments.
    repeat : int
        How often each is timed, at most; the median counts.
    bare : mapping
        Like ``peers``, but the arithmetic alone on ready numbers, without checks or labels: what speed there is to be
        had, not an alternative.
    earlier : mapping
        ``{"package": {size: seconds}}``: peers that cannot run here, as measured at another time on another
        two-core machine.
    note : str
        What the reader of the report should know.
    one_pass : bool
        Whether the input is gone through once, so that little more than the result need be held beside it.
    """

    name: str
    sizes: Sequence
    make: Callable
    ours: Callable
    peers: Mapping[str, Callable] = field(default_factory=dict)
    repeat: int = 5
    bare: Mapping[str, Callable] = field(default_factory=dict)
    earlier: Mapping[str, Mapping] = field(default_factory=dict)
    note: str = ""
    one_pass: bool = False
