"""Which chapter explains an idea, and which tells of a place."""

from __future__ import annotations

from typing import Any

from clusterbook.words import tell

from .kinds import Kind

__all__ = ["chapters_of", "ideas", "measures_told"]

_TRIANGLE = "book/innovation-clusters/research-triangle"
_KOREA = "book/case-studies/korea-in-numbers"
_UNITED_STATES = "book/case-studies/united-states"
_SPACES = "book/learning-regions/knowledge-spaces"
_SCOPE = "book/cluster-theory/geographic-scope"
_TRIPOD = "book/innovation-clusters/tripod"
_WHY = "book/innovation-clusters/why-innovation"
_URBANIZATION = "book/classical-agglomeration/localization-and-urbanization"
_ASSESSED = "book/case-studies/korea-assessed"
_BEYOND = "book/case-studies/beyond-boundaries"
_SHOCKS = "book/does-it-pay/place-based-shocks"
# Chapters that look at a place closely. A test finds the name in each.
_PLACES: dict[str, dict[str, tuple[str, ...]]] = {
    "metros": {
        "17410": (_SPACES,),
        "19140": (_SCOPE,),
        "20500": (_TRIANGLE, _TRIPOD),
        "26620": (_TRIPOD,),
        "29820": (_SPACES,),
        "33260": (_URBANIZATION,),
        "35620": (_URBANIZATION,),
        "39580": (_TRIANGLE, _TRIPOD),
        "41740": (_UNITED_STATES,),
        "41940": (_WHY, _SPACES, _URBANIZATION),
        "42660": (_SPACES,),
        "45780": (_UNITED_STATES,),
        "48620": ("book/innovation-clusters/what-is-a-cluster",),
    },
    "states": {"37": (_TRIANGLE,)},
    "provinces": {
        "11": (_KOREA,),
        "21": (_ASSESSED, _BEYOND),
        "22": (_ASSESSED,),
        "25": (_TRIANGLE, _WHY),
        "26": (_KOREA, _ASSESSED, _SCOPE, _BEYOND),
        "29": (_KOREA, _TRIANGLE),
        "31": (_KOREA, _WHY),
        "33": (_TRIANGLE,),
        "35": (_KOREA,),
        "38": (_ASSESSED, _BEYOND),
    },
    "municipalities": {
        "31010": (_SHOCKS,),
        "31240": (_KOREA,),
        "32020": (_SHOCKS,),
        "33040": (_SHOCKS,),
        "37050": (_KOREA,),
    },
}


def ideas(given: Kind) -> list[dict[str, str]]:
    """Return where each idea of a page is explained.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    list of dict
        ``idea`` (its name in the data), ``text`` and ``page``.
    """
    found = [
        {
            "idea": "quotient",
            "text": tell("What a location quotient says, and what a bar does to a list"),
            "page": "book/innovation-clusters/what-is-a-cluster",
        },
        {
            "idea": "krugman",
            "text": tell("Specialized or diverse"),
            "page": _URBANIZATION,
        },
    ]
    if given.errors is not None or given.key == "provinces":
        found.append(
            {
                "idea": "density",
                "text": tell("What lies near, and how little complexity can be relied on"),
                "page": _SPACES,
            }
        )
    if given.before is not None:
        found.append(
            {
                "idea": "change",
                "text": tell("Growth taken apart by shift-share"),
                "page": "book/classical-agglomeration/sources-of-growth",
            }
        )
    if given.key == "municipalities":
        found.append(
            {
                "idea": "scale",
                "text": tell("How wide a cluster is, and what borders do to it"),
                "page": _SCOPE,
            }
        )
    if given.errors is None:
        found.append(
            {"idea": "country", "text": tell("Korea's regions in numbers"), "page": _KOREA}
        )
    found.append(
        {
            "idea": "own_file",
            "text": tell("The same report on a file of your own"),
            "page": "book/lab/bring-your-own-data",
        }
    )
    return found


def chapters_of(given: Kind, code: Any) -> list[str]:
    """Return the chapters that look at a place closely.

    Parameters
    ----------
    given : Kind
    code : str

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> chapters_of(kind_of_place("metros"), "20500")
    ['book/innovation-clusters/research-triangle', 'book/innovation-clusters/tripod']
    """
    return list(_PLACES[given.key].get(code, ()))


def measures_told(given: Kind) -> dict[str, dict[str, str]]:
    """Return the name of each measure, and what its value says, in one sentence.

    Parameters
    ----------
    given : Kind
    """
    if given.errors is not None:
        size = tell("All jobs of the place.")
        krugman = tell(
            "The sum of the gaps between the place's shares of the 22 groups of occupations and the nation's: 0 is the "
            "nation's mix, 2 has nothing in common with it."
        )
        diversity = tell(
            "How many groups of occupations of equal size would be as varied: 1 to 22 (one over the Herfindahl index)."
        )
    elif given.key == "provinces":
        size = tell("All workers of the place.")
        krugman = tell(
            "The sum of the gaps between the place's shares of 74 industries and the nation's: 0 is the nation's mix, "
            "2 has nothing in common with it."
        )
        diversity = tell(
            "How many industries of equal size would be as varied: 1 to 74 (one over the Herfindahl index)."
        )
    else:
        size = tell("Value added of all activities, in million won.")
        krugman = tell(
            "The sum of the gaps between the place's shares of 16 activities and the nation's: 0 is the nation's mix, "
            "2 has nothing in common with it."
        )
        diversity = tell(
            "How many activities of equal size would be as varied: 1 to 16 (one over the Herfindahl index)."
        )
    told = {
        "size": {"title": tell("Size"), "sentence": size},
        "krugman": {"title": tell("Specialization (Krugman index)"), "sentence": krugman},
        "diversity": {"title": tell("Diversity"), "sentence": diversity},
    }
    if given.errors is not None:
        told["complexity"] = {
            "title": tell("Complexity"),
            "sentence": tell(
                "The mean complexity of the occupations that the place has, by a scale that the survey's own errors "
                "can turn: read the range of ranks, not the rank."
            ),
        }
    if given.before is not None:
        told["growth"] = {
            "title": tell("Growth"),
            "sentence": tell(
                "Growth from {before} to {year}, as a share.",
                before=given.year_before,
                year=given.year,
            ),
        }
    return told
