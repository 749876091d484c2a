"""Programmes and projects: who may be paid, what a public euro moves, how programmes overlap and scatter."""

from .border import border_cut
from .eligibility import Eligibility, Rule, eligibility
from .leverage import SuccessRate, cost_per_new_euro, leverage, success_rate
from .programmes import (
    CoFunding,
    PortfolioConcentration,
    cofunding,
    fragmentation,
    overlap,
    portfolio_concentration,
    programme_matrix,
)

__all__ = [
    "CoFunding",
    "Eligibility",
    "PortfolioConcentration",
    "Rule",
    "SuccessRate",
    "border_cut",
    "cofunding",
    "cost_per_new_euro",
    "eligibility",
    "fragmentation",
    "leverage",
    "overlap",
    "portfolio_concentration",
    "programme_matrix",
    "success_rate",
]
