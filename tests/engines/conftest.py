"""A million simulated plants, and the engines that add them up."""

import os
import shutil
import subprocess
import warnings

import numpy as np
import pandas as pd
import pytest

PLANTS, REGIONS, INDUSTRIES = 1_000_000, 150, 60
NO_JAVA = "SPARK WAS NOT TESTED: there is no Java (java -version); on Debian: apt-get install openjdk-17-jre-headless"


def simulated(count, seed=1):
    """Simulated plants: uneven regions, a home region for each industry, and whole jobs."""
    generator = np.random.default_rng(seed)
    chances = np.arange(1, REGIONS + 1) ** -0.8
    region = generator.choice(REGIONS, count, p=chances / chances.sum())
    industry = generator.integers(0, INDUSTRIES, count)
    at_home = generator.random(count) < 0.15
    region[at_home] = 3 * industry[at_home] % REGIONS
    return pd.DataFrame(
        {
            "plant": np.arange(count),
            "region": np.array([f"r{number:03}" for number in range(REGIONS)])[region],
            "industry": np.array([f"{number:02}" for number in range(INDUSTRIES)])[industry],
            "size": np.ceil(generator.lognormal(2, 1, count)),
            "year": 2010 + 5 * generator.integers(0, 3, count),
            "turnover": generator.lognormal(2, 1, count),
        }
    )


@pytest.fixture(scope="session")
def plants():
    return simulated(PLANTS)


@pytest.fixture(scope="session")
def parquet(plants, tmp_path_factory):
    """A glob of two files that hold the same plants."""
    folder = tmp_path_factory.mktemp("plants")
    for number in range(2):
        plants.iloc[number::2].to_parquet(folder / f"part-{number}.parquet", index=False)
    return str(folder / "*.parquet")


@pytest.fixture(scope="session")
def hierarchy():
    names = [f"{number:02}" for number in range(INDUSTRIES)]
    return pd.DataFrame({"section": [name[0] for name in names]}, index=names)


@pytest.fixture(scope="session")
def spark():
    """Spark inside this machine, spoken to through Ibis."""
    if shutil.which("java") is None:
        if os.geteuid() != 0:
            pytest.skip(NO_JAVA)
        command = ["apt-get", "install", "-y", "--no-install-recommends", "openjdk-17-jre-headless"]
        if (
            shutil.which("apt-get") is None
            or subprocess.run(command, capture_output=True).returncode
        ):
            pytest.skip(NO_JAVA)
    ibis = pytest.importorskip("ibis")
    sql = pytest.importorskip("pyspark.sql")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = sql.SparkSession.builder.master("local[2]").appName("tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        # PySpark says at every turn that it does not know this pandas yet.
        warnings.simplefilter("ignore", FutureWarning)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield ibis.pyspark.connect(session)
    session.stop()
