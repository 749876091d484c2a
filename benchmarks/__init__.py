"""Speed and memory of the indicators beside the packages in use, measured in one run: ``python -m benchmarks.run``."""
