"""The whole site as one file, to be unpacked and read without a network."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

ARCHIVE = "industrial-clusters.zip"
FOLDER = "industrial-clusters"
# Not read offline: the archive itself, pages on paper, the notebooks' own Python, and what only a server uses.
LEFT_OUT = (ARCHIVE, "_pdf", "lite", "own-file", "404.html", "sitemap.xml", ".buildinfo", "reports")
LINK = re.compile(rf'<a [^>]*href="[^"]*{re.escape(ARCHIVE)}"[^>]*>(.*?)</a>', re.DOTALL)
# What leads to a folder that is left out: an entry of a menu, or a link.
LEFT = r'<a [^>]*href="(?:\.\./)*(?:_pdf|lite|own-file)/[^"]*"[^>]*>.*?</a>'
LEFT_LINK = re.compile(rf"<li[^>]*>{LEFT}</li>|{LEFT}", re.DOTALL)
DAY = (2026, 1, 1, 0, 0, 0)  # the same content makes the same file


def _files(site: Path) -> Iterator[Path]:
    """Files of a site that are read offline; what is left out may be in the making, and is not looked at."""
    for folder, folders, files in os.walk(site):
        if Path(folder) == site:
            folders[:] = [name for name in folders if name not in LEFT_OUT]
            files = [name for name in files if name not in LEFT_OUT]
        yield from (Path(folder) / name for name in files if not name.endswith(".tmp"))


def write_archive(site: Path) -> Path:
    """Pack a built site; a link to the archive itself becomes plain words in it, one to what is left out goes."""
    archive = site / ARCHIVE
    archive.unlink(missing_ok=True)
    files = sorted(_files(site))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in files:
            name = path.relative_to(site)
            content = path.read_bytes()
            if path.suffix == ".html" and name.parts[0] != "_static":
                content = LEFT_LINK.sub("", LINK.sub(r"\1", content.decode("utf-8"))).encode(
                    "utf-8"
                )
            packed.writestr(
                zipfile.ZipInfo(f"{FOLDER}/{name.as_posix()}", DAY), content, zipfile.ZIP_DEFLATED
            )
    return archive
