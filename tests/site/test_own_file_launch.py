"""The page on which a reader drops a file, with its Python: from the drop to the report, and nothing leaves."""

from __future__ import annotations

import fcntl
import functools
import http.server
import io
import json
import re
import sys
import threading
import warnings
from pathlib import Path

import openpyxl
import pytest
from pyodide_at_hand import NotAtHandError, pyodide_folder

from bookpress.editions import drop_page
from bookpress.editions.lite import added_wheels, library_wheel
from bookpress.place import ROOT

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
from hostile_names import HOSTILE

PATIENCE = 240_000
JOBS = "region,industry,jobs\nLinz,steel,120\nLinz,soap,5\nWels,soap,7\nWels,steel,30\n"


@pytest.fixture(scope="module")
def pyodide():
    """The browser's Python as files; without it nothing can run here."""
    with open(ROOT / "_build/pyodide.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return pyodide_folder(ROOT / "_build/pyodide")
        except NotAtHandError as error:
            said = f"NOT TESTED: no file was dropped on the page with a browser's Python. {error}"
            warnings.warn(said, stacklevel=1)
            pytest.skip(said)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with the page alone."""
    folder = tmp_path_factory.mktemp("site")
    work = ROOT / "_build/lite"
    work.mkdir(parents=True, exist_ok=True)
    with open(ROOT / "_build/lite.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wheels = [*added_wheels(work / "wheels"), library_wheel(ROOT, work / "library")]
    drop_page.write_drop_page(folder, wheels)
    return folder


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def opened(chromium, pyodide, site):
    """The page with its Python started once; at the end, what it asked for, said and let run."""
    handler = functools.partial(_Silent, directory=str(site))
    told, asked, sent = [], [], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{running.server_port}/"
        context = chromium.new_context(accept_downloads=True)

        def serve(route):
            name = route.request.url.rpartition("/")[2]
            asked.append(route.request.url)
            route.fulfill(path=str(pyodide / name), headers={"Access-Control-Allow-Origin": "*"})

        context.route(re.compile("^https:"), serve)
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
        page.on(
            "console",
            lambda message: (
                told.append(message.text) if "Content Security" in message.text else None
            ),
        )
        context.on("request", lambda request: sent.append((request.method, request.url)))
        page.goto(f"{home}{drop_page.FOLDER}/index.html")
        page.locator("#start").click()
        heard(page, "Python is ready.")
        after = len(sent)
        yield page
        assert told == []
        core, full = drop_page.networks()
        assert asked and all(address.startswith((core, full)) for address in asked)
        # The file stays here: nothing was asked of anyone once Python was there, and nothing was ever sent.
        assert [
            one for one in sent[after:] if not one[1].startswith(("blob:", "data:", "about:"))
        ] == []
        assert {method for method, _ in sent} == {"GET"}
        context.close()
        running.shutdown()


def heard(page, words):
    """Wait until the page says it; a fault or a refusal ends the waiting at once."""
    said = page.locator("#status", has_text=words)
    said.or_(page.locator("#trouble:visible, #refused:visible")).first.wait_for(timeout=PATIENCE)
    assert [text for text in page.locator("[role=alert]").all_inner_texts() if text] == []


def drop(page, name, content):
    """Drop a file as a hand does."""
    page.evaluate(
        """([name, bytes]) => {
            const held = new DataTransfer();
            held.items.add(new File([new Uint8Array(bytes)], name));
            const drop = new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true });
            document.getElementById("drop").dispatchEvent(drop);
        }""",
        [name, list(content)],
    )


def reported(page, name):
    heard(page, f"The report on {name} is below")
    return page.frame_locator("#frame")


def cleared(page):
    """No option from the test before."""
    page.evaluate(
        "document.querySelectorAll('#options input, #options select').forEach((one) => { one.value = ''; })"
    )


def test_a_dropped_file_becomes_a_report_and_can_be_saved(opened):
    cleared(opened)
    drop(opened, "jobs.csv", JOBS.encode())
    report = reported(opened, "jobs.csv")
    assert (
        "relative to the 2 regions of this file together" in report.locator("header").inner_text()
    )
    assert report.locator("#regions tbody tr").count() == 2
    assert report.locator("svg").count() >= 2
    # The frame admits the report's own style, by its hash.
    assert report.locator("body").evaluate("(body) => getComputedStyle(body).maxWidth") == "960px"
    saved = {}
    for title in ("Save the page", "Save the data", "Save the workbook"):
        with opened.expect_download(timeout=PATIENCE) as saving:
            opened.locator("#saving").get_by_text(title).click()
        saved[saving.value.suggested_filename] = Path(saving.value.path()).read_bytes()
    assert saved["jobs-report.html"].startswith(b"<!doctype html>")
    assert json.loads(saved["jobs-report.json"])["file"]["name"] == "jobs.csv"
    assert "Regions" in openpyxl.load_workbook(io.BytesIO(saved["jobs-report.xlsx"])).sheetnames


def test_a_workbook_is_read_too(opened):
    cleared(opened)
    book = openpyxl.Workbook()
    for line in JOBS.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    held = io.BytesIO()
    book.save(held)
    drop(opened, "jobs.xlsx", held.getvalue())
    assert reported(opened, "jobs.xlsx").locator("#regions tbody tr").count() == 2


def test_a_file_full_of_markup_runs_nothing(opened):
    cleared(opened)
    rows = [
        f'"{region}","{industry}",{10 + a * b}'
        for a, region in enumerate(name.replace('"', '""') for name in HOSTILE)
        for b, industry in enumerate(name.replace('"', '""') for name in HOSTILE[:6])
    ]
    name = "<img src=x onerror=alert(1)>.csv"
    drop(opened, name, "\n".join(["region,industry,jobs", *rows]).encode())
    report = reported(opened, name)
    assert report.locator("h1").inner_text() == name
    assert report.locator("script, img, iframe, object, embed").count() == 0
    assert opened.locator("main img, main script").count() == 0
    assert report.locator("#regions tbody tr").count() == len(HOSTILE)


def test_a_refusal_is_a_sentence_and_its_option_mends_it(opened):
    cleared(opened)
    drop(opened, "mine.csv", JOBS.encode())
    reported(opened, "mine.csv")
    opened.locator("#option-reference").fill("Nowhere")
    opened.locator("#again").click()
    refused = opened.locator("#refused", has_text="reference 'Nowhere' is no line of it")
    refused.wait_for(timeout=PATIENCE)
    assert not opened.locator("#result").is_visible()
    opened.locator("#option-reference").fill("Wels")
    opened.locator("#again").click()
    assert "relative to 'Wels'" in reported(opened, "mine.csv").locator("header").inner_text()


def test_a_korean_file_is_read_unasked(opened):
    cleared(opened)
    text = "시도,산업,종사자수\n서울,제조업,30\n서울,도매업,80\n부산,제조업,60\n부산,도매업,20\n"
    drop(opened, "지역.csv", text.encode("cp949"))
    assert reported(opened, "지역.csv").locator("#regions tbody tr").count() == 2
