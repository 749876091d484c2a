"""Time and memory of one task at one size, ours and the peers' in turn."""

import gc
import os
import platform
import statistics
import time
import tracemalloc
from importlib.metadata import version

import numpy as np
import pandas as pd

# A task that takes longer than this is not repeated, and one that would is not begun.
PATIENCE = 20.0
LIMIT = 120.0


def environment():
    """What the figures depend on."""
    packages = ("numpy", "pandas", "scipy")
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[2],
        "packages": {package: version(package) for package in packages},
    }


def measure_size(line, size, slow):
    """Measure everyone at one size; ``slow`` are the names that would take too long by now."""
    arguments = line.make(size)
    runners = {"agglomeration": line.ours, **line.peers, **line.bare}
    measured, failed = {}, {}
    for name, runner in runners.items():
        if name in slow:
            failed[name] = slow[name]
            continue
        try:
            measured[name] = {"memory": peak_memory(runner, arguments), "seconds": []}
        except Exception as error:
            failed[name] = f"fails: {type(error).__name__}: {error}"
    _time_in_turn(measured, runners, arguments, line.repeat)
    return {
        "size": size,
        "input_bytes": held(arguments),
        "measured": {name: _summary(values) for name, values in measured.items()},
        "not_run": failed,
    }


def _time_in_turn(measured, runners, arguments, repeat):
    """One round after the other, so that a busy moment hits all alike."""
    for _ in range(repeat):
        for name, values in measured.items():
            if sum(wall for wall, _ in values["seconds"]) < PATIENCE:
                values["seconds"].append(stopwatch(runners[name], arguments))


def stopwatch(runner, arguments):
    """Seconds on the clock, and of processor time."""
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    runner(*arguments)
    return time.perf_counter() - wall, time.process_time() - processor


def peak_memory(runner, arguments):
    """Largest number of bytes allocated at once beyond the input, as far as Python and numpy allocate them."""
    gc.collect()
    tracemalloc.start()
    try:
        runner(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _summary(values):
    wall, processor = zip(*values["seconds"], strict=True)
    return {
        "median": statistics.median(wall),
        "least": min(wall),
        "processor": statistics.median(processor),
        "runs": len(wall),
        "memory": values["memory"],
    }


def held(arguments):
    """Bytes of the tables and arrays among the arguments."""
    return sum(_bytes(argument) for argument in arguments)


def _bytes(argument):
    if isinstance(argument, pd.DataFrame):
        return int(argument.memory_usage(index=False, deep=True).sum())
    if isinstance(argument, pd.Series):
        return int(argument.memory_usage(index=False, deep=True))
    return argument.nbytes if isinstance(argument, np.ndarray) else 0


def too_slow(result, slow, growth):
    """Names that would exceed the limit if time grew with the power 1.5 of the input, which grows by ``growth``."""
    late = {
        name: f"not run: {values['median']:.1f} s at the size before"
        for name, values in result["measured"].items()
        if name != "agglomeration" and values["median"] * growth**1.5 > LIMIT
    }
    return {**slow, **late}
