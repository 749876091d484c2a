"""One PDF of everything that is printed: contents, numbered pages, links that lead within it.

It is put together from the pages' own PDFs (:mod:`bookpress.editions.paper`), so that none is printed twice.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml

from bookpress.build.site import pages_below, printed_pages

__all__ = ["WHOLE", "base_of", "uri_actions", "write_whole"]

FOLDER = "_pdf"
WHOLE = f"{FOLDER}/whole-book.pdf"
ADDRESS = re.compile(r'<meta property="og:url" content="([^"]+)"')
# Links of the contents, before they lead anywhere; nothing stands there.
INSIDE = "https://contents.invalid/"
CONTENTS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
{fonts}
body {{ font: 10.5pt/1.5 "Noto Sans KR", system-ui, sans-serif; }} h1 {{ font-size: 24pt; margin: 0 0 1rem; }}
h2 {{ font-size: 12pt; margin: .8rem 0 .2rem; break-after: avoid; }} ol {{ list-style: none; margin: 0; padding: 0; }}
a {{ color: inherit; text-decoration: none; display: flex; justify-content: space-between; gap: 1rem; }}
</style></head><body><h1>{title}</h1>{parts}</body></html>"""
# The contents are a page of no site: they bring the book's font with them, which knows Korean.
FONTS = {400: "NotoSansKR-Regular.ttf", 600: "NotoSansKR-SemiBold.ttf"}
# How often the contents are set anew at most: two settings could each ask for the other.
MOST_TIMES = 5
# Points from the left and from below at which a page's number stands, and its size: in the upper margin of A4.
NUMBER_AT, NUMBER_SIZE = (538, 812), 8


class Place(NamedTuple):
    """Where a link leads: a page of the whole, and how far up on it."""

    page: int
    top: float


def base_of(site: Path, name: str) -> str:
    """The address at which a site will stand, as its pages say it; nothing where they do not."""
    found = ADDRESS.search((site / f"{name}.html").read_text(encoding="utf-8"))
    return html.unescape(found[1]).removesuffix(f"{name}.html") if found else ""


def write_whole(browser: Any, root: Path) -> Path:
    """Put the printed pages of a built book together; return the file."""
    import pikepdf

    site = root / "_build/html"
    book = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["title"]
    papers = {name: site / FOLDER / f"{name}.pdf" for name in printed_pages(root)}
    target = site / WHOLE
    with ExitStack() as opened:
        printed = {
            name: opened.enter_context(pikepdf.open(file))
            for name, file in papers.items()
            if file.is_file()
        }
        titles = {
            name: str(found.docinfo.get("/Title", name)).removesuffix(f" — {book}")
            for name, found in printed.items()
        }
        parts = _parts(root, titles)
        first = dict.fromkeys(printed, 0)
        front = _contents(browser, book, parts, titles, first)
        # Longer numbers may break a line, and so add a page of contents, which moves all that follow.
        for _ in range(MOST_TIMES):
            if (begun := _begins(len(front.pages), printed)) == first:
                break
            first = begun
            front = _contents(browser, book, parts, titles, first)
        base = next((base_of(site, name) for name in printed), "")
        whole = _joined(book, front, printed, parts, titles, first, base)
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target


def _begins(front: int, printed: Mapping[str, Any]) -> dict[str, int]:
    """On which page of the whole each of its pages begins, from 0."""
    first, after = {}, front
    for name, found in printed.items():
        first[name] = after
        after += len(found.pages)
    return first


def _parts(root: Path, titles: Mapping[str, str]) -> dict[str, list[str]]:
    """The printed pages, by part in reading order; those before the first part under no name."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {"": [contents["root"]]}
    for part in contents.get("parts", []):
        found.setdefault(part.get("caption", ""), []).extend(pages_below(part))
    some = {part: [name for name in names if name in titles] for part, names in found.items()}
    return {part: names for part, names in some.items() if names}


def _contents(
    browser: Any,
    book: str,
    parts: Mapping[str, list[str]],
    titles: Mapping[str, str],
    first: Mapping[str, int],
) -> Any:
    """The title and the contents, printed; a page's number counts from 1, the contents included."""
    import pikepdf

    def line(name: str) -> str:
        title = html.escape(titles[name])
        return f'<li><a href="{INSIDE}{name}"><span>{title}</span><span>{first[name] + 1}</span></a></li>'

    told = "".join(
        f"{f'<h2>{html.escape(part)}</h2>' if part else ''}<ol>{''.join(map(line, names))}</ol>"
        for part, names in parts.items()
    )
    page = browser.new_page()
    page.set_content(CONTENTS.format(title=html.escape(book), parts=told, fonts=_fonts()))
    page.evaluate("document.fonts.ready.then(() => true)")
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "18mm")
    paper = page.pdf(format="A4", margin=margins, tagged=True)
    page.close()
    return pikepdf.open(io.BytesIO(paper))


def _fonts() -> str:
    """The book's fonts, written into the style of the contents."""
    folder = files("explorable.drawing") / "fonts"
    return "\n".join(
        f'@font-face {{ font-family: "Noto Sans KR"; font-weight: {weight}; '
        f"src: url(data:font/ttf;base64,{base64.b64encode((folder / file).read_bytes()).decode()}); }}"
        for weight, file in FONTS.items()
    )


def _joined(
    book: str,
    front: Any,
    printed: Mapping[str, Any],
    parts: Mapping[str, list[str]],
    titles: Mapping[str, str],
    first: Mapping[str, int],
    base: str,
) -> Any:
    import pikepdf

    anchors = {name: _anchors(found, first[name]) for name, found in printed.items()}
    singles = {"": front, **printed}
    whole = pikepdf.new()
    for single in singles.values():
        # Names of places are those of each page alone; its links are led to the places below.
        for key in ("/Names", "/Dests"):
            if key in single.Root:
                del single.Root[key]
        for page in single.pages:
            whole.pages.append(page)
    pages = list(whole.pages)
    with whole.open_outline() as outline:
        for part, names in parts.items():
            items = [pikepdf.OutlineItem(titles[name], first[name]) for name in names]
            if part:
                above = pikepdf.OutlineItem(part, first[names[0]])
                above.children.extend(items)
                items = [above]
            outline.root.extend(items)
    _number(whole, pages)
    where = {name: Place(page, 842) for name, page in first.items()}
    # The name of the page that a page of the whole belongs to.
    owner = [name for name, single in singles.items() for _ in single.pages]
    for name, page in zip(owner, pages, strict=True):
        for annotation in page.obj.get("/Annots", []):
            # A name may be empty: that of the top of a page is.
            called = _name_in(annotation["/Dest"]) if "/Dest" in annotation else None
            if called is not None and (place := anchors.get(name, {}).get(called)):
                _lead(pages, annotation, place)
        for annotation, address in uri_actions(page):
            if place := _inside(address, name, where, anchors, base):
                _lead(pages, annotation, place)
            elif name and "://" not in address and not address.startswith("mailto:"):
                annotation["/A"]["/URI"] = pikepdf.String(_from_whole(address, name))
    _tag(whole, pages, list(singles.values()))
    whole.docinfo["/Title"] = book
    whole.Root["/Lang"] = pikepdf.String("en")
    whole.Root["/PageMode"] = pikepdf.Name("/UseOutlines")
    return whole


def uri_actions(page: Any) -> Iterator[tuple[Any, str]]:
    """The links of a PDF's page that lead out of it, with their addresses."""
    for annotation in page.obj.get("/Annots", []):
        action = annotation.get("/A")
        if action is not None and "/URI" in action:
            yield annotation, str(action["/URI"])


def _anchors(single: Any, offset: int) -> dict[str, Place]:
    """What a page's own links lead to, by name."""
    import pikepdf

    numbers = {page.obj.objgen: number for number, page in enumerate(single.pages)}
    named = dict(single.Root.get("/Dests", pikepdf.Dictionary()).items())
    if tree := single.Root.get("/Names", pikepdf.Dictionary()).get("/Dests"):
        named |= dict(pikepdf.NameTree(tree).items())
    found = {}
    for name, told in named.items():
        # The page, how it is shown, and for most ways where it is shown: from the left, and from below.
        target = told["/D"] if isinstance(told, pikepdf.Dictionary) else told
        if (number := numbers.get(target[0].objgen)) is not None:
            top = target[3] if len(target) > 3 else None
            found[name.removeprefix("/")] = Place(offset + number, float(top or 842))
    return found


def _name_in(target: Any) -> str | None:
    """The name of a place as a link says it; none where it says the place itself."""
    import pikepdf

    named = isinstance(target, (str, pikepdf.Name, pikepdf.String))
    return str(target).removeprefix("/") if named else None


def _tag(whole: Any, pages: Sequence[Any], singles: Sequence[Any]) -> None:
    """Join what the parts say of headings, paragraphs and tables, which a screen reader goes by; pages alone do not.

    Each part counts what its marks belong to from 0; in the whole each begins where the one before it ended.
    """
    import pikepdf

    headings: dict[str, Any] = {}
    kids, belongs = pikepdf.Array(), pikepdf.Array()
    root = whole.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name("/StructTreeRoot")))
    begins, first = 0, 0
    for single in singles:
        own = pages[first : first + len(single.pages)]
        first += len(own)
        if "/StructTreeRoot" not in single.Root:
            continue
        # What is copied leads to the pages that are in the whole already.
        tree = whole.copy_foreign(single.Root["/StructTreeRoot"])
        document = tree["/K"]
        document["/P"] = root
        kids.append(document)
        headings |= _name_headings(document, str(len(kids)))
        for place, one in enumerate(tree["/ParentTree"]["/Nums"]):
            # By turns a number, and what belongs to it.
            belongs.append(one if place % 2 else one + begins)
        for page in own:
            if "/StructParents" in page.obj:
                page.obj["/StructParents"] += begins
            for link in page.obj.get("/Annots", []):
                if "/StructParent" in link:
                    link["/StructParent"] += begins
        begins += int(tree["/ParentTreeNextKey"])
    root["/K"] = kids
    root["/ParentTree"] = pikepdf.Dictionary(Nums=belongs)
    root["/ParentTreeNextKey"] = begins
    if headings:
        names = pikepdf.Array()
        for name in sorted(headings):
            names.append(pikepdf.String(name))
            names.append(headings[name])
        root["/IDTree"] = pikepdf.Dictionary(Names=names)
    whole.Root["/StructTreeRoot"] = root
    whole.Root["/MarkInfo"] = pikepdf.Dictionary(Marked=True)


def _name_headings(document: Any, part: str) -> dict[str, Any]:
    """Give headings of tables names that no other part has, and let their cells say those; return who is called so."""
    import pikepdf

    named = {}
    for element in _elements(document):
        if "/ID" in element:
            name = f"{part} {element['/ID']}"
            element["/ID"] = pikepdf.String(name)
            named[name] = element
        for attributes in _several(element.get("/A")):
            if "/Headers" in attributes:
                told = [pikepdf.String(f"{part} {name}") for name in attributes["/Headers"]]
                attributes["/Headers"] = pikepdf.Array(told)
    return named


def _elements(root: Any) -> Iterator[Any]:
    """What a page is made of, from its whole to its words and links."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if "/S" in one:
            yield one
            waiting.extend(_several(one.get("/K")))


def _several(one: Any) -> list[Any]:
    """The dictionaries that stand in a list, or one by itself without a list."""
    import pikepdf

    parts = one if isinstance(one, pikepdf.Array) else [one]
    return [part for part in parts if isinstance(part, pikepdf.Dictionary)]


def _inside(
    address: str,
    name: str,
    where: Mapping[str, Place],
    anchors: Mapping[str, Mapping[str, Place]],
    base: str,
) -> Place | None:
    """The place in the whole that an address of a page leads to; none where it leads elsewhere."""
    if address.startswith(INSIDE):
        return where.get(address.removeprefix(INSIDE))
    file, _, anchor = address.partition("#")
    if base and file.startswith(base):
        file = file.removeprefix(base)
    elif "://" in file:
        return None
    else:
        file = normpath(join(dirname(f"{FOLDER}/{name}"), file))
    page = unquote(file).removesuffix(".html")
    known, said = anchors.get(page, {}), anchor.partition("?")[0]
    return known.get(said) or known.get(unquote(said)) or where.get(page)


def _from_whole(address: str, name: str) -> str:
    """An address as a page's own PDF says it, as one that leads there from the whole, in another folder."""
    file, mark, anchor = address.partition("#")
    there = normpath(join(dirname(f"{FOLDER}/{name}"), file))
    return f"{relpath(there, dirname(WHOLE))}{mark}{anchor}"


def _lead(pages: Sequence[Any], annotation: Any, place: Place) -> None:
    import pikepdf

    if "/A" in annotation:
        del annotation["/A"]
    annotation["/Dest"] = pikepdf.Array(
        [pages[place.page].obj, pikepdf.Name("/XYZ"), 0, place.top, None]
    )


def _number(whole: Any, pages: Sequence[Any]) -> None:
    """Write each page's number into its margin, after what stands there and untouched by it."""
    import pikepdf

    font = pikepdf.Dictionary(
        Type=pikepdf.Name("/Font"),
        Subtype=pikepdf.Name("/Type1"),
        BaseFont=pikepdf.Name("/Helvetica"),
    )
    font, kept = whole.make_indirect(font), whole.make_stream(b"q\n")
    x, y = NUMBER_AT
    for number, page in enumerate(pages, start=1):
        holder = page.obj
        for key in ("/Resources", "/Font"):
            if key not in holder:
                holder[key] = pikepdf.Dictionary()
            holder = holder[key]
        holder["/PageNumber"] = font
        said = f"Q /Artifact BMC BT /PageNumber {NUMBER_SIZE} Tf {x} {y} Td ({number}) Tj ET EMC\n"
        page.contents_add(kept, prepend=True)
        page.contents_add(said.encode())
