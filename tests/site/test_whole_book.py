"""The book on paper: each page, with links that lead to the site, and all of them in one."""

from __future__ import annotations

import pytest
import yaml
from pypdf import PdfReader
from reading import links_out

from bookpress.editions.paper import link_pdf, print_page
from bookpress.editions.whole_book import WHOLE, write_whole
from bookpress.pages.buttons import PDF_PLACE

CONTENTS = {
    "format": "jb-book",
    "root": "book/cover",
    "parts": [
        {"caption": "One & more", "chapters": [{"file": "book/one/a"}, {"file": "book/one/b"}]},
        {"caption": "Looked up", "chapters": [{"file": "book/names"}]},
    ],
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} — A book</title>{address}</head>
<body>{place}<main><h1>{title}</h1>{body}</main></body></html>"""
LONG = "<p>Words.</p>" * 60
TABLE = (
    "<table><tr><th scope='col'>Place</th><th scope='col'>Jobs</th></tr>"
    "<tr><th scope='row'>Linz</th><td>{}</td></tr></table>"
)
PAGES = {
    "book/cover": ("A book", '<p>See <a href="one/b.html#idea">the idea of b</a>.</p>'),
    "book/one/a": (
        "1. Begin",
        f'<p><a href="#idea">Below</a>, <a href="../names.html">names</a>, '
        f'<a href="https://example.org/x.html">elsewhere</a>, <a href="#">top</a>.</p>{LONG}'
        '<h2 id="산업 집적"><a href="#산업 집적">Agglomeration</a></h2><h2 id="idea">The idea</h2>'
        f"{TABLE.format(3)}",
    ),
    "book/one/b": (
        "2. Go on",
        f'<p><a href="#idea">Below</a></p>{LONG}<h2 id="idea">The idea</h2>'
        f'<p><a href="a.html">Back</a>, <a href="a.html#산업 집적">to agglomeration</a></p>{TABLE.format(4)}',
    ),
}


@pytest.fixture(scope="module", params=["", "https://example.net/clusters/"])
def root(request, chromium, tmp_path_factory):
    """A book of three printed pages and one that is not; of a site without a known address, and of one with."""
    root = tmp_path_factory.mktemp("book")
    (root / "_toc.yml").write_text(yaml.safe_dump(CONTENTS), encoding="utf-8")
    (root / "_config.yml").write_text("title: A book\n", encoding="utf-8")
    (root / "book").mkdir()
    (root / "book/names.md").write_text("---\nprinted: false\n---\n\n# Names\n", encoding="utf-8")
    for name, (title, body) in PAGES.items():
        file = root / f"_build/html/{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        known = request.param and f'<meta property="og:url" content="{request.param}{name}.html">'
        text = PAGE.format(title=title, body=body, address=known, place=PDF_PLACE)
        file.write_text(text, encoding="utf-8")
        print_page(chromium, root / "_build/html", name)
    write_whole(chromium, root)
    return root


def addresses(reader):
    return [address for page in reader.pages for address in links_out(page)]


def whole(root):
    return PdfReader(root / "_build/html" / WHOLE)


def test_links_of_a_page_lead_to_the_site(root):
    site = root / "_build/html"
    known = "example.net" in (site / "book/cover.html").read_text(encoding="utf-8")
    cover = PdfReader(site / "_pdf/book/cover.pdf")
    base = "https://example.net/clusters/" if known else "../../"
    assert addresses(cover) == [f"{base}book/one/b.html#idea"]
    assert cover.metadata.title == "A book — A book"
    assert "/StructTreeRoot" in cover.root_object


def test_the_whole_has_contents_bookmarks_and_numbers(root):
    paper = whole(root)
    lengths = [len(PdfReader(root / f"_build/html/_pdf/{name}.pdf").pages) for name in PAGES]
    front = len(paper.pages) - sum(lengths)
    assert front == 1
    begins = [front + 1 + sum(lengths[:place]) for place in range(3)]
    contents = paper.pages[0].extract_text()
    for (title, _), number in zip(PAGES.values(), begins, strict=True):
        assert title in contents
        assert str(number) in contents
    assert "One & more" in contents
    assert "Looked up" not in contents
    cover, part, chapters = paper.outline
    assert (cover.title, part.title) == ("A book", "One & more")
    assert [one.title for one in chapters] == ["1. Begin", "2. Go on"]
    assert [paper.get_destination_page_number(one) + 1 for one in (cover, *chapters)] == begins
    for number, page in enumerate(paper.pages, start=1):
        assert f"\n{number}" in f"\n{page.extract_text()}"
    assert paper.metadata.title == "A book"


def test_the_whole_says_what_is_a_heading_and_what_a_link(root):
    """Each mark of each page, and each link, belongs to an element of that page within the one tree of the whole."""
    paper = whole(root)
    tree = paper.root_object["/StructTreeRoot"]
    assert paper.root_object["/MarkInfo"]["/Marked"]
    assert len(tree["/K"]) == 1 + len(PAGES)
    assert all(part["/P"].indirect_reference == tree.indirect_reference for part in tree["/K"])
    numbers = tree["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert list(owners) == sorted(owners)
    kinds = []
    for page in paper.pages:
        marked = [
            owner.get_object()
            for owner in owners[page["/StructParents"]].get_object()
            if owner.get_object()
        ]
        kinds += [str(kind) for one in marked for kind in (one["/S"], one["/P"]["/S"])]
        assert marked
        assert {one["/Pg"].indirect_reference for one in marked} == {page.indirect_reference}
        for annotation in page.get("/Annots") or []:
            assert owners[annotation.get_object()["/StructParent"]].get_object()["/S"] == "/Link"
    assert kinds.count("/H1") >= len(PAGES)


def elements(root):
    """Whatever stands in the tree below an element, with it."""
    waiting = [root]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict) and "/S" in one:
            yield one
            waiting.extend([one["/K"]] if "/K" in one else [])


def test_cells_of_tables_lead_to_their_own_headings(root):
    """By names that each page gives from the beginning, and that are one heading's alone in the whole."""
    tree = whole(root).root_object["/StructTreeRoot"]
    names = tree["/IDTree"]["/Names"]
    assert list(names[::2]) == sorted(set(names[::2]))
    called = dict(zip(names[::2], names[1::2], strict=True))
    led = 0
    for part in tree["/K"]:
        own = list(elements(part))
        headings = {one.indirect_reference for one in own if one["/S"] == "/TH"}
        told = [each for one in own for each in one.get("/A") or []]
        asked = [name for each in told for name in each.get_object().get("/Headers", [])]
        assert all(called[name] in headings for name in asked)
        led += len(asked)
    assert led >= 2


def targets(paper):
    """For each page, the numbers of the pages that its links lead to, from 0."""
    places = {page.indirect_reference.idnum: number for number, page in enumerate(paper.pages)}
    return [
        [
            places[annotation.get_object()["/Dest"][0].idnum]
            for annotation in page.get("/Annots") or []
            if "/Dest" in annotation.get_object()
        ]
        for page in paper.pages
    ]


def test_links_between_pages_lead_within_the_whole(root):
    paper = whole(root)
    found = targets(paper)
    first = [
        paper.get_destination_page_number(one) for one in (paper.outline[0], *paper.outline[2])
    ]
    cover, begin, go_on = first
    last = len(paper.pages) - 1
    assert found[0] == first
    # A link to a heading of another page leads to that heading, one of two with the same name to its own page's.
    assert found[cover] == [last]
    assert found[begin][0] == go_on - 1
    assert found[go_on] == [last]
    # By names in Korean and with spaces, too.
    assert found[last] == [begin, go_on - 1]
    # What is not in it stays a link to the site, or elsewhere.
    left = addresses(paper)
    assert len(left) == 2
    # From the folder of the whole, not from that of the page.
    known = "example.net" in left[0]
    assert left[0] == ("https://example.net/clusters/" if known else "../") + "book/names.html"
    assert left[1] == "https://example.org/x.html"


def test_a_page_offers_itself_and_the_whole(root):
    link_pdf(root / "_build/html", "book/one/a")
    text = (root / "_build/html/book/one/a.html").read_text(encoding="utf-8")
    assert 'href="../../_pdf/book/one/a.pdf"' in text
    assert f'href="../../{WHOLE}"' in text


def test_the_contents_are_set_in_a_font_that_knows_korean(root):
    paper = whole(root)
    fonts = paper.pages[0]["/Resources"]["/Font"].values()
    assert any("NotoSansKR" in str(font.get_object()["/BaseFont"]) for font in fonts)
    assert paper.root_object["/Lang"] == "en"
