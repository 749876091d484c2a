"""Read a data frame out of an installed R package, without R: from its lazy-load database, or from an ``.rda`` file."""

import bz2
import gzip
import lzma
import struct
import zlib

import numpy as np
import pandas as pd

NA_INTEGER = -(2**31)
# The item types of R's serialization format that a plain data frame is made of.
NULL, SYMBOL, PAIRS, CHARACTER, LOGICAL, INTEGER, REAL, STRINGS, LIST = (
    254,
    1,
    2,
    9,
    10,
    13,
    14,
    16,
    19,
)
REFERENCE = 255
# How a file that begins so is unpacked.
COMPRESSIONS = {b"\x1f\x8b": gzip.decompress, b"BZh": bz2.decompress, b"\xfd7zXZ": lzma.decompress}


class Stream:
    """A reader of R's binary serialization (XDR, versions 2 and 3)."""

    def __init__(self, data):
        self.data, self.at, self.symbols = data, 0, []
        if self.take(2) != b"X\n":
            raise ValueError("This is not R's binary serialization in XDR form.")
        if self.integer() == 3:
            self.at += 8
            self.take(self.integer())
        else:
            self.at += 8

    def take(self, count):
        """Return the next bytes."""
        self.at += count
        return self.data[self.at - count : self.at]

    def integer(self):
        """Return the next whole number."""
        return struct.unpack(">i", self.take(4))[0]

    def numbers(self, kind):
        """Return a vector of numbers; a missing whole number becomes NaN."""
        count = self.integer()
        if kind == REAL:
            return np.frombuffer(self.take(8 * count), ">f8").astype(float)
        values = np.frombuffer(self.take(4 * count), ">i4")
        return np.where(values == NA_INTEGER, np.nan, values)

    def item(self):
        """Return the next item: None, a string, a list, an array of numbers, or a dictionary of attributes."""
        flags = self.integer()
        kind, attributed = flags & 255, bool(flags & 512)
        if kind == NULL:
            return None
        if kind == REFERENCE:
            return self.symbols[(flags >> 8) - 1]
        if kind == SYMBOL:
            self.symbols.append(self.item())
            return self.symbols[-1]
        if kind == CHARACTER:
            length = self.integer()
            return None if length == -1 else self.take(length).decode("utf-8")
        if kind == PAIRS:
            return self.pairs(flags)
        value = self.vector(kind)
        return (value, self.item()) if attributed else value

    def pairs(self, flags):
        """Return a list of named items as a dictionary."""
        found = {}
        while flags & 255 == PAIRS:
            name = self.item() if flags & 1024 else len(found)
            found[name] = self.item()
            flags = self.integer()
        return found

    def vector(self, kind):
        """Return a vector of strings, items or numbers."""
        if kind in (STRINGS, LIST):
            return [self.item() for _ in range(self.integer())]
        if kind in (LOGICAL, INTEGER, REAL):
            return self.numbers(kind)
        raise ValueError(f"R's item type {kind} is not one that a plain data frame is made of.")


def values(item):
    """Return a vector without its attributes."""
    return item[0] if isinstance(item, tuple) else item


def column(item):
    """Return a column; a factor becomes its labels."""
    if isinstance(item, tuple) and "levels" in item[1]:
        labels = values(item[1]["levels"])
        return [None if np.isnan(code) else labels[int(code) - 1] for code in item[0]]
    return values(item)


def read_frame(index, database, name):
    """Return the data frame ``name`` from the bytes of an ``.rdx`` and an ``.rdb`` file."""
    content, attributes = Stream(zlib.decompress(index, wbits=47)).item()
    entries = dict(zip(values(attributes["names"]), content, strict=True))
    places, named = entries["variables"]
    start, length = (
        int(number) for number in dict(zip(values(named["names"]), places, strict=True))[name]
    )
    # Four bytes of length come first; the rest is compressed.
    return frame(Stream(zlib.decompress(database[start + 4 : start + length])).item())


def read_rda(data, name):
    """Return the data frame ``name`` from the bytes of an ``.rda`` file, as ``save`` writes it."""
    for beginning, unpack in COMPRESSIONS.items():
        if data.startswith(beginning):
            data = unpack(data)
            break
    if data[:5] not in (b"RDX2\n", b"RDX3\n"):
        raise ValueError("This is not an .rda file in R's binary form.")
    saved = Stream(data[5:]).item()
    if name not in saved:
        raise LookupError(f"The file holds no {name!r}; it holds {', '.join(sorted(saved))}.")
    return frame(saved[name])


def frame(item):
    """Return a data frame of what was read of one: its columns and their names."""
    columns, described = item
    return pd.DataFrame(
        {key: column(item) for key, item in zip(values(described["names"]), columns, strict=True)}
    )
