"""A file of plants of any size, on any engine: its sums, and what was found wrong with its rows."""

from __future__ import annotations

import copy
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from agglomeration.indicators.ground.columns import check_labels, encode, named_type
from agglomeration.words import listed, quoted, tell, tell_many

from .cells import Columns
from .reading import CHOICES, Reading
from .sources import Limits, is_outside
from .sums import PlantSums, from_cells

__all__ = ["FaultyRows", "Register", "as_register"]


class FaultyRows(UserWarning):
    """Rows of a register were dropped or kept apart."""


class Register:
    """Plants in files, in DuckDB or on any engine that Ibis speaks: plant-based indicators take it instead of a frame.

    The engine adds up (sums, sums of powers and counts by region, industry and year); only these come back, and the
    indicators compute from them what they compute from a pandas frame. The file is read at the first question, once.

    Parameters
    ----------
    data : path, list of paths, DuckDB relation, Ibis table or pandas.DataFrame
        Paths and globs of Parquet (a folder means all Parquet files in it) or of CSV; or a relation or table whose
        engine is already set up. Paths and frames are read by DuckDB inside this process. From CSV region, industry
        and plant are read as text, so that codes keep their leading zeros.
    region, industry, size : str
        The columns that say where the plant is, what it does, and its size; ``size=None`` counts plants, and
        ``region=None`` will do where regions play no part.
    year : str, optional
        The column with the year, where there are several; :meth:`at` takes one of them.
    plant : str, optional
        The column with the plant's identifier, which is then held to be there once (a year).
    regions, industries : sequence, optional
        The labels of the classification: any other is a fault. Without them every label is a region (an industry).
    faulty : {"stop", "drop", "apart"}
        What to do with faulty rows: raise a sentence that counts them; leave them out; or leave them out and write
        them to the file ``apart``. Neither is silent: a warning says what was done, and so do ``faults``, ``summary``
        and ``.attrs["rows"]`` of the indicators' tables.
    apart : path, optional
        The Parquet file that keeps the faulty rows, with a column ``fault``. It is written whole or not at all.
    zeros : bool
        Whether a size of 0 is a size; otherwise it is a fault.
    memory : str, optional
        What DuckDB may hold at once, such as ``"4GB"``; the rest goes to disk. Without it, 80 % of the machine's.
    spill : path, optional
        The folder for what does not fit; without it, the system's folder for temporary files. It is left as it was.
    threads : int, optional
        How many cores DuckDB uses; without it all.
    progress : bool
        Whether a line on the error stream shows how far a long query is.

    Attributes
    ----------
    faults : pandas.DataFrame
        One row per fault found: ``column``, ``fault``, ``rows`` and up to three ``examples``.
    summary : str
        The same in a sentence, with what was done.
    years : list
        The years, sorted.

    Warns
    -----
    FaultyRows
        If rows were dropped or kept apart.

    Raises
    ------
    ImportError
        If the engine is not installed: ``python3 -m pip install -e '.[engines]'`` from a copy of the repository.
    ValueError
        If a file or a column is not there, an argument is not known, or rows are faulty and ``faulty="stop"``.
    MemoryError
        If ``memory`` is too little even with the disk.

    Notes
    -----
    A row is faulty if a label, the size or the identifier is missing, a label is unknown, the size is not a number,
    infinite, negative or zero, or another row has the same identifier (in the same year). Of rows that share an
    identifier none is kept, for nothing says which is right. Looking for them takes much more memory than the sums:
    leave ``plant`` out where the register vouches for it. A row with several faults is counted under each, but those
    with a repeated identifier are set aside first.

    Examples
    --------
    >>> import pandas as pd
    >>> plants = pd.DataFrame({"region": ["Linz", "Linz", "Wels", None], "industry": ["steel", "steel", "soap", "soap"],
    ...                        "size": [3, 1, 8, 2]})
    >>> register = Register(plants)
    >>> register.faults[["column", "fault", "rows"]]
       column    fault  rows
    0  region  missing     1
    >>> register.sums()
    Traceback (most recent call last):
        ...
    ValueError: plants: 1 of 4 rows is faulty. Column 'region' is missing in 1 (region None, industry soap, size 2). \
Correct them, or choose Register(..., faulty="drop") or faulty="apart".
    """

    def __init__(
        self,
        data: Any,
        region: str = "region",
        industry: str = "industry",
        size: str = "size",
        *,
        year: str | None = None,
        plant: str | None = None,
        regions: Sequence[Any] | None = None,
        industries: Sequence[Any] | None = None,
        faulty: Literal["stop", "drop", "apart"] = "stop",
        apart: str | os.PathLike[str] | None = None,
        zeros: bool = False,
        memory: str | None = None,
        spill: str | os.PathLike[str] | None = None,
        threads: int | None = None,
        progress: bool = True,
    ) -> None:
        self._prepare(
            data,
            Columns(region, industry, size, year, plant),
            known={"region": regions, "industry": industries},
            faulty=faulty,
            apart=apart,
            zeros=zeros,
            limits=Limits(memory, spill, threads, progress),
        )

    def _prepare(
        self,
        data,
        columns,
        *,
        known,
        limits,
        faulty="stop",
        apart=None,
        zeros=False,
        withheld=False,
    ):
        if not is_outside(data) and not isinstance(data, pd.DataFrame):
            raise TypeError(
                tell(
                    "plants: expected paths, a DuckDB relation, an Ibis table or a DataFrame, got "
                    "{found}.",
                    found=named_type(data),
                )
            )
        if faulty not in CHOICES:
            raise ValueError(
                tell(
                    "faulty: {faulty} is not known; choose one of {choices}.",
                    faulty=quoted(faulty),
                    choices=listed(CHOICES),
                )
            )
        if (faulty == "apart") != (apart is not None):
            raise ValueError(
                tell(
                    'apart: faulty="apart" needs the file that keeps the faulty rows, and no '
                    "other choice does."
                )
            )
        if limits.spill is not None and not Path(limits.spill).is_dir():
            raise ValueError(
                tell(
                    "spill: {folder} is not a folder; make it first.",
                    folder=quoted(str(limits.spill)),
                )
            )
        known = {part: pd.Index(labels) for part, labels in known.items() if labels is not None}
        for part, labels in known.items():
            check_labels(labels, f"{part}s" if part == "region" else "industries", part)
        self.columns = columns
        self._reading = Reading(data, columns, known, limits, faulty, apart, zeros, withheld)
        self._year = None

    @classmethod
    def of(cls, data: Any, columns: Any, **settings: Any) -> Register:
        """A register of plants with default limits, for a function that was handed the data themselves."""
        register = cls.__new__(cls)
        register._prepare(data, columns, known={}, limits=Limits(), **settings)
        return register

    @property
    def cells(self) -> pd.DataFrame:
        """The sums as they came back, one row per region, industry and year."""
        done = self._reading.done()
        if done.faulty and self._reading.faulty == "stop":
            raise ValueError(done.sentence)
        if done.faulty and not self._reading.warned:
            self._reading.warned = True
            warnings.warn(self.summary, FaultyRows, stacklevel=3)
        return done.cells

    @property
    def faults(self) -> pd.DataFrame:
        return self._reading.done().faults.copy()

    @property
    def summary(self) -> str:
        return self._reading.done().sentence

    @property
    def years(self) -> list[Any]:
        self._check_has_year()
        return sorted(self.cells["year"].unique().tolist())

    def at(self, year: Any) -> Register:
        """The same register in one year; all its years have the same regions and industries.

        Parameters
        ----------
        year : label
            One of ``years``.

        Returns
        -------
        Register
        """
        if year not in self.years:
            raise ValueError(
                tell(
                    "year: {year} is not in the register; there are {years}.",
                    year=quoted(year),
                    years=listed(self.years, 12),
                )
            )
        one = copy.copy(self)
        one._year = year
        return one

    def sums(
        self, regions: Sequence[Any] | None = None, industries: Sequence[Any] | None = None
    ) -> PlantSums:
        """The plants added up, as :func:`plant_sums` gives them.

        Parameters
        ----------
        regions, industries : sequence, optional
            All labels, in the order wanted; without them those of the classification, or those that occur, sorted.

        Returns
        -------
        PlantSums
        """
        cells, labels = self.chosen(regions, industries)
        sums = from_cells(cells, labels[0], labels[1], self.scale)
        sums.table.attrs["rows"] = self.summary
        return sums

    def chosen(
        self, regions: Sequence[Any] | None = None, industries: Sequence[Any] | None = None
    ) -> tuple[pd.DataFrame, list[Any]]:
        """Cells of the year asked for with codes, and the labels of regions (None without) and of industries."""
        cells, codes_of = self.cells, {}
        labels: list[Any] = []
        for part, given, argument in (
            ("region", regions, "regions"),
            ("industry", industries, "industries"),
        ):
            if part not in cells.columns:
                labels.append(None)
                continue
            given = self._reading.known.get(part) if given is None else given
            codes, index = encode(cells, part, "plants", given, argument)
            codes_of[part] = codes
            labels.append(index.rename(getattr(self.columns, part)))
        coded = cells.assign(**codes_of)
        if self.columns.year is None:
            return coded, labels
        if self._year is None:
            raise ValueError(
                tell_many(
                    "year: the register has {n} year; take it with .at(year).",
                    "year: the register has {n} years; take one of them with .at(year).",
                    len(self.years),
                )
            )
        return coded[(cells["year"] == self._year).to_numpy()], labels

    def _check_has_year(self):
        if self.columns.year is None:
            raise ValueError(
                tell("year: the register was made without year=; name the column that holds it.")
            )

    @property
    def scale(self) -> float:
        """What the sizes were divided by before they were added up."""
        return self._reading.done().scale

    def __repr__(self) -> str:
        year = "" if self._year is None else f", {self._year}"
        return f"Register({self._reading.name}{year})"


def as_register(data: Any, columns: Columns, **settings: Any) -> Register:
    """Return a register as it is, and make one of paths, a relation or an Ibis table."""
    if not isinstance(data, Register):
        return Register.of(data, columns, **settings)
    defaults = Columns("region", "industry", "size")
    for part in ("region", "industry", "size"):
        asked, has = getattr(columns, part), getattr(data.columns, part)
        if asked not in (getattr(defaults, part), has) and not (part == "region" and asked is None):
            raise ValueError(
                tell(
                    "{part}: the register has {part}={has} and the call asks for {asked}; name it "
                    "in one place.",
                    part=part,
                    has=quoted(has),
                    asked=quoted(asked),
                )
            )
    return data
