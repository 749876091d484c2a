"""A build is refused where the installed package does not register what pages are made with."""

import sys
from importlib.metadata import EntryPoint

import pytest

from bookpress.build import installed, preview, site
from bookpress.build.installed import not_registered, refusal

LISTED = """
[project.entry-points."bookpress.questions"]
clusterbook = "clusterbook.questions:banks"
[project.entry-points."bookpress.written"]
regions = "clusterbook.regions.pages:find"
part-picture = "clusterbook.part_pictures:part_picture"
"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "pyproject.toml").write_text(LISTED)
    return tmp_path


@pytest.fixture
def registered(monkeypatch):
    """The environment registers what a test says, by group and name."""

    def register(points):
        def found(group, name):
            value = points.get((group, name))
            return [EntryPoint(name, value, group)] if value else []

        monkeypatch.setattr(installed, "entry_points", found)

    return register


WHOLE = {
    ("bookpress.questions", "clusterbook"): "clusterbook.questions:banks",
    ("bookpress.written", "regions"): "clusterbook.regions.pages:find",
    ("bookpress.written", "part-picture"): "clusterbook.part_pictures:part_picture",
}


@pytest.mark.parametrize(
    ("points", "missing"),
    [
        (WHOLE, []),
        (
            {},
            [
                "bookpress.questions: clusterbook",
                "bookpress.written: regions",
                "bookpress.written: part-picture",
            ],
        ),
        (
            {**WHOLE, ("bookpress.written", "regions"): "elsewhere:find"},
            ["bookpress.written: regions"],
        ),
        (dict(list(WHOLE.items())[:2]), ["bookpress.written: part-picture"]),
    ],
    ids=["whole", "nothing", "another one", "one is missing"],
)
def test_what_is_not_registered_is_named(book, registered, points, missing):
    registered(points)
    assert not_registered(book) == missing
    assert bool(refusal(book)) == bool(missing)


def test_builds_are_refused_with_the_command_that_mends_it(book, registered, capsys, monkeypatch):
    registered({})
    started = []
    for steps in (preview, site):
        monkeypatch.setattr(steps.subprocess, "run", lambda *_, **__: started.append(1))
    (book / "one.md").write_text("# One")
    assert preview.preview(["one"], root=book) == 1
    assert site.build(book) == 1
    told = capsys.readouterr().err
    assert told.count("bookpress.questions: clusterbook") == 2
    assert f"{sys.executable} -m pip install -e ." in told
    assert not started
    assert not (book / "_build").exists()


def test_a_book_without_a_package_of_its_own_is_built(tmp_path):
    assert refusal(tmp_path) == ""


def test_this_environment_registers_all_that_the_book_lists(root):
    assert not_registered(root) == []
