"""Notebooks run ahead of the builder, each once; pages can be previewed one by one."""

import json
import os

import nbformat
import pytest
from jupyter_cache import get_cache

from bookpress.build.notebooks import run_notebooks
from bookpress.build.preview import contents, preview


@pytest.fixture
def write(tmp_path):
    """Write a notebook of one cell."""

    def one(name, source):
        path = tmp_path / f"{name}.ipynb"
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        cells = [nbformat.v4.new_code_cell(source, id="only")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
        return path

    return one


def test_each_notebook_runs_once_and_its_outputs_are_kept(write, tmp_path):
    paths = [write("sum", "1 + 1"), write("product", "2 * 3")]
    assert run_notebooks(paths, tmp_path / "cache") == 2
    assert run_notebooks(paths, tmp_path / "cache") == 0
    cache = get_cache(str(tmp_path / "cache"))
    for path, answer in zip(paths, ("2", "6"), strict=True):
        _, merged = cache.merge_match_into_notebook(nbformat.read(path, as_version=4))
        assert merged.cells[0].outputs[0]["data"]["text/plain"] == answer


def test_kernels_show_the_page_s_face_and_this_process_stays_as_it_was(write, tmp_path):
    before = dict(os.environ)
    path = write("face", "import os\nos.environ['EXPLORABLE_STATIC'], os.environ['OF_THE_BUILD']")
    run_notebooks([path], tmp_path / "cache", environment={"OF_THE_BUILD": "yes"})
    _, merged = get_cache(str(tmp_path / "cache")).merge_match_into_notebook(
        nbformat.read(path, as_version=4)
    )
    assert merged.cells[0].outputs[0]["data"]["text/plain"] == "('page', 'yes')"
    assert dict(os.environ) == before


def test_a_notebook_that_changed_runs_again(write, tmp_path):
    run_notebooks([write("sum", "1 + 1")], tmp_path / "cache")
    assert run_notebooks([write("sum", "1 + 2")], tmp_path / "cache") == 1


def test_a_failure_is_not_kept_and_stops_no_other(write, tmp_path, capsys):
    paths = [write("wrong", "1 / 0"), write("right", "1 / 1")]
    assert run_notebooks(paths, tmp_path / "cache") == 1
    assert "wrong: failed" in capsys.readouterr().out
    assert run_notebooks(paths[1:], tmp_path / "cache") == 0
    assert run_notebooks([write("wrong", "0 / 1")], tmp_path / "cache") == 1


def test_a_preview_lists_its_pages_with_what_they_link_to():
    part = contents(["book/one"])["parts"][0]
    assert [chapter["file"] for chapter in part["chapters"]] == [
        "book/one",
        "book/glossary",
        "book/bibliography",
    ]


@pytest.mark.parametrize("pages", [[], ["book/not/there"]])
def test_a_preview_asks_for_pages_that_exist(pages, capsys):
    assert preview(pages) == 2
    assert "Name pages as in _toc.yml" in capsys.readouterr().err


def test_notebooks_that_run_side_by_side_share_the_cores(write, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    asked = "import os\nos.environ['LOKY_MAX_CPU_COUNT'], os.environ['OPENBLAS_NUM_THREADS']  # "
    together, alone = (
        [write(name, asked + name) for name in ("first", "second", "third")],
        write("alone", asked),
    )
    run_notebooks(together, tmp_path / "cache", at_once=2)
    run_notebooks([alone], tmp_path / "cache")
    cache = get_cache(str(tmp_path / "cache"))
    for path, share in [(together[0], "('2', '2')"), (alone, "('4', '4')")]:
        _, merged = cache.merge_match_into_notebook(nbformat.read(path, as_version=4))
        assert merged.cells[0].outputs[0]["data"]["text/plain"] == share


def test_notebooks_with_explorables_begin_first(write, tmp_path, capsys):
    decorated = "def explorable(**given):\n    return len\n\n@explorable()\ndef figure(): ..."
    paths = [write("long", f"1 + 1  # {'and so on ' * 50}"), write("moving", decorated)]
    run_notebooks(paths, tmp_path / "cache", at_once=1)
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == [
        "moving:",
        "long:",
    ]


def test_those_that_took_longest_last_time_begin_first(write, tmp_path, capsys):
    def run(comment):
        paths = [
            write("quick", f"1 + 1  # {'and so on ' * 50}{comment}"),
            write("slow", f"import time\ntime.sleep(0.3)  # {comment}"),
        ]
        run_notebooks(paths, tmp_path / "cache", at_once=1)
        return [line.split()[1] for line in capsys.readouterr().out.splitlines()]

    assert run("once") == ["quick:", "slow:"]  # neither is known: the larger one
    note = tmp_path / "notebook_seconds.json"
    taken = json.loads(note.read_text())
    assert sorted(name.rpartition("/")[2] for name in taken) == ["quick", "slow"]
    assert next(seconds for name, seconds in taken.items() if name.endswith("slow")) >= 0.3
    # As if it had been so: how long they take on a busy machine is chance.
    note.write_text(json.dumps({name: 9 if name.endswith("slow") else 1 for name in taken}))
    assert run("again") == ["slow:", "quick:"]
