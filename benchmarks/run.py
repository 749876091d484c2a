"""Run every benchmark, or those of the areas named, and write ``report.md`` and ``report.json``.

``python -m benchmarks.run`` measures everything, the site included. ``python -m benchmarks.run distance`` prints one
area only and leaves the report as it is; ``python -m benchmarks.run site --pages book/glossary --skip build`` prints
some pages of the site, ``python -m benchmarks.run site --keep`` measures the site and puts only its part of the report
anew (with ``--pages`` only what stands there for these pages), ``python -m benchmarks.run library --keep`` does the
same for all areas of the library, or with the name of an area for that one,
``python -m benchmarks.run library --new --keep`` measures the lines that the report does not hold yet and adds them,
``python -m benchmarks.run engines --plants 1000000`` prints the engines with a million plants.
"""

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

from . import engines, site
from .measure import LIMIT, environment, held, measure_size, too_slow
from .report import write_report
from .site_report import site_section

HERE = Path(__file__).parent
RECORD = HERE / "report.json"
TOOLS = {
    "__init__",
    "engine_run",
    "engines",
    "figures",
    "line",
    "measure",
    "report",
    "run",
    "site",
    "site_report",
}
# What is measured in ways of its own.
WHOLE = ("engines", "library", "site")
# Parts of the site's record that hold figures by page.
PER_PAGE = ("pages", "yardstick", "live")


def areas():
    """Names of the modules that hold benchmarks."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in TOOLS)


def run_line(line):
    """Measure one line at all its sizes."""
    results, slow = [], {}
    for number, size in enumerate(line.sizes):
        print(f"  {line.name}, {size}", file=sys.stderr, flush=True)
        results.append(measure_size(line, size, slow))
        if number + 1 < len(line.sizes):
            slow = too_slow(results[-1], slow, _growth(line, number))
    earlier = {name: list(figures.items()) for name, figures in line.earlier.items()}
    return {
        "name": line.name,
        "note": line.note,
        "one_pass": line.one_pass,
        "sizes": results,
        "earlier": earlier,
    }


def _growth(line, number):
    """How much larger the next input is."""
    before, after = (held(line.make(size)) for size in line.sizes[number : number + 2])
    return after / before if before else 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "area", nargs="*", choices=[[], *areas(), *WHOLE], help="areas to measure; all by default"
    )
    parser.add_argument("--pages", nargs="*", help="of the site, only these pages")
    parser.add_argument(
        "--skip", nargs="*", default=(), choices=site.PARTS, help="of the site, leave these out"
    )
    parser.add_argument(
        "--plants", nargs="*", type=int, default=engines.PLANTS, help="of engines, these numbers"
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="put what is measured in place of its part of the report; of engines, also of what the book draws",
    )
    parser.add_argument(
        "--new",
        action="store_true",
        help="of the library, only lines that the report does not hold",
    )
    asked = parser.parse_args()
    chosen = asked.area
    measured = {}
    every = not chosen or "library" in chosen
    before = json.loads(RECORD.read_text(encoding="utf-8"))["areas"] if asked.new else {}
    for area in areas() if every else [area for area in chosen if area not in WHOLE]:
        print(area, file=sys.stderr, flush=True)
        lines = import_module(f"benchmarks.{area}").LINES
        kept = {line["name"]: line for line in before.get(area, [])}
        # In the order of the module, whatever was measured when.
        measured[area] = [kept.get(line.name) or run_line(line) for line in lines]
    grown = []
    if not chosen or "engines" in chosen:
        print("engines", file=sys.stderr, flush=True)
        grown = engines.measure(asked.plants)
        if asked.keep:
            engines.keep(grown)
    whole = {}
    if not chosen or "site" in chosen:
        print("site", file=sys.stderr, flush=True)
        whole = site.measure(asked.pages, tuple(asked.skip))
    record = {"environment": environment(), "areas": measured, "engines": grown, "site": whole}
    if chosen:
        print(in_words(record))
        if asked.keep:
            held_before = json.loads(RECORD.read_text(encoding="utf-8"))
            write(with_parts_anew(held_before, record, bool(asked.pages), older=asked.new))
        return
    write(record)


def with_parts_anew(before, now, some_pages=False, older=False):
    """The record with what was measured now in place of what it held; all that was left out keeps its figures.

    Of a part that holds a figure per page only ``some_pages`` may have been measured; the others then keep theirs.
    ``older`` says that of the areas some lines are older than the rest, too.
    """
    merged = dict(before)
    if now["areas"]:
        load = max(
            now["environment"]["load"],
            0
            if now["areas"].keys() >= before["areas"].keys() and not older
            else before["environment"]["load"],
        )
        merged["areas"] = before["areas"] | now["areas"]
        merged["environment"] = now["environment"] | {"load": load}
    if now["engines"]:
        merged["engines"] = now["engines"]
    if now["site"]:
        held = before.get("site", {})
        merged["site"] = held | now["site"]
        if some_pages:
            merged["site"] |= {
                part: held.get(part, {}) | now["site"][part]
                for part in PER_PAGE
                if part in now["site"]
            }
        if "where" in held and (some_pages or held.keys() - now["site"].keys()):
            load = max(one["where"]["load"] for one in (held, now["site"]))
            merged["site"]["where"] = now["site"]["where"] | {"load": load}
    return merged


def in_words(record):
    """The report of what was measured, areas that were not left out."""
    text = write_report(record["areas"], record["environment"], LIMIT) if record["areas"] else ""
    text += engines.section(record["engines"]) if record.get("engines") else ""
    return text + (site_section(record["site"]) if record.get("site") else "")


def write(record):
    """Write the report in words and as data."""
    (HERE / "report.md").write_text(in_words(record), encoding="utf-8")
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {HERE / 'report.md'} and {RECORD}.")


if __name__ == "__main__":
    main()
