"""The sample site: a few pages that hold each thing of the template once, built by the same extensions as the book."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path

import yaml

from bookpress.build import kept_pages
from bookpress.build.site import environment, jupyter_book
from bookpress.build.stale import fingerprint
from bookpress.place import ROOT
from explorable.answers.bank import Bank
from explorable.answers.questions import Choice, Number, Order
from explorable.answers.self_check import self_check

SOURCES = Path(__file__).with_name("sample")
FOLDER = ROOT / "_build/sample"
DEPENDS_ON = (
    *("tests/site/sample", "tests/site/sample_site.py", "_config.yml", "src/explorable"),
    *(f"src/bookpress/{part}" for part in ("sphinx", "pages", "served", "templates", "fonts")),
)
# The press appends questions to chapters of the book's own bank; here they come from one of ours.
ASKED = "book/part/cells.md"
BANK = Bank("toys", "Toys")
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
    with open(folder / ASKED, "a", encoding="utf-8") as page:
        page.write(f"\n```{{raw}} html\n{self_check(list(BANK.drawn()))}\n```\n")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["execute"]["execute_notebooks"] = "force"
    # The list of words is the book's.
    config["sphinx"]["config"].pop("search_words", None)
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
    # As a build of the book does; a check of the site asks for it.
    kept_pages.end(folder / "_build", "sample")


@BANK.asks("cells", objective=1)
def share_of_toys():
    return Choice(
        text="Which share of the jobs is in toys?",
        right="one in ten",
        wrong=[("one in five", "That counts half of the jobs."), ("all", "Others work, too.")],
        because="Ten of a hundred.",
    )


@BANK.asks("cells", objective=1)
def share_as_a_number():
    return Number(
        text="Of 300 jobs 37 are in toys. Which share is that?",
        right=37 / 300,
        wrong=[(37 / 263, "Those 37 are part of all.")],
        because="37 of 300.",
    )


@BANK.asks("cells", objective=1)
def places_by_size():
    return Order(
        text="Put these places in order, the smallest first.",
        right=["a hamlet", "a town", "a city"],
        wrong=[(["a city", "a town", "a hamlet"], "That is the largest first.")],
        because="Each holds more people.",
    )
