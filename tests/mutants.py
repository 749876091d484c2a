"""Change the indicators in one place at a time, and ask the tests that run that place whether they notice.

``make mutants`` draws a sample of places (seeded), changes each in one way (cosmic-ray's operators: another comparison,
another number, a condition turned round, a decorator left out, ...), and runs the tests and examples that cover it,
the quick ones first, until one fails. A change that no test notices has survived: it is printed, and means either that
a test is missing or that the change makes no difference. Everything happens in a copy of the tree.

``python tests/mutants.py COPY --sample 500 --seed 1 --minutes 120`` does the same in a copy that is there already. What
it finds is written to ``mutants.jsonl`` in the copy, line by line: a run that is stopped loses nothing, and goes on
where it was when it is called again. Delete the copy to begin anew, with the sources as they are then.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import io
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PART = "src/agglomeration/indicators"
TESTS = (PART, "tests/indicators")
NEEDED = ("conftest.py", "data", "pyproject.toml", "src", "tests")
# Loaded once, before a process is split off for each mutant: importing them takes longer than most tests.
WARM = (
    *("esda", "libpysal", "networkx", "pandas", "scipy.optimize", "scipy.stats", "statsmodels.api"),
    *(
        "hypothesis",
        "_hypothesis_pytestplugin",
        "pytest",
        "_pytest.assertion.rewrite",
        "_pytest.doctest",
    ),
)
NEED_ARGUMENTS = {"VariableInserter", "VariableReplacer"}
MOST_SECONDS = 600
BITWISE = {"BitAnd", "BitOr", "BitXor", "LShift", "RShift"}


class Recorder:
    """Notes which test runs which line, and how long each test takes."""

    def __init__(self, coverage):
        self.coverage, self.seconds = coverage, defaultdict(float)

    def pytest_runtest_logstart(self, nodeid):
        self.coverage.switch_context(nodeid)

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid] += report.duration


class QuickFirst:
    """Runs the tests that are asked for, the quick ones first."""

    def __init__(self, seconds):
        self.seconds = seconds

    def pytest_collection_modifyitems(self, items):
        items[:] = sorted(
            (item for item in items if item.nodeid in self.seconds),
            key=lambda item: self.seconds[item.nodeid],
        )


def run_pytest(arguments, plugin):
    """The exit code of a quiet run in this process."""
    import pytest

    common = ["-q", "-x", "--import-mode=importlib", "-p", "no:cacheprovider", "--doctest-modules"]
    with redirect_stdout(io.StringIO()) as said, redirect_stderr(io.StringIO()):
        code = pytest.main([*common, *arguments], plugins=[plugin])
    return int(code), said.getvalue()


def covered(copy):
    """``{file: {line: tests}}`` and the seconds of each test, measured once and kept in the copy."""
    kept = copy / "covered.json"
    if not kept.exists():
        # In a process of its own: what it imports must not be there already when a mutant is to be imported.
        child = os.fork()
        if not child:
            _measure(copy, kept)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise SystemExit("The tests fail before anything is changed.")
    known = json.loads(kept.read_text())
    lines = {
        file: {int(line): set(tests) for line, tests in by_line.items()}
        for file, by_line in known["lines"].items()
    }
    return lines, known["seconds"]


def _measure(copy, kept):
    import coverage

    measuring = coverage.Coverage(data_file=str(copy / ".coverage"), source=[str(copy / PART)])
    recorder = Recorder(measuring)
    measuring.start()
    code, said = run_pytest(TESTS, recorder)
    measuring.stop()
    measuring.save()
    if code:
        print(said[-3000:], file=sys.stderr, flush=True)
        os._exit(1)
    data = measuring.get_data()
    lines = {
        str(Path(file).relative_to(copy)): {
            line: [test for test in tests if test]
            for line, tests in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    kept.write_text(json.dumps({"lines": lines, "seconds": recorder.seconds}))


def operators():
    """Cosmic-ray's ways to change code, by name."""
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    return {
        name: provider[name]() for name in provider if name not in NEED_ARGUMENTS and _tells(name)
    }


def _tells(name):
    """Whether a way to change code can go unnoticed: bits of a float are an error wherever they are met."""
    kind, *words = name.split("_")
    return kind != "ReplaceBinaryOperator" or len(BITWISE & set(words)) != 1


def places(copy, ways):
    """``{(file, span): [(operator, occurrence), ...]}``: every place that can be changed, with the ways to do it."""
    from cosmic_ray.ast import ast_nodes, get_ast

    found = defaultdict(list)
    for file in sorted((copy / PART).rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        tree, seen, words = get_ast(source), Counter(), annotations(source)
        # In the order in which a mutation is counted: node by node, from the outside in.
        for node in ast_nodes(tree):
            for name, operator in ways.items():
                for span in operator.mutation_positions(node):
                    if span[0] in words:
                        seen[name] += 1
                        continue
                    found[str(file.relative_to(copy)), tuple(map(tuple, span))].append(
                        (name, seen[name])
                    )
                    seen[name] += 1
    return dict(sorted(found.items()))


def annotations(source):
    """Where annotations stand, which nothing evaluates: ``(line, column)`` of every character."""
    spans = set()
    for node in ast.walk(ast.parse(source)):
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(part, ast.expr):
                spans |= {
                    (line, column)
                    for line in range(part.lineno, part.end_lineno + 1)
                    for column in range(
                        part.col_offset if line == part.lineno else 0,
                        part.end_col_offset if line == part.end_lineno else 200,
                    )
                }
    return spans


def tests_of(span, by_line):
    """The tests that run the changed lines, and the others that use the file.

    What runs at import is counted for the test that came first. So the others have their say, too, before a change is
    called one that no test notices.
    """
    (first, _), (last, _) = span
    inside = set().union(*(by_line.get(line, set()) for line in range(first, last + 1)))
    return inside, set().union(*by_line.values()) - inside


def outcome(copy, file, changed, tests, seconds):
    """``killed``, ``survived`` or ``killed by time``, found in a process of its own, and the seconds it computed."""
    path = copy / file
    assert "agglomeration" not in sys.modules, "a child must import the changed code itself"
    original, times = path.read_bytes(), path.stat()
    path.write_text(changed, encoding="utf-8")
    child = os.fork()
    if not child:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # Of its own time, not the clock's: others use the machine, too. A change may never come to an end.
        limit = int(min(MOST_SECONDS, 20 + 3 * sum(seconds[test] for test in tests)))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        functions = sorted({test.partition("[")[0] for test in tests})
        with suppress(BaseException):
            code, _ = run_pytest(functions, QuickFirst({test: seconds[test] for test in tests}))
            os._exit(code)
        os._exit(1)
    try:
        _, status, used = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # helpers that the tests have started
        # No test was found (5), or pytest was called wrongly (4): that says nothing of the change.
        known = {0: "survived", 4: "not run", 5: "not run", -signal.SIGKILL: "killed by time"}
        return known.get(code, "killed"), round(used.ru_utime + used.ru_stime, 1)
    finally:
        path.write_bytes(original)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def difference(file, before, after):
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), file, lineterm="", n=1)
    return "\n".join(list(lines)[2:])


def run(copy, sample, seed, minutes):
    """Try the sample, or as much of it as there is time for; print what survived."""
    from cosmic_ray.mutating import mutate_code

    os.chdir(copy)
    # A run that is stopped puts the changed file back first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    by_file, seconds = covered(copy)
    ways = operators()
    found = places(copy, ways)
    chance = random.Random(seed)
    drawn = [
        (place, chance.choice(found[place]))
        for place in chance.sample(list(found), min(sample, len(found)))
    ]
    record = copy / "mutants.jsonl"
    done = [json.loads(line) for line in record.read_text().splitlines()] if record.exists() else []
    for module in WARM:
        importlib.import_module(module)
    ends = time.monotonic() + 60 * minutes
    for number, ((file, span), (way, occurrence)) in list(enumerate(drawn))[len(done) :]:
        if time.monotonic() > ends:
            break
        before = (copy / file).read_text(encoding="utf-8")
        after = mutate_code(before, ways[way], occurrence)
        result, used, tried = "no test runs it", 0, 0
        for tests in filter(None, tests_of(span, by_file.get(file, {}))):
            result, seconds_used = outcome(copy, file, after, tests, seconds)
            used, tried = used + seconds_used, tried + len(tests)
            if result.startswith("killed"):
                break
        entry = {"file": file, "line": span[0][0], "way": way, "outcome": result, "seconds": used}
        if not result.startswith("killed"):
            entry |= {"tests": tried, "difference": difference(file, before, after)}
            print(f"{file}:{span[0][0]} {way}: {result}\n{entry['difference']}\n", flush=True)
        done.append(entry)
        with open(record, "a", encoding="utf-8") as out:
            print(json.dumps(entry), file=out)
        if number % 25 == 24:
            print(f"[{number + 1}/{len(drawn)}] {summary(done)}", file=sys.stderr, flush=True)
    print(f"{len(found)} places, {len(drawn)} drawn, {len(done)} tried: {summary(done)}")


def summary(done):
    counts = Counter(entry["outcome"] for entry in done)
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


def copied(into):
    """A copy of what the tests of the indicators need."""
    into.mkdir(parents=True)
    for name in NEEDED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, into / name)
    return into


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "copy", type=Path, help="a folder: a copy of the tree, made if it is not there"
    )
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=120)
    chosen = parser.parse_args()
    copy = chosen.copy.resolve()
    if not copy.exists():
        copied(copy)
    paths = [str(copy / "src"), str(copy)]
    if os.environ.get("MUTANTS_OF") != str(copy):
        # Started again, so that this process and all that it starts take the package from the copy.
        path = os.pathsep.join([*paths, os.environ.get("PYTHONPATH", "")])
        os.environ |= {"MUTANTS_OF": str(copy), "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}
        # Of pytest's plugins the tests of the indicators need one; loading all takes longer than most tests.
        os.environ |= {
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_PLUGINS": "_hypothesis_pytestplugin",
        }
        os.execv(sys.executable, [sys.executable, *sys.argv])
    run(copy, chosen.sample, chosen.seed, chosen.minutes)


if __name__ == "__main__":
    main()
