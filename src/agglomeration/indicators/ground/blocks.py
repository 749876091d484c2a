"""A table in pieces small enough for the processor's cache, so that no second table is ever held."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

# Half a megabyte of numbers.
CELLS = 1 << 16


def blocks(values: np.ndarray, cells: int = CELLS) -> Iterator[tuple[slice, slice]]:
    """Yield slices of rows and of columns that cut ``values`` into pieces which lie together in memory.

    Examples
    --------
    >>> import numpy as np
    >>> list(blocks(np.zeros((3, 2)), cells=4))
    [(slice(0, 2, None), slice(None, None, None)), (slice(2, 4, None), slice(None, None, None))]
    """
    rows, columns = values.shape
    if values.strides[0] < values.strides[1]:
        for part in runs(columns, rows, cells):
            yield slice(None), part
    else:
        for part in runs(rows, columns, cells):
            yield part, slice(None)


def runs(length: int, width: int = 1, cells: int = CELLS) -> Iterator[slice]:
    """Slices that cut ``length`` rows of ``width`` cells into runs of about ``cells`` cells."""
    step = max(cells // width, 1)
    return (slice(start, start + step) for start in range(0, length, step))
