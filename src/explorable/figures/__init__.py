"""The few figure types the book uses: one look, readable wide and narrow, alternative text built in."""

from .curves import columns, fans, histograms, lines
from .linked_places import map_of_links
from .maps import map_and_ranking, map_of_dots, maps_of_dots
from .matrices import marked_fields
from .networks import arcs, family_tree, islands, network
from .planes import curve_in_band, plane_and_curves
from .points import board_of_dots, scatter
from .rows import bars, crossed_groups, dumbbells, marked_rows, ranked_dots, stacked_bars, waterfall
from .spaces import activity_space, numbered_scatter
from .timelines import timeline

__all__ = [
    "activity_space",
    "arcs",
    "bars",
    "board_of_dots",
    "columns",
    "crossed_groups",
    "curve_in_band",
    "dumbbells",
    "family_tree",
    "fans",
    "histograms",
    "islands",
    "lines",
    "map_and_ranking",
    "map_of_dots",
    "map_of_links",
    "maps_of_dots",
    "marked_fields",
    "marked_rows",
    "network",
    "numbered_scatter",
    "plane_and_curves",
    "ranked_dots",
    "scatter",
    "stacked_bars",
    "timeline",
    "waterfall",
]
