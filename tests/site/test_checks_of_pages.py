"""The checks themselves: each of them notices a page that is broken in its way, and finds nothing on a whole one."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from content import content_faults, dead_controls
from sample_site import sample_site
from watching import watch

from bookpress.checks.cards import card_faults, cards_of
from bookpress.checks.site import findings

CARDS = "book/part/cards"
# At the end of the text: what is put there, and the beginning of what is said of it.
DAMAGE = {
    "a button without a name": ("<button type='button'></button>", "button-name"),
    "faint words": (
        '<font color="#b0b0b0">hardly seen</font>',
        "faint in light: font: hardly seen",
    ),
    "faint words in the dark": (
        '<font color="#5c5c5c">seen by day</font>',
        "faint in dark: font: seen by day",
    ),
    "a link that a picture hides": (
        "<svg role='img' aria-label='A map' width='40'><a href='#top'><rect width='30' height='30'/></a></svg>",
        "nested-interactive",
    ),
    "a link without a name in code": (
        "<div class='highlight'><pre>one <a href='#top'></a></pre></div>",
        "link-name",
    ),
    "something wide": ('<canvas width="900"></canvas>', "scrolls sideways at 360: "),
}
# In the script of cards: what it is changed into, and what is said of it.
SCRIPT_DAMAGE = {
    "dead controls": (
        'input.addEventListener("input"',
        'input.addEventListener("none"',
        "lens: says 'The value is 5.'",
    ),
    "another sentence": (
        "views.views[this.number()]",
        "views.views[0]",
        "printed: says 'The value is 3.'",
    ),
    "a figure that stays": (
        "      this.draw(drawings, width, alt || plain(reading));\n",
        "",
        "leaves the figure",
    ),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A copy of the sample with its built site, to be damaged."""
    folder = tmp_path_factory.mktemp("damaged") / "book"
    shutil.copytree(
        sample_site(), folder, ignore=shutil.ignore_patterns(".jupyter_cache", ".doctrees")
    )
    return folder


@pytest.fixture(scope="module")
def damaged(book):
    """A function that writes a page like that of the cards, damaged by another function, and returns its file."""
    text = (book / f"_build/html/{CARDS}.html").read_text(encoding="utf-8")
    count = iter(range(1000))

    def write(change):
        changed = change(text)
        assert changed != text, "nothing was damaged"
        file = book / f"_build/html/book/part/damaged-{next(count)}.html"
        file.write_text(changed, encoding="utf-8")
        return file

    return write


@pytest.fixture
def seen(chromium, book):
    """A function that opens a file: the page, and what went wrong on it."""
    contexts = []

    def open_file(file):
        contexts.append(
            chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        )
        page, troubles = contexts[-1].new_page(), []
        watch(page, (book / "_build/html").as_uri(), troubles)
        page.goto(file.as_uri())
        return page, troubles

    yield open_file
    for context in contexts:
        context.close()


def at_the_end(html):
    return lambda text: text.replace("</article>", f"{html}</article>", 1)


def test_what_a_visit_looks_for_is_found(seen, damaged):
    """All at once: a page that is broken in many ways is told all of them."""
    file = damaged(at_the_end("".join(html for html, _ in DAMAGE.values())))
    found = content_faults(seen(file)[0], file)
    unnoticed = {
        name for name, (_, said) in DAMAGE.items() if not any(re.match(said, one) for one in found)
    }
    assert unnoticed == set()


@pytest.mark.parametrize("name", SCRIPT_DAMAGE)
def test_controls_that_do_not_do_what_they_say_are_noticed(seen, damaged, book, name):
    before, after, said = SCRIPT_DAMAGE[name]
    script = book / "_build/html/_static/explorable.js"
    text = script.read_text(encoding="utf-8")
    assert text.count(before) == 1
    other = f"damaged-{len(before)}.js"
    script.with_name(other).write_text(text.replace(before, after), encoding="utf-8")
    file = damaged(lambda page: re.sub(r"explorable\.js[^\"]*", other, page))
    # What never answers need not be waited for.
    assert any(said in one for one in dead_controls(seen(file)[0], cards_of(file), patience=300))


def test_a_single_dead_control_is_noticed(seen, damaged):
    file = damaged(lambda text: text.replace('data-control="partners"', 'data-control="nothing"'))
    found = dead_controls(seen(file)[0], cards_of(file))
    assert len(found) == 1
    assert found[0].startswith("all-controls: partners: says 'no such control'")
    assert any("its controls are" in fault for fault in card_faults(file))


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without"])
def test_a_request_to_another_place_is_noticed(seen, damaged, policy):
    image = at_the_end('<img alt="Elsewhere" src="https://example.org/a.png">')
    without = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    file = damaged(lambda text: image(text if policy else without.sub("", text)))
    page, troubles = seen(file)
    page.wait_for_load_state("networkidle")
    assert any("https://example.org/a.png" in trouble for trouble in troubles)


def test_an_error_of_a_script_is_noticed(seen, damaged, book):
    (book / "_build/html/_static/wrong.js").write_text("nothing.there()", encoding="utf-8")
    _, troubles = seen(damaged(at_the_end('<script src="../../_static/wrong.js"></script>')))
    assert any("nothing is not defined" in trouble for trouble in troubles)


def test_a_whole_page_has_nothing_wrong(seen, book):
    file = book / f"_build/html/{CARDS}.html"
    page, troubles = seen(file)
    assert content_faults(page, file) == []
    assert troubles == []


# ---- In files ----


def of_part(part, change):
    """Change the content of a part of the first card."""

    def changed(text):
        pattern = (
            rf'(<script type="application/json" data-explorable-part="{part}">)(.*?)(</script>)'
        )
        head, content, end = re.search(pattern, text, re.DOTALL).groups()
        data = json.loads(content)
        change(data)
        return text.replace(head + content + end, f"{head}{json.dumps(data)}{end}", 1)

    return changed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda text: text.replace("<strong>5</strong>", "<strong>6</strong>", 1),
            "the page says 'The value is 6.'",
        ),
        (
            of_part("views", lambda data: data["views"].pop()),
            "12 states, of which 2 is the start, and {'views': 11}",
        ),
        (
            of_part("views", lambda data: data["views"][0].__setitem__(4, 9)),
            "names columns that are not there",
        ),
        (
            of_part("views", lambda data: data["views"][7].__setitem__(0, " ")),
            "a state without a sentence",
        ),
        (
            of_part("wide", lambda data: data["drawings"][0].append(9999)),
            "wide: a drawing names parts",
        ),
        (
            of_part("narrow", lambda data: data["drawings"][2].pop()),
            "narrow: the figure of the page is not the one",
        ),
        (of_part("meta", lambda data: data.update(start=12)), "of which 12 is the start"),
        (
            of_part(
                "views",
                lambda data: [view.__setitem__(0, data["views"][2][0]) for view in data["views"]],
            ),
            "no value of lens changes the sentence",
        ),
        (
            lambda text: re.sub(r'data-src="[^"]*wide', 'data-src="../lost', text, count=1),
            "is not there",
        ),
        (
            lambda text: re.sub(r'data-key="wide', 'data-key="other', text, count=1),
            "does not hold other",
        ),
        (
            lambda text: text.replace(' aria-live="polite">The', ">The", 1),
            "the sentence is not announced",
        ),
        (
            lambda text: re.sub(r' aria-valuetext="[^"]*"', "", text, count=1),
            "partners does not say its value",
        ),
        (lambda text: re.sub(r"> As printed<", "><", text, count=1), "printed has no label"),
        (
            lambda text: re.sub(
                r'<details class="explorable-table">.*?</details>', "", text, flags=re.DOTALL
            ),
            "no table",
        ),
    ],
)
def test_what_is_wrong_in_files_is_noticed(damaged, change, said):
    assert any(said in fault for fault in card_faults(damaged(change)))


def test_a_page_that_is_missing_or_too_many_is_noticed(book, tmp_path):
    copy = tmp_path / "book"
    shutil.copytree(book, copy)
    site = copy / "_build/html"
    for page in site.glob("book/part/damaged-*.html"):
        page.unlink()
    assert findings(copy) == []
    (site / "book/part/cells.html").unlink()
    (site / "book/more.html").write_text(
        (site / "book/glossary.html").read_text(encoding="utf-8"), encoding="utf-8"
    )
    found = findings(copy)
    assert "book/part/cells: missing" in found
    assert "book/more: not in _toc.yml" in found
    assert any(one.startswith("book/cover: dead link: ") for one in found)
