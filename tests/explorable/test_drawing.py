"""A figure as the page wants it: small SVG with real text, colours by role, names of its own, wide and narrow."""

import re
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from explorable import Drawing, ExplorableError, View
from explorable.drawing.look import COLOURS, FONT, NARROW, WIDE
from explorable.drawing.svg import as_drawing, draw_svg, narrow_and_wide, svg_element

FIXED = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|rgb\(")
SVG = "{http://www.w3.org/2000/svg}"


def everything(width):
    """A figure with whatever matplotlib writes differently: markers, hatches, clips, images, collections, texts."""
    figure = Figure(figsize=(width, 3))
    axes, other = figure.subplots(1, 2)
    axes.plot([1, 2, 3], [1, 4, 9], "o-", label="curve")
    axes.barh([1, 2], [3, 4], hatch="////", color=COLOURS["second"], edgecolor=COLOURS["paper"])
    axes.text(1, 1, "가나 & <words>", rotation=30, fontweight="semibold")
    axes.set_title("Title", fontsize=12, style="italic")
    axes.legend()
    other.imshow([[1, 2], [3, 4]])
    other.scatter([0, 1], [0, 1], s=[10, 40], color=COLOURS["third"])
    other.fill_between([0, 1], [0, 1], [1, 2], color=COLOURS["fourth"], hatch="..")
    return figure


def parsed(drawn, alt="words"):
    return ElementTree.fromstring(svg_element(drawn, alt).replace("&nbsp;", " "))


@pytest.fixture(scope="module")
def drawn():
    return draw_svg(as_drawing(everything), WIDE, "card-w")


def test_text_is_text_in_the_shipped_font(drawn):
    texts = ["".join(node.itertext()) for node in parsed(drawn).iter(f"{SVG}text")]
    assert {"Title", "curve", "가나 & <words>"} <= set(texts)
    assert "font-family" not in "".join(drawn["parts"])
    with mpl.rc_context():
        assert as_drawing(everything).figure().axes[0].title.get_fontname() == FONT


def test_every_colour_is_a_role_of_the_page(drawn):
    text = "".join(part for part in drawn["parts"] if "<image" not in part)
    assert not FIXED.findall(re.sub(r"url\(#[^)]*\)", "", text))
    assert set(re.findall(r"var\(--x-(\w+)\)", text)) <= set(COLOURS)
    for role in ("ink", "rule", "accent", "second", "third", "fourth", "paper"):
        assert f"var(--x-{role})" in text


def test_sizes_and_weights_of_text_stay(drawn):
    text = "".join(drawn["parts"])
    assert 'font-size="12px"' in text
    assert 'font-weight="600"' in text
    assert 'font-style="italic"' in text


def test_no_part_needs_a_page_that_allows_inline_styles(drawn):
    assert not [
        node
        for node in parsed(drawn).iter()
        if "style" in node.attrib or node.tag.endswith("style")
    ]


def test_nothing_is_there_that_does_not_draw(drawn):
    text = "".join(drawn["parts"])
    for unwanted in ("<metadata", "<!--", "xlink", "xmlns", "ns0:", "\n", "matplotlib"):
        assert unwanted not in text
    assert not re.search(r"\d\.\d{3,}", re.sub(r'href="data:[^"]*"', "", text))


def test_every_reference_finds_its_target(drawn):
    root = parsed(drawn)
    names = {node.get("id") for node in root.iter() if node.get("id")}
    text = ElementTree.tostring(root, encoding="unicode")
    wanted = set(re.findall(r"url\(#([^)]+)\)", text)) | set(re.findall(r'href="#([^"]+)"', text))
    assert wanted
    assert wanted <= names
    assert any("pattern" in node.tag for node in root.iter())


def test_images_stay_whole(drawn):
    image = next(parsed(drawn).iter(f"{SVG}image"))
    assert image.get("href").startswith("data:image/png;base64,")


def test_two_drawings_on_a_page_do_not_share_names(drawn):
    def names(one):
        return {node.get("id") for node in parsed(one).iter() if node.get("id")}

    both = narrow_and_wide(as_drawing(everything), "card")
    other = draw_svg(as_drawing(everything), WIDE, "other-w")
    assert names(both["wide"]) == names(drawn)
    assert not names(both["wide"]) & names(both["narrow"])
    assert not names(drawn) & names(other)


def test_wide_and_narrow_have_their_widths():
    both = narrow_and_wide(as_drawing(everything), "card")
    assert both["wide"]["box"].split()[2] == f"{72 * WIDE:g}"
    assert both["narrow"]["box"].split()[2] == f"{72 * NARROW:g}"


def test_a_plain_figure_is_drawn_at_both_widths(picture):
    both = narrow_and_wide(as_drawing(picture(3)), "card")
    assert both["wide"]["box"] == f"0 0 {72 * WIDE:g} 144"
    assert both["narrow"]["box"] == f"0 0 {72 * NARROW:g} 144"


def test_equal_figures_are_equal_drawings():
    assert draw_svg(as_drawing(everything), WIDE, "a") == draw_svg(
        as_drawing(everything), WIDE, "a"
    )


def test_the_extent_of_the_axes_leads_from_data_to_the_drawing():
    def draw(width):
        figure = Figure(figsize=(width, 3))
        axes = figure.subplots()
        axes.plot([20, 70], [5, 8], "s", color=COLOURS["second"], markersize=4)
        axes.set(xlim=(0, 100), ylim=(0, 10))
        return figure

    drawn = draw_svg(as_drawing(draw), WIDE, "card")
    left, bottom, right, top, x0, x1, y0, y1 = drawn["axes"]
    assert (x0, x1, y0, y1) == (0, 100, 0, 10)
    marks = [node for node in parsed(drawn).iter(f"{SVG}use") if float(node.get("x")) > 0]
    assert len(marks) == 2
    for mark, (x, y) in zip(marks, [(20, 5), (70, 8)], strict=True):
        assert float(mark.get("x")) == pytest.approx(left + x / 100 * (right - left), abs=0.02)
        assert float(mark.get("y")) == pytest.approx(bottom + y / 10 * (top - bottom), abs=0.02)


def test_axes_on_which_no_guess_can_be_drawn_have_no_extent():
    def logarithmic(width):
        figure = Figure(figsize=(width, 3))
        figure.subplots().set_xscale("log")
        return figure

    assert draw_svg(as_drawing(logarithmic), WIDE, "card")["axes"] == []
    assert draw_svg(as_drawing(lambda width: Figure()), WIDE, "card")["axes"] == []


def test_alternative_text_is_escaped(drawn):
    alt = 'A "quote" & <img src=x onerror=alert(1)>'
    root = ElementTree.fromstring(svg_element(drawn, alt))
    assert root.get("aria-label") == alt
    assert root.get("role") == "img"
    assert "<img" not in svg_element(drawn, alt)


def test_a_drawing_keeps_the_look_to_itself():
    before = mpl.rcParams["font.size"], mpl.rcParams["axes.grid"]
    with mpl.rc_context({"axes.grid": False, "font.size": 17}):
        figure = as_drawing(everything).figure(NARROW)
        assert mpl.rcParams["font.size"] == 17
    assert (mpl.rcParams["font.size"], mpl.rcParams["axes.grid"]) == before
    assert figure.axes[0].xaxis.label.get_fontsize() == 10


def test_a_drawing_shown_by_itself_is_words_widget_and_page(monkeypatch):
    drawing = Drawing(everything, 'Of "all" kinds')
    live = drawing._repr_mimebundle_()
    assert live["text/plain"] == 'Figure: Of "all" kinds'
    assert "application/vnd.jupyter.widget-view+json" in live
    monkeypatch.setenv("EXPLORABLE_STATIC", "page")
    page = drawing._repr_mimebundle_()
    assert set(page) == {"text/plain", "text/html"}
    assert page["text/html"].count('aria-label="Of &quot;all&quot; kinds"') == 2


def test_two_figures_with_the_same_words_do_not_share_names(picture):
    one, other = (Drawing(lambda width, value=value: picture(value), "A bar") for value in (1, 2))
    assert one.slug() != other.slug()
    assert one.slug() == Drawing(lambda width: picture(1), "A bar").slug()


def test_a_drawing_without_words_is_refused_where_it_is_shown():
    with pytest.raises(ExplorableError, match="needs words for those who cannot see it"):
        Drawing(everything)._repr_mimebundle_()


def test_a_function_that_draws_something_else_is_refused():
    with pytest.raises(ExplorableError, match="must return a matplotlib Figure; got str"):
        draw_svg(as_drawing(lambda width: "a picture"), WIDE, "card")


def test_a_view_hands_its_drawing_on():
    assert as_drawing(View(everything, "x").figure).draw is everything
