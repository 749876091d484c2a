"""The book's tables: load one by name, and ask what it holds, where it comes from and what it cannot say."""

from clusterbook.cases.staffing import input_output_flows, input_output_titles, knowledge_occupations, staffing_matrix

from .description import Description, describe
from .loading import load
from .package import names

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
