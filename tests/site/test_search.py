"""The search: what it reads of a page, what comes first for a question, in both languages and from a disk."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from bookpress.place import ROOT
from bookpress.sphinx.search_texts import (
    FOLDER,
    MOST_IN_A_FILE,
    read_page,
    read_words,
    write_search,
)

SCRIPT = ROOT / "src/bookpress/served/search.js"
PAGE = """<html><body><aside>Side bar quotient</aside><article class="bd-article">
<p class="eyebrow"><span>Part</span> Edition 1</p>{body}</article></body></html>"""
SEARCH = """<!doctype html><meta charset="utf-8"><script src="_static/search.js" defer></script>
<script src="search/names.js" defer></script>
<div class="bd-search-container"><input type="search"><div id="search-results"></div></div>"""


def chapter(anchor, number, title, opening, *sections, learned="say nothing."):
    """A chapter as Sphinx writes it."""
    told = "".join(
        f'<section id="{name}"><h2>{heading}<a class="headerlink" href="#{name}">#</a></h2>{text}</section>'
        for name, heading, text in sections
    )
    return PAGE.format(
        body=f'<section id="{anchor}"><h1><span class="section-number">{number}. </span>{title}</h1>'
        f"<p><em>{opening}</em></p>"
        f'<div class="admonition"><p class="admonition-title">What you will learn</p><p>You can {learned}</p>'
        f"<p>Reading time: 1 minute.</p></div>{told}</section>"
    )


def term(name, *others, said):
    names = "".join(
        f'<dt id="term-{one.replace(" ", "-")}">{one}<a class="headerlink" href="#x">#</a></dt>'
        for one in (name, *others)
    )
    return f"{names}<dd><p>{said}</p></dd>"


PAGES = {
    "book/triad": chapter(
        "triad",
        9,
        "Marshall\u2019s triad",
        "Why do firms stay together?",
        (
            "idea",
            "The idea",
            "<p>Workers, suppliers, and what is in the air. Pôles are clusters.</p>",
        ),
        (
            "pool",
            "The pool",
            "<p>Clusters pool labour. Organised markets share specialists; tacit knowledge stays.</p>"
            '<div class="highlight"><pre>secret_code</pre></div><p>The Daedeok (대덕) park is young.</p>',
        ),
    ),
    "book/measuring": chapter(
        "measuring",
        12,
        "Measuring concentration",
        "Is gamma above zero?",
        ("formula", "The indicators", "<p>The Ellison-Glaeser gamma takes lumps out.</p>" * 3),
        ("ko", "In Korean", "<p>산업집적의 효과는 크다. 산업 클러스터에서는 다르다.</p>"),
        ("table", "Numbers", "<table><tr><td>" + "x " * 400 + "unseen</td></tr></table>"),
        (
            "panel",
            "Before and after",
            "<p>A difference in differences of wages. Three differences stay. Spin-offs follow.</p>"
            "<p>Bartik made it an instrument, and others use what Bartik wrote in many more places.</p>",
        ),
        learned="compute the Herfindahl index.",
    ),
    "book/bring-your-own-data": chapter(
        "own",
        33,
        "Your file, read",
        "What is read?",
        ("a", "Refused", "<p>A quotient of data.</p>"),
    ),
    "book/list": PAGE.format(
        body='<section id="list"><h1>Names</h1><p>Marshall, Marshall, Marshall, Marshall and gamma.</p></section>'
    ),
    "book/seminar/triad": PAGE.format(
        body='<section id="t"><h1>Teaching: the triad</h1><p>Ask first.</p>'
        '<section id="u"><h2>Before</h2><p>The U.S. Census has spindles, St. Louis vs. Akron.</p>'
        "<p>A looking task. The task has a rocket. Nothing else.</p></section></section>"
    ),
    "book/seminar/lab": PAGE.format(
        body='<section id="l"><h1>Teaching: Lab</h1><p>One sheet for a week.</p></section>'
    ),
    "book/seminar/all": PAGE.format(
        body='<section id="t"><h1>Teach from this book</h1><p>All forms.</p></section>'
    ),
    "book/works": PAGE.format(
        body='<section id="works"><h1>Works</h1><div class="citation" id="w1"><p>Bartik, Who benefits?</p></div>'
        '<div class="citation" id="w2"><p>Smith, Spinoff.</p></div></section>'
    ),
    "book/reference": PAGE.format(
        body='<section id="s"><h1>Specialization</h1><section id="lq"><h2>location_quotient</h2>'
        '<dl><dt id="agglomeration.location_quotient">location_quotient(table)</dt><dd></dd></dl>'
        "<p>A share divided by a share.</p><p>More.</p></section></section>"
    ),
    "book/glossary": PAGE.format(
        body='<section id="glossary"><h1>Glossary</h1><dl class="glossary">'
        + term("agglomeration", said="(집적) Many in one place.")
        + term("location quotient", "LQ", said="(입지계수) A share over a share.")
        + term("tacit knowledge", "암묵지", said="(암묵적 지식) What one cannot write.")
        + term("difference in differences", said="(이중차분법) A gap of gaps.")
        + "</dl></section>"
    ),
}
REGIONS = [
    {
        "name": "regions/ulsan",
        "title": "Ulsan",
        "words": ["울산"],
        "description": "Cars and ships.",
    },
    {"name": "regions/nam-gu", "title": "Nam-gu, Ulsan", "words": ["남구"], "description": "Oil."},
    {
        "name": "regions/buk-gu",
        "title": "Buk-gu, Ulsan",
        "words": ["울산광역시 북구"],
        "description": "Cars.",
    },
    {"name": "regions/slidell", "title": "Slidell, LA", "words": [], "description": "Boats."},
]
WORDS = """# Beside the glossary.
wages, 임금
policy, effect, 효과
sheet, 활동지
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A site of a few pages with its search."""
    site = tmp_path_factory.mktemp("site")
    for name, text in PAGES.items():
        file = site / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (site / "words.txt").write_text(WORDS, encoding="utf-8")
    parts = {"book/triad": "Classical agglomeration"}
    write_search(site, list(PAGES), parts, REGIONS, read_words(site / "words.txt"))
    (site / "search.html").write_text(SEARCH, encoding="utf-8")
    (site / "_static").mkdir()
    (site / "_static/search.js").write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def page(chromium, folder):
    """The search, opened from a disk; an error in it fails the tests."""
    page, wrong = chromium.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{(folder / 'search.html').as_uri()}?q=marshall")
    page.locator(".search-summary[data-done=true]").wait_for()
    yield page
    page.close()
    assert wrong == []


def found(page, query):
    """Addresses of what a query finds, the best first."""
    return page.evaluate(
        "async asked => (await siteSearch.results(asked)).map(one => one.href)", query
    )


def test_a_page_is_read_without_what_is_around_its_words():
    read = read_page(PAGES["book/triad"])
    assert (read.title, read.number) == ("Marshall\u2019s triad", "9")
    assert read.opening == "Why do firms stay together?"
    text = " ".join(passage.text for passage in read.passages)
    for left_out in ("Side bar", "Edition", "#", "secret_code"):
        assert left_out not in text
    assert [one.anchor for one in read.passages] == ["triad", "idea", "pool"]
    assert "unseen" not in str(read_page(PAGES["book/measuring"]))


def test_terms_and_functions_have_their_other_names():
    (quotient,) = [one for one in read_page(PAGES["book/glossary"]).entries if "LQ" in one.others]
    assert (quotient.kind, quotient.name) == ("term", "location quotient")
    assert quotient.others == ["LQ", "입지계수"]
    assert quotient.text == "A share over a share."
    (function,) = read_page(PAGES["book/reference"]).entries
    assert (function.name, function.text) == ("location_quotient", "A share divided by a share.")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        # By name, before pages that say the word more often.
        ("Marshall", "book/triad.html"),
        ("marshall's TRIAD", "book/triad.html"),
        ("what is the triad?", "book/triad.html"),
        # By relevance of the text, to the section that says it.
        ("gamma", "book/measuring.html#formula"),
        ("Ellison Glaeser", "book/measuring.html#formula"),
        # What a page is called in its address, and what one learns from it.
        ("my data", "book/bring-your-own-data.html"),
        ("Herfindahl", "book/measuring.html"),
        # A chapter before its part's page of exercises, which has the same address.
        ("triad", "book/triad.html"),
        # Whatever the ending, the spelling, the accent.
        ("clustering pools", "book/triad.html#pool"),
        ("organized labor", "book/triad.html#pool"),
        ("poles", "book/triad.html#idea"),
        # One thing by all its names.
        ("LQ", "book/glossary.html#term-location-quotient"),
        ("입지계수", "book/glossary.html#term-location-quotient"),
        ("location_quotient", "book/glossary.html#term-location-quotient"),
        ("암묵지", "book/glossary.html#term-tacit-knowledge"),
        ("집적은", "book/glossary.html#term-agglomeration"),
        # Regions, in both languages.
        ("울산", "regions/ulsan.html"),
        ("Ulsan", "regions/ulsan.html"),
        ("Is Ulsan specialized in anything?", "regions/ulsan.html"),
        ("울산 특화", "regions/ulsan.html"),
        ("울산 산업", "regions/ulsan.html"),
        ("Which industries is Ulsan specialized in?", "regions/ulsan.html"),
        ("울산은 무엇에 특화되어 있나요?", "regions/ulsan.html"),
        ("울산은 어떤 산업에 특화되나", "regions/ulsan.html"),
        # A name with a small word within, though other places say its large words.
        ("difference in differences", "book/glossary.html#term-difference-in-differences"),
        # Written together or with a hyphen; by a Korean word that a page need not know; two nouns in one.
        ("spinoff", "book/measuring.html#panel"),
        ("임금", "book/measuring.html#panel"),
        ("집적효과", "book/measuring.html#ko"),
        # When somebody asks is not what; the word itself comes before another form of it.
        ("I teach next week", "book/seminar/all.html"),
        ("이 활동지", "book/seminar/lab.html"),
        # What a chapter tells before the list of works.
        ("Bartik", "book/measuring.html#panel"),
    ],
)
def test_the_best_place_comes_first(page, query, first):
    assert found(page, query)[0] == first


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("LQ", "book/reference.html#agglomeration.location_quotient"),
        ("암묵지", "book/triad.html#pool"),
        ("집적", "book/measuring.html#ko"),
        ("산업클러스터", "book/measuring.html#ko"),
        ("대덕", "book/triad.html#pool"),
        ("Daedeok", "book/triad.html#pool"),
    ],
)
def test_what_a_thing_is_called_elsewhere_is_found_too(page, query, place):
    assert place in found(page, query)


def test_a_place_is_not_found_by_a_stem(page):
    assert "regions/slidell.html" not in found(page, "slides")
    assert found(page, "slidell") == ["regions/slidell.html"]


@pytest.mark.parametrize("query", ["없는낱말입니다", "zzz", "secret_code", ""])
def test_nothing_is_found_where_nothing_is(page, query):
    assert found(page, query) == []


def test_where_no_place_has_all_words_it_says_so(page):
    page.locator("input").fill("gamma zeppelin")
    page.locator(".search-summary", has_text="No place has all of these words").wait_for()
    assert page.locator("#search-results li a").first.inner_text() == "12. Measuring concentration"


def test_a_result_shows_its_sentence_with_the_words_marked(page, folder):
    page.locator("input").fill("암묵지")
    first = page.locator("#search-results li").first
    first.locator("mark", has_text="암묵지").wait_for()
    assert "What one cannot write." in first.locator(".context").inner_text()
    assert first.locator(".search-kind").inner_text() == "Term"
    second = page.locator("#search-results li").nth(1)
    assert second.locator("mark").all_inner_texts() == ["tacit knowledge"]
    assert second.locator("a").inner_text() == "9. Marshall\u2019s triad"
    # The address can be sent to somebody.
    page.wait_for_url("**?q=%EC%95%94*")
    second.locator("a").click()
    page.wait_for_url("**/book/triad.html#pool")
    page.goto(f"{(folder / 'search.html').as_uri()}?q=marshall")
    page.locator(".search-summary[data-done=true]").wait_for()


@pytest.mark.parametrize("query", ["spindles", "census", "Akron"])
def test_a_point_within_a_sentence_does_not_end_it(page, query):
    page.locator("input").fill(query)
    page.locator("#search-results mark", has_text=re.compile(query, re.IGNORECASE)).first.wait_for()
    said = page.locator("#search-results .context").first.inner_text()
    assert said == "The U.S. Census has spindles, St. Louis vs. Akron."


def test_a_page_is_shown_once(page):
    # No name answers; the title of one page has one of the words, and its text has both.
    places = found(page, "teaching rocket")
    pages = [place.partition("#")[0] for place in places]
    assert "book/seminar/triad.html" in pages
    assert len(pages) == len(set(pages))


def told(file):
    """What a file of the search hands over, and what it says before."""
    call, _, rest = file.read_text(encoding="utf-8").partition("(")
    return call, json.loads(f"[{rest.removesuffix(');' + chr(10))}]")


def test_a_file_of_texts_stays_small_and_holds_one_page(tmp_path):
    (tmp_path / "book").mkdir()
    for n in range(3):
        sections = [(f"b{m}", "B", f"<p>{'word ' * (MOST_IN_A_FILE // 6)}</p>") for m in range(2)]
        (tmp_path / f"book/{n}.html").write_text(
            chapter("a", n, "A", "Why?", *sections), encoding="utf-8"
        )
    write_search(tmp_path, [f"book/{n}" for n in range(3)], {}, [])
    files = sorted((tmp_path / FOLDER).glob("texts-*.js"))
    for place, file in enumerate(files, start=1):
        call, (number, passages) = told(file)
        assert (call, number) == ("siteSearch.texts", place)
        assert sum(len(text) for *_, text in passages) <= MOST_IN_A_FILE
    _, (names,) = told(tmp_path / FOLDER / "names.js")
    assert names["files"] == [0, 0, 1, 1, 2, 2]


def test_words_say_which_texts_have_them_and_how_often(folder):
    _, (begin, found) = told(folder / FOLDER / "words-g.js")
    assert begin == "g"
    pages = [place for place, name in enumerate(PAGES) if name in ("book/measuring", "book/list")]
    _, (names,) = told(folder / FOLDER / "names.js")
    files, times = found["gamma"][::2], found["gamma"][1::2]
    assert [names["files"][number - 1] for number in files] == pages
    # Once in the question above the chapter, three times below.
    assert times == [4, 1]
    _, (_, korean) = told(folder / FOLDER / "words-korean.js")
    assert any("산업 클러스터에서는" in text for _, text in korean)
    # Accents are no part of a word.
    assert "poles" in told(folder / FOLDER / "words-p.js")[1][1]


def test_a_query_fetches_only_what_may_answer_it(chromium, folder):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((folder / "search.html").as_uri())
    page.locator("#search-results .search-summary").wait_for(state="attached")
    assert [name for name in asked if name.startswith(("texts", "words"))] == []
    page.locator("input").fill("zeppelin")
    page.locator(".search-summary[data-done=true]").wait_for()
    assert not any(name.startswith("texts") for name in asked)
    page.locator("input").fill("gamma")
    page.locator(".search-summary[data-done=true]", has_text="places").wait_for()
    assert "words-g.js" in asked
    assert len([name for name in asked if name.startswith("texts")]) == 2
    page.close()


def test_texts_that_are_not_fetched_at_once_are_looked_through_when_asked(
    chromium, folder, tmp_path
):
    many = 13
    (tmp_path / "book").mkdir()
    for n in range(many):
        text = chapter("a", n, f"Page {n}", "Why?", ("b", "B", "<p>A spindle turns.</p>"))
        (tmp_path / f"book/{n}.html").write_text(text, encoding="utf-8")
    write_search(tmp_path, [f"book/{n}" for n in range(many)], {}, [])
    shutil.copytree(folder / "_static", tmp_path / "_static")
    (tmp_path / "search.html").write_text(SEARCH, encoding="utf-8")
    page = chromium.new_page()
    page.goto(f"{(tmp_path / 'search.html').as_uri()}?q=spindle")
    rest = page.locator("#search-results .search-more")
    rest.wait_for()
    assert page.locator("#search-results li a").count() == 10
    assert rest.inner_text() == "Look through 3 more texts with these words"
    rest.click()
    page.locator(".search-summary", has_text="13 places").wait_for()
    assert rest.count() == 0
    # A text that does not come is told.
    (tmp_path / FOLDER / "texts-1.js").unlink()
    page.goto(f"{(tmp_path / 'search.html').as_uri()}?q=page+0+spindle")
    page.locator(".search-summary", has_text="could not be read").wait_for()
    page.close()
