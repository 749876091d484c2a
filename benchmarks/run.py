"""Run every benchmark, or those of the areas named, and write ``report.md`` and ``report.json``.

``python -m benchmarks.run`` measures everything; ``python -m benchmarks.run distance`` prints one area only and leaves
the report as it is.
"""

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

from .measure import LIMIT, environment, held, measure_size, too_slow
from .report import write_report

HERE = Path(__file__).parent
TOOLS = {"__init__", "line", "measure", "report", "run"}


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
    parser.add_argument("area", nargs="*", choices=[[], *areas()], help="areas to measure; all by default")
    chosen = parser.parse_args().area
    measured = {}
    for area in chosen or areas():
        print(area, file=sys.stderr, flush=True)
        measured[area] = [run_line(line) for line in import_module(f"benchmarks.{area}").LINES]
    where = environment()
    text = write_report(measured, where, LIMIT)
    if chosen:
        print(text)
        return
    (HERE / "report.md").write_text(text, encoding="utf-8")
    record = json.dumps({"environment": where, "areas": measured}, indent=1)
    (HERE / "report.json").write_text(record + "\n", encoding="utf-8")
    print(f"Wrote {HERE / 'report.md'} and {HERE / 'report.json'}.")


if __name__ == "__main__":
    main()
