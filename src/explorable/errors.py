"""The one exception an author meets."""

__all__ = ["ExplorableError"]


class ExplorableError(Exception):
    """An explorable cannot be shown; the message says which one, where, and what to change."""
