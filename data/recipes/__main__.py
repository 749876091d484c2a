"""Rebuild all tables, or those named: ``python -m data.recipes [name ...]``."""

import argparse
import sys

from data.recipes.catalogue import BUILDERS
from data.recipes.origins import UnreachableError
from data.recipes.writing import write


def main(arguments=None):
    """Rebuild the tables, say what changed, and return how many could not be rebuilt."""
    parser = argparse.ArgumentParser(prog="python -m data.recipes", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help="a table; none means all")
    names = parser.parse_args(arguments).names or sorted(BUILDERS)
    unknown = sorted(set(names) - set(BUILDERS))
    if unknown:
        parser.error(
            f"no recipe builds {', '.join(unknown)}; there are recipes for {', '.join(sorted(BUILDERS))}"
        )
    unreachable = 0
    for name in names:
        try:
            print(
                f"{name}: {'rewritten' if write(name, BUILDERS[name]()) else 'unchanged'}",
                flush=True,
            )
        except UnreachableError as reason:
            unreachable += 1
            print(
                f"{name}: NOT REBUILT. {reason} The stored table is left as it is.",
                file=sys.stderr,
                flush=True,
            )
    if unreachable:
        print(
            f"{unreachable} of {len(names)} tables could not be rebuilt; see above.",
            file=sys.stderr,
        )
    return unreachable


if __name__ == "__main__":
    sys.exit(min(main(), 1))
