"""A report: every indicator that a file admits, as tables, as a page and as a workbook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import warn

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.inference.former_keywords import takes_former

from .checked import CheckedTable
from .errors import FileError
from .families import families_of
from .figures import figures_of
from .measures import Measure
from .page import report_page
from .reading import read_table
from .spreadsheet import report_workbook

if TYPE_CHECKING:
    from agglomeration.report.family import Family
    from explorable.drawing.svg import Drawing

__all__ = ["Report", "make_report", "places", "workbook_lacks"]


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """What :func:`make_report` returns.

    Attributes
    ----------
    checked : CheckedTable
        What was read.
    families : list of Family
        The tables; ``report["regions"]`` is the frame of one.
    missing : list of (str, str)
        What was not computed, and why.
    remarks : list of str
        What functions warned of.
    draws, seed : int
        Behind the p-values.
    """

    checked: CheckedTable
    families: list[Family]
    missing: list[tuple[str, str]]
    remarks: list[str]
    draws: int
    seed: int

    def __getitem__(self, key):
        for family in self.families:
            if family.key == key:
                return family.frame
        raise KeyError(
            f"no family {key!r}; this report has {', '.join(family.key for family in self.families)}."
        )

    def measures(self) -> list[Measure]:
        """What was computed, once each, in order."""
        seen: dict[tuple[str, str], Measure] = {}
        for family in self.families:
            for measure in family.measures:
                seen.setdefault((measure.name, measure.call), measure)
        return list(seen.values())

    def figures(self) -> dict[str, Drawing]:
        """The figures of the page by the family they belong to."""
        return {figure.family: figure.drawing for figure in figures_of(self.families)}

    def html(self) -> str:
        """The report as one page: text of an HTML file that needs nothing else."""
        return report_page(self)

    def excel(self) -> bytes:
        """The report as an Excel workbook: bytes of an .xlsx file.

        Raises
        ------
        ImportError
            If openpyxl is not installed.
        """
        return report_workbook(self)

    def write(
        self, folder: str | os.PathLike[str] = ".", overwrite: bool = False, excel: bool = True
    ) -> list[Path]:
        """Write ``<name>-report.html`` and ``<name>-report.xlsx``; return their paths.

        Where openpyxl is not installed only the page is written, with a warning that says how to get it.

        Raises
        ------
        FileError
            If a file of that name is there and ``overwrite`` is not said, or it cannot be written.
        """
        lacks = workbook_lacks() if excel else ""
        if lacks:
            warn(lacks, stacklevel=2)
            excel = False
        paths = places(self.checked.name, folder, overwrite, excel)
        made = [self.html().encode(), *([self.excel()] if excel else [])]
        try:
            paths[0].parent.mkdir(parents=True, exist_ok=True)
            for path, content in zip(paths, made, strict=True):
                path.write_bytes(content)
        except OSError as error:
            raise FileError(
                f"{folder}: cannot be written to ({error.strerror}); name another folder."
            ) from error
        return paths

    def provenance(self) -> Iterator[tuple[str, str]]:
        """What is needed to make the same report again."""
        options = ", ".join(f"{name}={value!r}" for name, value in self.checked.options.items())
        said = f"ag.make_report({self.checked.name!r}{', ' if options else ''}{options}, "
        yield "File", self.checked.name
        yield "SHA-256 of the file", self.checked.fingerprint
        yield "Made with", f"agglomeration {_version()}"
        yield "The same again", f"{said}draws={self.draws}, seed={self.seed})"
        yield (
            "Randomness",
            f"p-values come from {self.draws:,} simulated tables with the seed {self.seed}",
        )

    def __repr__(self) -> str:
        lines = [f"Report on {self.checked.name}: {self.checked.summary()}"]
        lines += [
            f"  {family.title}: {family.frame.shape[0]} x {family.frame.shape[1]}"
            for family in self.families
        ]
        return "\n".join(lines + [f"  Not computed: {what} ({why})" for what, why in self.missing])

    def _repr_html_(self):
        items = "".join(
            f"<li>{escape(family.title)}: {family.frame.shape[0]:,} rows, {family.frame.shape[1]} columns</li>"
            for family in self.families
        )
        return f"<p>Report on <strong>{escape(self.checked.name)}</strong>.</p><ul>{items}</ul>"


def workbook_lacks() -> str:
    """What must be installed before a workbook can be written, in a sentence; nothing if it is there."""
    try:
        require(
            "openpyxl", "excel", "The page is written without the workbook, since Excel workbooks"
        )
    except ImportError as error:
        return f"{error}."
    return ""


def places(name: str, folder: str | os.PathLike[str], overwrite: bool, excel: bool) -> list[Path]:
    """Where the page and the workbook go, or a sentence if something is there already.

    Examples
    --------
    >>> [path.name for path in places("jobs.csv", "reports", False, True)]
    ['jobs-report.html', 'jobs-report.xlsx']
    """
    stem = Path(name.replace("\\", "/")).stem or "table"
    paths = [
        Path(folder) / f"{stem}-report.{kind}" for kind in ("html", "xlsx")[: 2 if excel else 1]
    ]
    for path in paths:
        if path.exists() and not overwrite:
            raise FileError(
                f"{path}: is there already; name another folder with --to, or say --overwrite (in Python "
                "overwrite=True)."
            )
    return paths


@takes_former("permutations")
def make_report(
    source: str | os.PathLike[str] | bytes | CheckedTable,
    *,
    draws: int = 999,
    seed: int = 1,
    **options: Any,
) -> Report:
    """Compute every indicator that a file admits, and offer them as tables, as a page and as a workbook.

    Parameters
    ----------
    source : path, bytes or CheckedTable
        A file, its content, or what :func:`read_table` returned.
    draws : int
        How often plants are thrown anew for the p-values; 0 for none.
    seed : int
        The same seed gives the same p-values.
    **options
        As for :func:`read_table`.

    Returns
    -------
    Report
        ``report["regions"]`` and so on are tables; ``report.write()`` writes the page and the workbook.

    Raises
    ------
    FileError
        As :func:`read_table`.

    Examples
    --------
    >>> report = make_report(b"region,industry,jobs\\nLinz,steel,120\\nLinz,soap,5\\nWels,soap,7\\n", name="jobs.csv")
    >>> report["regions"][["region", "amount", "Krugman specialization"]].round(3)
      region  amount  Krugman specialization
    0   Linz   125.0                   0.102
    1   Wels     7.0                   1.818
    """
    if draws < 0 or draws != int(draws):
        raise FileError(f"draws {draws!r} must be a whole number of 0 or more.")
    checked = source if isinstance(source, CheckedTable) else read_table(source, **options)
    families, missing, remarks = families_of(checked, int(draws), seed)
    return Report(checked, families, missing, remarks, int(draws), seed)


def _version():
    try:
        return version("agglomeration")
    except PackageNotFoundError:
        return "(not installed)"
