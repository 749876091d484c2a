"""What holds for every figure type: it draws wide and narrow without a warning, cuts no word, and tells its numbers."""

import re
import warnings
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from explorable import Drawing
from explorable import figures as plots
from explorable.drawing.look import COLOURS, NARROW, WIDE, drawing_style
from explorable.drawing.svg import draw_svg, style_sheet
from explorable.figures.frame import name_points, new_axes

LONG = "Pharmaceutical and Medicine Manufacturing, with a name that needs several lines"
ROWS = pd.Series([7.25, 3.5, 1.125], index=["Linz", LONG, "Steyr 철강"])
TOWNS = pd.Series([12.5, 3.5], index=["Linz", "New York-Newark-Jersey City, NY-NJ"])
PAIRS = pd.DataFrame(
    {"in the booklet": [0.875, 0.5], "May 2025": [0.25, np.nan]}, index=["soap", LONG]
)
SQUARE = [np.array([[0, 0], [1000, 0], [1000, 600], [0, 600], [0, 0]], dtype=float)]
DOTS = pd.DataFrame(
    {"x": [100, 950], "y": [100, 500], "amount": [1234, 617], "name": ["Linz", "New York"]}
)
CURVES = pd.DataFrame({"first": [1.0, 2.5], "second": [4.0, 3.25]}, index=[10.0, 20.0])
BAND = pd.DataFrame(
    {"value": [3.0, 1.5, 0.25], "lower": 0.5, "upper": 2.0}, index=[0.0, 10.0, 20.0]
)
PLANTS = pd.DataFrame(
    {"x": [1.0, 5.0, 9.0], "y": [9.0, 5.0, 1.0], "type": ["industry", "other", "other"]}
)
SPREAD = np.random.default_rng(1).normal(0.375, 0.1, 500)

SPANS = pd.DataFrame(
    {
        "start": [1982, 2001, 2006, 2009, 1998],
        "end": [1982, 2005, 2010, np.nan, 1999],
        "kind": [1, 0, 0, 2, 0],
        "note": ["report", "19 projects", "17 projects, merged from 19", "", "130 of them"],
    },
    index=["Report", "Linz", "Linz", LONG, LONG],
)

FIGURES = {
    "activity_space": (
        plots.activity_space(
            pd.DataFrame({"x": [0.0, 1.0, 2.0], "y": [0.0, 1.0, 0.5]}, index=ROWS.index),
            [("Linz", LONG)],
            ROWS > 2,
            marked=["Steyr 철강"],
            names={"Linz": "Linz", "Steyr 철강": "Steyr"},
        ),
        ["3 activities", "1 links", "2 are filled", "1 ringed"],
    ),
    "arcs": (
        plots.arcs(
            pd.Series({"Linz": "Austria", LONG: "Austria", "Steyr 철강": "Korea"}), [("Linz", LONG)]
        ),
        ["3 members in 2 groups with 1 arcs", "2 build on none", f"{LONG} on Linz"],
    ),
    "bars": (plots.bars(ROWS, "euros", marks={"one for one": 1.0}, decimals=2), ["7.25", "1.12"]),
    "board_of_dots": (
        plots.board_of_dots([0, 0, 3, 8], [5, 1, 2, 3], 3),
        ["9 regions", "4 plants", "3 of them"],
    ),
    "columns": (
        plots.columns(ROWS.reset_index(drop=True), "region", "innovations", key=["here"]),
        ["7.25"],
    ),
    "curve_in_band": (
        plots.curve_in_band(
            BAND, "km", "density", others=BAND[["lower"]].rename(columns={"lower": "all jobs"})
        ),
        ["with a band: from 3 to 0.25, above the band at 0 and below it at 20."],
    ),
    "crossed_groups": (
        plots.crossed_groups(
            pd.DataFrame([[3, 1, 0], [0, 5, 2]], index=["Mining", LONG]), "group", columns=2
        ),
        ["columns: 2, of 2", "mix rows: 1, of 3"],
    ),
    "dumbbells": (
        plots.dumbbells(PAIRS, "correlation with drugs", limits=(0, 1)),
        ["0.875 and 0.25", "0.5 and none"],
    ),
    "family_tree": (
        plots.family_tree(
            pd.DataFrame({"founded": [1960, 1970], "closed": [1980, np.nan], "parent": [-1, 0]}),
            1990,
            {0: "1960: 1"},
        ),
        ["1 family with 2 members"],
    ),
    "fans": (
        plots.fans(
            {"Jobs": pd.DataFrame({"low": [1, 2], "middle": [2, 3], "high": [4, 5]})}, "year"
        ),
        ["Jobs: 3"],
    ),
    "histograms": (
        plots.histograms(
            {"Raw": SPREAD}, "index", {"Raw": {"mean": SPREAD.mean(), "truth": 0.375}}
        ),
        [f"{SPREAD.mean():.3f}"],
    ),
    "islands": (
        plots.islands(
            pd.Series([1, 1, 2], index=ROWS.index),
            pd.DataFrame([[0, 1, 1], [1, 0, 0], [1, 0, 0]], index=ROWS.index, columns=ROWS.index),
            ROWS,
            pd.Series(["Linz", "Wels", "Steyr 철강"], index=ROWS.index),
        ),
        ["2 around Linz and Wels", "links: 2, inside groups: 1", "alone: 1"],
    ),
    "lines": (
        plots.lines(CURVES, "time", "stock", marks={"break": 15}),
        ["1 to 2.5", "4 to 3.25", "10 to 20"],
    ),
    "map_and_ranking": (
        plots.map_and_ranking(
            DOTS, SQUARE, 1234, TOWNS, "quotient", [True, False], ("many", "one")
        ),
        ["Linz 12.5", "NY-NJ 3.5"],
    ),
    "map_of_dots": (
        plots.map_of_dots(DOTS, SQUARE, 1234, "jobs"),
        ["Linz 1,234", "New York 617", "2 dots"],
    ),
    "map_of_links": (
        plots.map_of_links(
            pd.DataFrame(
                {
                    "x": [100, 300],
                    "y": [100, 200],
                    "to_x": [900, 350],
                    "to_y": [500, 250],
                    "kind": [1, 0],
                }
            ),
            ["inside a province", "across a border"],
            SQUARE,
        ),
        ["2 links", "across a border: 1"],
    ),
    "maps_of_dots": (
        plots.maps_of_dots({"Made": DOTS, "Invented": DOTS}, SQUARE, 1234),
        ["Made: Linz 1,234"],
    ),
    "marked_fields": (
        plots.marked_fields(
            pd.DataFrame(
                {"infrastructure": [1, 0], "human resources": [2, 1]}, index=["technoparks", LONG]
            ),
            ["as printed", "assumed"],
            faded=[LONG],
        ),
        ["technoparks: infrastructure (as printed), human resources (assumed)"],
    ),
    "marked_rows": (
        plots.marked_rows(
            PAIRS, "quotient", ["0.88", "0.50"], mark=("nation", 0.5), ticks=[0.25, 0.5, 1]
        ),
        ["soap 0.88"],
    ),
    "network": (
        plots.network(ROWS.rename({LONG: "Wels"}), pd.DataFrame(np.ones((3, 3)))),
        ["3 members", "3 links", "Linz 7"],
    ),
    "numbered_scatter": (
        plots.numbered_scatter(
            ROWS / 10,
            -ROWS,
            ["Linz", LONG],
            "distance",
            "gain",
            filled=ROWS > 2,
            key=("published", "not published"),
            level=("the place's mean", -3.0),
        ),
        ["Linz: 0.72, \N{MINUS SIGN}7.25", "3 activities"],
    ),
    "plane_and_curves": (
        plots.plane_and_curves(
            PLANTS,
            10,
            [
                {"table": BAND, "xlabel": "km", "title": "Kd"},
                {
                    "table": BAND[["value"]],
                    "xlabel": "shift, percent",
                    "title": "gamma",
                    "at": 10.0,
                },
            ],
            grid=(5.0, 1.0),
        ),
        ["1 plant of an industry among 3", "gamma: from 3 to 0.25", "above the band"],
    ),
    "ranked_dots": (
        plots.ranked_dots(
            ROWS,
            "staffing similarity",
            [True, False, True],
            ("on another list too", "on this list only"),
        ),
        ["Linz (7.25)", "(1.12)"],
    ),
    "scatter": (
        plots.scatter(ROWS, 2 * ROWS, "made", "invented", highlight=["Linz"], limits=(0, 20)),
        ["3 places", "14.5 against 7.25", "from 1.12 to 7.25"],
    ),
    "stacked_bars": (plots.stacked_bars(PAIRS.fillna(0.125), "shares"), ["0.875", "0.25", "0.125"]),
    "timeline": (
        plots.timeline(SPANS, 2024, ["programme", "report", "law"], marks={"crisis": 2008}),
        [
            "Report: 1982, report, report",
            "Linz: from 2001 to 2005",
            "from 2009, law",
            "1982 to 2024",
        ],
    ),
    "waterfall": (
        plots.waterfall(pd.Series({"nation": 21.5, "mix": 12.25, LONG: -8.5}), "percent", "growth"),
        ["nation 21.5", "-8.5", "growth 25.2"],
    ),
}


def test_every_figure_type_is_here():
    assert set(FIGURES) == set(plots.__all__)


@pytest.fixture(params=FIGURES)
def figure(request):
    return FIGURES[request.param]


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_it_draws_without_a_warning_and_in_the_page_s_colours(figure, width):
    drawing, _ = figure
    assert isinstance(drawing, Drawing)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = draw_svg(drawing, width, "x")
    text = re.sub(r">[^<]*<|url\(#[^)]*\)", "><", "".join(drawn["parts"]))
    assert not re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", text)
    assert drawn["box"].split()[2] == f"{72 * width:g}"


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_word_is_cut(figure, width, words_cut):
    assert words_cut(figure[0], width) == []


def palettes():
    """The colours of each theme, as the style sheet has them."""
    found = re.findall(
        r"\{([^{}]*--x-ink: [^{}]*)\}", re.sub(r"/\*.*?\*/", "", style_sheet(), flags=re.S)
    )
    palettes = [dict(re.findall(r"--x-(\w+): (#\w+)", block)) for block in found]
    return dict(zip(("light", "dark", "dark, asked for", "print"), palettes, strict=True))


def contrast(colour, ground, part=1.0):
    """The contrast of a colour, ``part`` of it opaque, on a ground, as WCAG defines it."""

    def channels(name):
        digits = name[1:] if len(name) == 7 else "".join(2 * digit for digit in name[1:])
        return np.array([int(digits[place : place + 2], 16) for place in (0, 2, 4)]) / 255

    mixed = part * channels(colour) + (1 - part) * channels(ground)
    light = [
        np.where(some <= 0.04045, some / 12.92, ((some + 0.055) / 1.055) ** 2.4)
        @ (0.2126, 0.7152, 0.0722)
        for some in (mixed, channels(ground))
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_the_light_palette_is_what_figures_are_drawn_with():
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)  # as published with WCAG
    assert {role: palettes()["light"][role] for role in COLOURS} == COLOURS


@pytest.mark.parametrize("theme", palettes())
def test_marks_and_words_can_be_seen_in_every_theme(theme):
    palette = palettes()[theme]
    for ground in ("paper", "soft"):
        for role, least in {
            "ink": 4.5,
            "mute": 4.5,
            "back": 3,
            "accent": 3,
            "second": 3,
            "third": 3,
            "fourth": 3,
        }.items():
            assert contrast(palette[role], palette[ground]) >= least, (role, ground)


def test_what_a_figure_fills_can_be_seen_or_has_an_edge_that_can(figure):
    pale = []
    light = palettes()["light"]
    for part in draw_svg(figure[0], WIDE, "x")["parts"]:
        for tag in re.findall(r"<(?:path|use|rect|g|circle)[^>]*>", part):
            seen = {}
            for kind in ("fill", "stroke"):
                role = re.search(rf'{kind}="var\(--x-(\w+)\)"', tag)
                opaque = re.search(rf'[ ](?:{kind}-)?opacity="([\d.]+)"', tag)
                if role and role[1] != "paper":
                    seen[kind] = contrast(
                        light[role[1]], light["soft"], float(opaque[1]) if opaque else 1
                    )
            if "fill" in seen and max(seen.values()) < 3:
                pale.append(tag)
    assert pale == []


def names_and_marks(drawing, width, marks):
    """Of a laid-out figure: which names touch a mark, each other, or leave the figure."""
    figure = drawing.figure(width)
    axes = figure.axes[0]
    texts = [text for text in axes.texts if text.get_text()]
    places = boxes(figure, texts)
    dots = axes.transData.transform(np.asarray(marks, dtype=float))
    covered = sum(box.padded(1).contains(*dot) for box in places for dot in dots)
    met = sum(not apart(*pair) for pair in combinations(places, 2))
    across, up = figure.bbox.size
    left = sum(box.x0 < 0 or box.y0 < 0 or box.x1 > across or box.y1 > up for box in places)
    return {"named": len(texts), "on a mark": covered, "on a name": met, "outside": left}


CLOUD = pd.DataFrame(np.random.default_rng(3).uniform(0, 100, (60, 2)), columns=["x", "y"]).round(1)
CORNER = {0: (100.0, 99.0), 1: (91.0, 93.0), 2: (93.0, 76.0), 3: (1.0, 0.5)}


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("kind", ["scatter", "activity_space", "map_of_dots"])
def test_names_of_points_lie_on_no_mark_on_no_other_name_and_within_the_figure(kind, width):
    points = CLOUD.copy()
    points.loc[list(CORNER)] = list(CORNER.values())
    names = {0: "New York", 1: "Cleveland", 2: "San Jose", 3: "충청남도"}
    if kind == "scatter":
        drawing = plots.scatter(
            points["x"], points["y"], "x", "y", names, list(names), limits=(-4, 104)
        )
    elif kind == "activity_space":
        drawing = plots.activity_space(points, [(0, 1)], points["x"] > 50, names=names)
        names = dict(list(names.items())[: 4 if width == WIDE else 3])
    else:
        dots = points.assign(amount=1.0, name=pd.Series(names).reindex(points.index).fillna(""))
        square = [np.array([[-5, -5], [160, -5], [160, 105], [-5, 105], [-5, -5]], dtype=float)]
        drawing = plots.map_of_dots(dots, square, 20)
    found = names_and_marks(drawing, width, points[["x", "y"]])
    assert found == {"named": len(names), "on a mark": 0, "on a name": 0, "outside": 0}


def test_a_name_stands_at_a_free_corner_of_a_small_point_rather_than_far_away():
    _, axes = new_axes(3, 3)
    beside = np.array([(12, 0), (-12, 0), (-9, 8), (-9, -8)])
    at, room = np.array([100.0, 100.0]), (0, 0, 200, 200)
    name_points(axes, ["Linz"], [(0, 0)], at[None], at + beside, room, reach=1, own=[1.5])
    (name,) = axes.texts
    assert name.arrow_patch is None
    assert min(np.abs(name.xyann)) > 0


def test_its_words_tell_real_numbers(figure):
    drawing, told = figure
    assert drawing.alt.strip().endswith(".")
    assert "nan" not in drawing.alt.split()
    for words in told:
        assert words in drawing.alt


def test_words_of_the_author_come_first():
    assert plots.bars(ROWS, "euros", alt="Said otherwise.").alt == "Said otherwise."
    assert plots.ranked_dots(ROWS, "euros", alt="Said otherwise.").alt == "Said otherwise."


def test_series_differ_in_more_than_colour():
    drawn = "".join(draw_svg(plots.lines(CURVES, "time", "stock"), WIDE, "x")["parts"])
    assert "stroke-dasharray" in drawn
    assert "url(#xh" in "".join(draw_svg(FIGURES["stacked_bars"][0], WIDE, "x")["parts"])


def test_limits_are_the_same_for_all_states():
    one, other = (plots.bars(ROWS * factor, "euros", limits=(0, 300)) for factor in (1, 20))
    assert (
        draw_svg(one, WIDE, "x")["axes"][4:6] == draw_svg(other, WIDE, "x")["axes"][4:6] == [0, 300]
    )


def test_undefined_numbers_leave_a_gap():
    drawing = plots.bars(pd.Series({"a": 1.0, "b": np.nan}), "euros")
    assert "nan" not in "".join(draw_svg(drawing, WIDE, "x")["parts"])


def test_words_without_room_are_left_out_of_a_timeline_but_told():
    drawing = FIGURES["timeline"][0]
    wide, narrow = ("".join(draw_svg(drawing, width, "x")["parts"]) for width in (WIDE, NARROW))
    assert "19 projects" in wide
    assert "19 projects" in narrow
    assert "merged from 19" not in narrow
    assert "merged from 19" in drawing.alt


def test_a_ranking_of_counts_has_an_even_axis():
    drawing = plots.map_and_ranking(
        DOTS,
        SQUARE,
        1234,
        TOWNS,
        "projects",
        [True, True],
        ("both", "one"),
        limits=(0, 20),
        log=False,
        decimals=0,
    )
    drawn = draw_svg(drawing, WIDE, "x")
    assert "Linz 12" in drawing.alt
    assert words_of(drawn).issuperset({"0", "10", "20"})


def test_a_timeline_without_rows_still_draws():
    empty = SPANS.iloc[:0]
    drawing = plots.timeline(empty, 2024, ["programme", "report"], limits=(1990, 2024))
    assert "Nothing to show" in drawing.alt
    assert draw_svg(drawing, NARROW, "x")["parts"]


def words_of(drawn):
    """Words of a drawing."""
    return set(re.findall(r">([^<>]+)<", "".join(drawn["parts"])))


def boxes(figure, texts):
    """Where words stand in a figure; an arrow from a name to its line is no part of the name."""
    with mpl.rc_context(drawing_style()):
        FigureCanvasAgg(figure)
        figure.draw_without_rendering()
        return [Text.get_window_extent(text) for text in texts]


def apart(one, other):
    return not one.overlaps(other)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "marks",
    [
        {"it begins": 10, "it ends": 12},
        {"it ends": 60, "it begins": 10},
        {"one": 99, "other": 100, "a third": 98},
        {"your city": 50, "the best size": 48, "the largest that stands": 49, "the least": 51},
    ],
)
def test_names_of_upright_lines_lie_on_no_curve_and_on_no_other_name(width, marks):
    curve = pd.DataFrame({"stock": 97.0, "flow": 98.0}, index=range(101))
    figure = plots.lines(curve, "year", "percent", marks, (0, 100)).figure(width)
    (axes,) = figure.axes
    names = [text for text in axes.texts if text.get_text()]
    assert sorted(text.get_text() for text in names) == sorted(marks)
    found = boxes(figure, names)
    assert all(apart(one, other) for one, other in combinations(found, 2))
    top, right = axes.get_window_extent().y1, figure.bbox.x1
    assert all(box.y0 > top and box.x0 >= 0 and box.x1 <= right for box in found)
    numbers = boxes(figure, axes.get_yticklabels())
    assert all(apart(box, number) for box in found for number in numbers)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_rows_keep_their_room_under_a_key_of_several_lines(width):
    keys = ["the lower end of all", "the middle of all", "the upper end of all"]
    table = pd.DataFrame([[1, 2, 3], [2, 3, 4]], index=["runner-up", "all others"], columns=keys)
    figure = plots.marked_rows(table, "percent", mark=("true", 2)).figure(width)
    one, other = boxes(figure, figure.axes[0].get_yticklabels())
    assert apart(one, other)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("value", [0.9, 1.7, 1.79, 1.8, 3.9])
def test_no_upright_line_crosses_a_bar_s_number(width, value):
    lines = {"the study": 1.8, "one for one": 1.0}
    values = pd.Series({"Private part": value, "All": 0.2})
    figure = plots.bars(values, "euros", decimals=2, marks=lines, limits=(0, 4)).figure(width)
    (axes,) = figure.axes
    number, _ = boxes(figure, axes.texts)
    across = [axes.transData.transform((at, 0))[0] for at in lines.values()]
    assert not any(number.x0 < x < number.x1 for x in across)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_long_names_of_axes_are_broken(width, words_cut):
    long = "jobs of 2021 without entrepreneurs, percent of those with all of them"
    assert words_cut(plots.scatter(ROWS, ROWS, long, long), width) == []
    assert words_cut(plots.lines(CURVES, long, long), width) == []
