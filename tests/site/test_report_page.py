"""The report in a browser: nothing runs, nothing is asked for, and it can be read wide, narrow, light and dark."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

from agglomeration.report import make_report

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
from hostile_names import HOSTILE


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A report whose every name is hostile, as a file."""
    rows = [
        (region, industry, 10 + (a * 7 + b * 5) % 40)
        for a, region in enumerate(HOSTILE)
        for b, industry in enumerate(HOSTILE[:8])
        if (a + b) % 3
    ]
    content = (
        pd.DataFrame(rows, columns=["region", "industry", "jobs"]).to_csv(index=False).encode()
    )
    report = make_report(content, name="<script>x</script>.csv", draws=0)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report.html(), encoding="utf-8")
    return path


@pytest.fixture(params=["light", "dark"])
def opened(request, chromium, file):
    """The page in one of the two schemes, with everything that it says or asks for."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=request.param
    )
    page, told = context.new_page(), []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: asked.url == file.as_uri() or told.append(asked.url))
    page.goto(file.as_uri())
    yield page
    assert told == []
    context.close()


def test_a_report_of_hostile_names_runs_nothing_and_asks_for_nothing(opened):
    assert opened.locator("h1").inner_text() == "<script>x</script>.csv"
    assert opened.locator("script, img, iframe, object, embed, form, input").count() == 0
    assert opened.locator("#regions tbody tr").count() == len(HOSTILE)
    opened.locator("nav a[href='#cells']").click()
    assert opened.url.endswith("#cells")


def test_axe_finds_nothing_in_a_report(opened):
    found = (
        Axe()
        .run(opened, options={"resultTypes": ["violations"], "preload": False})
        .response["violations"]
    )
    assert [(finding["id"], finding["nodes"][0]["html"][:160]) for finding in found] == []


def test_a_report_fits_a_telephone_and_its_colours_follow_the_system(opened):
    opened.set_viewport_size({"width": 360, "height": 700})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    dark = opened.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    channels = opened.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (max(channels) < 64) if dark else (min(channels) > 192)
    assert opened.locator(".explorable-narrow svg").first.is_visible()


def test_a_report_prints_light_and_without_its_menu(opened):
    opened.emulate_media(media="print")
    assert not opened.locator("nav").is_visible()
    assert (
        opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    )
