"""A report: every indicator that a file admits, as tables, as a page and as a workbook."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import warn

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.words import joined, listed, quoted, tell, tell_many

from .checked import CheckedTable
from .codes import with_classes, with_digits
from .comparing import Comparison, compared, registered
from .errors import FileError
from .families import families_of
from .figures import Figure, figures_of
from .findings import findings_of
from .measures import Measure
from .page import report_page
from .pairs_files import concordance_of, neighbours_of
from .reading import read_table
from .spreadsheet import report_workbook
from .structured import report_json

if TYPE_CHECKING:
    import pandas as pd

    from agglomeration.report.family import Family
    from explorable.drawing.svg import Drawing

__all__ = ["Report", "make_report", "workbook_lacks", "written_to"]


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
    comparison : Comparison
        What the regions are compared with, and in words.
    findings : list of (str, str)
        What matters first, in words.
    places : KnownRegions or None
        Where the regions lie, if they are those of a country with outlines.
    options : dict
        What was said beyond how the file is read.
    """

    checked: CheckedTable
    families: list[Family]
    missing: list[tuple[str, str]]
    remarks: list[str]
    draws: int
    seed: int
    comparison: Comparison
    findings: list[tuple[str, str]]
    places: Any = None
    options: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, key):
        for family in self.families:
            if family.key == key:
                return family.frame
        raise KeyError(
            tell(
                "no family {key}; this report has {families}.",
                key=quoted(key),
                families=joined(family.key for family in self.families),
            )
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
        # The first of a family: a map beside a ranking is on the page.
        return {figure.family: figure.drawing for figure in reversed(self.drawn())}

    def drawn(self) -> list[Figure]:
        """The figures of the page with their titles and captions."""
        return figures_of(self.families, self.comparison.name, self.places, self.checked.unit)

    def html(self) -> str:
        """The report as one page: text of an HTML file that needs nothing else."""
        return report_page(self)

    def excel(self) -> bytes:
        """The report as an Excel workbook: bytes of an .xlsx file.

        Raises
        ------
        ImportError
            If xlsxwriter is not installed.
        """
        return report_workbook(self)

    def json(self) -> str:
        """The report for a program: text of a JSON file with measures, values, units, options and remarks."""
        return report_json(self)

    def write(
        self, folder: str | os.PathLike[str] = ".", overwrite: bool = False, excel: bool = True
    ) -> list[Path]:
        """Write ``<name>-report.html``, ``<name>-report.json`` and ``<name>-report.xlsx``; return their paths.

        Where xlsxwriter is not installed the workbook is left out, with a warning that says how to get it.

        Raises
        ------
        FileError
            If a file of that name is there and ``overwrite`` is not said, or it cannot be written.
        """
        lacks = workbook_lacks() if excel else ""
        if lacks:
            warn(lacks, stacklevel=2)
            excel = False
        paths = written_to(self.checked.name, folder, overwrite, excel)
        made = [self.html().encode(), self.json().encode(), *([self.excel()] if excel else [])]
        try:
            paths[0].parent.mkdir(parents=True, exist_ok=True)
            for path, content in zip(paths, made, strict=True):
                path.write_bytes(content)
        except OSError as error:
            raise FileError(
                tell(
                    "{folder}: cannot be written to ({reason}); name another folder.",
                    folder=folder,
                    reason=error.strerror,
                )
            ) from error
        return paths

    def provenance(self) -> Iterator[tuple[str, str]]:
        """What is needed to make the same report again."""
        said = {**self.checked.options, **self.options, "draws": self.draws, "seed": self.seed}
        options = ", ".join(f"{name}={value!r}" for name, value in said.items())
        yield tell("File"), self.checked.name
        yield tell("SHA-256 of the file"), self.checked.fingerprint
        yield tell("Made with"), f"agglomeration {_version()}"
        yield tell("The same again"), f"ag.make_report({self.checked.name!r}, {options})"
        if self.is_random():
            yield (
                tell("Randomness"),
                tell_many(
                    "p-values and intervals come from {n} simulation at most, with the seed {seed}",
                    "p-values and intervals come from {n} simulations at most, with the seed {seed}",
                    self.draws,
                    seed=self.seed,
                ),
            )

    def is_random(self) -> bool:
        """Whether a number of the report comes from a simulation."""
        return any(measure.arguments.get("draws") for measure in self.measures())

    def __repr__(self) -> str:
        lines = [
            tell(
                "Report on {name}: {summary}",
                name=self.checked.name,
                summary=self.checked.summary(),
            )
        ]
        lines += [
            f"  {family.title}: {family.frame.shape[0]} x {family.frame.shape[1]}"
            for family in self.families
        ]
        what = joined(what for what, _ in self.missing) if self.missing else ""
        if what:
            lines.append(tell("  Not computed, for reasons in .missing: {what}", what=what))
        return "\n".join(lines)

    def _repr_html_(self):
        items = "".join(f"<li>{escape(_sized(family))}</li>" for family in self.families)
        name = f"<strong>{escape(self.checked.name)}</strong>"
        told = tell("Report on {name}.", name=name)
        return f"<p>{told}</p><ul>{items}</ul>"


def _sized(family):
    return tell_many(
        "{title}: {n} row, {columns} columns",
        "{title}: {n} rows, {columns} columns",
        family.frame.shape[0],
        title=family.title,
        columns=family.frame.shape[1],
    )


def workbook_lacks() -> str:
    """What must be installed before a workbook can be written, in a sentence; nothing if it is there."""
    try:
        require(
            "xlsxwriter", "excel", "The page is written without the workbook, since Excel workbooks"
        )
    except ImportError as error:
        return f"{error}."
    return ""


def written_to(
    name: str, folder: str | os.PathLike[str], overwrite: bool, excel: bool
) -> list[Path]:
    """Where page, data and workbook go, or a sentence if something is there already.

    Examples
    --------
    >>> [path.name for path in written_to("jobs.csv", "reports", False, True)]
    ['jobs-report.html', 'jobs-report.json', 'jobs-report.xlsx']
    """
    stem = Path(name.replace("\\", "/")).stem or "table"
    kinds = ("html", "json", "xlsx") if excel else ("html", "json")
    paths = [Path(folder) / f"{stem}-report.{kind}" for kind in kinds]
    for path in paths:
        if path.exists() and not overwrite:
            raise FileError(
                tell(
                    "{path}: is there already; name another folder with --to, or say --overwrite (in Python "
                    "overwrite=True).",
                    path=path,
                )
            )
    return paths


@takes_former("permutations")
def make_report(
    source: Any,
    *,
    reference: str | Sequence[str] = (),
    digits: int | None = None,
    classes: int | None = None,
    neighbours: str | os.PathLike[str] | Mapping[Any, Any] | None = None,
    concordance: str | os.PathLike[str] | Mapping[Any, Any] | pd.Series | None = None,
    draws: int = 999,
    seed: int = 1,
    progress: Callable[[str], None] | None = None,
    **options: Any,
) -> Report:
    """Compute every indicator that a file admits, and offer them as tables, as a page, as a workbook and as data.

    Parameters
    ----------
    source : path, bytes, frame or CheckedTable
        A file, its content, or what :func:`read_table` returned.
    reference : str or sequence of str
        What regions are compared with: a line of the file (``"전국"``, ``"Total"``, ``"United States"``), another file,
        or a table of the book (``"oews_nation"``). A line of industries gives each region's published total. Without
        one: all regions of the file together.
    digits : int, optional
        Add industries up to so many first digits of their codes (NAICS, NACE, KSIC, SOC); a letter before them stays.
    classes : int, optional
        So many first digits make the broad class of related variety. Found by itself for codes of three or more.
    neighbours : path or mapping, optional
        A file with two columns, a region and its neighbour, or ``{region: neighbours}``. Regions of a country whose
        outlines are in the book have theirs from there.
    concordance : path, mapping or pandas.Series, optional
        Two columns: an industry's code in any year, and the class that it is of in all; or ``{code: class}``.
    draws : int
        How often plants are thrown anew for the p-values, and tables redrawn for intervals; 0 for none.
    seed : int
        The same seed gives the same p-values.
    progress : callable, optional
        Is told in words what is computed next.
    **options
        As for :func:`read_table`.

    Returns
    -------
    Report
        ``report["regions"]`` and so on are tables; ``report.write()`` writes page, data and workbook.

    Raises
    ------
    FileError
        As :func:`read_table`; if a reference is not there or lacks an industry.

    Examples
    --------
    >>> report = make_report(b"region,industry,jobs\\nLinz,steel,120\\nLinz,soap,5\\nWels,soap,7\\n", name="jobs.csv")
    >>> report["regions"][["region", "amount", "Krugman specialization"]].round(3)
      region  amount  Krugman specialization
    0   Linz   125.0                   0.102
    1   Wels     7.0                   1.818
    """
    if draws < 0 or draws != int(draws):
        raise FileError(
            tell("draws {draws} must be a whole number of 0 or more.", draws=quoted(draws))
        )
    already = isinstance(source, CheckedTable)
    checked = source if already else read_table(source, progress=progress, **options)
    checked = with_classes(with_digits(checked, digits), classes)
    checked, comparison = compared(checked, reference, lambda path: read_table(path))
    known = registered("outlines")
    whose = [*(one.column for one in checked.taken if one.role == "region"), checked.form]
    places = known(comparison.table.index, whose) if known is not None else None
    touching = neighbours_of(neighbours)
    if touching is None and (asked := registered("neighbours")) is not None:
        touching = asked(comparison.table.index, whose)
    bridge = concordance_of(concordance)
    families, missing, remarks = families_of(
        checked, comparison, int(draws), seed, touching, bridge, progress
    )
    if places is None:
        missing = [*missing, (tell("map"), _no_map(known))]
    elif places.unknown:
        remarks = [*remarks, _not_drawn(places)]
    said = {
        "reference": (reference,) if isinstance(reference, str) else tuple(reference),
        "digits": digits,
        "classes": classes,
        "neighbours": neighbours,
        "concordance": concordance,
    }
    given = {name: value for name, value in said.items() if value is not None and value != ()}
    return Report(
        checked,
        families,
        missing,
        remarks,
        int(draws),
        seed,
        comparison,
        findings_of(checked, comparison, bridge),
        places,
        given,
    )


def _no_map(known):
    if known is None:
        return tell("outlines come with the package clusterbook, and it is not installed.")
    return tell(
        "a map is drawn for states of the United States, provinces of Korea, prefectures of Japan, Länder of Germany "
        "and Austria and departments of France, by name or by code; these regions are none of them, or fewer than "
        "three. Numbers alone are known where they are nearly all of one country, or their column says whose they are."
    )


def _not_drawn(places):
    return tell_many(
        "The map of {country} does not show {n} region: {labels}.",
        "The map of {country} does not show {n} regions: {labels}.",
        len(places.unknown),
        country=places.country,
        labels=listed(places.unknown),
    )


def _version():
    try:
        return version("agglomeration")
    except PackageNotFoundError:
        return "(not installed)"
