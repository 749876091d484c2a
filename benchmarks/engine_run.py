"""One run of one engine in a process of its own, so that its memory is its own: prints seconds and peak as JSON."""

import argparse
import json
import resource
import sys
import time
from pathlib import Path


def duckdb(folder, memory, identifiers):
    """The library on files: DuckDB adds up."""
    import agglomeration as ag

    plant = "plant" if identifiers else None
    register = ag.Register(
        f"{folder}/*.parquet", plant=plant, memory=memory, spill=folder, progress=False
    )
    return ag.ellison_glaeser(register)


def bare(folder, memory, identifiers):
    """What DuckDB takes to add the same up, without checks, labels or the index: what speed there is to be had."""
    import duckdb as engine

    powers = ", ".join(f"sum({'*'.join(['size'] * order)})" for order in range(1, 5))
    settings = {"memory_limit": memory, "preserve_insertion_order": "false"}
    with engine.connect(config=settings) as connection:
        return connection.execute(
            f"SELECT region, industry, count(*), {powers} FROM read_parquet('{folder}/*.parquet') "
            "GROUP BY region, industry"
        ).df()


def pandas(folder, memory, identifiers):
    """The library on a frame that pandas read whole."""
    import pandas as pd

    import agglomeration as ag

    columns = ["region", "industry", "size", *(["plant"] if identifiers else [])]
    plants = pd.read_parquet(folder, columns=columns)
    if identifiers and plants["plant"].duplicated(keep=False).any():
        raise ValueError("identifiers are repeated")
    return ag.ellison_glaeser(plants)


def peak_memory():
    """Bytes that this process held at most."""
    status = Path("/proc/self/status")
    if status.exists():
        # What the system counts for a child includes the parent's memory at the moment of its birth.
        return (
            next(
                int(line.split()[1])
                for line in status.read_text().splitlines()
                if line.startswith("VmHWM")
            )
            * 1024
        )
    # Kilobytes, but bytes on a Mac.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("who", choices=["bare", "duckdb", "pandas"])
    parser.add_argument("folder")
    parser.add_argument("--memory")
    parser.add_argument("--identifiers", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    result = globals()[asked.who](asked.folder, asked.memory, asked.identifiers)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "memory": peak_memory(),
    } | ({"gamma": float(result["gamma"].sum())} if "gamma" in result else {})
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
