"""Findings that are tests: a sentence, what it was tried over, and in how many of these trials it holds."""

from .claim import Claim, World, claim
from .result import Result
from .variation import Grid, LeftOut, Seeds

__all__ = ["Claim", "Grid", "LeftOut", "Result", "Seeds", "World", "claim"]
