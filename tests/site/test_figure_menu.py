"""What a reader takes from a figure: picture, drawing, a line to embed, a citation; and a figure by itself."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from PIL import Image

from bookpress.pages.policy import META
from bookpress.place import ROOT
from explorable.drawing.svg import Drawing, figure_html, narrow_and_wide

FILES = (
    *(ROOT / "src/bookpress/served" / name for name in ("site.css", "figures.js")),
    ROOT / "src/explorable/explorable.css",
)
PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">{policy}<title>A</title>
<meta property="og:title" content="The tripod model"><meta property="og:site_name" content="Clusters">{address}
<link rel="stylesheet" href="explorable.css"><link rel="stylesheet" href="site.css">
<script src="figures.js" defer></script></head><body><aside>Contents</aside><main><article class="bd-article">
<p class="eyebrow"><span class="edition">Edition 0.1.0, last changed <time datetime="2026-11-30">today</time></span></p>
<section id="idea"><h1>The tripod model</h1><p>Words above.</p>
<figure class="align-default" id="fig-legs">
<section class="explorable is-live" id="legs"><p class="explorable-question">Which?</p>
<form class="explorable-controls"><input type="range" aria-label="Legs"></form>{card}
<p class="explorable-reading">Three.</p>
<div class="explorable-tools"><button type="button">Reset</button></div></section>
<figcaption><p><span class="caption-number">Figure 4.1 </span>
<span class="caption-text">Three "legs".</span></p></figcaption>
</figure>
{plain}</section></article></main><p class="component-author">By The authors</p></body></html>"""


def drawing(word):
    def draw(width):
        figure = Figure(figsize=(width, 2))
        figure.subplots().set(xlabel=word)
        return figure

    drawn = Drawing(draw, alt=f"Nothing but {word}.")
    return figure_html(**narrow_and_wide(drawn, drawn.slug()), alt=drawn.alt)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two pages with a card and a plain figure: of a copy on a disk, and of a site that knows its address."""
    folder = tmp_path_factory.mktemp("figures")
    for file in FILES:
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    figures = {"card": drawing("legs"), "plain": drawing("jobs")}
    for name, address in (
        ("disk", ""),
        ("known", '<meta property="og:url" content="https://example.org/tripod.html">'),
    ):
        text = PAGE.format(policy=META, address=address, **figures)
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def opened_page(folder, chromium):
    """Open one of the pages; an error on it, one of its policy too, fails the test."""
    context, wrong = chromium.new_context(viewport={"width": 1280, "height": 720}), []
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open_page(name="disk", rest=""):
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.goto(f"{(folder / name).as_uri()}.html{rest}")
        return page

    yield open_page
    context.close()
    assert wrong == []


def menu_of(page, number=0):
    page.get_by_role("button", name="Save, embed, cite").nth(number).click()
    return page.get_by_role("group", name="Save, embed or cite this figure")


def saved(page, menu, button):
    with page.expect_download() as waiting:
        menu.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_each_figure_has_a_menu_that_a_keyboard_opens_and_closes(opened_page):
    page = opened_page()
    openers = page.get_by_role("button", name="Save, embed, cite")
    assert openers.count() == page.locator(".explorable-figure").count() == 2
    place = openers.first.bounding_box()
    openers.first.press("Enter")
    assert openers.first.get_attribute("aria-expanded") == "true"
    # It does not move away under the pointer.
    assert openers.first.bounding_box() == place
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert openers.first.get_attribute("aria-expanded") == "false"
    assert page.locator(".figure-panel").first.is_hidden()
    assert openers.first.evaluate("one => one === document.activeElement")


@pytest.mark.parametrize(("number", "name"), [(0, "legs"), (1, "idea")])
def test_a_drawing_stands_by_itself(opened_page, number, name):
    page = opened_page()
    file, content = saved(page, menu_of(page, number), "Save SVG")
    assert file == f"{name}.svg"
    text = content.decode()
    root = ElementTree.fromstring(text)
    assert float(root.get("width")) > float(root.get("height")) > 0
    assert "Noto Sans KR" in root.get("font-family")
    assert "var(" not in text
    assert ("legs" if number == 0 else "jobs") in text
    # The rim of labels came along, and their length, for a screen that has another font.
    assert re.search(r'<text[^>]*paint-order="stroke', text)
    lengths = [
        float(one.get("textLength")) for one in root.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert lengths
    assert min(lengths) > 0


WRITTEN = {"legs", "0.0", "1.0"}
PLACES = """svg => [...svg.querySelectorAll('text')].map(one => {
  const { a, e, f } = svg.getScreenCTM(), box = one.getBoundingClientRect(), wide = a * svg.viewBox.baseVal.width;
  return [one.textContent, [box.left - e, box.top - f, box.right - e, box.bottom - f].map(x => x / wide)];
})"""


def dark_in(page, content):
    """Words of the figure on the page at whose places a picture has dark points."""
    image = Image.open(BytesIO(content)).convert("L")
    found = set()
    for words, place in page.locator(".explorable-wide svg").first.evaluate(PLACES):
        box = image.crop(tuple(round(part * image.width) for part in place))
        if box.getextrema()[0] < 100:
            found.add(words)
    return found


def test_each_opener_says_whose_figure_it_is(opened_page):
    page = opened_page()
    names = [
        one.get_attribute("aria-label") or one.inner_text()
        for one in page.locator(".figure-opener").all()
    ]
    assert names == ["Save, embed, cite: Figure 4.1", "Save, embed, cite"]


def test_a_picture_is_saved_and_copied(opened_page):
    page = opened_page()
    menu = menu_of(page)
    file, content = saved(page, menu, "Save PNG")
    assert file == "legs.png"
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    box = page.locator(".explorable-wide svg").first.get_attribute("viewBox").split()
    assert (width, height) == (int(3 * float(box[2])), int(3 * float(box[3])))
    assert dark_in(page, content) >= WRITTEN, "words are in the picture where they are on the page"
    menu.get_by_role("button", name="Copy picture").click()
    menu.get_by_text("Copied.").wait_for()
    types = "navigator.clipboard.read().then(all => all.flatMap(one => one.types))"
    assert page.evaluate(types) == ["image/png"]


def test_a_citation_names_figure_chapter_book_edition_and_address(opened_page):
    page = opened_page("known", "#legs?legs=3")
    menu = menu_of(page)
    menu.get_by_role("button", name="Copy citation").click()
    menu.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        'The authors (2026). Figure 4.1: Three "legs". In: The tripod model. Clusters. Edition 0.1.0. '
        "https://example.org/tripod.html#legs?legs=3"
    )


def test_a_line_embeds_the_figure_as_it_stands(opened_page):
    page = opened_page("known", "#legs?legs=3")
    menu = menu_of(page)
    menu.get_by_role("button", name="Copy line to embed").click()
    menu.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        '<iframe src="https://example.org/tripod.html?only=legs#legs?legs=3" title="Three &quot;legs&quot;." '
        'width="100%" height="620" loading="lazy"></iframe>'
    )


def test_what_cannot_be_copied_is_shown_or_saved(opened_page):
    page = opened_page()
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')); }")
    menu = menu_of(page)
    menu.get_by_role("button", name="Copy citation").click()
    menu.get_by_text("The authors (2026)").wait_for()
    assert saved(page, menu, "Copy picture")[0] == "legs.png"


def test_a_figure_by_itself_fits_a_projector(opened_page):
    page = opened_page()
    menu_of(page).get_by_role("button", name="Show by itself").click()
    page.wait_for_url("**/disk.html?only=legs#legs")
    card = page.locator(".explorable")
    for there in (card, page.locator(".explorable-figure").first, page.get_by_text("Which?")):
        assert there.is_visible()
    for gone in ("Contents", "Words above.", "Figure 4.1"):
        assert page.get_by_text(gone).first.is_hidden()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    assert page.evaluate("document.documentElement.scrollHeight") <= 720
    # The controls stand beside the figure, not above it.
    figure = page.locator(".explorable-figure").first.bounding_box()
    controls = page.locator(".explorable-controls").bounding_box()
    assert controls["x"] + controls["width"] <= figure["x"]
    page.get_by_role("link", name="The tripod model, Clusters").click()
    page.wait_for_url("**/disk.html#legs")
    assert page.get_by_text("Contents").is_visible()
