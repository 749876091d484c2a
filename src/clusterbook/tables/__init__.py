"""The book's tables: load one by name, and ask what it holds, where it comes from and what it cannot say."""

from .description import Description, describe
from .loading import load
from .package import names

__all__ = ["Description", "describe", "load", "names"]
