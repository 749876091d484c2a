"""Long lists: a field cuts them to what holds its words, and what is folded opens by its address and on paper."""

from __future__ import annotations

import pytest

from bookpress.pages.policy import META
from bookpress.place import ROOT

SERVED = ROOT / "src/bookpress/served"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{META}<title>Lists</title>
<link rel="stylesheet" href="site.css"><script src="site.js"></script></head>
<body><main><article class="bd-article"><section id="all"><h1>All tables</h1>
<div class="list-filter" data-list="main section[id^=table-]" data-of="tables"></div>
<section id="korea"><h2>Korea</h2>
<section id="table-one"><details class="looked-up"><summary>Laws</summary><p>Since Daedeok.</p></details></section>
<section id="table-two"><details class="looked-up"><summary>Budgets</summary>
<p id="inside">Laws, too.</p></details></section>
</section>
<section id="france"><h2>France</h2>
<section id="table-three"><details class="looked-up"><summary>Pôles</summary><p>Since 2005.</p></details></section>
</section></section></article></main></body></html>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Address of a page with a list of three tables, from a disk."""
    folder = tmp_path_factory.mktemp("lists")
    for name in ("site.css", "site.js"):
        (folder / name).write_text((SERVED / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    return (folder / "page.html").as_uri()


@pytest.fixture
def page(chromium, address):
    """The page; an error on it fails the test."""
    page, wrong = chromium.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.goto(address)
    yield page
    page.close()
    assert wrong == []


def seen(page):
    return [one.get_attribute("id") for one in page.locator("section").all() if one.is_visible()]


@pytest.mark.parametrize(
    ("words", "left", "told"),
    [
        ("laws", ["all", "korea", "table-one", "table-two"], "2 of 3 tables"),
        ("Laws DAEDEOK", ["all", "korea", "table-one"], "1 of 3 tables"),
        ("poles", ["all", "france", "table-three"], "1 of 3 tables"),
        ("zeppelin", ["all"], "0 of 3 tables"),
    ],
)
def test_a_field_cuts_a_list_to_what_holds_its_words(page, words, left, told):
    everything = seen(page)
    field = page.get_by_label("Show only tables with")
    field.fill(words)
    assert seen(page) == left
    assert page.get_by_role("status").inner_text() == told
    field.fill("")
    assert seen(page) == everything
    assert page.get_by_role("status").inner_text() == ""


@pytest.mark.parametrize(
    ("anchor", "says"),
    [("table-two", "Laws, too"), ("inside", "Laws, too"), ("table-three", "2005")],
)
def test_an_address_opens_what_is_folded(page, address, anchor, says):
    assert page.locator("details[open]").count() == 0
    page.goto(f"{address}#{anchor}")
    page.locator("details[open] > summary").nth(0).wait_for()
    assert page.get_by_text(says).is_visible()


def test_all_is_open_on_paper_and_as_it_was_afterwards(page):
    page.locator("summary").first.click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details[open]").count() == 3
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 1


def test_without_scripts_all_is_there(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("summary").count() == 3
    assert page.locator("input").count() == 0
    context.close()
