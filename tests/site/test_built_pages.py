"""What can be read from the files of the built site: pages, links, alternative texts, weights, fonts."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from build import listed_pages, missing_pages
from fontTools.ttLib import TTFont
from site_extension.webfonts import is_korean
from weights import assets, weigh

PAGE_BUDGET = 300_000
FIRST_VISIT_BUDGET = 700_000
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//")


@cache
def parsed(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def anchors(path):
    return {
        tag.get("id") or tag.get("name") for tag in parsed(path).find_all(lambda tag: tag.get("id") or tag.name == "a")
    }


def test_every_listed_page_is_there_and_no_other(site):
    assert not missing_pages()
    built = {str(path.relative_to(site).with_suffix("")) for path in site.rglob("*.html")}
    assert built == {*listed_pages(), "search", "index"}


def test_no_asset_comes_from_elsewhere(site, page_name):
    assert not [address for address in assets(site / f"{page_name}.html") if OUTSIDE.match(address)]


def test_style_sheets_and_scripts_are_there_once(site, page_name):
    addresses = assets(site / f"{page_name}.html")
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        assert (site / page_name).parent.joinpath(unquote(urlsplit(address).path)).is_file(), address


def test_style_sheets_load_nothing_from_elsewhere(site):
    for sheet in site.rglob("*.css"):
        loaded = re.findall(r"""(?:url\(|@import\s+)["']?((?:https?:)?//[^"')]+)""", sheet.read_text(encoding="utf-8"))
        assert not loaded, f"{sheet.name}: {loaded}"


def test_links_and_anchors_resolve(site, page_name):
    page = site / f"{page_name}.html"
    dead = []
    for tag in parsed(page).find_all(["a", "link"], href=True):
        address = urlsplit(tag["href"])
        if address.scheme or address.netloc:
            continue
        target = (page.parent / unquote(address.path)).resolve() if address.path else page
        # An explorable's state follows its name after a question mark.
        name = unquote(address.fragment).split("?")[0]
        if not target.is_file() or (name and target.suffix == ".html" and name not in anchors(target)):
            dead.append(tag["href"])
    assert not dead


def test_identifiers_are_unique(site, page_name):
    names = [tag["id"] for tag in parsed(site / f"{page_name}.html").find_all(id=True)]
    assert not {name for name in names if names.count(name) > 1}


def test_pictures_have_alternative_text(site, page_name):
    page = parsed(site / f"{page_name}.html")
    for image in page.find_all("img"):
        text = (image.get("alt") or "").strip()
        assert text, f"no alternative text: {image}"
        assert not re.search(r"\.(png|svg|jpe?g)$", text), f"a file name is no alternative text: {image}"
    for drawing in page.find_all("svg"):
        hidden = drawing.get("aria-hidden") == "true" or drawing.find_parent(attrs={"aria-hidden": "true"})
        assert hidden or drawing.get("aria-label") or drawing.get("aria-labelledby"), str(drawing)[:300]


def test_page_has_language_title_and_one_main_heading(site, page_name):
    page = parsed(site / f"{page_name}.html")
    assert page.html["lang"]
    assert page.title.text.strip()
    assert len(page.find_all("h1")) == 1


def test_nothing_is_left_of_icon_fonts_and_kernel_launchers(site, page_name):
    text = (site / f"{page_name}.html").read_text(encoding="utf-8")
    for unwanted in ("fontawesome", "fa-solid", "THEBE_JS_URL", "html-manager", "require.min.js", "MathJax"):
        assert unwanted not in text


def test_weight_is_within_budget(site, page_name, measure):
    weight = weigh(site / f"{page_name}.html")
    measure("weights", page_name, {"html": weight.html, "first visit": weight.first_visit})
    assert weight.html < PAGE_BUDGET
    assert weight.first_visit < FIRST_VISIT_BUDGET


@pytest.mark.parametrize("weight", [400, 600])
def test_fonts_hold_every_korean_syllable_shown(site, weight):
    texts = [path.read_text(encoding="utf-8") for path in [*site.rglob("*.html"), *site.glob("_explorables/*")]]
    shown = {ord(letter) for text in texts for letter in text if is_korean(ord(letter)) and letter >= "가"}
    font = TTFont(site / f"_static/fonts/noto-sans-korean-{weight}.woff2")
    assert not {chr(code) for code in shown - set(font.getBestCmap())}
