"""What a site has besides its pages: the copy for offline reading, the page for lost addresses, cards, licences."""

from __future__ import annotations

import datetime
import os
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import expect
from where import CHAPTER

from bookpress.checks.site import dead_links, pages_of
from bookpress.licences import LISTS, licence, pinned
from bookpress.pages.offline import ARCHIVE, FOLDER, write_archive
from bookpress.pages.policy import InlineStyles, forbidden, without_inline_code
from bookpress.sphinx.edition import last_changes
from bookpress.sphinx.not_found import not_found
from bookpress.sphinx.sharing import draw_card, shortened, sitemap


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The offline copy, unpacked somewhere else."""
    folder = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(site / ARCHIVE) as archive:
        archive.extractall(folder)
    return folder / FOLDER


def test_the_offline_copy_holds_every_page_and_no_dead_link(site, unpacked):
    assert pages_of(unpacked) == pages_of(site) - {"404"}
    dead = {name: dead_links(unpacked / f"{name}.html") for name in pages_of(unpacked)}
    assert not {name: links for name, links in dead.items() if links}


def test_the_offline_copy_works_from_a_disk(chromium, unpacked):
    page = chromium.new_page()
    left = []
    page.on("request", lambda request: request.url.startswith("file:") or left.append(request.url))
    page.goto((unpacked / f"{CHAPTER}.html").as_uri())
    card = page.locator("section.explorable.is-live").first
    card.scroll_into_view_if_needed()
    if card.locator("[data-action=skip]").is_visible():
        card.locator("[data-action=skip]").click()
    before = card.locator(".explorable-reading").inner_text()
    card.locator("button[data-preset][aria-pressed=false]").first.click()
    expect(card.locator(".explorable-reading")).not_to_have_text(before)
    assert not left
    page.close()


def test_the_same_site_makes_the_same_copy(tmp_path):
    (tmp_path / "a.html").write_text(
        f'<a class="x" href="../{ARCHIVE}" download>All</a> <a href="b.html">b</a>'
        '<ul><li><a href="../_pdf/a.pdf"><b>PDF</b></a></li></ul><a href="lite/a.html">Run</a>'
    )
    (tmp_path / "_pdf").mkdir()
    (tmp_path / "_pdf/a.pdf").write_text("paper")
    first = write_archive(tmp_path).read_bytes()
    assert write_archive(tmp_path).read_bytes() == first
    with zipfile.ZipFile(tmp_path / ARCHIVE) as archive:
        assert archive.namelist() == [f"{FOLDER}/a.html"]
        assert archive.read(f"{FOLDER}/a.html").decode() == 'All <a href="b.html">b</a><ul></ul>'


def test_the_page_for_lost_addresses_works_at_any_depth(chromium, site):
    page = chromium.new_page()
    base = "https://example.org/clusters/"
    text = not_found(
        "A book", "book/how-to-use", {"Part": {"book/glossary": "Words & terms"}}, base
    )

    def answer(route):
        path = site / route.request.url.removeprefix(base).split("?")[0]
        route.fulfill(path=path) if path.is_file() else route.fulfill(
            status=404, body=text, content_type="text/html"
        )

    page.route("**/*", answer)
    page.goto(f"{base}book/some/where/else.html")
    assert page.evaluate("document.documentElement.dataset.theme")
    assert page.locator("h1").inner_text() == "This page is not here"
    page.get_by_role("link", name="Words & terms").click()
    page.wait_for_url(f"{base}book/glossary.html")
    page.close()


def test_the_site_map_is_as_the_protocol_asks():
    text = sitemap(
        "https://example.org/c/", {"book/index": datetime.date(2026, 3, 1), "book/a&b": None}
    )
    places = [
        entry.text for entry in ElementTree.fromstring(text).iter() if entry.tag.endswith("loc")
    ]
    assert places == [
        "https://example.org/c/book/index.html",
        "https://example.org/c/book/a%26b.html",
    ]
    assert text.count("<lastmod>2026-03-01</lastmod>") == 1


def test_the_preview_card_is_drawn_from_the_tables(tmp_path):
    words = draw_card(tmp_path / "card.png", "A Title", "and more")
    image = Image.open(tmp_path / "card.png")
    assert image.size == (1200, 630)
    assert (tmp_path / "card.png").stat().st_size < 300_000
    from clusterbook.cases.places import metropolitan_cells

    cells = metropolitan_cells()
    developers = cells[cells["occupation"] == "15-1252"]
    there = ((developers["location_quotient"] >= 2) & (developers["employment"] >= 500)).sum()
    assert words.startswith(f"{there} of {cells['area'].nunique()} metropolitan areas")


def test_descriptions_are_cut_between_words():
    text = "word " * 100
    assert len(shortened(text)) <= 200
    assert shortened(text).endswith("word …")


def test_every_pinned_package_is_listed_with_its_licence(root):
    listed = (root / "requirements-licences.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip(): cells[2:4]
        for cells in (line.split("|") for line in listed.splitlines())
        if len(cells) == 5
    }
    for file in LISTS:
        for name, versions in pinned(root / file).items():
            version, words = (cell.strip() for cell in rows[name])
            assert set(version.split(" or ")) & versions, f"{name}: run make lock"
            assert words


def test_a_package_without_a_licence_says_so():
    class Nameless:
        class metadata:  # noqa: N801
            get = staticmethod(lambda name: None)
            get_all = staticmethod(lambda name: None)

        files = ()

    assert licence(Nameless) == ""


def test_days_of_last_changes_come_from_the_history(root, tmp_path):
    assert last_changes(tmp_path) == {}
    if (root / ".git").exists():
        assert last_changes(root)["book/glossary.md"] <= datetime.date.today()


def test_a_shallow_clone_says_nothing_of_last_changes(tmp_path):
    """It holds one commit, and every file would seem to have changed on its day."""
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in names.items()}

    def git(*arguments, day="2026-01-01"):
        dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        subprocess.run(
            ["git", *arguments],
            env={**os.environ, **names, **dated},
            check=True,
            capture_output=True,
        )

    git("init", str(whole))
    (whole / "book").mkdir()
    for name, day in {"one": "2026-01-01", "two": "2026-02-02"}.items():
        (whole / f"book/{name}.md").write_text(f"# {name}")
        git("-C", str(whole), "add", ".", day=day)
        git("-C", str(whole), "commit", "-m", name, day=day)
    git("clone", "--depth", "1", whole.as_uri(), str(shallow))
    days = {"book/one.md": datetime.date(2026, 1, 1), "book/two.md": datetime.date(2026, 2, 2)}
    assert last_changes(whole) == days
    assert (shallow / "book/one.md").exists()
    assert last_changes(shallow) == {}


def test_inline_styles_become_rules_and_handlers_become_names():
    styles = InlineStyles()
    page = '<td style="text-align: left;" class="a">x</td><p style="">y</p><button onclick="window.print()">z</button>'
    clean = without_inline_code(page, styles)
    (name,) = styles.rules
    assert (
        clean
        == f'<td class="a {name}">x</td><p>y</p><button type="button" data-run="print">z</button>'
    )
    assert styles.sheet() == f".{name} {{ text-align: left !important; }}\n"
    assert not forbidden(clean)


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        '<script type="module">import "x"</script>',
        '<p onclick="x()">',
        "<style>p { color: red }</style>",
        '<a href="javascript:x()">',
    ],
)
def test_inline_code_is_noticed(piece):
    assert forbidden(f"<html>{piece}</html>")


@pytest.mark.parametrize(
    "piece",
    [
        '<script src="a.js"></script>',
        '<script type="application/json">{"a": "<p onclick=1>"}</script>',
        "a on=b",
        "&lt;script&gt;",
    ],
)
def test_other_code_is_not(piece):
    assert not forbidden(f"<html>{piece}</html>")
