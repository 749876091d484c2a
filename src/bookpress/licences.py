"""Licences of the pinned packages, as the installed packages themselves name them.

``python -m bookpress licences`` writes ``requirements-licences.md``; ``make lock`` calls it. The site's status page
lists the same for what the book is built with.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from bookpress.place import ROOT

LISTS = {
    "requirements.txt": "What the book needs",
    "requirements-test.txt": "What its tests need besides",
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)")
ELSEWHERE = "not installed on the system where this list was made"
HEAD = """# Licences of the packages

The book is built, run and tested with these packages. They are installed from their publishers and are not part of this
repository; the site carries style sheets and scripts of the theme and of some Sphinx extensions. Licences are as each
package's own metadata name them. `make lock` writes this file.
"""


def pinned(file: Path) -> dict[str, set[str]]:
    """Names and versions in a list of requirements; a package may be pinned differently for different Pythons."""
    found: dict[str, set[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            found.setdefault(pin[1], set()).add(pin[2])
    return found


def licence(package: Distribution) -> str:
    """The licence a package names, in few words; empty if it names none."""
    metadata = package.metadata
    if expressions := metadata.get_all("License-Expression"):
        return expressions[0]
    named = [
        line.rsplit("::", 1)[-1].strip()
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    if named:
        return ", ".join(named)
    lines = (metadata.get_all("License") or [""])[0].strip().splitlines()
    return (
        lines[0].strip()[:60]
        if lines and lines[0].strip() not in {"", "UNKNOWN"}
        else _from_file(package)
    )


def _from_file(package: Distribution) -> str:
    """The first line of the licence text that a package brings."""
    for file in package.files or []:
        if (
            re.fullmatch(r"(LICEN[CS]E|COPYING)(\.\w+)?", file.name, re.IGNORECASE)
            and Path(file.locate()).is_file()
        ):
            text = Path(file.locate()).read_text(encoding="utf-8", errors="replace")
            return next(
                (line.strip(" #*") for line in text.splitlines() if line.strip(" #*=")), ""
            )[:60]
    return ""


def licences(file: Path) -> list[tuple[str, str, str]]:
    """Name, version and licence of each package in a list of requirements."""
    rows = []
    for name, versions in sorted(pinned(file).items(), key=lambda item: item[0].lower()):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            rows.append((name, " or ".join(sorted(versions)), ELSEWHERE))
        else:
            rows.append((name, package.version, licence(package) or "not named in its metadata"))
    return rows


def listing(root: Path = ROOT) -> str:
    """All packages as Markdown."""
    parts = [HEAD]
    for file, title in LISTS.items():
        parts.append(f"## {title}\n\n| package | version | licence |\n| --- | --- | --- |")
        parts[-1] += "".join(
            f"\n| {name} | {version} | {words} |" for name, version, words in licences(root / file)
        )
        parts[-1] += "\n"
    return "\n".join(parts)


def write_listing(root: Path = ROOT) -> int:
    """Write ``requirements-licences.md`` and return an exit code."""
    (root / "requirements-licences.md").write_text(listing(root), encoding="utf-8")
    return 0
