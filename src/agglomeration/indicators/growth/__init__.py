"""Change between two dates: growth, shift-share, which industries enter and leave, how places move and come through."""

from .change import entry, exit, growth
from .disparity import disparity
from .externalities import externality_regressors, growth_regression
from .mobility import mobility, transition_matrix
from .resilience import resilience
from .shift_share import shift_share

__all__ = [
    "disparity",
    "entry",
    "exit",
    "externality_regressors",
    "growth",
    "growth_regression",
    "mobility",
    "resilience",
    "shift_share",
    "transition_matrix",
]
