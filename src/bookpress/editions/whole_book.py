"""One PDF of everything that is printed: contents, numbered pages, links that lead within it.

It is put together from the pages' own PDFs (:mod:`bookpress.editions.paper`), so that none is printed twice.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
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
    from pypdf import PdfReader

    site = root / "_build/html"
    book = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["title"]
    printed = {
        name: PdfReader(site / FOLDER / f"{name}.pdf")
        for name in printed_pages(root)
        if (site / FOLDER / f"{name}.pdf").is_file()
    }
    titles = {
        name: ((found.metadata and found.metadata.title) or name).removesuffix(f" — {book}")
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
    target = site / WHOLE
    base = next((base_of(site, name) for name in printed), "")
    _joined(book, front, printed, parts, titles, first, base).write(target)
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
    from pypdf import PdfReader

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
    return PdfReader(io.BytesIO(paper))


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
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    anchors = {name: _anchors(found, first[name]) for name, found in printed.items()}
    writer = PdfWriter()
    writer.append(front, import_outline=False)
    above = None
    for part, names in parts.items():
        for name in names:
            _settle(printed[name])
            writer.append(printed[name], import_outline=False)
        above = writer.add_outline_item(title=part, page_number=first[names[0]]) if part else None
        for name in names:
            writer.add_outline_item(title=titles[name], page_number=first[name], parent=above)
    for number, page in enumerate(writer.pages, start=1):
        _number(writer, page, number)
    where = {name: Place(page, 842) for name, page in first.items()}
    # The name of the page that a page of the whole belongs to.
    owner = [
        name for name, found in (("", front), *printed.items()) for _ in range(len(found.pages))
    ]
    for name, page in zip(owner, writer.pages, strict=True):
        for annotation, address in uri_actions(page):
            if place := _inside(address, name, where, anchors, base):
                _lead(writer, annotation, place)
            elif name and "://" not in address and not address.startswith("mailto:"):
                led = TextStringObject(_from_whole(address, name))
                annotation["/A"].get_object()[NameObject("/URI")] = led
    _tag(writer, [front, *printed.values()])
    writer.add_metadata({"/Title": book})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    writer.page_mode = "/UseOutlines"
    # Pages that were printed one by one each bring their fonts and icons.
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    return writer


def uri_actions(page: Any) -> Iterator[tuple[Any, str]]:
    """The links of a PDF's page that lead out of it, with their addresses."""
    for reference in page.get("/Annots") or []:
        annotation = reference.get_object()
        action = annotation.get("/A")
        if action is not None and "/URI" in (action := action.get_object()):
            yield annotation, str(action["/URI"])


def _anchors(reader: Any, offset: int) -> dict[str, Place]:
    """What a page's own links lead to, by name."""
    found = {}
    for name, target in reader.named_destinations.items():
        page = reader.get_destination_page_number(target)
        if page is not None and page >= 0:
            found[name.removeprefix("/")] = Place(offset + page, float(target.top or 842))
    return found


def _tag(writer: Any, readers: Sequence[Any]) -> None:
    """Join what the parts say of headings, paragraphs and tables, which a screen reader goes by; pages alone do not.

    Each part counts what its marks belong to from 0; in the whole each begins where the one before it ended.
    """
    from pypdf.generic import (
        ArrayObject,
        BooleanObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    headings: dict[str, Any] = {}
    kids, belongs = ArrayObject(), ArrayObject()
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    reference = writer._add_object(root)
    begins, first = 0, 0
    for reader in readers:
        pages = writer.pages[first : first + len(reader.pages)]
        first += len(reader.pages)
        tree = reader.root_object.get("/StructTreeRoot")
        if tree is None:
            continue
        # What is cloned leads to the pages that are in the whole already.
        tree = tree.get_object().clone(writer)
        document = tree["/K"]
        document[NameObject("/P")] = reference
        kids.append(document.indirect_reference)
        headings |= _name_headings(document, str(len(kids)))
        numbers = tree["/ParentTree"]["/Nums"]
        for key, element in zip(numbers[::2], numbers[1::2], strict=True):
            belongs.extend([NumberObject(key + begins), element])
        for page, single in zip(pages, reader.pages, strict=True):
            # Appended pages lose this number.
            if "/StructParents" in single:
                key = NumberObject(single["/StructParents"] + begins)
                page[NameObject("/StructParents")] = key
            for annotation in page.get("/Annots") or []:
                link = annotation.get_object()
                if "/StructParent" in link:
                    link[NameObject("/StructParent")] = NumberObject(link["/StructParent"] + begins)
        begins += int(tree["/ParentTreeNextKey"])
    root[NameObject("/K")] = kids
    root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): belongs})
    root[NameObject("/ParentTreeNextKey")] = NumberObject(begins)
    if headings:
        pairs = ((TextStringObject(name), headings[name]) for name in sorted(headings))
        names = ArrayObject(one for pair in pairs for one in pair)
        root[NameObject("/IDTree")] = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/StructTreeRoot")] = reference
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
        {NameObject("/Marked"): BooleanObject(True)}
    )


def _name_headings(document: Any, part: str) -> dict[str, Any]:
    """Give headings of tables names that no other part has, and let their cells say those; return who is called so."""
    from pypdf.generic import ArrayObject, NameObject, TextStringObject

    named = {}
    for element in _elements(document):
        if "/ID" in element:
            name = f"{part} {element['/ID']}"
            element[NameObject("/ID")] = TextStringObject(name)
            named[name] = element.indirect_reference
        for attributes in _several(element.get("/A")):
            if "/Headers" in attributes:
                told = [TextStringObject(f"{part} {name}") for name in attributes["/Headers"]]
                attributes[NameObject("/Headers")] = ArrayObject(told)
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
    found = None if one is None else one.get_object()
    parts = (part.get_object() for part in (found if isinstance(found, list) else [found]) if part)
    return [part for part in parts if isinstance(part, dict)]


def _settle(reader: Any) -> None:
    """Let a page's own links lead to places instead of names, which other pages have, too."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NullObject

    named = reader.named_destinations
    for page in reader.pages:
        for reference in page.get("/Annots") or []:
            annotation = reference.get_object()
            target = annotation.get("/Dest")
            if isinstance(target, str) and str(target) in named:
                found = named[str(target)]
                top = FloatObject(float(found.top or 842))
                annotation[NameObject("/Dest")] = ArrayObject(
                    [found["/Page"], NameObject("/XYZ"), FloatObject(0), top, NullObject()]
                )
    for key in ("/Names", "/Dests"):
        reader.root_object.pop(key, None)


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
    return anchors.get(page, {}).get(unquote(anchor.partition("?")[0])) or where.get(page)


def _from_whole(address: str, name: str) -> str:
    """An address as a page's own PDF says it, as one that leads there from the whole, in another folder."""
    file, mark, anchor = address.partition("#")
    there = normpath(join(dirname(f"{FOLDER}/{name}"), file))
    return f"{relpath(there, dirname(WHOLE))}{mark}{anchor}"


def _lead(writer: Any, annotation: Any, place: Place) -> None:
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NullObject

    annotation.pop("/A", None)
    page = writer.pages[place.page].indirect_reference
    annotation[NameObject("/Dest")] = ArrayObject(
        [page, NameObject("/XYZ"), FloatObject(0), FloatObject(place.top), NullObject()]
    )


def _number(writer: Any, page: Any, number: int) -> None:
    """Write a page's number into its margin, after what stands there and untouched by it."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
    fonts = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
    fonts[NameObject("/PageNumber")] = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )

    def stream(text: str) -> Any:
        piece = StreamObject()
        piece.set_data(text.encode())
        return writer._add_object(piece)

    x, y = NUMBER_AT
    said = f"Q /Artifact BMC BT /PageNumber {NUMBER_SIZE} Tf {x} {y} Td ({number}) Tj ET EMC\n"
    old = page.get("/Contents")
    pieces = (
        []
        if old is None
        else list(old)
        if isinstance(old, ArrayObject)
        else [page.raw_get("/Contents")]
    )
    page[NameObject("/Contents")] = ArrayObject([stream("q\n"), *pieces, stream(said)])
