"""Checks of a built site that need no browser."""
