"""Effects: what did a place, a shock or a programme change, and how sure is it?"""

from .convergence import convergence
from .difference_in_differences import difference_in_differences
from .effect import Effect
from .elasticity import agglomeration_elasticity
from .entry_model import entry_model
from .matching import matching
from .placebo import shift_share_placebo
from .shift_share_instrument import shift_share_instrument
from .synthetic_control import synthetic_control

__all__ = [
    "Effect",
    "agglomeration_elasticity",
    "convergence",
    "difference_in_differences",
    "entry_model",
    "matching",
    "shift_share_instrument",
    "shift_share_placebo",
    "synthetic_control",
]
