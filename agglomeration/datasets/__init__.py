"""The book's tables: load one by name, and ask what it holds, where it comes from and what it cannot say."""

from agglomeration.datasets.description import Description, describe
from agglomeration.datasets.loading import load
from agglomeration.datasets.package import names
from agglomeration.datasets.staffing import (
    input_output_flows,
    input_output_titles,
    knowledge_occupations,
    staffing_matrix,
)

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
