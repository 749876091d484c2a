"""What a number says: the sentence of each function, as a card of the book would give it."""

from .reading import read

__all__ = ["read"]
