"""One run of one engine in a process of its own, so that its memory is its own: prints seconds and peak as JSON."""

import argparse
import json
import resource
import sys
import time


def duckdb(folder, memory, identifiers):
    """The library on files: DuckDB adds up."""
    import agglomeration as ag

    plant = "plant" if identifiers else None
    register = ag.Register(f"{folder}/*.parquet", plant=plant, memory=memory, spill=folder, progress=False)
    return ag.ellison_glaeser(register)


def pandas(folder, memory, identifiers):
    """The library on a frame that pandas read whole."""
    import pandas as pd

    import agglomeration as ag

    columns = ["region", "industry", "size", *(["plant"] if identifiers else [])]
    plants = pd.read_parquet(folder, columns=columns)
    if identifiers and plants["plant"].duplicated(keep=False).any():
        raise ValueError("identifiers are repeated")
    return ag.ellison_glaeser(plants)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("who", choices=["duckdb", "pandas"])
    parser.add_argument("folder")
    parser.add_argument("--memory")
    parser.add_argument("--identifiers", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    result = globals()[asked.who](asked.folder, asked.memory, asked.identifiers)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    # Kilobytes, but bytes on a Mac.
    unit = 1 if sys.platform == "darwin" else 1024
    figures = {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * unit,
        "gamma": float(result["gamma"].sum()),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
