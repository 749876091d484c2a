"""What the texts around the book say is so: their code runs, their links lead somewhere, their commands exist."""

import ast
import json
import re
import tomllib
from urllib.parse import parse_qs

import pandas as pd
import pytest
import yaml

import agglomeration as ag
from bookpress.__main__ import COMMANDS, parser
from bookpress.sphinx.search_texts import read_words
from clusterbook.models.dartboard import throw

TEXTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "src/explorable/README.md",
    "data/README.md",
    "book/how-to-use.md",
    "book/seminar/assessment.md",
)


def blocks(text):
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def anchors(text):
    """Addresses of the headings, as code hosts make them."""
    lines = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.fixture
def text(root):
    return lambda name: (root / name).read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that the examples read: simulated plants, and the jobs they add up to."""
    plants = pd.concat(
        [throw(60, 25, spillover=0.2, industry=name, seed=seed) for seed, name in enumerate("abc")]
    )
    plants["size"] *= 100
    plants.to_csv(tmp_path / "plants.csv", index=False)
    jobs = plants.groupby(["region", "industry"], observed=True)["size"].sum().rename("jobs")
    jobs.reset_index().to_csv(tmp_path / "jobs.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["README.md", "book/how-to-use.md"])
def test_five_lines_lead_from_plants_to_a_p_value(name, text, desk, capsys):
    example = blocks(text(name))[0]
    assert len([line for line in example.splitlines() if line]) == 5
    names = {}
    exec(example, names)
    result = names["result"]
    assert list(result.index) == ["a", "b", "c"]
    assert result["p"].between(0.001, 1).all()
    assert "gamma" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "number"), [("book/how-to-use.md", 1), ("book/seminar/final-project.md", 0)]
)
def test_a_long_list_becomes_location_quotients(name, number, text, desk):
    names = {"pd": pd, "ag": ag}
    exec(blocks(text(name))[number], names)
    assert names["quotients"].shape == names["jobs"].shape
    assert (names["quotients"] >= 0).to_numpy().all()


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name, text, root):
    page = text(name)
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target) or (name.startswith("book/") and not anchor):
            continue
        file = (root / name).parent / path if path else root / name
        if not file.exists() or (
            anchor and anchor not in anchors(file.read_text(encoding="utf-8"))
        ):
            dead.append(target)
    assert not dead


@pytest.mark.parametrize("name", TEXTS)
def test_commands_exist(name, text, root):
    known = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text(name), re.MULTILINE)) <= known
    for file in re.findall(r"\.venv/bin/\S+ .*?((?:tests|book|src)/[\w./-]+)", text(name)):
        assert any((root / f"{file}{end}").exists() for end in ("", ".ipynb")), (
            file
        )  # a page is named without it


@pytest.mark.parametrize("name", TEXTS)
def test_commands_of_the_press_exist(name, text):
    for command in re.findall(r"-m bookpress ((?:--?)?[a-z-]+(?: --[a-z-]+)*)", text(name)):
        word, *options = command.split()
        if word.startswith("--"):
            assert word in {"--help", "--book"}
            continue
        assert word in COMMANDS
        chosen = vars(parser().parse_args([word, *(["page"] if word == "preview" else [])]))
        assert {option.strip("-").replace("-", "_") for option in options} <= set(chosen), command


def test_the_texts_name_the_press_s_commands_at_all(text):
    assert sum(len(re.findall(r"-m bookpress [a-z]", text(name))) for name in TEXTS) >= 6


# What a build makes, what a reader writes, and what stands for any name.
NOT_KEPT = re.compile(r"^(?:_build|\.venv)\b|[<*]")


@pytest.mark.parametrize("name", TEXTS)
def test_files_that_are_named_exist(name, text, root):
    """Paths in the text, from the repository's root, and the folders that a tree draws."""
    named = re.findall(
        r"`((?:src|book|data|tests|assessment|benchmarks|\.github|\.ci)/[^`\s]*)`", text(name)
    )
    drawn = [
        line.split()[0] for line in re.findall(r"^(?:src/)?[a-z]+/ .*$", text(name), re.MULTILINE)
    ]
    assert [
        path
        for path in {*named, *drawn}
        if not NOT_KEPT.search(path) and not (root / path).exists()
    ] == []


@pytest.mark.parametrize("name", TEXTS)
def test_extras_exist(name, text):
    known = tomllib.loads(text("pyproject.toml"))["project"]["optional-dependencies"]
    asked = re.findall(r"\.\[([\w,]+)\]|the extra `(\w+)`", text(name))
    assert {extra for pair in asked for extra in "".join(pair).split(",")} <= set(known)


def test_the_project_s_description_says_what_the_citation_says(text):
    cited, project = (
        yaml.safe_load(text("CITATION.cff")),
        tomllib.loads(text("pyproject.toml"))["project"],
    )
    assert [author["name"] for author in project["authors"]] == [
        author["name"] for author in cited["authors"]
    ]
    assert project["keywords"] == cited["keywords"]
    least = project["requires-python"].removeprefix(">=3.")
    listed = [line.rpartition("3.")[2] for line in project["classifiers"] if ":: 3." in line]
    assert listed[0] == least
    assert "Typing :: Typed" in project["classifiers"]


def test_the_address_in_the_text_is_one_of_the_book(text, root):
    addresses = re.findall(r'href="([^"#]+)\.html#([^"?]+)\?([^"]+)"', text("book/how-to-use.md"))
    assert addresses
    for page, slug, query in addresses:
        cells = json.loads(text(f"book/{page}.ipynb"))["cells"]
        code = [ast.parse("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]
        functions = {
            node.name: node
            for tree in code
            for node in tree.body
            if isinstance(node, ast.FunctionDef)
        }
        arguments = [argument.arg for argument in functions[slug.replace("-", "_")].args.args]
        assert set(parse_qs(query)) <= set(arguments)


def test_the_citation_agrees_with_the_package(text):
    cited, project = (
        yaml.safe_load(text("CITATION.cff")),
        tomllib.loads(text("pyproject.toml"))["project"],
    )
    assert cited["cff-version"] == "1.2.0"
    assert (str(cited["version"]), cited["license"]) == (project["version"], project["license"])
    assert cited["title"].startswith(project["name"])
    assert cited["authors"] == cited["preferred-citation"]["authors"]
    assert cited["authors"][0]["name"] == yaml.safe_load(text("_config.yml"))["author"]
    assert cited["preferred-citation"]["license"] == "CC-BY-4.0"


def test_licences_are_whole(text):
    assert text("LICENSE").startswith("BSD 3-Clause License")
    assert "Neither the name of the copyright holder" in text("LICENSE")
    whole = text("LICENSE-text")
    assert all(f"\nSection {number} -- " in whole for number in range(1, 9))


def test_the_error_that_is_quoted_is_raised(text):
    quoted = re.search(r"^> (.*)$", text("CONTRIBUTING.md"), re.MULTILINE)[1]
    plants = pd.DataFrame(
        {"region": ["Linz", "Wels"], "industry": ["steel", "soap"], "size": [120, 0]}
    )
    with pytest.raises(ValueError, match=f"^{re.escape(quoted)}$"):
        ag.check_plants(plants)


def test_a_table_says_how_to_cite_it():
    entry = ag.datasets.describe("oews_metro")
    assert "".join(str(entry).split()).endswith("".join(entry.entry["citation"].split()))


def test_every_line_of_search_words_has_a_name_that_the_book_uses(root):
    """A line without one would lead nowhere."""
    texts = [file.read_text(encoding="utf-8") for file in (root / "book").rglob("*.md")]
    for file in (root / "book").rglob("*.ipynb"):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        texts += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    said = " ".join("\n".join(texts).lower().split())
    lines = read_words(root / "book/search-words.txt")
    assert [names for names in lines if not any(name.lower() in said for name in names)] == []
    names = [name.lower() for line in lines for name in line]
    assert {name for name in names if names.count(name) > 1} == set()
