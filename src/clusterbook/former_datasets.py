"""What the last edition called ``agglomeration.datasets``."""

from clusterbook.cases.staffing import input_output_flows, input_output_titles, knowledge_occupations, staffing_matrix
from clusterbook.tables import Description, describe, load, names

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
