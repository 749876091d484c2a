"""What the last edition called ``agglomeration.datasets``: the tables, and modules that are cases now."""

from importlib import import_module

from clusterbook.cases.staffing import (
    input_output_flows,
    input_output_titles,
    knowledge_occupations,
    staffing_matrix,
)
from clusterbook.tables import Description, describe, load, names

from .former_names import NAMES

__all__ = [
    "Description",
    "describe",
    "input_output_flows",
    "input_output_titles",
    "knowledge_occupations",
    "load",
    "names",
    "staffing_matrix",
]


def __getattr__(name):
    former = f"agglomeration.datasets.{name}"
    if former not in NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(NAMES[former])
