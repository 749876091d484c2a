"""The page on which a reader drops a file, without its Python: what it says, asks, fetches and refuses."""

from __future__ import annotations

import csv
import functools
import http.server
import re
import threading
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe

from agglomeration.report.in_browser import WORDS, page_of_own_file, report_on, workbook
from agglomeration.report.options import OPTIONS
from bookpress.editions import drop_page
from bookpress.editions.browser_imports import pyodide_packages
from bookpress.pages import offline
from bookpress.pages.policy import forbidden


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A site with the page alone; its wheels are empty files of the right names."""
    site = tmp_path_factory.mktemp("site")
    names = (
        "openpyxl-1-py3-none-any.whl",
        "et_xmlfile-1-py3-none-any.whl",
        "xlsxwriter-1-py3-none-any.whl",
        "agglomeration-1-py3-none-any.whl",
    )
    for name in names:
        (site / name).write_bytes(name.encode())
    chapter = site / f"{drop_page.CHAPTER}.html"
    chapter.parent.mkdir(parents=True)
    chapter.write_text(f"<main>{drop_page.PLACE}</main>", encoding="utf-8")
    assert drop_page.write_drop_page(site, [site / name for name in names]) is not None
    return site


@pytest.fixture(scope="module")
def address(folder):
    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/{drop_page.FOLDER}/index.html"
        running.shutdown()


@pytest.fixture
def opened(chromium, address):
    """The page, and the addresses outside its folder that it has asked for; none of them is answered."""
    context = chromium.new_context()
    asked = []

    def refuse(route):
        asked.append(route.request.url)
        route.abort()

    context.route(re.compile(r"^(?!http://127\.0\.0\.1)"), refuse)
    page = context.new_page()
    page.goto(address)
    yield page, asked
    context.close()


def choose(page, name, content=b"region,industry,jobs\n"):
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def test_it_names_megabytes_seconds_and_network_and_fetches_nothing_before_it_may(opened):
    page, asked = opened
    said = page.locator("#asking").inner_text()
    files = drop_page.files_for(page_of_own_file()["packages"])
    assert f"{sum(file['bytes'] for file in files) / 1e6:.0f} MB from cdn.jsdelivr.net" in said
    assert f"{drop_page.SECONDS_TO_START} seconds" in said
    choose(page, "jobs.csv")
    assert "waits until Python is here" in page.locator("#status").inner_text()
    assert asked == []


def test_a_file_that_is_not_the_one_it_was_made_for_is_not_run(chromium, address):
    context = chromium.new_context()
    context.route(
        "https://cdn.jsdelivr.net/**",
        lambda route: route.fulfill(
            body="window.stolen = 1", headers={"Access-Control-Allow-Origin": "*"}
        ),
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#start").click()
    trouble = page.locator("#trouble")
    trouble.filter(has_text="pyodide.js could not be fetched, or is not the file").wait_for()
    assert "agglomeration report my.csv" in trouble.inner_text()
    assert page.evaluate("window.stolen") is None
    context.close()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("jobs.parquet", "is a kind of file that this page does not read"),
        ("jobs.feather", "is a kind of file that this page does not read"),
        ("old.xls", "is a kind of file that this page does not read"),
        ("it's mine.parquet", "agglomeration report 'it'\\''s mine.parquet'"),
    ],
)
def test_what_it_does_not_take_gets_a_sentence_with_the_command(opened, name, said):
    page, _ = opened
    choose(page, name)
    assert said in page.locator("#refused").inner_text()
    assert "python3 -m pip install -e '.[excel]'" in page.locator("#refused").inner_text()


def test_a_file_of_more_than_20_megabytes_gets_a_sentence_with_the_command(opened):
    page, _ = opened
    choose(page, "large.csv", b"1,2,3\n" * 3_400_000)
    assert (
        "large.csv has 20 MB, and this page takes 20 at most"
        in page.locator("#refused").inner_text()
    )


def test_opened_from_a_disk_it_says_why_it_cannot(chromium, folder):
    page = chromium.new_page()
    page.goto((folder / drop_page.FOLDER / "index.html").as_uri())
    assert "was opened from a disk" in page.locator("#trouble").inner_text()
    assert not page.locator("#start").is_visible()
    page.close()


def test_its_policy_admits_its_own_files_and_two_folders_of_the_network(folder):
    text = (folder / drop_page.FOLDER / "index.html").read_text(encoding="utf-8")
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    parts = dict(part.split(" ", 1) for part in unescape(found[1]).split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert parts["connect-src"].split()[0] == "'self'"
    assert all(
        re.fullmatch(r"https://cdn\.jsdelivr\.net/(npm/pyodide@|pyodide/v)0\.27\.7/(full/)?", one)
        for one in parts["connect-src"].split()[1:]
    )
    assert "unsafe-inline" not in text and "unsafe-eval'" not in text.replace(
        "wasm-unsafe-eval'", ""
    )
    assert forbidden(text) == []
    assert re.search(r'<iframe id="frame" sandbox title=', text)


def test_every_file_is_pinned_and_known_to_the_lock_file():
    known = {row["file"]: row["sha256"] for row in pyodide_packages().values()}
    with open(drop_page.OWN / "files.csv", encoding="utf-8", newline="") as listed:
        rows = list(csv.DictReader(listed))
    wheels = [row for row in rows if row["file"] not in drop_page.CORE]
    assert {row["file"]: row["sha256"] for row in wheels}.items() <= known.items()
    assert {row["file"] for row in rows} >= set(drop_page.CORE)
    files = drop_page.files_for(page_of_own_file()["packages"])
    assert len(files) == len(rows)
    assert all(file["integrity"].startswith("sha256-") and file["bytes"] > 0 for file in files)


def test_every_option_has_a_field_and_every_word_is_said_somewhere(folder):
    text = (folder / drop_page.FOLDER / "index.html").read_text(encoding="utf-8")
    fields = set(re.findall(r'id="option-(\w+)"', text))
    assert fields == {option.name for option in OPTIONS} - {"largest"}
    sources = "".join(
        (drop_page.OWN / name).read_text(encoding="utf-8")
        for name in ("page.js", "page.html", "worker.js")
    )
    sources += (drop_page.OWN.parent / "drop_page.py").read_text(encoding="utf-8")
    unused = [key for key in WORDS if not re.search(rf"\b{key}\b", sources)]
    assert set(unused) <= {"drawing"}


def test_the_chapter_leads_to_the_page_once_it_is_there(folder):
    chapter = (folder / f"{drop_page.CHAPTER}.html").read_text(encoding="utf-8")
    target = re.search(r'href="([^"]+)"', chapter)[1]
    assert ((folder / drop_page.CHAPTER).parent / target).resolve().is_file()
    assert "data-needs-server" in chapter


def test_the_book_as_one_file_is_without_it(folder):
    assert drop_page.FOLDER in offline.LEFT_OUT
    chapter = (folder / f"{drop_page.CHAPTER}.html").read_text(encoding="utf-8")
    assert "own-file" not in re.sub(offline.LEFT, "", chapter)


def test_a_site_for_which_nobody_registers_one_has_no_page(monkeypatch, tmp_path):
    monkeypatch.setattr(drop_page, "registered", lambda: None)
    assert drop_page.write_drop_page(tmp_path, []) is None
    assert list(tmp_path.iterdir()) == []


def test_an_answer_is_a_report_or_a_sentence_with_its_readings():
    said = []
    good = report_on(
        "jobs.csv", b"region,industry,jobs\nA,x,1\nB,y,2\n", {"draws": "0"}, said.append
    )
    assert good["kind"] == "report"
    assert good["html"].startswith("<!doctype html>") and good["lacks"] == ""
    assert workbook().startswith(b"PK")
    assert len(said) >= 3
    bad = report_on("jobs.csv", b"region,industry,jobs\nA,x,1\nB,y,2\n", {"reference": "Nowhere"})
    assert bad["kind"] == "refused" and "'Nowhere' is no line" in bad["sentence"]
    assert report_on("jobs.csv", b"A", {"header": "two"})["kind"] == "refused"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_it_and_it_fits_a_telephone(chromium, address, scheme):
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.locator("summary").click()
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]] == []
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
