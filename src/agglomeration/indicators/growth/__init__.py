"""Change between two dates: growth, shift-share, and which industries enter and leave a region."""

from .change import entry, exit, growth
from .externalities import externality_regressors, growth_regression
from .shift_share import shift_share

__all__ = ["entry", "exit", "externality_regressors", "growth", "growth_regression", "shift_share"]
