"""What all tests share, those of the notebooks in ``book/`` included."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
# The site's own tools are scripts, not an installed package.
sys.path.insert(0, str(ROOT / "book/_site"))


@pytest.fixture(scope="session")
def root():
    """The repository's folder."""
    return ROOT


def pytest_collectstart(collector):
    """Drawings are not stored in notebooks, so there is nothing to compare a new one with."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("image/svg+xml", "application/javascript")
