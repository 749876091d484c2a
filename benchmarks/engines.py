"""How the Ellison-Glaeser index grows with the number of plants, from Parquet: DuckDB against pandas.

``python -m benchmarks.run engines`` measures; ``--keep`` also writes the figures to ``data/engine_benchmark.csv``,
from which the book draws them.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "data/engine_benchmark.csv"
PLANTS = (1_000_000, 10_000_000, 100_000_000)
TASKS = ("index", "identifiers")
ENGINES = ("duckdb", "pandas")
REGIONS, INDUSTRIES, CHUNK = 400, 200, 5_000_000
# The bound the user sets. What Python, numpy and Arrow hold comes on top.
MEMORY = "3GB"
PATIENCE = 1800.0
GOAL = "the aim is 100 million plants in under 90 s and 4 GB on two cores"


def write_plants(folder, count, seed=4):
    """Write simulated plants in pieces, so that no more than one piece is ever held; returns the files' bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    regions = pa.array([f"r{number:03}" for number in range(REGIONS)])
    industries = pa.array([f"i{number:03}" for number in range(INDUSTRIES)])
    # Regions differ in size, and every industry has a home where a tenth of its plants sit.
    chances = np.arange(1, REGIONS + 1) ** -0.7
    bounds = np.cumsum(chances / chances.sum())[:-1]
    generator = np.random.default_rng(seed)
    for number, start in enumerate(range(0, count, CHUNK)):
        length = min(CHUNK, count - start)
        industry = generator.integers(0, INDUSTRIES, length)
        region = np.searchsorted(bounds, generator.random(length), side="right")
        at_home = generator.random(length) < 0.1
        region[at_home] = (7 * industry[at_home]) % REGIONS
        table = pa.table(
            {
                "plant": np.arange(start, start + length),
                "region": pa.DictionaryArray.from_arrays(region.astype(np.int32), regions).cast(
                    pa.string()
                ),
                "industry": pa.DictionaryArray.from_arrays(
                    industry.astype(np.int32), industries
                ).cast(pa.string()),
                "size": np.ceil(generator.lognormal(2, 1, length)),
            }
        )
        pq.write_table(table, Path(folder) / f"plants-{number:04}.parquet")
    return sum(file.stat().st_size for file in Path(folder).glob("*.parquet"))


def measure(sizes=PLANTS):
    """One dictionary per number of plants, task and engine."""
    rows = []
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="plants-") as folder:
            print(f"  writing {count:,} plants", file=sys.stderr, flush=True)
            held = write_plants(folder, count)
            for task in TASKS:
                engines = ("bare", *ENGINES) if task == "index" else ENGINES
                for who in engines:
                    rows.append(_row(count, held, task, who, folder, rows))
    return rows


def _row(count, held, task, who, folder, before):
    row = {
        "date": datetime.date.today().isoformat(),
        "plants": count,
        "task": task,
        "engine": who,
        "version": version("duckdb" if who == "bare" else who),
        "file_bytes": held,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
    wanted = _expected(count, task, who, before)
    if wanted > _available():
        return row | {"outcome": f"needs about {wanted / 1e9:.0f} GB, more than is free"}
    print(f"  {task}, {count:,} plants, {who}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.engine_run", who, folder, "--memory", MEMORY]
    command += ["--identifiers"] if task == "identifiers" else []
    with contextlib.suppress(subprocess.TimeoutExpired):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode == 0:
            return row | json.loads(done.stdout.splitlines()[-1]) | {"outcome": "done"}
        last = (done.stderr.strip().splitlines() or ["stopped by the system"])[-1]
        return row | {"outcome": f"fails: {last[:100]}"}
    return row | {"outcome": f"not finished after {PATIENCE:.0f} s"}


def _expected(count, task, who, before):
    """The bytes pandas would need, from the size before; DuckDB keeps to its bound."""
    if who != "pandas":
        return 0.0
    earlier = [
        row for row in before if (row["task"], row["engine"]) == (task, who) and "memory" in row
    ]
    return earlier[-1]["memory"] * count / earlier[-1]["plants"] if earlier else 0.0


def _available():
    """Bytes of memory that may be used without pushing anyone out."""
    try:
        pages = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return float("inf")
    return pages


def section(rows):
    """The measurements as Markdown."""
    lines = ["## Engines\n"]
    lines.append(
        f"The Ellison-Glaeser index from Parquet files of simulated plants over {REGIONS} regions and {INDUSTRIES} "
        f"industries; *identifiers* also looks for repeated ones; *bare* is DuckDB adding the same up by one query, "
        f"without checks, labels or the index. DuckDB may hold {MEMORY}; {GOAL}. Each run has a "
        "process of its own; memory is all that the process held at its peak, Python included.\n"
    )
    lines.append("| plants | files | task | engine | time | processor | peak memory | load |")
    lines.append("|--:|--:|---|---|--:|--:|--:|--:|")
    for row in rows:
        head = f"| {row['plants']:,} | {row['file_bytes'] / 1e6:,.0f} MB | {row['task']} | {row['engine']} "
        head += f"{row['version']} |"
        if row["outcome"] == "done":
            figures = (
                f"{row['seconds']:.1f} s | {row['processor']:.1f} s | {row['memory'] / 1e9:.2f} GB"
            )
            lines.append(f"{head} {figures} | {row['load']} |")
        else:
            lines.append(f"{head} {row['outcome']} | | | {row['load']} |")
    return "\n".join(lines) + "\n"


def keep(rows):
    """Write the figures that the book draws."""
    columns = [
        "plants",
        "task",
        "engine",
        "version",
        "date",
        "cores",
        "load",
        "file_bytes",
        "seconds",
        "processor",
    ]
    columns += ["memory", "outcome"]
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows([_rounded(row) for row in rows if row["engine"] in ENGINES])


def _rounded(row):
    return row | {name: f"{row[name]:.3g}" for name in ("seconds", "processor") if name in row}
