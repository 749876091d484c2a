"""What a claim does where it is written: a build checks its stored result, a live kernel offers to try it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorable.errors import ExplorableError
from explorable.which_face import PAGE, face

from . import faults

if TYPE_CHECKING:
    from .claim import Claim

__all__ = ["announce", "fault"]


def announce(claim: Claim) -> None:
    """Refuse a build whose stored result is missing or reworded; show share and button in a live notebook.

    Whether code and data are still those that it was tried with, is asked by the tests, which can try it again.
    """
    if face() == PAGE:
        if wrong := fault(claim, stale=False):
            raise ExplorableError(wrong)
    elif face() is None and _in_a_notebook():
        from .live import show

        show(claim)


def fault(claim: Claim, *, stale: bool = True) -> str:
    """What is wrong with the stored result, as a sentence; empty where nothing is. ``stale`` asks for its age, too."""
    from .store import home_of, python_of, this_python

    stored = claim.stored()
    if stored is None:
        return faults.missing(claim.name)
    told = (claim.says, claim.varies.what, claim.demanded, claim.false_when.says)
    if told != (stored.says, stored.what, stored.demanded, stored.world):
        return faults.reworded(claim.name)
    if not stale:
        return ""
    file = home_of(claim.name)
    # Another Python reads the same code differently: its fingerprints cannot be held against these.
    same_python = file is None or python_of(file) == this_python()
    return (
        faults.stale(claim.name) if same_python and stored.fingerprint != claim.fingerprint else ""
    )


def _in_a_notebook() -> bool:
    """Whether a kernel runs this, rather than a test or a terminal."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")
