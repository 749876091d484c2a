"""Lets the tests find the modules beside them, and the browser of the site's tests."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "site")]
