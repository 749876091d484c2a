"""The sample site: a few pages that hold each thing of the template once, built by the same extensions as the book."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path

import yaml

from bookpress.build.site import environment, jupyter_book
from bookpress.build.stale import fingerprint
from bookpress.place import ROOT

SOURCES = Path(__file__).with_name("sample")
FOLDER = ROOT / "_build/sample"
DEPENDS_ON = (
    *("tests/site/sample", "tests/site/sample_site.py", "_config.yml", "src/explorable"),
    *(f"src/bookpress/{part}" for part in ("sphinx", "pages", "served", "templates", "fonts")),
)
ALONG = ("CITATION.cff", "requirements.txt", "LICENSE")


def sample_site() -> Path:
    """Folder of the sample with its built site, built anew where something that makes it has changed."""
    FOLDER.parent.mkdir(exist_ok=True)
    with open(FOLDER.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes share it
        note, current = FOLDER / "sources.sha256", fingerprint(DEPENDS_ON, ROOT)
        if not (note.exists() and note.read_text() == current):
            build(FOLDER)
            note.write_text(current)
    return FOLDER


def build(folder: Path) -> None:
    """Build the sample in a folder; a warning is an error, as in the book."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCES, folder)
    for name in ALONG:
        shutil.copy(ROOT / name, folder)
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["execute"]["execute_notebooks"] = "force"
    config["html"]["favicon"] = str(ROOT / config["html"]["favicon"])
    (folder / "_config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    command = [str(jupyter_book()), "build", str(folder), "-W", "--keep-going"]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
