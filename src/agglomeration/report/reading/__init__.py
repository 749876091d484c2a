"""From the bytes of a file, or from a frame, to a checked table: a file for each step."""

from .read import LAYOUTS, MOST_PAIRS, ROWS, read_table

__all__ = ["LAYOUTS", "MOST_PAIRS", "ROWS", "read_table"]
