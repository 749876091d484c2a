"""How to install is said in one way everywhere, and that way names extras that exist."""

import json
import re
import tomllib
from pathlib import Path

from agglomeration.report.in_browser import WORDS

ROOT = Path(__file__).parents[2]
EXTRAS = set(
    tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
)
CHAPTER = "book/lab/bring-your-own-data.ipynb"
LINE = re.compile(r"pip install[^`\n]*")


def told():
    """Each place where a page, a message or a docstring tells how to install the library."""
    pages = [ROOT / "README.md", *(ROOT / "book").rglob("*.md"), *(ROOT / "src").rglob("*.py")]
    for page in pages:
        yield from ((page.name, line) for line in LINE.findall(page.read_text(encoding="utf-8")))
    for page in (ROOT / "book").rglob("*.ipynb"):
        cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
        yield from (
            (page.name, line) for cell in cells for line in LINE.findall("".join(cell["source"]))
        )


def test_how_to_install_is_said_in_one_way():
    # A page that runs in the browser has its own way, %pip install -q, from a folder beside it.
    # So has the whole environment of the book, where there is no make.
    others = ("pip install -q", "pip install -r requirements.txt -e .")
    lines = [(page, line) for page, line in told() if not line.startswith(others)]
    assert {"README.md", "how-to-use.md", "extras.py", "scaling-up.ipynb"} <= {
        page for page, _ in lines
    }
    for page, line in lines:
        named = re.match(r"pip install -e (?:\.(?:\s|$)|['\"]\.\[([a-z{},]+)\]['\"])", line)
        assert named, f"{page}: {line}"
        assert set((named[1] or "").replace("{extra}", "").split(",")) - {""} <= EXTRAS, (
            f"{page}: {line}"
        )


def test_the_report_is_told_with_the_same_two_lines_everywhere():
    lines = "```bash\npython3 -m pip install -e '.[excel]'\nagglomeration report my.csv\n```\n"
    cells = json.loads((ROOT / CHAPTER).read_text(encoding="utf-8"))["cells"]
    pages = {page: (ROOT / page).read_text("utf-8") for page in ("README.md", "book/how-to-use.md")}
    pages[CHAPTER] = "".join(cells[0]["source"])  # at the top, before the chapter begins
    assert {page: text.count(lines) for page, text in pages.items()} == dict.fromkeys(pages, 1)
    research = pages["book/how-to-use.md"].partition("## Do research")[2].partition("\n## ")[0]
    assert lines in research
    assert "without Python" not in "".join("".join(cell["source"]) for cell in cells)


def test_the_page_says_the_same_lines():
    assert WORDS["install"] == "python3 -m pip install -e '.[excel]'"
    assert WORDS["command"].format(name="my.csv") == "agglomeration report my.csv"
