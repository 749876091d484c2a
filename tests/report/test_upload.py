"""The form in a notebook reads a file as the function does, and shows nothing of it unescaped."""

from datetime import datetime

import pytest

from agglomeration.report.upload import UploadForm


def choose(form, name, content):
    file = {"name": name, "type": "", "size": len(content), "content": memoryview(content)}
    form.file.set_trait("value", ({**file, "last_modified": datetime(2020, 1, 1)},))


@pytest.fixture
def form(tmp_path):
    return UploadForm(folder=str(tmp_path), permutations=0)


def test_a_file_is_read_and_its_report_written(form, files, tmp_path):
    assert form.button.disabled
    choose(form, "jobs.csv", files["jobs.csv"].content)
    assert "8 regions, 5 industries" in form.said.value
    assert not form.button.disabled
    form.button.click()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jobs-report.html", "jobs-report.xlsx"]
    assert "jobs-report.html" in form.written.value


def test_a_fault_is_said_and_the_option_mends_it(form, files):
    choose(form, "comma.csv", files["comma.csv"].content)
    assert "with a decimal comma" in form.said.value and 'role="alert"' in form.said.value
    assert form.button.disabled
    form.inputs["decimal"].value = ","
    assert "8 regions" in form.said.value
    assert not form.button.disabled


def test_nothing_of_a_file_is_shown_unescaped(form, files):
    choose(form, "<img src=x onerror=alert(1)>.csv", files["text.csv"].content)
    assert "<img" not in form.said.value
    assert "&lt;img" in form.said.value
    hostile = b"region,<script>alert(1)</script>,jobs\nA,x,1\n"
    choose(form, "x.csv", hostile)
    assert "<script" not in form.said.value


def test_a_page_without_a_python_says_what_would_be_there(form, monkeypatch):
    live = form._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in live
    monkeypatch.setenv("EXPLORABLE_STATIC", "page")
    still = form._repr_mimebundle_()
    assert set(still) == {"text/plain", "text/html"}
    assert still["text/plain"] == live["text/plain"] == repr(form)
