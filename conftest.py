"""What all tests share, those of the notebooks in ``book/`` included."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def root():
    """The repository's folder."""
    return ROOT


def pytest_collectstart(collector):
    """Drawings are not stored in notebooks, so there is nothing to compare a new one with."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("image/svg+xml", "application/javascript")


def pytest_terminal_summary(terminalreporter):
    """What the site's tests measured: reported, and compared with the budgets only where sizes are."""
    weights = _measured("weights")
    if weights:
        terminalreporter.section("the site, compressed", sep="-")
        for page, weight in sorted(weights.items()):
            terminalreporter.line(
                f"{weight['html'] / 1000:7.1f} KB page {weight['first visit'] / 1000:7.1f} KB first visit  {page}"
            )


def _measured(kind):
    file = ROOT / f"_build/measurements/{kind}.json"
    return json.loads(file.read_text()) if file.exists() else {}
