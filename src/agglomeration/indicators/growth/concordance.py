"""Tables of two classifications brought to one: codes that changed are joined to the class that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import named_type
from agglomeration.indicators.ground.tables import check_table
from agglomeration.words import listed, quoted, tell

__all__ = ["Concordance", "in_one_classification"]

Concordance = Mapping[Any, Any] | pd.Series


def in_one_classification(
    tables: Sequence[pd.DataFrame], concordance: Concordance | None, names: Sequence[str]
) -> list[pd.DataFrame]:
    """The tables with the columns of each class added up; as they are without a concordance.

    Examples
    --------
    >>> import pandas as pd
    >>> after = pd.DataFrame({"311": [5], "4522": [3]}, index=["Linz"])
    >>> in_one_classification([after], {"4521": "452", "4522": "452"}, ["after"])[0]
          311  452
    Linz  5.0  3.0
    """
    if concordance is None:
        return list(tables)
    classes = _classes(concordance)
    values = [check_table(table, name) for table, name in zip(tables, names, strict=True)]
    if not any(code in classes for table in tables for code in table.columns):
        raise ValueError(
            tell(
                "concordance: none of its codes ({codes}) is an industry of the tables ({industries}); "
                "write codes as the tables do.",
                codes=listed(classes),
                industries=listed(tables[0].columns),
            )
        )
    return [_joined(table, cells, classes) for table, cells in zip(tables, values, strict=True)]


def _classes(concordance):
    if isinstance(concordance, pd.Series):
        twice = concordance.index[concordance.index.duplicated()]
        if len(twice):
            raise ValueError(
                tell(
                    "concordance: code {code} goes to several classes; it can be joined to others but not split, so "
                    "give the class that holds all of them.",
                    code=quoted(twice[0]),
                )
            )
    elif not isinstance(concordance, Mapping):
        raise TypeError(
            tell(
                "concordance: expected a dictionary or a Series, from codes to classes, got {found}.",
                found=named_type(concordance),
            )
        )
    classes = dict(concordance.items())
    without = [
        code for code, held in classes.items() if pd.api.types.is_scalar(held) and pd.isna(held)
    ]
    if without:
        raise ValueError(
            tell(
                "concordance: code {code} has no class; leave it out to keep it as it is.",
                code=quoted(without[0]),
            )
        )
    return classes


def _joined(table, values, classes):
    """One column per class, in the order in which the classes first occur; what has no class keeps its name."""
    held = [classes.get(code, code) for code in table.columns]
    order = list(dict.fromkeys(held))
    place = {label: number for number, label in enumerate(order)}
    sums = np.zeros((len(table), len(order)))
    for column, label in enumerate(held):
        sums[:, place[label]] += values[:, column]
    columns = pd.Index(order, name=table.columns.name, tupleize_cols=table.columns.nlevels > 1)
    return pd.DataFrame(sums, index=table.index, columns=columns, copy=False)
