"""The figure types: what they say without the picture, and that they draw at both widths."""

import itertools
import re

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from explorable import figures as plots
from explorable.drawing.look import NARROW, WIDE, drawing_style
from explorable.drawing.svg import draw_svg

CURVES = pd.DataFrame(
    {"before": np.linspace(100, 160, 20), "after": np.linspace(100, 120, 20)},
    index=np.geomspace(10, 10_000, 20),
)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("log", ["", "x", "y", "xy"])
def test_curves_with_plain_numbers_on_logarithmic_axes(width, log):
    drawing = plots.lines(
        CURVES, "inhabitants", "output", marks={"peak": 900, "city": 1000, "far": 10_000}, log=log
    )
    with mpl.rc_context(drawing_style()):
        figure = drawing.draw(width)
        figure.draw_without_rendering()
    axes = figure.axes[0]
    assert axes.get_xscale() == ("log" if "x" in log else "linear")
    assert axes.get_yscale() == ("log" if "y" in log else "linear")
    if "x" in log:
        assert "1,000" in [label.get_text() for label in axes.get_xticklabels()]
    assert "before from 100 to 160; after from 100 to 120" in drawing.alt


def test_names_of_lines_that_stand_close_do_not_lie_on_one_another():
    drawing = plots.lines(
        CURVES, "inhabitants", "output", marks={"peak": 900, "city": 905}, log="x"
    )
    with mpl.rc_context(drawing_style()):
        figure = drawing.draw(WIDE)
        figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert not boxes[0].overlaps(boxes[1])


FIXED_COLOUR = re.compile(r"(?<!url\()#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def svg(drawing, width):
    """The parts of a drawing as one text."""
    return "".join(draw_svg(drawing, width, "test")["parts"])


def assert_drawn(drawing, *words):
    """Wide and narrow, in the page's colours, with the words that tell it."""
    for width in (WIDE, NARROW):
        drawn = svg(drawing, width)
        assert not FIXED_COLOUR.findall(re.sub(r">[^<]*<", "><", drawn))
        for word in words:
            assert word in drawn
    assert drawing.alt.strip().endswith(".")


class TestMarkedRows:
    legs = pd.DataFrame(
        {"creation": [2.3, 0.9], "retention": [0.7, np.nan]}, index=["Durham", "Elkhart"]
    )

    def test_shows_rows_key_note_and_mark(self):
        notes = pd.Series(["falls", "stands"])
        drawing = plots.marked_rows(
            self.legs, "location quotient", notes, ("nation", 1.0), [0.5, 1, 2]
        )
        assert_drawn(
            drawing, "Durham", "Elkhart", "creation", "retention", "nation", "falls", "stands"
        )
        assert "Durham falls; Elkhart stands" in drawing.alt

    def test_ticks_make_the_axis_logarithmic(self):
        axes = (
            plots.marked_rows(self.legs, "ratio", ticks=[0.5, 1, 2], limits=(0.5, 4))
            .figure()
            .axes[0]
        )
        assert axes.get_xscale() == "log"
        assert [label.get_text() for label in axes.get_xticklabels()] == ["0.5", "1", "2"]

    def test_each_measurement_has_a_mark_of_its_own(self):
        axes = plots.marked_rows(self.legs, "ratio").figure().axes[0]
        assert len({line.get_marker() for line in axes.get_lines()}) == 2


def boxes_of_names(axes):
    """Where each text in the axes lies, without the line that leads to its point."""
    axes.figure.draw_without_rendering()
    return {text.get_text(): Text.get_window_extent(text) for text in axes.texts}


class TestScatter:
    x = pd.Series({"Linz": 1.0, "Wels": 9.0, "Steyr": 4.0})
    y = pd.Series({"Linz": 2.0, "Wels": 8.0, "Steyr": 0.0})
    known = pd.Series({"Linz": True, "Wels": True, "Steyr": False})

    def drawing(self):
        key = ("published", "filled in")
        limits = (0, 10)
        return plots.scatter(
            self.x,
            self.y,
            "made",
            "invented",
            highlight=["Linz", "Wels"],
            filled=self.known,
            key=key,
            limits=limits,
        )

    def test_tells_two_kinds_of_points_apart_by_shape(self):
        assert_drawn(self.drawing(), "Linz", "Wels", "published", "filled in", "made", "invented")
        with mpl.rc_context(drawing_style()):
            filled, blank = self.drawing().draw(WIDE).axes[0].get_lines()[:2]
        assert (len(filled.get_xdata()), len(blank.get_xdata())) == (2, 1)
        assert blank.get_markerfacecolor() == "none" != filled.get_markerfacecolor()

    def test_names_stay_inside_and_limits_hold(self):
        with mpl.rc_context(drawing_style()):
            figure = self.drawing().draw(NARROW)
            boxes = boxes_of_names(figure.axes[0])
        assert figure.axes[0].get_xlim() == figure.axes[0].get_ylim() == (0, 10)
        assert set(boxes) == {"Linz", "Wels"}
        assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for box in boxes.values())

    def test_without_kinds_every_point_is_filled(self):
        axes = plots.scatter(self.x, self.y, "made", "invented").draw(WIDE).axes[0]
        assert [len(line.get_xdata()) for line in axes.get_lines()] == [3, 0]


class TestMapsOfDots:
    outlines = (np.array([[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]], dtype=float),)
    dots = pd.DataFrame(
        {"x": [1.0, 3.5], "y": [1.0, 1.5], "amount": [2.0, np.nan], "name": ["Linz", ""]}
    )

    def test_draws_one_map_for_each_amount_and_names_the_largest(self):
        drawing = plots.maps_of_dots(
            {"Made": self.dots, "Invented": self.dots}, self.outlines, size=2
        )
        assert_drawn(drawing, "Made", "Invented", "Linz")
        assert "Made: Linz" in drawing.alt

    def test_stands_side_by_side_or_one_below_the_other(self):
        drawing = plots.maps_of_dots(
            {"Made": self.dots, "Invented": self.dots}, self.outlines, size=2
        )
        wide, narrow = drawing.draw(WIDE), drawing.draw(NARROW)
        assert (
            wide.get_figwidth() / wide.get_figheight()
            > narrow.get_figwidth() / narrow.get_figheight()
        )

    def test_a_place_without_a_figure_gets_a_cross_and_no_dot(self):
        axes = plots.maps_of_dots({"Made": self.dots}, self.outlines, size=2).draw(WIDE).axes[0]
        crosses = axes.get_lines()[0]
        assert crosses.get_marker() == "x"
        assert crosses.get_xdata().tolist() == [3.5]

    def test_dots_of_one_size_are_one_shape_and_areas_show_amounts(self):
        amounts = pd.Series([1.0, 1.0, 3.0, 8.0])
        dots = pd.DataFrame({"x": amounts.index / 2 + 1, "y": 1.0, "amount": amounts, "name": ""})
        axes = plots.maps_of_dots({"Made": dots}, self.outlines, size=8).draw(WIDE).axes[0]
        drawn = {line.get_markersize(): len(line.get_xdata()) for line in axes.get_lines()[1:]}
        assert list(drawn.values()) == [2, 1, 1]
        expected = 4 + 75 * np.array([1, 3, 8]) / 8
        np.testing.assert_allclose(list(drawn), np.sqrt(expected), atol=0.126)

    def test_kinds_of_dots_differ_in_shape_and_have_a_key(self):
        dots = pd.DataFrame(
            {"x": [1, 2, 3], "y": 1.0, "amount": 1.0, "name": "", "kind": [0, 1, 2]}
        )
        drawing = plots.maps_of_dots(
            {"Made": dots}, self.outlines, 1, kinds=("others", "leading", "on both")
        )
        assert_drawn(drawing, "others", "leading", "on both")
        ring, dot, diamond = drawing.draw(WIDE).axes[0].get_lines()[1:4]
        assert ring.get_markerfacecolor() == "none" != dot.get_markerfacecolor()
        assert (dot.get_marker(), diamond.get_marker()) == ("o", "D")

    def test_names_of_near_places_do_not_touch(self):
        dots = pd.DataFrame(
            {
                "x": [3.2, 3.3, 3.4],
                "y": [1.0, 1.01, 1.02],
                "amount": 1.0,
                "name": ["Ohio", "Rhein", "Ob"],
            }
        )
        maps = plots.maps_of_dots({"Made": dots, "Invented": dots}, self.outlines, size=1)
        boxes = boxes_of_names(maps.draw(WIDE).axes[0])
        assert set(boxes) == {"Ohio", "Rhein", "Ob"}
        for one, other in itertools.combinations(boxes.values(), 2):
            assert not one.overlaps(other)

    def test_fine_corners_go_and_common_borders_stay(self):
        fine = np.array([[0, 0], [0.0001, 0], [2, 0], [2, 2], [0, 2], [0, 0]], dtype=float)
        beside = np.array([[2, 0], [4, 0], [4, 2], [2, 2], [2, 0]], dtype=float)
        island = np.array([[3, 3], [3.0002, 3], [3, 3.0002], [3, 3]], dtype=float)
        axes = (
            plots.map_of_dots(self.dots.head(1), (fine, beside, island), size=2).draw(WIDE).axes[0]
        )
        (borders,) = (
            artist
            for artist in axes.get_children()
            if isinstance(artist, PathPatch) and artist is not axes.patch
        )
        left, right = (
            set(map(tuple, np.round(line, 9))) for line in borders.get_path().to_polygons()
        )
        assert len(left) == len(right) == 4
        assert left & right == {(2, 0), (2, 2)}


def test_map_and_ranking_tell_the_leading_places():
    square = [np.array([[0, 0], [10, 0], [10, 6], [0, 6], [0, 0]])]
    dots = pd.DataFrame({"x": [1, 5], "y": [2, 3], "amount": [50, 10], "name": ["Linz", ""]})
    values = pd.Series([12.5, 2.0], index=["Linz, OÖ", "Wels, OÖ"])
    key = ("many occupations", "one")
    drawing = plots.map_and_ranking(
        dots, square, 50, values, "location quotient", [True, False], key, title="jobs"
    )
    assert_drawn(drawing, "Linz, OÖ", "12.5", "many occupations")
    assert "Wels, OÖ 2.0" in drawing.alt


def test_map_and_ranking_without_a_place():
    square = [np.array([[0, 0], [10, 0], [10, 6], [0, 0]])]
    none = pd.DataFrame({"x": [], "y": [], "amount": [], "name": []})
    drawing = plots.map_and_ranking(
        none, square, 50, pd.Series(dtype=float), "quotient", [], ("a", "b")
    )
    assert_drawn(drawing)
    assert "no place qualifies" in drawing.alt


def test_network_draws_a_line_for_each_link_and_a_ring_for_what_was_lost():
    sizes = pd.Series({"yard": 40.0, "sails": 20.0, "masts": 10.0})
    links = pd.DataFrame(0.0, index=sizes.index, columns=sizes.index)
    links.loc["yard", "sails"] = 5.0
    drawing = plots.network(sizes, links)
    assert_drawn(drawing, "yard", "sails", "masts")
    assert "with 1 link" in drawing.alt
    closed = plots.network(sizes.replace(40.0, 0.0), links * 0, former=sizes)
    assert_drawn(closed, "yard")
    assert "with 0 links" in closed.alt
    assert "yard 0" in closed.alt


def test_columns_name_the_highest():
    values = pd.Series([1.0, 5.0, 2.0], index=[1, 2, 3])
    drawing = plots.columns(
        values, "region", "innovations", curve=values / 2, even=2.7, key=("once", "mean", "even")
    )
    assert_drawn(drawing, "innovations", "mean", "even")
    assert "highest is 2 (5)" in drawing.alt


class TestFans:
    years = range(1960, 1963)
    band = pd.DataFrame({"low": [0, 1, 2], "middle": [1, 2, 3], "high": [2, 3, 4]}, index=years)

    def test_shows_titles_key_and_published_points(self):
        drawing = plots.fans(
            {"Jobs": self.band, "Firms": self.band}, "year", {"Jobs": pd.Series({1961: 2.5})}
        )
        assert_drawn(drawing, "Jobs", "Firms", "year", "middle of the runs", "four in five runs")
        assert "Jobs: 3; Firms: 3" in drawing.alt

    def test_keeps_its_limits(self):
        axes = plots.fans({"Jobs": self.band}, "year", limits={"Jobs": (0, 9)}).figure().axes[0]
        assert axes.get_ylim() == (0, 9)


class TestArcs:
    parts = pd.Series({"one": "A", "two": "A", "three": "B"})

    def test_an_arc_joins_the_two_rows_that_it_is_about(self):
        figure = plots.arcs(self.parts, [("one", "two"), ("one", "three")]).figure()
        near, far = (patch.get_path().vertices for patch in figure.axes[0].patches)
        assert (near[0, 1], near[-1, 1], far[-1, 1]) == (1, 2, 4)
        assert near[:, 0].max() < far[:, 0].max()

    def test_members_stand_below_the_name_of_their_group(self):
        labels = plots.arcs(self.parts, []).figure().axes[0].get_yticklabels()
        assert [label.get_text() for label in labels] == ["A", "one", "two", "B", "three"]

    def test_labels_of_several_lines_do_not_overlap(self):
        names = ["localization and urbanization", "competition or cooperation"]
        axes = plots.arcs(pd.Series("A", index=names), []).draw(NARROW).axes[0]
        assert all("\n" in label.get_text() for label in axes.get_yticklabels()[1:])
        assert axes.get_yticks()[2] - axes.get_yticks()[1] == 1.75

    def test_who_builds_on_nothing_is_filled(self):
        free, built = plots.arcs(self.parts, [("one", "two")]).figure().axes[0].get_lines()[:2]
        assert (free.get_ydata().tolist(), built.get_ydata().tolist()) == ([1, 4], [2])


class TestFamilyTree:
    members = pd.DataFrame(
        {"founded": [1960, 1970, 1965], "closed": [np.nan, 1980, np.nan], "parent": [-1, 7, -1]},
        index=[7, 9, 8],
    )

    def test_shows_founders_and_spin_offs(self):
        drawing = plots.family_tree(self.members, 1990, {7: "came 1960"})
        assert_drawn(drawing, "moved in", "spin-off", "came 1960")
        assert "2 families with 3 members" in drawing.alt

    def test_a_line_runs_from_founding_to_end_and_a_joint_to_the_parent(self):
        joints, child, founders = plots.family_tree(self.members, 1990).figure().axes[0].get_lines()
        assert child.get_xydata()[:2].tolist() == [[1970, 1], [1980, 1]]
        assert founders.get_xydata()[:2].tolist() == [[1960, 0], [1990, 0]]
        assert joints.get_xydata()[:2].tolist() == [[1970, 0], [1970, 1]]
