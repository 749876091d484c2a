"""The form in a notebook reads a file as the function does, and shows nothing of it unescaped."""

import sys
from datetime import datetime

import pytest

from agglomeration.report import upload
from agglomeration.report.options import OPTIONS
from agglomeration.report.upload import UploadForm


def choose(form, name, content):
    file = {"name": name, "type": "", "size": len(content), "content": memoryview(content)}
    form.file.set_trait("value", ({**file, "last_modified": datetime(2020, 1, 1)},))


@pytest.fixture
def form(tmp_path):
    return UploadForm(folder=str(tmp_path), draws=0)


def test_a_file_is_read_and_its_report_written(form, files, tmp_path):
    assert form.button.disabled
    choose(form, "jobs.csv", files["jobs.csv"].content)
    assert "8 regions, 5 industries" in form.said.value
    assert not form.button.disabled
    form.button.click()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "jobs-report.html",
        "jobs-report.json",
        "jobs-report.xlsx",
    ]
    assert "jobs-report.html" in form.written.value


def test_a_fault_is_said_and_the_option_mends_it(form, files):
    choose(form, "thousands.csv", files["thousands.csv"].content)
    assert "may mean 1300 or 1.300" in form.said.value and 'role="alert"' in form.said.value
    assert form.button.disabled
    form.inputs["thousands"].value = ","
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


def test_every_option_has_a_field_of_its_name(form):
    assert list(form.inputs) == [option.name for option in OPTIONS]
    assert {control.description for control in form.inputs.values()} == set(form.inputs)


def test_an_option_is_written_as_the_message_writes_it(form, files):
    choose(form, "empty-cell.csv", files["empty-cell.csv"].content)
    assert "withheld=&#x27;&#x27;" in form.said.value
    form.inputs["withheld"].value = "''"
    assert "8 regions" in form.said.value
    form.inputs["header"].value = "two"
    assert "header &#x27;two&#x27; is not a number" in form.said.value
    assert form.button.disabled


def test_what_is_compared_is_said_in_the_form(form, files, tmp_path):
    choose(form, "jobs.csv", files["jobs.csv"].content)
    form.inputs["reference"].value = "A"
    form.button.click()
    assert "relative to &#x27;A&#x27;" in (tmp_path / "jobs-report.html").read_text("utf-8")
    form.button.click()
    assert "is there already" in form.written.value
    form.replace.value = True
    form.button.click()
    assert "Written beside this notebook" in form.written.value


@pytest.mark.parametrize("broken", ["read_table", "make_report"])
def test_a_fault_of_the_program_does_not_leave_the_form_computing(form, files, monkeypatch, broken):
    def fails(*arguments, **options):
        raise ZeroDivisionError("the wheel came off")

    if broken == "make_report":
        choose(form, "jobs.csv", files["jobs.csv"].content)
    monkeypatch.setattr(upload, broken, fails)
    if broken == "make_report":
        form.button.click()
    else:
        choose(form, "jobs.csv", files["jobs.csv"].content)
    told = form.written.value + form.said.value
    assert (
        "the fault is the program's, not yours (ZeroDivisionError: the wheel came off)".replace(
            "'", "&#x27;"
        )
        in told
    )
    assert "Computing" not in told


def test_without_xlsxwriter_the_form_writes_the_page_and_says_what_lacks(
    form, files, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    choose(form, "jobs.csv", files["jobs.csv"].content)
    form.button.click()
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == ["jobs-report.html", "jobs-report.json"]
    assert "xlsxwriter: python3 -m pip install -e" in form.written.value
