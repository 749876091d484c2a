"""What Binder would make of the repository: which Python and packages, by which steps, and how a page leads there."""

from __future__ import annotations

import re
import tomllib
from urllib.parse import parse_qs, urlsplit

import yaml

from bookpress.pages.binder import binder_address
from bookpress.pages.buttons import arrange


def test_the_python_is_the_one_that_is_tested(recipe, checkout, root):
    assert recipe.buildpack == "PythonBuildPack"
    assert (checkout / "runtime.txt").read_text().strip() == f"python-{recipe.python}"
    prepare = (root / ".github/actions/prepare/action.yml").read_text()
    assert set(re.findall(r'python-version: "(.+)"', prepare)) == {recipe.python}
    for name in ("publish", "test"):  # and nothing else chooses a Python there
        text = (root / f".github/workflows/{name}.yml").read_text()
        assert "./.github/actions/prepare" in text, name
        assert "python-version" not in text, name


def test_the_pinned_packages_and_the_library_are_installed_and_chapters_made_plain(recipe):
    assert [
        re.sub(r"^\$\{KERNEL_PYTHON_PREFIX\}/bin/pip install --no-cache-dir ", "", run)
        for run in recipe.runs
    ] == [
        '-r "requirements.txt"',
        ".",
        "chmod +x postBuild",
        "./postBuild",
    ]
    assert (
        "apt-get install --yes --no-install-recommends" not in recipe.dockerfile
    )  # no list of our own
    assert "R2D_ENTRYPOINT" not in recipe.dockerfile


def test_what_only_tests_need_stays_away(root):
    names = {
        re.split("[=;]", line)[0].strip()
        for line in (root / "requirements.txt").read_text().splitlines()
    }
    assert {"jupyterlab", "ipywidgets", "pandas"} <= names
    assert not names & {
        "pytest",
        "playwright",
        "pyspark",
        "duckdb",
        "jupyter-repo2docker",
        "nbgrader",
        "ruff",
    }


def test_what_is_not_under_version_control_is_not_copied(checkout):
    assert not any((checkout / name).exists() for name in (".venv", "_build", ".git"))
    assert (checkout / "book/index.ipynb").is_file()


class App:
    """As much of Sphinx as the buttons look at."""

    def __init__(self, notebooks_branch="", **options):
        values = {"html_theme_options": options, "notebooks_branch": notebooks_branch}
        self.config = type("Config", (), values)


def buttons(file, **options):
    context = {
        "page_source_suffix": file[file.rindex(".") :],
        "source_file": file,
        "sourcename": "a",
    }
    context["pathto"] = lambda name, resource: name
    arrange(App(**options), "a", "page.html", context, None)
    return {button["text"]: button for button in context["header_buttons"][0]["buttons"]}


def test_a_notebook_opens_from_its_page_where_the_repository_is_known():
    known = {"repository_url": "https://github.com/someone/clusters", "repository_branch": "main"}
    address = urlsplit(
        buttons("book/lab/data.ipynb", **known)["Run on Binder (some minutes)"]["url"]
    )
    assert (address.netloc, address.path) == ("mybinder.org", "/v2/gh/someone/clusters/main")
    assert parse_qs(address.query) == {"urlpath": ["lab/tree/book/lab/data.ipynb"]}
    assert "Run on Binder (some minutes)" not in buttons("book/glossary.md", **known)
    assert "Run on Binder (some minutes)" not in buttons(
        "book/lab/data.ipynb", repository_url="", repository_branch="main"
    )


def test_colab_opens_a_notebook_of_the_branch_that_publishing_writes(root):
    colab = "Run on Colab (some minutes)"
    known = {"repository_url": "https://github.com/someone/clusters", "repository_branch": "main"}
    config = yaml.safe_load((root / "_config.yml").read_text())["sphinx"]["config"]
    branch = config["notebooks_branch"]
    assert buttons("book/lab/data.ipynb", notebooks_branch=branch, **known)[colab]["url"] == (
        f"https://colab.research.google.com/github/someone/clusters/blob/{branch}/book/lab/data.ipynb"
    )
    for file, options in (
        ("book/glossary.md", {**known, "notebooks_branch": branch}),
        ("book/lab/data.ipynb", known),
        ("book/lab/data.ipynb", {"notebooks_branch": branch, "repository_url": ""}),
        (
            "book/lab/data.ipynb",
            {**known, "notebooks_branch": branch, "repository_url": "https://git.example.org/a"},
        ),
    ):
        assert colab not in buttons(file, **options)
    jobs = yaml.safe_load((root / ".github/workflows/publish.yml").read_text())["jobs"]
    run = jobs["notebooks"]["steps"][-1]["run"]
    assert f"git init -q -b {branch}" in run
    assert run.rstrip().endswith(f" {branch}")
    # It alone may write to the repository, after all else has gone well.
    assert jobs["notebooks"]["needs"] == "deploy"
    assert [
        name for name, job in jobs.items() if job["permissions"].get("contents") == "write"
    ] == ["notebooks"]


def test_publishing_names_the_repository_and_its_branch(root):
    publish = yaml.safe_load((root / ".github/workflows/publish.yml").read_text())
    run = next(step for step in publish["jobs"]["build"]["steps"] if step.get("run") == ".ci/run")
    assert run["env"]["BOOK_REPOSITORY"] == "${{ github.server_url }}/${{ github.repository }}"
    branch = yaml.safe_load((root / "_config.yml").read_text())["repository"]["branch"]
    assert publish[True]["push"]["branches"] == [branch]  # YAML reads the key "on" as true


def test_nothing_is_run_twice_for_one_push(root):
    """On main the site is tested where it is published; a branch when it is pushed, a fork when it is offered."""
    publish, test, library = (
        yaml.safe_load((root / f".github/workflows/{name}.yml").read_text())
        for name in ("publish", "test", "library")
    )
    assert test[True]["push"]["branches-ignore"] == publish[True]["push"]["branches"]
    for workflow in (test, library):
        (job,) = workflow["jobs"].values()
        assert "head.repo.full_name != github.repository" in job["if"]
        assert workflow["concurrency"]["cancel-in-progress"]
    assert not any(
        ".ci/run" in str(step.get("run")) for step in library["jobs"]["library"]["steps"]
    )


def test_the_library_is_tested_on_every_python_that_it_promises(root):
    promised = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    library = yaml.safe_load((root / ".github/workflows/library.yml").read_text())
    matrix = library["jobs"]["library"]["strategy"]["matrix"]
    assert [f"Programming Language :: Python :: {python}" for python in matrix["python"]] == [
        line for line in promised["classifiers"] if re.search(r":: 3\.\d+$", line)
    ]
    assert {row["system"].partition("-")[0] for row in matrix["include"]} == {
        "ubuntu",
        "macos",
        "windows",
    }
    (oldest,) = [row for row in matrix["include"] if row["packages"] == "oldest"]
    assert promised["requires-python"] == f">={oldest['python']}"
    paths = re.findall(r"tests/[\w/.]+", library["env"]["TESTS"])
    assert [path for path in paths if not (root / path).exists()] == []


def test_names_with_odd_signs_stay_whole():
    address = binder_address("https://github.com/a/b/", "edition/1", "book/a b&c.ipynb")
    assert parse_qs(urlsplit(address).query)["urlpath"] == ["lab/tree/book/a b&c.ipynb"]
    assert urlsplit(address).path == "/v2/gh/a/b/edition%2F1"
