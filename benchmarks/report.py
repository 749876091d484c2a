"""The benchmark report in words and tables, from what was measured."""

import math

HEAD = """# Benchmarks

Every line runs here and now on the same simulated data: this library, the packages that offer the same, and, marked
*bare*, the arithmetic alone on ready numbers without checks or labels. Each is run once to measure its memory, then
timed in turn with the others; the median counts, and *processor* is the time of all cores together, which other work
on the machine inflates less. Memory is the largest amount allocated at once beyond the input, as far as Python and
numpy allocate it, in brackets as a multiple of inputs over 1 MB. *Growth* is the exponent of time against input from
the smallest to the largest size. A peer that would need more than {limit:.0f} s at the next size is left out there.

Python {python}, {packages}, {cores} cores, with {load:.1f} processes wanting them on average
over the last quarter of an hour of measuring: above {cores}, the figures are inflated, ours and theirs.

Make it again: `python -m benchmarks.run`, or `make bench`.
"""

BEHIND = """Behind, by line and size. On small inputs that is the price of the checks of labels and cells, which take
some tenths of a millisecond before any arithmetic begins:"""


def write_report(areas, environment, limit):
    """The whole report as Markdown."""
    packages = ", ".join(f"{name} {number}" for name, number in environment["packages"].items())
    figures = {key: environment[key] for key in ("python", "cores", "load")}
    head = HEAD.format(limit=limit, packages=packages, **figures)
    parts = [head, _verdicts(areas), _memory_verdict(areas)]
    for area, lines in areas.items():
        parts.append(f"## {area.capitalize()}\n")
        parts.extend(_section(line) for line in lines)
    earlier = [line for lines in areas.values() for line in lines if line["earlier"]]
    if earlier:
        parts.append(_earlier(earlier))
    return "\n".join(parts)


def _verdicts(areas):
    """On how many lines we are ahead at the largest size, and every size at which we are not."""
    lines = [line for one in areas.values() for line in one]
    compared = [line for line in lines if _best_peer(line["sizes"][-1])]
    ahead = [line for line in compared if not _behind(line["sizes"][-1])]
    text = f"At the largest size that both ran, ahead of the best package on {len(ahead)} of {len(compared)} lines "
    text += "that have one.\n"
    behind = [(line, result) for line in lines for result in line["sizes"] if _behind(result)]
    if behind:
        text += f"\n{BEHIND}\n\n"
        for line, result in behind:
            name, values = _best_peer(result)
            ratio = result["measured"]["agglomeration"]["median"] / values["median"]
            text += (
                f"- {line['name']}, {_size(result['size'])}: {ratio:.2f} times the time of {name}\n"
            )
    return text


def _behind(result):
    peer = _best_peer(result)
    return bool(peer) and result["measured"]["agglomeration"]["median"] > peer[1]["median"]


def _memory_verdict(areas):
    """How much the indicators that go through their input once hold beyond it, as multiples of it."""
    lines = [line for lines in areas.values() for line in lines if line.get("one_pass")]
    times = {
        line["name"]: _ours(line)["memory"] / line["sizes"][-1]["input_bytes"] for line in lines
    }
    if not times:
        return ""
    more = {name: value for name, value in times.items() if value > 2}
    most = max(times, key=times.get)
    text = f"Of {len(times)} indicators that go through their input once, {len(times) - len(more)} hold at most twice "
    text += f"its memory beyond it at the largest size; the most is {times[most]:.2f} times, by {most}.\n"
    for name, value in more.items():
        text += f"\n- {name}: {value:.2f} times"
    return text


def _ours(line):
    return line["sizes"][-1]["measured"]["agglomeration"]


def _best_peer(result):
    peers = [(name, values) for name, values in result["measured"].items() if _is_peer(name)]
    return min(peers, key=lambda peer: peer[1]["median"], default=None)


def _is_peer(name):
    return name != "agglomeration" and not name.startswith("bare")


def _section(line):
    rows = [f"### {line['name']}\n"]
    if line["note"]:
        rows.append(f"{line['note']}\n")
    rows.append("| size | who | median | processor | memory | against us |")
    rows.append("|---|---|--:|--:|--:|--:|")
    for result in line["sizes"]:
        rows.extend(_rows(result))
    growth = _growth(line["sizes"])
    if growth is not None:
        rows.append(f"\nGrowth: {growth:.2f}")
    return "\n".join(rows) + "\n"


def _rows(result):
    size, own = _size(result["size"]), result["measured"].get("agglomeration")
    for name, values in result["measured"].items():
        ratio = (
            ""
            if name == "agglomeration" or own is None
            else f"{values['median'] / own['median']:.1f} x"
        )
        times = f"{_seconds(values['median'])} | {_seconds(values['processor'])}"
        yield f"| {size} | {name} | {times} | {_memory(values['memory'], result['input_bytes'])} | {ratio} |"
    for name, reason in result["not_run"].items():
        yield f"| {size} | {name} | {_one_line(reason)} | | | |"


def _memory(peak, held):
    """Megabytes, and multiples of the input where the input is large enough for that to mean something."""
    megabytes = f"{peak / 1e6:.3g} MB"
    return f"{megabytes} ({peak / held:.2f} x)" if held > 1e6 else megabytes


def _one_line(text):
    return text.replace("|", "/").split("\n")[0][:120]


def _size(size):
    return (
        " x ".join(f"{part:,}" for part in size) if isinstance(size, (list, tuple)) else f"{size:,}"
    )


def _seconds(seconds):
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def _growth(results):
    first, last = results[0], results[-1]
    if first["input_bytes"] == last["input_bytes"] or len(results) < 2:
        return None
    times = [result["measured"]["agglomeration"]["median"] for result in (first, last)]
    return math.log(times[1] / times[0]) / math.log(last["input_bytes"] / first["input_bytes"])


def _earlier(lines):
    rows = ["## Peers that were not run\n"]
    rows.append(
        "Most of these are written in R and could not be installed for this run; the others take minutes. Their"
    )
    rows.append(
        "figures come from an earlier measurement on another two-core machine and on other data of the same size."
    )
    rows.append(
        "They show the order of magnitude; a difference of a factor of two or less says nothing.\n"
    )
    rows.append("| task | size | who | earlier | ours, in this run | ours, processor |")
    rows.append("|---|---|---|--:|--:|--:|")
    for line in lines:
        ours = {
            _size(result["size"]): result["measured"]["agglomeration"] for result in line["sizes"]
        }
        for name, figures in line["earlier"].items():
            for size, seconds in figures:
                here = ours.get(_size(size))
                own = (
                    f"{_seconds(here['median'])} | {_seconds(here['processor'])}"
                    if here
                    else "not measured | "
                )
                rows.append(
                    f"| {line['name']} | {_size(size)} | {name} | {_figure(seconds)} | {own} |"
                )
    return "\n".join(rows) + "\n"


def _figure(seconds):
    return seconds if isinstance(seconds, str) else _seconds(seconds)
