"""The book's tables: load one by name, and ask what it holds, where it comes from and what it cannot say."""

from agglomeration.datasets.description import Description, describe
from agglomeration.datasets.loading import load
from agglomeration.datasets.package import names

__all__ = ["Description", "describe", "load", "names"]
