"""What was measured of the site, in words and tables."""

from __future__ import annotations

# Milliseconds and bytes that a reader should not notice; the design's budgets.
BUDGETS = {"html": 300_000, "first_visit": 400_000, "live": 150, "cold": 600, "warm": 60}

HEAD = """## Site

*Page* is a page's compressed HTML, *visit* all that a first visit loads, in KB. *Reaction* is the time from the
beginning of a first visit until a control has been moved and the figure has changed, in ms, from this machine and over
a line of 1.6 megabits a second with 150 ms to the server and back. In brackets the same chapter as Jupyter Book makes
it with stock `interact`: there the time runs until a control is *shown*, since on a page without a kernel it moves
nothing. Its runtime is served from the same place; on the web it comes from another one, which takes longer still.
Where nothing stands in brackets, that chapter was not built so, or has no explorable.
Medians of three visits; of the yardstick on the slow line, one visit.

{versions}, {cores} cores, with {load:.1f} processes wanting them on average
over the last quarter of an hour of measuring:
above {cores}, the times are inflated, ours and theirs.

Make this section again: `python -m benchmarks.run site --keep`.
"""

LIVE = """### With a kernel

From a moved control to the new drawing, by the clock and of processor time, over states spread over each grid.

"""


def site_section(measured: dict) -> str:
    """The whole section as Markdown."""
    where = measured["where"]
    named = {"Python": where["python"], **where["versions"]}
    versions = ", ".join(f"{name} {number}" for name, number in named.items())
    parts = [HEAD.format(versions=versions, cores=where["cores"], load=where["load"])]
    if "build" in measured:
        parts.append(_build(measured["build"]))
    if "pages" in measured:
        parts.append(_pages(measured["pages"], measured.get("yardstick", {})))
    if "live" in measured:
        parts.append(_live(measured["live"]))
    return "\n".join(parts)


def _build(times: dict) -> str:
    said = {
        name: value if isinstance(value, str) else f"{_number(value)} s"
        for name, value in times.items()
    }
    words = ", ".join(f"{name} {time} (budget {BUDGETS[name]} s)" for name, time in said.items())
    return f"Building the book, all states and notebooks included: {words}.\n"


def _pages(pages: dict, stock: dict) -> str:
    rows = [
        "| page | page, KB | visit, KB | reaction, ms | on a slow line, ms |",
        "|---|--:|--:|--:|--:|",
    ]
    for page, own in pages.items():
        other = stock.get(page, {})
        cells = [
            _beside(own.get(key), other.get(key), scale)
            for key, scale in (("html", 1e-3), ("first_visit", 1e-3), ("near", 1), ("slow", 1))
        ]
        rows.append(f"| {page} | {' | '.join(cells)} |")
    over = [
        page
        for page, own in pages.items()
        if any(own[key] > BUDGETS[key] for key in ("html", "first_visit"))
    ]
    told = f"Over budget: {', '.join(over)}." if over else "Every page is within its budget."
    reason = (
        f" The yardstick was not measured: {stock['not measured']}."
        if "not measured" in stock
        else ""
    )
    return "\n".join(rows) + f"\n\n{told}{reason}\n"


def _live(reactions: dict) -> str:
    columns = ("median", "longest", "processor")
    rows = [
        f"| explorable, live | {' | '.join(f'{name}, ms' for name in columns)} |",
        "|---|--:|--:|--:|",
    ]
    for name, one in reactions.items():
        rows.append(f"| {name} | {' | '.join(_number(one[column]) for column in columns)} |")
    budget = BUDGETS["live"]
    slow = [name for name, one in reactions.items() if one["median"] > budget]
    told = (
        f"Slower than the budget of {budget} ms: {', '.join(slow)}."
        if slow
        else f"All are within {budget} ms."
    )
    return LIVE + "\n".join(rows) + f"\n\n{told}\n"


def _beside(own, other, scale) -> str:
    if own is None:
        return ""
    return (
        f"{_number(own, scale)} ({_number(other, scale)})"
        if other is not None
        else _number(own, scale)
    )


def _number(value, scale=1.0) -> str:
    return value if isinstance(value, str) else f"{value * scale:,.0f}"
