"""What the tests of the report share: example files, and two reports that are made once."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from agglomeration.report import make_report
from clusterbook.example_files import example_files, simulated_jobs

sys.path.insert(0, str(Path(__file__).parent))
from hostile_names import HOSTILE


@pytest.fixture(scope="session")
def files():
    return example_files()


@pytest.fixture(scope="session")
def jobs():
    """The simulated jobs as a table, made without the code under test."""
    return simulated_jobs().pivot(index="region", columns="industry", values="jobs").fillna(0.0)


@pytest.fixture(scope="session")
def hostile():
    """A report on plants of two years whose every name is hostile, the file's included."""
    rows = [
        (
            f"{place}-{number}-{year}",
            region,
            industry,
            HOSTILE[number % 3],
            10 + (place * 7 + number * 3) % 50,
            year,
        )
        for place, region in enumerate(HOSTILE)
        for number, industry in enumerate(HOSTILE[:10])
        if (place + number) % 2
        for year in (2010, 2020)
    ]
    frame = pd.DataFrame(rows, columns=["plant", "region", "industry", "group", "size", "year"])
    content = frame.to_csv(index=False).encode()
    return make_report(content, name="<b onclick=alert(1)>=x.csv", draws=9)


@pytest.fixture(scope="session")
def of_plants(files):
    return make_report(files["plants.csv"].content, name="plants.csv", draws=99)


@pytest.fixture(scope="session")
def hostile_page(hostile):
    return hostile.html()


@pytest.fixture(scope="session")
def plants_page(of_plants):
    return of_plants.html()
