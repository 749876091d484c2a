"""A name that is not known is answered with those that are: in every function that takes one, and never in part."""

import re

import pandas as pd
import pytest

from clusterbook.cases import (
    centres,
    city_sizes,
    cover,
    field_breadth,
    french_poles,
    japanese_clusters,
    korean_growth,
    korean_programmes,
    legs,
    linked_and_near,
    neighbours,
    quality,
    scale_bounds,
    scales,
    upper_austria,
)
from clusterbook.known import check_names
from clusterbook.models import city_feedback, learning

NAME = "nowhere"
COOKS = "35-2014"  # cooks in restaurants
FOOD = "35-0000"  # all who prepare and serve food
DURHAM = "20500"
CITIES = pd.DataFrame({"size": [1.0, 2, 4], "wage": [1.0, 2, 3]})
# By what is called: the call with a name that is not known, the parameter, and one name that is.
CALLS = {
    "near_pairs": (lambda: centres.near_pairs([DURHAM, NAME], 50), "areas", "and 3"),
    "kilometres_between": (lambda: scales.kilometres_between([NAME]), "areas", "and 3"),
    "median_places": (lambda: city_sizes.median_places([COOKS, NAME]), "occupations", "810 more"),
    "median_places, a minor group": (
        lambda: city_sizes.median_places(["35-2000"]),
        "occupations",
        "",
    ),
    # The tables of areas have detailed occupations alone.
    "gathering_places, a major group": (
        lambda: cover.gathering_places(FOOD, 1, 1),
        "occupation",
        "more",
    ),
    "quotient_errors, a major group": (
        lambda: field_breadth.quotient_errors([COOKS, FOOD]),
        "occupations",
        "more",
    ),
    "areas_with_breadth, a major group": (
        lambda: field_breadth.areas_with_breadth([COOKS, FOOD], 1),
        "occupations",
        "more",
    ),
    "published_hoover, a major group": (
        lambda: scale_bounds.published_hoover([FOOD], "state"),
        "codes",
        "more",
    ),
    "korean_legs, a list of provinces": (
        lambda: legs.korean_legs({"a": ["M70"]}, 2023, left_out=["Busan"]),
        "left_out",
        "'Busan'",
    ),
    "occupation_titles": (lambda: cover.occupation_titles([NAME]), "occupations", "more"),
    "gathering_places": (lambda: cover.gathering_places(NAME, 1, 1), "occupation", "more"),
    "map_of_gathering": (lambda: cover.map_of_gathering(NAME, 1, 1), "occupation", "more"),
    "quotient_errors": (
        lambda: field_breadth.quotient_errors([COOKS, NAME]),
        "occupations",
        "more",
    ),
    "areas_with_breadth": (
        lambda: field_breadth.areas_with_breadth([COOKS, NAME], 1),
        "occupations",
        "more",
    ),
    "measured_per_euro": (
        lambda: french_poles.measured_per_euro(version=NAME),
        "version",
        "'first', 'published'",
    ),
    "private_per_euro": (lambda: french_poles.private_per_euro(calls=8), "calls", "7, 9, 22"),
    "needed_additionality": (
        lambda: french_poles.needed_additionality(version=NAME),
        "version",
        "'first', 'published'",
    ),
    "by_lot": (
        lambda: japanese_clusters.by_lot(5, 1, among=NAME),
        "among",
        "'prefectures', 'areas'",
    ),
    "chart_as_read": (lambda: korean_programmes.chart_as_read(1, NAME), "bars", "'both', 'right'"),
    "korean_growth": (lambda: korean_growth.korean_growth(left_out=NAME), "left_out", "'Busan'"),
    "metropolitan_legs": (lambda: legs.metropolitan_legs({"a": [NAME]}), "groups", "more"),
    "korean_legs": (lambda: legs.korean_legs({"a": ["M70", NAME]}, 2023), "groups", "more"),
    "korean_legs, a province": (
        lambda: legs.korean_legs({"a": ["M70"]}, 2023, left_out=NAME),
        "left_out",
        "'Busan'",
    ),
    "korean_nearness": (
        lambda: linked_and_near.korean_nearness(2023, left_out=NAME),
        "left_out",
        "'Busan'",
    ),
    "published_in_both": (
        lambda: neighbours.published_in_both({"a": DURHAM, "b": NAME}),
        "areas",
        "more",
    ),
    "publication": (lambda: quality.publication("sources"), "name", "'oews_metro'"),
    "rounding_errors": (lambda: quality.rounding_errors("sources"), "name", "'oews_metro'"),
    "quotients_again": (lambda: quality.quotients_again("sources"), "name", "'oews_metro'"),
    "published_hoover": (
        lambda: scale_bounds.published_hoover([NAME], "state"),
        "codes",
        "more",
    ),
    "same_industries": (
        lambda: upper_austria.same_industries(2023, left_out=["Busan", NAME]),
        "left_out",
        "'Seoul', 'Busan'",
    ),
    "printed_figure": (
        lambda: upper_austria.printed_figure("Upper Austria", "area", paper="booklet2016"),
        "column",
        "'source'",
    ),
    "told_by": (lambda: city_feedback.told_by(CITIES, NAME), "instrument", "'size', 'wage'"),
    "meetings_until": (
        lambda: learning.meetings_until(CITIES, 1, NAME),
        "column",
        "'size', 'wage'",
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_unknown_name_is_named_beside_the_known_ones(name):
    call, parameter, known = CALLS[name]
    with pytest.raises(
        ValueError, match=rf"^{parameter}: .* is not known; it can be .*{re.escape(known)}"
    ):
        call()


def test_a_text_is_not_read_letter_by_letter():
    with pytest.raises(
        TypeError, match=re.escape("left_out: 'Seoul' is one label; give a list, ['Seoul']")
    ):
        upper_austria.same_industries(2023, left_out="Seoul")
    with pytest.raises(TypeError, match=r"occupations: .* is one label"):
        city_sizes.median_places(COOKS)
    with pytest.raises(TypeError, match=r"occupations: .* is one label"):
        field_breadth.areas_with_breadth(COOKS, 1)
    assert check_names("left_out", iter(["a", "b"]), iter("abc")) == ["a", "b"]


def test_an_occupation_that_no_area_publishes_is_undefined_and_not_dropped():
    sizes = city_sizes.american_city_sizes()
    found = city_sizes.median_places([COOKS, "51-4041"], sizes.iloc[:0])
    assert found.index.tolist() == [COOKS, "51-4041"]
    assert found["size"].isna().all()
    assert (found["seen"] == 0).all()
