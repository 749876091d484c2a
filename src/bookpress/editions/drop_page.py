"""The page on which a reader drops a file: written beside the edition in the browser, with the wheels that it loads.

What it says, which options it has and which packages it needs comes from whoever registers ``bookpress.own_file``; a
site for which nobody does has no such page. It is no page of the book: it has a policy of its own, which admits the
network that Python comes from, and WebAssembly.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from bookpress.pages.changing import alone, change

from .browser_imports import LITE, pyodide_packages

__all__ = ["FOLDER", "PLACE", "files_for", "policy", "write_drop_page"]

OWN = Path(__file__).parent / "own_file"
# In the built site.
FOLDER = "own-file"
# Stands in the chapter on readers' own files where the link to the page goes once it is there.
PLACE = "<!-- own-file -->"
LINK = '<p data-needs-server><a href="{address}">{title}: {told}</a></p>'
CHAPTER = "book/lab/bring-your-own-data"
# The first two are scripts: they begin the worker, in this order.
SCRIPTS = ("pyodide.js", "pyodide.asm.js")
CORE = (*SCRIPTS, "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
# With everything at hand, from the last byte to the first file that can be read: Python, the packages, the library.
SECONDS_TO_START = 20
BITS_PER_SECOND = 20e6

FIELD = Markup('<label class="field"><code>{name}</code><small>{about}</small>{control}</label>')


def networks() -> tuple[str, str]:
    """Where Python's core and its packages come from.

    The core as npm has it, where its hashes were taken; packages from Pyodide's own folder, whose lock file has theirs.
    """
    settings = (LITE / "jupyter-lite.json").read_text(encoding="utf-8")
    packages = re.search(r'"pyodideUrl": "(https://([^/]+)/pyodide/v([\d.]+)/full/)', settings)
    if packages is None:
        raise LookupError("jupyter-lite.json names no address of Pyodide.")
    return f"https://{packages[2]}/npm/pyodide@{packages[3]}/", packages[1]


def files_for(packages: Iterable[str]) -> list[dict[str, Any]]:
    """The files of the browser's Python with these packages: name, address, size and hash.

    Raises
    ------
    LookupError
        If a file is not listed in ``own_file/files.csv``.
    """
    with open(OWN / "files.csv", encoding="utf-8", newline="") as listed:
        rows = {row["file"]: row for row in csv.DictReader(listed)}
    core, full = networks()
    known = pyodide_packages()
    waiting, wanted = list(packages), set()
    while waiting:
        package = waiting.pop()
        if package not in wanted:
            wanted.add(package)
            waiting += known[package]["depends"].split()
    names = [*CORE, *sorted(known[package]["file"] for package in wanted)]
    if missing := [name for name in names if name not in rows]:
        raise LookupError(f"own_file/files.csv lacks {', '.join(missing)}: its README says how.")
    return [
        {
            "name": name,
            "address": f"{core if name in CORE else full}{name}",
            "bytes": int(rows[name]["bytes"]),
            "integrity": integrity(bytes.fromhex(rows[name]["sha256"])),
        }
        for name in names
    ]


def integrity(digest: bytes) -> str:
    """A hash as subresource integrity writes it."""
    return f"sha256-{base64.b64encode(digest).decode()}"


def policy(style_hash: str) -> str:
    """What the page may load: its own files, those of the two folders of the network, and the style of a report."""
    core, full = networks()
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "worker-src blob:",
            f"connect-src 'self' {core} {full}",
            f"style-src 'self' '{style_hash}'",
            "img-src 'self' data:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def registered() -> dict[str, Any] | None:
    """What the page says and needs, from whoever has registered it."""
    for point in entry_points(group="bookpress.own_file"):
        found: dict[str, Any] = point.load()()
        return found
    return None


def write_drop_page(site: Path, wheels: Iterable[Path]) -> Path | None:
    """Write the page with its wheels, and link it from its chapter; None where nobody registers one.

    Parameters
    ----------
    site : Path
        The built site.
    wheels : iterable of Path
        The library's wheel, and pure packages that the browser's Python lacks.
    """
    needs = registered()
    if needs is None:
        return None
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    theirs = files_for(needs["packages"])
    ours = [_own(path, folder) for path in _wanted(wheels, needs)]
    worker = _own(OWN / "worker.js", folder)
    for name in ("page.js", "page.css"):
        shutil.copy(OWN / name, folder)
    page = folder / "index.html"
    page.write_text(_page(needs, theirs, ours, worker), encoding="utf-8")
    if (site / f"{CHAPTER}.html").is_file():
        address = f"{'../' * CHAPTER.count('/')}{FOLDER}/index.html"
        link = LINK.format(
            address=address,
            title=escape(needs["words"]["title"]),
            told=escape(needs["words"]["link"]),
        )
        with alone(site):
            change(site / f"{CHAPTER}.html", lambda text: text.replace(PLACE, link))
    return page


def _wanted(wheels, needs):
    """Of all wheels at hand those that the page loads, the library's last."""
    names = [*needs["wheels"], needs["library"]]
    plain = {path.name.partition("-")[0].replace("_", "-").lower(): path for path in wheels}
    if missing := [name for name in names if name not in plain]:
        raise LookupError(f"The page for a reader's own file needs wheels of {', '.join(missing)}.")
    return [plain[name] for name in names]


def _own(path, folder):
    """Copy a file beside the page; its name, address, size and hash."""
    content = path.read_bytes()
    (folder / path.name).write_bytes(content)
    return {
        "name": path.name,
        "address": path.name,
        "bytes": len(content),
        "integrity": integrity(hashlib.sha256(content).digest()),
    }


def _page(needs, theirs, ours, worker):
    words = needs["words"]
    files = [*theirs, *ours, worker]
    sizes = [sum(file["bytes"] for file in some) for some in (files, theirs, [*ours, worker])]
    network = networks()[1].split("/")[2]
    settings = {
        "words": words,
        "files": files,
        "scripts": [*SCRIPTS, worker["name"]],
        "packages": needs["packages"],
        "wheels": [file["name"] for file in ours],
        "module": needs["module"],
        "base": networks()[0],
        "options": [option["name"] for option in needs["options"]],
        "kinds": needs["kinds"],
        "largest": needs["largest"],
    }
    ask = words["ask"].format(
        files=len(files),
        megabytes=_megabytes(sizes[0]),
        theirs=_megabytes(sizes[1]),
        ours=_megabytes(sizes[2]),
        network=network,
        seconds=SECONDS_TO_START,
        line=round(8 * sizes[0] / BITS_PER_SECOND),
    )
    template = Environment(autoescape=True).from_string(
        (OWN / "page.html").read_text(encoding="utf-8")
    )
    return template.render(
        language=needs["language"],
        policy=policy(needs["style_hash"]),
        words=words,
        ask=ask,
        start=words["start"].format(megabytes=_megabytes(sizes[0])),
        drop=words["drop"].format(largest=needs["largest"]),
        kinds=",".join(needs["kinds"]),
        options=needs["options"],
        field=_field,
        back=f"../{CHAPTER}.html",
        # A text that holds the end of a script would end it.
        settings=Markup(json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")),
    )


def _field(option):
    """The field of an option, under the name that messages use."""
    name = f"option-{option['name']}"
    if option["choices"]:
        choices = Markup("").join(
            Markup("<option>{}</option>").format(choice) for choice in ("", *option["choices"])
        )
        control = Markup('<select id="{}">{}</select>').format(name, choices)
    else:
        control = Markup('<input id="{}" type="text" placeholder="{}" autocomplete="off">').format(
            name, option["default"]
        )
    return FIELD.format(name=option["name"], about=option["about"], control=control)


def _megabytes(size):
    return f"{size / 1e6:.0f}"
