"""``python -m agglomeration report my.csv``: the same as the command ``agglomeration``."""

import sys

from agglomeration.report.command import main

if __name__ == "__main__":
    sys.exit(main())
