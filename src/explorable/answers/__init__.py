"""Exercises that check themselves, in a notebook and on a plain page."""

from .exercise import Exercise, require

__all__ = ["Exercise", "require"]
