"""The page of one place, written from the stored figures."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from clusterbook.words import tell, tell_many

from .csv_files import csv_links
from .elements import Html, element, joined, shown, table
from .kind_texts import texts_of
from .maps import locator
from .marks import bar, whisker
from .measures import figure_of, rank_of, shown_measures
from .space import space
from .words_of_script import script_words

__all__ = ["region_page"]


def region_page(
    data: dict[str, Any],
    place: dict[str, Any],
    known: Collection[str],
    title_of: Callable[[str], str],
) -> dict[str, Any]:
    """The page of a place.

    Parameters
    ----------
    data : dict
        All of its kind, as `clusterbook.regions.region_data` gives it.
    place : dict
        One of ``data["places"]``.
    known : collection of str
        Pages of the book, which can be linked.
    title_of : callable
        Gives the title of one of them.

    Returns
    -------
    dict
        ``name``, ``title``, ``description``, ``words`` and ``body``.
    """
    title = place["title"]
    sections = [
        _made_of(data, place),
        _more_of(data, place),
        _how_sure(data, place),
        _near(data, place),
        _changed(data, place),
        _alike(data, place),
        _ideas(data, place, known, title_of),
        _sources(data),
    ]
    body = element(
        "section",
        element("h1", title),
        _head(data, place),
        *[section for section in sections if section],
        id="region",
        class_="r-page",
    )
    return {
        "name": place["slug"],
        "title": title,
        "description": " ".join(place["sentences"][:1]) or texts_of(data)["one"],
        "words": [place["korean"], place["also"]],
        "body": body,
    }


def _section(name: str, heading: str, *parts: str | None) -> Html:
    return element("section", element("h2", heading), *[part for part in parts if part], id=name)


def _head(data, place):
    texts = texts_of(data)
    kinds = element("a", texts["many"], href=f"{data['kind']}.html")
    size = tell(
        "{total} {unit}, rank {rank} of {n}.",
        total=shown(place["total"]),
        unit=data["unit"],
        rank=rank_of(data, place, "size")[0],
        n=len(data["places"]),
    )
    korean = [element("span", place["korean"], lang="ko"), " · "] if place["korean"] else []
    line = element("p", *korean, kinds, " · ", size, class_="r-kind")
    said = element("ul", *[element("li", one) for one in place["sentences"]], class_="r-said")
    notes = [element("p", note) for note in place["notes"]]
    compare = element(
        "a",
        tell("Compare with other places"),
        href=f"compare.html#compare?kind={data['kind']}&places={place['code']}",
    )
    tools = element("p", compare)
    return joined([line, said if place["sentences"] else "", _badge(data, place), *notes, tools])


def _badge(data, place):
    badge = place.get("badge")
    if not badge:
        return ""
    others = [one for one in data["grades"] if one != badge["bounds"]]
    return element(
        "div",
        element("strong", badge["grade"], class_="r-grade"),
        element(
            "div",
            element("p", badge["sentence"]),
            *[element("small", one) for one in (badge["bounds"], *badge["short_of"])],
            element(
                "details",
                element("summary", tell("The other grades")),
                *[element("small", one) for one in others],
            ),
        ),
        class_="r-badge",
    )


def _made_of(data, place):
    """Shares of groups of activities as published, which hold what is withheld of single ones."""
    errors = place["groups_rse"] or [None] * len(data["groups"])
    groups = zip(data["groups"], place["groups"], errors, strict=True)
    rows = sorted(
        ((value and value / place["total"], error, group) for group, value, error in groups),
        key=lambda row: -(row[0] or 0),
    )
    shares = [one["amount"] / data["reference_total"] for _, _, one in rows]
    largest = max([*shares, *(share for share, _, _ in rows if share)], default=1)
    lines = [
        element(
            "tr",
            _named(group),
            element("td", bar(share, there, largest), class_="r-cell"),
            _number(shown(share, 1, percent=True), *_around(share, error)),
            _number(shown(there, 1, percent=True)),
        )
        for (share, error, group), there in zip(rows, shares, strict=True)
    ]
    header = [
        (texts_of(data)["group"], False),
        (tell("Bar: here; line: nation"), False),
        (tell("Here"), True),
        (tell("Nation"), True),
    ]
    caption = tell("Shares of all {whole}", whole=texts_of(data)["whole"])
    return _section(
        "made-of",
        tell("What it is made of"),
        table(caption, header, lines),
        *[element("p", one) for one in _not_seen(data, place, [row[0] for row in rows])],
    )


def _not_seen(data, place, shares):
    """Sentences on what is not published: of the groups, and of single activities."""
    groups = sum(share is None for share in shares)
    seen = place["published"]
    named = {
        "activities": data["activities_name"],
        "unit": texts_of(data)["whole"],
        "share": shown(seen["share"], 1, percent=True),
        "all": shown(len(place["cells"])),
    }
    if groups:
        yield tell_many(
            "Of {n} group there is no published figure, which does not say that there is nothing.",
            "Of {n} groups there is no published figure, which does not say that there is nothing.",
            groups,
        )
    if place["rse"] is not None and not seen["withheld"]:
        yield tell(
            "In small: the interval that the survey's error leaves 95 of 100 times. Of the {all} single {activities} "
            "it has a figure for {cells}, which hold {share} of its {unit}; no other was estimated.",
            cells=shown(seen["cells"]),
            **named,
        )
    elif place["rse"] is not None:
        yield tell_many(
            "In small: the interval that the survey's error leaves 95 of 100 times. Of the {all} single {activities} "
            "it has a figure for {cells}, which hold {share} of its {unit}; {n} more was estimated and is withheld.",
            "In small: the interval that the survey's error leaves 95 of 100 times. Of the {all} single {activities} "
            "it has a figure for {cells}, which hold {share} of its {unit}; {n} more were estimated and are withheld.",
            seen["withheld"],
            cells=shown(seen["cells"]),
            **named,
        )
    elif seen["withheld"]:
        yield tell_many(
            "Of the {all} single {activities} {n} is withheld, because it would show single establishments; the others "
            "hold {share} of its {unit}.",
            "Of the {all} single {activities} {n} are withheld, because they would show single establishments; the "
            "others hold {share} of its {unit}.",
            seen["withheld"],
            **named,
        )


def _around(share, error):
    """The interval of 95 percent around a share whose relative standard error is known."""
    if share is None or error is None:
        return []
    wide = 1.96 * error * share
    return _interval([max(share - wide, 0), min(share + wide, 1)], 1, percent=True)


def _named(thing):
    """The heading of a row: a title, and beneath it the Korean one where there is one."""
    korean = [" ", element("small", thing["korean"], lang="ko")] if thing["korean"] else []
    return element("th", thing["title"], *korean, scope="row")


def _number(text: str, *more: str) -> Html:
    return element("td", text, *more, class_="text-right")


def _more_of(data, place):
    index = {activity["code"]: i for i, activity in enumerate(data["activities"])}
    rows = []
    for found in place["strongest"]:
        i = index[found["code"]]
        value, other = place["cells"][i], data["reference"][i]
        interval = [found.get("lower"), found.get("upper")]
        rows.append(
            element(
                "tr",
                _named(data["activities"][i]),
                _number(shown(value)),
                _number(shown(value / place["total"], 2, percent=True)),
                _number(shown(other / data["reference_total"], 2, percent=True)),
                _number(shown(found["quotient"], 2), *_interval(interval, 2)),
                element("td", whisker(found["quotient"], *interval), class_="r-cell"),
            )
        )
    header = [
        (texts_of(data)["activity"], False),
        (texts_of(data)["amount"], True),
        (tell("Share here"), True),
        (tell("Share there"), True),
        (tell("Quotient"), True),
        (tell("From a quarter to 16"), False),
    ]
    if data["activities"] and not any(place["rse"] or ()):
        told = tell(
            "How many times its share is the share there. The source has no sampling error, so no interval."
        )
    else:
        told = tell(
            "How many times its share is the share there. Below a quotient against the nation stands the interval in "
            "which 95 of 100 draws from the survey's errors lie."
        )
    return element(
        "section",
        element("h2", tell("What it has more of")),
        _chooser(data, place),
        table(tell("What the place has more of than the places it is held against"), header, rows),
        element("p", role="status"),
        element("p", told),
        script_words("region", data),
        id="more-of",
        data_regions="region",
        data_kind=data["kind"],
        data_code=place["code"],
    )


def _interval(bounds, digits, percent=False):
    lower, upper = bounds
    if lower is None or upper is None:
        return []
    return [
        " ",
        element(
            "small",
            f"{shown(lower, digits, percent)} – {shown(upper, digits, percent)}",
            class_="r-ends",
        ),
    ]


def _chooser(data, place):
    alike = " ".join(found["code"] for found in place["alike"])
    size = " ".join(place["of_its_size"])
    options = [
        element("option", tell("the nation"), value="nation"),
        element("option", tell("places of its size"), value="size", data_places=size),
        element("option", tell("the places most like it"), value="alike", data_places=alike)
        if alike
        else "",
        element("option", tell("one other place"), value="other"),
    ]
    select = element("label", tell("Held against"), " ", element("select", *options))
    names = f"names-{data['kind']}"
    other = element(
        "label",
        tell("Which place"),
        " ",
        element("input", list=names, autocomplete="off"),
        element("datalist", id=names),
        hidden=True,
    )
    save = element("button", tell("All figures as CSV"), type="button", data_save=True)
    return element("p", select, " ", other, " ", save, class_="r-controls pst-js-only")


def _how_sure(data, place):
    rows = []
    for name, measure in shown_measures(data).items():
        value, *interval = figure_of(place, name)
        rank, *ranks = rank_of(data, place, name)
        rows.append(
            element(
                "tr",
                element("th", measure.label, " ", element("small", measure.reading), scope="row"),
                _number(
                    shown(value, measure.digits, measure.percent),
                    *_interval(interval, measure.digits, measure.percent),
                ),
                _number(shown(rank), *_interval(ranks, 0)),
            )
        )
    header = [
        (tell("Measure"), False),
        (tell("Value"), True),
        (tell("Rank of {n}", n=len(data["places"])), True),
    ]
    # A census has no errors: where no interval stands in small, the caption names none.
    drawn = any(None not in figure_of(place, name)[1:] for name in shown_measures(data))
    caption = (
        tell("The place in numbers; in small what 95 of 100 draws from the errors allow")
        if drawn
        else tell("The place in numbers")
    )
    return _section(
        "how-sure", tell("Specialized, diverse, and how sure"), table(caption, header, rows)
    )


def _near(data, place):
    if data["map"] is None:
        return None
    heading = tell("Its place on the map, and what lies near that it has not")
    drawn = space(data, place)
    if not place["missing_near"]:
        told = tell(
            "It publishes too few of the {activities} of the map to say what lies near.",
            activities=data["activities_name"],
        )
        return _section("near", heading, drawn, element("p", told))
    by_code = {activity["code"]: activity for activity in data["activities"]}
    told = tell(
        "What it surely has less of than the nation, the nearest first. Density is the share of what is related to it "
        "that the place has; what is related is read from all other places. Near does not mean that it will come, or "
        "that it should."
    )
    rows = [_near_row(by_code[found["code"]], found) for found in place["missing_near"]]
    header = [(texts_of(data)["activity"], False), (tell("Density"), True)]
    if any("complexity" in activity for activity in data["activities"]):
        header.append((tell("Complexity"), True))
    rows = [row(len(header)) for row in rows]
    return _section(
        "near", heading, drawn, element("p", told), table(tell("Near, and not there"), header, rows)
    )


def _near_row(activity: dict[str, Any], found: dict[str, Any]) -> Callable[[int], Html]:
    """A row of as many cells as the table has; the scale of complexity is told with how sure it is."""

    def row(cells):
        parts = [_named(activity), _number(shown(found["density"], 2))]
        if cells > len(parts):
            ranks = activity.get("complexity_ranks")
            half = {
                "upper": tell("upper half"),
                "lower": tell("lower half"),
                None: tell("half not sure"),
            }[activity.get("complexity_half")]
            sure = (
                []
                if ranks is None
                else [
                    " ",
                    element("small", half),
                    element("small", tell("rank {first} to {last}", first=ranks[0], last=ranks[1])),
                ]
            )
            parts.append(_number(shown(found["complexity"], 2), *sure))
        return element("tr", *parts)

    return row


def _changed(data, place):
    change = place.get("change")
    if not change:
        return None
    by_code = {activity["code"]: activity for activity in data["activities"]}
    years = {"before": data["year_before"], "year": data["year"]}
    parts = [
        ("national", tell("as the nation grew")),
        (
            "industry_mix",
            tell("because of its mix of {activities}", activities=data["activities_name"]),
        ),
        ("regional", tell("what is left: its own")),
        ("change", tell("change in all")),
    ]
    rows = [
        element("tr", element("th", text, scope="row"), _number(_signed(change[name])))
        for name, text in parts
    ]
    grew = tell(
        "From {before} to {year} it changed by {growth}, the nation by {nation}.",
        growth=shown(change["growth"], 1, percent=True),
        nation=shown(change["nation"], 1, percent=True),
        **years,
    )
    shift = table(
        tell("Shift-share, in {unit}", unit=data["unit"]),
        [(tell("Part"), False), (texts_of(data)["amount"], True)],
        rows,
    )
    moved = [
        element("tr", _named(by_code[one["code"]]), _number(_signed(one["change"])))
        for one in (*change["gains"], *reversed(change["losses"]))
    ]
    largest = table(
        tell("The largest gains and losses, of figures published in both years"),
        [(texts_of(data)["activity"], False), (texts_of(data)["amount"], True)],
        moved,
    )
    names = {
        name: "; ".join(by_code[code]["title"] for code in change[name])
        for name in ("entries", "exits")
    }
    crossed = [
        tell(
            "Began, from clearly less than in the nation to clearly more: {names}.",
            names=names["entries"],
        ),
        tell(
            "Ended, from clearly more than in the nation to clearly less: {names}.",
            names=names["exits"],
        ),
    ]
    said = [
        element("p", one) for one, listed in zip(crossed, names.values(), strict=True) if listed
    ]
    return _section("changed", tell("What changed"), element("p", grew), shift, largest, *said)


def _signed(value):
    return f"+{shown(value)}" if value and value > 0 else shown(value)


def _alike(data, place):
    by_code = {one["code"]: one for one in data["places"]}
    others = [by_code[found["code"]] for found in place["alike"]]
    rows = [
        element(
            "tr",
            element("th", element("a", other["title"], href=f"{other['slug']}.html"), scope="row"),
            _number(shown(found["distance"], 1, percent=True)),
            _number(shown(other["total"])),
        )
        for found, other in zip(place["alike"], others, strict=True)
    ]
    told = tell("Map: {place}, and as smaller dots the places most like it.", place=place["title"])
    header = [
        (tell("Place"), False),
        (tell("Share that differs"), True),
        (texts_of(data)["amount"], True),
    ]
    caption = tell(
        "Of {activities} that both publish, the share of {unit} that would have to be in another for the two mixes to "
        "be the same",
        unit=texts_of(data)["whole"],
        activities=data["activities_name"],
    )
    drawn = locator(data["kind"], place, others, told)
    return _section(
        "alike",
        tell("The places most like it"),
        drawn,
        table(caption, header, rows) if rows else None,
    )


def _ideas(data, place, known, title_of):
    own = [
        element(
            "li",
            element("a", title_of(page), href=f"../{page}.html"),
            " (",
            tell("looks at this place"),
            ")",
        )
        for page in place["chapters"]
        if page in known
    ]
    links = [
        element("li", element("a", found["text"], href=f"../{found['page']}.html"))
        for found in data["chapters"]
        # Not twice; but the idea that stands under another name is another reason to read the chapter.
        if found["page"] in known
        and not (found["page"] in place["chapters"] and found["text"] == title_of(found["page"]))
    ]
    if not own and not links:
        return None
    return _section("ideas", tell("Where each idea is explained"), element("ul", *own, *links))


def _sources(data):
    cannot = [element("li", one) for one in data["cannot"]]
    sources = [element("li", f"{one['title']}. {one['citation']}") for one in data["sources"]]
    return _section(
        "sources",
        tell("What these figures cannot say, and where they come from"),
        element("ul", *cannot),
        element("p", tell("Year: {year}.", year=data["year"])),
        element("ul", *sources),
        csv_links(data),
    )
